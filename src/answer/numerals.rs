//! Numbers as people write them: 120만, 1만 2,000, 백이십만 원, 3억 5천만, 1.2 million are one number each, however written.
//!
//! And figures: a number with what it measures, so that a sum a member has heard can be held against the one a record gives.

use crate::knowledge::AnswerKind;

use super::units::{Class, Unit, is_hangul};

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Money, in whatever currency.
    Money,
    /// Things.
    Count,
    /// People.
    People,
    /// A share of a hundred.
    Percent,
    /// A length of time.
    Span,
    /// A day of a year that is not said: month and day as `331`.
    Day,
}

impl Measure {
    /// The kind of question that a figure answers.
    pub(crate) fn kind(self) -> AnswerKind {
        match self {
            Self::Money => AnswerKind::Amount,
            Self::Count | Self::People | Self::Percent => AnswerKind::Count,
            Self::Span => AnswerKind::Duration,
            Self::Day => AnswerKind::When,
        }
    }
}

/// A number with what it measures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// The number, in digits without signs.
    pub(crate) value: String,
    /// What it measures.
    pub(crate) measure: Measure,
    /// The first unit.
    pub(crate) start: usize,
    /// One past the last unit.
    pub(crate) end: usize,
}

const MONEY: [&str; 12] = [
    "원", "달러", "불", "엔", "유로", "위안", "won", "krw", "usd", "dollars", "dollar", "euros",
];

const PERCENT: [&str; 4] = ["퍼센트", "프로", "percent", "%"];

const SPANS: [&str; 16] = [
    "개월",
    "년간",
    "년동안",
    "년까지",
    "년씩",
    "년이",
    "달",
    "주일",
    "주간",
    "일간",
    "시간",
    "분",
    "year",
    "month",
    "week",
    "day",
];

const COUNTED: [&str; 24] = [
    "개사",
    "개",
    "곳",
    "군데",
    "명",
    "분",
    "팀",
    "사",
    "인",
    "건",
    "가지",
    "종",
    "대",
    "회",
    "번",
    "차례",
    "companies",
    "firms",
    "tenants",
    "people",
    "places",
    "members",
    "teams",
    "times",
];

const PEOPLE: [&str; 5] = ["명", "분", "인", "people", "members"];

/// The number that a syllable scales by, and whether it closes a group of four digits.
fn scale(syllable: &str) -> Option<(f64, bool)> {
    Some(match syllable {
        "십" => (1e1, false),
        "백" => (1e2, false),
        "천" => (1e3, false),
        "만" => (1e4, true),
        "억" => (1e8, true),
        "조" => (1e12, true),
        _ => return None,
    })
}

fn digit(syllable: &str) -> Option<f64> {
    let at = ["일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
        .iter()
        .position(|d| *d == syllable)?;
    #[expect(clippy::cast_precision_loss, reason = "a digit")]
    let value = at as f64 + 1.0;
    Some(value)
}

fn english_scale(word: &str) -> Option<f64> {
    match word {
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

/// A number as its digits: whole, or with the point it has.
fn written(value: f64) -> String {
    format!("{value}")
}

/// Puts the units of one number together: 120 + 만 is 1200000.
pub(crate) fn join(units: Vec<Unit>) -> Vec<Unit> {
    let numeral = |u: &Unit| scale(&u.text).is_some() || english_scale(&u.text).is_some();
    if !units.iter().any(numeral) {
        return units;
    }
    let mut joined = Vec::with_capacity(units.len());
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        match number_at(&units, at) {
            Some((value, end)) => {
                joined.push(Unit {
                    text: written(value),
                    class: Class::Number,
                    ..unit.clone()
                });
                at = end;
            }
            None => {
                joined.push(unit.clone());
                at += 1;
            }
        }
    }
    joined
}

/// The number that begins at a unit and is more than digits alone, and the unit behind it.
fn number_at(units: &[Unit], from: usize) -> Option<(f64, usize)> {
    let first = units.get(from)?;
    let spelled = first.class != Class::Number;
    if spelled {
        let numeral = digit(&first.text).is_some() || scale(&first.text).is_some();
        // Inside a word a syllable is no number, but for what a sum is paid by.
        let before = from.checked_sub(1).and_then(|b| units.get(b));
        let begins = first.boundary
            || before.is_some_and(|b| matches!(b.text.as_str(), "월" | "연" | "년" | "약" | "총" | "대"));
        if !numeral || !begins || first.text == "조" {
            return None;
        }
    } else if let (Some(value), Some(next)) = (first.text.parse::<f64>().ok(), units.get(from + 1))
        && let Some(scale) = english_scale(&next.text)
    {
        return Some((value * scale, from + 2));
    }
    let (mut total, mut section, mut held) = (0.0f64, 0.0f64, None::<f64>);
    let (mut at, mut scales, mut closed) = (from, 0, false);
    while let Some(unit) = units.get(at) {
        // A space lies only behind 만 and its like: "1만 2,000".
        if at > from && unit.boundary && !(closed && !unit.mark && (unit.class == Class::Number || spelled)) {
            break;
        }
        if unit.class == Class::Number {
            let Some(value) = unit
                .text
                .parse::<f64>()
                .ok()
                .filter(|v| held.is_none() && (at == from || *v < 10_000.0))
            else {
                break;
            };
            // What stands apart and is scaled by nothing may be another number: "5만 30명" is none of one sum.
            if at > from && unit.boundary && value < 100.0 && units.get(at + 1).is_none_or(|n| scale(&n.text).is_none())
            {
                break;
            }
            held = Some(value);
            closed = false;
        } else if let Some((by, closes)) = scale(&unit.text) {
            // An article of by-laws (제3조) and "as much as" (10만큼) are no numbers.
            let next = units.get(at + 1).filter(|n| !n.boundary).map(|n| n.text.as_str());
            if unit.text == "만" && next == Some("큼")
                || unit.text == "조"
                    && !next
                        .is_some_and(|n| n == "원" || digit(n).is_some() || n.starts_with(|c: char| c.is_ascii_digit()))
            {
                break;
            }
            if closes {
                section += held.take().unwrap_or(0.0);
                total += if section > 0.0 { section } else { 1.0 } * by;
                section = 0.0;
            } else {
                section += held.take().unwrap_or(1.0) * by;
            }
            closed = closes;
            scales += 1;
        } else if let Some(one) = digit(&unit.text).filter(|_| held.is_none() && (spelled || at > from)) {
            held = Some(one);
            closed = false;
        } else {
            break;
        }
        at += 1;
    }
    let paid = || {
        let rest: String = units.iter().skip(at).take(2).map(|u| u.text.as_str()).collect();
        MONEY.iter().chain(&PERCENT).any(|m| rest.starts_with(m)) || rest.starts_with('명')
    };
    (scales > 0 && (!spelled || paid())).then_some((total + section + held.unwrap_or(0.0), at))
}

/// The figures of a text.
pub(crate) fn figures(units: &[Unit]) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let native = native_number(units, at);
        let (value, behind) = match (unit.class, native) {
            (Class::Number, _) => (unit.text.clone(), at + 1),
            (_, Some((value, end))) => (value.to_string(), end),
            _ => {
                at += 1;
                continue;
            }
        };
        let rest: String = units.iter().skip(behind).take(4).map(|u| u.text.as_str()).collect();
        let rest = rest.strip_prefix('여').unwrap_or(&rest);
        let starts = |words: &[&'static str]| {
            words
                .iter()
                .filter(|w| rest.starts_with(**w))
                .max_by_key(|w| w.len())
                .copied()
        };
        let month = unit
            .text
            .parse::<u32>()
            .ok()
            .filter(|m| (1..=12).contains(m) && rest.starts_with('월'));
        let day = units
            .get(behind + 1)
            .and_then(|u| u.text.parse::<u32>().ok())
            .filter(|d| (1..=31).contains(d));
        let figure = if let (Some(month), Some(day)) = (month, day) {
            Some((Measure::Day, (month * 100 + day).to_string(), behind + 3))
        } else if let Some(word) = starts(&MONEY) {
            Some((Measure::Money, value, behind + length(word)))
        } else if let Some(word) = starts(&PERCENT) {
            Some((Measure::Percent, value, behind + length(word)))
        } else if let Some(word) = starts(&SPANS) {
            Some((Measure::Span, value, behind + length(word)))
        } else {
            starts(&COUNTED).map(|word| {
                let measure = if PEOPLE.contains(&word) {
                    Measure::People
                } else {
                    Measure::Count
                };
                (measure, value, behind + length(word))
            })
        };
        match figure {
            Some((measure, value, end)) => {
                found.push(Figure {
                    value,
                    measure,
                    start: at,
                    end: end.min(units.len()),
                });
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// How many units a word takes.
fn length(word: &str) -> usize {
    if word.chars().all(is_hangul) {
        word.chars().count()
    } else {
        1
    }
}

/// A native Korean number in front of what it counts: 열세 곳, 스무 명.
fn native_number(units: &[Unit], at: usize) -> Option<(u32, usize)> {
    if !units.get(at)?.boundary {
        return None;
    }
    let ahead: String = units.iter().skip(at).take(5).map(|u| u.text.as_str()).collect();
    let tens = [("열", 10), ("스물", 20), ("스무", 20), ("서른", 30), ("마흔", 40)];
    let ones = [
        ("다섯", 5),
        ("여섯", 6),
        ("일곱", 7),
        ("여덟", 8),
        ("아홉", 9),
        ("하나", 1),
        ("한", 1),
        ("두", 2),
        ("세", 3),
        ("네", 4),
    ];
    let (ten, rest) = tens
        .iter()
        .find_map(|(word, value)| ahead.strip_prefix(word).map(|rest| (*value, rest)))
        .unwrap_or((0, &ahead));
    let one = ones
        .iter()
        .find_map(|(word, value)| rest.strip_prefix(word).map(|rest| (*value, rest)));
    let (one, rest) = one.unwrap_or((0, rest));
    let counted = COUNTED.iter().chain(&SPANS).chain(&["년"]).any(|c| rest.starts_with(c));
    let used = ahead.chars().count() - rest.chars().count();
    (ten + one > 0 && counted).then_some((ten + one, at + used))
}

#[cfg(test)]
mod tests {
    use super::super::units::cut;
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        let key = |text: &str| super::super::units::key_of(text);
        for text in ["120만 원", "120만원", "백이십만 원", "1백20만원", "1,200,000원"] {
            assert_eq!(key(text), "1200000원", "{text}");
        }
        for text in ["1만 2,000달러", "1만2천달러", "만이천 달러", "12,000달러"] {
            assert_eq!(key(text), "12000달러", "{text}");
        }
        assert_eq!(key("월백이십만원"), "월1200000원");
        assert_eq!(key("3억 5천만 원"), "350000000원");
        assert_eq!(key("300 million won"), "300000000 won");
        assert_eq!(key("7만 4,000개"), "74000개");
    }

    #[test]
    fn what_only_looks_like_a_number_stays() {
        for text in [
            "제3조",
            "이천시에",
            "10만큼",
            "백화점",
            "천안에서",
            "사천이",
            "만남",
            "억지로",
        ] {
            assert_eq!(cut(text).len(), join(cut(text)).len(), "{text}");
            assert!(
                !cut(text).iter().any(|u| u.text.len() > 3 && u.class == Class::Number),
                "{text}"
            );
        }
    }

    #[test]
    fn a_figure_is_known_by_what_it_measures() {
        let read = |text: &str| {
            let found = figures(&cut(text));
            found.into_iter().map(|f| (f.value, f.measure)).collect::<Vec<_>>()
        };
        assert_eq!(
            read("월 500만원까지 나온다며"),
            [("5000000".to_owned(), Measure::Money)]
        );
        assert_eq!(read("마감이 3월 31일이죠"), [("331".to_owned(), Measure::Day)]);
        assert_eq!(read("열세 곳이 들어왔다"), [("13".to_owned(), Measure::Count)]);
        assert_eq!(read("최대 3년까지"), [("3".to_owned(), Measure::Span)]);
        assert_eq!(read("2022년에"), []);
    }
}
