//! Whether an answer is right: what it has to say, what it must not say, and the names its list has to hold.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::golden::{OneOf, Question};
use crate::answer::{Answer, Kind};
use crate::knowledge::date::Precision;
use crate::knowledge::{Company, Lang, PartialDate};

/// What an answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It says something it must not, leaves out what was asked, or answers where there is no answer.
    Wrong,
    /// It gives no answer, or asks back, where the knowledge has one.
    Abstained,
    /// It says what it has to.
    Right,
}

impl Verdict {
    /// The word used in the result file.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Wrong => "wrong",
            Verdict::Abstained => "abstained",
            Verdict::Right => "right",
        }
    }

    /// The verdict that [`Verdict::word`] writes.
    pub fn from_word(word: &str) -> Option<Self> {
        [Verdict::Wrong, Verdict::Abstained, Verdict::Right]
            .into_iter()
            .find(|verdict| verdict.word() == word)
    }
}

/// Names that mean the same item: a company in Korean and in English, and what the question file adds.
#[derive(Clone, Debug, Default)]
pub struct Names {
    groups: Vec<HashSet<String>>,
}

impl Names {
    /// No names but the ones a list is written with.
    pub fn new<'a>(groups: impl IntoIterator<Item = Vec<&'a str>>) -> Self {
        Self {
            groups: groups
                .into_iter()
                .map(|group| group.into_iter().map(fold).collect())
                .collect(),
        }
    }

    /// Adds the names of `companies` in both languages. Aliases are left out: a list has to hold the name itself.
    pub fn with_companies(mut self, companies: &[Company]) -> Self {
        self.groups.extend(companies.iter().map(|company| {
            [Lang::Ko, Lang::En]
                .into_iter()
                .map(|lang| fold(company.name.get(lang)))
                .collect()
        }));
        self
    }

    fn same(&self, one: &str, other: &str) -> bool {
        one == other
            || self
                .groups
                .iter()
                .any(|group| group.contains(one) && group.contains(other))
    }
}

/// Judges `answer` by what `question` asks of it, and says why where it is not right.
pub fn judge(question: &Question, answer: &Answer, names: &Names) -> (Verdict, String) {
    let said = fold(&format!("{}\n{}", answer.text, answer.items.join("\n")));
    if let Some(word) = question.must_not.iter().find(|word| says(&said, word)) {
        return (Verdict::Wrong, format!("says “{word}”"));
    }
    if let Some(lang) = question.lang
        && lang != answer.lang
    {
        return (Verdict::Wrong, format!("answers in {}", lang_word(answer.lang)));
    }
    let refuses = matches!(answer.kind, Kind::NoAnswer | Kind::Clarify);
    if !question.allows(answer.kind) {
        let why = format!("is {}, not {}", kind_word(answer.kind), question.kinds_in_words());
        return (if refuses { Verdict::Abstained } else { Verdict::Wrong }, why);
    }
    if answer.kind == Kind::NoAnswer {
        if !answer.sources.is_empty() {
            return (Verdict::Wrong, "refuses and shows sources".to_owned());
        }
        if !question.reason.is_empty() && !answer.reason.is_some_and(|reason| question.reason.contains(&reason)) {
            return (Verdict::Wrong, format!("refuses because of {:?}", answer.reason));
        }
    }
    // What has to be said is asked of an answer; a refusal that is right too need not say it.
    if refuses && question.kind.len() != 1 {
        return (Verdict::Right, String::new());
    }
    if let Some(missing) = question
        .must
        .iter()
        .find(|one_of| !one_of.0.iter().any(|word| says(&said, word)))
    {
        return (Verdict::Wrong, format!("does not say {missing}"));
    }
    match items(question, answer, names) {
        Some(why) => (Verdict::Wrong, why),
        None => (Verdict::Right, String::new()),
    }
}

/// What is wrong with the list, if anything.
fn items(question: &Question, answer: &Answer, names: &Names) -> Option<String> {
    let got: Vec<String> = answer.items.iter().map(|item| fold(item)).collect();
    let has = |name: &str| got.iter().any(|item| names.same(item, &fold(name)));
    let asked_for =
        |item: &String, names_asked: &[String]| names_asked.iter().any(|name| names.same(item, &fold(name)));
    let exact = question.items.as_deref();
    let missing: Vec<&str> = exact
        .unwrap_or_default()
        .iter()
        .chain(&question.items_include)
        .map(String::as_str)
        .filter(|name| !has(name))
        .collect();
    let extra: Vec<&str> = answer
        .items
        .iter()
        .map(String::as_str)
        .filter(|item| {
            let item = fold(item);
            asked_for(&item, &question.items_exclude)
                || exact.is_some_and(|exact| !asked_for(&item, exact) && !asked_for(&item, &question.items_may))
        })
        .collect();
    let mut why = Vec::new();
    if !missing.is_empty() {
        why.push(format!("the list lacks {}", missing.join(", ")));
    }
    if !extra.is_empty() {
        why.push(format!("the list has {} too", extra.join(", ")));
    }
    (!why.is_empty()).then(|| why.join("; "))
}

/// Whether the folded text `said` holds `word`, in any of the ways it can be written.
fn says(said: &str, word: &str) -> bool {
    ways(word).iter().any(|way| holds(said, &fold(way)))
}

/// Whether `text` holds `part`, where a number is a whole number.
fn holds(text: &str, part: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (first, last) = (digit(part.chars().next()), digit(part.chars().next_back()));
    !part.is_empty()
        && text.match_indices(part).any(|(at, found)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
            !(first && digit(before) || last && digit(after))
        })
}

/// The ways to write `word`: of a date in the written form, every usual one; of anything else, itself.
fn ways(word: &str) -> Vec<String> {
    let mut ways = vec![word.to_owned()];
    if let Ok(date) = PartialDate::parse(word)
        && date.precision() != Precision::Year
    {
        ways.extend([Lang::Ko, Lang::En].map(|lang| date.say(lang)));
        let (y, m, d) = (date.year(), date.first().month(), date.first().day());
        if date.precision() == Precision::Day {
            ways.push(format!("{y}.{m}.{d}"));
            ways.push(format!("{y}.{m:02}.{d:02}"));
            let month = PartialDate::day(date.first()).say(Lang::En);
            if let Some((day, rest)) = month.split_once(' ')
                && let Some((month, year)) = rest.split_once(' ')
            {
                ways.push(format!("{month} {day}, {year}"));
            }
        } else if date.precision() == Precision::Month {
            ways.push(format!("{y}.{m:02}"));
        }
    }
    ways
}

/// The text as it is compared: composed, half-width, lower case, no commas in numbers, no spaces but between Latin
/// letters and digits.
fn fold(text: &str) -> String {
    let wide: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for (at, &c) in wide.iter().enumerate() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let before = folded.chars().next_back();
        if c == ',' && before.is_some_and(|b| b.is_ascii_digit()) && wide.get(at + 1).is_some_and(char::is_ascii_digit)
        {
            continue;
        }
        if space && c.is_ascii_alphanumeric() && before.is_some_and(|b| b.is_ascii_alphanumeric()) {
            folded.push(' ');
        }
        space = false;
        folded.push(c);
    }
    folded
}

/// The word for a kind of answer, as in the answer object.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Answer => "answer",
        Kind::List => "list",
        Kind::Clarify => "clarify",
        Kind::Smalltalk => "smalltalk",
        Kind::NoAnswer => "no_answer",
    }
}

fn lang_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "Korean",
        Lang::En => "English",
    }
}

impl std::fmt::Display for OneOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.as_slice() {
            [one] => write!(f, "“{one}”"),
            [one, ..] => write!(f, "“{one}” or the like"),
            [] => write!(f, "anything"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_whole_number_and_spaces_do_not_count() {
        let said = fold("2022년에 22 개사가 신청해 1,000여 개…");
        assert!(says(&said, "22개사"));
        assert!(says(&said, "1000여개"));
        assert!(!says(&fold("2022년"), "22"));
        assert!(!says(&fold("as of 2022 220 companies"), "22"));
    }

    #[test]
    fn a_date_is_found_however_it_is_written() {
        for written in [
            "2022년 1월 24일에 체결했습니다",
            "signed on 24 January 2022",
            "signed on January 24, 2022",
            "2022-01-24",
            "2022.01.24",
        ] {
            assert!(says(&fold(written), "2022-01-24"), "{written}");
        }
        assert!(says(&fold("2021년 하반기"), "2021-H2"));
        assert!(!says(&fold("2022년 1월 25일"), "2022-01-24"));
    }
}
