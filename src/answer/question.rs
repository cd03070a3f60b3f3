//! Reading a question: its language, the names and times in it, what it asks for, and the terms an answer has to cover.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::mend::{is_hangul_word, join_lone_syllables, mend, retype};
use super::numerals::{self, Figure};
use super::segment::{Piece, Sort};
use super::terms::{self, TermIx};
use super::thesaurus::Thesaurus;
use super::time::{self, Time};
use super::units::{self, Class, Unit};
use super::wants::{asks, wants};

/// A name in a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    /// The records it may mean.
    pub(crate) candidates: Vec<EntityIx>,
    /// As it was written.
    pub(crate) text: String,
    /// Whether a typing slip was mended.
    pub(crate) mended: bool,
    /// The first unit.
    pub(crate) start: usize,
    /// One past the last unit.
    pub(crate) end: usize,
}

/// A word that an answer has to cover.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// The terms it may stand for.
    pub(crate) terms: Vec<TermIx>,
    /// Its key.
    pub(crate) text: String,
    /// How much it matters.
    pub(crate) weight: f32,
    /// Whether it is a name of a record.
    pub(crate) entity: bool,
    /// The cue it is, where it is one.
    pub(crate) cue: Option<Cue>,
    /// The first unit.
    pub(crate) start: usize,
}

/// A word the knowledge does not have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stranger {
    /// As it was written, without its particle.
    pub(crate) text: String,
    /// Whether it stands where names stand.
    pub(crate) like_a_name: bool,
    /// Whether it stands where places stand: "뉴욕에".
    pub(crate) like_a_place: bool,
}

/// A question, read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    /// The language it is asked in.
    pub(crate) lang: Lang,
    /// The normalised text.
    pub(crate) text: String,
    /// Names of records in it.
    pub(crate) mentions: Vec<Mention>,
    /// Its cues, in order, with the unit each begins at.
    pub(crate) cues: Vec<(Cue, usize)>,
    /// The times it names.
    pub(crate) times: Vec<Time>,
    /// The words that an answer has to cover.
    pub(crate) groups: Vec<Group>,
    /// Words nobody knows.
    pub(crate) strangers: Vec<Stranger>,
    /// The kinds of answer it wants, the likeliest in front.
    pub(crate) wants: Vec<AnswerKind>,
    /// What it counts by, where it asks 몇: "시" of "몇 시".
    pub(crate) counter: Option<String>,
    /// The numbered things it names, compact: "3기", "16회", "누리별2".
    pub(crate) ordinals: Vec<String>,
    /// The sums, numbers and days it names.
    pub(crate) figures: Vec<Figure>,
    /// Whether it asks for whoever is at the head of something, whatever the title.
    pub(crate) asks_for_the_head: bool,
    /// Whether it tells of the one who asks: what is said of them stands in no document.
    pub(crate) own: bool,
    /// How many units it has.
    pub(crate) length: usize,
    /// Whether it ends as questions end, or asks by a question word.
    pub(crate) asks: bool,
}

impl Question {
    /// Whether it has a cue.
    pub(crate) fn has(&self, cue: Cue) -> bool {
        self.cues.iter().any(|(c, _)| *c == cue)
    }

    /// Whether it has any of the cues.
    pub(crate) fn has_any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|c| self.has(*c))
    }

    /// The entities of a role that it names.
    pub(crate) fn named(&self, engine: &Engine, role: Role) -> Vec<EntityIx> {
        let mut found = Vec::new();
        for ix in self.mentions.iter().flat_map(|m| &m.candidates) {
            if engine.entities.get(*ix).is_some_and(|e| e.role == role) && !found.contains(ix) {
                found.push(*ix);
            }
        }
        found
    }

    /// Whether it wants a kind of answer.
    pub(crate) fn wants(&self, kind: AnswerKind) -> bool {
        self.wants.contains(&kind)
    }

    /// The words with meaning of their own: neither cues nor names.
    pub(crate) fn plain_words(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|g| !g.entity && g.cue.is_none())
    }
}

/// The language of a text: Korean wherever there is Hangul enough to carry the sentence.
pub(crate) fn language(text: &str) -> Lang {
    let hangul = text.chars().filter(|c| units::is_hangul(*c)).count();
    let words = text
        .split_whitespace()
        .filter(|w| w.chars().any(|c| c.is_ascii_alphabetic()) && !w.chars().any(units::is_hangul))
        .count();
    if hangul == 0 && words > 0 || hangul > 0 && words >= 4 && hangul * 2 < words * 3 {
        Lang::En
    } else {
        Lang::Ko
    }
}

/// Reads a question.
pub(crate) fn read(engine: &Engine, raw: &str, today: Date, lang: Option<Lang>) -> Question {
    read_typed(engine, raw, today, lang, true)
}

/// Reads what staff typed: nothing in it has to be mended.
pub(crate) fn read_plain(engine: &Engine, raw: &str, today: Date) -> Question {
    read_typed(engine, raw, today, None, false)
}

fn read_typed(engine: &Engine, raw: &str, today: Date, lang: Option<Lang>, slips: bool) -> Question {
    let mut text = without_laughter(&korean::normalize(raw));
    if slips && let Some(retyped) = retype(engine, &text) {
        text = retyped;
    }
    let folded = without_possessives(engine, &korean::fold(&text));
    let units = units::cut(&folded);
    let found_times = time::read(&units, today);
    let known = |key: &str| engine.known(key);
    // Times are taken out first: what lies between them is cut on its own.
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for (from, to) in found_times
        .iter()
        .map(|f| (f.start, f.end))
        .chain(std::iter::once((units.len(), units.len())))
    {
        if at < from {
            let span = units.get(at..from).unwrap_or_default();
            pieces.extend(engine.vocabulary.cut(span, &known).into_iter().map(|mut p| {
                p.start += at;
                p.end += at;
                p
            }));
        }
        at = to;
    }
    let mut question = Question {
        lang: lang.unwrap_or_else(|| language(&text)),
        text,
        mentions: Vec::new(),
        cues: Vec::new(),
        times: found_times.iter().map(|f| f.time).collect(),
        groups: Vec::new(),
        strangers: Vec::new(),
        wants: Vec::new(),
        counter: counter(&units),
        ordinals: ordinals(&units),
        figures: numerals::figures(&units)
            .into_iter()
            .filter(|f| !found_times.iter().any(|t| t.start <= f.start && f.start < t.end))
            .collect(),
        asks_for_the_head: false,
        own: tells_of_oneself(&folded),
        length: units.len(),
        asks: false,
    };
    let pieces = if slips {
        join_lone_syllables(mend(engine, pieces, &units))
    } else {
        pieces
    };
    take(engine, &mut question, &pieces, &units);
    // "어떤 취지라고 했나요": what somebody said.
    let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    if question.has_any(&[Cue::What, Cue::Which, Cue::How])
        && [
            "한댔",
            "했댔",
            "된댔",
            "이랬",
            "라했",
            "무슨말",
            "뭔말",
            "어떤말",
            "무슨얘기",
            "라고했",
            "라고햇",
            "라고말",
            "라고하셨",
            "라고밝",
            "라고설명",
            "라고강조",
            "라고평",
        ]
        .iter()
        .any(|said| compact.contains(said))
        && !question.has(Cue::Said)
    {
        question.cues.push((Cue::Said, units.len()));
    }
    // "회장은 무슨 말을 했어요": of somebody it is no word that is to be explained.
    if question.has(Cue::Define)
        && compact.contains("무슨말")
        && (question.has(Cue::Office) || !question.named(engine, Role::Person).is_empty())
    {
        question.cues.retain(|(cue, _)| *cue != Cue::Define);
        question.groups.retain(|g| g.cue != Some(Cue::Define));
        question.cues.push((Cue::Said, units.len()));
    }
    question.asks = asks(&question, &folded, &pieces);
    question.wants = wants(&question, &folded);
    question
}

/// Whether a question tells of the one who asks: "저희가 매출 120억쯤 되는데".
fn tells_of_oneself(folded: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).any(|w| {
        ["저희", "우리", "제가", "저는"].iter().any(|own| w.starts_with(own))
            || matches!(w, "we" | "our" | "i" | "my" | "we're" | "i'm")
    })
}

/// A text without the 's of whose something is; words that ask (what's, who's) stay as they are.
fn without_possessives(engine: &Engine, folded: &str) -> String {
    if !folded.contains("'s") && !folded.contains("’s") {
        return folded.to_owned();
    }
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_inclusive(' ') {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let owner = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s"));
        match owner {
            Some(owner) if engine.vocabulary.cue_of(bare).is_none() => {
                out.push_str(owner);
                out.push_str(word.get(bare.len()..).unwrap_or_default());
            }
            _ => out.push_str(word),
        }
    }
    out
}

/// A text without the letters that only laugh or cry behind its words: "되나요ㅠㅠ". Initials that may mean a name stay.
fn without_laughter(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let kept = bare.trim_end_matches(['ㅋ', 'ㅎ', 'ㅠ', 'ㅜ', 'ㅡ']);
        let behind_a_word = kept.chars().last().is_some_and(korean::jamo::is_syllable);
        out.push_str(if behind_a_word { kept } else { bare });
        out.push_str(word.get(bare.len()..).unwrap_or_default());
    }
    out
}

/// Particles after which a word stands as a name does: as what is spoken of.
const NAMING: [&str; 17] = [
    "은", "는", "이", "가", "도", "의", "을", "를", "에", "과", "와", "랑", "이랑", "에서", "에는", "에게", "만",
];

fn take(engine: &Engine, question: &mut Question, pieces: &[Piece], units: &[Unit]) {
    for (at, piece) in pieces.iter().enumerate() {
        let next = pieces.get(at + 1).filter(|n| !n.boundary);
        match piece.sort {
            // "기간에" sets a time; "기간은" asks for one.
            Sort::Cue(Cue::Duration)
                if piece.text == "기간"
                    && next.is_some_and(|n| ["에", "동안", "중", "내", "에는"].contains(&n.text.as_str())) => {}
            Sort::Ending
                if ["곳", "개사", "군데"].contains(&piece.text.as_str())
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
                let verb = describes
                    || adnominal
                    || looks_like_a_verb(&piece.text)
                    || done
                    || pieces.get(at + 1).is_some_and(|n| {
                        n.boundary && ["수", "것", "거", "게", "때", "건", "지"].contains(&n.text.as_str())
                    });
                let named = !verb && next.is_some_and(|n| n.sort == Sort::Ending && NAMING.contains(&n.text.as_str()));
                let like_a_name = length >= 2
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
                    // In front of a known word it is a part of a name: 담골군 + 축제.
                    (3.., _) if next.is_some_and(|n| n.sort == Sort::Word) => 0.9,
                    (5.., _) if is_hangul_word(&piece.text) && !verb => 0.85,
                    (_, false) if verb => 0.2,
                    (_, false) if next.is_some_and(|n| n.sort == Sort::Ending) => 0.5,
                    (_, false) => 0.75,
                };
                question.groups.push(Group {
                    terms: Vec::new(),
                    text: piece.text.clone(),
                    weight: engine.weight_of_unknown() * weight,
                    entity: false,
                    cue: None,
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
            let tells = Thesaurus::get().tells(engine.terms.listed(&piece.text));
            weight *= tells;
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
            start: piece.start,
        });
    }
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

/// Counters that number a thing, and do not say how many there are.
const ORDINALS: [&str; 14] = [
    "기", "호선", "호기", "호", "회", "차", "단지", "번지", "학년", "반", "조", "권", "번", "상",
];

/// The numbered things a question names, as they stand in a text without spaces.
fn ordinals(units: &[Unit]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        // "D형", "B동": a letter marks it.
        if unit.class == Class::Latin
            && unit.text.len() == 1
            && let Some(behind) = units.get(at + 1).filter(|u| !u.boundary)
            && ["형", "동", "급", "홀", "조", "반"].contains(&behind.text.as_str())
        {
            found.push(format!("{}{}", unit.text, behind.text));
            continue;
        }
        if unit.class != Class::Number || unit.text.len() > 3 || unit.text.contains('.') {
            continue;
        }
        let behind: String = units
            .iter()
            .skip(at + 1)
            .take_while(|u| !u.boundary && u.class == Class::Hangul)
            .map(|u| u.text.as_str())
            .collect();
        if let Some(counter) = ORDINALS.iter().find(|o| behind.starts_with(**o)) {
            // "3기간" and "2회차" go on.
            let rest = behind.get(counter.len()..).unwrap_or_default();
            if !rest.starts_with(['간', '업', '관', '사']) {
                found.push(format!("{}{counter}", unit.text));
            }
            continue;
        }
        // "누리별 2는": a number that nothing counts belongs to the name before it.
        let counted = super::segment::counter_at(&behind).is_some();
        let name: Vec<&Unit> = units
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|u| u.class == Class::Hangul)
            .collect();
        let name = name
            .iter()
            .position(|u| u.boundary)
            .and_then(|to| name.get(..=to))
            .unwrap_or_default();
        if !counted && name.len() >= 2 && unit.text.len() <= 2 && !unit.mark {
            let name: String = name.iter().rev().map(|u| u.text.as_str()).collect();
            found.push(format!("{name}{}", unit.text));
        }
    }
    found
}

/// What stands behind 몇 (or 무슨, of days): the thing counted.
fn counter(units: &[Unit]) -> Option<String> {
    let text: String = units.iter().map(|u| u.text.as_str()).collect();
    if text.contains("요일") {
        return Some("요일".to_owned());
    }
    let at = units.iter().position(|u| u.text == "몇")?;
    let ahead: String = units.iter().skip(at + 1).take(4).map(|u| u.text.as_str()).collect();
    super::segment::counter_at(&ahead).map(str::to_owned)
}

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
        && (closing == 20 || closing == 19 && [1, 4, 6].contains(&vowel))
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
