//! Reading a question: its language, the names and times in it, what it asks for, and the terms an answer has to cover.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::segment::{Piece, Sort};
use super::terms::{self, TermIx};
use super::time::{self, Time};
use super::units::{self, Class, Unit};

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
    let mut text = korean::normalize(raw);
    if let Some(retyped) = retype(engine, &text) {
        text = retyped;
    }
    let folded = korean::fold(&text);
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
        length: units.len(),
        asks: false,
    };
    let pieces = join_lone_syllables(mend(engine, pieces, &units));
    take(engine, &mut question, &pieces, &units);
    question.asks = asks(&question, &folded, &pieces);
    question.wants = wants(&question, &folded);
    question
}

/// Korean typed with the keyboard in English mode, where the text makes sense only so.
fn retype(engine: &Engine, text: &str) -> Option<String> {
    let mut turned = 0usize;
    let mut plain = 0usize;
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let letters = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            let tail = word.get(letters.len()..).unwrap_or_default();
            if letters.len() < 2 || !letters.chars().all(|c| c.is_ascii_alphabetic()) {
                return word.to_owned();
            }
            if engine.knows_english(&letters.to_lowercase()) {
                plain += 1;
                return word.to_owned();
            }
            // A name in capitals may stand in front of Korean typed so: "CICdp".
            let capitals = letters.chars().take_while(char::is_ascii_uppercase).count();
            let split = [capitals, 0].into_iter().find_map(|n| {
                let (head, rest) = letters.split_at_checked(n)?;
                if n > 0 && (n < 2 || !engine.vocabulary.knows(&head.to_lowercase())) {
                    return None;
                }
                let hangul = korean::keyboard::to_hangul(rest)?;
                (!rest.is_empty() && hangul.chars().all(|c| matches!(c, '가'..='힣')))
                    .then(|| format!("{head}{hangul}{tail}"))
            });
            match split {
                Some(hangul) => {
                    turned += 1;
                    hangul
                }
                None => {
                    plain += 1;
                    word.to_owned()
                }
            }
        })
        .collect();
    (turned > 0 && turned >= plain).then(|| words.join(" "))
}

/// Puts right what the cut got wrong: names inside longer words, and typing slips.
fn mend(engine: &Engine, pieces: Vec<Piece>, units: &[Unit]) -> Vec<Piece> {
    let spaced = units.iter().filter(|u| u.boundary).count() > 1;
    let mut out: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        // A run: the pieces between two spaces.
        let mut end = at + 1;
        while pieces.get(end).is_some_and(|p| !p.boundary) {
            end += 1;
        }
        let run = pieces.get(at..end).unwrap_or_default();
        out.extend(mend_run(engine, run, units, spaced));
        at = end;
    }
    out
}

fn whole(run: &[Piece], units: &[Unit]) -> Option<Piece> {
    let (first, last) = (run.first()?, run.last()?);
    Some(Piece {
        start: first.start,
        end: last.end,
        sort: Sort::Unknown,
        text: units::key(units.get(first.start..last.end).unwrap_or_default()),
        boundary: first.boundary,
    })
}

/// A lone unknown syllable with what looks like a particle behind it is a word of two: "치과", "깊이".
fn join_lone_syllables(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let Some(last) = joined.last_mut()
            && last.sort == Sort::Unknown
            && last.boundary
            && last.text.chars().count() == 1
            && is_hangul_word(&last.text)
            && piece.sort == Sort::Ending
            && !piece.boundary
            && let Some(first) = piece.text.chars().next()
        {
            last.text.push(first);
            last.end += 1;
            let rest: String = piece.text.chars().skip(1).collect();
            if !rest.is_empty() {
                joined.push(Piece {
                    start: piece.start + 1,
                    text: rest,
                    ..piece
                });
            }
            continue;
        }
        joined.push(piece);
    }
    joined
}

fn is_hangul_word(text: &str) -> bool {
    text.chars().all(units::is_hangul)
}

fn mend_run(engine: &Engine, run: &[Piece], units: &[Unit], spaced: bool) -> Vec<Piece> {
    let unknown_at = run.iter().position(|p| p.sort == Sort::Unknown);
    // The part of the run that a particle does not belong to.
    let trailing = run.iter().rev().take_while(|p| p.sort == Sort::Ending).count();
    let body_end = run.len() - trailing;
    let body = run.get(..body_end).unwrap_or_default();
    let tail = run.get(body_end..).unwrap_or_default();
    if unknown_at.is_some() {
        // Nearest name to the whole body, then to the unknown piece with its neighbours.
        let mut spans: Vec<(usize, usize)> = vec![(0, body_end)];
        if let Some(unknown) = unknown_at {
            for from in (0..=unknown).rev() {
                for to in unknown + 1..=body_end {
                    spans.push((from, to));
                }
            }
        }
        let mut best: Option<(f32, usize, usize, Piece)> = None;
        for (from, to) in spans {
            let Some(part) = run.get(from..to).and_then(|r| whole(r, units)) else {
                continue;
            };
            if !is_hangul_word(&part.text) && part.text.chars().count() < 5 {
                continue;
            }
            if let Some((distance, ixs)) = engine.entities.near(&part.text)
                && let Some(key) = ixs.first().and_then(|ix| engine.entities.get(*ix)).and_then(|e| {
                    let near = |k: &&String| korean::jamo::distance(&part.text, k) <= distance + 1e-3;
                    e.keys.iter().find(near).cloned()
                })
                && best.as_ref().is_none_or(|(d, ..)| distance < *d)
            {
                best = Some((
                    distance,
                    from,
                    to,
                    Piece {
                        sort: Sort::Name,
                        text: key,
                        ..part
                    },
                ));
            }
        }
        if let Some((_, from, to, name)) = best {
            let mut mended: Vec<Piece> = run.get(..from).unwrap_or_default().to_vec();
            mended.push(name);
            mended.extend(run.get(to..).unwrap_or_default().iter().cloned());
            return mended;
        }
        // A known word mistyped.
        if let Some(unknown) = unknown_at {
            for (from, to) in [
                (0, body_end),
                (unknown, unknown + 1),
                (unknown.saturating_sub(1), unknown + 1),
                (unknown, (unknown + 2).min(run.len())),
            ] {
                let Some(part) = run.get(from..to).and_then(|r| whole(r, units)) else {
                    continue;
                };
                // A scrap of two syllables inside a longer word is no word mistyped.
                if from > unknown || to <= unknown || (from, to) != (0, body_end) && part.text.chars().count() < 3 {
                    continue;
                }
                if let Some(word) = engine.near_word(&part.text) {
                    let sort = match engine.vocabulary.cue_of(&word) {
                        Some(cue) if !engine.vocabulary.knows(&word) => Sort::Cue(cue),
                        _ => Sort::Word,
                    };
                    let mut mended: Vec<Piece> = run.get(..from).unwrap_or_default().to_vec();
                    mended.push(Piece {
                        sort,
                        text: word,
                        ..part
                    });
                    mended.extend(run.get(to..).unwrap_or_default().iter().cloned());
                    return mended;
                }
            }
        }
    }
    // A known word with one syllable behind it is that word: "협약식" speaks of 협약.
    if let Some(at) = unknown_at
        && let Some(unknown) = run.get(at)
        && (3..=4).contains(&unknown.text.chars().count())
    {
        let head: String = unknown.text.chars().take(unknown.text.chars().count() - 1).collect();
        if engine.vocabulary.is_word(&head) && !engine.entities.ends_like_a_name(&unknown.text) {
            let mut mended = run.to_vec();
            if let Some(piece) = mended.get_mut(at) {
                piece.sort = Sort::Word;
                piece.text = head;
            }
            return mended;
        }
    }
    // A company's short name with what names end in behind it is another company: "한미" + "사이언스".
    for at in 0..body.len().saturating_sub(1) {
        let (Some(first), Some(second)) = (body.get(at), body.get(at + 1)) else {
            break;
        };
        let company = first.sort == Sort::Name
            && engine
                .entities
                .by_key(&first.text)
                .iter()
                .any(|ix| engine.entities.get(*ix).is_some_and(|e| e.role == Role::Company));
        if (company || first.sort == Sort::Word && engine.is_rare(&first.text))
            && second.sort == Sort::Word
            && engine.entities.is_a_name_ending(&second.text)
            && let Some(one) = run.get(at..at + 2).and_then(|r| whole(r, units))
            && !engine.known(&one.text)
        {
            let mut merged: Vec<Piece> = run.get(..at).unwrap_or_default().to_vec();
            merged.push(one);
            merged.extend(run.get(at + 2..).unwrap_or_default().iter().cloned());
            return merged;
        }
    }
    if !spaced {
        return run.to_vec();
    }
    // A name or word with something unknown glued to it is another name: "녹십자웰빙" is not 녹십자.
    let has_unknown = body
        .iter()
        .any(|p| p.sort == Sort::Unknown && p.text.chars().count() >= 1);
    let ends_like_a_name = body.len() > 1
        && whole(body, units).is_some_and(|w| {
            is_hangul_word(&w.text)
                && engine.entities.ends_like_a_name(&w.text)
                && !engine.known(&w.text)
                && !body.iter().any(|p| p.sort == Sort::Name)
                && body
                    .first()
                    .is_some_and(|p| !matches!(p.sort, Sort::Word) || engine.is_rare(&p.text))
        });
    let glued_name = has_unknown && body.iter().any(|p| p.sort == Sort::Name);
    if body.len() > 1
        && body.iter().all(|p| p.sort != Sort::Number)
        && (glued_name
            || ends_like_a_name
            || has_unknown
                && body.iter().all(|p| {
                    matches!(p.sort, Sort::Unknown | Sort::Ending | Sort::Cue(Cue::Function))
                        || p.text.chars().count() == 1
                }))
    {
        if let Some(one) = whole(body, units) {
            let mut merged = vec![one];
            merged.extend(tail.iter().cloned());
            return merged;
        }
    }
    run.to_vec()
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
            // A scrap glued behind a known word is an ending nobody listed.
            Sort::Unknown
                if !piece.boundary
                    && piece.text.chars().count() <= 2
                    && is_hangul_word(&piece.text)
                    && at
                        .checked_sub(1)
                        .and_then(|b| pieces.get(b))
                        .is_some_and(|b| matches!(b.sort, Sort::Cue(_) | Sort::Word | Sort::Ending)) =>
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
                let named = next.is_some_and(|n| n.sort == Sort::Ending && NAMING.contains(&n.text.as_str()));
                let like_a_name = length >= 2
                    && (latin && length >= 3
                        || named
                        || engine.entities.ends_like_a_name(&piece.text)
                        || next.is_none()
                            && length >= 3
                            && is_hangul_word(&piece.text)
                            && !looks_like_a_verb(&piece.text));
                if length >= 2 || latin {
                    question.strangers.push(Stranger {
                        text: piece.text.clone(),
                        like_a_name,
                    });
                }
                let weight = match (length, like_a_name) {
                    (1, _) => 0.15,
                    (_, true) => 1.0,
                    (_, false) if looks_like_a_verb(&piece.text) => 0.2,
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
            weight = engine.weight_of_word(&piece.text);
        }
        if cue.is_some_and(|c| !matches!(c, Cue::Office | Cue::Contact)) {
            weight *= 0.6;
        }
        if piece.sort == Sort::Number {
            weight *= 0.5;
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

/// Whether an unknown word ends as verbs do.
fn looks_like_a_verb(text: &str) -> bool {
    [
        "음", "줌", "임", "함", "됨", "쳐", "져", "켜", "려", "게", "히", "나", "까", "요", "다", "는", "한", "할",
        "된", "될", "면", "고", "서", "지", "니", "죠", "해", "어", "야", "려", "던", "ed", "ing",
    ]
    .iter()
    .any(|end| text.ends_with(end))
}

fn asks(question: &Question, folded: &str, pieces: &[Piece]) -> bool {
    use Cue::*;
    if question.has_any(&[
        Who, When, Where, Amount, Count, Duration, What, Which, How, Why, List, Contact, Define, Said, Ask, Self_,
    ]) {
        return true;
    }
    let end = folded.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | '!' | '~' | 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | '^' | ';')
    });
    if end.ends_with('?') {
        return true;
    }
    let endings = [
        "나요", "까요", "까", "니", "나", "가요", "지요", "죠", "는지", "은지", "인지", "야", "냐", "여", "줘", "세요",
        "나여", "예요", "에요", "어요", "아요", "해요",
    ];
    if endings.iter().any(|e| end.ends_with(e)) {
        return true;
    }
    let english = [
        "is ", "are ", "was ", "were ", "do ", "does ", "did ", "can ", "could ", "has ", "have ", "will ", "would ",
        "should ", "may ",
    ];
    if english.iter().any(|w| folded.starts_with(w)) {
        return true;
    }
    // A bare noun phrase is a question too: "입주 기업", "2024년 마감일", and so is a topic left open: "그럼 2023년은".
    let sentence = end.ends_with('다') || end.ends_with("음") && pieces.len() > 6;
    !sentence
}

/// What kinds of answer are wanted, the likeliest in front.
fn wants(question: &Question, folded: &str) -> Vec<AnswerKind> {
    use AnswerKind as K;
    use Cue as C;
    let mut wants: Vec<K> = Vec::new();
    let mut want = |kind: K| {
        if !wants.contains(&kind) {
            wants.push(kind);
        }
    };
    let list_of = question.has_any(&[C::Company, C::Partner, C::Things]);
    let mut question_word = false;
    for (cue, _) in &question.cues {
        let kind = match cue {
            C::Contact => Some(K::Contact),
            C::Amount => Some(K::Amount),
            C::Count => Some(K::Count),
            C::Duration => Some(K::Duration),
            C::When => Some(K::When),
            C::Where if list_of => Some(K::List),
            C::Where => Some(K::Where),
            C::Who => Some(K::Who),
            C::How => Some(K::How),
            C::Why => Some(K::Why),
            C::List => Some(K::List),
            C::Which if list_of => Some(K::List),
            C::Define | C::Said => Some(K::What),
            _ => None,
        };
        if let Some(kind) = kind {
            question_word = true;
            want(kind);
            if kind == K::Who && list_of && !question.has(C::Office) {
                want(K::List);
            }
        }
    }
    if question.has(C::Deadline) {
        want(K::When);
    }
    if question.has_any(&[C::What, C::Which]) {
        question_word = true;
        if list_of {
            want(K::List);
        }
        want(K::What);
    }
    if !question_word {
        let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
        let yes_no = [
            "나요", "까요", "까", "죠", "지요", "지", "니", "나", "가요", "는지", "인지", "냐", "나여", "어", "어요",
            "아요", "요", "가",
        ]
        .iter()
        .any(|e| end.ends_with(e));
        let english = [
            "is ", "are ", "was ", "were ", "do ", "does ", "did ", "can ", "could ", "has ", "have ", "will ",
            "would ", "should ", "may ",
        ];
        if (yes_no && !question.has(C::Ask)) || english.iter().any(|w| folded.starts_with(w)) {
            want(K::Whether);
        }
        if list_of && !wants_contains(&wants, K::Whether) {
            wants.push(K::List);
        }
    }
    wants
}

fn wants_contains(wants: &[AnswerKind], kind: AnswerKind) -> bool {
    wants.contains(&kind)
}
