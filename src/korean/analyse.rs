//! From folded text to terms: stems, compounds and their parts, Latin words, numbers.

use std::sync::Arc;

use super::lexicon::{LONGEST, Lexicon, open_last, stem_length, suffix_fits};
use super::{function, jamo, suffix};

/// What a term is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Hangul.
    Hangul,
    /// Latin letters.
    Latin,
    /// Digits, with the unit that follows them.
    Number,
    /// Letters of several scripts or joined by a sign: `k-블록버스터`, `c&d`, `lg화학`.
    Mixed,
    /// Another script: Chinese characters, kana and the rest.
    Other,
}

/// A term of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The stem, or the word as it is.
    pub text: String,
    /// Where it begins in the folded text, in bytes.
    pub start: usize,
    /// Where the whole word, particles included, ends in the folded text, in bytes.
    pub end: usize,
    /// What it is made of.
    pub kind: Kind,
    /// What it is also found by: the words of a compound, a signed word without its sign, a number without its unit.
    pub parts: Vec<String>,
    /// Whether it asks or binds and names nothing.
    pub function: bool,
}

/// Cuts folded text into terms with the words of one lexicon.
#[derive(Clone, Debug)]
pub struct Analyser {
    lexicon: Arc<Lexicon>,
}

/// The script of a character, as far as cutting needs it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Hangul,
    Latin,
    Digit,
    Other,
}

fn script(c: char) -> Option<Script> {
    match c {
        '가'..='힣' => Some(Script::Hangul),
        '0'..='9' => Some(Script::Digit),
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        c if c.is_ascii() => None,
        'ㄱ'..='ㆎ' => Some(Script::Other),
        c if c.is_alphabetic() => Some(if u32::from(c) < 0x530 {
            Script::Latin
        } else {
            Script::Other
        }),
        c if c.is_numeric() => Some(Script::Other),
        _ => None,
    }
}

/// A run of one script within a word.
#[derive(Clone, Copy)]
struct Run {
    script: Script,
    start: usize,
    end: usize,
    /// Whether a sign stands between it and the run before.
    signed: bool,
}

impl Analyser {
    /// An analyser with the words of `lexicon`.
    pub fn new(lexicon: Arc<Lexicon>) -> Self {
        Self { lexicon }
    }

    /// Its lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The terms of `folded` (see [`fold`](super::fold)) in order. Function words are among them, marked as such.
    pub fn terms(&self, folded: &str) -> Vec<Term> {
        let mut out = Vec::new();
        for word in words(folded) {
            self.word(folded, &word, &mut out);
        }
        out
    }

    fn word(&self, text: &str, runs: &[Run], out: &mut Vec<Term>) {
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            return;
        };
        let slice = |run: &Run| text.get(run.start..run.end).unwrap_or_default();
        if let [run] = runs {
            let text = slice(run);
            match run.script {
                Script::Hangul => self.hangul(text, run.start, out),
                Script::Latin => out.push(latin(text, run.start)),
                Script::Digit => out.push(plain(text.replace(',', ""), run, Kind::Number)),
                Script::Other => out.push(plain(text.to_owned(), run, Kind::Other)),
            }
            return;
        }
        // Hangul glued to the end of a Latin word or a number may be nothing but particles.
        let mut kept = runs.len();
        let mut tail = None;
        if last.script == Script::Hangul && !last.signed {
            let glued = slice(last);
            if suffix::is_suffix(glued) || function::is_function_word(glued) {
                kept -= 1;
            } else {
                tail = Some(self.glued_stem(glued));
            }
        } else if last.script == Script::Hangul {
            tail = Some(self.glued_stem(slice(last)));
        }
        let kept_runs = runs.get(..kept).unwrap_or_default();
        if let [run] = kept_runs {
            let mut term = match run.script {
                Script::Latin => latin(slice(run), run.start),
                Script::Digit => plain(slice(run).replace(',', ""), run, Kind::Number),
                _ => plain(slice(run).to_owned(), run, Kind::Other),
            };
            term.end = last.end;
            out.push(term);
            return;
        }
        let mut whole = String::new();
        let mut unsigned = String::new();
        let mut parts: Vec<String> = Vec::new();
        let mut before: Option<&Run> = None;
        for (i, run) in kept_runs.iter().enumerate() {
            let mut piece = slice(run).to_owned();
            if i + 1 == kept
                && let Some(stem) = &tail
            {
                piece.clone_from(stem);
            }
            if run.script == Script::Digit {
                piece.retain(|c| c != ',');
            }
            if let Some(before) = before {
                whole.push_str(text.get(before.end..run.start).unwrap_or_default());
            }
            whole.push_str(&piece);
            unsigned.push_str(&piece);
            if piece.chars().count() >= 2 && !function::is_function_word(&piece) {
                if run.script == Script::Hangul {
                    parts.extend(self.compound(&piece));
                }
                parts.push(piece);
            }
            before = Some(run);
        }
        if unsigned != whole {
            parts.push(unsigned);
        }
        let numeric = first.script == Script::Digit && kept_runs.iter().all(|r| r.script != Script::Latin);
        if let ([number, _], true) = (kept_runs, numeric) {
            let digits = slice(number).replace(',', "");
            if !parts.contains(&digits) {
                parts.push(digits);
            }
        }
        parts.retain(|p| *p != whole);
        parts.dedup();
        out.push(Term {
            text: whole,
            start: first.start,
            end: last.end,
            kind: if numeric { Kind::Number } else { Kind::Mixed },
            parts,
            function: false,
        });
    }

    /// The stem of Hangul glued to something else: one syllable is enough (3월에, JW중외제약은).
    fn glued_stem(&self, glued: &str) -> String {
        if self.lexicon.contains(glued) {
            return glued.to_owned();
        }
        if let Some(stem) = self.stem(glued) {
            return stem;
        }
        let one = glued.char_indices().nth(1).map(|(at, _)| glued.split_at(at));
        match one {
            Some((one, rest)) if suffix_fits(one, rest) => one.to_owned(),
            _ => glued.to_owned(),
        }
    }

    /// The stem of a run of syllables; `None` where nothing is to be stripped.
    fn stem(&self, run: &str) -> Option<String> {
        if self.lexicon.contains(run) {
            return None;
        }
        // A stem the lexicon knows, the longest one first.
        let cuts: Vec<usize> = run.char_indices().skip(1).map(|(at, _)| at).collect();
        for at in cuts.iter().rev() {
            let (stem, rest) = run.split_at(*at);
            let one = *at == cuts[0];
            if (!one || suffix::follows_one_syllable(rest)) && suffix_fits(stem, rest) && self.lexicon.contains(stem) {
                return Some(stem.to_owned());
            }
        }
        if let Some(at) = stem_length(run) {
            return Some(run.split_at(at).0.to_owned());
        }
        // A verb whose ending has merged with its last syllable, if the verb is known: 태어난, 만들어졌다.
        for at in cuts
            .iter()
            .skip(1)
            .rev()
            .copied()
            .chain(std::iter::once(run.len()))
            .filter(|_| cuts.len() > 1)
        {
            let (head, rest) = run.split_at(at);
            for closing in ['ㅆ', 'ㄴ', 'ㄹ', 'ㅁ', 'ㅂ'] {
                if suffix::is_fused_ending(closing, rest)
                    && let Some(stem) = open_last(head, closing)
                    && (closing == 'ㅆ' || self.lexicon.contains(&stem))
                {
                    return Some(stem);
                }
            }
        }
        None
    }

    fn hangul(&self, run: &str, offset: usize, out: &mut Vec<Term>) {
        let term = |text: &str, start: usize, end: usize| Term {
            text: text.to_owned(),
            start: offset + start,
            end: offset + end,
            kind: Kind::Hangul,
            parts: Vec::new(),
            function: function::is_function_word(text),
        };
        let syllables = run.chars().count();
        if function::is_function_word(run) {
            out.push(Term {
                function: true,
                ..term(run, 0, run.len())
            });
            return;
        }
        let stem = self.stem(run).unwrap_or_else(|| run.to_owned());
        let known = self.lexicon.contains(&stem);
        let length = stem.chars().count();
        if known || length <= 3 || syllables > 60 {
            let parts = if length >= 4 { self.compound(&stem) } else { Vec::new() };
            out.push(Term {
                parts,
                ..term(&stem, 0, run.len())
            });
            return;
        }
        // An unknown long word: a compound, or several words without spaces.
        let pieces = self.cut(run);
        let inner_suffix = pieces
            .iter()
            .rev()
            .skip(1)
            .any(|p| matches!(p.role, Role::Suffix | Role::Function));
        if inner_suffix {
            let mut start = 0;
            let mut pieces = pieces.into_iter().peekable();
            let mut group: Vec<String> = Vec::new();
            let mut group_start = 0;
            let mut flush = |group: &mut Vec<String>, from: usize, to: usize| {
                if group.is_empty() {
                    return;
                }
                let text = group.concat();
                let parts = if group.len() > 1 {
                    std::mem::take(group)
                } else {
                    Vec::new()
                };
                group.clear();
                out.push(Term {
                    parts: parts.into_iter().filter(|p| p.chars().count() >= 2).collect(),
                    ..term(&text, from, to)
                });
            };
            while let Some(piece) = pieces.next() {
                let end = start + piece.text.len();
                match piece.role {
                    Role::Word | Role::Unknown => {
                        if group.is_empty() {
                            group_start = start;
                        }
                        group.push(piece.text.to_owned());
                        let glue = pieces
                            .peek()
                            .is_some_and(|next| matches!(next.role, Role::Word | Role::Unknown));
                        if !glue {
                            let with_suffix = pieces
                                .peek()
                                .filter(|p| p.role == Role::Suffix)
                                .map_or(0, |p| p.text.len());
                            flush(&mut group, group_start, end + with_suffix);
                        }
                    }
                    Role::Function => {
                        flush(&mut group, group_start, start);
                        flush(&mut vec![piece.text.to_owned()], start, end);
                    }
                    Role::Suffix => {}
                }
                start = end;
            }
            return;
        }
        let parts = self.compound(&stem);
        out.push(Term {
            parts,
            ..term(&stem, 0, run.len())
        });
    }

    /// The known words a compound is made of; empty where it is not made of known words alone, or is one itself.
    fn compound(&self, stem: &str) -> Vec<String> {
        if stem.chars().count() < 4 {
            return Vec::new();
        }
        let pieces = self.cut_with(stem, true);
        let known: usize = pieces
            .iter()
            .filter(|p| p.role == Role::Word)
            .map(|p| p.text.len())
            .sum();
        if pieces.len() < 2 || known * 3 < stem.len() * 2 {
            return Vec::new();
        }
        pieces
            .into_iter()
            .map(|p| p.text)
            .filter(|p| p.chars().count() >= 2)
            .map(str::to_owned)
            .collect()
    }

    fn cut<'a>(&self, run: &'a str) -> Vec<Piece<'a>> {
        self.cut_with(run, false)
    }

    /// The cheapest way to cut a run into known words, suffixes after them, function words, and unknown syllables.
    fn cut_with<'a>(&self, run: &'a str, only_words: bool) -> Vec<Piece<'a>> {
        let at: Vec<usize> = run
            .char_indices()
            .map(|(i, _)| i)
            .chain(std::iter::once(run.len()))
            .collect();
        let n = at.len() - 1;
        let slice = |from: usize, to: usize| run.get(at[from]..at[to]).unwrap_or_default();
        // For every end and role of the last piece: the least cost and where the piece began, and the role before it.
        const ROLES: [Role; 4] = [Role::Word, Role::Suffix, Role::Function, Role::Unknown];
        let mut best = vec![[(f32::INFINITY, 0_usize, 0_usize); 4]; n + 1];
        for to in 1..=n {
            for from in to.saturating_sub(LONGEST)..to {
                let piece = slice(from, to);
                let length = to - from;
                let whole = from == 0 && to == n;
                for (r, role) in ROLES.iter().enumerate() {
                    let own = match role {
                        Role::Word => match self.lexicon.count(piece) {
                            0 => continue,
                            _ if whole && only_words => continue,
                            count if length == 1 => 2.6 - small(count),
                            count => 1.2 - small(count),
                        },
                        Role::Suffix if from > 0 && !only_words && suffix::is_suffix(piece) => {
                            if length == 1 {
                                0.9
                            } else {
                                0.7
                            }
                        }
                        Role::Function if !only_words && length > 1 && function::is_function_word(piece) => 0.8,
                        Role::Unknown if length <= 4 => 2.2 + 0.9 * f32::from(u8::try_from(length).unwrap_or(u8::MAX)),
                        _ => continue,
                    };
                    for (b, before) in ROLES.iter().enumerate() {
                        let past = if from == 0 {
                            if b > 0 {
                                continue;
                            }
                            0.0
                        } else {
                            if *role == Role::Suffix {
                                let stem = slice(0, from);
                                let after_stem = matches!(before, Role::Word | Role::Unknown);
                                if !after_stem || !suffix_fits(stem, piece) {
                                    continue;
                                }
                            }
                            if *before == Role::Unknown && *role == Role::Unknown {
                                continue;
                            }
                            best[from][b].0
                        };
                        let cost = past + own;
                        if cost < best[to][r].0 {
                            best[to][r] = (cost, from, b);
                        }
                    }
                }
            }
        }
        let mut pieces = Vec::new();
        let mut to = n;
        let mut role = (0..4)
            .min_by(|a, b| best[n][*a].0.total_cmp(&best[n][*b].0))
            .unwrap_or_default();
        while to > 0 {
            let (cost, from, before) = best[to][role];
            if !cost.is_finite() {
                return vec![Piece {
                    text: run,
                    role: Role::Unknown,
                }];
            }
            pieces.push(Piece {
                text: slice(from, to),
                role: ROLES[role],
            });
            to = from;
            role = before;
        }
        pieces.reverse();
        pieces
    }

    /// Every two neighbouring letters of `folded`, spaces passed over: what is found whatever the spacing.
    pub fn bigrams(&self, folded: &str) -> Vec<String> {
        bigrams(folded)
    }
}

/// See [`Analyser::bigrams`].
fn bigrams(folded: &str) -> Vec<String> {
    bigrams_with_places(folded).map(|(pair, ..)| pair).collect()
}

/// The bigrams of folded text, each with where its two letters stand, in bytes.
pub(crate) fn bigrams_with_places(folded: &str) -> impl Iterator<Item = (String, usize, usize)> {
    let mut before: Option<(usize, char)> = None;
    folded.char_indices().filter_map(move |(at, c)| {
        if script(c).is_some() {
            let pair = before.map(|(first, b)| {
                let mut pair = String::with_capacity(b.len_utf8() + c.len_utf8());
                pair.push(b);
                pair.push(c);
                (pair, first, at)
            });
            before = Some((at, c));
            return pair;
        }
        if matches!(c, '.' | ',' | '?' | '!' | ';' | ':' | '|') {
            before = None;
        }
        None
    })
}

/// A small bonus for words seen often, at most 0.35.
fn small(count: u32) -> f32 {
    let digits = u16::try_from(count.min(10_000)).unwrap_or(u16::MAX);
    f32::from(digits).ln_1p() * 0.04
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Word,
    Suffix,
    Function,
    Unknown,
}

#[derive(Clone, Debug)]
struct Piece<'a> {
    text: &'a str,
    role: Role,
}

fn plain(text: String, run: &Run, kind: Kind) -> Term {
    Term {
        text,
        start: run.start,
        end: run.end,
        kind,
        parts: Vec::new(),
        function: false,
    }
}

/// A Latin word, its plural taken for its singular.
fn latin(word: &str, start: usize) -> Term {
    Term {
        text: singular(word),
        start,
        end: start + word.len(),
        kind: Kind::Latin,
        parts: Vec::new(),
        function: function::is_function_word(word),
    }
}

/// Harman's S stemmer: plural endings only, the least that can go wrong.
fn singular(word: &str) -> String {
    let length = word.chars().count();
    if length > 4
        && let Some(stem) = word.strip_suffix("ies")
        && !stem.ends_with(['e', 'a'])
    {
        return format!("{stem}y");
    }
    if length > 3
        && let Some(stem) = word.strip_suffix('s')
        && !stem.ends_with(['u', 's', 'i', 'c'])
    {
        return stem.to_owned();
    }
    word.to_owned()
}

/// The words of a text, each as its runs of one script: what spaces and signs part, unless the sign joins (`c&d`, `k-블록버스터`, `1,000`).
fn words(text: &str) -> Vec<Vec<Run>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut word: Vec<Run> = Vec::new();
    let mut signed = false;
    for (i, (at, c)) in chars.iter().copied().enumerate() {
        let Some(script_here) = script(c) else {
            let before = i
                .checked_sub(1)
                .and_then(|i| chars.get(i))
                .and_then(|(_, c)| script(*c));
            let after = chars.get(i + 1).and_then(|(_, c)| script(*c));
            if joins(c, before, after) && !word.is_empty() {
                if let Some(run) = word
                    .last_mut()
                    .filter(|run| run.script == Script::Digit && matches!(c, ',' | '.'))
                {
                    run.end = at + c.len_utf8();
                } else {
                    signed = true;
                }
            } else if !word.is_empty() {
                out.push(std::mem::take(&mut word));
                signed = false;
            }
            continue;
        };
        let end = at + c.len_utf8();
        match word.last_mut() {
            Some(run) if run.script == script_here && !signed => run.end = end,
            _ => {
                word.push(Run {
                    script: script_here,
                    start: at,
                    end,
                    signed,
                });
                signed = false;
            }
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Whether a sign between two scripts joins them into one word.
fn joins(sign: char, before: Option<Script>, after: Option<Script>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let latin = |s: Script| matches!(s, Script::Latin | Script::Digit);
    match sign {
        ',' => before == Script::Digit && after == Script::Digit,
        '.' => latin(before) && latin(after),
        '&' => latin(before) && latin(after),
        '-' => latin(before) && (latin(after) || after == Script::Hangul),
        '\'' => before == Script::Latin && after == Script::Latin,
        _ => false,
    }
}

impl Term {
    /// How many syllables or letters its text has.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it is written in Hangul alone.
    pub fn is_hangul(&self) -> bool {
        self.kind == Kind::Hangul && self.text.chars().all(jamo::is_syllable)
    }
}
