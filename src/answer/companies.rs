//! Companies in places: lists and counts of them, and one company's whole history.

use crate::knowledge::{AnswerKind, Lang, PartialDate, Presence, State, Text};

use super::company_filter::{Span, Which, filter, matching, passes, span};
use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::model::{CompanyFilter, Kind, Reason};
use super::question::Question;
use super::reply::Reply;
use super::thesaurus::Thesaurus;
use super::time::{Relative, Time};
use super::wording;

fn company_name<'a>(engine: &'a Engine, id: &str, lang: Lang) -> &'a str {
    let company = engine
        .knowledge
        .companies
        .iter()
        .find(|c| c.id == id)
        .map(|c| c.name.get(lang));
    company
        .or_else(|| {
            engine
                .knowledge
                .partners
                .iter()
                .find(|p| p.id == id)
                .map(|p| p.name.get(lang))
        })
        .unwrap_or_default()
}

pub(crate) fn place_name<'a>(engine: &'a Engine, id: &str, lang: Lang) -> &'a str {
    engine
        .knowledge
        .places
        .iter()
        .find(|p| p.id == id)
        .map_or("", |p| p.name.get(lang))
}

pub(crate) fn names(engine: &Engine, presence: &Presence, lang: Lang) -> Vec<String> {
    let companies = presence
        .companies
        .iter()
        .map(|id| company_name(engine, id, lang).to_owned());
    companies.collect()
}

/// "What does the association do for them": what somebody does is no list of whom it is done for.
fn what_it_does(lower: &str) -> bool {
    ["what does ", "what do ", "what did ", "what can "]
        .iter()
        .any(|start| lower.starts_with(start))
        && lower
            .split(|c: char| !c.is_alphanumeric())
            .skip(2)
            .any(|word| word == "do")
}

/// "회사임?": whether it is one is asked, not which ones there are.
fn is_it_a_company(question: &Question, compact: &str) -> bool {
    let end = compact.trim_end_matches(|c: char| !c.is_alphanumeric());
    let asks = ["회사", "기업", "업체"].iter().any(|what| {
        [
            "임",
            "야",
            "인가요",
            "인가",
            "예요",
            "에요",
            "이에요",
            "인거",
            "인건가요",
        ]
        .iter()
        .any(|verb| end.strip_suffix(verb).is_some_and(|rest| rest.ends_with(what)))
    });
    asks && !question.has_any(&[Cue::Which, Cue::Who, Cue::List, Cue::Count, Cue::Where]) && !question.has_any(MOVES)
}

/// Whether a question asks for companies, and which ones, rather than for one of them or for something else.
pub(crate) fn is_a_list(engine: &Engine, question: &Question) -> bool {
    if engine.knowledge.presences.is_empty() || !question.named(engine, Role::Company).is_empty() {
        return false;
    }
    // An institution that neither helped nor stands in any list is asked about itself: "NEBS 회원 수".
    let presences = &engine.knowledge.presences;
    let apart = question.named(engine, Role::Partner).into_iter().any(|ix| {
        engine.entities.get(ix).is_some_and(|e| {
            !presences.iter().any(|p| {
                p.help.contains(&e.id) || p.partners.contains(&e.id) || {
                    let run_by = |through: &String| {
                        let mut programmes = engine.knowledge.programmes.iter();
                        programmes.any(|g| {
                            (g.id == *through || g.calls.iter().any(|c| c.id == *through)) && g.run_by.contains(&e.id)
                        })
                    };
                    p.through.as_ref().is_some_and(run_by)
                }
            })
        })
    });
    if apart && question.mentions.len() == 1 {
        return false;
    }
    // Points, floors, sums and days are no companies; nor are an association's members its tenants.
    let counted = ["점", "평", "층", "원", "달러", "일", "시간"];
    if question.counter.as_deref().is_some_and(|c| counted.contains(&c)) {
        return false;
    }
    let members = ["회원사가", "회원사는", "회원사 ", "회원 수", "회원이"]
        .iter()
        .any(|w| question.text.contains(w));
    if members && question.wants(AnswerKind::Count) && !question.has_any(MOVES) {
        return false;
    }
    // What is done for companies, and what a company can do, is no list of them.
    let compact: String = question.text.chars().filter(|c| !c.is_whitespace()).collect();
    if question.has_any(&[Cue::What, Cue::How]) && ["한테", "에게"].iter().any(|w| compact.contains(w))
        || compact.contains("수있나") && !question.has_any(&[Cue::Which, Cue::Who, Cue::List, Cue::Count])
        || compact.contains("수있어") && !question.has_any(&[Cue::Which, Cue::Who, Cue::List, Cue::Count, Cue::Where])
        || question.text.to_lowercase().starts_with("what's in it")
        || is_it_a_company(question, &compact)
        // "협회가 뭘로 도와줘요": what is given, and not to whom.
        || ["뭘로도", "뭐로도", "무엇으로도", "뭘도와", "뭐도와", "무엇을도와", "어떤도움을", "무슨도움을"].iter().any(|w| compact.contains(w))
        // "회원사 아니어도 되나": whether one may without being it.
        || ["아니어도", "아니라도", "아녀도", "없어도"].iter().any(|w| compact.contains(w))
        // "누가 굴려": who does something else than moving in.
        || compact.contains("누가") && !compact.contains("누가있") && !question.has_any(MOVES)
        || what_it_does(&question.text.to_lowercase())
    {
        return false;
    }
    let state = question.has(Cue::Stay) || question.has_any(MOVES);
    let about_a_call = question.has_any(&[Cue::Call, Cue::Support, Cue::Office, Cue::Part, Cue::Source]);
    let stays = question.has(Cue::Stay) && !question.has_any(MOVES);
    let who_came = question.has(Cue::Who) && question.has_any(&[Cue::Enter, Cue::Selected]);
    if about_a_call
        && !(state
            && !stays
            && (who_came
                || which_of_them(question).is_some()
                || question.has_any(&[Cue::Company, Cue::Things, Cue::Help])))
    {
        return false;
    }
    // "어디에 있나요" asks where something is, not who is in it.
    let state = state && (question.has_any(&[Cue::Company, Cue::Things]) || question.has_any(MOVES));
    // A question word alone asks for companies only where it asks for nothing else: "누가 입주했나요?"
    let asked = question.has_any(&[Cue::Company, Cue::Things])
        || which_of_them(question).is_some() && question.has_any(MOVES)
        || question.plain_words().next().is_none()
            && (question.wants(AnswerKind::Count) || question.has_any(&[Cue::Where, Cue::Who, Cue::List]))
        || !question.plain_words().any(|g| Thesaurus::get().tells(&g.text) > 0.2)
            && question.has_any(&[Cue::Who, Cue::List]);
    let other = question.wants(AnswerKind::When)
        || question.has_any(&[
            Cue::Amount,
            Cue::How,
            Cue::Why,
            Cue::Duration,
            Cue::Contact,
            Cue::Said,
            Cue::Criterion,
            Cue::Deadline,
            Cue::Define,
        ]);
    // "2022년 명단": the names of a year, where nothing else is said of them.
    let of_a_year = question.has(Cue::List)
        && !question.times.is_empty()
        && !question.plain_words().any(|g| Thesaurus::get().tells(&g.text) > 0.2)
        && question.mentions.iter().all(|m| {
            let place = |ix: &EntityIx| {
                engine
                    .entities
                    .get(*ix)
                    .is_some_and(|e| matches!(e.role, Role::Place | Role::Programme | Role::Call))
            };
            m.candidates.iter().all(place)
        });
    if of_a_year && !other && !about_a_call {
        return true;
    }
    asked
        && !other
        && (state
            || question.has(Cue::Company) && (question.wants(AnswerKind::List) || question.wants(AnswerKind::Count)))
}

/// What a question calls those it asks for, by whatever word: "which studios stayed on", "어떤 제작사가 연장됐어요".
fn which_of_them(question: &Question) -> Option<&super::question::Group> {
    let (_, at) = question.cues.iter().find(|(cue, _)| *cue == Cue::Which)?;
    let mut plain = question.plain_words().filter(|g| Thesaurus::get().tells(&g.text) > 0.2);
    let only = plain.next().filter(|g| g.start > *at && g.start <= at + 3)?;
    // In Korean it stands as what something is said of; "어떤 지원을" is what is got.
    let subject = question.lang == Lang::En
        || ["가", "이", "들", "은", "는"]
            .iter()
            .any(|p| question.text.to_lowercase().contains(&format!("{}{p}", only.text)));
    (subject && plain.next().is_none()).then_some(only)
}

/// How much of the question's weight is neither a name nor a word of lists like these. A word of a presence's own name is one.
pub(crate) fn left_over(engine: &Engine, question: &Question) -> f32 {
    let total: f32 = question.groups.iter().map(|g| g.weight).sum();
    if total <= 0.0 {
        return 0.0;
    }
    let moves = question.has(Cue::Stay) || question.has_any(MOVES);
    let presence_words = |text: &str| engine.words_of_lists().contains(text);
    let named_by = which_of_them(question).map(|g| g.start);
    // "그 신문에 적힌 네 회사": who wrote it says nothing of who is asked for.
    let published = |text: &str| {
        let compact = |name: &str| -> String {
            crate::korean::fold(name)
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect()
        };
        text.chars().count() >= 2
            && engine
                .knowledge
                .sources
                .values()
                .any(|s| compact(&s.publisher.ko) == text)
    };
    let left: f32 = question
        .groups
        .iter()
        .filter(|g| Some(g.start) != named_by)
        .filter(|g| {
            !g.entity
                && !matches!(
                    g.cue,
                    Some(
                        Cue::Company
                            | Cue::Enter
                            | Cue::Planned
                            | Cue::Considering
                            | Cue::Selected
                            | Cue::Extended
                            | Cue::New
                            | Cue::Help
                            | Cue::Support
                            | Cue::Programme
                            | Cue::Place
                            | Cue::Call
                    )
                )
        })
        .filter(|g| !published(&g.text))
        .filter(|g| {
            !presence_words(&g.text) && !["이름", "명칭", "명단", "names"].iter().any(|w| g.text.starts_with(w))
        })
        .filter(|g| !g.text.chars().all(char::is_numeric))
        // A verb nobody listed tells little beside one that is; alone it may turn the question around ("짤린 회사").
        .filter(|g| !(moves && g.terms.is_empty() && g.weight < 0.3 * engine.weight_of_unknown()))
        .filter(|g| !(moves && Thesaurus::get().tells(engine.terms.listed(&g.text)) <= 0.5))
        .map(|g| g.weight)
        .sum();
    left / total
}

/// A list of companies, as asked for in words.
pub(crate) fn list(engine: &Engine, question: &Question) -> Reply {
    let mut filter = filter(engine, question);
    // Companies of no state in particular are those that were in, not those that only thought of it or had to leave.
    if filter.states.is_empty() {
        filter.states = vec![State::Present, State::Entered, State::Extended, State::Selected];
    }
    let mut span = span(question);
    // "2022년 3월부터 입주하기로 선정된": since then, for those that came at that very time.
    if span == Span::Since
        && filter.time.is_some_and(|t| {
            let open = CompanyFilter {
                time: None,
                ..filter.clone()
            };
            engine
                .knowledge
                .presences
                .iter()
                .any(|p| p.from.is_some_and(|f| f == t) && passes(engine, p, &open, Span::Then))
        })
    {
        span = Span::Then;
    }
    let counted = question.wants(AnswerKind::Count);
    let mut reply = list_of(
        engine,
        &filter,
        span,
        counted,
        question.lang,
        if question.has_any(&[Cue::Now, Cue::Latest]) {
            Which::Newest
        } else if question.has(Cue::First) {
            Which::Earliest
        } else {
            Which::All
        },
    );
    if reply.kind == Kind::NoAnswer
        && let Some(time) = question.times.first()
        && let Relative::Years(_) = time.relative
    {
        reply.text = format!("{} {}", wording::relative_read(&time.date, question.lang), reply.text);
        if let Some(read) = by_the_sources(engine, &filter, time, question.lang) {
            reply = Reply {
                text: format!("{} {}", reply.text, read.text),
                ..read
            };
        }
    }
    reply
}

/// What a relative time means read by the day a source was published, where a record fits it so. The newest such source counts.
fn by_the_sources(engine: &Engine, filter: &CompanyFilter, time: &Time, lang: Lang) -> Option<Reply> {
    let mut read: Vec<(PartialDate, PartialDate, &Presence)> = Vec::new();
    for presence in &engine.knowledge.presences {
        let published = presence
            .sources
            .first()
            .and_then(|s| engine.knowledge.sources.get(s))
            .and_then(|s| s.published);
        if let Some(published) = published
            && let Some(date) = time.read_by(published.first())
            && date != time.date
            && passes(
                engine,
                presence,
                &CompanyFilter {
                    time: Some(date),
                    ..filter.clone()
                },
                Span::Then,
            )
            && presence.date.first() >= date.first()
            && presence.date.last() <= date.last()
        {
            read.push((published, date, presence));
        }
    }
    let (published, date, presence) = read.into_iter().max_by_key(|(published, ..)| published.last())?;
    let names = names(engine, presence, lang);
    let text = format!(
        "{} {}",
        wording::read_by_source(&published, &date, lang),
        wording::list_line(presence, &names, lang)
    );
    let mut reply = Reply::say(Kind::Answer, text, 0.8);
    for source in presence.sources.iter().take(1) {
        reply.cite(engine, source, presence.quote.as_deref(), &names, lang);
    }
    reply.items = names;
    Some(reply)
}

/// A list of companies by a filter.
pub(crate) fn list_of(
    engine: &Engine,
    filter: &CompanyFilter,
    span: Span,
    counted: bool,
    lang: Lang,
    which: Which,
) -> Reply {
    let mut found = matching(engine, filter, span);
    if which == Which::Earliest {
        let first = found.iter().map(|p| p.date.last()).min();
        found.retain(|p| Some(p.date.last()) == first);
    }
    let newest_only = which == Which::Newest;
    if newest_only && filter.time.is_none() {
        let year = found.iter().map(|p| p.date.year()).max();
        found.retain(|p| Some(p.date.year()) == year);
    }
    if found.is_empty() {
        return none_of(engine, filter, lang);
    }
    let mut items: Vec<String> = Vec::new();
    for presence in &found {
        for name in names(engine, presence, lang) {
            if !items.contains(&name) {
                items.push(name);
            }
        }
    }
    let mut reply = Reply::say(
        if items.is_empty() { Kind::Answer } else { Kind::List },
        String::new(),
        0.95,
    );
    if counted && found.len() == 1 {
        reply.kind = Kind::Answer;
    }
    reply.text = match found.as_slice() {
        [one] => one_presence(engine, one, lang),
        several => several_presences(engine, several, items.len(), lang, newest_only),
    };
    for presence in &found {
        // In both languages: the document may be written in the other one.
        let hints: Vec<String> = [Lang::Ko, Lang::En]
            .into_iter()
            .flat_map(|lang| names(engine, presence, lang).into_iter().take(6))
            .collect();
        for source in presence.sources.iter().take(1) {
            reply.cite(engine, source, presence.quote.as_deref(), &hints, lang);
        }
        if reply.evidence.len() >= 6 {
            break;
        }
    }
    if let [one] = found.as_slice() {
        for source in one.sources.iter().skip(1).take(2) {
            let hints: Vec<String> = names(engine, one, lang);
            reply.cite(engine, source, None, &hints, lang);
        }
    }
    reply.items = items;
    reply
}

/// A list as one source gives it.
pub(crate) fn list_of_one(engine: &Engine, presence: &Presence, lang: Lang) -> Reply {
    let mut reply = Reply::say(Kind::List, one_presence(engine, presence, lang), 0.8);
    reply.items = names(engine, presence, lang);
    for source in presence.sources.iter().take(1) {
        let hints = reply.items.clone();
        reply.cite(engine, source, presence.quote.as_deref(), &hints, lang);
    }
    reply.as_of = Some(presence.date);
    reply
}

fn one_presence(engine: &Engine, presence: &Presence, lang: Lang) -> String {
    let names = names(engine, presence, lang);
    let mut text = wording::list_line(presence, &names, lang);
    // A note that only counts what was just counted says nothing new.
    let told = |note: &Text| {
        !presence.complete
            && presence
                .total
                .as_ref()
                .is_some_and(|t| note.get(lang).contains(t.get(lang)))
            && note.get(lang).contains(&names.len().to_string())
    };
    if let Some(note) = presence.note.as_ref().filter(|n| !told(n)) {
        text.push(' ');
        text.push_str(note.get(lang));
    }
    let _ = engine;
    text
}

fn several_presences(engine: &Engine, found: &[&Presence], distinct: usize, lang: Lang, newest: bool) -> String {
    let mut lines = vec![wording::several(distinct, newest, lang)];
    // At most six lines of text: the newest are shown where there are more.
    let shown = found.iter().rev().take(5).collect::<Vec<_>>();
    for presence in shown.iter().rev() {
        let names = names(engine, presence, lang);
        lines.push(format!("- {}", wording::short_line(presence, &names, lang)));
    }
    lines.join("\n")
}

/// What is said where no presence passes.
fn none_of(engine: &Engine, filter: &CompanyFilter, lang: Lang) -> Reply {
    let last = engine.knowledge.presences.iter().max_by_key(|p| p.date.last());
    let what = wording::states_wanted(&filter.states, lang);
    let place = filter.place.as_deref().map(|p| place_name(engine, p, lang));
    let help = filter
        .help
        .as_deref()
        .and_then(|h| engine.knowledge.partners.iter().find(|p| p.id == h))
        .map(|p| p.name.get(lang));
    let mut text = wording::no_such_list(filter.time.as_ref(), place, help, what, lang);
    if let Some(last) = last {
        text.push(' ');
        text.push_str(&wording::last_known(&last.name, &last.date, lang));
    }
    let mut reply = Reply::refuse(Reason::NotInKnowledge, text);
    reply.as_of = engine.newest;
    reply
}
