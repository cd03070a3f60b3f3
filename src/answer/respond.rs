//! From a question that was read to a reply: which record or passage answers, or why none does.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};

use super::calls::{no_such_call, still_open};
use super::companies;
use super::company;
use super::company_filter;
use super::compare;
use super::confirm::{another_day, set_right};
use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::fit::{better_than_a_list, counts, enough, fits, in_all, made, says_how_many_in_all, stands_out, tells};
use super::kinds;
use super::lists;
use super::model::{Kind, Reason};
use super::passage;
use super::question::Question;
use super::reply::Reply;
use super::reported;
use super::said;
use super::statements::{Fit, Made};
use super::unknown::{about_a_stranger, known_share, nobody_known, refuse, unknown_name, written_share};
use super::worded_lists::{MUCH_ALIKE, as_worded};
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

/// Replies to a question: to each of the two that it asks at once ("누가 언제"), where one record does not tell both.
pub(crate) fn reply(engine: &Engine, question: &Question, today: Date) -> Reply {
    if let Some(reply) = reported::reply(engine, question, today) {
        return reply;
    }
    let whole = reply_to_one(engine, question, today);
    compare::second_half(engine, question, &whole, today).unwrap_or(whole)
}

/// Replies to a question that asks one thing.
pub(crate) fn reply_to_one(engine: &Engine, question: &Question, today: Date) -> Reply {
    if let Some(reply) = smalltalk(engine, question) {
        return reply;
    }
    if !question.asks
        && question.mentions.is_empty()
        && (question.tells || known_share(question).max(written_share(engine, question)) < 0.6)
    {
        return Reply::refuse(Reason::NotAQuestion, wording::not_a_question(question.lang));
    }
    let read = passage::Read::new();
    let fits = fits(engine, question);
    let best = fits.first().copied();
    let strong = best.filter(|fit| fit.score >= 0.86 && fit.covered >= 0.9);
    let listed = companies::is_a_list(engine, question) && companies::left_over(engine, question) <= 0.34;
    if let Some(reply) = another_day(engine, question, today) {
        return reply;
    }
    // What is known not to be known stands against everything that answers less exactly.
    if let Some(fit) = best
        && matches!(made(engine, fit), Some(Made::Unknown(_)))
        && engine.statements.all.get(fit.at).is_some_and(|s| {
            s.kinds.is_empty()
                || question.wants.is_empty() && (fit.alike >= 0.6 || question.named(engine, Role::Company).is_empty())
                || question.wants.iter().any(|w| s.kinds.contains(w))
        })
        && (fit.phrase >= 0.9 && fit.covered >= 0.72 && (fit.alike >= 0.4 || fit.named >= 0.85)
            || fit.phrase >= 0.6 && fit.covered >= 0.95 && fit.alike >= 0.75)
        && (!listed
            || fit.alike >= 0.97
            // "떨어진 회사들": who was not chosen, where no list is of them.
            || question.has(Cue::Negated) && company_filter::states(question).is_empty() && fit.covered >= 0.9
            || question.wants(AnswerKind::Count)
                && fit.alike >= 0.6
                && fits.get(1).is_none_or(|next| next.score < fit.score - 0.1))
    {
        return said::statement(engine, question, fit, today);
    }
    if let Some(reply) = about_a_stranger(engine, question, strong) {
        return reply;
    }
    if let Some(reply) = still_open(engine, question, today) {
        return reply;
    }
    if let Some(reply) = what_is(engine, question, today) {
        return reply;
    }
    if let Some(reply) = no_such_call(engine, question, today) {
        return reply;
    }
    if let Some(reply) = compare::over_years(engine, question, today) {
        return reply;
    }
    if let Some(reply) = lists::narrowed(engine, question) {
        return reply;
    }
    // Who is left out is not what is asked about.
    if !lists::left_out(engine, question).is_empty() {
        return refuse(engine, question);
    }
    if let Some(reply) = told_differently(engine, question, &fits, today) {
        return reply;
    }
    let named = question.named(engine, Role::Company);
    if named.is_empty()
        && !best.is_some_and(|f| enough(engine, question, f) && f.covered >= 0.95)
        && let Some(reply) = set_right(engine, question, today)
    {
        return reply;
    }
    if !named.is_empty()
        && let Some(reply) = about_companies(engine, question, &named, (best, &read), today)
    {
        return reply;
    }
    // "회사가 몇 개 있나요" of a place is a figure, where there is one; who moved in is a list.
    let moved = question.has_any(MOVES);
    if listed
        && question.wants(AnswerKind::Count)
        && !moved
        && question.times.is_empty()
        && let Some(fit) = fits
            .iter()
            .take(4)
            .find(|f| f.covered >= 0.8 && counts(engine, **f) && enough(engine, question, **f))
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
    if let Some(reply) = said::office_held(engine, question, today) {
        return reply;
    }
    if let Some(reply) = said::head_of(engine, question, today) {
        return reply;
    }
    if let Some(reply) = offices(engine, question, &fits, today) {
        return reply;
    }
    if listed && !best.is_some_and(|f| better_than_a_list(engine, question, f)) {
        let list = companies::list(engine, question);
        if list.kind == Kind::NoAnswer
            && let Some(worded) = as_worded(engine, question, MUCH_ALIKE)
        {
            return worded;
        }
        // That none is known by name is no more than what a record says of those that nobody names.
        let unnamed = |f: &&Fit| {
            let states = [Cue::Considering, Cue::Planned];
            matches!(made(engine, **f), Some(Made::Unknown(_)))
                && f.covered >= 0.5
                && f.phrase >= 0.9
                && question.groups.iter().any(|g| {
                    g.cue.is_some_and(|c| states.contains(&c))
                        && engine
                            .statements
                            .all
                            .get(f.at)
                            .is_some_and(|s| g.terms.iter().any(|t| s.terms.binary_search(t).is_ok()))
                })
        };
        if list.kind == Kind::NoAnswer
            && let Some(fit) = fits.iter().take(5).find(unnamed)
        {
            return said::statement(engine, question, *fit, today);
        }
        return list;
    }
    let floor = best.map_or(0.0, |f| f.score * 0.75);
    let good: Vec<Fit> = fits
        .iter()
        .take(6)
        .copied()
        .filter(|f| f.score >= floor && enough(engine, question, *f))
        .collect();
    if let Some(first) = good.first() {
        // Of two nearly as good the one that has every name asked about is meant.
        let all_named = |f: &&Fit| {
            let statement = engine.statements.all.get(f.at);
            let has = |g: &&super::question::Group| {
                statement.is_some_and(|s| g.terms.iter().any(|t| s.terms.binary_search(t).is_ok()))
            };
            question.groups.iter().filter(|g| g.entity).all(|g| has(&g))
        };
        let near = good.iter().filter(|f| f.score >= first.score * 0.85);
        let fit = near.into_iter().find(all_named).unwrap_or(first);
        return said::statement(engine, question, *fit, today);
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
    if let Some(reply) = passage::answer(engine, question, &read) {
        return reply;
    }
    if let Some(reply) = said::office_of(engine, question, today) {
        return reply;
    }
    if let Some(fit) = stands_out(engine, question, &fits) {
        return said::statement(engine, question, fit, today);
    }
    if let Some(reply) = passage::that_stands_out(engine, question, &read) {
        return reply;
    }
    if let Some(reply) = as_worded(engine, question, 0.0) {
        return reply;
    }
    refuse(engine, question)
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

/// "그 회사가 제일 먼저 들어갔죠?": who came first, or last, is told by the list of those, and not by the company's own record.
fn first_of_all(engine: &Engine, question: &Question, named: &[EntityIx]) -> Option<Reply> {
    let text = question.text.to_lowercase();
    let most = [
        "제일",
        "가장",
        "맨",
        "최초",
        "첫 ",
        "첫번째",
        "the first",
        "the latest",
        "the last",
    ]
    .iter()
    .any(|w| text.contains(w));
    let ordered = question.has(Cue::First) || question.has(Cue::Latest);
    if named.len() != 1 || !most || !ordered || !question.has_any(MOVES) || !question.times.is_empty() {
        return None;
    }
    let mut bare = question.clone();
    let company = |ix: &EntityIx| engine.entities.get(*ix).is_some_and(|e| e.role == Role::Company);
    bare.mentions.retain(|m| !m.candidates.iter().any(company));
    let reply = companies::list(engine, &bare);
    (reply.kind == Kind::List).then_some(reply)
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

/// What is written in more letters is a word, and stands for itself.
const ABBREVIATION: usize = 6;

/// What something named is: "CIC가 뭐예요?", "KSEA는 무슨 단체죠?".
fn what_is(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let [mention] = question.mentions.as_slice() else {
        return None;
    };
    let [one] = mention.candidates.as_slice() else {
        return None;
    };
    // Who is at the head of it is not told by what it is.
    if question.asks_for_the_head {
        return None;
    }
    let plain = question.groups.iter().all(|g| {
        let light =
            g.cue.is_none() && !question.has(Cue::Where) && super::thesaurus::Thesaurus::get().is_light(&g.text);
        g.entity
            || light
            || g.text.chars().count() == 1
            || matches!(g.cue, Some(Cue::Partner | Cue::Place | Cue::Programme))
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
    let abbreviation = !mention.text.is_ascii() || mention.text.chars().count() <= ABBREVIATION;
    if abbreviation && !reply.text.contains(name) {
        reply.text = format!(
            "{} {}",
            wording::short_for(&mention.text, name, question.lang),
            reply.text
        );
    }
    reply.statement = Some(at);
    Some(reply)
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
    let whose = question.text.to_lowercase().contains("whose");
    if question.has_any(&[Cue::You, Cue::Self_]) && !whose && question.groups.is_empty() && question.times.is_empty() {
        let text = wording::smalltalk(Cue::Self_, topic(engine, question.lang).as_deref(), question.lang);
        return Some(Reply::say(Kind::Smalltalk, text, 1.0));
    }
    let cue = [Cue::Self_, Cue::Thanks, Cue::Greeting, Cue::Bye]
        .into_iter()
        .find(|c| question.has(*c) && !(whose && *c == Cue::Self_));
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

/// What is asked of companies by name.
fn about_companies(
    engine: &Engine,
    question: &Question,
    named: &[EntityIx],
    (best, read): (Option<Fit>, &passage::Read),
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
    if let Some(reply) = said::kin(engine, question, named, today) {
        return Some(reply);
    }
    // "둘 중에 누가 먼저 들어갔어": each with its day.
    if named.len() > 1
        && question.has(Cue::First)
        && question.has_any(MOVES)
        && question.has_any(&[Cue::Who, Cue::Which])
    {
        return company::some(engine, question, named, today);
    }
    if let Some(reply) = first_of_all(engine, question, named) {
        return Some(reply);
    }
    let state = question.has_any(MOVES) || question.has_any(&[Cue::Stay, Cue::History]);
    // "무슨 회사야": what it does is told by its own record, and by no list that it stands in.
    if let [one] = named
        && question.has(Cue::Company)
        && question.has_any(&[Cue::What, Cue::Which])
        && !state
        && question.times.is_empty()
        && !question.plain_words().any(|g| tells(engine, g))
        && engine
            .entities
            .get(*one)
            .and_then(|e| engine.knowledge.companies.get(e.index.0))
            .is_some_and(|c| c.about.is_none())
    {
        return Some(refuse(engine, question));
    }
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    let plain: f32 = question.plain_words().map(|g| g.weight).sum();
    let rest = if total > 0.0 { plain / total } else { 0.0 };
    // "어떻게 지냈어요" asks for the history.
    let either = ["여부", "갈렸", "갈려", "갈린"]
        .iter()
        .any(|w| question.text.contains(w));
    let how = question.has(Cue::How) && !question.has(Cue::History) && !(either && state);
    // A company is not counted: "headcount of …".
    let counts = question.wants.first() == Some(&AnswerKind::Count) && !state && question.times.is_empty();
    let other_kind = how
        || counts
        || question.has_any(&[Cue::Amount, Cue::Contact, Cue::Said, Cue::Why, Cue::Office])
        || (question.has(Cue::What) || question.has(Cue::Which) && question.has(Cue::Company)) && !state;
    // A statement about the company that has the question's other words says more than its history.
    if let Some(fit) = best
        && let Some(statement) = engine.statements.all.get(fit.at)
        && (statement.about.iter().any(|a| named.contains(a))
            || matches!(statement.made, Made::Faq(_) | Made::Disagreement(_)))
        && fit.covered >= 0.85
        && (rest > 0.0 || other_kind || matches!(statement.made, Made::Faq(_)) && fit.phrase >= 0.95)
        && (!matches!(statement.made, Made::Faq(_)) || fit.phrase >= 0.75)
        && (!counts || enough(engine, question, fit))
    {
        return Some(said::statement(engine, question, fit, today));
    }
    if rest <= 0.4 && !other_kind && question.strangers.iter().all(|s| !s.like_a_name) {
        return company::some(engine, question, named, today);
    }
    // What is asked in words that tell little ("그 뒤로 어떻게 된 거예요") is told by the whole history.
    // "the Narin centre" of the Narin growth centre, by the first word of its name alone, is a place and asks no more.
    let short = company_filter::named_short(engine, question).map(|(_, at)| at);
    let place = |g: &super::question::Group| {
        short.is_some_and(|at| g.start == at || g.start == at + 1 && g.start + 1 >= question.length)
    };
    let asked_more = question.plain_words().any(|g| tells(engine, g) && !place(g));
    let verbs_alone = question
        .groups
        .iter()
        .filter(|g| g.cue.is_none() && g.terms.is_empty())
        .all(|g| g.weight <= 0.25 * engine.weight_of_unknown());
    let hard =
        how || counts || question.has_any(&[Cue::Amount, Cue::Contact, Cue::Said, Cue::Why, Cue::Office, Cue::Where]);
    if !asked_more && verbs_alone && !hard && question.strangers.iter().all(|s| !s.like_a_name) {
        // "What did … earn last year?": in English the verb that no record has is what is asked.
        let verb = question
            .groups
            .iter()
            .any(|g| g.cue.is_none() && !g.entity && g.terms.is_empty());
        if question.lang == crate::knowledge::Lang::En && question.has(Cue::What) && verb {
            return Some(refuse(engine, question));
        }
        if let ([one], true) = (named, question.has(Cue::What)) {
            return Some(engine.company_by(*one, question.lang, today));
        }
        return company::some(engine, question, named, today);
    }
    if let Some(reply) = passage::answer(engine, question, read) {
        return Some(reply);
    }
    if state && question.strangers.is_empty() && !other_kind {
        return company::some(engine, question, named, today);
    }
    None
}
