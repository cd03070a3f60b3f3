//! The types of everything a `data/` directory can say.
//!
//! Ids are short lower-case names chosen by the people who keep the data. A record refers to another by its id;
//! [`check`](super) reports ids that lead nowhere.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::PartialDate;
pub use super::programme::{Call, Choice, Criterion, CriterionKind, Outcome, Part, Programme, Support};
pub use super::text::{Lang, Text};

/// The id of a record or of a source.
pub type Id = String;

/// Where a statement comes from: something published by somebody on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id; of a document, the name of its file without the ending.
    #[serde(default)]
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Who wrote it, where it is signed.
    #[serde(default)]
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
}

/// A document that passages are cut from: an article, a notice, a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id: the name of its file without the ending, or the `id` of its line in a `.jsonl` file.
    pub id: Id,
    /// The id of the source it restates; its own id unless it is a rendering of another document.
    pub source: Id,
    /// The language it is written in.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Its subtitle, where it has one.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// Who published it, in the document's language, where it says so. A rendering can name the publisher in its own.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its text: Markdown for `.md` files, plain text for `.jsonl`.
    pub body: String,
    /// Names the document is also found by: those its front matter lists.
    pub aliases: Vec<String>,
    /// The name of the file it was imported from, where it was.
    #[serde(default)]
    pub imported_from: Option<String>,
    /// The hash of the file it was imported from, where it was.
    #[serde(default)]
    pub hash: Option<String>,
    /// Whether staff have marked it as out of date: it is kept, and no longer loaded.
    #[serde(default)]
    pub expired: bool,
    /// The file it came from, relative to the data directory.
    pub file: String,
    /// The line of `file` that `body` begins at, counted from 1.
    pub line: usize,
}

/// A sentence that a source backs. Where `quote` is left out, the sentence of the source's document that covers it best is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The whole sentence said to a member, polite and complete on its own.
    pub text: Text,
    /// The ids of the sources that say so, the one shown first in front.
    pub sources: Vec<Id>,
    /// The words of the source's document that it rests on, verbatim.
    #[serde(default)]
    pub quote: Option<String>,
}

/// What kind of thing a question asks for and a sentence gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A person or an organisation (누구).
    Who,
    /// A date or a span of time (언제, until when).
    When,
    /// A place (어디).
    Where,
    /// A sum of money (얼마).
    Amount,
    /// A number of things (몇).
    Count,
    /// How long or how often (얼마나 오래, 몇 년).
    Duration,
    /// What something is or means.
    What,
    /// How something is done.
    How,
    /// Why something is so.
    Why,
    /// Whether something is so.
    Whether,
    /// Things named one by one.
    List,
    /// How to reach somebody.
    Contact,
}

/// One thing known about one subject: a figure, an amount, a definition, a founder, an opening day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its id.
    pub id: Id,
    /// The ids of what it is about: a place, a programme, a part, a call, a partner, a company.
    pub about: Vec<Id>,
    /// What is known about it, as a short noun ("일자리 수").
    pub label: Text,
    /// Other words the same is asked by, in either language.
    #[serde(default)]
    pub ask: Vec<String>,
    /// The kinds of question it answers.
    pub answers: Vec<AnswerKind>,
    /// The bare value ("7만 4,000개 이상"), where there is one.
    #[serde(default)]
    pub value: Option<Text>,
    /// For a list: the names or points, one by one.
    #[serde(default)]
    pub items: Vec<Text>,
    /// The sentence that says it.
    pub text: Text,
    /// The ids of the sources.
    pub sources: Vec<Id>,
    /// The words it rests on, verbatim from the source's document.
    #[serde(default)]
    pub quote: Option<String>,
    /// The time it holds for, where that is not the day of publication.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Whether staff have marked it as out of date: it is kept, and no longer loaded.
    #[serde(default)]
    pub expired: bool,
}

/// A place or a cluster of places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Other names and spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The id of the place it lies in. Who is in this place is also in that one, never the other way round.
    #[serde(default)]
    pub within: Option<Id>,
    /// What coming to it is called, as a noun that takes 하다 ("입주", "진출") and an English verb in the past ("moved into").
    #[serde(default)]
    pub verb: Option<Text>,
    /// What it is, in a sentence.
    pub what: Option<Claim>,
}

/// An institution that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Its abbreviation, where it has one.
    #[serde(default)]
    pub abbreviation: Option<String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether it is one of the institutions that carry the programme (and is listed among the partners), or one that is only mentioned.
    #[serde(default = "yes")]
    pub main: bool,
    /// What it does in the programme, in a sentence.
    pub role: Claim,
    /// What else it does or has done.
    #[serde(default)]
    pub does: Vec<Claim>,
    /// Who held which office, as of a date.
    #[serde(default, rename = "person")]
    pub people: Vec<Person>,
}

fn yes() -> bool {
    true
}

/// Somebody in office, as of a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The person's name.
    pub name: Text,
    /// The office ("회장").
    pub office: Text,
    /// Other names of the office ("협회장").
    #[serde(default)]
    pub aliases: Vec<String>,
    /// When the source saw the person in office.
    pub as_of: PartialDate,
    /// What the person said, restated.
    #[serde(default)]
    pub said: Option<Claim>,
    /// The ids of the sources.
    pub sources: Vec<Id>,
    /// The words it rests on, verbatim from the first source's document.
    #[serde(default)]
    pub quote: Option<String>,
}

/// A company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Whether the English name is our own romanisation and not a source's.
    #[serde(default)]
    pub romanised: bool,
    /// Other names and spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its stock code.
    #[serde(default)]
    pub code: Option<String>,
    /// What it does, where a source says so.
    #[serde(default)]
    pub about: Option<Claim>,
    /// The id of the company it belongs to: a branch abroad is not its parent.
    #[serde(default)]
    pub part_of: Option<Id>,
    /// The ids of the sources of its name and code.
    #[serde(default)]
    pub sources: Vec<Id>,
}

/// What a company's presence in a place was at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was there; when it came is not said.
    Present,
    /// It moved in.
    Entered,
    /// It was about to move in.
    Planned,
    /// It was considering to.
    Considering,
    /// It was selected for a place.
    Selected,
    /// Its stay was extended.
    Extended,
    /// Its stay was not extended.
    NotExtended,
}

/// What one source says of one or more companies in one place at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// Its id.
    pub id: Id,
    /// What the list is called ("2022년 선정 기업").
    pub name: Text,
    /// Other words it is asked by.
    #[serde(default)]
    pub ask: Vec<String>,
    /// The id of the place.
    pub place: Id,
    /// What the presence was.
    pub state: State,
    /// When it came about, or when it was so.
    pub date: PartialDate,
    /// From when the stay counts, where the source gives another date than that of the event.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// The ids of the companies named.
    #[serde(default)]
    pub companies: Vec<Id>,
    /// The ids of partners that the source counts with the companies, though they are none.
    #[serde(default)]
    pub partners: Vec<Id>,
    /// How many the source counts, where it gives a number ("12", "2–3").
    #[serde(default)]
    pub total: Option<Text>,
    /// Whether the names are all there are. A list cut off says so.
    #[serde(default = "yes")]
    pub complete: bool,
    /// The ids of the partners that helped.
    #[serde(default)]
    pub help: Vec<Id>,
    /// The id of the programme or call it came through.
    #[serde(default)]
    pub through: Option<Id>,
    /// The ids of the sources.
    pub sources: Vec<Id>,
    /// The words it rests on, verbatim from the first source's document.
    #[serde(default)]
    pub quote: Option<String>,
    /// What else has to be said with it.
    #[serde(default)]
    pub note: Option<Text>,
}

/// A place where sources say different things: all are shown, none is picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// Its id.
    pub id: Id,
    /// The ids of what it is about.
    pub about: Vec<Id>,
    /// Words by which a question touches it.
    #[serde(default)]
    pub ask: Vec<String>,
    /// That the sources differ, in a sentence.
    pub text: Text,
    /// What each says.
    #[serde(rename = "claim")]
    pub claims: Vec<Claim>,
}

/// Something members ask for that the sources are known not to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    /// Its id.
    pub id: Id,
    /// The words it is asked by, in either language.
    pub ask: Vec<String>,
    /// The kinds of question it stands against; all where none is named.
    #[serde(default)]
    pub answers: Vec<AnswerKind>,
    /// What to say.
    pub text: Text,
}

/// A question that staff answered once for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// Its id.
    pub id: Id,
    /// The question, as asked.
    pub question: Text,
    /// Other wordings.
    #[serde(default)]
    pub also: Vec<String>,
    /// The answer.
    pub answer: Text,
    /// The names the answer lists, where it is a list.
    #[serde(default)]
    pub items: Vec<Text>,
    /// The ids of the sources.
    #[serde(default)]
    pub sources: Vec<Id>,
    /// A source that is written here and nowhere else.
    #[serde(default)]
    pub source: Option<Source>,
    /// The words it rests on.
    #[serde(default)]
    pub quote: Option<String>,
    /// The last day it holds.
    #[serde(default)]
    pub valid_until: Option<PartialDate>,
    /// Whether staff have marked it as out of date: it is kept, and no longer loaded.
    #[serde(default)]
    pub expired: bool,
}

/// More ways in which a record is asked for: members' own words, kept apart from what the record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The id of the record: a fact, support, criterion, presence, disagreement, unknown or FAQ.
    pub of: Id,
    /// The wordings, in either language.
    pub ask: Vec<String>,
}

/// Words that mean the same to a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    /// The word the documents use.
    pub word: String,
    /// What members say for it.
    pub say: Vec<String>,
}

/// Everything one data directory says, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knowledge {
    /// Every source by its id: those of documents and those written in records.
    #[serde(default)]
    pub sources: BTreeMap<Id, Source>,
    /// Every document.
    pub documents: Vec<Document>,
    /// Programmes, with their parts, calls and criteria.
    pub programmes: Vec<Programme>,
    /// Places.
    pub places: Vec<Place>,
    /// Single facts.
    pub facts: Vec<Fact>,
    /// Partners.
    pub partners: Vec<Partner>,
    /// Companies.
    pub companies: Vec<Company>,
    /// What is said of companies in places.
    pub presences: Vec<Presence>,
    /// Where sources differ.
    pub disagreements: Vec<Disagreement>,
    /// What is known not to be known.
    pub unknowns: Vec<Unknown>,
    /// Questions answered by staff.
    pub faqs: Vec<Faq>,
    /// Synonyms.
    pub synonyms: Vec<Synonym>,
    /// The BLAKE3 hash of the directory's files, in hexadecimal.
    pub hash: String,
}

impl Knowledge {
    /// How many records there are: everything that is not a document.
    pub fn record_count(&self) -> usize {
        let of_programme = |p: &Programme| 1 + p.parts.len() + p.supports.len() + p.calls.len() + p.criteria.len();
        self.programmes.iter().map(of_programme).sum::<usize>()
            + self.places.len()
            + self.facts.len()
            + self.partners.len()
            + self.companies.len()
            + self.presences.len()
            + self.disagreements.len()
            + self.unknowns.len()
            + self.faqs.len()
    }
}
