//! What the playground's world is made of: servers, channels, members, messages, commands, interactions.
//!
//! Embeds and components are kept as the JSON they came in, after `check` has read them as Discord would.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::clock::Id;

/// A person or the bot.
#[derive(Clone, Debug, Serialize)]
pub struct User {
    /// The id.
    pub id: Id,
    /// The unique name.
    pub username: String,
    /// The name shown.
    pub global_name: String,
    /// Whether it is a bot.
    pub bot: bool,
    /// The language of their Discord client: `ko`, `en-US`.
    pub locale: String,
    /// Whether they take direct messages from the servers they are in.
    pub dms_open: bool,
}

/// What a user is in one server.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Member {
    /// The user.
    pub user: Id,
    /// The name in this server.
    pub nick: Option<String>,
    /// The roles, without `@everyone`.
    pub roles: Vec<Id>,
    /// When they joined, in milliseconds of Unix time.
    pub joined_ms: i64,
}

/// A role.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// The id; that of the server for `@everyone`.
    pub id: Id,
    /// The name.
    pub name: String,
    /// What it allows.
    pub permissions: u64,
    /// The colour, 0 for none.
    pub color: u32,
    /// Where it stands; higher rules over lower.
    pub position: u16,
    /// Whether it belongs to the bot.
    pub managed: bool,
}

/// A server.
#[derive(Clone, Debug, Serialize)]
pub struct Guild {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Who owns it.
    pub owner: Id,
    /// Its language.
    pub locale: String,
    /// Its roles.
    pub roles: BTreeMap<Id, Role>,
    /// Its members, by user.
    pub members: BTreeMap<Id, Member>,
}

/// What a channel is. The numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A text channel.
    Text = 0,
    /// A direct conversation with the bot.
    Dm = 1,
    /// A heading over channels.
    Category = 4,
    /// A channel of announcements.
    News = 5,
    /// A thread everybody who sees its channel sees.
    PublicThread = 11,
    /// A thread only those in it see.
    PrivateThread = 12,
    /// A forum: every post is a thread.
    Forum = 15,
}

impl ChannelKind {
    /// Discord's number of it.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Whether it is a thread.
    pub fn is_thread(self) -> bool {
        matches!(self, Self::PublicThread | Self::PrivateThread)
    }

    /// Whether messages can stand in it.
    pub fn holds_messages(self) -> bool {
        !matches!(self, Self::Category | Self::Forum)
    }
}

/// Who an overwrite is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// A role.
    Role(Id),
    /// A member.
    Member(Id),
}

/// A permission changed for one channel.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Overwrite {
    /// For whom.
    pub whom: Whom,
    /// What it adds.
    pub allow: u64,
    /// What it takes away.
    pub deny: u64,
}

/// What only a thread has.
#[derive(Clone, Debug, Serialize)]
pub struct Thread {
    /// Who opened it.
    pub owner: Id,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is locked.
    pub locked: bool,
    /// After how many quiet minutes it is archived.
    pub auto_archive: u32,
    /// Who is in it.
    pub members: BTreeSet<Id>,
    /// Tags of a forum post.
    pub applied_tags: Vec<Id>,
}

/// A channel, thread or direct conversation.
#[derive(Clone, Debug, Serialize)]
pub struct Channel {
    /// The id.
    pub id: Id,
    /// What it is.
    pub kind: ChannelKind,
    /// The server, none for a direct conversation.
    pub guild: Option<Id>,
    /// The name; empty for a direct conversation.
    pub name: String,
    /// What it is about.
    pub topic: Option<String>,
    /// Where it stands among its neighbours.
    pub position: u16,
    /// The category it is under, or the channel of a thread.
    pub parent: Option<Id>,
    /// Permissions changed here.
    pub overwrites: Vec<Overwrite>,
    /// Tags of a forum, as (id, name).
    pub tags: Vec<(Id, String)>,
    /// The person in a direct conversation.
    pub recipient: Option<Id>,
    /// What only a thread has.
    pub thread: Option<Thread>,
    /// The newest message.
    pub last_message: Option<Id>,
    /// How many messages were ever written.
    pub total_messages: u64,
}

/// A file of a message. Its bytes are kept apart and only while the message is.
#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    /// The id.
    pub id: Id,
    /// The file's name.
    pub filename: String,
    /// Its description.
    pub description: Option<String>,
    /// Its media type.
    pub content_type: String,
    /// The bytes.
    #[serde(skip)]
    pub bytes: bytes::Bytes,
}

/// One emoji under a message.
#[derive(Clone, Debug, Serialize)]
pub struct Reaction {
    /// The emoji: itself, or `name:id` of a server's own.
    pub emoji: String,
    /// Who gave it.
    pub users: Vec<Id>,
}

/// The interaction a message answers.
#[derive(Clone, Debug, Serialize)]
pub struct Origin {
    /// The interaction.
    pub interaction: Id,
    /// Discord's number of its kind.
    pub kind: u8,
    /// Who began it.
    pub user: Id,
    /// The command's name, empty where it was none.
    pub name: String,
    /// The first answer, for a followup.
    pub original_response: Option<Id>,
}

/// A message.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// The id.
    pub id: Id,
    /// Where it stands.
    pub channel: Id,
    /// The server, none in a direct conversation.
    pub guild: Option<Id>,
    /// Who wrote it.
    pub author: Id,
    /// Discord's number of its type: 0 plain, 18 thread created, 19 reply, 20 slash command, 21 thread starter, 23 menu.
    pub kind: u8,
    /// The text.
    pub content: String,
    /// When it was last edited, in milliseconds of Unix time.
    pub edited_ms: Option<i64>,
    /// Who is mentioned live.
    pub mentions: Vec<Id>,
    /// Which roles are mentioned live.
    pub mention_roles: Vec<Id>,
    /// Whether everyone is mentioned live.
    pub mention_everyone: bool,
    /// The files.
    pub attachments: Vec<Attachment>,
    /// The embeds, in Discord's JSON.
    pub embeds: Vec<Value>,
    /// The rows of components, in Discord's JSON.
    pub components: Vec<Value>,
    /// The reactions.
    pub reactions: Vec<Reaction>,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Discord's flags: 64 ephemeral, 128 still thinking.
    pub flags: u64,
    /// The message it replies to, as (channel, message).
    pub reference: Option<(Id, Id)>,
    /// The interaction it answers.
    pub origin: Option<Origin>,
    /// The only person who sees it, where it is ephemeral.
    pub ephemeral_to: Option<Id>,
    /// The thread opened from it.
    pub thread: Option<Id>,
    /// What the sender gave to know it again.
    pub nonce: Option<Value>,
}

impl Message {
    /// Flag: only one person sees it.
    pub const EPHEMERAL: u64 = 1 << 6;
    /// Flag: the bot is still thinking.
    pub const LOADING: u64 = 1 << 7;

    /// Whether the bot has promised it and not yet written it.
    pub fn is_loading(&self) -> bool {
        self.flags & Self::LOADING != 0
    }

    /// Everything a person reads in it: the text and the embeds, a line each, without buttons.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        let mut push = |text: Option<&str>| {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                lines.push(text.to_owned());
            }
        };
        push(Some(&self.content));
        for embed in &self.embeds {
            push(embed.pointer("/author/name").and_then(Value::as_str));
            push(embed.get("title").and_then(Value::as_str));
            push(embed.get("description").and_then(Value::as_str));
            for field in embed.get("fields").and_then(Value::as_array).into_iter().flatten() {
                push(field.get("name").and_then(Value::as_str));
                push(field.get("value").and_then(Value::as_str));
            }
            push(embed.pointer("/footer/text").and_then(Value::as_str));
        }
        lines.join("\n")
    }

    /// The components inside its rows, in order.
    pub fn widgets(&self) -> impl Iterator<Item = &Value> {
        self.components
            .iter()
            .flat_map(|row| row.get("components").and_then(Value::as_array).into_iter().flatten())
    }

    /// Its buttons, links included.
    pub fn buttons(&self) -> Vec<&Value> {
        self.widgets().filter(|widget| widget["type"] == 2).collect()
    }

    /// Its select menus.
    pub fn selects(&self) -> Vec<&Value> {
        self.widgets()
            .filter(|widget| matches!(widget["type"].as_u64(), Some(3 | 5..=8)))
            .collect()
    }

    /// The custom id of the first button whose label (or emoji) contains `label`.
    pub fn button(&self, label: &str) -> Option<String> {
        self.buttons()
            .into_iter()
            .find(|button| {
                let shown = button["label"].as_str().unwrap_or_default();
                let emoji = button
                    .pointer("/emoji/name")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                shown.contains(label) || (!emoji.is_empty() && emoji == label)
            })
            .and_then(|button| button["custom_id"].as_str().map(str::to_owned))
    }
}

/// A command as the bot registered it.
#[derive(Clone, Debug, Serialize)]
pub struct Command {
    /// The id.
    pub id: Id,
    /// The server it is for, none for everywhere.
    pub guild: Option<Id>,
    /// Changes whenever the command does.
    pub version: Id,
    /// What was registered, in Discord's JSON, with defaults filled in.
    pub body: Value,
}

impl Command {
    /// The name.
    pub fn name(&self) -> &str {
        self.body["name"].as_str().unwrap_or_default()
    }

    /// Discord's number of its kind: 1 slash, 2 on a user, 3 on a message.
    pub fn kind(&self) -> u64 {
        self.body["type"].as_u64().unwrap_or(1)
    }
}

/// What a person did to the bot. The numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InteractionKind {
    /// A slash command or a context menu.
    Command = 2,
    /// A button or a select.
    Component = 3,
    /// Typing an option.
    Autocomplete = 4,
    /// Sending a modal.
    Modal = 5,
}

/// How far an interaction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The bot has not acknowledged it.
    Waiting,
    /// It has promised a message.
    Deferred,
    /// It has said that the message will change, or stay.
    DeferredUpdate,
    /// It has answered with a message.
    Replied,
    /// It has changed the message the component is on.
    Updated,
    /// It has offered choices.
    Choices,
    /// It has shown a modal.
    Modal,
    /// It has let the 3 seconds pass.
    Failed,
}

/// One interaction, from the moment a person acted.
#[derive(Clone, Debug, Serialize)]
pub struct Interaction {
    /// The id.
    pub id: Id,
    /// The token the bot answers with.
    #[serde(skip)]
    pub token: String,
    /// What it is.
    pub kind: InteractionKind,
    /// Who acted.
    pub user: Id,
    /// In which server.
    pub guild: Option<Id>,
    /// In which channel.
    pub channel: Id,
    /// When, in milliseconds of Unix time.
    pub created_ms: i64,
    /// The command's name or the custom id.
    pub name: String,
    /// Whether `name` is a slash command (1), a user menu (2) or a message menu (3); 0 for others.
    pub command_kind: u64,
    /// The message a component or the modal's component is on.
    pub source: Option<Id>,
    /// The message a context menu was opened on.
    pub target: Option<Id>,
    /// How far it is.
    pub progress: Progress,
    /// The first answer, once there is one.
    pub original: Option<Id>,
    /// Messages sent after the first answer.
    pub followups: Vec<Id>,
    /// For typing an option, Discord's number of that option's type; 0 for others.
    pub option_kind: u64,
    /// The choices offered, in Discord's JSON.
    pub choices: Vec<Value>,
    /// The modal shown, in Discord's JSON.
    pub modal: Option<Value>,
    /// Whether the promised answer has been written, edited or removed since.
    pub settled: bool,
}
