//! Asking the golden questions, judging what comes back, and printing what changed since the last time.

pub mod for_staff;
pub mod golden;
pub mod judge;
pub mod report;
pub mod retrieval;

pub use golden::{Outcome, Part, Question, Set, run};
pub use judge::Verdict;
