//! Registering application commands, everywhere or in one server.

use serde_json::{Value, json};

use super::super::check;
use super::super::clock::Id;
use super::super::error::{ApiError, Form};
use super::super::model::Command;
use super::super::state::{State, WorldEvent};
use super::{Answer, Request, id, no_content, ok};

pub(super) fn route(state: &mut State, request: &Request, method: &str, rest: &[&str]) -> Answer {
    let (guild, rest) = match rest {
        ["guilds", guild, rest @ ..] => {
            let guild = id(guild, 10_004)?;
            let inside = state
                .guilds
                .get(&guild)
                .is_some_and(|guild| guild.members.contains_key(&state.bot));
            if !inside {
                return Err(ApiError::missing_access());
            }
            (Some(guild), rest)
        }
        rest => (None, rest),
    };
    match (method, rest) {
        ("GET", ["commands"]) => {
            let full = request.query("with_localizations") == Some("true");
            ok(json!(
                state
                    .commands
                    .iter()
                    .filter(|command| command.guild == guild)
                    .map(|command| listed(state, command, full))
                    .collect::<Vec<_>>()
            ))
        }
        ("PUT", ["commands"]) => overwrite(state, request, guild),
        ("POST", ["commands"]) => {
            let body = check::commands::one(&request.body)?;
            let same = state
                .commands
                .iter()
                .any(|old| old.guild == guild && old.body["name"] == body["name"] && old.body["type"] == body["type"]);
            let command = keep(state, guild, body);
            let json = state.command_json(&command);
            if !same {
                let of_guild = state.commands.iter().filter(|old| old.guild == guild).count();
                if of_guild >= 130 {
                    return Err(ApiError::new(
                        400,
                        30_032,
                        "Maximum number of application commands reached (100).",
                    ));
                }
            }
            state.commands.retain(|old| {
                !(old.guild == guild && old.body["name"] == command.body["name"] && old.kind() == command.kind())
            });
            state.commands.push(command);
            state.emit(WorldEvent::CommandsChanged);
            Ok((if same { 200 } else { 201 }, Some(json)))
        }
        ("GET", ["commands", "permissions"]) => ok(json!([])),
        ("GET", ["commands", command]) => {
            let command = find(state, guild, command)?;
            ok(state.command_json(command))
        }
        ("PATCH", ["commands", command]) => {
            let old = find(state, guild, command)?.clone();
            let mut merged = old.body.clone();
            if let (Value::Object(all), Value::Object(new)) = (&mut merged, &request.body) {
                for (key, value) in new {
                    all.insert(key.clone(), value.clone());
                }
            }
            let body = check::commands::one(&merged)?;
            let version = state.clock.next_id();
            let changed = Command { version, body, ..old };
            let json = state.command_json(&changed);
            if let Some(slot) = state.commands.iter_mut().find(|one| one.id == changed.id) {
                *slot = changed;
            }
            state.emit(WorldEvent::CommandsChanged);
            ok(json)
        }
        ("DELETE", ["commands", command]) => {
            let gone = find(state, guild, command)?.id;
            state.commands.retain(|one| one.id != gone);
            state.emit(WorldEvent::CommandsChanged);
            no_content()
        }
        ("GET", ["commands", _, "permissions"]) => {
            Err(ApiError::new(404, 10_066, "Unknown application command permissions"))
        }
        ("GET", ["emojis"]) => ok(json!({"items": []})),
        _ => Err(ApiError::no_route()),
    }
}

fn listed(state: &State, command: &Command, full: bool) -> Value {
    let mut json = state.command_json(command);
    if !full && let Value::Object(map) = &mut json {
        map.remove("name_localizations");
        map.remove("description_localizations");
    }
    json
}

fn find<'a>(state: &'a State, guild: Option<Id>, command: &str) -> Result<&'a Command, ApiError> {
    let wanted = id(command, 10_063)?;
    state
        .commands
        .iter()
        .find(|one| one.id == wanted && one.guild == guild)
        .ok_or_else(|| ApiError::unknown(10_063))
}

/// What is kept of a command: the id of the one it replaces, and its version where nothing changed.
fn keep(state: &State, guild: Option<Id>, body: Value) -> Command {
    let old = state
        .commands
        .iter()
        .find(|old| old.guild == guild && old.body["name"] == body["name"] && old.body["type"] == body["type"]);
    let version = old
        .filter(|old| old.body == body)
        .map_or_else(|| state.clock.next_id(), |old| old.version);
    Command {
        id: old.map_or_else(|| state.clock.next_id(), |old| old.id),
        guild,
        version,
        body,
    }
}

fn overwrite(state: &mut State, request: &Request, guild: Option<Id>) -> Answer {
    let Some(list) = request.body.as_array() else {
        let mut form = Form::default();
        form.error("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        form.finish()?;
        return Err(ApiError::new(400, 50_035, "Invalid Form Body"));
    };
    let bodies = check::commands::all(list)?;
    let commands: Vec<Command> = bodies.into_iter().map(|body| keep(state, guild, body)).collect();
    let json = json!(
        commands
            .iter()
            .map(|command| state.command_json(command))
            .collect::<Vec<_>>()
    );
    state.commands.retain(|old| old.guild != guild);
    state.commands.extend(commands);
    state.emit(WorldEvent::CommandsChanged);
    ok(json)
}
