//! What comes in from the gateway, handed to those who deal with it. Nothing is lost in silence: every failure is logged
//! once here, and the member is told where that is still possible.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use poise::{FrameworkContext, FrameworkError, FrameworkOptions};
use serenity::async_trait;
use serenity::client::{Context, EventHandler, RawEventHandler};
use serenity::gateway::{ConnectionStage, ShardManager, ShardStageUpdateEvent};
use serenity::model::application::{CommandInteraction, Interaction};
use serenity::model::channel::Message;
use serenity::model::event::{Event, ResumedEvent};
use serenity::model::gateway::Ready;
use tokio::sync::OnceCell;

use super::failure::{Failure, without_address};
use super::incoming::Incoming;
use super::press::AnswerKey;
use super::view::View;
use super::{Bot, Shared, commands, messages, presses, registration, staff, wording};

/// The commands and how their failures are dealt with.
pub(super) fn framework() -> FrameworkOptions<Shared, Failure> {
    FrameworkOptions {
        commands: commands::all(),
        on_error: |error| Box::pin(command_failed(error)),
        // Everything is answered through `Incoming`; this is for whatever might be sent another way.
        allowed_mentions: Some(serenity::builder::CreateAllowedMentions::new().replied_user(false)),
        initialize_owners: false,
        manual_cooldowns: true,
        ..FrameworkOptions::default()
    }
}

/// The handler of one connection to the gateway.
pub(super) struct Gateway {
    /// The bot.
    pub(super) bot: Shared,
    /// Set once the client has been made.
    pub(super) manager: Arc<OnceCell<Arc<ShardManager>>>,
    /// Told when the first shard is ready.
    pub(super) ready: tokio::sync::watch::Sender<Option<serenity::model::id::ApplicationId>>,
    /// Whether this process registers the commands.
    pub(super) registers: bool,
}

#[async_trait]
impl EventHandler for Gateway {
    async fn ready(&self, ctx: Context, ready: Ready) {
        let shard = ctx.shard_id.0;
        self.bot.shards.connected(shard);
        self.bot.metrics.shard(shard, true);
        tracing::info!(shard, servers = ready.guilds.len(), bot = ready.user.name, "connected");
        let first = self.ready.borrow().is_none();
        if first && self.registers {
            match registration::register(&ctx.http, ready.application.id, &self.bot.framework.commands).await {
                Ok(true) => tracing::info!("the commands were registered"),
                Ok(false) => tracing::info!("the commands are registered already"),
                Err(error) => tracing::error!(error = without_address(&error), "the commands could not be registered"),
            }
        }
        self.ready.send_replace(Some(ready.application.id));
    }

    async fn resume(&self, ctx: Context, _: ResumedEvent) {
        let shard = ctx.shard_id.0;
        self.bot.shards.connected(shard);
        self.bot.metrics.shard(shard, true);
        tracing::info!(shard, "resumed");
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        let shard = event.shard_id.0;
        match event.new {
            // Ready and resumed are told by their own events.
            ConnectionStage::Connected => {}
            ConnectionStage::Connecting | ConnectionStage::Resuming | ConnectionStage::Identifying => {
                self.bot.shards.connecting(shard);
                self.bot.metrics.shard(shard, false);
            }
            _ => {}
        }
        tracing::debug!(shard, from = ?event.old, to = ?event.new, "a shard changed its state");
    }

    async fn message(&self, ctx: Context, message: Message) {
        let bot = &self.bot;
        let Some(_in_hand) = bot.take_in_hand() else { return };
        match AssertUnwindSafe(messages::received(&ctx, bot, &message))
            .catch_unwind()
            .await
        {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => {
                bot.note_failure("message", message.guild_id.map_or(0, Into::into), &failure);
            }
            Err(_) => {
                let failure = Failure::Work("answering a message panicked".to_owned());
                let number = bot.note_failure("panic", message.guild_id.map_or(0, Into::into), &failure);
                let lang = crate::knowledge::Lang::Ko;
                let apology = View::text(&wording::trouble(lang, &number)).message();
                if let Err(error) = message.channel_id.send_message(&ctx.http, apology).await {
                    tracing::debug!(error = without_address(&error), "nor could the apology be sent");
                }
            }
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let bot = &self.bot;
        let Some(_in_hand) = bot.take_in_hand() else { return };
        if !bot.seen.first_time(interaction.id().get()) {
            return;
        }
        match &interaction {
            Interaction::Command(command) => self.command(&ctx, command, false).await,
            Interaction::Autocomplete(command) => self.command(&ctx, command, true).await,
            Interaction::Component(component) => {
                let incoming = Incoming::from(component);
                let done = AssertUnwindSafe(presses::pressed(&ctx, bot, &incoming, component))
                    .catch_unwind()
                    .await;
                settle(&ctx, bot, "component", &incoming, flat(done)).await;
            }
            Interaction::Modal(modal) => {
                let incoming = Incoming::from(modal);
                let done = AssertUnwindSafe(submitted(&ctx, bot, &incoming, modal))
                    .catch_unwind()
                    .await;
                settle(&ctx, bot, "modal", &incoming, flat(done)).await;
            }
            _ => {}
        }
    }
}

#[async_trait]
impl RawEventHandler for Gateway {
    async fn raw_event(&self, ctx: Context, _: Event) {
        self.bot.shards.heard(ctx.shard_id.0);
    }
}

impl Gateway {
    async fn command(&self, ctx: &Context, command: &CommandInteraction, autocomplete: bool) {
        let Some(manager) = self.manager.get() else { return };
        let framework = FrameworkContext {
            serenity_context: ctx,
            options: &self.bot.framework,
            user_data: &self.bot,
            shard_manager: manager,
        };
        let sent = std::sync::atomic::AtomicBool::new(false);
        let data = tokio::sync::Mutex::new(Box::new(()) as _);
        let options = command.data.options();
        let mut tree = Vec::new();
        let done = match autocomplete {
            true => poise::dispatch_autocomplete(framework, command, &sent, &data, &options, &mut tree).await,
            false => poise::dispatch_interaction(framework, command, &sent, &data, &options, &mut tree).await,
        };
        if let Err(error) = done {
            error.handle(&self.bot.framework).await;
        }
    }
}

async fn submitted(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    modal: &serenity::model::application::ModalInteraction,
) -> Result<(), Failure> {
    match bot.signer.read(&modal.data.custom_id) {
        Some(super::press::Press::Staff(work)) => staff::submitted(ctx, bot, incoming, modal, &work).await,
        _ => {
            staff::forged(bot, incoming, &modal.data.custom_id).await;
            let lang = bot.lang_of(incoming).await;
            incoming
                .respond(&ctx.http, View::text(wording::button_unknown(lang)), true)
                .await
        }
    }
}

#[expect(
    clippy::result_large_err,
    reason = "serenity's error is as large as it is, and a failure is rare"
)]
fn flat(done: std::thread::Result<Result<(), Failure>>) -> Result<(), Failure> {
    done.unwrap_or_else(|_| Err(Failure::Work("serving an interaction panicked".to_owned())))
}

/// Logs a failure, and tells the member where the interaction can still be answered.
async fn settle(ctx: &Context, bot: &Bot, what: &str, incoming: &Incoming, done: Result<(), Failure>) {
    let Err(failure) = done else { return };
    let number = bot.note_failure(what, incoming.guild.map_or(0, Into::into), &failure);
    // 10062: the interaction is gone, 50027: so is its token. There is nothing left to answer with.
    if matches!(failure.refusal(), Some((_, 10062 | 50027 | 10015))) {
        return;
    }
    let lang = incoming.lang().unwrap_or_default();
    if let Err(again) = incoming
        .respond(&ctx.http, View::text(&wording::trouble(lang, &number)), true)
        .await
    {
        tracing::debug!(request = number, error = say(&again), "nor could the apology be sent");
    }
}

fn say(failure: &Failure) -> String {
    match failure {
        Failure::Discord(error) => without_address(error),
        Failure::Work(what) => what.clone(),
    }
}

/// A command failed, or came in a shape that poise could not read.
async fn command_failed(error: FrameworkError<'_, Shared, Failure>) {
    let apology = |lang, number: &str| View::text(&wording::trouble(lang, number));
    match error {
        FrameworkError::Command { error, ctx, .. } => {
            if let poise::Context::Application(ctx) = ctx {
                let incoming = Incoming::from(ctx.interaction);
                settle(ctx.serenity_context(), ctx.data(), "command", &incoming, Err(error)).await;
            }
        }
        FrameworkError::CommandPanic { ctx, .. } => {
            if let poise::Context::Application(ctx) = ctx {
                let incoming = Incoming::from(ctx.interaction);
                let failure = Failure::Work("a command panicked".to_owned());
                settle(ctx.serenity_context(), ctx.data(), "panic", &incoming, Err(failure)).await;
            }
        }
        FrameworkError::ArgumentParse { ctx, .. } => {
            if let poise::Context::Application(ctx) = ctx {
                refused(ctx.serenity_context(), ctx.interaction, wording::command_changed).await;
            }
        }
        FrameworkError::CommandStructureMismatch { ctx, description, .. } => {
            tracing::warn!(description, "a command came in a shape that was not registered");
            refused(ctx.serenity_context(), ctx.interaction, wording::command_changed).await;
        }
        FrameworkError::UnknownInteraction {
            framework, interaction, ..
        } => {
            tracing::warn!("a command came that this bot does not have");
            refused(framework.serenity_context, interaction, wording::command_changed).await;
        }
        FrameworkError::GuildOnly { ctx, .. } => {
            if let poise::Context::Application(ctx) = ctx {
                refused(ctx.serenity_context(), ctx.interaction, wording::server_only).await;
            }
        }
        other => {
            if let Some(poise::Context::Application(ctx)) = other.ctx() {
                let incoming = Incoming::from(ctx.interaction);
                let number = ctx.data().note_failure("command", 0, &Failure::Work(other.to_string()));
                let lang = incoming.lang().unwrap_or_default();
                if let Err(again) = incoming.respond(ctx.http(), apology(lang, &number), true).await {
                    tracing::debug!(error = say(&again), "nor could the apology be sent");
                }
            }
        }
    }
}

async fn refused(ctx: &Context, interaction: &CommandInteraction, words: fn(crate::knowledge::Lang) -> &'static str) {
    let incoming = Incoming::from(interaction);
    let lang = incoming.lang().unwrap_or_default();
    if let Err(again) = incoming.respond(&ctx.http, View::text(words(lang)), true).await {
        tracing::debug!(error = say(&again), "a refusal could not be sent");
    }
}

impl Bot {
    /// Takes something in hand; `None` while the bot is being stopped.
    fn take_in_hand(&self) -> Option<tokio::sync::OwnedRwLockReadGuard<()>> {
        if self.stopping() {
            return None;
        }
        self.in_hand.clone().try_read_owned().ok()
    }

    /// Logs a failure once, under a number that the member can tell the staff.
    fn note_failure(&self, what: &str, guild: u64, failure: &Failure) -> String {
        let number = AnswerKey::random().text();
        self.metrics.failed(what);
        if let Some(records) = &self.records {
            records.failed(guild, jiff::Timestamp::now());
        }
        tracing::error!(
            request = number,
            what,
            guild,
            error = say(failure),
            "serving a member failed"
        );
        number
    }
}
