//! What members say for the words the documents use.

use rustc_hash::FxHashMap;

use crate::knowledge::Synonym;
use crate::korean::{Analyser, fold, jamo};

/// The terms that have to follow the first, and the terms of the word meant.
type Phrase = (Vec<String>, Vec<String>);

/// The synonyms of a knowledge, ready to be looked up by the terms of a question.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// By the first term of what is said: the terms that have to follow it, and the terms of the word meant.
    by_first: FxHashMap<String, Vec<Phrase>>,
    /// Verbs, by the letters of their stem: any form of them counts.
    verbs: Vec<(String, Vec<String>)>,
}

impl Table {
    pub(super) fn new(synonyms: &[Synonym], analyser: &Analyser) -> Self {
        let mut table = Self::default();
        let terms = |text: &str| -> Vec<String> {
            analyser
                .terms(&fold(text))
                .into_iter()
                .filter(|t| !t.function)
                .map(|t| t.text)
                .collect()
        };
        for synonym in synonyms {
            let word = terms(&synonym.word);
            if word.is_empty() {
                continue;
            }
            for said in &synonym.say {
                let folded = fold(said);
                if let Some(stem) = folded.strip_suffix('다')
                    && stem.chars().count() >= 2
                    && stem.chars().all(jamo::is_syllable)
                {
                    table.verbs.push((jamo::decompose(stem), word.clone()));
                }
                let mut said = terms(said).into_iter();
                if let Some(first) = said.next() {
                    table
                        .by_first
                        .entry(first)
                        .or_default()
                        .push((said.collect(), word.clone()));
                }
            }
        }
        table
    }

    /// The terms meant by what is said at the beginning of `terms`; `surface` is its first word as written.
    pub(super) fn meant<'a>(&'a self, terms: &[&str], surface: &str) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        if let Some((first, rest)) = terms.split_first()
            && let Some(all) = self.by_first.get(*first)
        {
            for (more, word) in all {
                if rest.len() >= more.len() && rest.iter().zip(more).all(|(a, b)| a == b) {
                    out.extend(word.iter().map(String::as_str));
                }
            }
        }
        if !self.verbs.is_empty() {
            let letters = jamo::decompose(surface);
            for (stem, word) in &self.verbs {
                if letters.starts_with(stem.as_str()) {
                    out.extend(word.iter().map(String::as_str));
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}
