//! How long answering, building and opening take on `data/`, beside a plain tantivy search of the same questions.
//!
//! `cargo bench --bench answer` asks the golden questions and prints the median and the 99th percentile of each. (divan
//! gives no percentiles, and the slow tail is what a member notices.)

use std::path::Path;
use std::time::{Duration, Instant};

use giljabi::desk::{Desk, Places};
use giljabi::eval::{Set, golden};
use giljabi::knowledge::{self, Knowledge};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Index, doc};

/// How often all the questions are asked.
const ROUNDS: usize = 20;

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let room = tempfile::tempdir()?;
    let places = |index: &str| Places {
        data: root.join("data"),
        index: room.path().join(index),
        state: room.path().join("state"),
    };

    let mut table = Table::default();
    let built = (0..10).map(|run| time(|| Desk::open(&places(&format!("index-{run}")))));
    table.row("build data/ and open it", built.collect::<Result<Vec<_>, _>>()?);
    let opened = (0..50).map(|_| time(|| Desk::open(&places("index-0"))));
    table.row("open what is built", opened.collect::<Result<Vec<_>, _>>()?);

    let desk = Desk::open(&places("index-0"))?;
    let set = Set::load(&root.join("tests/golden/questions.toml"))?;
    let today = set.today.unwrap_or_default();
    let snapshot = desk.snapshot();
    let mut answered = Vec::new();
    for _ in 0..ROUNDS {
        golden::run(
            |ask| {
                let begun = Instant::now();
                let answer = desk.ask(ask);
                answered.push(begun.elapsed());
                answer
            },
            &set,
            &snapshot.knowledge.companies,
            today,
        );
    }
    table.row("answer a question", answered);

    let knowledge = knowledge::load(&root.join("data")).map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    let (index, body) = plain(&knowledge)?;
    let searcher = index.reader()?.searcher();
    let parser = QueryParser::for_index(&index, vec![body]);
    let mut searched = Vec::new();
    for _ in 0..ROUNDS {
        for question in &set.questions {
            let begun = Instant::now();
            let (query, _) = parser.parse_query_lenient(&question.q);
            let hits = searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
            let _texts = hits
                .iter()
                .map(|(_, address)| searcher.doc::<tantivy::TantivyDocument>(*address))
                .collect::<Result<Vec<_>, _>>()?;
            searched.push(begun.elapsed());
        }
    }
    table.row("plain tantivy: ten paragraphs", searched);

    show(&format!(
        "{} questions, {} documents, {} paragraphs in the plain index",
        set.questions.len(),
        knowledge.documents.len(),
        searcher.num_docs(),
    ));
    show(&table.text);
    Ok(())
}

/// An index as tantivy's first example builds it: paragraphs, the default tokenizer, one segment's worth of defaults.
fn plain(knowledge: &Knowledge) -> anyhow::Result<(Index, tantivy::schema::Field)> {
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer(50_000_000)?;
    for document in &knowledge.documents {
        for paragraph in document.body.split("\n\n") {
            writer.add_document(doc!(body => paragraph))?;
        }
    }
    writer.commit()?;
    Ok((index, body))
}

fn time<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    work()?;
    Ok(begun.elapsed())
}

/// What is printed: a row a thing measured.
#[derive(Default)]
struct Table {
    text: String,
}

impl Table {
    fn row(&mut self, name: &str, mut took: Vec<Duration>) {
        took.sort_unstable();
        let at = |share: usize| {
            let place = (took.len() * share / 100).min(took.len().saturating_sub(1));
            took.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0
        };
        self.text.push_str(&format!(
            "{name:<32} median {:>9.3} ms   p99 {:>9.3} ms   ({} times)\n",
            at(50),
            at(99),
            took.len(),
        ));
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn show(text: &str) {
    println!("{text}");
}
