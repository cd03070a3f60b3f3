//! How a foreign word sounds, alike for both scripts: 로테르담 and Rotterdam have one key.
//!
//! A key is the word's consonants in the classes that Hangul keeps apart when it writes foreign words (국립국어원 외래어 표기법,
//! 1986): vowels are written too variously to count.

use super::jamo;

/// The classes of the initial consonants; nothing for the silent one.
const INITIALS: [&str; 19] = [
    "k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "", "j", "j", "j", "k", "t", "p", "h",
];
/// The classes of the closing consonants.
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "n", "t",
    "t", "k", "t", "p", "t",
];

/// The keys a word sounds by: one for Hangul, a few for Latin letters, which are read in several ways. Empty where the word is of
/// neither script, or has too few consonants to be told by them.
pub fn sounds(word: &str) -> Vec<String> {
    let mut keys: Vec<String> = if word.chars().all(|c| jamo::parts(c).is_some()) {
        vec![of_hangul(word)]
    } else if word.chars().all(|c| c.is_ascii_alphabetic()) {
        let lower = word.to_ascii_lowercase();
        let mut keys: Vec<String> = Vec::new();
        for way in 0..8u8 {
            let key = of_latin(&lower, way & 1 != 0, way & 2 != 0, way & 4 != 0);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    } else {
        Vec::new()
    };
    keys.retain(|k| k.len() >= LEAST);
    keys
}

/// The fewest consonants a word is told by.
const LEAST: usize = 4;

fn of_hangul(word: &str) -> String {
    let mut key = String::new();
    let mut open = true;
    for (initial, _, last) in word.chars().filter_map(jamo::parts) {
        // What closes one syllable and opens the next is heard once: 멜론.
        push_apart(&mut key, INITIALS.get(initial).copied().unwrap_or_default(), open);
        key.push_str(FINALS.get(last).copied().unwrap_or_default());
        open = last == 0;
    }
    key
}

/// Reads Latin letters: `silent_r` drops r before a consonant and at the end, `soft_g` reads g before e and i as in gem, `hard_ch`
/// reads ch as in tech.
fn of_latin(word: &str, silent_r: bool, soft_g: bool, hard_ch: bool) -> String {
    let letters: Vec<char> = word.chars().collect();
    let at = |i: usize| letters.get(i).copied().unwrap_or('\0');
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut key = String::new();
    let mut i = 0;
    let mut apart = true;
    while i < letters.len() {
        let (c, next) = (at(i), at(i + 1));
        let (class, taken) = match (c, next) {
            ('c', 'h') if hard_ch => ("k", 2),
            ('c', 'h') => ("j", 2),
            ('t', 'c') if at(i + 2) == 'h' => ("j", 3),
            ('d', 'g') if at(i + 2) == 'e' => ("j", 2),
            ('p', 'h') => ("p", 2),
            ('c', 'k') => ("k", 2),
            ('t', 'i') if i > 0 && matches!(at(i + 2), 'o' | 'a') => ("s", 2),
            ('s', 'h') => ("s", 2),
            ('t', 'h') => ("t", 2),
            ('g', 'h') | ('k', 'h') => ("k", 2),
            ('n', 'g') if !vowel(at(i + 2)) => ("n", 2),
            ('c', 'e' | 'i' | 'y') => ("s", 1),
            ('g', 'e' | 'i' | 'y') if soft_g => ("j", 1),
            ('r', n) if silent_r && !vowel(n) => ("", 1),
            ('x', _) => {
                push_apart(&mut key, "k", apart);
                ("s", 1)
            }
            ('b' | 'p' | 'f' | 'v', _) => ("p", 1),
            ('d' | 't', _) => ("t", 1),
            ('g' | 'k' | 'c' | 'q', _) => ("k", 1),
            ('l' | 'r', _) => ("l", 1),
            ('m', _) => ("m", 1),
            ('n', _) => ("n", 1),
            ('s', _) => ("s", 1),
            ('z' | 'j', _) => ("j", 1),
            ('h', n) if vowel(n) => ("h", 1),
            _ => ("", 1),
        };
        if class.is_empty() {
            apart |= vowel(c);
        } else {
            push_apart(&mut key, class, apart);
            apart = false;
        }
        i += taken;
    }
    key
}

/// Adds a class; a doubled letter is one, the same sound behind a vowel is heard again.
fn push_apart(key: &mut String, class: &str, apart: bool) {
    if apart || !key.ends_with(class) {
        key.push_str(class);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_word_sounds_alike_in_both_scripts() {
        for (hangul, latin) in [
            ("로테르담", "Rotterdam"),
            ("토론토", "Toronto"),
            ("하이데라바드", "Hyderabad"),
            ("런치패드", "launchpad"),
            ("노르드하벤", "Nordhaven"),
            ("코르반뱅크", "Corvanebank"),
            ("테라퓨틱스", "therapeutics"),
            ("액셀러레이터", "accelerator"),
        ] {
            let (a, b) = (sounds(hangul), sounds(latin));
            assert!(a.iter().any(|k| b.contains(k)), "{hangul} {a:?} {latin} {b:?}");
        }
    }

    #[test]
    fn words_that_sound_otherwise_are_others() {
        for (hangul, latin) in [("로테르담", "Amsterdam"), ("토론토", "Trenton"), ("한국", "Hanoi")] {
            let (a, b) = (sounds(hangul), sounds(latin));
            assert!(!a.iter().any(|k| b.contains(k)), "{hangul} {a:?} {latin} {b:?}");
        }
        assert!(sounds("나라").is_empty());
        assert!(sounds("A1").is_empty());
    }
}
