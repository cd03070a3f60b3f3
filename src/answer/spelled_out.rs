//! What members write short, spelled out before it is read: "1기" is the year of the first call, "유 총영사" somebody's name, "hrs"
//! are hours.

use crate::knowledge::Lang;
use crate::korean;

use super::engine::Engine;
use super::units::is_hangul;

/// A folded question with what is written short spelled out.
pub(super) fn spelled_out(engine: &Engine, folded: &str) -> String {
    let mut text = by_the(&said_plainly(&in_short(without_tail(without_preamble(folded)))));
    if text.bytes().any(|b| b.is_ascii_alphabetic()) {
        text = english(engine, &text);
    }
    let spelled = engine.spelled.get_or_init(|| Spelled::of(engine));
    text = rounds(engine, spelled, text);
    text = years_after(without_seasons(text));
    text = names(spelled, text);
    if !engine.knowledge.companies.is_empty() {
        text = applied(counted(&text));
    }
    text
}

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
    fn of(engine: &Engine) -> Self {
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

/// What only greets, or says who asks and what for.
const PREAMBLES: [&str; 16] = [
    "안녕",
    "수고 많",
    "수고하",
    "고생 많",
    "과장입니다",
    "대리입니다",
    "팀장입니다",
    "사원입니다",
    "주임입니다",
    "담당자입니다",
    "보고용",
    "보고드",
    "대표님",
    "팀장님",
    "부장님",
    "과제",
];

/// A question without the sentence or the clause in front of it that only greets, or says what it is for.
fn without_preamble(folded: &str) -> &str {
    let mut rest = folded;
    loop {
        let end = [". ", "! ", "? ", "인데요, ", "는데요, ", "인데, ", "는데, "]
            .iter()
            .filter_map(|end| rest.find(end).map(|at| at + end.len()))
            .min();
        let Some(end) = end else { return rest };
        let (first, after) = rest.split_at(end);
        let greets = PREAMBLES.iter().any(|p| first.contains(p)) && !first.contains(|c: char| c.is_ascii_digit());
        if !greets || after.trim().chars().count() < 6 {
            return rest;
        }
        rest = after;
    }
}

/// What stands behind a question to ask whoever knows: "직원 몇 명인지 아시는 분".
const TAILS: [&str; 16] = [
    "아시는분계신가요",
    "아시는분계실까요",
    "아시는분있나요",
    "아시는분있을까요",
    "아시는분있으신가요",
    "아시는분",
    "아는분계신가요",
    "아는분있나요",
    "아는분",
    "아는사람있나요",
    "아는사람있음",
    "아는사람",
    "알려주실분",
    "알려주실분계신가요",
    "알려줄사람",
    "아시나여",
];

/// A question without what stands behind it to ask whoever knows.
fn without_tail(folded: &str) -> &str {
    let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    for tail in TAILS {
        // The same letters, with spaces or without.
        let mut letters = tail.chars().rev().peekable();
        let mut rest = end;
        while let (Some(letter), Some(last)) = (letters.peek(), rest.chars().next_back()) {
            if last == *letter {
                letters.next();
            } else if !last.is_whitespace() {
                break;
            }
            rest = rest.strip_suffix(last).unwrap_or(rest);
        }
        if letters.peek().is_none() && rest.trim().chars().count() >= 4 {
            return rest.trim_end();
        }
    }
    folded
}

/// How it is to be told: of what is asked it says nothing.
const IN_SHORT: [&str; 15] = [
    "한 줄로",
    "한줄로",
    "한마디로",
    "한 문장으로",
    "간단하게",
    "간단히",
    "간략하게",
    "간략히",
    "짧게",
    "요약해서",
    "in one line",
    "in one sentence",
    "in a nutshell",
    "in short",
    "briefly",
];

/// A question without how it is to be told, unless that is all there is.
fn in_short(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((at, words)) = IN_SHORT.iter().find_map(|words| Some((text.find(words)?, *words))) else {
        return text.into();
    };
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at + words.len()..).unwrap_or_default();
    // "… 요약해 주세요" behind it asks for nothing more either.
    let asked = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = if ["요약", "정리", "설명", "말해", "알려"]
        .iter()
        .any(|w| asked.starts_with(w))
    {
        ""
    } else {
        rest
    };
    if before
        .chars()
        .chain(rest.chars())
        .filter(|c| c.is_alphanumeric())
        .count()
        < 4
    {
        return text.into();
    }
    format!("{} {}", before.trim_end(), rest.trim_start()).into()
}

/// "들어갔대", "뽑혔대요": what is asked as heard is asked plainly.
fn said_plainly(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let past = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| letters.get(b));
        before
            .and_then(|c| korean::jamo::parts(*c))
            // ㅆ closes what is past.
            .is_some_and(|(_, _, closing)| closing == 20)
    };
    let ends = |at: usize| letters.get(at).is_none_or(|c| !is_hangul(*c));
    let heard = |at: usize| ends(at + 1) || letters.get(at + 1) == Some(&'요') && ends(at + 2);
    letters
        .iter()
        .enumerate()
        .map(|(at, c)| {
            if *c == '대' && past(at) && heard(at) {
                '어'
            } else {
                *c
            }
        })
        .collect()
}

/// "한 달에 얼마" is what is given 매월.
fn by_the(text: &str) -> String {
    const BY: [(&str, &str); 18] = [
        ("월욜", "월요일"),
        ("화욜", "화요일"),
        ("수욜", "수요일"),
        ("목욜", "목요일"),
        ("금욜", "금요일"),
        ("토욜", "토요일"),
        ("일욜", "일요일"),
        ("평욜", "평일"),
        ("한 달에", "매월"),
        ("한달에", "매월"),
        ("달마다", "매월"),
        ("다달이", "매월"),
        ("일주일에", "매주"),
        ("한 주에", "매주"),
        ("몇 퍼야", "몇 퍼센트야"),
        ("몇퍼야", "몇 퍼센트야"),
        ("몇퍼임", "몇 퍼센트임"),
        ("몇퍼?", "몇 퍼센트?"),
    ];
    let mut text = text.to_owned();
    for (written, meant) in BY {
        if let Some(at) = text.find(written) {
            let meant = format!("{meant} ");
            text.replace_range(at..at + written.len(), &meant);
        }
    }
    if text.trim_end().ends_with("몇퍼") {
        text.push_str("센트");
    }
    text
}

/// What is typed for English words.
const TYPED: [(&str, &str); 32] = [
    ("hrs", "hours"),
    ("hr", "hour"),
    ("yrs", "years"),
    ("yr", "year"),
    ("mths", "months"),
    ("mth", "month"),
    ("wks", "weeks"),
    ("mins", "minutes"),
    ("mny", "many"),
    ("mch", "much"),
    ("hw", "how"),
    ("assoc", "association"),
    ("assn", "association"),
    ("u", "you"),
    ("ur", "your"),
    ("pr", "per"),
    ("govt", "government"),
    ("gov't", "government"),
    ("dept", "department"),
    ("intl", "international"),
    ("docs", "documents"),
    ("doc", "document"),
    ("info", "information"),
    ("mgmt", "management"),
    ("mony", "money"),
    ("ppl", "people"),
    ("bc", "because"),
    ("wat", "what"),
    ("wats", "what"),
    ("whats", "what"),
    ("whos", "who"),
    ("whens", "when"),
];

/// The shortened verbs behind a pronoun, and the negation.
const SHORTENED: [&str; 5] = ["'re", "'ve", "'ll", "'d", "'m"];

fn english(engine: &Engine, text: &str) -> String {
    let text = text
        .replace('’', "'")
        .replace("who is in charge of", "who is the head of")
        .replace("who was in charge of", "who was the head of");
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let rest = word.get(bare.len()..).unwrap_or_default();
        if engine.vocabulary.cue_of(bare).is_some() || engine.vocabulary.is_name(bare) {
            out.push_str(word);
            continue;
        }
        let long = TYPED.iter().find(|(short, _)| *short == bare).map(|(_, long)| *long);
        // "KHIDIs boss", typed without its mark.
        let owner = bare.strip_suffix('s').filter(|name| engine.vocabulary.is_name(name));
        let pronoun = SHORTENED.iter().find_map(|end| bare.strip_suffix(end));
        out.push_str(long.or(pronoun).or(owner).unwrap_or(bare));
        out.push_str(rest);
    }
    out
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
fn rounds(engine: &Engine, spelled: &Spelled, text: String) -> String {
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

/// "22년 가을부터" is some time of that year: no source tells seasons apart.
fn without_seasons(text: String) -> String {
    if !text.contains('년') {
        return text;
    }
    ["봄", "여름", "가을", "겨울"].iter().fold(text, |text, season| {
        if !text.contains(season) {
            return text;
        }
        text.replace(&format!("년 {season}"), "년")
            .replace(&format!("년{season}"), "년")
    })
}

/// "그 다음 해", "이듬해": the year behind the one spoken of in front of it.
fn years_after(text: String) -> String {
    const AFTER: [&str; 12] = [
        "그 다음 해",
        "그다음 해",
        "그 다음해",
        "그다음해",
        "그 담해",
        "그담해",
        "다음해",
        "다음 해",
        "이듬해",
        "담해",
        "the following year",
        "the year after",
    ];
    for written in AFTER {
        if let Some(at) = text.find(written)
            && let Some(year) = text.get(..at).and_then(last_year)
        {
            let mut text = text;
            let next = if written.is_ascii() {
                format!("{}", year + 1)
            } else {
                format!("{}년", year + 1)
            };
            text.replace_range(at..at + written.len(), &next);
            return text;
        }
    }
    text
}

/// The last year that a text names: "2022년", "22년", "in 2022".
fn last_year(text: &str) -> Option<i16> {
    let mut found = None;
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        found = match digits.len() {
            4 => digits.parse().ok().filter(|y| (1900..2200).contains(y)),
            2 if c == '년' => digits.parse::<i16>().ok().map(|y| 2000 + y),
            _ => None,
        }
        .or(found);
        digits.clear();
    }
    found
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
fn names(spelled: &Spelled, text: String) -> String {
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

/// "몇 군데나 지원했어요": who counts those that 지원 counts applications, where nobody is named that gives support.
fn applied(text: String) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let counts = ["몇군데", "몇곳", "몇개사", "몇개회사", "몇팀", "몇명이"]
        .iter()
        .any(|w| compact.contains(w));
    if !counts {
        return text;
    }
    ["지원했", "지원햇", "지원한", "지원하신"]
        .iter()
        .fold(text, |text, written| {
            let before = text.find(written).and_then(|at| text.get(..at));
            let given = before.is_none_or(|t| {
                let t = t.trim_end();
                t.ends_with(['을', '를', '이', '가', '에'])
            });
            if given {
                text
            } else {
                text.replace(written, &written.replace("지원", "신청"))
            }
        })
}

/// Native numerals up to forty.
fn native(word: &str) -> Option<u8> {
    const TENS: [(&str, u8); 4] = [("열", 10), ("스물", 20), ("서른", 30), ("마흔", 40)];
    const ONES: [(&str, u8); 9] = [
        ("한", 1),
        ("두", 2),
        ("세", 3),
        ("네", 4),
        ("다섯", 5),
        ("여섯", 6),
        ("일곱", 7),
        ("여덟", 8),
        ("아홉", 9),
    ];
    if word == "스무" {
        return Some(20);
    }
    let (tens, rest) = TENS
        .iter()
        .find_map(|(t, n)| word.strip_prefix(t).map(|rest| (*n, rest)))
        .unwrap_or((0, word));
    if rest.is_empty() {
        return (tens > 0).then_some(tens);
    }
    ONES.iter().find(|(o, _)| *o == rest).map(|(_, n)| tens + n)
}

/// "세 군데", "열여덟곳": how many places or companies, in digits.
fn counted(text: &str) -> String {
    const COUNTERS: [&str; 6] = ["군데", "곳", "개", "회사", "기업", "업체"];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut behind_hangul = false;
    while let Some(c) = rest.chars().next() {
        let counted = (!behind_hangul)
            .then(|| {
                let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).take(4);
                let numerals = ends.filter_map(|end| Some((end, native(rest.get(..end)?)?)));
                numerals
                    .filter(|(end, n)| {
                        *n > 1
                            && rest
                                .get(*end..)
                                .is_some_and(|r| COUNTERS.iter().any(|c| r.trim_start().starts_with(c)))
                    })
                    .last()
            })
            .flatten();
        if let Some((end, n)) = counted {
            let after = rest.get(end..).unwrap_or_default().trim_start();
            out.push_str(&n.to_string());
            if !after.starts_with(['군', '곳', '개']) {
                out.push_str("개 ");
            }
            rest = after;
            behind_hangul = false;
            continue;
        }
        out.push(c);
        behind_hangul = is_hangul(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_and_what_for_is_left_out() {
        assert_eq!(
            without_preamble("안녕하십니까. 사업팀 김 과장입니다. 마감일이 언제입니까?"),
            "마감일이 언제입니까?"
        );
        assert_eq!(
            without_preamble("대표님 보고용인데요, 누가 신청하나요?"),
            "누가 신청하나요?"
        );
        assert_eq!(
            without_preamble("매출 120억인데요, 회비가 얼마죠?"),
            "매출 120억인데요, 회비가 얼마죠?"
        );
    }

    #[test]
    fn how_it_is_to_be_told_is_left_out() {
        assert_eq!(in_short("진흥원이 하는 일 한줄로"), "진흥원이 하는 일 ");
        assert_eq!(in_short("그 사람 말을 한 줄로 요약해 줘"), "그 사람 말을 ");
        assert_eq!(in_short("briefly, who can apply?"), " , who can apply?");
        assert_eq!(in_short("간단히"), "간단히");
    }

    #[test]
    fn numbers_of_companies_are_digits() {
        assert_eq!(counted("짐싼 세군데 이름"), "짐싼 3군데 이름");
        assert_eq!(counted("열여덟 곳"), "18곳");
        assert_eq!(counted("일곱 회사"), "7개 회사");
        assert_eq!(counted("한 곳도 없나요"), "한 곳도 없나요");
        assert_eq!(counted("세미나 회사"), "세미나 회사");
    }

    #[test]
    fn the_year_behind_is_the_one_after_the_year_named() {
        assert_eq!(
            years_after("22년에 뽑히고 그담해에도".into()),
            "22년에 뽑히고 2023년에도"
        );
        assert_eq!(
            years_after("in 2022, and the following year".into()),
            "in 2022, and 2023"
        );
        assert_eq!(years_after("다음 해에는요".into()), "다음 해에는요");
    }
}
