//! Buttons, selects and the eligibility check: what each does, for whom, after a restart, and when forged.

use crate::support::{Bench, shown};
use giljabi::playground::model::InteractionKind;
use giljabi::playground::{Message, Outcome, Progress};
use giljabi::records::day_of;
use serde_json::json;

const QUESTION: &str = "K-블록버스터 사업은 누가 신청할 수 있나요?";
const UNANSWERED: &str = "셀트리온의 매출은 얼마인가요?";

fn is_private(message: &Message) -> bool {
    message.ephemeral_to.is_some()
}

async fn companies(bench: &Bench, name: &str) -> Message {
    bench.slash(name, bench.channel("질문"), "companies", &[]).await
}

#[tokio::test]
async fn all_evidence_is_shown_to_whoever_asks_for_it() {
    let bench = Bench::start().await;
    let answer = bench.ask("민지", bench.channel("질문"), QUESTION).await;
    let evidence = shown(bench.press("지훈", &answer, "근거 보기").await);
    assert!(is_private(&evidence));
    assert!(
        evidence.text().contains("> ") && evidence.text().contains("](http"),
        "{}",
        evidence.text()
    );
    bench.prove();
}

#[tokio::test]
async fn one_person_has_one_vote() {
    let bench = Bench::start().await;
    let answer = bench.ask("민지", bench.channel("질문"), QUESTION).await;
    let thanks = shown(bench.press("민지", &answer, "👍").await);
    assert!(is_private(&thanks) && thanks.text().contains("고맙습니다"));
    let again = shown(bench.press("민지", &answer, "👍").await);
    assert!(again.text().contains("이미"), "{}", again.text());
    let changed = shown(bench.press("민지", &answer, "👎").await);
    assert!(changed.text().contains("바꾸었습니다"), "{}", changed.text());
    assert!(
        changed.button("담당자에게 묻기").is_some(),
        "a bad answer leads on to a person"
    );
    bench.press("지훈", &answer, "👍").await;
    bench.records.flush().await;
    let today = day_of(jiff::Timestamp::now());
    let counts = bench
        .records
        .counts(None, today.yesterday().unwrap(), today.tomorrow().unwrap())
        .await
        .unwrap();
    assert_eq!((counts.helped, counts.did_not_help), (1, 1), "{counts:?}");
    bench.prove();
}

#[tokio::test]
async fn the_one_who_asked_turns_the_page_and_others_read_their_own() {
    let bench = Bench::start().await;
    let list = companies(&bench, "민지").await;
    let first = list.text();
    assert!(first.contains("개 중 1–"), "{first}");
    let others = shown(bench.press("지훈", &list, "다음").await);
    assert!(is_private(&others) && others.text() != first);
    let there = bench.world.message(list.channel, list.id).unwrap();
    assert_eq!(there.text(), first, "nobody turns another's page");
    let Outcome::Updated(second) = bench.press("민지", &list, "다음").await else {
        panic!("the page was not turned");
    };
    assert_eq!(second.id, list.id);
    assert_eq!(second.text(), others.text());
    let Outcome::Updated(back) = bench.press("민지", &second, "이전").await else {
        panic!("the page was not turned back");
    };
    assert_eq!(back.text(), first);
    bench.prove();
}

#[tokio::test]
async fn every_item_of_a_long_list_is_on_one_page() {
    let bench = Bench::start().await;
    let mut page = companies(&bench, "민지").await;
    let mut seen: Vec<String> = Vec::new();
    loop {
        let text = page.text();
        seen.extend(
            text.lines()
                .filter_map(|line| line.strip_prefix("• "))
                .map(str::to_owned),
        );
        let next = page
            .buttons()
            .into_iter()
            .any(|button| button["label"] == "다음" && button["disabled"] != true);
        if !next {
            break;
        }
        page = shown(bench.press("민지", &page, "다음").await);
    }
    let total = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), total, "an item was on two pages");
    assert!(
        page.text().contains(&format!("{total}개 중")),
        "{total} of {}",
        page.text()
    );
    bench.prove();
}

#[tokio::test]
async fn a_related_question_is_answered() {
    let bench = Bench::start().await;
    let answer = bench.ask("민지", bench.channel("질문"), QUESTION).await;
    let select = answer.selects().first().copied().cloned().expect("related questions");
    let value = select["options"][0]["value"].as_str().unwrap();
    let outcome = bench
        .world
        .select(
            bench.who("지훈"),
            answer.channel,
            answer.id,
            select["custom_id"].as_str().unwrap(),
            &[value],
        )
        .await;
    let next = shown(outcome.unwrap());
    assert!(next.text().contains(value), "{}", next.text());
    assert_ne!(next.id, answer.id, "what was there stays");
    bench.prove();
}

#[tokio::test]
async fn where_there_is_no_answer_a_person_can_be_asked() {
    let bench = Bench::start().await;
    let answer = bench.ask("민지", bench.channel("질문"), UNANSWERED).await;
    assert!(answer.button("담당자에게 묻기").is_some(), "{}", answer.text());
    assert!(answer.button("근거 보기").is_none(), "a refusal rests on nothing");
    let told = shown(bench.press("민지", &answer, "담당자에게 묻기").await);
    assert!(is_private(&told));
    bench.prove();
}

#[tokio::test]
async fn old_buttons_work_after_a_restart() {
    let mut bench = Bench::start().await;
    let channel = bench.channel("질문");
    let answer = bench.ask("민지", channel, QUESTION).await;
    let evidence = shown(bench.press("민지", &answer, "근거 보기").await).text();
    let list = companies(&bench, "민지").await;
    let second = shown(bench.press("지훈", &list, "다음").await).text();
    let check = begin_check(&bench, "민지").await;
    let mention = bench.say("지훈", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    let reply = bench.answer_to(&mention).await;
    bench.restart().await;

    assert_eq!(shown(bench.press("민지", &answer, "근거 보기").await).text(), evidence);
    assert!(
        shown(bench.press("민지", &answer, "👍").await)
            .text()
            .contains("고맙습니다")
    );
    let Outcome::Updated(turned) = bench.press("민지", &list, "다음").await else {
        panic!("the page was not turned by the one who asked");
    };
    assert_eq!(turned.text(), second);
    assert!(matches!(
        bench.press("민지", &check, "잘 모르겠습니다").await,
        Outcome::Updated(_)
    ));
    assert_eq!(shown(bench.press("지훈", &reply, "근거 보기").await).text(), evidence);
    // A reply to an answer of before the restart still knows what it was about.
    let more = bench.reply("민지", &reply, "언제까지요?");
    bench.answer_to(&more).await;
    bench.prove();
}

#[tokio::test]
async fn a_forged_button_does_nothing() {
    let bench = Bench::start().await;
    let answer = bench.ask("민지", bench.channel("질문"), QUESTION).await;
    let real = answer.button("👍").unwrap();
    let begun = bench
        .world
        .begin_press(bench.who("민지"), answer.channel, answer.id, &real)
        .unwrap();
    bench.world.finished(begun).await.unwrap();
    let model = bench.world.interaction(begun).unwrap();
    let mut changed = real.clone().into_bytes();
    changed[5] ^= 1;
    for forged in [
        String::from_utf8(changed).unwrap(),
        "g1.".into(),
        "vote:1:up".into(),
        "x".repeat(100),
    ] {
        let mut interaction = model.clone();
        interaction.id = bench.world.clock().next_id();
        interaction.token = format!("forged-{}", interaction.id);
        interaction.kind = InteractionKind::Component;
        interaction.progress = Progress::Waiting;
        interaction.original = None;
        interaction.settled = false;
        let sent = bench
            .world
            .send_interaction(interaction, json!({"component_type": 2, "custom_id": forged}));
        let refused = shown(bench.world.finished(sent).await.unwrap());
        assert!(
            is_private(&refused) && refused.text().contains("쓸 수 없는 버튼"),
            "{}",
            refused.text()
        );
    }
    bench.prove();
}

async fn begin_check(bench: &Bench, name: &str) -> Message {
    let mut step = bench.slash(name, bench.channel("질문"), "eligibility check", &[]).await;
    // Where there are several programmes the first thing asked is which.
    if step.button("잘 모르겠습니다").is_none() && !step.buttons().is_empty() {
        let id = step.buttons()[0]["custom_id"].as_str().unwrap().to_owned();
        step = shown(
            bench
                .world
                .press(bench.who(name), step.channel, step.id, &id)
                .await
                .unwrap(),
        );
    }
    step
}

#[tokio::test]
async fn the_check_asks_one_thing_at_a_time_and_keeps_nothing() {
    let bench = Bench::start().await;
    let minji = bench.who("민지");
    let mut step = begin_check(&bench, "민지").await;
    assert!(is_private(&step));
    let mut steps = 0;
    while step.button("처음부터 다시").is_none() {
        steps += 1;
        assert!(steps < 30, "the check does not end: {}", step.text());
        assert!(step.text().contains(&format!("({steps}/")), "{}", step.text());
        if steps == 2 {
            // One step back and forth changes nothing.
            let back = shown(bench.press("민지", &step, "이전").await);
            assert!(back.text().contains("(1/"));
            let id = back.buttons()[0]["custom_id"].as_str().unwrap().to_owned();
            step = shown(bench.world.press(minji, back.channel, back.id, &id).await.unwrap());
        }
        let id = step.buttons()[0]["custom_id"].as_str().unwrap().to_owned();
        step = shown(bench.world.press(minji, step.channel, step.id, &id).await.unwrap());
    }
    assert!(steps >= 2, "there is something to ask");
    let result = step.text();
    assert!(result.contains("충족") || result.contains("담당자 확인"), "{result}");
    assert!(result.contains("년"), "every clause has its date: {result}");
    assert!(result.contains("저장하지 않았습니다"));
    bench.records.flush().await;
    let kept = bench.records.kept(&bench.records.person(minji.0)).await.unwrap();
    assert!(kept.is_empty(), "{kept:?}");
    bench.prove();
}

#[tokio::test]
async fn whoever_is_not_sure_is_sent_to_the_staff() {
    let bench = Bench::start().await;
    let mut step = begin_check(&bench, "Alex").await;
    while let Some(id) = step.button("not sure") {
        step = shown(
            bench
                .world
                .press(bench.who("Alex"), step.channel, step.id, &id)
                .await
                .unwrap(),
        );
    }
    let text = step.text();
    assert!(text.contains("ask the staff") && !text.contains("✅"), "{text}");
    bench.prove();
}
