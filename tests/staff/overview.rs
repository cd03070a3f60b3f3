//! What staff look at: the week in short, the records as CSV; and what a member sees of what is kept of them.

use std::collections::BTreeMap;

use giljabi::playground::Message;
use jiff::{Timestamp, ToSpan};

use crate::common::Harness;
use crate::{QUESTION, shown, town};

/// A question that the sources answer.
const ANSWERED: &str = "업무협약은 언제 체결됐나요?";
/// One about the programme that they do not answer.
const OPEN: &str = "CIC 회의실 예약은 어떻게 하나요?";

#[tokio::test]
async fn the_week_in_short_says_what_wants_doing() {
    let mut town = town().await;
    for member in ["민지", "지훈"] {
        town.ask_in_channel(member, OPEN).await;
    }
    let answers = town.ask_in_channel("지훈", ANSWERED).await;
    town.press("지훈", &answers[0], "👎").await;
    town.mention("하늘", "라운지", "수영장이 있나요?").await;

    let digest = shown(&town.slash("소라", "질문", "staff digest", &[("when", "0")]).await);
    let text = digest.text();
    for words in [
        "주간 요약",
        "질문 **3**건 · 답 없음 **2**건 · 👍 0 · 👎 1",
        "회의실 예약은 어떻게 하나요? (2)",
        "도움이 안 된 답변",
        "체결됐나요? (1)",
        "1년 넘은 출처",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("수영장"), "another server's question: {text}");
    assert!(digest.ephemeral_to.is_some(), "only who asked for it sees it");
    let old = digest.embeds[0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["name"].as_str().unwrap().contains("1년 넘은 출처"))
        .unwrap();
    let first = old["value"].as_str().unwrap().lines().next().unwrap();
    let published = first.trim_start_matches("• ").split(' ').next().unwrap();
    let published: jiff::civil::Date = published.parse().unwrap_or_else(|_| panic!("{first}"));
    assert!(published.year() < 2026, "{first}");

    // Every week: on Monday morning, in the staff channel, once.
    let on = shown(&town.slash("소라", "질문", "staff digest", &[("when", "1")]).await);
    assert!(on.text().contains("매주 월요일 아침"), "{}", on.text());
    town.restart().await;
    town.settle().await;
    assert!(posted(&town).is_empty(), "this week's Monday is over");
    let records = town.records.as_ref().unwrap();
    let (now, long_ago) = (Timestamp::now(), Timestamp::now() - (24 * 14).hours());
    assert!(
        records
            .claim_digest(town.guild().0, now + 1.hour(), long_ago)
            .await
            .unwrap()
    );
    for _ in 0..2 {
        town.restart().await;
        let told = town.world.wait_for(|_| posted(&town).first().cloned()).await;
        let text = told.expect("it is posted to the staff channel").text();
        assert!(text.contains("회의실 예약은 어떻게 하나요? (2)"), "{text}");
        town.settle().await;
        assert_eq!(posted(&town).len(), 1, "once a week");
    }
    let off = shown(&town.slash("소라", "질문", "staff digest", &[("when", "2")]).await);
    assert!(off.text().contains("올리지 않습니다"), "{}", off.text());
}

/// The weekly summaries in the staff channel.
fn posted(town: &Harness) -> Vec<Message> {
    let messages = town.world.all_messages(town.channel("운영"));
    messages
        .into_iter()
        .filter(|message| message.text().contains("주간 요약"))
        .collect()
}

#[tokio::test]
async fn the_records_come_as_tables_that_open() {
    let town = town().await;
    let formula = "=HYPERLINK(\"http://example.org\"), 반려견?";
    town.ask_in_channel("민지", ANSWERED).await;
    town.ask("지훈", formula).await;
    let answers = town.ask_in_channel("지훈", QUESTION).await;
    town.press("지훈", &answers[0], "👎").await;
    town.press("지훈", &answers[0], "담당자에게 묻기").await;
    town.mention("하늘", "라운지", "수영장이 있나요?").await;

    let exported = shown(&town.slash("소라", "운영", "staff export", &[]).await);
    assert!(exported.ephemeral_to.is_some(), "only who asked for it sees it");
    let tables: BTreeMap<String, Vec<BTreeMap<String, String>>> = exported
        .attachments
        .iter()
        .map(|file| (file.filename.clone(), rows(&file.bytes)))
        .collect();
    let names: Vec<&str> = tables.keys().map(String::as_str).collect();
    assert_eq!(names, ["counts.csv", "gaps.csv", "history.csv", "questions.csv"]);

    let asked = |words: &str| {
        let found = tables["questions.csv"]
            .iter()
            .find(|row| row["question"].contains(words));
        found.unwrap_or_else(|| panic!("{words}: {tables:#?}"))
    };
    assert_eq!(tables["questions.csv"].len(), 3, "no other server's: {tables:#?}");
    let answered = asked("체결됐나요");
    assert!(answered["answer"].contains("2022년 1월 24일"), "{answered:?}");
    assert!(
        answered["sources"].len() > 2 && answered["kind"] == "answer",
        "{answered:?}"
    );
    let unanswered = asked("데려가도");
    assert_eq!((&*unanswered["did_not_help"], &*unanswered["helped"]), ("1", "0"));
    assert!(!unanswered["reason"].is_empty(), "{unanswered:?}");
    let asked_at: jiff::civil::DateTime = unanswered["asked_at"].parse().unwrap();
    assert!(asked_at.year() >= 2024, "{unanswered:?}");
    // A spreadsheet takes what begins so for a formula.
    assert!(asked("HYPERLINK")["question"].starts_with("'="));

    let gap = tables["gaps.csv"]
        .iter()
        .find(|row| row["question"] == QUESTION)
        .unwrap();
    assert_eq!(gap["state"], "open");
    assert!(!tables["counts.csv"].is_empty());
    // Nobody who asked is in them.
    let everything = format!("{tables:?}");
    for member in ["민지", "지훈"] {
        assert!(!everything.contains(member), "{member}");
        assert!(!everything.contains(&town.person(member).to_string()), "{member}");
    }
    let again = shown(&town.slash("소라", "운영", "staff export", &[]).await);
    let history = again
        .attachments
        .iter()
        .find(|file| file.filename == "history.csv")
        .unwrap();
    assert!(
        rows(&history.bytes)
            .iter()
            .any(|row| row["action"] == "export" && row["result"] == "done")
    );
}

/// The rows of a table as a spreadsheet reads it: UTF-8 by its mark, each cell by its column.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let text = text
        .strip_prefix('\u{feff}')
        .expect("the mark by which a spreadsheet knows UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
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
