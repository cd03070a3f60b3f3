//! Answers from passages: the one to three sentences that answer, and the decision that none does.

use crate::knowledge::{AnswerKind, Document};
use crate::korean;

use super::asked::{gives_what_is_wanted, unsure};
use super::candidate::{Candidate, candidates};
use super::cues::Cue;
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::kinds;
use super::model::{Evidence, Kind};
use super::needle::{Hay, Needle, needle, needles};
use super::question::Question;
use super::reply::Reply;
use super::sentence::{listed, lists_names, without_mark};
use super::signs::likely_before;
use super::units;
use super::veto;

/// The sentences that were read for a question: they are looked at more than once, and read once.
pub(crate) type Read = std::cell::OnceCell<Vec<Candidate>>;

/// The share of the question that the document has to have.
const DOCUMENT: f32 = 0.66;

/// The share that the sentence with its title has to have.
const LOCAL: f32 = 0.55;

/// How likely a sentence has to be to answer.
const LIKELY: f32 = 0.42;

/// How likely two sentences of one document have to be together.
const TOGETHER: f32 = 0.36;

/// How likely it has to be where it has less of the question than is asked for otherwise.
const LIKELIER: f32 = 0.55;

/// What the next sentence is taken to score where one alone is counted as is asked, against that one.
const ALONE: f32 = 0.6;

/// How near to the best sentence another has to be to be said with it.
const BESIDE: f32 = 0.7;

/// How likely it has to be where it lacks the very noun that the question asks about.
const SURE: f32 = 0.75;

/// The answer that passages give, where they give one.
pub(crate) fn answer(engine: &Engine, question: &Question, read: &Read) -> Option<Reply> {
    let candidates = read.get_or_init(|| candidates(engine, question));
    let best = chosen(engine, question, candidates)
        .ok()
        .or_else(|| to_reach(engine, question, candidates))?;
    told_by(engine, question, best, beside(engine, question, candidates, best))
}

/// The sentence that is said with the one that answers, where that is not sure: of the same document, giving what is wanted
/// too, and nearly as near.
fn beside<'a>(
    engine: &Engine,
    question: &Question,
    candidates: &'a [Candidate],
    best: &Candidate,
) -> Option<&'a Candidate> {
    // Where records say how somebody is reached, they do.
    let recorded = engine.statements.all.len() > 30 && question.wants.first() == Some(&AnswerKind::Contact);
    if best.likely >= SURE || recorded {
        return None;
    }
    let strict = gives_what_is_wanted(question, "", question.lang).is_some();
    candidates.iter().find(|c| {
        c.document == best.document
            && c.text != best.text
            && c.kind
            && (!strict || c.signs.kind == Some(true))
            && c.score >= BESIDE * best.score
            && c.local >= LOCAL
            && c.text.chars().count() <= 200
            && !about_another(engine, question, &c.text)
    })
}

/// Where questions go, of the newest document that says so: "궁금하면 어디로 전화해요?" names nothing else.
fn to_reach<'a>(engine: &Engine, question: &Question, candidates: &'a [Candidate]) -> Option<&'a Candidate> {
    let more = !question.mentions.is_empty()
        || question
            .plain_words()
            .any(|g| super::fit::tells(engine, g) && g.cue != Some(Cue::Contact));
    if question.wants.first() != Some(&AnswerKind::Contact) || more || !question.times.is_empty() {
        return None;
    }
    let published = |c: &Candidate| {
        let document = engine.knowledge.documents.get(c.document)?;
        engine
            .knowledge
            .sources
            .get(&document.source)?
            .published
            .map(|p| p.last())
    };
    let reachable = |c: &&Candidate| {
        let digits = c.text.chars().filter(char::is_ascii_digit).count();
        let address = ["@", "www", "http"].iter().any(|sign| c.text.contains(sign));
        c.kind && c.labelled && (address || digits >= 7)
    };
    candidates.iter().filter(reachable).max_by_key(|c| published(c))
}

/// The sentence that answers, or why none does, for people who keep the knowledge.
pub(crate) fn chosen<'a>(
    engine: &Engine,
    question: &Question,
    candidates: &'a [Candidate],
) -> Result<&'a Candidate, String> {
    let first = candidates
        .iter()
        .find(|c| !about_another(engine, question, &c.text))
        .ok_or("no sentence is about what is named")?;
    let mut best = first;
    let mut likely = first.likely;
    // Where the likeliest sentence does not give what is wanted and one other of its document does, that one is meant.
    let strict = gives_what_is_wanted(question, "", question.lang).is_some();
    if strict && (!first.kind || question.wants(AnswerKind::Why) && !kinds::gives_a_reason(&first.text)) {
        let given = |c: &&Candidate| {
            c.document == first.document
                && c.kind
                && c.local >= 0.6
                && (!question.wants(AnswerKind::Why) || kinds::gives_a_reason(&c.text))
        };
        let mut others = candidates.iter().filter(given);
        match (others.next(), others.next()) {
            (Some(other), None) => {
                best = other;
                likely = likely.max(best.likely);
                // What is counted by a counter that nothing else near is counted by.
                if question.counter.is_some() {
                    likely = likely.max(likely_before(other, ALONE * other.score));
                }
            }
            // Of several the one that is well ahead.
            (Some(other), Some(next)) if question.counter.is_some() && other.score > 1.25 * next.score => {
                best = other;
                likely = likely_before(other, next.score);
            }
            _ => {}
        }
    }
    // Another sentence of the document, said with it, makes it likelier that the answer is among them.
    let other = beside(engine, question, candidates, best);
    let document = engine.knowledge.documents.get(best.document).ok_or("no document")?;
    let needles = needles(engine, question);
    let body = whole(engine, document);
    if let Some(other) = other
        && lacking(engine, question, &body).is_none_or(|g| !asked_about(question, g))
    {
        likely = (likely + 0.6 * other.likely).min(0.95);
    }
    // Every name and number asked about has to be there.
    let number = |n: &Needle| n.number;
    let named = |n: &Needle| n.entity || n.unknown && !n.common && n.weight > 0.9 * engine.weight_of_unknown();
    let noun = |n: &Needle| n.unknown && !n.common && n.weight > 0.7 * engine.weight_of_unknown();
    // "도립도서관", cut in two: together they stand there.
    let joined: Vec<(String, String)> = needles
        .windows(2)
        .filter_map(|pair| match pair {
            [first, second] => {
                let head = first.forms.first()?;
                Some((head.clone(), format!("{head}{}", second.forms.first()?)))
            }
            _ => None,
        })
        .collect();
    // Two syllables that are no word of the documents are not found inside a longer one: 비자 is not in 소비자. What a longer
    // one begins with is: 나래 of 나래파마텍.
    let no_word = |n: &Needle| {
        noun(n)
            && !joined
                .iter()
                .any(|(f, whole)| n.forms.contains(f) && body.compact.contains(whole.as_str()))
            && n.forms.iter().all(|f| {
                f.chars().count() <= 2
                    && f.chars().all(units::is_hangul)
                    && engine.generation.document_frequency(f) == 0
                    && !body.words.iter().any(|w| w.starts_with(f.as_str()))
            })
    };
    let lacks =
        |n: &&Needle| no_word(n) || (named(n) || number(n)) && body.has(n) < 0.8 || noun(n) && body.has(n) < 0.5;
    if let Some(missing) = needles.iter().find(lacks) {
        let word = missing.forms.first().map_or("", String::as_str);
        return Err(format!("the document has no “{word}”"));
    }
    let said_with = other.map_or_else(|| best.text.clone(), |o| format!("{} {}", best.text, o.text));
    if let Some(why) = veto::against(engine, question, &said_with, document.lang, &body) {
        return Err(why);
    }
    // What is asked about the subject has to be in the sentence, unless the kind of answer tells it.
    let told = gives_what_is_wanted(question, &korean::fold(&best.text), document.lang) == Some(true);
    // Where records say what there is to say, a sentence has to have more of the question to stand in for them.
    let recorded = if engine.statements.all.len() > 30 { 0.1 } else { 0.0 };
    let document_enough = if told { DOCUMENT - 0.12 } else { DOCUMENT } + recorded;
    // Numbers alone say nothing of what is asked.
    let words = needles.iter().any(|n| !number(n) && body.has(n) >= 0.8);
    let kind = best.kind
        || best.time
            && unsure(question)
            && !question.wants(AnswerKind::Why)
            && best.attribute >= 0.75
            && best.local >= 0.85;
    // "오늘 비 와?" names nothing that a document could be of.
    let entitled = Hay::of(&document.title);
    if !needles.iter().any(|n| {
        n.entity
            || n.weight >= 0.32 * engine.weight_of_unknown()
            || !n.common && !n.number && n.weight >= 1.0 && entitled.has(n) >= 0.95
    }) {
        return Err("nothing is named".to_owned());
    }
    if !words {
        return Err("the document has the numbers alone".to_owned());
    }
    // What is asked of a company is told by what names it.
    let companies = question.named(engine, Role::Company);
    let title = if best.attribute >= 0.5 {
        document.title.as_str()
    } else {
        ""
    };
    let said = Hay::of(&format!("{title} {}", best.text));
    let names_it = |ix: &EntityIx| {
        engine.entities.get(*ix).is_some_and(|e| {
            e.keys
                .iter()
                .any(|k| said.compact.contains(k.replace(' ', "").as_str()))
        })
    };
    if !companies.is_empty() && !companies.iter().any(names_it) {
        return Err("the sentence does not name the company".to_owned());
    }
    if question.has(Cue::List) && question.has(Cue::Company) && !lists_names(&best.text) {
        return Err("the sentence names none of those that are asked for".to_owned());
    }
    if likely < if other.is_some() { TOGETHER } else { LIKELY } {
        return Err(format!("it answers with a likelihood of {:.2} alone", likely));
    }
    let why = question.wants.first() == Some(&AnswerKind::Why);
    if why && likely < SURE && !kinds::gives_a_reason(&best.text) {
        return Err("it says no reason".to_owned());
    }
    let counted = question.counter.is_some() && question.lang == document.lang;
    if !(kind || !counted && best.time && likely >= LIKELIER) {
        return Err("the sentence does not give what is asked, or not of that time".to_owned());
    }
    let likelier = likely >= LIKELIER;
    // By whom it is answered ("담당 부서 전화번호") need not be said beside the number.
    let by = best.text.contains('@') || super::asked::gives_a_number_to_call(&korean::fold(&best.text));
    let reached = told && by && question.wants.first() == Some(&AnswerKind::Contact);
    if best.focus < 0.2 && likely < SURE && !reached
        || !likelier && (best.covered < document_enough || best.local < LOCAL)
    {
        return Err(format!(
            "too little of the question: focus {:.2}, document {:.2} of {document_enough:.2}, local {:.2} of {LOCAL}",
            best.focus, best.covered, best.local
        ));
    }
    // Where the sentence has nothing of what is asked about the subject, the kind of answer has to be given nowhere else.
    if best.attribute < 0.3 && !likelier {
        let rivals = candidates
            .iter()
            .filter(|c| c.document == best.document && c.kind && c.score > best.score * 0.85 && c.text != best.text)
            .count();
        if !told || best.local < 0.66 || rivals > 0 {
            return Err(format!(
                "nothing of what is asked about the subject, and {rivals} other sentences as near"
            ));
        }
    }
    Ok(best)
}

/// The sentence that stands out, where none has enough of the question: of the kind and the time that is asked for, with every
/// name and every noun of it in its document, and no other near.
pub(crate) fn that_stands_out(engine: &Engine, question: &Question, read: &Read) -> Option<Reply> {
    let candidates = read.get_or_init(|| candidates(engine, question));
    let best = standing_out(engine, question, candidates).ok()?;
    told_by(engine, question, best, None)
}

/// The sentence that stands out, or why none does.
pub(crate) fn standing_out<'a>(
    engine: &Engine,
    question: &Question,
    candidates: &'a [Candidate],
) -> Result<&'a Candidate, String> {
    let best = candidates.first().ok_or("no sentence")?;
    let document = engine.knowledge.documents.get(best.document).ok_or("no document")?;
    let given = gives_what_is_wanted(question, &korean::fold(&best.text), document.lang);
    if !best.kind || given != Some(true) {
        return Err("it does not give what is asked".to_owned());
    }
    if best.local < 0.4 || best.attribute < 0.4 || best.focus < 0.8 {
        return Err(format!(
            "too little of the question: local {:.2}, attribute {:.2}, focus {:.2}",
            best.local, best.attribute, best.focus
        ));
    }
    if about_another(engine, question, &best.text) {
        return Err("it is about another".to_owned());
    }
    let next = candidates.iter().find(|c| c.text != best.text);
    if next.is_some_and(|n| n.score > best.score * 0.8) {
        return Err("another is as near".to_owned());
    }
    let body = whole(engine, document);
    if let Some(why) = veto::against(engine, question, &best.text, document.lang, &body) {
        return Err(why);
    }
    if let Some(group) = lacking(engine, question, &body) {
        return Err(format!("the document has no “{}”", group.text));
    }
    if needles(engine, question).iter().any(|n| n.number && body.has(n) < 0.5) {
        return Err("the document lacks a number".to_owned());
    }
    if question
        .strangers
        .iter()
        .any(|s| s.like_a_name && engine.entities.ends_like_a_name(&s.text))
    {
        return Err("a name is unknown".to_owned());
    }
    Ok(best)
}

/// A name or a noun of the question that a document lacks.
fn lacking<'q>(engine: &Engine, question: &'q Question, body: &Hay) -> Option<&'q super::question::Group> {
    question
        .groups
        .iter()
        .find(|g| (g.entity || super::fit::tells(engine, g) && g.cue.is_none()) && body.has(&needle(engine, g)) < 0.5)
}

/// Whether a word is the last noun in front of the word that asks, or of the question: "연체료 하루에 얼마", "남편 이름 뭐야".
fn asked_about(question: &Question, group: &super::question::Group) -> bool {
    let nouns = question.groups.iter().filter(|g| g.weight >= 0.8 * group.weight);
    nouns
        .max_by_key(|g| g.start)
        .is_some_and(|last| last.start == group.start)
}

/// All that a document is called and says, and who issued it.
fn whole(engine: &Engine, document: &Document) -> Hay {
    let source = engine.knowledge.sources.get(&document.source);
    let issuer = source.map_or("", |s| s.publisher.get(document.lang));
    let aliases = document.aliases.join(" ");
    Hay::of(&format!("{} {aliases} {issuer} {}", document.title, document.body))
}

/// Whether several are asked for in so many words: "뭐뭐", "목록", "회사들", "which languages".
fn asks_for_several(question: &Question) -> bool {
    let text = question.text.to_lowercase();
    let one = ["제일", "가장", "most ", "largest", "biggest"];
    let several = [
        "뭐뭐",
        "뭐 뭐",
        "머머",
        "무엇무엇",
        "어디어디",
        "누구누구",
        "어떤것들",
        "어떤 것들",
        "목록",
        "명단",
        "리스트",
        "종류",
        "들 이름",
        "들은",
        "들이",
        "들을",
        "들 알려",
        "전부",
        "what are the",
        "list ",
        "names of",
    ];
    let plural = |text: &str| {
        let mut words = text.split_whitespace();
        words.next() == Some("which") && words.next().is_some_and(|w| w.len() >= 4 && w.ends_with('s'))
    };
    !one.iter().any(|w| text.contains(w)) && (several.iter().any(|w| text.contains(w)) || plural(&text))
}

/// The reply that a sentence makes, with its source.
fn told_by(engine: &Engine, question: &Question, best: &Candidate, beside: Option<&Candidate>) -> Option<Reply> {
    let document = engine.knowledge.documents.get(best.document)?;
    let source = engine.knowledge.sources.get(&document.source);
    let lang = question.lang;
    let mut reply = Reply::say(Kind::Answer, best.text.clone(), best.likely);
    // A sentence that ends with a colon goes on in the next.
    if let (Some(next), true) = (&best.next, best.text.ends_with(':')) {
        reply.text.push(' ');
        reply.text.push_str(next);
    }
    let evidence = |quote: &str| Evidence {
        id: document.source.clone(),
        title: source.map_or_else(|| document.title.clone(), |s| s.title.get(lang).to_owned()),
        publisher: source.map(|s| s.publisher.get(lang).to_owned()).unwrap_or_default(),
        published: source.and_then(|s| s.published),
        url: source.and_then(|s| s.url.clone()),
        quote: quote.to_owned(),
    };
    reply.evidence.push(evidence(&best.quote));
    // "이 일로 …" goes back to what stands before it.
    let back = [
        "이 일로",
        "그 일로",
        "이 때문",
        "그래서",
        "이에 따라",
        "이로 인",
        "그 결과",
    ];
    if let Some(previous) = &best.previous
        && best
            .text
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ")
            .contains("이 일로")
            | back.iter().any(|b| best.text.starts_with(b))
    {
        reply.text = format!("{} {}", without_mark(previous), reply.text);
        reply.evidence.push(evidence(previous));
    } else if let Some(other) = beside {
        reply.text.push('\n');
        reply.text.push_str(&other.text);
        reply.evidence.push(evidence(&other.quote));
    }
    if asks_for_several(question) {
        let items = listed(&best.text);
        if !items.is_empty() {
            reply.kind = Kind::List;
            reply.items = items;
        }
    }
    reply.as_of = source.and_then(|s| s.published);
    Some(reply)
}

/// Whether a sentence names another of the kind that is asked about, and not the one: another institution, another company.
fn about_another(engine: &Engine, question: &Question, sentence: &str) -> bool {
    let asked: Vec<_> = question
        .mentions
        .iter()
        .flat_map(|m| &m.candidates)
        .filter_map(|ix| engine.entities.get(*ix))
        .collect();
    let Some(first) = asked.first() else { return false };
    let hay = Hay::of(sentence);
    let named = |entity: &super::entities::Entity| {
        entity
            .keys
            .iter()
            .any(|k| k.chars().count() >= 3 && hay.compact.contains(k.replace(' ', "").as_str()))
    };
    if asked.iter().any(|e| named(e)) {
        return false;
    }
    engine
        .entities
        .iter()
        .any(|(_, e)| e.role == first.role && e.role != super::entities::Role::Place && named(e))
}
