//! What a person can do in the world, and what their client shows them.
//!
//! The checks here are those of Discord's own client: what it would not let anybody do is refused before the bot hears.

use std::fmt;

use serde_json::{Map, Value, json};

use super::check::message::Mentions;
use super::clock::Id;
use super::model::{Attachment, Channel, ChannelKind, Command, Interaction, InteractionKind, Message, Progress};
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

/// Whether `name` is this thing's name, in any language.
fn named(thing: &Value, name: &str) -> bool {
    thing["name"] == name
        || thing
            .get("name_localizations")
            .and_then(Value::as_object)
            .is_some_and(|map| map.values().any(|text| text == name))
}

impl World {
    // ---- messages ---------------------------------------------------------------------------------------------

    /// Somebody writes a message.
    ///
    /// # Errors
    /// Where the client would not let them.
    pub fn send_message(
        &self,
        member: Id,
        channel: Id,
        text: &str,
        reply_to: Option<Id>,
        files: Vec<File>,
    ) -> Result<Message, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let Some(place) = state.channels.get(&channel).cloned() else {
            return no("There is no such channel.");
        };
        if !place.kind.holds_messages() || !state.can(&place, member, may::VIEW_CHANNEL | may::SEND_MESSAGES) {
            return no("You do not have permission to send messages in this channel.");
        }
        if place.thread.as_ref().is_some_and(|thread| thread.locked) && !state.can(&place, member, may::MANAGE_THREADS)
        {
            return no("This thread is locked.");
        }
        let text = text.trim();
        if text.is_empty() && files.is_empty() {
            return no("A message needs some text or a file.");
        }
        if text.chars().count() > 2_000 {
            return no("Your message is too long: 2,000 characters at most.");
        }
        let mut message = state.blank_message(channel, member);
        message.content = text.to_owned();
        if let Some(reply) = reply_to {
            if state.message(channel, reply).is_none() {
                return no("The message you reply to is gone.");
            }
            message.reference = Some((channel, reply));
            message.kind = 19;
        }
        for file in files {
            message.attachments.push(Attachment {
                id: state.clock.next_id(),
                filename: file.name,
                description: None,
                content_type: file.content_type,
                bytes: file.bytes,
            });
        }
        super::rest::live_mentions(state, &mut message, &Mentions::default());
        Ok(state.add_message(message))
    }

    /// Somebody edits their message.
    ///
    /// # Errors
    /// Where it is not theirs.
    pub fn edit_message(&self, member: Id, channel: Id, message: Id, text: &str) -> Result<Message, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let now = state.clock.now_ms();
        let Some(mut changed) = state
            .message(channel, message)
            .filter(|one| one.author == member)
            .cloned()
        else {
            return no("You can only edit your own messages.");
        };
        changed.content = text.trim().to_owned();
        changed.edited_ms = Some(now);
        super::rest::live_mentions(state, &mut changed, &Mentions::default());
        if let Some(slot) = state.message_mut(channel, message) {
            *slot = changed;
        }
        match state.message_changed(channel, message, true) {
            Some(message) => Ok(message),
            None => no("The message is gone."),
        }
    }

    /// Somebody removes a message: their own, one the bot showed only to them, or any where they manage messages.
    ///
    /// # Errors
    /// Where they may not.
    pub fn delete_message(&self, member: Id, channel: Id, message: Id) -> Result<(), ClientError> {
        let mut state = self.lock();
        let Some(found) = state.message(channel, message) else {
            return no("The message is gone.");
        };
        let own = found.author == member || found.ephemeral_to == Some(member);
        let manages = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, member, may::MANAGE_MESSAGES));
        if !own && !manages {
            return no("You do not have permission to delete this message.");
        }
        state.delete_message(channel, message);
        Ok(())
    }

    /// Somebody starts typing.
    pub fn type_in(&self, member: Id, channel: Id) {
        self.lock().typing(channel, member);
    }

    /// Somebody adds a reaction, or takes theirs away.
    ///
    /// # Errors
    /// Where they may not, or the message is gone.
    pub fn react(&self, member: Id, channel: Id, message: Id, emoji: &str, add: bool) -> Result<(), ClientError> {
        let mut state = self.lock();
        let allowed = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, member, may::ADD_REACTIONS | may::VIEW_CHANNEL));
        if state.message(channel, message).is_none() {
            return no("The message is gone.");
        }
        if add && !allowed {
            return no("You do not have permission to add reactions here.");
        }
        state.react(channel, message, member, emoji, add);
        Ok(())
    }

    /// Somebody opens a thread, from a message or without one.
    ///
    /// # Errors
    /// Where they may not.
    pub fn open_thread(&self, member: Id, channel: Id, name: &str, from: Option<Id>) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let Some(place) = state.channels.get(&channel).cloned() else {
            return no("There is no such channel.");
        };
        if !matches!(place.kind, ChannelKind::Text | ChannelKind::News)
            || !state.can(&place, member, may::CREATE_PUBLIC_THREADS)
        {
            return no("You cannot open a thread here.");
        }
        if name.trim().is_empty() || name.chars().count() > 100 {
            return no("A thread's name has 1 to 100 characters.");
        }
        if let Some(from) = from {
            match state.message(channel, from) {
                None => return no("The message is gone."),
                Some(message) if message.thread.is_some() => return no("This message already has a thread."),
                Some(_) => {}
            }
        }
        Ok(state.open_thread(channel, from, name, member, 4_320, false))
    }

    /// Somebody writes a post in a forum; gives the thread and its first message.
    ///
    /// # Errors
    /// Where they may not.
    pub fn post_in_forum(&self, member: Id, forum: Id, title: &str, text: &str) -> Result<(Id, Message), ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let Some(place) = state.channels.get(&forum).cloned() else {
            return no("There is no such channel.");
        };
        if place.kind != ChannelKind::Forum || !state.can(&place, member, may::VIEW_CHANNEL | may::SEND_MESSAGES) {
            return no("You cannot post here.");
        }
        if title.trim().is_empty() || title.chars().count() > 100 || text.trim().is_empty() {
            return no("A post needs a title of 1 to 100 characters and a message.");
        }
        let thread = state.open_thread(forum, None, title, member, 4_320, false);
        let mut message = state.blank_message(thread, member);
        message.id = thread;
        message.content = text.trim().to_owned();
        super::rest::live_mentions(state, &mut message, &Mentions::default());
        Ok((thread, state.add_message(message)))
    }

    /// The direct conversation of somebody with the bot, opened where there was none.
    pub fn open_dm(&self, member: Id) -> Id {
        self.lock().open_dm(member)
    }

    // ---- interactions -----------------------------------------------------------------------------------------

    /// Somebody sends a slash command (`eligibility check` for a subcommand); gives the interaction at once.
    ///
    /// Names may be those of any language. Text is turned into a number or a boolean where the option is one.
    ///
    /// # Errors
    /// Where the client would not let them: unknown command, missing or wrong option, no permission.
    pub fn begin_slash(
        &self,
        member: Id,
        channel: Id,
        command: &str,
        options: &[(&str, Value)],
    ) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let (found, path) = find_command(state, member, channel, command)?;
        let leaf = path.last().cloned().unwrap_or_else(|| found.body.clone());
        let mut resolved = Map::new();
        let mut given = Vec::new();
        let known = leaf["options"].as_array().cloned().unwrap_or_default();
        for (name, value) in options {
            let Some(option) = known.iter().find(|option| named(option, name)) else {
                return no(format!("/{command} has no option {name}."));
            };
            let value = option_value(state, channel, option, value, &mut resolved)?;
            given.push(json!({"name": option["name"], "type": option["type"], "value": value}));
        }
        for option in &known {
            let there = given.iter().any(|one| one["name"] == option["name"]);
            if option["required"] == true && !there {
                return no(format!("Fill in the required option {}.", option["name"]));
            }
        }
        let data = command_data(&found, &path, given, resolved);
        // A message that answers a command says its whole name, subcommands included.
        let steps = path.iter().filter_map(|step| step["name"].as_str());
        let name = std::iter::once(found.name()).chain(steps).collect::<Vec<_>>().join(" ");
        let interaction = self.new_interaction(state, InteractionKind::Command, member, channel, &name, 1);
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody sends a slash command; gives what is shown once the bot has acknowledged it.
    ///
    /// # Errors
    /// As [`World::begin_slash`], and where nothing happened for as long as the world's patience lasts.
    pub async fn slash(
        &self,
        member: Id,
        channel: Id,
        command: &str,
        options: &[(&str, Value)],
    ) -> Result<Outcome, ClientError> {
        let id = self.begin_slash(member, channel, command, options)?;
        self.outcome(id).await
    }

    /// Somebody types `typed` into the option `focused`, with these other options filled; gives the choices shown.
    ///
    /// # Errors
    /// Where there is no such option, or the bot offers nothing in time.
    pub async fn autocomplete(
        &self,
        member: Id,
        channel: Id,
        command: &str,
        focused: &str,
        typed: &str,
        others: &[(&str, Value)],
    ) -> Result<Vec<(String, Value)>, ClientError> {
        let id = self.begin_autocomplete(member, channel, command, focused, typed, others)?;
        match self.outcome(id).await? {
            Outcome::Choices(choices) => Ok(choices),
            _ => no("Loading options failed."),
        }
    }

    /// As [`World::autocomplete`], giving the interaction at once.
    ///
    /// # Errors
    /// Where there is no such option.
    pub fn begin_autocomplete(
        &self,
        member: Id,
        channel: Id,
        command: &str,
        focused: &str,
        typed: &str,
        others: &[(&str, Value)],
    ) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let (found, path) = find_command(state, member, channel, command)?;
        let leaf = path.last().cloned().unwrap_or_else(|| found.body.clone());
        let known = leaf["options"].as_array().cloned().unwrap_or_default();
        let mut given = Vec::new();
        let mut resolved = Map::new();
        for (name, value) in others {
            if let Some(option) = known.iter().find(|option| named(option, name)) {
                let value = option_value(state, channel, option, value, &mut resolved)?;
                given.push(json!({"name": option["name"], "type": option["type"], "value": value}));
            }
        }
        let Some(option) = known
            .iter()
            .find(|option| named(option, focused) && option["autocomplete"] == true)
        else {
            return no(format!("/{command} has no option {focused} with suggestions."));
        };
        given.push(json!({"name": option["name"], "type": option["type"], "value": typed, "focused": true}));
        let data = command_data(&found, &path, given, resolved);
        let mut interaction =
            self.new_interaction(state, InteractionKind::Autocomplete, member, channel, found.name(), 1);
        interaction.option_kind = option["type"].as_u64().unwrap_or(3);
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody opens a message's menu and picks a command; gives the interaction at once.
    ///
    /// # Errors
    /// Where there is no such command or message.
    pub fn begin_context_menu(&self, member: Id, channel: Id, command: &str, message: Id) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let Some(place) = state.channels.get(&channel) else {
            return no("There is no such channel.");
        };
        let found = state
            .commands
            .iter()
            .find(|one| one.kind() == 3 && named(&one.body, command) && may_use(state, one, place, member))
            .cloned();
        let Some(found) = found else {
            return no(format!("There is no menu entry {command}."));
        };
        let visible = state
            .message(channel, message)
            .filter(|one| one.ephemeral_to.is_none_or(|only| only == member));
        let Some(target) = visible else {
            return no("The message is gone.");
        };
        let mut target_json = state.message_json(target, false);
        // What a person points at is given whole, whatever the intents.
        target_json["guild_id"] = Value::Null;
        if let Value::Object(map) = &mut target_json {
            map.remove("guild_id");
        }
        let mut data = json!({"id": found.id, "name": found.name(), "type": 3, "target_id": message,
            "resolved": {"messages": {message.to_string(): target_json}}});
        if let Some(guild) = found.guild {
            data["guild_id"] = json!(guild);
        }
        let mut interaction = self.new_interaction(state, InteractionKind::Command, member, channel, found.name(), 3);
        interaction.target = Some(message);
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody opens a message's menu and picks a command; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_context_menu`].
    pub async fn context_menu(
        &self,
        member: Id,
        channel: Id,
        command: &str,
        message: Id,
    ) -> Result<Outcome, ClientError> {
        let id = self.begin_context_menu(member, channel, command, message)?;
        self.outcome(id).await
    }

    /// Somebody presses a button; gives the interaction at once.
    ///
    /// # Errors
    /// Where there is no such button or it is disabled.
    pub fn begin_press(&self, member: Id, channel: Id, message: Id, custom_id: &str) -> Result<Id, ClientError> {
        self.begin_component(member, channel, message, custom_id, None)
    }

    /// Somebody presses a button; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_press`].
    pub async fn press(&self, member: Id, channel: Id, message: Id, custom_id: &str) -> Result<Outcome, ClientError> {
        let id = self.begin_press(member, channel, message, custom_id)?;
        self.outcome(id).await
    }

    /// Somebody chooses values of a select; gives the interaction at once.
    ///
    /// # Errors
    /// Where there is no such select or value, or too few or many are chosen.
    pub fn begin_select(
        &self,
        member: Id,
        channel: Id,
        message: Id,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Id, ClientError> {
        self.begin_component(member, channel, message, custom_id, Some(values))
    }

    /// Somebody chooses values of a select; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_select`].
    pub async fn select(
        &self,
        member: Id,
        channel: Id,
        message: Id,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Outcome, ClientError> {
        let id = self.begin_select(member, channel, message, custom_id, values)?;
        self.outcome(id).await
    }

    fn begin_component(
        &self,
        member: Id,
        channel: Id,
        message: Id,
        custom_id: &str,
        values: Option<&[&str]>,
    ) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let sees = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, member, may::VIEW_CHANNEL));
        let visible = state
            .message(channel, message)
            .filter(|one| sees && one.ephemeral_to.is_none_or(|only| only == member));
        let Some(source) = visible else {
            return no("The message is gone.");
        };
        let Some(widget) = source.widgets().find(|widget| widget["custom_id"] == custom_id) else {
            return no("The message has no such button.");
        };
        if widget["disabled"] == true {
            return no("This cannot be used any more.");
        }
        let kind = widget["type"].as_u64().unwrap_or(0);
        let mut data = json!({"component_type": kind, "custom_id": custom_id, "id": widget["id"]});
        match (kind, values) {
            (2, None) => {}
            (2, Some(_)) => return no("This is a button, not a menu."),
            (_, None) => return no("This is a menu, not a button."),
            (_, Some(values)) => {
                let count = values.len() as u64;
                let (min, max) = (
                    widget["min_values"].as_u64().unwrap_or(1),
                    widget["max_values"].as_u64().unwrap_or(1),
                );
                if count < min || count > max {
                    return no(format!("Choose {min} to {max}."));
                }
                if kind == 3 {
                    let offered = widget["options"].as_array();
                    let known = |value: &&str| {
                        offered.is_some_and(|options| options.iter().any(|option| option["value"] == **value))
                    };
                    if !values.iter().all(known) {
                        return no("The menu has no such entry.");
                    }
                } else {
                    data["resolved"] = resolve_entities(state, channel, kind, values);
                }
                data["values"] = json!(values);
            }
        }
        let mut interaction = self.new_interaction(state, InteractionKind::Component, member, channel, custom_id, 0);
        interaction.source = Some(message);
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody sends a modal that `shown` (the interaction it came with) opened, with these fields by custom id.
    ///
    /// # Errors
    /// Where there is no such modal, or a field is missing, too short or too long.
    pub fn begin_modal(&self, member: Id, shown: Id, fields: &[(&str, &str)]) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let opened = state.interactions.get(&shown).filter(|it| it.user == member).cloned();
        let Some((opened, modal)) = opened.and_then(|it| it.modal.clone().map(|modal| (it, modal))) else {
            return no("There is no such form.");
        };
        let mut rows = Vec::new();
        for (index, row) in modal["components"].as_array().into_iter().flatten().enumerate() {
            for input in row["components"].as_array().into_iter().flatten() {
                let custom = input["custom_id"].as_str().unwrap_or_default();
                let value = fields
                    .iter()
                    .find(|(name, _)| *name == custom)
                    .map(|(_, value)| (*value).to_owned())
                    .or_else(|| input["value"].as_str().map(str::to_owned))
                    .unwrap_or_default();
                let length = value.chars().count() as u64;
                let label = input["label"].as_str().unwrap_or(custom);
                if input["required"] != false && value.trim().is_empty() {
                    return no(format!("{label}: this field is required."));
                }
                let (min, max) = (
                    input["min_length"].as_u64().unwrap_or(0),
                    input["max_length"].as_u64().unwrap_or(4_000),
                );
                if length > max || (length < min && length > 0) {
                    return no(format!("{label}: {min} to {max} characters."));
                }
                rows.push(json!({"type": 1, "id": index * 2 + 1, "components": [
                    {"type": 4, "id": index * 2 + 2, "custom_id": custom, "value": value}]}));
            }
        }
        let custom = modal["custom_id"].as_str().unwrap_or_default().to_owned();
        let data = json!({"custom_id": custom, "components": rows});
        let mut interaction = self.new_interaction(state, InteractionKind::Modal, member, opened.channel, &custom, 0);
        interaction.source = opened.source;
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody sends a modal; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_modal`].
    pub async fn submit_modal(&self, member: Id, shown: Id, fields: &[(&str, &str)]) -> Result<Outcome, ClientError> {
        let id = self.begin_modal(member, shown, fields)?;
        self.outcome(id).await
    }

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

    // ---- what the bot answered -------------------------------------------------------------------------------

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

/// The command and the path of subcommands that `command` (`group sub`) names.
fn find_command(state: &State, member: Id, channel: Id, command: &str) -> Result<(Command, Vec<Value>), ClientError> {
    let Some(place) = state.channels.get(&channel) else {
        return no("There is no such channel.");
    };
    if !state.can(place, member, may::VIEW_CHANNEL) {
        return no("You do not see this channel.");
    }
    let mut parts = command.trim_start_matches('/').split_whitespace();
    let first = parts.next().unwrap_or_default();
    let found = state
        .commands
        .iter()
        .filter(|one| one.kind() == 1 && named(&one.body, first))
        .max_by_key(|one| one.guild.is_some());
    let Some(found) = found else {
        return no(format!("There is no command /{first}."));
    };
    if !may_use(state, found, place, member) {
        return no("You do not have permission to use this command.");
    }
    let mut path: Vec<Value> = Vec::new();
    let mut here = found.body.clone();
    for part in parts {
        let next = here["options"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|option| matches!(option["type"].as_u64(), Some(1 | 2)) && named(option, part))
            .cloned();
        let Some(next) = next else {
            return no(format!("/{first} has no {part}."));
        };
        here = next.clone();
        path.push(next);
    }
    let needs_more = here["options"]
        .as_array()
        .is_some_and(|list| list.iter().any(|option| matches!(option["type"].as_u64(), Some(1 | 2))));
    if needs_more {
        return no(format!("/{command} needs one of its subcommands."));
    }
    Ok((found.clone(), path))
}

fn command_data(found: &Command, path: &[Value], given: Vec<Value>, resolved: Map<String, Value>) -> Value {
    let mut options = given;
    for step in path.iter().rev() {
        options = vec![json!({"name": step["name"], "type": step["type"], "options": options})];
    }
    let mut data = json!({"id": found.id, "name": found.name(), "type": 1, "options": options});
    if let Some(guild) = found.guild {
        data["guild_id"] = json!(guild);
    }
    if !resolved.is_empty() {
        data["resolved"] = Value::Object(resolved);
    }
    data
}

/// Reads what somebody filled into an option as the client would.
fn option_value(
    state: &State,
    channel: Id,
    option: &Value,
    value: &Value,
    resolved: &mut Map<String, Value>,
) -> Result<Value, ClientError> {
    let name = option["name"].as_str().unwrap_or_default();
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let bad = || ClientError(format!("{name}: {text:?} cannot stand here."));
    let kind = option["type"].as_u64().unwrap_or(3);
    let read = match kind {
        4 => json!(text.parse::<i64>().map_err(|_| bad())?),
        5 => json!(text.parse::<bool>().map_err(|_| bad())?),
        10 => json!(text.parse::<f64>().map_err(|_| bad())?),
        6..=9 | 11 => json!(text.parse::<Id>().map_err(|_| bad())?),
        _ => json!(text),
    };
    if let Some(choices) = option["choices"].as_array().filter(|list| !list.is_empty()) {
        let choice = choices
            .iter()
            .find(|choice| choice["value"] == read || named(choice, &text));
        return choice
            .map(|choice| choice["value"].clone())
            .ok_or_else(|| ClientError(format!("{name}: choose one of the list.")));
    }
    match kind {
        3 => {
            let length = text.chars().count() as u64;
            let (min, max) = (
                option["min_length"].as_u64().unwrap_or(0),
                option["max_length"].as_u64().unwrap_or(6_000),
            );
            if length < min || length > max {
                return no(format!("{name}: {min} to {max} characters."));
            }
        }
        4 | 10 => {
            let number = read.as_f64().unwrap_or_default();
            if option["min_value"].as_f64().is_some_and(|min| number < min)
                || option["max_value"].as_f64().is_some_and(|max| number > max)
            {
                return Err(bad());
            }
        }
        6 => add_resolved(
            resolved,
            "users",
            &text,
            state.user_json(text.parse().map_err(|_| bad())?),
        ),
        7 => {
            let channel = state.channels.get(&text.parse().map_err(|_| bad())?).ok_or_else(bad)?;
            let types = option["channel_types"].as_array().filter(|list| !list.is_empty());
            if types.is_some_and(|types| {
                !types
                    .iter()
                    .any(|one| one.as_u64() == Some(u64::from(channel.kind.number())))
            }) {
                return no(format!("{name}: this kind of channel cannot be chosen."));
            }
            add_resolved(resolved, "channels", &text, partial_channel(state, channel));
        }
        8 => {
            let id: Id = text.parse().map_err(|_| bad())?;
            let role = state
                .guilds
                .values()
                .find_map(|guild| guild.roles.get(&id))
                .ok_or_else(bad)?;
            add_resolved(resolved, "roles", &text, State::role_json(role, state.bot));
        }
        11 => {
            let id: Id = text.parse().map_err(|_| bad())?;
            let file = state.laid.iter().find(|file| file.id == id).ok_or_else(bad)?;
            add_resolved(
                resolved,
                "attachments",
                &text,
                state.attachment_json(channel, true, file),
            );
        }
        _ => {}
    }
    Ok(read)
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

fn resolve_entities(state: &State, channel: Id, kind: u64, values: &[&str]) -> Value {
    let mut resolved = Map::new();
    let guild = state.channels.get(&channel).and_then(|place| place.guild);
    for value in values {
        let Ok(id) = value.parse::<Id>() else { continue };
        if matches!(kind, 5 | 7) && state.users.contains_key(&id) {
            add_resolved(&mut resolved, "users", value, state.user_json(id));
            if let Some(guild) = guild {
                add_resolved(&mut resolved, "members", value, state.member_json(guild, id, false));
            }
        }
        if matches!(kind, 6 | 7)
            && let Some(role) = guild.and_then(|guild| state.guilds.get(&guild)?.roles.get(&id))
        {
            add_resolved(&mut resolved, "roles", value, State::role_json(role, state.bot));
        }
        if kind == 8
            && let Some(one) = state.channels.get(&id)
        {
            add_resolved(&mut resolved, "channels", value, partial_channel(state, one));
        }
    }
    Value::Object(resolved)
}
