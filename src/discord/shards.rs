//! Which shards are connected, and the watchdog that ends a process whose shard will not come back.
//!
//! serenity goes on in silence after the close codes 4010 and 4011 and resumes without end after 4012, so that nothing
//! but the absence of life tells. A supervisor can start a process that has ended; it cannot see one that is deaf.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::gateway::ShardManager;

/// How often a shard may try to connect without success. Discord gives a bot a thousand IDENTIFY a day.
const MOST_TRIES: u32 = 25;

/// The shards of this process.
#[derive(Debug, Default)]
pub struct Shards(Mutex<BTreeMap<u32, Life>>);

#[derive(Debug)]
struct Life {
    connected: bool,
    /// Since when it is connected, or is not.
    since: Instant,
    /// When something was last heard of it.
    heard: Instant,
    tries: u32,
    latency: Option<Duration>,
}

impl Shards {
    /// Expects these shards to connect, each five seconds after the one before as Discord asks.
    pub fn expect(&self, shards: impl Iterator<Item = u32>) {
        let now = Instant::now();
        let mut lives = self.lock();
        lives.clear();
        for (at, shard) in shards.enumerate() {
            let since = now + Duration::from_secs(5) * u32::try_from(at).unwrap_or(0);
            let life = Life {
                connected: false,
                since,
                heard: since,
                tries: 0,
                latency: None,
            };
            lives.insert(shard, life);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u32, Life>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was heard of a shard.
    pub fn heard(&self, shard: u32) {
        if let Some(life) = self.lock().get_mut(&shard) {
            life.heard = Instant::now();
        }
    }

    /// A shard is ready, or has resumed.
    pub fn connected(&self, shard: u32) {
        if let Some(life) = self.lock().get_mut(&shard) {
            let now = Instant::now();
            life.heard = now;
            life.tries = 0;
            if !life.connected {
                life.connected = true;
                life.since = now;
            }
        }
    }

    /// A shard begins to connect once more.
    pub fn connecting(&self, shard: u32) {
        if let Some(life) = self.lock().get_mut(&shard) {
            life.tries += 1;
            if life.connected {
                life.connected = false;
                life.since = Instant::now();
            }
        }
    }

    /// Whether every shard is connected.
    pub fn all_connected(&self) -> bool {
        let lives = self.lock();
        !lives.is_empty() && lives.values().all(|life| life.connected)
    }

    /// Which shards are connected.
    pub fn states(&self) -> Vec<(u32, bool)> {
        self.lock()
            .iter()
            .map(|(shard, life)| (*shard, life.connected))
            .collect()
    }

    /// A shard that will not come back, with what is known of it.
    fn lost(&self, patience: Duration) -> Option<String> {
        let now = Instant::now();
        self.lock().iter().find_map(|(shard, life)| {
            let away = now.saturating_duration_since(life.since).as_secs();
            if !life.connected && life.tries > MOST_TRIES {
                Some(format!("shard {shard} tried to connect {} times in vain", life.tries))
            } else if !life.connected && now.saturating_duration_since(life.since) > patience {
                Some(format!("shard {shard} has not been connected for {away} seconds"))
            } else if life.connected && now.saturating_duration_since(life.heard) > patience {
                let silent = now.saturating_duration_since(life.heard).as_secs();
                Some(format!(
                    "nothing has been heard of shard {shard} for {silent} seconds, not even a heartbeat's answer"
                ))
            } else {
                None
            }
        })
    }

    /// A heartbeat's answer shows only in the latency that serenity works out anew from it.
    async fn listen(&self, manager: &ShardManager) {
        let latencies: Vec<_> = {
            let runners = manager.runners.lock().await;
            runners.iter().map(|(id, runner)| (id.0, runner.latency)).collect()
        };
        for (shard, latency) in latencies {
            if let Some(life) = self.lock().get_mut(&shard)
                && latency.is_some()
                && latency != life.latency
            {
                life.latency = latency;
                life.heard = Instant::now();
            }
        }
    }
}

/// Waits until a shard is lost, and gives what is known of it.
pub async fn watch(
    shards: Arc<impl AsRef<Shards>>,
    manager: Arc<ShardManager>,
    patience: Duration,
    words: GatewayWords,
) -> String {
    let pause = (patience / 20).clamp(Duration::from_millis(50), Duration::from_secs(1));
    loop {
        tokio::time::sleep(pause).await;
        let shards: &Shards = (*shards).as_ref();
        shards.listen(&manager).await;
        let said = words.last();
        if let Some(last) = words.fatal() {
            return format!("the gateway closed a shard for good: {last}");
        }
        if let Some(lost) = shards.lost(patience) {
            return match said {
                Some(said) => format!("{lost}; the last word of the gateway: {said}"),
                None => lost,
            };
        }
    }
}

/// What serenity last logged of the gateway: the only place where the reason of a close can be read.
#[derive(Clone, Debug, Default)]
pub struct GatewayWords(Arc<Mutex<Option<String>>>);

impl GatewayWords {
    fn last(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The word that a shard which was closed with it cannot come back from.
    fn fatal(&self) -> Option<String> {
        let fatal = ["Sent invalid shard data", "Shard has too many guilds"];
        self.last().filter(|last| fatal.iter().any(|word| last.contains(word)))
    }
}

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for GatewayWords {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        struct Message(String);
        impl tracing::field::Visit for Message {
            fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                if field.name() == "message" {
                    self.0 = format!("{value:?}");
                }
            }
        }
        if !event.metadata().target().starts_with("serenity::gateway")
            || *event.metadata().level() > tracing::Level::WARN
        {
            return;
        }
        let mut message = Message(String::new());
        event.record(&mut message);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(message.0.chars().take(200).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_that_never_connects_is_lost() {
        let shards = Shards::default();
        shards.expect([0].into_iter());
        assert_eq!(shards.lost(Duration::from_secs(60)), None);
        std::thread::sleep(Duration::from_millis(5));
        assert!(
            shards
                .lost(Duration::from_millis(1))
                .is_some_and(|lost| lost.contains("shard 0"))
        );
    }

    #[test]
    fn a_shard_that_tries_without_end_is_lost_before_patience_is() {
        let shards = Shards::default();
        shards.expect([3].into_iter());
        for _ in 0..=MOST_TRIES {
            shards.connecting(3);
        }
        assert!(
            shards
                .lost(Duration::from_secs(3600))
                .is_some_and(|lost| lost.contains("in vain"))
        );
        shards.connected(3);
        assert_eq!(shards.lost(Duration::from_secs(3600)), None);
    }
}
