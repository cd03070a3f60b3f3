//! Messages and embeds, as Discord checks them.

use serde_json::{Value, json};

use super::super::clock::Id;
use super::super::error::{ApiError, Form, join};
use super::components;

/// A message as it was sent, after checking. `None` is what was not given.
#[derive(Debug, Default)]
pub(in crate::playground) struct Draft {
    pub(in crate::playground) content: Option<String>,
    pub(in crate::playground) embeds: Option<Vec<Value>>,
    pub(in crate::playground) components: Option<Vec<Value>>,
    pub(in crate::playground) flags: Option<u64>,
    pub(in crate::playground) reference: Option<Reference>,
    pub(in crate::playground) mentions: Mentions,
    /// Attachments to keep, by id, where an edit names them.
    pub(in crate::playground) keep: Option<Vec<Id>>,
    /// Descriptions and names of new files, by the number of the file.
    pub(in crate::playground) described: Vec<(u64, Option<String>, Option<String>)>,
    pub(in crate::playground) nonce: Option<Value>,
    pub(in crate::playground) enforce_nonce: bool,
}

/// What a message replies to.
#[derive(Clone, Copy, Debug)]
pub(in crate::playground) struct Reference {
    pub(in crate::playground) message: Id,
    pub(in crate::playground) must_exist: bool,
}

/// Which mentions of a message are live.
#[derive(Clone, Debug)]
pub(in crate::playground) struct Mentions {
    pub(in crate::playground) users: Option<Vec<Id>>,
    pub(in crate::playground) roles: Option<Vec<Id>>,
    pub(in crate::playground) everyone: bool,
    pub(in crate::playground) replied: bool,
}

impl Default for Mentions {
    /// Left out, every mention is live.
    fn default() -> Self {
        Self {
            users: None,
            roles: None,
            everyone: true,
            replied: true,
        }
    }
}

/// Where a message is sent, which decides the flags it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::playground) enum Way {
    /// Into a channel.
    Channel,
    /// As the answer to an interaction.
    Interaction,
}

const SUPPRESS_EMBEDS: u64 = 1 << 2;
const EPHEMERAL: u64 = 1 << 6;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
const COMPONENTS_V2: u64 = 1 << 15;

/// Reads the body of a message; `files` are the names of the files that came with it.
pub(in crate::playground) fn read(
    body: &Value,
    at: &str,
    way: Way,
    files: &[(u64, String)],
) -> Result<Draft, ApiError> {
    let mut form = Form::default();
    let mut draft = Draft::default();
    if !body.is_object() {
        form.error(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return form.finish().map(|()| draft);
    }
    let given = |key: &str| body.get(key).is_some();
    if given("content") {
        let content = form.text(body, at, "content", (0, 2_000), false).unwrap_or_default();
        draft.content = Some(content.trim().to_owned());
    }
    form.flag(body, at, "tts");
    if given("embeds") {
        let list = form.list(body, at, "embeds", (0, 10));
        draft.embeds = Some(embeds(&mut form, list, &join(at, "embeds"), files));
    }
    if given("components") {
        let list = form.list(body, at, "components", (0, usize::MAX));
        draft.components = Some(components::rows(&mut form, list, &join(at, "components")));
    }
    if let Some(flags) = form.number(body, at, "flags", (0, i64::from(u32::MAX))) {
        let flags = u64::try_from(flags).unwrap_or(0);
        let mut may = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS;
        if way == Way::Interaction {
            may |= EPHEMERAL;
        }
        if flags & COMPONENTS_V2 != 0 {
            form.error(
                &join(at, "flags"),
                "MESSAGE_FLAGS_UNSUPPORTED",
                "The playground does not show components V2",
            );
        } else if flags & !may != 0 {
            form.error(
                &join(at, "flags"),
                "MESSAGE_FLAGS_INVALID",
                "These flags cannot be set here",
            );
        }
        draft.flags = Some(flags);
    }
    draft.mentions = mentions(&mut form, body, at);
    draft.reference = reference(&mut form, body, at);
    attachments(&mut form, body, at, files, &mut draft);
    if let Some(nonce) = body.get("nonce").filter(|nonce| !nonce.is_null()) {
        if nonce.as_str().is_some_and(|text| text.chars().count() > 25) {
            form.error(
                &join(at, "nonce"),
                "NONCE_TYPE_TOO_LONG",
                "Nonce must be 25 or fewer in length.",
            );
        }
        draft.nonce = Some(nonce.clone());
    }
    draft.enforce_nonce = form.flag(body, at, "enforce_nonce");
    form.finish()?;
    Ok(draft)
}

fn attachments(form: &mut Form, body: &Value, at: &str, files: &[(u64, String)], draft: &mut Draft) {
    if body.get("attachments").is_none_or(Value::is_null) {
        return;
    }
    let mut keep = Vec::new();
    let list = form.list(body, at, "attachments", (0, 10));
    for (index, attachment) in list.iter().enumerate() {
        let path = join(&join(at, "attachments"), index);
        form.text(attachment, &path, "description", (0, 1_024), false);
        form.text(attachment, &path, "filename", (1, 1_024), false);
        let Some(id) = attachment
            .get("id")
            .and_then(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()))
        else {
            form.required(&join(&path, "id"));
            continue;
        };
        if files.iter().any(|(number, _)| *number == id) {
            let text = |key: &str| attachment.get(key).and_then(Value::as_str).map(str::to_owned);
            draft.described.push((id, text("filename"), text("description")));
        } else {
            keep.push(Id(id));
        }
    }
    draft.keep = Some(keep);
}

fn reference(form: &mut Form, body: &Value, at: &str) -> Option<Reference> {
    let reference = body.get("message_reference").filter(|one| !one.is_null())?;
    let path = join(at, "message_reference");
    let Some(message) = reference
        .get("message_id")
        .and_then(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()))
    else {
        form.required(&join(&path, "message_id"));
        return None;
    };
    Some(Reference {
        message: Id(message),
        must_exist: reference.get("fail_if_not_exists").and_then(Value::as_bool) != Some(false),
    })
}

fn mentions(form: &mut Form, body: &Value, at: &str) -> Mentions {
    let Some(given) = body.get("allowed_mentions").filter(|given| !given.is_null()) else {
        return Mentions::default();
    };
    let path = join(at, "allowed_mentions");
    let mut mentions = Mentions {
        users: Some(Vec::new()),
        roles: Some(Vec::new()),
        everyone: false,
        replied: given.get("replied_user").and_then(Value::as_bool).unwrap_or(false),
    };
    for (index, kind) in form.list(given, &path, "parse", (0, 3)).iter().enumerate() {
        match kind.as_str() {
            Some("users") => mentions.users = None,
            Some("roles") => mentions.roles = None,
            Some("everyone") => mentions.everyone = true,
            _ => form.error(
                &join(&join(&path, "parse"), index),
                "BASE_TYPE_CHOICES",
                "Value must be one of ('everyone', 'users', 'roles').",
            ),
        }
    }
    for (key, parsed) in [("users", mentions.users.is_none()), ("roles", mentions.roles.is_none())] {
        let list = form.list(given, &path, key, (0, 100));
        if list.is_empty() {
            continue;
        }
        if parsed {
            form.error(
                &path,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                format!("parse:[\"{key}\"] and {key}: [ids...] are mutually exclusive."),
            );
            continue;
        }
        let ids = list
            .iter()
            .filter_map(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()))
            .map(Id)
            .collect();
        if key == "users" {
            mentions.users = Some(ids);
        } else {
            mentions.roles = Some(ids);
        }
    }
    mentions
}

/// Checks the scheme of an address.
pub(in crate::playground) fn web_url(form: &mut Form, url: &str, at: &str, schemes: &[&str]) {
    let scheme = url.split_once("://").map(|(scheme, rest)| (scheme, rest.is_empty()));
    match scheme {
        Some((scheme, false)) if schemes.contains(&scheme) && !url.contains(char::is_whitespace) => {}
        Some((scheme, false)) if !schemes.contains(&scheme) => form.error(
            at,
            "URL_TYPE_INVALID_SCHEME",
            format!("Scheme \"{scheme}\" is not supported. Scheme must be one of {schemes:?}."),
        ),
        _ => form.error(at, "URL_TYPE_INVALID_URL", "Not a well formed URL."),
    }
}

fn embeds(form: &mut Form, list: &[Value], at: &str, files: &[(u64, String)]) -> Vec<Value> {
    let mut total = 0;
    let stored = list
        .iter()
        .enumerate()
        .map(|(index, one)| embed(form, one, &join(at, index), files, &mut total))
        .collect();
    if total > 6_000 {
        form.error(at, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
    stored
}

fn embed(form: &mut Form, embed: &Value, at: &str, files: &[(u64, String)], total: &mut usize) -> Value {
    let mut counted = |text: Option<&str>| {
        let length = text.map_or(0, |text| text.trim().chars().count());
        *total += length;
        length > 0
    };
    let title = counted(form.text(embed, at, "title", (0, 256), false));
    let description = counted(form.text(embed, at, "description", (0, 4_096), false));
    let mut anything = title || description;
    let fields = form.list(embed, at, "fields", (0, 25));
    for (index, field) in fields.iter().enumerate() {
        let path = join(&join(at, "fields"), index);
        counted(form.text(field, &path, "name", (0, 256), true));
        counted(form.text(field, &path, "value", (0, 1_024), true));
        form.flag(field, &path, "inline");
        anything = true;
    }
    for (key, inner, max) in [("footer", "text", 2_048), ("author", "name", 256)] {
        if let Some(part) = embed.get(key).filter(|part| !part.is_null()) {
            counted(form.text(part, &join(at, key), inner, (0, max), true));
            anything = true;
            for url in ["url", "icon_url"] {
                if let Some(address) = form.text(part, &join(at, key), url, (0, 2_048), false) {
                    picture(form, address, &join(&join(at, key), url), files);
                }
            }
        }
    }
    for key in ["image", "thumbnail"] {
        if let Some(part) = embed.get(key).filter(|part| !part.is_null()) {
            anything = true;
            if let Some(url) = form.text(part, &join(at, key), "url", (1, 2_048), true) {
                picture(form, url, &join(&join(at, key), "url"), files);
            }
        }
    }
    if let Some(url) = form.text(embed, at, "url", (0, 2_048), false) {
        web_url(form, url, &join(at, "url"), &["http", "https"]);
    }
    form.number(embed, at, "color", (0, 0xff_ffff));
    if let Some(time) = form.text(embed, at, "timestamp", (1, 64), false)
        && time.parse::<jiff::Timestamp>().is_err()
    {
        form.error(
            &join(at, "timestamp"),
            "DATE_TIME_TYPE_PARSE",
            format!("Could not parse {time}. Should be ISO8601."),
        );
    }
    if !anything {
        form.required(&join(at, "description"));
    }
    let mut stored = embed.clone();
    stored["type"] = json!("rich");
    if let Value::Object(map) = &mut stored {
        map.retain(|_, value| !value.is_null());
    }
    for field in stored
        .get_mut("fields")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if field.get("inline").is_none_or(Value::is_null) {
            field["inline"] = json!(false);
        }
    }
    stored
}

fn picture(form: &mut Form, url: &str, at: &str, files: &[(u64, String)]) {
    if let Some(name) = url.strip_prefix("attachment://") {
        if !files.iter().any(|(_, file)| file == name) {
            form.error(at, "URL_TYPE_INVALID_URL", "The attachment is not part of the message.");
        }
        return;
    }
    web_url(form, url, at, &["http", "https", "attachment"]);
}
