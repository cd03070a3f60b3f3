//! Work that waits for somebody's button and must survive a restart: previews, drafts, confirmations.

use jiff::Timestamp;

use super::store::values;
use super::{Error, Person, Records};

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// What it is, in one word.
    pub kind: String,
    /// The server it belongs to.
    pub server: u64,
    /// Who it was made for.
    pub person: Person,
    /// What is needed to go on, as its maker wrote it.
    pub body: String,
    /// Until when it is kept.
    pub expires: Timestamp,
}

impl Records {
    /// Keeps something under a key that is short enough for a button, and gives the key.
    pub async fn keep(&self, pending: &Pending) -> Result<String, Error> {
        let key = Self::new_id();
        self.store()
            .execute(
                "INSERT INTO pending (key, kind, server, person, body, expires) VALUES ($1, $2, $3, $4, $5, $6)",
                values![
                    &key,
                    &pending.kind,
                    pending.server,
                    pending.person.as_str(),
                    &pending.body,
                    pending.expires.as_millisecond(),
                ],
            )
            .await?;
        Ok(key)
    }

    /// What is kept under a key, as long as it has not expired by `at`.
    pub async fn pending(&self, key: &str, at: Timestamp) -> Result<Option<Pending>, Error> {
        let row = self
            .store()
            .row(
                "SELECT kind, server, person, body, expires FROM pending WHERE key = $1 AND expires > $2",
                values![key, at.as_millisecond()],
            )
            .await?;
        Ok(row.map(|row| read(&row)))
    }

    /// Takes what is kept under a key: of two who press at once, one gets it.
    pub async fn take(&self, key: &str, at: Timestamp) -> Result<Option<Pending>, Error> {
        let row = self
            .store()
            .row(
                "DELETE FROM pending WHERE key = $1 AND expires > $2 RETURNING kind, server, person, body, expires",
                values![key, at.as_millisecond()],
            )
            .await?;
        Ok(row.map(|row| read(&row)))
    }
}

fn read(row: &super::store::Row) -> Pending {
    Pending {
        kind: row.text(0),
        server: row.id(1),
        person: Person::from_hash(row.text(2)),
        body: row.text(3),
        expires: super::moment(row.int(4)),
    }
}
