//! What the person at the page does, as the member they chose to speak as.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{ClientError, File, Id, World};

/// The languages the page can be set to, as Discord names them.
const LOCALES: [&str; 2] = ["ko", "en-US"];

/// A deed and whose it is.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    #[serde(rename = "as")]
    member: Id,
    locale: String,
    #[serde(flatten)]
    deed: Deed,
}

/// An option of a command, filled in.
#[derive(Debug, Deserialize)]
struct Filled {
    name: String,
    value: Value,
}

/// A field of a modal, filled in.
#[derive(Debug, Deserialize)]
struct Field {
    custom_id: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Deed {
    /// Chooses the language of their Discord.
    Locale,
    /// Opens their direct conversation with the bot.
    Dm,
    /// Looks which commands they are offered here.
    Commands {
        channel_id: Id,
    },
    Typing {
        channel_id: Id,
    },
    Send {
        channel_id: Id,
        content: String,
        reply_to: Option<Id>,
        files: Vec<Id>,
    },
    Delete {
        channel_id: Id,
        message_id: Id,
    },
    React {
        channel_id: Id,
        message_id: Id,
        emoji: String,
        on: bool,
    },
    Thread {
        channel_id: Id,
        message_id: Id,
        name: String,
    },
    Post {
        channel_id: Id,
        name: String,
        content: String,
    },
    Command {
        channel_id: Id,
        command_id: Id,
        path: Vec<String>,
        options: Vec<Filled>,
    },
    Autocomplete {
        channel_id: Id,
        command_id: Id,
        path: Vec<String>,
        options: Vec<Filled>,
        focused: String,
        typed: String,
    },
    Menu {
        channel_id: Id,
        command_id: Id,
        target_id: Id,
    },
    Component {
        channel_id: Id,
        message_id: Id,
        custom_id: String,
        values: Option<Vec<String>>,
    },
    Modal {
        modal_id: Id,
        fields: Vec<Field>,
    },
}

/// Does it, or says in plain words why Discord's client would not.
pub(super) async fn act(State(world): State<World>, Json(act): Json<Act>) -> Response {
    match deed(&world, act) {
        Ok(said) => Json(said).into_response(),
        Err(ClientError(why)) => (StatusCode::BAD_REQUEST, Json(json!({"message": why}))).into_response(),
    }
}

fn deed(world: &World, Act { member, locale, deed }: Act) -> Result<Value, ClientError> {
    if world.user(member).is_none_or(|user| user.bot) {
        return Err(ClientError("There is no such member.".into()));
    }
    // A client tells the bot its own language with every interaction.
    if LOCALES.contains(&locale.as_str()) {
        world.set_locale(member, &locale);
    }
    let begun = |id: Id| json!({"id": id});
    Ok(match deed {
        Deed::Locale => json!({}),
        Deed::Dm => begun(world.open_dm(member)),
        Deed::Commands { channel_id } => {
            let commands: Vec<Value> = world
                .commands_for(member, channel_id)
                .into_iter()
                .map(|command| {
                    let mut body = command.body;
                    body["id"] = json!(command.id);
                    body
                })
                .collect();
            json!({"commands": commands})
        }
        Deed::Typing { channel_id } => {
            world.type_in(member, channel_id);
            json!({})
        }
        Deed::Send {
            channel_id,
            content,
            reply_to,
            files,
        } => {
            let files = files.into_iter().map(|id| taken(world, id)).collect::<Result<_, _>>()?;
            begun(world.send_message(member, channel_id, &content, reply_to, files)?.id)
        }
        Deed::Delete { channel_id, message_id } => {
            world.delete_message(member, channel_id, message_id)?;
            json!({})
        }
        Deed::React {
            channel_id,
            message_id,
            emoji,
            on,
        } => {
            world.react(member, channel_id, message_id, &emoji, on)?;
            json!({})
        }
        Deed::Thread {
            channel_id,
            message_id,
            name,
        } => begun(world.open_thread(member, channel_id, &name, Some(message_id))?),
        Deed::Post {
            channel_id,
            name,
            content,
        } => begun(world.post_in_forum(member, channel_id, &name, &content)?.0),
        Deed::Command {
            channel_id,
            command_id,
            path,
            options,
        } => {
            let command = full_name(world, command_id, &path)?;
            let options: Vec<(&str, Value)> = options
                .iter()
                .map(|one| (one.name.as_str(), one.value.clone()))
                .collect();
            begun(world.begin_slash(member, channel_id, &command, &options)?)
        }
        Deed::Autocomplete {
            channel_id,
            command_id,
            path,
            options,
            focused,
            typed,
        } => {
            let command = full_name(world, command_id, &path)?;
            let others: Vec<(&str, Value)> = options
                .iter()
                .map(|one| (one.name.as_str(), one.value.clone()))
                .collect();
            begun(world.begin_autocomplete(member, channel_id, &command, &focused, &typed, &others)?)
        }
        Deed::Menu {
            channel_id,
            command_id,
            target_id,
        } => {
            let command = full_name(world, command_id, &[])?;
            begun(world.begin_context_menu(member, channel_id, &command, target_id)?)
        }
        Deed::Component {
            channel_id,
            message_id,
            custom_id,
            values,
        } => begun(match values {
            None => world.begin_press(member, channel_id, message_id, &custom_id)?,
            Some(values) => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                world.begin_select(member, channel_id, message_id, &custom_id, &values)?
            }
        }),
        Deed::Modal { modal_id, fields } => {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|one| (one.custom_id.as_str(), one.value.as_str()))
                .collect();
            begun(world.begin_modal(member, modal_id, &fields)?)
        }
    })
}

/// A command's name with the subcommands on the way to what is sent.
fn full_name(world: &World, command: Id, path: &[String]) -> Result<String, ClientError> {
    let commands = world.commands();
    let found = commands.iter().find(|one| one.id == command);
    let found = found.ok_or_else(|| ClientError("There is no such command any more.".into()))?;
    Ok(std::iter::once(found.name())
        .chain(path.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(" "))
}

fn taken(world: &World, id: Id) -> Result<File, ClientError> {
    world
        .take_up(id)
        .ok_or_else(|| ClientError("The file is gone; attach it again.".into()))
}

/// What a file is called.
#[derive(Debug, Deserialize)]
pub(super) struct Called {
    name: String,
}

/// Lays a file down until it is sent with a message or a command.
pub(super) async fn lay_down(State(world): State<World>, Query(called): Query<Called>, bytes: Bytes) -> Response {
    // The name a browser gives holds no folders; one that does is none of a browser's.
    let name = called
        .name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    if name.is_empty() || name.chars().count() > 260 {
        return (
            StatusCode::BAD_REQUEST,
            Json(json!({"message": "The file needs a name."})),
        )
            .into_response();
    }
    let content_type = media_type(&name).to_owned();
    let id = world.lay_down(File {
        name,
        content_type,
        bytes,
    });
    Json(json!({"id": id})).into_response()
}

/// The media type a file's ending stands for, as a client tells Discord.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("json" | "jsonl") => "application/json",
        Some("pdf") => "application/pdf",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        _ => "application/octet-stream",
    }
}
