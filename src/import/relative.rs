//! Words that tell time by the day of publication ("last year", "지난 24일"), read into dates.
//!
//! The date is written behind the words in square brackets, which Korean orthography (appendix on punctuation, square
//! brackets, rule 3) and English usage both give to what an editor adds: `작년 하반기[2021년 하반기]`. The article's
//! own words stay as they are, a quote is still verbatim from `data/`, and a search for "2021년" finds the sentence.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};

use crate::knowledge::Lang;
use crate::knowledge::date::{MONTHS, PartialDate, Precision, month_named};

/// Words and the time they were read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDate {
    /// The words, as they stand in the text.
    pub words: String,
    /// The time; `None` where the date of publication is not precise enough to tell.
    pub date: Option<PartialDate>,
}

const KOREAN: &str = r"(?x)
    (?P<year> 지지난해 | 재작년 | 지난해 | 작년 | 전년도 | 올해 | 금년 | 내후년 | 내년 | 올\ ?(?:[초말]|상반기|하반기|[1-4]분기|\d{1,2}월|봄|여름|가을|겨울) )
        (?: 도? \ ? (?: (?P<half>[상하]반기) | (?P<quarter>[1-4])\ ?분기 | (?P<month>\d{1,2})월 (?:\ ?(?P<day>\d{1,2})일)? | (?P<part>초|말|중순) ) )?
  | (?P<rel_month> 지지난달 | 지난\ ?달 | 전달 | 이번\ 달 | 이달 | 다음\ ?달 | 내달 | 오는\ 달 )
        (?: \ ? (?P<rm_day>\d{1,2})일 )?
  | (?P<way> 지난 | 오는 ) \ ? (?: (?P<w_month>\d{1,2})월 (?:\ ?(?P<w_day>\d{1,2})일)? | (?P<w_only>\d{1,2})일 )
  | (?P<bare>\d{1,2})일 (?P<after> \((?:현지|한국|미국|이하)[^)]*\) | \ (?:밝혔|전했|알렸|발표|공개했|보도|오전|오후|온라인|열린|열렸|개최|체결|서울|출범|개막) )
";

const ENGLISH: &str = r"(?ix) \b (?:
    (?: (?P<m>MONTHS)\ (?:of\ )? )? (?P<y>last|this|next)\ year
  | (?P<mm>last|this|next)\ month ) \b";

static KO: LazyLock<Regex> = LazyLock::new(|| Regex::new(KOREAN).expect("the pattern is written here"));
static EN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&ENGLISH.replace("MONTHS", &MONTHS.join("|"))).expect("the pattern is written here"));

/// The words of `text` that tell time by the day of publication.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for regex in [&*KO, &*EN] {
        for captures in regex.captures_iter(text) {
            if let Some(words) = stands_alone(text, &captures)
                && !found.contains(&words)
            {
                found.push(words);
            }
        }
    }
    found
}

/// Writes the dates behind the words, read from the day of publication, and says which.
pub(super) fn annotate(text: &str, published: PartialDate) -> (String, Vec<ReadDate>) {
    let mut read: Vec<ReadDate> = Vec::new();
    let mut out = text.to_owned();
    for (regex, lang) in [(&*KO, Lang::Ko), (&*EN, Lang::En)] {
        let mut next = String::with_capacity(out.len() + 64);
        let mut done = 0;
        for captures in regex.captures_iter(&out) {
            let Some(words) = stands_alone(&out, &captures) else {
                continue;
            };
            let date = match lang {
                Lang::Ko => korean(&captures, published),
                Lang::En => english(&captures, published),
            };
            if let (Some(date), Some(whole)) = (date, captures.get(0)) {
                let end = whole.start() + words.len();
                let spoken = match captures.name("part").map(|p| p.as_str()) {
                    Some(part) => format!("{} {part}", date.say(lang)),
                    None => date.say(lang),
                };
                if let Some(piece) = out.get(done..end) {
                    next.push_str(piece);
                    next.push_str(&format!("[{spoken}]"));
                    done = end;
                }
            }
            if !read.iter().any(|r| r.words == words && r.date == date) {
                read.push(ReadDate { words, date });
            }
        }
        next.push_str(out.get(done..).unwrap_or_default());
        out = next;
    }
    (out, read)
}

/// The words of a match, unless they are part of a longer word or somebody has said the date behind them already.
fn stands_alone(text: &str, captures: &Captures<'_>) -> Option<String> {
    let whole = captures.get(0)?;
    let end = captures.name("after").map_or(whole.end(), |after| after.start());
    let words = text.get(whole.start()..end)?;
    let before = text.get(..whole.start())?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    if captures.name("bare").is_some() {
        // "1월 24일" and "2022년 1월 24일" say the month themselves.
        let said = text.get(..whole.start())?.trim_end();
        if said.ends_with(['월', '년', '~', '∼', '-', '.', '/']) {
            return None;
        }
    }
    let behind = text.get(end..)?;
    let mut behind_chars = behind.chars();
    match behind_chars.next() {
        Some('[') => return None,
        Some('(') if behind_chars.next().is_some_and(|c| c.is_ascii_digit()) && captures.name("after").is_none() => {
            let inside: String = behind.chars().skip(1).take_while(|c| *c != ')').collect();
            if inside.chars().take(4).filter(char::is_ascii_digit).count() == 4 {
                return None;
            }
        }
        // "지난 5월" but not "지난 5월호", "10일간", "3일째".
        Some('호' | '간' | '째' | '치') => return None,
        _ => {}
    }
    Some(words.to_owned())
}

fn number(captures: &Captures<'_>, name: &str) -> Option<i8> {
    captures.name(name)?.as_str().parse().ok()
}

fn parse(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).ok()
}

fn month_of(year: i16, month: i8) -> Option<PartialDate> {
    parse(&format!("{year:04}-{month:02}"))
}

fn day_of(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    Date::new(year, month, day).ok().map(PartialDate::day)
}

fn korean(captures: &Captures<'_>, published: PartialDate) -> Option<PartialDate> {
    let year = published.year();
    if let Some(word) = captures.name("year") {
        let word = word.as_str();
        let year = match word {
            "지지난해" | "재작년" => year - 2,
            "지난해" | "작년" | "전년도" => year - 1,
            "내년" => year + 1,
            "내후년" => year + 2,
            _ => year,
        };
        // "올 상반기", "올 3월": what follows is part of the word.
        let rest = word
            .strip_prefix('올')
            .unwrap_or_default()
            .trim_start_matches('해')
            .trim();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if rest.ends_with("분기") {
            return parse(&format!("{year:04}-Q{digits}"));
        }
        if rest.ends_with('월') {
            return month_of(year, digits.parse().ok()?);
        }
        let half = captures.name("half").map_or(rest, |h| h.as_str());
        return match half {
            "상반기" => parse(&format!("{year:04}-H1")),
            "하반기" => parse(&format!("{year:04}-H2")),
            _ => match (
                captures.name("quarter"),
                number(captures, "month"),
                number(captures, "day"),
            ) {
                (Some(quarter), ..) => parse(&format!("{year:04}-Q{}", quarter.as_str())),
                (_, Some(month), Some(day)) => day_of(year, month, day),
                (_, Some(month), None) => month_of(year, month),
                _ => PartialDate::year_of(year),
            },
        };
    }
    if published.precision() < Precision::Month {
        return None;
    }
    let this_month = published.first();
    if let Some(word) = captures.name("rel_month") {
        let word: String = word.as_str().chars().filter(|c| *c != ' ').collect();
        let months = match word.as_str() {
            "지지난달" => -2,
            "지난달" | "전달" => -1,
            "다음달" | "내달" | "오는달" => 1,
            _ => 0,
        };
        let then = this_month
            .first_of_month()
            .checked_add(jiff::Span::new().months(months))
            .ok()?;
        return match number(captures, "rm_day") {
            Some(day) => day_of(then.year(), then.month(), day),
            None => month_of(then.year(), then.month()),
        };
    }
    let exact = published.precision() == Precision::Day;
    if let Some(way) = captures.name("way") {
        let past = way.as_str() == "지난";
        if let Some(month) = number(captures, "w_month") {
            let day = number(captures, "w_day");
            let gone = match day {
                Some(day) if exact => (month, day) <= (this_month.month(), this_month.day()),
                Some(_) => month < this_month.month(),
                None => month < this_month.month(),
            };
            let year = match (past, gone) {
                (true, true) => year,
                (true, false) => year - 1,
                (false, true) => year + 1,
                (false, false) => year,
            };
            return match day {
                Some(day) => day_of(year, month, day),
                None => month_of(year, month),
            };
        }
        let day = number(captures, "w_only").filter(|_| exact)?;
        let months = match (past, day <= this_month.day()) {
            (true, false) => -1,
            (false, true) if day < this_month.day() => 1,
            _ => 0,
        };
        let then = this_month
            .first_of_month()
            .checked_add(jiff::Span::new().months(months))
            .ok()?;
        return day_of(then.year(), then.month(), day);
    }
    // News leaves the month out where it is that of publication.
    let day = number(captures, "bare")?;
    day_of(this_month.year(), this_month.month(), day)
}

fn english(captures: &Captures<'_>, published: PartialDate) -> Option<PartialDate> {
    let shift = |name: &str| {
        captures
            .name(name)
            .map(|way| match way.as_str().to_lowercase().as_str() {
                "last" => -1,
                "next" => 1,
                _ => 0,
            })
    };
    if let Some(years) = shift("y") {
        let year = published.year() + years;
        return match captures.name("m").and_then(|m| month_named(m.as_str())) {
            Some(month) => month_of(year, month),
            None => PartialDate::year_of(year),
        };
    }
    let months = i32::from(shift("mm").filter(|_| published.precision() >= Precision::Month)?);
    let then = published
        .first()
        .first_of_month()
        .checked_add(jiff::Span::new().months(months))
        .ok()?;
    month_of(then.year(), then.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(published: &str, text: &str, expected: &str) {
        let published = PartialDate::parse(published).expect("a date");
        assert_eq!(annotate(text, published).0, expected, "{published}: {text}");
    }

    #[test]
    fn korean_words_of_time_are_read_from_the_day_of_publication() {
        let day = "2022-01-25";
        check(day, "작년 하반기 입주했다", "작년 하반기[2021년 하반기] 입주했다");
        check(day, "지난해 3월 이전했다", "지난해 3월[2021년 3월] 이전했다");
        check(day, "올해는 넷이 온다", "올해[2022년]는 넷이 온다");
        check(day, "올 상반기에 연다", "올 상반기[2022년 상반기]에 연다");
        check(day, "올 3월 시작", "올 3월[2022년 3월] 시작");
        check(day, "올해 2분기", "올해 2분기[2022년 2분기]");
        check(
            day,
            "지난 24일(현지 시간) 맺었다고 25일 밝혔다.",
            "지난 24일[2022년 1월 24일](현지 시간) 맺었다고 25일[2022년 1월 25일] 밝혔다.",
        );
        check(day, "지난 31일 마감", "지난 31일[2021년 12월 31일] 마감");
        check(day, "지난 5월 합의", "지난 5월[2021년 5월] 합의");
        check(day, "오는 11일까지", "오는 11일[2022년 2월 11일]까지");
        check(day, "오는 30일까지", "오는 30일[2022년 1월 30일]까지");
        check(day, "오는 3월부터", "오는 3월[2022년 3월]부터");
        check(day, "내달 15일 연다", "내달 15일[2022년 2월 15일] 연다");
        check(day, "지난달 말", "지난달[2021년 12월] 말");
        check(day, "재작년에", "재작년[2020년]에");
        check(day, "내년 초 문을 연다", "내년 초[2023년 초] 문을 연다");
        check(
            day,
            "This year it moves, last month it asked.",
            "This year[2022] it moves, last month[December 2021] it asked.",
        );
        check(
            day,
            "It opened in March last year.",
            "It opened in March last year[March 2021].",
        );
    }

    #[test]
    fn what_is_absolute_or_no_date_is_left_alone() {
        let day = "2022-01-25";
        for text in [
            "2021년 하반기에 왔다",
            "1월 24일 밝혔다",
            "지난해(2021년) 왔다",
            "작년[2021년]에",
            "주 5일 근무, 3일간, 지난 10년간, 10일째",
            "지난 2019년 3월",
            "그날 이후 이날 행사",
        ] {
            check(day, text, text);
        }
    }

    #[test]
    fn a_vague_day_of_publication_dates_only_what_it_can() {
        check(
            "2022-01",
            "작년 하반기, 지난 24일, 지난달",
            "작년 하반기[2021년 하반기], 지난 24일, 지난달[2021년 12월]",
        );
        check("2022", "올해, 지난달", "올해[2022년], 지난달");
    }
}
