//! Choosing the sentences of a passage that answer a question.

use std::ops::Range;

use super::generation::Generation;
use super::query::Query;
use super::sketch::{Sketch, hash};
use super::text::untagged;
use crate::korean::{self, Analyser};

/// What the things looked at are worth: the question's words in the sentence (those of the title for less), its bigrams,
/// the words of the sentence before and of the one after, holding the kind of answer wanted, opening the passage, length.
///
/// Learnt as the weights of passages are, and rounded towards what does not depend on the kind of text.
const WEIGHTS: [f32; 7] = [1.0, 0.2, 0.03, 0.04, 0.5, 0.15, 0.22];

/// A sentence with how well it answers.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredSentence {
    /// Where it stands in the text it was chosen from, in bytes.
    pub range: Range<usize>,
    /// How well it fits, title and neighbours counted in; comparable within one question.
    pub score: f32,
    /// The share of the question's words it covers itself, by how rare they are: 0 to 1.
    pub coverage: f32,
}

/// The sentences of `text` (under `title`), each with how well it answers, best first.
///
/// A sentence is worth the idf of the question's words in it, in part that of its neighbours and of the title, some of
/// the question's bigrams, and something for holding the kind of answer the question wants.
pub fn best_sentences(analyser: &Analyser, query: &Query, title: &str, text: &str) -> Vec<ScoredSentence> {
    let ranges = korean::sentences(text);
    let sketch = Sketch::new(text, title, analyser);
    let n = ranges.len();
    let total = query.weight.max(0.01);
    let mut own = vec![0.0_f32; n];
    let mut first_seen = vec![0.0_f32; n];
    for (term, forms) in query.terms.iter().zip(&query.hashes) {
        let mut share = vec![0.0_f32; n];
        let mut in_title = 0.0_f32;
        for (hash, weight) in forms {
            for spot in sketch.spots(*hash) {
                if let Some(best) = share.get_mut(usize::from(spot.sentence)) {
                    *best = best.max(*weight);
                }
            }
            if sketch.title.binary_search(hash).is_ok() {
                in_title = in_title.max(*weight);
            }
        }
        for (i, s) in share.iter().enumerate() {
            // What the title says counts for less: it holds for every sentence alike.
            let worth = if in_title > 0.0 { 0.6 } else { 1.0 };
            own[i] += term.idf * s * worth;
            first_seen[i] += term.idf * s;
        }
    }
    let gram_total: f32 = query.grams.iter().map(|g| g.idf * g.weight).sum::<f32>().max(0.01);
    let mut out: Vec<ScoredSentence> = ranges
        .into_iter()
        .enumerate()
        .map(|(i, range)| {
            let folded = korean::fold(&untagged(text.get(range.clone()).unwrap_or_default()));
            let mut grams: Vec<u32> = analyser.bigrams(&folded).iter().map(|g| hash(g)).collect();
            grams.sort_unstable();
            let gram: f32 = query
                .grams
                .iter()
                .filter(|g| grams.binary_search(&g.hash).is_ok())
                .map(|g| g.idf * g.weight)
                .sum::<f32>()
                / gram_total;
            let before = i.checked_sub(1).map_or(0.0, |b| own[b]);
            let after = own.get(i + 1).copied().unwrap_or_default();
            let gives = sketch.gives.get(i).copied().unwrap_or_default();
            let flag = f32::from(u8::from(query.wanted & gives != 0));
            let features = [
                own[i] / total,
                gram,
                before / total,
                after / total,
                flag,
                if i == 0 { 1.0 } else { 0.0 },
                f32::from(u16::try_from(folded.chars().count()).unwrap_or(u16::MAX)).ln_1p() / 5.0,
            ];
            ScoredSentence {
                range,
                score: WEIGHTS.iter().zip(features).map(|(w, f)| w * f).sum(),
                coverage: (first_seen[i] / total).min(1.0),
            }
        })
        .collect();
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.range.start.cmp(&b.range.start)));
    out
}

impl Generation {
    /// [`best_sentences`] of a passage; the ranges are those of the document's body.
    pub fn best_sentences(&self, query: &Query, passage: u32) -> Vec<ScoredSentence> {
        let Some((passage, document)) = self.passage(passage) else {
            return Vec::new();
        };
        let mut all = best_sentences(
            &self.analyser,
            query,
            &super::text::titles(passage, document),
            passage.text(document),
        );
        for sentence in &mut all {
            sentence.range.start += passage.range.start;
            sentence.range.end += passage.range.start;
        }
        all
    }
}
