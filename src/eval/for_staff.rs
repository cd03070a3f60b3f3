//! The golden questions that staff keep in `data/golden.toml`, as a reindex asks them.

use std::path::Path;

use jiff::civil::Date;

use super::golden::{self, Set};
use super::judge::Verdict;
use crate::desk::Desk;
use crate::desk::reindex::{Grade, Graded};

/// Asks the golden questions of a data directory through a desk. A directory without any has none to ask.
///
/// # Errors
/// Where the file cannot be read or is not of its format, with what is wrong.
pub fn golden(desk: &Desk, data: &Path, today: Date) -> Result<Vec<Graded>, String> {
    let file = data.join("golden.toml");
    if !file.exists() {
        return Ok(Vec::new());
    }
    // Only the file's name: where the directory lies is nobody's business on Discord.
    let said = |error: anyhow::Error| format!("{error:#}").replace(&file.display().to_string(), "golden.toml");
    let set = Set::load(&file).map_err(said)?;
    let snapshot = desk.snapshot();
    let outcomes = golden::run(|ask| desk.ask(ask), &set, &snapshot.knowledge.companies, today);
    Ok(outcomes
        .into_iter()
        .map(|outcome| Graded {
            id: outcome.id,
            question: outcome.question,
            grade: match outcome.verdict {
                Verdict::Right => Grade::Right,
                Verdict::Abstained => Grade::Abstained,
                Verdict::Wrong => Grade::Wrong,
            },
            why: outcome.why,
            answer: match outcome.items.as_slice() {
                [] => outcome.text,
                items => format!("{} {}", outcome.text, items.join(", ")),
            },
        })
        .collect())
}
