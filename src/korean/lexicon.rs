//! The words a knowledge uses, learnt from its own names, headings and texts.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{function, jamo, suffix};

/// How much of a knowledge's text is read for the lexicon, in bytes: more adds rare words only, and memory.
const MOST_TEXT: usize = 40 << 20;
/// The longest word looked up, in syllables.
pub(crate) const LONGEST: usize = 12;

/// The words of one knowledge: those are never stripped, and compounds and runs without spaces are cut by them.
///
/// A word is in it that is a name, or stands in a heading, or was seen at least twice with at least two different
/// suffixes (none at all counts as one).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, u32>,
}

impl Lexicon {
    /// Begins a lexicon.
    pub fn builder() -> LexiconBuilder {
        LexiconBuilder::default()
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether `word` (folded) is in it.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// How often `word` was seen; 0 where it is not in it.
    pub fn count(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Every word, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(|w| &**w)
    }

    /// Its hash in hexadecimal: the same words, the same hash.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (word, count) in self.sorted() {
            hasher.update(word.as_bytes());
            hasher.update(&count.to_le_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    fn sorted(&self) -> Vec<(&str, u32)> {
        let mut all: Vec<_> = self.words.iter().map(|(w, n)| (&**w, *n)).collect();
        all.sort_unstable();
        all
    }
}

impl Serialize for Lexicon {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sorted().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Lexicon {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = Vec::<(Box<str>, u32)>::deserialize(deserializer)?;
        Ok(Self {
            words: all.into_iter().collect(),
        })
    }
}

/// What was seen of one stem.
#[derive(Clone, Copy, Default)]
struct Seen {
    count: u32,
    /// One bit a suffix, by its hash: two bits mean two suffixes.
    suffixes: u64,
}

/// Gathers names, headings and texts for a [`Lexicon`].
#[derive(Default)]
pub struct LexiconBuilder {
    words: FxHashMap<Box<str>, u32>,
    seen: FxHashMap<Box<str>, Seen>,
    read: usize,
}

impl LexiconBuilder {
    /// Adds a name: each of its words is a word, whatever it ends in.
    pub fn name(&mut self, name: &str) {
        for run in hangul_runs(&super::fold(name)) {
            if run.chars().count() >= 2 && !function::is_function_word(run) {
                *self.words.entry(run.into()).or_default() += 5;
            }
        }
    }

    /// Adds a heading: its words are words where they show no particle or ending.
    pub fn heading(&mut self, heading: &str) {
        for run in hangul_runs(&super::fold(heading)) {
            self.see(run);
            if run.chars().count() >= 2 && stem_length(run).is_none() && !function::is_function_word(run) {
                *self.words.entry(run.into()).or_default() += 2;
            }
        }
    }

    /// Adds a text: what it shows of stems and their suffixes is counted. Past about 40 MB nothing more is read.
    pub fn text(&mut self, text: &str) {
        if self.read > MOST_TEXT {
            return;
        }
        self.read += text.len();
        for run in hangul_runs(&super::fold(text)) {
            self.see(run);
        }
    }

    fn see(&mut self, run: &str) {
        let (stem, rest) = match stem_length(run) {
            Some(at) => run.split_at(at),
            None => match fused_past(run) {
                Some(stem) => {
                    self.add(&stem, "ㅆ");
                    return;
                }
                None => (run, ""),
            },
        };
        self.add(stem, rest);
        // 왕 is a word too, where 왕은, 왕을, 왕에게 are seen.
        if rest.is_empty()
            && let Some((at, _)) = run.char_indices().nth(1)
            && let (one, rest) = run.split_at(at)
            && suffix::follows_one_syllable(rest)
            && suffix_fits(one, rest)
        {
            self.add(one, rest);
        }
    }

    fn add(&mut self, stem: &str, rest: &str) {
        if stem.chars().count() > LONGEST {
            return;
        }
        let bit = rest
            .bytes()
            .fold(7_u64, |h, b| h.wrapping_mul(31).wrapping_add(b.into()))
            % 64;
        if let Some(seen) = self.seen.get_mut(stem) {
            seen.count += 1;
            seen.suffixes |= 1 << bit;
        } else {
            self.seen.insert(
                stem.into(),
                Seen {
                    count: 1,
                    suffixes: 1 << bit,
                },
            );
        }
    }

    /// The lexicon.
    pub fn build(self) -> Lexicon {
        let mut words = self.words;
        for (stem, seen) in self.seen {
            let needed = if stem.chars().count() == 1 { 3 } else { 2 };
            if let Some(count) = words.get_mut(&stem) {
                *count += seen.count;
            } else if seen.count >= needed && seen.suffixes.count_ones() >= needed && !function::is_function_word(&stem)
            {
                words.insert(stem, seen.count);
            }
        }
        Lexicon { words }
    }
}

/// The runs of Hangul syllables in folded text.
fn hangul_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !jamo::is_syllable(c))
        .filter(|run| !run.is_empty())
}

pub(crate) fn suffix_fits(stem: &str, rest: &str) -> bool {
    let last = stem.chars().last();
    suffix::after(rest).is_some_and(|after| last.is_some_and(|last| after.fits(last)))
}

/// The length in bytes of the shortest stem of at least two syllables that a suffix follows; `None` where none does.
pub(crate) fn stem_length(run: &str) -> Option<usize> {
    run.char_indices().skip(2).map(|(at, _)| at).find(|at| {
        let (stem, rest) = run.split_at(*at);
        suffix_fits(stem, rest)
    })
}

/// The stem of a past form that has swallowed the ㅆ: `태어났다` is 태어나.
fn fused_past(run: &str) -> Option<String> {
    run.char_indices().skip(2).map(|(at, _)| at).find_map(|at| {
        let (head, rest) = run.split_at(at);
        suffix::is_past_ending(rest).then(|| open_last(head, 'ㅆ')).flatten()
    })
}

/// `stem` with the closing consonant of its last syllable taken off, if it is `closing`.
pub(crate) fn open_last(stem: &str, closing: char) -> Option<String> {
    let last = stem.chars().last()?;
    let (i, v, f) = jamo::parts(last)?;
    let mut letters = jamo::JONG[f].chars();
    if letters.next() != Some(closing) || letters.next().is_some() {
        return None;
    }
    let head = stem.strip_suffix(last)?;
    Some(format!("{head}{}", jamo::syllable(i, v, 0)?))
}
