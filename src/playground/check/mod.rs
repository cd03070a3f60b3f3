//! Reads what the bot sends as Discord would: every limit, and what goes together with what.

pub(super) mod commands;
pub(super) mod components;
pub(super) mod message;

use super::error::{Form, join};
use serde_json::Value;

/// Every locale Discord's clients speak.
pub(super) const LOCALES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// Checks an emoji of a button, an option or a tag.
pub(super) fn emoji(form: &mut Form, object: &Value, at: &str) -> bool {
    match object.get("emoji") {
        None | Some(Value::Null) => false,
        Some(emoji) => {
            let path = join(at, "emoji");
            let custom = emoji.get("id").is_some_and(|id| !id.is_null());
            let name = emoji.get("name").and_then(Value::as_str).unwrap_or_default();
            if custom {
                form.error(&join(&path, "id"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
            } else if !is_emoji(name) {
                form.error(&join(&path, "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
            }
            true
        }
    }
}

/// Whether this is one emoji: short, and of none of the letters or digits of any script by themselves.
pub(super) fn is_emoji(text: &str) -> bool {
    use unicode_segmentation::UnicodeSegmentation;
    let keycap = text.ends_with('\u{20e3}');
    text.graphemes(true).count() == 1
        && (keycap || text.chars().all(|c| !c.is_alphanumeric()))
        && text.chars().any(|c| u32::from(c) > 0xa8)
}
