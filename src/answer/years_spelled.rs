//! Years as members write them: "22·23·24년", "이듬해", "22년 가을부터", "2021년 입주사들보다 앞서".

/// "22·23·24년": each of the numbers is a year.
pub(super) fn years_in_a_row(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut at = letters.len();
    while at > 0 {
        at -= 1;
        if letters.get(at) != Some(&'년') {
            continue;
        }
        let digits = |end: usize| {
            let from = letters.get(..end).unwrap_or_default();
            from.iter().rev().take_while(|c| c.is_ascii_digit()).count()
        };
        let own = digits(at);
        let mut mark = at - own;
        while mark > 0 && letters.get(mark - 1) == Some(&' ') {
            mark -= 1;
        }
        let parted = mark.checked_sub(1).and_then(|m| letters.get(m));
        let before = mark.saturating_sub(1);
        if matches!(own, 2 | 4)
            && parted.is_some_and(|c| matches!(c, '·' | 'ㆍ' | ',' | '/' | '&' | '‧' | '・'))
            && digits(before) == own
        {
            // Looked at next, as the year it now is.
            letters.insert(before, '년');
            at = before + 1;
        }
    }
    letters.into_iter().collect()
}

/// "22년 가을부터" is some time of that year: no source tells seasons apart.
pub(super) fn without_seasons(text: String) -> String {
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

/// "입주사들보다 앞서": before the time that stands in front of it.
pub(super) fn before_others(text: String) -> String {
    for than in ["보다 앞서", "보다 먼저", "보다 일찍"] {
        let Some(at) = text.find(than) else { continue };
        let before = text.get(..at).unwrap_or_default();
        let Some(word) = before.rfind(' ') else { continue };
        if last_year(before).is_some()
            && text
                .get(word..at)
                .is_some_and(|w| !w.contains(|c: char| c.is_ascii_digit()))
        {
            let mut text = text;
            text.replace_range(word..at + than.len(), " 전에");
            return text;
        }
    }
    text
}

/// "그 다음 해", "이듬해": the year behind the one spoken of in front of it.
pub(super) fn years_after(text: String) -> String {
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
