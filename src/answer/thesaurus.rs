//! Everyday words for the words of notices and news: what a member says and what a document says for the same thing.
//!
//! The groups are in `thesaurus.txt`. They belong to the two languages, not to a programme.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use crate::korean::jamo::{parts, syllable};

use super::segment::Vocabulary;
use super::units;

/// The file, as it is edited.
const TEXT: &str = include_str!("thesaurus.txt");

/// A group of words that say the same.
#[derive(Debug)]
pub(crate) struct Group {
    /// Every form of every word, folded.
    pub(crate) forms: Vec<String>,
    /// Whether its words tell little of what is asked.
    pub(crate) light: bool,
    /// Whether only its English words are looked up, and say the same among themselves: its Korean ones are what documents have
    /// for them.
    pub(crate) from_english: bool,
}

/// The groups, and where each form stands.
#[derive(Debug, Default)]
pub(crate) struct Thesaurus {
    /// The groups.
    pub(crate) groups: Vec<Group>,
    by_form: HashMap<String, (Vec<usize>, bool)>,
    /// Of the groups that only English words are looked up in, where each Korean form stands.
    by_korean: HashMap<String, Vec<usize>>,
}

impl Thesaurus {
    /// The thesaurus that comes with the program.
    pub(crate) fn get() -> &'static Self {
        static ALL: LazyLock<Thesaurus> = LazyLock::new(|| Thesaurus::parse(TEXT));
        &ALL
    }

    /// Of each group the keys of the forms that are looked up, but for those of words that ask: they stay what they are.
    pub(crate) fn keys() -> &'static [Vec<String>] {
        static KEYS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
            let asking = Vocabulary::new();
            let of = |group: &Group| {
                let forms = group.forms.iter().filter(|f| !group.from_english || f.is_ascii());
                forms
                    .map(|f| units::key_of(f))
                    .filter(|key| asking.cue_of(key).is_none())
                    // What is made of words that ask ("선정기업") stays two of them.
                    .filter(|key| key.chars().count() < 4 || !asking.says_nothing(key))
                    .collect()
            };
            Thesaurus::get().groups.iter().map(of).collect()
        });
        &KEYS
    }

    fn parse(text: &str) -> Self {
        let mut all = Self::default();
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let light = line.starts_with('~');
            let from_english = line.starts_with('>');
            let words = line.trim_start_matches(['~', '>']);
            // An English word for something done is a verb, as the Korean one for it is.
            let done = from_english && words.split_whitespace().any(|w| w.ends_with('다'));
            let mut forms = Vec::new();
            let at = all.groups.len();
            for word in words.split_whitespace() {
                let verb = done || word.ends_with('다') && word.chars().count() > 1;
                for form in forms_of(&word.replace('_', " ")) {
                    if from_english && !form.is_ascii() {
                        if !forms.contains(&form) {
                            all.by_korean.entry(form.clone()).or_default().push(at);
                            forms.push(form);
                        }
                        continue;
                    }
                    let place = all.by_form.entry(form.clone()).or_insert_with(|| (Vec::new(), verb));
                    if !place.0.contains(&at) {
                        place.0.push(at);
                        forms.push(form);
                    }
                }
            }
            all.groups.push(Group {
                forms,
                light,
                from_english,
            });
        }
        all
    }

    /// The groups a form stands in, the likeliest in front.
    pub(crate) fn groups_of<'a>(&'a self, form: &str) -> impl Iterator<Item = &'a Group> + use<'a> {
        let at = self.by_form.get(form).map_or(&[][..], |(at, _)| at.as_slice());
        at.iter().filter_map(|at| self.groups.get(*at))
    }

    /// The English words that a Korean form stands for: what documents in English have for it.
    pub(crate) fn english_of<'a>(&'a self, form: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let at = self.by_korean.get(form).map_or(&[][..], Vec::as_slice);
        let groups = at.iter().filter_map(|at| self.groups.get(*at));
        groups
            .flat_map(|g| &g.forms)
            .map(String::as_str)
            .filter(|f| f.is_ascii())
    }

    /// How much a word tells against one that nobody listed: a noun more than a verb, and some hardly anything.
    pub(crate) fn tells(&self, form: &str) -> f32 {
        match self.by_form.get(form) {
            Some(_) if self.is_light(form) => 0.12,
            Some((_, true)) => 0.5,
            Some((_, false)) => 0.8,
            None => 1.0,
        }
    }

    /// Whether a word tells little of what is asked.
    pub(crate) fn is_light(&self, form: &str) -> bool {
        self.groups_of(form).next().is_some_and(|g| g.light)
    }
}

const NO_CLOSING: usize = 0;
const N: usize = 4;
const T: usize = 7;
const L: usize = 8;
const M: usize = 16;
const B: usize = 17;
const S: usize = 19;
const SS: usize = 20;

/// The ways a word may begin in a text: of a verb in its dictionary form (…다) all that its endings make of it.
pub(crate) fn forms_of(word: &str) -> Vec<String> {
    let Some(stem) = word.strip_suffix('다').filter(|s| !s.is_empty()) else {
        // A noun of one syllable is known by the particle behind it.
        if word.chars().count() == 1 && word.chars().all(|c| parts(c).is_some()) {
            let particles = [
                "은", "는", "이", "가", "을", "를", "에", "에도", "에는", "의", "도", "으로", "로", "들", "들이",
                "들은",
            ];
            return std::iter::once(word.to_owned())
                .chain(particles.iter().map(|p| format!("{word}{p}")))
                .collect();
        }
        return vec![word.to_owned()];
    };
    let chars: Vec<char> = stem.chars().collect();
    let Some((last, head)) = chars.split_last() else {
        return Vec::new();
    };
    let Some((initial, vowel, closing)) = parts(*last) else {
        return vec![stem.to_owned()];
    };
    let head: String = head.iter().collect();
    let mut forms = vec![stem.to_owned()];
    let mut push = |initial: usize, vowel: usize, closing: usize, tail: &str| {
        if let Some(c) = syllable(initial, vowel, closing) {
            let form = format!("{head}{c}{tail}");
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    };
    match closing {
        NO_CLOSING => {
            for closing in [N, L, M, B] {
                push(initial, vowel, closing, "");
            }
            for &drawn in drawn(initial, vowel) {
                push(initial, drawn, NO_CLOSING, "");
                push(initial, drawn, SS, "");
            }
        }
        L if head.is_empty() => {
            // 팔다: 파는, 파니, 판, but no 파기.
            for tail in ["는", "니", "나", "세"] {
                push(initial, vowel, NO_CLOSING, tail);
            }
            for closing in [N, B, M] {
                push(initial, vowel, closing, "");
            }
        }
        L => {
            for closing in [NO_CLOSING, N, B, M] {
                push(initial, vowel, closing, "");
            }
        }
        B => {
            push(initial, vowel, NO_CLOSING, "우");
            push(initial, vowel, NO_CLOSING, "운");
            push(initial, vowel, NO_CLOSING, "울");
            push(initial, vowel, NO_CLOSING, "움");
            push(initial, vowel, NO_CLOSING, "와");
            push(initial, vowel, NO_CLOSING, "왔");
            push(initial, vowel, NO_CLOSING, "워");
            push(initial, vowel, NO_CLOSING, "웠");
        }
        T => push(initial, vowel, L, ""),
        S => {
            for tail in ["은", "을", "어", "었", "아", "았", "으"] {
                push(initial, vowel, NO_CLOSING, tail);
            }
        }
        _ => {}
    }
    // 르: 부르다, 불러.
    if *last == '르'
        && let Some(before) = head.chars().last()
        && let Some((i, v, NO_CLOSING)) = parts(before)
        && let Some(closed) = syllable(i, v, L)
    {
        let start: String = head.chars().take(head.chars().count().saturating_sub(1)).collect();
        for tail in ["라", "랐", "러", "렀"] {
            forms.push(format!("{start}{closed}{tail}"));
        }
    }
    // Past tense typed with ㅅ for ㅆ: 옮겻.
    let typed: Vec<String> = forms
        .iter()
        .filter_map(|form| {
            let (at, last) = form.char_indices().last()?;
            let (i, v, closing) = parts(last)?;
            (closing == SS).then(|| syllable(i, v, S).map(|c| format!("{}{c}", form.get(..at).unwrap_or_default())))?
        })
        .collect();
    forms.extend(typed);
    // One syllable alone is in too many other words: with the endings that follow it, it is not.
    let ones: Vec<String> = forms.iter().filter(|f| f.chars().count() == 1).cloned().collect();
    forms.retain(|f| f.chars().count() > 1);
    for one in ones {
        let closing = one.chars().next().and_then(parts).map_or(NO_CLOSING, |(_, _, c)| c);
        let tails: &[&str] = match closing {
            N => &["다", "가", "지", "데", "대"],
            B => &["니", "는", "고", "으", "기", "어", "아", "지"],
            L | M => &["까", "수", "지", "려", "면", "어", "아", "고", "기"],
            SS => &["다", "나", "어", "고", "던", "는", "을", "으", "죠", "지", "습"],
            NO_CLOSING => &[
                "는", "고", "나", "면", "며", "지", "기", "려", "던", "게", "다", "서", "도", "요", "죠", "니", "냐",
                "자",
            ],
            _ => &[
                "는", "고", "나", "으", "지", "기", "던", "게", "다", "어", "아", "을", "은", "습", "죠", "니", "냐",
            ],
        };
        forms.extend(tails.iter().map(|tail| format!("{one}{tail}")));
    }
    forms
}

/// The vowels that a stem's last vowel and the ㅏ or ㅓ behind it are drawn together to.
fn drawn(initial: usize, vowel: usize) -> &'static [usize] {
    // 하다: 해, 했.
    if initial == 18 && vowel == 0 {
        return &[1];
    }
    match vowel {
        0 => &[0],
        1 => &[1],
        4 => &[4],
        5 => &[5],
        6 => &[6],
        8 => &[9],
        11 => &[10],
        13 => &[14],
        18 => &[0, 4],
        20 => &[6],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_known_in_its_forms() {
        let of = |word: &str| forms_of(word);
        for form in ["옮기", "옮긴", "옮길", "옮겨", "옮겼"] {
            assert!(of("옮기다").iter().any(|f| f == form), "{form}");
        }
        for form in ["도운", "도와", "도왔"] {
            assert!(of("돕다").iter().any(|f| f == form), "{form}");
        }
        for form in ["만드", "만든", "만들"] {
            assert!(of("만들다").iter().any(|f| f == form), "{form}");
        }
        assert!(of("부르다").contains(&"불러".to_owned()));
        assert!(of("쉬다").contains(&"쉬는".to_owned()));
    }

    #[test]
    fn a_form_leads_to_what_is_said_for_it() {
        let mut forms = Thesaurus::get().groups_of("미뤄졌").flat_map(|g| &g.forms);
        assert!(forms.any(|f| f == "늦어졌"));
    }
}
