//! Application commands, as Discord checks them when they are registered.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use super::super::error::{ApiError, Form, join};
use super::LOCALES;
use super::components::choice_of;

const SUBCOMMAND: i64 = 1;
const GROUP: i64 = 2;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(
        clippy::unwrap_used,
        reason = "the pattern is Discord's own and never changes at run time"
    )]
    Regex::new(r"^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$").unwrap()
});

/// Checks a whole list of commands, as a bulk overwrite sends it, and gives back what is stored of each.
pub(in crate::playground) fn all(list: &[Value]) -> Result<Vec<Value>, ApiError> {
    for (kind, max, code) in [(1, 100, 30_032), (2, 15, 30_032), (3, 15, 30_032)] {
        if list.iter().filter(|command| kind_of(command) == kind).count() > max {
            return Err(ApiError::new(
                400,
                code,
                format!("Maximum number of application commands reached ({max})."),
            ));
        }
    }
    let mut form = Form::default();
    let mut seen = HashSet::new();
    let mut stored = Vec::new();
    for (index, body) in list.iter().enumerate() {
        stored.push(command(&mut form, body, &index.to_string()));
        let key = (kind_of(body), body.get("name").and_then(Value::as_str));
        if !seen.insert(key) {
            form.error(
                &index.to_string(),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            );
        }
    }
    form.finish()?;
    Ok(stored)
}

/// Checks one command.
pub(in crate::playground) fn one(body: &Value) -> Result<Value, ApiError> {
    let mut form = Form::default();
    let stored = command(&mut form, body, "");
    form.finish()?;
    Ok(stored)
}

fn kind_of(command: &Value) -> i64 {
    command.get("type").and_then(Value::as_i64).unwrap_or(1)
}

fn command(form: &mut Form, body: &Value, at: &str) -> Value {
    let kind = form.number(body, at, "type", (1, 4)).unwrap_or(1);
    let slash = kind == 1;
    name(form, body, at, slash);
    localizations(form, body, at, "name_localizations", (1, 32), slash);
    if slash {
        form.text(body, at, "description", (1, 100), true);
        localizations(form, body, at, "description_localizations", (1, 100), false);
        options(form, body, at, 0);
        if length(body) > 8_000 {
            form.error(
                at,
                "APPLICATION_COMMAND_TOO_LARGE",
                "Command exceeds maximum size (8000)",
            );
        }
    } else {
        if body
            .get("description")
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
        {
            form.error(
                &join(at, "description"),
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
                "Context menu commands cannot have description",
            );
        }
        if body
            .get("options")
            .and_then(Value::as_array)
            .is_some_and(|list| !list.is_empty())
        {
            form.error(
                &join(at, "options"),
                "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED",
                "Context menu commands cannot have options",
            );
        }
    }
    if let Some(bits) = body.get("default_member_permissions").filter(|bits| !bits.is_null())
        && bits.as_u64().or_else(|| bits.as_str()?.parse::<u64>().ok()).is_none()
    {
        form.error(
            &join(at, "default_member_permissions"),
            "BASE_TYPE_CHOICES",
            "Not a valid set of permissions.",
        );
    }
    for (key, max) in [("contexts", 2), ("integration_types", 1)] {
        for (index, one) in form.list(body, at, key, (0, 3)).iter().enumerate() {
            if one.as_u64().is_none_or(|number| number > max) {
                form.error(
                    &join(&join(at, key), index),
                    "ENUM_TYPE_COERCE",
                    format!("Value \"{one}\" is not a valid enum value."),
                );
            }
        }
    }
    form.flag(body, at, "nsfw");
    form.flag(body, at, "dm_permission");
    stored(body, kind)
}

/// What is kept, with the defaults Discord fills in.
fn stored(body: &Value, kind: i64) -> Value {
    let mut stored = body.clone();
    if let Value::Object(map) = &mut stored {
        map.remove("id");
    }
    stored["type"] = json!(kind);
    for (key, default) in [
        ("description", json!("")),
        ("default_member_permissions", Value::Null),
        ("nsfw", json!(false)),
        ("integration_types", json!([0])),
        ("contexts", Value::Null),
        ("name_localizations", Value::Null),
        ("description_localizations", Value::Null),
        ("dm_permission", json!(true)),
    ] {
        if stored.get(key).is_none() {
            stored[key] = default;
        }
    }
    if let Some(bits) = stored["default_member_permissions"].as_u64() {
        stored["default_member_permissions"] = json!(bits.to_string());
    }
    if let Some(options) = stored.get_mut("options") {
        tidy(options);
    }
    stored
}

/// Leaves out of options what says nothing, as Discord does when it gives commands back.
fn tidy(options: &mut Value) {
    for option in options.as_array_mut().into_iter().flatten() {
        let Value::Object(map) = option else { continue };
        map.retain(|key, value| match value {
            Value::Null => false,
            Value::Bool(false) => false,
            Value::Array(list) => !list.is_empty() || key == "options",
            _ => true,
        });
        if let Some(inner) = map.get_mut("options") {
            tidy(inner);
        }
        let nested = map
            .get("type")
            .and_then(Value::as_i64)
            .is_some_and(|kind| kind <= GROUP);
        if !nested {
            map.remove("options");
        }
        for choice in map
            .get_mut("choices")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            if let Value::Object(choice) = choice {
                choice.retain(|_, value| !value.is_null());
            }
        }
    }
}

fn name(form: &mut Form, body: &Value, at: &str, slash: bool) {
    let Some(name) = form.text(body, at, "name", (1, 32), true) else {
        return;
    };
    if slash && !is_name(name) {
        form.error(
            &join(at, "name"),
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        );
    }
}

/// Whether this can be the name of a slash command or an option.
fn is_name(name: &str) -> bool {
    NAME.is_match(name) && name.to_lowercase() == name
}

/// Checks a map of translations.
pub(super) fn localizations(form: &mut Form, body: &Value, at: &str, key: &str, limits: (usize, usize), named: bool) {
    let Some(map) = body.get(key).filter(|map| !map.is_null()) else {
        return;
    };
    let path = join(at, key);
    let Some(map) = map.as_object() else {
        form.error(
            &path,
            "DICT_TYPE_CONVERT",
            "Only dictionaries may be used in a DictType",
        );
        return;
    };
    for (locale, text) in map {
        if !LOCALES.contains(&locale.as_str()) {
            form.error(
                &path,
                "BASE_TYPE_CHOICES",
                format!("Value must be one of {LOCALES:?}; \"{locale}\" is not."),
            );
        }
        let length = text.as_str().map_or(0, |text| text.chars().count());
        if length < limits.0 || length > limits.1 {
            form.error(
                &join(&path, locale),
                "BASE_TYPE_BAD_LENGTH",
                format!("Must be between {} and {} in length.", limits.0, limits.1),
            );
        } else if named && !text.as_str().is_some_and(is_name) {
            form.error(
                &join(&path, locale),
                "APPLICATION_COMMAND_INVALID_NAME",
                "Command name is invalid",
            );
        }
    }
}

fn options(form: &mut Form, body: &Value, at: &str, depth: usize) {
    let list = form.list(body, at, "options", (0, 25));
    let mut names = HashSet::new();
    let mut optional = false;
    let nested = list
        .iter()
        .filter(|option| matches!(option.get("type").and_then(Value::as_i64), Some(SUBCOMMAND | GROUP)))
        .count();
    if nested > 0 && nested < list.len() {
        form.error(
            &join(at, "options"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        );
    }
    for (index, option) in list.iter().enumerate() {
        let path = join(&join(at, "options"), index);
        let kind = form.number(option, &path, "type", (1, 11));
        if option.get("type").is_none() {
            form.required(&join(&path, "type"));
        }
        name(form, option, &path, true);
        localizations(form, option, &path, "name_localizations", (1, 32), true);
        form.text(option, &path, "description", (1, 100), true);
        localizations(form, option, &path, "description_localizations", (1, 100), false);
        if let Some(name) = option.get("name").and_then(Value::as_str)
            && !names.insert(name)
        {
            form.error(
                &join(at, "options"),
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name already exists",
            );
        }
        let required = form.flag(option, &path, "required");
        if required && optional {
            form.error(
                &path,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            );
        }
        let Some(kind) = kind else { continue };
        if matches!(kind, SUBCOMMAND | GROUP) {
            if depth > 1 || (depth == 1 && kind == GROUP) {
                form.error(
                    &join(&path, "type"),
                    "APPLICATION_COMMAND_OPTIONS_NESTED",
                    "Sub-commands cannot be nested this deep",
                );
            } else {
                options(form, option, &path, depth + 1);
            }
            continue;
        }
        optional |= !required;
        value_rules(form, option, &path, kind);
    }
}

fn value_rules(form: &mut Form, option: &Value, at: &str, kind: i64) {
    let autocomplete = form.flag(option, at, "autocomplete");
    let choices = form.list(option, at, "choices", (0, 25));
    let choosable = matches!(kind, 3 | 4 | 10);
    if autocomplete && !choices.is_empty() {
        form.error(
            &join(at, "autocomplete"),
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
            "Options with choices cannot have autocomplete",
        );
    }
    if !choosable && (autocomplete || !choices.is_empty()) {
        form.error(
            at,
            "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
            "Only text and number options can have choices or autocomplete",
        );
    }
    let mut names = HashSet::new();
    let mut values = HashSet::new();
    for (index, choice) in choices.iter().enumerate() {
        let path = join(&join(at, "choices"), index);
        choice_of(form, choice, &path, u64::try_from(kind).unwrap_or(3));
        let name = choice.get("name").and_then(Value::as_str);
        let value = choice.get("value").map(Value::to_string);
        if !names.insert(name) || !values.insert(value) {
            form.error(
                &path,
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
                "Option choice name or value already exists",
            );
        }
    }
    for (key, kinds) in [
        ("min_value", &[4, 10][..]),
        ("max_value", &[4, 10]),
        ("min_length", &[3]),
        ("max_length", &[3]),
        ("channel_types", &[7]),
    ] {
        let given = option
            .get(key)
            .is_some_and(|value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        if given && !kinds.contains(&kind) {
            form.error(
                &join(at, key),
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                format!("{key} does not go with this type of option"),
            );
        }
    }
    form.number(option, at, "min_length", (0, 6_000));
    form.number(option, at, "max_length", (1, 6_000));
}

/// The characters of a command as Discord counts them: names, descriptions and values, the longest translation of each.
fn length(body: &Value) -> usize {
    let own: usize = ["name", "description"]
        .iter()
        .map(|key| {
            let text = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
            let plain = body.get(*key).map_or(0, text);
            let translated = body
                .get(format!("{key}_localizations"))
                .and_then(Value::as_object)
                .and_then(|map| map.values().map(text).max())
                .unwrap_or(0);
            plain.max(translated)
        })
        .sum();
    let value = body
        .get("value")
        .and_then(Value::as_str)
        .map_or(0, |text| text.chars().count());
    let inner: usize = ["options", "choices"]
        .iter()
        .filter_map(|key| body.get(*key)?.as_array())
        .flatten()
        .map(length)
        .sum();
    own + value + inner
}
