//! Reading a document somebody has (HTML, PDF, DOCX, XLSX, PPTX, HWP, HWPX, CSV, Markdown, text) into a file of `data/`.
//!
//! [`propose`] reads a file and says what would be written; nothing is written until [`confirm`]. What is foreign is
//! parsed in a child process with limits on memory, time and size ([`worker`]), so that a file made to do harm, or only
//! a broken one, ends in a sentence and not in the end of the bot.

pub mod attachment;
mod block;
mod clean;
mod companies;
mod compare;
mod draft;
mod error;
mod furniture;
mod kind;
mod normal;
mod preview;
mod proposal;
mod read;
mod relative;
mod words;
pub mod worker;

pub use attachment::attachment_allowed;
pub use companies::{Column, CompanyTable, Field, NewCompany, confirm_companies};
pub use compare::{Contradiction, Duplicate, Likeness};
pub use error::ImportError;
pub use furniture::{Furniture, Removed};
pub use kind::{Kind, Unreadable};
pub use proposal::{Options, Proposal, Published, QuestionChange, confirm, propose};
pub use relative::ReadDate;
pub use worker::Worker;
