//! Everyday words: what nobody takes for a name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::thesaurus::forms_of;

/// The file, as it is edited.
const TEXT: &str = include_str!("common.txt");

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
        let lines = TEXT.lines().filter(|l| !l.starts_with('#'));
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
