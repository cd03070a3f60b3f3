//! The golden questions: reading a file of them and asking them.
//!
//! The same format serves `tests/golden/questions.toml`, which uses every key, and the staff's `data/golden.toml`, where
//! `q`, `must` and `must_not` are enough. Asking costs what answering costs, well under a millisecond a question, so a
//! reindex can ask them before and after.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::judge::{Names, Verdict, judge, kind_word};
use crate::answer::{Answer, Ask, Kind, Reason, Request};
use crate::knowledge::{Company, Lang};

/// Words of which one has to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOf(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOf {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            One(String),
            Any(Vec<String>),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::One(word) => OneOf(vec![word]),
            Either::Any(words) => OneOf(words),
        })
    }
}

/// A question with what is asked of its answer. Only `q` has to be given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id; the question itself where left out. What follows `~` marks another writing of the same question.
    #[serde(default)]
    pub id: String,
    /// The question, as typed.
    pub q: String,
    /// Hand it over in decomposed Unicode (NFD).
    #[serde(default)]
    pub nfd: bool,
    /// The conversation it belongs to.
    #[serde(default)]
    pub session: Option<String>,
    /// The day it is asked.
    #[serde(default, deserialize_with = "day")]
    pub today: Option<Date>,
    /// The language it is asked in and has to be answered in.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// What kind of question it is.
    #[serde(default = "staff")]
    pub category: String,
    /// Whether it is typed badly.
    #[serde(default)]
    pub noisy: bool,
    /// Whether the knowledge has no answer, or the question presumes something false.
    #[serde(default)]
    pub unanswerable: bool,
    /// The kinds of reply that are right. Where left out, an answer or a list if something has to be said, else any.
    #[serde(default)]
    pub kind: Vec<Kind>,
    /// The reasons that are right for a refusal; any where left out.
    #[serde(default)]
    pub reason: Vec<Reason>,
    /// What has to be said.
    #[serde(default)]
    pub must: Vec<OneOf>,
    /// What must not be said.
    #[serde(default)]
    pub must_not: Vec<String>,
    /// The names of the list, exactly.
    #[serde(default)]
    pub items: Option<Vec<String>>,
    /// Names the list may hold besides `items`.
    #[serde(default)]
    pub items_may: Vec<String>,
    /// Names the list has to hold, whatever else it holds.
    #[serde(default)]
    pub items_include: Vec<String>,
    /// Names the list must not hold.
    #[serde(default)]
    pub items_exclude: Vec<String>,
    /// The ids of the sources that carry the answer: one has to be shown.
    #[serde(default)]
    pub sources: Vec<String>,
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse()
        .map(Some)
        .map_err(|_| serde::de::Error::custom(format!("`{text}` is not a day: write 2026-11-23")))
}

fn staff() -> String {
    "staff".to_owned()
}

impl Question {
    /// Whether `kind` is a right kind of reply.
    pub fn allows(&self, kind: Kind) -> bool {
        if self.kind.is_empty() {
            let asks_for_something = !self.must.is_empty() || self.items.is_some() || !self.items_include.is_empty();
            return !asks_for_something || !matches!(kind, Kind::NoAnswer | Kind::Clarify);
        }
        self.kind.contains(&kind)
    }

    pub(super) fn kinds_in_words(&self) -> String {
        if self.kind.is_empty() {
            return "an answer".to_owned();
        }
        let words: Vec<&str> = self.kind.iter().map(|&kind| kind_word(kind)).collect();
        words.join(" or ")
    }

    /// The part it falls into: a third of the questions, told by a hash of the id, is never looked at while tuning.
    /// Writings of one question and the questions of one conversation stay together.
    pub fn part(&self) -> Part {
        let key = match &self.session {
            Some(session) => session.as_str(),
            None => self.id.split('~').next().unwrap_or_default(),
        };
        let hash = blake3::hash(key.as_bytes());
        if hash.as_bytes().first().is_some_and(|byte| byte % 3 == 0) {
            Part::HeldOut
        } else {
            Part::Tuned
        }
    }
}

/// Which part of the questions one belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Looked at while the program is made better.
    Tuned,
    /// Kept apart: only its figures are looked at.
    HeldOut,
}

/// A file of golden questions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// The day the questions are asked, where they do not say.
    #[serde(default, deserialize_with = "day")]
    pub today: Option<Date>,
    /// Lists of words that say the same; `"@name"` in `must` stands for one.
    #[serde(default)]
    pub any: BTreeMap<String, Vec<String>>,
    /// Other names of items.
    #[serde(default)]
    pub names: BTreeMap<String, Vec<String>>,
    /// The questions.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

impl Set {
    /// Reads a file of questions.
    ///
    /// # Errors
    /// Where the file cannot be read or is not of the format, naming the file and what is wrong.
    pub fn load(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| anyhow::anyhow!("cannot read {}: {error}", file.display()))?;
        Self::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error:#}", file.display()))
    }

    /// Reads questions from the text of a file.
    ///
    /// # Errors
    /// Where the text is not of the format: unknown keys, an id given twice, an unknown `@name`, an empty question.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let mut set: Set = toml::from_str(text.trim_start_matches('\u{feff}'))?;
        let mut ids = HashSet::new();
        for (at, question) in set.questions.iter_mut().enumerate() {
            anyhow::ensure!(!question.q.trim().is_empty(), "question {}: `q` is empty", at + 1);
            if question.id.is_empty() {
                question.id.clone_from(&question.q);
            }
            anyhow::ensure!(
                ids.insert(question.id.clone()),
                "the question `{}` is there twice: give one of them another `id`",
                question.id
            );
            for one_of in &mut question.must {
                let mut words = Vec::new();
                for word in &one_of.0 {
                    match word.strip_prefix('@') {
                        Some(name) => words.extend(set.any.get(name).cloned().ok_or_else(|| {
                            anyhow::anyhow!("question `{}`: there is no list `{name}` under [any]", question.id)
                        })?),
                        None => words.push(word.clone()),
                    }
                }
                one_of.0 = words;
            }
        }
        Ok(set)
    }
}

/// What one question came to.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The question's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// Its category.
    pub category: String,
    /// The part it belongs to.
    pub part: Part,
    /// Whether it is typed badly.
    pub noisy: bool,
    /// Whether it has no answer.
    pub unanswerable: bool,
    /// Whether it is in English.
    pub english: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not right.
    pub why: String,
    /// The kind of reply.
    pub kind: Kind,
    /// What was said.
    pub text: String,
    /// The names listed.
    pub items: Vec<String>,
    /// Whether the question names the sources that carry its answer.
    pub has_gold: bool,
    /// The place, from 1, of the first of them among the sources shown.
    pub rank: Option<usize>,
    /// How long the answer took, in microseconds.
    pub elapsed_us: u64,
}

/// Asks every question of `set` through `ask` and judges the answers.
///
/// `companies` are those of the knowledge asked: a list in either language is recognised by their names. `today` is the
/// day of questions that do not name one. Conversations are kept apart from every other run's.
pub fn run(mut ask: impl FnMut(&Ask) -> Answer, set: &Set, companies: &[Company], today: Date) -> Vec<Outcome> {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let names = Names::new(set.names.iter().map(|(name, others)| {
        std::iter::once(name.as_str())
            .chain(others.iter().map(String::as_str))
            .collect()
    }))
    .with_companies(companies);
    set.questions
        .iter()
        .map(|question| {
            let typed = if question.nfd {
                question.q.nfd().collect()
            } else {
                question.q.clone()
            };
            let answer = ask(&Ask {
                id: Some(question.id.clone()),
                request: Request::Question(typed),
                session: question
                    .session
                    .as_ref()
                    .map(|session| format!("golden-{run}-{session}")),
                lang: None,
                today: question.today.or(set.today).unwrap_or(today),
            });
            let (verdict, why) = judge(question, &answer, &names);
            Outcome {
                id: question.id.clone(),
                question: question.q.clone(),
                category: question.category.clone(),
                part: question.part(),
                noisy: question.noisy,
                unanswerable: question.unanswerable,
                english: question.lang == Some(Lang::En),
                verdict,
                why,
                kind: answer.kind,
                has_gold: !question.sources.is_empty(),
                rank: answer
                    .sources
                    .iter()
                    .position(|source| question.sources.contains(&source.id))
                    .map(|at| at + 1),
                text: answer.text,
                items: answer.items,
                elapsed_us: answer.elapsed_us,
            }
        })
        .collect()
}

/// A question whose verdict is another than before.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// The question's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// The verdict before; `None` for a question that was not there.
    pub before: Option<Verdict>,
    /// The verdict now.
    pub after: Verdict,
    /// Why it is not right now.
    pub why: String,
}

impl Change {
    /// Whether it got worse. A new question never counts as worse.
    pub fn worse(&self) -> bool {
        self.before.is_some_and(|before| self.after < before)
    }
}

/// What changed from `before` (the verdict of each question id) to `after`, the worse ones first.
pub fn changes(before: &BTreeMap<String, Verdict>, after: &[Outcome]) -> Vec<Change> {
    let mut changes: Vec<Change> = after
        .iter()
        .filter(|outcome| before.get(&outcome.id) != Some(&outcome.verdict))
        .map(|outcome| Change {
            id: outcome.id.clone(),
            question: outcome.question.clone(),
            before: before.get(&outcome.id).copied(),
            after: outcome.verdict,
            why: outcome.why.clone(),
        })
        .collect();
    changes.sort_by_key(|change| !change.worse());
    changes
}

/// The verdict of each question, for [`changes`].
pub fn verdicts(outcomes: &[Outcome]) -> BTreeMap<String, Verdict> {
    outcomes
        .iter()
        .map(|outcome| (outcome.id.clone(), outcome.verdict))
        .collect()
}
