//! Rate limits as Discord counts them: buckets by route and channel, and one limit over everything.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// So many requests in so long a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub requests: u32,
    /// In how long.
    pub per: Duration,
}

/// The limits of a world. They count by the machine's clock, since a bot waits by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// For each route, by channel, server or webhook.
    pub route: Limit,
    /// For everything but interaction endpoints.
    pub global: Limit,
}

impl Default for RateLimits {
    /// So wide that a person trying the bot, or a test that means something else, never meets them.
    fn default() -> Self {
        let wide = Limit {
            requests: 100_000,
            per: Duration::from_secs(1),
        };
        Self {
            route: wide,
            global: wide,
        }
    }
}

impl RateLimits {
    /// About what Discord allows: 5 a route and channel in 5 s, 50 a second over all.
    pub fn discord() -> Self {
        Self {
            route: Limit {
                requests: 5,
                per: Duration::from_secs(5),
            },
            global: Limit {
                requests: 50,
                per: Duration::from_secs(1),
            },
        }
    }
}

/// What a bucket says after a request.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) limit: u32,
    pub(super) remaining: u32,
    pub(super) reset_after: Duration,
    pub(super) bucket: String,
    /// Set where the request is one too many: whether it was the global limit.
    pub(super) exceeded: Option<bool>,
}

#[derive(Debug)]
struct Window {
    since: Instant,
    used: u32,
}

/// The buckets in use.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    windows: HashMap<String, Window>,
}

impl Buckets {
    /// Counts a request to the bucket `key` at `now`. `exempt` requests count towards no global limit.
    pub(super) fn count(&mut self, limits: &RateLimits, key: &str, exempt: bool, now: Instant) -> Counted {
        if self.windows.len() > 10_000 {
            let longest = limits.route.per.max(limits.global.per);
            self.windows
                .retain(|_, window| now.duration_since(window.since) < longest);
        }
        if !exempt {
            let global = self.step("", limits.global, now);
            if let Err(wait) = global {
                return Counted {
                    limit: limits.global.requests,
                    remaining: 0,
                    reset_after: wait,
                    bucket: "global".into(),
                    exceeded: Some(true),
                };
            }
        }
        let bucket = blake3::hash(key.as_bytes()).to_hex().chars().take(32).collect();
        match self.step(key, limits.route, now) {
            Ok((remaining, reset_after)) => Counted {
                limit: limits.route.requests,
                remaining,
                reset_after,
                bucket,
                exceeded: None,
            },
            Err(wait) => Counted {
                limit: limits.route.requests,
                remaining: 0,
                reset_after: wait,
                bucket,
                exceeded: Some(false),
            },
        }
    }

    fn step(&mut self, key: &str, limit: Limit, now: Instant) -> Result<(u32, Duration), Duration> {
        let window = self
            .windows
            .entry(key.to_owned())
            .or_insert(Window { since: now, used: 0 });
        if now.duration_since(window.since) >= limit.per {
            *window = Window { since: now, used: 0 };
        }
        let left = limit.per.saturating_sub(now.duration_since(window.since));
        if window.used >= limit.requests {
            return Err(left);
        }
        window.used += 1;
        Ok((limit.requests - window.used, left))
    }
}
