//! What members write short, spelled out before it is read: "hrs" are hours, "세 군데" are 3, "이듬해" is a year.

use crate::korean;

use super::asides::{asked_for, in_short, without_preamble, without_tail};
use super::engine::Engine;
use super::numbers_spelled::in_digits;
use super::rounds_and_people::{Spelled, names, rounds};
use super::units::is_hangul;
use super::years_spelled::{before_others, without_seasons, years_after, years_in_a_row};

/// A folded question with what is written short spelled out.
pub(super) fn spelled_out(engine: &Engine, folded: &str) -> String {
    let mut text = by_the(&apart(&said_plainly(&past(&asked_for(&in_short(without_tail(
        without_preamble(folded),
    )))))));
    if text.bytes().any(|b| b.is_ascii_alphabetic()) {
        text = english(engine, &text);
    }
    let spelled = engine.spelled.get_or_init(|| Spelled::of(engine));
    text = rounds(engine, spelled, text);
    text = years_in_a_row(&too_late(places_shortened(&in_digits(&text))));
    text = years_after(before_others(without_seasons(text)));
    text = names(spelled, text);
    if !engine.knowledge.companies.is_empty() {
        text = went_there(engine, applied(counted(&text)));
    }
    text
}

/// "연장 못한덴?": 데는, written short behind a verb.
fn places_shortened(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 3);
    for (at, c) in letters.iter().enumerate() {
        let ends = letters.get(at + 1).is_none_or(|next| !is_hangul(*next));
        let before = at.checked_sub(1).and_then(|b| letters.get(b));
        // A verb ends in ㄴ or ㄹ there; 스웨덴 does not.
        let verb = before
            .and_then(|b| korean::jamo::parts(*b))
            .is_some_and(|(_, _, closing)| matches!(closing, 4 | 8));
        if *c == '덴' && ends && verb {
            out.push_str("데는");
        } else {
            out.push(*c);
        }
    }
    out
}

/// "2월 14일에 보냈으면 늦은 건가요": the day it had to be in by is asked for.
fn too_late(text: String) -> String {
    const LATE: [&str; 9] = [
        "늦은 건",
        "늦은건",
        "늦은 거",
        "늦은거",
        "늦었",
        "늦나",
        "늦을까",
        "늦어요",
        "too late",
    ];
    const HANDED_IN: [&str; 12] = [
        "보냈",
        "보내",
        "제출",
        "냈는데",
        "냈다면",
        "냈으면",
        "신청",
        "접수",
        "지원서",
        "submit",
        "sent",
        "appl",
    ];
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if !says(&LATE) || !says(&HANDED_IN) {
        return text;
    }
    let asked = if text.contains("too late") {
        " deadline"
    } else {
        " 마감일"
    };
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let mut out = text;
    out.insert_str(end, asked);
    out
}

/// "들어갓어", "됏나": ㅆ of what is past, typed as ㅅ.
fn past(text: &str) -> String {
    const SHORT: &str = "갓햇됏왓잇엇앗엿렷켯셧쳣텻폇혓봣줫졋겻";
    const BEHIND: &str = "어나니음던지죠습대냐네다";
    let letters: Vec<char> = text.chars().collect();
    let behind = |at: usize| letters.get(at + 1).is_some_and(|next| BEHIND.contains(*next));
    letters
        .iter()
        .enumerate()
        .map(|(at, c)| match korean::jamo::parts(*c) {
            // "잇다" is to join as well.
            Some((first, vowel, _))
                if SHORT.contains(*c) && behind(at) && !(*c == '잇' && letters.get(at + 1) == Some(&'다')) =>
            {
                korean::jamo::syllable(first, vowel, 20).unwrap_or(*c)
            }
            _ => *c,
        })
        .collect()
}

/// "들어갔대", "뽑혔대요": what is asked as heard is asked plainly.
fn said_plainly(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let past = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| letters.get(b));
        before
            .and_then(|c| korean::jamo::parts(*c))
            // ㅆ closes what is past, or ㅅ where it is typed short.
            .is_some_and(|(_, _, closing)| matches!(closing, 19 | 20))
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

/// "mou때": a word in Latin letters ends where 때 begins.
fn apart(text: &str) -> String {
    const BEHIND: [&str; 11] = [
        "때는",
        "때도",
        "때의",
        "때",
        "땐",
        "당시에",
        "당시",
        "이후에",
        "이후",
        "전에",
        "후에",
    ];
    let mut out = String::with_capacity(text.len() + 4);
    let mut latin = false;
    for (at, c) in text.char_indices() {
        if latin && is_hangul(c) {
            let rest = text.get(at..).unwrap_or_default();
            let ends = |word: &str| rest.strip_prefix(word).is_some_and(|t| !t.starts_with(is_hangul));
            if BEHIND.iter().any(|word| ends(word)) {
                out.push(' ');
            }
        }
        out.push(c);
        latin = c.is_ascii_alphabetic();
    }
    out
}

/// "한 달에 얼마" is what is given 매월.
fn by_the(text: &str) -> String {
    const BY: [(&str, &str); 25] = [
        ("문 연게", "문 연 것"),
        ("문연게", "문 연 것"),
        ("담번", "다음 번"),
        ("담달", "다음 달"),
        ("담주", "다음 주"),
        ("분 이름이 어떻게 되", "분 누구"),
        ("님 이름이 어떻게 되", "님 누구"),
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
    // "아니어도 대": 돼, as it sounds.
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if ["도 대", "도대", "면 대"]
        .iter()
        .any(|w| text.get(..end).is_some_and(|t| t.ends_with(w)))
    {
        text.replace_range(end - '대'.len_utf8()..end, "돼");
    }
    if text.trim_end().ends_with("몇퍼") {
        text.push_str("센트");
    }
    text
}

/// What is typed for English words.
const TYPED: [(&str, &str); 71] = [
    ("newcomers", "new companies"),
    ("newcomer", "new company"),
    ("entrants", "new companies"),
    ("entrant", "new company"),
    ("evry", "every"),
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
    ("1st", "first"),
    ("2nd", "second"),
    ("univ", "university"),
    ("coop", "cooperative"),
    ("co-op", "cooperative"),
    ("stats", "statistics"),
    ("avg", "average"),
    ("approx", "about"),
    ("req", "requirement"),
    ("reqs", "requirements"),
    ("addr", "address"),
    ("tel", "phone"),
    ("num", "number"),
    ("mtg", "meeting"),
    ("conf", "conference"),
    ("org", "organisation"),
    ("orgs", "organisations"),
    ("biz", "business"),
    ("apps", "applications"),
    ("thru", "through"),
    ("alot", "a lot"),
    ("coz", "because"),
    ("cuz", "because"),
    ("wanna", "want to"),
    ("gonna", "going to"),
    ("r", "are"),
    ("pls", "please"),
    ("plz", "please"),
    ("thx", "thanks"),
    ("msg", "message"),
    ("yest", "yesterday"),
    ("prof", "professor"),
    ("ppt", "slides"),
    ("pics", "pictures"),
];

/// The shortened verbs behind a pronoun, and the negation.
const SHORTENED: [&str; 5] = ["'re", "'ve", "'ll", "'d", "'m"];

fn english(engine: &Engine, text: &str) -> String {
    let text = text
        .replace('’', "'")
        .replace("in charge of", "the head of")
        .replace("in charge at", "the head at")
        .replace(" - name", " - who")
        .replace("have an office in", "stay in")
        .replace("have an office at", "stay at")
        .replace("has an office in", "stays in");
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

/// "해외에 먼저 나간 회사": whoever went out to a place that is named came there; of no place, they left.
fn went_there(engine: &Engine, text: String) -> String {
    const WENT: [(&str, &str); 6] = [
        ("나가있", "진출해 있"),
        ("나가 있", "진출해 있"),
        ("나가", "진출하"),
        ("나간", "진출한"),
        ("나갔", "진출했"),
        ("나갈", "진출할"),
    ];
    const BETWEEN: [&str; 9] = [
        "",
        "먼저 ",
        "일찍 ",
        "이미 ",
        "앞서 ",
        "처음 ",
        "가장 먼저 ",
        "제일 먼저 ",
        "맨 먼저 ",
    ];
    let names = engine.knowledge.places.iter().flat_map(|p| {
        let own = [Some(p.name.ko.as_str()), p.name.en.as_deref()];
        own.into_iter().flatten().chain(p.aliases.iter().map(String::as_str))
    });
    for name in names {
        let name = korean::fold(name);
        let Some(at) = text.find(&name) else { continue };
        let behind = at + name.len();
        let rest = text.get(behind..).unwrap_or_default();
        let Some(rest) = ["에 ", "에는 ", "에도 ", "으로 ", "로 "]
            .iter()
            .find_map(|p| rest.strip_prefix(p))
        else {
            continue;
        };
        for between in BETWEEN {
            let Some(verb) = rest.strip_prefix(between) else {
                continue;
            };
            if let Some((short, long)) = WENT.iter().find(|(short, _)| verb.starts_with(short)) {
                let start = text.len() - verb.len();
                let mut text = text;
                text.replace_range(start..start + short.len(), long);
                return text;
            }
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
    fn numbers_of_companies_are_digits() {
        assert_eq!(counted("짐싼 세군데 이름"), "짐싼 3군데 이름");
        assert_eq!(counted("열여덟 곳"), "18곳");
        assert_eq!(counted("일곱 회사"), "7개 회사");
        assert_eq!(counted("한 곳도 없나요"), "한 곳도 없나요");
        assert_eq!(counted("세미나 회사"), "세미나 회사");
    }

    #[test]
    fn what_is_past_is_typed_short() {
        assert_eq!(past("언제 들어갓어"), "언제 들어갔어");
        assert_eq!(past("뽑혓나요 됏음?"), "뽑혔나요 됐음?");
        assert_eq!(past("갓 나온 것이 멋지다"), "갓 나온 것이 멋지다");
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
