//! Finding passages: cutting documents, building and keeping generations of the index, searching one.

mod files;
mod find;
mod generation;
mod generations;
mod index;
mod passage;
mod query;
mod rank;
mod sentences;
mod sketch;
mod synonym;
mod text;
mod vocabulary;
mod wanted;

pub use files::Checksum;
pub use find::{Found, Hit};
pub use generation::{Generation, Manifest, lexicon};
pub use generations::{Generations, Step};
pub use passage::{Form, Passage, passages};
pub use query::{Query, QueryTerm, Variant};
pub use sentences::{ScoredSentence, best_sentences};
