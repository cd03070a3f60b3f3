//! What speaks for a sentence besides its own words, and how likely it is that it answers.

use super::candidate::Candidate;

/// What speaks for a sentence, all shares of the question's weight where nothing else is said.
#[derive(Clone, Debug)]
pub(crate) struct Signs {
    /// In the sentence.
    pub(crate) own: f32,
    /// In the sentence, its title and the sentence before.
    pub(crate) local: f32,
    /// In the sentence, of what the title and the opening do not have.
    pub(crate) attribute: f32,
    /// In the document.
    pub(crate) anywhere: f32,
    /// Asked about the subject: neither in the title nor in the opening.
    pub(crate) rest: f32,
    /// How well its passage was found, against the best one.
    pub(crate) found_by: f32,
    /// Whether it gives what is wanted; `None` where any sentence may.
    pub(crate) kind: Option<bool>,
    /// In the document's title.
    pub(crate) titled: f32,
    /// How much of the title's letters the question has.
    pub(crate) title_share: f32,
    /// Whether the question has the whole title: it names what the document is about.
    pub(crate) is_title: bool,
    /// Whether it opens its document.
    pub(crate) opens: bool,
    /// Which sentence of its passage it is, from 0.
    pub(crate) at: usize,
    /// How plainly it tells the way, the place, the time: a factor about 1.
    pub(crate) plain: f32,
}

/// What the sentence's own score weighs against the rest.
const SAID: f32 = 3.16;

impl Signs {
    /// The score of a sentence that by itself scores `said`.
    ///
    /// The weights are learnt (a softmax over the sentences of each question) on 1,478 real questions over encyclopaedia
    /// passages together with the tuned parts of the question sets in `tests/`.
    pub(crate) fn score(&self, said: f32) -> f32 {
        let mut sum =
            3.93 * self.found_by - 4.09 * self.anywhere + 3.32 * self.local + 2.2 * self.titled + 5.12 * self.plain;
        if self.is_title {
            // What opens a document tells what it is of, and little of what is asked about it.
            let told = self.attribute >= 0.3 || self.rest < 0.2;
            sum += 0.81 + if self.opens && told { 0.7 } else { 0.0 } - 2.74 * (small(self.at).min(10.0) / 10.0);
        }
        said * ((sum - 8.2) / SAID).exp()
    }

    /// How likely it is that the sentence answers: it scores `said` by itself and `margin` more than the next.
    fn likely(&self, said: f32, margin: f32) -> f32 {
        let is = |x: bool| if x { 1.0 } else { 0.0 };
        let sum = -2.83
            + 1.41 * said.max(0.02).ln()
            + 0.75 * margin
            + self.anywhere * (-0.77 - 1.48 * self.anywhere)
            + self.local * (3.74 + 0.47 * self.local)
            - 0.15 * self.attribute
            + 1.9 * self.found_by
            - 0.42 * self.titled
            - if self.kind == Some(false) { 0.03 } else { 0.05 }
            - 0.27 * is(self.is_title)
            + 0.17 * is(self.opens)
            + 0.69 * self.title_share
            - 0.18 * self.rest
            - 0.86 * self.own;
        1.0 / (1.0 + (-sum).exp())
    }
}

/// How likely it is that a sentence answers, where the one behind it scores `rival`.
pub(crate) fn likely_before(candidate: &Candidate, rival: f32) -> f32 {
    let margin = (SAID * (candidate.score.max(1e-6) / rival.max(1e-6)).ln()).min(5.0);
    candidate.signs.likely(candidate.said, margin)
}

fn small(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

/// Sets of each sentence how likely it is that it answers: by itself, and by how far the best other one is behind it.
pub(crate) fn set_likely(found: &mut [Candidate]) {
    let Some(first) = found.first().map(|c| (c.text.clone(), c.score)) else {
        return;
    };
    let second = found.iter().find(|c| c.text != first.0).map_or(0.0, |c| c.score);
    for candidate in found {
        let other = if candidate.text == first.0 { second } else { first.1 };
        let margin = (SAID * (candidate.score.max(1e-6) / other.max(1e-6)).ln()).min(5.0);
        candidate.likely = candidate.signs.likely(candidate.said, margin);
    }
}
