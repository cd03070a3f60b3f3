//! Holding a new document against the knowledge: whether it is there already, and where it says something else.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::knowledge::date::Bound;
use crate::knowledge::{Id, Knowledge, Lang, PartialDate, Presence, State, Text};

/// A document that is there already and may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The id of the document.
    pub document: Id,
    /// Its title.
    pub title: String,
    /// Its file, in the data directory.
    pub file: String,
    /// What the two have in common.
    pub why: Likeness,
}

/// What two documents have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// They came from the same file, byte for byte.
    SameFile,
    /// They have the same address.
    SameAddress,
    /// So many hundredths of the shorter text stand in the other.
    NearlySame(u8),
}

/// A sentence that says something else than a record does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The id of the record.
    pub record: Id,
    /// What the record is called.
    pub name: Text,
    /// What the record says.
    pub known: String,
    /// The new document's sentence.
    pub says: String,
}

/// From how many hundredths on two texts count as nearly the same.
const NEARLY: usize = 60;

/// The documents that may be the same as one with this address, hash and text; the likeliest first.
pub(super) fn duplicates(knowledge: &Knowledge, url: Option<&str>, hash: &str, body: &str) -> Vec<Duplicate> {
    let mine = shingles(body);
    let mut found: Vec<Duplicate> = knowledge
        .documents
        .iter()
        .filter_map(|document| {
            let source = knowledge.sources.get(&document.source);
            let theirs = source.filter(|s| s.id == document.id).and_then(|s| s.url.as_deref());
            let why = if document.hash.as_deref() == Some(hash) {
                Likeness::SameFile
            } else if url.zip(theirs).is_some_and(|(a, b)| address(a) == address(b)) {
                Likeness::SameAddress
            } else {
                let other = shingles(&document.body);
                let shorter = mine.len().min(other.len());
                let share = if shorter < 40 {
                    0
                } else {
                    mine.intersection(&other).count() * 100 / shorter
                };
                if share < NEARLY {
                    return None;
                }
                Likeness::NearlySame(u8::try_from(share).unwrap_or(100))
            };
            Some(Duplicate {
                document: document.id.clone(),
                title: document.title.clone(),
                file: document.file.clone(),
                why,
            })
        })
        .collect();
    found.sort_by_key(|d| match d.why {
        Likeness::SameFile => 0,
        Likeness::SameAddress => 1,
        Likeness::NearlySame(share) => 200 - u16::from(share),
    });
    found
}

/// An address without what makes no other page: the scheme, `www.`, `m.`, a final slash and the part behind `#`.
fn address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest
        .split('#')
        .next()
        .unwrap_or(rest)
        .trim_end_matches('/')
        .to_lowercase();
    let rest = rest.strip_prefix("www.").unwrap_or(&rest);
    rest.strip_prefix("m.").unwrap_or(rest).to_owned()
}

/// The hashes of every eight letters in a row.
fn shingles(text: &str) -> HashSet<u64> {
    let letters: Vec<char> = plain(text).chars().collect();
    letters
        .windows(8)
        .map(|window| {
            let mut hasher = DefaultHasher::new();
            window.hash(&mut hasher);
            hasher.finish()
        })
        .collect()
}

/// Letters and figures alone, without what an import adds in square brackets.
fn plain(text: &str) -> String {
    static ADDED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[[^\]]{1,30}\]").expect("the pattern is written here"));
    let text = ADDED.replace_all(text, "");
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// At most so many contradictions are listed; more say nothing more.
const MOST: usize = 12;

/// The sentences that give another amount or another date for what a record speaks of.
pub(super) fn contradictions(knowledge: &Knowledge, title: &str, body: &str) -> Vec<Contradiction> {
    let sentences = sentences(body);
    let title = plain(title);
    let mut found: Vec<Contradiction> = Vec::new();
    for programme in &knowledge.programmes {
        let mut subject: Vec<&str> = names(&programme.name, &programme.aliases);
        for call in &programme.calls {
            subject.extend(names(&call.name, &call.aliases));
        }
        for support in &programme.supports {
            let call = programme.calls.iter().find(|c| Some(&c.id) == support.call.as_ref());
            let subject = call.map_or_else(|| subject.clone(), |c| names(&c.name, &c.aliases));
            if let Some(amount) = &support.amount {
                let about = Subject {
                    names: subject,
                    words: names(&support.name, &support.ask),
                };
                amounts(
                    &sentences,
                    &title,
                    &about,
                    &support.id,
                    &support.name,
                    &amount.ko,
                    &mut found,
                );
            }
        }
        for call in &programme.calls {
            if let Some(until) = call.until {
                deadline(
                    &sentences,
                    &title,
                    &names(&call.name, &call.aliases),
                    &call.id,
                    &call.name,
                    until,
                    &mut found,
                );
            }
        }
    }
    for fact in &knowledge.facts {
        if let Some(value) = &fact.value {
            let about = Subject {
                names: fact.about.iter().flat_map(|id| names_of(knowledge, id)).collect(),
                words: names(&fact.label, &fact.ask),
            };
            amounts(&sentences, &title, &about, &fact.id, &fact.label, &value.ko, &mut found);
        }
    }
    for presence in &knowledge.presences {
        arrivals(knowledge, presence, &sentences, &mut found);
    }
    found.truncate(MOST);
    found
}

/// What a record is about, and the words for what it says of it.
struct Subject<'k> {
    names: Vec<&'k str>,
    words: Vec<&'k str>,
}

fn names<'k>(name: &'k Text, others: &'k [String]) -> Vec<&'k str> {
    let mut all = vec![name.ko.as_str()];
    all.extend(name.en.as_deref());
    all.extend(others.iter().map(String::as_str));
    all
}

fn names_of<'k>(knowledge: &'k Knowledge, id: &str) -> Vec<&'k str> {
    let programmes = knowledge.programmes.iter().flat_map(|p| {
        let parts = p.parts.iter().map(|part| (&part.id, &part.name, &part.aliases));
        let calls = p.calls.iter().map(|call| (&call.id, &call.name, &call.aliases));
        std::iter::once((&p.id, &p.name, &p.aliases)).chain(parts).chain(calls)
    });
    let places = knowledge.places.iter().map(|p| (&p.id, &p.name, &p.aliases));
    let partners = knowledge.partners.iter().map(|p| (&p.id, &p.name, &p.aliases));
    let companies = knowledge.companies.iter().map(|c| (&c.id, &c.name, &c.aliases));
    programmes
        .chain(places)
        .chain(partners)
        .chain(companies)
        .find(|(other, ..)| *other == id)
        .map(|(_, name, aliases)| names(name, aliases))
        .unwrap_or_default()
}

/// A sentence or a row of a table, with its plain letters for looking names up in.
struct Sentence {
    text: String,
    plain: String,
}

fn sentences(body: &str) -> Vec<Sentence> {
    body.lines()
        .filter(|line| !line.trim().is_empty())
        .flat_map(|line| {
            if line.starts_with('|') {
                return vec![line.trim_matches(['|', ' ']).to_owned()];
            }
            let mut parts: Vec<String> = Vec::new();
            let mut rest = line;
            while let Some(at) = rest.find(". ") {
                let (head, tail) = rest.split_at_checked(at + 1).unwrap_or((rest, ""));
                parts.push(head.to_owned());
                rest = tail.trim_start();
            }
            parts.push(rest.to_owned());
            parts
        })
        .map(|text| Sentence {
            plain: plain_with_dates(&text),
            text,
        })
        .collect()
}

fn plain_with_dates(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether any of the names stands in the text. A name of one letter says nothing.
fn mentions(text: &str, names: &[&str]) -> bool {
    names
        .iter()
        .map(|name| plain(name))
        .any(|name| name.chars().count() >= 2 && text.contains(&name))
}

/// What is counted, with how many of it: units that can be compared are brought together.
#[derive(Clone, Debug, PartialEq)]
struct Quantity {
    unit: &'static str,
    amount: f64,
}

fn quantities(text: &str) -> Vec<Quantity> {
    static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<number>\d[\d,.]*(?:\s?[조억만천](?:\s?\d[\d,.]*)?)*)\s?(?:여|남짓)?\s?(?P<unit>원|달러|개사|개국|개월|개|곳|명|건|회|년|주|%|퍼센트|won|dollars|companies|people|years|months|percent)")
            .expect("the pattern is written here")
    });
    QUANTITY
        .captures_iter(text)
        .filter_map(|captures| {
            let amount = number(captures.name("number")?.as_str())?;
            let (unit, scale) = match captures.name("unit")?.as_str() {
                "원" | "won" => ("won", 1.0),
                "달러" | "dollars" => ("dollars", 1.0),
                "개사" | "개" | "곳" | "companies" => ("things", 1.0),
                "명" | "people" => ("people", 1.0),
                "년" | "years" if amount < 1000.0 => ("months", 12.0),
                "개월" | "months" => ("months", 1.0),
                "건" => ("cases", 1.0),
                "회" => ("times", 1.0),
                "%" | "퍼센트" | "percent" => ("percent", 1.0),
                _ => return None,
            };
            Some(Quantity {
                unit,
                amount: amount * scale,
            })
        })
        .collect()
}

/// A number as Korean writes it: `7만 4,000`, `1.5억`, `2조`.
fn number(text: &str) -> Option<f64> {
    let (mut sum, mut digits) = (0.0, String::new());
    for c in text.chars().chain(['\0']) {
        let scale = match c {
            '0'..='9' | '.' => {
                digits.push(c);
                continue;
            }
            ',' | ' ' => continue,
            '조' => 1e12,
            '억' => 1e8,
            '만' => 1e4,
            '천' => 1e3,
            _ => 1.0,
        };
        if !digits.is_empty() {
            sum += digits.trim_end_matches('.').parse::<f64>().ok()? * scale;
            digits.clear();
        }
    }
    (sum > 0.0).then_some(sum)
}

fn amounts(
    sentences: &[Sentence],
    title: &str,
    about: &Subject<'_>,
    id: &Id,
    name: &Text,
    known: &str,
    found: &mut Vec<Contradiction>,
) {
    let mine = quantities(known);
    if mine.is_empty() {
        return;
    }
    let in_title = mentions(title, &about.names);
    for sentence in sentences {
        if !(in_title || mentions(&sentence.plain, &about.names)) || !mentions(&sentence.plain, &about.words) {
            continue;
        }
        let theirs = quantities(&sentence.text);
        // What cannot be compared does not contradict; one amount that agrees is agreement.
        let comparable: Vec<&Quantity> = theirs
            .iter()
            .filter(|q| mine.iter().any(|m| m.unit == q.unit))
            .collect();
        let agrees = comparable.iter().any(|q| mine.contains(q));
        if !comparable.is_empty() && !agrees {
            add(found, id, name, known.to_owned(), &sentence.text);
        }
    }
}

fn add(found: &mut Vec<Contradiction>, record: &Id, name: &Text, known: String, says: &str) {
    let one = Contradiction {
        record: record.clone(),
        name: name.clone(),
        known,
        says: says.trim().to_owned(),
    };
    if !found.contains(&one) {
        found.push(one);
    }
}

/// The days written out in a text. Where a second day of a span leaves the year or month out, it has the first one's.
fn days(text: &str) -> Vec<PartialDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:(?P<y>\d{4})\s?[년.\-]\s?)?(?P<m>\d{1,2})\s?[월.\-]\s?(?P<d>\d{1,2})\s?[일.]?")
            .expect("the pattern is written here")
    });
    let mut year: Option<String> = None;
    DAY.captures_iter(text)
        .filter_map(|captures| {
            if let Some(y) = captures.name("y") {
                year = Some(y.as_str().to_owned());
            }
            let part = |name: &str| captures.name(name)?.as_str().parse::<u32>().ok();
            PartialDate::parse(&format!("{}-{:02}-{:02}", year.as_deref()?, part("m")?, part("d")?)).ok()
        })
        .collect()
}

fn deadline(
    sentences: &[Sentence],
    title: &str,
    call: &[&str],
    id: &Id,
    name: &Text,
    until: PartialDate,
    found: &mut Vec<Contradiction>,
) {
    let in_title = mentions(title, call);
    for sentence in sentences {
        let speaks = ["접수", "마감", "신청기간", "모집기간", "공모기간"]
            .iter()
            .any(|w| sentence.plain.contains(w));
        if !speaks || !(in_title || mentions(&sentence.plain, call)) {
            continue;
        }
        // The last day named is that of the end.
        if let Some(last) = days(&sentence.text).last()
            && !last.overlaps(&until)
        {
            add(found, id, name, until.say(Lang::Ko), &sentence.text);
        }
    }
}

/// Times written out, as precise as they are: `2021년 하반기`, `2021년 3월`, `2021년`.
fn times(text: &str) -> Vec<PartialDate> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<y>(?:19|20)\d{2})년\s?(?:(?P<half>[상하])반기|(?P<q>[1-4])분기|(?P<m>\d{1,2})월(?:\s?(?P<d>\d{1,2})일)?)?")
            .expect("the pattern is written here")
    });
    TIME.captures_iter(text)
        .filter_map(|captures| {
            let year = captures.name("y")?.as_str();
            let part = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
            let written = match (
                captures.name("half").map(|h| h.as_str()),
                part("q"),
                part("m"),
                part("d"),
            ) {
                (Some(half), ..) => format!("{year}-H{}", if half == "상" { 1 } else { 2 }),
                (_, Some(quarter), ..) => format!("{year}-Q{quarter}"),
                (_, _, Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
                (_, _, Some(month), None) => format!("{year}-{month:02}"),
                _ => year.to_owned(),
            };
            PartialDate::parse(&written).ok()
        })
        .collect()
}

/// Whether what happened at `time` can have happened when the record says.
fn agrees(recorded: &PartialDate, time: &PartialDate) -> bool {
    match recorded.bound() {
        Bound::At => recorded.overlaps(time),
        Bound::By => time.first() <= recorded.last(),
        Bound::Before => time.first() < recorded.first(),
    }
}

/// Companies that a sentence lets come at another time than every record of them in that place.
fn arrivals(knowledge: &Knowledge, presence: &Presence, sentences: &[Sentence], found: &mut Vec<Contradiction>) {
    if !matches!(presence.state, State::Entered | State::Selected | State::Present) {
        return;
    }
    let place = names_of(knowledge, &presence.place);
    for id in &presence.companies {
        let company = names_of(knowledge, id);
        let recorded = knowledge
            .presences
            .iter()
            .filter(|p| p.place == presence.place && p.companies.contains(id));
        let recorded: Vec<PartialDate> = recorded.flat_map(|p| [Some(p.date), p.from]).flatten().collect();
        for sentence in sentences {
            let comes = ["입주했", "입주한", "입주해", "입성", "선정됐", "선정되", "진출했"]
                .iter()
                .any(|w| sentence.plain.contains(w));
            if !comes || !mentions(&sentence.plain, &company) || !mentions(&sentence.plain, &place) {
                continue;
            }
            let times = times(&sentence.text);
            // A sentence with several times is about several things; only one time is surely the company's.
            if let [time] = times.as_slice()
                && !recorded.iter().any(|recorded| agrees(recorded, time))
            {
                let name = names_of(knowledge, id)
                    .first()
                    .map(|n| Text::plain(*n))
                    .unwrap_or_default();
                add(
                    found,
                    &presence.id,
                    &name,
                    format!("{}: {}", presence.name.ko, presence.date.say(Lang::Ko)),
                    &sentence.text,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_compared_as_numbers() {
        let check = |text: &str, unit: &'static str, amount: f64| {
            assert_eq!(quantities(text), [Quantity { unit, amount }], "{text}");
        };
        check("월 120만 원 이내", "won", 1_200_000.0);
        check("7만 4,000개가 넘는", "things", 74_000.0);
        check("2조 달러", "dollars", 2e12);
        check("1,000여 개", "things", 1000.0);
        check("1억 5,000만 원", "won", 150_000_000.0);
        check("최대 3년", "months", 36.0);
        assert_eq!(quantities("2024년 4월"), []);
    }

    #[test]
    fn an_address_is_the_same_page_with_and_without_its_trimmings() {
        assert_eq!(
            address("https://www.example.org/a/"),
            address("http://m.example.org/a#top")
        );
        assert_ne!(
            address("https://example.org/a?id=1"),
            address("https://example.org/a?id=2")
        );
    }

    #[test]
    fn days_of_a_span_take_the_year_from_the_first() {
        let said: Vec<String> = days("2031년 4월 2일부터 4월 30일까지")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(said, ["2031-04-02", "2031-04-30"]);
    }
}
