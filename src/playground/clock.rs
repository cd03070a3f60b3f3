//! The playground's clock and the ids it makes: a clock the tests can stop and move.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The first millisecond of Discord's ids, in Unix time.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// An id as Discord writes it: a decimal string in JSON, with its time of making inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u64);

impl Id {
    /// When it was made, in milliseconds of Unix time.
    pub fn created_ms(self) -> i64 {
        i64::try_from(self.0 >> 22)
            .unwrap_or(i64::MAX)
            .saturating_add(DISCORD_EPOCH_MS)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(number) => Ok(Self(number)),
            Written::Text(text) => text.parse().map_err(D::Error::custom),
        }
    }
}

/// Whether time passes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockKind {
    /// Time passes as it does outside.
    Running,
    /// Time stands still at this many milliseconds of Unix time until it is moved.
    Stopped(i64),
}

/// The playground's clock. Deadlines of interactions are kept by it.
#[derive(Debug)]
pub struct Clock {
    kind: ClockKind,
    moved: Mutex<Duration>,
    last_id: Mutex<u64>,
}

impl Clock {
    /// A clock of this kind.
    pub fn new(kind: ClockKind) -> Self {
        Self {
            kind,
            moved: Mutex::new(Duration::ZERO),
            last_id: Mutex::new(0),
        }
    }

    /// Now, in milliseconds of Unix time.
    pub fn now_ms(&self) -> i64 {
        let base = match self.kind {
            ClockKind::Stopped(at) => at,
            ClockKind::Running => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
        };
        let moved = *lock(&self.moved);
        base.saturating_add(i64::try_from(moved.as_millis()).unwrap_or(i64::MAX))
    }

    /// Whether time passes by itself.
    pub fn runs(&self) -> bool {
        self.kind == ClockKind::Running
    }

    pub(super) fn advance(&self, by: Duration) {
        *lock(&self.moved) += by;
    }

    /// A new id: of now, and greater than every id before it.
    pub fn next_id(&self) -> Id {
        let since = u64::try_from(self.now_ms().saturating_sub(DISCORD_EPOCH_MS)).unwrap_or(0);
        let mut last = lock(&self.last_id);
        *last = (since << 22).max(*last + 1);
        Id(*last)
    }
}

/// Milliseconds of Unix time as Discord writes a time: `2022-01-25T09:00:00.000000+00:00`.
pub fn iso(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00")
        .to_string()
}

/// Locks, whatever happened to the one who held it before.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_while_the_clock_stands_still() {
        let clock = Clock::new(ClockKind::Stopped(1_750_000_000_000));
        let first = clock.next_id();
        let second = clock.next_id();
        assert!(second > first);
        assert_eq!(first.created_ms(), 1_750_000_000_000);
        clock.advance(Duration::from_secs(3));
        assert_eq!(clock.next_id().created_ms(), 1_750_000_003_000);
    }

    #[test]
    fn times_are_written_as_discord_writes_them() {
        assert_eq!(iso(1_643_101_200_123), "2022-01-25T09:00:00.123000+00:00");
    }
}
