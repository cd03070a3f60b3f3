//! Every record that says one thing, as a statement with the words it is asked by; and the statements that come nearest to a question.

use rustc_hash::FxHashMap as HashMap;
use serde::{Deserialize, Serialize};

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Id, Knowledge, PartialDate, Text};
use crate::korean;

use super::drafts::{Draft, drafts};
use super::entities::{Entities, EntityIx};
use super::letters::{self, Pairs, Wordings, bare_of, pairs_of};
use super::segment::Vocabulary;
use super::terms::{TermIx, Terms, entity_text, texts_of};
use super::time::Relative;
use super::units;

/// What kind of record a statement is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Fact(usize),
    /// Programme, support.
    Support(usize, usize),
    /// Programme, part.
    Part(usize, usize),
    Programme(usize),
    Place(usize),
    Partner(usize),
    /// What a partner does.
    Does(usize),
    /// Partner, person.
    Person(usize, usize),
    /// Partner, person: what was said.
    Said(usize, usize),
    Company(usize),
    /// Programme, call: its dates.
    CallDates(usize, usize),
    /// Programme, call: another field.
    CallField(usize, usize),
    /// Programme, criterion.
    Criterion(usize, usize),
    Faq(usize),
    Disagreement(usize),
    Unknown(usize),
    /// The main partners, as a list.
    Partners,
    /// A programme's parts, as a list.
    Parts(usize),
    /// A programme's support, as a list.
    Supports(usize),
    /// A programme's criteria, as a list.
    Criteria(usize),
    /// A programme's calls, as a list.
    Calls(usize),
}

/// One thing said by a record.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// The record.
    pub(crate) made: Made,
    /// What is said.
    pub(crate) text: Text,
    /// For a list: its points.
    pub(crate) items: Vec<Text>,
    /// The sources that say so.
    pub(crate) sources: Vec<Id>,
    /// The words it rests on, verbatim.
    pub(crate) quote: Option<String>,
    /// The time it holds for, where that is not the day of publication.
    pub(crate) date: Option<PartialDate>,
    /// The kinds of question it answers; any where empty.
    pub(crate) kinds: Vec<AnswerKind>,
    /// What it is about.
    pub(crate) about: Vec<EntityIx>,
    /// Every term it has anywhere, sorted.
    pub(crate) terms: Vec<TermIx>,
    /// The phrases it is asked by, each as its terms.
    pub(crate) phrases: Vec<Vec<TermIx>>,
}

/// What is learnt of a statement by reading its wordings.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Learnt {
    kinds: Vec<AnswerKind>,
    about: Vec<EntityIx>,
    terms: Vec<TermIx>,
    phrases: Vec<Vec<TermIx>>,
}

impl Statement {
    fn of(draft: Draft<'_>, learnt: Learnt) -> Self {
        Self {
            made: draft.made,
            text: draft.text,
            items: draft.items,
            sources: draft.sources.into_owned(),
            quote: draft.quote.cloned(),
            date: draft.date,
            kinds: learnt.kinds,
            about: learnt.about,
            terms: learnt.terms,
            phrases: learnt.phrases,
        }
    }
}

/// How many statements that share words with a question have their phrases compared with it.
const NEAR: usize = 96;

/// All statements, with postings from terms to them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Statements {
    /// The statements. They are made of the records anew.
    #[serde(skip)]
    pub(crate) all: Vec<Statement>,
    /// Of each term the statements that have it, with where: label 4, subject 2, body 1.
    postings: HashMap<TermIx, Vec<Posting>>,
    /// Of each wording, bare of spaces and marks, the statements that are asked so.
    worded: HashMap<String, Vec<u32>>,
    /// The wordings by their letters.
    wordings: Wordings,
}

/// Where a statement has a term.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Posting {
    at: u32,
    /// Label, subject, body: bits.
    place: u8,
    /// How much the term is the statement's own: 1 where it says it or is called so, less where few of its wordings have it.
    own: f32,
}

const LABEL: u8 = 4;
const SUBJECT: u8 = 2;
const BODY: u8 = 1;

/// How much a word is a statement's own that one wording of many has, and how much more by the share that have it.
const OWN_LEAST: f32 = 0.4;
const OWN_BY_SHARE: f32 = 3.0;

/// How well a statement fits a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fit {
    /// The statement.
    pub(crate) at: usize,
    /// The share of the question's weight that it covers anywhere.
    pub(crate) covered: f32,
    /// The share covered by its label, its other wordings and its subject.
    pub(crate) named: f32,
    /// The share of the best of its phrases that the question says.
    pub(crate) phrase: f32,
    /// How like the question is to the likest of its phrases, letter by letter.
    pub(crate) alike: f32,
    /// All of it together.
    pub(crate) score: f32,
}

/// What statements are made with.
pub(crate) struct Making<'a> {
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) entities: &'a Entities,
    pub(crate) terms: &'a mut Terms,
    pub(crate) known: &'a (dyn Fn(&str) -> bool + Sync),
}

/// What texts are cut into terms with.
#[derive(Clone, Copy)]
struct Reading<'a> {
    vocabulary: &'a Vocabulary,
    entities: &'a Entities,
    terms: &'a Terms,
    known: &'a (dyn Fn(&str) -> bool + Sync),
}

impl Reading<'_> {
    /// The terms of a folded text, as texts. A year is the term `%2022`.
    fn terms_of(&self, folded: &str) -> Vec<String> {
        let units = units::cut(folded);
        let mut found: Vec<String> = Vec::new();
        let mut push = |term: String| {
            if !found.contains(&term) {
                found.push(term);
            }
        };
        let times = super::time::read(&units, Date::constant(1, 1, 1));
        for time in times.iter().filter(|t| t.time.relative == Relative::Absolute) {
            push(year_text(time.time.date.year()));
        }
        let pieces = self.vocabulary.cut(&units, &|word| (self.known)(word));
        // The digits of a time are no words besides: a question's are taken out too.
        let in_a_time = |at: usize| times.iter().any(|t| t.start <= at && at < t.end);
        for piece in pieces.iter().filter(|p| !in_a_time(p.start)) {
            for text in texts_of(piece, &units, self.terms, self.entities, self.vocabulary) {
                push(text);
            }
        }
        found
    }

    /// What a draft says and is asked by, in terms.
    fn read(&self, draft: &Draft<'_>, about: &[EntityIx]) -> Read {
        let mut read = Read::default();
        let written = std::iter::once(draft.label.ko.as_str())
            .chain(draft.label.en.as_deref())
            .chain(draft.ask.iter().map(String::as_str));
        for phrase in written {
            let folded = korean::fold(phrase);
            read.wordings
                .push((pairs_of(&folded), bare_of(&folded), self.terms_of(&folded)));
        }
        for ix in about {
            read.subject.push(entity_text(*ix));
            // The words of the subject's own name count too: "사업" asks for a programme, "센터" for the centre.
            let names = self.entities.get(*ix).map(|e| &e.name);
            for name in names
                .into_iter()
                .flat_map(|n| std::iter::once(n.ko.as_str()).chain(n.en.as_deref()))
            {
                read.subject.extend(self.terms_of(&korean::fold(name)));
            }
        }
        for text in std::iter::once(&draft.text).chain(&draft.items) {
            for written in std::iter::once(text.ko.as_str()).chain(text.en.as_deref()) {
                read.body.extend(self.terms_of(&korean::fold(written)));
            }
        }
        read
    }
}

/// A wording that a draft is asked by: its letter pairs, itself bare of spaces and marks, and its terms.
type Wording = (Pairs, String, Vec<String>);

/// A draft, read: terms as texts.
#[derive(Default)]
struct Read {
    wordings: Vec<Wording>,
    /// The terms of what it is about.
    subject: Vec<String>,
    /// The terms of what it says.
    body: Vec<String>,
}

/// What a draft is about: what it names, and of somebody's office or words that person.
fn about(draft: &Draft<'_>, entities: &Entities) -> Vec<EntityIx> {
    let mut about: Vec<EntityIx> = draft
        .about
        .iter()
        .filter_map(|id| entities.by_id(id.as_ref()))
        .collect();
    if let Made::Said(i, j) | Made::Person(i, j) = draft.made {
        let person = entities
            .iter()
            .find(|(_, e)| e.role == super::entities::Role::Person && e.index == (i, j));
        about.extend(person.map(|(ix, _)| ix));
    }
    about
}

/// The text of a year's term.
pub(crate) fn year_text(year: i16) -> String {
    format!("%{year}")
}

impl Statements {
    /// Makes the statements of a knowledge.
    pub(crate) fn of(knowledge: &Knowledge, making: &mut Making<'_>) -> Self {
        let mut statements = Self::default();
        let drafts = drafts(knowledge);
        let abouts: Vec<Vec<EntityIx>> = drafts.iter().map(|d| about(d, making.entities)).collect();
        let reading = Reading {
            vocabulary: making.vocabulary,
            entities: making.entities,
            terms: making.terms,
            known: making.known,
        };
        // Cutting thousands of wordings is most of what opening costs: it is shared among the processors.
        let threads = std::thread::available_parallelism()
            .map_or(1, std::num::NonZero::get)
            .min(4);
        let share = drafts.len().div_ceil(threads).max(1);
        let reads: Vec<Read> = std::thread::scope(|scope| {
            let parts: Vec<_> = drafts
                .chunks(share)
                .zip(abouts.chunks(share))
                .map(|(drafts, abouts)| {
                    scope.spawn(move || {
                        let pairs = drafts.iter().zip(abouts);
                        pairs
                            .map(|(draft, about)| reading.read(draft, about))
                            .collect::<Vec<Read>>()
                    })
                })
                .collect();
            parts
                .into_iter()
                .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        for ((draft, about), read) in drafts.into_iter().zip(abouts).zip(reads) {
            statements.add(draft, about, read, making);
        }
        statements
    }

    fn add(&mut self, draft: Draft<'_>, about: Vec<EntityIx>, read: Read, making: &mut Making<'_>) {
        let Ok(at) = u32::try_from(self.all.len()) else { return };
        let mut places: HashMap<TermIx, u8> = HashMap::default();
        let mut phrases: Vec<Vec<TermIx>> = Vec::new();
        // In how many of its wordings a term stands.
        let mut counts: HashMap<TermIx, f32> = HashMap::default();
        let mut wordings_read = 0.0f32;
        for (pairs, bare, texts) in read.wordings {
            self.wordings.add(at, &pairs);
            let worded = self.worded.entry(bare).or_default();
            if !worded.contains(&at) {
                worded.push(at);
            }
            let terms: Vec<TermIx> = texts.iter().map(|t| making.terms.intern(t)).collect();
            wordings_read += 1.0;
            for term in &terms {
                *places.entry(*term).or_default() |= LABEL;
                *counts.entry(*term).or_default() += 1.0;
            }
            if !terms.is_empty() && !phrases.contains(&terms) {
                phrases.push(terms);
            }
        }
        for (texts, place) in [(&read.subject, SUBJECT), (&read.body, BODY)] {
            for text in texts {
                *places.entry(making.terms.intern(text)).or_default() |= place;
            }
        }
        if let Some(date) = draft.date {
            let term = making.terms.intern(&year_text(date.year()));
            *places.entry(term).or_default() |= SUBJECT;
        }
        for published in draft
            .sources
            .iter()
            .filter_map(|s| making.knowledge.sources.get(s))
            .filter_map(|s| s.published)
        {
            let term = making.terms.intern(&year_text(published.year()));
            *places.entry(term).or_default() |= BODY;
        }
        let mut terms: Vec<TermIx> = places.keys().copied().collect();
        terms.sort_unstable();
        for (term, place) in places {
            let share = counts.get(&term).copied().unwrap_or_default() / wordings_read.max(1.0);
            let own = if place & (SUBJECT | BODY) != 0 {
                1.0
            } else {
                (OWN_LEAST + OWN_BY_SHARE * share).min(1.0)
            };
            self.postings.entry(term).or_default().push(Posting { at, place, own });
        }
        let kinds = draft.kinds.clone();
        self.all.push(Statement::of(
            draft,
            Learnt {
                kinds,
                about,
                terms,
                phrases,
            },
        ));
    }

    /// What was learnt of each statement.
    pub(crate) fn learnt(&self) -> Vec<Learnt> {
        let learnt = self.all.iter().map(|s| Learnt {
            kinds: s.kinds.clone(),
            about: s.about.clone(),
            terms: s.terms.clone(),
            phrases: s.phrases.clone(),
        });
        learnt.collect()
    }

    /// Makes the statements of the records, with what was learnt of them before. False where it was learnt of others.
    pub(crate) fn complete(&mut self, knowledge: &Knowledge, learnt: Vec<Learnt>) -> bool {
        let drafts = drafts(knowledge);
        let same = drafts.len() == learnt.len();
        self.all = drafts
            .into_iter()
            .zip(learnt)
            .map(|(d, l)| Statement::of(d, l))
            .collect();
        same
    }

    /// The one statement that is asked in just these words, if the words are enough to be a question.
    pub(crate) fn worded(&self, text: &str) -> Option<usize> {
        let key = letters::bare(text);
        if key.chars().count() < 6 {
            return None;
        }
        match self.worded.get(&key).map(Vec::as_slice) {
            Some([at]) => usize::try_from(*at).ok(),
            _ => None,
        }
    }

    /// In how many statements a term stands.
    pub(crate) fn frequency(&self, term: TermIx) -> usize {
        self.postings.get(&term).map_or(0, Vec::len)
    }

    /// The statements that cover any of the terms, best first, at most `limit`.
    ///
    /// `terms` come with their weights; alternatives of one word (a name that two records share) stand in one group and count once.
    pub(crate) fn nearest(
        &self,
        text: &str,
        groups: &[(Vec<TermIx>, f32)],
        wants: &[AnswerKind],
        weight: &dyn Fn(TermIx) -> f32,
        limit: usize,
    ) -> Vec<Fit> {
        let total: f32 = groups.iter().map(|(_, w)| w).sum();
        if total <= 0.0 {
            return Vec::new();
        }
        let mut found: HashMap<u32, (f32, f32, f32)> = HashMap::default();
        for (terms, weight) in groups {
            let mut here: HashMap<u32, (u8, f32)> = HashMap::default();
            for term in terms {
                for posting in self.postings.get(term).map_or(&[][..], Vec::as_slice) {
                    let there = here.entry(posting.at).or_default();
                    there.0 |= posting.place;
                    there.1 = there.1.max(posting.own);
                }
            }
            for (at, (place, own)) in here {
                let sums = found.entry(at).or_default();
                sums.0 += weight;
                sums.2 += weight * own;
                if place & (LABEL | SUBJECT) != 0 {
                    sums.1 += weight;
                }
            }
        }
        let mut asked: Vec<TermIx> = groups.iter().flat_map(|(terms, _)| terms.iter().copied()).collect();
        asked.sort_unstable();
        asked.dedup();
        let alike = self.wordings.alike(&letters::pairs(text), self.all.len());
        let mut found: Vec<(u32, (f32, f32, f32))> = found.into_iter().collect();
        let nearness = |(_, (covered, named, own)): &(u32, (f32, f32, f32))| 0.18 * covered + 0.23 * named + 0.18 * own;
        found.sort_by(|a, b| nearness(b).total_cmp(&nearness(a)).then(a.0.cmp(&b.0)));
        found.truncate(NEAR);
        let mut fits: Vec<Fit> = found
            .into_iter()
            .filter_map(|(at, (covered, named, own))| {
                let at = usize::try_from(at).ok()?;
                let statement = self.all.get(at)?;
                let mut phrase = 0.0f32;
                for terms in &statement.phrases {
                    let whole: f32 = terms.iter().map(|t| weight(*t)).sum();
                    let said: f32 = terms
                        .iter()
                        .filter(|t| asked.binary_search(t).is_ok())
                        .map(|t| weight(*t))
                        .sum();
                    if whole > 0.0 {
                        phrase = phrase.max(said / whole);
                    }
                    // No wording can be said more than whole.
                    if phrase >= 1.0 {
                        break;
                    }
                }
                let (covered, named, own) = (covered / total, named / total, own / total);
                let kind = kind_factor(&statement.kinds, wants);
                let alike = alike.get(at).copied().unwrap_or_default();
                // A question nearly in the words of a record is that record's.
                let same = if alike >= 0.75 { 0.06 } else { 0.0 };
                let score = (0.18 * covered + 0.10 * named + 0.31 * own + 0.22 * phrase + 0.19 * alike + same) * kind;
                Some(Fit {
                    at,
                    covered,
                    named,
                    phrase,
                    alike,
                    score,
                })
            })
            .collect();
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        fits.truncate(limit);
        fits
    }
}

/// How well the kinds a statement answers go with what is wanted.
fn kind_factor(kinds: &[AnswerKind], wants: &[AnswerKind]) -> f32 {
    if kinds.is_empty() || wants.is_empty() {
        return 0.94;
    }
    if wants.iter().any(|w| kinds.contains(w)) {
        return 1.0;
    }
    // How is asked of a way, not of a day or a sum.
    if wants.first() == Some(&AnswerKind::How) && !kinds.contains(&AnswerKind::What) {
        return 0.8;
    }
    // "뭐예요" and "인가요" ask for anything.
    if wants.iter().all(|w| {
        matches!(
            w,
            AnswerKind::What | AnswerKind::Whether | AnswerKind::List | AnswerKind::How
        )
    }) {
        0.9
    } else {
        0.72
    }
}
