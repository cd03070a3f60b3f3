//! Answers from passages: the one to three sentences that answer, and the decision that none does.

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;
use crate::search::Form;

use super::cues::Cue;
use super::engine::Engine;
use super::kinds;
use super::model::{Evidence, Kind};
use super::needle::{Hay, Needle, needle, needles};
use super::question::{Group, Question};
use super::reply::Reply;
use super::sentence::{asks, cells, enumerates, label, names_another_year, sentences, topic, without_mark};
use super::thesaurus::Thesaurus;
use super::units;

/// How many passages are read for their sentences.
const PASSAGES: usize = 12;

/// A sentence that may answer.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) text: String,
    /// The words as they stand in the document: of a row of a table, the row.
    pub(crate) quote: String,
    pub(crate) document: usize,
    /// The sentence that follows, for lists and reasons that go on.
    pub(crate) next: Option<String>,
    /// The share of the question's weight that the sentence has.
    pub(crate) own: f32,
    /// The share that it has with its title and the sentence before.
    pub(crate) local: f32,
    /// The share it has of what the title does not have.
    pub(crate) attribute: f32,
    /// The share that the document has.
    pub(crate) covered: f32,
    /// How much of the noun that the question is about ("상금으로 얼마") is in it, before it or in the title.
    pub(crate) focus: f32,
    /// Whether it gives the kind that is wanted.
    pub(crate) kind: bool,
    /// Whether it is of the time that is asked about.
    pub(crate) time: bool,
    pub(crate) score: f32,
}

/// What a document has of the question, whatever the sentence.
struct Around {
    /// Of each needle, how much of it the title, the headings and the first sentence have.
    subject: Vec<f32>,
    /// Of each needle, how much of it the document has.
    anywhere: Vec<f32>,
}

/// The longest body that is read whole for what a document has; of a longer one the passage is.
const WHOLE: usize = 12_000;

/// The best sentences for a question.
pub(crate) fn candidates(engine: &Engine, question: &Question) -> Vec<Candidate> {
    let needles = needles(engine, question);
    let total: f32 = needles.iter().map(|n| n.weight).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let focus = focus(engine, question).map(|g| needle(engine, g));
    let years: Vec<String> = question.times.iter().map(|t| t.date.year().to_string()).collect();
    let mut found: Vec<Candidate> = Vec::new();
    let found_passages = engine.generation.search(&question.text, PASSAGES, Some(question.lang));
    let top = found_passages.hits.first().map_or(1.0, |h| h.score).max(1e-6);
    for hit in &found_passages.hits {
        let Some((passage, document)) = engine.generation.passage(hit.passage) else {
            continue;
        };
        if document.expired {
            continue;
        }
        let row = matches!(passage.form, Form::Row(_));
        // A row of two cells is a label and what it says.
        let readable = match cells(passage.text(document)).as_slice() {
            [label, said] if row => std::borrow::Cow::Owned(format!("{label}: {said}")),
            _ => passage.readable(document),
        };
        let sentences: Vec<&str> = if row {
            vec![readable.as_ref()]
        } else {
            sentences(&readable)
        };
        let hays: Vec<Hay> = sentences.iter().map(|s| Hay::of(s)).collect();
        let body = if document.body.len() <= WHOLE {
            document.body.as_str()
        } else {
            passage.text(document)
        };
        let first = super::sentence::sentences(body).first().copied().unwrap_or_default();
        let title = Hay::of(&format!("{} {}", document.title, passage.heading));
        let opening = Hay::of(first);
        let whole = Hay::of(&format!("{} {} {body}", document.title, passage.heading));
        let around = Around {
            subject: needles.iter().map(|n| title.has(n).max(opening.has(n) * 0.9)).collect(),
            anywhere: needles.iter().map(|n| whole.has(n)).collect(),
        };
        let published = engine
            .knowledge
            .sources
            .get(&document.source)
            .and_then(|s| s.published)
            .map(|p| p.year().to_string());
        for (at, sentence) in sentences.iter().enumerate() {
            let Some(hay) = hays.get(at) else { continue };
            // A question in the document is answered by what stands behind it.
            if asks(sentence) {
                continue;
            }
            let before = at.checked_sub(1).and_then(|b| hays.get(b));
            let answers = at
                .checked_sub(1)
                .and_then(|b| sentences.get(b))
                .is_some_and(|b| asks(b));
            let mut measured = measure(&needles, hay, before, if answers { 1.0 } else { 0.75 }, &around);
            // "참가비: 3만 원", "협약 기간은 5년이다": what is asked stands in front.
            let labelled = kinds::labelled(&question.wants, label(sentence));
            if labelled {
                measured.attribute = measured.attribute.max(0.7);
            }
            let focused = focus.as_ref().map_or(1.0, |n| {
                let near = before.map_or(0.0, |h| h.has(n) * 0.75);
                hay.has(n).max(near).max(title.has(n)).max(opening.has(n) * 0.7)
            });
            let folded = korean::fold(sentence);
            let mut kind = gives_what_is_wanted(question, &folded, document.lang);
            if kind == Some(false) && question.wants(AnswerKind::Who) && kinds::names_somebody(&folded) {
                kind = Some(true);
            }
            let time = years.is_empty()
                || years.iter().any(|y| {
                    hay.compact.contains(y.as_str())
                        || title.compact.contains(y.as_str())
                        || published.as_ref() == Some(y)
                });
            let mut score =
                0.40 * measured.local + 0.32 * measured.attribute + 0.12 * measured.own + 0.16 * (hit.score / top);
            // Dates and numbers are told by their signs; reasons, people and places less surely.
            score *= match kind {
                Some(true) => 1.0,
                Some(false) if unsure(question) => 0.72,
                Some(false) => 0.45,
                None => 0.96,
            };
            if question.wants(AnswerKind::List) || question.has(Cue::List) {
                let several = question.has(Cue::List) || question.text.contains('들');
                score *= match (enumerates(&folded), several) {
                    (true, _) => 1.0,
                    (false, true) => 0.6,
                    (false, false) => 0.85,
                };
            }
            if question.has(Cue::Said) {
                score *= if folded.contains(['"', '“', '”', '「']) {
                    1.0
                } else {
                    0.8
                };
            }
            // Some sentences tell the way or the place more plainly than others.
            if kind != Some(false) {
                score *= kinds::plainly(&question.wants, &folded);
            }
            if labelled && kind != Some(false) {
                score *= 1.15;
            }
            score *= 0.85 + 0.15 * focused;
            // A sentence that begins with what is asked about is about it: "관람료는 …".
            if topic(sentence).is_some_and(|t| {
                let topic = Hay::of(t);
                needles
                    .iter()
                    .zip(&around.subject)
                    .any(|(n, s)| *s < 0.8 && topic.has(n) >= 0.8 && n.weight > 1.0)
            }) {
                score *= 1.03;
            }
            if !time {
                score *= 0.6;
            } else if !years.is_empty() && names_another_year(&folded, &years) {
                score *= 0.7;
            }
            if document.lang != question.lang {
                score *= 0.97;
            }
            if sentence.chars().count() < 6 {
                score *= 0.7;
            }
            found.push(Candidate {
                text: without_mark(sentence).to_owned(),
                quote: if row {
                    passage.text(document).trim().to_owned()
                } else {
                    (*sentence).to_owned()
                },
                document: usize::try_from(passage.document).unwrap_or_default(),
                next: sentences.get(at + 1).map(|s| (*s).to_owned()),
                own: measured.own,
                local: measured.local,
                attribute: measured.attribute,
                covered: measured.anywhere,
                kind: kind != Some(false) && time,
                time,
                focus: focused,
                score,
            });
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(8);
    found
}

/// Nouns that stand for any other.
const GENERIC: [&str; 16] = [
    "사람", "방법", "방식", "장소", "도시", "나라", "지역", "물건", "내용", "인원", "날짜", "선생", "person", "people",
    "thing", "place",
];

/// The noun that a question asks about: the one before the word that asks ("상금으로 얼마"), or behind it ("무슨 로켓").
fn focus<'a>(engine: &Engine, question: &'a Question) -> Option<&'a Group> {
    use Cue::*;
    let (asking, at) = question.cues.iter().find(|(c, _)| {
        matches!(
            c,
            When | Where | Who | Amount | Count | Duration | How | Why | What | Which | Contact
        )
    })?;
    let noun = |g: &&Group| {
        let unknown = g.terms.is_empty() && !engine.known(&g.text);
        !g.entity
            && g.cue.is_none()
            && g.text.chars().count() >= 2
            && Thesaurus::get().tells(&g.text) > 0.7
            && !(unknown && g.weight < 0.7 * engine.weight_of_unknown())
            && !g.text.chars().all(char::is_numeric)
            && !GENERIC.contains(&g.text.as_str())
    };
    if *asking == Which {
        let behind = question.groups.iter().find(|g| g.start > *at && g.start <= *at + 3);
        return behind.filter(noun);
    }
    // Only where nothing stands between them.
    question.groups.iter().rfind(|g| g.start < *at).filter(noun)
}

/// Whether what is wanted is a kind that a sentence may give without any of its signs.
fn unsure(question: &Question) -> bool {
    question.counter.is_none()
        && question
            .wants
            .first()
            .is_some_and(|w| matches!(w, AnswerKind::Why | AnswerKind::Who | AnswerKind::Where))
}

/// How much of a question's weight is where.
struct Measured {
    /// In the sentence.
    own: f32,
    /// In the sentence, its title and the sentence before.
    local: f32,
    /// In the sentence, of what the title and the opening do not have: what is asked about the subject.
    attribute: f32,
    /// In the document.
    anywhere: f32,
}

fn measure(needles: &[Needle], hay: &Hay, before: Option<&Hay>, nearness: f32, around: &Around) -> Measured {
    let (mut own, mut local, mut anywhere, mut total) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let (mut attribute, mut attributes) = (0.0f32, 0.0f32);
    for (i, needle) in needles.iter().enumerate() {
        let here = hay.has(needle);
        let subject = around.subject.get(i).copied().unwrap_or_default();
        let near = before.map_or(0.0, |h| h.has(needle));
        let any = around.anywhere.get(i).copied().unwrap_or_default();
        own += here * needle.weight;
        local += here.max(subject * 0.95).max(near * nearness).max(any * 0.4) * needle.weight;
        anywhere += any * needle.weight;
        total += needle.weight;
        let rest = (1.0 - subject).max(0.0) * needle.weight;
        attribute += here.max(near * if nearness >= 1.0 { 1.0 } else { 0.5 }) * rest;
        attributes += rest;
    }
    Measured {
        own: own / total,
        local: local / total,
        // Where the title has all that is asked, the kind of answer decides.
        attribute: if attributes > 0.05 * total {
            attribute / attributes
        } else {
            own / total
        },
        anywhere: anywhere / total,
    }
}

/// Whether a text has a run of digits long enough to call: seven or more, with nothing but signs and spaces between.
fn gives_a_number_to_call(folded: &str) -> bool {
    folded
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '+' | ' ')))
        .any(|run| run.chars().filter(char::is_ascii_digit).count() >= 7)
}

/// Whether a sentence gives what is wanted; `None` where any sentence may.
pub(crate) fn gives_what_is_wanted(question: &Question, folded: &str, lang: Lang) -> Option<bool> {
    if let Some(counter) = &question.counter
        && !question.wants.is_empty()
    {
        return Some(kinds::counts(counter, folded));
    }
    let strict: Vec<AnswerKind> = question
        .wants
        .iter()
        .copied()
        .filter(|w| !question.wants(AnswerKind::Contact) || *w == AnswerKind::Contact)
        .filter(|w| {
            !matches!(
                w,
                AnswerKind::What | AnswerKind::How | AnswerKind::Whether | AnswerKind::List
            )
        })
        .collect();
    if strict.is_empty() {
        return None;
    }
    // "얼마나" measures anything; "얼마" is money.
    let measured = question.text.contains("얼마나");
    Some(strict.iter().any(|w| match w {
        AnswerKind::Amount if measured => kinds::gives_a_measure(folded),
        AnswerKind::Contact => kinds::gives(*w, folded, lang) || gives_a_number_to_call(folded),
        _ => kinds::gives(*w, folded, lang),
    }))
}

/// The share of the question that the document has to have.
const DOCUMENT: f32 = 0.66;

/// The share that the sentence with its title has to have.
const LOCAL: f32 = 0.55;

/// The answer that passages give, where they give one.
pub(crate) fn answer(engine: &Engine, question: &Question) -> Option<Reply> {
    let candidates = candidates(engine, question);
    let first = candidates.iter().find(|c| !about_another(engine, question, &c.text))?;
    let mut best = first;
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
        if let (Some(other), None) = (others.next(), others.next()) {
            best = other;
        }
    }
    let document = engine.knowledge.documents.get(best.document)?;
    let needles = needles(engine, question);
    let source = engine.knowledge.sources.get(&document.source);
    // Every name and number asked about has to be there.
    let body = Hay::of(&format!(
        "{} {} {}",
        document.title,
        document.aliases.join(" "),
        document.body
    ));
    let number = |n: &Needle| n.number;
    let named = |n: &Needle| n.entity || n.unknown && n.weight > 0.9 * engine.weight_of_unknown();
    let noun = |n: &Needle| n.unknown && n.weight > 0.7 * engine.weight_of_unknown();
    // Two syllables that are no word of the documents are not found inside a longer one: 비자 is not in 소비자.
    let no_word = |n: &Needle| {
        noun(n)
            && n.forms.iter().all(|f| {
                f.chars().count() <= 2
                    && f.chars().all(units::is_hangul)
                    && engine.generation.document_frequency(f) == 0
            })
    };
    let missing = needles.iter().any(no_word)
        || needles
            .iter()
            .any(|n| (named(n) || number(n)) && body.has(n) < 0.8 || noun(n) && body.has(n) < 0.5);
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
    if missing || !words || !kind || best.focus < 0.2 || best.covered < document_enough || best.local < LOCAL {
        return None;
    }
    // Where the sentence has nothing of what is asked about the subject, the kind of answer has to be given nowhere else.
    if best.attribute < 0.3 {
        let rivals = candidates
            .iter()
            .filter(|c| c.document == best.document && c.kind && c.score > best.score * 0.85 && c.text != best.text)
            .count();
        if !told || best.local < 0.66 || rivals > 0 {
            return None;
        }
    }
    let lang = question.lang;
    let mut reply = Reply::say(Kind::Answer, best.text.clone(), best.score.clamp(0.0, 1.0));
    // A sentence that ends with a colon goes on in the next.
    if let (Some(next), true) = (&best.next, best.text.ends_with(':')) {
        reply.text.push(' ');
        reply.text.push_str(next);
    }
    reply.evidence.push(Evidence {
        id: document.source.clone(),
        title: source.map_or_else(|| document.title.clone(), |s| s.title.get(lang).to_owned()),
        publisher: source.map(|s| s.publisher.get(lang).to_owned()).unwrap_or_default(),
        published: source.and_then(|s| s.published),
        url: source.and_then(|s| s.url.clone()),
        quote: best.quote.clone(),
    });
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
