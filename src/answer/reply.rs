//! A reply before it is made an answer: what is said, what it rests on, and what the conversation remembers of it.

use crate::knowledge::{Id, Lang, PartialDate};

use super::engine::Engine;
use super::entities::EntityIx;
use super::model::{Evidence, Kind, Reason};

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) items: Vec<String>,
    pub(crate) as_of: Option<PartialDate>,
    pub(crate) confidence: f32,
    pub(crate) reason: Option<Reason>,
    pub(crate) evidence: Vec<Evidence>,
    /// What it is about, for the questions that follow.
    pub(crate) about: Vec<EntityIx>,
    /// The statement it was made of, for related questions.
    pub(crate) statement: Option<usize>,
}

impl Reply {
    /// A reply that says `text`.
    pub(crate) fn say(kind: Kind, text: impl Into<String>, confidence: f32) -> Self {
        Self {
            kind,
            text: text.into(),
            items: Vec::new(),
            as_of: None,
            confidence,
            reason: None,
            evidence: Vec::new(),
            about: Vec::new(),
            statement: None,
        }
    }

    /// A refusal.
    pub(crate) fn refuse(reason: Reason, text: impl Into<String>) -> Self {
        Self {
            reason: Some(reason),
            ..Self::say(Kind::NoAnswer, text, 0.9)
        }
    }

    /// Adds what `source` says, once.
    pub(crate) fn cite(&mut self, engine: &Engine, source: &Id, quote: Option<&str>, hints: &[String], lang: Lang) {
        if let Some(evidence) = engine.evidence(source, quote, hints, lang)
            && !self
                .evidence
                .iter()
                .any(|e| e.id == evidence.id && e.quote == evidence.quote)
        {
            if let Some(published) = evidence.published
                && self.as_of.is_none_or(|d| d.last() < published.last())
            {
                self.as_of = Some(published);
            }
            self.evidence.push(evidence);
        }
    }

    /// Puts another reply behind this one, with at most so many quotes in all.
    pub(crate) fn take_in(&mut self, other: Self, quotes: usize) {
        self.text.push('\n');
        self.text.push_str(&other.text);
        for evidence in other.evidence {
            if self.evidence.len() < quotes && !self.evidence.contains(&evidence) {
                self.evidence.push(evidence);
            }
        }
        for item in other.items {
            if !self.items.contains(&item) {
                self.items.push(item);
            }
        }
    }
}
