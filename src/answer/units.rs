//! Cutting a text into units: a Hangul syllable, a run of Latin letters, or a number each.

/// What a unit is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// One Hangul syllable (or a lone jamo).
    Hangul,
    /// A run of letters of another script.
    Latin,
    /// A run of digits, with the commas and points inside it.
    Number,
}

/// One unit of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The unit, folded.
    pub(crate) text: String,
    /// What it is made of.
    pub(crate) class: Class,
    /// Whether a space or a mark stands in front of it.
    pub(crate) boundary: bool,
    /// Whether a mark stronger than a space (comma, slash, bracket …) stands in front of it.
    pub(crate) mark: bool,
}

/// Whether `c` is a Hangul syllable or jamo.
pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣' | 'ㄱ'..='ㅣ' | '\u{1100}'..='\u{11ff}')
}

/// Cuts a folded text into units. Signs between letters (`c&d`, `it's`) stay inside a Latin unit; hyphens part; a number is one
/// unit however it is written (120만).
pub(crate) fn cut(folded: &str) -> Vec<Unit> {
    let chars: Vec<char> = folded.chars().collect();
    let mut units: Vec<Unit> = Vec::new();
    let (mut boundary, mut mark) = (true, false);
    let mut at = 0;
    let get = |i: usize| chars.get(i).copied();
    while let Some(c) = get(at) {
        let begin = at;
        let class = if is_hangul(c) {
            at += 1;
            Class::Hangul
        } else if c.is_numeric() {
            while let Some(n) = get(at) {
                let inside = matches!(n, ',' | '.') && get(at + 1).is_some_and(char::is_numeric) && at > begin;
                if !(n.is_numeric() || inside) {
                    break;
                }
                at += 1;
            }
            Class::Number
        } else if c.is_alphabetic() {
            while let Some(n) = get(at) {
                let inside =
                    matches!(n, '&' | '\'' | '’') && get(at + 1).is_some_and(|l| l.is_alphabetic() && !is_hangul(l));
                if !(n.is_alphabetic() && !is_hangul(n) || inside) {
                    break;
                }
                at += 1;
            }
            Class::Latin
        } else {
            boundary = true;
            mark |= !c.is_whitespace() && !matches!(c, '-' | '·' | '\'' | '"' | '‘' | '’' | '“' | '”');
            at += 1;
            continue;
        };
        let text = match class {
            Class::Number => chars
                .get(begin..at)
                .unwrap_or_default()
                .iter()
                .filter(|c| **c != ',')
                .collect(),
            _ => chars.get(begin..at).unwrap_or_default().iter().collect(),
        };
        units.push(Unit {
            text,
            class,
            boundary,
            mark,
        });
        (boundary, mark) = (false, false);
    }
    super::numerals::join(units)
}

/// The key that a run of units is looked up by: joined, with a space only between two Latin or number units.
pub(crate) fn key(units: &[Unit]) -> String {
    let mut key = String::new();
    let mut before: Option<Class> = None;
    for unit in units {
        if before.is_some_and(|b| b != Class::Hangul && unit.class != Class::Hangul && unit.boundary) {
            key.push(' ');
        }
        key.push_str(&unit.text);
        before = Some(unit.class);
    }
    key
}

/// Whether a text is syllables alone, each a unit as it stands: no number is written in words in it.
pub(crate) fn cuts_into_itself(folded: &str) -> bool {
    folded.chars().all(is_hangul) && !folded.contains(['십', '백', '천', '만', '억', '조'])
}

/// The key of a whole text.
pub(crate) fn key_of(folded: &str) -> String {
    if cuts_into_itself(folded) {
        return folded.to_owned();
    }
    key(&cut(folded))
}
