//! Which conversations staff are in already, so that the bot does not talk into them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// For how long a member that staff wrote to in an open channel is left to them.
const TALKING: Duration = Duration::from_secs(15 * 60);
/// How many conversations are remembered.
const MOST: usize = 10_000;

/// Where staff have replied of late.
#[derive(Debug, Default)]
pub(super) struct Staffed {
    threads: Mutex<HashMap<u64, bool>>,
    people: Mutex<HashMap<(u64, u64), Instant>>,
}

impl Staffed {
    /// Staff wrote in a thread.
    pub(super) fn wrote_in_thread(&self, thread: u64) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if threads.len() > MOST {
            threads.clear();
        }
        threads.insert(thread, true);
    }

    /// Whether staff have written in a thread; `None` where that has to be looked up.
    pub(super) fn in_thread(&self, thread: u64) -> Option<bool> {
        self.threads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&thread)
            .copied()
    }

    /// Nobody of the staff has written in this thread so far.
    pub(super) fn nobody_in_thread(&self, thread: u64) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.entry(thread).or_insert(false);
    }

    /// Staff replied to somebody in an open channel.
    pub(super) fn replied_to(&self, channel: u64, person: u64) {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if people.len() > MOST {
            people.retain(|_, at| at.elapsed() < TALKING);
        }
        people.insert((channel, person), Instant::now());
    }

    /// Whether staff are talking with this person in this channel.
    pub(super) fn talk_with(&self, channel: u64, person: u64) -> bool {
        let people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        people.get(&(channel, person)).is_some_and(|at| at.elapsed() < TALKING)
    }
}
