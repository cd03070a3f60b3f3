//! Who reported something: "LG화학 얘기는 어느 신문에 실렸어요?".

use jiff::civil::Date;

use super::cues::Cue;
use super::engine::Engine;
use super::model::Kind;
use super::question::Question;
use super::reply::Reply;
use super::respond;
use super::wording;

/// What reports are called.
const PRESS: [&str; 16] = [
    "신문",
    "언론",
    "매체",
    "언론사",
    "신문사",
    "보도",
    "기사",
    "뉴스",
    "출처",
    "newspaper",
    "paper",
    "outlet",
    "media",
    "magazine",
    "publication",
    "source",
];

/// What asks for one of several.
const WHICH: [&str; 7] = ["어느", "어떤", "무슨", "어디", "which", "what", "whose"];

/// Whether a question asks who reported something.
fn asks(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| match pair {
        [which, press] => WHICH.contains(which) && PRESS.iter().any(|p| press.starts_with(p)),
        _ => false,
    })
}

/// The sources of what is asked about, with what they say of it.
pub(super) fn reply(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let text = crate::korean::fold(&question.text);
    if !asks(&text) {
        return None;
    }
    let mut bare = question.clone();
    let press = |word: &str| PRESS.iter().any(|p| word.starts_with(p));
    let told = [
        "실린",
        "실렸",
        "나온",
        "쓴",
        "적은",
        "적힌",
        "얘기",
        "이야기",
        "report",
        "wrote",
        "written",
        "carried",
    ];
    bare.groups
        .retain(|g| g.entity || !press(&g.text) && !told.iter().any(|t| g.text.starts_with(t)));
    bare.cues
        .retain(|(c, _)| !matches!(c, Cue::Which | Cue::What | Cue::Where | Cue::Source | Cue::Negated));
    bare.wants.clear();
    bare.strangers.retain(|s| !press(&s.text));
    if !bare.groups.iter().any(|g| g.entity) {
        return None;
    }
    let mut reply = respond::reply_to_one(engine, &bare, today);
    if !matches!(reply.kind, Kind::Answer | Kind::List) {
        return None;
    }
    let mut papers: Vec<String> = Vec::new();
    for evidence in &reply.evidence {
        let paper = wording::paper(&evidence.publisher, evidence.published, question.lang);
        if !evidence.publisher.is_empty() && !papers.contains(&paper) {
            papers.push(paper);
        }
    }
    if papers.is_empty() {
        return None;
    }
    reply.text = format!("{} {}", wording::reported_by(&papers, question.lang), reply.text);
    Some(reply)
}
