//! Gateway sessions: what each was sent, so that it can be sent again after a RESUME.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::playground::clock::Id;
use crate::playground::faults::GatewayFault;

/// The intents the playground knows.
pub mod intents {
    /// Servers, channels, roles, threads.
    pub const GUILDS: u32 = 1 << 0;
    /// Members (privileged).
    pub const GUILD_MEMBERS: u32 = 1 << 1;
    /// Presences (privileged).
    pub const GUILD_PRESENCES: u32 = 1 << 8;
    /// Messages in servers.
    pub const GUILD_MESSAGES: u32 = 1 << 9;
    /// Reactions in servers.
    pub const GUILD_MESSAGE_REACTIONS: u32 = 1 << 10;
    /// Typing in servers.
    pub const GUILD_MESSAGE_TYPING: u32 = 1 << 11;
    /// Direct messages.
    pub const DIRECT_MESSAGES: u32 = 1 << 12;
    /// Reactions in direct messages.
    pub const DIRECT_MESSAGE_REACTIONS: u32 = 1 << 13;
    /// Typing in direct messages.
    pub const DIRECT_MESSAGE_TYPING: u32 = 1 << 14;
    /// What messages say (privileged).
    pub const MESSAGE_CONTENT: u32 = 1 << 15;
    /// Every bit that has a meaning today.
    pub const KNOWN: u32 = ((1 << 22) - 1) | (0b11 << 24);
    /// Those that need a tick in the developer portal.
    pub const PRIVILEGED: u32 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
}

/// How many events a session keeps for a RESUME.
const KEPT_EVENTS: usize = 8_192;

/// What a connection is told besides events.
pub(in crate::playground) type Control = GatewayFault;

/// One session.
#[derive(Debug)]
pub(in crate::playground) struct Session {
    pub(in crate::playground) id: String,
    pub(in crate::playground) shard: (u32, u32),
    pub(in crate::playground) intents: u32,
    /// (sequence, frame)
    log: VecDeque<(u64, Arc<str>)>,
    last: u64,
    /// The sequence the connection was sent last.
    cursor: u64,
    /// The connection that carries it now.
    pub(in crate::playground) connection: Option<u64>,
    pub(in crate::playground) resumable: bool,
    pub(in crate::playground) controls: VecDeque<Control>,
    pub(in crate::playground) wake: Arc<Notify>,
}

impl Session {
    pub(in crate::playground) fn push(&mut self, name: &str, data: &Value) {
        self.last += 1;
        let frame = json!({"op": 0, "t": name, "s": self.last, "d": data}).to_string();
        self.log.push_back((self.last, frame.into()));
        while self.log.len() > KEPT_EVENTS {
            self.log.pop_front();
        }
        self.wake.notify_one();
    }

    /// The frames the connection has not been sent yet; `None` where some of them are kept no more.
    pub(in crate::playground) fn take(&mut self) -> Option<Vec<Arc<str>>> {
        let oldest = self.log.front().map_or(self.last + 1, |(seq, _)| *seq);
        if self.cursor + 1 < oldest && self.cursor < self.last {
            return None;
        }
        let frames = self
            .log
            .iter()
            .filter(|(seq, _)| *seq > self.cursor)
            .map(|(_, frame)| frame.clone())
            .collect();
        self.cursor = self.last;
        Some(frames)
    }

    /// Every frame kept.
    pub(in crate::playground) fn frames(&self) -> impl Iterator<Item = Arc<str>> {
        self.log.iter().map(|(_, frame)| frame.clone())
    }

    /// Goes back to `seq`; `false` where that was never sent or is kept no more.
    pub(in crate::playground) fn rewind(&mut self, seq: u64) -> bool {
        let oldest = self.log.front().map_or(self.last + 1, |(first, _)| *first);
        if seq > self.last || seq + 1 < oldest {
            return false;
        }
        self.cursor = seq;
        true
    }
}

/// All sessions of the bot.
#[derive(Debug, Default)]
pub(in crate::playground) struct Gate {
    pub(in crate::playground) sessions: Vec<Session>,
    next_connection: u64,
    next_session: u64,
    /// IDENTIFYs so far.
    pub(in crate::playground) identifies: u64,
    /// RESUMEs so far that were taken up.
    pub(in crate::playground) resumes: u64,
    /// Close codes sent, newest last, as many as a test looks at.
    pub(in crate::playground) closes: VecDeque<u16>,
    /// Interactions sent while nobody listened are lost; this counts them.
    pub(in crate::playground) lost: u64,
}

impl Gate {
    pub(in crate::playground) fn new_connection(&mut self) -> u64 {
        self.next_connection += 1;
        self.next_connection
    }

    pub(in crate::playground) fn open(&mut self, shard: (u32, u32), intents: u32, connection: u64) -> &mut Session {
        self.identifies += 1;
        self.next_session += 1;
        // A session nobody carries any more is forgotten when its shard begins anew.
        self.sessions
            .retain(|session| session.connection.is_some() || session.shard != shard);
        self.sessions.push(Session {
            id: format!("{:032x}", 0x9e37_79b9_7f4a_7c15_u128 * u128::from(self.next_session)),
            shard,
            intents,
            log: VecDeque::new(),
            last: 0,
            cursor: 0,
            connection: Some(connection),
            resumable: true,
            controls: VecDeque::new(),
            wake: Arc::new(Notify::new()),
        });
        let last = self.sessions.len() - 1;
        &mut self.sessions[last]
    }

    pub(in crate::playground) fn of(&mut self, connection: u64) -> Option<&mut Session> {
        self.sessions
            .iter_mut()
            .find(|session| session.connection == Some(connection))
    }

    /// Whether any connection carries a session.
    pub(in crate::playground) fn online(&self) -> bool {
        self.sessions.iter().any(|session| session.connection.is_some())
    }

    pub(in crate::playground) fn closed(&mut self, code: u16) {
        self.closes.push_back(code);
        while self.closes.len() > 64 {
            self.closes.pop_front();
        }
    }

    /// Sends an event to every session of the right shard whose intents `wanted` takes.
    pub(in crate::playground) fn dispatch<'a>(
        &mut self,
        guild: Option<Id>,
        name: &str,
        wanted: impl Fn(u32) -> bool,
        data: impl Fn(u32) -> &'a Value,
    ) {
        let mut heard = false;
        for session in &mut self.sessions {
            let (shard, of) = session.shard;
            let right = match guild {
                Some(guild) => u64::from(shard) == (guild.0 >> 22) % u64::from(of.max(1)),
                None => shard == 0,
            };
            if right && wanted(session.intents) {
                heard = true;
                session.push(name, data(session.intents));
            }
        }
        if !heard && name == "INTERACTION_CREATE" {
            self.lost += 1;
        }
    }
}
