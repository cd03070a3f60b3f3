//! The knowledge: typed records and documents of one `data/` directory, loaded and checked.

pub mod date;
pub mod model;

pub use date::PartialDate;
pub use model::*;
