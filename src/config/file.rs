//! `giljabi.toml`: what may be set for good instead of on every start. All of it is optional.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The file's content. Unknown keys are errors.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileConfig {
    /// A file that holds the bot's token.
    pub token_file: Option<PathBuf>,
    /// Another Discord-compatible server on this machine.
    pub discord_api: Option<String>,
    /// The shards of this process: `A..B/TOTAL`.
    pub shards: Option<String>,
    /// Where to serve `/healthz`, `/readyz` and `/metrics`.
    pub metrics: Option<String>,
    /// How logs are written: `text` or `json`.
    pub log: Option<String>,
    /// Whether edits to the data directory are taken up while running.
    pub watch: Option<bool>,
    /// How many days the text of questions is kept.
    pub retention_days: Option<u32>,
    /// How fast one person may ask.
    pub pace: Pace,
}

/// How fast one person may ask: so many at once, then so many a minute.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pace {
    /// How many questions one person may ask at once.
    pub burst: u32,
    /// How many a minute after that.
    pub per_minute: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            burst: 12,
            per_minute: 20,
        }
    }
}

impl FileConfig {
    /// Reads `file`; where it was not asked for by name and does not exist, everything is left at its default.
    ///
    /// # Errors
    /// Where it cannot be read or says something it cannot mean, with the line.
    pub fn read(file: Option<&Path>) -> Result<Self, String> {
        let path = file.unwrap_or(Path::new("giljabi.toml"));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.is_none() => return Ok(Self::default()),
            Err(error) => return Err(format!("cannot read {}: {error}", path.display())),
        };
        Self::parse(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_nobody_knows_is_named() {
        let error = FileConfig::parse("watch = true\nwach = true\n").expect_err("an unknown key");
        assert!(error.contains("wach") && error.contains("line 2"), "{error}");
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let read = FileConfig::parse("[pace]\nburst = 3\n").expect("valid");
        assert_eq!(
            read.pace,
            Pace {
                burst: 3,
                per_minute: 20
            }
        );
        assert_eq!(read.watch, None);
    }
}
