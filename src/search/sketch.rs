//! What of a passage is kept in memory for ranking: hashes of its terms with their places, of its bigrams, of its titles.

use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHasher;

use super::passage::Passage;
use super::text;
use super::vocabulary::fold_hash;
use crate::knowledge::Document;
use crate::korean::{self, Analyser};

/// How much memory sketches may take, in bytes. Past it they are made for each question anew.
const MEMORY: usize = 96 << 20;

/// A term at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub hash: u32,
    /// The number of the word it stands in.
    pub place: u16,
    /// The number of the sentence.
    pub sentence: u16,
}

/// A text ready for ranking.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    /// The terms of the body, by hash, then by place.
    pub terms: Box<[Spot]>,
    /// How many words the body has.
    pub words: u16,
    /// The bigrams of the body, by hash; those seen twice stand twice.
    pub grams: Box<[u32]>,
    /// The terms of the titles, by hash.
    pub title: Box<[u32]>,
    /// The bigrams of the titles, by hash.
    pub title_grams: Box<[u32]>,
    /// What kinds of answer each sentence holds, as bits.
    pub gives: Box<[u8]>,
}

/// The hash terms are compared by.
pub(super) fn hash(term: &str) -> u32 {
    let mut hasher = FxHasher::default();
    term.hash(&mut hasher);
    fold_hash(hasher.finish())
}

fn clamp(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

impl Sketch {
    pub(super) fn of(passage: &Passage, document: &Document, analyser: &Analyser) -> Self {
        Self::new(&passage.readable(document), &text::titles(passage, document), analyser)
    }

    /// A sketch of a body under a title. Sentences are numbered as [`korean::sentences`] finds them in `body`.
    pub(super) fn new(body: &str, title: &str, analyser: &Analyser) -> Self {
        let mut terms = Vec::new();
        let mut grams = Vec::new();
        let mut gives = Vec::new();
        let mut place = 0;
        for (number, range) in korean::sentences(body).into_iter().enumerate() {
            let folded = korean::fold(&text::untagged(body.get(range).unwrap_or_default()));
            gives.push(super::wanted::given(&folded));
            for term in analyser.terms(&folded) {
                let mut add = |text: &str| {
                    terms.push(Spot {
                        hash: hash(text),
                        place: clamp(place),
                        sentence: clamp(number),
                    });
                };
                add(&term.text);
                term.parts.iter().for_each(|p| add(p));
                place += 1;
            }
            grams.extend(analyser.bigrams(&folded).iter().map(|g| hash(g)));
        }
        terms.sort_unstable();
        terms.dedup();
        grams.sort_unstable();
        let folded = korean::fold(title);
        let mut title: Vec<u32> = Vec::new();
        for term in analyser.terms(&folded) {
            title.push(hash(&term.text));
            title.extend(term.parts.iter().map(|p| hash(p)));
        }
        title.sort_unstable();
        title.dedup();
        let mut title_grams: Vec<u32> = analyser.bigrams(&folded).iter().map(|g| hash(g)).collect();
        title_grams.sort_unstable();
        title_grams.dedup();
        Self {
            terms: terms.into(),
            words: clamp(place),
            grams: grams.into(),
            title: title.into(),
            title_grams: title_grams.into(),
            gives: gives.into(),
        }
    }

    /// Where the term of this hash stands.
    pub(super) fn spots(&self, hash: u32) -> &[Spot] {
        let from = self.terms.partition_point(|s| s.hash < hash);
        let rest = self.terms.get(from..).unwrap_or_default();
        let n = rest.iter().take_while(|s| s.hash == hash).count();
        rest.get(..n).unwrap_or_default()
    }

    /// How often the bigram of this hash stands in the body.
    pub(super) fn gram(&self, hash: u32) -> usize {
        let from = self.grams.partition_point(|g| *g < hash);
        self.grams
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|g| **g == hash)
            .count()
    }

    fn bytes(&self) -> usize {
        size_of::<Self>()
            + size_of_val(&*self.terms)
            + (self.grams.len() + self.title.len() + self.title_grams.len()) * size_of::<u32>()
            + self.gives.len()
    }
}

/// The sketches made so far, as far as memory goes.
#[derive(Debug)]
pub(super) struct Cache {
    made: Vec<OnceLock<Arc<Sketch>>>,
    bytes: AtomicUsize,
}

impl Cache {
    pub(super) fn new(passages: usize) -> Self {
        Self {
            made: (0..passages).map(|_| OnceLock::new()).collect(),
            bytes: AtomicUsize::new(0),
        }
    }

    pub(super) fn get(&self, passage: &Passage, document: &Document, analyser: &Analyser) -> Arc<Sketch> {
        let slot = usize::try_from(passage.id).ok().and_then(|i| self.made.get(i));
        if let Some(made) = slot.and_then(OnceLock::get) {
            return Arc::clone(made);
        }
        let sketch = Arc::new(Sketch::of(passage, document, analyser));
        if let Some(slot) = slot
            && self.bytes.load(Ordering::Relaxed) < MEMORY
            && slot.set(Arc::clone(&sketch)).is_ok()
        {
            self.bytes.fetch_add(sketch.bytes(), Ordering::Relaxed);
        }
        sketch
    }
}
