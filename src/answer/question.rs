//! Reading a question: its language, the names and times in it, what it asks for, and the terms an answer has to cover.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::mend::{join_lone_syllables, mend, retype};
use super::numerals::{self, Figure};
use super::segment::Piece;
use super::spelled_out::spelled_out;
use super::terms::TermIx;
use super::time::{self, Time};
use super::units::{self, Class, Unit};
use super::wants::{asks, tells_only, wants};
use super::words::take;

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
    /// Whether it is an everyday word that the knowledge does not have: no name.
    pub(crate) common: bool,
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
    /// Whether it only tells something, and asks nothing.
    pub(crate) tells: bool,
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
    // A sentence that ends as Korean ones do is Korean, however many of its words are English.
    let ends = text
        .split(['?', '!', '.'])
        .filter_map(|part| part.split_whitespace().last())
        .any(|w| KOREAN_ENDS.iter().any(|e| w.ends_with(e)));
    if hangul == 0 && words > 0 || hangul > 0 && !ends && words >= 4 && hangul * 2 < words * 3 {
        Lang::En
    } else {
        Lang::Ko
    }
}

/// What Korean sentences end in.
const KOREAN_ENDS: [&str; 12] = ["요", "까", "나", "니", "지", "죠", "다", "음", "함", "임", "줘", "냐"];

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
    let folded = spelled_out(engine, &without_possessives(engine, &korean::fold(&text)));
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
        tells: false,
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
    // "협회를 이끄는 분": whoever is at its head.
    const LEADS: [&str; 10] = [
        "이끄",
        "이끈",
        "이끌",
        "총괄하",
        " leads ",
        " heads ",
        " runs ",
        " led ",
        " headed ",
        " ran ",
    ];
    // What else is named tells the time: "when the agreement was signed".
    if LEADS.iter().any(|w| folded.contains(w))
        && question.has(Cue::Who)
        && !question.has(Cue::Office)
        && question.named(engine, Role::Partner).len() == 1
        && (question.mentions.len() == 1 || question.has(Cue::When) && question.named(engine, Role::Company).is_empty())
    {
        question.cues.push((Cue::Office, units.len()));
        question.asks_for_the_head = question.mentions.len() == 1;
        question.groups.retain(|g| {
            !["이끄", "이끈", "이끌", "총괄", "lead", "head", "run", "led", "ran"]
                .iter()
                .any(|w| g.text.starts_with(w))
        });
    }
    // "총영사님이 약속하신 게": what somebody in office promised was said.
    let somebody = question.has(Cue::Office) || !question.named(engine, Role::Person).is_empty();
    if somebody && !question.has(Cue::Said) && SAID.iter().any(|said| folded.contains(said)) {
        question.cues.push((Cue::Said, units.len()));
    }
    question.asks = asks(&question, &folded, &pieces);
    question.tells = tells_only(&question, &folded);
    question.wants = wants(&question, &folded);
    question
}

/// What people in office do by saying it.
const SAID: [&str; 16] = [
    "약속",
    "다짐",
    "자랑",
    "말로는",
    "말에 따르면",
    "강조",
    "당부",
    "장담",
    "언급",
    "밝힌",
    "promis",
    "pledg",
    "vow",
    "brought up",
    "mention",
    "assur",
];

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
