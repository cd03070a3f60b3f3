//! Who may do what of staff's.

use giljabi::playground::{File, Id, Outcome};
use serde_json::json;

use crate::common::Harness;
use crate::{FORM, QUESTION, shown, town};

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
