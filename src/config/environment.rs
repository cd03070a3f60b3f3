//! Reading the environment. Nothing else in the program does.

use std::path::PathBuf;

use super::Secret;

/// The variable's value, where it is set and not empty.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// The bot's token: `DISCORD_TOKEN`, or the file that `DISCORD_TOKEN_FILE` or `file` names.
///
/// # Errors
/// Where there is none, with what to set.
pub fn token(file: Option<PathBuf>) -> Result<Secret, String> {
    if let Some(token) = variable("DISCORD_TOKEN") {
        return Ok(Secret::new(&token));
    }
    if let Some(file) = variable("DISCORD_TOKEN_FILE").map(PathBuf::from).or(file) {
        return Secret::from_file(&file);
    }
    Err(
        "the bot has no token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it \
         (to try the bot without a token, run `giljabi playground`)"
            .to_owned(),
    )
}
