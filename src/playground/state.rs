//! The world's state behind its lock: what there is, and the changes every client and the bot hear of.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::{broadcast, watch};

use super::clock::{Clock, Id};
use super::faults::Orders;
use super::gateway::session::{Gate, intents};
use super::json::emoji_json;
use super::model::{
    Channel, ChannelKind, Command, Guild, Interaction, InteractionKind, Message, Progress, Reaction, User,
};
use super::permissions;
use super::record::Record;
use super::world::Options;

/// Something that changed, as the clients hear of it.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum WorldEvent {
    /// A message was written.
    MessageCreated {
        /// The message.
        message: Arc<Message>,
    },
    /// A message was changed: its text, embeds, buttons, reactions or pin.
    MessageChanged {
        /// The message as it is now.
        message: Arc<Message>,
    },
    /// A message is gone.
    MessageDeleted {
        /// Where it was.
        channel: Id,
        /// Which.
        message: Id,
    },
    /// Somebody is typing.
    Typing {
        /// Where.
        channel: Id,
        /// Who.
        user: Id,
    },
    /// A channel, thread or direct conversation is new or changed.
    ChannelChanged {
        /// Which.
        channel: Id,
    },
    /// A channel is gone.
    ChannelDeleted {
        /// Which.
        channel: Id,
    },
    /// Members, roles or a server changed.
    GuildChanged {
        /// Which.
        guild: Id,
    },
    /// An interaction came further.
    Interaction {
        /// The interaction as it is now.
        interaction: Arc<Interaction>,
    },
    /// The registered commands changed.
    CommandsChanged,
    /// The bot came online or went.
    BotOnline {
        /// Whether it is online.
        online: bool,
    },
}

/// Everything there is.
#[derive(Debug)]
pub(super) struct State {
    pub(super) options: Options,
    pub(super) clock: Arc<Clock>,
    pub(super) bot: Id,
    pub(super) token: String,
    pub(super) users: BTreeMap<Id, User>,
    pub(super) guilds: BTreeMap<Id, Guild>,
    pub(super) channels: BTreeMap<Id, Channel>,
    pub(super) messages: HashMap<Id, VecDeque<Message>>,
    pub(super) commands: Vec<Command>,
    pub(super) interactions: BTreeMap<Id, Interaction>,
    pub(super) tokens: HashMap<String, Id>,
    pub(super) gate: Gate,
    pub(super) record: Record,
    pub(super) orders: Orders,
    pub(super) events: broadcast::Sender<WorldEvent>,
    pub(super) changed: watch::Sender<u64>,
    pub(super) gateway_url: String,
    /// Files people laid down and have not sent yet, or sent with a command.
    pub(super) laid: VecDeque<super::model::Attachment>,
}

impl State {
    pub(super) fn emit(&self, event: WorldEvent) {
        let _ = self.events.send(event);
        self.changed.send_modify(|version| *version += 1);
    }

    // ---- looking up -------------------------------------------------------------------------------------------

    pub(super) fn message(&self, channel: Id, id: Id) -> Option<&Message> {
        let list = self.messages.get(&channel)?;
        let at = list.binary_search_by_key(&id, |message| message.id).ok()?;
        list.get(at)
    }

    pub(super) fn message_mut(&mut self, channel: Id, id: Id) -> Option<&mut Message> {
        let list = self.messages.get_mut(&channel)?;
        let at = list.binary_search_by_key(&id, |message| message.id).ok()?;
        list.get_mut(at)
    }

    /// What `user` may in `channel`.
    pub(super) fn allowed(&self, channel: &Channel, user: Id) -> u64 {
        let Some(guild) = channel.guild.and_then(|guild| self.guilds.get(&guild)) else {
            let inside = channel.recipient == Some(user) || user == self.bot;
            return if inside { permissions::DIRECT } else { 0 };
        };
        let base = channel
            .thread
            .as_ref()
            .and(channel.parent)
            .and_then(|parent| self.channels.get(&parent))
            .unwrap_or(channel);
        permissions::in_channel(guild, base, channel, user)
    }

    pub(super) fn can(&self, channel: &Channel, user: Id, bits: u64) -> bool {
        self.allowed(channel, user) & bits == bits
    }

    pub(super) fn dm_with(&self, user: Id) -> Option<Id> {
        self.channels
            .values()
            .find(|channel| channel.kind == ChannelKind::Dm && channel.recipient == Some(user))
            .map(|channel| channel.id)
    }

    // ---- dispatching to the bot -------------------------------------------------------------------------------

    /// Sends an event about a channel to the bot's sessions, where it sees the channel and asked for such events.
    fn dispatch_in(&mut self, channel: Id, name: &str, (in_guild, in_dm): (u32, u32), data: &Value) {
        let Some(place) = self.channels.get(&channel) else {
            return;
        };
        if !self.can(place, self.bot, permissions::VIEW_CHANNEL) {
            return;
        }
        let guild = place.guild;
        let wanted = if guild.is_some() { in_guild } else { in_dm };
        self.gate.dispatch(guild, name, |has| has & wanted == wanted, |_| data);
    }

    pub(super) fn dispatch_guild(&mut self, guild: Id, name: &str, intent: u32, data: &Value) {
        self.gate
            .dispatch(Some(guild), name, |has| has & intent == intent, |_| data);
    }

    fn dispatch_message(&mut self, name: &str, message: &Message) {
        if message.ephemeral_to.is_some() {
            return;
        }
        let Some(place) = self.channels.get(&message.channel) else {
            return;
        };
        if !self.can(place, self.bot, permissions::VIEW_CHANNEL) {
            return;
        }
        let full = self.message_json(message, true);
        // Without the privileged intent the words reach the bot only where it is spoken to.
        let open = message.guild.is_none() || message.author == self.bot || message.mentions.contains(&self.bot);
        let blank = if open {
            full.clone()
        } else {
            let mut blank = full.clone();
            blank["content"] = json!("");
            blank["embeds"] = json!([]);
            blank["attachments"] = json!([]);
            blank["components"] = json!([]);
            blank
        };
        let wanted = if message.guild.is_some() {
            intents::GUILD_MESSAGES
        } else {
            intents::DIRECT_MESSAGES
        };
        self.gate.dispatch(
            message.guild,
            name,
            |has| has & wanted != 0,
            |has| {
                if has & intents::MESSAGE_CONTENT != 0 {
                    &full
                } else {
                    &blank
                }
            },
        );
    }

    // ---- changing ---------------------------------------------------------------------------------------------

    /// Puts a message into its channel and tells everybody.
    pub(super) fn add_message(&mut self, message: Message) -> Message {
        let channel = message.channel;
        if let Some(place) = self.channels.get_mut(&channel) {
            place.last_message = Some(message.id);
            place.total_messages += 1;
            if let Some(thread) = &mut place.thread {
                thread.members.insert(message.author);
                thread.archived = false;
            }
        }
        let kept = self.options.messages_per_channel;
        let list = self.messages.entry(channel).or_default();
        list.push_back(message.clone());
        while list.len() > kept {
            list.pop_front();
        }
        if !message.attachments.is_empty() {
            self.trim_files(channel);
        }
        self.dispatch_message("MESSAGE_CREATE", &message);
        self.emit(WorldEvent::MessageCreated {
            message: Arc::new(message.clone()),
        });
        message
    }

    /// Empties the oldest files of a channel until the rest fits.
    fn trim_files(&mut self, channel: Id) {
        let mut room = self.options.file_bytes_per_channel;
        let messages = self.messages.get_mut(&channel).into_iter().flatten().rev();
        for file in messages.flat_map(|message| &mut message.attachments) {
            match room.checked_sub(file.bytes.len()) {
                Some(left) => room = left,
                None => {
                    room = 0;
                    file.bytes = bytes::Bytes::new();
                }
            }
        }
    }

    /// Tells everybody that a message changed.
    pub(super) fn message_changed(&mut self, channel: Id, id: Id, tell_bot: bool) -> Option<Message> {
        let message = self.message(channel, id)?.clone();
        if tell_bot {
            self.dispatch_message("MESSAGE_UPDATE", &message);
        }
        self.emit(WorldEvent::MessageChanged {
            message: Arc::new(message.clone()),
        });
        Some(message)
    }

    pub(super) fn delete_message(&mut self, channel: Id, id: Id) -> bool {
        let Some(list) = self.messages.get_mut(&channel) else {
            return false;
        };
        let Ok(at) = list.binary_search_by_key(&id, |message| message.id) else {
            return false;
        };
        let Some(gone) = list.remove(at) else { return false };
        if gone.ephemeral_to.is_none() {
            let mut data = json!({"id": id, "channel_id": channel});
            if let Some(guild) = gone.guild {
                data["guild_id"] = json!(guild);
            }
            self.dispatch_in(
                channel,
                "MESSAGE_DELETE",
                (intents::GUILD_MESSAGES, intents::DIRECT_MESSAGES),
                &data,
            );
        }
        self.emit(WorldEvent::MessageDeleted { channel, message: id });
        true
    }

    pub(super) fn typing(&mut self, channel: Id, user: Id) {
        let guild = self.channels.get(&channel).and_then(|place| place.guild);
        let mut data = json!({"channel_id": channel, "user_id": user, "timestamp": self.clock.now_ms() / 1000});
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild);
            data["member"] = self.member_json(guild, user, true);
        }
        self.dispatch_in(
            channel,
            "TYPING_START",
            (intents::GUILD_MESSAGE_TYPING, intents::DIRECT_MESSAGE_TYPING),
            &data,
        );
        self.emit(WorldEvent::Typing { channel, user });
    }

    /// Adds or takes away a reaction; `false` where nothing changed.
    pub(super) fn react(&mut self, channel: Id, id: Id, user: Id, emoji: &str, add: bool) -> bool {
        let Some(message) = self.message_mut(channel, id) else {
            return false;
        };
        let (author, guild) = (message.author, message.guild);
        let changed = match message.reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
            Some(reaction) if add => {
                let new = !reaction.users.contains(&user);
                if new {
                    reaction.users.push(user);
                }
                new
            }
            Some(reaction) => {
                let before = reaction.users.len();
                reaction.users.retain(|other| *other != user);
                reaction.users.len() < before
            }
            None if add => {
                message.reactions.push(Reaction {
                    emoji: emoji.to_owned(),
                    users: vec![user],
                });
                true
            }
            None => false,
        };
        message.reactions.retain(|reaction| !reaction.users.is_empty());
        if !changed {
            return false;
        }
        let mut data = json!({
            "user_id": user, "channel_id": channel, "message_id": id, "emoji": emoji_json(emoji),
            "burst": false, "type": 0,
        });
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild);
            if add {
                data["member"] = self.member_json(guild, user, true);
            }
        }
        if add {
            data["message_author_id"] = json!(author);
            data["burst_colors"] = json!([]);
        }
        self.dispatch_in(
            channel,
            if add {
                "MESSAGE_REACTION_ADD"
            } else {
                "MESSAGE_REACTION_REMOVE"
            },
            (intents::GUILD_MESSAGE_REACTIONS, intents::DIRECT_MESSAGE_REACTIONS),
            &data,
        );
        self.message_changed(channel, id, false);
        true
    }

    pub(super) fn add_channel(&mut self, channel: Channel) {
        let id = channel.id;
        let thread = channel.kind.is_thread();
        self.channels.insert(id, channel);
        self.tell_channel(
            id,
            if thread { "THREAD_CREATE" } else { "CHANNEL_CREATE" },
            thread.then_some(("newly_created", json!(true))),
        );
    }

    pub(super) fn channel_changed(&mut self, id: Id) {
        let thread = self.channels.get(&id).is_some_and(|place| place.kind.is_thread());
        self.tell_channel(id, if thread { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" }, None);
    }

    fn tell_channel(&mut self, id: Id, name: &str, extra: Option<(&str, Value)>) {
        let Some(place) = self.channels.get(&id) else { return };
        let mut data = self.channel_json(place);
        if let Some((key, value)) = extra {
            data[key] = value;
        }
        // The opening of a direct conversation is not announced to bots.
        if place.kind != ChannelKind::Dm {
            self.dispatch_in(id, name, (intents::GUILDS, 0), &data);
        }
        self.emit(WorldEvent::ChannelChanged { channel: id });
    }

    pub(super) fn delete_channel(&mut self, id: Id) -> Option<Value> {
        let place = self.channels.get(&id)?;
        let thread = place.kind.is_thread();
        let data = self.channel_json(place);
        let short = json!({
            "id": id, "guild_id": place.guild, "parent_id": place.parent, "type": place.kind.number(),
        });
        if thread {
            self.dispatch_in(id, "THREAD_DELETE", (intents::GUILDS, 0), &short);
        } else {
            self.dispatch_in(id, "CHANNEL_DELETE", (intents::GUILDS, 0), &data);
        }
        self.channels.remove(&id);
        self.messages.remove(&id);
        let threads: Vec<Id> = self
            .channels
            .values()
            .filter(|other| other.thread.is_some() && other.parent == Some(id))
            .map(|other| other.id)
            .collect();
        for thread in threads {
            self.channels.remove(&thread);
            self.messages.remove(&thread);
        }
        self.emit(WorldEvent::ChannelDeleted { channel: id });
        Some(data)
    }

    // ---- interactions -----------------------------------------------------------------------------------------

    /// Notes how far an interaction came.
    pub(super) fn interaction_changed(&mut self, id: Id) {
        if let Some(interaction) = self.interactions.get(&id) {
            self.emit(WorldEvent::Interaction {
                interaction: Arc::new(interaction.clone()),
            });
        }
    }

    /// Lets what has waited too long fail, and forgets what nobody can answer any more.
    pub(super) fn expire(&mut self) {
        let now = self.clock.now_ms();
        let late: Vec<Id> = self
            .interactions
            .values()
            .filter(|it| it.progress == Progress::Waiting && now - it.created_ms > self.options.acknowledge_ms)
            .map(|it| it.id)
            .collect();
        for id in late {
            if let Some(it) = self.interactions.get_mut(&id) {
                it.progress = Progress::Failed;
                it.settled = true;
            }
            self.interaction_changed(id);
        }
        let life = self.options.token_life_ms;
        let gone: Vec<Id> = self
            .interactions
            .values()
            // Kept twice as long as a token lives, so that a late answer is told what is wrong.
            .filter(|it| it.progress != Progress::Waiting && now - it.created_ms > 2 * life)
            .map(|it| it.id)
            .collect();
        let mut over = self.interactions.len().saturating_sub(self.options.interactions_kept);
        let oldest: Vec<Id> = self
            .interactions
            .values()
            .filter(|it| it.progress != Progress::Waiting)
            .map(|it| it.id)
            .take_while(|_| {
                let more = over > 0;
                over = over.saturating_sub(1);
                more
            })
            .collect();
        for id in gone.into_iter().chain(oldest) {
            if let Some(it) = self.interactions.remove(&id) {
                self.tokens.remove(&it.token);
            }
        }
    }

    /// Opens an interaction and sends it to the bot.
    pub(super) fn begin_interaction(&mut self, mut interaction: Interaction, data: Value) -> Id {
        self.expire();
        let id = interaction.id;
        let mut body = json!({
            "id": id, "application_id": self.bot, "type": interaction.kind as u8, "token": interaction.token,
            "version": 1, "data": data, "entitlements": [], "attachment_size_limit": 10_485_760,
            "channel_id": interaction.channel,
        });
        let locale = self
            .users
            .get(&interaction.user)
            .map_or_else(|| "en-US".to_owned(), |user| user.locale.clone());
        body["locale"] = json!(locale);
        if let Some(channel) = self.channels.get(&interaction.channel) {
            body["channel"] = self.channel_json(channel);
            body["channel"]["permissions"] = json!(self.allowed(channel, interaction.user).to_string());
            body["app_permissions"] = json!(self.allowed(channel, self.bot).to_string());
        }
        if let Some(guild) = interaction.guild.and_then(|guild| self.guilds.get(&guild)) {
            body["guild_id"] = json!(guild.id);
            body["guild_locale"] = json!(guild.locale);
            body["guild"] = json!({"id": guild.id, "locale": guild.locale, "features": []});
            body["context"] = json!(0);
            body["authorizing_integration_owners"] = json!({"0": guild.id});
            let mut member = self.member_json(guild.id, interaction.user, true);
            if let Some(channel) = self.channels.get(&interaction.channel) {
                member["permissions"] = json!(self.allowed(channel, interaction.user).to_string());
            }
            body["member"] = member;
        } else {
            body["context"] = json!(1);
            body["authorizing_integration_owners"] = json!({"0": "0"});
            body["user"] = self.user_json(interaction.user);
        }
        let source = interaction
            .source
            .and_then(|source| self.message(interaction.channel, source));
        if let (Some(source), InteractionKind::Component | InteractionKind::Modal) = (source, interaction.kind) {
            body["message"] = self.message_json(source, false);
        }
        interaction.settled = false;
        self.tokens.insert(interaction.token.clone(), id);
        let guild = interaction.guild;
        self.interactions.insert(id, interaction);
        self.gate.dispatch(guild, "INTERACTION_CREATE", |_| true, |_| &body);
        self.interaction_changed(id);
        id
    }
}
