//! Questions that ask one thing of several years, or two things at once: each part is asked on its own, and told together.

use jiff::civil::Date;

use crate::knowledge::AnswerKind;
use crate::korean;

use super::companies;
use super::cues::Cue;
use super::engine::Engine;
use super::kinds;
use super::model::Kind;
use super::question::Question;
use super::reply::Reply;
use super::respond::reply_to_one;
use super::time::{Relative, Time};
use super::wording;

/// The most quotes that are shown together.
const QUOTES: usize = 6;

/// How many lines an answer has at most.
const LINES: usize = 6;

/// How many years are told together at most.
const YEARS: usize = 4;

/// What is asked of two years or of every year: "작년이랑 올해 예산이 어떻게 달라요", "사업비가 해마다 얼마였어요".
pub(crate) fn over_years(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let mut times: Vec<Time> = Vec::new();
    for time in &question.times {
        if !times.iter().any(|t| t.date == time.date) && !time.since && !time.before {
            times.push(*time);
        }
    }
    let text = question.text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let every = times.is_empty()
        && says(&[
            "해마다",
            "연도별",
            "년도별",
            "매년 얼마",
            "매해",
            "each year",
            "every year",
            "by year",
            "year by year",
        ]);
    let compares = times.len() >= 2
        && (question.has(Cue::Differ)
            || says(&[
                "비교",
                "바뀌",
                "바뀐",
                "바꼈",
                "바뀜",
                "달라",
                "각각",
                "차이",
                "compare",
                "change",
                "difference",
                "versus",
                " vs",
            ]));
    let counts = question.wants.first() == Some(&AnswerKind::Count) && question.has(Cue::Differ);
    if !every && !compares || !counts && companies::is_a_list(engine, question) {
        return None;
    }
    if every {
        times = years_of(engine);
    }
    let mut whole: Option<Reply> = None;
    let mut told = 0;
    for time in times.into_iter().take(YEARS) {
        let part = of_a_year(question, time);
        let mut reply = reply_to_one(engine, &part, today);
        if !matches!(reply.kind, Kind::Answer | Kind::List) {
            continue;
        }
        if !reply.text.contains(&time.date.year().to_string()) {
            reply.text = wording::of_the_year(time.date.year(), &reply.text, question.lang);
        }
        match &mut whole {
            None => {
                whole = Some(reply);
                told += 1;
            }
            Some(first) if !first.text.contains(&reply.text) => {
                first.take_in(reply, QUOTES);
                told += 1;
            }
            Some(_) => {}
        }
    }
    whole.filter(|reply| told >= 2 && reply.text.lines().count() <= LINES)
}

/// The question asked of one year alone, with nothing that compares.
fn of_a_year(question: &Question, time: Time) -> Question {
    let mut part = question.clone();
    part.times = vec![time];
    part.cues.retain(|(cue, _)| *cue != Cue::Differ);
    let compares = [
        "비교",
        "바뀌",
        "바뀐",
        "바뀜",
        "달라",
        "차이",
        "해마다",
        "연도별",
        "년도별",
        "매해",
        "변화",
        "졌",
        "compar",
        "chang",
        "differ",
    ];
    part.groups.retain(|g| !compares.iter().any(|w| g.text.starts_with(w)));
    // "어떻게 달라요" asks for whatever it is in each.
    if question.has(Cue::Differ) || part.groups.len() < question.groups.len() {
        part.wants
            .retain(|w| !matches!(w, AnswerKind::How | AnswerKind::Whether));
    }
    part
}

/// The years that the records speak of, earliest in front.
fn years_of(engine: &Engine) -> Vec<Time> {
    let mut years: Vec<i16> = engine
        .statements
        .all
        .iter()
        .filter_map(|s| s.date.map(|d| d.year()))
        .collect();
    let calls = engine.knowledge.programmes.iter().flat_map(|p| &p.calls);
    years.extend(calls.filter_map(|c| c.until.map(|u| u.year())));
    years.sort_unstable();
    years.dedup();
    let from = years.len().saturating_sub(YEARS);
    years
        .into_iter()
        .skip(from)
        .filter_map(|year| {
            Some(Time {
                date: year.to_string().parse().ok()?,
                relative: Relative::Absolute,
                since: false,
                before: false,
                at: 0,
            })
        })
        .collect()
}

/// The other half of an answer to a question that asks two things at once, where the record told one: "누가 언제 만들었어요".
pub(crate) fn second_half(engine: &Engine, question: &Question, first: &Reply, today: Date) -> Option<Reply> {
    const ASKED: [AnswerKind; 6] = [
        AnswerKind::Who,
        AnswerKind::When,
        AnswerKind::Where,
        AnswerKind::Amount,
        AnswerKind::Count,
        AnswerKind::Duration,
    ];
    let asked: Vec<AnswerKind> = question.wants.iter().copied().filter(|w| ASKED.contains(w)).collect();
    if asked.len() != 2
        || first.kind != Kind::Answer
        || question.cues.iter().filter(|(c, _)| asks(*c)).nth(1).is_none()
        || companies::is_a_list(engine, question)
    {
        return None;
    }
    let told = |kind: AnswerKind, text: &str| kinds::gives(kind, &korean::fold(text), question.lang);
    let missing = asked.iter().copied().find(|kind| {
        let kinds = first
            .statement
            .and_then(|at| engine.statements.all.get(at))
            .map(|s| &s.kinds);
        let recorded = kinds.is_some_and(|k| k.contains(kind));
        !recorded && (!told(*kind, &first.text) || matches!(kind, AnswerKind::Who | AnswerKind::Where))
    })?;
    let mut part = question.clone();
    part.wants = vec![missing];
    part.cues
        .retain(|(cue, _)| !asks(*cue) || kind_of(*cue) == Some(missing));
    let second = reply_to_one(engine, &part, today);
    let gives = told(missing, &second.text);
    let lines = first.text.lines().count() + second.text.lines().count();
    if second.kind != Kind::Answer || second.text == first.text || !gives || second.confidence < 0.5 || lines > LINES {
        return None;
    }
    let mut whole = first.clone();
    whole.take_in(second, QUOTES);
    Some(whole)
}

fn asks(cue: Cue) -> bool {
    kind_of(cue).is_some()
}

fn kind_of(cue: Cue) -> Option<AnswerKind> {
    match cue {
        Cue::Who => Some(AnswerKind::Who),
        Cue::When => Some(AnswerKind::When),
        Cue::Where => Some(AnswerKind::Where),
        Cue::Amount => Some(AnswerKind::Amount),
        Cue::Count => Some(AnswerKind::Count),
        Cue::Duration => Some(AnswerKind::Duration),
        _ => None,
    }
}
