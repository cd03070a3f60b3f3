//! What kind of answer a question wants, as far as ranking goes, and what kinds a sentence holds.

/// A date or a year.
pub(super) const DATE: u8 = 1;
/// A number with a unit.
pub(super) const NUMBER: u8 = 2;
/// A sum of money.
pub(super) const MONEY: u8 = 4;
/// A definition: what something is.
pub(super) const DEFINITION: u8 = 8;
/// A person.
pub(super) const PERSON: u8 = 16;
/// A place.
pub(super) const PLACE: u8 = 32;

/// The kinds a folded question wants, as bits; 0 where it is not plain.
pub(super) fn wanted(question: &str) -> u8 {
    let has = |words: &[&str]| words.iter().any(|w| question.contains(w));
    let latin = |words: &[&str]| {
        let padded: Vec<&str> = question.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().any(|w| padded.contains(w))
    };
    if has(&["얼마나", "몇"]) && has(&["년도", "몇년", "몇 년", "몇월", "몇 월", "며칠", "몇일"])
        || has(&["언제", "연도", "며칠", "날짜"])
        || latin(&["when"])
    {
        DATE
    } else if has(&["얼마", "비용", "금액", "예산", "가격", "how much"]) {
        MONEY | NUMBER
    } else if has(&[
        "몇", "how many", "크기", "면적", "인구", "길이", "높이", "넓이", "무게", "깊이",
    ]) {
        NUMBER
    } else if has(&["누구", "누가", "누군"]) || latin(&["who"]) {
        PERSON
    } else if has(&["어디", "어느 나라", "어느나라"]) || latin(&["where"]) {
        PLACE
    } else if has(&["이란", "란 무엇", "뭐야", "무엇인가", "무엇인", "뜻", "의미"]) {
        DEFINITION
    } else {
        0
    }
}

/// The kinds a folded sentence holds, as bits.
pub(super) fn given(sentence: &str) -> u8 {
    let mut out = 0;
    let mut digits = 0;
    let mut after_number = false;
    for c in sentence.chars() {
        if c.is_ascii_digit() {
            digits += 1;
            out |= NUMBER;
            after_number = true;
            continue;
        }
        if after_number && matches!(c, '년' | '월' | '일' | '세') {
            out |= DATE;
        }
        if after_number && matches!(c, '원' | '억' | '만' | '조' | '달' | '천') {
            out |= MONEY;
        }
        if digits == 4 && matches!(c, '~' | '-' | ')' | ',') {
            out |= DATE;
        }
        if matches!(c, '$' | '₩' | '€') {
            out |= MONEY;
        }
        if !matches!(c, ',' | '.' | ' ') {
            after_number = false;
        }
        digits = 0;
    }
    if [
        "이다.",
        "말한다",
        "뜻한다",
        "의미한다",
        "가리킨다",
        "일컫는",
        "입니다",
        "란 ",
        "이란 ",
    ]
    .iter()
    .any(|w| sentence.contains(w))
    {
        out |= DEFINITION;
    }
    out
}
