//! From a question without an answer to new knowledge.

use giljabi::playground::Message;

use crate::common::Harness;
use crate::{FORM, QUESTION, shown, town, until};

/// A member asks, takes it to the staff, wants to be told; staff write the answer. Gives what the staff see and what the
/// member is told.
async fn asked_and_answered(town: &Harness, member: &str, labels: [&str; 2], question: &str) -> (Message, Message) {
    let asked = town.ask_in_channel(member, question).await;
    let sent = shown(&town.press(member, &asked[0], labels[0]).await);
    town.press(member, &sent, labels[1]).await;
    let post = town.world.all_messages(town.channel("운영")).last().cloned().unwrap();
    let form = town.press("소라", &post, "답변 작성").await;
    let sent = town.fill_in("소라", &form, &FORM).await;
    let taken = until(town, &sent, "1명에게 알렸습니다").await;
    let notice = town.world.all_messages(asked[0].channel).last().cloned().unwrap();
    (taken, notice)
}

#[tokio::test]
async fn who_waited_is_told_what_staff_wrote_however_the_question_is_answered() {
    let town = town().await;
    // A question that is not answered by what staff wrote, because that does not speak of the year it asks about.
    let (_, notice) = asked_and_answered(
        &town,
        "민지",
        ["담당자에게 묻기", "알려 주십시오"],
        "올해 모집은 언제예요?",
    )
    .await;
    for words in [
        "기다리시던 질문",
        "안내견은 예외",
        "공용 사무실 이용 안내",
        "운영사무국",
        "2026년 6월 30일",
    ] {
        assert!(notice.text().contains(words), "{words}: {}", notice.text());
    }
    // What it rests on is behind its button too.
    let evidence = shown(&town.press("민지", &notice, "근거").await);
    assert!(evidence.text().contains("운영사무국"), "{}", evidence.text());

    let (_, notice) = asked_and_answered(
        &town,
        "Alex",
        ["Ask the staff", "Yes, tell me"],
        "Is there a call in 2025?",
    )
    .await;
    for words in ["the staff have answered", "안내견은 예외", "운영사무국", "30 June 2026"] {
        assert!(notice.text().contains(words), "{words}: {}", notice.text());
    }
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
    assert!(!taken.text().contains("아직 다른 답이"), "{}", taken.text());

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
    for words in [
        "안내견은 예외",
        "공용 사무실 이용 안내",
        "운영사무국",
        "2026년 6월 30일",
    ] {
        assert!(notice.text().contains(words), "{words}: {}", notice.text());
    }
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
