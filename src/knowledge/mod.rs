//! The knowledge: typed records and documents of one `data/` directory, loaded and checked.

mod asked;
pub mod csv;
pub mod date;
mod documents;
pub mod edit;
pub mod faq;
mod load;
mod messages;
pub mod model;
pub mod names;
pub mod problem;
mod programme;
mod references;
mod report;
mod schema;
mod tables;
mod text;
mod validate;

pub use date::PartialDate;
pub use documents::FRONT_MATTER;
pub use edit::EditError;
pub use load::{content_hash, inspect, load};
pub use model::*;
pub use problem::{Problem, Problems, Severity};
pub use schema::schemas;
