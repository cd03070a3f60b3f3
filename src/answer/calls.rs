//! What is asked of calls that are over, still open, or not known of.

use jiff::civil::Date;

use crate::knowledge::AnswerKind;

use super::cues::Cue;
use super::engine::Engine;
use super::entities::Role;
use super::fit::tells;
use super::model::Reason;
use super::question::Question;
use super::reply::Reply;
use super::said;
use super::statements::{Fit, Made};
use super::wording;

/// Whether a call still takes applications: what its dates say, or the calls of the programme.
pub(crate) fn still_open(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let asks = question.has(Cue::Call)
        && question.has_any(&[Cue::Now, Cue::Open, Cue::Deadline])
        && !question.has(Cue::Criterion)
        && question
            .wants
            .iter()
            .all(|w| matches!(w, AnswerKind::Whether | AnswerKind::When))
        && !question
            .plain_words()
            .any(|g| tells(engine, g) && !in_a_programmes_name(engine, &g.text))
        && question.mentions.iter().all(|m| {
            m.candidates.iter().all(|ix| {
                engine
                    .entities
                    .get(*ix)
                    .is_some_and(|e| matches!(e.role, Role::Programme | Role::Call | Role::Place | Role::Partner))
            })
        });
    if !asks
        || question
            .times
            .iter()
            .any(|t| t.relative != super::time::Relative::Absolute)
    {
        return None;
    }
    let year = question.times.first().map(|t| t.date.year());
    let at = engine.statements.all.iter().position(|s| match (&s.made, year) {
        (Made::CallDates(i, j), Some(year)) => engine
            .knowledge
            .programmes
            .get(*i)
            .and_then(|p| p.calls.get(*j))
            .and_then(|c| c.until)
            .is_some_and(|u| u.year() == year),
        (Made::Calls(_), None) => true,
        _ => false,
    })?;
    let mut reply = said::of(engine, engine.statements.all.get(at)?, question.lang, today);
    reply.statement = Some(at);
    Some(reply)
}

/// Whether a word stands in the name of a programme, a part of one or a place: it only says which one is meant.
fn in_a_programmes_name(engine: &Engine, word: &str) -> bool {
    engine
        .entities
        .iter()
        .filter(|(_, e)| matches!(e.role, Role::Programme | Role::Part | Role::Place | Role::Call))
        .any(|(_, e)| e.keys.iter().any(|key| key.contains(word)))
        || engine
            .terms
            .said_for(word)
            .any(|said| said != word && in_a_name(engine, said))
}

fn in_a_name(engine: &Engine, word: &str) -> bool {
    engine
        .entities
        .iter()
        .any(|(_, e)| e.keys.iter().any(|key| key.contains(word)))
}

/// That no call is known of the year asked about, and which was the last.
pub(crate) fn no_such_call(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let time = question.times.first()?;
    let picks = question.has_any(&[Cue::Selected, Cue::Open])
        && question.wants(AnswerKind::Whether)
        && !question.has_any(&[Cue::Company, Cue::Things, Cue::Count]);
    if !(question.has_any(&[Cue::Call, Cue::Deadline]) || picks)
        || time.since
        || time.before
        || !question.named(engine, Role::Company).is_empty()
    {
        return None;
    }
    let calls = || engine.knowledge.programmes.iter().flat_map(|p| &p.calls);
    let year = time.date.year();
    let touched = calls().any(|c| {
        c.until.is_some_and(|u| u.year() == year)
            || c.from.is_some_and(|f| f.year() == year)
            || c.name.ko.contains(&year.to_string())
    });
    if !touched && engine.terms.find(&super::statements::year_text(year)).is_some() {
        return not_known_of(engine, question, year, today);
    }
    let last = calls()
        .filter(|c| c.until.is_some())
        .max_by_key(|c| c.until.map(|u| u.last()))?;
    if touched {
        return None;
    }
    let mut reply = Reply::refuse(
        Reason::NotInKnowledge,
        wording::no_call_in(&time.date, last, question.lang),
    );
    reply.as_of = engine.newest;
    Some(reply)
}

/// What is said to be unknown of the calls of a year.
pub(crate) fn not_known_of(engine: &Engine, question: &Question, year: i16, today: Date) -> Option<Reply> {
    let year = engine.terms.find(&super::statements::year_text(year))?;
    let call = engine.terms.find("#Call")?;
    let at = engine.statements.all.iter().position(|s| {
        matches!(s.made, Made::Unknown(_))
            && s.terms.binary_search(&year).is_ok()
            && s.terms.binary_search(&call).is_ok()
    })?;
    let fit = Fit {
        at,
        covered: 1.0,
        named: 1.0,
        phrase: 1.0,
        alike: 0.0,
        score: 0.8,
    };
    Some(said::statement(engine, question, fit, today))
}
