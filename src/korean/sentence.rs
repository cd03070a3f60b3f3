//! Where sentences begin and end, in Korean and English text, lists and tables.

use std::ops::Range;

/// A quotation or a bracket longer than this many characters is taken for one never closed.
const LONGEST_QUOTATION: usize = 300;
/// A line at least this long that ends without a full stop may be wrapped by hand and go on in the next.
const WRAPPED_LINE: usize = 60;

/// The sentences of `text` as byte ranges, in order, without white space around them.
///
/// A sentence ends at `.`, `?`, `!`, `…` or `。` with the quotes and brackets that close there: not inside a quotation
/// or a bracket, not within numbers, dates, initials and abbreviations ("3.5", "2022. 1. 24.", "U.S.", "Dr."). Lines
/// of a list, rows of a table, headings and lines between line breaks stand for sentences of their own.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut push = |from: usize, to: usize| {
        let start = (from..to).find(|i| !chars[*i].1.is_whitespace());
        let end = (from..to).rev().find(|i| !chars[*i].1.is_whitespace());
        if let (Some(start), Some(end)) = (start, end) {
            out.push(chars[start].0..chars[end].0 + chars[end].1.len_utf8());
        }
    };
    let mut from = 0;
    let mut closes_at = None;
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i].1;
        if c == '\n' {
            if breaks(&chars, from, i) {
                push(from, i);
                from = i + 1;
                closes_at = None;
            }
            i += 1;
            continue;
        }
        if closes_at == Some(i) {
            closes_at = None;
        } else if closes_at.is_none()
            && let Some(close) = closing(&chars, i)
        {
            closes_at = Some(close);
        }
        let is_stop = matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！');
        if !is_stop || closes_at.is_some_and(|at| at > i + 1) {
            i += 1;
            continue;
        }
        // Take the whole run of stops, then the quotes and brackets that close with it.
        let mut end = i + 1;
        while end < chars.len() && matches!(chars[end].1, '.' | '?' | '!' | '…' | '。' | '？' | '！') {
            end += 1;
        }
        let stops = end;
        while end < chars.len() && is_closing(chars[end].1, closes_at == Some(end)) {
            end += 1;
        }
        if ends_here(&chars, from, i, stops, end) {
            push(from, end);
            from = end;
            closes_at = None;
        } else if closes_at.is_some_and(|at| at < end) {
            closes_at = None;
        }
        i = end.max(i + 1);
    }
    push(from, chars.len());
    out
}

/// Whether the line break at `at` ends a sentence, or only wraps one.
fn breaks(chars: &[(usize, char)], from: usize, at: usize) -> bool {
    let line_start = (from..at).rev().find(|i| chars[*i].1 == '\n').map_or(from, |i| i + 1);
    let line: String = chars[line_start..at].iter().map(|(_, c)| *c).collect();
    let next: String = chars[at + 1..]
        .iter()
        .map(|(_, c)| *c)
        .take_while(|c| *c != '\n')
        .take(12)
        .collect();
    let line = line.trim();
    let next = next.trim_start();
    let marked = |line: &str| {
        let mut c = line.chars();
        let first = c.next();
        let second = c.next();
        matches!(
            first,
            Some('#' | '|' | '>' | '①'..='⑳' | '•' | '◦' | '▶' | '■' | '○' | '※')
        ) || matches!((first, second), (Some('-' | '*' | '+' | '·'), Some(' ')))
            || (first.is_some_and(|c| c.is_ascii_digit()) && is_numbered(line))
    };
    line.is_empty()
        || next.is_empty()
        || line.starts_with(['#', '|'])
        || marked(next)
        || line.chars().count() < WRAPPED_LINE
        || line.ends_with(['.', '?', '!', '…', '。', ':', '"', '”'])
}

/// Whether a line opens as an item of a numbered list: `1.` or `1)`.
fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Where what opens at `at` closes, if it is a quote or a bracket and closes in the same line.
fn closing(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let close = match chars[at].1 {
        '“' => '”',
        '"' => '"',
        '(' => ')',
        '（' => '）',
        '「' => '」',
        '『' => '』',
        '‘' => '’',
        _ => return None,
    };
    chars[at + 1..]
        .iter()
        .take(LONGEST_QUOTATION)
        .take_while(|(_, c)| *c != '\n')
        .position(|(_, c)| *c == close)
        .map(|i| at + 1 + i)
}

fn is_closing(c: char, closes_what_is_open: bool) -> bool {
    matches!(c, '”' | '’' | ')' | '）' | '」' | '』' | ']') || (matches!(c, '"' | '\'') && closes_what_is_open)
}

/// Abbreviations that a full stop follows within a sentence.
const ABBREVIATIONS: [&str; 44] = [
    "dr", "mr", "mrs", "ms", "prof", "st", "vs", "etc", "inc", "ltd", "co", "corp", "no", "vol", "fig", "jr", "sr",
    "rev", "gen", "sen", "rep", "gov", "hon", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "approx", "dept", "est", "al", "cf", "pp", "ph", "eds", "ave",
];

/// Whether the stops in `stop..stops` (closed by quotes up to `end`) end the sentence begun at `from`.
fn ends_here(chars: &[(usize, char)], from: usize, stop: usize, stops: usize, end: usize) -> bool {
    let after = chars.get(end).map(|(_, c)| *c);
    let Some(after) = after else {
        return true;
    };
    let spaced = after.is_whitespace();
    let next = chars[end..].iter().map(|(_, c)| *c).find(|c| !c.is_whitespace());
    let before = stop.checked_sub(1).filter(|i| *i >= from).map(|i| chars[i].1);
    if end > stops && !spaced && after.is_alphanumeric() {
        // The sentence goes on after the quotation: “…했다.”라고 말했다.
        return false;
    }
    if end > stops && spaced && matches!(next, Some('라' | '고' | '며')) {
        let word: String = chars[end..]
            .iter()
            .skip(1)
            .map(|(_, c)| *c)
            .take_while(|c| !c.is_whitespace())
            .collect();
        if ["라고", "라며", "라는", "고", "며"].contains(&word.as_str()) {
            return false;
        }
    }
    if chars[stop].1 != '.' || stops - stop > 1 {
        // `?!` and `…` end a sentence where something new begins.
        return spaced || end > stops || before.is_some_and(super::jamo::is_syllable);
    }
    let Some(before) = before else {
        return false;
    };
    if before.is_ascii_digit() {
        if after.is_ascii_digit() || (spaced && next.is_some_and(|c| c.is_ascii_digit() || c == '(')) {
            return false;
        }
        // The day of a date whose year and month came before: `2022. 1. 24. 협약`.
        let digits = (from..stop).rev().take_while(|i| chars[*i].1.is_ascii_digit()).count();
        let earlier: Vec<char> = (from..stop - digits)
            .rev()
            .map(|i| chars[i].1)
            .filter(|c| !c.is_whitespace())
            .take(2)
            .collect();
        if digits <= 2 && matches!(earlier.as_slice(), ['.', d] if d.is_ascii_digit()) {
            return false;
        }
        // `1. ` at the start of a line numbers it.
        let line = (from..stop).all(|i| chars[i].1.is_ascii_digit() || chars[i].1.is_whitespace());
        return spaced && !line;
    }
    if before.is_alphabetic() && before.is_ascii() {
        let word: String = (from..stop)
            .rev()
            .map(|i| chars[i].1)
            .take_while(|c| c.is_ascii_alphabetic() || *c == '.')
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let last = word.rsplit('.').next().unwrap_or_default().to_lowercase();
        let initial = last.chars().count() == 1;
        if initial || ABBREVIATIONS.contains(&last.as_str()) {
            return false;
        }
        return spaced || after == '\n';
    }
    if super::jamo::is_syllable(before) {
        // A missing space after 다. is common in news.
        return spaced || end > stops || matches!(before, '다' | '요' | '까' | '죠' | '음' | '함' | '됨' | '임');
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let got: Vec<&str> = sentences(text).into_iter().map(|r| text.get(r).unwrap()).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn prose() {
        check("보스턴은 크다. 우리는 간다.", &["보스턴은 크다.", "우리는 간다."]);
        check("누가 가나요? 우리요!", &["누가 가나요?", "우리요!"]);
        check("보스턴은 크다.우리는 간다", &["보스턴은 크다.", "우리는 간다"]);
        check(
            "It is in the U.S. market. We go.",
            &["It is in the U.S. market.", "We go."],
        );
        check(
            "Dr. Kim met J. Craig Venter. Yes.",
            &["Dr. Kim met J. Craig Venter.", "Yes."],
        );
        check("3.5%가 늘었다. 1,000곳이다.", &["3.5%가 늘었다.", "1,000곳이다."]);
        check(
            "2022. 1. 24. 협약을 맺었다. 끝.",
            &["2022. 1. 24. 협약을 맺었다.", "끝."],
        );
        check("", &[]);
        check("…", &["…"]);
    }

    #[test]
    fn quotations_stay_whole() {
        check(
            "그는 “보스턴은 크다. 우리는 간다.”라고 말했다. 끝이다.",
            &["그는 “보스턴은 크다. 우리는 간다.”라고 말했다.", "끝이다."],
        );
        check("\"크다.\"라고 했다. 끝.", &["\"크다.\"라고 했다.", "끝."]);
        check(
            "센터(2022. 6. 개소)를 열었다. 끝.",
            &["센터(2022. 6. 개소)를 열었다.", "끝."],
        );
        check("그가 “간다.” 그리고 왔다.", &["그가 “간다.”", "그리고 왔다."]);
    }

    #[test]
    fn lists_and_tables() {
        check(
            "# 제목\n\n- 하나\n- 둘\n\n| a | b |\n| 1 | 2 |",
            &["# 제목", "- 하나", "- 둘", "| a | b |", "| 1 | 2 |"],
        );
        check("1. 처음이다.\n2. 다음이다.", &["1. 처음이다.", "2. 다음이다."]);
        let wrapped = "이 줄은 아주 길어서 손으로 다음 줄로 넘긴 것이므로 문장은 여기에서 끝나지 않고 다음 줄까지 그대로 이어지는데도\n끝은 여기다.";
        check(wrapped, &[wrapped]);
    }
}
