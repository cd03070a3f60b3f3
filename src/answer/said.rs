//! Replies made of statements: the record's sentence, what it rests on, and what has to be said with it today.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Call, Lang, PartialDate};

use super::cues::Cue;
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::model::{Kind, Reason};
use super::question::Question;
use super::reply::Reply;
use super::statements::{Fit, Made, Statement};
use super::time::Relative;
use super::wording;

/// The reply that a statement makes.
pub(crate) fn statement(engine: &Engine, question: &Question, fit: Fit, today: Date) -> Reply {
    let Some(statement) = engine.statements.all.get(fit.at) else {
        return super::unknown::refuse(engine, question);
    };
    let lang = question.lang;
    if let Made::Unknown(_) = statement.made {
        let mut reply = Reply::refuse(Reason::NotInKnowledge, statement.text.get(lang));
        reply.as_of = engine.newest;
        reply.statement = Some(fit.at);
        return reply;
    }
    let mut reply = of(engine, statement, lang, today);
    reply.confidence = (0.5 + fit.score / 2.0).clamp(0.0, 0.99);
    reply.statement = Some(fit.at);
    // "그 약칭이 뭐예요": nobody asked whether.
    if matches!(statement.made, Made::Faq(_))
        && question.wants.first() == Some(&AnswerKind::What)
        && !question.wants(AnswerKind::Whether)
    {
        let plain = ["네, ", "네. ", "Yes. ", "Yes: ", "Yes, "]
            .iter()
            .find_map(|yes| reply.text.strip_prefix(yes))
            .map(|rest| {
                let mut letters = rest.chars();
                letters
                    .next()
                    .map(|c| c.to_uppercase().collect::<String>() + letters.as_str())
            });
        if let Some(Some(plain)) = plain {
            reply.text = plain;
        }
    }
    // Whether, why and how are answered by a sentence, whatever else it lists.
    let sentence = [AnswerKind::Whether, AnswerKind::Why, AnswerKind::How, AnswerKind::When];
    if !question.wants(AnswerKind::List) && question.wants.first().is_some_and(|w| sentence.contains(w)) {
        reply.kind = Kind::Answer;
    }
    // How to apply, and whether one may, is no longer so once the call is over.
    if matches!(statement.made, Made::Fact(_) | Made::Support(..) | Made::Faq(_))
        && question.has_any(&[Cue::How, Cue::Open, Cue::Call])
        && question.times.is_empty()
    {
        let calls = engine
            .knowledge
            .programmes
            .iter()
            .flat_map(|p| p.calls.iter().map(move |c| (p, c)));
        let mut over = calls.filter(|(_, c)| {
            engine
                .entities
                .by_id(&c.id)
                .is_some_and(|ix| statement.about.contains(&ix))
        });
        if let Some((programme, call)) = over.next_back().filter(|(_, c)| is_over(c, today)) {
            reply.text.push(' ');
            reply
                .text
                .push_str(&wording::of_a_call_over(call, is_latest(&programme.calls, call), lang));
        }
    }
    differing(engine, question, statement, &mut reply);
    if let Some(time) = of_another_year(engine, question, statement) {
        // What is said of another time says no yes to this one.
        let told = ["네, ", "네. ", "예, ", "Yes, ", "Yes. ", "Yes: "]
            .iter()
            .find_map(|yes| reply.text.strip_prefix(yes))
            .unwrap_or(&reply.text);
        reply.text = format!("{} {told}", wording::nothing_of_that_year(&time, lang));
    }
    reply
}

/// The year a question names, where the statement tells of other years alone.
fn of_another_year(engine: &Engine, question: &Question, statement: &Statement) -> Option<PartialDate> {
    let [time] = question.times.as_slice() else {
        return None;
    };
    // "올해" may be the source's own; a year that no source had reached is not.
    let past_all = engine.newest.is_some_and(|newest| time.date.year() > newest.year());
    let relative = !matches!(time.relative, Relative::Absolute) && !past_all;
    let whole = time.since || time.before || relative;
    if whole
        || matches!(
            statement.made,
            Made::Disagreement(_) | Made::Person(..) | Made::Partners
        )
    {
        return None;
    }
    let year = time.date.year().to_string();
    let texts = [Lang::Ko, Lang::En].map(|lang| statement.text.get(lang));
    let told: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_ascii_digit()))
        .filter(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
        .collect();
    let dated = statement.date.is_some_and(|d| d.overlaps(&time.date));
    // What is asked by that year ("the 2023 call, published in 2022") is of it.
    let term = engine.terms.find(&super::statements::year_text(time.date.year()));
    let asked_by = term.is_some_and(|t| statement.phrases.iter().any(|p| p.contains(&t)));
    let about = statement.about.iter().filter_map(|ix| engine.entities.get(*ix));
    let named = about.into_iter().any(|e| e.name.ko.contains(year.as_str()));
    (!told.is_empty() && !told.contains(&year.as_str()) && !dated && !asked_by && !named).then_some(time.date)
}

/// The reply that a statement makes, whatever was asked.
pub(crate) fn of(engine: &Engine, statement: &Statement, lang: Lang, today: Date) -> Reply {
    let kind = if statement.items.is_empty() {
        Kind::Answer
    } else {
        Kind::List
    };
    let mut reply = Reply::say(kind, statement.text.get(lang), 0.9);
    reply.items = statement.items.iter().map(|i| i.get(lang).to_owned()).collect();
    reply.about.clone_from(&statement.about);
    // In both languages: the document may be written in the other one.
    let mut hints: Vec<String> = Vec::new();
    for lang in [lang, Lang::Ko, Lang::En] {
        hints.extend(statement.items.iter().map(|i| i.get(lang).to_owned()));
        hints.extend(statement.text.get(lang).split_whitespace().map(str::to_owned));
    }
    hints.sort_unstable();
    hints.dedup();
    for source in &statement.sources {
        let quote = if reply.evidence.is_empty() {
            statement.quote.as_deref()
        } else {
            None
        };
        reply.cite(engine, source, quote, &hints, lang);
    }
    match statement.made {
        Made::CallDates(i, j) | Made::CallField(i, j) => {
            if let Some(programme) = engine.knowledge.programmes.get(i)
                && let Some(call) = programme.calls.get(j)
                && is_over(call, today)
            {
                let latest = is_latest(&programme.calls, call);
                reply.text.push(' ');
                if matches!(statement.made, Made::CallDates(..)) {
                    reply.text.push_str(wording::call_over(latest, lang));
                } else {
                    reply.text.push_str(&wording::of_a_call_over(call, latest, lang));
                }
            }
        }
        Made::Disagreement(i) => {
            if let Some(disagreement) = engine.knowledge.disagreements.get(i) {
                for claim in &disagreement.claims {
                    reply.text.push_str("\n- ");
                    reply.text.push_str(claim.text.get(lang));
                    let hints: Vec<String> = claim.text.get(lang).split_whitespace().map(str::to_owned).collect();
                    for source in &claim.sources {
                        reply.cite(engine, source, claim.quote.as_deref(), &hints, lang);
                    }
                }
            }
        }
        Made::Calls(i) | Made::Criteria(i) => {
            if let Some(programme) = engine.knowledge.programmes.get(i)
                && let Some(last) = programme.calls.iter().max_by_key(|c| c.until.map(|u| u.last()))
                && is_over(last, today)
            {
                reply.text.push(' ');
                reply.text.push_str(&wording::of_a_call_over(last, true, lang));
            }
        }
        Made::Faq(i) => {
            if let Some(faq) = engine.knowledge.faqs.get(i)
                && let Some(until) = faq.valid_until
                && until.last() < today
            {
                reply.text.push(' ');
                reply.text.push_str(&wording::valid_until(&until, lang));
            }
        }
        _ => {}
    }
    if let Some(date) = statement.date
        && reply.as_of.is_none()
    {
        reply.as_of = Some(date);
    }
    reply
}

fn is_over(call: &Call, today: Date) -> bool {
    call.until.is_some_and(|until| until.last() < today)
}

fn is_latest(calls: &[Call], call: &Call) -> bool {
    calls
        .iter()
        .filter_map(|c| c.until)
        .all(|until| call.until.is_some_and(|own| own.last() >= until.last()))
}

/// Where sources differ about what the statement says, all are shown.
fn differing(engine: &Engine, question: &Question, statement: &Statement, reply: &mut Reply) {
    if matches!(statement.made, Made::Disagreement(_)) {
        return;
    }
    let asked: Vec<u32> = question.groups.iter().flat_map(|g| g.terms.iter().copied()).collect();
    for (i, other) in engine
        .statements
        .all
        .iter()
        .enumerate()
        .filter(|(_, s)| matches!(s.made, Made::Disagreement(_)))
    {
        let touched = other.phrases.iter().skip(1).any(|phrase| {
            let all: f32 = phrase.iter().map(|t| engine.weight(*t)).sum();
            let said: f32 = phrase
                .iter()
                .filter(|t| asked.contains(t))
                .map(|t| engine.weight(*t))
                .sum();
            all > 0.0 && said / all >= 0.99
        });
        let same_source = statement.sources.iter().any(|s| match other.made {
            Made::Disagreement(d) => engine
                .knowledge
                .disagreements
                .get(d)
                .is_some_and(|d| d.claims.iter().any(|c| c.sources.contains(s))),
            _ => false,
        });
        // Where it is about companies, one of them has to be asked about.
        let companies: Vec<EntityIx> = other
            .about
            .iter()
            .copied()
            .filter(|a| engine.entities.get(*a).is_some_and(|e| e.role == Role::Company))
            .collect();
        let meant = companies.is_empty()
            || companies
                .iter()
                .any(|c| question.mentions.iter().any(|m| m.candidates.contains(c)));
        if touched && same_source && meant {
            let more = of(engine, other, reply_lang(question), Date::constant(1, 1, 1));
            let _ = i;
            reply.text.push('\n');
            reply.text.push_str(&more.text);
            for evidence in more.evidence {
                if !reply.evidence.iter().any(|e| e.id == evidence.id) {
                    reply.evidence.push(evidence);
                }
            }
            return;
        }
    }
}

fn reply_lang(question: &Question) -> Lang {
    question.lang
}

/// A company's stock code or its name in the other language, where that is asked.
pub(crate) fn company_field(engine: &Engine, question: &Question, named: &[EntityIx]) -> Option<Reply> {
    let lang = question.lang;
    let company = named
        .first()
        .and_then(|ix| engine.entities.get(*ix))
        .and_then(|e| engine.knowledge.companies.get(e.index.0))?;
    let words: String = question.text.to_lowercase().split_whitespace().collect();
    let code = [
        "종목코드",
        "종목번호",
        "주식코드",
        "상장코드",
        "티커",
        "stockcode",
        "ticker",
        "tickersymbol",
        "listingcode",
    ]
    .iter()
    .any(|w| words.contains(w));
    let english = lang == Lang::Ko && (["영문", "영어", "영문명"].iter().any(|w| words.contains(w)));
    // Asked by its number, the company is named.
    let by_code = question
        .mentions
        .iter()
        .any(|m| company.code.as_deref() == Some(m.text.as_str()))
        && question.has_any(&[Cue::Which, Cue::What, Cue::Who, Cue::Company]);
    let code = code || by_code;
    let other = question.has_any(&[Cue::When, Cue::Enter, Cue::Extended, Cue::Selected]);
    let text = if other {
        return None;
    } else if code {
        match &company.code {
            Some(code) => wording::stock_code(company.name.get(lang), code, lang),
            None => {
                let mut reply = Reply::refuse(
                    Reason::NotInKnowledge,
                    wording::no_stock_code(company.name.get(lang), lang),
                );
                reply.as_of = engine.newest;
                return Some(reply);
            }
        }
    } else if english && let Some(en) = &company.name.en {
        wording::english_name(&company.name.ko, en, company.romanised)
    } else {
        return None;
    };
    let mut reply = Reply::say(Kind::Answer, text, 0.95);
    for source in &company.sources {
        let hints = vec![
            company.name.get(lang).to_owned(),
            company.code.clone().unwrap_or_default(),
        ];
        reply.cite(engine, source, None, &hints, lang);
    }
    reply.about = named.to_vec();
    Some(reply)
}

/// Who is at the head of an institution, where just that is asked, whatever the title: "진흥원 수장이 누구예요".
///
/// The one who was in office last, or at the time that is named.
pub(crate) fn head_of(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let partners = question.named(engine, Role::Partner);
    let [partner] = partners.as_slice() else { return None };
    if !question.asks_for_the_head || question.has(Cue::Said) || !question.named(engine, Role::Person).is_empty() {
        return None;
    }
    let record = engine
        .knowledge
        .partners
        .iter()
        .find(|p| engine.entities.by_id(&p.id) == Some(*partner))?;
    let at = engine.entities.get(*partner)?.index.0;
    // "that branch": of several offices the one that has the words of the question.
    let words_of = |office: &crate::knowledge::Text| {
        let statement = engine.statements.all.iter().find(|s| {
            matches!(s.made, Made::Person(i, j) if i == at && record.people.get(j).is_some_and(|p| p.office == *office))
        });
        let has = |g: &&super::question::Group| {
            statement.is_some_and(|s| g.terms.iter().any(|t| s.terms.binary_search(t).is_ok()))
        };
        question.plain_words().filter(has).count()
    };
    let mut office = &record.people.first()?.office;
    for person in &record.people {
        if words_of(&person.office) > words_of(office) {
            office = &person.office;
        }
    }
    let then = |p: &&crate::knowledge::Person| {
        question.times.is_empty() || question.times.iter().any(|t| p.as_of.first() <= t.date.last())
    };
    let person = record
        .people
        .iter()
        .filter(|p| p.office == *office)
        .filter(then)
        .max_by_key(|p| p.as_of.last())?;
    let at = engine.statements.all.iter().position(|s| {
        matches!(s.made, Made::Person(i, j) if engine.knowledge.partners.get(i).and_then(|p| p.people.get(j)) == Some(person))
    })?;
    let mut reply = of(engine, engine.statements.all.get(at)?, question.lang, today);
    reply.statement = Some(at);
    Some(reply)
}

/// "그분이 협회 회장이죠?": which office somebody holds is told, whatever was heard.
fn whether_in_office(question: &Question) -> bool {
    // Whom the question itself names, and not whoever was spoken of before.
    let named = question.mentions.iter().all(|m| m.start < question.length);
    named
        && question.wants.first() == Some(&AnswerKind::Whether)
        && question.has(Cue::Office)
        && question.times.is_empty()
}

/// What two companies are to each other, where one is part of the other: "A랑 B는 무슨 관계예요".
pub(crate) fn kin(
    engine: &Engine,
    question: &Question,
    named: &[super::entities::EntityIx],
    today: Date,
) -> Option<Reply> {
    const ASKED: [&str; 8] = [
        "관계",
        "사이",
        "자회사",
        "모회사",
        "계열",
        "relat",
        "subsidiary",
        "connected",
    ];
    let text = question.text.to_lowercase();
    // "나래에스티랑 나래ST 같은 회사예요?": two names of one.
    let same = ["같은", "동일", "same"].iter().any(|w| text.contains(w));
    if let ([one], true, [first, second, ..]) = (named, same, question.mentions.as_slice())
        && first.candidates == [*one]
        && second.candidates == [*one]
    {
        let mut reply = engine.company_by(*one, question.lang, today);
        reply.text = super::wording::two_names_of_one(engine.entities.name(*one, question.lang), question.lang);
        return Some(reply);
    }
    let [one, other] = named else { return None };
    if !ASKED.iter().any(|w| text.contains(w)) {
        return None;
    }
    let at = |ix: &super::entities::EntityIx| engine.entities.get(*ix).map(|e| e.index.0);
    let (one, other) = (at(one)?, at(other)?);
    let companies = &engine.knowledge.companies;
    let part = |child: usize, parent: usize| {
        let parent = companies.get(parent).map(|c| c.id.as_str());
        companies
            .get(child)
            .is_some_and(|c| c.part_of.is_some() && c.part_of.as_deref() == parent)
    };
    let child = if part(one, other) {
        one
    } else if part(other, one) {
        other
    } else {
        return None;
    };
    let told = engine.statements.all.iter().find(|s| s.made == Made::Company(child))?;
    Some(of(engine, told, question.lang, today))
}

/// Which office somebody holds who is named, where that is what is asked for: "무슨 직함이었죠".
pub(crate) fn office_held(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    const ASKED: [&str; 14] = [
        "소속",
        "affiliat",
        "직함",
        "직책",
        "직위",
        "직급",
        "무슨자리",
        "어떤자리",
        "job title",
        "what title",
        "which title",
        "what position",
        "which position",
        "what office",
    ];
    let lower = question.text.to_lowercase();
    let compact: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    if !ASKED.iter().any(|w| {
        if w.is_ascii() {
            lower.contains(w)
        } else {
            compact.contains(w)
        }
    }) && !whether_in_office(question)
        || question.has(Cue::Said)
    {
        return None;
    }
    let people = question.named(engine, Role::Person);
    let [person] = people.as_slice() else { return None };
    let statement = engine
        .statements
        .all
        .iter()
        .filter(|s| matches!(s.made, Made::Person(..)) && s.about.contains(person))
        .max_by_key(|s| s.date.map(|d| d.last()))?;
    Some(of(engine, statement, question.lang, today))
}

/// Who holds an office at a partner that is named, where the office is not.
pub(crate) fn office_of(engine: &Engine, question: &Question, _today: Date) -> Option<Reply> {
    let other = [AnswerKind::Count, AnswerKind::Amount, AnswerKind::Duration];
    if !question.wants(AnswerKind::Who) && !question.has(Cue::Office) || other.iter().any(|w| question.wants(*w)) {
        return None;
    }
    let partner = question.named(engine, Role::Partner).first().copied()?;
    if question.plain_words().count() > 1 || question.strangers.iter().any(|s| s.like_a_name) {
        return None;
    }
    let found: Vec<&Statement> = engine
        .statements
        .all
        .iter()
        .filter(|s| matches!(s.made, Made::Person(..)) && s.about.contains(&partner))
        .collect();
    let one = found.first().filter(|_| found.len() == 1)?;
    Some(of(engine, one, question.lang, Date::constant(1, 1, 1)))
}
