//! Answers to interactions: the first one within 3 seconds, edits and followups within 15 minutes.

use serde_json::{Value, json};

use super::super::check::components;
use super::super::check::message::{Draft, Way, read};
use super::super::clock::Id;
use super::super::error::{ApiError, Form};
use super::super::model::{Interaction, InteractionKind, Message, Origin, Progress};
use super::super::state::State;
use super::messages::{check_not_empty, edit, fill};
use super::{Answer, Request, id, no_content, ok};

pub(super) fn callback(state: &mut State, request: &Request, interaction: &str, token: &str) -> Answer {
    let interaction = id(interaction, 10_062)?;
    let it = state
        .interactions
        .get(&interaction)
        .filter(|it| it.token == token)
        .ok_or_else(|| ApiError::unknown(10_062))?
        .clone();
    match it.progress {
        Progress::Waiting => {}
        Progress::Failed => return Err(ApiError::unknown(10_062)),
        _ => {
            return Err(ApiError::new(400, 40_060, "Interaction has already been acknowledged."));
        }
    }
    let mut form = Form::default();
    let kind = form.number(&request.body, "", "type", (1, 12));
    if request.body.get("type").is_none() {
        form.required("type");
    }
    let from_component = it.source.is_some();
    let fits = match (it.kind, kind.unwrap_or(0)) {
        (InteractionKind::Autocomplete, 8) => true,
        (InteractionKind::Autocomplete, _) | (_, 8) => false,
        (InteractionKind::Command | InteractionKind::Component, 9) => true,
        (_, 4 | 5) => true,
        (InteractionKind::Component, 6 | 7) => true,
        (InteractionKind::Modal, 6 | 7) => from_component,
        _ => false,
    };
    if kind.is_some() && !fits {
        form.error(
            "type",
            "INTERACTION_CALLBACK_TYPE_INVALID",
            "This kind of answer does not go with this kind of interaction.",
        );
    }
    form.finish()?;
    let empty = json!({});
    let data = request.body.get("data").filter(|data| !data.is_null());
    let kind = kind.unwrap_or(0);
    let mut result = None;
    match kind {
        4 | 7 => {
            let Some(data) = data else {
                let mut form = Form::default();
                form.required("data");
                form.finish()?;
                return Err(ApiError::no_route());
            };
            let draft = read(data, "data", Way::Interaction, &request.file_names())?;
            if kind == 4 {
                let message = first_answer(state, request, &it, draft, false)?;
                note(state, interaction, |it| {
                    it.original = Some(message.id);
                    it.progress = Progress::Replied;
                    it.settled = true;
                });
                result = Some(message);
            } else {
                let source = it.source.ok_or_else(|| ApiError::unknown(10_008))?;
                let message = edit(state, request, it.channel, source, draft)?;
                note(state, interaction, |it| {
                    it.original = Some(source);
                    it.progress = Progress::Updated;
                    it.settled = true;
                });
                result = Some(message);
            }
        }
        5 => {
            let draft = read(data.unwrap_or(&empty), "data", Way::Interaction, &[])?;
            let message = first_answer(state, request, &it, draft, true)?;
            note(state, interaction, |it| {
                it.original = Some(message.id);
                it.progress = Progress::Deferred;
            });
            result = Some(message);
        }
        6 => note(state, interaction, |it| {
            it.original = it.source;
            it.progress = Progress::DeferredUpdate;
        }),
        8 => {
            let data = data.unwrap_or(&empty);
            let mut form = Form::default();
            components::choices(&mut form, data, "data", it.option_kind);
            form.finish()?;
            let choices = data["choices"].as_array().cloned().unwrap_or_default();
            note(state, interaction, |it| {
                it.choices = choices;
                it.progress = Progress::Choices;
                it.settled = true;
            });
        }
        _ => {
            let data = data.unwrap_or(&empty);
            let mut form = Form::default();
            components::modal(&mut form, data, "data");
            form.finish()?;
            let modal = data.clone();
            note(state, interaction, |it| {
                it.modal = Some(modal);
                it.progress = Progress::Modal;
                it.settled = true;
            });
        }
    }
    if request.query("with_response") != Some("true") {
        return no_content();
    }
    let mut body = json!({"interaction": {
        "id": interaction, "type": it.kind as u8, "channel_id": it.channel, "guild_id": it.guild,
    }});
    if it.guild.is_none()
        && let Value::Object(map) = &mut body["interaction"]
    {
        map.remove("guild_id");
    }
    if let Some(message) = result {
        body["interaction"]["response_message_id"] = json!(message.id);
        body["interaction"]["response_message_loading"] = json!(message.is_loading());
        body["interaction"]["response_message_ephemeral"] = json!(message.ephemeral_to.is_some());
        body["resource"] = json!({"type": kind, "message": state.message_json(&message, false)});
    } else if kind != 8 {
        body["resource"] = json!({"type": kind});
    }
    ok(body)
}

fn note(state: &mut State, interaction: Id, change: impl FnOnce(&mut Interaction)) {
    if let Some(it) = state.interactions.get_mut(&interaction) {
        change(it);
    }
    state.interaction_changed(interaction);
}

fn origin(it: &Interaction, original: Option<Id>) -> Origin {
    Origin {
        interaction: it.id,
        kind: it.kind as u8,
        user: it.user,
        name: if it.kind == InteractionKind::Command {
            it.name.clone()
        } else {
            String::new()
        },
        original_response: original,
    }
}

fn first_answer(
    state: &mut State,
    request: &Request,
    it: &Interaction,
    draft: Draft,
    loading: bool,
) -> Result<Message, ApiError> {
    let mut message = state.blank_message(it.channel, state.bot);
    if let (InteractionKind::Component | InteractionKind::Modal, Some(source)) = (it.kind, it.source) {
        message.kind = 19;
        message.reference = Some((it.channel, source));
    } else {
        message.kind = if matches!(it.command_kind, 2 | 3) { 23 } else { 20 };
    }
    message.origin = Some(origin(it, None));
    fill(state, request, &mut message, &draft);
    if draft.flags.is_some_and(|flags| flags & Message::EPHEMERAL != 0) {
        message.flags |= Message::EPHEMERAL;
        message.ephemeral_to = Some(it.user);
    }
    if loading {
        message.content.clear();
        message.embeds.clear();
        message.components.clear();
        message.flags |= Message::LOADING;
    } else {
        check_not_empty(&message)?;
    }
    Ok(state.add_message(message))
}

pub(super) fn webhook(
    state: &mut State,
    request: &Request,
    method: &str,
    application: &str,
    token: &str,
    rest: &[&str],
) -> Answer {
    if id(application, 10_015)? != state.bot {
        return Err(ApiError::unknown(10_015));
    }
    let it = state
        .tokens
        .get(token)
        .and_then(|id| state.interactions.get(id))
        .ok_or_else(|| ApiError::unknown(10_015))?
        .clone();
    if state.clock.now_ms() - it.created_ms > state.options.token_life_ms {
        return Err(ApiError::new(401, 50_027, "Invalid Webhook Token"));
    }
    if matches!(it.progress, Progress::Waiting | Progress::Failed) {
        return Err(ApiError::unknown(10_015));
    }
    match (method, rest) {
        ("POST", []) => followup(state, request, &it),
        (method, ["messages", which]) => {
            let message = if *which == "@original" {
                it.original.ok_or_else(|| ApiError::unknown(10_008))?
            } else {
                id(which, 10_008)?
            };
            let own = it.original == Some(message) || it.followups.contains(&message);
            let found = state
                .message(it.channel, message)
                .filter(|_| own)
                .ok_or_else(|| ApiError::unknown(10_008))?
                .clone();
            match method {
                "GET" => ok(state.message_json(&found, false)),
                "PATCH" => {
                    let draft = read(&request.body, "", Way::Interaction, &request.file_names())?;
                    let changed = edit(state, request, it.channel, message, draft)?;
                    note(state, it.id, |it| it.settled = true);
                    ok(state.message_json(&changed, false))
                }
                "DELETE" => {
                    state.delete_message(it.channel, message);
                    note(state, it.id, |it| {
                        it.settled = true;
                        it.followups.retain(|one| *one != message);
                        if it.original == Some(message) {
                            it.original = None;
                        }
                    });
                    no_content()
                }
                _ => Err(ApiError::no_route()),
            }
        }
        _ => Err(ApiError::no_route()),
    }
}

fn followup(state: &mut State, request: &Request, it: &Interaction) -> Answer {
    let draft = read(&request.body, "", Way::Interaction, &request.file_names())?;
    // The first followup to a promised message becomes that message.
    let promised = it
        .original
        .filter(|_| it.progress == Progress::Deferred)
        .and_then(|id| state.message(it.channel, id))
        .filter(|message| message.is_loading())
        .map(|message| message.id);
    if let Some(promised) = promised {
        let changed = edit(state, request, it.channel, promised, draft)?;
        note(state, it.id, |it| it.settled = true);
        return ok(state.message_json(&changed, false));
    }
    let mut message = state.blank_message(it.channel, state.bot);
    message.origin = Some(origin(it, it.original));
    if let Some(original) = it.original {
        message.kind = 19;
        message.reference = Some((it.channel, original));
    }
    if draft.flags.is_some_and(|flags| flags & Message::EPHEMERAL != 0) {
        message.flags |= Message::EPHEMERAL;
        message.ephemeral_to = Some(it.user);
    }
    fill(state, request, &mut message, &draft);
    check_not_empty(&message)?;
    let message = state.add_message(message);
    note(state, it.id, |it| {
        it.followups.push(message.id);
        it.settled = true;
    });
    ok(state.message_json(&message, false))
}
