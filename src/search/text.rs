//! What of a passage goes into the index: its terms and bigrams, and those of its titles.

use super::passage::Passage;
use crate::knowledge::Document;
use crate::korean::{self, Analyser, Term};

/// The texts of the index's fields, terms parted by spaces.
pub(super) struct Fed {
    pub stem: String,
    pub gram: String,
    pub title: String,
    pub title_gram: String,
}

pub(super) fn of(passage: &Passage, document: &Document, analyser: &Analyser) -> Fed {
    let body = korean::fold(&passage.readable(document));
    let title = korean::fold(&titles(passage, document));
    Fed {
        stem: joined(all_terms(&analyser.terms(&body))),
        gram: joined(analyser.bigrams(&body).iter().map(String::as_str)),
        title: joined(all_terms(&analyser.terms(&title))),
        title_gram: joined(analyser.bigrams(&title).iter().map(String::as_str)),
    }
}

/// The title, headings and aliases of a passage.
pub(super) fn titles(passage: &Passage, document: &Document) -> String {
    let mut out = document.title.clone();
    let subtitle = document.subtitle.as_deref().unwrap_or_default();
    for more in [subtitle, &*passage.heading]
        .into_iter()
        .chain(document.aliases.iter().map(String::as_str))
    {
        if !more.is_empty() {
            out.push_str(" . ");
            out.push_str(more);
        }
    }
    out
}

/// Every form a text's terms are found by.
fn all_terms(terms: &[Term]) -> impl Iterator<Item = &str> {
    terms
        .iter()
        .flat_map(|t| std::iter::once(t.text.as_str()).chain(t.parts.iter().map(String::as_str)))
}

fn joined<'a>(terms: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for term in terms {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(term);
    }
    out
}
