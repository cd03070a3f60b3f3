//! What a person does with commands: slash commands with their options, suggestions while typing, the menu of a message.

use serde_json::{Map, Value, json};

use super::super::clock::Id;
use super::super::model::{Command, InteractionKind};
use super::super::permissions as may;
use super::super::state::State;
use super::super::world::World;
use super::{ClientError, Outcome, add_resolved, may_use, no, partial_channel};

impl World {
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

/// Whether `name` is this thing's name, in any language.
fn named(thing: &Value, name: &str) -> bool {
    thing["name"] == name
        || thing
            .get("name_localizations")
            .and_then(Value::as_object)
            .is_some_and(|map| map.values().any(|text| text == name))
}
