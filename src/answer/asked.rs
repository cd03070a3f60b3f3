//! What a question is after: the noun it asks about, and whether a sentence gives the kind of answer that is wanted.

use crate::knowledge::{AnswerKind, Lang};

use super::cues::Cue;
use super::engine::Engine;
use super::kinds;
use super::question::{Group, Question};
use super::thesaurus::Thesaurus;

/// Nouns that stand for any other.
const GENERIC: [&str; 16] = [
    "사람", "방법", "방식", "장소", "도시", "나라", "지역", "물건", "내용", "인원", "날짜", "선생", "person", "people",
    "thing", "place",
];

/// The noun that a question asks about: the one before the word that asks ("상금으로 얼마"), or behind it ("무슨 로켓").
pub(super) fn focus<'a>(engine: &Engine, question: &'a Question) -> Option<&'a Group> {
    use Cue::*;
    let (asking, at) = question.cues.iter().find(|(c, _)| {
        matches!(
            c,
            When | Where | Who | Amount | Count | Duration | How | Why | What | Which | Contact
        )
    })?;
    let noun = |g: &&Group| {
        let unknown = g.terms.is_empty() && !engine.known(&g.text);
        !g.entity
            && g.cue.is_none()
            && g.text.chars().count() >= 2
            && Thesaurus::get().tells(&g.text) > 0.7
            && !(unknown && g.weight < 0.7 * engine.weight_of_unknown())
            && !g.text.chars().all(char::is_numeric)
            && !GENERIC.contains(&g.text.as_str())
    };
    if *asking == Which {
        let behind = question.groups.iter().find(|g| g.start > *at && g.start <= *at + 3);
        return behind.filter(noun);
    }
    // Only where nothing stands between them.
    question.groups.iter().rfind(|g| g.start < *at).filter(noun)
}

/// Whether what is wanted is a kind that a sentence may give without any of its signs.
pub(crate) fn unsure(question: &Question) -> bool {
    question.counter.is_none()
        && question
            .wants
            .first()
            .is_some_and(|w| matches!(w, AnswerKind::Why | AnswerKind::Who | AnswerKind::Where))
}

/// By what somebody is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Address,
    Mail,
    Phone,
}

/// By what a question wants to reach somebody, where it says so.
fn way_to_reach(question: &Question) -> Option<Way> {
    let text = question.text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(&["메일", "mail"]) {
        Some(Way::Mail)
    } else if has(&["전화", "번호", "phone", "telephone"]) {
        Some(Way::Phone)
    } else if has(&["주소", "address"]) && !has(&["홈페이지", "누리집", "사이트", "web"]) {
        Some(Way::Address)
    } else {
        None
    }
}

/// Whether a text has a run of digits long enough to call: seven or more, with nothing but signs and spaces between.
pub(super) fn gives_a_number_to_call(folded: &str) -> bool {
    folded
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '+' | ' ')))
        .any(|run| run.chars().filter(char::is_ascii_digit).count() >= 7)
}

/// Whether a sentence gives what is wanted; `None` where any sentence may.
pub(crate) fn gives_what_is_wanted(question: &Question, folded: &str, lang: Lang) -> Option<bool> {
    if let Some(counter) = &question.counter
        && !question.wants.is_empty()
    {
        // Another language counts with other words.
        if lang != Lang::Ko {
            let digit = folded.chars().any(|c| c.is_ascii_digit());
            return Some(digit && (counter != "시" || folded.contains(':')));
        }
        return Some(kinds::counts(counter, folded));
    }
    let strict: Vec<AnswerKind> = question
        .wants
        .iter()
        .copied()
        .filter(|w| !question.wants(AnswerKind::Contact) || *w == AnswerKind::Contact)
        .filter(|w| {
            !matches!(
                w,
                AnswerKind::What | AnswerKind::How | AnswerKind::Whether | AnswerKind::List
            )
        })
        .collect();
    if strict.is_empty() {
        return None;
    }
    if let Some(given) = counted_in_english(question, folded, lang) {
        return Some(given);
    }
    // "얼마나" measures anything; "얼마" is money.
    let measured = question.text.contains("얼마나");
    Some(strict.iter().any(|w| match w {
        AnswerKind::Amount if measured => kinds::gives_a_measure(folded),
        AnswerKind::Contact => match way_to_reach(question) {
            Some(Way::Address) => kinds::gives(AnswerKind::Where, folded, lang) && !folded.contains('@'),
            Some(Way::Mail) => folded.contains('@'),
            Some(Way::Phone) => gives_a_number_to_call(folded),
            None => kinds::gives(*w, folded, lang) || gives_a_number_to_call(folded),
        },
        AnswerKind::When => {
            kinds::gives(*w, folded, lang) && gives_the_end(question, folded) && gives_the_day(question, folded, lang)
        }
        _ => kinds::gives(*w, folded, lang),
    }))
}

/// Where the last day is asked for, whether a text says until when; true where any time will do.
fn gives_the_end(question: &Question, folded: &str) -> bool {
    const ASKED: [&str; 6] = ["언제까지", "며칠까지", "몇일까지", "몇 일까지", "until when", "by when"];
    const SAID: [&str; 17] = [
        "까지", "~", "∼", "～", "마감", "전에", "이내", "안에", "내에", "기한", "within", "by ", "until", "close",
        "deadline", "due", "before",
    ];
    let text = question.text.to_lowercase();
    !ASKED.iter().any(|w| text.contains(w)) || SAID.iter().any(|w| folded.contains(w))
}

/// Where a day of the week is asked for, whether an English text gives one; true where it is not.
fn gives_the_day(question: &Question, folded: &str, lang: Lang) -> bool {
    const DAYS: [&str; 10] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "daily",
        "weekday",
        "weekend",
    ];
    lang != Lang::En
        || !question.text.to_lowercase().contains("day of the week")
        || DAYS.iter().any(|d| folded.contains(d))
}

/// Whether a Korean text counts what an English question counts: "how many companies" by 곳, "how many people" by 명; `None`
/// where it counts nothing that has a counter of its own.
fn counted_in_english(question: &Question, folded: &str, lang: Lang) -> Option<bool> {
    const COUNTED: [(&str, &[&str]); 2] = [
        (
            "companies firms businesses startups start-ups companies tenants manufacturers exhibitors exporters studios",
            &["개사", "곳", "개", "사", "팀", "업체"],
        ),
        (
            "people persons students members applicants visitors employees workers participants attendees researchers experts",
            &["명", "분", "인"],
        ),
    ];
    if question.lang != Lang::En || lang != Lang::Ko || question.wants.first() != Some(&AnswerKind::Count) {
        return None;
    }
    let text = question.text.to_lowercase();
    let behind = text.split_once("how many ")?.1;
    let words: Vec<&str> = behind
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .take(3)
        .collect();
    let counters = COUNTED
        .iter()
        .find(|(nouns, _)| words.iter().any(|w| nouns.split(' ').any(|n| n == *w)))?
        .1;
    Some(counters.iter().any(|c| kinds::counts(c, folded)))
}
