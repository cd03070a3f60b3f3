//! Conversations: the questions of one person in one channel complete each other, until fifteen minutes pass in silence.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// After how long a conversation has ended.
const ENDS_AFTER: Duration = Duration::from_secs(15 * 60);
/// How many conversations are held before those that have ended are thrown away.
const MOST: usize = 10_000;

/// The conversations going on.
#[derive(Debug, Default)]
pub(super) struct Talks {
    going_on: Mutex<HashMap<(u64, u64), Talk>>,
}

#[derive(Debug)]
struct Talk {
    number: u64,
    last: Instant,
}

/// The session a question belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Session {
    /// Its name towards the desk.
    pub(super) name: String,
    /// Whether the question is its first.
    pub(super) new: bool,
}

impl Talks {
    /// The session of this person's next question in this channel.
    pub(super) fn session(&self, person: u64, channel: u64) -> Session {
        self.session_at(person, channel, Instant::now())
    }

    fn session_at(&self, person: u64, channel: u64, now: Instant) -> Session {
        let mut going_on = self.going_on.lock().unwrap_or_else(PoisonError::into_inner);
        if going_on.len() > MOST {
            going_on.retain(|_, talk| now.saturating_duration_since(talk.last) < ENDS_AFTER);
        }
        let key = (person, channel);
        let goes_on = going_on
            .get(&key)
            .is_some_and(|talk| now.saturating_duration_since(talk.last) < ENDS_AFTER);
        let number = match going_on.get(&key) {
            Some(talk) if goes_on => talk.number,
            _ => rand::random(),
        };
        going_on.insert(key, Talk { number, last: now });
        Session {
            name: format!("{channel}-{person}-{number:x}"),
            new: !goes_on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_ends_after_fifteen_minutes_of_silence() {
        let talks = Talks::default();
        let start = Instant::now();
        let first = talks.session_at(1, 2, start);
        assert!(first.new);
        let second = talks.session_at(1, 2, start + Duration::from_secs(14 * 60));
        assert_eq!(second.name, first.name);
        let third = talks.session_at(1, 2, start + Duration::from_secs(28 * 60));
        assert_eq!(third.name, first.name, "each question keeps it alive");
        let fourth = talks.session_at(1, 2, start + Duration::from_secs(44 * 60));
        assert!(fourth.new && fourth.name != first.name);
    }

    #[test]
    fn nobody_continues_anothers_conversation() {
        let talks = Talks::default();
        let mine = talks.session(1, 2);
        assert_ne!(talks.session(3, 2).name, mine.name);
        assert_ne!(talks.session(1, 4).name, mine.name);
    }
}
