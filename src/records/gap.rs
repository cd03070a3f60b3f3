//! What a gap is: the question, why it is one, what became of it, who waits for its answer.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Person;

/// The id of a gap.
pub type GapId = i64;

/// What decides whether two questions ask the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// The words that carry the meaning, as stems.
    pub words: BTreeSet<String>,
    /// Names and numbers. Two questions that differ in one of these never ask the same: an answer about one company is
    /// not to be told to somebody who asked about another.
    pub exact: BTreeSet<String>,
}

impl Shape {
    /// The shape of a text by its letters alone: words in lower case; those with a digit have to agree.
    pub fn plain(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let (exact, words) = words
            .map(str::to_owned)
            .partition(|word| word.chars().any(|c| c.is_ascii_digit()));
        Self { words, exact }
    }

    /// Whether the two ask the same.
    ///
    /// One has to say everything the other says, up to endings and slips, and the longer at most two thirds more:
    /// "주차 되나요" and "사무실 주차 되나요" are one gap, "보로노이 연락처" and "웰트 연락처" are two.
    pub fn same(&self, other: &Self) -> bool {
        if self.exact != other.exact {
            return false;
        }
        let (few, many) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        if few.is_empty() {
            // Names and numbers alone.
            return many.is_empty() && !self.exact.is_empty();
        }
        few.len() * 5 >= many.len() * 3 && few.iter().all(|word| many.iter().any(|other| near(word, other)))
    }
}

/// Whether two stems are one word: the same, one with a short ending more, or a slip in a long one.
fn near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let (less, more) = (short.chars().count(), long.chars().count());
    if less >= 2 && long.starts_with(short) && more - less <= 1 {
        return true;
    }
    less >= 5 && strsim::damerau_levenshtein(short, long) <= 1
}

/// Why a question stands in a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// There was no answer.
    Unanswered,
    /// The answer got a thumb down.
    Disliked,
    /// The member asked for a person.
    AskedStaff,
}

impl Why {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Disliked => "disliked",
            Self::AskedStaff => "asked_staff",
        }
    }

    pub(super) fn read(name: &str) -> Self {
        match name {
            "disliked" => Self::Disliked,
            "asked_staff" => Self::AskedStaff,
            _ => Self::Unanswered,
        }
    }
}

/// What has become of a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapState {
    /// It waits for somebody.
    Open,
    /// Somebody is writing the answer into `data/` right now.
    Closing,
    /// It was answered by the record with this id.
    Answered(String),
    /// The knowledge had it already.
    Known,
    /// It is not to be answered.
    Ignored,
}

impl GapState {
    /// The id of the record that answers it, where one was written for it.
    pub fn record(&self) -> Option<&str> {
        match self {
            Self::Answered(record) => Some(record),
            _ => None,
        }
    }
}

/// How a gap is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Close {
    /// By the record with this id.
    Answered(String),
    /// The knowledge had it already.
    Known,
    /// It is not to be answered; the same asked again stays out of the list.
    Ignored,
}

/// One way the question of a gap was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The words.
    pub question: String,
    /// `ko` or `en`.
    pub lang: String,
    /// Why it stands here.
    pub why: Why,
    /// When it was asked.
    pub at: Timestamp,
}

/// Questions that ask the same and want an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its id.
    pub id: GapId,
    /// The server it belongs to, 0 for direct messages.
    pub server: u64,
    /// The wording it is shown by: the first.
    pub question: String,
    /// The language of that wording.
    pub lang: String,
    /// What has become of it.
    pub state: GapState,
    /// How often it was asked.
    pub asked: u64,
    /// By how many people.
    pub people: u64,
    /// How many of them want to be told.
    pub waiting: u64,
    /// The reasons it stands here, each once.
    pub why: Vec<Why>,
    /// When it was asked first.
    pub first_at: Timestamp,
    /// When it was asked last.
    pub last_at: Timestamp,
    /// Where it stands in the staff channel: the channel and the message.
    pub post: Option<(u64, u64)>,
}

/// A member who wants a person to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedStaff {
    /// The question's id.
    pub asked: String,
    /// The server the gap belongs to.
    pub server: u64,
    /// Who asks.
    pub person: Person,
    /// The words.
    pub question: String,
    /// `ko` or `en`.
    pub lang: String,
    /// When.
    pub at: Timestamp,
}

/// Somebody who wants to be told when a gap is answered, and where.
///
/// This is the one place that names a member; it is deleted as soon as they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tell {
    /// The gap.
    pub gap: GapId,
    /// The member, as the records know them.
    pub person: Person,
    /// The member's Discord id.
    pub member: u64,
    /// The channel they asked in; 0 where only they saw the answer, and are told in a direct message.
    pub channel: u64,
    /// The message to reply to, where there is one others can see.
    pub message: Option<u64>,
    /// Their own words.
    pub question: String,
    /// `ko` or `en`.
    pub lang: String,
    /// When they asked to be told.
    pub at: Timestamp,
}
