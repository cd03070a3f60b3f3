//! The words of a question that an answer has to cover, and how much each of them matters.

use crate::korean;

use super::common::{Common, common, common_with_particle};
use super::cues::Cue;
use super::engine::Engine;
use super::mend::is_hangul_word;
use super::question::{Group, Mention, Question, Stranger};
use super::segment::{Piece, Sort};
use super::terms::{self, TermIx};
use super::thesaurus::Thesaurus;
use super::units::{self, Class, Unit};

/// Particles after which a word stands as a name does: as what is spoken of.
const NAMING: [&str; 17] = [
    "은", "는", "이", "가", "도", "의", "을", "를", "에", "과", "와", "랑", "이랑", "에서", "에는", "에게", "만",
];

/// Takes the pieces of a question into it: names, cues, words with their weights, and what nobody knows.
pub(super) fn take(engine: &Engine, question: &mut Question, pieces: &[Piece], units: &[Unit]) {
    for (at, piece) in pieces.iter().enumerate() {
        let next = pieces.get(at + 1).filter(|n| !n.boundary);
        match piece.sort {
            // "기간에" sets a time; "기간은" asks for one.
            Sort::Cue(Cue::Duration)
                if piece.text == "기간"
                    && next.is_some_and(|n| ["에", "동안", "중", "내", "에는"].contains(&n.text.as_str())) => {}
            Sort::Ending
                if ["곳", "개사", "군데"]
                    .iter()
                    .any(|counter| piece.text.starts_with(counter))
                    && at
                        .checked_sub(1)
                        .and_then(|b| pieces.get(b))
                        .is_some_and(|b| b.sort == Sort::Number) =>
            {
                question.cues.push((Cue::Things, piece.start));
            }
            // "2020년 6월까지" bounds a time; "언제까지" asks for one.
            Sort::Cue(Cue::Deadline) if piece.text == "까지" && !piece.boundary => {}
            Sort::Cue(cue) => {
                let before = question.cues.last().map(|(c, _)| *c);
                question.cues.push((cue, piece.start));
                // "기업 수" counts them.
                if piece.text == "수" && matches!(before, Some(Cue::Company | Cue::Partner | Cue::Things)) {
                    question.cues.push((Cue::Count, piece.start));
                }
            }
            Sort::Name => {
                let candidates = engine.entities.by_key(&piece.text).to_vec();
                let written = units::key(units.get(piece.start..piece.end).unwrap_or_default());
                question.mentions.push(Mention {
                    candidates,
                    mended: written != piece.text,
                    text: written,
                    start: piece.start,
                    end: piece.end,
                });
            }
            Sort::Word if engine.terms.word_for(&piece.text).is_some() => {
                let word = engine.terms.word_text(&piece.text);
                if let Some(cue) = engine.vocabulary.cue_of(&word) {
                    question.cues.push((cue, piece.start));
                } else if !engine.entities.by_key(&word).is_empty() {
                    question.mentions.push(Mention {
                        candidates: engine.entities.by_key(&word).to_vec(),
                        mended: false,
                        text: piece.text.clone(),
                        start: piece.start,
                        end: piece.end,
                    });
                }
            }
            // What makes another noun of a word makes another word of it: 통행량 is not 통행.
            Sort::Unknown
                if !piece.boundary
                    && NOUN_ENDINGS.contains(&piece.text.as_str())
                    && at
                        .checked_sub(1)
                        .and_then(|b| pieces.get(b))
                        .is_some_and(|b| b.sort == Sort::Word)
                    && question.groups.last().is_some_and(|g| !g.entity && g.cue.is_none()) =>
            {
                if let Some(group) = question.groups.last_mut() {
                    group.text.push_str(&piece.text);
                    group.terms.clear();
                    group.weight = group.weight.max(engine.weight_of_unknown() * 0.75);
                }
                continue;
            }
            // "입주사 수": how many of them.
            Sort::Unknown
                if piece.text == "수"
                    && matches!(
                        question.cues.last(),
                        Some((Cue::Company | Cue::Partner | Cue::Things, _))
                    ) =>
            {
                question.cues.push((Cue::Count, piece.start));
                continue;
            }
            // A scrap glued behind a known word is an ending nobody listed.
            Sort::Unknown
                if !piece.boundary
                    && piece.text.chars().count() <= 2
                    && is_hangul_word(&piece.text)
                    && at
                        .checked_sub(1)
                        .and_then(|b| pieces.get(b))
                        .is_some_and(|b| matches!(b.sort, Sort::Cue(_) | Sort::Word)) =>
            {
                continue;
            }
            Sort::Unknown if is_initials(&piece.text) && !engine.entities.by_initials(&piece.text).is_empty() => {
                let candidates = engine.entities.by_initials(&piece.text);
                let found: Vec<TermIx> = candidates
                    .iter()
                    .filter_map(|ix| engine.terms.find(&terms::entity_text(*ix)))
                    .collect();
                let weight = found.iter().map(|t| engine.weight(*t)).fold(0.0f32, f32::max);
                question.mentions.push(Mention {
                    candidates,
                    mended: true,
                    text: piece.text.clone(),
                    start: piece.start,
                    end: piece.end,
                });
                question.groups.push(Group {
                    terms: found,
                    text: piece.text.clone(),
                    weight,
                    entity: true,
                    cue: None,
                    common: false,
                    start: piece.start,
                });
                continue;
            }
            // Lone letters are no words: ㄱㄱ, ㅋㅋ.
            Sort::Unknown if piece.text.chars().all(|c| matches!(c, 'ㄱ'..='ㅣ')) => continue,
            Sort::Unknown => {
                let latin = units.get(piece.start).is_some_and(|u| u.class == Class::Latin);
                let length = piece.text.chars().count();
                // "데려갈 수", "오는 것": what stands before these is a verb.
                // "효과를 거두는": behind what something is done to stands what is done.
                let done = next.is_some_and(|n| ["는", "은", "던"].contains(&n.text.as_str()))
                    && piece.boundary
                    && at.checked_sub(1).and_then(|b| pieces.get(b)).is_some_and(|b| {
                        b.sort == Sort::Ending
                            && ["가", "이", "을", "를", "에", "에서", "로", "으로"].contains(&b.text.as_str())
                    });
                // "열세 곳을 가려낼 때": behind an object, before what it describes.
                let closing = piece
                    .text
                    .chars()
                    .last()
                    .and_then(korean::jamo::parts)
                    .map(|(_, _, c)| c);
                let describes = matches!(closing, Some(4 | 8))
                    && next.is_none()
                    && at + 1 < pieces.len()
                    && piece.boundary
                    && at
                        .checked_sub(1)
                        .and_then(|b| pieces.get(b))
                        .is_some_and(|b| b.sort == Sort::Ending && ["을", "를"].contains(&b.text.as_str()));
                // "대준 자릿세": closed so, before a word, it describes that word.
                let adnominal = next.is_none()
                    && at + 1 < pieces.len()
                    && length <= 3
                    && piece.text.chars().last().is_some_and(|c| ADNOMINAL.contains(c));
                let with_ending = |n: &Piece| common(&format!("{}{}", piece.text, n.text));
                // "팀이", where nothing told the particle from the word.
                let stem = if latin || common(&piece.text).is_some() {
                    None
                } else {
                    common_with_particle(&piece.text)
                };
                let everyday = common(&piece.text)
                    .filter(|_| !latin || !written_as_a_name(&question.text, &piece.text))
                    .or_else(|| next.filter(|n| n.sort == Sort::Ending).and_then(with_ending))
                    .or(stem.map(|_| Common::Noun));
                let verb = everyday == Some(Common::Verb)
                    || describes
                    || adnominal
                    || looks_like_a_verb(&piece.text)
                    || done
                    || pieces.get(at + 1).is_some_and(|n| {
                        n.boundary && ["수", "것", "거", "게", "때", "건", "지"].contains(&n.text.as_str())
                    });
                let named = !verb
                    && everyday.is_none()
                    && next.is_some_and(|n| n.sort == Sort::Ending && NAMING.contains(&n.text.as_str()));
                let like_a_name = length >= 2
                    && everyday.is_none()
                    && (latin && length >= 3
                        || named
                        || engine.entities.ends_like_a_name(&piece.text)
                        || next.is_none() && length >= 3 && is_hangul_word(&piece.text) && !verb);
                if length >= 2 || latin {
                    question.strangers.push(Stranger {
                        text: piece.text.clone(),
                        like_a_name,
                        like_a_place: next.is_some_and(|n| ["에", "에서", "으로", "로"].contains(&n.text.as_str())),
                    });
                }
                let weight = match (length, like_a_name) {
                    (1, _) => 0.15,
                    // One syllable with its particle: 차를, 돈은.
                    (2, _) if next.is_none() && piece.text.ends_with(['를', '을']) => 0.25,
                    // What something is done to, or is good against, is told in many words: 추위에 강한.
                    (_, true)
                        if next.is_some_and(|n| ["에", "을", "를", "으로", "에서"].contains(&n.text.as_str()))
                            && engine.knowledge.companies.is_empty() =>
                    {
                        0.6
                    }
                    (_, true) => 1.0,
                    _ if stem.is_some_and(|s| s.chars().count() == 1) => 0.25,
                    (2.., _) if latin && everyday.is_some() => 0.6,
                    // In front of a known word it is a part of a name: 담골군 + 축제.
                    (2.., _) if everyday == Some(Common::Noun) => 0.75,
                    (3.., _) if next.is_some_and(|n| n.sort == Sort::Word) => 0.9,
                    (5.., _) if is_hangul_word(&piece.text) && !verb => 0.85,
                    (_, false) if verb => 0.2,
                    (_, false) if next.is_some_and(|n| n.sort == Sort::Ending) => 0.5,
                    (_, false) => 0.75,
                };
                question.groups.push(Group {
                    terms: Vec::new(),
                    text: stem.map_or_else(|| piece.text.clone(), str::to_owned),
                    weight: engine.weight_of_unknown() * weight,
                    entity: false,
                    cue: None,
                    common: everyday.is_some(),
                    start: piece.start,
                });
                continue;
            }
            _ => {}
        }
        let texts = terms::texts_of(piece, units, &engine.terms, &engine.entities, &engine.vocabulary);
        if texts.is_empty() {
            continue;
        }
        let found: Vec<TermIx> = texts.iter().filter_map(|t| engine.terms.find(t)).collect();
        let cue = match piece.sort {
            Sort::Cue(cue) => Some(cue),
            _ => question
                .cues
                .last()
                .filter(|(_, start)| *start == piece.start)
                .map(|(c, _)| *c),
        };
        let entity = texts.iter().any(|t| t.starts_with('@'));
        let mut weight = found.iter().map(|t| engine.weight(*t)).fold(f32::INFINITY, f32::min);
        if weight.is_infinite() {
            weight = engine.weight_of_word(engine.terms.listed(&piece.text));
        }
        if piece.sort == Sort::Word {
            let thesaurus = Thesaurus::get();
            let tells = if thesaurus.is_light(&piece.text) {
                thesaurus.tells(&piece.text)
            } else {
                thesaurus.tells(engine.terms.listed(&piece.text))
            };
            // A word that members' ways of asking alone have is no rare word for that.
            let asked_by = !found.is_empty() && engine.generation.document_frequency(&piece.text) == 0;
            weight *= if asked_by {
                tells.min(everyday_tells(&piece.text))
            } else {
                tells
            };
            // A verb that is nowhere in the knowledge tells no more than one that nobody listed.
            if tells > 0.2 && tells <= 0.5 && found.is_empty() && !engine.known(&piece.text) {
                weight *= 0.5;
            }
        }
        if cue.is_some_and(|c| !matches!(c, Cue::Office | Cue::Contact)) {
            weight *= 0.6;
        }
        if piece.sort == Sort::Number {
            weight *= 0.5;
        }
        // Whoever is at the head of it, by whatever title.
        if cue == Some(Cue::Office) && !question.has(Cue::What) && HEADS.contains(&piece.text.as_str()) {
            weight *= 0.15;
            question.asks_for_the_head = true;
        }
        if question.groups.iter().any(|g| g.terms == found && !found.is_empty()) {
            continue;
        }
        question.groups.push(Group {
            terms: found,
            text: piece.text.clone(),
            weight,
            entity,
            cue,
            common: false,
            start: piece.start,
        });
    }
}

/// How much an everyday word tells at most: a verb less than a noun, one syllable with its particle ("봄에") hardly anything.
fn everyday_tells(word: &str) -> f32 {
    // "맺었다" is 맺었 too.
    match common(word).or_else(|| word.strip_suffix('다').and_then(common)) {
        Some(Common::Verb) => 0.35,
        Some(Common::Noun) => 1.0,
        None => match common_with_particle(word) {
            Some(noun) if noun.chars().count() == 1 => 0.25,
            _ => 1.0,
        },
    }
}

/// Whether an English word stands in a text as names do: with a capital, where not every word has one.
fn written_as_a_name(text: &str, word: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    words.next();
    let (mut named, mut small) = (false, false);
    for other in words {
        named |= capital(other) && other.eq_ignore_ascii_case(word);
        small |= !capital(other);
    }
    named && small
}

/// Words for whoever is at the head of something, whatever the title.
const HEADS: [&str; 12] = [
    "수장",
    "책임자",
    "대표자",
    "우두머리",
    "기관장",
    "단체장",
    "head",
    "chief",
    "leader",
    "boss",
    "top",
    "최고책임자",
];

/// Syllables that make another noun of the one before them.
const NOUN_ENDINGS: [&str; 14] = [
    "량", "률", "율", "비", "료", "세", "액", "금", "력", "증", "권", "값", "형", "법",
];

/// Whether a word is written in initial consonants alone (초성), long enough to mean a name.
fn is_initials(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| matches!(c, 'ㄱ'..='ㅎ'))
}

/// Syllables that a verb ends in where it describes the word behind it.
const ADNOMINAL: &str = "준된낸난든른힌킨긴린친쓴던뺀챈쥔뛴줄낼릴칠쓸찬싼꾼쥘뺄맨";

/// Whether an unknown word ends as verbs do.
fn looks_like_a_verb(text: &str) -> bool {
    // Past tense: ㅆ closes it, or ㅅ where it is mistyped (빠졋).
    if let Some((_, vowel, closing)) = text.chars().last().and_then(korean::jamo::parts)
        && (closing == 20 || closing == 19 && [1, 4, 6].contains(&vowel) || text.ends_with('앗'))
    {
        return true;
    }
    [
        "음", "줌", "임", "함", "됨", "쳐", "져", "켜", "려", "게", "히", "나", "까", "요", "다", "는", "한", "할",
        "된", "될", "하여", "되어", "면", "고", "서", "지", "니", "죠", "해", "어", "야", "려", "던", "ed", "ing",
    ]
    .iter()
    .any(|end| text.ends_with(end))
}
