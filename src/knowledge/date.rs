//! Dates as precise as their source: a year, a half, a quarter, a month or a day, and "by" or "before" one of them.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::Lang;

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month of an English name, however it is written: 1 to 12.
pub fn month_named(word: &str) -> Option<i8> {
    (1..)
        .zip(MONTHS)
        .find_map(|(month, name)| name.eq_ignore_ascii_case(word).then_some(month))
}

/// How precise a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// Only the year is known.
    Year,
    /// A half of a year.
    Half,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
}

/// How a date stands to what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// It happened then.
    At,
    /// It had happened by then ("by 2020-06-25").
    By,
    /// It had happened before then ("before 2022").
    Before,
}

/// A date as precise as its source. Written `2021`, `2021-H2`, `2021-Q3`, `2021-03`, `2022-01-24`, `by 2020-06-25` or `before 2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
    bound: Bound,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a date: write 2021, 2021-H2, 2021-Q3, 2021-03 or 2022-01-24, with `by ` or `before ` in front where needed"
)]
pub struct NotADate(pub String);

impl PartialDate {
    /// Reads the written form.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let bare = text.trim();
        let (bound, rest) = match (bare.strip_prefix("by "), bare.strip_prefix("before ")) {
            (Some(rest), _) => (Bound::By, rest.trim()),
            (_, Some(rest)) => (Bound::Before, rest.trim()),
            _ => (Bound::At, bare),
        };
        let mut parts = rest.split('-');
        let number = |part: &str, digits: usize| -> Result<i16, NotADate> {
            if part.len() != digits || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(wrong());
            }
            part.parse().map_err(|_| wrong())
        };
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let (month, day, precision) = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => (1, 1, Precision::Year),
            (Some("H1"), None, _) => (1, 1, Precision::Half),
            (Some("H2"), None, _) => (7, 1, Precision::Half),
            (Some("Q1"), None, _) => (1, 1, Precision::Quarter),
            (Some("Q2"), None, _) => (4, 1, Precision::Quarter),
            (Some("Q3"), None, _) => (7, 1, Precision::Quarter),
            (Some("Q4"), None, _) => (10, 1, Precision::Quarter),
            (Some(m), None, _) => (number(m, 2)?, 1, Precision::Month),
            (Some(m), Some(d), None) => (number(m, 2)?, number(d, 2)?, Precision::Day),
            _ => return Err(wrong()),
        };
        let first = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .and_then(|(m, d)| Date::new(year, m, d).ok())
            .ok_or_else(wrong)?;
        Ok(Self {
            first,
            precision,
            bound,
        })
    }

    /// A day.
    pub fn day(date: Date) -> Self {
        Self {
            first: date,
            precision: Precision::Day,
            bound: Bound::At,
        }
    }

    /// A year.
    pub fn year_of(year: i16) -> Option<Self> {
        Some(Self {
            first: Date::new(year, 1, 1).ok()?,
            precision: Precision::Year,
            bound: Bound::At,
        })
    }

    /// The same time with another bound.
    pub fn with_bound(self, bound: Bound) -> Self {
        Self { bound, ..self }
    }

    /// The first day of the time it names.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day of the time it names.
    pub fn last(&self) -> Date {
        let months = match self.precision {
            Precision::Year => 12,
            Precision::Half => 6,
            Precision::Quarter => 3,
            Precision::Month => 1,
            Precision::Day => return self.first,
        };
        Date::new(self.first.year(), self.first.month() + months - 1, 1).map_or(self.first, Date::last_of_month)
    }

    /// The year.
    pub fn year(&self) -> i16 {
        self.first.year()
    }

    /// How precise it is.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// How it stands to what happened.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// Whether the time named by `self` and that named by `other` share a day. Bounds are not looked at.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last() && other.first <= self.last()
    }

    /// The date as a person says it, in `lang`: "2021년 하반기", "by 25 June 2020" …, without a particle.
    pub fn say(&self, lang: Lang) -> String {
        let (y, m, d) = (self.first.year(), self.first.month(), self.first.day());
        match lang {
            Lang::Ko => {
                let time = match self.precision {
                    Precision::Year => format!("{y}년"),
                    Precision::Half => format!("{y}년 {}", if m == 1 { "상반기" } else { "하반기" }),
                    Precision::Quarter => format!("{y}년 {}분기", (m - 1) / 3 + 1),
                    Precision::Month => format!("{y}년 {m}월"),
                    Precision::Day => format!("{y}년 {m}월 {d}일"),
                };
                match self.bound {
                    Bound::At => time,
                    Bound::By => format!("{time}까지"),
                    Bound::Before => format!("{time} 이전"),
                }
            }
            Lang::En => {
                let month = MONTHS
                    .get(usize::try_from(m - 1).unwrap_or_default())
                    .copied()
                    .unwrap_or_default();
                let time = match self.precision {
                    Precision::Year => format!("{y}"),
                    Precision::Half => format!("the {} half of {y}", if m == 1 { "first" } else { "second" }),
                    Precision::Quarter => format!("Q{} {y}", (m - 1) / 3 + 1),
                    Precision::Month => format!("{month} {y}"),
                    Precision::Day => format!("{d} {month} {y}"),
                };
                match self.bound {
                    Bound::At => time,
                    Bound::By => format!("by {time}"),
                    Bound::Before => format!("before {time}"),
                }
            }
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bound {
            Bound::At => {}
            Bound::By => write!(f, "by ")?,
            Bound::Before => write!(f, "before ")?,
        }
        let (y, m, d) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{y:04}"),
            Precision::Half => write!(f, "{y:04}-H{}", if m == 1 { 1 } else { 2 }),
            Precision::Quarter => write!(f, "{y:04}-Q{}", (m - 1) / 3 + 1),
            Precision::Month => write!(f, "{y:04}-{m:02}"),
            Precision::Day => write!(f, "{y:04}-{m:02}-{d:02}"),
        }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        Self::parse(text)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    /// Reads the written form, and what TOML makes of a date or a year that stands without quotes.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = PartialDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as \"2022-01-24\"")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<PartialDate, E> {
                PartialDate::parse(text).map_err(E::custom)
            }

            fn visit_i64<E: serde::de::Error>(self, year: i64) -> Result<PartialDate, E> {
                PartialDate::parse(&year.to_string()).map_err(E::custom)
            }

            fn visit_u64<E: serde::de::Error>(self, year: u64) -> Result<PartialDate, E> {
                PartialDate::parse(&year.to_string()).map_err(E::custom)
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<PartialDate, A::Error> {
                let day = toml::value::Datetime::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                PartialDate::parse(&day.to_string()).map_err(serde::de::Error::custom)
            }
        }
        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(by |before )?\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?$",
            "description": "2021, 2021-H2, 2021-Q3, 2021-03 or 2022-01-24; `by ` or `before ` in front where needed"
        })
    }
}
