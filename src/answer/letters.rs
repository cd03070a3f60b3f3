//! How like a question is to a wording, letter by letter: for slips and for endings that no list of words has.

use rustc_hash::FxHashMap as HashMap;
use serde::{Deserialize, Serialize};

use crate::korean;

use super::units;

/// Two letters that stand side by side in a text without spaces, and the how many-eth time they do.
type Pair = (char, char, u8);

/// The letter pairs of a text, sorted.
pub(crate) type Pairs = Vec<Pair>;

/// The letter pairs of a text without spaces, sorted.
pub(crate) fn pairs(text: &str) -> Pairs {
    pairs_of(&korean::fold(text))
}

/// The same of a folded text.
pub(crate) fn pairs_of(folded: &str) -> Pairs {
    let chars: Vec<char> = units::key_of(folded).chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Pairs = chars
        .windows(2)
        .filter_map(|w| Some((*w.first()?, *w.get(1)?, 0)))
        .collect();
    pairs.sort_unstable();
    // A pair that stands twice in both texts is common to them twice.
    let mut last: Option<Pair> = None;
    for pair in &mut pairs {
        if let Some(last) = last.filter(|l| (l.0, l.1) == (pair.0, pair.1)) {
            pair.2 = last.2.saturating_add(1);
        }
        last = Some(*pair);
    }
    pairs
}

/// A text bare of spaces and marks.
pub(crate) fn bare(text: &str) -> String {
    bare_of(&korean::fold(text))
}

/// The same of a folded text.
pub(crate) fn bare_of(folded: &str) -> String {
    units::key_of(folded).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How alike two texts are: the share of letter pairs they have in common (Dice 1945).
pub(crate) fn likeness(a: &[Pair], b: &[Pair]) -> f32 {
    let common = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
    dice(common, a.len() + b.len())
}

fn dice(common: usize, all: usize) -> f32 {
    let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    if all > 0 {
        2.0 * number(common) / number(all)
    } else {
        0.0
    }
}

/// Wordings of statements, found by their letter pairs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Wordings {
    /// Of each wording whose it is, and how many pairs it has.
    all: Vec<(u32, u16)>,
    /// Of each pair the wordings that have it.
    having: HashMap<Pair, Vec<u32>>,
}

impl Wordings {
    /// Adds a wording of the statement `of`.
    pub(crate) fn add(&mut self, of: u32, pairs: &[Pair]) {
        let (Ok(at), Ok(length)) = (u32::try_from(self.all.len()), u16::try_from(pairs.len())) else {
            return;
        };
        self.all.push((of, length));
        for pair in pairs {
            self.having.entry(*pair).or_default().push(at);
        }
    }

    /// Of each of `statements` statements how like a text is to the likest of its wordings.
    pub(crate) fn alike(&self, asked: &[Pair], statements: usize) -> Vec<f32> {
        let mut common = vec![0u16; self.all.len()];
        for at in asked.iter().filter_map(|pair| self.having.get(pair)).flatten() {
            if let Some(count) = usize::try_from(*at).ok().and_then(|at| common.get_mut(at)) {
                *count += 1;
            }
        }
        let mut alike = vec![0.0f32; statements];
        for ((of, length), common) in self.all.iter().zip(common).filter(|(_, common)| *common > 0) {
            if let Some(best) = usize::try_from(*of).ok().and_then(|of| alike.get_mut(of)) {
                *best = best.max(dice(common.into(), usize::from(*length) + asked.len()));
            }
        }
        alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likest_wording_of_each_statement_counts() {
        let mut wordings = Wordings::default();
        for (of, text) in [
            (0, "언제 신청하나요"),
            (0, "신청 마감일"),
            (1, "누가 신청하나요"),
            (2, "xyz"),
        ] {
            wordings.add(of, &pairs(text));
        }
        let asked = pairs("언제신청하나요?");
        let alike = wordings.alike(&asked, 3);
        assert_eq!(alike, [1.0, likeness(&pairs("누가 신청하나요"), &asked), 0.0]);
    }

    #[test]
    fn a_pair_that_is_doubled_counts_twice() {
        assert!(likeness(&pairs("하하하"), &pairs("하하하")) > likeness(&pairs("하하하"), &pairs("하하")));
    }
}
