//! Comparing the names people write: when two are the same, and which of many comes nearest.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// A name as it is compared: composed, lower case, without spaces and punctuation.
///
/// "Korea Bio Innovation Center" and "korea bio-innovation center" are the same name.
pub fn key(name: &str) -> String {
    name.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || *c == '&' || *c == '+')
        .collect()
}

/// The candidate nearest to `word`, if any comes near enough to have been meant.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|c| (strsim::jaro_winkler(word, c), c))
        .filter(|(score, _)| *score > 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, c)| c)
}

/// At most `limit` candidates as a list for a message: "`a`, `b`, `c` …".
pub(super) fn list<'a>(candidates: impl IntoIterator<Item = &'a str>, limit: usize) -> String {
    let all: BTreeSet<&str> = candidates.into_iter().collect();
    let mut out = all
        .iter()
        .take(limit)
        .map(|c| format!("`{c}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if all.len() > limit {
        out.push_str(" …");
    }
    out
}
