//! Reading a question for searching: what its words are, how rare each is, what else each may be found by.

use tantivy::Term as IndexTerm;
use tantivy::schema::Field;

use super::generation::Generation;
use super::sketch::hash;
use super::wanted;
use crate::korean::{self, Kind, Term, keyboard};

/// Another form a term is found by.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The form, as it stands in the index.
    pub text: String,
    /// What finding it is worth against finding the term itself: 0 to 1.
    pub weight: f32,
}

/// A word of a question that says what is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryTerm {
    /// Its stem.
    pub text: String,
    /// How rare it is: BM25's inverse document frequency. Of a word no passage has, that of one a single passage has.
    pub idf: f32,
    /// Whether any passage has it.
    pub known: bool,
    /// Other forms: parts of a compound, synonyms, what it may have been before it was mistyped.
    pub variants: Vec<Variant>,
    /// Where it stands in the folded question, in bytes.
    pub start: usize,
    /// Where its word ends.
    pub end: usize,
}

/// A bigram of a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gram {
    pub text: String,
    pub hash: u32,
    pub idf: f32,
    pub weight: f32,
}

/// A question, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The question, folded, and what was typed in the wrong keyboard mode put right.
    pub folded: String,
    /// Its words without those that only ask or bind.
    pub terms: Vec<QueryTerm>,
    pub(super) grams: Vec<Gram>,
    /// Per term: the hashes of its forms with their weights, the term's own first.
    pub(super) hashes: Vec<Vec<(u32, f32)>>,
    pub(super) wanted: u8,
    /// The idf of all its words together.
    pub weight: f32,
}

/// The longest question read, in characters: what follows is not looked at.
const LONGEST: usize = 1_000;
/// The most words and bigrams of one question that are searched for, the rarest ones first.
const MOST_TERMS: usize = 40;
const MOST_GRAMS: usize = 80;

impl Generation {
    /// Reads a question. Any text will do; what is past the first thousand characters is not read.
    pub fn read(&self, question: &str) -> Query {
        let cut = question
            .char_indices()
            .nth(LONGEST)
            .map_or(question, |(at, _)| question.split_at(at).0);
        let folded = self.put_keyboard_right(&korean::fold(cut));
        let all = self.analyser.terms(&folded);
        let content: Vec<&Term> = all.iter().filter(|t| !t.function).collect();
        // A question of function words alone is searched for as it is.
        let content = if content.is_empty() {
            all.iter().collect()
        } else {
            content
        };
        let texts: Vec<&str> = content.iter().map(|t| t.text.as_str()).collect();
        let mut terms: Vec<QueryTerm> = Vec::new();
        for (i, term) in content.iter().enumerate() {
            let surface = folded.get(term.start..term.end).unwrap_or_default();
            self.read_term(term, texts.get(i..).unwrap_or_default(), surface, &mut terms);
        }
        if terms.len() > MOST_TERMS {
            terms.sort_by(|a, b| b.idf.total_cmp(&a.idf));
            terms.truncate(MOST_TERMS);
            terms.sort_by_key(|t| t.start);
        }
        let hashes = terms
            .iter()
            .map(|t| {
                std::iter::once((hash(&t.text), 1.0))
                    .chain(t.variants.iter().map(|v| (hash(&v.text), v.weight)))
                    .collect()
            })
            .collect();
        let weight = terms.iter().map(|t| t.idf).sum();
        Query {
            grams: self.read_grams(&folded, &all),
            wanted: wanted::wanted(&folded),
            terms,
            hashes,
            weight,
            folded,
        }
    }

    fn read_term(&self, term: &Term, following: &[&str], surface: &str, out: &mut Vec<QueryTerm>) {
        if out.iter().any(|t| t.text == term.text) {
            return;
        }
        let known = self.document_frequency(&term.text) > 0;
        // A compound nobody wrote together is asked for by its words.
        if !known && term.parts.iter().filter(|p| self.document_frequency(p) > 0).count() >= 2 {
            for part in &term.parts {
                let alone = Term {
                    text: part.clone(),
                    parts: Vec::new(),
                    ..term.clone()
                };
                self.read_term(&alone, &[], part, out);
            }
            return;
        }
        let mut variants: Vec<Variant> = Vec::new();
        let mut offer = |text: &str, weight: f32| {
            if text != term.text && !variants.iter().any(|v| v.text == text) {
                variants.push(Variant {
                    text: text.to_owned(),
                    weight,
                });
            }
        };
        for meant in self.synonyms.meant(following, surface) {
            offer(meant, 0.8);
        }
        for part in &term.parts {
            offer(part, if known { 0.4 } else { 0.6 });
        }
        if !known && matches!(term.kind, Kind::Hangul | Kind::Latin) {
            self.near(term, surface, &mut offer);
        }
        out.push(QueryTerm {
            idf: if known || variants.is_empty() {
                self.idf(&term.text)
            } else {
                // A word known only by other forms is as rare as the rarest of those.
                variants.iter().map(|v| self.idf(&v.text)).fold(0.0, f32::max)
            },
            text: term.text.clone(),
            known,
            variants,
            start: term.start,
            end: term.end,
        });
    }

    /// What a word that no passage has was meant to be: near spellings of it, and what it begins with.
    fn near(&self, term: &Term, surface: &str, offer: &mut dyn FnMut(&str, f32)) {
        let syllables = term.text.chars().count();
        let most = match (term.kind, syllables) {
            (Kind::Latin, ..=4) => 0.5,
            (Kind::Hangul, ..=1) => return,
            (Kind::Hangul, 2) => 1.0,
            _ => 1.2,
        };
        for (word, distance) in self.vocabulary.near(&term.text, most).into_iter().take(3) {
            offer(word, 0.85 - 0.35 * distance);
        }
        // The particle itself may be mistyped (오대호윽): the longest known beginning stands for the word.
        if term.kind == Kind::Hangul {
            let cuts: Vec<usize> = surface.char_indices().map(|(i, _)| i).skip(2).collect();
            for at in cuts.into_iter().rev() {
                let (head, _) = surface.split_at(at);
                if self.document_frequency(head) > 0 {
                    offer(head, 0.7);
                    break;
                }
            }
        }
    }

    /// Puts Latin runs right that are Korean words typed in English mode, and Hangul runs that are English ones.
    fn put_keyboard_right(&self, folded: &str) -> String {
        let mut out = String::with_capacity(folded.len());
        let mut changed = false;
        for (i, word) in folded.split(' ').enumerate() {
            if i > 0 {
                out.push(' ');
            }
            let right = self.right_word(word);
            changed |= right.is_some();
            out.push_str(right.as_deref().unwrap_or(word));
        }
        if changed { korean::fold(&out) } else { folded.to_owned() }
    }

    fn right_word(&self, word: &str) -> Option<String> {
        let known = |text: &str| {
            let terms = self.analyser.terms(text);
            let content: Vec<_> = terms.iter().filter(|t| !t.function).collect();
            !content.is_empty()
                && content.iter().all(|t| {
                    t.length() >= 2
                        && (self.document_frequency(&t.text) > 0 || self.analyser.lexicon().contains(&t.text))
                })
        };
        let body = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let letters = body.chars().count();
        let converted = if body.is_ascii() && letters >= 4 {
            keyboard::to_hangul(body)?
        } else if letters >= 2
            && body
                .chars()
                .all(|c| korean::jamo::is_syllable(c) || ('ㄱ'..='ㅣ').contains(&c))
        {
            keyboard::to_latin(body).filter(|latin| latin.len() >= 3)?
        } else {
            return None;
        };
        let folded = korean::fold(&converted);
        (!known(body) && known(&folded)).then(|| word.replace(body, &folded))
    }

    fn read_grams(&self, folded: &str, terms: &[Term]) -> Vec<Gram> {
        // How much each byte's letter counts: stems fully, particles and what merely asks hardly.
        let mut counts = vec![0.25_f32; folded.len()];
        for term in terms {
            let stem_end = if folded
                .get(term.start..)
                .is_some_and(|rest| rest.starts_with(&term.text))
            {
                term.start + term.text.len()
            } else {
                term.end
            };
            for (i, count) in counts.iter_mut().enumerate().take(term.end).skip(term.start) {
                *count = match (term.function, i < stem_end) {
                    (true, _) => 0.0,
                    (false, true) => 1.0,
                    (false, false) => 0.25,
                };
            }
        }
        let mut out: Vec<Gram> = Vec::new();
        for (text, first, second) in korean::bigrams_with_places(folded) {
            let weight = counts[first].min(counts[second]);
            if weight == 0.0 {
                continue;
            }
            if let Some(gram) = out.iter_mut().find(|g| g.text == text) {
                gram.weight = gram.weight.max(weight);
                continue;
            }
            out.push(Gram {
                hash: hash(&text),
                idf: self.rarity(self.frequency(self.fields.gram, &text)),
                weight,
                text,
            });
        }
        if out.len() > MOST_GRAMS {
            out.sort_by(|a, b| (b.idf * b.weight).total_cmp(&(a.idf * a.weight)));
            out.truncate(MOST_GRAMS);
        }
        out
    }

    pub(super) fn frequency(&self, field: Field, term: &str) -> u64 {
        self.searcher
            .doc_freq(&IndexTerm::from_field_text(field, term))
            .unwrap_or_default()
    }

    /// How many passages have the term (a stem, as [`Analyser::terms`](crate::korean::Analyser::terms) gives it) in their text or titles.
    pub fn document_frequency(&self, term: &str) -> u64 {
        self.frequency(self.fields.stem, term)
            .max(self.frequency(self.fields.title, term))
    }

    /// How rare a term is: BM25's inverse document frequency over the passages.
    pub fn idf(&self, term: &str) -> f32 {
        self.rarity(self.document_frequency(term).max(1))
    }

    /// ln(1 + (N − n + ½) / (n + ½))
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of passages are far below 2^24 or need no precision"
    )]
    pub(super) fn rarity(&self, frequency: u64) -> f32 {
        let (all, n) = (self.passages.len() as f32, frequency as f32);
        (1.0 + ((all - n + 0.5) / (n + 0.5)).max(0.0)).ln()
    }
}
