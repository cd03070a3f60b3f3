//! The shape of every TOML file of a data directory, and the JSON Schemas generated from it.
//!
//! One description serves three: serde reads by it, `check` walks files along its schema, and editors complete by the
//! copies in `schemas/`.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::Value;

use super::model::{
    Asked, Company, Disagreement, Fact, Faq, Partner, Place, Presence, Programme, Source, Synonym, Unknown,
};

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $key:ident: $item:ty),+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "records are read one by one; the type gives the schema of the whole file")]
        struct $name {
            $($(#[$field_doc])* #[serde(default)] $key: Vec<$item>,)+
        }
    )+};
}

files! {
    /// Companies, and what is said of them in places.
    CompaniesFile {
        /// A company.
        company: Company,
        /// What one source says of companies in one place at one time.
        presence: Presence
    }
    /// The institutions that take part.
    PartnersFile {
        /// An institution.
        partner: Partner
    }
    /// Places and clusters.
    PlacesFile {
        /// A place.
        place: Place
    }
    /// Single facts.
    FactsFile {
        /// A fact.
        fact: Fact
    }
    /// Where sources say different things.
    DisagreementsFile {
        /// A disagreement.
        disagreement: Disagreement
    }
    /// What the sources are known not to say.
    UnknownsFile {
        /// Something not known.
        unknown: Unknown
    }
    /// Questions answered by staff.
    FaqFile {
        /// A question with its answer.
        faq: Faq
    }
    /// More wordings of what records answer.
    AskedFile {
        /// Wordings of one record.
        asked: Asked
    }
    /// Words that mean the same to a member.
    SynonymsFile {
        /// A word and what members say for it.
        synonym: Synonym
    }
    /// Sources that are not documents of this directory.
    SourcesFile {
        /// A source.
        source: Source
    }
}

/// What a file of a data directory holds, told from its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum FileKind {
    Markdown,
    Bulk,
    Programme,
    Companies,
    Partners,
    Places,
    Facts,
    Disagreements,
    Unknowns,
    Faq,
    Asked,
    Synonyms,
    Sources,
    /// Staff's own golden questions: read by `eval`, no part of the knowledge.
    Golden,
}

/// The TOML files that stand at the top of a data directory, each with its kind.
const TOP: [(&str, FileKind); 9] = [
    ("companies.toml", FileKind::Companies),
    ("partners.toml", FileKind::Partners),
    ("places.toml", FileKind::Places),
    ("facts.toml", FileKind::Facts),
    ("disagreements.toml", FileKind::Disagreements),
    ("unknowns.toml", FileKind::Unknowns),
    ("synonyms.toml", FileKind::Synonyms),
    ("sources.toml", FileKind::Sources),
    ("golden.toml", FileKind::Golden),
];

/// The paths a data directory can hold, for messages.
pub(super) const PATHS: [&str; 14] = [
    "companies.toml",
    "partners.toml",
    "places.toml",
    "facts.toml",
    "disagreements.toml",
    "unknowns.toml",
    "synonyms.toml",
    "sources.toml",
    "golden.toml",
    "documents/….md",
    "documents/….jsonl",
    "programmes/….toml",
    "faq/….toml",
    "asked/….toml",
];

impl FileKind {
    /// The kind of the file at `path` (relative, with `/`), if it is one that is read.
    pub(super) fn of(path: &str) -> Option<Self> {
        if let Some((_, kind)) = TOP.iter().find(|(name, _)| *name == path) {
            return Some(*kind);
        }
        let (folder, rest) = path.split_once('/')?;
        let ending = rest.rsplit_once('.')?.1;
        match (folder, ending) {
            ("documents", "md") => Some(Self::Markdown),
            ("documents", "jsonl") => Some(Self::Bulk),
            ("programmes", "toml") => Some(Self::Programme),
            ("faq", "toml") => Some(Self::Faq),
            ("asked", "toml") => Some(Self::Asked),
            _ => None,
        }
    }

    /// The name of its schema, where it has one.
    fn schema_name(self) -> Option<&'static str> {
        Some(match self {
            Self::Markdown | Self::Bulk | Self::Golden => return None,
            Self::Programme => "programme",
            Self::Companies => "companies",
            Self::Partners => "partners",
            Self::Places => "places",
            Self::Facts => "facts",
            Self::Disagreements => "disagreements",
            Self::Unknowns => "unknowns",
            Self::Faq => "faq",
            Self::Asked => "asked",
            Self::Synonyms => "synonyms",
            Self::Sources => "sources",
        })
    }

    /// Its JSON Schema (draft 7, the one editors' TOML plugins know), where it has one.
    pub(super) fn schema(self) -> Option<Value> {
        let generator = SchemaSettings::draft07().into_generator();
        Some(match self {
            Self::Markdown | Self::Bulk | Self::Golden => return None,
            Self::Programme => root::<Programme>(generator),
            Self::Companies => root::<CompaniesFile>(generator),
            Self::Partners => root::<PartnersFile>(generator),
            Self::Places => root::<PlacesFile>(generator),
            Self::Facts => root::<FactsFile>(generator),
            Self::Disagreements => root::<DisagreementsFile>(generator),
            Self::Unknowns => root::<UnknownsFile>(generator),
            Self::Faq => root::<FaqFile>(generator),
            Self::Asked => root::<AskedFile>(generator),
            Self::Synonyms => root::<SynonymsFile>(generator),
            Self::Sources => root::<SourcesFile>(generator),
        })
    }
}

fn root<T: JsonSchema>(generator: SchemaGenerator) -> Value {
    generator.into_root_schema_for::<T>().to_value()
}

/// The JSON Schemas for editors: the file name below `schemas/`, and its text.
pub fn schemas() -> Vec<(String, String)> {
    [
        FileKind::Programme,
        FileKind::Companies,
        FileKind::Partners,
        FileKind::Places,
        FileKind::Facts,
        FileKind::Disagreements,
        FileKind::Unknowns,
        FileKind::Faq,
        FileKind::Asked,
        FileKind::Synonyms,
        FileKind::Sources,
    ]
    .into_iter()
    .filter_map(|kind| {
        let text = serde_json::to_string_pretty(&kind.schema()?).ok()?;
        Some((format!("{}.schema.json", kind.schema_name()?), text + "\n"))
    })
    .collect()
}
