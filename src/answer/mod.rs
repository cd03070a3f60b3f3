//! Reading a question, looking the answer up or choosing the sentences that give it, and deciding when not to answer.

pub mod model;

mod asides;
mod asked;
mod calls;
mod candidate;
mod clauses;
mod common;
mod companies;
mod company;
mod company_filter;
mod compare;
mod confirm;
mod conversation;
mod cues;
mod drafts;
mod each;
mod engine;
mod entities;
mod fit;
mod kept;
mod kind_words;
mod kinds;
mod letters;
mod lists;
mod mend;
mod needle;
mod numbers_spelled;
mod numerals;
mod passage;
mod prepared;
mod question;
mod related;
mod reply;
mod reported;
mod request;
mod respond;
mod rounds_and_people;
mod said;
mod segment;
mod sentence;
mod signs;
mod spelled_out;
mod statements;
mod terms;
mod thesaurus;
mod time;
mod units;
mod unknown;
mod veto;
mod wants;
mod worded_lists;
mod wording;
mod words;
mod years_spelled;

/// Reads the lists of words that come with the program, so that the first engine finds them read.
pub fn read_words() {
    thesaurus::Thesaurus::keys();
}

pub use conversation::Conversation;
pub use engine::Engine;
pub use model::*;
