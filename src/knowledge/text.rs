//! A text in the two languages that members are answered in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The two languages a member can be answered in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Korean.
    #[default]
    Ko,
    /// English.
    En,
}

/// A text in Korean and, where somebody has rendered it, in English.
///
/// In TOML either a plain string (Korean, or a name that is the same in both) or `{ ko = "…", en = "…" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Text {
    /// The Korean text.
    pub ko: String,
    /// The English text, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// The text in `lang`, or in Korean where it has not been rendered.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.ko,
        }
    }

    /// A text that is the same in both languages.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            ko: text.into(),
            en: None,
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            ko: String,
            en: Option<String>,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Plain(String),
            Both(Both),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Plain(ko) => Self { ko, en: None },
            Either::Both(Both { ko, en }) => Self { ko, en },
        })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "\"…\" (Korean, or the same in both languages), or { ko = \"…\", en = \"…\" }",
            "anyOf": [
                { "type": "string", "minLength": 1 },
                {
                    "type": "object",
                    "properties": {
                        "ko": { "type": "string", "minLength": 1, "description": "The Korean text." },
                        "en": { "type": "string", "minLength": 1, "description": "The English text." }
                    },
                    "required": ["ko"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
