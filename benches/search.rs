//! Searching, building and opening, next to a plain tantivy index with its default tokenizer in the same run.
//!
//! `cargo bench --bench search` measures 1,000 and 10,000 passages; `cargo bench --bench search -- 100000` other numbers.
//! The passages are made up from a fixed seed: words drawn as rarely and as often as in a real text.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, reason = "a benchmark that fails stops")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use giljabi::knowledge::{self, Document, Knowledge, Lang};
use giljabi::search::Generations;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TEXT};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if let [what, count, dir] = args.as_slice()
        && what.parse::<usize>().is_err()
    {
        return child(what, count.parse().unwrap(), Path::new(dir));
    }
    let counts: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![1_000, 10_000] } else { counts };
    println!("times in milliseconds; \"x\" is the ratio to plain tantivy, default tokenizer, in the same run\n");
    println!(
        "{:>9} {:>9} {:>6} {:>9} {:>10} {:>10} {:>6} {:>10} {:>6} {:>11}",
        "passages", "build", "x", "open", "search p50", "plain p50", "x", "search p99", "x", "peak memory"
    );
    for count in counts {
        measure(count);
    }
    own_data();
}

/// Made-up Korean: `VOCABULARY` words of two to four syllables, the n-th drawn 1/n as often as the first.
struct Language {
    words: Vec<String>,
    random: StdRng,
}

const VOCABULARY: usize = 60_000;
const PARTICLES: [&str; 12] = [
    "은", "는", "이", "가", "을", "를", "에서", "의", "에", "으로", "하는", "했다",
];

impl Language {
    fn new(seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(7);
        let syllables: Vec<char> = (0..500)
            .map(|_| char::from_u32(0xAC00 + random.random_range(0..11_172)).unwrap())
            .collect();
        let words = (0..VOCABULARY)
            .map(|_| {
                (0..random.random_range(2..=4))
                    .map(|_| syllables[random.random_range(0..syllables.len())])
                    .collect()
            })
            .collect();
        Self {
            words,
            random: StdRng::seed_from_u64(seed),
        }
    }

    fn word(&mut self) -> &str {
        let exponent: f64 = self.random.random_range(0.0..1.0);
        let rank = (VOCABULARY as f64).powf(exponent) as usize;
        &self.words[rank.min(VOCABULARY - 1)]
    }

    fn sentence(&mut self, words: usize) -> String {
        let mut out = Vec::new();
        for _ in 0..words {
            let mut word = self.word().to_owned();
            if self.random.random_bool(0.6) {
                word.push_str(PARTICLES[self.random.random_range(0..PARTICLES.len())]);
            }
            out.push(word);
        }
        out.join(" ")
    }
}

fn corpus(count: usize) -> Knowledge {
    let mut language = Language::new(1);
    let documents = (0..count)
        .map(|n| {
            let sentences: Vec<String> = (0..8).map(|_| format!("{}다.", language.sentence(13))).collect();
            Document {
                id: format!("d{n}"),
                source: format!("d{n}"),
                lang: Lang::Ko,
                title: language.sentence(3),
                subtitle: None,
                publisher: None,
                body: sentences.join(" "),
                aliases: Vec::new(),
                imported_from: None,
                hash: None,
                expired: false,
                file: "documents/made-up.jsonl".to_owned(),
                line: n + 1,
            }
        })
        .collect();
    Knowledge {
        documents,
        ..Knowledge::default()
    }
}

/// Questions: a few words of some passage each, as a member would put them.
fn questions(corpus: &Knowledge) -> Vec<String> {
    let mut random = StdRng::seed_from_u64(2);
    (0..300)
        .map(|_| {
            let document = &corpus.documents[random.random_range(0..corpus.documents.len())];
            let words: Vec<&str> = document.body.split(' ').collect();
            let from = random.random_range(0..words.len() - 6);
            format!("{} {} 언제인가요?", document.title, words[from..from + 4].join(" "))
        })
        .collect()
}

fn times(mut each: impl FnMut(&str), questions: &[String]) -> Vec<Duration> {
    questions.iter().take(20).for_each(|q| each(q));
    let mut all: Vec<Duration> = questions
        .iter()
        .map(|q| {
            let start = Instant::now();
            each(q);
            start.elapsed()
        })
        .collect();
    all.sort_unstable();
    all
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Plain tantivy: one text field, the default tokenizer, its own query parser.
fn plain(knowledge: &Knowledge, dir: &Path) -> tantivy::Index {
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT | STORED);
    let index = tantivy::Index::create_in_dir(dir, schema.build()).unwrap();
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(2, 120_000_000).unwrap();
    for document in &knowledge.documents {
        let mut doc = tantivy::TantivyDocument::new();
        doc.add_text(text, format!("{} {}", document.title, document.body));
        writer.add_document(doc).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    index
}

fn measure(count: usize) {
    let dir = tempfile::tempdir().unwrap();
    let ours = dir.path().join("ours");
    let theirs = dir.path().join("theirs");
    std::fs::create_dir(&theirs).unwrap();
    // Each builds in a process of its own, so that its peak memory is its own.
    let build = |what: &str, dir: &Path| -> (f64, u64) {
        let out = Command::new(std::env::current_exe().unwrap())
            .args([what, &count.to_string()])
            .arg(dir)
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).unwrap();
        let mut words = text.split_whitespace();
        (
            words.next().unwrap().parse().unwrap(),
            words.next().unwrap().parse().unwrap(),
        )
    };
    let (built, memory) = build("ours", &ours);
    let (plain_built, _) = build("theirs", &theirs);

    let knowledge = corpus(count);
    let questions = questions(&knowledge);
    drop(knowledge);
    let start = Instant::now();
    let generation = Generations::new(&ours).current().unwrap().unwrap();
    let opened = start.elapsed();
    let own = times(|q| drop(generation.search(q, 10, None)), &questions);

    let index = tantivy::Index::open_in_dir(&theirs).unwrap();
    let reader = index.reader().unwrap();
    let text = index.schema().get_field("text").unwrap();
    let parser = QueryParser::for_index(&index, vec![text]);
    let other = times(
        |q| {
            let searcher = reader.searcher();
            let query = parser.parse_query_lenient(q).0;
            let found = searcher
                .search(&query, &TopDocs::with_limit(10).order_by_score())
                .unwrap();
            for (_, address) in found {
                drop(searcher.doc::<tantivy::TantivyDocument>(address).unwrap());
            }
        },
        &questions,
    );
    let at = |all: &[Duration], percent: usize| ms(all[(all.len() - 1) * percent / 100]);
    println!(
        "{count:>9} {built:>9.0} {:>6.1} {:>9.1} {:>10.2} {:>10.2} {:>6.1} {:>10.2} {:>6.1} {:>8} MiB",
        built / plain_built,
        ms(opened),
        at(&own, 50),
        at(&other, 50),
        at(&own, 50) / at(&other, 50),
        at(&own, 99),
        at(&own, 99) / at(&other, 99),
        memory / 1024,
    );
}

/// Builds in this process, and prints the time in milliseconds and the peak memory in KiB (0 where the system does not say).
fn child(what: &str, count: usize, dir: &Path) {
    let knowledge = corpus(count);
    let start = Instant::now();
    if what == "ours" {
        Generations::new(dir).build(&knowledge, &|_| {}).unwrap();
    } else {
        plain(&knowledge, dir);
    }
    let time = ms(start.elapsed());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or_default();
    println!("{time} {peak}");
}

/// The figures for the knowledge in `data/`.
fn own_data() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let Ok(knowledge) = knowledge::load(&data) else {
        println!("\nno data/ to measure");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let generations = Generations::new(dir.path());
    drop(generations.open_or_build(&data, &|_| {}).unwrap());
    let built = start.elapsed();
    let start = Instant::now();
    let generation = generations.open_or_build(&data, &|_| {}).unwrap();
    let opened = start.elapsed();
    let asked: Vec<String> = knowledge
        .companies
        .iter()
        .map(|c| format!("{} 언제 입주했나요?", c.name.ko))
        .chain(knowledge.faqs.iter().map(|f| f.question.ko.clone()))
        .chain(knowledge.documents.iter().map(|d| d.title.clone()))
        .collect();
    let own = times(|q| drop(generation.search(q, 10, None)), &asked);
    let at = |percent: usize| ms(own[(own.len() - 1) * percent / 100]);
    println!(
        "\ndata/: {} passages; read and built in {:.0} ms, opened in {:.0} ms; search p50 {:.2} ms, p99 {:.2} ms",
        generation.passages().len(),
        ms(built),
        ms(opened),
        at(50),
        at(99)
    );
}
