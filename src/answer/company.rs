//! One company: whether, when and where it is recorded, or all that is known of it.

use jiff::civil::Date;

use crate::knowledge::date::Bound;
use crate::knowledge::{AnswerKind, Lang, PartialDate, Presence, State};

use super::companies::place_name;
use super::company_filter::{filter, in_time, lies_in, passes, span};
use super::cues::Cue;
use super::engine::Engine;
use super::entities::EntityIx;
use super::model::Kind;
use super::question::Question;
use super::reply::Reply;
use super::statements::Made;
use super::wording;

/// One company, as asked for in words: whether, when, where it is, or all that is known.
pub(crate) fn one(engine: &Engine, question: &Question, company: EntityIx, today: Date) -> Option<Reply> {
    let record = engine
        .entities
        .get(company)
        .and_then(|e| engine.knowledge.companies.get(e.index.0))?;
    let lang = question.lang;
    let mut all: Vec<&Presence> = engine
        .knowledge
        .presences
        .iter()
        .filter(|p| p.companies.contains(&record.id))
        .collect();
    all.sort_by_key(|p| (p.date.last(), p.date.first()));
    if all.is_empty() {
        return None;
    }
    let mut filter = filter(engine, question);
    if filter.states == [State::Present, State::Entered, State::Extended] {
        filter.states.push(State::Selected);
    }
    let span = span(question);
    // "센터에 뽑힌 건가요, 아니면 사무실만 간 건가요": all that is known tells which.
    // "2022년에 뽑히고 2023년에는 어떻게 됐나요": so it does of what became of it.
    let several = question.times.len() >= 2;
    let which = is_one_or_the_other(question) || several && question.has_any(&[Cue::History, Cue::How]);
    // "2022년에 뽑혀 2023년에 연장됐나요" asks about the last of them.
    if let (true, Some(last)) = (several && question.wants(AnswerKind::Whether), question.times.last()) {
        filter.time = Some(last.date);
    }
    let narrowed = !which
        && (!filter.states.is_empty()
            || filter.place.is_some()
            || filter.time.is_some()
            || filter.help.is_some()
            || filter.through.is_some());
    let mut found: Vec<&Presence> = all
        .iter()
        .copied()
        .filter(|p| which || passes(engine, p, &filter, span))
        .collect();
    let name = record.name.get(lang);
    let whether = question.wants(AnswerKind::Whether) && !is_no_plain_yes_or_no(question);
    let mut yes_no = String::new();
    // What is so today no record tells: the newest is said, and that nothing later is known.
    let now = question.has_any(&[Cue::Now, Cue::Latest]) && filter.time.is_none();
    let mut missing = false;
    let mut kin_lines: Vec<String> = Vec::new();
    let mut kin_sources: Vec<(Vec<crate::knowledge::Id>, Option<String>, String)> = Vec::new();
    if found.is_empty() && narrowed {
        missing = true;
        let opposite = match filter.states.as_slice() {
            [State::Extended] => Some(State::NotExtended),
            [State::NotExtended] => Some(State::Extended),
            _ => None,
        };
        let opposed: Vec<&Presence> = all
            .iter()
            .copied()
            .filter(|p| Some(p.state) == opposite && filter.time.as_ref().is_none_or(|t| in_time(p, t, span)))
            .collect();
        if opposed.is_empty() {
            let place = filter.place.as_deref().map(|p| place_name(engine, p, lang));
            yes_no = wording::no_record(
                name,
                filter.time.as_ref(),
                place,
                wording::states_wanted(&filter.states, lang),
                lang,
            );
            found = all.clone();
            // A company abroad is not its parent: where the record is the other's, that is said.
            let kin = engine.knowledge.companies.iter().filter(|c| {
                c.id != record.id
                    && (c.part_of.as_deref() == Some(record.id.as_str())
                        || record.part_of.as_deref() == Some(c.id.as_str()))
            });
            for other in kin {
                let theirs: Vec<&Presence> = engine
                    .knowledge
                    .presences
                    .iter()
                    .filter(|p| p.companies.contains(&other.id) && passes(engine, p, &filter, span))
                    .collect();
                if let Some(presence) = theirs.first() {
                    kin_lines.push(sentence(engine, presence, other.name.get(lang), true, lang));
                    kin_sources.push((
                        presence.sources.clone(),
                        presence.quote.clone(),
                        other.name.get(lang).to_owned(),
                    ));
                }
            }
        } else {
            yes_no = wording::no(lang).to_owned();
            found = opposed;
        }
    } else if whether && narrowed && !now {
        yes_no = wording::yes(lang).to_owned();
    }
    let here = found.last().copied().filter(|_| filter.place.is_some() && !missing);
    if found.is_empty()
        || !missing
            && filter.time.is_none()
            && !question.has_any(&[Cue::Extended, Cue::Considering, Cue::Planned, Cue::Selected])
    {
        // What else is recorded of it belongs to the answer: a plan that came before, an extension that came after.
        let rest: Vec<&Presence> = all
            .iter()
            .copied()
            .filter(|p| !found.iter().any(|f| f.id == p.id))
            .collect();
        if filter.place.as_deref().is_none_or(|place| {
            found.is_empty()
                || rest
                    .iter()
                    .all(|p| p.place == place || lies_in(engine, &p.place, place))
        }) {
            found.clone_from(&all);
        }
    }
    let mut lines: Vec<String> = Vec::new();
    let when = question.wants(AnswerKind::When) && !missing;
    let _ = (when, today);
    if now {
        // The newest of the place asked about, and what came later elsewhere.
        let last = all.last().copied();
        let later = last.filter(|l| {
            here.is_none_or(|h| l.id != h.id && l.date.bound() == Bound::At && l.date.first() > h.date.last())
        });
        found = here.into_iter().chain(later).collect();
    }
    let most = if missing { 3 } else { 5 };
    let shown: Vec<&Presence> = if found.len() > most {
        found.iter().rev().take(most).rev().copied().collect()
    } else {
        found.clone()
    };
    for presence in &shown {
        lines.push(sentence(engine, presence, name, lines.is_empty(), lang));
    }
    let mut text = if yes_no.is_empty() {
        String::new()
    } else {
        format!("{yes_no} ")
    };
    if missing && !yes_no.is_empty() && found.len() == all.len() {
        text.push_str(wording::but_known(lang));
        text.push(' ');
    }
    kin_lines.extend(lines);
    text.push_str(&kin_lines.join(" "));
    if now {
        text.push(' ');
        text.push_str(wording::nothing_later(lang));
    }
    let mut reply = Reply::say(Kind::Answer, String::new(), 0.94);
    for (sources, quote, name) in &kin_sources {
        if let Some(source) = sources.first() {
            reply.cite(engine, source, quote.as_deref(), std::slice::from_ref(name), lang);
        }
    }
    for presence in &shown {
        for source in presence.sources.iter().take(1) {
            reply.cite(
                engine,
                source,
                presence.quote.as_deref(),
                &[record.name.get(lang).to_owned()],
                lang,
            );
        }
    }
    // Where sources differ about this company, that is said with it.
    if !question.has_any(&[Cue::Extended, Cue::Considering]) {
        for disagreement in engine
            .knowledge
            .disagreements
            .iter()
            .filter(|d| d.about.contains(&record.id))
            .take(1)
        {
            let touched = disagreement
                .claims
                .iter()
                .flat_map(|c| &c.sources)
                .any(|s| shown.iter().any(|p| p.sources.contains(s)));
            if touched {
                text.push(' ');
                text.push_str(disagreement.text.get(lang));
                for claim in &disagreement.claims {
                    for source in claim.sources.iter().take(1) {
                        reply.cite(
                            engine,
                            source,
                            claim.quote.as_deref(),
                            &[record.name.get(lang).to_owned()],
                            lang,
                        );
                    }
                }
            }
        }
    }
    // To what became of it belongs what else is known of it alone.
    if !missing && question.has(Cue::History) && shown.len() < 4 {
        let facts = engine.statements.all.iter().filter(|s| {
            let companies = s.about.iter().filter(|ix| {
                engine
                    .entities
                    .get(**ix)
                    .is_some_and(|e| matches!(e.role, super::entities::Role::Company))
            });
            matches!(s.made, Made::Fact(_)) && s.about.contains(&company) && companies.count() == 1
        });
        for fact in facts.take(2) {
            let more = super::said::of(engine, fact, lang, today);
            text.push('\n');
            text.push_str(&more.text);
            for evidence in more.evidence {
                if !reply.evidence.iter().any(|e| e.id == evidence.id) {
                    reply.evidence.push(evidence);
                }
            }
        }
    }
    reply.text = text;
    reply.about = vec![company];
    Some(reply)
}

/// What one presence says of one company, as a sentence. The name is said in the first one only.
fn sentence(engine: &Engine, presence: &Presence, name: &str, first: bool, lang: Lang) -> String {
    let place = engine.knowledge.places.iter().find(|p| p.id == presence.place);
    let help: Vec<&str> = presence
        .help
        .iter()
        .filter_map(|h| engine.knowledge.partners.iter().find(|p| p.id == *h))
        .map(|p| p.name.get(lang))
        .collect();
    let seen = presence
        .sources
        .first()
        .and_then(|s| engine.knowledge.sources.get(s))
        .and_then(|s| s.published);
    wording::presence(&wording::Presented {
        name,
        first,
        place: place.map_or("", |p| p.name.get(lang)),
        verb: place.and_then(|p| p.verb.as_ref()),
        state: presence.state,
        date: presence.date,
        from: presence.from,
        help: &help,
        seen,
        lang,
    })
}

/// Several companies named together: a sentence or two for each.
pub(crate) fn some(engine: &Engine, question: &Question, companies: &[EntityIx], today: Date) -> Option<Reply> {
    let mut whole: Option<Reply> = None;
    for company in companies.iter().take(3) {
        let Some(reply) = one(engine, question, *company, today) else {
            continue;
        };
        match &mut whole {
            None => whole = Some(reply),
            Some(first) => {
                first.text.push('\n');
                first.text.push_str(&reply.text);
                first.evidence.extend(reply.evidence);
                first.about.extend(reply.about);
                first.as_of = first.as_of.max_by_last(reply.as_of);
            }
        }
    }
    whole
}

trait MaxByLast {
    fn max_by_last(self, other: Self) -> Self;
}

impl MaxByLast for Option<PartialDate> {
    fn max_by_last(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(if a.last() >= b.last() { a } else { b }),
            (a, b) => a.or(b),
        }
    }
}

/// Whether two things are set against each other, of which one is to be told.
fn is_one_or_the_other(question: &Question) -> bool {
    let text = question.text.to_lowercase();
    let not = ["or not", "or no ", "or what"].iter().any(|w| text.contains(w));
    text.contains("아니면") || text.contains(" or ") && !not
}

/// Whether a yes would say more than the record does: where it is asked whether things went as planned, or which of two it was.
fn is_no_plain_yes_or_no(question: &Question) -> bool {
    let text = question.text.to_lowercase();
    let as_planned = [
        "supposed",
        "as planned",
        "on time",
        "on schedule",
        "예정대로",
        "계획대로",
        "제때",
        "원래대로",
        "약속대로",
    ];
    let ends = [
        "나",
        "나요",
        "는지",
        "인지",
        "인가",
        "인가요",
        "냐",
        "까",
        "까요",
        "건가",
        "건가요",
    ];
    let asked = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() >= 2 && ends.iter().any(|e| w.ends_with(e)))
        .count();
    as_planned.iter().any(|w| text.contains(w)) || asked >= 2
}
