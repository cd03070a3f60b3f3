//! One thing asked of each of two: "협회장이랑 총영사가 각각 뭐라고 했나요", "마감일이랑 발표일이 언제예요".
//!
//! The question is asked of each on its own, in the member's own words, and told together where both have an answer.

use super::engine::Engine;
use super::model::{Ask, Kind};
use super::question::{self, Question};
use super::reply::Reply;
use super::respond;

/// The most quotes that are shown together.
const QUOTES: usize = 6;

/// How many lines an answer has at most.
const LINES: usize = 6;

/// How many things are asked of one by one at most.
const MOST: usize = 3;

/// Words that ask of each on its own.
const EACH: [&str; 5] = ["각각", "각자", "따로따로", "둘 다 알려", "둘다 알려"];

/// What joins one thing to the next.
const JOINTS: [&str; 6] = ["이랑", "랑", "하고", "과", "와", ","];

/// What ends a question that asks for the thing in front of it.
const ENDS: [&str; 12] = [
    "언제", "누구", "누가", "얼마", "몇", "어디", "뭐", "무엇", "며칠", "어느", "이름", "알려",
];

/// The answer for each of those asked of, where a question says that it asks of each.
pub(crate) fn of_each(engine: &Engine, read: &Question, ask: &Ask) -> Option<Reply> {
    if !EACH.iter().any(|w| read.text.contains(w)) {
        return None;
    }
    together(engine, read, ask, &parts(&without_each(&read.text), MOST))
}

/// The same where nothing says so: only of what stands right in front of the question word.
pub(crate) fn of_both(engine: &Engine, read: &Question, ask: &Ask) -> Option<Reply> {
    let parts = parts(&read.text, 2);
    let [_, second] = parts.as_slice() else {
        return None;
    };
    let words: Vec<&str> = second.split_whitespace().collect();
    let asked = words.iter().rposition(|w| ENDS.iter().any(|end| w.starts_with(end)))?;
    // "두 기관이 맺은 협약은 언제" asks of one thing that two did.
    let own = words.get(..asked)?;
    let subject = own.iter().any(|w| w.ends_with('이') || w.ends_with('가'));
    if own.is_empty() || own.len() > 3 + read.times.len() || subject && own.len() > 1 {
        return None;
    }
    together(engine, read, ask, &parts)
}

fn without_each(text: &str) -> String {
    EACH.iter().fold(text.to_owned(), |text, w| text.replace(w, " "))
}

/// The question asked of each that is joined in it, in their order; none where nothing is.
fn parts(text: &str, most: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.iter().position(|w| joined(w).is_some()) else {
        return Vec::new();
    };
    let names: Vec<&str> = words
        .iter()
        .skip(first)
        .map_while(|w| joined(w))
        .take(most - 1)
        .collect();
    let last = first + names.len();
    let Some(last_word) = words.get(last) else {
        return Vec::new();
    };
    let before = words.get(..first).unwrap_or_default();
    let behind = words.get(last + 1..).unwrap_or_default();
    if behind.is_empty() {
        return Vec::new();
    }
    let asked_of = |name: &str| {
        let mut all = before.to_vec();
        all.push(name);
        all.extend(behind);
        all.join(" ")
    };
    let mut all: Vec<String> = names.iter().map(|name| asked_of(name)).collect();
    all.push(asked_of(last_word));
    all
}

/// A word without what joins it to the next; none where nothing does.
fn joined(word: &str) -> Option<&str> {
    JOINTS.iter().find_map(|joint| {
        let name = word.strip_suffix(joint)?;
        (name.chars().count() >= 2).then_some(name)
    })
}

/// The answers of the parts, each on its own line; none where one has no answer, or two have the same.
fn together(engine: &Engine, read: &Question, ask: &Ask, parts: &[String]) -> Option<Reply> {
    if parts.len() < 2 {
        return None;
    }
    let mut whole: Option<Reply> = None;
    let mut told: Vec<String> = Vec::new();
    for part in parts {
        let read = question::read(engine, part, ask.today, Some(read.lang));
        let reply = respond::reply(engine, &read, ask.today);
        if reply.kind != Kind::Answer || told.contains(&reply.text) {
            return None;
        }
        told.push(reply.text.clone());
        match &mut whole {
            None => whole = Some(reply),
            Some(first) => first.take_in(reply, QUOTES),
        }
    }
    whole.filter(|reply| reply.text.lines().count() <= LINES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_those_joined_is_asked_of() {
        assert_eq!(
            parts("2022년 마감일이랑 발표일이 언제예요", 2),
            ["2022년 마감일 언제예요", "2022년 발표일이 언제예요"]
        );
        assert_eq!(
            parts("김하나, 이두리, 박세나 세 분 소속을", 3),
            ["김하나 세 분 소속을", "이두리 세 분 소속을", "박세나 세 분 소속을"]
        );
        assert!(parts("마감일이 언제예요", 2).is_empty());
    }
}
