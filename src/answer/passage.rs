//! Answers from passages: the one to three sentences that answer, and the decision that none does.

use crate::knowledge::{AnswerKind, Lang, PartialDate};
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::kinds;
use super::model::{Evidence, Kind};
use super::question::{Group, Question};
use super::reply::Reply;
use super::terms::stem_en;
use super::units;

/// How many passages are read for their sentences.
const PASSAGES: usize = 12;

/// A sentence that may answer.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) text: String,
    pub(crate) document: usize,
    /// The sentence that follows, for lists and reasons that go on.
    pub(crate) next: Option<String>,
    /// The share of the question's weight that the sentence covers.
    pub(crate) own: f32,
    /// The share covered with its title, its headings and its neighbours.
    pub(crate) covered: f32,
    /// Whether it gives the kind that is wanted.
    pub(crate) kind: bool,
    pub(crate) score: f32,
}

/// How a word of the question may be written in a text, compact.
struct Needle {
    forms: Vec<String>,
    latin: bool,
    weight: f32,
    entity: bool,
    unknown: bool,
}

fn needle(engine: &Engine, group: &Group) -> Needle {
    let mut forms: Vec<String> = Vec::new();
    let mut push = |form: &str| {
        let form = form.replace(' ', "");
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    };
    push(&group.text);
    if let Some(word) = engine.terms.word_for(&group.text) {
        push(word);
    }
    for same in engine.terms.said_for(&group.text) {
        push(same);
    }
    if group.entity {
        for ix in engine.entities.by_key(&group.text) {
            if let Some(entity) = engine.entities.get(*ix) {
                for key in &entity.keys {
                    push(key);
                }
            }
        }
    }
    let latin = group.text.is_ascii();
    if latin {
        forms = forms
            .iter()
            .map(|f| if f.is_ascii() { stem_en(f) } else { f.clone() })
            .collect();
    }
    Needle {
        forms,
        latin,
        weight: group.weight,
        entity: group.entity,
        unknown: group.terms.is_empty() && !engine.known(&group.text),
    }
}

/// A text made ready to look for needles in.
struct Hay {
    compact: String,
    stems: Vec<String>,
}

impl Hay {
    fn of(text: &str) -> Self {
        let folded = korean::fold(text);
        let cut = units::cut(&folded);
        let stems = cut
            .iter()
            .filter(|u| u.class == units::Class::Latin)
            .map(|u| stem_en(&u.text))
            .collect();
        Self {
            compact: cut.iter().map(|u| u.text.as_str()).collect(),
            stems,
        }
    }

    /// How much of a needle is there: 1 whole, less where only most of its letters are.
    fn has(&self, needle: &Needle) -> f32 {
        let mut best = 0.0f32;
        for form in &needle.forms {
            if form.is_ascii() && form.chars().all(|c| c.is_ascii_alphabetic()) {
                if self.stems.iter().any(|s| s == form) || form.len() >= 4 && self.compact.contains(form.as_str()) {
                    return 1.0;
                }
            } else if self.compact.contains(form.as_str()) {
                return 1.0;
            } else if !needle.entity {
                // Part of a compound: the share of its letter pairs that stand there.
                let chars: Vec<char> = form.chars().collect();
                if chars.len() >= 3 {
                    let pairs = chars.windows(2).filter_map(|w| match w {
                        [a, b] => Some(format!("{a}{b}")),
                        _ => None,
                    });
                    let (mut all, mut there) = (0.0f32, 0.0f32);
                    for pair in pairs {
                        all += 1.0;
                        if self.compact.contains(&pair) {
                            there += 1.0;
                        }
                    }
                    if there / all >= 0.5 {
                        best = best.max(0.8 * there / all);
                    }
                }
            }
        }
        let _ = needle.latin;
        best
    }
}

/// The best sentences for a question.
pub(crate) fn candidates(engine: &Engine, question: &Question) -> Vec<Candidate> {
    let needles: Vec<Needle> = question.groups.iter().map(|g| needle(engine, g)).collect();
    let total: f32 = needles.iter().map(|n| n.weight).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let years: Vec<String> = question.times.iter().map(|t| t.date.year().to_string()).collect();
    let mut found: Vec<Candidate> = Vec::new();
    let hits = engine
        .generation
        .search(&question.text, PASSAGES, Some(question.lang))
        .hits;
    let top = hits.first().map_or(1.0, |h| h.score).max(1e-6);
    for hit in &hits {
        let Some((passage, document)) = engine.generation.passage(hit.passage) else {
            continue;
        };
        if document.expired {
            continue;
        }
        let context = Hay::of(&format!("{} {}", document.title, passage.heading));
        let readable = passage.readable(document);
        let sentences: Vec<&str> = sentences(&readable);
        let hays: Vec<Hay> = sentences.iter().map(|s| Hay::of(s)).collect();
        let whole = Hay::of(&readable);
        for (at, sentence) in sentences.iter().enumerate() {
            let Some(hay) = hays.get(at) else { continue };
            let (mut own, mut covered) = (0.0f32, 0.0f32);
            for needle in &needles {
                let here = hay.has(needle);
                let around = if here < 1.0 {
                    let title = context.has(needle) * 0.9;
                    let near = at
                        .checked_sub(1)
                        .and_then(|b| hays.get(b))
                        .map_or(0.0, |h| h.has(needle))
                        * 0.8;
                    title.max(near).max(whole.has(needle) * 0.6)
                } else {
                    1.0
                };
                own += here * needle.weight;
                covered += here.max(around) * needle.weight;
            }
            let folded = korean::fold(sentence);
            let kind =
                question.wants.is_empty() || question.wants.iter().any(|w| kinds::gives(*w, &folded, document.lang));
            let published = engine
                .knowledge
                .sources
                .get(&document.source)
                .and_then(|s| s.published)
                .map(|p| p.year().to_string());
            let time = years.is_empty()
                || years.iter().any(|y| {
                    hay.compact.contains(y.as_str())
                        || context.compact.contains(y.as_str())
                        || published.as_ref() == Some(y)
                });
            let (own, covered) = (own / total, covered / total);
            let length = sentence.chars().count();
            let mut score = 0.55 * covered + 0.35 * own + 0.10 * (hit.score / top);
            if !kind {
                score *= 0.75;
            }
            if !time {
                score *= 0.6;
            }
            if document.lang != question.lang {
                score *= 0.97;
            }
            if length < 8 {
                score *= 0.7;
            }
            found.push(Candidate {
                text: (*sentence).to_owned(),
                document: usize::try_from(passage.document).unwrap_or_default(),
                next: sentences.get(at + 1).map(|s| (*s).to_owned()),
                own,
                covered,
                kind: kind && time,
                score,
            });
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(8);
    found
}

fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.trim_start_matches(['-', '*', '•', '>']).trim_start();
        for range in korean::sentences(line) {
            if let Some(sentence) = line.get(range).map(str::trim).filter(|s| s.chars().count() >= 2) {
                all.push(sentence);
            }
        }
    }
    all
}

/// How sure a candidate has to be.
const ENOUGH: f32 = 0.62;

/// The answer that passages give, where they give one.
pub(crate) fn answer(engine: &Engine, question: &Question) -> Option<Reply> {
    let candidates = candidates(engine, question);
    let best = candidates.first()?;
    // Every word that tells much has to be there: the name asked about above all.
    let needles: Vec<Needle> = question.groups.iter().map(|g| needle(engine, g)).collect();
    let hay = {
        let document = engine.knowledge.documents.get(best.document)?;
        Hay::of(&format!(
            "{} {} {}",
            document.title,
            best.text,
            best.next.as_deref().unwrap_or_default()
        ))
    };
    let body = engine
        .knowledge
        .documents
        .get(best.document)
        .map(|d| Hay::of(&d.body))?;
    let missing_name = needles.iter().any(|n| {
        (n.entity || n.unknown && n.weight > 0.9 * engine.weight_of_unknown()) && hay.has(n).max(body.has(n)) < 0.8
    });
    // Numbers alone say nothing of what is asked.
    let number = |n: &Needle| n.forms.iter().all(|f| f.chars().all(|c| c.is_numeric()));
    if !needles.iter().any(|n| !number(n) && hay.has(n) >= 0.8) {
        return None;
    }
    if missing_name || best.covered < ENOUGH || !best.kind || best.own < 0.25 {
        return None;
    }
    let document = engine.knowledge.documents.get(best.document)?;
    let source = engine.knowledge.sources.get(&document.source);
    let lang = question.lang;
    let mut reply = Reply::say(Kind::Answer, best.text.clone(), best.score.clamp(0.0, 1.0));
    if let (Some(next), true) = (&best.next, goes_on(question, &best.text)) {
        reply.text.push(' ');
        reply.text.push_str(next);
    }
    reply.evidence.push(Evidence {
        id: document.source.clone(),
        title: source.map_or_else(|| document.title.clone(), |s| s.title.get(lang).to_owned()),
        publisher: source.map(|s| s.publisher.get(lang).to_owned()).unwrap_or_default(),
        published: source.and_then(|s| s.published),
        url: source.and_then(|s| s.url.clone()),
        quote: best.text.clone(),
    });
    reply.as_of = source.and_then(|s| s.published).map(|d: PartialDate| d);
    Some(reply)
}

/// Whether the sentence after the best belongs to the answer: the best ends with a colon, or the question asks how or why.
fn goes_on(question: &Question, best: &str) -> bool {
    best.ends_with(':')
        || question.wants(AnswerKind::How)
            && question.has(Cue::How)
            && question.lang == Lang::Ko
            && best.chars().count() < 40
}
