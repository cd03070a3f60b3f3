//! From a question that was read to a reply: which record or passage answers, or why none does.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};

use super::companies;
use super::company;
use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::kinds;
use super::lists;
use super::model::{Kind, Reason};
use super::passage;
use super::question::Question;
use super::reply::Reply;
use super::said;
use super::statements::{Fit, Made};
use super::terms::TermIx;
use super::wording;

/// The programme's name, for telling what the bot answers about.
pub(crate) fn topic(engine: &Engine, lang: Lang) -> Option<String> {
    engine.knowledge.programmes.first().map(|p| p.name.get(lang).to_owned())
}

/// What a record answers that is asked in just these words: a question staff answered, or what is known not to be known.
pub(crate) fn worded(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let at = engine.statements.worded(&question.text)?;
    let statement = engine.statements.all.get(at)?;
    let whole = match statement.made {
        Made::Faq(i) => !engine.knowledge.faqs.get(i)?.expired,
        Made::Unknown(_) => true,
        // A label of two words is also the beginning of other questions.
        Made::Fact(_) => {
            question.asks && question.text.chars().count() >= 10 && !companies::is_a_list(engine, question)
        }
        _ => false,
    };
    let fit = Fit {
        at,
        covered: 1.0,
        named: 1.0,
        phrase: 1.0,
        alike: 1.0,
        score: 0.98,
    };
    whole.then(|| said::statement(engine, question, fit, today))
}

/// Replies to a question.
pub(crate) fn reply(engine: &Engine, question: &Question, today: Date) -> Reply {
    if let Some(reply) = smalltalk(engine, question) {
        return reply;
    }
    if !question.asks
        && question.mentions.is_empty()
        && known_share(question).max(written_share(engine, question)) < 0.6
    {
        return Reply::refuse(Reason::NotAQuestion, wording::not_a_question(question.lang));
    }
    let fits = fits(engine, question);
    let best = fits.first().copied();
    let strong = best.filter(|fit| fit.score >= 0.86 && fit.covered >= 0.9);
    let listed = companies::is_a_list(engine, question) && companies::left_over(engine, question) <= 0.34;
    // What is known not to be known stands against everything that answers less exactly.
    if let Some(fit) = best
        && matches!(made(engine, fit), Some(Made::Unknown(_)))
        && engine.statements.all.get(fit.at).is_some_and(|s| {
            s.kinds.is_empty() || question.wants.is_empty() || question.wants.iter().any(|w| s.kinds.contains(w))
        })
        && fit.phrase >= 0.9
        && fit.covered >= 0.72
        && (fit.alike >= 0.4 || fit.named >= 0.85)
        && (!listed || fit.alike >= 0.97)
    {
        return said::statement(engine, question, fit, today);
    }
    if let Some(reply) = about_a_stranger(engine, question, strong) {
        return reply;
    }
    if let Some(reply) = what_is(engine, question, today) {
        return reply;
    }
    if let Some(reply) = no_such_call(engine, question, today) {
        return reply;
    }
    if let Some(reply) = still_open(engine, question, today) {
        return reply;
    }
    if let Some(reply) = lists::narrowed(engine, question) {
        return reply;
    }
    if let Some(reply) = told_differently(engine, question, &fits, today) {
        return reply;
    }
    let named = question.named(engine, Role::Company);
    if !named.is_empty()
        && let Some(reply) = about_companies(engine, question, &named, best, today)
    {
        return reply;
    }
    // "회사가 몇 개 있나요" of a place is a figure, where there is one; who moved in is a list.
    let moved = question.has_any(MOVES);
    if listed
        && question.wants(AnswerKind::Count)
        && !moved
        && question.times.is_empty()
        && let Some(fit) = fits.iter().take(4).find(|f| f.covered >= 0.8 && counts(engine, **f))
    {
        return said::statement(engine, question, *fit, today);
    }
    // "모두 합쳐 몇 곳": the figure that says how many in all, where there is one of that time.
    if in_all(question)
        && let Some(fit) = fits
            .iter()
            .find(|f| f.covered >= 0.4 && says_how_many_in_all(engine, question, **f))
    {
        return said::statement(engine, question, *fit, today);
    }
    if let Some(reply) = offices(engine, question, &fits, today) {
        return reply;
    }
    if listed && !best.is_some_and(|f| better_than_a_list(engine, question, f)) {
        return companies::list(engine, question);
    }
    let floor = best.map_or(0.0, |f| f.score * 0.75);
    if let Some(fit) = fits
        .iter()
        .take(6)
        .copied()
        .find(|f| f.score >= floor && enough(engine, question, *f))
    {
        return said::statement(engine, question, fit, today);
    }
    // Whether somebody moved in is answered by records alone: no sentence about others stands in for them.
    if let Some(subject) = nobody_known(engine, question) {
        return unknown_name(engine, question, &subject);
    }
    if let Some(reply) = premise(engine, question, today) {
        return reply;
    }
    if let Some(reply) = what_it_gives(engine, question, today) {
        return reply;
    }
    if let Some(reply) = passage::answer(engine, question) {
        return reply;
    }
    if let Some(reply) = said::office_of(engine, question, today) {
        return reply;
    }
    refuse(engine, question)
}

/// Whether a question asks how many there are in all.
fn in_all(question: &Question) -> bool {
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
fn says_how_many_in_all(engine: &Engine, question: &Question, fit: Fit) -> bool {
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

/// Who holds several offices, where several are asked about at once.
fn offices(engine: &Engine, question: &Question, fits: &[Fit], today: Date) -> Option<Reply> {
    let asked = question.cues.iter().filter(|(c, _)| *c == Cue::Office).count();
    if asked < 2 || !question.wants(AnswerKind::Who) {
        return None;
    }
    let people = fits
        .iter()
        .filter(|f| f.covered >= 0.4 && matches!(made(engine, **f), Some(Made::Person(..))));
    let mut replies = people.take(asked).map(|f| said::statement(engine, question, *f, today));
    let (mut first, second) = (replies.next()?, replies.next()?);
    for reply in std::iter::once(second).chain(replies) {
        first.text.push('\n');
        first.text.push_str(&reply.text);
        first.evidence.extend(reply.evidence);
    }
    Some(first)
}

/// Whether a call still takes applications: what its dates say, or the calls of the programme.
fn still_open(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let asks = question.has(Cue::Call)
        && question.has_any(&[Cue::Now, Cue::Open, Cue::Deadline])
        && question
            .wants
            .iter()
            .all(|w| matches!(w, AnswerKind::Whether | AnswerKind::When))
        && !question.plain_words().any(|g| tells(engine, g))
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

/// What the sources tell differently of what is named, where the question is why, or which of them is right.
fn told_differently(engine: &Engine, question: &Question, fits: &[Fit], today: Date) -> Option<Reply> {
    let moves = question.has_any(MOVES) && question.wants.first() == Some(&AnswerKind::Why);
    if !question.has(Cue::Differ) && !moves || question.strangers.iter().any(|s| s.like_a_name) {
        return None;
    }
    let named: Vec<EntityIx> = question
        .mentions
        .iter()
        .flat_map(|m| m.candidates.iter().copied())
        .collect();
    let fit = fits.iter().find(|fit| {
        engine.statements.all.get(fit.at).is_some_and(|s| {
            let about = named.iter().any(|ix| s.about.contains(ix));
            let company = |ix: &&EntityIx| engine.entities.get(**ix).is_some_and(|e| e.role == Role::Company);
            let companies_too = named.iter().filter(company).all(|ix| s.about.contains(ix));
            matches!(s.made, Made::Disagreement(_))
                && companies_too
                && (about && (moves || question.has(Cue::Differ)) || !moves && fit.named >= 0.5)
        })
    })?;
    let mut reply = said::statement(engine, question, *fit, today);
    if question.wants(AnswerKind::List)
        && let Some(statement) = engine.statements.all.get(fit.at)
    {
        let company = |ix: &&EntityIx| engine.entities.get(**ix).is_some_and(|e| e.role == Role::Company);
        let names = statement.about.iter().filter(company);
        reply.items = names
            .map(|ix| engine.entities.name(*ix, question.lang).to_owned())
            .collect();
    }
    Some(reply)
}

/// What an institution gives, where only that is asked: the support of the programme it runs, or what it does.
fn what_it_gives(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let partners = question.named(engine, Role::Partner);
    let [partner] = partners.as_slice() else {
        return None;
    };
    let only = question.groups.iter().all(|g| {
        g.entity
            || matches!(g.cue, Some(Cue::Support | Cue::Company | Cue::Help | Cue::Part))
            || g.text.starts_with("지원")
    });
    let other = [
        AnswerKind::When,
        AnswerKind::Amount,
        AnswerKind::Count,
        AnswerKind::Who,
        AnswerKind::Why,
    ];
    if !only || !question.times.is_empty() || question.mentions.len() > 1 || other.iter().any(|w| question.wants(*w)) {
        return None;
    }
    let entity = engine.entities.get(*partner)?;
    let run = engine
        .knowledge
        .programmes
        .iter()
        .position(|p| p.run_by.contains(&entity.id) && !p.supports.is_empty());
    let wanted = run.map_or(Made::Partner(entity.index.0), Made::Supports);
    let at = engine.statements.all.iter().position(|s| s.made == wanted)?;
    let mut reply = said::of(engine, engine.statements.all.get(at)?, question.lang, today);
    reply.statement = Some(at);
    Some(reply)
}

/// That no call is known of the year asked about, and which was the last.
fn no_such_call(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
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
fn not_known_of(engine: &Engine, question: &Question, year: i16, today: Date) -> Option<Reply> {
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

/// What something named is: "CIC가 뭐예요?", "KSEA는 무슨 단체죠?".
fn what_is(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let [mention] = question.mentions.as_slice() else {
        return None;
    };
    let [one] = mention.candidates.as_slice() else {
        return None;
    };
    let plain = question.groups.iter().all(|g| {
        g.entity || g.text.chars().count() == 1 || matches!(g.cue, Some(Cue::Partner | Cue::Place | Cue::Programme))
    });
    let asks = question.has_any(&[Cue::What, Cue::Which, Cue::Ask])
        || question
            .cues
            .iter()
            .all(|(c, _)| matches!(c, Cue::Function | Cue::Where | Cue::Who));
    let other = question.has_any(&[
        Cue::Define,
        Cue::Said,
        Cue::When,
        Cue::Amount,
        Cue::Count,
        Cue::How,
        Cue::Why,
        Cue::List,
        Cue::Contact,
        Cue::Company,
        Cue::Enter,
        Cue::Now,
        Cue::Open,
        Cue::Stay,
        Cue::Duration,
        Cue::Office,
    ]);
    if !plain
        || !asks
        || other
        || !question.times.is_empty()
        || question.groups.iter().any(|g| g.cue == Some(Cue::Partner)) && question.has(Cue::List)
    {
        return None;
    }
    let wanted = |m: &Made| match engine.entities.get(*one).map(|e| (e.role, e.index)) {
        Some((Role::Place, (i, _))) => *m == Made::Place(i),
        Some((Role::Programme, (i, _))) => *m == Made::Programme(i),
        Some((Role::Partner, (i, _))) => *m == Made::Partner(i),
        Some((Role::Part, (i, j))) => *m == Made::Part(i, j),
        Some((Role::Person, (i, j))) => *m == Made::Person(i, j),
        _ => false,
    };
    let at = engine.statements.all.iter().position(|s| wanted(&s.made))?;
    let mut reply = said::of(engine, engine.statements.all.get(at)?, question.lang, today);
    // An abbreviation is spelled out first.
    let name = engine.entities.name(*one, question.lang);
    if !reply.text.contains(name) {
        reply.text = format!(
            "{} {}",
            wording::short_for(&mention.text, name, question.lang),
            reply.text
        );
    }
    reply.statement = Some(at);
    Some(reply)
}

/// Whether a word is a noun that has to be answered, and no verb or filler.
fn tells(engine: &Engine, group: &super::question::Group) -> bool {
    let unknown = group.terms.is_empty() && !engine.known(&group.text);
    group.text.chars().count() >= 2
        && super::thesaurus::Thesaurus::get().tells(&group.text) > 0.6
        && !(unknown && group.weight < 0.7 * engine.weight_of_unknown())
}

fn made(engine: &Engine, fit: Fit) -> Option<&Made> {
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
    let mut fits = engine.statements.nearest(
        &super::statements::pairs(&question.text),
        &groups,
        &question.wants,
        &|t| engine.weight(t),
        12,
    );
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
    fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    // What staff marked as out of date answers nothing.
    fits.retain(|fit| !matches!(made(engine, *fit), Some(Made::Faq(i)) if engine.knowledge.faqs.get(*i).is_some_and(|f| f.expired)));
    fits
}

/// Whether a statement covers a question well enough to be its answer.
fn enough(engine: &Engine, question: &Question, fit: Fit) -> bool {
    let Some(statement) = engine.statements.all.get(fit.at) else {
        return false;
    };
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
    // A number asked about has to be in it too.
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !question.wants(AnswerKind::Whether)
        && question.groups.iter().any(|g| number(&g.text) && !has(&g.terms))
        && fit.alike < 0.7
    {
        return false;
    }
    // What the question wants to know has to be in it: a date for 언제, a reason for 왜.
    let folded = crate::korean::fold(statement.text.get(question.lang));
    if question.counter.is_some()
        && !matches!(statement.made, Made::Faq(_))
        && passage::gives_what_is_wanted(question, &folded, question.lang) == Some(false)
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
            || kinds::gives(
                *want,
                &crate::korean::fold(statement.text.get(question.lang)),
                question.lang,
            ) && !matches!(want, AnswerKind::Why | AnswerKind::Who)
            || *want == AnswerKind::Who
                && (statement.kinds.is_empty() || matches!(statement.made, Made::Person(..) | Made::Partner(_)));
        if !given && fit.alike < 0.8 {
            return false;
        }
    }
    // A name in the question has to be what the statement is about or speaks of.
    let lacking = question.strangers.iter().any(|s| s.like_a_name);
    let covered = if lacking { 0.88 } else { 0.56 };
    match statement.made {
        Made::Faq(_) => {
            fit.covered >= 0.64 && fit.phrase >= 0.6 && fit.alike >= 0.35
                || fit.covered >= 0.95 && fit.phrase >= 0.95 && fit.named >= 0.95 && fit.alike >= 0.2
        }
        Made::Unknown(_) | Made::Disagreement(_) => fit.covered >= covered && fit.phrase >= 0.7,
        Made::Said(..) if question.has(Cue::Said) => fit.covered >= 0.45 && fit.named >= 0.4 && !lacking,
        Made::Person(..) if question.has(Cue::Office) => fit.covered >= 0.45 && fit.named >= 0.4 && !lacking,
        _ => {
            fit.covered >= covered && (fit.named >= 0.4 || fit.phrase >= 0.6 || fit.covered >= 0.9) && fit.score >= 0.5
        }
    }
}

/// Whether a statement is a fact that counts something.
fn counts(engine: &Engine, fit: Fit) -> bool {
    matches!(made(engine, fit), Some(Made::Fact(i))
        if engine.knowledge.facts.get(*i).is_some_and(|f| f.answers.contains(&AnswerKind::Count)))
}

/// Whether a statement answers better than a list of companies would: it is a FAQ or a fact that says just what was asked.
fn better_than_a_list(engine: &Engine, question: &Question, fit: Fit) -> bool {
    match made(engine, fit) {
        Some(Made::Faq(_)) => fit.alike >= 0.8 && fit.covered >= 0.95,
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
            fit.named >= 0.9 && fit.phrase >= 0.9 && question.plain_words().any(|g| tells(engine, g))
        }
        _ => false,
    }
}

/// The share of the question's weight that the knowledge knows.
fn known_share(question: &Question) -> f32 {
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
fn written_share(engine: &Engine, question: &Question) -> f32 {
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    let written = question.groups.iter().filter(|g| g.cue.is_none());
    let written: f32 = written
        .filter(|g| g.entity || g.text.chars().count() >= 2 && engine.known(&g.text))
        .map(|g| g.weight)
        .sum();
    if total > 0.0 { written / total } else { 0.0 }
}

pub(crate) fn smalltalk(engine: &Engine, question: &Question) -> Option<Reply> {
    let light = question.length <= 8
        && question.mentions.is_empty()
        && question.times.is_empty()
        && question.groups.iter().all(|g| g.terms.is_empty())
        && !question.has_any(&[
            Cue::What,
            Cue::Who,
            Cue::When,
            Cue::Where,
            Cue::How,
            Cue::Why,
            Cue::Amount,
            Cue::Count,
        ]);
    if let Some(cue) = [Cue::Thanks, Cue::Greeting, Cue::Bye]
        .into_iter()
        .find(|c| light && question.has(*c))
    {
        let text = wording::smalltalk(cue, topic(engine, question.lang).as_deref(), question.lang);
        return Some(Reply::say(Kind::Smalltalk, text, 1.0));
    }
    // "너는 누구야?", "what can you do?"
    if question.has_any(&[Cue::You, Cue::Self_]) && question.groups.is_empty() && question.times.is_empty() {
        let text = wording::smalltalk(Cue::Self_, topic(engine, question.lang).as_deref(), question.lang);
        return Some(Reply::say(Kind::Smalltalk, text, 1.0));
    }
    let cue = [Cue::Self_, Cue::Thanks, Cue::Greeting, Cue::Bye]
        .into_iter()
        .find(|c| question.has(*c));
    let content = question.groups.iter().filter(|g| g.cue.is_none() || g.entity).count();
    let talk = question
        .cues
        .iter()
        .filter(|(c, _)| {
            matches!(
                c,
                Cue::Self_ | Cue::Thanks | Cue::Greeting | Cue::Bye | Cue::Function | Cue::FollowUp | Cue::Ask
            )
        })
        .count();
    match cue {
        Some(cue)
            if content == 0
                && question.mentions.is_empty()
                && question.times.is_empty()
                && (talk == question.cues.len() || cue == Cue::Self_ && question.groups.len() <= 1) =>
        {
            let text = wording::smalltalk(cue, topic(engine, question.lang).as_deref(), question.lang);
            Some(Reply::say(Kind::Smalltalk, text, 1.0))
        }
        None if question.groups.is_empty() && question.times.is_empty() && question.mentions.is_empty() => Some(
            Reply::refuse(Reason::NotAQuestion, wording::not_a_question(question.lang)),
        ),
        _ => None,
    }
}

/// A question about somebody the knowledge does not know gets that said, never somebody else's facts.
fn about_a_stranger(engine: &Engine, question: &Question, strong: Option<Fit>) -> Option<Reply> {
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

/// What a question presumes wrongly, set right by the record that tells it: the record's own year and number are said, with no yes.
fn premise(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let places: Vec<&str> = question
        .strangers
        .iter()
        .filter(|s| s.like_a_place)
        .map(|s| s.text.as_str())
        .collect();
    let stranger = question.strangers.iter().any(|s| s.like_a_name && !s.like_a_place);
    if !question.wants(AnswerKind::Whether) || stranger || !places.is_empty() && question.mentions.is_empty() {
        return None;
    }
    let mut bare = question.clone();
    bare.groups.retain(|g| !places.contains(&g.text.as_str()));
    bare.times.clear();
    bare.groups
        .retain(|g| !g.text.chars().all(|c| c.is_numeric() || c == '.'));
    if bare.groups.len() == question.groups.len() && bare.times.len() == question.times.len() || bare.groups.is_empty()
    {
        return None;
    }
    let fits = fits(engine, &bare);
    let told_where = |f: &&Fit| {
        engine
            .statements
            .all
            .get(f.at)
            .is_some_and(|s| s.kinds.contains(&AnswerKind::Where) || matches!(s.made, Made::Place(_)))
    };
    let fit = if places.is_empty() {
        *fits.first()?
    } else {
        *fits.iter().take(6).find(told_where)?
    };
    let statement = engine.statements.all.get(fit.at)?;
    let says_when = !question.times.is_empty();
    let gives = match (says_when, places.is_empty()) {
        (true, _) => AnswerKind::When,
        (false, true) => AnswerKind::Count,
        (false, false) => AnswerKind::Where,
    };
    let told = fit.covered >= 0.8 && bare.groups.len() > 1
        || fit.named >= 0.95 && fit.phrase >= 0.95
        || says_when
            && fit.covered >= 0.6
            && statement.kinds.contains(&AnswerKind::When)
            && !question.mentions.is_empty();
    let record = matches!(
        statement.made,
        Made::Fact(_) | Made::Place(_) | Made::CallDates(..) | Made::CallField(..) | Made::Support(..)
    );
    (record
        && told
        && fit.named >= 0.5
        && kinds::gives(
            gives,
            &crate::korean::fold(statement.text.get(question.lang)),
            question.lang,
        ))
    .then(|| said::statement(engine, question, fit, today))
}

/// The subject of a question whether somebody moved in, where it names no company that is known.
fn nobody_known(engine: &Engine, question: &Question) -> Option<String> {
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

fn unknown_name(engine: &Engine, question: &Question, name: &str) -> Reply {
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

/// What is asked of companies by name.
fn about_companies(
    engine: &Engine,
    question: &Question,
    named: &[EntityIx],
    best: Option<Fit>,
    today: Date,
) -> Option<Reply> {
    // One name of two companies: which is meant has to be said.
    if let [mention] = question
        .mentions
        .iter()
        .filter(|m| {
            m.candidates
                .iter()
                .any(|c| engine.entities.get(*c).is_some_and(|e| e.role == Role::Company))
        })
        .collect::<Vec<_>>()
        .as_slice()
        && mention.candidates.len() > 1
        && named.len() > 1
    {
        let names: Vec<String> = named
            .iter()
            .map(|ix| engine.entities.name(*ix, question.lang).to_owned())
            .collect();
        let mut reply = Reply::say(Kind::Clarify, wording::which(&names, question.lang), 0.6);
        reply.items = names;
        return Some(reply);
    }
    if let Some(reply) = said::company_field(engine, question, named) {
        return Some(reply);
    }
    let state = question.has_any(&[
        Cue::Enter,
        Cue::Stay,
        Cue::Planned,
        Cue::Considering,
        Cue::Selected,
        Cue::Extended,
        Cue::History,
        Cue::New,
    ]);
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    let plain: f32 = question.plain_words().map(|g| g.weight).sum();
    let rest = if total > 0.0 { plain / total } else { 0.0 };
    let other_kind = question.has_any(&[Cue::Amount, Cue::Contact, Cue::Said, Cue::Why, Cue::How, Cue::Office])
        || (question.has(Cue::What) || question.has(Cue::Which) && question.has(Cue::Company)) && !state;
    // A statement about the company that has the question's other words says more than its history.
    if let Some(fit) = best
        && let Some(statement) = engine.statements.all.get(fit.at)
        && (statement.about.iter().any(|a| named.contains(a))
            || matches!(statement.made, Made::Faq(_) | Made::Disagreement(_)))
        && fit.covered >= 0.85
        && (rest > 0.0 || other_kind || matches!(statement.made, Made::Faq(_)) && fit.phrase >= 0.95)
        && (!matches!(statement.made, Made::Faq(_)) || fit.phrase >= 0.75)
    {
        return Some(said::statement(engine, question, fit, today));
    }
    if rest <= 0.4 && !other_kind && question.strangers.iter().all(|s| !s.like_a_name) {
        return company::some(engine, question, named, today);
    }
    // What is asked in words that tell little ("그 뒤로 어떻게 된 거예요") is told by the whole history.
    let asked_more = question.plain_words().any(|g| tells(engine, g));
    let verbs_alone = question
        .groups
        .iter()
        .filter(|g| g.cue.is_none() && g.terms.is_empty())
        .all(|g| g.weight <= 0.25 * engine.weight_of_unknown());
    let hard = question.has_any(&[
        Cue::Amount,
        Cue::Contact,
        Cue::Said,
        Cue::Why,
        Cue::How,
        Cue::Office,
        Cue::Where,
    ]);
    if !asked_more && verbs_alone && !hard && question.strangers.iter().all(|s| !s.like_a_name) {
        if let ([one], true) = (named, question.has(Cue::What)) {
            return Some(engine.company_by(*one, question.lang, today));
        }
        return company::some(engine, question, named, today);
    }
    if let Some(reply) = passage::answer(engine, question) {
        return Some(reply);
    }
    if state && question.strangers.is_empty() && !other_kind {
        return company::some(engine, question, named, today);
    }
    None
}

/// That there is no answer, with the reason.
pub(crate) fn refuse(engine: &Engine, question: &Question) -> Reply {
    let share = known_share(question).max(written_share(engine, question));
    let stranger = question.strangers.iter().find(|s| s.like_a_name);
    let spoken_of = question.groups.iter().any(|g| g.cue.is_none() && !g.terms.is_empty());
    let near = !question.mentions.is_empty() || share >= 0.5 || spoken_of && share >= 0.3;
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
