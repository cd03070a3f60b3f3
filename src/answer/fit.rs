//! Which records come nearest to a question, and whether one of them answers it.

use crate::knowledge::{AnswerKind, PartialDate};

use super::asked;
use super::cues::Cue;
use super::engine::Engine;
use super::kinds;
use super::question::Question;
use super::statements::{Fit, Made};
use super::terms::TermIx;

/// Whether a word is a noun that has to be answered, and no verb or filler.
pub(crate) fn tells(engine: &Engine, group: &super::question::Group) -> bool {
    let unknown = group.terms.is_empty() && !engine.known(&group.text);
    group.text.chars().count() >= 2
        && super::thesaurus::Thesaurus::get().tells(&group.text) > 0.6
        && !(unknown && group.weight < 0.7 * engine.weight_of_unknown())
}

pub(crate) fn made(engine: &Engine, fit: Fit) -> Option<&Made> {
    engine.statements.all.get(fit.at).map(|s| &s.made)
}

/// The statements nearest to a question.
pub(crate) fn fits(engine: &Engine, question: &Question) -> Vec<Fit> {
    let mut groups: Vec<(Vec<TermIx>, f32)> = question.groups.iter().map(|g| (g.terms.clone(), g.weight)).collect();
    for time in &question.times {
        let year = engine.terms.find(&format!("%{}", time.date.year()));
        let weight = year.map_or_else(|| engine.weight_of_unknown(), |t| engine.weight(t).max(1.5));
        groups.push((year.into_iter().collect(), weight));
    }
    let mut fits = engine
        .statements
        .nearest(&question.text, &groups, &question.wants, &|t| engine.weight(t), 12);
    // Of facts of one year, those of the month that is named are meant.
    if let [time] = question.times.as_slice()
        && time.date.first().month() == time.date.last().month()
    {
        for fit in &mut fits {
            if let Some(Made::Fact(_)) = made(engine, *fit)
                && let Some(date) = engine.statements.all.get(fit.at).and_then(|s| s.date)
                && date.first().year() == time.date.first().year()
                && date.first().month() == date.last().month()
                && date.first().month() != time.date.first().month()
            {
                fit.score *= 0.93;
            }
        }
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    }
    // Of several calls the newest is meant, unless a year is named.
    if question.times.is_empty() {
        for fit in &mut fits {
            if let Some(Made::CallDates(i, j) | Made::CallField(i, j)) = made(engine, *fit)
                && let Some(calls) = engine.knowledge.programmes.get(*i).map(|p| &p.calls)
                && calls.iter().filter_map(|c| c.until).any(|u| {
                    calls
                        .get(*j)
                        .and_then(|c| c.until)
                        .is_some_and(|own| own.last() < u.last())
                })
            {
                fit.score *= 0.9;
            }
        }
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    }
    // Of facts that answer alike the newest is meant, unless a time is named.
    if question.times.is_empty()
        && !question.has_any(&[Cue::First, Cue::When])
        && let Some(best) = fits.first().copied()
    {
        let fact = |fit: &Fit| {
            matches!(made(engine, *fit), Some(Made::Fact(_)))
                .then(|| engine.statements.all.get(fit.at).and_then(|s| s.date))
                .flatten()
        };
        if let Some(date) = fact(&best)
            && let Some(newer) = fits
                .iter_mut()
                .skip(1)
                .filter(|f| f.score >= best.score * 0.98 && (f.covered - best.covered).abs() < 0.01)
                .filter(|f| fact(f).is_some_and(|d| d.first() > date.last()))
                .max_by_key(|f| fact(f).map(|d| d.last()))
        {
            newer.score = best.score + 0.001;
        }
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    }
    let office = question.has(Cue::Office);
    let quoted = question.has(Cue::Said);
    for fit in &mut fits {
        match made(engine, *fit) {
            Some(Made::Person(..)) if quoted => fit.score *= 0.3,
            Some(Made::Person(..)) if office => fit.score *= 1.2,
            Some(Made::Said(..)) => fit.score *= if quoted { 1.2 } else { 0.8 },
            _ => {}
        }
    }
    // "협약 때 총영사가 누구였어요": what is named sets the time.
    let then = time_of_what_is_named(engine, question);
    if let Some(then) = then {
        for fit in &mut fits {
            if let Some(Made::Person(i, j)) = made(engine, *fit)
                && let Some(people) = engine.knowledge.partners.get(*i).map(|p| &p.people)
                && let Some(own) = people.get(*j)
            {
                let same = people
                    .iter()
                    .filter(|p| p.office == own.office && p.as_of.last() <= then.last());
                let last = same.max_by_key(|p| p.as_of.last());
                fit.score *= if last.is_none_or(|p| p.name == own.name) {
                    1.1
                } else {
                    0.8
                };
            }
        }
    }
    // Of those who held one office the last is meant, unless a year is named or who was before is asked.
    if question.times.is_empty() && then.is_none() {
        let before = ["전임", "이전", "그전", "예전", "former", "previous", "predecessor"]
            .iter()
            .any(|w| question.text.to_lowercase().contains(w));
        for fit in &mut fits {
            if let Some(Made::Person(i, j)) = made(engine, *fit)
                && let Some(people) = engine.knowledge.partners.get(*i).map(|p| &p.people)
                && let Some(own) = people.get(*j)
            {
                let same = people.iter().filter(|p| p.office == own.office && p.name != own.name);
                let last = same.clone().all(|p| p.as_of.last() <= own.as_of.last());
                if same.count() > 0 && last == before {
                    fit.score *= 0.8;
                }
            }
        }
    }
    answered_and_whole(engine, question, &mut fits);
    fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    // What staff marked as out of date answers nothing.
    fits.retain(|fit| !matches!(made(engine, *fit), Some(Made::Faq(i)) if engine.knowledge.faqs.get(*i).is_some_and(|f| f.expired)));
    fits
}

/// Of two that are as near, what answers comes before what says that nothing is known; of two numbers, that of all
/// before that of the new ones, unless those are asked for.
fn answered_and_whole(engine: &Engine, question: &Question, fits: &mut [Fit]) {
    let Some(best) = fits.iter().copied().max_by(|a, b| a.score.total_cmp(&b.score)) else {
        return;
    };
    let near = |f: &Fit| {
        f.score >= best.score * 0.9
            && f.covered >= best.covered - 0.01
            && f.named >= best.named - 0.01
            && f.phrase >= best.phrase - 0.01
    };
    if matches!(made(engine, best), Some(Made::Unknown(_))) {
        let answers = fits.iter_mut().find(|f| {
            near(f) && f.covered >= 0.95 && f.alike >= 0.6 && matches!(made(engine, **f), Some(Made::Fact(_)))
        });
        if let Some(fit) = answers {
            fit.score = best.score + 0.001;
        }
        return;
    }
    if !question.wants(AnswerKind::Count) || question.has_any(&[Cue::New, Cue::Selected, Cue::Call]) {
        return;
    }
    let text = |f: &Fit| engine.statements.all.get(f.at).map(|s| (&s.text.ko, s.date));
    let new = |f: &Fit| text(f).is_some_and(|(t, _)| ["새로", "신규"].iter().any(|w| t.contains(w)));
    if new(&best)
        && let Some(whole) = fits.iter_mut().find(|f| {
            let same_time = text(f).map(|(_, date)| date) == text(&best).map(|(_, date)| date);
            near(f) && !new(f) && same_time && matches!(made(engine, **f), Some(Made::Fact(_)))
        })
    {
        whole.score = best.score + 0.001;
    }
}

/// When what a question of an office names came about, where it is asked of then: "협약 때".
fn time_of_what_is_named(engine: &Engine, question: &Question) -> Option<PartialDate> {
    let text = question.text.to_lowercase();
    let then = ["때", "당시", "맺을", "when ", "at the time"]
        .iter()
        .any(|w| text.contains(w));
    if !then || !question.has(Cue::Office) || !question.times.is_empty() {
        return None;
    }
    let named: Vec<TermIx> = question
        .groups
        .iter()
        .filter(|g| !matches!(g.cue, Some(Cue::Office)) && g.weight > 1.0)
        .flat_map(|g| g.terms.iter().copied())
        .collect();
    let told = |s: &&super::statements::Statement| {
        matches!(s.made, Made::Fact(_)) && s.kinds.contains(&AnswerKind::When) && s.date.is_some()
    };
    let shared = |s: &super::statements::Statement| named.iter().filter(|t| s.terms.binary_search(t).is_ok()).count();
    let best = engine.statements.all.iter().filter(told).max_by_key(|s| shared(s))?;
    best.date.filter(|_| shared(best) >= 1)
}

/// Whether a statement covers a question well enough to be its answer.
pub(crate) fn enough(engine: &Engine, question: &Question, fit: Fit) -> bool {
    let Some(statement) = engine.statements.all.get(fit.at) else {
        return false;
    };
    // How many there are, or how much, is not told by who holds an office, nor by what a company does.
    let other = [AnswerKind::Count, AnswerKind::Amount];
    let numberless =
        matches!(statement.made, Made::Company(_)) && !statement.text.ko.chars().any(|c| c.is_ascii_digit());
    if (numberless || matches!(statement.made, Made::Person(..) | Made::Said(..)))
        && question.wants.first().is_some_and(|w| other.contains(w))
    {
        return false;
    }
    // "우리나라 회사 몇 개": of all there are, a number says nothing of those of one country.
    const OURS: [&str; 4] = ["우리나라", "한국 ", "국내", "korean "];
    let ours = |text: &str| OURS.iter().any(|w| text.to_lowercase().contains(w));
    if question.wants.first() == Some(&AnswerKind::Count)
        && question.has(Cue::Company)
        && ours(&question.text)
        && matches!(statement.made, Made::Fact(_) | Made::Place(_))
        && statement.text.get(question.lang).contains(|c: char| c.is_ascii_digit())
        && question.times.is_empty()
        && !question.has_any(super::cues::MOVES)
        && !ours(statement.text.get(question.lang))
    {
        return false;
    }
    // Who or what the question names has to be in it: what is said of the centre answers nothing about the house it lies in.
    // Of several names one may be missing (a place and the place it lies in).
    let has = |terms: &[TermIx]| terms.iter().any(|t| statement.terms.binary_search(t).is_ok());
    let names: Vec<bool> = question
        .groups
        .iter()
        .filter(|g| g.entity)
        .map(|g| has(&g.terms))
        .collect();
    if !names.is_empty() && !names.contains(&true) && fit.alike < 0.85 {
        return false;
    }
    // Of whoever acts, one asked about is not told by what another does.
    let acts = |ix: &super::entities::EntityIx| {
        engine
            .entities
            .get(*ix)
            .is_some_and(|e| matches!(e.role, super::entities::Role::Partner))
    };
    let actors: Vec<_> = question
        .mentions
        .iter()
        .flat_map(|m| m.candidates.iter().copied())
        .filter(acts)
        .collect();
    let tells_of = |ix: &super::entities::EntityIx| {
        statement.about.contains(ix)
            || engine
                .terms
                .find(&super::terms::entity_text(*ix))
                .is_some_and(|t| statement.terms.binary_search(&t).is_ok())
    };
    // What is asked to be confirmed may be set right by what another does.
    if question.wants.first() != Some(&AnswerKind::Whether)
        && !actors.is_empty()
        && !actors.iter().any(tells_of)
        && statement.about.iter().any(acts)
        && fit.alike < 0.85
        && !matches!(statement.made, Made::Unknown(_))
    {
        return false;
    }
    // So has the state that is asked about: who was selected is not told by what was announced.
    let states = [Cue::Selected, Cue::Extended, Cue::Planned, Cue::Considering];
    let stateless = question
        .groups
        .iter()
        .any(|g| g.cue.is_some_and(|c| states.contains(&c)) && !has(&g.terms));
    if stateless && fit.alike < 0.6 && !matches!(statement.made, Made::Unknown(_) | Made::Disagreement(_)) {
        return false;
    }
    // What is asked of somebody in office is not told by the office: "회장 나이가 몇이야".
    if matches!(statement.made, Made::Person(..))
        && !question.wants(AnswerKind::Who)
        && question.plain_words().any(|g| tells(engine, g) && !has(&g.terms))
    {
        return false;
    }
    // "미국 대통령이 누구": an office of something that is no partner is none that a record knows.
    if matches!(statement.made, Made::Person(..))
        && actors.is_empty()
        && question.named(engine, super::entities::Role::Person).is_empty()
        && time_of_what_is_named(engine, question).is_none()
        && question
            .plain_words()
            .filter(|g| g.weight >= 0.22 * engine.weight_of_unknown())
            .any(|g| (tells(engine, g) || g.terms.is_empty() && g.text.chars().count() >= 4) && !has(&g.terms))
    {
        return false;
    }
    // Of those in a list, the ones that something else is asked of ("13개사 중에 상장사") are not told by the list's number.
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    if question.wants.first() == Some(&AnswerKind::List)
        && fit.alike < 0.5
        && question
            .plain_words()
            .any(|g| tells(engine, g) && g.weight >= 0.4 * total && !has(&g.terms))
    {
        return false;
    }
    // A number asked about has to be in it too.
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !question.wants(AnswerKind::Whether)
        && question.groups.iter().any(|g| number(&g.text) && !has(&g.terms))
        && fit.alike < 0.7
    {
        return false;
    }
    // What the question wants to know has to be in it: a date for 언제, a reason for 왜.
    let mut said = statement.text.get(question.lang).to_owned();
    for item in &statement.items {
        said.push(' ');
        said.push_str(item.get(question.lang));
    }
    let folded = crate::korean::fold(&said);
    if question.counter.is_some()
        && !matches!(statement.made, Made::Faq(_) | Made::Disagreement(_))
        && asked::gives_what_is_wanted(question, &folded, question.lang) == Some(false)
        // Jobs are people at work: what is counted may be counted by another word where all else is said.
        && !(fit.covered >= 0.95
            && fit.named >= 0.95
            && fit.phrase >= 0.95
            && fit.alike >= 0.7
            && statement.kinds.contains(&AnswerKind::Count))
    {
        return false;
    }
    let strict = [
        AnswerKind::When,
        AnswerKind::Amount,
        AnswerKind::Count,
        AnswerKind::Duration,
        AnswerKind::Why,
        AnswerKind::Contact,
        AnswerKind::Who,
    ];
    if let Some(want) = question.wants.first().filter(|w| strict.contains(w)) {
        let given = statement.kinds.contains(want)
            || kinds::gives(*want, &folded, question.lang) && !matches!(want, AnswerKind::Why | AnswerKind::Who)
            || *want == AnswerKind::Who
                && (statement.kinds.is_empty() || matches!(statement.made, Made::Person(..) | Made::Partner(_)));
        // A question answered once that asked no number tells none, whatever numbers stand in it.
        let numbers_by_chance = question.counter.is_some()
            && matches!(statement.made, Made::Faq(_))
            && !statement.kinds.is_empty()
            && !statement.kinds.contains(want);
        // A year told in passing is no day that is asked for.
        let year_by_chance = *want == AnswerKind::When
            && !statement.kinds.is_empty()
            && !statement.kinds.contains(want)
            && fit.phrase < 0.9
            && fit.alike < 0.3;
        let given = given && !numbers_by_chance && !year_by_chance;
        let told_differently = matches!(statement.made, Made::Disagreement(_)) && *want != AnswerKind::Why;
        if !given && !told_differently && fit.alike < 0.8 {
            return false;
        }
    }
    // A name in the question has to be what the statement is about or speaks of.
    let lacking = question.strangers.iter().any(|s| s.like_a_name);
    let covered = if lacking { 0.88 } else { 0.56 };
    match statement.made {
        Made::Faq(_) => {
            // One that has all the words and answers that kind need not be asked alike.
            let of_the_kind = statement.kinds.is_empty()
                || question.wants.first().is_none_or(|w| statement.kinds.contains(w))
                || question.has(Cue::Said);
            let given = asked::gives_what_is_wanted(question, &folded, question.lang) != Some(false);
            fit.covered >= 0.64 && fit.phrase >= 0.6 && fit.alike >= 0.35
                || fit.covered >= 0.95 && fit.phrase >= 0.95 && fit.named >= 0.95 && fit.alike >= 0.3
                || of_the_kind
                    && given
                    && fit.covered >= 0.75
                    && fit.phrase >= 0.85
                    && fit.named >= 0.7
                    && fit.alike >= 0.15
        }
        // What is offered is not told by what is not known of its price, nor of how often.
        Made::Unknown(_)
            if question.has(Cue::Support)
                && ["뭐", "뭘", "머", "무엇"].iter().any(|w| question.text.contains(w))
                && !statement.kinds.is_empty()
                && !statement.kinds.contains(&AnswerKind::What)
                && fit.alike < 0.5 =>
        {
            false
        }
        Made::Unknown(_) | Made::Disagreement(_) => fit.covered >= covered && fit.phrase >= 0.7,
        Made::Said(..) if question.has(Cue::Said) => fit.covered >= 0.45 && fit.named >= 0.4 && !lacking,
        // What only says of which time ("협약 맺을 때") need not be in it.
        Made::Person(..) if question.has(Cue::Office) => {
            let least = if time_of_what_is_named(engine, question).is_some() {
                0.3
            } else {
                0.45
            };
            fit.covered >= least && fit.named >= least - 0.05 && !lacking
        }
        _ => {
            fit.covered >= covered && (fit.named >= 0.4 || fit.phrase >= 0.6 || fit.covered >= 0.9) && fit.score >= 0.5
        }
    }
}

/// The kinds whose answer is known by its signs, or by what a record says it answers.
const SIGNED: [AnswerKind; 8] = [
    AnswerKind::When,
    AnswerKind::Amount,
    AnswerKind::Count,
    AnswerKind::Duration,
    AnswerKind::Why,
    AnswerKind::Who,
    AnswerKind::Where,
    AnswerKind::Contact,
];

/// How far the best record has to stand out from the next.
const MARGIN: f32 = 0.88;

/// The record that stands out, where none covers the question well enough by itself: it is of the kind and the time that is
/// asked for, has every name and every noun of it, and no other comes near. What is left are verbs and asides.
pub(crate) fn stands_out(engine: &Engine, question: &Question, fits: &[Fit]) -> Option<Fit> {
    let want = question.wants.first()?;
    let signed = SIGNED.contains(want);
    if !signed && *want != AnswerKind::Whether {
        return None;
    }
    let best = fits.first().copied()?;
    let statement = engine.statements.all.get(best.at)?;
    let has = |terms: &[TermIx]| terms.iter().any(|t| statement.terms.binary_search(t).is_ok());
    let folded = crate::korean::fold(statement.text.get(question.lang));
    let kind = statement.kinds.contains(want)
        || kinds::gives(*want, &folded, question.lang)
            && !matches!(want, AnswerKind::Why | AnswerKind::Who | AnswerKind::Where);
    let counted =
        question.counter.is_none() || asked::gives_what_is_wanted(question, &folded, question.lang) == Some(true);
    let of_then = question.times.iter().all(|t| {
        engine
            .terms
            .find(&super::statements::year_text(t.date.year()))
            .is_some_and(|year| statement.terms.binary_search(&year).is_ok())
    });
    let named = question.groups.iter().filter(|g| g.entity).all(|g| has(&g.terms));
    let missing = question.plain_words().any(|g| tells(engine, g) && !has(&g.terms))
        || question
            .strangers
            .iter()
            .any(|s| s.like_a_name && engine.entities.ends_like_a_name(&s.text));
    let cues: Vec<bool> = question
        .groups
        .iter()
        .filter(|g| g.cue.is_some())
        .map(|g| has(&g.terms))
        .collect();
    let content = question
        .groups
        .iter()
        .any(|g| (g.entity || g.cue.is_some() || tells(engine, g)) && has(&g.terms));
    let next = fits.iter().skip(1).find(|f| {
        engine
            .statements
            .all
            .get(f.at)
            .is_some_and(|s| s.text != statement.text)
    });
    (kind
        && counted
        && of_then
        && named
        && !missing
        && content
        && cues.iter().all(|there| *there)
        && best.score >= if signed { 0.3 } else { 0.4 }
        && best.covered >= if signed { 0.3 } else { 0.55 }
        && !matches!(statement.made, Made::Unknown(_) | Made::Said(..))
        && next.is_none_or(|n| n.score <= best.score * MARGIN))
    .then_some(best)
}

/// Whether a statement is a fact that counts something.
pub(crate) fn counts(engine: &Engine, fit: Fit) -> bool {
    matches!(made(engine, fit), Some(Made::Fact(i))
        if engine.knowledge.facts.get(*i).is_some_and(|f| f.answers.contains(&AnswerKind::Count)))
}

/// Whether a statement answers better than a list of companies would: it is a FAQ or a fact that says just what was asked.
pub(crate) fn better_than_a_list(engine: &Engine, question: &Question, fit: Fit) -> bool {
    // Where names are asked for in so many words, a number is no answer.
    let names = |s: &super::statements::Statement| super::sentence::enumerates(s.text.get(question.lang));
    let number = |g: &super::question::Group| g.text.chars().all(char::is_numeric);
    if question.has(Cue::List) && !engine.statements.all.get(fit.at).is_some_and(names) {
        return false;
    }
    match made(engine, fit) {
        // Whether one may is told by no list: a question answered once that is asked much like this one is meant.
        Some(Made::Faq(_)) => {
            fit.covered >= 0.95
                && (fit.alike >= 0.8 || fit.alike >= 0.6 && question.wants.first() == Some(&AnswerKind::Whether))
        }
        Some(Made::Fact(i))
            if question.wants(AnswerKind::Count)
                && engine
                    .knowledge
                    .facts
                    .get(*i)
                    .is_some_and(|f| f.answers.contains(&AnswerKind::Count)) =>
        {
            fit.covered >= 0.85 && fit.named >= 0.6
        }
        Some(Made::Fact(_)) => {
            fit.named >= 0.9 && fit.phrase >= 0.9 && question.plain_words().any(|g| tells(engine, g) && !number(g))
        }
        _ => false,
    }
}

/// Whether a question asks how many there are in all.
pub(crate) fn in_all(question: &Question) -> bool {
    question.wants(AnswerKind::Count)
        && [
            "합치",
            "합쳐",
            "합해",
            "통틀어",
            "전체",
            "총",
            "더하면",
            "더해서",
            "in all",
            "altogether",
            "in total",
            "total",
            "together",
        ]
        .iter()
        .any(|w| question.text.to_lowercase().contains(w))
}

/// Whether a statement gives the whole number, of the time that is asked about.
pub(crate) fn says_how_many_in_all(engine: &Engine, question: &Question, fit: Fit) -> bool {
    let Some(statement) = engine.statements.all.get(fit.at) else {
        return false;
    };
    let text = statement.text.get(question.lang);
    let whole = ["모두", "합쳐", "더해", "in all", "came to", "total", "about"]
        .iter()
        .any(|w| text.contains(w));
    let of_then = question.times.iter().all(|t| {
        engine
            .terms
            .find(&super::statements::year_text(t.date.year()))
            .is_some_and(|year| statement.terms.binary_search(&year).is_ok())
            && statement.date.is_none_or(|d| d.overlaps(&t.date))
    });
    whole && of_then && matches!(statement.made, Made::Fact(_)) && statement.kinds.contains(&AnswerKind::Count)
}
