//! What every test proves beside its own point: REST bodies fit Discord's OpenAPI document and twilight's limits, and
//! twilight reads every gateway frame.

#![allow(clippy::print_stdout, reason = "what is skipped says so")]

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use giljabi::playground::World;
use giljabi::playground::record::Recorded;
use jsonschema::{Draft, Registry, Resource, Validator};
use serde::Deserialize;
use serde_json::{Value, json};
use twilight_model::gateway::event::GatewayEventDeserializer;

const BASE: &str = "https://discord.invalid/openapi.json";

/// Discord's OpenAPI document, ready to compile operations from.
struct Document {
    paths: Vec<(Vec<String>, Value)>,
    registry: Registry<'static>,
    compiled: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

/// Where the document lies beside the repository; `None` (and a printed reason, once) where it does not.
fn document() -> Option<&'static Document> {
    static DOCUMENT: LazyLock<Option<Document>> = LazyLock::new(|| {
        // Beside the repository, or beside the directory a worktree of it lies in.
        let found = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .skip(1)
            .find_map(|above| std::fs::read_to_string(above.join("shared/discord/openapi.json")).ok());
        let Some(text) = found else {
            println!(
                "skipped: REST bodies are not checked against Discord's OpenAPI document, ../shared/discord/openapi.json is not there"
            );
            return None;
        };
        let document: Value = serde_json::from_str(&text).expect("the OpenAPI document is JSON");
        let paths = document["paths"]
            .as_object()
            .expect("the OpenAPI document has paths")
            .iter()
            .map(|(path, item)| {
                let parts = path.split('/').filter(|part| !part.is_empty());
                (parts.map(str::to_owned).collect(), item.clone())
            })
            .collect();
        let registry = Registry::new()
            .add(BASE, Resource::from_contents(document))
            .expect("the base address is one")
            .prepare()
            .expect("the OpenAPI document refers to itself alone");
        Some(Document {
            paths,
            registry,
            compiled: Mutex::default(),
        })
    });
    DOCUMENT.as_ref()
}

impl Document {
    /// The operation of a request: the path with the most literal segments that fits.
    fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let fits = |pattern: &Vec<String>| {
            pattern.len() == parts.len()
                && pattern
                    .iter()
                    .zip(&parts)
                    .all(|(one, part)| one.starts_with('{') || one == part)
        };
        self.paths
            .iter()
            .filter(|(pattern, item)| fits(pattern) && item.get(method.to_lowercase()).is_some())
            .max_by_key(|(pattern, _)| pattern.iter().filter(|one| !one.starts_with('{')).count())
            .and_then(|(_, item)| item.get(method.to_lowercase()))
    }

    /// The compiled schema, once for each `name`.
    fn validator(&self, name: &str, schema: impl FnOnce() -> Option<Value>) -> Option<Arc<Validator>> {
        let mut compiled = self.compiled.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        compiled
            .entry(name.to_owned())
            .or_insert_with(|| {
                let schema = absolute(schema()?);
                let validator = jsonschema::options()
                    .with_draft(Draft::Draft202012)
                    .with_registry(&self.registry)
                    .build(&schema);
                Some(Arc::new(validator.unwrap_or_else(|error| panic!("{name}: {error}"))))
            })
            .clone()
    }
}

/// References inside the document, written so that they can be followed from outside of it.
fn absolute(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                if key == "$ref"
                    && let Some(inside) = value.as_str().and_then(|text| text.strip_prefix('#'))
                {
                    *value = json!(format!("{BASE}#{inside}"));
                } else {
                    *value = absolute(value.take());
                }
            }
        }
        Value::Array(list) => {
            for value in list {
                *value = absolute(value.take());
            }
        }
        _ => {}
    }
    schema
}

/// Discord's own reference numbers the files of a message with integers, its OpenAPI document with strings: both are taken.
fn with_file_numbers_as_text(mut body: Value) -> Value {
    for at in ["/attachments", "/data/attachments", "/message/attachments"] {
        let list = body.pointer_mut(at).and_then(Value::as_array_mut);
        for file in list.into_iter().flatten() {
            if let Some(number) = file["id"].as_u64() {
                file["id"] = json!(number.to_string());
            }
        }
    }
    body
}

fn first_problem(validator: &Validator, value: &Value) -> Option<String> {
    let error = validator.iter_errors(value).next()?;
    Some(format!("{error} at {}", error.instance_path()))
}

/// What Discord's OpenAPI document finds wrong with these requests and with how they were answered.
pub(crate) fn openapi_problems(requests: &[Recorded]) -> Vec<String> {
    let Some(document) = document() else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for request in requests {
        let what = format!("{} {}", request.method, request.path);
        let Some(operation) = document.operation(&request.method, &request.path) else {
            if request.status != 404 {
                problems.push(format!("{what}: no such operation in Discord's API"));
            }
            continue;
        };
        let name = operation["operationId"].as_str().unwrap_or(&what).to_owned();
        // A body the server refused on purpose is the test's own business.
        if request.status < 400 && !request.body.is_null() {
            let kind = request.body["type"]
                .as_u64()
                .filter(|_| name == "create_interaction_response");
            let key = format!("{name} request {kind:?}");
            let schema = || {
                let schema = operation.pointer("/requestBody/content/application~1json/schema")?;
                Some(kind.map_or_else(|| schema.clone(), callback))
            };
            if let Some(validator) = document.validator(&key, schema) {
                problems.extend(
                    first_problem(&validator, &with_file_numbers_as_text(request.body.clone()))
                        .map(|wrong| format!("{what}: the request: {wrong}")),
                );
            }
        }
        if request.status < 300 && !request.response.is_null() {
            let key = format!("{name} response {}", request.status);
            let schema = || {
                let responses = &operation["responses"];
                let response = responses
                    .get(request.status.to_string())
                    .or_else(|| responses.get("2XX"))?;
                response.pointer("/content/application~1json/schema").cloned()
            };
            if let Some(validator) = document.validator(&key, schema) {
                problems.extend(
                    first_problem(&validator, &request.response).map(|wrong| format!("{what}: our answer: {wrong}")),
                );
            }
        }
    }
    problems
}

/// The one member of the callback union that goes with this type.
fn callback(kind: u64) -> Value {
    let name = match kind {
        1 => "PongInteractionCallbackRequest",
        4 | 5 => "CreateMessageInteractionCallbackRequest",
        6 | 7 => "UpdateMessageInteractionCallbackRequest",
        8 => "ApplicationCommandAutocompleteCallbackRequest",
        _ => "ModalInteractionCallbackRequest",
    };
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// What twilight's limits find wrong with these requests.
pub(crate) fn twilight_problems(requests: &[Recorded]) -> Vec<String> {
    let mut problems = Vec::new();
    for request in requests.iter().filter(|request| request.status < 400) {
        let what = format!("{} {}", request.method, request.path);
        let mut wrong = |error: String| problems.push(format!("{what}: {error}"));
        if request.path.ends_with("/commands") {
            for command in request.response.as_array().into_iter().flatten() {
                check_command(command, &mut wrong);
            }
            continue;
        }
        let body = if request.path.ends_with("/callback") {
            &request.body["data"]
        } else {
            &request.body
        };
        if request.path.ends_with("/callback") && request.body["type"] == 9 {
            continue;
        }
        if let Some(content) = body["content"].as_str()
            && let Err(error) = twilight_validate::message::content(content)
        {
            wrong(error.to_string());
        }
        let embeds: Vec<Value> = body["embeds"]
            .as_array()
            .into_iter()
            .flatten()
            .cloned()
            .map(typed_embed)
            .collect();
        match Vec::<twilight_model::channel::message::Embed>::deserialize(json!(embeds)) {
            Ok(embeds) => {
                if let Err(error) = twilight_validate::message::embeds(&embeds) {
                    wrong(error.to_string());
                }
            }
            Err(error) => wrong(format!("twilight cannot read its embeds: {error}")),
        }
        let components = body
            .get("components")
            .filter(|list| !list.is_null())
            .cloned()
            .unwrap_or(json!([]));
        match Vec::<twilight_model::channel::message::Component>::deserialize(components) {
            Ok(components) => {
                if let Err(error) = twilight_validate::message::components(&components, false) {
                    wrong(error.to_string());
                }
            }
            Err(error) => wrong(format!("twilight cannot read its components: {error}")),
        }
    }
    problems
}

/// twilight reads embeds as they are received, with a type.
fn typed_embed(mut embed: Value) -> Value {
    embed["type"] = json!("rich");
    for field in embed
        .get_mut("fields")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if field.get("inline").is_none() {
            field["inline"] = json!(false);
        }
    }
    embed
}

fn check_command(command: &Value, wrong: &mut impl FnMut(String)) {
    match twilight_model::application::command::Command::deserialize(command) {
        Ok(command) => {
            if let Err(error) = twilight_validate::command::command(&command) {
                wrong(format!("{}: {error}", command.name));
            }
            if let Err(error) = twilight_validate::command::options(&command.options) {
                wrong(format!("{}: {error}", command.name));
            }
        }
        Err(error) => wrong(format!("twilight cannot read a command: {error}")),
    }
}

/// What twilight cannot read of these gateway frames.
pub(crate) fn frame_problems<'a>(frames: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut problems = Vec::new();
    for frame in frames {
        let Some(seed) = GatewayEventDeserializer::from_json(frame) else {
            problems.push(format!("no opcode in {frame}"));
            continue;
        };
        let kind = seed.event_type().map(str::to_owned);
        let mut json = serde_json::Deserializer::from_str(frame);
        if let Err(error) = serde::de::DeserializeSeed::deserialize(seed, &mut json) {
            problems.push(format!("{}: {error}: {frame}", kind.unwrap_or_default()));
        }
    }
    problems
}

/// Checks everything a world has seen, and fails with all that is wrong.
pub(crate) fn check(world: &World) {
    let requests = world.requests();
    let frames = world.frames();
    let mut problems: BTreeSet<String> = openapi_problems(&requests).into_iter().collect();
    problems.extend(twilight_problems(&requests));
    problems.extend(frame_problems(frames.iter().map(|frame| &**frame)));
    let shown: Vec<String> = problems.into_iter().take(10).collect();
    assert!(
        shown.is_empty(),
        "what was sent is not what Discord takes:\n{}",
        shown.join("\n")
    );
}
