//! Text typed with the keyboard in the wrong mode: Hangul typed as Latin letters, and the other way round.

use super::jamo::{CHO, JONG, JUNG, parts, syllable};

/// The keys of the two-set keyboard and their letters.
const KEYS: [(char, char); 33] = [
    ('q', 'ㅂ'),
    ('w', 'ㅈ'),
    ('e', 'ㄷ'),
    ('r', 'ㄱ'),
    ('t', 'ㅅ'),
    ('y', 'ㅛ'),
    ('u', 'ㅕ'),
    ('i', 'ㅑ'),
    ('o', 'ㅐ'),
    ('p', 'ㅔ'),
    ('a', 'ㅁ'),
    ('s', 'ㄴ'),
    ('d', 'ㅇ'),
    ('f', 'ㄹ'),
    ('g', 'ㅎ'),
    ('h', 'ㅗ'),
    ('j', 'ㅓ'),
    ('k', 'ㅏ'),
    ('l', 'ㅣ'),
    ('z', 'ㅋ'),
    ('x', 'ㅌ'),
    ('c', 'ㅊ'),
    ('v', 'ㅍ'),
    ('b', 'ㅠ'),
    ('n', 'ㅜ'),
    ('m', 'ㅡ'),
    ('Q', 'ㅃ'),
    ('W', 'ㅉ'),
    ('E', 'ㄸ'),
    ('R', 'ㄲ'),
    ('T', 'ㅆ'),
    ('O', 'ㅒ'),
    ('P', 'ㅖ'),
];

fn letter(key: char) -> Option<char> {
    let find = |key: char| KEYS.iter().find(|(k, _)| *k == key).map(|(_, l)| *l);
    find(key).or_else(|| find(key.to_ascii_lowercase()))
}

fn vowel(letters: &str) -> Option<usize> {
    JUNG.iter().position(|v| *v == letters)
}

fn closing(letters: &str) -> Option<usize> {
    JONG.iter().position(|f| *f == letters).filter(|f| *f > 0)
}

/// What `text`, typed with the keyboard in English mode, would have been in Korean mode: `dbgksdidgod` is `유한양행`.
///
/// `None` where a letter is left over that belongs to no syllable, or where there are no Latin letters at all. Digits,
/// spaces and signs stay. English words can come out whole too ("the" is 솓), so the caller looks the result up.
pub fn to_hangul(text: &str) -> Option<String> {
    let keys: Vec<char> = text.chars().collect();
    if !keys.iter().any(char::is_ascii_alphabetic) {
        return None;
    }
    let at = |i: usize| keys.get(i).copied().and_then(letter);
    let is_vowel = |i: usize| at(i).is_some_and(|l| vowel(&l.to_string()).is_some());
    let mut out = String::new();
    let mut i = 0;
    while i < keys.len() {
        let Some(first) = at(i) else {
            out.push(keys[i]);
            i += 1;
            continue;
        };
        let initial = CHO.iter().position(|c| *c == first)?;
        if !is_vowel(i + 1) {
            return None;
        }
        let mut letters = String::from(at(i + 1)?);
        i += 2;
        if let Some(second) = at(i) {
            let both = format!("{letters}{second}");
            if is_vowel(i) && vowel(&both).is_some() {
                letters = both;
                i += 1;
            }
        }
        let middle = vowel(&letters)?;
        // A consonant closes the syllable unless a vowel follows it: then it opens the next one.
        let mut last = 0;
        if let Some(one) = at(i).filter(|_| !is_vowel(i) && !is_vowel(i + 1))
            && let Some(f) = closing(&one.to_string())
        {
            last = f;
            i += 1;
            if let Some(two) = at(i).filter(|_| !is_vowel(i) && !is_vowel(i + 1))
                && let Some(f) = closing(&format!("{one}{two}"))
            {
                last = f;
                i += 1;
            }
        }
        out.push(syllable(initial, middle, last)?);
    }
    Some(out)
}

/// What `text`, typed with the keyboard in Korean mode, would have been in English mode, in lower case: `챷` and `ㅊㅑㅊ`
/// are `cic`. `None` where there is no Hangul at all.
pub fn to_latin(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut any = false;
    for c in text.chars() {
        let typed = match parts(c) {
            Some((i, v, f)) => format!("{}{}{}", CHO[i], JUNG[v], JONG[f]),
            None if ('ㄱ'..='ㅣ').contains(&c) => JUNG_OR_JONG_KEYS
                .iter()
                .find(|(whole, _)| *whole == c)
                .map_or_else(|| c.to_string(), |(_, typed)| (*typed).to_owned()),
            None => {
                out.push(c.to_ascii_lowercase());
                continue;
            }
        };
        for l in typed.chars() {
            let (key, _) = KEYS.iter().find(|(_, letter)| *letter == l)?;
            out.push(key.to_ascii_lowercase());
            any = true;
        }
    }
    any.then_some(out)
}

/// Letters that take two keys when they stand alone.
const JUNG_OR_JONG_KEYS: [(char, &str); 18] = [
    ('ㅘ', "ㅗㅏ"),
    ('ㅙ', "ㅗㅐ"),
    ('ㅚ', "ㅗㅣ"),
    ('ㅝ', "ㅜㅓ"),
    ('ㅞ', "ㅜㅔ"),
    ('ㅟ', "ㅜㅣ"),
    ('ㅢ', "ㅡㅣ"),
    ('ㄳ', "ㄱㅅ"),
    ('ㄵ', "ㄴㅈ"),
    ('ㄶ', "ㄴㅎ"),
    ('ㄺ', "ㄹㄱ"),
    ('ㄻ', "ㄹㅁ"),
    ('ㄼ', "ㄹㅂ"),
    ('ㄽ', "ㄹㅅ"),
    ('ㄾ', "ㄹㅌ"),
    ('ㄿ', "ㄹㅍ"),
    ('ㅀ', "ㄹㅎ"),
    ('ㅄ', "ㅂㅅ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_typed_in_english_mode() {
        #[track_caller]
        fn check(typed: &str, expected: Option<&str>) {
            assert_eq!(to_hangul(typed).as_deref(), expected, "{typed}");
        }
        check("dbgksdidgod", Some("유한양행"));
        check("eodndwpdir", Some("대웅제약"));
        check("dlqwn rldjq", Some("입주 기업"));
        check("Rkwl 2022", Some("까지 2022"));
        check("rkqtdms", Some("값은"));
        check("dhkswjs", Some("완전"));
        check("bcd", None);
        check("2022", None);
        check("boston", None);
    }

    #[test]
    fn english_typed_in_korean_mode() {
        #[track_caller]
        fn check(typed: &str, expected: Option<&str>) {
            assert_eq!(to_latin(typed).as_deref(), expected, "{typed}");
        }
        check("챷", Some("cic"));
        check("ㅊㅑㅊ", Some("cic"));
        check("ㅠㅐㄴ새ㅜ", Some("boston"));
        check("2022", None);
    }
}
