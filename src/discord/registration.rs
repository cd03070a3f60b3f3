//! Telling Discord which commands there are: only where that differs from what it has.

use poise::builtins::create_application_commands;
use serde_json::{Map, Value};
use serenity::builder::CreateCommand;
use serenity::http::{Http, LightMethod, Request, Route};
use serenity::model::id::ApplicationId;

use super::commands::{self, Command};
use super::failure::without_address;
use super::incoming::again;

/// The commands as Discord is told them.
pub fn to_register(all: &[Command]) -> Vec<CreateCommand> {
    create_application_commands(all)
        .into_iter()
        .map(|command| {
            // poise has no words for the entries of a menu.
            let is_menu = serde_json::to_value(&command).is_ok_and(|sent| sent["name"] == commands::ANSWER_THIS);
            match is_menu {
                true => command
                    .name_localized("ko", commands::ANSWER_THIS_KO)
                    .name_localized("en-US", commands::ANSWER_THIS),
                false => command,
            }
        })
        .collect()
}

/// Registers the commands where they differ from those that Discord has. Gives whether they did.
///
/// # Errors
/// Where Discord refuses them.
pub async fn register(http: &Http, application: ApplicationId, all: &[Command]) -> Result<bool, serenity::Error> {
    let wanted = to_register(all);
    let ours = serde_json::to_value(&wanted)?;
    match there(http, application).await {
        Ok(theirs) if print(&theirs) == print(&ours) => return Ok(false),
        Ok(_) => {}
        Err(error) => {
            tracing::debug!(
                error = without_address(&error),
                "the registered commands could not be read; they are sent anew"
            );
        }
    }
    again(|_| http.create_global_commands(&wanted)).await?;
    Ok(true)
}

/// The commands that Discord has, as it gives them.
async fn there(http: &Http, application: ApplicationId) -> Result<Value, serenity::Error> {
    let request = || {
        Request::new(
            Route::Commands {
                application_id: application,
            },
            LightMethod::Get,
        )
        .params(Some(vec![("with_localizations", "true".to_owned())]))
    };
    let response = again(|_| http.request(request())).await?;
    let text = response.bytes().await?;
    Ok(serde_json::from_slice(&text)?)
}

/// A hash of what was written of the commands, with what Discord adds or leaves out at its default left out on both
/// sides.
fn print(commands: &Value) -> blake3::Hash {
    let mut list: Vec<Value> = commands
        .as_array()
        .map(|list| list.iter().map(|command| plain(command, true)).collect())
        .unwrap_or_default();
    list.sort_by_key(|command| format!("{}/{}", command["type"], command["name"]));
    blake3::hash(Value::Array(list).to_string().as_bytes())
}

/// The keys that we write; Discord adds ids, versions and more.
const KEYS: &[&str] = &[
    "autocomplete",
    "channel_types",
    "choices",
    "contexts",
    "default_member_permissions",
    "description",
    "description_localizations",
    "integration_types",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name",
    "name_localizations",
    "nsfw",
    "options",
    "required",
    "type",
    "value",
];

fn plain(value: &Value, command: bool) -> Value {
    match value {
        Value::Object(fields) => {
            let mut kept: Vec<(String, Value)> = fields
                .iter()
                .filter(|(key, _)| KEYS.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), of_key(key, value)))
                .filter(|(_, value)| {
                    !matches!(value, Value::Null | Value::Bool(false))
                        && value.as_array().is_none_or(|list| !list.is_empty())
                        && value.as_object().is_none_or(|map| !map.is_empty())
                        && value.as_str() != Some("")
                })
                .collect();
            if command && !kept.iter().any(|(key, _)| key == "type") {
                kept.push(("type".to_owned(), Value::from("1")));
            }
            kept.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(kept.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(list) => Value::Array(list.iter().map(|value| plain(value, false)).collect()),
        // 1 and 1.0 are the same to Discord.
        Value::Number(number) => number
            .as_f64()
            .filter(|number| number.fract() == 0.0)
            .map_or_else(|| value.clone(), |number| Value::from(format!("{number}"))),
        other => other.clone(),
    }
}

fn of_key(key: &str, value: &Value) -> Value {
    match (key, value) {
        // Maps of languages keep every key.
        ("name_localizations" | "description_localizations", Value::Object(map)) => {
            let mut texts: Vec<_> = map.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            texts.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(texts.into_iter().collect())
        }
        // Lists of numbers without an order.
        ("contexts" | "integration_types" | "channel_types", Value::Array(list)) => {
            let mut numbers: Vec<String> = list.iter().map(Value::to_string).collect();
            numbers.sort();
            Value::from(numbers)
        }
        _ => plain(value, false),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What Discord gives back: ids and versions added, defaults left out or written out.
    fn as_discord_gives(ours: &Value) -> Value {
        let mut theirs = ours.clone();
        for (at, command) in theirs.as_array_mut().expect("a list").iter_mut().enumerate() {
            let fields = command.as_object_mut().expect("a command");
            fields.insert("id".into(), json!(at.to_string()));
            fields.insert("version".into(), json!("1"));
            fields.insert("application_id".into(), json!("5"));
            fields.insert("dm_permission".into(), json!(true));
            fields.insert("nsfw".into(), json!(false));
            fields.entry("type").or_insert(json!(1));
            fields.entry("default_member_permissions").or_insert(Value::Null);
        }
        theirs
    }

    #[test]
    fn commands_that_have_not_changed_are_known() {
        let ours = serde_json::to_value(to_register(&commands::all())).expect("serialises");
        let mut theirs = as_discord_gives(&ours);
        assert_eq!(print(&theirs), print(&ours));
        theirs.as_array_mut().expect("a list").reverse();
        assert_eq!(print(&theirs), print(&ours), "their order is not ours");
        theirs[0]["description_localizations"]["ko"] = json!("다른 설명");
        assert_ne!(print(&theirs), print(&ours));
    }

    #[test]
    fn every_command_is_one_that_discord_takes() {
        let ours = serde_json::to_value(to_register(&commands::all())).expect("serialises");
        for sent in ours.as_array().expect("a list") {
            let mut decoded = sent.clone();
            // The fields twilight wants of a command that Discord has given an id.
            for (key, value) in [("version", json!("1")), ("description", json!("")), ("type", json!(1))] {
                decoded.as_object_mut().expect("a command").entry(key).or_insert(value);
            }
            let command: twilight_model::application::command::Command =
                serde_json::from_value(decoded).expect("a command");
            twilight_validate::command::command(&command).expect("a command within limits");
            for map in [&sent["name_localizations"], &sent["description_localizations"]] {
                if let Some(map) = map.as_object().filter(|map| !map.is_empty()) {
                    assert!(map.contains_key("ko") && map.contains_key("en-US"), "{sent}");
                }
            }
            every_name_is_in_korean(sent);
            assert_eq!(sent["integration_types"], json!([0]), "{sent}");
        }
    }

    fn every_name_is_in_korean(sent: &Value) {
        let has = |key: &str| {
            sent[key]["ko"]
                .as_str()
                .is_some_and(|text| text.chars().any(|c| ('가'..='힣').contains(&c)))
        };
        assert!(has("name_localizations"), "{sent}");
        assert!(
            has("description_localizations") || sent["type"] == 3 || sent.get("value").is_some(),
            "{sent}"
        );
        for part in ["options", "choices"] {
            for inner in sent[part].as_array().into_iter().flatten() {
                every_name_is_in_korean(inner);
            }
        }
    }
}
