//! Terms: what a text is about, the same for all the ways of writing and saying it.

use rustc_hash::FxHashMap as HashMap;
use serde::{Deserialize, Serialize};

use crate::knowledge::Synonym;
use crate::korean;

use super::cues::Cue;
use super::entities::{Entities, EntityIx};
use super::segment::{Piece, Sort, Vocabulary};
use super::thesaurus::Thesaurus;
use super::units::{self, Class, Unit};

/// The number of a term.
pub(crate) type TermIx = u32;

/// Numbers terms and knows which words are one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Terms {
    by_text: HashMap<String, TermIx>,
    /// A word's key to the key of the word the documents use.
    same: HashMap<String, String>,
    /// The key of a word to the keys of what is said for it.
    said: HashMap<String, Vec<String>>,
}

/// The English stem of a word.
pub(crate) fn stem_en(word: &str) -> String {
    use std::sync::LazyLock;
    static STEMMER: LazyLock<frostem::Stemmer> = LazyLock::new(|| frostem::Stemmer::new(frostem::Algorithm::English));
    // The same few thousand words are asked for over and over while a knowledge is read.
    const KEPT: usize = 8_192;
    thread_local! {
        static STEMS: std::cell::RefCell<HashMap<String, String>> = std::cell::RefCell::default();
    }
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(word) {
            return stem.clone();
        }
        let stem = STEMMER.stem(word).into_owned();
        if stems.len() >= KEPT {
            stems.clear();
        }
        stems.insert(word.to_owned(), stem.clone());
        stem
    })
}

impl Terms {
    /// With the synonyms of the knowledge.
    pub(crate) fn new(synonyms: &[Synonym], vocabulary: &mut Vocabulary) -> Self {
        let mut terms = Self::default();
        for synonym in synonyms {
            let word = units::key_of(&korean::fold(&synonym.word));
            vocabulary.word(&korean::fold(&synonym.word));
            for say in &synonym.say {
                let folded = korean::fold(say);
                vocabulary.word(&folded);
                let key = units::key_of(&folded);
                if key != word {
                    terms.said.entry(word.clone()).or_default().push(key.clone());
                    terms.same.entry(key).or_insert_with(|| word.clone());
                }
            }
        }
        terms.learn(Thesaurus::get(), vocabulary);
        terms
    }

    /// Takes the groups of the language in. What the knowledge says of a word goes before; a word that asks stays what it is.
    fn learn(&mut self, thesaurus: &Thesaurus, vocabulary: &mut Vocabulary) {
        for (group, keys) in thesaurus.groups.iter().zip(Thesaurus::keys()) {
            let forms: Vec<String> = keys.iter().filter(|key| !vocabulary.is_name(key)).cloned().collect();
            for form in &forms {
                vocabulary.general(form);
            }
            if group.light {
                continue;
            }
            // What the knowledge says of one word of a group is not said of the others, but of the word that stands for them.
            let Some(first) = forms.first() else { continue };
            let head = self.same.get(first).unwrap_or(first).clone();
            for form in forms.into_iter().filter(|f| *f != head) {
                if !self.same.contains_key(&form) && !self.said.contains_key(&form) {
                    self.said.entry(head.clone()).or_default().push(form.clone());
                    self.same.insert(form, head.clone());
                }
            }
        }
    }

    fn canonical<'a>(&'a self, key: &'a str) -> &'a str {
        let mut at = key;
        // A chain of synonyms is followed a few steps; a ring of them ends here too.
        for _ in 0..4 {
            match self.same.get(at) {
                Some(next) if next != at => at = next,
                _ => break,
            }
        }
        at
    }

    /// Each word with what is said for it.
    pub(crate) fn all_said(&self) -> impl Iterator<Item = (&String, &Vec<String>)> {
        self.said.iter()
    }

    /// The word that stands for `key` and what is said for it, where there is anything.
    pub(crate) fn head<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        Some(self.canonical(key)).filter(|h| self.said.contains_key(*h))
    }

    /// What members say for the word that `key` stands for.
    pub(crate) fn said_for<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        let word = self.canonical(key);
        self.said.get(word).into_iter().flatten().map(String::as_str)
    }

    /// The word the documents use for `key`, where it is another.
    pub(crate) fn word_for<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        Some(self.canonical(key)).filter(|c| *c != key)
    }

    /// The number of a term, made where there is none.
    pub(crate) fn intern(&mut self, text: &str) -> TermIx {
        let next = TermIx::try_from(self.by_text.len()).unwrap_or(TermIx::MAX);
        *self.by_text.entry(text.to_owned()).or_insert(next)
    }

    /// How many terms there are.
    pub(crate) fn count(&self) -> usize {
        self.by_text.len()
    }

    /// The number of a term, where it has one.
    pub(crate) fn find(&self, text: &str) -> Option<TermIx> {
        self.by_text.get(text).copied()
    }

    /// The form by which the language knows a word: itself, or what it is without its ending.
    pub(crate) fn listed<'a>(&'a self, key: &'a str) -> &'a str {
        self.without_ending(key).unwrap_or(key)
    }

    /// A listed word that `key` is with an ending behind it: "바뀌나요" is 바뀌.
    fn without_ending(&self, key: &str) -> Option<&str> {
        if self.same.contains_key(key) || self.said.contains_key(key) {
            return None;
        }
        let cuts: Vec<usize> = key.char_indices().map(|(at, _)| at).skip(2).collect();
        cuts.into_iter().rev().find_map(|at| {
            let (head, rest) = key.split_at_checked(at)?;
            let head = self
                .same
                .get(head)
                .or_else(|| self.said.get_key_value(head).map(|(k, _)| k))?;
            (korean::is_ending(rest)).then_some(head.as_str())
        })
    }

    /// The text that a word's term is numbered by.
    pub(crate) fn word_text(&self, key: &str) -> String {
        if let Some(head) = self.without_ending(key) {
            return self.canonical(head).to_owned();
        }
        let canonical = self.canonical(key);
        if canonical.is_ascii() && !canonical.contains(' ') {
            let stemmed = stem_en(canonical);
            self.same.get(&stemmed).cloned().unwrap_or(stemmed)
        } else {
            canonical.to_owned()
        }
    }
}

/// The text that an entity's term is numbered by.
pub(crate) fn entity_text(ix: EntityIx) -> String {
    format!("@{ix}")
}

/// The texts of the terms a piece stands for: several for a name of several records.
pub(crate) fn texts_of(
    piece: &Piece,
    units: &[Unit],
    terms: &Terms,
    entities: &Entities,
    vocabulary: &Vocabulary,
) -> Vec<String> {
    match piece.sort {
        Sort::Name => entities.by_key(&piece.text).iter().map(|ix| entity_text(*ix)).collect(),
        Sort::Word | Sort::Unknown => {
            let word = terms.word_text(&piece.text);
            // A synonym may lead to a name or to a cue.
            let named = entities.by_key(&word);
            if !named.is_empty() {
                return named.iter().map(|ix| entity_text(*ix)).collect();
            }
            match vocabulary.cue_of(&word) {
                Some(cue) if cue.is_content() => vec![cue_text(cue)],
                _ => {
                    // A word of several meanings may be meant in any of them.
                    let mut all = vec![word];
                    for group in Thesaurus::get().groups_of(&piece.text).skip(1).filter(|g| !g.light) {
                        if let Some(other) = group.forms.first().map(|f| terms.word_text(f))
                            && !all.contains(&other)
                        {
                            all.push(other);
                        }
                    }
                    all
                }
            }
        }
        Sort::Cue(cue) if cue.is_content() => vec![cue_text(cue)],
        // One office is not another: the word itself counts.
        Sort::Cue(Cue::Office | Cue::Contact) => vec![terms.word_text(&piece.text)],
        Sort::Number => {
            let unit = units.get(piece.start).map(|u| (u.class, u.text.clone()));
            match unit {
                Some((Class::Number, text)) => vec![text],
                _ => Vec::new(),
            }
        }
        Sort::Cue(_) | Sort::Ending => Vec::new(),
    }
}

fn cue_text(cue: Cue) -> String {
    format!("#{cue:?}")
}
