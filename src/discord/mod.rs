//! The bot on Discord: commands, messages, buttons, rendering an `Answer`, permissions. Thin: parse, ask the desk, show.
//!
//! [`start`] connects it and gives a [`BotHandle`]; the command line, the playground and the tests all use that.

mod asking;
mod cards;
pub mod commands;
pub mod eligibility;
pub mod failure;
mod gateway;
pub mod help;
pub mod incoming;
pub mod limits;
pub mod memory;
mod messages;
pub mod metrics;
mod pace;
pub mod place;
pub mod press;
mod presses;
pub mod registration;
mod rehearsal;
pub mod render;
mod run;
mod seen;
pub mod shards;
pub mod staff;
mod staffed;
mod talk;
pub mod view;
pub mod wording;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use serenity::model::id::{GuildId, UserId};

use crate::answer::Kind;
use crate::config::Secret;
use crate::config::common::today_in_seoul;
use crate::desk::Desk;
use crate::knowledge::Lang;
use crate::records::{Asked, Person, Records, Settings, Vote};

use asking::Inquiry;
use incoming::Incoming;
use memory::{Answers, Shown, Votes};
use metrics::Metrics;
use pace::{Allowed, Paces};
use press::{AnswerKey, Signer};
use seen::Seen;
use shards::Shards;
use staffed::Staffed;
use talk::Talks;
use view::View;

pub use rehearsal::Loopback;
pub use run::{BotConfig, BotHandle, ShardRange, StartError, Stopped, invite_link, permissions, start};

/// The bot, shared by everything it does.
pub type Shared = Arc<Bot>;

/// What the bot knows and has while it runs.
#[derive(Debug)]
pub struct Bot {
    /// Where questions are answered.
    pub desk: Desk,
    /// What happened; `None` where nothing is recorded.
    pub records: Option<Records>,
    /// Makes and reads the ids of components.
    pub signer: Signer,
    /// What is counted.
    pub metrics: Metrics,
    /// The shards of this process.
    pub shards: Shards,
    answers: Answers,
    votes: Votes,
    paces: Paces,
    talks: Talks,
    seen: Seen,
    staffed: Staffed,
    today: Option<Date>,
    api_base: Option<Loopback>,
    import_worker: crate::import::Worker,
    reads_messages: AtomicBool,
    /// Questions answered at the same time: as many as there are cores.
    turns: tokio::sync::Semaphore,
    /// Held by everything in hand; whoever stops the bot waits for it.
    in_hand: Arc<tokio::sync::RwLock<()>>,
    stopping: tokio_util::sync::CancellationToken,
    framework: poise::FrameworkOptions<Shared, failure::Failure>,
}

impl AsRef<Shards> for Bot {
    fn as_ref(&self) -> &Shards {
        &self.shards
    }
}

impl Bot {
    fn new(config: &BotConfig) -> Result<Self, prometheus::Error> {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self {
            desk: config.desk.clone(),
            records: config.records.clone(),
            signer: Signer::new(&config.token),
            metrics: Metrics::new()?,
            shards: Shards::default(),
            answers: Answers::default(),
            votes: Votes::default(),
            paces: Paces::new(config.pace),
            talks: Talks::default(),
            seen: Seen::default(),
            staffed: Staffed::default(),
            today: config.today,
            api_base: config.api_base.clone(),
            import_worker: config.import_worker.clone(),
            reads_messages: AtomicBool::new(true),
            turns: tokio::sync::Semaphore::new(cores),
            in_hand: Arc::new(tokio::sync::RwLock::new(())),
            stopping: tokio_util::sync::CancellationToken::new(),
            framework: gateway::framework(),
        })
    }

    /// The day questions are answered by.
    pub fn today(&self) -> Date {
        self.today.unwrap_or_else(today_in_seoul)
    }

    /// The host and port of the server on this machine that stands in Discord's place.
    fn rehearsal_host(&self) -> Option<String> {
        let address = self.api_base.as_ref()?.as_str();
        let (_, host) = address.split_once("://")?;
        host.split('/').next().map(str::to_owned)
    }

    /// Whether messages that are not addressed to the bot can be read: the message-content intent was granted.
    pub fn reads_messages(&self) -> bool {
        self.reads_messages.load(Ordering::Relaxed)
    }

    /// Whether the bot is being stopped.
    pub fn stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Tells the bot to stop: it takes nothing more in hand, finishes what it has, and disconnects.
    pub fn stop(&self) {
        self.stopping.cancel();
    }

    /// Waits until the bot is being stopped.
    pub fn stopped(&self) -> impl Future<Output = ()> + Send + 'static {
        self.stopping.clone().cancelled_owned()
    }

    /// What a server has set.
    pub async fn settings(&self, guild: GuildId) -> Settings {
        match &self.records {
            Some(records) => records.settings(guild.get()).await,
            None => Settings::default(),
        }
    }

    /// The language for words of the bot's own towards whoever made an interaction: theirs, else the server's.
    pub async fn lang_of(&self, incoming: &Incoming) -> Lang {
        if let Some(lang) = incoming.lang() {
            return lang;
        }
        let set = match incoming.guild {
            Some(guild) => self.settings(guild).await.language,
            None => None,
        };
        match set.as_deref() {
            Some("ko") => Lang::Ko,
            _ => Lang::En,
        }
    }

    /// What to say to somebody who asks faster than they may.
    fn refuse_in_haste(&self, incoming: &Incoming) -> Option<View> {
        match self.paces.take(incoming.user.get()) {
            Allowed::Yes => None,
            Allowed::Wait { seconds, .. } => Some(View::text(&wording::slow_down(
                incoming.lang().unwrap_or_default(),
                seconds,
            ))),
        }
    }

    /// How somebody is named in logs: by a keyed hash.
    fn person_for_log(&self, person: UserId) -> String {
        match &self.records {
            Some(records) => records.person(person.get()).as_str().chars().take(12).collect(),
            None => "–".to_owned(),
        }
    }

    fn person(&self, person: UserId) -> Option<Person> {
        self.records.as_ref().map(|records| records.person(person.get()))
    }

    /// Records a question with its answer.
    fn remember(&self, inquiry: &Inquiry, shown: &Shown) {
        let (Some(records), Some(person)) = (&self.records, self.person(inquiry.asker)) else {
            return;
        };
        let answer = &shown.answer;
        let name = |value: serde_json::Result<serde_json::Value>| {
            value.ok().and_then(|value| value.as_str().map(str::to_owned))
        };
        records.asked(Asked {
            id: shown.key.text(),
            server: inquiry.guild.map_or(0, GuildId::get),
            person,
            at: Timestamp::now(),
            lang: match answer.lang {
                Lang::Ko => "ko".to_owned(),
                Lang::En => "en".to_owned(),
            },
            question: memory::request_line(&shown.request),
            answer: answer.text.clone(),
            kind: name(serde_json::to_value(answer.kind)).unwrap_or_default(),
            reason: answer.reason.and_then(|reason| name(serde_json::to_value(reason))),
            sources: answer.sources.iter().map(|source| source.id.clone()).collect(),
            generation: self.desk.snapshot().generation.clone(),
            elapsed_us: answer.elapsed_us,
            unanswered: answer.kind == Kind::NoAnswer
                && matches!(
                    answer.reason,
                    Some(crate::answer::Reason::NotInKnowledge | crate::answer::Reason::UnknownName)
                ),
        });
    }

    /// Records a vote, and gives the one this person had given before.
    fn vote(&self, answer: AnswerKey, person: UserId, helped: bool) -> Option<bool> {
        let before = self.votes.cast(answer, person.get(), helped);
        if before != Some(helped) {
            self.metrics.voted(helped);
            if let (Some(records), Some(person)) = (&self.records, self.person(person)) {
                records.voted(Vote {
                    question: answer.text(),
                    person,
                    helped,
                    at: Timestamp::now(),
                });
            }
        }
        before
    }

    /// An answer that was shown: at hand, or, after a restart, asked again from what was recorded of it.
    pub async fn find(&self, key: AnswerKey) -> Option<Arc<Shown>> {
        if let Some(shown) = self.answers.get(key) {
            return Some(shown);
        }
        let records = self.records.as_ref()?;
        let recorded = match records.question(&key.text()).await {
            Ok(recorded) => recorded?,
            Err(error) => {
                tracing::warn!(%error, "a recorded answer could not be read");
                return None;
            }
        };
        let request = memory::request_of_line(&recorded.question);
        let ask = crate::answer::Ask {
            id: Some(key.text()),
            request: request.clone(),
            session: None,
            lang: Some(if recorded.lang == "en" { Lang::En } else { Lang::Ko }),
            today: self.today(),
        };
        let desk = self.desk.clone();
        let again = tokio::task::spawn_blocking(move || desk.ask(&ask)).await.ok();
        // The knowledge may have changed, or the question may have leant on the one before it: then what was said then
        // is shown, not what would be said now.
        let answer = again
            .filter(|again| again.text == recorded.answer)
            .unwrap_or_else(|| presses::from_record(self, &recorded));
        Some(self.answers.keep(Shown {
            key,
            answer,
            request,
            asker: None,
            title: None,
        }))
    }
}

/// The token of a rehearsal, where none is needed to be believed.
pub fn rehearsal_token() -> Secret {
    Secret::new("rehearsal.not-a-token.of-discord")
}
