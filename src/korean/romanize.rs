//! Korean words in Latin letters, as names are written in English.

use super::jamo;

const INITIALS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];

/// A word of Hangul syllables, letter by letter (Revised Romanization of Korean, 2000, without its rules of sound); `None` for
/// any other.
pub fn romanize(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let (initial, vowel, last) = jamo::parts(c)?;
        out.push_str(INITIALS.get(initial)?);
        out.push_str(VOWELS.get(vowel)?);
        out.push_str(FINALS.get(last)?);
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_letter_by_letter() {
        assert_eq!(romanize("나래").as_deref(), Some("narae"));
        assert_eq!(romanize("돌샘").as_deref(), Some("dolsaem"));
        assert_eq!(romanize("가온").as_deref(), Some("gaon"));
        assert_eq!(romanize("CIC"), None);
    }
}
