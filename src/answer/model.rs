//! What an answer is, whoever shows it.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::knowledge::{Id, Lang, PartialDate, State};

/// What kind of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A sentence or a few.
    Answer,
    /// Names one by one.
    List,
    /// A question back: which one is meant.
    Clarify,
    /// A greeting, thanks, or who the bot is.
    Smalltalk,
    /// No answer, with the reason.
    NoAnswer,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is about the knowledge's subject, and the knowledge does not say.
    NotInKnowledge,
    /// It is about something else.
    OffTopic,
    /// It names somebody or something the knowledge has no record of.
    UnknownName,
    /// It asks nothing.
    NotAQuestion,
    /// It is too long to read.
    TooLong,
}

/// The sentence an answer rests on, and who published it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The source's id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its publisher.
    pub publisher: String,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The words, verbatim from `data/`.
    pub quote: String,
}

/// An answer. The fields are those of the JSON object in the command line's contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The caller's id of the question, or one made for it.
    pub id: String,
    /// The question as asked.
    pub question: String,
    /// The language it is answered in.
    pub lang: Lang,
    /// What kind of answer it is.
    pub kind: Kind,
    /// The direct answer, plain text.
    pub text: String,
    /// For a list: the names asked for, and nothing else.
    pub items: Vec<String>,
    /// As of when it is known.
    pub as_of: Option<PartialDate>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Why there is no answer.
    pub reason: Option<Reason>,
    /// What it rests on; empty for a refusal.
    pub sources: Vec<Evidence>,
    /// Questions near this one that really have answers.
    pub related: Vec<String>,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
}

/// A filter for a list of companies. What is `None` is not filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyFilter {
    /// The states wanted; all where empty.
    pub states: Vec<State>,
    /// The id of the place.
    pub place: Option<Id>,
    /// Whether only that very place is meant, and none inside it.
    pub only_there: bool,
    /// The time in which the state came about or held.
    pub time: Option<PartialDate>,
    /// The id of the partner that helped.
    pub help: Option<Id>,
    /// The id of the programme or call it came through.
    pub through: Option<Id>,
}

/// What is asked of the knowledge.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// A question in a person's words.
    Question(String),
    /// The companies that match.
    Companies(CompanyFilter),
    /// Everything known of one company, by name or id.
    Company(String),
    /// The partners; one of them, by name or id, where named.
    Partners(Option<String>),
    /// Who is eligible: the criteria one by one.
    Eligibility,
    /// What the programme is, with its parts, support and calls.
    Programme,
    /// The sources, newest first, one an item.
    Sources,
    /// What can be asked.
    Help,
}

/// One request with what it has to be read by.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The caller's id of the question; made up where `None`.
    pub id: Option<String>,
    /// What is asked.
    pub request: Request,
    /// The conversation it belongs to. Questions of one session complete each other, in order.
    pub session: Option<String>,
    /// The language to answer in; that of the question where `None`.
    pub lang: Option<Lang>,
    /// The day it is asked.
    pub today: Date,
}

impl Ask {
    /// A question on its own.
    pub fn question(text: impl Into<String>, today: Date) -> Self {
        Self {
            id: None,
            request: Request::Question(text.into()),
            session: None,
            lang: None,
            today,
        }
    }
}

/// A name or a question offered while somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is shown and sent.
    pub text: String,
    /// The id of the record, where it is a name.
    pub id: Option<Id>,
}

/// Shared answers.
pub type SharedAnswer = Arc<Answer>;
