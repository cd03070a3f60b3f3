//! Channels, threads, typing and direct conversations.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::check;
use super::super::clock::Id;
use super::super::error::{ApiError, Form};
use super::super::model::{Channel, ChannelKind, Message, Thread};
use super::super::permissions;
use super::super::state::State;
use super::{Answer, Request, id, no_content, ok};

/// The channel, where the bot sees it.
pub(super) fn seen(state: &State, channel: Id) -> Result<&Channel, ApiError> {
    let found = state.channels.get(&channel).ok_or_else(|| ApiError::unknown(10_003))?;
    if state.can(found, state.bot, permissions::VIEW_CHANNEL) {
        Ok(found)
    } else {
        Err(ApiError::missing_access())
    }
}

/// Refuses where the bot lacks any of these permissions in the channel.
pub(super) fn demand(state: &State, channel: &Channel, bits: u64) -> Result<(), ApiError> {
    if state.can(channel, state.bot, bits) {
        Ok(())
    } else {
        Err(ApiError::missing_permissions())
    }
}

pub(super) fn open_dm(state: &mut State, request: &Request) -> Answer {
    let mut form = Form::default();
    let recipient = request
        .body
        .get("recipient_id")
        .and_then(|one| one.as_u64().or_else(|| one.as_str()?.parse().ok()));
    let Some(recipient) = recipient.map(Id) else {
        form.required("recipient_id");
        form.finish()?;
        return Err(ApiError::new(400, 50_035, "Invalid Form Body"));
    };
    let Some(user) = state.users.get(&recipient) else {
        form.error("recipient_id", "USER_DOES_NOT_EXIST", "The user does not exist");
        form.finish()?;
        return Err(ApiError::unknown(10_013));
    };
    if user.bot {
        return Err(ApiError::new(400, 50_007, "Cannot send messages to this user"));
    }
    let dm = state.open_dm(recipient);
    let json = state.channels.get(&dm).map(|dm| state.channel_json(dm));
    Ok((200, json))
}

pub(super) fn route(state: &mut State, request: &Request, method: &str, channel: Id, rest: &[&str]) -> Answer {
    let place = seen(state, channel)?.clone();
    match (method, rest) {
        ("GET", []) => ok(state.channel_json(&place)),
        ("PATCH", []) => edit(state, request, &place),
        ("DELETE", []) => {
            if place.guild.is_some() {
                let bits = if place.kind.is_thread() {
                    permissions::MANAGE_THREADS
                } else {
                    permissions::MANAGE_CHANNELS
                };
                demand(state, &place, bits)?;
                let gone = state.delete_channel(channel).unwrap_or_default();
                return ok(gone);
            }
            ok(state.channel_json(&place))
        }
        ("POST", ["typing"]) => {
            demand(state, &place, permissions::SEND_MESSAGES)?;
            state.typing(channel, state.bot);
            no_content()
        }
        ("POST", ["messages", message, "threads"]) => {
            let message = id(message, 10_008)?;
            thread_from_message(state, request, &place, message)
        }
        ("POST", ["threads"]) => thread_without_message(state, request, &place),
        ("PUT" | "DELETE", ["thread-members", who]) => {
            let user = if *who == "@me" { state.bot } else { id(who, 10_013)? };
            if place.thread.is_none() {
                return Err(ApiError::new(400, 50_024, "Cannot execute action on this channel type"));
            }
            if let Some(thread) = state.channels.get_mut(&channel).and_then(|one| one.thread.as_mut()) {
                if method == "PUT" {
                    thread.members.insert(user);
                } else {
                    thread.members.remove(&user);
                }
            }
            state.channel_changed(channel);
            no_content()
        }
        ("GET", ["thread-members"]) => {
            let members = place.thread.as_ref().map(|thread| {
                thread
                    .members
                    .iter()
                    .map(|user| {
                        json!({"id": channel, "user_id": user, "flags": 0,
                            "join_timestamp": super::super::clock::iso(channel.created_ms())})
                    })
                    .collect::<Vec<_>>()
            });
            ok(json!(members.unwrap_or_default()))
        }
        ("GET", ["threads", "archived", "public"]) => ok(json!({"threads": [], "members": [], "has_more": false})),
        _ => Err(ApiError::no_route()),
    }
}

fn edit(state: &mut State, request: &Request, place: &Channel) -> Answer {
    let mut form = Form::default();
    let name = form.text(&request.body, "", "name", (1, 100), false).map(str::to_owned);
    let archived = request.body.get("archived").and_then(Value::as_bool);
    let locked = request.body.get("locked").and_then(Value::as_bool);
    form.finish()?;
    let own = place.thread.as_ref().is_some_and(|thread| thread.owner == state.bot);
    if place.kind.is_thread() {
        if !own || locked.is_some() {
            demand(state, place, permissions::MANAGE_THREADS)?;
        }
    } else {
        demand(state, place, permissions::MANAGE_CHANNELS)?;
    }
    if let Some(channel) = state.channels.get_mut(&place.id) {
        if let Some(name) = name {
            channel.name = name;
        }
        if let Some(thread) = &mut channel.thread {
            thread.archived = archived.unwrap_or(thread.archived);
            thread.locked = locked.unwrap_or(thread.locked);
        }
    }
    state.channel_changed(place.id);
    let json = state.channels.get(&place.id).map(|one| state.channel_json(one));
    Ok((200, json))
}

fn thread_body(request: &Request) -> Result<(String, u32), ApiError> {
    let mut form = Form::default();
    let name = form
        .text(&request.body, "", "name", (1, 100), true)
        .unwrap_or_default()
        .to_owned();
    let archive = request
        .body
        .get("auto_archive_duration")
        .filter(|value| !value.is_null());
    let minutes = archive.map_or(Some(4_320), Value::as_u64);
    if !matches!(minutes, Some(60 | 1_440 | 4_320 | 10_080)) {
        form.error(
            "auto_archive_duration",
            "BASE_TYPE_CHOICES",
            "Value must be one of (60, 1440, 4320, 10080).",
        );
    }
    form.number(&request.body, "", "rate_limit_per_user", (0, 21_600));
    form.finish()?;
    Ok((name, u32::try_from(minutes.unwrap_or(4_320)).unwrap_or(4_320)))
}

fn thread_from_message(state: &mut State, request: &Request, place: &Channel, message: Id) -> Answer {
    if place.kind.is_thread() || !matches!(place.kind, ChannelKind::Text | ChannelKind::News) {
        return Err(ApiError::new(400, 50_024, "Cannot execute action on this channel type"));
    }
    demand(
        state,
        place,
        permissions::CREATE_PUBLIC_THREADS | permissions::READ_MESSAGE_HISTORY,
    )?;
    let (name, archive) = thread_body(request)?;
    let found = state
        .message(place.id, message)
        .filter(|message| message.ephemeral_to.is_none())
        .ok_or_else(|| ApiError::unknown(10_008))?;
    if found.thread.is_some() {
        return Err(ApiError::new(
            400,
            160_004,
            "A thread has already been created for this message",
        ));
    }
    let author = found.author;
    let thread = state.open_thread(place.id, Some(message), &name, state.bot, archive, false);
    if let Some(members) = state.channels.get_mut(&thread).and_then(|one| one.thread.as_mut()) {
        members.members.insert(author);
    }
    let json = state.channels.get(&thread).map(|one| state.channel_json(one));
    Ok((201, json))
}

fn thread_without_message(state: &mut State, request: &Request, place: &Channel) -> Answer {
    let (name, archive) = thread_body(request)?;
    if place.kind == ChannelKind::Forum {
        demand(state, place, permissions::SEND_MESSAGES)?;
        let mut form = Form::default();
        let Some(first) = request.body.get("message") else {
            form.required("message");
            form.finish()?;
            return Err(ApiError::no_route());
        };
        let draft = check::message::read(first, "message", check::message::Way::Channel, &request.file_names())?;
        let tags: Vec<Id> = request
            .body
            .get("applied_tags")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str()?.parse().ok())
            .collect();
        let thread = state.open_thread(place.id, None, &name, state.bot, archive, false);
        if let Some(one) = state.channels.get_mut(&thread).and_then(|one| one.thread.as_mut()) {
            one.applied_tags = tags;
        }
        let message = super::messages::post(state, request, thread, draft, Some(thread))?;
        let mut json = state
            .channels
            .get(&thread)
            .map(|one| state.channel_json(one))
            .unwrap_or_default();
        json["message"] = state.message_json(&message, false);
        return Ok((201, Some(json)));
    }
    let kind = request.body.get("type").and_then(Value::as_u64).unwrap_or(12);
    let private = kind == 12;
    demand(
        state,
        place,
        if private {
            permissions::CREATE_PRIVATE_THREADS
        } else {
            permissions::CREATE_PUBLIC_THREADS
        },
    )?;
    if place.kind.is_thread() || !place.kind.holds_messages() {
        return Err(ApiError::new(400, 50_024, "Cannot execute action on this channel type"));
    }
    let thread = state.open_thread(place.id, None, &name, state.bot, archive, private);
    let json = state.channels.get(&thread).map(|one| state.channel_json(one));
    Ok((201, json))
}

impl State {
    /// The direct conversation with somebody, opened where there was none.
    pub(in crate::playground) fn open_dm(&mut self, user: Id) -> Id {
        if let Some(dm) = self.dm_with(user) {
            return dm;
        }
        let id = self.clock.next_id();
        self.add_channel(Channel {
            id,
            kind: ChannelKind::Dm,
            guild: None,
            name: String::new(),
            topic: None,
            position: 0,
            parent: None,
            overwrites: Vec::new(),
            tags: Vec::new(),
            recipient: Some(user),
            thread: None,
            last_message: None,
            total_messages: 0,
        });
        id
    }

    /// Opens a thread, from a message (whose id it takes) or without one.
    pub(in crate::playground) fn open_thread(
        &mut self,
        parent: Id,
        message: Option<Id>,
        name: &str,
        owner: Id,
        auto_archive: u32,
        private: bool,
    ) -> Id {
        let id = message.unwrap_or_else(|| self.clock.next_id());
        let guild = self.channels.get(&parent).and_then(|parent| parent.guild);
        let forum = self
            .channels
            .get(&parent)
            .is_some_and(|parent| parent.kind == ChannelKind::Forum);
        self.add_channel(Channel {
            id,
            kind: if private {
                ChannelKind::PrivateThread
            } else {
                ChannelKind::PublicThread
            },
            guild,
            name: name.to_owned(),
            topic: None,
            position: 0,
            parent: Some(parent),
            overwrites: Vec::new(),
            tags: Vec::new(),
            recipient: None,
            thread: Some(Thread {
                owner,
                archived: false,
                locked: false,
                auto_archive,
                members: BTreeSet::from([owner]),
                applied_tags: Vec::new(),
            }),
            last_message: None,
            total_messages: 0,
        });
        if let Some(message) = message {
            if let Some(start) = self.message_mut(parent, message) {
                start.thread = Some(id);
            }
            self.message_changed(parent, message, true);
        } else if !private && !forum {
            // Discord notes a new thread in its channel.
            let note = Message {
                content: name.to_owned(),
                kind: 18,
                reference: Some((id, id)),
                ..self.blank_message(parent, owner)
            };
            self.add_message(note);
        }
        id
    }

    /// A message with nothing in it yet.
    pub(in crate::playground) fn blank_message(&self, channel: Id, author: Id) -> Message {
        Message {
            id: self.clock.next_id(),
            channel,
            guild: self.channels.get(&channel).and_then(|one| one.guild),
            author,
            kind: 0,
            content: String::new(),
            edited_ms: None,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            attachments: Vec::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            reactions: Vec::new(),
            pinned: false,
            flags: 0,
            reference: None,
            origin: None,
            ephemeral_to: None,
            thread: None,
            nonce: None,
        }
    }

    /// Tells the bot that a member's roles or name changed.
    pub(in crate::playground) fn member_changed(&mut self, guild: Id, user: Id) {
        let mut data = self.member_json(guild, user, true);
        data["guild_id"] = json!(guild);
        self.dispatch_guild(
            guild,
            "GUILD_MEMBER_UPDATE",
            super::super::gateway::session::intents::GUILD_MEMBERS,
            &data,
        );
        self.emit(super::super::state::WorldEvent::GuildChanged { guild });
    }
}
