//! Ranking the passages that came back: how much of the question each covers, where, how near together.

use super::query::Query;
use super::sketch::Sketch;

/// How many things are looked at.
pub(super) const FEATURES: usize = 10;

/// What each is worth, in the order of [`measure`].
///
/// Learnt on 1,625 real questions over encyclopaedia passages, as written, without spaces and mistyped (a softmax over
/// the candidates; the two halves of the questions agree), then rounded, and what was near nothing set to nothing.
const WEIGHTS: [f32; FEATURES] = [0.3, 1.6, 1.8, 1.6, 2.5, 0.5, 1.6, 0.8, 2.5, 4.5];
/// About what a passage comes to that has every word of the question in its title and in one sentence.
const FULL: f32 = 16.0;

/// How well a passage fits by its features: about 0 to 1.
pub(super) fn score(features: &[f32; FEATURES]) -> f32 {
    WEIGHTS.iter().zip(features).map(|(w, f)| w * f).sum::<f32>() / FULL
}

/// What a passage shows of a question.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    pub features: [f32; FEATURES],
    /// The share of the question's idf the passage covers, titles included.
    pub coverage: f32,
}

const K1: f32 = 1.2;
const B: f32 = 0.4;

/// Measures a passage against a question. `average` is the average number of words of a passage.
pub(super) fn measure(query: &Query, sketch: &Sketch, average: f32) -> Measure {
    let total = query.weight.max(0.01);
    let norm = K1 * (1.0 - B + B * f32::from(sketch.words) / average.max(1.0));
    let mut stem = 0.0;
    let mut stem_title = 0.0;
    let mut covered = 0.0;
    let mut sentences = vec![0.0_f32; sketch.gives.len()];
    // Per term: its places, for the pairs.
    let mut places: Vec<Vec<u16>> = Vec::with_capacity(query.terms.len());
    for (term, forms) in query.terms.iter().zip(&query.hashes) {
        let mut tf = 0.0;
        let mut body = 0.0_f32;
        let mut title = 0.0_f32;
        let mut at = Vec::new();
        let mut in_sentence = vec![0.0_f32; sentences.len()];
        for (hash, weight) in forms {
            let spots = sketch.spots(*hash);
            if !spots.is_empty() {
                tf += weight * f32::from(u16::try_from(spots.len()).unwrap_or(u16::MAX));
                body = body.max(*weight);
                for spot in spots {
                    at.push(spot.place);
                    if let Some(best) = in_sentence.get_mut(usize::from(spot.sentence)) {
                        *best = best.max(*weight);
                    }
                }
            }
            if sketch.title.binary_search(hash).is_ok() {
                title = title.max(*weight);
            }
        }
        stem += term.idf * body * tf * (K1 + 1.0) / (tf + norm);
        stem_title += term.idf * title;
        let best = body.max(title);
        covered += term.idf * best;
        for (sum, share) in sentences.iter_mut().zip(&in_sentence) {
            *sum += term.idf * share.max(0.5 * title);
        }
        at.sort_unstable();
        at.dedup();
        places.push(at);
    }
    let mut pairs = 0.0;
    let mut pair_weight = 0.0;
    for (i, pair) in places.windows(2).enumerate() {
        let weight = query.terms[i].idf.min(query.terms[i + 1].idf);
        pair_weight += weight;
        if let Some(distance) = nearest(&pair[0], &pair[1]) {
            pairs += weight / (1.0 + (f32::from(distance) - 1.0).max(0.0) / 3.0);
        }
    }
    let best_sentence = sentences.iter().copied().fold(0.0, f32::max);
    let fits = query.wanted != 0
        && sentences
            .iter()
            .zip(&*sketch.gives)
            .any(|(sum, gives)| gives & query.wanted != 0 && *sum >= 0.6 * best_sentence && *sum > 0.0);
    let (mut gram, mut gram_title, mut gram_total, mut gram_cover) = (0.0, 0.0, 0.0_f32, 0.0);
    let mut title_hits = 0_u16;
    for g in &query.grams {
        let weight = g.idf * g.weight;
        gram_total += weight;
        let tf = f32::from(u16::try_from(sketch.gram(g.hash)).unwrap_or(u16::MAX));
        let in_title = sketch.title_grams.binary_search(&g.hash).is_ok();
        gram += weight * tf * (K1 + 1.0) / (tf + norm);
        if in_title {
            gram_title += weight;
            if g.weight > 0.5 {
                title_hits += 1;
            }
        }
        if tf > 0.0 || in_title {
            gram_cover += weight;
        }
    }
    let gram_total = gram_total.max(0.01);
    let title_share =
        f32::from(title_hits) / f32::from(u16::try_from(sketch.title_grams.len()).unwrap_or(u16::MAX)).max(1.0);
    let wanted = if query.wanted == 0 {
        0.0
    } else {
        f32::from(u8::from(fits))
    };
    Measure {
        features: [
            stem / total,
            stem_title / total,
            gram / gram_total,
            gram_title / gram_total,
            best_sentence / total,
            if pair_weight > 0.0 { pairs / pair_weight } else { 0.0 },
            title_share.min(1.0),
            wanted,
            covered / total,
            gram_cover / gram_total,
        ],
        coverage: (covered / total).min(1.0),
    }
}

/// The least distance between two sorted lists of places.
fn nearest(a: &[u16], b: &[u16]) -> Option<u16> {
    let (mut i, mut j) = (0, 0);
    let mut least: Option<u16> = None;
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let distance = x.abs_diff(*y);
        if least.is_none_or(|l| distance < l) {
            least = Some(distance);
        }
        if x < y { i += 1 } else { j += 1 }
    }
    least
}
