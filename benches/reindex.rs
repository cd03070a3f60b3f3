//! How long a member waits for an answer while the index is built anew, beside how long without that.
//!
//! `cargo bench --bench reindex` asks the golden questions, 200 of them a second, in turns without and with reindexing over
//! and over in the same process, and prints the median, the 99th percentile and the longest wait of both. A wait begins at
//! the instant at which the question was due, so that a question that had to queue counts as a member would feel it. Every
//! answer has to be the one of the data before or of the data after an edit; anything else ends the benchmark.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use giljabi::answer::{Answer, Ask};
use giljabi::desk::reindex::Order;
use giljabi::desk::{Desk, Places};
use giljabi::eval::{Set, for_staff, golden};
use jiff::civil::Date;
use tokio::sync::Semaphore;

/// How many questions are asked in a second.
const A_SECOND: u32 = 200;
/// For how long they are asked at a stretch, first without and then with reindexing.
const STRETCH: Duration = Duration::from_secs(5);
/// How many pairs of stretches there are: the machine's own moods fall on both.
const PAIRS: usize = 6;
/// What the edited record answers, and no other does.
const EDITED: &str = "공용 작업실에 거북이를 데려가도 되나요?";
/// One question in so many asks for the edited record.
const EDITED_EVERY: usize = 10;

/// A question with the answers that are right: that of the data before an edit, and that after.
struct Asked {
    ask: Ask,
    right: [Answer; 2],
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let room = tempfile::tempdir()?;
    let places = Places {
        data: room.path().join("data"),
        index: room.path().join("index"),
        state: room.path().join("state"),
    };
    copy(&root.join("data"), &places.data)?;
    let set = Set::load(&root.join("tests/golden/questions.toml"))?;
    let today = set.today.context("the golden questions name their day")?;
    edit(&places.data, 0)?;
    let desk = Desk::open(&places)?;
    let asked = Arc::new(questions(&desk, &set, today)?);

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut quiet, mut busy) = (Waits::default(), Waits::default());
    let mut builds = Waits::default();
    let versions = AtomicUsize::new(0);
    ask(&runtime, &desk, &asked, Duration::from_secs(1))?;
    for _ in 0..PAIRS {
        quiet.0.extend(ask(&runtime, &desk, &asked, STRETCH)?.0);
        let over = AtomicBool::new(false);
        std::thread::scope(|threads| -> anyhow::Result<()> {
            let builder = threads.spawn(|| -> anyhow::Result<Waits> {
                let mut took = Waits::default();
                while !over.load(Ordering::Relaxed) {
                    edit(&places.data, versions.fetch_add(1, Ordering::Relaxed) + 1)?;
                    let begun = Instant::now();
                    // Where the bot builds as well: on a thread of the pool that may block.
                    let desk = desk.clone();
                    runtime.block_on(runtime.spawn_blocking(move || reindex(&desk, today)))??;
                    took.0.push(begun.elapsed());
                }
                Ok(took)
            });
            let waits = ask(&runtime, &desk, &asked, STRETCH);
            over.store(true, Ordering::Relaxed);
            let built = builder.join().map_err(|_| anyhow::anyhow!("the builder panicked"))??;
            builds.0.extend(built.0);
            busy.0.extend(waits?.0);
            Ok(())
        })?;
    }
    let ratio = busy.at(99.0).as_secs_f64() / quiet.at(99.0).as_secs_f64();
    show(&format!(
        "{} questions, {A_SECOND} a second, each answer that of the data before or after an edit",
        asked.len(),
    ));
    show(&quiet.row("without reindexing"));
    show(&busy.row("while reindexing"));
    show(&builds.row("a reindex, golden.toml asked"));
    show(&format!("99th percentile while reindexing: {ratio:.2} × that without"));
    Ok(())
}

/// The golden questions that stand alone, and that of the edited record now and then, with the answers that are right.
fn questions(desk: &Desk, set: &Set, today: Date) -> anyhow::Result<Vec<Asked>> {
    let mut asks = Vec::new();
    let companies = desk.snapshot().knowledge.companies.clone();
    golden::run(
        |ask| {
            if ask.session.is_none() {
                if asks.len() % EDITED_EVERY == 0 {
                    asks.push(Ask::question(EDITED, today));
                }
                asks.push(ask.clone());
            }
            desk.ask(ask)
        },
        set,
        &companies,
        today,
    );
    for (at, ask) in asks.iter_mut().enumerate() {
        ask.id = Some(at.to_string());
    }
    let answers = || asks.iter().map(|ask| bare(desk.ask(ask))).collect::<Vec<_>>();
    let before = answers();
    edit(&desk.places().data, 1)?;
    reindex(desk, today)?;
    let after = answers();
    edit(&desk.places().data, 0)?;
    reindex(desk, today)?;
    let differ = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after)
        .count();
    ensure!(
        differ > 0,
        "no answer changes by the edit, so that none could be seen to be torn"
    );
    let right = before.into_iter().zip(after);
    Ok(asks
        .into_iter()
        .zip(right)
        .map(|(ask, (before, after))| Asked {
            ask,
            right: [before, after],
        })
        .collect())
}

/// Asks for so long, and gives how long each question waited. Asked as the bot asks: as many at a time as there are cores.
fn ask(
    runtime: &tokio::runtime::Runtime,
    desk: &Desk,
    asked: &Arc<Vec<Asked>>,
    stretch: Duration,
) -> anyhow::Result<Waits> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let turns = Arc::new(Semaphore::new(cores));
    let waits = Arc::new(Mutex::new(Waits::default()));
    let wrong = Arc::new(Mutex::new(BTreeMap::new()));
    let begun = Instant::now();
    let mut due = begun;
    let mut all = Vec::new();
    let mut at = 0;
    while due < begun + stretch {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let (desk, asked, turns) = (desk.clone(), Arc::clone(asked), Arc::clone(&turns));
        let (waits, wrong) = (Arc::clone(&waits), Arc::clone(&wrong));
        all.push(runtime.spawn(async move {
            let turn = turns.acquire_owned().await;
            let answered = tokio::task::spawn_blocking(move || {
                let number = at % asked.len();
                let asked = asked.get(number)?;
                Some((number, desk.ask(&asked.ask), asked.right.clone()))
            })
            .await;
            drop(turn);
            let waited = due.elapsed();
            if let Ok(Some((number, answer, right))) = answered {
                let answer = bare(answer);
                if !right.contains(&answer) {
                    let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
                    wrong.insert(number, answer);
                }
                waits.lock().unwrap_or_else(PoisonError::into_inner).0.push(waited);
            }
        }));
        at += 1;
        due += Duration::from_secs(1) / A_SECOND;
    }
    runtime.block_on(async {
        for one in all {
            one.await?;
        }
        anyhow::Ok(())
    })?;
    let wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
    ensure!(
        wrong.is_empty(),
        "these answers are neither those before an edit nor those after: {wrong:#?}"
    );
    let waits = std::mem::take(&mut *waits.lock().unwrap_or_else(PoisonError::into_inner));
    ensure!(waits.0.len() == at, "{} of {at} questions were answered", waits.0.len());
    Ok(waits)
}

/// An answer without how long it took.
fn bare(answer: Answer) -> Answer {
    Answer {
        elapsed_us: 0,
        ..answer
    }
}

fn reindex(desk: &Desk, today: Date) -> anyhow::Result<()> {
    let report = desk.reindex(&Order {
        who: "a benchmark",
        today,
        golden: Some(&for_staff::golden),
        although_worse: None,
        progress: &|_| {},
    })?;
    ensure!(report.published, "a reindex was not published: {report:?}");
    ensure!(report.before != report.generation, "nothing was built: {report:?}");
    Ok(())
}

/// Writes the edited record: two versions, in turns.
fn edit(data: &Path, version: usize) -> anyhow::Result<()> {
    let answer = [
        "거북이는 데려올 수 없습니다.",
        "거북이는 어항에 넣어 데려올 수 있습니다.",
    ][version % 2];
    let text = format!(
        "[[faq]]\nid = \"faq-bench\"\nquestion = \"{EDITED}\"\nanswer = \"{answer}\"\nquote = \"{answer}\"\n\
         [faq.source]\ntitle = \"작업실 안내\"\npublisher = \"운영사무국\"\npublished = \"2026-06-01\"\n"
    );
    fs::write(data.join("faq/bench.toml"), text).context("writing the edited record")
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// How long things took.
#[derive(Default)]
struct Waits(Vec<Duration>);

impl Waits {
    fn at(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list of some thousands"
        )]
        let place = (sorted.len() as f64 * share / 100.0) as usize;
        sorted
            .get(place.min(sorted.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    }

    fn row(&self, name: &str) -> String {
        let milliseconds = |share: f64| self.at(share).as_secs_f64() * 1000.0;
        format!(
            "{name:<32} median {:>9.3} ms   p99 {:>9.3} ms   longest {:>9.3} ms   ({} times)",
            milliseconds(50.0),
            milliseconds(99.0),
            milliseconds(100.0),
            self.0.len(),
        )
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn show(text: &str) {
    println!("{text}");
}
