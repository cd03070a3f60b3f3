//! What staff set for their server.

use jiff::Timestamp;
use serenity::client::Context;
use serenity::model::Permissions;
use serenity::model::id::{ChannelId, RoleId};

use crate::records::Error;

use super::super::place::Place;
use super::super::view::View;
use super::wording::{self, Setting};
use super::{Bot, Staff};

/// A change that has been tried: what is said of it.
async fn noted(
    staff: &Staff,
    setting: Setting,
    before: Option<String>,
    after: Option<String>,
    shown: Option<String>,
    done: Result<(), Error>,
) -> View {
    match done {
        Ok(()) => {
            staff.did(before, after, "done").await;
            View::text(&wording::setting(staff.lang, setting, shown.as_deref()))
        }
        Err(error) => {
            tracing::warn!(%error, ?setting, "a setting could not be written");
            staff.did(before, None, "failed").await;
            View::text(wording::records_down(staff.lang))
        }
    }
}

/// Sets or removes the staff role.
pub(super) async fn staff_role(staff: &Staff, role: Option<RoleId>) -> View {
    if role.is_some_and(|role| role.get() == staff.guild.get()) {
        return View::text(wording::not_everyone(staff.lang));
    }
    let before = staff.settings.staff_role.map(|role| role.to_string());
    let role = role.map(RoleId::get);
    let done = staff.records.set_staff_role(staff.guild.get(), role).await;
    let shown = role.map(|role| format!("<@&{role}>"));
    noted(
        staff,
        Setting::StaffRole,
        before,
        role.map(|role| role.to_string()),
        shown,
        done,
    )
    .await
}

/// Whether the bot can write in a channel. Where Discord does not say, it is tried and seen.
async fn can_write(ctx: &Context, staff: &Staff, channel: ChannelId) -> bool {
    match Place::find(ctx, staff.guild, channel).await {
        Some(place) => place.may_write() && place.may.contains(Permissions::EMBED_LINKS),
        None => false,
    }
}

/// Sets or removes the staff channel.
pub(super) async fn staff_channel(ctx: &Context, staff: &Staff, channel: Option<ChannelId>) -> View {
    if let Some(channel) = channel
        && !can_write(ctx, staff, channel).await
    {
        return View::text(&wording::cannot_write(staff.lang, channel.get()));
    }
    let before = staff.settings.staff_channel.map(|channel| channel.to_string());
    let channel = channel.map(ChannelId::get);
    let done = staff.records.set_staff_channel(staff.guild.get(), channel).await;
    let shown = channel.map(|channel| format!("<#{channel}>"));
    noted(
        staff,
        Setting::StaffChannel,
        before,
        channel.map(|channel| channel.to_string()),
        shown,
        done,
    )
    .await
}

/// Sets the language of the bot's own words, `ko` or `en`; `None` follows the member.
pub(super) async fn language(staff: &Staff, language: Option<&str>) -> View {
    let before = staff.settings.language.clone();
    let done = staff.records.set_language(staff.guild.get(), language).await;
    let shown = language.map(str::to_owned);
    noted(staff, Setting::Language, before, shown.clone(), shown, done).await
}

/// Makes a channel one in which every message is a question, or stops that.
pub(super) async fn ask_channel(ctx: &Context, bot: &Bot, staff: &Staff, channel: ChannelId, on: bool) -> View {
    if on && !can_write(ctx, staff, channel).await {
        return View::text(&wording::cannot_write(staff.lang, channel.get()));
    }
    let name = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
    let before = name(staff.settings.ask_channels.contains(&channel.get()));
    let done = staff
        .records
        .set_ask_channel(staff.guild.get(), channel.get(), on)
        .await;
    let setting = if on {
        Setting::AskChannelOn
    } else {
        Setting::AskChannelOff
    };
    let shown = Some(format!("<#{channel}>"));
    let done = done.map(|_| ());
    if on && !bot.reads_messages() && done.is_ok() {
        staff.did(before, name(on), "done").await;
        let words = wording::setting(staff.lang, setting, shown.as_deref());
        return View::text(&(words + wording::no_content(staff.lang)));
    }
    noted(staff, setting, before, name(on), shown, done).await
}

/// Switches the weekly summary on or off.
pub(super) async fn digest(staff: &Staff, on: bool) -> View {
    if on && staff.settings.staff_channel.is_none() {
        return View::text(wording::no_staff_channel(staff.lang));
    }
    let name = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
    let done = staff.records.set_digest(staff.guild.get(), on, Timestamp::now()).await;
    noted(
        staff,
        Setting::Digest,
        name(staff.settings.digest),
        name(on),
        name(on),
        done,
    )
    .await
}
