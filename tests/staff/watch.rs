//! `giljabi serve --watch` takes up edits to its data directory: the program itself, on the playground's server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use giljabi::playground::{ClockKind, Id, Options, Outcome, Server, World};
use giljabi::records::{self, Records};
use serde_json::{Value, json};

use crate::common::{NOW_MS, PATIENCE, TODAY, proof};

const QUESTION: &str = "공용 사무실에 반려견을 데려가도 되나요?";

/// The program over a copy of the data, in a world of its own. It is killed at the end.
struct Serving {
    world: World,
    place: tempfile::TempDir,
    program: Child,
    _server: Server,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself, which its log says.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Serving {
    async fn start() -> Self {
        let world = World::with_people(Options {
            clock: ClockKind::Stopped(NOW_MS),
            patience: PATIENCE,
            ..Options::default()
        });
        let server = Server::start(world.clone(), 0, axum::Router::new()).await.unwrap();
        let place = tempfile::tempdir().unwrap();
        let [data, index, state] = ["data", "index", "state"].map(|name| place.path().join(name));
        crate::common::copy_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), &data);
        fs::write(data.join("faq/dogs.toml"), answer_file("처음")).unwrap();
        let home = world.find_guild("길잡이 놀이터").unwrap();
        let records = Records::open(records::Options::new(&state)).await.unwrap();
        records.set_home(home.0, true).await.unwrap();
        let staff_room = world.find_channel("운영").unwrap();
        records.set_staff_channel(home.0, Some(staff_room.0)).await.unwrap();
        records.close().await;
        let program = Command::new(env!("CARGO_BIN_EXE_giljabi"))
            .args(["serve", "--watch", "--discord-api", &server.url()])
            .arg("--data")
            .arg(data)
            .arg("--index")
            .arg(index)
            .arg("--state")
            .arg(state)
            .args(["--today", &TODAY.to_string()])
            .current_dir(place.path())
            .env("DISCORD_TOKEN", world.token())
            .env_remove("RUST_LOG")
            .stdout(Stdio::null())
            .stderr(File::create(place.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let serving = Self {
            world,
            place,
            program,
            _server: server,
        };
        let ready = serving
            .world
            .wait_for(|world| (world.is_bot_online() && !world.commands().is_empty()).then_some(()))
            .await;
        assert!(ready.is_some(), "it did not connect: {}", serving.log());
        serving
    }

    fn log(&self) -> String {
        fs::read_to_string(self.place.path().join("log")).unwrap()
    }

    fn file(&self) -> PathBuf {
        self.place.path().join("data/faq/dogs.toml")
    }

    fn who(&self, name: &str) -> Id {
        self.world.find_user(name).unwrap()
    }

    /// Somebody sends a command in this channel; gives what is shown.
    async fn slash(&self, name: &str, channel: &str, command: &str, options: &[(&str, Value)]) -> String {
        let channel = self.world.find_channel(channel).unwrap();
        let begun = self
            .world
            .begin_slash(self.who(name), channel, command, options)
            .unwrap();
        match self.world.finished(begun).await.unwrap() {
            Outcome::Reply(message) => message.text(),
            other => panic!("{command}: {other:?}"),
        }
    }

    async fn ask(&self) -> String {
        self.slash("민지", "질문", "ask", &[("question", json!(QUESTION))])
            .await
    }

    /// Waits until the last thing said in the staff channel, after the first `seen`, holds `words`.
    async fn staff_are_told(&self, seen: usize, words: &str) -> String {
        let staff_room = self.world.find_channel("운영").unwrap();
        let told = self
            .world
            .wait_for(|world| {
                let messages = world.all_messages(staff_room);
                let new = messages.into_iter().skip(seen);
                new.map(|message| message.text()).find(|text| text.contains(words))
            })
            .await;
        told.unwrap_or_else(|| panic!("staff were not told {words:?}: {}", self.log()))
    }

    fn told_so_far(&self) -> usize {
        self.world.all_messages(self.world.find_channel("운영").unwrap()).len()
    }

    /// Waits until the log is as wanted.
    async fn log_has(&self, wanted: impl Fn(&str) -> bool) {
        let waited = tokio::time::timeout(PATIENCE, async {
            while !wanted(&self.log()) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        assert!(waited.await.is_ok(), "not logged: {}", self.log());
    }
}

fn answer_file(version: &str) -> String {
    format!(
        "[[faq]]\nid = \"faq-dogs\"\nquestion = \"{QUESTION}\"\nanswer = \"{version} 안내로는 데려올 수 없습니다.\"\n\
         quote = \"{version} 안내로는 데려올 수 없습니다.\"\n\
         [faq.source]\ntitle = \"공용 사무실 이용 안내\"\npublisher = \"운영사무국\"\npublished = \"2026-06-30\"\n"
    )
}

#[tokio::test]
async fn edits_are_taken_up_while_it_serves() {
    let serving = Serving::start().await;
    let answer = serving.ask().await;
    assert!(answer.contains("처음 안내로는"), "{answer}");

    let seen = serving.told_so_far();
    fs::write(serving.file(), answer_file("둘째")).unwrap();
    let told = serving.staff_are_told(seen, "바뀐 자료 파일을 반영했습니다").await;
    assert!(told.contains("바뀐 기록") && told.contains("반려견"), "{told}");
    let answer = serving.ask().await;
    assert!(answer.contains("둘째 안내로는"), "{answer}");

    let seen = serving.told_so_far();
    fs::write(
        serving.file(),
        format!("{}\n[[faq]]\nidd = \"x\"\n", answer_file("셋째")),
    )
    .unwrap();
    let told = serving.staff_are_told(seen, "고칠 곳이 있어 반영하지 않았습니다").await;
    assert!(told.contains("faq/dogs.toml") && told.contains("idd"), "{told}");
    let answer = serving.ask().await;
    assert!(answer.contains("둘째 안내로는"), "{answer}");

    let seen = serving.told_so_far();
    fs::write(serving.file(), answer_file("넷째")).unwrap();
    serving.staff_are_told(seen, "바뀐 자료 파일을 반영했습니다").await;
    let answer = serving.ask().await;
    assert!(answer.contains("넷째 안내로는"), "{answer}");

    // Without a staff channel the operator reads it in the log.
    let said = serving.slash("도윤", "운영", "staff staff-channel", &[]).await;
    assert!(said.contains("담당자 채널을 없앴습니다"), "{said}");
    fs::write(
        serving.file(),
        format!("{}\n[[faq]]\nanswr = \"y\"\n", answer_file("다섯째")),
    )
    .unwrap();
    serving.log_has(|log| log.contains("answr")).await;
    assert!(serving.log().contains("they have to be mended"), "{}", serving.log());
    let answer = serving.ask().await;
    assert!(answer.contains("넷째 안내로는"), "{answer}");
    let taken_up = "edits to the data are in use";
    let before = serving.log().matches(taken_up).count();
    fs::write(serving.file(), answer_file("여섯째")).unwrap();
    serving.log_has(|log| log.matches(taken_up).count() > before).await;
    let answer = serving.ask().await;
    assert!(answer.contains("여섯째 안내로는"), "{answer}");
    proof::check(&serving.world);
}
