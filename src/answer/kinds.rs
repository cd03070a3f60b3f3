//! Whether a sentence gives the kind of answer a question wants: a date for 언제, an amount for 얼마, a place for 어디.

use crate::knowledge::{AnswerKind, Lang};

use super::kind_words::*;
use super::time::gives_a_time;

fn digit_then(text: &str, units: &[&str]) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let Some(c) = chars.get(at) else { break };
        if c.is_ascii_digit() {
            let mut end = at;
            while chars.get(end).is_some_and(|c| {
                c.is_ascii_digit()
                    || matches!(
                        c,
                        ',' | '.' | '~' | '-' | ' ' | '여' | '만' | '억' | '천' | '백' | '조' | '약' | '수' | '–'
                    )
            }) {
                end += 1;
            }
            let rest: String = chars.iter().skip(end).take(10).collect();
            let rest = rest.trim_start();
            let passed: String = chars.iter().skip(at).take(end - at).collect();
            if units.iter().any(|u| rest.starts_with(u))
                || passed.contains(['만', '억', '천', '백', '조']) && units.contains(&"만")
            {
                return true;
            }
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    false
}

/// Whether a text counts by a counter: digits with it behind them ("몇 시" wants "7시" or "오전 9시").
pub(crate) fn counts(counter: &str, folded: &str) -> bool {
    // "몇 년간": a date counts no years.
    if ["년간", "개월간"].contains(&counter) {
        return gives_a_span(folded);
    }
    let same = SAME_COUNTERS.iter().find(|s| s.contains(&counter));
    let one = [counter];
    // Anything may be counted by 개, whatever a notice counts it by.
    const THINGS: [&str; 10] = ["개", "곳", "사", "석", "좌석", "대", "건", "편", "실", "종"];
    let units: &[&str] = if counter == "개" {
        &THINGS
    } else {
        same.map_or(&one[..], |s| s)
    };
    if counter == "요일" {
        return folded.contains("요일")
            || folded.contains("매일")
            || folded.contains("주말")
            || folded.contains("평일");
    }
    // "몇 조": the number itself is said so.
    if ["조", "억", "만"].contains(&counter) {
        return folded.match_indices(counter).any(|(at, _)| {
            folded
                .get(..at)
                .and_then(|before| before.trim_end().chars().last())
                .is_some_and(|c| c.is_ascii_digit())
        });
    }
    if counter == "시" {
        let clock = folded.match_indices(':').any(|(at, _)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            digit(folded.get(..at).and_then(|b| b.chars().last()))
                && digit(folded.get(at + 1..).and_then(|r| r.chars().next()))
        });
        return clock
            || digit_then(&folded.replace("시간", ""), &["시"]) && !folded.contains("시 기준")
            || folded.contains("정오")
            || folded.contains("자정")
            || folded.contains("24시간");
    }
    digit_then(folded, units)
        || units.iter().any(|u| counts_between(u, folded))
        || NUMBER_WORDS.iter().any(|w| {
            folded.match_indices(w).any(|(i, _)| {
                folded
                    .get(i + w.len()..)
                    .is_some_and(|rest| units.iter().any(|u| rest.trim_start().starts_with(u)))
            })
        })
}

/// Things that are counted with another counter between them and the number: "94개 팀", "3명의 학생".
fn counts_between(counter: &str, folded: &str) -> bool {
    ["개 ", "명의 ", "개의 ", "곳의 ", "여 ", "개국 ", "여 개 "]
        .iter()
        .any(|between| {
            folded.match_indices(&format!("{between}{counter}")).any(|(at, _)| {
                folded
                    .get(..at)
                    .and_then(|before| before.chars().last())
                    .is_some_and(|c| c.is_ascii_digit() || c == '여')
            })
        })
}

fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| words.contains(&w))
}

/// Whether a word only says of what kind something is: 일시, 기간, 문의.
pub(crate) fn names_a_kind(word: &str) -> bool {
    use AnswerKind as K;
    [K::When, K::Where, K::Amount, K::Count, K::Duration, K::Contact, K::How]
        .iter()
        .any(|kind| labelled(&[*kind], Some(word)))
}

/// Whether a label says that what follows is of a kind that is wanted: 일시, 장소, 참가비 …
pub(crate) fn labelled(wants: &[AnswerKind], label: Option<&str>) -> bool {
    let Some(label) = label else { return false };
    let has = |words: &[&str]| words.iter().any(|w| label.contains(w));
    wants.first().is_some_and(|want| match want {
        AnswerKind::When => has(&[
            "일시", "일자", "날짜", "기간", "마감", "기한", "등록", "접수", "일정", "시간", "date", "when", "deadline",
        ]),
        AnswerKind::Where => has(&["장소", "위치", "주소", "venue", "place", "location"]),
        AnswerKind::Amount => has(&[
            "참가비",
            "지원금",
            "금액",
            "비용",
            "상금",
            "수수료",
            "가격",
            "요금",
            "입장료",
            "회비",
            "fee",
            "price",
            "cost",
        ]),
        AnswerKind::Count => has(&["규모", "인원", "정원", "개수", "대수"]),
        AnswerKind::Duration => has(&["기간", "시간", "수명", "duration", "term"]),
        AnswerKind::Contact => has(&["문의", "담당", "연락", "contact"]),
        AnswerKind::How => has(&["방법", "절차", "접수", "how to"]),
        _ => false,
    })
}

/// Whether a text gives a length of time, and no date alone: "8개월", "5년", not "2026년 5일부터".
fn gives_a_span(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if !chars.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
            continue;
        }
        let from = at;
        while chars.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
        }
        let rest: String = chars.iter().skip(at).take(10).collect();
        let rest = rest.trim_start();
        let spans = [
            "개월",
            "년간",
            "년 동안",
            "년 이내",
            "주간",
            "주 ",
            "주이",
            "일간",
            "일 동안",
            "일 이내",
            "시간",
            "분",
            "달",
            "학기",
            "박",
            "year",
            "month",
            "week",
            "day",
            "hour",
            "minute",
        ];
        if at - from <= 3
            && (spans.iter().any(|s| rest.starts_with(s)) || rest.starts_with('년') && !rest.starts_with("년도"))
        {
            return true;
        }
    }
    [
        "열흘",
        "보름",
        "하루",
        "이틀",
        "사흘",
        "나흘",
        "일주일",
        "반년",
        "한 달",
        "두 달",
        "석 달",
        "넉 달",
    ]
    .iter()
    .any(|w| folded.contains(w))
}

/// Whether a text says a reason in so many words.
pub(crate) fn gives_a_reason(text: &str) -> bool {
    goes_on_from(text)
        || [
            "이 일로",
            "그 일로",
            "이로 인",
            "그 결과",
            "그래서",
            "때문",
            "이유",
            "위해",
            "위하여",
            "느라",
            "탓",
            "까닭",
            "원인",
            "덕분",
            "인해",
            "막기",
            "줄이",
            "계기",
            "배경",
            "because",
            "due to",
            "reason",
            "attribute",
            "caused by",
            "in order to",
        ]
        .iter()
        .any(|w| text.contains(w))
}

/// How plainly a text tells where or how: a factor about 1.
pub(crate) fn plainly(wants: &[AnswerKind], folded: &str) -> f32 {
    let any = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let mut factor = 1.0;
    if wants.contains(&AnswerKind::Where)
        && !any(&[
            "에 있",
            "위치",
            "옥상",
            "층",
            "에서 열",
            "에서 한",
            "주소",
            "장소",
            "에서 진행",
            "located",
            "held at",
            "takes place",
            "에서 받",
            "로 옮",
            "에 자리",
            "에 세",
        ])
    {
        factor *= 0.85;
    }
    if wants.contains(&AnswerKind::Duration) && !gives_a_span(folded) {
        factor *= 0.75;
    }
    // A date in figures tells when more plainly than "올해".
    if wants.contains(&AnswerKind::When) && !digit_then(folded, &["년", "월", "일", "시", ":"]) {
        factor *= 0.85;
    }
    if wants.contains(&AnswerKind::Why) && !gives_a_reason(folded) {
        factor *= 0.85;
    }
    if wants.first() == Some(&AnswerKind::Whether) && !allows_or_forbids(folded) {
        factor *= 0.9;
    }
    if wants.contains(&AnswerKind::How)
        && !any(&[
            "예약",
            "신청",
            "접수",
            "방문",
            "제출",
            "통해",
            "누리집",
            "홈페이지",
            "면 된다",
            "면 됩",
            "해야",
            "방법",
            "방식",
            "순서",
            "by ",
            "through",
            "apply",
            "using",
            "카메라",
            "이용",
            "사용",
            "으로 ",
        ])
    {
        factor *= 0.85;
    }
    factor
}

/// What ranks something in a question, and what tells so in a text.
const RANKED: [(&[&str], &[&str]); 3] = [
    (
        &[
            "제일",
            "가장",
            "최고로",
            "최다",
            "most ",
            "largest",
            "biggest",
            "highest",
            "best ",
        ],
        &[
            "제일", "가장", "최다", "최대", "최고", "최장", "1위", "대상", "으뜸", "most ", "largest", "biggest",
            "highest", "best ", "top ", "leading",
        ],
    ),
    (
        &["마지막", "맨 끝", "the last "],
        &["마지막", "최후", "끝으로", "끝 ", "last", "final"],
    ),
    (
        &["최초", "맨 처음", "처음으로", "첫 번째", "첫번째", "the first "],
        &["최초", "처음", "첫", "first"],
    ),
];

/// Whether a text says in so many words that something may be done, or not: "가능합니다", "받지 않습니다".
fn allows_or_forbids(folded: &str) -> bool {
    [
        "수 있",
        "수 없",
        "수도 있",
        "가능",
        "불가",
        "않",
        "안 됩",
        "안 된",
        "됩니다",
        "된다",
        "허용",
        "금지",
        "제외",
        "포함",
        "무료",
        "없습니다",
        "없다",
        "아니",
        "해야",
        "의무",
        "필요",
        " may ",
        " can ",
        "cannot",
        " not ",
        "n't",
        "must",
        "required",
        "allowed",
        "free",
    ]
    .iter()
    .any(|w| folded.contains(w))
}

/// Whether a reason stands in a verb that goes on: "틀려서 늦어졌다".
fn goes_on_from(text: &str) -> bool {
    text.split_whitespace().rev().skip(1).any(|word| {
        let Some(stem) = word.strip_suffix('서') else {
            return false;
        };
        let mut letters = stem.chars().rev();
        let open = letters
            .next()
            .and_then(crate::korean::jamo::parts)
            // ㅏ ㅐ ㅓ ㅕ ㅘ ㅝ ㅙ without a closing letter: 해서, 어서, 려서, 와서, 져서.
            .is_some_and(|(_, vowel, closing)| closing == 0 && matches!(vowel, 0 | 1 | 4 | 6 | 9 | 10 | 14));
        open && letters.next().is_some() && !["나서", "가서", "따라서"].iter().any(|w| word.ends_with(w))
    })
}

/// Whether a text tells since when or until when, where one of them is asked: a factor about 1.
pub(crate) fn from_or_until(question: &super::question::Question, folded: &str) -> f32 {
    let text = question.text.to_lowercase();
    let asks = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let tells = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let mut factor = 1.0;
    if asks(&["부터", "since when"]) && !tells(&["부터", "시행", "시작", "from", "since"]) {
        factor *= 0.85;
    }
    if asks(&[
        "언제까지",
        "며칠까지",
        "몇시까지",
        "몇 시까지",
        "마감",
        "by when",
        "deadline",
    ]) && !tells(&["까지", "마감", "기한", "~", "by ", "until", "deadline", "close"])
    {
        factor *= 0.85;
    }
    // Who is the first, the last or the largest is told by what says so.
    for (asked, told) in RANKED {
        if asks(asked) && !tells(told) {
            factor *= 0.82;
        }
    }
    if asks(&[
        "모두",
        "전부",
        "합쳐",
        "합치",
        "합하",
        "통틀어",
        "총 ",
        "in total",
        "altogether",
        "in all",
    ]) && tells(&["모두", "전부", "총", "합계", "합해", "전체", "total", "altogether"])
    {
        factor *= 1.12;
    }
    factor
}

/// Whether a word is three syllables that begin as names do, with or without a particle.
fn named_in_full(word: &str) -> bool {
    const BEHIND: [&str; 22] = [
        "",
        "이",
        "가",
        "은",
        "는",
        "을",
        "를",
        "의",
        "에게",
        "과",
        "와",
        "로",
        "으로",
        "도",
        "이다",
        "이며",
        "이었다",
        "입니다",
        "에게서",
        "씨",
        "씨가",
        "씨는",
    ];
    let letters: Vec<char> = word.chars().take_while(|c| super::units::is_hangul(*c)).collect();
    let rest: String = letters.iter().skip(3).collect();
    letters.len() >= 3 && letters.first().is_some_and(|c| SURNAMES.contains(*c)) && BEHIND.contains(&rest.as_str())
}

/// Whether a text seems to name a person: three syllables that begin as names do, with a particle behind them and a word of
/// what the person is in front ("연구가 탁영심이", "어부 박삼득의").
pub(crate) fn names_somebody(folded: &str) -> bool {
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '\'' | '"'))
        .collect();
    words.windows(2).any(|pair| {
        let [before, word] = pair else { return false };
        let what = [
            "가", "자", "인", "원", "장", "수", "사", "관", "부", "생", "숙", "들", "객", "공", "벗", "쇠", "터", "군",
            "왕",
        ];
        named_in_full(word) && before.chars().count() >= 2 && what.iter().any(|w| before.ends_with(w))
    })
}

/// Whether a text that speaks of an office names who holds it: "나길동 센터장", "센터장 나길동". One that does not speak of it
/// may name whom it will.
pub(crate) fn names_the_holder(folded: &str, office: &str) -> bool {
    let name = |word: Option<&&str>| word.is_some_and(|word| named_in_full(word));
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let mut spoken_of = false;
    for (at, word) in words.iter().enumerate().filter(|(_, w)| w.contains(office)) {
        spoken_of = true;
        let before = at.checked_sub(1).and_then(|b| words.get(b));
        if name(before) || name(words.get(at + 1)) || word.strip_suffix(office).is_some_and(|w| name(Some(&w))) {
            return true;
        }
    }
    !spoken_of
}

/// Whether a text gives a sum of money.
fn gives_money(folded: &str) -> bool {
    const UNITS: &[&str] = &[
        "원",
        "달러",
        "엔",
        "유로",
        "위안",
        "파운드",
        "won",
        "dollar",
        "us dollar",
        "usd",
        "krw",
        "euro",
        "yen",
        "pound",
        "루피",
        "바트",
        "링깃",
        "루블",
        "페소",
        "프랑",
        "eur",
        "gbp",
        "jpy",
        "cny",
        "cad",
        "aud",
        "sgd",
        "chf",
        "cents",
        "pence",
        "rupee",
        "baht",
        "franc",
        "peso",
        "billion",
        "million",
        "퍼센트",
        "%",
    ];
    digit_then(folded, UNITS)
        // Signs and codes stand in front: "€ 990", "EUR 990".
        || [
            "$", "₩", "€", "£", "¥", "eur", "usd", "gbp", "krw", "jpy", "cny", "cad", "aud", "sgd", "chf",
        ]
        .iter().any(|sign| {
            folded.match_indices(sign).any(|(i, _)| {
                folded
                    .get(i + sign.len()..)
                    .is_some_and(|r| r.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            })
        })
        || ["무료", "공짜", "free of charge", "for free", " is free", "절반", "전액"]
            .iter()
            .any(|w| folded.contains(w))
}

/// Whether a text names a country.
pub(crate) fn names_a_country(folded: &str) -> bool {
    COUNTRIES.split_whitespace().any(|c| folded.contains(c))
}

/// Whether a text gives a measure of any kind: a length, a time, a number of things, a sum.
pub(crate) fn gives_a_measure(folded: &str) -> bool {
    gives_money(folded)
        || digit_then(folded, COUNTERS)
        || digit_then(
            folded,
            &[
                "cm",
                "㎞",
                "헥타르",
                "제곱",
                "평방",
                "도",
                "리터",
                "시간",
                "분",
                "일",
                "주",
                "개월",
                "year",
                "month",
                "day",
                "hour",
                "minute",
                "metre",
                "meter",
                "mile",
            ],
        )
}

/// Whether `folded` gives something of the kind.
pub(crate) fn gives(kind: AnswerKind, folded: &str, lang: Lang) -> bool {
    let any = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let digit = folded.chars().any(|c| c.is_ascii_digit());
    match kind {
        AnswerKind::When => gives_a_time(folded, lang),
        AnswerKind::Amount => gives_money(folded),
        // "단체의 하나입니다" is no number of anything.
        AnswerKind::Count if !digit && folded.contains("의 하나") => false,
        AnswerKind::Count => digit || any(NUMBER_WORDS) || has_word(folded, NUMBER_WORDS_EN),
        AnswerKind::Duration => {
            digit_then(folded, DURATIONS)
                || any(&["까지", "부터", "동안", "간 ", "one year", "until", "from"]) && digit
                || has_word(folded, NUMBER_WORDS_EN) && any(DURATIONS)
        }
        AnswerKind::Where => any(PLACES) || any(PLACES_EN) || names_a_country(folded),
        AnswerKind::Why => any(REASONS) || any(REASONS_EN),
        AnswerKind::Contact => {
            any(CONTACT)
                && (digit
                    || any(&[
                        "@",
                        "www",
                        "http",
                        "홈페이지",
                        "누리집",
                        "website",
                        ".kr",
                        ".com",
                        ".org",
                    ]))
        }
        AnswerKind::Who => lang == Lang::En || any(TITLES) || any(PEOPLE) || !any(&["일 ", "월 "]) && any(ACTED),
        AnswerKind::What | AnswerKind::How | AnswerKind::Whether | AnswerKind::List => true,
    }
}
