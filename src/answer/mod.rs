//! Reading a question, looking the answer up or choosing the sentences that give it, and deciding when not to answer.

pub mod model;

pub use model::*;
