//! Whatever is killed while it writes, and whatever is asked while the index changes: `data/`, `index/` and `state/` are
//! always whole, and no answer is torn.
#![expect(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use giljabi::answer::{Answer, Ask};
use giljabi::desk::reindex::{Edited, Grade, Graded, NotDone, Order};
use giljabi::desk::turn::Turn;
use giljabi::desk::{Desk, Places};
use giljabi::eval::Set;
use giljabi::knowledge::{self, Faq, Source, Text, faq};
use giljabi::records::{Asked, Options, Records};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 7, 1);
const QUESTION: &str = "공용 작업실에 반려견을 데려가도 되나요?";

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A copy of a small knowledge with an index and a state directory beside it.
fn room(at: &Path) -> Places {
    let places = Places {
        data: at.join("data"),
        index: at.join("index"),
        state: at.join("state"),
    };
    if !places.data.exists() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other-programme/data");
        copy_tree(&data, &places.data);
    }
    places
}

fn order<'a>() -> Order<'a> {
    Order {
        who: "a test",
        today: TODAY,
        golden: None,
        although_worse: None,
        progress: &|_| {},
    }
}

fn written(number: usize) -> Faq {
    Faq {
        id: String::new(),
        question: Text::plain(format!("{number}번 작업실에 반려견을 데려가도 되나요?")),
        also: vec![],
        answer: Text::plain(format!("{number}번 작업실에는 반려견을 데려올 수 없습니다.")),
        items: vec![],
        sources: vec![],
        source: Some(Source {
            id: String::new(),
            title: Text::plain("작업실 안내"),
            publisher: Text::plain("운영사무국"),
            author: None,
            published: Some("2026-06-01".parse().unwrap()),
            url: None,
        }),
        quote: None,
        valid_until: None,
        expired: false,
    }
}

/// A version of an answer, written so that a half of one and a half of the other would show.
fn answer_file(version: usize) -> String {
    format!(
        "[[faq]]\nid = \"faq-dog\"\nquestion = \"{QUESTION}\"\nanswer = \"판 {version}: 데려올 수 없습니다. 판 {version} 끝.\"\n\
         [faq.source]\ntitle = \"작업실 안내\"\npublisher = \"운영사무국\"\npublished = \"2026-06-01\"\n"
    )
}

fn put(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let mut beside = tempfile::NamedTempFile::new_in(file.parent().unwrap()).unwrap();
    beside.write_all(text.as_bytes()).unwrap();
    beside.persist(file).unwrap();
}

#[test]
fn no_answer_is_torn_while_the_index_changes() {
    let place = tempfile::tempdir().unwrap();
    let places = room(place.path());
    let file = places.data.join("faq/dogs.toml");
    put(&file, &answer_file(0));
    let desk = Desk::open(&places).unwrap();
    let (over, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let text = desk.ask(&Ask::question(QUESTION, TODAY)).text;
                    let versions: Vec<&str> = text
                        .split("판 ")
                        .skip(1)
                        .filter_map(|rest| rest.split([':', ' ']).next())
                        .collect();
                    assert_eq!(versions.len(), 2, "{text}");
                    assert_eq!(versions[0], versions[1], "{text}");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for version in 1..=6 {
            put(&file, &answer_file(version));
            let report = desk.reindex(&order()).unwrap();
            assert!(report.published);
            assert_eq!(
                report
                    .changes
                    .changed
                    .iter()
                    .filter(|record| record.kind == "faqs")
                    .count(),
                1
            );
            let now = desk.ask(&Ask::question(QUESTION, TODAY)).text;
            assert!(now.contains(&format!("판 {version}:")), "{now}");
        }
        over.store(true, Ordering::Relaxed);
    });
    assert!(asked.load(Ordering::Relaxed) > 0);
}

#[test]
fn every_answer_is_that_of_the_data_before_or_after_an_edit() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = tempfile::tempdir().unwrap();
    let places = Places {
        data: place.path().join("data"),
        index: place.path().join("index"),
        state: place.path().join("state"),
    };
    copy_tree(&repository.join("data"), &places.data);
    let file = places.data.join("faq/dogs.toml");
    put(&file, &answer_file(0));
    let desk = Desk::open(&places).unwrap();
    let set = Set::load(&repository.join("tests/golden/questions.toml")).unwrap();
    let alone = set.questions.iter().filter(|question| question.session.is_none());
    let mut questions: Vec<&str> = alone.step_by(12).map(|question| question.q.as_str()).collect();
    questions.push(QUESTION);
    let ask = |question: &str| Answer {
        id: String::new(),
        elapsed_us: 0,
        ..desk.ask(&Ask::question(question, TODAY))
    };
    let all = || questions.iter().map(|question| ask(question)).collect::<Vec<_>>();
    let before = all();
    put(&file, &answer_file(1));
    assert!(desk.reindex(&order()).unwrap().published);
    let after = all();
    assert_ne!(before, after);
    let over = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let asking = threads.spawn(|| {
            let mut rounds = 0;
            while !over.load(Ordering::Relaxed) || rounds == 0 {
                for ((question, before), after) in questions.iter().zip(&before).zip(&after) {
                    let answer = ask(question);
                    assert!(answer == *before || answer == *after, "{question}: {answer:#?}");
                }
                rounds += 1;
            }
        });
        for version in [0, 1, 0] {
            put(&file, &answer_file(version));
            let report = desk.reindex(&order()).unwrap();
            assert!(report.published && report.generation != report.before);
        }
        over.store(true, Ordering::Relaxed);
        asking.join().unwrap();
    });
    assert_eq!(all(), before);
}

#[test]
fn what_makes_golden_questions_worse_is_not_published_and_not_left_in_the_data() {
    let place = tempfile::tempdir().unwrap();
    let places = room(place.path());
    let desk = Desk::open(&places).unwrap();
    let hash = knowledge::content_hash(&places.data).unwrap();
    let before = desk.snapshot().generation.clone();
    let golden = |desk: &Desk, _: &Path, _: Date| {
        let worse = desk
            .snapshot()
            .knowledge
            .faqs
            .iter()
            .any(|faq| faq.question.ko.contains("반려견"));
        Ok(vec![Graded {
            id: "q".into(),
            question: "q".into(),
            grade: if worse { Grade::Wrong } else { Grade::Right },
            why: String::new(),
            answer: String::new(),
        }])
    };
    let mut order = Order {
        golden: Some(&golden),
        ..order()
    };
    let append = |data: &Path| {
        let edited = Edited::remember([data.join("faq/2026-07.toml")])?;
        faq::append(data, &written(1), TODAY)?;
        Ok(edited)
    };
    let report = desk.change(&order, append).unwrap();
    assert!(!report.published);
    assert_eq!(report.worse.len(), 1);
    assert_eq!(
        knowledge::content_hash(&places.data).unwrap(),
        hash,
        "the data is as it was"
    );
    assert_eq!(desk.snapshot().generation, before);
    assert_eq!(desk.generations().len(), 1, "what is not wanted is not kept");

    // Somebody agrees, but to other data than this: it is asked again.
    order.although_worse = Some("another hash");
    assert!(!desk.change(&order, append).unwrap().published);
    order.although_worse = Some(&hash);
    assert!(desk.change(&order, append).unwrap().published);
    assert_ne!(desk.snapshot().generation, before);

    // Going back holds over a restart, until the data is edited.
    desk.rollback(&before, "a test").unwrap();
    assert_eq!(Desk::open(&places).unwrap().snapshot().generation, before);
    assert!(desk.gone_back());
    let elsewhere = Desk::open_as_is(&places).unwrap();
    put(&places.data.join("faq/dogs.toml"), &answer_file(1));
    assert!(elsewhere.reindex(&Order { golden: None, ..order }).unwrap().published);
    assert!(desk.follow().unwrap(), "another process's index is taken up");
    assert_eq!(desk.snapshot().generation, elsewhere.snapshot().generation);
}

#[test]
fn the_second_reindex_is_told_who_runs_the_first() {
    let place = tempfile::tempdir().unwrap();
    let places = room(place.path());
    let desk = Desk::open(&places).unwrap();
    let _first = Turn::take(&places.state, "소라").unwrap();
    match desk.reindex(&order()) {
        Err(NotDone::Busy(who)) => assert_eq!(who, "소라"),
        other => panic!("{other:?}"),
    }
}

// ---- killed ----------------------------------------------------------------------------------------------------------

/// What the killed process does.
const ROLE: &str = "GILJABI_TEST_KILLED_ROLE";
/// Where it does it.
const PLACE: &str = "GILJABI_TEST_KILLED_PLACE";

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration but the environment"
)]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// How often each kind of work is killed: 200 times in all by `GILJABI_TEST_KILLS=67`, a few by default.
fn kills() -> u64 {
    environment("GILJABI_TEST_KILLS")
        .and_then(|times| times.parse().ok())
        .unwrap_or(5)
}

/// The process that is killed: this test, in a process of its own, works on for ever and says what it has finished.
#[test]
fn works_until_it_is_killed() {
    let (Some(role), Some(place)) = (environment(ROLE), environment(PLACE)) else {
        return;
    };
    let places = room(Path::new(&place));
    match role.as_str() {
        "reindex" => {
            let desk = Desk::open(&places).unwrap();
            for version in 1.. {
                put(&places.data.join("faq/dogs.toml"), &answer_file(version));
                assert!(desk.reindex(&order()).unwrap().published);
                finished(&desk.snapshot().generation);
            }
        }
        "faq" => loop {
            let number = rand::random::<u32>() as usize;
            finished(&faq::append(&places.data, &written(number), TODAY).unwrap().id);
        },
        _ => {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let records = Records::open(Options::new(&places.state)).await.unwrap();
                loop {
                    let id = Records::new_id();
                    records.asked(asked(&records, &id));
                    records.flush().await;
                    finished(&id);
                }
            });
        }
    }
}

fn asked(records: &Records, id: &str) -> Asked {
    Asked {
        id: id.to_owned(),
        server: 1,
        person: records.person(7),
        at: jiff::Timestamp::now(),
        lang: "ko".into(),
        question: format!("{id} 작업실에 주차가 되나요?"),
        answer: "자료에 없는 내용입니다.".into(),
        kind: "no_answer".into(),
        reason: Some("not_in_knowledge".into()),
        sources: vec![],
        generation: "g".into(),
        elapsed_us: 1,
        unanswered: true,
    }
}

fn finished(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "did this: {what}").unwrap();
    out.flush().unwrap();
}

/// Kills `role` at some moment after it has finished something, again and again, and looks at what is left each time.
fn kill_again_and_again(role: &str, look: impl Fn(&Places, &[String])) {
    let place = tempfile::tempdir().unwrap();
    let places = room(place.path());
    let mut done = Vec::new();
    for round in 0..kills() {
        let mut child = start(role, place.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let take = |line: String, done: &mut Vec<String>| {
            let what = line.rsplit_once("did this: ").map(|(_, what)| what.to_owned());
            let is = what.is_some();
            done.extend(what);
            is
        };
        // The libtest harness says a few lines of its own before.
        while !take(lines.next().unwrap().unwrap(), &mut done) {}
        // A different moment of the work each time.
        std::thread::sleep(Duration::from_micros(round.wrapping_mul(7919) % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            take(line, &mut done);
        }
        look(&places, &done);
    }
    assert!(!done.is_empty());
}

fn start(role: &str, place: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["works_until_it_is_killed", "--exact", "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killed_while_it_reindexes_it_leaves_a_whole_index() {
    kill_again_and_again("reindex", |places, done| {
        knowledge::load(&places.data).unwrap();
        let desk = Desk::open_as_is(places).unwrap();
        assert!(
            desk.snapshot().generation >= *done.last().unwrap(),
            "what was published stays"
        );
        let text = desk.ask(&Ask::question(QUESTION, TODAY)).text;
        assert!(text.contains("판 "), "{text}");
        Desk::open(places).unwrap();
    });
}

#[test]
fn killed_while_it_writes_an_answer_it_leaves_whole_data() {
    kill_again_and_again("faq", |places, done| {
        let knowledge = knowledge::load(&places.data).unwrap();
        for id in done {
            assert!(knowledge.faqs.iter().any(|faq| faq.id == *id), "{id} was written");
        }
    });
}

#[test]
fn killed_while_it_records_it_leaves_whole_records() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    kill_again_and_again("records", |places, done| {
        runtime.block_on(async {
            let records = Records::open(Options::new(&places.state)).await.unwrap();
            let kept = records.kept(&records.person(7)).await.unwrap();
            assert!(
                kept.questions >= done.len() as u64,
                "{} of {}",
                kept.questions,
                done.len()
            );
            let last = records.question(done.last().unwrap()).await.unwrap();
            assert!(last.is_some());
            // A backup copies every page: it fails where one is broken.
            let backup: PathBuf = places.state.join(format!("backup-{}", Records::new_id()));
            records.backup(&backup).await.unwrap();
            records.close().await;
        });
    });
}
