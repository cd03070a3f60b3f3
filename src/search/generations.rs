//! The generations of an index directory: building beside the old one, making one current, keeping three, going back.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::files;
use super::generation::{self, Generation, Manifest};
use crate::knowledge::{self, Knowledge};

/// The file that names the current generation. It is replaced by one rename.
const POINTER: &str = "current";
/// What a generation's directory begins with, and one being built.
const PREFIX: &str = "generation-";
const BUILDING: &str = "building-";
/// How many generations are kept.
const KEPT: usize = 3;

/// What building is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading the data directory.
    Reading,
    /// Learning the words.
    Words,
    /// Analysing and writing passages.
    Passages {
        /// How many are written.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// Writing to disk and making it current.
    Finishing,
    /// The generation of this name is damaged, and why; another is built in its place.
    Damaged(String, String),
    /// No new generation could be built, and why; the old one goes on serving.
    Kept(String),
}

/// An index directory.
#[derive(Clone, Debug)]
pub struct Generations {
    dir: PathBuf,
}

/// What the pointer says.
#[derive(Debug, PartialEq, Eq)]
struct Pointer {
    name: String,
    /// After going back: the hash of the data that was gone back from. The old generation stays while the data is that.
    back_from: Option<String>,
}

impl Generations {
    /// The generations in `index`. The directory is made when one is built.
    pub fn new(index: impl Into<PathBuf>) -> Self {
        Self { dir: index.into() }
    }

    /// Opens the current generation if it was built from what `data` holds now; builds one otherwise.
    ///
    /// A damaged generation is noticed by its checksums and built anew. Where `data` cannot be read and an older
    /// generation is whole, that one is opened and `progress` hears why.
    pub fn open_or_build(&self, data: &Path, progress: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Generation> {
        progress(Step::Reading);
        let hash = knowledge::content_hash(data).with_context(|| format!("reading {}", data.display()));
        if let Ok(hash) = &hash
            && let Some(found) = self.fitting(hash, progress)
        {
            return Ok(found);
        }
        let built = hash.and_then(|_| {
            let knowledge = knowledge::load(data).map_err(|problems| anyhow::anyhow!("{problems}"))?;
            self.build(&knowledge, progress)
        });
        match built {
            Ok(generation) => Ok(generation),
            Err(error) => match self.newest_whole() {
                Some(old) => {
                    progress(Step::Kept(format!("{error:#}")));
                    Ok(old)
                }
                None => Err(error),
            },
        }
    }

    /// The current generation, if it fits data of this hash and is whole.
    fn fitting(&self, hash: &str, progress: &(dyn Fn(Step) + Sync)) -> Option<Generation> {
        let pointer = self.pointer()?;
        let dir = self.dir.join(&pointer.name);
        match Generation::open(&dir) {
            Ok(g) if g.manifest().data == hash || pointer.back_from.as_deref() == Some(hash) => Some(g),
            Ok(_) => None,
            Err(error) => {
                // One that was pruned or is of an older version is no damage to speak of.
                let older = generation::read_manifest(&dir).is_ok_and(|m| m.schema != generation::SCHEMA);
                if !older {
                    progress(Step::Damaged(pointer.name, format!("{error:#}")));
                }
                None
            }
        }
    }

    /// Builds a generation of `knowledge` beside the others, makes it current and opens it.
    ///
    /// Only one process builds at a time; the others wait. A crash at any instant leaves the old one current.
    pub fn build(&self, knowledge: &Knowledge, progress: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Generation> {
        fs::create_dir_all(&self.dir).with_context(|| format!("making {}", self.dir.display()))?;
        let _lock = files::lock(&self.dir)?;
        self.build_locked(knowledge, progress)
    }

    /// Builds a generation of `knowledge` beside the others and opens it, without making it current: for whoever wants to
    /// look at it first. Then it is either [published](Self::publish) or [discarded](Self::discard).
    pub fn prepare(&self, knowledge: &Knowledge, progress: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Generation> {
        fs::create_dir_all(&self.dir).with_context(|| format!("making {}", self.dir.display()))?;
        let _lock = files::lock(&self.dir)?;
        self.sweep();
        self.write(knowledge, progress)
    }

    /// Makes a prepared generation current.
    pub fn publish(&self, name: &str) -> anyhow::Result<()> {
        let _lock = files::lock(&self.dir)?;
        self.point(&Pointer {
            name: name.to_owned(),
            back_from: None,
        })?;
        self.prune(name);
        Ok(())
    }

    /// Removes a prepared generation that is not wanted. The current one is never removed.
    pub fn discard(&self, name: &str) -> anyhow::Result<()> {
        let _lock = files::lock(&self.dir)?;
        if name.starts_with(PREFIX) && self.current_name().as_deref() != Some(name) {
            fs::remove_dir_all(self.dir.join(name)).with_context(|| format!("removing {name}"))?;
        }
        Ok(())
    }

    /// Whether an earlier generation was gone back to.
    pub fn gone_back(&self) -> bool {
        self.pointer().is_some_and(|pointer| pointer.back_from.is_some())
    }

    fn build_locked(&self, knowledge: &Knowledge, progress: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Generation> {
        // While this one waited, another process may have built the same.
        if let Some(pointer) = self.pointer()
            && pointer.back_from.is_none()
            && let Ok(current) = Generation::open(&self.dir.join(&pointer.name))
            && !knowledge.hash.is_empty()
            && current.manifest().data == knowledge.hash
        {
            return Ok(current);
        }
        self.sweep();
        let generation = self.write(knowledge, progress)?;
        let name = generation.name().to_owned();
        self.point(&Pointer {
            name: name.clone(),
            back_from: None,
        })?;
        self.prune(&name);
        Ok(generation)
    }

    /// Writes a generation beside the others and opens it. Called with the lock held.
    fn write(&self, knowledge: &Knowledge, progress: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Generation> {
        let name = self.new_name(&knowledge.hash);
        let building = self.dir.join(format!("{BUILDING}{name}"));
        fs::create_dir(&building)?;
        let written = Generation::write(&building, &name, knowledge, progress);
        if let Err(error) = written {
            fs::remove_dir_all(&building).ok();
            return Err(error);
        }
        fs::rename(&building, self.dir.join(&name))?;
        files::sync_dir(&self.dir)?;
        Generation::open(&self.dir.join(&name)).context("opening what was just built")
    }

    /// The current generation; `None` where none was built yet.
    pub fn current(&self) -> anyhow::Result<Option<Generation>> {
        // The pointer may move on and the old generation be pruned between reading the one and opening the other.
        for _ in 0..3 {
            let Some(pointer) = self.pointer() else {
                return Ok(None);
            };
            match Generation::open(&self.dir.join(&pointer.name)) {
                Ok(generation) => return Ok(Some(generation)),
                Err(_) if self.pointer().as_ref() != Some(&pointer) => {}
                Err(error) => return Err(error.context(format!("the index {} is damaged", pointer.name))),
            }
        }
        bail!("the index in {} keeps changing", self.dir.display())
    }

    /// The name of the current generation.
    pub fn current_name(&self) -> Option<String> {
        self.pointer().map(|p| p.name)
    }

    /// What each generation says of itself, newest first. One whose manifest cannot be read is left out.
    pub fn list(&self) -> Vec<Manifest> {
        let mut all: Vec<Manifest> = self
            .names()
            .iter()
            .filter_map(|n| generation::read_manifest(&self.dir.join(n)).ok())
            .collect();
        all.sort_by(|a, b| b.name.cmp(&a.name));
        all
    }

    /// Makes the generation `name` current and opens it. It stays so until the data changes.
    pub fn rollback(&self, name: &str) -> anyhow::Result<Generation> {
        if !self.names().iter().any(|n| n == name) {
            let known = self.list().into_iter().map(|m| m.name).collect::<Vec<_>>().join(", ");
            bail!("there is no generation `{name}`; there are: {known}");
        }
        let _lock = files::lock(&self.dir)?;
        let generation = Generation::open(&self.dir.join(name))
            .with_context(|| format!("the generation {name} cannot be opened"))?;
        let before = self.pointer();
        let data_of = |name: &str| generation::read_manifest(&self.dir.join(name)).ok().map(|m| m.data);
        let back_from = before
            .and_then(|p| p.back_from.or_else(|| data_of(&p.name)))
            .filter(|hash| *hash != generation.manifest().data);
        self.point(&Pointer {
            name: name.to_owned(),
            back_from,
        })?;
        Ok(generation)
    }

    fn pointer(&self) -> Option<Pointer> {
        let text = fs::read_to_string(self.dir.join(POINTER)).ok()?;
        let mut lines = text.lines();
        let name = lines.next()?.to_owned();
        // A pointer that leads out of the directory was not written here.
        (name.starts_with(PREFIX) && !name.contains(['/', '\\'])).then(|| Pointer {
            name,
            back_from: lines.next().map(str::to_owned),
        })
    }

    fn point(&self, pointer: &Pointer) -> anyhow::Result<()> {
        let text = match &pointer.back_from {
            Some(hash) => format!("{}\n{hash}\n", pointer.name),
            None => format!("{}\n", pointer.name),
        };
        files::replace(&self.dir.join(POINTER), text.as_bytes()).context("making the generation current")
    }

    fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.dir) else {
            return Vec::new();
        };
        let mut all: Vec<String> = entries
            .flatten()
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .filter(|n| n.starts_with(PREFIX))
            .collect();
        all.sort_unstable();
        all
    }

    fn new_name(&self, hash: &str) -> String {
        let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%3f").to_string();
        let short: String = hash.chars().take(8).collect();
        let mut name = format!("{PREFIX}{now}-{short}");
        // Names sort by age: one built after a newer clock still has to come last.
        if let Some(last) = self.names().last().filter(|last| **last >= name) {
            name = format!("{last}a");
        }
        name
    }

    fn newest_whole(&self) -> Option<Generation> {
        let mut names = self.names();
        if let Some(pointer) = self.pointer() {
            names.retain(|n| *n != pointer.name);
            names.push(pointer.name);
        }
        names
            .iter()
            .rev()
            .find_map(|n| Generation::open(&self.dir.join(n)).ok())
    }

    /// Removes what processes that died while building left behind. Called with the lock held.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.dir) else {
            return;
        };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(BUILDING) {
                fs::remove_dir_all(entry.path()).ok();
            }
        }
    }

    /// Removes all but the newest generations. Called with the lock held.
    fn prune(&self, current: &str) {
        let names = self.names();
        for name in names.iter().rev().skip(KEPT).filter(|n| *n != current) {
            if let Err(error) = fs::remove_dir_all(self.dir.join(name)) {
                tracing::warn!(generation = %name, %error, "an old generation could not be removed");
            }
        }
    }
}
