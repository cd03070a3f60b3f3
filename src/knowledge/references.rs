//! What a field refers to: names with a rendering, claims with their sources, ids that lead somewhere.

use std::collections::{HashMap, HashSet};

use super::date::PartialDate;
use super::load::kind;
use super::messages;
use super::model::{Claim, Id, Text};
use super::names;
use super::problem::Severity;
use super::report::{At, join};
use super::validate::Check;

impl Check<'_> {
    pub(super) fn name(&mut self, at: &At, field: &str, text: &Text) {
        if text.en.is_none() && text.ko.contains(|c: char| matches!(c, '\u{ac00}'..='\u{d7a3}')) {
            self.report.at(Severity::Warning, at, field, messages::no_english());
        }
    }

    pub(super) fn optional_name(&mut self, at: &At, field: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.name(at, field, text);
        }
    }

    pub(super) fn claims(&mut self, at: &At, field: &str, claims: &[Claim]) {
        for (i, claim) in claims.iter().enumerate() {
            self.claim(at, &format!("{field}[{i}]"), claim);
        }
    }

    pub(super) fn claim(&mut self, at: &At, field: &str, claim: &Claim) {
        self.name(at, &join(field, "text"), &claim.text);
        self.sources_of(at, field, &claim.sources, claim.quote.as_deref());
    }

    /// The sources of a statement are there, and its quote stands in the document of the first.
    pub(super) fn sources_of(&mut self, at: &At, field: &str, sources: &[Id], quote: Option<&str>) {
        let listed = join(field, "sources");
        if sources.is_empty() {
            return self.error(at, &listed, messages::no_source());
        }
        self.known_sources(at, &listed, sources);
        let Some(quote) = quote else { return };
        let holds = |id: &Id| {
            self.bodies
                .get(id.as_str())
                .map(|bodies| bodies.iter().any(|body| body.contains(quote)))
        };
        let Some(first) = sources.first() else { return };
        // Where the first source has no document here, there is nothing to hold the quote against.
        if holds(first) != Some(false) {
            return;
        }
        let message = match sources.iter().find(|id| holds(id) == Some(true)) {
            Some(later) => messages::quote_of_later_source(later),
            None => messages::quote_not_found(first),
        };
        self.error(at, &join(field, "quote"), message);
    }

    pub(super) fn known_sources(&mut self, at: &At, field: &str, ids: &[Id]) {
        for (i, id) in ids.iter().enumerate() {
            if !self.sources.contains_key(id) && !self.report.broken_ids.contains(id) {
                let near = names::nearest(id, self.sources.keys().map(String::as_str));
                self.error(at, &format!("{field}[{i}]"), messages::dangling_source(id, near));
            }
        }
    }

    pub(super) fn refer_all(&mut self, at: &At, field: &str, ids: &[Id], wanted: Kind) {
        for (i, id) in ids.iter().enumerate() {
            let known: Vec<&HashSet<&str>> = match wanted {
                Kind::Place => vec![&self.ids.places],
                Kind::Partner => vec![&self.ids.partners],
                Kind::Company => vec![&self.ids.companies],
                Kind::Call => vec![&self.ids.calls],
                Kind::Through => vec![&self.ids.programmes, &self.ids.parts, &self.ids.calls],
                Kind::Any => vec![&self.ids.all],
            };
            if known.iter().any(|set| set.contains(id.as_str())) || self.report.broken_ids.contains(id) {
                continue;
            }
            let near = names::nearest(id, known.iter().flat_map(|set| set.iter().copied())).map(str::to_owned);
            self.error(
                at,
                &format!("{field}[{i}]"),
                messages::dangling(&wanted.say(), id, near.as_deref()),
            );
        }
    }

    pub(super) fn no_circle(&mut self, at: &At, field: &str, id: &str, parent: &HashMap<&str, &str>) {
        let mut above = parent.get(id);
        for _ in 0..parent.len() {
            match above {
                Some(next) if *next == id => return self.error(at, field, messages::in_itself(id)),
                Some(next) => above = parent.get(next),
                None => return,
            }
        }
    }

    pub(super) fn span(&mut self, at: &At, field: &str, from: Option<PartialDate>, until: Option<PartialDate>) {
        if let (Some(from), Some(until)) = (from, until)
            && until.last() < from.first()
        {
            self.error(
                at,
                field,
                messages::until_before_from(&from.to_string(), &until.to_string()),
            );
        }
    }
}

/// What an id has to be the id of.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Place,
    Partner,
    Company,
    Call,
    Through,
    Any,
}

impl Kind {
    fn say(self) -> Text {
        match self {
            Self::Place => kind("장소", "place"),
            Self::Partner => kind("기관", "partner"),
            Self::Company => kind("기업", "company"),
            Self::Call => kind("모집(call)", "call"),
            Self::Through => kind("사업·모집", "programme, part or call"),
            Self::Any => kind("대상", "record"),
        }
    }
}
