//! Numbers that members spell: "십일억" is 11억, "이월 며칠" is a day of 2월, "24년 1월이랑 4월" are two months of one year.

use super::units::is_hangul;

/// The months as they are spoken.
const MONTHS: [(&str, u8); 12] = [
    ("십이월", 12),
    ("십일월", 11),
    ("시월", 10),
    ("구월", 9),
    ("팔월", 8),
    ("칠월", 7),
    ("유월", 6),
    ("오월", 5),
    ("사월", 4),
    ("삼월", 3),
    ("이월", 2),
    ("일월", 1),
];

/// What may stand behind a month that is spoken as a time.
const BEHIND_A_MONTH: [&str; 16] = [
    "에", "부터", "까지", "이랑", "랑", "말", "초", "중순", "하순", "달", "며칠", "몇일", "날", "경", "쯤", "중",
];

/// What joins one month to the next.
const JOINS: [&str; 22] = [
    "이랑",
    "랑",
    "과",
    "와",
    "하고",
    "이나",
    "나",
    "에서",
    "부터",
    "에는",
    "엔",
    "에",
    "대비",
    "보다",
    "말이랑",
    "말",
    "초",
    "달",
    "이",
    "이고",
    "은",
    "까지",
];

/// A folded question with the months and the sums of money in digits, as the rest of the reading takes them.
pub(super) fn in_digits(text: &str) -> String {
    months_of_a_year(&sums(&months(text)))
}

/// "이월 며칠", "삼월에": months as they are spoken, where a day or a time is spoken of.
///
/// 이월 is what is carried over too, 사월 and 유월 are names: only what can be nothing else is a month.
fn months(text: &str) -> String {
    let day_asked = ["며칠", "몇일", "언제", "마감", "날"].iter().any(|w| text.contains(w));
    let year_said = text.contains('년');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut behind_hangul = false;
    while let Some(c) = rest.chars().next() {
        let month = (!behind_hangul && (day_asked || year_said))
            .then(|| MONTHS.iter().find(|(word, _)| rest.starts_with(word)))
            .flatten();
        if let Some((word, n)) = month {
            let after = rest.get(word.len()..).unwrap_or_default();
            let ends = after.chars().next().is_none_or(|c| !is_hangul(c));
            let time = BEHIND_A_MONTH.iter().any(|b| after.trim_start().starts_with(b));
            let day = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
            if day || time || ends && year_said && day_asked {
                out.push_str(&format!("{n}월"));
                rest = after;
                behind_hangul = true;
                continue;
            }
        }
        out.push(c);
        behind_hangul = is_hangul(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// "십일억이란 예산": a sum in 억, spelled, with or without what it is paid in.
fn sums(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let begins = at
            .checked_sub(1)
            .and_then(|b| letters.get(b))
            .is_none_or(|b| !is_hangul(*b));
        let numeral: Vec<char> = letters
            .iter()
            .skip(at)
            .take_while(|c| value(**c).is_some() || matches!(c, '십' | '백' | '천'))
            .copied()
            .collect();
        let scaled = letters.get(at + numeral.len());
        if let (true, false, Some('억'), Some(n)) = (begins, numeral.is_empty(), scaled, spoken(&numeral)) {
            out.push_str(&format!("{n}억"));
            at += numeral.len() + 1;
            continue;
        }
        out.push(*c);
        at += 1;
    }
    out
}

fn value(c: char) -> Option<u32> {
    const DIGITS: [char; 9] = ['일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
    let at = DIGITS.iter().position(|d| *d == c)?;
    u32::try_from(at + 1).ok()
}

/// A number below ten thousand, as it is spoken: 이천백십 is 2110.
fn spoken(numeral: &[char]) -> Option<u32> {
    let (mut sum, mut held) = (0, None);
    for c in numeral {
        match (value(*c), held) {
            (Some(digit), None) => held = Some(digit),
            (Some(_), Some(_)) => return None,
            (None, _) => {
                let by = match c {
                    '십' => 10,
                    '백' => 100,
                    _ => 1000,
                };
                sum += held.take().unwrap_or(1) * by;
            }
        }
    }
    let whole = sum + held.unwrap_or(0);
    (whole > 0).then_some(whole)
}

/// "24년 1월이랑 4월": the second month is of the year of the first.
fn months_of_a_year(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    // The year the last month was of, and where that month ended.
    let mut last: Option<(String, usize)> = None;
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        if !c.is_ascii_digit() {
            out.push(*c);
            at += 1;
            continue;
        }
        let digits = |from: usize| -> String { letters.iter().skip(from).take_while(|c| c.is_ascii_digit()).collect() };
        let skip = |from: usize| from + letters.iter().skip(from).take_while(|c| **c == ' ').count();
        let number = digits(at);
        let end = at + number.len();
        let month_at = |from: usize| {
            let month = digits(from);
            let behind = from + month.len();
            let is = month.parse::<u8>().is_ok_and(|m| (1..=12).contains(&m)) && letters.get(behind) == Some(&'월');
            is.then_some(behind + 1)
        };
        if matches!(number.len(), 2 | 4) && letters.get(end) == Some(&'년') {
            let from = skip(end + 1);
            if let Some(behind) = month_at(from) {
                out.extend(letters.get(at..behind).unwrap_or_default());
                last = Some((number, behind));
                at = behind;
                continue;
            }
            last = None;
        } else if let (Some(behind), Some((year, ended))) = (month_at(at), &last) {
            let between: String = letters.get(*ended..at).unwrap_or_default().iter().collect();
            let joint = between.trim();
            let joined = matches!(joint, "," | "·" | "/" | "&" | "~" | "-" | "→" | "vs") || JOINS.contains(&joint);
            if joined {
                let apart = if out.ends_with(' ') { "" } else { " " };
                out.push_str(&format!("{apart}{year}년 "));
                out.extend(letters.get(at..behind).unwrap_or_default());
                last = Some((year.clone(), behind));
                at = behind;
                continue;
            }
        }
        out.push_str(&number);
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spoken_is_in_digits() {
        assert_eq!(in_digits("2024년 건은 이월 며칠까지"), "2024년 건은 2월 며칠까지");
        assert_eq!(in_digits("십일억이란 예산은"), "11억이란 예산은");
        assert_eq!(in_digits("이백오십억 원"), "250억 원");
        assert_eq!(in_digits("예산을 이월할 수 있나요"), "예산을 이월할 수 있나요");
        assert_eq!(in_digits("추억이 언제인가요"), "추억이 언제인가요");
    }

    #[test]
    fn a_month_behind_a_month_is_of_the_same_year() {
        assert_eq!(
            in_digits("24년 1월이랑 4월이랑 입주사 수"),
            "24년 1월이랑 24년 4월이랑 입주사 수"
        );
        assert_eq!(in_digits("2024년 1월 5일부터 4월"), "2024년 1월 5일부터 4월");
    }
}
