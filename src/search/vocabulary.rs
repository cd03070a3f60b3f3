//! The terms an index has, and which of them a mistyped word was meant to be.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};
use tantivy::Searcher;

use super::index::Fields;
use crate::korean::jamo;

/// Past this many terms, those of a single passage are no longer offered for mistyped words.
const MANY: usize = 200_000;
/// The longest term offered, in letters of its syllables taken apart.
const LONGEST: usize = 30;

/// The terms of an index, findable by near spellings.
///
/// Every term is kept under its letters and under its letters with any one of them left out; two spellings that share
/// one of those are at most a wrong letter or two apart (symmetric deletion), and [`jamo::distance`] decides.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<(Box<str>, u32)>,
    /// Hash of letters, number of the word; sorted.
    spellings: Vec<(u32, u32)>,
}

impl Vocabulary {
    pub(super) fn read(searcher: &Searcher, fields: &Fields) -> anyhow::Result<Self> {
        let mut counts: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for segment in searcher.segment_readers() {
            for field in [fields.stem, fields.title] {
                let index = segment.inverted_index(field)?;
                let mut terms = index.terms().stream()?;
                while terms.advance() {
                    let Ok(word) = std::str::from_utf8(terms.key()) else {
                        continue;
                    };
                    let n = terms.value().doc_freq;
                    match counts.get_mut(word) {
                        Some(count) => *count += n,
                        None if is_offered(word) => {
                            counts.insert(word.into(), n);
                        }
                        None => {}
                    }
                }
            }
        }
        if counts.len() > MANY {
            counts.retain(|_, n| *n > 1);
        }
        let mut words: Vec<(Box<str>, u32)> = counts.into_iter().collect();
        words.sort_unstable();
        let mut spellings = Vec::with_capacity(words.len() * 8);
        for (id, (word, _)) in words.iter().enumerate() {
            let id = u32::try_from(id).unwrap_or(u32::MAX);
            shortened(word, |hash| spellings.push((hash, id)));
        }
        spellings.sort_unstable();
        spellings.dedup();
        Ok(Self { words, spellings })
    }

    /// The terms within `most` of `word`, each with its distance, nearest first, and of equals the most frequent first.
    pub(super) fn near(&self, word: &str, most: f32) -> Vec<(&str, f32)> {
        let mut ids: Vec<u32> = Vec::new();
        shortened(word, |hash| {
            let from = self.spellings.partition_point(|(h, _)| *h < hash);
            ids.extend(
                self.spellings[from..]
                    .iter()
                    .take_while(|(h, _)| *h == hash)
                    .map(|(_, id)| *id),
            );
        });
        ids.sort_unstable();
        ids.dedup();
        let mut out: Vec<(&str, f32, u32)> = ids
            .into_iter()
            .filter_map(|id| {
                let (other, n) = self.words.get(usize::try_from(id).ok()?)?;
                (**other != *word).then_some(())?;
                Some((&**other, jamo::distance_within(word, other, most)?, *n))
            })
            .collect();
        out.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.2.cmp(&a.2)).then(a.0.cmp(b.0)));
        out.into_iter().map(|(word, distance, _)| (word, distance)).collect()
    }
}

fn is_offered(word: &str) -> bool {
    let length = word.chars().count();
    let hangul = word.chars().all(jamo::is_syllable);
    let latin = word.chars().all(|c| c.is_ascii_lowercase());
    (hangul && (2..=10).contains(&length)) || (latin && (4..=20).contains(&length))
}

/// The hashes of a word's letters, whole and with each one left out.
fn shortened(word: &str, mut each: impl FnMut(u32)) {
    let letters: Vec<char> = jamo::decompose(word).chars().collect();
    if letters.len() > LONGEST {
        return;
    }
    for out in 0..=letters.len() {
        let mut hasher = FxHasher::default();
        for (i, letter) in letters.iter().enumerate() {
            if i != out {
                letter.hash(&mut hasher);
            }
        }
        each(fold_hash(hasher.finish()));
    }
}

/// The upper half of a hash folded into the lower.
#[expect(clippy::cast_possible_truncation, reason = "half of the hash is what is wanted")]
pub(super) fn fold_hash(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}
