//! Which companies a question is about: by place, state, time, helper and programme.

use crate::knowledge::date::Bound;
use crate::knowledge::{Id, Lang, PartialDate, Presence, State, Text};

use super::cues::Cue;
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::model::CompanyFilter;
use super::question::Question;

/// Whether a question speaks of those who left: who left is who was not extended.
pub(crate) fn left(question: &Question) -> bool {
    let says = |words: &[&str]| words.iter().any(|w| question.text.contains(w));
    says(&["떠난", "떠났", "퇴거", "빠진", "빠졌"])
        || says(&["나간", "나갔"]) && !went_out(&question.text)
        || question.lang == Lang::En
            && question
                .text
                .to_lowercase()
                .split_whitespace()
                .any(|w| matches!(w, "left" | "leave" | "leaving"))
}

/// Whether they went out to somewhere: "해외에 먼저 나간 회사".
fn went_out(text: &str) -> bool {
    ["나간", "나갔", "나가 ", "나가있"].iter().any(|w| {
        text.split_once(w).is_some_and(|(before, _)| {
            let before = before.trim_end();
            let adverbs = ["먼저", "일찍", "이미", "앞서", "처음", "가장", "제일", "맨"];
            let before = adverbs
                .iter()
                .fold(before, |b, a| b.strip_suffix(a).unwrap_or(b).trim_end());
            // "2023년에 나간 회사" says when.
            let of_time =
                |place: &str| place.ends_with(['년', '월', '일', '때', '중', '후', '전', '해', '기', '뒤', '말', '초']);
            ["에는", "에도", "으로", "에"]
                .iter()
                .find_map(|p| before.strip_suffix(p))
                .is_some_and(|place| !place.is_empty() && !of_time(place))
        })
    })
}

/// The states that a question's words mean. Empty: any.
pub(crate) fn states(question: &Question) -> Vec<State> {
    use Cue::*;
    let negated = question.has(Negated);
    let left = left(question);
    if left && question.has_any(&[Company, Things]) && !question.has_any(&[Extended, Planned, Considering, Help]) {
        return vec![State::NotExtended];
    }
    if question.has(Extended) {
        return if negated {
            vec![State::NotExtended]
        } else {
            vec![State::Extended]
        };
    }
    if question.has(Considering) {
        return vec![State::Considering];
    }
    if question.has(Planned) {
        return vec![State::Planned];
    }
    if question.has(Selected) {
        return if negated { Vec::new() } else { vec![State::Selected] };
    }
    if question.has(New) {
        return vec![State::Entered, State::Selected];
    }
    if question.has(Enter) || question.has(Stay) {
        return if negated {
            vec![State::Planned, State::Considering]
        } else if question.times.is_empty() && question.has(Enter) && !question.has(Now) && !question.has(Latest) {
            vec![State::Present, State::Entered, State::Extended]
        } else {
            vec![State::Present, State::Entered, State::Extended, State::Selected]
        };
    }
    Vec::new()
}

/// The filter that a question means.
pub(crate) fn filter(engine: &Engine, question: &Question) -> CompanyFilter {
    let id = |ix: &EntityIx| engine.entities.get(*ix).map(|e| e.id.clone());
    let place = question.named(engine, Role::Place);
    // Of a place and the place it lies in, the one inside is meant.
    let place = place.iter().filter_map(id).max_by_key(|p| depth(engine, p));
    let place = place.or_else(|| Some(named_short(engine, question)?.0));
    let by_name = question.lang == Lang::En && question.text.to_lowercase().contains(" help");
    let helped = by_name || question.has(Cue::Help) || question.has(Cue::Support);
    let partner = question.named(engine, Role::Partner).first().and_then(id);
    // "협회가 다리를 놔서 들어간 회사": whoever did it helped, where some came with that help.
    let has_helped = |partner: &String| engine.knowledge.presences.iter().any(|p| p.help.contains(partner));
    let help = partner.filter(|p| helped || question.has(Cue::Enter) && has_helped(p));
    let through = question
        .named(engine, Role::Programme)
        .first()
        .or(question.named(engine, Role::Call).first())
        .and_then(id);
    // "협약 기사에서 곧 들어간다던 회사": nobody came through what only says when it was told.
    let only_when = question.has(Cue::Source)
        || ["때", "당시", "무렵", "기사", "at the time", "when "]
            .iter()
            .any(|w| question.text.contains(w));
    let came = |t: &String| engine.knowledge.presences.iter().any(|p| came_through(engine, p, t));
    let through = through.filter(|t| !only_when || came(t));
    // "진출" into a city is not "입주" into an office in it: the places inside count only where the word is theirs too.
    let places = &engine.knowledge.places;
    let only_there = place
        .as_deref()
        .and_then(|id| places.iter().find(|p| p.id == id))
        .is_some_and(|p| {
            let text = question.text.to_lowercase();
            let said = |v: &Text| {
                went_out(&text) || text.contains(v.ko.as_str()) || v.en.as_deref().is_some_and(|en| text.contains(en))
            };
            p.verb.as_ref().is_some_and(said)
                && places
                    .iter()
                    .any(|c| c.within.as_deref() == Some(p.id.as_str()) && c.verb != p.verb)
        });
    CompanyFilter {
        only_there,
        states: states(question),
        place,
        time: question.times.first().map(|t| t.date),
        help,
        through,
    }
}

/// The place that a question names by the first word of its name alone, and where: "나래에 뽑힌 회사" of 나래 창업 센터.
pub(crate) fn named_short(engine: &Engine, question: &Question) -> Option<(Id, usize)> {
    let first_word = |name: &str| {
        let folded = crate::korean::fold(name);
        folded.split_whitespace().next().unwrap_or_default().to_owned()
    };
    let plain = question.groups.iter().filter(|g| !g.entity && g.cue.is_none());
    plain
        .filter(|g| g.text.chars().count() >= 2 && !g.text.chars().all(char::is_numeric))
        .find_map(|g| {
            let mut places = engine.knowledge.places.iter().filter(|p| {
                let english = p.name.en.as_deref().is_some_and(|en| first_word(en) == g.text);
                first_word(&p.name.ko) == g.text || english
            });
            let one = places.next()?;
            places.next().is_none().then(|| (one.id.clone(), g.start))
        })
}

fn depth(engine: &Engine, place: &str) -> usize {
    let mut at = Some(place.to_owned());
    let mut depth = 0;
    while let Some(id) = at {
        depth += 1;
        at = engine
            .knowledge
            .places
            .iter()
            .find(|p| p.id == id)
            .and_then(|p| p.within.clone());
        if depth > 8 {
            break;
        }
    }
    depth
}

/// Whether `place` is `other` or lies in it.
pub(crate) fn lies_in(engine: &Engine, place: &str, other: &str) -> bool {
    let mut at = Some(place.to_owned());
    for _ in 0..8 {
        match at {
            Some(id) if id == other => return true,
            Some(id) => {
                at = engine
                    .knowledge
                    .places
                    .iter()
                    .find(|p| p.id == id)
                    .and_then(|p| p.within.clone())
            }
            None => return false,
        }
    }
    false
}

/// Which of several records are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// All of them.
    All,
    /// Those of the newest year.
    Newest,
    /// The first of them.
    Earliest,
}

/// How a time narrows: then, from then on, or before then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Span {
    /// In that time.
    #[default]
    Then,
    /// In that time or after it.
    Since,
    /// Before that time.
    Before,
}

/// How a question's times narrow.
pub(crate) fn span(question: &Question) -> Span {
    if question.times.iter().any(|t| t.since) {
        Span::Since
    } else if question.times.iter().any(|t| t.before) {
        Span::Before
    } else {
        Span::Then
    }
}

/// Whether a presence came about, or held, in a time.
pub(crate) fn in_time(presence: &Presence, time: &PartialDate, span: Span) -> bool {
    let before = presence.date.bound() == Bound::Before;
    match span {
        Span::Before => {
            before && presence.date.first() <= time.first() || !before && presence.date.last() < time.first()
        }
        _ if before => false,
        Span::Since => presence.date.last() >= time.first(),
        Span::Then => in_this_time(presence, time),
    }
}

fn in_this_time(presence: &Presence, time: &PartialDate) -> bool {
    presence.date.overlaps(time) || presence.from.is_some_and(|f| f.overlaps(time))
}

/// Whether a presence passes a filter.
pub(crate) fn passes(engine: &Engine, presence: &Presence, filter: &CompanyFilter, span: Span) -> bool {
    (filter.states.is_empty() || filter.states.contains(&presence.state))
        && filter
            .place
            .as_ref()
            .is_none_or(|p| presence.place == *p || !filter.only_there && lies_in(engine, &presence.place, p))
        && filter.time.as_ref().is_none_or(|t| in_time(presence, t, span))
        && filter.help.as_ref().is_none_or(|h| presence.help.contains(h))
        && filter
            .through
            .as_ref()
            .is_none_or(|t| came_through(engine, presence, t))
}

fn came_through(engine: &Engine, presence: &Presence, through: &str) -> bool {
    presence.through.as_deref().is_some_and(|own| {
        own == through
            || engine
                .knowledge
                .programmes
                .iter()
                .any(|p| p.id == through && p.calls.iter().any(|c| c.id == own))
    })
}

/// The presences that pass, oldest first.
pub(crate) fn matching<'a>(engine: &'a Engine, filter: &CompanyFilter, span: Span) -> Vec<&'a Presence> {
    let mut found: Vec<&Presence> = engine
        .knowledge
        .presences
        .iter()
        .filter(|p| passes(engine, p, filter, span))
        .collect();
    // What is known to have come about in a time goes before what had come about by then.
    if let (Some(time), Span::Then) = (&filter.time, span) {
        let rank = |p: &Presence| {
            let inside = |d: &PartialDate| d.first() >= time.first() && d.last() <= time.last();
            let within = inside(&p.date) || p.from.as_ref().is_some_and(inside);
            match (within, p.date.bound()) {
                (true, Bound::At) => 0,
                (true, _) => 1,
                (false, _) => 2,
            }
        };
        let best = found.iter().map(|p| rank(p)).min();
        found.retain(|p| Some(rank(p)) == best);
    }
    found.sort_by_key(|p| (p.date.last(), p.date.first()));
    found
}
