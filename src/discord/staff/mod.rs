//! What staff do on Discord. The frame calls [`commands`], [`pressed`], [`submitted`], [`asked`] and [`forged`]; the
//! rest is here.
//!
//! Whoever does something of staff's is checked at the moment they do it, on every command, button and form, by
//! [`Staff::check`]: there is no other way to a [`Staff`], and nothing of staff's is done without one.

mod answer;
mod commands;
mod form;
mod gaps;
mod import;
mod keeper;
mod overview;
mod privacy;
mod settings;
mod take_up;
mod telling;
mod wording;
mod work;

use jiff::Timestamp;
use serenity::client::Context;
use serenity::http::Http;
use serenity::model::Permissions;
use serenity::model::application::{ComponentInteraction, ModalInteraction};
use serenity::model::channel::MessageFlags;
use serenity::model::id::{GuildId, UserId};

use crate::knowledge::Lang;
use crate::records::{Action, Person, Records, Settings};

use super::Bot;
use super::failure::Failure;
use super::incoming::Incoming;
use super::press::{CustomId, Press};
use super::view::{Button, Look, View};

pub use commands::commands;
pub use gaps::asked;
pub use keeper::keep;
use work::Work;

/// A button or select of staff's, or a member's own about staff and privacy, was pressed.
///
/// # Errors
/// Where Discord refuses the answer.
pub async fn pressed(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    component: &ComponentInteraction,
    work: &[u8],
) -> Result<(), Failure> {
    let http = &ctx.http;
    let lang = bot.lang_of(incoming).await;
    let Some(work) = Work::decode(work) else {
        return incoming
            .respond(http, View::text(super::wording::button_unknown(lang)), true)
            .await;
    };
    let alone = component
        .message
        .flags
        .is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    match work {
        Work::TellMe { gap, answer, private } => {
            return telling::tell_me(http, bot, incoming, gap, answer, private).await;
        }
        Work::NotMe { gap } => return telling::not_me(http, bot, incoming, gap).await,
        Work::Forget => return privacy::forget(http, bot, incoming).await,
        Work::Leave => return incoming.update(http, View::text(wording::left(lang))).await,
        _ => {}
    }
    let Some(staff) = Staff::check(http, bot, incoming, work.name(), &work.subject()).await? else {
        return Ok(());
    };
    let changes_knowledge = matches!(
        work,
        Work::Answer(_) | Work::Again(_) | Work::Confirm(_) | Work::Generations
    );
    if changes_knowledge && !staff.at_home(ctx, incoming).await? {
        return Ok(());
    }
    match work {
        Work::Gaps { page, .. } => {
            let view = gaps::list(bot, &staff, page).await;
            incoming.update(http, view).await
        }
        Work::Answer(gap) => gaps::open_form(http, bot, incoming, &staff, gap).await,
        Work::Known(gap) => gaps::close(http, bot, incoming, &staff, gap, wording::Handled::Known, alone).await,
        Work::Ignore(gap) => gaps::close(http, bot, incoming, &staff, gap, wording::Handled::Ignored, alone).await,
        Work::Again(key) => answer::open_again(http, bot, incoming, &staff, key).await,
        Work::Confirm(key) => take_up::confirm(ctx, bot, incoming, &staff, key).await,
        Work::Drop(key) => take_up::drop(http, bot, incoming, &staff, key).await,
        Work::Generations => take_up::roll_back(ctx, bot, incoming, &staff, component).await,
        Work::Form(_) | Work::TellMe { .. } | Work::NotMe { .. } | Work::Forget | Work::Leave => {
            incoming
                .respond(http, View::text(super::wording::button_unknown(lang)), true)
                .await
        }
    }
}

/// A form of staff's was sent.
///
/// # Errors
/// Where Discord refuses the answer.
pub async fn submitted(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    modal: &ModalInteraction,
    work: &[u8],
) -> Result<(), Failure> {
    let http = &ctx.http;
    let lang = bot.lang_of(incoming).await;
    let Some(work @ Work::Form(key)) = Work::decode(work) else {
        return incoming
            .respond(http, View::text(super::wording::button_unknown(lang)), true)
            .await;
    };
    let Some(staff) = Staff::check_home(ctx, bot, incoming, work.name(), &work.subject()).await? else {
        return Ok(());
    };
    answer::submitted(ctx, bot, incoming, &staff, modal, key).await
}

/// A press or a form came with an id that this bot did not sign. It is refused; this notes who tried.
pub async fn forged(bot: &Bot, incoming: &Incoming, custom_id: &str) {
    let Some(records) = &bot.records else { return };
    let attempt = Action {
        at: Timestamp::now(),
        server: incoming.guild.map_or(0, GuildId::get),
        person: records.person(incoming.user.get()),
        staff: None,
        action: "forged".into(),
        subject: super::limits::cut(custom_id, 100),
        before: None,
        after: None,
        result: "refused".into(),
    };
    note(records, &attempt).await;
}

/// Somebody who has just been found to be staff of the server they act in.
#[derive(Debug)]
struct Staff {
    user: UserId,
    guild: GuildId,
    lang: Lang,
    person: Person,
    records: Records,
    settings: Settings,
    action: String,
    subject: String,
}

impl Staff {
    /// Whether whoever made this interaction is staff of the server it was made in, at this moment. Where they are not,
    /// they are told in one line, it goes into the history, and there is nothing to act with.
    async fn check(
        http: &Http,
        bot: &Bot,
        incoming: &Incoming,
        action: &str,
        subject: &str,
    ) -> Result<Option<Self>, Failure> {
        let lang = bot.lang_of(incoming).await;
        let Some(records) = &bot.records else {
            incoming
                .respond(http, View::text(wording::records_down(lang)), true)
                .await?;
            return Ok(None);
        };
        let Some(guild) = incoming.guild else {
            incoming
                .respond(http, View::text(wording::in_a_server(lang)), true)
                .await?;
            return Ok(None);
        };
        let settings = records.settings(guild.get()).await;
        let person = records.person(incoming.user.get());
        let staff = Self {
            user: incoming.user,
            guild,
            lang,
            person,
            records: records.clone(),
            settings,
            action: action.to_owned(),
            subject: subject.to_owned(),
        };
        if is_staff(incoming, &staff.settings) {
            return Ok(Some(staff));
        }
        staff.refuse("refused").await;
        incoming.respond(http, View::text(wording::refused(lang)), true).await?;
        Ok(None)
    }

    /// As [`Self::check`], for what changes the knowledge: only staff of a server that keeps it may.
    async fn check_home(
        ctx: &Context,
        bot: &Bot,
        incoming: &Incoming,
        action: &str,
        subject: &str,
    ) -> Result<Option<Self>, Failure> {
        let Some(staff) = Self::check(&ctx.http, bot, incoming, action, subject).await? else {
            return Ok(None);
        };
        Ok(staff.at_home(ctx, incoming).await?.then_some(staff))
    }

    /// Whether the server is one whose staff keep the knowledge. The only server of a bot is; of a bot in several, those
    /// that the operator named. Otherwise anybody who adds the bot to a server of their own could rewrite what it says.
    async fn at_home(&self, ctx: &Context, incoming: &Incoming) -> Result<bool, Failure> {
        let homes = match self.records.homes().await {
            Ok(homes) => homes,
            Err(error) => {
                tracing::warn!(%error, "the servers that keep the knowledge could not be read");
                incoming
                    .respond(&ctx.http, View::text(wording::records_down(self.lang)), true)
                    .await?;
                return Ok(false);
            }
        };
        if homes.contains(&self.guild.get()) {
            return Ok(true);
        }
        let guilds = ctx.cache.guild_count() + ctx.cache.unavailable_guilds().len();
        if homes.is_empty() && guilds <= 1 && ctx.cache.shard_count() == 1 {
            if let Err(error) = self.records.set_home(self.guild.get(), true).await {
                tracing::warn!(%error, "the server that keeps the knowledge could not be noted");
            }
            return Ok(true);
        }
        self.refuse("not_home").await;
        incoming
            .respond(&ctx.http, View::text(wording::not_home(self.lang)), true)
            .await?;
        Ok(false)
    }

    /// Notes what was done, with what it was before and after.
    async fn did(&self, before: Option<String>, after: Option<String>, result: &str) {
        self.write(Some(self.user.get()), before, after, result).await;
    }

    async fn refuse(&self, result: &str) {
        self.write(None, None, None, result).await;
    }

    async fn write(&self, staff: Option<u64>, before: Option<String>, after: Option<String>, result: &str) {
        let action = Action {
            at: Timestamp::now(),
            server: self.guild.get(),
            person: self.person.clone(),
            staff,
            action: self.action.clone(),
            subject: self.subject.clone(),
            before,
            after,
            result: result.to_owned(),
        };
        note(&self.records, &action).await;
    }

    /// The name others are told while this one works.
    fn name(&self, incoming: &Incoming) -> String {
        incoming.member.as_ref().map_or_else(
            || format!("<@{}>", self.user),
            |member| member.display_name().to_owned(),
        )
    }
}

/// Whether the interaction was made by staff, by what Discord says of them in it.
fn is_staff(incoming: &Incoming, settings: &Settings) -> bool {
    let Some(member) = &incoming.member else { return false };
    let manages = member
        .permissions
        .is_some_and(|may| may.intersects(Permissions::ADMINISTRATOR | Permissions::MANAGE_GUILD));
    let has_role = |role: u64| member.roles.iter().any(|mine| mine.get() == role);
    manages || settings.staff_role.is_some_and(has_role)
}

async fn note(records: &Records, action: &Action) {
    if let Err(error) = records.audit(action).await {
        tracing::error!(%error, action = action.action, result = action.result, "a staff action is missing in the history");
    }
}

fn id_of(bot: &Bot, work: Work) -> Option<CustomId> {
    bot.signer.sign(&Press::Staff(work.encode()))
}

fn button(bot: &Bot, work: Work, label: &str, look: Look) -> Option<Button> {
    id_of(bot, work).map(|id| Button::new(id, label, look))
}

fn lang_of_tag(tag: &str) -> Lang {
    if tag == "en" { Lang::En } else { Lang::Ko }
}

fn tag_of_lang(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "ko",
        Lang::En => "en",
    }
}
