//! Rounds of applications and people as members speak of them: "1기" is the year of the first call, "유 총영사" somebody's name.

use crate::knowledge::Lang;
use crate::korean;

use super::engine::Engine;
use super::units::is_hangul;

/// What of the records the spelling out of a question rests on.
#[derive(Debug)]
pub(super) struct Spelled {
    /// The years of the rounds of applications, in order.
    years: Vec<i16>,
    /// How each round may be written short, which year it was in, and what of it stays: "첫 모집" is "2022년 모집".
    rounds: Vec<(String, i16, &'static str)>,
    /// How people are spoken of by surname and title, and the name that stands in the surname's place.
    people: Vec<(String, String)>,
}

impl Spelled {
    pub(super) fn of(engine: &Engine) -> Self {
        let years = years(engine);
        Self {
            rounds: if years.len() < 2 {
                Vec::new()
            } else {
                written_rounds(engine, &years)
            },
            people: people(engine),
            years,
        }
    }
}

/// The years of the rounds of applications, in order.
fn years(engine: &Engine) -> Vec<i16> {
    let calls = engine.knowledge.programmes.iter().flat_map(|p| &p.calls);
    let mut years: Vec<i16> = calls
        .filter_map(|c| {
            c.until.or(c.from).map(|d| d.year()).or_else(|| {
                let digits: String = c.name.ko.chars().take_while(char::is_ascii_digit).collect();
                digits.parse().ok().filter(|y| (1900..2200).contains(y))
            })
        })
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// What a round is called behind "첫".
const ROUNDS_KO: [&str; 8] = ["모집", "공고", "기수", "회차", "해", "차수", "라운드", "선발"];
const ROUNDS_EN: [&str; 9] = [
    "round",
    "call",
    "batch",
    "cohort",
    "intake",
    "lot",
    "group",
    "notice",
    "selection",
];
const NTH_EN: [(&str, usize); 9] = [
    ("very first", 0),
    ("first", 0),
    ("1st", 0),
    ("second", 1),
    ("2nd", 1),
    ("third", 2),
    ("3rd", 2),
    ("inaugural", 0),
    ("initial", 0),
];

/// "첫 모집", "the first round": all the ways of writing a round that the knowledge itself does not call anything by.
fn written_rounds(engine: &Engine, years: &[i16]) -> Vec<(String, i16, &'static str)> {
    let mut all = Vec::new();
    if let Some(first) = years.first() {
        for round in ROUNDS_KO {
            let kept = if matches!(round, "모집" | "공고") {
                round
            } else {
                ""
            };
            all.push((format!("첫 {round}"), *first, kept));
            all.push((format!("첫{round}"), *first, kept));
        }
    }
    for (word, nth) in NTH_EN {
        let Some(year) = years.get(nth) else { continue };
        for round in ROUNDS_EN {
            let kept = if matches!(round, "call" | "notice") { "call" } else { "" };
            all.push((format!("{word} {round}"), *year, kept));
        }
    }
    all.retain(|(written, ..)| !engine.calls_it(written));
    all
}

/// "1기", "첫 모집", "the first round": the year it was in, where the knowledge itself does not call anything so.
pub(super) fn rounds(engine: &Engine, spelled: &Spelled, text: String) -> String {
    if spelled.rounds.is_empty() {
        return text;
    }
    let mut text = text;
    if text.contains('기') {
        for (nth, year) in spelled.years.iter().enumerate() {
            let short = format!("{}기", nth + 1);
            if let Some(at) = text.find(&short)
                && !text
                    .get(..at)
                    .is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
                && !text
                    .get(at + short.len()..)
                    .is_some_and(|t| t.starts_with(['간', '업', '관', '술', '준']))
                && !engine.calls_it(&short)
            {
                text.replace_range(at..at + short.len(), &format!("{year}년 "));
            }
        }
    }
    let first = text.contains('첫');
    let nth = ["first", "1st", "second", "2nd", "third", "3rd", "inaugural", "initial"];
    let english = nth.iter().any(|word| text.contains(word));
    for (written, year, kept) in &spelled.rounds {
        let korean = written.starts_with('첫');
        if !(if korean { first } else { english }) {
            continue;
        }
        // "첫해부터" is from the very beginning.
        if let Some(at) = text.find(written.as_str())
            && !text.get(at + written.len()..).is_some_and(|t| t.starts_with("부터"))
        {
            let of = if korean { "년" } else { "" };
            text.replace_range(at..at + written.len(), &format!("{year}{of} {kept}"));
        }
    }
    text
}

/// How people are spoken of by surname and title, where one alone bears both.
fn people(engine: &Engine) -> Vec<(String, String)> {
    let people = || engine.knowledge.partners.iter().flat_map(|p| &p.people);
    let mut all = Vec::new();
    for person in people() {
        let name = korean::fold(person.name.get(Lang::Ko));
        let Some(surname) = name
            .chars()
            .next()
            .filter(|c| is_hangul(*c) && name.chars().count() == 3)
        else {
            continue;
        };
        let offices = std::iter::once(person.office.get(Lang::Ko)).chain(person.aliases.iter().map(String::as_str));
        let titles = offices.filter_map(|o| o.split_whitespace().last()).map(korean::fold);
        for title in titles {
            let bears = |other: &str| {
                let other = korean::fold(other);
                other.ends_with(&title)
            };
            let others = people().filter(|p| {
                p.name.get(Lang::Ko) != person.name.get(Lang::Ko)
                    && p.name.get(Lang::Ko).starts_with(surname)
                    && (bears(p.office.get(Lang::Ko)) || p.aliases.iter().any(|a| bears(a)))
            });
            if others.count() > 0 {
                continue;
            }
            for written in [format!("{surname}{title}"), format!("{surname} {title}")] {
                all.push((written, format!("{name} {title}")));
            }
        }
    }
    all
}

/// "유총영사", "권 원장님": the person whose surname and office they are, where there is one such.
pub(super) fn names(spelled: &Spelled, text: String) -> String {
    let mut text = text;
    for (written, name) in &spelled.people {
        if let Some(at) = text.find(written)
            && !text.get(..at).is_some_and(|t| t.ends_with(is_hangul))
        {
            text.replace_range(at..at + written.len(), name);
        }
    }
    text
}
