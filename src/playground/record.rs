//! A record of what the bot asked of REST, for assertions and for checking against Discord's own description.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

/// One request and how it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// Which it was, counted from 1.
    pub number: u64,
    /// The method.
    pub method: String,
    /// The path below `/api/v10`.
    pub path: String,
    /// The query, as it came.
    pub query: String,
    /// The JSON body; for a multipart request its `payload_json`. Null where there was none.
    pub body: Value,
    /// The files of a multipart request, as (field, name, bytes).
    pub files: Vec<(String, String, usize)>,
    /// The status of the answer.
    pub status: u16,
    /// The JSON of the answer; null where there was none.
    pub response: Value,
}

/// The newest requests, as many as are kept.
#[derive(Debug)]
pub(super) struct Record {
    kept: usize,
    next: u64,
    requests: VecDeque<Recorded>,
    /// Answers of 401, 403 and 429 so far: what Discord counts towards an address ban.
    pub(super) invalid: u64,
}

impl Record {
    pub(super) fn new(kept: usize) -> Self {
        Self {
            kept,
            next: 1,
            requests: VecDeque::new(),
            invalid: 0,
        }
    }

    pub(super) fn add(&mut self, mut recorded: Recorded) {
        recorded.number = self.next;
        self.next += 1;
        if matches!(recorded.status, 401 | 403 | 429) {
            self.invalid += 1;
        }
        self.requests.push_back(recorded);
        while self.requests.len() > self.kept {
            self.requests.pop_front();
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Recorded> {
        self.requests.iter()
    }

    pub(super) fn count(&self) -> u64 {
        self.next - 1
    }
}
