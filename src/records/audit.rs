//! Who of the staff did what, when, with what it was before and after; and who tried without being allowed.

use jiff::Timestamp;

use super::store::values;
use super::{Error, Person, Records, moment};

/// A staff action to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// When.
    pub at: Timestamp,
    /// The server, 0 for the terminal.
    pub server: u64,
    /// Who, as the records know members.
    pub person: Person,
    /// The Discord id of who was allowed to. Of who was not only the hash is kept.
    pub staff: Option<u64>,
    /// What, in one word: `reindex`, `gap_answer` …
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// What it was before, where that makes sense.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
    /// How it ended, in one word or a short sentence.
    pub result: String,
}

/// A recorded staff action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, growing.
    pub id: i64,
    /// Whether the one who did it was allowed to.
    pub allowed: bool,
    /// The action.
    pub action: Action,
}

impl Records {
    /// Records a staff action. `action.staff` being `None` says that it was refused.
    pub async fn audit(&self, action: &Action) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO audit (at, server, person, staff, action, subject, before, after, allowed, result) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                values![
                    action.at.as_millisecond(),
                    action.server,
                    action.person.as_str(),
                    action.staff,
                    &action.action,
                    &action.subject,
                    action.before.as_deref(),
                    action.after.as_deref(),
                    action.staff.is_some(),
                    &action.result,
                ],
            )
            .await?;
        Ok(())
    }

    /// The latest actions in a server, or anywhere with `None`, the latest first.
    pub async fn history(&self, server: Option<u64>, limit: usize) -> Result<Vec<Entry>, Error> {
        let rows = self
            .store()
            .rows(
                "SELECT id, at, server, person, staff, action, subject, before, after, allowed, result FROM audit \
                 WHERE $1 = 1 OR server = $2 OR server = 0 ORDER BY at DESC, id DESC LIMIT $3",
                values![server.is_none(), server.unwrap_or(0), limit as i64],
            )
            .await?;
        Ok(rows
            .iter()
            .map(|row| Entry {
                id: row.int(0),
                allowed: row.int(9) != 0,
                action: Action {
                    at: moment(row.int(1)),
                    server: row.id(2),
                    person: Person::from_hash(row.text(3)),
                    staff: row.maybe_id(4),
                    action: row.text(5),
                    subject: row.text(6),
                    before: row.maybe_text(7),
                    after: row.maybe_text(8),
                    result: row.text(10),
                },
            })
            .collect())
    }
}
