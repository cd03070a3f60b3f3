//! Rows, buttons, selects and modals, as Discord checks them.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::error::{Form, join};
use super::emoji;

const BUTTON: i64 = 2;
const STRING_SELECT: i64 = 3;
const TEXT_INPUT: i64 = 4;

/// Checks the rows of a message and gives them back as Discord stores them, with ids and defaults.
pub(in crate::playground) fn rows(form: &mut Form, rows: &[Value], at: &str) -> Vec<Value> {
    let mut ids = HashSet::new();
    let mut next = 0;
    let mut stored = Vec::new();
    if rows.len() > 5 {
        form.error(at, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    for (index, row) in rows.iter().enumerate() {
        let path = join(at, index);
        if row.get("type").and_then(Value::as_i64) != Some(1) {
            form.error(
                &join(&path, "type"),
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (1,).",
            );
            continue;
        }
        next += 1;
        let row_id = next;
        let inner = form.list(row, &path, "components", (1, 5));
        let selects = inner
            .iter()
            .filter(|one| one.get("type").and_then(Value::as_i64) != Some(BUTTON))
            .count();
        if selects > 0 && inner.len() > 1 {
            form.error(
                &join(&path, "components"),
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            );
        }
        let mut kept = Vec::new();
        for (index, component) in inner.iter().enumerate() {
            let path = join(&join(&path, "components"), index);
            next += 1;
            let mut component = match component.get("type").and_then(Value::as_i64) {
                Some(BUTTON) => button(form, component, &path),
                Some(STRING_SELECT | 5..=8) => select(form, component, &path),
                _ => {
                    form.error(
                        &join(&path, "type"),
                        "UNION_TYPE_CHOICES",
                        "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).",
                    );
                    continue;
                }
            };
            if let Some(custom) = component.get("custom_id").and_then(Value::as_str)
                && !ids.insert(custom.to_owned())
            {
                form.error(
                    &join(&path, "custom_id"),
                    "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated",
                );
            }
            component["id"] = json!(next);
            kept.push(component);
        }
        stored.push(json!({"type": 1, "id": row_id, "components": kept}));
    }
    stored
}

fn custom_id(form: &mut Form, component: &Value, at: &str) {
    form.text(component, at, "custom_id", (1, 100), true);
}

fn button(form: &mut Form, button: &Value, at: &str) -> Value {
    let style = form.number(button, at, "style", (1, 6));
    if button.get("style").is_none() {
        form.required(&join(at, "style"));
    }
    form.flag(button, at, "disabled");
    let label = form.text(button, at, "label", (0, 80), false).unwrap_or_default();
    let has_emoji = emoji(form, button, at);
    match style {
        Some(5) => {
            if let Some(url) = form.text(button, at, "url", (1, 512), true) {
                super::message::web_url(form, url, &join(at, "url"), &["http", "https", "discord"]);
            }
            if button.get("custom_id").is_some_and(|id| !id.is_null()) {
                form.error(
                    &join(at, "custom_id"),
                    "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE",
                    "A custom id and url cannot both be specified",
                );
            }
        }
        _ => {
            custom_id(form, button, at);
            if button.get("url").is_some_and(|url| !url.is_null()) {
                form.error(
                    &join(at, "url"),
                    "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE",
                    "A custom id and url cannot both be specified",
                );
            }
        }
    }
    if label.is_empty() && !has_emoji {
        form.error(
            &join(at, "label"),
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
            "A label or emoji is required",
        );
    }
    button.clone()
}

fn select(form: &mut Form, select: &Value, at: &str) -> Value {
    custom_id(form, select, at);
    form.text(select, at, "placeholder", (0, 150), false);
    form.flag(select, at, "disabled");
    let min = form.number(select, at, "min_values", (0, 25)).unwrap_or(1);
    let max = form.number(select, at, "max_values", (1, 25)).unwrap_or(1);
    if min > max {
        form.error(
            &join(at, "min_values"),
            "COMPONENT_MIN_VALUES_EXCEEDS_MAX",
            "min_values cannot be greater than max_values",
        );
    }
    let mut stored = select.clone();
    if select.get("type").and_then(Value::as_i64) == Some(STRING_SELECT) {
        let options = form.list(select, at, "options", (1, 25));
        let mut values = HashSet::new();
        let mut defaults = 0;
        for (index, option) in options.iter().enumerate() {
            let path = join(&join(at, "options"), index);
            form.text(option, &path, "label", (1, 100), true);
            form.text(option, &path, "description", (0, 100), false);
            emoji(form, option, &path);
            if form.flag(option, &path, "default") {
                defaults += 1;
            }
            if let Some(value) = form.text(option, &path, "value", (1, 100), true)
                && !values.insert(value)
            {
                form.error(
                    &join(&path, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                );
            }
        }
        if defaults > max {
            form.error(
                &join(at, "options"),
                "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
                "Too many default values",
            );
        }
        if max > i64::try_from(options.len()).unwrap_or(25) && !options.is_empty() {
            form.error(
                &join(at, "max_values"),
                "BASE_TYPE_BAD_LENGTH",
                "max_values cannot be greater than the number of options",
            );
        }
    }
    for (key, default) in [
        ("min_values", json!(1)),
        ("max_values", json!(1)),
        ("disabled", json!(false)),
    ] {
        if stored.get(key).is_none_or(Value::is_null) {
            stored[key] = default;
        }
    }
    stored
}

/// Checks a modal.
pub(in crate::playground) fn modal(form: &mut Form, modal: &Value, at: &str) {
    form.text(modal, at, "custom_id", (1, 100), true);
    form.text(modal, at, "title", (1, 45), true);
    let rows = form.list(modal, at, "components", (1, 5));
    let mut ids = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let path = join(&join(at, "components"), index);
        if row.get("type").and_then(Value::as_i64) != Some(1) {
            form.error(
                &join(&path, "type"),
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (1, 18, 10).",
            );
            continue;
        }
        for (index, input) in form.list(row, &path, "components", (1, 1)).iter().enumerate() {
            let path = join(&join(&path, "components"), index);
            if input.get("type").and_then(Value::as_i64) != Some(TEXT_INPUT) {
                form.error(
                    &join(&path, "type"),
                    "UNION_TYPE_CHOICES",
                    "Value of field \"type\" must be one of (4,).",
                );
                continue;
            }
            text_input(form, input, &path);
            if let Some(custom) = input.get("custom_id").and_then(Value::as_str)
                && !ids.insert(custom.to_owned())
            {
                form.error(
                    &join(&path, "custom_id"),
                    "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated",
                );
            }
        }
    }
}

fn text_input(form: &mut Form, input: &Value, at: &str) {
    custom_id(form, input, at);
    form.text(input, at, "label", (1, 45), true);
    if input.get("style").is_none() {
        form.required(&join(at, "style"));
    }
    form.number(input, at, "style", (1, 2));
    let min = form.number(input, at, "min_length", (0, 4_000)).unwrap_or(0);
    let max = form.number(input, at, "max_length", (1, 4_000)).unwrap_or(4_000);
    if min > max {
        form.error(
            &join(at, "min_length"),
            "TEXT_INPUT_MIN_EXCEEDS_MAX",
            "min_length cannot be greater than max_length",
        );
    }
    form.flag(input, at, "required");
    form.text(input, at, "value", (0, usize::try_from(max).unwrap_or(4_000)), false);
    form.text(input, at, "placeholder", (0, 100), false);
}

/// Checks the choices of an autocomplete answer.
pub(in crate::playground) fn choices(form: &mut Form, data: &Value, at: &str, kind: u64) {
    if data.get("choices").is_none() {
        form.required(&join(at, "choices"));
    }
    for (index, choice) in form.list(data, at, "choices", (0, 25)).iter().enumerate() {
        choice_of(form, choice, &join(&join(at, "choices"), index), kind);
    }
}

/// Checks one choice of an option of this type: 3 text, 4 whole number, 10 number.
pub(in crate::playground) fn choice_of(form: &mut Form, choice: &Value, at: &str, kind: u64) {
    form.text(choice, at, "name", (1, 100), true);
    super::commands::localizations(form, choice, at, "name_localizations", (1, 100), false);
    let path = join(at, "value");
    match choice.get("value") {
        None | Some(Value::Null) => form.required(&path),
        Some(Value::String(_)) if kind == 3 => {
            form.text(choice, at, "value", (1, 100), true);
        }
        Some(Value::Number(number)) if kind == 10 || (kind == 4 && number.is_i64()) => {}
        Some(_) => form.error(
            &path,
            "APPLICATION_COMMAND_OPTIONS_CHOICE_TYPE_INVALID",
            "The type of the choice does not match the type of the option",
        ),
    }
}
