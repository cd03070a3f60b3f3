//! A list of companies by the words it is asked for: "앞서 보스턴에 나가 있던 회사들" has no word that a state or a time is told by, and
//! is one of the wordings of a list.

use crate::knowledge::{AnswerKind, Presence};
use crate::korean;

use super::companies;
use super::cues::Cue;
use super::engine::Engine;
use super::entities::Role;
use super::letters::{likeness, pairs};
use super::question::Question;
use super::reply::Reply;
use super::units;

/// How like a question has to be to a wording of a list, and how much liker than to those of any other.
const ALIKE: f32 = 0.5;
const AHEAD: f32 = 0.06;

/// How like it has to be to stand in for a list that was looked for by state and time and is not there.
pub(crate) const MUCH_ALIKE: f32 = 0.58;

/// The list whose wording a question is like, where it asks for several and names no company.
pub(crate) fn as_worded(engine: &Engine, question: &Question, least: f32) -> Option<Reply> {
    let several = question.wants(AnswerKind::List)
        || question.has_any(&[Cue::List, Cue::Company])
            && !question.wants(AnswerKind::When)
            && !question.wants(AnswerKind::Amount)
            && !question.wants(AnswerKind::Why)
            && !question.wants(AnswerKind::Whether);
    if !several || !question.named(engine, Role::Company).is_empty() || question.strangers.iter().any(|s| s.like_a_name)
    {
        return None;
    }
    let asked = pairs(&question.text);
    let mut found: Vec<(f32, &Presence)> = engine
        .knowledge
        .presences
        .iter()
        .filter(|p| of_that_year(question, p) && has_every_word(engine, question, p))
        .map(|p| {
            let best = wordings(p).map(|w| likeness(&pairs(w), &asked)).fold(0.0f32, f32::max);
            (best, p)
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (alike, presence) = *found.first()?;
    let next = found.get(1).map_or(0.0, |f| f.0);
    (alike >= least.max(ALIKE) && alike >= next + AHEAD && !presence.companies.is_empty())
        .then(|| companies::list_of_one(engine, presence, question.lang))
}

fn wordings(presence: &Presence) -> impl Iterator<Item = &str> {
    std::iter::once(presence.name.ko.as_str())
        .chain(presence.name.en.as_deref())
        .chain(presence.ask.iter().map(String::as_str))
}

/// Whether a list is of the year that is asked about, by its date or in its wordings.
fn of_that_year(question: &Question, presence: &Presence) -> bool {
    question.times.iter().all(|t| {
        let year = t.date.year();
        let short = format!("{:02}년", year.rem_euclid(100));
        presence.date.year() == year || wordings(presence).any(|w| w.contains(&year.to_string()) || w.contains(&short))
    })
}

/// Whether every word that tells something stands in a wording of a list: who was turned down is not told by who was chosen.
fn has_every_word(engine: &Engine, question: &Question, presence: &Presence) -> bool {
    let written: Vec<String> = wordings(presence)
        .map(|w| units::key_of(&korean::fold(w)).replace(' ', ""))
        .collect();
    let has = |text: &str| {
        let text = text.replace(' ', "");
        written.iter().any(|w| w.contains(&text))
    };
    if question.has(Cue::Negated)
        && !["않", "안 ", "못", "not", "n't"]
            .iter()
            .any(|n| wordings(presence).any(|w| w.contains(n)))
    {
        return false;
    }
    question.groups.iter().all(|g| {
        g.text.chars().all(char::is_numeric)
            || g.weight < 0.15 * engine.weight_of_unknown()
            || has(&g.text)
            || super::needle::needle(engine, g).forms.iter().any(|f| has(f))
    })
}
