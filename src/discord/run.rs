//! Starting the bot, keeping it connected, and stopping it without losing what is in hand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use serenity::all::{GatewayError, GatewayIntents};
use serenity::client::ClientBuilder;
use serenity::gateway::ShardManager;
use serenity::http::{Http, HttpBuilder};
use serenity::model::id::ApplicationId;
use tokio::sync::{OnceCell, watch};

use crate::config::{Pace, Secret};
use crate::desk::Desk;
use crate::records::Records;

use super::failure::{passing, refusal, without_address};
use super::gateway::Gateway;
use super::rehearsal::{Forwarder, Loopback, is_loopback_address};
use super::shards::{self, GatewayWords};
use super::{Bot, Shared, metrics, staff};

/// How long what is in hand may take when the bot is stopped.
const FINISH_WITHIN: Duration = Duration::from_secs(4);

/// How to start the bot.
#[derive(Clone, Debug)]
pub struct BotConfig {
    /// The token.
    pub token: Secret,
    /// Another server on this machine in Discord's place.
    pub api_base: Option<Loopback>,
    /// Where questions are answered.
    pub desk: Desk,
    /// What happened; nothing is recorded where `None`.
    pub records: Option<Records>,
    /// The day to answer by; the clock's where `None`.
    pub today: Option<Date>,
    /// The shards of this process; as many as Discord says, from the first to the last, where `None`.
    pub shards: Option<ShardRange>,
    /// How fast one person may ask.
    pub pace: Pace,
    /// Whether to ask for the content of messages that do not address the bot.
    pub message_content: bool,
    /// Where to serve `/healthz`, `/readyz` and `/metrics`.
    pub metrics: Option<SocketAddr>,
    /// Whether edits to the data are taken up by themselves.
    pub watch: bool,
    /// What reads the documents that staff attach.
    pub import_worker: crate::import::Worker,
    /// How long a shard may be away or silent before the process gives up.
    pub patience: Duration,
    /// What the gateway said last, where logs are kept.
    pub words: GatewayWords,
}

impl BotConfig {
    /// The bot with this token over this desk, everything else as it is by default.
    pub fn new(token: Secret, desk: Desk) -> Self {
        Self {
            token,
            api_base: None,
            desk,
            records: None,
            today: None,
            shards: None,
            pace: Pace::default(),
            message_content: true,
            metrics: None,
            watch: false,
            import_worker: crate::import::Worker::default(),
            patience: Duration::from_secs(120),
            words: GatewayWords::default(),
        }
    }
}

/// Some of a bot's shards: `first..end` of `total`, `end` not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardRange {
    first: u32,
    end: u32,
    total: u32,
}

impl std::str::FromStr for ShardRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no range of shards: write A..B/TOTAL, such as 0..4/8 for the first four of eight");
        let (range, total) = text.split_once('/').ok_or_else(wrong)?;
        let (first, end) = range.split_once("..").ok_or_else(wrong)?;
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| wrong());
        let range = Self {
            first: number(first)?,
            end: number(end)?,
            total: number(total)?,
        };
        if range.first < range.end && range.end <= range.total {
            Ok(range)
        } else {
            Err(wrong())
        }
    }
}

/// Why the bot could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Discord does not know the token.
    #[error(
        "Discord refused the token: check DISCORD_TOKEN, or reset the token on the bot's page of the developer portal"
    )]
    Token,
    /// Discord could not be reached, or went on failing.
    #[error("Discord could not be reached: {0}")]
    Unreachable(String),
    /// A rehearsal server named a gateway on another machine.
    #[error(
        "the server named the gateway {0}, which is not on this machine: --discord-api only goes to loopback addresses"
    )]
    ForeignGateway(String),
    /// Too many connections have been opened today.
    #[error("no connection may be opened for another {0} seconds: the bot has been started too often today")]
    TooManyStarts(u64),
    /// Something of this machine.
    #[error("{0}")]
    Machine(String),
}

/// Why the bot stopped by itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Stopped {
    /// The gateway does not know the token (4004).
    #[error("the gateway refused the token: check DISCORD_TOKEN")]
    Token,
    /// The gateway does not know the intents (4013).
    #[error("the gateway refused the intents the bot asks for")]
    Intents,
    /// A shard is lost.
    #[error("the connection to Discord is lost for good: {0}. Ending, so that a supervisor can start the bot again")]
    Lost(String),
    /// Anything else.
    #[error("the connection to Discord ended: {0}")]
    Ended(String),
}

/// A bot that runs.
#[derive(Debug)]
pub struct BotHandle {
    bot: Shared,
    http: Arc<Http>,
    ready: watch::Receiver<Option<ApplicationId>>,
    task: tokio::task::JoinHandle<Result<(), Stopped>>,
    metrics: Option<SocketAddr>,
    _forwarder: Option<Forwarder>,
}

impl BotHandle {
    /// The bot.
    pub fn bot(&self) -> &Shared {
        &self.bot
    }

    /// How it talks to Discord.
    pub fn http(&self) -> &Arc<Http> {
        &self.http
    }

    /// Where its metrics are served.
    pub fn metrics(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Waits until it is connected and its commands are registered; gives the application's id, or `None` where it
    /// stopped before.
    pub async fn ready(&self) -> Option<ApplicationId> {
        let mut ready = self.ready.clone();
        let known = ready.wait_for(Option::is_some).await.ok()?;
        *known
    }

    /// Tells it to stop: it takes nothing more in hand, finishes what it has, and disconnects.
    pub fn stop(&self) {
        self.bot.stopping.cancel();
    }

    /// Waits until it has stopped.
    ///
    /// # Errors
    /// Where it stopped without having been told to.
    pub async fn wait(self) -> Result<(), Stopped> {
        self.task
            .await
            .unwrap_or_else(|error| Err(Stopped::Ended(format!("a task broke: {error}"))))
    }
}

/// The permissions the bot needs, no more: to see and write in channels and threads, embeds and links, and to read what
/// it replies to.
pub fn permissions() -> serenity::model::Permissions {
    use serenity::model::Permissions;
    Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::EMBED_LINKS
        | Permissions::ATTACH_FILES
        | Permissions::READ_MESSAGE_HISTORY
}

/// The address at which an administrator adds the bot to a server.
pub fn invite_link(application: ApplicationId) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        permissions().bits()
    )
}

/// The way to Discord, or to the forwarder on this machine that goes to another server.
fn http(token: &Secret, forwarder: Option<&str>) -> Http {
    let builder = HttpBuilder::new(token.expose());
    let Some(address) = forwarder else {
        return builder.build();
    };
    // A proxy of the environment would carry the requests off this machine.
    let local = reqwest::Client::builder().no_proxy().build();
    let builder = match local {
        Ok(client) => builder.client(client),
        Err(_) => builder,
    };
    builder.proxy(address).ratelimiter_disabled(true).build()
}

/// Starts the bot. It is connecting when this returns; see [`BotHandle::ready`].
///
/// # Errors
/// Where it cannot be started, with what to do about it.
pub async fn start(config: BotConfig) -> Result<BotHandle, StartError> {
    let forwarder = match &config.api_base {
        None => None,
        Some(server) => Some(
            Forwarder::start(server.clone())
                .await
                .map_err(|error| StartError::Machine(format!("no port of this machine could be opened: {error}")))?,
        ),
    };
    let new_http = |config: &BotConfig| http(&config.token, forwarder.as_ref().map(Forwarder::address));
    let entry = entry(&new_http(&config)).await?;
    if config.api_base.is_some() && !is_loopback_address(&entry.url) {
        return Err(StartError::ForeignGateway(entry.url));
    }
    let range = config.shards.unwrap_or(ShardRange {
        first: 0,
        end: entry.shards.max(1),
        total: entry.shards.max(1),
    });
    let start_limit = entry.session_start_limit;
    if start_limit.remaining < u64::from(range.end - range.first) {
        return Err(StartError::TooManyStarts(start_limit.reset_after / 1000 + 1));
    }

    let bot = Arc::new(Bot::new(&config).map_err(|error| StartError::Machine(error.to_string()))?);
    let (ready_tell, ready) = watch::channel(None);
    let http = Arc::new(new_http(&config));
    let metrics = match config.metrics {
        None => None,
        Some(address) => Some(
            metrics::serve(bot.clone(), address)
                .await
                .map_err(|error| StartError::Machine(format!("the metrics cannot be served at {address}: {error}")))?,
        ),
    };
    let connection = Connection {
        bot: bot.clone(),
        config: config.clone(),
        url: entry.url,
        range,
        ready: ready_tell,
        forwarder: forwarder.as_ref().map(|forwarder| forwarder.address().to_owned()),
    };
    if range.first == 0 {
        // One process of several keeps house.
        tokio::spawn(staff::keep(http.clone(), bot.clone(), config.watch));
    }
    let task = tokio::spawn(connection.keep());
    Ok(BotHandle {
        bot,
        http,
        ready,
        task,
        metrics,
        _forwarder: forwarder,
    })
}

/// Asks where the gateway is and how many shards there should be, patiently: a bot that is started while Discord has
/// trouble waits for it.
async fn entry(http: &Http) -> Result<serenity::model::gateway::BotGateway, StartError> {
    let mut pause = Duration::from_millis(250);
    loop {
        match http.get_bot_gateway().await {
            Ok(entry) => return Ok(entry),
            Err(error) if refusal(&error).is_some_and(|(status, _)| status == 401) => return Err(StartError::Token),
            Err(error) if passing(&error) && pause < Duration::from_secs(20) => {
                tracing::warn!(
                    error = without_address(&error),
                    "Discord did not answer; it is asked again"
                );
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            Err(error) => return Err(StartError::Unreachable(without_address(&error))),
        }
    }
}

struct Connection {
    bot: Shared,
    config: BotConfig,
    url: String,
    range: ShardRange,
    ready: watch::Sender<Option<ApplicationId>>,
    forwarder: Option<String>,
}

impl Connection {
    async fn keep(self) -> Result<(), Stopped> {
        let mut content = self.config.message_content;
        loop {
            match self.connect(content).await {
                Err(Again::WithoutContent) => {
                    tracing::warn!(
                        "Discord does not grant the message-content intent: the bot goes on without it. Slash commands, \
                         mentions, replies to it and direct messages work; messages in ask-channels are not read. Tick \
                         \"Message Content Intent\" on the bot's page of the developer portal and start the bot again"
                    );
                    content = false;
                }
                Err(Again::No(stopped)) => {
                    self.bot.stopping.cancel();
                    return Err(stopped);
                }
                Ok(()) => return Ok(()),
            }
        }
    }

    async fn connect(&self, content: bool) -> Result<(), Again> {
        self.bot
            .reads_messages
            .store(content, std::sync::atomic::Ordering::Relaxed);
        let mut intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
        if content {
            intents |= GatewayIntents::MESSAGE_CONTENT;
        }
        let http = http(&self.config.token, self.forwarder.as_deref());
        let gateway = Arc::new(Gateway {
            bot: self.bot.clone(),
            manager: Arc::new(OnceCell::new()),
            ready: self.ready.clone(),
            registers: self.range.first == 0,
        });
        let manager = gateway.manager.clone();
        let mut client = ClientBuilder::new_with_http(http, intents)
            .event_handler_arc(gateway.clone())
            .raw_event_handler(Raw(gateway))
            .await
            .map_err(|error| Again::No(Stopped::Ended(without_address(&error))))?;
        // Where asking for the gateway failed just then, serenity would go to Discord's own.
        self.url.clone_into(&mut *client.ws_url.lock().await);
        let shard_manager = client.shard_manager.clone();
        if manager.set(shard_manager.clone()).is_err() {
            return Err(Again::No(Stopped::Ended("the shards were started twice".to_owned())));
        }
        self.bot.shards.expect(self.range.first..self.range.end);
        let watchdog = shards::watch(
            self.bot.clone(),
            shard_manager.clone(),
            self.config.patience,
            self.config.words.clone(),
        );
        // serenity counts the end of the range as one of its shards.
        let run = client.start_shard_range(self.range.first..self.range.end - 1, self.range.total);
        let stopping = self.bot.stopping.clone();
        tokio::select! {
            ended = run => match ended {
                Ok(()) => Err(Again::No(Stopped::Ended("all shards were shut down".to_owned()))),
                Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) if content => {
                    shut_down(&shard_manager).await;
                    Err(Again::WithoutContent)
                }
                Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => Err(Again::No(Stopped::Token)),
                Err(serenity::Error::Gateway(
                    GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
                )) => Err(Again::No(Stopped::Intents)),
                Err(error) => Err(Again::No(Stopped::Ended(without_address(&error)))),
            },
            lost = watchdog => Err(Again::No(Stopped::Lost(lost))),
            () = stopping.cancelled() => {
                tracing::info!("stopping: finishing what is in hand");
                if tokio::time::timeout(FINISH_WITHIN, self.bot.in_hand.write()).await.is_err() {
                    tracing::warn!("something in hand did not finish in time");
                }
                shut_down(&shard_manager).await;
                Ok(())
            }
        }
    }
}

/// Logs the shards off; a gateway that does not answer is not waited for.
async fn shut_down(manager: &Arc<ShardManager>) {
    if tokio::time::timeout(Duration::from_millis(800), manager.shutdown_all())
        .await
        .is_err()
    {
        tracing::debug!("the gateway did not say good-bye");
    }
}

enum Again {
    WithoutContent,
    No(Stopped),
}

/// The same handler for raw events; serenity wants two.
struct Raw(Arc<Gateway>);

#[serenity::async_trait]
impl serenity::client::RawEventHandler for Raw {
    async fn raw_event(&self, ctx: serenity::client::Context, event: serenity::model::event::Event) {
        self.0.raw_event(ctx, event).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_shards_is_read() {
        assert_eq!(
            "0..4/8".parse(),
            Ok(ShardRange {
                first: 0,
                end: 4,
                total: 8
            })
        );
        for wrong in ["4", "0..0/8", "4..2/8", "0..9/8", "a..b/c", "0..4"] {
            assert!(
                wrong
                    .parse::<ShardRange>()
                    .is_err_and(|error| error.contains("A..B/TOTAL")),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_invite_asks_for_no_more_than_is_needed() {
        let link = invite_link(ApplicationId::new(7));
        assert!(
            link.contains("client_id=7") && link.contains("applications.commands"),
            "{link}"
        );
        assert!(
            !permissions().intersects(
                serenity::model::Permissions::ADMINISTRATOR | serenity::model::Permissions::MANAGE_MESSAGES
            )
        );
    }
}
