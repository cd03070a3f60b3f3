//! The time a question means: absolute ("2021년 하반기", "March 2022") and relative ("작년", "last year"), read by a given day.

use jiff::civil::Date;

use crate::knowledge::date::MONTHS;
use crate::knowledge::{Lang, PartialDate};

use super::units::{Class, Unit, is_hangul};

/// A time a question names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    /// The time, read by the day the question is asked.
    pub(crate) date: PartialDate,
    /// Whether it was said relative to that day.
    pub(crate) relative: Relative,
    /// Whether the question asks for what came after it.
    pub(crate) since: bool,
    /// Whether the question asks for what came before it.
    pub(crate) before: bool,
    /// The unit of the question it begins at.
    pub(crate) at: usize,
}

/// How a time was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relative {
    /// By its number.
    Absolute,
    /// As so many years before today's ("작년" is 1, "올해" is 0, "내년" is −1).
    Years(i16),
}

impl Time {
    /// The same words read by another day, such as the day a source was published.
    pub(crate) fn read_by(&self, day: Date) -> Option<PartialDate> {
        match self.relative {
            Relative::Absolute => Some(self.date),
            Relative::Years(back) => {
                let text = self.date.to_string();
                let rest = text.get(4..).unwrap_or_default();
                PartialDate::parse(&format!("{:04}{rest}", day.year() - back)).ok()
            }
        }
    }
}

/// A time found, and the units it took.
pub(crate) struct Found {
    /// The time.
    pub(crate) time: Time,
    /// The first unit.
    pub(crate) start: usize,
    /// One past the last unit.
    pub(crate) end: usize,
}

const RELATIVE_KO: &[(&str, i16)] = &[
    ("재작년", 2),
    ("지지난해", 2),
    ("작년", 1),
    ("지난해", 1),
    ("전년도", 1),
    ("올해", 0),
    ("금년", 0),
    ("이번년도", 0),
    ("올해년도", 0),
    ("금년도", 0),
    ("이번해", 0),
    ("올", 0),
    ("내년", -1),
    ("다음해", -1),
    ("내후년", -2),
];

/// Reads the times a text names. `today` is what relative words are read by.
pub(crate) fn read(units: &[Unit], today: Date) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < units.len() {
        match year_at(units, at, today) {
            Some((year, relative, next)) => {
                let (mut suffix, end) = finer(units, next, year);
                let word = |back: usize| at.checked_sub(back).and_then(|i| units.get(i)).map(|u| u.text.as_str());
                if word(1) == Some("of") && word(2) == Some("half") || word(1) == Some("half") {
                    let which = if word(1) == Some("half") { word(2) } else { word(3) };
                    match which {
                        Some("first") => suffix = format!("{year:04}-H1"),
                        Some("second") => suffix = format!("{year:04}-H2"),
                        _ => {}
                    }
                }
                if let Ok(date) = PartialDate::parse(&suffix) {
                    let since = says(units, end, &["이후", "부터", "이래"])
                        || at > 0
                            && units
                                .get(at - 1)
                                .is_some_and(|u| matches!(u.text.as_str(), "since" | "after"));
                    let before = says(units, end, &["이전", "전에", "전까지"])
                        || at > 0 && units.get(at - 1).is_some_and(|u| u.text == "before");
                    found.push(Found {
                        time: Time {
                            date,
                            relative,
                            since,
                            before,
                            at,
                        },
                        start: at,
                        end,
                    });
                    at = end;
                    continue;
                }
                at += 1;
            }
            None => at += 1,
        }
    }
    found
}

fn text_from(units: &[Unit], at: usize, most: usize) -> String {
    units.iter().skip(at).take(most).map(|u| u.text.as_str()).collect()
}

fn says(units: &[Unit], at: usize, words: &[&str]) -> bool {
    let text = text_from(units, at, 3);
    words.iter().any(|w| text.starts_with(w))
}

fn number(unit: Option<&Unit>) -> Option<i16> {
    unit.filter(|u| u.class == Class::Number)
        .and_then(|u| u.text.parse().ok())
}

/// A year that begins at `at`: its number, how it was said, and the unit after it.
fn year_at(units: &[Unit], at: usize, today: Date) -> Option<(i16, Relative, usize)> {
    let unit = units.get(at)?;
    match unit.class {
        Class::Number => {
            let text = unit.text.as_str();
            // 2022.1.24 and 2022.01
            if let Some((year, _)) = text.split_once('.') {
                let year: i16 = year.parse().ok().filter(|y| (1900..2100).contains(y))?;
                return Some((year, Relative::Absolute, at));
            }
            let value: i16 = text.parse().ok()?;
            let year_word = units.get(at + 1).is_some_and(|u| u.text == "년")
                && !units
                    .get(at + 2)
                    .is_some_and(|u| !u.boundary && matches!(u.text.as_str(), "간" | "동" | "째" | "치" | "짜"));
            match text.len() {
                4 if (1900..2100).contains(&value) => Some((
                    value,
                    Relative::Absolute,
                    if year_word { skip_do(units, at + 2) } else { at + 1 },
                )),
                2 if year_word && (0..100).contains(&value) && value >= 10 => Some((
                    if value < 70 { 2000 + value } else { 1900 + value },
                    Relative::Absolute,
                    skip_do(units, at + 2),
                )),
                _ => None,
            }
        }
        Class::Hangul => {
            if let Some((year, next)) = spelled_year(units, at) {
                return Some((year, Relative::Absolute, next));
            }
            let ahead = text_from(units, at, 4);
            let (word, back) = RELATIVE_KO.iter().find(|(word, _)| ahead.starts_with(word))?;
            let length = word.chars().count();
            if *word == "올" && !ahead.starts_with("올 상") && !ahead.starts_with("올상") && !ahead.starts_with("올하")
            {
                return None;
            }
            if !unit.boundary && at > 0 && *back >= 0 && units.get(at - 1).is_some_and(is_hangul_unit) && length < 2 {
                return None;
            }
            let mut next = at + length;
            if units
                .get(next)
                .is_some_and(|u| u.text == "도" && units.get(next + 1).is_none_or(|n| n.boundary))
                && *word != "올"
            {
                // "작년도" the year, not "also last year": both read the same.
                next += 1;
            }
            Some((today.year() - back, Relative::Years(*back), next))
        }
        Class::Latin => {
            let next = units.get(at + 1).map(|u| u.text.as_str());
            let back = match (unit.text.as_str(), next) {
                ("last" | "previous" | "past", Some("year")) => 1,
                ("this" | "current", Some("year")) => 0,
                ("next" | "coming", Some("year")) => -1,
                _ => return english_month(units, at),
            };
            Some((today.year() - back, Relative::Years(back), at + 2))
        }
    }
}

/// A year spelled out: "이천이십사년". Gives the year and the unit after 년.
fn spelled_year(units: &[Unit], at: usize) -> Option<(i16, usize)> {
    if !units.get(at)?.boundary {
        return None;
    }
    let (mut total, mut digit, mut next) = (0i16, 0i16, at);
    loop {
        let unit = units.get(next)?;
        let one = match unit.text.as_str() {
            "일" => 1,
            "이" => 2,
            "삼" => 3,
            "사" => 4,
            "오" => 5,
            "육" => 6,
            "칠" => 7,
            "팔" => 8,
            "구" => 9,
            "천" | "백" | "십" => {
                let scale = if unit.text == "천" {
                    1000
                } else if unit.text == "백" {
                    100
                } else {
                    10
                };
                total += digit.max(1) * scale;
                digit = 0;
                next += 1;
                continue;
            }
            "년" => {
                let year = total + digit;
                return (1900..2100).contains(&year).then_some((year, next + 1));
            }
            _ => return None,
        };
        digit = one;
        next += 1;
        if next > at + 9 {
            return None;
        }
    }
}

fn is_hangul_unit(unit: &Unit) -> bool {
    unit.text.chars().all(is_hangul)
}

/// Skips "도" of "2022년도".
fn skip_do(units: &[Unit], at: usize) -> usize {
    if units.get(at).is_some_and(|u| u.text == "도" && !u.boundary) {
        at + 1
    } else {
        at
    }
}

/// The month of a name or its beginning: "january", "jan", "sept".
fn month_of(word: &str) -> Option<usize> {
    let short = |name: &str| name.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let month = MONTHS
        .iter()
        .position(|name| short(name) || name.eq_ignore_ascii_case(word));
    month.or((word == "sept").then_some(8)).map(|at| at + 1)
}

/// "March 2022", "March 3, 2022": the year is what follows; the month is read by [`finer`] from what stands before.
fn english_month(units: &[Unit], at: usize) -> Option<(i16, Relative, usize)> {
    month_of(&units.get(at)?.text)?;
    let year = |i: usize| number(units.get(i)).filter(|y| (1900..2100).contains(y));
    if year(at + 1).is_some() || (number(units.get(at + 1)).is_some() && year(at + 2).is_some()) {
        let value = year(at + 1).or_else(|| year(at + 2))?;
        return Some((value, Relative::Absolute, at));
    }
    None
}

/// Reads what follows a year: a half, a quarter, a month, a day. Gives the written form and the unit after it.
fn finer(units: &[Unit], at: usize, year: i16) -> (String, usize) {
    let plain = || (format!("{year:04}"), at.max(1));
    // 2022.1.24
    if let Some(unit) = units.get(at)
        && unit.class == Class::Number
        && unit.text.starts_with(&format!("{year}."))
    {
        let mut parts = unit.text.split('.').skip(1).filter_map(|p| p.parse::<u8>().ok());
        return match (parts.next(), parts.next()) {
            (Some(m), Some(d)) => (format!("{year:04}-{m:02}-{d:02}"), at + 1),
            (Some(m), None) => (format!("{year:04}-{m:02}"), at + 1),
            _ => (format!("{year:04}"), at + 1),
        };
    }
    // March 3, 2022
    if let Some(month) = units.get(at).and_then(|u| month_of(&u.text))
        && units.get(at).is_some_and(|u| u.class == Class::Latin)
    {
        let is_year = |i: usize| number(units.get(i)) == Some(year);
        if is_year(at + 1) {
            return match number(at.checked_sub(1).and_then(|i| units.get(i))).filter(|d| (1..=31).contains(d)) {
                Some(day) => (format!("{year:04}-{month:02}-{day:02}"), at + 2),
                None => (format!("{year:04}-{month:02}"), at + 2),
            };
        }
        if is_year(at + 2)
            && let Some(day) = number(units.get(at + 1))
        {
            return (format!("{year:04}-{month:02}-{day:02}"), at + 3);
        }
    }
    // 2022-03-01 arrives as three numbers
    let ahead = text_from(units, at, 4);
    for (word, form, length) in [
        ("상반기", "-H1", 3),
        ("하반기", "-H2", 3),
        ("전반기", "-H1", 3),
        ("후반기", "-H2", 3),
    ] {
        if ahead.starts_with(word) {
            return (format!("{year:04}{form}"), at + length);
        }
    }
    if let Some(n) = number(units.get(at)) {
        let follow = units.get(at + 1).map(|u| u.text.as_str());
        if follow == Some("분") && units.get(at + 2).is_some_and(|u| u.text == "기") && (1..=4).contains(&n) {
            return (format!("{year:04}-Q{n}"), at + 3);
        }
        if follow == Some("월") && (1..=12).contains(&n) {
            if let Some(day) = number(units.get(at + 2)).filter(|d| (1..=31).contains(d))
                && units.get(at + 3).is_some_and(|u| u.text == "일")
            {
                return (format!("{year:04}-{n:02}-{day:02}"), at + 4);
            }
            return (format!("{year:04}-{n:02}"), at + 2);
        }
        if units.get(at).is_some_and(|u| u.text.len() == 2) && (1..=12).contains(&n) && follow.is_none_or(|f| f != "개")
        {
            let day = number(units.get(at + 1)).filter(|d| (1..=31).contains(d));
            if let Some(day) = day {
                return (format!("{year:04}-{n:02}-{day:02}"), at + 2);
            }
        }
    }
    plain()
}

/// Whether a sentence of the text gives a time: a year, a month, a day, an hour.
pub(crate) fn gives_a_time(folded: &str, lang: Lang) -> bool {
    let digit_before = |mark: &str| {
        folded.match_indices(mark).any(|(i, _)| {
            let behind = folded.get(i + mark.len()..).unwrap_or_default().trim_start();
            // "1년 이상", "200일 동안" last, and are no time.
            let lasts = ["이상", "이하", "미만", "동안", "째", "차"]
                .iter()
                .any(|w| behind.starts_with(w));
            !lasts
                && folded
                    .get(..i)
                    .is_some_and(|head| head.trim_end().chars().next_back().is_some_and(|c| c.is_ascii_digit()))
        })
    };
    if ["년", "월", "일", "시", "세기", "년대", "분기", "요일"]
        .iter()
        .any(|mark| digit_before(mark))
    {
        return true;
    }
    let words = [
        "요일",
        "상반기",
        "하반기",
        "오전",
        "오후",
        "정오",
        "매일",
        "매주",
        "매월",
        "매년",
        "연중",
        "상시",
        "세기",
        "작년",
        "지난해",
        "올해",
        "내년",
        "시대",
        "말기",
        "초기",
        "당시",
    ];
    if words.iter().any(|w| folded.contains(w)) {
        return true;
    }
    let mut found = false;
    if lang == Lang::En || folded.is_ascii() {
        let months = folded
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| month_of(w).is_some() && w != "may");
        let year = folded
            .split(|c: char| !c.is_ascii_digit())
            .any(|w| w.len() == 4 && matches!(w.get(..2), Some("16" | "17" | "18" | "19" | "20")));
        let days = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "a.m",
            "p.m",
            " am",
            " pm",
            "daily",
            "weekly",
            "noon",
            "century",
        ];
        found = months || year || days.iter().any(|d| folded.contains(d));
    }
    let bare_year = folded
        .split(|c: char| !c.is_ascii_digit())
        .any(|w| w.len() == 4 && matches!(w.get(..2), Some("16" | "17" | "18" | "19" | "20")));
    found || bare_year
}
