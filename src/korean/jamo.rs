//! Hangul letter by letter: taking syllables apart, how far two spellings are from each other, first consonants.

/// The initial consonants, in the order of the Unicode syllables.
pub(crate) const CHO: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];
/// The vowels, each as the letters it is typed with.
pub(crate) const JUNG: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
/// The final consonants, each as the letters it is typed with; the first is none.
pub(crate) const JONG: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

const FIRST: u32 = '가' as u32;
const VOWELS: u32 = 21;
const FINALS: u32 = 28;

/// Whether `c` is a whole Hangul syllable.
pub fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// The indices of a syllable's initial, vowel and final (0 where it has none); `None` for any other character.
pub fn parts(c: char) -> Option<(usize, usize, usize)> {
    let n = u32::from(c).checked_sub(FIRST).filter(|_| is_syllable(c))?;
    let index = |n: u32| usize::try_from(n).unwrap_or_default();
    Some((
        index(n / (VOWELS * FINALS)),
        index(n / FINALS % VOWELS),
        index(n % FINALS),
    ))
}

/// The syllable with these indices, where they are indices of one.
pub fn syllable(initial: usize, vowel: usize, last: usize) -> Option<char> {
    if initial >= CHO.len() || vowel >= JUNG.len() || last >= JONG.len() {
        return None;
    }
    let number = (initial * JUNG.len() + vowel) * JONG.len() + last;
    char::from_u32(FIRST + u32::try_from(number).ok()?)
}

/// A Korean word as it sounds where a closing consonant moves over to an open vowel behind it, as members type it: 들어가 is
/// 드러가. `None` where nothing moves.
pub fn spoken(word: &str) -> Option<String> {
    /// The initials that single closing consonants become.
    const MOVED: [(usize, usize); 14] = [
        (1, 0),
        (2, 1),
        (4, 2),
        (7, 3),
        (8, 5),
        (16, 6),
        (17, 7),
        (19, 9),
        (20, 10),
        (22, 12),
        (23, 14),
        (24, 15),
        (25, 16),
        (26, 17),
    ];
    const SILENT: usize = 11;
    let mut parts_of: Vec<(usize, usize, usize)> = word.chars().map(parts).collect::<Option<_>>()?;
    let mut moved = false;
    for at in 1..parts_of.len() {
        let (before, here) = (*parts_of.get(at - 1)?, *parts_of.get(at)?);
        if here.0 == SILENT
            && let Some((_, initial)) = MOVED.iter().find(|(closing, _)| *closing == before.2)
        {
            parts_of.get_mut(at - 1)?.2 = 0;
            parts_of.get_mut(at)?.0 = *initial;
            moved = true;
        }
    }
    if !moved {
        return None;
    }
    parts_of.into_iter().map(|(i, v, f)| syllable(i, v, f)).collect()
}

/// The letters of `text` in the order they are typed: `값` is `ㄱㅏㅂㅅ`. What is no syllable stays as it is.
pub fn decompose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for c in text.chars() {
        match parts(c) {
            Some((i, v, f)) => {
                out.push(CHO[i]);
                out.push_str(JUNG[v]);
                out.push_str(JONG[f]);
            }
            None => out.push(c),
        }
    }
    out
}

/// The first consonants of `text` (초성): `대웅제약` is `ㄷㅇㅈㅇ`. What is no syllable stays as it is, spaces are dropped.
pub fn choseong(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| parts(c).map_or(c, |(i, ..)| CHO[i]))
        .collect()
}

/// A letter and whether it closes a syllable.
#[derive(Clone, Copy, PartialEq)]
struct Letter {
    jamo: char,
    closing: bool,
}

fn letters(text: &str) -> Vec<Letter> {
    let mut out = Vec::with_capacity(text.len());
    let mut push = |jamo: char, closing: bool| out.push(Letter { jamo, closing });
    for c in text.chars() {
        match parts(c) {
            Some((i, v, f)) => {
                push(CHO[i], false);
                JUNG[v].chars().for_each(|j| push(j, false));
                JONG[f].chars().for_each(|j| push(j, true));
            }
            None => push(c, false),
        }
    }
    out
}

/// Letters that are taken for each other by ear: very cheap.
const SAME_SOUND: [&str; 8] = ["ㅐㅔ", "ㅒㅖ", "ㅂㅃ", "ㅈㅉ", "ㄷㄸ", "ㄱㄲ", "ㅅㅆ", "ㅔㅖ"];
/// Letters that are near by ear or by sight: cheap.
const NEAR_SOUND: [&str; 14] = [
    "ㄱㅋ", "ㄷㅌ", "ㅂㅍ", "ㅈㅊ", "ㄲㅋ", "ㄸㅌ", "ㅃㅍ", "ㅉㅊ", "ㅓㅗ", "ㅡㅜ", "ㅓㅡ", "ㅏㅑ", "ㅓㅕ", "ㅗㅛ",
];
/// The rows of the two keyboards, each key under the one of the row above it.
const KEYS: [&str; 6] = [
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "ㅋㅌㅊㅍㅠㅜㅡ",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
];

fn pair_in(table: &[&str], a: char, b: char) -> bool {
    table.iter().any(|pair| {
        let mut chars = pair.chars();
        let (x, y) = (chars.next(), chars.next());
        (x == Some(a) && y == Some(b)) || (x == Some(b) && y == Some(a))
    })
}

/// The row (0 to 2) and the column of a letter's key.
fn key(c: char) -> Option<(bool, usize, usize)> {
    KEYS.iter().enumerate().find_map(|(row, keys)| {
        keys.chars()
            .position(|k| k == c)
            .map(|column| (row < 3, row % 3, column))
    })
}

/// What it costs to have typed `b` for `a`: 0 to 1.
fn substitution(a: char, b: char) -> f32 {
    if a == b {
        return 0.0;
    }
    if pair_in(&SAME_SOUND, a, b) {
        return 0.25;
    }
    if pair_in(&NEAR_SOUND, a, b) {
        return 0.45;
    }
    match (key(a), key(b)) {
        (Some((ka, ra, ca)), Some((kb, rb, cb))) if ka == kb && ra.abs_diff(rb) + ca.abs_diff(cb) <= 1 => 0.5,
        _ => 1.0,
    }
}

/// How far two spellings are from each other, in letters: 0 for the same, about 1 for a letter wrong, left out or added.
///
/// Slips that happen easily cost less: ㅐ for ㅔ, ㅂ for ㅃ, a missing 받침, a letter doubled, a neighbouring key, two
/// letters in the wrong order. (Damerau–Levenshtein with weights, restricted transpositions.)
pub fn distance(a: &str, b: &str) -> f32 {
    distance_within(a, b, f32::INFINITY).unwrap_or(f32::INFINITY)
}

/// [`distance`], or `None` as soon as it is known to be over `most`.
pub fn distance_within(a: &str, b: &str, most: f32) -> Option<f32> {
    if a == b {
        return Some(0.0);
    }
    let (a, b) = (letters(a), letters(b));
    // The cheapest insertion costs 0.4.
    let gap = a.len().abs_diff(b.len());
    if f32::from(u16::try_from(gap).unwrap_or(u16::MAX)) * 0.4 > most {
        return None;
    }
    let odd = |text: &[Letter], i: usize| -> f32 {
        let doubled = |j: usize| text.get(j).is_some_and(|l| l.jamo == text[i].jamo);
        if doubled(i + 1) || (i > 0 && doubled(i - 1)) {
            0.4
        } else if text[i].closing {
            0.5
        } else {
            1.0
        }
    };
    let width = b.len() + 1;
    let mut before: Vec<f32> = vec![0.0; width];
    let mut above: Vec<f32> = vec![0.0; width];
    for j in 1..width {
        above[j] = above[j - 1] + odd(&b, j - 1);
    }
    for i in 1..=a.len() {
        let mut row = vec![0.0; width];
        row[0] = above[0] + odd(&a, i - 1);
        let mut least = row[0];
        for j in 1..width {
            let mut cost = (above[j - 1] + substitution(a[i - 1].jamo, b[j - 1].jamo))
                .min(above[j] + odd(&a, i - 1))
                .min(row[j - 1] + odd(&b, j - 1));
            if i > 1 && j > 1 && a[i - 1].jamo == b[j - 2].jamo && a[i - 2].jamo == b[j - 1].jamo {
                cost = cost.min(before[j - 2] + 0.7);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|d| *d <= most)
}

/// How alike two spellings are: 1 for the same, 0 for nothing in common. Distance over the longer one's letters.
pub fn similarity(a: &str, b: &str) -> f32 {
    let longer = letters(a).len().max(letters(b).len());
    if longer == 0 {
        return 1.0;
    }
    let longer = f32::from(u16::try_from(longer).unwrap_or(u16::MAX));
    (1.0 - distance(a, b) / longer).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_written_as_it_sounds() {
        assert_eq!(spoken("들어가").as_deref(), Some("드러가"));
        assert_eq!(spoken("맞아요").as_deref(), Some("마자요"));
        assert_eq!(spoken("기업"), None);
        assert_eq!(spoken("CIC"), None);
    }

    #[test]
    fn apart_and_together() {
        assert_eq!(decompose("값은 CIC"), "ㄱㅏㅂㅅㅇㅡㄴ CIC");
        assert_eq!(parts('힣').and_then(|(i, v, f)| syllable(i, v, f)), Some('힣'));
        assert_eq!(parts('가'), Some((0, 0, 0)));
        assert_eq!(parts('a'), None);
        assert_eq!(syllable(19, 0, 0), None);
        assert_eq!(choseong("하늘 바다"), "ㅎㄴㅂㄷ");
        assert_eq!(choseong("AB화학"), "ABㅎㅎ");
    }

    #[test]
    fn easy_slips_are_near() {
        #[track_caller]
        fn near(a: &str, b: &str, most: f32) {
            let d = distance(a, b);
            assert!(d <= most, "{a} {b}: {d}");
            assert!((d - distance(b, a)).abs() < 1e-6, "{a} {b} is not {b} {a}");
        }
        near("대웅제약", "대웅제약", 0.0);
        near("대웅제약", "대웅재약", 0.25);
        near("대웅제약", "대우제약", 0.5);
        near("팜캐드", "팜케드", 0.25);
        near("한미약품", "함미약품", 1.0);
        near("보스턴", "보스톤", 0.45);
        near("종근당", "종긍당", 1.0);
        near("유한양행", "유한앵행", 1.0);
        assert!(distance("대웅제약", "일동제약") > 2.0);
        assert!(similarity("한미약품", "한국약품") < similarity("한미약품", "한미약풍"));
        assert_eq!(distance_within("한미약품", "유한양행", 1.0), None);
        assert!((similarity("", "") - 1.0).abs() < 1e-6);
    }
}
