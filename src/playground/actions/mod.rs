//! What a person can do in the world, and what their client shows them.
//!
//! The checks here are those of Discord's own client: what it would not let anybody do is refused before the bot hears.

mod commands;
mod components;
mod messages;

use std::fmt;

use serde_json::{Map, Value, json};

use super::clock::Id;
use super::model::{Channel, Command, Interaction, InteractionKind, Message, Progress};
use super::permissions as may;
use super::state::State;
use super::world::World;

/// What the client would not let somebody do, in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientError(pub String);

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ClientError {}

fn no<T>(why: impl Into<String>) -> Result<T, ClientError> {
    Err(ClientError(why.into()))
}

/// A file somebody attaches.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: bytes::Bytes,
}

/// What a client shows after somebody acted.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The bot's message; still [`Message::is_loading`] where it only promised one.
    Reply(Box<Message>),
    /// The message the component is on, changed.
    Updated(Box<Message>),
    /// The bot has taken note, and nothing is shown.
    Nothing,
    /// Choices for what is being typed, as (name, value).
    Choices(Vec<(String, Value)>),
    /// A modal to fill in; answer it with [`World::submit_modal`] and this interaction.
    Modal(Id, Value),
    /// "This interaction failed" or "The application did not respond".
    Failed,
}

impl Outcome {
    /// The message shown, where one is.
    pub fn message(&self) -> Option<&Message> {
        match self {
            Self::Reply(message) | Self::Updated(message) => Some(message),
            _ => None,
        }
    }
}

/// Whether a client offers somebody this command in this channel.
pub(super) fn may_use(state: &State, command: &Command, place: &Channel, user: Id) -> bool {
    if command.guild.is_some() && command.guild != place.guild {
        return false;
    }
    let context = if place.guild.is_some() { 0 } else { 1 };
    if let Some(contexts) = command.body.get("contexts").and_then(Value::as_array) {
        if !contexts.iter().any(|one| one.as_u64() == Some(context)) {
            return false;
        }
    } else if place.guild.is_none() && command.body.get("dm_permission") == Some(&json!(false)) {
        return false;
    }
    if place.guild.is_none() {
        return place.recipient == Some(user);
    }
    let has = state.allowed(place, user);
    let needed = command.body["default_member_permissions"]
        .as_str()
        .and_then(|bits| bits.parse::<u64>().ok());
    has & may::USE_APPLICATION_COMMANDS != 0
        && match needed {
            Some(0) => has & may::ADMINISTRATOR != 0,
            Some(bits) => has & bits == bits,
            None => true,
        }
}

impl World {
    /// Sends the bot an interaction as it is, for tests of what no client of Discord's would send.
    pub fn send_interaction(&self, interaction: Interaction, data: Value) -> Id {
        self.lock().begin_interaction(interaction, data)
    }

    fn new_interaction(
        &self,
        state: &State,
        kind: InteractionKind,
        user: Id,
        channel: Id,
        name: &str,
        command_kind: u64,
    ) -> Interaction {
        let id = state.clock.next_id();
        // Discord's tokens are long and say nothing; so are these.
        let token = format!(
            "{}{}",
            blake3::hash(format!("{id} {user} {channel}").as_bytes()).to_hex(),
            blake3::hash(format!("{channel} {id}").as_bytes()).to_hex()
        );
        Interaction {
            id,
            token,
            kind,
            user,
            guild: state.channels.get(&channel).and_then(|place| place.guild),
            channel,
            created_ms: state.clock.now_ms(),
            name: name.to_owned(),
            command_kind,
            source: None,
            target: None,
            progress: Progress::Waiting,
            original: None,
            followups: Vec::new(),
            option_kind: 0,
            choices: Vec::new(),
            modal: None,
            settled: false,
        }
    }

    /// What the bot has written so far to this message: replies to it, words in the thread opened from it, and, in a
    /// direct conversation or a thread, whatever it wrote since without replying to anything.
    pub fn answers_so_far(&self, asked: &Message) -> Vec<Message> {
        let bot = self.bot();
        let mut places = vec![asked.channel];
        places.extend(self.message(asked.channel, asked.id).and_then(|message| message.thread));
        let alone = self
            .channel(asked.channel)
            .is_some_and(|place| place.recipient.is_some() || place.thread.is_some());
        places
            .into_iter()
            .flat_map(|place| self.all_messages(place))
            .filter(|message| message.author == bot && message.id > asked.id)
            .filter(|message| match message.reference {
                Some((_, to)) => to == asked.id || message.channel != asked.channel,
                None => message.channel != asked.channel || (alone && message.origin.is_none()),
            })
            .collect()
    }

    // ---- waiting ----------------------------------------------------------------------------------------------

    fn seen_outcome(&self, it: &Interaction) -> Outcome {
        let original = || it.original.and_then(|id| self.message(it.channel, id)).map(Box::new);
        match it.progress {
            Progress::Waiting | Progress::DeferredUpdate => Outcome::Nothing,
            Progress::Failed => Outcome::Failed,
            Progress::Deferred | Progress::Replied => original().map_or(Outcome::Nothing, Outcome::Reply),
            Progress::Updated => original().map_or(Outcome::Nothing, Outcome::Updated),
            Progress::Choices => Outcome::Choices(
                it.choices
                    .iter()
                    .map(|choice| {
                        let name = choice["name"].as_str().unwrap_or_default().to_owned();
                        (name, choice["value"].clone())
                    })
                    .collect(),
            ),
            Progress::Modal => Outcome::Modal(it.id, it.modal.clone().unwrap_or_default()),
        }
    }

    /// What is shown once the bot has acknowledged this interaction, or has failed to.
    ///
    /// # Errors
    /// Where nothing happened for as long as the world's patience lasts.
    pub async fn outcome(&self, interaction: Id) -> Result<Outcome, ClientError> {
        let acknowledged = self
            .wait_for(|world| {
                world
                    .interaction(interaction)
                    .filter(|it| it.progress != Progress::Waiting)
            })
            .await;
        match acknowledged {
            Some(it) => Ok(self.seen_outcome(&it)),
            None => no("The bot did nothing."),
        }
    }

    /// What is shown once the bot is done with this interaction: a promised answer written, or a modal or choices shown.
    ///
    /// # Errors
    /// Where that did not happen for as long as the world's patience lasts.
    pub async fn finished(&self, interaction: Id) -> Result<Outcome, ClientError> {
        let done = self
            .wait_for(|world| world.interaction(interaction).filter(|it| it.settled))
            .await;
        match done {
            Some(it) if it.progress == Progress::DeferredUpdate => Ok(it
                .original
                .and_then(|id| self.message(it.channel, id))
                .map_or(Outcome::Nothing, |message| Outcome::Updated(Box::new(message)))),
            Some(it) => Ok(self.seen_outcome(&it)),
            None => no("The bot did not finish."),
        }
    }
}

fn add_resolved(resolved: &mut Map<String, Value>, kind: &str, id: &str, value: Value) {
    let slot = resolved.entry(kind.to_owned()).or_insert_with(|| json!({}));
    slot[id] = value;
}

fn partial_channel(state: &State, channel: &Channel) -> Value {
    let mut json = state.channel_json(channel);
    json["permissions"] = json!(state.allowed(channel, state.bot).to_string());
    json
}
