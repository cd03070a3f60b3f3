//! Backups of the records while they are in use, and putting one back.
//!
//! A backup is two files: the database, whole and consistent as of one moment, and beside it (`.key`) the key of the
//! members' hashes, without which nobody's own records can be found again. Both are readable by their owner only.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row as _};

use super::store::{Store, values};
use super::{Error, Records, key_file, lock_file};

/// The SQLite file in a state directory.
pub fn sqlite_file(state: &Path) -> PathBuf {
    state.join("giljabi.db")
}

fn key_beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    name.into()
}

impl Records {
    /// Writes a backup to `file` and its key beside it, while everything goes on.
    ///
    /// # Errors
    /// Where `file` exists, cannot be written, or the records are on PostgreSQL, which has its own `pg_dump`.
    pub async fn backup(&self, file: &Path) -> Result<(), Error> {
        let Store::Sqlite(_) = self.store() else {
            return Err(Error::Other(
                "these records are on PostgreSQL: back them up with `pg_dump \"$DATABASE_URL\" > FILE`, \
                 and keep state/person.key with it"
                    .into(),
            ));
        };
        if file.exists() {
            return Err(Error::Other(format!("{} exists; name a new file", file.display())));
        }
        self.flush().await;
        let directory = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(directory).map_err(|error| Error::file(directory, error))?;
        // SQLite takes an empty file as the target, so the name is ours before anything is in it.
        let beside = tempfile::Builder::new()
            .prefix(".giljabi-backup-")
            .tempfile_in(directory)
            .map_err(|error| Error::file(directory, error))?;
        let name = beside
            .path()
            .to_str()
            .ok_or_else(|| Error::Other(format!("{} is not a name in UTF-8", directory.display())))?;
        self.store().execute("VACUUM INTO $1", values![name]).await?;
        beside.as_file().sync_all().map_err(|error| Error::file(file, error))?;
        copy_private(&key_file(&self.inner.state), &key_beside(file))?;
        beside
            .persist_noclobber(file)
            .map_err(|error| Error::file(file, error.error))?;
        Ok(())
    }
}

/// Puts a backup back into a state directory that no process uses. What was there is kept beside, with
/// `.before-restore` at the end of its name.
///
/// # Errors
/// Where a process has the records open, the file is not a whole backup, or something cannot be written; nothing is
/// changed then.
pub async fn restore(state: &Path, file: &Path) -> Result<(), Error> {
    fs::create_dir_all(state).map_err(|error| Error::file(state, error))?;
    let alone = lock_file(state)?;
    if alone.try_lock().is_err() {
        return Err(Error::Other(format!(
            "the records in {} are in use; stop `giljabi serve` and try again",
            state.display()
        )));
    }
    let fresh = tempfile::Builder::new()
        .prefix(".giljabi-restore-")
        .tempfile_in(state)
        .map_err(|error| Error::file(state, error))?;
    fs::copy(file, fresh.path()).map_err(|error| Error::file(file, error))?;
    examine(fresh.path(), file).await?;
    File::open(fresh.path())
        .and_then(|copy| copy.sync_all())
        .map_err(|error| Error::file(fresh.path(), error))?;

    let database = sqlite_file(state);
    // The old log goes first: a log without its database is harmless, the new database under the old log is not.
    for ending in ["-wal", "-shm", ""] {
        let mut old = database.as_os_str().to_owned();
        old.push(ending);
        let mut kept = database.as_os_str().to_owned();
        kept.push(".before-restore");
        kept.push(ending);
        // What an earlier restore kept must not be mixed with what this one keeps.
        let _ = fs::remove_file(&kept);
        match fs::rename(&old, &kept) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::file(PathBuf::from(old), error)),
        }
    }
    fresh
        .persist(&database)
        .map_err(|error| Error::file(&database, error.error))?;
    let key = key_beside(file);
    if key.exists() {
        copy_private(&key, &key_file(state))?;
    }
    Ok(())
}

/// Whether a file is a whole database of ours that this version can read.
async fn examine(copy: &Path, named: &Path) -> Result<(), Error> {
    let not_ours = |why: String| Error::Other(format!("{} is not a whole backup: {why}", named.display()));
    let mut connection = SqliteConnectOptions::new()
        .filename(copy)
        .connect()
        .await
        .map_err(|error| not_ours(error.to_string()))?;
    let verdict = sqlx::query("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .and_then(|row| row.try_get::<String, _>(0))
        .map_err(|error| not_ours(error.to_string()))?;
    if verdict != "ok" {
        return Err(not_ours(verdict));
    }
    let version = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations WHERE success")
        .fetch_one(&mut connection)
        .await
        .and_then(|row| row.try_get::<Option<i64>, _>(0))
        .map_err(|_| not_ours("it holds no tables of giljabi".into()))?;
    let newest = sqlx::migrate!("migrations/sqlite")
        .iter()
        .map(|migration| migration.version)
        .max();
    if version.is_none() || version > newest {
        return Err(not_ours(format!(
            "it was written by a newer giljabi (tables {}, this one knows {})",
            version.unwrap_or_default(),
            newest.unwrap_or_default()
        )));
    }
    connection.close().await?;
    Ok(())
}

/// Copies a file so that it is whole or not there, readable by its owner only.
fn copy_private(from: &Path, to: &Path) -> Result<(), Error> {
    let directory = match to.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let bytes = fs::read(from).map_err(|error| Error::file(from, error))?;
    let mut beside = tempfile::Builder::new()
        .prefix(".giljabi-key-")
        .tempfile_in(directory)
        .map_err(|error| Error::file(directory, error))?;
    std::io::Write::write_all(&mut beside, &bytes)
        .and_then(|()| beside.as_file().sync_all())
        .map_err(|error| Error::file(to, error))?;
    beside.persist(to).map_err(|error| Error::file(to, error.error))?;
    Ok(())
}
