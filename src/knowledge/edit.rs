//! Changing a file of a data directory: checked before it is put in place, and put in place whole or not at all.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::load;
use super::model::Lang;
use super::problem::{Problem, Problems, Severity};

/// Why a file was not changed. What was there is still there.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The change would bring these problems.
    #[error("the change is not written, because it would bring problems:\n{0}")]
    Problems(Problems),
    /// There is no record of that id that can be marked.
    #[error("there is no document, fact or FAQ with the id `{0}`")]
    NoSuchRecord(String),
    /// The file could not be read or written.
    #[error("{path}: {error}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        #[source]
        error: io::Error,
    },
}

impl EditError {
    /// The error for staff, in their language.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (Self::Problems(problems), Lang::Ko) => {
                format!("다음 문제가 생기므로 기록하지 않았습니다.\n{}", problems.say(Lang::Ko))
            }
            (Self::NoSuchRecord(id), Lang::Ko) => format!("그런 id의 문서, 사실, FAQ가 없습니다: `{id}`"),
            (Self::Io { path, error }, Lang::Ko) => format!("파일을 쓸 수 없습니다: {} ({error})", path.display()),
        }
    }

    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Io {
            path: path.to_owned(),
            error,
        }
    }
}

/// Holds off other processes and threads that change the same directory, until dropped.
pub(super) struct Turn {
    _lock: Option<File>,
}

impl Turn {
    /// Waits for one's turn. Where the system has no locks on directories, the rename alone keeps files whole.
    pub(super) fn take(dir: &Path) -> Self {
        let lock = File::open(dir).ok().filter(|dir| dir.lock().is_ok());
        Self { _lock: lock }
    }
}

/// Replaces or creates the file `name` (relative to `dir`, with `/`) by `text`, if the directory has no more errors with it than without.
///
/// The new text is written beside the old file, flushed to disk, and renamed over it: a crash leaves one or the other.
pub(super) fn replace(dir: &Path, name: &str, text: &str) -> Result<(), EditError> {
    let before: HashSet<Problem> = load::inspect(dir).1.0.into_iter().collect();
    let after = load::inspect_with(dir, name, text).1;
    let new: Vec<Problem> = after
        .0
        .into_iter()
        .filter(|p| p.severity == Severity::Error && !before.contains(p))
        .collect();
    if !new.is_empty() {
        return Err(EditError::Problems(Problems(new)));
    }
    let path = dir.join(name);
    write_whole(&path, text).map_err(EditError::io(&path))
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // The leading dot keeps a file that a crash left behind out of the knowledge.
    let mut builder = tempfile::Builder::new();
    builder.prefix(".giljabi-").suffix(".tmp");
    if let Ok(old) = fs::metadata(path) {
        builder.permissions(old.permissions());
    } else {
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    // The rename itself lasts only once the folder is on disk; not every system can flush one.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().ok();
    }
    Ok(())
}
