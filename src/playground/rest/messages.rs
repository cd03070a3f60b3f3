//! Messages: writing, editing, reading, removing, reactions and pins.

use serde_json::{Value, json};

use super::super::check::message::{Draft, Mentions, Way, read};
use super::super::check::{self};
use super::super::clock::Id;
use super::super::error::{ApiError, Form};
use super::super::model::{ChannelKind, Message};
use super::super::permissions;
use super::super::state::State;
use super::channels::{demand, seen};
use super::{Answer, Request, id, no_content, ok};

pub(super) fn route(state: &mut State, request: &Request, method: &str, channel: Id, rest: &[&str]) -> Answer {
    let place = seen(state, channel)?.clone();
    if !place.kind.holds_messages() {
        return Err(ApiError::new(400, 50_008, "Cannot send messages in a non-text channel"));
    }
    match (method, rest) {
        ("GET", []) => list(state, request, channel),
        ("POST", []) => {
            let draft = read(&request.body, "", Way::Channel, &request.file_names())?;
            let message = post(state, request, channel, draft, None)?;
            ok(state.message_json(&message, false))
        }
        ("POST", ["bulk-delete"]) => bulk_delete(state, request, channel),
        ("GET", [message]) => {
            demand(state, &place, permissions::READ_MESSAGE_HISTORY)?;
            let message = found(state, channel, id(message, 10_008)?)?;
            ok(state.message_json(message, false))
        }
        ("PATCH", [message]) => {
            let message = id(message, 10_008)?;
            if found(state, channel, message)?.author != state.bot {
                return Err(ApiError::new(
                    403,
                    50_005,
                    "Cannot edit a message authored by another user",
                ));
            }
            let draft = read(&request.body, "", Way::Channel, &request.file_names())?;
            let changed = edit(state, request, channel, message, draft)?;
            ok(state.message_json(&changed, false))
        }
        ("DELETE", [message]) => {
            let message = found(state, channel, id(message, 10_008)?)?;
            if message.author != state.bot {
                demand(state, &place, permissions::MANAGE_MESSAGES)?;
            }
            let message = message.id;
            state.delete_message(channel, message);
            no_content()
        }
        (method, [message, "reactions", rest @ ..]) => {
            let message = id(message, 10_008)?;
            reactions(state, method, channel, message, rest)
        }
        _ => Err(ApiError::no_route()),
    }
}

/// The message, where the bot can see it at all.
fn found(state: &State, channel: Id, message: Id) -> Result<&Message, ApiError> {
    state
        .message(channel, message)
        .filter(|message| message.ephemeral_to.is_none())
        .ok_or_else(|| ApiError::unknown(10_008))
}

fn list(state: &State, request: &Request, channel: Id) -> Answer {
    let place = seen(state, channel)?;
    if !state.can(place, state.bot, permissions::READ_MESSAGE_HISTORY) {
        return ok(json!([]));
    }
    let mut form = Form::default();
    let limit = match request.query("limit").map(str::parse::<usize>) {
        None => 50,
        Some(Ok(limit @ 1..=100)) => limit,
        Some(_) => {
            form.error("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
            50
        }
    };
    form.finish()?;
    let bound = |key: &str| request.query(key).and_then(|text| text.parse::<Id>().ok());
    let all: Vec<&Message> = state
        .messages
        .get(&channel)
        .into_iter()
        .flatten()
        .filter(|message| message.ephemeral_to.is_none())
        .collect();
    let picked: Vec<&Message> = if let Some(after) = bound("after") {
        let mut picked: Vec<_> = all.into_iter().filter(|one| one.id > after).take(limit).collect();
        picked.reverse();
        picked
    } else if let Some(around) = bound("around") {
        let at = all.partition_point(|one| one.id < around);
        let from = at.saturating_sub(limit / 2);
        all.into_iter().skip(from).take(limit).rev().collect()
    } else {
        let before = bound("before").unwrap_or(Id(u64::MAX));
        all.into_iter()
            .rev()
            .filter(|one| one.id < before)
            .take(limit)
            .collect()
    };
    ok(json!(
        picked
            .into_iter()
            .map(|one| state.message_json(one, false))
            .collect::<Vec<_>>()
    ))
}

/// Writes a message of the bot into a channel.
pub(super) fn post(
    state: &mut State,
    request: &Request,
    channel: Id,
    draft: Draft,
    forced: Option<Id>,
) -> Result<Message, ApiError> {
    let place = seen(state, channel)?.clone();
    demand(state, &place, permissions::SEND_MESSAGES)?;
    if draft.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty()) {
        demand(state, &place, permissions::EMBED_LINKS)?;
    }
    if !request.files.is_empty() {
        demand(state, &place, permissions::ATTACH_FILES)?;
    }
    if place.thread.as_ref().is_some_and(|thread| thread.locked) {
        demand(state, &place, permissions::MANAGE_THREADS)
            .map_err(|_| ApiError::new(400, 160_005, "Thread is locked"))?;
    }
    if let Some(recipient) = place.recipient {
        let shares = state
            .guilds
            .values()
            .any(|guild| guild.members.contains_key(&recipient) && guild.members.contains_key(&state.bot));
        let open = state.users.get(&recipient).is_some_and(|user| user.dms_open);
        if !shares || !open {
            return Err(ApiError::new(403, 50_007, "Cannot send messages to this user"));
        }
    }
    if let (true, Some(nonce)) = (draft.enforce_nonce, &draft.nonce) {
        let same = state
            .messages
            .get(&channel)
            .into_iter()
            .flatten()
            .rev()
            .take(200)
            .find(|one| one.author == state.bot && one.nonce.as_ref() == Some(nonce));
        if let Some(same) = same {
            return Ok(same.clone());
        }
    }
    let mut message = state.blank_message(channel, state.bot);
    if let Some(id) = forced {
        message.id = id;
    }
    if let Some(reference) = draft.reference {
        demand(state, &place, permissions::READ_MESSAGE_HISTORY)
            .map_err(|_| ApiError::new(400, 160_002, "Cannot reply without permission to read message history"))?;
        if found(state, channel, reference.message).is_ok() {
            message.reference = Some((channel, reference.message));
            message.kind = 19;
        } else if reference.must_exist {
            let mut form = Form::default();
            form.error("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
            form.finish()?;
        }
    }
    fill(state, request, &mut message, &draft);
    check_not_empty(&message)?;
    Ok(state.add_message(message))
}

/// Puts what was sent into a message; what was not sent stays.
pub(super) fn fill(state: &State, request: &Request, message: &mut Message, draft: &Draft) {
    if let Some(content) = &draft.content {
        message.content.clone_from(content);
    }
    if let Some(embeds) = &draft.embeds {
        message.embeds.clone_from(embeds);
    }
    if let Some(components) = &draft.components {
        message.components.clone_from(components);
    }
    if let Some(flags) = draft.flags {
        let kept = message.flags & (Message::EPHEMERAL | Message::LOADING);
        message.flags = kept | flags & !(Message::EPHEMERAL | Message::LOADING);
    }
    if let Some(keep) = &draft.keep {
        message.attachments.retain(|file| keep.contains(&file.id));
    }
    message.attachments.extend(request.attachments(state, &draft.described));
    if draft.nonce.is_some() {
        message.nonce.clone_from(&draft.nonce);
    }
    for embed in &mut message.embeds {
        resolve_pictures(embed);
    }
    live_mentions(state, message, &draft.mentions);
}

/// Discord shows an attachment's own address in an embed; the playground keeps the short form the page understands.
fn resolve_pictures(embed: &mut Value) {
    for key in ["image", "thumbnail"] {
        if let Some(picture) = embed.get_mut(key)
            && picture.get("proxy_url").is_none()
            && let Some(url) = picture.get("url").cloned()
        {
            picture["proxy_url"] = url;
        }
    }
}

/// Works out whom the text mentions, as far as mentions are allowed.
pub(in crate::playground) fn live_mentions(state: &State, message: &mut Message, allowed: &Mentions) {
    let place = state.channels.get(&message.channel);
    let mut users = Vec::new();
    let mut roles = Vec::new();
    for part in message.content.split("<@").skip(1) {
        let Some((inside, _)) = part.split_once('>') else {
            continue;
        };
        if let Some(role) = inside.strip_prefix('&') {
            roles.extend(role.parse::<Id>().ok());
        } else {
            users.extend(inside.trim_start_matches('!').parse::<Id>().ok());
        }
    }
    users
        .retain(|user| state.users.contains_key(user) && allowed.users.as_ref().is_none_or(|only| only.contains(user)));
    if let Some((channel, id)) = message.reference.filter(|_| message.kind == 19)
        && allowed.replied
        && let Some(other) = state.message(channel, id)
        && other.author != message.author
    {
        users.push(other.author);
    }
    users.sort_unstable();
    users.dedup();
    roles.retain(|role| {
        allowed.roles.as_ref().is_none_or(|only| only.contains(role))
            && message
                .guild
                .and_then(|guild| state.guilds.get(&guild))
                .is_some_and(|guild| guild.roles.contains_key(role))
    });
    roles.sort_unstable();
    roles.dedup();
    let everyone = (message.content.contains("@everyone") || message.content.contains("@here"))
        && allowed.everyone
        && place.is_some_and(|place| state.can(place, message.author, permissions::MENTION_EVERYONE));
    message.mentions = users;
    message.mention_roles = roles;
    message.mention_everyone = everyone;
}

pub(super) fn check_not_empty(message: &Message) -> Result<(), ApiError> {
    let empty = message.content.is_empty()
        && message.embeds.is_empty()
        && message.attachments.is_empty()
        && message.components.is_empty();
    if empty {
        return Err(ApiError::new(400, 50_006, "Cannot send an empty message"));
    }
    Ok(())
}

/// Edits a message of the bot, wherever it stands.
pub(super) fn edit(
    state: &mut State,
    request: &Request,
    channel: Id,
    message: Id,
    draft: Draft,
) -> Result<Message, ApiError> {
    let mut changed = state
        .message(channel, message)
        .cloned()
        .ok_or_else(|| ApiError::unknown(10_008))?;
    fill(state, request, &mut changed, &draft);
    check_not_empty(&changed)?;
    let first = changed.is_loading();
    changed.flags &= !Message::LOADING;
    if !first {
        changed.edited_ms = Some(state.clock.now_ms());
    }
    let slot = state
        .message_mut(channel, message)
        .ok_or_else(|| ApiError::unknown(10_008))?;
    *slot = changed;
    state
        .message_changed(channel, message, true)
        .ok_or_else(|| ApiError::unknown(10_008))
}

fn bulk_delete(state: &mut State, request: &Request, channel: Id) -> Answer {
    let place = seen(state, channel)?.clone();
    demand(state, &place, permissions::MANAGE_MESSAGES)?;
    let mut form = Form::default();
    let ids: Vec<Id> = form
        .list(&request.body, "", "messages", (2, 100))
        .iter()
        .filter_map(|one| one.as_str()?.parse().ok())
        .collect();
    form.finish()?;
    for message in ids {
        state.delete_message(channel, message);
    }
    no_content()
}

/// Undoes percent-encoding; `None` where the bytes are no text.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            let hex = std::str::from_utf8(&hex).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn reactions(state: &mut State, method: &str, channel: Id, message: Id, rest: &[&str]) -> Answer {
    let place = seen(state, channel)?.clone();
    let given = found(state, channel, message)?.reactions.clone();
    let bot = state.bot;
    let emoji = |text: &str| -> Result<String, ApiError> {
        decode(text)
            .filter(|emoji| check::is_emoji(emoji))
            .ok_or_else(|| ApiError::new(400, 10_014, "Unknown Emoji"))
    };
    match (method, rest) {
        ("PUT", [text, "@me"]) => {
            let emoji = emoji(text)?;
            demand(state, &place, permissions::READ_MESSAGE_HISTORY)?;
            if !given.iter().any(|one| one.emoji == emoji) {
                demand(state, &place, permissions::ADD_REACTIONS)?;
            }
            state.react(channel, message, bot, &emoji, true);
            no_content()
        }
        ("DELETE", [text, who]) => {
            let emoji = emoji(text)?;
            let user = if *who == "@me" { bot } else { id(who, 10_013)? };
            if user != bot {
                demand(state, &place, permissions::MANAGE_MESSAGES)?;
            }
            state.react(channel, message, user, &emoji, false);
            no_content()
        }
        ("GET", [text]) => {
            let emoji = emoji(text)?;
            let users = given
                .iter()
                .find(|one| one.emoji == emoji)
                .map(|one| one.users.clone())
                .unwrap_or_default();
            ok(json!(
                users.iter().map(|user| state.user_json(*user)).collect::<Vec<_>>()
            ))
        }
        ("DELETE", rest @ ([] | [_])) => {
            demand(state, &place, permissions::MANAGE_MESSAGES)?;
            let only = rest.first().map(|text| emoji(text)).transpose()?;
            for one in given {
                if only.as_ref().is_none_or(|emoji| *emoji == one.emoji) {
                    for user in one.users {
                        state.react(channel, message, user, &one.emoji, false);
                    }
                }
            }
            no_content()
        }
        _ => Err(ApiError::no_route()),
    }
}

pub(super) fn pins(state: &mut State, method: &str, channel: Id, rest: &[&str]) -> Answer {
    let place = seen(state, channel)?.clone();
    match (method, rest) {
        ("GET", []) => ok(json!(
            state
                .messages
                .get(&channel)
                .into_iter()
                .flatten()
                .rev()
                .filter(|one| one.pinned)
                .map(|one| state.message_json(one, false))
                .collect::<Vec<_>>()
        )),
        ("PUT" | "DELETE", [message]) => {
            if place.kind != ChannelKind::Dm {
                demand(state, &place, permissions::MANAGE_MESSAGES)?;
            }
            let message = found(state, channel, id(message, 10_008)?)?.id;
            if let Some(one) = state.message_mut(channel, message) {
                one.pinned = method == "PUT";
            }
            state.message_changed(channel, message, true);
            no_content()
        }
        _ => Err(ApiError::no_route()),
    }
}
