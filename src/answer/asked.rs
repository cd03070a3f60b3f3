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
fn gives_a_number_to_call(folded: &str) -> bool {
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
        _ => kinds::gives(*w, folded, lang),
    }))
}
