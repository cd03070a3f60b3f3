//! The words of a question as they may be written in a text, and looking for them there.

use crate::knowledge::date::month_named;
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::question::{Group, Question};
use super::terms::stem_en;
use super::thesaurus::Thesaurus;
use super::units;

/// How a word of the question may be written in a text, compact.
pub(crate) struct Needle {
    pub(crate) forms: Vec<String>,
    /// How many of the forms, from the first, are forms of the word itself; the others only say the same.
    pub(crate) own: usize,
    pub(crate) weight: f32,
    pub(crate) entity: bool,
    pub(crate) unknown: bool,
    /// Whether it is an everyday word that the knowledge does not have: no name.
    pub(crate) common: bool,
    /// Whether only the whole word counts: an office ("총영사") is not the house it is in ("총영사관").
    pub(crate) whole: bool,
    /// Whether it is the end of a time: "~" and 까지 tell it too.
    pub(crate) until: bool,
    /// Whether it is a birth or a death whose day is asked: the years behind a name tell it too.
    pub(crate) life: bool,
    /// Whether it is a number, or something numbered: only that very number is it.
    pub(crate) number: bool,
}

pub(crate) fn needle(engine: &Engine, group: &Group) -> Needle {
    let mut forms: Vec<String> = Vec::new();
    let mut push = |form: &str| {
        let form = form.replace(' ', "");
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    };
    push(&group.text);
    if group.entity {
        for ix in engine.entities.by_key(&group.text) {
            if let Some(entity) = engine.entities.get(*ix) {
                for key in &entity.keys {
                    push(key);
                }
            }
        }
    }
    for form in inflected(&group.text) {
        push(&form);
    }
    // Forms of the same verb begin alike.
    let first = group.text.chars().next();
    for same in Thesaurus::get().groups_of(&group.text).filter(|g| !g.light) {
        for form in same.forms.iter().filter(|f| f.chars().next() == first) {
            push(form);
        }
    }
    let own = forms.len();
    let mut push = |form: &str| {
        let form = form.replace(' ', "");
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    };
    if let Some(word) = engine.terms.word_for(&group.text) {
        push(word);
    }
    for same in engine.terms.said_for(&group.text) {
        push(same);
    }
    for group in Thesaurus::get().groups_of(&group.text).filter(|g| !g.light) {
        for form in &group.forms {
            push(form);
        }
    }
    for english in Thesaurus::get().english_of(&group.text) {
        push(&stem_en(english));
    }
    // What asks is said in other words: 뽑힌 is 선정된.
    if let Some(cue) = group.cue.filter(|c| c.is_content()) {
        for form in engine.vocabulary.forms_of(cue) {
            push(form);
        }
    }
    // "최대 1,200만 원" is a limit.
    if ["한도", "상한"].iter().any(|w| group.text.ends_with(w)) {
        push("최대");
    }
    let latin = group.text.is_ascii();
    if let Some(month) = month_named(&group.text) {
        push(&format!("{month}월"));
    }
    // A Korean name in Latin letters: "Dolsaem" is 돌샘.
    if latin && group.terms.is_empty() && group.text.len() >= 4 {
        for spelled in engine.hangul_of(&group.text).iter().take(3) {
            push(spelled);
        }
    }
    let unknown = group.terms.is_empty() && !engine.known(&group.text);
    let mut heard = false;
    // A foreign name in the other script: 로테르담 is Rotterdam.
    if (unknown || latin) && !group.common && group.text.chars().count() >= 3 {
        for same in engine.sounding_like(&group.text).into_iter().take(4) {
            heard = true;
            push(same);
        }
    }
    if latin {
        forms = forms
            .iter()
            .map(|f| if f.is_ascii() { stem_en(f) } else { f.clone() })
            .collect();
    }
    // How to reach somebody is told by what is given, not by the word for it.
    let weight = if group.cue == Some(Cue::Contact) {
        group.weight * 0.1
    } else {
        group.weight
    };
    Needle {
        own,
        forms,
        weight,
        entity: group.entity,
        whole: group.cue == Some(Cue::Office),
        until: group.cue == Some(Cue::Deadline),
        life: false,
        unknown: unknown && !heard,
        common: group.common || latin && unknown && bends(&group.text) || Thesaurus::get().tells(&group.text) < 1.0,
        number: group.text.chars().all(|c| c.is_numeric() || c == '.'),
    }
}

/// Whether a Latin word has the ending of an English verb or adjective: no name that documents would have to have.
fn bends(word: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        "ed", "ing", "tion", "ly", "ment", "ness", "ive", "ous", "able", "ical", "ytes",
    ];
    word.len() >= 7 && ENDINGS.iter().any(|e| word.ends_with(e))
}

/// The needles of a question: its words, and the numbered things it names in place of their numbers.
pub(crate) fn needles(engine: &Engine, question: &Question) -> Vec<Needle> {
    let numbered = |text: &str| {
        question.ordinals.iter().any(|o| {
            let digits: String = o.chars().filter(char::is_ascii_digit).collect();
            digits == text
        })
    };
    // What the asker says of themselves ("매출 120억쯤 되는데") is no figure of a document.
    let own = |g: &Group| question.own && question.figures.iter().any(|f| f.start <= g.start && g.start < f.end);
    let mut needles: Vec<Needle> = question
        .groups
        .iter()
        .filter(|g| !numbered(&g.text) && !own(g))
        .map(|g| needle(engine, g))
        .collect();
    for ordinal in &question.ordinals {
        // "5번 틀리면" may be told as 5회.
        let digits: String = ordinal.chars().filter(char::is_ascii_digit).collect();
        let mut forms = vec![ordinal.clone()];
        if ordinal.ends_with('번') {
            forms.extend([format!("{digits}회"), format!("{digits}차례")]);
        }
        needles.push(Needle {
            own: forms.len(),
            forms,
            weight: engine.weight_of_unknown() * 0.7,
            entity: false,
            unknown: false,
            common: false,
            whole: false,
            until: false,
            life: false,
            number: true,
        });
    }
    join_two_scripts(question, &mut needles);
    join_spelled(engine, &mut needles);
    // "지원은 언제까지 받아요": what is taken until a day is applications.
    if question.wants.first() == Some(&crate::knowledge::AnswerKind::When)
        && let Some(needle) = needles
            .iter_mut()
            .find(|n| n.forms.first().is_some_and(|f| f == "지원"))
    {
        needle.forms = ["신청", "접수", "모집", "응모", "지원"].map(str::to_owned).to_vec();
        needle.own = needle.forms.len() - 1;
    }
    if question.wants.first() == Some(&crate::knowledge::AnswerKind::When) {
        for needle in &mut needles {
            needle.life = needle.forms.iter().any(|f| LIFE.contains(&f.as_str()));
        }
    }
    // A person named in full is spoken of by surname and office further on: "황보름 교수", "황 교수".
    for pair in question.groups.windows(2) {
        if let [name, office] = pair
            && name.text.chars().count() == 3
            && (office.cue == Some(Cue::Office) || OFFICES.contains(&office.text.as_str()))
            && let Some(surname) = name.text.chars().next()
            && let Some(needle) = needles.iter_mut().find(|n| n.forms.first() == Some(&name.text))
        {
            needle.forms.push(format!("{surname}{}", office.text));
        }
    }
    needles
}

/// A name that is given in both scripts, "탬벌리(Tamberly)", is one name: either is enough.
fn join_two_scripts(question: &Question, needles: &mut Vec<Needle>) {
    let text: String = korean::fold(&question.text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    for at in (1..needles.len()).rev() {
        let (Some(first), Some(second)) = (
            needles.get(at - 1).and_then(|n| n.forms.first()),
            needles.get(at).and_then(|n| n.forms.first()),
        ) else {
            continue;
        };
        let hangul = |word: &str| word.chars().all(units::is_hangul);
        let latin = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
        let scripts = hangul(first) && latin(second) || latin(first) && hangul(second);
        if scripts && text.contains(&format!("{first}({second}")) {
            let second = needles.remove(at);
            if let Some(first) = needles.get_mut(at - 1) {
                first.unknown &= second.unknown;
                first.weight = first.weight.max(second.weight);
                // Either is the word itself.
                let others = first.forms.split_off(first.own);
                first.forms.extend(second.forms);
                first.own = first.forms.len();
                first.forms.extend(others);
            }
        }
    }
}

/// Two Latin words that together spell one of the documents' words are that word: "saessak nuri" is 새싹누리.
fn join_spelled(engine: &Engine, needles: &mut Vec<Needle>) {
    for at in (1..needles.len()).rev() {
        let latin = |n: &Needle| {
            n.forms
                .first()
                .filter(|f| f.len() >= 3 && f.chars().all(|c| c.is_ascii_alphabetic()))
                .cloned()
        };
        let (Some(first), Some(second)) = (needles.get(at - 1).and_then(latin), needles.get(at).and_then(latin)) else {
            continue;
        };
        let together = format!("{first}{second}");
        let mut spelled = engine.hangul_of(&together).to_vec();
        if spelled.is_empty() {
            // "Beauty Med" sounds as 뷰티메드.
            let heard = engine.sounding_like(&together).into_iter();
            spelled.extend(heard.filter(|w| w.chars().count() >= 3).take(2).map(str::to_owned));
        }
        if spelled.is_empty() {
            continue;
        }
        let second = needles.remove(at);
        if let Some(first) = needles.get_mut(at - 1) {
            first.weight = first.weight.max(second.weight);
            first.unknown = false;
            first.forms.splice(0..0, spelled);
            first.own = first.forms.len();
        }
    }
}

/// Words for a birth and a death.
const LIFE: [&str; 8] = ["출생", "탄생", "생일", "사망", "별세", "born", "died", "death"];

/// Titles that stand behind a name.
const OFFICES: [&str; 14] = [
    "교수",
    "박사",
    "의원",
    "감독",
    "선수",
    "연구원",
    "위원",
    "상무",
    "전무",
    "부사장",
    "부시장",
    "과장",
    "작가",
    "변호사",
];

/// A past tense as the other forms of its verb begin: "늘렸" as 늘리, 늘린, 늘릴.
fn inflected(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let Some((last, head)) = chars.split_last() else {
        return Vec::new();
    };
    let Some((initial, vowel, closing)) = korean::jamo::parts(*last) else {
        return Vec::new();
    };
    // ㅆ closes what is past; the vowel before it is the stem's with ㅏ or ㅓ drawn in.
    if closing != 20 || head.is_empty() {
        return Vec::new();
    }
    let stems: &[usize] = match vowel {
        6 => &[20, 6],   // ㅕ from ㅣ
        1 => &[0, 1],    // ㅐ from ㅏ
        9 => &[8, 9],    // ㅘ from ㅗ
        14 => &[13, 14], // ㅝ from ㅜ
        10 => &[11, 10], // ㅙ from ㅚ
        0 => &[0, 18],   // ㅏ, or from ㅡ
        4 => &[4, 18],   // ㅓ, or from ㅡ
        _ => &[],
    };
    let head: String = head.iter().collect();
    let mut forms = Vec::new();
    for stem in stems {
        // Bare, and closed by ㄴ, ㄹ, ㅁ, ㅂ.
        for closing in [0, 4, 8, 16, 17] {
            if let Some(syllable) = korean::jamo::syllable(initial, *stem, closing) {
                forms.push(format!("{head}{syllable}"));
            }
        }
    }
    forms
}

/// What another word for the same counts against the word itself.
const OTHER_WORD: f32 = 0.94;

/// A text made ready to look for needles in.
#[derive(Debug)]
pub(crate) struct Hay {
    pub(crate) compact: String,
    pub(crate) words: Vec<String>,
    pub(crate) numbers: Vec<String>,
    pub(crate) stems: Vec<String>,
    /// Whether it says until when.
    pub(crate) until: bool,
    /// Whether it gives the years of a life in brackets: "(1931년 2월 9일 ~ 2004년)".
    pub(crate) life: bool,
}

impl Hay {
    pub(crate) fn of(text: &str) -> Self {
        let folded = korean::fold(text);
        let cut = units::cut(&folded);
        let stems = cut
            .iter()
            .filter(|u| u.class == units::Class::Latin)
            .map(|u| stem_en(&u.text))
            .collect();
        let numbers = cut
            .iter()
            .filter(|u| u.class == units::Class::Number)
            .map(|u| u.text.clone())
            .collect();
        let mut words: Vec<String> = Vec::new();
        for unit in &cut {
            match words.last_mut() {
                Some(last) if !unit.boundary => last.push_str(&unit.text),
                _ => words.push(unit.text.clone()),
            }
        }
        Self {
            words,
            numbers,
            compact: cut.iter().map(|u| u.text.as_str()).collect(),
            life: gives_a_life(&folded),
            until: folded.contains(['~', '∼', '～']) || ["까지", " until ", " by "].iter().any(|w| folded.contains(w)),
            stems,
        }
    }

    /// Whether a word of one syllable stands there on its own, or with a particle behind it.
    fn has_short(&self, word: &str) -> bool {
        self.words.iter().any(|w| {
            w.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || [
                        "은", "는", "이", "가", "을", "를", "에", "에는", "에도", "의", "도", "으로", "로", "들",
                        "들이", "과", "와", "만", "이다", "까지",
                    ]
                    .contains(&rest)
            })
        })
    }

    /// Whether a word stands there with nothing but a particle behind it.
    fn has_whole(&self, word: &str) -> bool {
        self.compact.match_indices(word).any(|(at, _)| {
            let rest = self.compact.get(at + word.len()..).unwrap_or_default();
            rest.chars()
                .next()
                .is_none_or(|c| !units::is_hangul(c) || "은는이가을를의에도과와로께만으였이입직인".contains(c))
        })
    }

    /// How much of a needle is there: 1 whole, less where only most of its letters are.
    pub(crate) fn has(&self, needle: &Needle) -> f32 {
        let mut best = if needle.until && self.until || needle.life && self.life {
            OTHER_WORD
        } else {
            0.0f32
        };
        for (at, form) in needle.forms.iter().enumerate() {
            // Another word for it is not quite it.
            let whole = if at < needle.own { 1.0 } else { OTHER_WORD };
            if form.is_ascii() && form.chars().all(|c| c.is_ascii_alphabetic()) {
                if self.stems.iter().any(|s| s == form) || form.len() >= 4 && self.compact.contains(form.as_str()) {
                    if at < needle.own {
                        return 1.0;
                    }
                    best = best.max(whole);
                }
            } else if form.chars().all(|c| c.is_ascii_digit() || c == '.') {
                // A number is a whole number: 3 is not found in 38.
                if self.numbers.iter().any(|n| n == form) {
                    if at < needle.own {
                        return 1.0;
                    }
                    best = best.max(whole);
                }
            } else if form.chars().count() == 1 {
                if self.has_short(form) {
                    if at < needle.own {
                        return 1.0;
                    }
                    best = best.max(whole);
                }
            } else if needle.whole {
                if self.has_whole(form) {
                    if at < needle.own {
                        return 1.0;
                    }
                    best = best.max(whole);
                }
            } else if at >= needle.own && form.chars().count() <= 2 {
                // Another word inside a longer one is none: 회비 is not in 입회비.
                if self.words.iter().any(|w| w.starts_with(form.as_str())) {
                    best = best.max(whole);
                }
            } else if self.compact.contains(form.as_str()) {
                if at < needle.own {
                    return 1.0;
                }
                best = best.max(whole);
            } else if !needle.entity {
                // Part of a compound: the share of its letter pairs that stand there.
                let chars: Vec<char> = form.chars().collect();
                if chars.len() >= 3 {
                    let pairs = chars.windows(2).filter_map(|w| match w {
                        [a, b] => Some(format!("{a}{b}")),
                        _ => None,
                    });
                    let (mut all, mut there) = (0.0f32, 0.0f32);
                    for pair in pairs {
                        all += 1.0;
                        if self.compact.contains(&pair) {
                            there += 1.0;
                        }
                    }
                    if there / all >= 0.5 {
                        best = best.max(0.8 * there / all);
                    }
                    // A word drawn together: 국토부 of 국토교통부, 정착금 of 정착 지원금.
                    if drawn_together(&chars, &self.compact) {
                        best = best.max(0.8);
                    }
                }
            }
        }
        best
    }
}

/// Whether a text gives the years of a life in brackets near its beginning.
fn gives_a_life(folded: &str) -> bool {
    let Some((before, rest)) = folded.split_once('(') else {
        return false;
    };
    let inside = rest.split(')').next().unwrap_or_default();
    before.chars().count() <= 40
        && inside.contains(['~', '∼', '–', '-'])
        && inside
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| (3..=4).contains(&n.len()))
            .count()
            >= 1
        && (inside.contains('년') || inside.chars().filter(char::is_ascii_digit).count() >= 8)
}

/// Whether the letters of a word stand in a text in their order, the first two together and at most four others between them.
fn drawn_together(word: &[char], text: &str) -> bool {
    let [first, second, rest @ ..] = word else { return false };
    if !word.iter().all(|c| units::is_hangul(*c)) {
        return false;
    }
    let head: String = [*first, *second].iter().collect();
    text.match_indices(&head).any(|(at, _)| {
        let mut ahead = text
            .get(at + head.len()..)
            .unwrap_or_default()
            .chars()
            .take(rest.len() + 4);
        rest.iter().all(|c| ahead.any(|a| a == *c))
    })
}
