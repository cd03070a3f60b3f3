//! Everyday words: what nobody takes for a name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::thesaurus::forms_of;

/// The file of Korean words, as it is edited.
const KOREAN: &str = include_str!("common.txt");

/// The file of English words.
const ENGLISH: &str = include_str!("common-english.txt");

/// What an everyday word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Common {
    /// A noun or an adverb.
    Noun,
    /// A form of a verb or an adjective.
    Verb,
}

/// What a word is, where it is an everyday one. The list is read when the first word nobody knows is met.
pub(crate) fn common(word: &str) -> Option<Common> {
    static ALL: LazyLock<HashMap<String, Common>> = LazyLock::new(|| {
        let mut all: HashMap<String, Common> = HashMap::default();
        let lines = KOREAN.lines().chain(ENGLISH.lines()).filter(|l| !l.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            if word.ends_with('다') && word.chars().count() > 1 {
                for form in forms_of(word) {
                    all.entry(form).or_insert(Common::Verb);
                }
            } else {
                all.insert(word.to_owned(), Common::Noun);
            }
        }
        all
    });
    ALL.get(word).copied()
}

/// The everyday noun that a word is with its particle: 팀이, 밤중에.
pub(crate) fn common_with_particle(word: &str) -> Option<&str> {
    let at = |n: usize| word.char_indices().rev().nth(n - 1).map(|(i, _)| i);
    (1..=2).filter_map(at).find_map(|i| {
        let (noun, particle) = word.split_at_checked(i)?;
        (BEHIND.contains(&particle) && common(noun) == Some(Common::Noun)).then_some(noun)
    })
}

/// Particles that stand behind a noun.
const BEHIND: [&str; 21] = [
    "은", "는", "이", "가", "을", "를", "에", "의", "로", "으로", "와", "과", "도", "만", "에서", "에게", "까지",
    "부터", "랑", "이랑", "마다",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_words_are_no_names() {
        for word in ["동네", "장군", "제목", "꼭대기"] {
            assert_eq!(common(word), Some(Common::Noun), "{word}");
        }
        for word in ["짧아", "보태", "젊은"] {
            assert_eq!(common(word), Some(Common::Verb), "{word}");
        }
        assert_eq!(common("셀비온"), None);
    }
}
