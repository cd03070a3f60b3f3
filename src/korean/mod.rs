//! Korean text: one written form, stems and particles, bigrams, letters of syllables, sentences, the right particle.
//!
//! Everything here works on any text and knows nothing of what the knowledge is about; the words of one knowledge come
//! in as a [`Lexicon`].

mod analyse;
mod function;
pub mod jamo;
pub mod josa;
pub mod keyboard;
mod letters;
mod lexicon;
mod normalize;
mod romanize;
mod sentence;
mod sound;
mod suffix;

pub(crate) use analyse::bigrams_with_places;
pub use analyse::{Analyser, Kind, Term};
pub use function::is_function_word;
pub use jamo::choseong;
pub use josa::Josa;
pub use letters::spelled;
pub use lexicon::{Lexicon, LexiconBuilder};
pub use normalize::{fold, normalize};
pub use romanize::romanize;
pub use sentence::sentences;
pub use sound::sounds;
pub(crate) use suffix::is_suffix as is_ending;
