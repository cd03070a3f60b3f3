//! One reindex at a time, whoever runs it: the bot, a staff member or a terminal.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The turn of whoever rebuilds the index. Over when dropped, and when the process ends, however it ends.
#[derive(Debug)]
pub struct Turn {
    _lock: File,
    who: PathBuf,
}

impl Turn {
    /// Takes the turn for `who`.
    ///
    /// # Errors
    /// [`Taken`] where somebody else has it, or the state directory cannot be written.
    pub fn take(state: &Path, who: &str) -> Result<Self, Taken> {
        fs::create_dir_all(state)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(state.join("reindex.lock"))?;
        // Beside the lock, because on some systems a locked file cannot be read.
        let named = state.join("reindex.who");
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Taken::By(fs::read_to_string(named).unwrap_or_default()));
            }
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
        fs::write(&named, who)?;
        Ok(Self {
            _lock: lock,
            who: named,
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Only ever read while the lock is held, so what is left behind misleads nobody.
        let _ = fs::remove_file(&self.who);
    }
}

/// Why the turn was not to be had.
#[derive(Debug, thiserror::Error)]
pub enum Taken {
    /// Somebody has it: the name they gave.
    #[error("{0} is rebuilding the index already")]
    By(String),
    /// The state directory cannot be written.
    #[error("cannot lock the state directory: {0}")]
    Lock(#[from] io::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_was_first() {
        let state = tempfile::tempdir().unwrap();
        let first = Turn::take(state.path(), "김담당").unwrap();
        match Turn::take(state.path(), "이담당") {
            Err(Taken::By(who)) => assert_eq!(who, "김담당"),
            other => panic!("{other:?}"),
        }
        drop(first);
        Turn::take(state.path(), "이담당").unwrap();
    }
}
