//! What a sentence of a document is: a label, a question, a list; what it is about.

use crate::korean;

/// A sentence without the mark of an answer in front: "A.", "답:".
pub(crate) fn without_mark(sentence: &str) -> &str {
    ["A.", "A:", "답.", "답:", "답변:"]
        .iter()
        .find_map(|mark| sentence.strip_prefix(mark))
        .map_or(sentence, str::trim_start)
}

/// Whether a sentence of a document asks: a heading of questions and answers.
pub(crate) fn asks(sentence: &str) -> bool {
    sentence.trim_end().ends_with('?') && !sentence.contains(['"', '“', '”'])
}

/// Whether a sentence leads in what stands in the lines below it.
pub(crate) fn leads_in(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['.', ' ']);
    [
        "다음과 같다",
        "다음과 같습니다",
        "아래와 같다",
        "아래와 같습니다",
        "다음과 같음",
        "as follows",
        ":",
        "：",
    ]
    .iter()
    .any(|lead| end.ends_with(lead))
}

/// Whether a line is a whole sentence, and no line of a list.
pub(crate) fn ends_a_sentence(sentence: &str) -> bool {
    sentence.trim_end().ends_with(['.', '!', '?', '”', '"']) && sentence.chars().count() > 12
}

/// What stands in front of a sentence as its label: before a colon, before a date in figures, or before its first 은 or 는.
pub(crate) fn label(sentence: &str) -> Option<&str> {
    let short = |h: &&str| (1..=14).contains(&h.chars().count());
    let head = sentence.split_once([':', '：']).map(|(head, _)| head);
    head.filter(short)
        .filter(|h| !h.contains(|c: char| c.is_ascii_digit()))
        .or_else(|| {
            let at = sentence.find(|c: char| c.is_ascii_digit())?;
            let (head, rest) = sentence.split_at_checked(at)?;
            let dated: String = rest.chars().take(12).collect();
            let date = dated.contains(". ") || dated.contains('월') || dated.contains("년 ");
            Some(head.trim_end()).filter(|h| date && short(h) && !h.ends_with(['은', '는', '이', '가', ',', '(']))
        })
        .or_else(|| topic(sentence))
}

/// Whether a text names a year, and none of `years`.
pub(crate) fn names_another_year(folded: &str, years: &[String]) -> bool {
    let named: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
        .collect();
    !named.is_empty() && !named.iter().any(|n| years.iter().any(|y| y == n))
}

/// What a Korean sentence is about: what stands before its first 은 or 는, where that is near its beginning.
pub(crate) fn topic(sentence: &str) -> Option<&str> {
    let mut end = 0;
    for word in sentence.split(' ').take(3) {
        end += word.len();
        if word.ends_with(['은', '는']) || word.ends_with("에는") {
            return sentence.get(..end);
        }
        end += 1;
    }
    None
}

/// Whether a sentence names several things in a row.
pub(crate) fn enumerates(folded: &str) -> bool {
    // A comma inside a number separates nothing.
    let letters: Vec<char> = folded.chars().collect();
    let commas = letters
        .windows(3)
        .filter(|w| matches!(w, [a, ',' | '·' | '、', b] if !(a.is_ascii_digit() && b.is_ascii_digit())))
        .count();
    let joined = ["와 ", "과 ", " 및 ", " 등 ", " and "]
        .iter()
        .filter(|j| folded.contains(*j))
        .count();
    commas >= 2 || commas >= 1 && joined >= 1 || joined >= 3
}

/// Whether a text names several in a row: parts between commas without figures.
pub(crate) fn lists_names(text: &str) -> bool {
    let name = |part: &&str| {
        let part = part.trim();
        (2..=24).contains(&part.chars().count()) && !part.contains(|c: char| c.is_ascii_digit())
    };
    text.split([',', '·', '、', '/']).filter(name).count() >= 2
}

/// What a text lists in a row: the parts between commas, without their asides, the words in front and the verb behind.
/// Nothing where a part is no name but a clause.
pub(crate) fn listed(text: &str) -> Vec<String> {
    let bare = without_asides(text);
    let body = bare.rsplit_once([':', '：']).map_or(bare.as_str(), |(_, rest)| rest);
    let mut parts: Vec<String> = Vec::new();
    let letters: Vec<char> = body.chars().collect();
    let mut part = String::new();
    for (at, c) in letters.iter().enumerate() {
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        let inside = digit(at.checked_sub(1).and_then(|b| letters.get(b))) && digit(letters.get(at + 1));
        if matches!(c, ',' | '、' | '·') && !inside {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(*c);
        }
    }
    parts.push(part);
    if parts.len() < 2 {
        return Vec::new();
    }
    let last = parts.len() - 1;
    let mut items = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut name = part.trim();
        if at == 0 {
            // "선정된 기업은 가나, 다라": what leads in ends with a particle.
            for particle in ["은 ", "는 ", "에는 ", "이 ", "가 ", "로 "] {
                if let Some((_, rest)) = name.rsplit_once(particle) {
                    name = rest.trim();
                    break;
                }
            }
        }
        if at == last {
            name = name.strip_prefix("and ").unwrap_or(name);
            name = without_verb(name);
        }
        let name =
            name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '.'));
        for name in name.split(" and ") {
            items.push(name.trim().to_owned());
        }
    }
    let clause = |name: &String| name.is_empty() || name.chars().count() > 24 || name.split_whitespace().count() > 5;
    if items.iter().any(clause) { Vec::new() } else { items }
}

/// The last name of a row without what goes on behind it: "태평소를 쓴다", "아랍어입니다", "한미약품 등 네 곳".
fn without_verb(text: &str) -> &str {
    let text = text.trim_end_matches(['.', ' ']);
    if let Some((name, _)) = text.split_once(" 등") {
        return name;
    }
    for verb in ["입니다", "이다", "이며", "이고", "이었다", "였다"] {
        if let Some(name) = text.strip_suffix(verb) {
            return name;
        }
    }
    for particle in ["을 ", "를 ", "이 ", "가 ", "으로 ", "로 ", "에서 ", "과 ", "와 "] {
        if let Some((name, _)) = text.split_once(particle) {
            return name;
        }
    }
    text
}

/// A text without what stands in brackets: asides.
pub(crate) fn without_asides(text: &str) -> String {
    let mut depth = 0usize;
    text.chars()
        .filter(|c| match c {
            '(' | '[' | '（' => {
                depth += 1;
                false
            }
            ')' | ']' | '）' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// The cells of a row of a Markdown table.
pub(crate) fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// Whether a sentence says no more than yes or no.
fn is_yes_or_no(sentence: &str) -> bool {
    let word = without_mark(sentence).trim_end_matches(['.', ',', '!']);
    matches!(
        word,
        "네" | "예"
            | "아닙니다"
            | "아니요"
            | "아니오"
            | "그렇습니다"
            | "맞습니다"
            | "가능합니다"
            | "없습니다"
            | "있습니다"
            | "Yes"
            | "No"
    )
}

/// The sentences of a text, without headings and the marks of lists.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.trim_start_matches(['-', '*', '•', '>']).trim_start();
        // "아닙니다. …": a bare yes or no belongs to what follows it.
        let mut yes_or_no: Option<usize> = None;
        let ranges = korean::sentences(line);
        let last = ranges.len().saturating_sub(1);
        for (i, range) in ranges.into_iter().enumerate() {
            let Some(sentence) = line.get(range.clone()).map(str::trim) else {
                continue;
            };
            if i < last && is_yes_or_no(sentence) {
                yes_or_no.get_or_insert(range.start);
                continue;
            }
            let from = yes_or_no.take().unwrap_or(range.start);
            if let Some(sentence) = line
                .get(from..range.end)
                .map(str::trim)
                .filter(|s| s.chars().count() >= 2)
            {
                all.push(sentence);
            }
        }
    }
    all
}
