//! The knowledge room from outside: what a data directory may hold, what `check` says of one that is wrong, the committed
//! `data/` and schemas, and what staff write into it.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod bad_input;
mod committed;
mod dates;
mod editing;
mod reading;

use std::fs;
use std::path::Path;

/// A data directory made of these files, gone when dropped.
fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    directory_of_bytes(&bytes)
}

/// [`directory`], of files that need not be text.
fn directory_of_bytes(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// The project's own folder.
fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
