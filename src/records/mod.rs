//! What happened: questions asked, feedback, gaps, settings of servers, staff actions. Never knowledge, which is `data/`.
//!
//! [`Records`] is one handle over SQLite (`state/giljabi.db`) or, where several processes serve one bot, PostgreSQL.
//! What answering leaves behind ([`Records::asked`], [`Records::voted`]) goes through a bounded queue and never waits
//! for the disk; what could not be written is counted and shown by [`Records::health`]. What staff do is awaited.

mod audit;
mod backup;
mod export;
mod gap;
mod gaps;
mod pending;
mod person;
mod privacy;
mod questions;
mod settings;
mod store;
mod writer;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{self, TimeZone};

pub use audit::{Action, Entry};
pub use backup::{restore, sqlite_file};
pub use gap::{AskedStaff, Close, Gap, GapId, GapState, Shape, Tell, Why, Wording};
pub use pending::Pending;
pub use person::Person;
pub use privacy::Kept;
pub use questions::{Asked, Counts, Question, Vote};
pub use settings::Settings;
pub use writer::Health;

use person::PersonKey;
use store::Store;
use writer::Writer;

/// Turns a question into what decides whether two questions ask the same.
pub type ShapeOf = Arc<dyn Fn(&str) -> Shape + Send + Sync>;

/// How the records are opened.
#[derive(Clone)]
pub struct Options {
    /// The directory of what happened. Made where there is none.
    pub state: PathBuf,
    /// `postgres://…` to keep the records there instead of in `state`.
    pub database_url: Option<String>,
    /// How many days a question's text is kept.
    pub retention_days: u32,
    /// What decides whether two questions ask the same.
    pub shape: ShapeOf,
}

impl Options {
    /// SQLite in `state`, texts kept for 90 days.
    pub fn new(state: impl Into<PathBuf>) -> Self {
        Self {
            state: state.into(),
            database_url: None,
            retention_days: 90,
            shape: Arc::new(Shape::plain),
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The URL of a database holds a password.
        f.debug_struct("Options")
            .field("state", &self.state)
            .field("postgres", &self.database_url.is_some())
            .field("retention_days", &self.retention_days)
            .finish_non_exhaustive()
    }
}

/// Why the records could not be opened, read or written. For operators; never shown to a member.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database said no.
    #[error("records: {0}")]
    Database(#[from] sqlx::Error),
    /// Its tables could not be brought up to date.
    #[error("records: the tables could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A file could not be read or written.
    #[error("records: {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something else, in words.
    #[error("records: {0}")]
    Other(String),
}

impl Error {
    fn file(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::File {
            path: path.into(),
            source,
        }
    }
}

/// The handle. Cheap to clone; the last one dropped lets the writer finish what is queued.
#[derive(Clone)]
pub struct Records {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    key: PersonKey,
    writer: Writer,
    shape: ShapeOf,
    retention_days: u32,
    state: PathBuf,
    settings: settings::Known,
    /// Held for as long as the records are open, so that nobody restores a backup under them.
    _open: File,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records")
            .field("state", &self.inner.state)
            .finish_non_exhaustive()
    }
}

impl Records {
    /// Opens the records, making them where there are none. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// Where the directory cannot be written, the database cannot be reached or was written by a newer giljabi, or a
    /// backup is being restored.
    pub async fn open(options: Options) -> Result<Self, Error> {
        let Options {
            state,
            database_url,
            retention_days,
            shape,
        } = options;
        fs::create_dir_all(&state).map_err(|error| Error::file(&state, error))?;
        let open = lock_file(&state)?;
        if open.try_lock_shared().is_err() {
            return Err(Error::Other(format!(
                "a backup is being restored into {}; wait until that is done",
                state.display()
            )));
        }
        let key_file = key_file(&state);
        let key = PersonKey::open(&key_file).map_err(|error| Error::file(&key_file, error))?;
        let store = match &database_url {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Store::open_postgres(url).await?
            }
            Some(_) => {
                return Err(Error::Other(
                    "DATABASE_URL is not a postgres:// address; leave it out to keep the records in the state directory"
                        .into(),
                ));
            }
            None => Store::open_sqlite(&sqlite_file(&state)).await?,
        };
        let writer = Writer::start(store.clone(), shape.clone());
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                key,
                writer,
                shape,
                retention_days,
                state,
                settings: settings::Known::default(),
                _open: open,
            }),
        })
    }

    /// The member with this Discord id, as the records know them.
    pub fn person(&self, member: u64) -> Person {
        self.inner.key.person(member)
    }

    /// An id for something that will be recorded: 16 hexadecimal digits, unlike any other.
    pub fn new_id() -> String {
        format!("{:016x}", rand::random::<u64>())
    }

    /// How the writing of log lines goes.
    pub fn health(&self) -> Health {
        self.inner.writer.health()
    }

    /// How many days a question's text is kept.
    pub fn retention_days(&self) -> u32 {
        self.inner.retention_days
    }

    /// Waits until everything queued before is written or counted as lost.
    pub async fn flush(&self) {
        self.inner.writer.flush().await;
    }

    /// Writes what is queued and closes the database. The handle is of no use after that.
    pub async fn close(&self) {
        self.flush().await;
        self.inner.store.close().await;
    }

    fn store(&self) -> &Store {
        &self.inner.store
    }
}

fn key_file(state: &Path) -> PathBuf {
    state.join("person.key")
}

fn lock_file(state: &Path) -> Result<File, Error> {
    let path = state.join("records.lock");
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| Error::file(path, error))
}

/// The day of a moment where the members are: Korea, which has had no summer time since 1988.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(tz::offset(9))).date()
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
