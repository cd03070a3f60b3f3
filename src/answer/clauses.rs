//! Lists of what holds in several times or states: "22년에 뽑혀 23년에도 남은", "the 2022 picks that were extended".
//!
//! A question's times and states are read as clauses, in its order; what is in all of them is told, or what is in any.

use crate::knowledge::{AnswerKind, Id, Lang, Presence, State};

use super::companies;
use super::company_filter::{self, Span};
use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::Role;
use super::model::{CompanyFilter, Kind};
use super::question::Question;
use super::reply::Reply;
use super::time::Time;
use super::unknown::refuse;
use super::wording;

/// The most quotes that are shown with a list.
const QUOTES: usize = 6;

/// How many units behind a verb a time may stand that is its own: "selected in 2022".
const NEAR: usize = 4;

/// One of the things a question says of those it asks for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Clause {
    /// When.
    time: Option<Time>,
    /// The id of the place, where one is named in it.
    place: Option<Id>,
    /// Whether it names who helped.
    helped: bool,
    /// What they did then.
    cues: Vec<Cue>,
    /// The unit its last word begins at.
    last: usize,
}

impl Clause {
    fn has(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }

    /// Whether it says nothing that narrows: "입주기업 중에".
    fn is_bare(&self) -> bool {
        self.time.is_none()
            && self.place.is_none()
            && self
                .cues
                .iter()
                .all(|c| matches!(c, Cue::Enter | Cue::Stay | Cue::Negated))
    }
}

/// What is in all the clauses of a question, where it asks for that.
pub(crate) fn in_all_of_them(engine: &Engine, question: &Question) -> Option<Reply> {
    let text = question.text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if !says(&ALL_AT_ONCE) {
        return None;
    }
    let mut clauses = clauses(engine, question);
    clauses.retain(|c| !c.is_bare());
    // "아직 남아 있는": in the newest year that any list is of.
    if let [one] = clauses.as_slice()
        && one.time.is_some()
        && says(&STILL)
        && let Some(newest) = engine.knowledge.presences.iter().map(|p| p.date.year()).max()
        && one.time.is_some_and(|t| t.date.year() < newest)
    {
        let now = Clause {
            time: one.time.and_then(|t| {
                let date = newest.to_string().parse().ok()?;
                Some(Time { date, ..t })
            }),
            ..Clause::default()
        };
        clauses.push(now);
    }
    // "from 2022 to 2024": in every year between.
    if let [first, last] = clauses.as_slice()
        && let (Some(from), Some(to)) = (first.time, last.time)
        && from.since
        && to.date.year() == from.date.year() + 2
    {
        let between = Clause {
            time: (from.date.year() + 1).to_string().parse().ok().map(|date| Time {
                date,
                since: false,
                ..from
            }),
            ..Clause::default()
        };
        clauses.insert(1, between);
    }
    if !(2..=3).contains(&clauses.len()) {
        return None;
    }
    // Who is no longer there stands in no list, unless a list of those is kept.
    let left = company_filter::left(question);
    if let Some(last) = clauses.last_mut()
        && left
        && last.cues.iter().all(|c| matches!(c, Cue::Stay | Cue::Negated))
    {
        last.cues = vec![Cue::Extended, Cue::Negated];
    }
    let base = company_filter::filter(engine, question);
    let places: Vec<&Id> = clauses.iter().filter_map(|c| c.place.as_ref()).collect();
    let mut found: Vec<Vec<&Presence>> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        // What is named once in front holds of all that follows; named later, of its own clause.
        let first = clauses
            .first()
            .and_then(|c| c.place.clone())
            .filter(|_| places.len() == 1);
        let place = clause.place.clone().or(first);
        // "at CIC and in the centre": of two, the one that holds the other is meant without it.
        let only_there = place.as_ref().is_some_and(|p| {
            let inside = |other: &&&Id| **other != p && company_filter::lies_in(engine, other, p);
            base.only_there || places.iter().any(|other| inside(&other))
        });
        let own = CompanyFilter {
            place,
            only_there,
            help: base
                .help
                .clone()
                .filter(|_| clause.helped || at == 0 && !clauses.iter().any(|c| c.helped)),
            ..base.clone()
        };
        let Some(presences) = presences(engine, &own, clause) else {
            return Some(refuse(engine, question));
        };
        found.push(presences);
    }
    let names = |presences: &[&Presence]| {
        let mut all: Vec<String> = Vec::new();
        for name in presences
            .iter()
            .flat_map(|p| companies::names(engine, p, question.lang))
        {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    };
    let mut lists = found.iter().map(|presences| names(presences));
    let mut items = lists.next()?;
    for list in lists {
        items.retain(|item| list.contains(item));
    }
    if items.is_empty() {
        return Some(refuse(engine, question));
    }
    let titles: Vec<String> = found
        .iter()
        .zip(&clauses)
        .filter_map(|(presences, clause)| match presences.as_slice() {
            [one] => Some(one.name.get(question.lang).to_owned()),
            _ => clause.time.map(|t| wording::records_of(&t.date, question.lang)),
        })
        .collect();
    let titles = if titles.len() == found.len() {
        titles
    } else {
        Vec::new()
    };
    let mut reply = Reply::say(Kind::List, wording::in_each(&titles, &items, question.lang), 0.9);
    for presence in found.iter().flatten() {
        if let Some(source) = presence.sources.first()
            && reply.evidence.len() < QUOTES
        {
            reply.cite(engine, source, presence.quote.as_deref(), &items, question.lang);
        }
    }
    reply.items = items;
    Some(reply)
}

/// Those newly chosen and those let stay, where both are asked for together: "신규랑 연장 합쳐서".
pub(crate) fn new_and_extended(engine: &Engine, question: &Question) -> Option<Reply> {
    let compact: String = question
        .text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let together = TOGETHER.iter().any(|w| compact.contains(w)) && !question.has(Cue::Negated);
    let clauses = clauses(engine, question);
    let new = clauses.iter().any(|c| c.has(Cue::New) || c.has(Cue::Selected));
    let [first, second] = clauses.as_slice() else {
        return None;
    };
    // How many in all is told by a record's own number.
    let counts = question.wants.first() == Some(&AnswerKind::Count) && question.lang == Lang::En;
    if !together || counts || !new || first.has(Cue::Extended) == second.has(Cue::Extended) {
        return None;
    }
    let base = company_filter::filter(engine, question);
    let time = first.time.or(second.time);
    let mut whole: Option<Reply> = None;
    for clause in [first, second] {
        let filter = CompanyFilter {
            time: clause.time.or(time).map(|t| t.date),
            states: if clause.has(Cue::Extended) {
                vec![State::Extended]
            } else {
                vec![State::Entered, State::Selected]
            },
            ..base.clone()
        };
        let part = companies::list_of(
            engine,
            &filter,
            Span::Then,
            false,
            question.lang,
            company_filter::Which::All,
        );
        if part.kind == Kind::NoAnswer {
            return None;
        }
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => whole.take_in(part, QUOTES),
        }
    }
    whole
}

/// How many there were in several years together: "22·23·24년 신규를 다 더하면".
///
/// Each year's number is the source's own; where one is not known, nothing is added.
pub(crate) fn added_up(engine: &Engine, question: &Question) -> Option<Reply> {
    let compact: String = question
        .text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut years: Vec<i16> = question.times.iter().map(|t| t.date.year()).collect();
    years.dedup();
    if !question.wants(AnswerKind::Count) || years.len() < 2 || !ADDED.iter().any(|w| compact.contains(w)) {
        return None;
    }
    let base = company_filter::filter(engine, question);
    let mut whole: Option<Reply> = None;
    let mut sum = 0;
    for time in &question.times {
        let mut states = base.states.clone();
        if question.has_any(&[Cue::New, Cue::Selected]) {
            states = vec![State::Entered, State::Selected];
        }
        let filter = CompanyFilter {
            states,
            time: Some(time.date),
            ..base.clone()
        };
        let found = company_filter::matching(engine, &filter, Span::Then);
        let [one] = found.as_slice() else {
            return None;
        };
        sum += match &one.total {
            Some(total) => total.ko.parse::<usize>().ok()?,
            None if one.complete => one.companies.len(),
            None => return None,
        };
        let names = companies::names(engine, one, question.lang);
        let mut part = Reply::say(
            Kind::Answer,
            format!("- {}", wording::short_line(one, &names, question.lang)),
            0.9,
        );
        if let Some(source) = one.sources.first() {
            part.cite(engine, source, one.quote.as_deref(), &names, question.lang);
        }
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => whole.take_in(part, QUOTES),
        }
    }
    let mut whole = whole?;
    whole.text = format!("{}\n{}", wording::added_up(sum, question.lang), whole.text);
    Some(whole)
}

/// Whether a word only adds up.
pub(crate) fn adds_up(word: &str) -> bool {
    ADDED.iter().any(|w| word.starts_with(w))
}

/// Words that add up.
const ADDED: [&str; 14] = [
    "더하면",
    "더해",
    "더한",
    "합치면",
    "합하면",
    "합쳐",
    "합해",
    "합계",
    "통틀어",
    "addup",
    "intotal",
    "altogether",
    "combined",
    "sumof",
];

/// The clauses of a question, in its order.
fn clauses(engine: &Engine, question: &Question) -> Vec<Clause> {
    enum Event {
        At(Time),
        In(Id),
        By,
        Says(Cue),
    }
    // "추려 주실 수 있나요": nobody stays anywhere.
    let asks_politely = question.text.contains("수 있") || question.text.contains("수있");
    let mut events: Vec<(usize, Event)> = question.times.iter().map(|t| (t.at, Event::At(*t))).collect();
    events.extend(
        question
            .cues
            .iter()
            .filter(|(c, _)| MOVES.contains(c) || *c == Cue::Negated || *c == Cue::Stay && !asks_politely)
            .map(|(c, at)| (*at, Event::Says(*c))),
    );
    for mention in &question.mentions {
        let entity = mention.candidates.first().and_then(|ix| engine.entities.get(*ix));
        match entity.map(|e| (e.role, &e.id)) {
            Some((Role::Place, id)) => events.push((mention.start, Event::In(id.clone()))),
            Some((Role::Partner, _)) => events.push((mention.start, Event::By)),
            _ => {}
        }
    }
    if let Some((place, at)) = company_filter::named_short(engine, question) {
        events.push((at, Event::In(place)));
    }
    events.sort_by_key(|(at, _)| *at);
    // "to have their tenancy prolonged", "입주 연장": one thing, and not that they moved in.
    let prolonged: Vec<usize> = events
        .windows(2)
        .filter_map(|pair| match pair {
            [(entered, Event::Says(Cue::Enter)), (at, Event::Says(Cue::Extended))] if *at <= entered + 2 => {
                Some(*entered)
            }
            _ => None,
        })
        .collect();
    events.retain(|(at, event)| !(matches!(event, Event::Says(Cue::Enter)) && prolonged.contains(at)));
    let mut clauses: Vec<Clause> = Vec::new();
    let english = question.lang == Lang::En;
    let text = question.text.to_lowercase();
    let both = BOTH.iter().any(|w| text.contains(w));
    // "were not extended": in English what is denied comes behind the word that denies it.
    let mut denied = false;
    for (at, event) in events {
        if english && matches!(event, Event::Says(Cue::Negated)) {
            denied = true;
            continue;
        }
        let denies = denied && matches!(event, Event::Says(_));
        match (event, clauses.last_mut()) {
            (Event::At(time), Some(open)) if open.time.is_none() && at <= open.last + NEAR => {
                open.time = Some(time);
                open.last = at;
            }
            (Event::At(time), Some(open)) if open.time.is_none() && open.cues.is_empty() => {
                open.time = Some(time);
                open.last = at;
            }
            (Event::At(time), _) => clauses.push(Clause {
                time: Some(time),
                last: at,
                ..Clause::default()
            }),
            (Event::In(place), Some(open)) if open.place.is_none() && (open.cues.is_empty() || english) => {
                open.place = Some(place);
                open.last = at;
            }
            // "the centre in Boston" is one place, unless both are said to be meant.
            (Event::In(place), Some(Clause { place: Some(open), .. }))
                if !both && company_filter::lies_in(engine, open, &place) => {}
            (Event::In(place), Some(Clause { place: Some(open), .. }))
                if !both && company_filter::lies_in(engine, &place, open) =>
            {
                *open = place;
            }
            (Event::In(place), _) => clauses.push(Clause {
                place: Some(place),
                last: at,
                ..Clause::default()
            }),
            (Event::By, Some(open)) if open.cues.is_empty() || english => open.helped = true,
            (Event::By, _) => clauses.push(Clause {
                helped: true,
                last: at,
                ..Clause::default()
            }),
            (Event::Says(cue), Some(open)) if goes_with(open, cue, at, english) => {
                open.cues.push(cue);
                open.last = at;
            }
            (Event::Says(cue), _) => clauses.push(Clause {
                cues: vec![cue],
                last: at,
                ..Clause::default()
            }),
        }
        if denies && let Some(open) = clauses.last_mut() {
            open.cues.push(Cue::Negated);
            denied = false;
        }
    }
    if denied && let Some(open) = clauses.last_mut() {
        open.cues.push(Cue::Negated);
    }
    // "did not have it prolonged when the matter came up in 2023": a time that stands alone is of what is said before it.
    if english
        && let [.., said, alone] = clauses.as_mut_slice()
        && said.time.is_none()
        && alone.cues.is_empty()
        && alone.place.is_none()
        && alone.time.is_some()
    {
        said.time = alone.time;
        clauses.pop();
    }
    clauses
}

/// Whether a word says the same thing as the clause before it: "새로 선정되어 입주한", against "뽑혀서 연장된".
fn goes_with(clause: &Clause, cue: Cue, at: usize, english: bool) -> bool {
    let chosen = |c: Cue| matches!(c, Cue::Selected | Cue::New);
    let states = clause.cues.iter().copied().filter(|c| *c != Cue::Negated);
    match cue {
        // "2023년 입주 연장" is one thing; "the 2022 tenants that were extended" are two.
        Cue::Extended => {
            let whose = clause.has(Cue::Enter) || english && clause.cues.is_empty();
            let apart = clause.time.is_some() && whose && at > clause.last + 2;
            !apart && !states.into_iter().any(chosen)
        }
        // "입주 예정이던 회사 중에 선정된 곳": who was to come, and who was chosen.
        cue if chosen(cue) => {
            let was_to_come = clause.has(Cue::Planned) || clause.has(Cue::Considering);
            !(clause.has(Cue::Extended) || was_to_come && at > clause.last + 3)
        }
        _ => true,
    }
}

/// The presences that a clause speaks of; none where it says that something was not, and no list is kept of that.
fn presences<'a>(engine: &'a Engine, base: &CompanyFilter, clause: &Clause) -> Option<Vec<&'a Presence>> {
    let negated = clause.has(Cue::Negated);
    let there = vec![State::Present, State::Entered, State::Extended, State::Selected];
    let states = if clause.has(Cue::Extended) {
        vec![if negated { State::NotExtended } else { State::Extended }]
    } else if negated {
        return None;
    } else if clause.has(Cue::Considering) {
        vec![State::Considering]
    } else if clause.has(Cue::Planned) {
        vec![State::Planned]
    } else if clause.has(Cue::Selected) {
        vec![State::Selected]
    } else if clause.has(Cue::New) || clause.has(Cue::Enter) && !clause.has(Cue::Stay) {
        vec![State::Entered, State::Selected]
    } else {
        there.clone()
    };
    let of = |states: Vec<State>| {
        let filter = CompanyFilter {
            states,
            time: clause.time.map(|t| t.date),
            ..base.clone()
        };
        company_filter::matching(engine, &filter, Span::Then)
    };
    let mut found = of(states);
    // "2024년 1월 입주사": who was there then, where nobody came at that very time.
    if found.is_empty() && !negated {
        found = of(there);
    }
    (!found.is_empty()).then_some(found)
}

/// Words that ask for what holds of all that is said.
const ALL_AT_ONCE: [&str; 38] = [
    "중에",
    "중 ",
    "다더니",
    "정작",
    "eventually",
    "가운데",
    "계속",
    "쭉",
    "여전",
    "남아",
    "남은",
    "남았",
    "버텨",
    "버티",
    "버틴",
    "이어서",
    "에도",
    "꾸준",
    "뽑히고",
    "선정되고",
    "뽑혀",
    "뽑혔",
    "선정돼",
    "선정되어",
    "선정됐",
    "붙어서",
    "붙었",
    "among",
    "of those",
    "of them",
    "of the",
    "still",
    "stayed",
    "remain",
    "both",
    "also",
    "picks",
    "again",
];

/// Words that set two places side by side.
const BOTH: [&str; 8] = ["중에", "중 ", "가운데", "에도", "both", "among", "also", "as well"];

/// Words for being there to this day.
const STILL: [&str; 7] = ["아직", "지금도", "지금까지", "여전", "현재도", "still", "to this day"];

/// Words that ask for one thing with the other.
const TOGETHER: [&str; 12] = [
    "합쳐",
    "합친",
    "합해",
    "전부",
    "모두",
    "둘다",
    "다알려",
    "다보여",
    "랑연장",
    "과연장",
    "and",
    "together",
];
