//! Bringing text into one written form, so that the same words are the same characters.

use unicode_normalization::UnicodeNormalization;

/// The one form every text is compared in: NFC, full-width letters as half-width, one sign each for middle dots,
/// quotes, dashes and tildes, invisible characters dropped, every run of white space one space, none at the ends.
///
/// Normalising twice is normalising once.
pub fn normalize(text: &str) -> String {
    if is_normal(text) {
        return text.to_owned();
    }
    let mut now = pass(text);
    // Composition may bring forth a character that is itself mapped (U+2000 becomes U+2002); it settles at once or nearly.
    for _ in 0..4 {
        let next = pass(&now);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

/// Whether a text is plainly in that form already: ASCII and Hangul syllables, single spaces inside.
fn is_normal(text: &str) -> bool {
    !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.chars().all(|c| matches!(c, ' '..='~' | '가'..='힣'))
}

/// [`normalize`], then lower case: the form that is analysed and looked up.
pub fn fold(text: &str) -> String {
    let normal = normalize(text);
    if !normal.chars().any(char::is_uppercase) {
        return normal;
    }
    let lower: String = normal.chars().flat_map(char::to_lowercase).collect();
    normalize(&lower)
}

/// One round: map, compose, map, collapse.
fn pass(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let composed = text.chars().flat_map(Mapped::of).nfc();
    for c in composed.flat_map(Mapped::of) {
        if c == ' ' {
            space = !out.is_empty();
        } else {
            if space {
                out.push(' ');
                space = false;
            }
            out.push(c);
        }
    }
    out
}

/// What one character becomes: nothing, one character, or a few.
enum Mapped {
    None,
    One(char),
    Few(std::vec::IntoIter<char>),
}

impl Iterator for Mapped {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match std::mem::replace(self, Self::None) {
            Self::None => None,
            Self::One(c) => Some(c),
            Self::Few(mut rest) => {
                let c = rest.next();
                *self = Self::Few(rest);
                c
            }
        }
    }
}

impl Mapped {
    fn of(c: char) -> Self {
        // Most text is ASCII and Hangul syllables: those stay as they are.
        if matches!(c, '!'..='~' | '가'..='힣' | ' ') {
            return Self::One(c);
        }
        Self::One(match c {
            // Full-width and half-width forms: their compatibility form (half-width jamo then compose into syllables).
            '\u{FF00}'..='\u{FFEF}' => {
                let few: Vec<char> = std::iter::once(c).nfkc().collect();
                return match few.as_slice() {
                    [one] if *one == c => Self::One(c),
                    [one] => Self::of(*one),
                    _ => Self::Few(few.into_iter()),
                };
            }
            '\u{2027}' | '\u{318D}' | '\u{30FB}' | '\u{22C5}' | '\u{2022}' | '\u{2219}' | '\u{0387}' | '\u{119E}'
            | '\u{1427}' => '·',
            '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{301D}'..='\u{301F}' => '"',
            '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{00B4}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
            '\u{301C}' | '\u{223C}' | '\u{02DC}' => '~',
            // The filler stands for a syllable without letters: it shows as a space.
            '\u{3164}' | '\u{115F}' | '\u{1160}' => ' ',
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => {
                return Self::None;
            }
            c if c.is_whitespace() || c.is_control() => ' ',
            c => c,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_the_same_words() {
        #[track_caller]
        fn check(input: &str, expected: &str) {
            assert_eq!(normalize(input), expected, "{input:?}");
        }
        check("  유한양행은 \u{3000}\n 언제?  ", "유한양행은 언제?");
        check("유한양행", "유한양행");
        check("ＣＩＣ（보스턴）", "CIC(보스턴)");
        check("민‧관ㆍ학・연", "민·관·학·연");
        check("“보스턴” ‘진출’", "\"보스턴\" '진출'");
        check("2022–2024 — 약", "2022-2024 - 약");
        check("입\u{200B}주", "입주");
        check("ﾡﾢ", "ᄀᄁ");
        check("", "");
    }

    #[test]
    fn folding_lowers() {
        assert_eq!(fold("ＣＩＣ에 Boston"), "cic에 boston");
        assert_eq!(fold(&fold("İSTANBUL ẞ ΟΔΟΣ")), fold("İSTANBUL ẞ ΟΔΟΣ"));
    }
}
