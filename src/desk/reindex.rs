//! Taking up edited data: check, build beside, ask the golden questions before and after, and publish only what is
//! not worse. A question in flight never notices.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::aside::aside;
use super::changes::Changes;
use super::turn::{Taken, Turn};
use super::{Desk, Snapshot};
use crate::knowledge::{self, EditError, Problems};
use crate::search::{Generations, Manifest};

/// For how long questions in flight are waited for that began with what has been replaced. They take milliseconds.
const LET_GO: Duration = Duration::from_secs(2);

/// How far a reindex is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The data is read and checked.
    Checking,
    /// The new index is built beside the one in use.
    Building,
    /// The golden questions are asked, of the old and of the new.
    Asking,
    /// The new index is made the one in use.
    Publishing,
}

/// How good the answer to a golden question was, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// It said something wrong.
    Wrong,
    /// It did not answer.
    Abstained,
    /// It was right.
    Right,
}

/// A golden question with what its answer was worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The question's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// What its answer was worth.
    pub grade: Grade,
    /// Why it was not right.
    pub why: String,
    /// The answer.
    pub answer: String,
}

/// Asks the golden questions of a data directory through a desk and grades the answers. The error is for the people who
/// keep the questions.
pub type Golden = dyn Fn(&Desk, &Path, Date) -> Result<Vec<Graded>, String> + Send + Sync;

/// A golden question that is answered better or worse than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The question.
    pub question: String,
    /// What the answer was worth.
    pub before: Grade,
    /// What it is worth now.
    pub after: Grade,
    /// Why it is not right now.
    pub why: String,
}

/// What other data would do to the golden questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Golden questions that would get worse.
    pub worse: Vec<Moved>,
    /// Golden questions that would get better.
    pub better: Vec<Moved>,
    /// Golden questions that would be answered otherwise, neither better nor worse: the question, the answer now, the
    /// answer then.
    pub otherwise: Vec<(String, String, String)>,
    /// How many golden questions there are.
    pub golden: usize,
    /// How many of them would be right.
    pub right: usize,
}

/// What is to be done.
pub struct Order<'a> {
    /// Who wants it, as the next one is told.
    pub who: &'a str,
    /// The day the golden questions are asked by, where they do not say.
    pub today: Date,
    /// The golden questions; `None` to ask none.
    pub golden: Option<&'a Golden>,
    /// The hash of the data that is to be published although something got worse.
    pub although_worse: Option<&'a str>,
    /// Told of each step as it begins.
    pub progress: &'a (dyn Fn(Step) + Send + Sync),
}

impl std::fmt::Debug for Order<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Order").field("who", &self.who).finish_non_exhaustive()
    }
}

/// What a reindex came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Whether the new data is in use.
    pub published: bool,
    /// The generation that was in use.
    pub before: String,
    /// The generation that is in use now.
    pub generation: String,
    /// The hash of the data that was read.
    pub hash: String,
    /// The records that differ.
    pub changes: Changes,
    /// Golden questions that got worse.
    pub worse: Vec<Moved>,
    /// Golden questions that got better.
    pub better: Vec<Moved>,
    /// How many golden questions there are.
    pub golden: usize,
    /// How many of them are right with the new data.
    pub right: usize,
    /// Why the golden questions could not be asked.
    pub golden_broken: Option<String>,
    /// What is odd about the data without keeping it from being used.
    pub warnings: Problems,
}

impl Report {
    fn count(&mut self, asked: &[Graded]) {
        self.golden = asked.len();
        self.right = count_right(asked);
    }
}

fn count_right(asked: &[Graded]) -> usize {
    asked.iter().filter(|graded| graded.grade == Grade::Right).count()
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// Somebody else is at it: the name they gave.
    #[error("{0} is rebuilding the index already")]
    Busy(String),
    /// The data has problems.
    #[error("{0}")]
    Broken(Problems),
    /// The machine failed, for operators.
    #[error("{0:#}")]
    Failed(anyhow::Error),
}

impl From<Taken> for NotDone {
    fn from(taken: Taken) -> Self {
        match taken {
            Taken::By(who) => Self::Busy(who),
            Taken::Lock(error) => Self::Failed(error.into()),
        }
    }
}

/// Files that are about to be changed, with what they hold before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited(Vec<(PathBuf, Option<Vec<u8>>)>);

impl Edited {
    /// Nothing will be changed.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// The same with a file that was not there before, unless it is remembered already.
    #[must_use]
    pub fn and_made(mut self, file: PathBuf) -> Self {
        if !self.0.iter().any(|(known, _)| *known == file) {
            self.0.push((file, None));
        }
        self
    }

    /// Remembers files before one of them is changed; they may not exist yet.
    ///
    /// # Errors
    /// Where one exists and cannot be read.
    pub fn remember(files: impl IntoIterator<Item = PathBuf>) -> std::io::Result<Self> {
        let mut remembered = Vec::new();
        for file in files {
            let before = match fs::read(&file) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            remembered.push((file, before));
        }
        Ok(Self(remembered))
    }

    /// Puts the files back as they were. What was not changed is not touched.
    fn undo(&self) -> std::io::Result<()> {
        for (file, before) in &self.0 {
            match before {
                None => match fs::remove_file(file) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                },
                Some(bytes) if fs::read(file).is_ok_and(|now| now == *bytes) => {}
                Some(bytes) => put_back(file, bytes)?,
            }
        }
        Ok(())
    }
}

/// Writes beside and renames, so that whoever reads sees one state or the other.
fn put_back(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let directory = file.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".undo-").tempfile_in(directory)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    if let Ok(now) = fs::metadata(file) {
        beside.as_file().set_permissions(now.permissions())?;
    }
    beside.persist(file)?;
    Ok(())
}

fn graded(golden: Option<&Golden>, desk: &Desk, data: &Path, today: Date) -> Result<Vec<Graded>, String> {
    golden.map_or_else(|| Ok(Vec::new()), |golden| golden(desk, data, today))
}

/// Sorts golden questions into those that got worse and those that got better. A question that is new is neither.
fn moved(before: &[Graded], after: &[Graded]) -> (Vec<Moved>, Vec<Moved>) {
    let before: BTreeMap<&str, Grade> = before.iter().map(|graded| (graded.id.as_str(), graded.grade)).collect();
    let moved = |graded: &Graded| {
        let then = *before.get(graded.id.as_str())?;
        (then != graded.grade).then(|| Moved {
            question: graded.question.clone(),
            before: then,
            after: graded.grade,
            why: graded.why.clone(),
        })
    };
    after
        .iter()
        .filter_map(moved)
        .partition(|moved| moved.after < moved.before)
}

/// A generation that can be gone back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// When it was built (RFC 3339).
    pub built_at: String,
    /// How many documents it holds.
    pub documents: usize,
    /// How many records it holds.
    pub records: usize,
}

impl Kept {
    fn of(manifest: &Manifest) -> Self {
        let count = |what: &str| manifest.counts.get(what).copied().unwrap_or(0);
        let records = manifest
            .counts
            .iter()
            .filter(|(what, _)| !matches!(what.as_str(), "documents" | "passages" | "words" | "sources"))
            .map(|(_, count)| count)
            .sum();
        Self {
            name: manifest.name.clone(),
            built_at: manifest.built.clone(),
            documents: count("documents"),
            records,
        }
    }

    /// When it was built, where its manifest says so readably.
    pub fn built(&self) -> Option<Timestamp> {
        self.built_at.parse().ok()
    }
}

impl Desk {
    /// Opens the current generation whatever `data/` holds by now, so that a reindex can be compared with what is in
    /// use; builds one where there is none.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_as_is(places: &super::Places) -> anyhow::Result<Self> {
        match Generations::new(&places.index).current() {
            Ok(Some(generation)) => Ok(Self::with(places, Snapshot::of(generation))),
            Ok(None) | Err(_) => Self::open(places),
        }
    }

    fn index(&self) -> Generations {
        Generations::new(&self.places().index)
    }

    /// The generations there are, the newest first.
    pub fn generations(&self) -> Vec<Kept> {
        self.index().list().iter().map(Kept::of).collect()
    }

    /// When the generation in use was built.
    pub fn built(&self) -> Option<Timestamp> {
        let current = self.snapshot().generation.clone();
        self.generations().iter().find(|kept| kept.name == current)?.built()
    }

    /// Whether an earlier generation was gone back to and is in use.
    pub fn gone_back(&self) -> bool {
        self.index().gone_back()
    }

    /// Takes up the generation that another process has made current. True where there was one.
    ///
    /// # Errors
    /// Where it cannot be opened; the one in use stays.
    pub fn follow(&self) -> anyhow::Result<bool> {
        let current = self.index().current_name();
        if current.is_none() || current.as_ref() == Some(&self.snapshot().generation) {
            return Ok(false);
        }
        let Some(generation) = self.index().current()? else {
            return Ok(false);
        };
        if generation.name() == self.snapshot().generation {
            return Ok(false);
        }
        self.replace(Arc::new(aside(|| Snapshot::made_ready(generation))));
        Ok(true)
    }

    /// Goes back to an earlier generation. It stays in use, over restarts too, until the data is edited and taken up.
    ///
    /// # Errors
    /// Where somebody is rebuilding the index, or there is no such generation; the one in use stays.
    pub fn rollback(&self, to: &str, who: &str) -> Result<(), NotDone> {
        let _turn = Turn::take(&self.places().state, who)?;
        let generation = self.index().rollback(to).map_err(NotDone::Failed)?;
        self.replace(Arc::new(aside(|| Snapshot::made_ready(generation))));
        Ok(())
    }

    /// Takes up the data files as they are.
    ///
    /// # Errors
    /// Why nothing was done; everything is as it was then.
    pub fn reindex(&self, order: &Order<'_>) -> Result<Report, NotDone> {
        self.change(order, |_| Ok(Edited::nothing()))
    }

    /// Asks the golden questions of what is in use and of another data directory, such as a copy with a document more.
    /// Nothing is changed.
    ///
    /// # Errors
    /// Where the other directory has problems, or the golden questions cannot be asked.
    pub fn try_out(&self, data: &Path, golden: &Golden, today: Date) -> Result<Trial, NotDone> {
        aside(|| self.try_out_here(data, golden, today))
    }

    fn try_out_here(&self, data: &Path, golden: &Golden, today: Date) -> Result<Trial, NotDone> {
        let (knowledge, problems) = knowledge::inspect(data);
        if problems.has_errors() {
            return Err(NotDone::Broken(problems));
        }
        let failed = |why: String| NotDone::Failed(anyhow::anyhow!(why));
        let before = golden(self, data, today).map_err(failed)?;
        if before.is_empty() {
            return Ok(Trial::default());
        }
        let scratch = tempfile::tempdir().map_err(|error| NotDone::Failed(error.into()))?;
        let index = Generations::new(scratch.path());
        let generation = index.build(&knowledge, &|_| {}).map_err(NotDone::Failed)?;
        drop(knowledge);
        let other = Self::with(self.places(), Snapshot::of(generation));
        let after = golden(&other, data, today).map_err(failed)?;
        let (worse, better) = moved(&before, &after);
        let said: BTreeMap<&str, &Graded> = before.iter().map(|graded| (graded.id.as_str(), graded)).collect();
        let otherwise = after
            .iter()
            .filter_map(|now| Some((*said.get(now.id.as_str())?, now)))
            .filter(|(then, now)| then.grade == now.grade && then.answer != now.answer)
            .map(|(then, now)| (now.question.clone(), then.answer.clone(), now.answer.clone()))
            .collect();
        Ok(Trial {
            worse,
            better,
            otherwise,
            golden: after.len(),
            right: count_right(&after),
        })
    }

    /// Makes a change in the data directory and takes it up, as one thing: where it is not published, for whatever
    /// reason, the files are put back as they were.
    ///
    /// # Errors
    /// Why nothing was done; everything is as it was then.
    pub fn change(
        &self,
        order: &Order<'_>,
        edit: impl FnOnce(&Path) -> anyhow::Result<Edited>,
    ) -> Result<Report, NotDone> {
        let _turn = Turn::take(&self.places().state, order.who)?;
        (order.progress)(Step::Checking);
        let data = &self.places().data;
        let hash = knowledge::content_hash(data).map_err(|error| {
            NotDone::Failed(anyhow::Error::new(error).context(format!("reading {}", data.display())))
        })?;
        let edited = edit(data).map_err(|error| match error.downcast::<EditError>() {
            Ok(EditError::Problems(problems)) => NotDone::Broken(problems),
            Ok(other) => NotDone::Failed(other.into()),
            Err(other) => NotDone::Failed(other),
        })?;
        let done = aside(|| self.take_up(order, hash));
        if !done.as_ref().is_ok_and(|report| report.published)
            && let Err(error) = edited.undo()
        {
            tracing::error!(%error, "a change that was not taken up could not be taken out of the data again");
        }
        done
    }

    /// Answers from `snapshot` from now on, and waits until nobody answers from the one before, so that it is taken apart
    /// here and not on the thread of a question.
    fn replace(&self, snapshot: Arc<Snapshot>) {
        let before = self.snapshot();
        self.swap_shared(snapshot);
        let given_up = Instant::now() + LET_GO;
        while Arc::strong_count(&before) > 1 && Instant::now() < given_up {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Checks, builds, asks, publishes. `hash` is that of the data before the edit.
    fn take_up(&self, order: &Order<'_>, hash: String) -> Result<Report, NotDone> {
        let data = &self.places().data;
        let (knowledge, problems) = knowledge::inspect(data);
        if problems.has_errors() {
            return Err(NotDone::Broken(problems));
        }
        let before = self.snapshot();
        let mut report = Report {
            before: before.generation.clone(),
            generation: before.generation.clone(),
            hash,
            changes: Changes::between(&before.knowledge, &knowledge),
            warnings: problems,
            ..Report::default()
        };
        let index = self.index();
        if knowledge.hash == before.knowledge.hash && !index.gone_back() {
            // What is in use was built from the same files.
            (order.progress)(Step::Asking);
            match graded(order.golden, self, data, order.today) {
                Ok(asked) => report.count(&asked),
                Err(why) => report.golden_broken = Some(why),
            }
            report.published = true;
            return Ok(report);
        }
        (order.progress)(Step::Building);
        let prepared = index.prepare(&knowledge, &|_| {}).map_err(NotDone::Failed)?;
        drop(knowledge);
        (order.progress)(Step::Asking);
        let candidate = Self::with(self.places(), Snapshot::of(prepared));
        let asked = graded(order.golden, self, data, order.today)
            .and_then(|before| Ok((before, graded(order.golden, &candidate, data, order.today)?)));
        match asked {
            Ok((before, after)) => {
                (report.worse, report.better) = moved(&before, &after);
                report.count(&after);
            }
            Err(why) => report.golden_broken = Some(why),
        }
        let agreed = order.although_worse == Some(report.hash.as_str());
        let worse = !report.worse.is_empty() || report.golden_broken.is_some();
        let name = candidate.snapshot().generation.clone();
        if worse && !agreed {
            drop(candidate);
            if let Err(error) = index.discard(&name) {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "an index that is not wanted could not be removed"
                );
            }
            return Ok(report);
        }
        (order.progress)(Step::Publishing);
        index.publish(&name).map_err(NotDone::Failed)?;
        drop(before);
        self.replace(candidate.snapshot());
        report.generation = name;
        report.published = true;
        Ok(report)
    }
}
