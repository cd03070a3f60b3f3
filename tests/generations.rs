//! Generations on disk: built beside the old one, whole or not there, noticed when damaged, gone back to.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use giljabi::answer::Ask;
use giljabi::desk::{Desk, Places};
use giljabi::search::{Generation, Generations, Step};

/// Writes a data directory with `count` documents that all say `word`.
fn write_data(dir: &Path, word: &str, count: usize) {
    fs::create_dir_all(dir.join("documents")).unwrap();
    let lines: String = (0..count)
        .map(|i| format!("{{\"id\":\"d{i}\",\"title\":\"{word} 소식 {i}\",\"text\":\"{word}에서 {i}번째 행사를 열었다. 기업이 모였다.\"}}\n"))
        .collect();
    fs::write(dir.join("documents/news.jsonl"), lines).unwrap();
}

struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn index(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    fn generations(&self) -> Generations {
        Generations::new(self.index())
    }

    fn open(&self) -> Generation {
        self.generations().open_or_build(&self.data(), &|_| {}).unwrap()
    }

    fn current(&self) -> String {
        self.generations().current_name().unwrap()
    }
}

fn finds(generation: &Generation, query: &str) -> bool {
    !generation.search(query, 3, None).hits.is_empty()
}

#[test]
fn an_index_that_is_up_to_date_is_opened_and_a_changed_one_built() {
    let place = Place::new();
    write_data(&place.data(), "보스턴", 3);
    let first = place.open();
    assert!(finds(&first, "보스턴 행사"));
    assert_eq!(place.open().name(), first.name());
    write_data(&place.data(), "서울", 3);
    let second = place.open();
    assert_ne!(second.name(), first.name());
    assert!(finds(&second, "서울 행사"));
    // Who holds the first one still answers from it.
    assert!(finds(&first, "보스턴 행사"));
}

#[test]
fn three_are_kept_and_one_can_go_back() {
    let place = Place::new();
    let mut names = Vec::new();
    for word in ["하나시", "둘리시", "셋째시", "넷째시"] {
        write_data(&place.data(), word, 2);
        names.push(place.open().name().to_owned());
    }
    let listed: Vec<String> = place.generations().list().into_iter().map(|m| m.name).collect();
    assert_eq!(listed, [names[3].as_str(), &names[2], &names[1]]);
    let back = place.generations().rollback(&names[2]).unwrap();
    assert!(back.knowledge().documents[0].body.contains("셋째시"));
    // A restart with the same data stays with what was gone back to; changed data is built.
    assert_eq!(place.open().name(), names[2]);
    write_data(&place.data(), "다섯시", 2);
    assert!(finds(&place.open(), "다섯시"));
    let error = place.generations().rollback("../data").unwrap_err().to_string();
    assert!(error.contains("there is no generation"), "{error}");
}

#[test]
fn a_damaged_file_is_noticed_and_built_anew() {
    let place = Place::new();
    write_data(&place.data(), "보스턴", 5);
    place.open();
    let dir = place.index().join(place.current());
    let mut files: Vec<PathBuf> = fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
        .collect();
    files.extend(
        fs::read_dir(dir.join("tantivy"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_none_or(|e| e != "lock")),
    );
    assert!(files.len() > 6);
    for file in files {
        place.open();
        let file = place
            .index()
            .join(place.current())
            .join(file.strip_prefix(&dir).unwrap());
        // The index files have other names in every generation.
        let Ok(mut bytes) = fs::read(&file) else { continue };
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x20;
        fs::write(&file, bytes).unwrap();
        let heard = Mutex::new(Vec::new());
        let generation = place
            .generations()
            .open_or_build(&place.data(), &|step| heard.lock().unwrap().push(step))
            .unwrap();
        assert!(finds(&generation, "보스턴"));
        assert!(
            heard
                .into_inner()
                .unwrap()
                .iter()
                .any(|s| matches!(s, Step::Damaged(..))),
            "{}",
            file.display()
        );
    }
}

#[test]
fn what_was_worked_out_before_answers_the_same_and_damaged_it_is_worked_out_anew() {
    let place = Place::new();
    let places = Places {
        data: Path::new(env!("CARGO_MANIFEST_DIR")).join("data"),
        index: place.index(),
        state: place.dir.path().join("state"),
    };
    let answers = || -> Vec<String> {
        let desk = Desk::open(&places).unwrap();
        let today = jiff::civil::date(2026, 11, 23);
        let asked = [
            "CIC가 뭐예요?",
            "유한양행 언제 들어갔어",
            "who can apply",
            "신청 자격이 어떻게 되나요",
            "임대료 얼마",
        ];
        asked
            .iter()
            .map(|q| {
                format!(
                    "{}\n{}",
                    desk.ask(&Ask::question(*q, today)).text,
                    desk.snapshot().engine.explain(q, today)
                )
            })
            .collect()
    };
    let first = answers();
    let kept = place.index().join(place.current()).join("kept/engine");
    let whole = fs::read(&kept).unwrap();
    assert_eq!(answers(), first, "read back");
    assert_eq!(fs::read(&kept).unwrap(), whole, "what is whole is not written again");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x20;
    fs::write(&kept, damaged).unwrap();
    assert_eq!(answers(), first, "damaged");
    assert_eq!(answers(), first, "mended");
    fs::write(&kept, &whole[..100]).unwrap();
    assert_eq!(answers(), first, "cut short");
}

#[test]
fn data_that_cannot_be_read_leaves_the_old_one_serving() {
    let place = Place::new();
    write_data(&place.data(), "보스턴", 2);
    let name = place.open().name().to_owned();
    fs::write(place.data().join("documents/news.jsonl"), "{\"id\": broken\n").unwrap();
    let heard = Mutex::new(Vec::new());
    let kept = place
        .generations()
        .open_or_build(&place.data(), &|step| heard.lock().unwrap().push(step))
        .unwrap();
    assert_eq!(kept.name(), name);
    assert!(heard.into_inner().unwrap().iter().any(|s| matches!(s, Step::Kept(_))));
}

fn index_command(place: &Place) -> Child {
    Command::new(env!("CARGO_BIN_EXE_giljabi"))
        .args(["index", "--data"])
        .arg(place.data())
        .arg("--index")
        .arg(place.index())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn two_processes_at_once_do_no_harm() {
    let place = Place::new();
    write_data(&place.data(), "보스턴", 300);
    let mut children: Vec<Child> = (0..3).map(|_| index_command(&place)).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    // Whoever came later found it built.
    assert_eq!(place.generations().list().len(), 1);
    assert!(finds(&place.open(), "보스턴"));
}

/// `GILJABI_CRASHES` says how often; 20 times where it says nothing.
#[test]
fn a_crash_at_any_instant_leaves_a_whole_generation() {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a test runs is no part of the program"
    )]
    let times: u64 = std::env::var("GILJABI_CRASHES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let place = Place::new();
    write_data(&place.data(), "처음시", 50);
    place.open();
    let mut seed = 0x9e37_79b9_u64;
    for round in 0..times {
        write_data(&place.data(), &format!("도시{round}번"), 400);
        let mut child = index_command(&place);
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((seed >> 33) % 400_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let current = place
            .generations()
            .current()
            .unwrap()
            .expect("there is always a current generation");
        assert!(
            !current.search("행사를 연 기업", 3, None).hits.is_empty(),
            "round {round}"
        );
    }
    // And the next build is not in the way of what was left lying about.
    write_data(&place.data(), "마지막시", 5);
    assert!(finds(&place.open(), "마지막시"));
    let left = fs::read_dir(place.index())
        .unwrap()
        .filter(|e| {
            e.as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("building-")
        })
        .count();
    assert_eq!(left, 0);
}
