//! The end-to-end harness: the real bot, connected by serenity to a playground's server, with people who talk to it.
//!
//! ```ignore
//! let town = common::spawn("data").await;
//! let answers = town.ask_in_channel("민지", "입주기업은 어디인가요?").await;
//! ```
//!
//! Nothing sleeps for a fixed time: everything waits for what it wants to see, and fails after [`PATIENCE`]. The clock of
//! the world stands still until a test moves it. When a [`Harness`] is dropped by a test that passed, everything that was
//! sent is checked against Discord's OpenAPI document and twilight ([`proof`]), and nothing outside loopback may have been
//! dialled ([`guard`]).
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

pub(crate) mod guard;
pub(crate) mod proof;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use giljabi::config::{Pace, Secret};
use giljabi::desk::{Desk, Places};
use giljabi::discord::{self, BotConfig, BotHandle, Loopback};
use giljabi::playground::{
    ClientError, ClockKind, Fault, GatewayFault, Id, Interaction, Message, Options, Outcome, Server, World,
};
use giljabi::records::{self, Records};
use jiff::civil::Date;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything is waited for before a test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The day every test answers by, unless it says another.
pub(crate) const TODAY: Date = jiff::civil::date(2026, 7, 1);

/// 2026-07-01 00:00 UTC, where the world's clock stands.
pub(crate) const NOW_MS: i64 = 1_782_864_000_000;

/// How to set the scene. Everything has a default.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// The data directory; relative to the repository.
    pub(crate) data: PathBuf,
    /// The world's behaviour: clock, rate limits, intents, deadlines.
    pub(crate) world: Options,
    /// The day to answer by.
    pub(crate) today: Date,
    /// How fast one person may ask. As fast as they like, unless the test is about that.
    pub(crate) pace: Pace,
    /// Whether the bot asks for the message-content intent.
    pub(crate) message_content: bool,
    /// Whether what happens is recorded.
    pub(crate) recorded: bool,
    /// Whether the desk is this test's alone, over a copy of the data, so that it may be reindexed.
    pub(crate) own_desk: bool,
    /// How long a shard may be away before the bot gives up.
    pub(crate) shard_patience: Duration,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            data: "data".into(),
            world: Options {
                clock: ClockKind::Stopped(NOW_MS),
                patience: PATIENCE,
                ..Options::default()
            },
            today: TODAY,
            pace: Pace {
                burst: 100_000,
                per_minute: 100_000,
            },
            message_content: true,
            recorded: true,
            own_desk: false,
            shard_patience: Duration::from_secs(120),
        }
    }
}

impl Setup {
    /// The usual scene over this data directory.
    pub(crate) fn over(data: &str) -> Self {
        Self {
            data: data.into(),
            ..Self::default()
        }
    }

    /// Starts the server and the bot, and waits until the bot is ready.
    pub(crate) async fn spawn(self) -> Harness {
        let harness = self.spawn_unready().await;
        harness.ready().await;
        harness
    }

    /// Starts the server and the bot without waiting, for tests of a start that goes wrong.
    pub(crate) async fn spawn_unready(self) -> Harness {
        let world = World::with_people(self.world.clone());
        let server = Server::start(world.clone(), 0, giljabi::playground::front::routes(world.clone()))
            .await
            .unwrap();
        let state = tempfile::tempdir().unwrap();
        let (desk, own) = if self.own_desk {
            let own = OwnDesk::open(&self.data, state.path());
            (own.desk.clone(), Some(own))
        } else {
            (shared_desk(&self.data), None)
        };
        let mut harness = Harness {
            world,
            server,
            bot: None,
            records: None,
            desk,
            own,
            state,
            setup: self,
            guard: guard::Guard::watch(),
        };
        harness.start_bot().await.unwrap();
        harness
    }
}

/// The usual scene over this data directory (`data`, `tests/other-programme/data`, …).
pub(crate) async fn spawn(data: &str) -> Harness {
    Setup::over(data).spawn().await
}

fn in_repository(path: &Path) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A desk over a copy of a data directory.
struct OwnDesk {
    desk: Desk,
    places: Places,
}

impl OwnDesk {
    fn open(data: &Path, state: &Path) -> Self {
        let places = Places {
            data: state.join("data"),
            index: state.join("index"),
            state: state.to_path_buf(),
        };
        copy_tree(&in_repository(data), &places.data);
        let desk = Desk::open(&places).unwrap();
        Self { desk, places }
    }
}

/// Copies a directory with what is in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// One desk for each data directory, shared by all tests of a binary.
fn shared_desk(data: &Path) -> Desk {
    static DESKS: LazyLock<Mutex<HashMap<PathBuf, (TempDir, Desk)>>> = LazyLock::new(Mutex::default);
    let mut desks = DESKS.lock().unwrap_or_else(PoisonError::into_inner);
    let (_, desk) = desks.entry(data.to_path_buf()).or_insert_with(|| {
        let place = tempfile::tempdir().unwrap();
        let desk = Desk::open(&Places {
            data: in_repository(data),
            index: place.path().join("index"),
            state: place.path().join("state"),
        })
        .unwrap();
        (place, desk)
    });
    desk.clone()
}

/// The scene: a world, its server, the bot, and what is remembered.
pub(crate) struct Harness {
    /// The world, with everything a person can do and every fault a test can order.
    pub(crate) world: World,
    /// The server.
    pub(crate) server: Server,
    /// The desk the bot asks.
    pub(crate) desk: Desk,
    /// The state directory.
    pub(crate) state: TempDir,
    /// The records, where kept.
    pub(crate) records: Option<Records>,
    bot: Option<BotHandle>,
    own: Option<OwnDesk>,
    setup: Setup,
    guard: guard::Guard,
}

impl Drop for Harness {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            proof::check(&self.world);
            self.guard.check();
        }
    }
}

impl Harness {
    // ---- the bot ----------------------------------------------------------------------------------------------

    async fn start_bot(&mut self) -> Result<(), discord::StartError> {
        if self.setup.recorded && self.records.is_none() {
            let mut options = records::Options::new(self.state.path().join("records"));
            options.shape = self.desk.shaper();
            self.records = Some(Records::open(options).await.unwrap());
        }
        let mut config = BotConfig::new(Secret::new(&self.world.token()), self.desk.clone());
        config.api_base = Some(Loopback::parse(&self.server.url()).unwrap());
        config.records = self.records.clone();
        config.import_worker = giljabi::import::Worker::at(env!("CARGO_BIN_EXE_giljabi"));
        config.today = Some(self.setup.today);
        config.pace = self.setup.pace;
        config.message_content = self.setup.message_content;
        config.patience = self.setup.shard_patience;
        self.bot = Some(discord::start(config).await?);
        Ok(())
    }

    /// Waits until the bot is connected and its commands are registered.
    pub(crate) async fn ready(&self) {
        let ready = tokio::time::timeout(PATIENCE, self.bot().ready()).await;
        assert!(matches!(ready, Ok(Some(_))), "the bot did not become ready: {ready:?}");
        assert!(self.world.bot_online().await, "the bot is not online");
    }

    /// The running bot.
    pub(crate) fn bot(&self) -> &BotHandle {
        self.bot.as_ref().expect("the bot was stopped")
    }

    /// Tells the bot to stop and waits until it has.
    pub(crate) async fn stop(&mut self) -> Result<(), discord::Stopped> {
        let bot = self.bot.take().expect("the bot was stopped before");
        bot.stop();
        tokio::time::timeout(PATIENCE, bot.wait())
            .await
            .expect("the bot does not stop")
    }

    /// Waits until the bot has ended by itself, and gives why.
    pub(crate) async fn ended(&mut self) -> Result<(), discord::Stopped> {
        let bot = self.bot.take().expect("the bot was stopped before");
        tokio::time::timeout(PATIENCE, bot.wait())
            .await
            .expect("the bot does not end")
    }

    /// Stops the bot and starts it anew with the same records, as a supervisor would.
    pub(crate) async fn restart(&mut self) {
        self.stop().await.unwrap();
        if let Some(records) = self.records.take() {
            records.close().await;
        }
        self.start_bot().await.unwrap();
        self.ready().await;
    }

    /// The directories of a desk that is this test's alone.
    pub(crate) fn places(&self) -> &Places {
        &self.own.as_ref().expect("set own_desk").places
    }

    // ---- names ------------------------------------------------------------------------------------------------

    /// Somebody by name: 민지, 지훈, Alex, 소라 (staff), 도윤 (owner), 하늘 (another server).
    pub(crate) fn person(&self, name: &str) -> Id {
        self.world
            .find_user(name)
            .unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    /// A channel by name: 질문, general, 공지, 질문-게시판, 조용한-방, 비공개, 운영; 라운지 in the other server.
    pub(crate) fn channel(&self, name: &str) -> Id {
        self.world
            .find_channel(name)
            .unwrap_or_else(|| panic!("no channel is called {name}"))
    }

    /// The server everything usually happens in.
    pub(crate) fn guild(&self) -> Id {
        self.world.find_guild("길잡이 놀이터").unwrap()
    }

    // ---- messages ---------------------------------------------------------------------------------------------

    /// Somebody writes, and nothing is waited for.
    pub(crate) fn say(&self, member: &str, channel: &str, text: &str) -> Message {
        self.world
            .send_message(self.person(member), self.channel(channel), text, None, vec![])
            .unwrap()
    }

    /// Somebody mentions the bot in 질문; gives what the bot answered, at least one message.
    pub(crate) async fn ask_in_channel(&self, member: &str, text: &str) -> Vec<Message> {
        self.mention(member, "질문", text).await
    }

    /// Somebody mentions the bot in this channel; gives what it answered.
    pub(crate) async fn mention(&self, member: &str, channel: &str, text: &str) -> Vec<Message> {
        let asked = self.say(member, channel, &format!("<@{}> {text}", self.world.bot()));
        self.answers_to(&asked).await
    }

    /// Somebody writes in this channel without mentioning the bot; gives what it answered.
    pub(crate) async fn ask_plainly(&self, member: &str, channel: &str, text: &str) -> Vec<Message> {
        let asked = self.say(member, channel, text);
        self.answers_to(&asked).await
    }

    /// Somebody writes to the bot directly; gives what it answered.
    pub(crate) async fn ask_directly(&self, member: &str, text: &str) -> Vec<Message> {
        let person = self.person(member);
        let dm = self.world.open_dm(person);
        let asked = self.world.send_message(person, dm, text, None, vec![]).unwrap();
        self.answers_to(&asked).await
    }

    /// Somebody replies to a message; gives what the bot answered.
    pub(crate) async fn reply(&self, member: &str, to: &Message, text: &str) -> Vec<Message> {
        let asked = self
            .world
            .send_message(self.person(member), to.channel, text, Some(to.id), vec![])
            .unwrap();
        self.answers_to(&asked).await
    }

    /// Somebody writes a post in the forum; gives the first message of the post and what the bot answered.
    pub(crate) async fn post(&self, member: &str, forum: &str, title: &str, text: &str) -> (Message, Vec<Message>) {
        let forum = self.channel(forum);
        let (_, first) = self
            .world
            .post_in_forum(self.person(member), forum, title, text)
            .unwrap();
        let answers = self.answers_to(&first).await;
        (first, answers)
    }

    /// What the bot has written so far to this message: replies, words in its thread, or the next in a conversation
    /// where nothing else can be meant.
    pub(crate) fn answers_so_far(&self, asked: &Message) -> Vec<Message> {
        self.world.answers_so_far(asked)
    }

    /// Waits for the bot's answer to a message.
    pub(crate) async fn answers_to(&self, asked: &Message) -> Vec<Message> {
        let answers = self
            .world
            .wait_for(|_| Some(self.answers_so_far(asked)).filter(|answers| !answers.is_empty()))
            .await;
        answers.unwrap_or_else(|| {
            panic!(
                "the bot did not answer {:?}; it asked for {:#?}",
                asked.content,
                self.last_requests()
            )
        })
    }

    /// Fails if the bot answers this message. Waits until the bot has dealt with two commands that came after it.
    pub(crate) async fn stays_silent(&self, asked: &Message) {
        self.settle().await;
        let answers = self.answers_so_far(asked);
        assert!(
            answers.is_empty(),
            "the bot answered {:?}: {:#?}",
            asked.content,
            answers
        );
    }

    /// Waits until the bot has dealt with what came before: a newcomer asks for `/help` twice and is answered.
    pub(crate) async fn settle(&self) {
        let name = format!("visitor-{}", self.world.clock().next_id());
        self.world.add_member(self.guild(), &name, &name, "ko", &[]);
        for _ in 0..2 {
            let outcome = self.slash(&name, "general", "help", &[]).await;
            assert!(
                outcome.message().is_some(),
                "the bot does not answer /help: {outcome:?}"
            );
        }
    }

    // ---- interactions -----------------------------------------------------------------------------------------

    /// Somebody sends a slash command; gives what is shown once the bot is done with it.
    pub(crate) async fn slash(&self, member: &str, channel: &str, command: &str, options: &[(&str, &str)]) -> Outcome {
        let options: Vec<(&str, Value)> = options.iter().map(|(name, value)| (*name, json!(value))).collect();
        let id = self
            .world
            .begin_slash(self.person(member), self.channel(channel), command, &options)
            .unwrap();
        self.done(id).await
    }

    /// Somebody asks with `/ask`; gives the message shown.
    pub(crate) async fn ask(&self, member: &str, question: &str) -> Message {
        let outcome = self.slash(member, "질문", "ask", &[("question", question)]).await;
        outcome
            .message()
            .cloned()
            .unwrap_or_else(|| panic!("/ask gave {outcome:?}"))
    }

    /// Somebody presses the button with this label (or emoji); gives what is shown once the bot is done with it.
    pub(crate) async fn press(&self, member: &str, on: &Message, label: &str) -> Outcome {
        let now = self.again(on);
        let button = now
            .button(label)
            .unwrap_or_else(|| panic!("no button {label:?} on {:#?}", now.components));
        let id = self
            .world
            .begin_press(self.person(member), now.channel, now.id, &button)
            .unwrap();
        self.done(id).await
    }

    /// Somebody chooses an entry of the first select of a message, by its label; gives what is shown.
    pub(crate) async fn choose(&self, member: &str, on: &Message, label: &str) -> Outcome {
        let now = self.again(on);
        let selects = now.selects();
        let select = selects
            .first()
            .unwrap_or_else(|| panic!("no select on {:#?}", now.components));
        let options = select["options"].as_array().unwrap();
        let option = options
            .iter()
            .find(|option| option["label"].as_str().is_some_and(|shown| shown.contains(label)))
            .unwrap_or_else(|| panic!("no entry {label:?} in {options:#?}"));
        let (custom, value) = (select["custom_id"].as_str().unwrap(), option["value"].as_str().unwrap());
        let id = self
            .world
            .begin_select(self.person(member), now.channel, now.id, custom, &[value])
            .unwrap();
        self.done(id).await
    }

    /// Somebody sends the modal that an outcome shows, with every field filled in order; gives what is shown.
    pub(crate) async fn fill_in(&self, member: &str, shown: &Outcome, texts: &[&str]) -> Outcome {
        let Outcome::Modal(shown, modal) = shown else {
            panic!("no modal is shown: {shown:?}");
        };
        let inputs = modal["components"].as_array().unwrap();
        let fields: Vec<(&str, &str)> = inputs
            .iter()
            .filter_map(|row| row["components"][0]["custom_id"].as_str())
            .zip(texts.iter().copied())
            .collect();
        let id = self.world.begin_modal(self.person(member), *shown, &fields).unwrap();
        self.done(id).await
    }

    /// Somebody opens a message's menu and picks a command; gives what is shown.
    pub(crate) async fn context_menu(&self, member: &str, command: &str, on: &Message) -> Outcome {
        let id = self
            .world
            .begin_context_menu(self.person(member), on.channel, command, on.id)
            .unwrap();
        self.done(id).await
    }

    /// Somebody types into an option; gives the names offered.
    pub(crate) async fn suggestions(&self, member: &str, command: &str, option: &str, typed: &str) -> Vec<String> {
        let (member, channel) = (self.person(member), self.channel("질문"));
        let offered = self
            .world
            .autocomplete(member, channel, command, option, typed, &[])
            .await;
        offered.unwrap().into_iter().map(|(name, _)| name).collect()
    }

    /// Waits until the bot is done with an interaction; gives what is shown.
    pub(crate) async fn done(&self, interaction: Id) -> Outcome {
        match self.world.finished(interaction).await {
            Ok(outcome) => outcome,
            Err(ClientError(why)) => panic!(
                "{why} {:#?}; it asked for {:#?}",
                self.world.interaction(interaction),
                self.last_requests()
            ),
        }
    }

    /// An interaction as it is now.
    pub(crate) fn interaction(&self, id: Id) -> Interaction {
        self.world.interaction(id).unwrap()
    }

    /// A message as it is now.
    pub(crate) fn again(&self, message: &Message) -> Message {
        self.world
            .message(message.channel, message.id)
            .unwrap_or_else(|| panic!("the message {:?} is gone", message.text()))
    }

    // ---- faults -----------------------------------------------------------------------------------------------

    /// Orders a fault for the next `times` requests to a route such as `POST /channels/*/messages`.
    pub(crate) fn fault(&self, route: &str, fault: Fault, times: usize) {
        self.world.fault(route, fault, times);
    }

    /// Does something to the gateway and waits until the bot has a session again.
    pub(crate) async fn disturb_gateway(&self, fault: GatewayFault) {
        let before = self.world.sessions_begun();
        self.world.gateway_fault(fault);
        let back = self
            .world
            .wait_for(|world| (world.sessions_begun() != before && world.is_bot_online()).then_some(()))
            .await;
        assert!(back.is_some(), "the bot did not come back after {fault:?}");
    }

    fn last_requests(&self) -> Vec<String> {
        let requests = self.world.requests();
        let from = requests.len().saturating_sub(8);
        requests
            .iter()
            .skip(from)
            .map(|request| {
                format!(
                    "{} {} → {} {}",
                    request.method, request.path, request.status, request.response["message"]
                )
            })
            .collect()
    }
}
