//! When nothing is answered, and what is said instead: an unknown name, a question of something else, no answer known.

use crate::knowledge::AnswerKind;

use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::Role;
use super::model::Reason;
use super::question::Question;
use super::reply::Reply;
use super::respond::topic;
use super::statements::Fit;
use super::thesaurus::Thesaurus;
use super::wording;

/// The share of the question's weight that the knowledge knows.
pub(crate) fn known_share(question: &Question) -> f32 {
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    let known: f32 = question
        .groups
        .iter()
        .filter(|g| !g.terms.is_empty())
        .map(|g| g.weight)
        .sum();
    if total > 0.0 { known / total } else { 0.0 }
}

/// The share of the question's weight that the documents have a word for.
pub(crate) fn written_share(engine: &Engine, question: &Question) -> f32 {
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    let written = question.groups.iter().filter(|g| g.cue.is_none());
    let written: f32 = written
        .filter(|g| {
            g.entity || g.text.chars().count() >= 2 && (engine.known(&g.text) || said_in_the_other_language(engine, g))
        })
        .map(|g| g.weight)
        .sum();
    if total > 0.0 { written / total } else { 0.0 }
}

/// Whether the documents, where they are few, have an English word's Korean one.
fn said_in_the_other_language(engine: &Engine, group: &super::question::Group) -> bool {
    group.text.is_ascii()
        && super::needle::needle(engine, group)
            .forms
            .iter()
            .any(|form| form.chars().count() >= 2 && form.chars().all(super::units::is_hangul) && engine.writes(form))
}

/// A question about somebody the knowledge does not know gets that said, never somebody else's facts.
pub(crate) fn about_a_stranger(engine: &Engine, question: &Question, strong: Option<Fit>) -> Option<Reply> {
    let stranger = question.strangers.iter().find(|s| s.like_a_name)?;
    // "센터는 뉴욕에 있죠?": the place is what is asked about, and something known is what it is asked of.
    let of_something = question.mentions.iter().any(|m| m.start == 0) && stranger.like_a_place;
    if strong.is_some()
        || of_something
        || !question.named(engine, Role::Company).is_empty()
        || engine.knowledge.companies.is_empty()
    {
        return None;
    }
    let company_frame = question.has_any(&[
        Cue::Enter,
        Cue::Stay,
        Cue::Planned,
        Cue::Considering,
        Cue::Selected,
        Cue::Extended,
    ]) || engine.entities.ends_like_a_name(&stranger.text) && known_share(question) < 0.75;
    let asks_for_list = question.has_any(&[Cue::Company])
        && question.wants(AnswerKind::List)
        && !engine.entities.ends_like_a_name(&stranger.text);
    if !company_frame || asks_for_list {
        return None;
    }
    Some(unknown_name(engine, question, &stranger.text))
}

/// The subject of a question whether somebody moved in, where it names no company that is known.
pub(crate) fn nobody_known(engine: &Engine, question: &Question) -> Option<String> {
    let state = question.has_any(&[Cue::Enter, Cue::Planned, Cue::Considering, Cue::Selected, Cue::Extended]);
    if engine.knowledge.presences.is_empty()
        || !state
        || !(question.wants(AnswerKind::Whether) || question.wants(AnswerKind::When))
        || !question.named(engine, Role::Company).is_empty()
        || question.has_any(&[
            Cue::Company,
            Cue::Things,
            Cue::Partner,
            Cue::Call,
            Cue::Support,
            Cue::Open,
            Cue::You,
        ])
        || !question.named(engine, Role::Partner).is_empty()
    {
        return None;
    }
    let first = question.text.split_whitespace().next()?;
    let subject = ["은", "는", "이", "가", "도"]
        .iter()
        .find_map(|p| first.strip_suffix(p))
        .filter(|s| s.chars().count() >= 2)?;
    let subject_words = question
        .groups
        .iter()
        .filter(|g| g.cue.is_none() && subject.to_lowercase().contains(&g.text))
        .count();
    (subject_words > 0).then(|| subject.to_owned())
}

pub(crate) fn unknown_name(engine: &Engine, question: &Question, name: &str) -> Reply {
    // As the member wrote it, capitals and all.
    let lower = question.text.to_lowercase();
    let written = lower
        .find(&name.to_lowercase())
        .filter(|_| lower.len() == question.text.len())
        .and_then(|at| question.text.get(at..at + name.len()))
        .unwrap_or(name);
    let text = wording::unknown_name(written, engine.newest, question.lang);
    let mut reply = Reply::refuse(Reason::UnknownName, text);
    reply.as_of = engine.newest;
    reply
}

/// The name that is all a question asks about, what it is or whether it did something, where no record has it.
fn only_a_name<'q>(engine: &Engine, question: &'q Question) -> Option<&'q str> {
    let [only] = question.strangers.as_slice() else {
        return None;
    };
    let lower = question.text.to_lowercase();
    // "Is Narin in?"
    let asks = ["is ", "was ", "has ", "did ", "are "]
        .iter()
        .find_map(|w| lower.strip_prefix(w));
    let first = lower.starts_with(&only.text) || asks.is_some_and(|rest| rest.starts_with(&only.text));
    let short = first && question.groups.len() <= 2 && question.text.split_whitespace().count() <= 2;
    let nothing_else = |g: &super::question::Group| {
        short || g.entity || g.cue.is_some() || g.text == only.text || Thesaurus::get().tells(&g.text) <= 0.5
    };
    if !only.like_a_name
        || only.like_a_place
        || engine.knowledge.companies.is_empty()
        || !question.groups.iter().all(nothing_else)
    {
        return None;
    }
    let what = question.mentions.is_empty() && question.has_any(&[Cue::What, Cue::Which]);
    let whether = question.wants(AnswerKind::Whether) && (first || !question.mentions.is_empty());
    (what || whether).then_some(only.text.as_str())
}

/// That there is no answer, with the reason.
pub(crate) fn refuse(engine: &Engine, question: &Question) -> Reply {
    let share = known_share(question).max(written_share(engine, question));
    let stranger = question.strangers.iter().find(|s| s.like_a_name);
    let spoken_of = question.groups.iter().any(|g| g.cue.is_none() && !g.terms.is_empty());
    // "… 뽑혔어?": whoever it is, no record has the name.
    if let [only] = question.strangers.as_slice()
        && question.has_any(MOVES)
        && question.wants(AnswerKind::Whether)
        && question.mentions.is_empty()
        && question.text.to_lowercase().starts_with(&only.text)
    {
        return unknown_name(engine, question, &only.text);
    }
    // "셀빅스가 뭐죠?", "Is Selbix in the centre?": all that is asked is of a name that no record has.
    if let Some(name) = only_a_name(engine, question) {
        return unknown_name(engine, question, name);
    }
    // A name that only documents have is of what they tell: no everyday word, and written there.
    let named_there = question.groups.iter().any(|g| {
        g.cue.is_none()
            && !g.common
            && g.text.chars().count() >= 2
            && !g.text.chars().all(char::is_numeric)
            && g.weight >= 0.3 * engine.weight_of_unknown()
            && Thesaurus::get().groups_of(&g.text).next().is_none()
            && engine.writes(&g.text)
    });
    let near = !question.mentions.is_empty() || share >= 0.5 || spoken_of && share >= 0.3 || named_there;
    if !near {
        let known_words = question.groups.iter().filter(|g| !g.terms.is_empty()).count();
        if let Some(stranger) = stranger
            && known_words > 0
            && share >= 0.3
            && (engine.entities.ends_like_a_name(&stranger.text)
                || question.has_any(&[Cue::Who, Cue::Company, Cue::Enter]))
        {
            return unknown_name(engine, question, &stranger.text);
        }
        let mut reply = Reply::refuse(
            Reason::OffTopic,
            wording::off_topic(topic(engine, question.lang).as_deref(), question.lang),
        );
        reply.as_of = None;
        return reply;
    }
    let mut reply = Reply::refuse(
        Reason::NotInKnowledge,
        wording::not_in_knowledge(engine.newest, question.lang),
    );
    reply.as_of = engine.newest;
    reply
}
