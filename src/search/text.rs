//! What of a passage goes into the index: its terms and bigrams, and those of its titles.

use std::borrow::Cow;

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
    let body = korean::fold(&untagged(&passage.readable(document)));
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

/// The longest HTML tag taken for one, in bytes.
const LONGEST_TAG: usize = 60;

/// A text without the HTML tags that bulk documents carry along: each gives way to nothing, so that the particle after
/// `</b>` is the word's own again.
pub(super) fn untagged(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let named = after
            .strip_prefix('/')
            .unwrap_or(after)
            .starts_with(|c: char| c.is_ascii_alphabetic());
        match after.split_once('>') {
            Some((tag, more)) if named && tag.len() <= LONGEST_TAG && !tag.contains(['<', '\n']) => rest = more,
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}
