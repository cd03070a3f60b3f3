//! What staff do on Discord, end to end: the real bot on the playground's server.
#![expect(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

mod common;

use common::{Harness, Setup};
use giljabi::playground::{File, Id, Message, Outcome};
use serde_json::json;

/// A question about the programme that its sources do not answer.
const QUESTION: &str = "공용 사무실에 반려견을 데려가도 되나요?";
/// What staff write into the form: answer, title, publisher, dates, address.
const FORM: [&str; 5] = [
    "공용 사무실에는 반려견을 데려올 수 없습니다. 안내견은 예외입니다.",
    "공용 사무실 이용 안내",
    "운영사무국",
    "2026-06-30",
    "https://example.org/office-rules",
];

/// A town whose staff keep the knowledge: 소라 by her role, with a channel of their own.
async fn town() -> Harness {
    let town = Setup {
        own_desk: true,
        ..Setup::default()
    }
    .spawn()
    .await;
    let records = town.records.as_ref().unwrap();
    records.set_home(town.guild().0, true).await.unwrap();
    let role = town.world.find_role(town.guild(), "운영진").unwrap();
    records.set_staff_role(town.guild().0, Some(role.0)).await.unwrap();
    records
        .set_staff_channel(town.guild().0, Some(town.channel("운영").0))
        .await
        .unwrap();
    town
}

fn shown(outcome: &Outcome) -> Message {
    outcome.message().cloned().unwrap_or_else(|| panic!("{outcome:?}"))
}

/// Waits until a message that shows how work goes on says `words`; gives it as it is then.
async fn until(town: &Harness, outcome: &Outcome, words: &str) -> Message {
    let message = shown(outcome);
    let settled = town
        .world
        .wait_for(|world| {
            world
                .message(message.channel, message.id)
                .filter(|now| now.text().contains(words))
        })
        .await;
    settled.unwrap_or_else(|| panic!("{words}: {}", town.again(&message).text()))
}

#[tokio::test]
async fn an_unanswered_question_becomes_knowledge() {
    let mut town = town().await;
    let asked = town.ask_in_channel("민지", QUESTION).await;
    assert!(asked[0].button("담당자에게 묻기").is_some(), "{:#?}", asked[0]);

    let sent = shown(&town.press("민지", &asked[0], "담당자에게 묻기").await);
    assert!(sent.text().contains("담당자에게 전했습니다"), "{}", sent.text());
    let told = shown(&town.press("민지", &sent, "알려 주십시오").await);
    assert!(told.text().contains("알려 드리겠습니다"), "{}", told.text());

    let staff_room = town.channel("운영");
    let post = town.world.all_messages(staff_room).last().cloned().unwrap();
    assert!(post.text().contains("반려견"), "{}", post.text());

    let form = town.press("소라", &post, "답변 작성").await;
    let sent = town.fill_in("소라", &form, &FORM).await;
    let taken = until(&town, &sent, "바로 반영했습니다").await;
    assert!(taken.text().contains("1명에게 알렸습니다"), "{}", taken.text());
    assert!(taken.text().contains("이제 회원에게 보이는 답변"), "{}", taken.text());

    let notice = town
        .world
        .wait_for(|world| {
            let notices = world.all_messages(asked[0].channel);
            notices
                .into_iter()
                .find(|message| message.text().contains("기다리시던 질문"))
        })
        .await
        .expect("the member is told where they asked");
    assert!(notice.text().contains("안내견은 예외"), "{}", notice.text());
    assert!(
        town.again(&post).text().contains("답변했습니다"),
        "{}",
        town.again(&post).text()
    );

    let rewordings = [
        QUESTION,
        "공용 사무실에 반려견 데려가도 돼요?",
        "반려견을 공용 사무실에 데려갈 수 있나요?",
        "공용 사무실 반려견 되나요?",
    ];
    for restarted in [false, true] {
        if restarted {
            town.restart().await;
        }
        for question in rewordings {
            let answers = town.ask_in_channel("지훈", question).await;
            let text = answers[0].text();
            assert!(text.contains("데려올 수 없습니다"), "{restarted} {question}: {text}");
            assert!(text.contains("운영사무국"), "{restarted} {question}: {text}");
        }
    }
    let records = town.records.as_ref().unwrap();
    assert!(records.gaps(None, 10).await.unwrap().is_empty());
    assert!(
        records.tells_due().await.unwrap().is_empty(),
        "whom to tell is forgotten once told"
    );
    let history = records.history(Some(town.guild().0), 10).await.unwrap();
    assert!(history.iter().any(|entry| entry.allowed
        && entry.action.staff == Some(town.person("소라").0)
        && entry.action.after.is_some()));
}

#[tokio::test]
async fn nobody_but_staff_of_the_server_does_anything() {
    let town = town().await;
    let records = town.records.as_ref().unwrap();
    let asked = town.ask_in_channel("민지", QUESTION).await;
    town.press("민지", &asked[0], "담당자에게 묻기").await;
    let post = town.world.all_messages(town.channel("운영")).last().cloned().unwrap();
    // 소라 opens the list and a form while she is staff; then she is no longer.
    let list = shown(&town.slash("소라", "질문", "staff gaps", &[]).await);
    assert!(list.text().contains("반려견"), "{}", list.text());
    let form = town.press("소라", &post, "답변 작성").await;
    let role = town.world.find_role(town.guild(), "운영진").unwrap();
    town.world.set_role(town.guild(), town.person("소라"), role, false);

    let file = town.world.lay_down(File {
        name: "notice.txt".into(),
        content_type: "text/plain".into(),
        bytes: b"notice".to_vec().into(),
    });
    let (file, staff_role) = (file.to_string(), role.to_string());
    let channel = town.channel("질문").to_string();
    let commands: [(&str, Vec<(&str, &str)>); 14] = [
        ("reindex", vec![]),
        ("status", vec![]),
        ("rollback", vec![]),
        ("history", vec![]),
        ("gaps", vec![]),
        ("add", vec![("question", "주차가 되나요?")]),
        ("import", vec![("file", &file)]),
        ("expire", vec![("record", "cic")]),
        ("ask-channel", vec![("state", "0"), ("channel", &channel)]),
        ("staff-role", vec![("role", &staff_role)]),
        ("staff-channel", vec![]),
        ("language", vec![("language", "1")]),
        ("export", vec![]),
        ("digest", vec![("when", "1")]),
    ];
    let settings = records.settings(town.guild().0).await;
    let generation = town.desk.snapshot().generation.clone();
    let mut refused = 0;
    let line = "담당자만 할 수 있는 일입니다";
    for member in ["민지", "소라"] {
        for (command, options) in &commands {
            let outcome = shown(&town.slash(member, "질문", &format!("staff {command}"), options).await);
            assert!(
                outcome.text().starts_with(line),
                "{member} {command}: {}",
                outcome.text()
            );
            refused += 1;
        }
        for label in ["답변 작성", "이미 있음", "무시"] {
            let outcome = shown(&forge(&town, member, "질문", &post.button(label).unwrap()).await);
            assert!(outcome.text().starts_with(line), "{member} {label}: {}", outcome.text());
            refused += 1;
        }
    }
    // The form that was open when the role was taken.
    let sent = shown(&town.fill_in("소라", &form, &FORM).await);
    assert!(sent.text().starts_with(line), "{}", sent.text());
    refused += 1;

    // 하늘 owns another server that the bot is in: there the knowledge cannot be changed, and nothing of this server
    // can be reached from there, whatever the buttons say.
    for command in ["reindex", "rollback", "add", "import", "expire"] {
        let (_, options) = commands.iter().find(|(name, _)| *name == command).unwrap();
        let outcome = shown(&town.slash("하늘", "라운지", &format!("staff {command}"), options).await);
        assert!(
            outcome.text().contains("자료를 바꿀 수 없습니다"),
            "{command}: {}",
            outcome.text()
        );
        refused += 1;
    }
    let answer = shown(&forge(&town, "하늘", "라운지", &post.button("답변 작성").unwrap()).await);
    assert!(answer.text().contains("자료를 바꿀 수 없습니다"), "{}", answer.text());
    refused += 1;
    for label in ["이미 있음", "무시"] {
        let outcome = shown(&forge(&town, "하늘", "라운지", &post.button(label).unwrap()).await);
        assert!(
            outcome.text().contains("이미 처리되었거나"),
            "{label}: {}",
            outcome.text()
        );
    }
    let hers = shown(&town.slash("하늘", "라운지", "staff gaps", &[]).await);
    assert!(!hers.text().contains("반려견"), "{}", hers.text());

    // An id that was made up, or changed by a letter.
    let mut changed = post.button("무시").unwrap();
    changed.pop();
    for custom_id in [changed.as_str(), "g1.AAAA", "staff:ignore:1", ""] {
        let outcome = shown(&forge(&town, "도윤", "질문", custom_id).await);
        assert!(!outcome.text().is_empty());
        refused += 1;
    }

    assert_eq!(records.settings(town.guild().0).await, settings, "nothing was set");
    assert_eq!(town.desk.snapshot().generation, generation, "nothing was taken up");
    assert_eq!(
        records.gaps(Some(town.guild().0), 10).await.unwrap().len(),
        1,
        "nothing was closed"
    );
    let history = records.history(None, 500).await.unwrap();
    let noted = history.iter().filter(|entry| !entry.allowed).count();
    assert_eq!(noted, refused, "every attempt is in the history");
    assert!(
        history
            .iter()
            .filter(|entry| !entry.allowed)
            .all(|entry| entry.action.staff.is_none())
    );
}

/// Somebody sends a press with an id that no message shows them.
async fn forge(town: &Harness, member: &str, channel: &str, custom_id: &str) -> Outcome {
    // A press of theirs that is real, to be changed: the buttons below an answer in a place they see.
    let asked = town.mention(member, channel, "사업 내용이 무엇인가요?").await;
    let (label, custom) = asked[0]
        .widgets()
        .find_map(|widget| {
            Some((
                widget["label"].as_str()?.to_owned(),
                widget["custom_id"].as_str()?.to_owned(),
            ))
        })
        .unwrap_or_else(|| panic!("no button on {:#?}", asked[0]));
    let real = town
        .world
        .begin_press(town.person(member), asked[0].channel, asked[0].id, &custom)
        .unwrap_or_else(|error| panic!("{label}: {error:?}"));
    let mut interaction = town.interaction(real);
    town.done(real).await;
    interaction.id = town.world.clock().next_id();
    interaction.token = format!("forged-{}", interaction.id);
    interaction.name = custom_id.to_owned();
    interaction.original = None;
    let id: Id = town
        .world
        .send_interaction(interaction, json!({ "custom_id": custom_id, "component_type": 2 }));
    town.done(id).await
}

#[tokio::test]
async fn broken_data_changes_nothing_and_says_what_to_mend() {
    let town = town().await;
    let generation = town.desk.snapshot().generation.clone();
    let data = town.places().data.clone();
    let facts = data.join("facts.toml");
    let before = std::fs::read_to_string(&facts).unwrap();
    std::fs::write(&facts, format!("{before}\n[[fact]]\nidd = \"x\"\n")).unwrap();
    let outcome = town.slash("소라", "운영", "staff reindex", &[]).await;
    let said = until(&town, &outcome, "아무것도 바꾸지 않았습니다").await;
    assert!(said.text().contains("facts.toml"), "{}", said.text());
    assert_eq!(town.desk.snapshot().generation, generation);

    // A question of the staff's own that the new data makes worse: it waits for a yes.
    std::fs::write(&facts, &before).unwrap();
    let golden = format!("[[question]]\nq = \"{QUESTION}\"\nmust = [\"데려올 수 없습니다\"]\n");
    std::fs::write(data.join("golden.toml"), golden).unwrap();
    let answer = data.join("faq/dogs.toml");
    std::fs::create_dir_all(data.join("faq")).unwrap();
    let record = format!(
        "[[faq]]\nid = \"faq-dogs\"\nquestion = \"{QUESTION}\"\nanswer = \"{0}\"\nquote = \"{0}\"\n\
         [faq.source]\ntitle = \"{1}\"\npublisher = \"{2}\"\npublished = \"{3}\"\n",
        FORM[0], FORM[1], FORM[2], FORM[3]
    );
    std::fs::write(&answer, record).unwrap();
    let outcome = town.slash("소라", "운영", "staff reindex", &[]).await;
    let said = until(&town, &outcome, "새 자료로 답하고 있습니다").await;
    assert!(said.text().contains("나아진 확인 질문 1"), "{}", said.text());
    let generation = town.desk.snapshot().generation.clone();
    std::fs::remove_file(&answer).unwrap();
    let outcome = town.slash("소라", "운영", "staff reindex", &[]).await;
    let said = until(&town, &outcome, "그래도 반영할까요").await;
    assert!(said.text().contains("반려견"), "{}", said.text());
    assert_eq!(town.desk.snapshot().generation, generation, "not in use yet");
    let outcome = town.press("소라", &said, "그래도 반영").await;
    until(&town, &outcome, "새 자료로 답하고 있습니다").await;
    assert_ne!(town.desk.snapshot().generation, generation);

    let outcome = town.slash("소라", "운영", "staff rollback", &[]).await;
    let back = town.choose("소라", &shown(&outcome), &generation).await;
    assert!(shown(&back).text().contains("되돌렸습니다"), "{}", shown(&back).text());
    assert_eq!(town.desk.snapshot().generation, generation);
}

#[tokio::test]
async fn a_document_is_seen_before_it_is_added() {
    let town = town().await;
    let text = "공용 사무실 이용 시간 안내\n\n공용 사무실은 평일 오전 7시부터 오후 10시까지 이용할 수 있습니다. \
                주말에는 출입증이 있는 입주자만 들어갈 수 있습니다.\n";
    for drop in [true, false] {
        let file = town.world.lay_down(File {
            name: "이용시간.txt".into(),
            content_type: "text/plain".into(),
            bytes: text.as_bytes().to_vec().into(),
        });
        let file = file.to_string();
        let options = [
            ("file", file.as_str()),
            ("publisher", "운영사무국"),
            ("published", "2026-06-01"),
            ("title", "공용 사무실 이용 시간"),
        ];
        let preview = shown(&town.slash("소라", "운영", "staff import", &options).await);
        assert!(preview.text().contains("이용 시간"), "{}", preview.text());
        if drop {
            let dropped = shown(&town.press("소라", &preview, "버리기").await);
            assert!(
                dropped.text().contains("자료는 바뀌지 않았습니다"),
                "{}",
                dropped.text()
            );
        } else {
            let outcome = town.press("소라", &preview, "자료에 더하기").await;
            until(&town, &outcome, "자료에 더하고 반영했습니다").await;
        }
        let there = town
            .desk
            .snapshot()
            .knowledge
            .documents
            .iter()
            .any(|document| document.title == "공용 사무실 이용 시간");
        assert_eq!(there, !drop);
    }
}

#[tokio::test]
async fn a_member_sees_and_deletes_what_is_kept() {
    let town = town().await;
    let records = town.records.as_ref().unwrap();
    town.ask_in_channel("민지", QUESTION).await;
    let kept = shown(&town.slash("민지", "질문", "privacy", &[]).await);
    assert!(kept.text().contains("반려견"), "{}", kept.text());
    let gone = shown(&town.press("민지", &kept, "모두 지우기").await);
    assert!(gone.text().contains("모두 지웠습니다"), "{}", gone.text());
    assert!(
        records
            .kept(&records.person(town.person("민지").0))
            .await
            .unwrap()
            .is_empty()
    );
    let kept = shown(&town.slash("Alex", "질문", "privacy", &[]).await);
    assert!(kept.text().contains("Nothing is kept about you"), "{}", kept.text());
}
