//! The real bot on the playground's server, for the tests of the bot: started in a moment, driven by what people do.

#[path = "../common/guard.rs"]
mod guard;
#[path = "../common/proof.rs"]
pub(crate) mod proof;

use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use giljabi::config::Secret;
use giljabi::desk::{Desk, Places};
use giljabi::discord::{self, BotConfig, BotHandle, Loopback};
use giljabi::playground::{ChannelKind, ClockKind, Id, Message, Options, Outcome, Server, World};
use giljabi::records::{self, Records};
use serde_json::{Value, json};

/// The day every test asks on.
pub(crate) const TODAY: &str = "2026-11-23";

/// The desk over the knowledge of this repository, opened once for all tests.
static DESK: LazyLock<(Desk, tempfile::TempDir)> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    let places = Places {
        data: Path::new(env!("CARGO_MANIFEST_DIR")).join("data"),
        index: directory.path().join("index"),
        state: directory.path().join("state"),
    };
    (Desk::open(&places).unwrap(), directory)
});

/// A bot, the world it is in, and the directories it keeps.
pub(crate) struct Bench {
    /// The world and the people in it.
    pub(crate) world: World,
    /// What the bot recorded.
    pub(crate) records: Records,
    /// The desk the bot asks.
    pub(crate) desk: Desk,
    server: Server,
    bot: Option<BotHandle>,
    directory: Arc<tempfile::TempDir>,
    guard: guard::Guard,
}

/// How a bench is set up.
pub(crate) struct Setup {
    /// The world.
    pub(crate) options: Options,
    /// Changes the bot's configuration before it starts.
    pub(crate) config: fn(&mut BotConfig),
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            options: Options {
                // Time stands still, so that no slow machine makes an interaction expire; where it has to pass, it is
                // moved by hand.
                clock: ClockKind::Stopped(1_795_392_000_000),
                patience: Duration::from_secs(60),
                ..Options::default()
            },
            config: |_| {},
        }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.guard.check();
        }
    }
}

impl Bench {
    /// A bot that is connected, over the knowledge of this repository.
    pub(crate) async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    /// As [`Self::start`], set up otherwise.
    pub(crate) async fn with(setup: Setup) -> Self {
        let mut bench = Self::prepared(setup.options).await;
        bench.connect(setup.config).await;
        bench
    }

    /// Everything but the bot.
    pub(crate) async fn prepared(options: Options) -> Self {
        let directory = Arc::new(tempfile::tempdir().unwrap());
        let world = World::with_people(options);
        let server = Server::start(world.clone(), 0, axum::Router::new()).await.unwrap();
        let desk = tokio::task::spawn_blocking(|| DESK.0.clone()).await.unwrap();
        let records = open_records(directory.path()).await;
        Self {
            world,
            records,
            desk,
            server,
            bot: None,
            directory,
            guard: guard::Guard::watch(),
        }
    }

    /// The configuration the bot of this bench starts with.
    pub(crate) fn config(&self) -> BotConfig {
        let mut config = BotConfig::new(Secret::new(&self.world.token()), self.desk.clone());
        config.api_base = Some(Loopback::parse(&self.server.url()).unwrap());
        config.records = Some(self.records.clone());
        config.today = Some(TODAY.parse().unwrap());
        config
    }

    /// Starts the bot, and waits until it is connected and its commands are there.
    pub(crate) async fn connect(&mut self, change: fn(&mut BotConfig)) {
        let mut config = self.config();
        change(&mut config);
        let handle = discord::start(config).await.unwrap();
        let ready = tokio::time::timeout(Duration::from_secs(60), handle.ready())
            .await
            .unwrap();
        assert!(ready.is_some(), "the bot stopped: {:?}", self.world.close_codes());
        self.bot = Some(handle);
    }

    /// Stops the bot as a supervisor would, and starts another one over the same records.
    pub(crate) async fn restart(&mut self) {
        self.stop().await;
        self.records.close().await;
        self.records = open_records(self.directory.path()).await;
        self.connect(|_| {}).await;
    }

    /// Stops the bot.
    pub(crate) async fn stop(&mut self) {
        if let Some(bot) = self.bot.take() {
            bot.stop();
            bot.wait().await.unwrap();
        }
    }

    /// The bot's handle, taken away: for tests in which it ends by itself.
    pub(crate) fn take_bot(&mut self) -> BotHandle {
        self.bot.take().unwrap()
    }

    /// The bot.
    pub(crate) fn bot(&self) -> &BotHandle {
        self.bot.as_ref().unwrap()
    }

    /// Somebody by the name shown.
    pub(crate) fn who(&self, name: &str) -> Id {
        self.world
            .find_user(name)
            .unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    /// A channel by its name.
    pub(crate) fn channel(&self, name: &str) -> Id {
        self.world
            .find_channel(name)
            .unwrap_or_else(|| panic!("there is no channel {name}"))
    }

    /// The server the tests play in.
    pub(crate) fn home(&self) -> Id {
        self.world.find_guild("길잡이 놀이터").unwrap()
    }

    /// Makes a channel one in which every message is a question.
    pub(crate) async fn ask_channel(&self, channel: Id) {
        self.records
            .set_ask_channel(self.home().0, channel.0, true)
            .await
            .unwrap();
    }

    /// Somebody writes a message.
    pub(crate) fn say(&self, name: &str, channel: Id, text: &str) -> Message {
        self.world
            .send_message(self.who(name), channel, text, None, vec![])
            .unwrap()
    }

    /// Somebody replies to a message.
    pub(crate) fn reply(&self, name: &str, to: &Message, text: &str) -> Message {
        self.world
            .send_message(self.who(name), to.channel, text, Some(to.id), vec![])
            .unwrap()
    }

    /// The bot's reply to a message, waited for.
    pub(crate) async fn answer_to(&self, message: &Message) -> Message {
        let bot = self.world.bot();
        let wanted = Some((message.channel, message.id));
        let found = self
            .world
            .wait_for(|world| {
                let messages = world.all_messages(message.channel);
                messages
                    .into_iter()
                    .find(|one| one.author == bot && one.reference == wanted)
            })
            .await;
        found.unwrap_or_else(|| {
            panic!(
                "no answer to {:?}; requests: {:#?}",
                message.content,
                self.world.requests().iter().rev().take(8).collect::<Vec<_>>()
            )
        })
    }

    /// The bot's messages in a channel that reply to nobody or somebody, in order.
    pub(crate) fn of_bot(&self, channel: Id) -> Vec<Message> {
        let bot = self.world.bot();
        let messages = self.world.all_messages(channel);
        messages.into_iter().filter(|message| message.author == bot).collect()
    }

    /// Waits until everything sent so far has been dealt with: a question of somebody else is answered after it.
    pub(crate) async fn settle(&self) {
        let channel = self.world.open_dm(self.who("Alex"));
        let last = self
            .world
            .send_message(self.who("Alex"), channel, "What is CIC?", None, vec![])
            .unwrap();
        self.answer_to(&last).await;
    }

    /// Somebody asks by `/ask`; gives the answer, waited for where the bot first promised one.
    pub(crate) async fn ask(&self, name: &str, channel: Id, question: &str) -> Message {
        let options = [("question", json!(question))];
        self.slash(name, channel, "ask", &options).await
    }

    /// Somebody sends a command; gives the answer.
    pub(crate) async fn slash(&self, name: &str, channel: Id, command: &str, options: &[(&str, Value)]) -> Message {
        let begun = self
            .world
            .begin_slash(self.who(name), channel, command, options)
            .unwrap();
        shown(self.world.finished(begun).await.unwrap())
    }

    /// Somebody presses the button that is labelled so.
    pub(crate) async fn press(&self, name: &str, message: &Message, label: &str) -> Outcome {
        let id = message
            .button(label)
            .unwrap_or_else(|| panic!("no button {label} on: {}\n{:?}", message.text(), message.buttons()));
        let begun = self
            .world
            .begin_press(self.who(name), message.channel, message.id, &id)
            .unwrap();
        self.world.finished(begun).await.unwrap()
    }

    /// Adds a text channel to the server.
    pub(crate) fn new_channel(&self, name: &str) -> Id {
        self.world.add_channel(self.home(), ChannelKind::Text, name, vec![])
    }

    /// Fails where something the bot sent is not what Discord takes.
    pub(crate) fn prove(&self) {
        proof::check(&self.world);
        assert_eq!(self.world.invalid_requests(), 0, "{:#?}", refused(&self.world));
    }
}

/// The message an outcome shows.
pub(crate) fn shown(outcome: Outcome) -> Message {
    match outcome {
        Outcome::Reply(message) | Outcome::Updated(message) => *message,
        other => panic!("no message was shown: {other:?}"),
    }
}

fn refused(world: &World) -> Vec<String> {
    let requests = world.requests();
    requests
        .iter()
        .filter(|one| one.status >= 400)
        .map(|one| format!("{one:?}"))
        .collect()
}

async fn open_records(directory: &Path) -> Records {
    Records::open(records::Options::new(directory.join("state")))
        .await
        .unwrap()
}
