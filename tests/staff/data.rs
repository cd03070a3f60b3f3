//! Changing the data: a reindex, an import, a record that is out of date.

use giljabi::playground::File;

use crate::{FORM, QUESTION, shown, town, until};

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
async fn the_preview_of_a_document_says_which_golden_questions_change() {
    let town = town().await;
    let golden = town.places().data.join("golden.toml");
    let question = "공용 사무실은 몇 시까지 이용할 수 있나요?";
    let text = "공용 사무실 이용 시간 안내\n\n공용 사무실은 평일 오전 7시부터 오후 10시까지 이용할 수 있습니다.\n";
    let preview = async |wanted: &str| {
        std::fs::write(&golden, format!("[[question]]\nq = \"{question}\"\n{wanted}\n")).unwrap();
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
        shown(&town.slash("소라", "운영", "staff import", &options).await)
    };
    let generation = town.desk.snapshot().generation.clone();
    let better = preview("must = [\"10시\"]").await;
    assert!(better.text().contains("나아진 확인 질문 1"), "{}", better.text());
    assert!(
        better.text().contains("확인 질문 1건 중 1건이 맞음"),
        "{}",
        better.text()
    );
    let worse = preview("kind = [\"no_answer\"]").await;
    assert!(worse.text().contains("나빠진 확인 질문 1"), "{}", worse.text());
    assert!(worse.text().contains("1건 중 0건이 맞음"), "{}", worse.text());
    let neither = preview("must_not = [\"11시\"]").await;
    assert!(neither.text().contains("답이 달라지는 질문"), "{}", neither.text());
    assert!(!neither.text().contains("나아진"), "{}", neither.text());
    // A mistake in the golden questions keeps nothing else from being seen.
    let untried = preview("qq = 1").await;
    assert!(
        untried.text().contains("확인 질문은 해 보지 못했습니다"),
        "{}",
        untried.text()
    );
    assert_eq!(town.desk.snapshot().generation, generation, "nothing is in use yet");

    // What is worse waits for a yes, as everywhere.
    std::fs::write(
        &golden,
        format!("[[question]]\nq = \"{question}\"\nkind = [\"no_answer\"]\n"),
    )
    .unwrap();
    let outcome = town.press("소라", &worse, "자료에 더하기").await;
    until(&town, &outcome, "그래도 반영할까요").await;
    assert_eq!(town.desk.snapshot().generation, generation, "nothing is in use yet");
}

#[tokio::test]
async fn a_record_that_is_out_of_date_is_no_longer_used() {
    let town = town().await;
    // An answer of staff's own.
    let form = town.slash("소라", "운영", "staff add", &[("question", QUESTION)]).await;
    let sent = town.fill_in("소라", &form, &FORM).await;
    until(&town, &sent, "이제 회원에게 보이는 답변").await;
    let answers = town.ask_in_channel("민지", QUESTION).await;
    assert!(answers[0].text().contains("안내견은 예외"), "{}", answers[0].text());
    // A document.
    let file = town.world.lay_down(File {
        name: "이용시간.txt".into(),
        content_type: "text/plain".into(),
        bytes: "공용 사무실 이용 시간 안내\n\n공용 사무실은 평일 오전 7시부터 오후 10시까지 이용할 수 있습니다.\n"
            .as_bytes()
            .to_vec()
            .into(),
    });
    let file = file.to_string();
    let options = [
        ("file", file.as_str()),
        ("publisher", "운영사무국"),
        ("published", "2026-06-01"),
        ("title", "공용 사무실 이용 시간"),
    ];
    let preview = shown(&town.slash("소라", "운영", "staff import", &options).await);
    let outcome = town.press("소라", &preview, "자료에 더하기").await;
    until(&town, &outcome, "자료에 더하고 반영했습니다").await;
    let hours = "공용 사무실은 몇 시까지 이용할 수 있나요?";
    let answers = town.ask_in_channel("민지", hours).await;
    assert!(answers[0].text().contains("오후 10시"), "{}", answers[0].text());

    let records = [("반려견", QUESTION, "안내견은 예외"), ("이용 시간", hours, "오후 10시")];
    for (typed, question, gone) in records {
        // As staff do it: a few letters, and the list offers the record.
        let offered = town
            .world
            .autocomplete(
                town.person("소라"),
                town.channel("운영"),
                "staff expire",
                "record",
                typed,
                &[],
            )
            .await
            .unwrap();
        assert_eq!(offered.len(), 1, "{offered:?}");
        let record = offered[0].1.as_str().unwrap();
        let outcome = town.slash("소라", "운영", "staff expire", &[("record", record)]).await;
        until(&town, &outcome, "지난 내용으로 표시하고 반영했습니다").await;
        let answers = town.ask_in_channel("민지", question).await;
        assert!(!answers[0].text().contains(gone), "{}", answers[0].text());
        let again = town
            .world
            .autocomplete(
                town.person("소라"),
                town.channel("운영"),
                "staff expire",
                "record",
                typed,
                &[],
            )
            .await
            .unwrap();
        assert!(again.is_empty(), "it is out of date already: {again:?}");
    }
    // It is kept in its file, and known to be out of date after a restart too.
    let faqs = town.places().data.join("faq");
    let kept = std::fs::read_dir(faqs)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .find(|text| text.contains("안내견은 예외"))
        .unwrap();
    assert!(kept.contains("expired = true"), "{kept}");

    // A fact that a question of the staff's own rests on: it gets worse, and staff are asked first.
    let outcome = town
        .slash("소라", "운영", "staff expire", &[("record", "mou-signed")])
        .await;
    let said = until(&town, &outcome, "그래도 반영할까요").await;
    assert!(said.text().contains("업무협약은 언제"), "{}", said.text());
    let outcome = town.press("소라", &said, "취소").await;
    assert!(
        shown(&outcome).text().contains("취소했습니다"),
        "{}",
        shown(&outcome).text()
    );
    let facts = std::fs::read_to_string(town.places().data.join("facts.toml")).unwrap();
    assert!(!facts.contains("expired = true"), "nothing is left of it in the data");

    // What is no record is said to be none.
    let outcome = shown(
        &town
            .slash("소라", "운영", "staff expire", &[("record", "그런 것")])
            .await,
    );
    assert!(outcome.text().contains("그런 기록이 없습니다"), "{}", outcome.text());
}
