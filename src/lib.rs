//! giljabi (길잡이): answers questions from a directory of documents and records, each answer with the sentence it rests on.
//!
//! The rooms and who may use whom are described in `ARCHITECTURE.md`.

pub mod answer;
pub mod cli;
pub mod config;
pub mod desk;
pub mod discord;
pub mod eval;
pub mod import;
pub mod knowledge;
pub mod korean;
pub mod playground;
pub mod records;
pub mod search;
