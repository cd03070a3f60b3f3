//! Measuring retrieval on its own: a file of documents, a file of questions, and how often the right one comes first.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::knowledge::{Document, Knowledge, Lang};
use crate::korean::jamo;
use crate::search::{Generation, Generations};

/// A line of the file of documents.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// A line of the file of questions.
#[derive(Clone, Debug, Deserialize)]
pub struct Question {
    /// Its id.
    #[serde(default)]
    pub id: String,
    /// The question.
    pub text: String,
    /// The ids of the documents that answer it.
    pub gold: Vec<String>,
    /// The answer, as it stands in the document; any of them is right.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// How the questions are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Typed {
    /// As they are.
    AsWritten,
    /// With all spaces removed.
    NoSpaces,
    /// With one letter of one syllable mistyped, chosen by a fixed seed.
    Mistyped,
}

impl Typed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AsWritten, Self::NoSpaces, Self::Mistyped];

    fn apply(self, text: &str, number: u64) -> String {
        match self {
            Self::AsWritten => text.to_owned(),
            Self::NoSpaces => text.chars().filter(|c| !c.is_whitespace()).collect(),
            Self::Mistyped => mistype(text, &mut StdRng::seed_from_u64(SEED ^ number)),
        }
    }
}

const SEED: u64 = 20_220_125;

/// Replaces one letter of one syllable by another one of its place; a text without syllables stays.
fn mistype(text: &str, random: &mut StdRng) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let places: Vec<usize> = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| jamo::is_syllable(**c))
        .map(|(i, _)| i)
        .collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let at = places[random.random_range(0..places.len())];
    let Some((mut i, mut v, mut f)) = jamo::parts(chars[at]) else {
        return text.to_owned();
    };
    let mut other = |now: &mut usize, of: usize| {
        let shift = random.random_range(1..of);
        *now = (*now + shift) % of;
    };
    match at % if f == 0 { 2 } else { 3 } {
        0 => other(&mut i, 19),
        1 => other(&mut v, 21),
        _ => other(&mut f, 28),
    }
    if let Some(c) = jamo::syllable(i, v, f) {
        chars[at] = c;
    }
    chars.into_iter().collect()
}

/// What came out for one way of typing. Shares are 0 to 1.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// How the questions were typed.
    pub typed: Typed,
    /// How many questions.
    pub questions: usize,
    /// The share whose right document came first.
    pub hit_at_1: f64,
    /// The share whose right document was among the first five.
    pub hit_at_5: f64,
    /// The mean of one over the place of the right document, 0 past the tenth.
    pub mrr_at_10: f64,
    /// The share whose answer is in the best sentence of the best passage found.
    pub answer_in_sentence: f64,
    /// The share whose answer is in the best sentence of the right document.
    pub answer_in_sentence_of_right: f64,
    /// The time a question took to search, in microseconds: the median and the 99th of a hundred.
    pub median_us: u128,
    /// See `median_us`.
    pub p99_us: u128,
}

/// Reads the documents of a `.jsonl` file into a knowledge of nothing else.
pub fn corpus(path: &Path) -> anyhow::Result<Knowledge> {
    let documents = lines::<Line>(path)?
        .into_iter()
        .enumerate()
        .map(|(number, line)| Document {
            source: line.id.clone(),
            id: line.id,
            lang: Lang::Ko,
            title: line.title,
            body: line.text,
            subtitle: None,
            publisher: None,
            aliases: Vec::new(),
            imported_from: None,
            hash: None,
            expired: false,
            file: "documents/corpus.jsonl".to_owned(),
            line: number + 1,
        })
        .collect();
    Ok(Knowledge {
        documents,
        ..Knowledge::default()
    })
}

/// Reads the questions.
pub fn questions(path: &Path) -> anyhow::Result<Vec<Question>> {
    lines(path)
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), n + 1)))
        .collect()
}

/// Indexes `corpus` in a directory of its own that is removed afterwards, and opens it.
pub fn indexed(corpus: &Knowledge) -> anyhow::Result<(tempfile::TempDir, Generation)> {
    let dir = tempfile::tempdir()?;
    let generation = Generations::new(dir.path()).build(corpus, &|_| {})?;
    Ok((dir, generation))
}

/// Asks every question, typed in one way, and counts.
pub fn measure(generation: &Generation, questions: &[Question], typed: Typed) -> anyhow::Result<Figures> {
    if questions.is_empty() {
        bail!("there are no questions");
    }
    let mut first_passage: HashMap<&str, Vec<u32>> = HashMap::new();
    for passage in generation.passages() {
        if let Some((_, document)) = generation.passage(passage.id) {
            first_passage.entry(document.id.as_str()).or_default().push(passage.id);
        }
    }
    let (mut first, mut five, mut reciprocal, mut said, mut said_of_right) = (0_u32, 0_u32, 0.0, 0_u32, 0_u32);
    let mut times = Vec::with_capacity(questions.len());
    for (number, question) in (0_u64..).zip(questions) {
        let text = typed.apply(&question.text, number);
        let start = std::time::Instant::now();
        let found = generation.search(&text, 20, None);
        times.push(start.elapsed().as_micros());
        let mut documents: Vec<&str> = Vec::new();
        for hit in &found.hits {
            if !documents.contains(&hit.document.as_str()) {
                documents.push(&hit.document);
            }
        }
        if let Some(place) = documents
            .iter()
            .take(10)
            .position(|d| question.gold.iter().any(|g| g == d))
        {
            first += u32::from(place == 0);
            five += u32::from(place < 5);
            reciprocal += 1.0 / f64::from(u32::try_from(place + 1).unwrap_or(u32::MAX));
        }
        let says = |passages: &[u32]| -> bool {
            let best = passages
                .iter()
                .filter_map(|p| {
                    let sentence = generation.best_sentences(&found.query, *p).into_iter().next()?;
                    Some((*p, sentence))
                })
                .max_by(|a, b| a.1.score.total_cmp(&b.1.score));
            best.is_some_and(|(p, sentence)| {
                generation
                    .passage(p)
                    .and_then(|(_, d)| d.body.get(sentence.range))
                    .is_some_and(|sentence| question.answers.iter().any(|a| sentence.contains(a.as_str())))
            })
        };
        if let Some(hit) = found.hits.first() {
            said += u32::from(says(&[hit.passage]));
        }
        let right: Vec<u32> = question
            .gold
            .iter()
            .filter_map(|g| first_passage.get(g.as_str()))
            .flatten()
            .copied()
            .collect();
        said_of_right += u32::from(says(&right));
    }
    times.sort_unstable();
    let share = |n: u32| f64::from(n) / f64::from(u32::try_from(questions.len()).unwrap_or(u32::MAX));
    let at = |percent: usize| {
        times
            .get((times.len() - 1) * percent / 100)
            .copied()
            .unwrap_or_default()
    };
    Ok(Figures {
        typed,
        questions: questions.len(),
        hit_at_1: share(first),
        hit_at_5: share(five),
        mrr_at_10: reciprocal * share(1),
        answer_in_sentence: share(said),
        answer_in_sentence_of_right: share(said_of_right),
        median_us: at(50),
        p99_us: at(99),
    })
}

/// Measures all ways of typing and gives the table a person reads.
pub fn report(corpus_file: &Path, questions_file: &Path) -> anyhow::Result<(Vec<Figures>, String)> {
    let knowledge = corpus(corpus_file)?;
    let questions = questions(questions_file)?;
    let (_dir, generation) = indexed(&knowledge)?;
    drop(knowledge);
    let mut all = Vec::new();
    for typed in Typed::ALL {
        all.push(measure(&generation, &questions, typed)?);
    }
    let mut text = format!(
        "{} documents, {} passages, {} questions\n\n{:<22}{:>8}{:>8}{:>9}{:>12}{:>12}{:>12}{:>10}\n",
        generation.knowledge().documents.len(),
        generation.passages().len(),
        questions.len(),
        "",
        "hit@1",
        "hit@5",
        "MRR@10",
        "answer in",
        "answer in",
        "median",
        "p99"
    );
    text.push_str(&format!(
        "{:<22}{:>8}{:>8}{:>9}{:>12}{:>12}{:>12}{:>10}\n",
        "", "", "", "", "sentence", "right doc", "µs", "µs"
    ));
    for f in &all {
        let name = match f.typed {
            Typed::AsWritten => "as written",
            Typed::NoSpaces => "all spaces removed",
            Typed::Mistyped => "one letter mistyped",
        };
        text.push_str(&format!(
            "{name:<22}{:>8.1}{:>8.1}{:>9.3}{:>12.1}{:>12.1}{:>12}{:>10}\n",
            100.0 * f.hit_at_1,
            100.0 * f.hit_at_5,
            f.mrr_at_10,
            100.0 * f.answer_in_sentence,
            100.0 * f.answer_in_sentence_of_right,
            f.median_us,
            f.p99_us
        ));
    }
    Ok((all, text))
}
