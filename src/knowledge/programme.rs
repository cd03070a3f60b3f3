//! The types of a programme: its parts, its calls, what it gives, who may take part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::PartialDate;
use super::model::{Claim, Id};
use super::text::Text;

/// A programme that the knowledge is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is, in a sentence.
    pub what: Claim,
    /// The ids of the partners that run it.
    #[serde(default)]
    pub run_by: Vec<Id>,
    /// The ids of the places it is about.
    #[serde(default)]
    pub places: Vec<Id>,
    /// The parts it consists of.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// What it gives, point by point, whatever the call.
    #[serde(default, rename = "support")]
    pub supports: Vec<Support>,
    /// Its rounds of applications.
    #[serde(default, rename = "call")]
    pub calls: Vec<Call>,
    /// Who may take part.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
}

/// A part of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id.
    pub id: Id,
    /// Its name, short enough for a list.
    pub name: Text,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is.
    pub what: Claim,
}

/// One point of support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Its id.
    pub id: Id,
    /// What is given, short enough for a list ("임차료").
    pub name: Text,
    /// Other words it is asked by.
    #[serde(default)]
    pub ask: Vec<String>,
    /// The call it belongs to, where it is not the same in all.
    #[serde(default)]
    pub call: Option<Id>,
    /// What is given, whole.
    pub what: Claim,
    /// How much, where it is money or a number ("월 120만 원 이내").
    #[serde(default)]
    pub amount: Option<Text>,
    /// From when and until when, where the source says.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// See `from`.
    #[serde(default)]
    pub until: Option<PartialDate>,
}

/// A round of applications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Its id.
    pub id: Id,
    /// Its name ("2024년 입주기업 모집").
    pub name: Text,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The first day to apply, where a source gives it.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// The last day to apply.
    #[serde(default)]
    pub until: Option<PartialDate>,
    /// Who may apply.
    pub who: Option<Claim>,
    /// Who is preferred.
    #[serde(default)]
    pub preferred: Option<Claim>,
    /// How many places there were.
    #[serde(default)]
    pub places: Option<Claim>,
    /// How to apply.
    #[serde(default)]
    pub how: Option<Claim>,
    /// How it was selected.
    #[serde(default)]
    pub selection: Option<Claim>,
    /// What came of it: how many applied, how many were selected, from when.
    #[serde(default)]
    pub result: Option<Claim>,
    /// Anything else it says.
    #[serde(default)]
    pub other: Vec<Claim>,
    /// The ids of the sources of the dates.
    pub sources: Vec<Id>,
    /// The words the dates rest on, verbatim from the first source's document.
    #[serde(default)]
    pub quote: Option<String>,
}

/// What weight a criterion has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    /// Has to be met.
    Required,
    /// Gives preference.
    Preferred,
    /// Is looked at in the review.
    Reviewed,
    /// Says what follows from it, without deciding (a member gets help of one kind, a tenant of another).
    Informative,
}

/// What an answer to a criterion's question comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The criterion is met.
    Met,
    /// It is not.
    NotMet,
    /// The sources do not decide it: ask the staff.
    AskStaff,
}

/// One way to answer a criterion's question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The words on the button.
    pub label: Text,
    /// What it comes to.
    pub outcome: Outcome,
    /// What then follows, where something does.
    #[serde(default)]
    pub then: Option<Text>,
}

/// One condition of eligibility, with the clause it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id.
    pub id: Id,
    /// Its name, short enough for a list ("국내 제약바이오 관련 기업").
    pub name: Text,
    /// Other words it is asked by.
    #[serde(default)]
    pub ask: Vec<String>,
    /// What weight it has.
    pub kind: CriterionKind,
    /// The ids of the calls it stands in; of all where none is named.
    #[serde(default)]
    pub calls: Vec<Id>,
    /// The clause.
    pub clause: Claim,
    /// What the pre-check asks.
    #[serde(default)]
    pub question: Option<Text>,
    /// The ways to answer, two to four.
    #[serde(default, rename = "choice")]
    pub choices: Vec<Choice>,
}
