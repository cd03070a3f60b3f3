//! Figures by category, the result file that is committed, and what changed since it was written.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::golden::{Outcome, Part};
use super::judge::Verdict;

/// The figures of a group of questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// How many were asked.
    pub asked: usize,
    /// How many were answered rightly, refusals where there is no answer included.
    pub right: usize,
    /// How many were answered wrongly.
    pub wrong: usize,
    /// How many were not answered though there is an answer.
    pub abstained: usize,
    /// How many name the sources that carry the answer: what the next three are shares of.
    pub with_gold: usize,
    /// How many showed such a source first.
    pub at_1: usize,
    /// How many showed one among the first five.
    pub at_5: usize,
    /// The sum of the reciprocal ranks.
    pub reciprocal: f64,
}

impl Figures {
    /// The figures of `outcomes`.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Self {
        let mut figures = Self::default();
        for outcome in outcomes {
            figures.asked += 1;
            match outcome.verdict {
                Verdict::Right => figures.right += 1,
                Verdict::Wrong => figures.wrong += 1,
                Verdict::Abstained => figures.abstained += 1,
            }
            if outcome.has_gold {
                figures.with_gold += 1;
                if let Some(rank) = outcome.rank {
                    figures.at_1 += usize::from(rank == 1);
                    figures.at_5 += usize::from(rank <= 5);
                    figures.reciprocal += 1.0 / share_of(rank);
                }
            }
        }
        figures
    }

    fn row(&self, name: &str) -> String {
        let share = |part: usize, whole: usize| {
            if whole == 0 {
                "    -".to_owned()
            } else {
                format!("{:5.1}", 100.0 * share_of(part) / share_of(whole))
            }
        };
        let mrr = if self.with_gold == 0 {
            "    -".to_owned()
        } else {
            format!("{:5.3}", self.reciprocal / share_of(self.with_gold))
        };
        format!(
            "{name:<14} {:>5} {:>5} {:>5} {:>9}   {} %  {} %   {} {} {mrr}",
            self.asked,
            self.right,
            self.wrong,
            self.abstained,
            share(self.right, self.asked),
            share(self.wrong, self.asked),
            share(self.at_1, self.with_gold),
            share(self.at_5, self.with_gold),
        )
    }
}

fn share_of(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

const HEAD: &str = "                asked right wrong abstained     right    wrong   rec@1 rec@5   mrr";

/// The figures of one part, by category and as a whole, as a table.
pub fn table(outcomes: &[Outcome], part: Part) -> String {
    let of_part = || outcomes.iter().filter(move |outcome| outcome.part == part);
    let mut categories: Vec<&str> = Vec::new();
    for outcome in of_part() {
        if !categories.contains(&outcome.category.as_str()) {
            categories.push(&outcome.category);
        }
    }
    let mut table = format!("{HEAD}\n");
    for category in categories {
        let figures = Figures::of(of_part().filter(|outcome| outcome.category == category));
        table.push_str(&figures.row(category));
        table.push('\n');
    }
    type Cut = (&'static str, fn(&Outcome) -> bool);
    let cuts: [Cut; 4] = [
        ("- noisy", |o| o.noisy),
        ("- unanswerable", |o| o.unanswerable),
        ("- English", |o| o.english),
        ("all", |_| true),
    ];
    for (name, cut) in cuts {
        table.push_str(&Figures::of(of_part().filter(|outcome| cut(outcome))).row(name));
        table.push('\n');
    }
    table
}

/// The result file: the figures of both parts, then the verdict of every question of the tuned part. Of the held-out
/// part only figures are written, so that nobody tunes on it by reading the file.
pub fn results(outcomes: &[Outcome]) -> String {
    let mut text =
        String::from("# Written by `giljabi eval --update`; read by `giljabi eval`, which says what changed.\n");
    for (part, title) in [(Part::Tuned, "tuned on"), (Part::HeldOut, "held out")] {
        let _ = write!(text, "\n## {title}\n\n{}", table(outcomes, part));
    }
    text.push_str("\n## questions tuned on\n\n");
    for outcome in outcomes.iter().filter(|outcome| outcome.part == Part::Tuned) {
        let _ = write!(text, "{:<9} {}", outcome.verdict.word(), outcome.id);
        if !outcome.why.is_empty() {
            let _ = write!(text, ": {}", outcome.why.replace('\n', " "));
        }
        text.push('\n');
    }
    text
}

/// What a result file says: the verdict of each question tuned on, and how many of the held-out ones were right and wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// The verdicts of the tuned part.
    pub verdicts: BTreeMap<String, Verdict>,
    /// Asked, right and wrong of the held-out part.
    pub held_out: Option<(usize, usize, usize)>,
}

impl Before {
    /// Reads a result file. Lines that are none of its own are passed over.
    pub fn parse(text: &str) -> Self {
        let mut before = Self::default();
        let mut section = "";
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                section = title;
            } else if section == "questions tuned on" {
                let mut words = line.splitn(2, ' ');
                if let (Some(verdict), Some(rest)) = (words.next().and_then(Verdict::from_word), words.next()) {
                    let id = rest.trim().split(": ").next().unwrap_or_default();
                    before.verdicts.insert(id.to_owned(), verdict);
                }
            } else if section == "held out" {
                let mut words = line.split_whitespace();
                if words.next() == Some("all") {
                    let mut next = || words.next().and_then(|word| word.parse().ok());
                    before.held_out = match (next(), next(), next()) {
                        (Some(asked), Some(right), Some(wrong)) => Some((asked, right, wrong)),
                        _ => None,
                    };
                }
            }
        }
        before
    }
}

/// The median and the 99th percentile of how long the answers took, in microseconds.
pub fn latency(outcomes: &[Outcome]) -> (u64, u64) {
    let mut took: Vec<u64> = outcomes.iter().map(|outcome| outcome.elapsed_us).collect();
    took.sort_unstable();
    let at = |share: usize| {
        let place = (took.len() * share / 100).min(took.len().saturating_sub(1));
        took.get(place).copied().unwrap_or_default()
    };
    (at(50), at(99))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Kind;

    fn outcome(id: &str, part: Part, verdict: Verdict) -> Outcome {
        Outcome {
            id: id.to_owned(),
            question: id.to_owned(),
            category: "list".to_owned(),
            part,
            noisy: false,
            unanswerable: false,
            english: false,
            verdict,
            why: String::from("says “a: b”"),
            kind: Kind::Answer,
            text: String::new(),
            items: Vec::new(),
            has_gold: true,
            rank: Some(2),
            elapsed_us: 3,
        }
    }

    #[test]
    fn a_result_file_says_again_what_was_written_into_it() {
        let outcomes = [
            outcome("a", Part::Tuned, Verdict::Right),
            outcome("b~ns", Part::Tuned, Verdict::Wrong),
            outcome("c", Part::HeldOut, Verdict::Abstained),
        ];
        let text = results(&outcomes);
        let before = Before::parse(&text);
        assert_eq!(before.verdicts.get("b~ns"), Some(&Verdict::Wrong));
        assert_eq!(before.verdicts.len(), 2, "{text}");
        assert_eq!(before.held_out, Some((1, 0, 0)));
        assert!(!text.contains("abstained c"), "the held-out part stays unread: {text}");
    }
}
