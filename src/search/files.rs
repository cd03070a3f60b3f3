//! Files that are whole or not there: checksums, writing beside and renaming, the lock between processes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The size and the BLAKE3 hash of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksum {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its hash in hexadecimal.
    pub blake3: String,
}

/// Writes `content` to `path` so that a crash leaves the old file or the new one, never half of either.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    sync_dir(dir)
}

/// Makes sure that what was created or renamed in `dir` is there after a power cut.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    // Windows cannot open a directory as a file, and needs no such thing.
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

/// The checksums of every file under `dir`, by path relative to it; lock files are passed over.
pub(super) fn checksums(dir: &Path) -> io::Result<BTreeMap<String, Checksum>> {
    let mut out = BTreeMap::new();
    walk(dir, "", &mut out)?;
    Ok(out)
}

fn walk(dir: &Path, prefix: &str, out: &mut BTreeMap<String, Checksum>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), out)?;
        } else if !name.ends_with(".lock") && path != super::generation::MANIFEST {
            out.insert(path, checksum(&entry.path())?);
        }
    }
    Ok(())
}

/// The checksum of one file.
pub(super) fn checksum(path: &Path) -> io::Result<Checksum> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path)?;
    let bytes = io::copy(&mut file, &mut hasher)?;
    Ok(Checksum {
        bytes,
        blake3: hasher.finalize().to_hex().to_string(),
    })
}

/// Syncs every file under `dir` to disk.
pub(super) fn sync_all(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    sync_dir(dir)
}

/// The lock of a directory, held until it is dropped. Waits for whoever holds it.
pub(super) fn lock(dir: &Path) -> io::Result<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("lock"))?;
    file.lock()?;
    Ok(file)
}
