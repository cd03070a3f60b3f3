//! Members as a keyed hash: the same member gives the same hash, and without the key nobody can go back.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// A member, as the records know them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Person(String);

impl Person {
    /// The hash in hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn from_hash(hash: String) -> Self {
        Self(hash)
    }
}

/// The key of the hashes. Never printed.
#[derive(Clone)]
pub(super) struct PersonKey([u8; 32]);

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

impl PersonKey {
    /// Reads the key, or makes one where there is none. The file is readable by its owner only.
    ///
    /// A new key is written beside and linked into place, so that of two processes starting at once one key wins and
    /// no half-written one is ever read.
    pub(super) fn open(file: &Path) -> io::Result<Self> {
        if let Some(key) = Self::read(file)? {
            return Ok(key);
        }
        let directory = file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(directory)?;
        let mut beside = tempfile::Builder::new().prefix(".person-key-").tempfile_in(directory)?;
        beside.write_all(&rand::random::<[u8; 32]>())?;
        beside.as_file().sync_all()?;
        match beside.persist_noclobber(file) {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.error),
        }
        Self::read(file)?.ok_or_else(|| io::Error::other("the key file vanished while it was read"))
    }

    fn read(file: &Path) -> io::Result<Option<Self>> {
        let open = match fs::File::open(file) {
            Ok(open) => open,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::with_capacity(33);
        open.take(33).read_to_end(&mut bytes)?;
        let key = <[u8; 32]>::try_from(bytes).map_err(|_| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "{} is not a key of 32 bytes; put the one from the backup back",
                    file.display()
                ),
            )
        })?;
        Ok(Some(Self(key)))
    }

    /// The member with this Discord id.
    pub(super) fn person(&self, member: u64) -> Person {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(b"giljabi member ");
        hasher.update(&member.to_be_bytes());
        let mut hash = [0; 16];
        hasher.finalize_xof().fill(&mut hash);
        Person(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}
