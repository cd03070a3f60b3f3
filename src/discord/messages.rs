//! Messages: which of them are questions to the bot, and the reply.

use std::time::Duration;

use serenity::builder::{CreateMessage, GetMessages};
use serenity::client::Context;
use serenity::model::Permissions;
use serenity::model::channel::{Message, MessageReference, MessageReferenceKind, MessageType, Nonce};
use serenity::model::guild::Guild;

use crate::answer::{Answer, Kind, Reason, Request};
use crate::knowledge::Lang;
use crate::records::Settings;

use super::asking::{self, Inquiry, Way};
use super::failure::{Failure, refusal};
use super::incoming::again;
use super::memory::{Shown, request_line};
use super::pace::Allowed;
use super::place::{Place, is_staff};
use super::press::Press;
use super::view::View;
use super::{Bot, help, wording};

/// How long the sign that the bot is typing may hold an answer up.
const TYPING: Duration = Duration::from_millis(250);

/// Answers a message, where it is for the bot to answer.
///
/// # Errors
/// Where the reply could not be sent.
pub(super) async fn received(ctx: &Context, bot: &Bot, message: &Message) -> Result<(), Failure> {
    let me = ctx.cache.current_user().id;
    if message.author.bot
        || message.author.id == me
        || message.webhook_id.is_some()
        || !matches!(message.kind, MessageType::Regular | MessageType::InlineReply)
    {
        return Ok(());
    }
    let settings = match message.guild_id {
        Some(guild) => bot.settings(guild).await,
        None => Settings::default(),
    };
    let roles = message.member.as_ref().map_or(&[][..], |member| &member.roles);
    let staff = message
        .guild_id
        .is_some_and(|guild| is_staff(&ctx.cache, guild, message.author.id, roles, &settings));
    let replied_to = message.referenced_message.as_deref();
    let place = match message.guild_id {
        // Most messages of a server are nobody's question; only ask-channels need to know where they stand.
        Some(guild) if addressed(ctx, message) || !settings.ask_channels.is_empty() => {
            Place::find(ctx, guild, message.channel_id).await
        }
        _ => None,
    };
    if staff && place.as_ref().is_some_and(|place| place.is_ask_channel(&settings)) {
        note_staff(bot, message, place.as_ref());
    }

    let way = if message.guild_id.is_none() {
        Way::Direct
    } else if replied_to.is_some_and(|message| message.author.id == me) {
        Way::Reply
    } else if addressed(ctx, message) {
        Way::Mention
    } else if let Some(place) = &place
        && place.is_ask_channel(&settings)
        && !staff
        && !left_to_others(ctx, bot, message, place, &settings).await
    {
        Way::AskChannel
    } else {
        return Ok(());
    };
    if !bot.seen.first_time(message.id.get()) {
        return Ok(());
    }
    if place.as_ref().is_some_and(|place| !place.may_write()) {
        tracing::info!(
            channel = message.channel_id.get(),
            "a question was left unanswered: the bot may not write in this channel"
        );
        return Ok(());
    }
    let sending = Sending {
        ctx,
        message,
        may: place.as_ref().map_or(Permissions::all(), |place| place.may),
    };
    if let Allowed::Wait { seconds, first } = bot.paces.take(message.author.id.get()) {
        // Told once; a line for every message would itself be the noise it asks to stop.
        if first && way != Way::AskChannel {
            let lang = guess(&message.content, &settings);
            sending.send(&View::text(&wording::slow_down(lang, seconds))).await?;
        }
        return Ok(());
    }
    let typing = tokio::time::timeout(TYPING, ctx.http.broadcast_typing(message.channel_id));
    if way != Way::AskChannel {
        // The sign is a courtesy: where it fails or is slow the answer comes all the same.
        let _ = typing.await;
    }

    let mut words = without_mentions(ctx, message);
    // "@bot" in reply to somebody's question asks for an answer to that question.
    if words.is_empty()
        && let Some(question) = replied_to.filter(|message| message.author.id != me)
    {
        question.content.trim().clone_into(&mut words);
    }
    if words.is_empty() {
        if way != Way::AskChannel {
            let lang = guess(&message.content, &settings);
            sending.send(&help::view(bot, lang)).await?;
        }
        return Ok(());
    }
    let before = match replied_to {
        Some(answer) if way == Way::Reply => question_of(bot, answer).await,
        _ => None,
    };
    let inquiry = |words: &str| Inquiry {
        request: Request::Question(words.to_owned()),
        way,
        asker: message.author.id,
        guild: message.guild_id,
        channel: message.channel_id,
        lang: None,
        title: None,
        before: before.clone(),
    };
    let quiet = move |answer: &Answer| way == Way::AskChannel && is_no_question(answer);
    // In a forum the title is often the question, and the text beneath it only says thanks.
    let opening = place
        .as_ref()
        .filter(|place| place.thread && place.id.get() == message.id.get());
    let mut shown = match opening {
        Some(post) => {
            let answered = |answer: &Answer| matches!(answer.kind, Kind::Answer | Kind::List | Kind::Clarify);
            let shown = asking::ask(bot, inquiry(&words), move |answer| !answered(answer)).await;
            if answered(&shown.answer) {
                shown
            } else {
                let titled = asking::ask(bot, inquiry(&post.name), move |answer| !answered(answer)).await;
                if answered(&titled.answer) {
                    titled
                } else {
                    asking::ask(bot, inquiry(&format!("{} {words}", post.name)), quiet).await
                }
            }
        }
        None => asking::ask(bot, inquiry(&words), quiet).await,
    };
    if quiet(&shown.answer) {
        return Ok(());
    }
    if way == Way::AskChannel {
        let _ = tokio::time::timeout(TYPING, ctx.http.broadcast_typing(message.channel_id)).await;
    }
    let view = asking::view(bot, &shown, 0);
    shown = bot.answers.get(shown.key).unwrap_or(shown);
    sending
        .send(&view)
        .await
        .inspect_err(|_| bot.metrics.lost(shown.answer.kind))
}

/// Whether a message speaks to the bot by name: its own, or that of the role Discord gives every bot.
fn addressed(ctx: &Context, message: &Message) -> bool {
    let me = ctx.cache.current_user().id;
    let replies_to_me = message
        .referenced_message
        .as_ref()
        .is_some_and(|replied| replied.author.id == me);
    replies_to_me
        || message.mentions.iter().any(|user| user.id == me)
        || message.guild_id.is_some_and(|guild| {
            ctx.cache
                .guild(guild)
                .is_some_and(|guild| own_role(&guild, me).is_some_and(|role| message.mention_roles.contains(&role)))
        })
}

fn own_role(guild: &Guild, me: serenity::model::id::UserId) -> Option<serenity::model::id::RoleId> {
    guild
        .roles
        .values()
        .find(|role| role.tags.bot_id == Some(me))
        .map(|role| role.id)
}

/// The message's words without the bot's own name in them.
fn without_mentions(ctx: &Context, message: &Message) -> String {
    let me = ctx.cache.current_user().id;
    let mut words = message
        .content
        .replace(&format!("<@{me}>"), " ")
        .replace(&format!("<@!{me}>"), " ");
    let role = message
        .guild_id
        .and_then(|guild| ctx.cache.guild(guild).and_then(|guild| own_role(&guild, me)));
    if let Some(role) = role {
        words = words.replace(&format!("<@&{role}>"), " ");
    }
    words.trim().to_owned()
}

/// What needs no answer in an ask-channel.
fn is_no_question(answer: &Answer) -> bool {
    answer.kind == Kind::Smalltalk || (answer.kind == Kind::NoAnswer && answer.reason == Some(Reason::NotAQuestion))
}

fn note_staff(bot: &Bot, message: &Message, place: Option<&Place>) {
    if place.is_some_and(|place| place.thread) {
        bot.staffed.wrote_in_thread(message.channel_id.get());
    }
    if let Some(replied) = &message.referenced_message {
        bot.staffed
            .replied_to(message.channel_id.get(), replied.author.id.get());
    }
    for user in &message.mentions {
        bot.staffed.replied_to(message.channel_id.get(), user.id.get());
    }
}

/// Whether a message of an ask-channel is somebody else's to answer: it speaks to a person, or staff are in it already.
async fn left_to_others(ctx: &Context, bot: &Bot, message: &Message, place: &Place, settings: &Settings) -> bool {
    if message.referenced_message.is_some() || !message.mentions.is_empty() || !message.mention_roles.is_empty() {
        return true;
    }
    if !place.thread {
        return bot.staffed.talk_with(message.channel_id.get(), message.author.id.get());
    }
    // The message that opens a post has nobody before it.
    if place.id.get() == message.id.get() {
        bot.staffed.nobody_in_thread(place.id.get());
        return false;
    }
    if let Some(known) = bot.staffed.in_thread(place.id.get()) {
        return known;
    }
    let Some(guild) = message.guild_id else { return false };
    let staff = staff_in_thread(ctx, guild, place, settings).await;
    match staff {
        true => bot.staffed.wrote_in_thread(place.id.get()),
        false => bot.staffed.nobody_in_thread(place.id.get()),
    }
    staff
}

/// Looks through what was written in a thread while the bot was away.
async fn staff_in_thread(
    ctx: &Context,
    guild: serenity::model::id::GuildId,
    place: &Place,
    settings: &Settings,
) -> bool {
    let before = match place.id.messages(&ctx.http, GetMessages::new().limit(50)).await {
        Ok(before) => before,
        Err(_) => return false,
    };
    let mut asked: Vec<u64> = Vec::new();
    for message in before.iter().filter(|message| !message.author.bot) {
        // Messages fetched from a channel carry no roles.
        if asked.contains(&message.author.id.get()) {
            continue;
        }
        asked.push(message.author.id.get());
        let roles = match guild.member(ctx, message.author.id).await {
            Ok(member) => member.roles,
            Err(_) => continue,
        };
        if is_staff(&ctx.cache, guild, message.author.id, &roles, settings) {
            return true;
        }
    }
    false
}

/// The question that one of the bot's own answers belongs to.
async fn question_of(bot: &Bot, answer: &Message) -> Option<String> {
    let key = answer
        .components
        .iter()
        .flat_map(|row| &row.components)
        .find_map(|component| {
            use serenity::model::application::{ActionRowComponent, ButtonKind};
            let id = match component {
                ActionRowComponent::Button(button) => match &button.data {
                    ButtonKind::NonLink { custom_id, .. } => custom_id.as_str(),
                    _ => return None,
                },
                ActionRowComponent::SelectMenu(select) => select.custom_id.as_deref()?,
                _ => return None,
            };
            match bot.signer.read(id)? {
                Press::Vote { answer, .. }
                | Press::Evidence { answer }
                | Press::Page { answer, .. }
                | Press::AskStaff { answer }
                | Press::Related { answer } => Some(answer),
                Press::Check(_) | Press::Staff(_) => None,
            }
        })?;
    let shown: std::sync::Arc<Shown> = bot.find(key).await?;
    match &shown.request {
        Request::Question(question) => Some(question.clone()),
        other => {
            let line = request_line(other);
            (!line.starts_with('/')).then_some(line)
        }
    }
}

/// The language of a message that says too little to tell: that of the server, else by its letters.
fn guess(words: &str, settings: &Settings) -> Lang {
    match settings.language.as_deref() {
        Some("en") => Lang::En,
        Some(_) => Lang::Ko,
        None => {
            let hangul = |c: char| ('가'..='힣').contains(&c) || ('ㄱ'..='ㅣ').contains(&c);
            let latin = words.chars().filter(char::is_ascii_alphabetic).count();
            if latin > 2 && !words.chars().any(hangul) {
                Lang::En
            } else {
                Lang::Ko
            }
        }
    }
}

/// The reply to one message.
struct Sending<'a> {
    ctx: &'a Context,
    message: &'a Message,
    may: Permissions,
}

impl Sending<'_> {
    /// Sends the reply, once: the nonce makes Discord drop a second copy where the answer to a try was lost.
    async fn send(&self, view: &View) -> Result<(), Failure> {
        let may_embed = self.may.contains(Permissions::EMBED_LINKS);
        let fitting = if may_embed { view.clone() } else { view.clone().plain() };
        match self
            .post(&fitting, self.may.contains(Permissions::READ_MESSAGE_HISTORY))
            .await
        {
            Ok(()) => Ok(()),
            Err(error) => match refusal(&error) {
                // Missing permissions: what the cache knows of them may be old. Or the message replied to is gone, to a
                // server that minds. Text alone, in reply to nothing, needs the fewest.
                Some((403, 50013) | (404, 10008)) => Ok(self.post(&view.clone().plain(), false).await?),
                _ => Err(error.into()),
            },
        }
    }

    async fn post(&self, view: &View, as_reply: bool) -> Result<(), serenity::Error> {
        let mut message: CreateMessage = view
            .message()
            .nonce(Nonce::String(self.message.id.to_string()))
            .enforce_nonce(true);
        if as_reply {
            let reference = MessageReference::new(MessageReferenceKind::Default, self.message.channel_id)
                .message_id(self.message.id)
                .fail_if_not_exists(false);
            message = message.reference_message(reference);
        }
        again(|_| {
            self.ctx
                .http
                .send_message(self.message.channel_id, Vec::new(), &message)
        })
        .await?;
        Ok(())
    }
}
