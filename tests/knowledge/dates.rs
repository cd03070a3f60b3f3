//! Dates as precise as their source.

use giljabi::knowledge::{Lang, PartialDate};

/// A written date, the first and last day it names, and how it is said in Korean and English.
#[track_caller]
fn check(text: &str, first: &str, last: &str, korean: &str, english: &str) {
    let date = PartialDate::parse(text).unwrap();
    assert_eq!(date.to_string(), text);
    assert_eq!(
        (date.first().to_string().as_str(), date.last().to_string().as_str()),
        (first, last)
    );
    assert_eq!(
        (date.say(Lang::Ko).as_str(), date.say(Lang::En).as_str()),
        (korean, english)
    );
    assert_eq!(
        serde_json::from_str::<PartialDate>(&format!("\"{text}\"")).unwrap(),
        date
    );
}

#[test]
fn dates_are_read_and_said() {
    check("2021", "2021-01-01", "2021-12-31", "2021년", "2021");
    check(
        "2021-H1",
        "2021-01-01",
        "2021-06-30",
        "2021년 상반기",
        "the first half of 2021",
    );
    check(
        "2021-H2",
        "2021-07-01",
        "2021-12-31",
        "2021년 하반기",
        "the second half of 2021",
    );
    check("2021-Q3", "2021-07-01", "2021-09-30", "2021년 3분기", "Q3 2021");
    check("2024-02", "2024-02-01", "2024-02-29", "2024년 2월", "February 2024");
    check(
        "2022-01-24",
        "2022-01-24",
        "2022-01-24",
        "2022년 1월 24일",
        "24 January 2022",
    );
    check(
        "by 2020-06-25",
        "2020-06-25",
        "2020-06-25",
        "2020년 6월 25일까지",
        "by 25 June 2020",
    );
    check("before 2022", "2022-01-01", "2022-12-31", "2022년 이전", "before 2022");
    check("9999", "9999-01-01", "9999-12-31", "9999년", "9999");
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "21",
        "2021-13",
        "2021-02-29",
        "2021-H3",
        "2021-Q5",
        "2021-1",
        "2021-01-24-01",
        "soon",
        "by",
        "by by 2021",
        "２０２１",
        "-2021",
        "2021-01-24T00:00",
    ] {
        assert!(PartialDate::parse(text).is_err(), "{text}");
    }
}

#[test]
fn times_that_share_a_day_overlap() {
    let date = |text| PartialDate::parse(text).unwrap();
    assert!(date("2021").overlaps(&date("2021-12-31")));
    assert!(date("2021-H2").overlaps(&date("2021-Q3")));
    assert!(!date("2021-H2").overlaps(&date("2021-06")));
}

#[test]
fn a_date_without_quotes_is_read_in_toml() {
    #[derive(serde::Deserialize)]
    struct Dates {
        year: PartialDate,
        day: PartialDate,
    }
    let dates: Dates = toml::from_str("year = 2021\nday = 2022-01-24\n").unwrap();
    assert_eq!(
        (dates.year.to_string().as_str(), dates.day.to_string().as_str()),
        ("2021", "2022-01-24")
    );
}
