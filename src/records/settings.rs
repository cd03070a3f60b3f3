//! What each server has set.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::store::values;
use super::{Error, Records, moment};

/// What one server has set. A server that has set nothing has the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether its staff keep the knowledge. A bot can be in servers that only ask.
    pub home: bool,
    /// The role that makes somebody staff, besides "Manage Server".
    pub staff_role: Option<u64>,
    /// Where staff are told things.
    pub staff_channel: Option<u64>,
    /// The language to answer in, `ko` or `en`; that of the member where there is none.
    pub language: Option<String>,
    /// The channels in which every message is a question.
    pub ask_channels: BTreeSet<u64>,
    /// Whether the weekly summary is posted.
    pub digest: bool,
    /// When it was posted last.
    pub digest_at: Option<Timestamp>,
}

/// What was read last, for the moments in which the database does not answer.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<HashMap<u64, Settings>>);

impl Records {
    /// What a server has set. Where the database does not answer, what was known last; nothing set where nothing was.
    pub async fn settings(&self, server: u64) -> Settings {
        match self.read_settings(server).await {
            Ok(settings) => {
                let mut known = self.inner.settings.0.lock().unwrap_or_else(PoisonError::into_inner);
                known.insert(server, settings.clone());
                settings
            }
            Err(error) => {
                tracing::warn!(server, %error, "the settings of a server could not be read; the last known ones hold");
                let known = self.inner.settings.0.lock().unwrap_or_else(PoisonError::into_inner);
                known.get(&server).cloned().unwrap_or_default()
            }
        }
    }

    async fn read_settings(&self, server: u64) -> Result<Settings, Error> {
        let row = self
            .store()
            .row(
                "SELECT home, staff_role, staff_channel, language, digest, digest_at FROM servers WHERE server = $1",
                values![server],
            )
            .await?;
        let channels = self
            .store()
            .rows("SELECT channel FROM ask_channels WHERE server = $1", values![server])
            .await?;
        let mut settings = Settings {
            ask_channels: channels.iter().map(|row| row.id(0)).collect(),
            ..Settings::default()
        };
        if let Some(row) = row {
            settings.home = row.int(0) != 0;
            settings.staff_role = row.maybe_id(1);
            settings.staff_channel = row.maybe_id(2);
            settings.language = row.maybe_text(3);
            settings.digest = row.int(4) != 0;
            settings.digest_at = row.maybe_int(5).map(moment);
        }
        Ok(settings)
    }

    /// Every server that has set something.
    pub async fn servers(&self) -> Result<Vec<u64>, Error> {
        let rows = self
            .store()
            .rows(
                "SELECT server FROM servers UNION SELECT server FROM ask_channels ORDER BY 1",
                &[],
            )
            .await?;
        Ok(rows.iter().map(|row| row.id(0)).collect())
    }

    /// The servers whose staff keep the knowledge.
    pub async fn homes(&self) -> Result<Vec<u64>, Error> {
        let rows = self
            .store()
            .rows("SELECT server FROM servers WHERE home = 1 ORDER BY server", &[])
            .await?;
        Ok(rows.iter().map(|row| row.id(0)).collect())
    }

    /// Says whether a server's staff keep the knowledge.
    pub async fn set_home(&self, server: u64, home: bool) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO servers (server, home) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET home = excluded.home",
                values![server, home],
            )
            .await?;
        Ok(())
    }

    /// Sets or removes the role that makes somebody staff.
    pub async fn set_staff_role(&self, server: u64, role: Option<u64>) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO servers (server, staff_role) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET staff_role = excluded.staff_role",
                values![server, role],
            )
            .await?;
        Ok(())
    }

    /// Sets or removes the channel in which staff are told things.
    pub async fn set_staff_channel(&self, server: u64, channel: Option<u64>) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO servers (server, staff_channel) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET staff_channel = excluded.staff_channel",
                values![server, channel],
            )
            .await?;
        Ok(())
    }

    /// Sets the language of a server's answers, `ko` or `en`; `None` follows the member.
    pub async fn set_language(&self, server: u64, language: Option<&str>) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO servers (server, language) VALUES ($1, $2) \
                 ON CONFLICT (server) DO UPDATE SET language = excluded.language",
                values![server, language],
            )
            .await?;
        Ok(())
    }

    /// Switches the weekly summary on or off. The first is due in the week after `at`.
    pub async fn set_digest(&self, server: u64, on: bool, at: Timestamp) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO servers (server, digest, digest_at) VALUES ($1, $2, $3) \
                 ON CONFLICT (server) DO UPDATE SET digest = excluded.digest, digest_at = excluded.digest_at",
                values![server, on, at.as_millisecond()],
            )
            .await?;
        Ok(())
    }

    /// Takes the weekly summary of a server upon itself, where none was posted since `since`. Of several processes one
    /// gets true.
    pub async fn claim_digest(&self, server: u64, since: Timestamp, at: Timestamp) -> Result<bool, Error> {
        let claimed = self
            .store()
            .execute(
                "UPDATE servers SET digest_at = $2 \
                 WHERE server = $1 AND digest = 1 AND (digest_at IS NULL OR digest_at < $3)",
                values![server, at.as_millisecond(), since.as_millisecond()],
            )
            .await?;
        Ok(claimed > 0)
    }

    /// Makes a channel one in which every message is a question, or stops that. False where it was so already.
    pub async fn set_ask_channel(&self, server: u64, channel: u64, on: bool) -> Result<bool, Error> {
        let changed = if on {
            self.store()
                .execute(
                    "INSERT INTO ask_channels (server, channel) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    values![server, channel],
                )
                .await?
        } else {
            self.store()
                .execute(
                    "DELETE FROM ask_channels WHERE server = $1 AND channel = $2",
                    values![server, channel],
                )
                .await?
        };
        Ok(changed > 0)
    }
}
