//! `Desk`: the one handle that the command line, the bot and the tests ask through.

mod aside;
pub mod changes;
pub mod reindex;
mod shape;
pub mod turn;
pub mod watch;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answer::{Answer, Ask, Conversation, Engine, Suggestion};
use crate::knowledge::{Knowledge, Lang};
use crate::search::{Generation, Generations};

/// Where a desk's directories are.
#[derive(Clone, Debug)]
pub struct Places {
    /// The data directory.
    pub data: PathBuf,
    /// The directory of index generations.
    pub index: PathBuf,
    /// The directory of what happened.
    pub state: PathBuf,
}

/// One knowledge with the index built from it. A question keeps the one it began with.
#[derive(Debug)]
pub struct Snapshot {
    /// The knowledge.
    pub knowledge: Arc<Knowledge>,
    /// The name of the index generation.
    pub generation: String,
    /// What answers from it.
    pub engine: Engine,
}

impl Snapshot {
    /// A snapshot of an opened generation.
    pub fn of(generation: Generation) -> Self {
        let generation = Arc::new(generation);
        Self {
            knowledge: Arc::clone(generation.knowledge()),
            generation: generation.name().to_owned(),
            engine: Engine::new(generation),
        }
    }

    /// The same, with all that is otherwise made at the first question that needs it: for what serves for long.
    pub fn made_ready(generation: Generation) -> Self {
        let snapshot = Self::of(generation);
        snapshot.engine.make_ready();
        snapshot
    }
}

/// How long a conversation is remembered after its last question.
const CONVERSATION: Duration = Duration::from_secs(15 * 60);

/// How many conversations are remembered at once; past that the oldest are forgotten first.
const CONVERSATIONS: usize = 10_000;

/// The handle. Cheap to clone; all clones answer from the same snapshot.
#[derive(Clone, Debug)]
pub struct Desk {
    places: Arc<Places>,
    snapshot: Arc<RwLock<Arc<Snapshot>>>,
    conversations: Arc<Mutex<HashMap<String, (Instant, Conversation)>>>,
}

impl Desk {
    /// Opens the current generation, or builds one where there is none that fits `data/`.
    ///
    /// # Errors
    /// Where neither `data/` nor an older generation can be read; the message names files and fields.
    pub fn open(places: &Places) -> anyhow::Result<Self> {
        // The words of the two languages are read while the index is.
        std::thread::spawn(crate::answer::read_words);
        let generation = Generations::new(&places.index).open_or_build(&places.data, &|_| {})?;
        Ok(Self::with(places, Snapshot::of(generation)))
    }

    /// A desk that answers from `snapshot`.
    pub fn with(places: &Places, snapshot: Snapshot) -> Self {
        Self {
            places: Arc::new(places.clone()),
            snapshot: Arc::new(RwLock::new(Arc::new(snapshot))),
            conversations: Arc::default(),
        }
    }

    /// Where its directories are.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Answers. Synchronous, well under a millisecond on a small knowledge; never fails, never panics on input.
    pub fn ask(&self, ask: &Ask) -> Answer {
        let snapshot = self.snapshot();
        let Some(session) = &ask.session else {
            return snapshot.engine.answer(ask, &mut Conversation::default());
        };
        let now = Instant::now();
        let mut conversation = {
            let all = self.conversations.lock().unwrap_or_else(PoisonError::into_inner);
            let known = all
                .get(session)
                .filter(|(last, _)| now.duration_since(*last) < CONVERSATION);
            known.map(|(_, conversation)| conversation.clone()).unwrap_or_default()
        };
        let answer = snapshot.engine.answer(ask, &mut conversation);
        let mut all = self.conversations.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= CONVERSATIONS && !all.contains_key(session) {
            all.retain(|_, (last, _)| now.duration_since(*last) < CONVERSATION);
            if all.len() >= CONVERSATIONS
                && let Some(oldest) = all
                    .iter()
                    .min_by_key(|(_, (last, _))| *last)
                    .map(|(key, _)| key.clone())
            {
                all.remove(&oldest);
            }
        }
        all.insert(session.clone(), (now, conversation));
        answer
    }

    /// Names and questions that begin with or come near `typed` (초성 and typing slips included), at most `limit`.
    pub fn suggest(&self, typed: &str, lang: Lang, limit: usize) -> Vec<Suggestion> {
        self.snapshot().engine.suggest(typed, lang, limit, false)
    }

    /// Names of companies that begin with or come near `typed`, at most `limit`.
    pub fn suggest_companies(&self, typed: &str, lang: Lang, limit: usize) -> Vec<Suggestion> {
        self.snapshot().engine.suggest(typed, lang, limit, true)
    }

    /// The snapshot questions are answered from now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers from `snapshot` from now on. Questions in flight keep the one they began with.
    pub fn swap(&self, snapshot: Snapshot) {
        self.swap_shared(Arc::new(snapshot));
    }

    fn swap_shared(&self, snapshot: Arc<Snapshot>) {
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }
}
