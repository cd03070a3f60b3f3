//! How fast one person may ask: a bucket of questions each, refilled slowly.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::config::Pace;

/// Whether a question may be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// It may.
    Yes,
    /// Not before so many seconds; `first` where this person has not been told so yet.
    Wait {
        /// Whole seconds, at least one.
        seconds: u64,
        /// Whether this is the first question refused in a row.
        first: bool,
    },
}

/// The buckets of everybody who asked lately.
#[derive(Debug)]
pub(super) struct Paces {
    pace: Pace,
    people: Mutex<HashMap<u64, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    left: f64,
    filled: Instant,
    refused: bool,
}

/// How many buckets are kept before the full ones are thrown away.
const MOST: usize = 10_000;

impl Paces {
    /// Full buckets for everybody.
    pub(super) fn new(pace: Pace) -> Self {
        Self {
            pace,
            people: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one question out of the person's bucket.
    pub(super) fn take(&self, person: u64) -> Allowed {
        self.take_at(person, Instant::now())
    }

    fn take_at(&self, person: u64, now: Instant) -> Allowed {
        let burst = f64::from(self.pace.burst.max(1));
        let a_second = f64::from(self.pace.per_minute.max(1)) / 60.0;
        let fill = |bucket: &Bucket| {
            let passed = now.saturating_duration_since(bucket.filled);
            (bucket.left + passed.as_secs_f64() * a_second).min(burst)
        };
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if people.len() > MOST {
            people.retain(|_, bucket| fill(bucket) < burst);
        }
        let bucket = people.entry(person).or_insert(Bucket {
            left: burst,
            filled: now,
            refused: false,
        });
        bucket.left = fill(bucket);
        bucket.filled = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            bucket.refused = false;
            return Allowed::Yes;
        }
        let first = !bucket.refused;
        bucket.refused = true;
        let wait = Duration::from_secs_f64((1.0 - bucket.left) / a_second);
        Allowed::Wait {
            seconds: wait.as_secs() + 1,
            first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_answered_and_then_one_at_a_time() {
        let paces = Paces::new(Pace {
            burst: 3,
            per_minute: 60,
        });
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(paces.take_at(1, start), Allowed::Yes);
        }
        assert!(matches!(paces.take_at(1, start), Allowed::Wait { first: true, .. }));
        assert!(matches!(paces.take_at(1, start), Allowed::Wait { first: false, .. }));
        assert_eq!(paces.take_at(2, start), Allowed::Yes, "another person waits for nobody");
        assert_eq!(paces.take_at(1, start + Duration::from_millis(1100)), Allowed::Yes);
        assert!(matches!(
            paces.take_at(1, start + Duration::from_millis(1200)),
            Allowed::Wait { first: true, .. }
        ));
    }
}
