//! What a sentence of a document is: a label, a question, a list; what it is about.

use crate::korean;

/// A sentence without the mark of an answer in front: "A.", "답:".
pub(crate) fn without_mark(sentence: &str) -> &str {
    ["A.", "A:", "답.", "답:", "답변:"]
        .iter()
        .find_map(|mark| sentence.strip_prefix(mark))
        .map_or(sentence, str::trim_start)
}

/// Whether a sentence of a document asks: a heading of questions and answers.
pub(crate) fn asks(sentence: &str) -> bool {
    sentence.trim_end().ends_with('?') && !sentence.contains(['"', '“', '”'])
}

/// What stands in front of a sentence as its label: before a colon, or before its first 은 or 는.
pub(crate) fn label(sentence: &str) -> Option<&str> {
    let head = sentence.split_once([':', '：']).map(|(head, _)| head);
    head.filter(|h| (1..=14).contains(&h.chars().count()))
        .or_else(|| topic(sentence))
}

/// Whether a text names a year, and none of `years`.
pub(crate) fn names_another_year(folded: &str, years: &[String]) -> bool {
    let named: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
        .collect();
    !named.is_empty() && !named.iter().any(|n| years.iter().any(|y| y == n))
}

/// What a Korean sentence is about: what stands before its first 은 or 는, where that is near its beginning.
pub(crate) fn topic(sentence: &str) -> Option<&str> {
    let mut end = 0;
    for word in sentence.split(' ').take(3) {
        end += word.len();
        if word.ends_with(['은', '는']) || word.ends_with("에는") {
            return sentence.get(..end);
        }
        end += 1;
    }
    None
}

/// Whether a sentence names several things in a row.
pub(crate) fn enumerates(folded: &str) -> bool {
    // A comma inside a number separates nothing.
    let letters: Vec<char> = folded.chars().collect();
    let commas = letters
        .windows(3)
        .filter(|w| matches!(w, [a, ',' | '·' | '、', b] if !(a.is_ascii_digit() && b.is_ascii_digit())))
        .count();
    let joined = ["와 ", "과 ", " 및 ", " 등 ", " and "]
        .iter()
        .filter(|j| folded.contains(*j))
        .count();
    commas >= 2 || commas >= 1 && joined >= 1 || joined >= 3
}

/// The cells of a row of a Markdown table.
pub(crate) fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_matches('|').split('|').map(str::trim).collect()
}

pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.trim_start_matches(['-', '*', '•', '>']).trim_start();
        for range in korean::sentences(line) {
            if let Some(sentence) = line.get(range).map(str::trim).filter(|s| s.chars().count() >= 2) {
                all.push(sentence);
            }
        }
    }
    all
}
