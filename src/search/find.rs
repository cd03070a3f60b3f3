//! Searching a generation: candidates from the index, then ranked by what they cover.

use std::collections::HashSet;

use serde::Serialize;
use tantivy::Term as IndexTerm;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as IndexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::generation::Generation;
use super::query::Query;
use super::rank;
use crate::knowledge::Lang;

/// How many passages of the index are looked at closely.
const CANDIDATES: usize = 40;

/// Among more passages than this, a question's commonest words and bigrams are no longer gone through.
const MANY: usize = 5_000;
/// How many postings one question goes through at most, and how many of its rarest words and bigrams are always kept.
const POSTINGS: u64 = 40_000;
/// See [`POSTINGS`].
const ALWAYS: usize = 4;

/// What is looked for in which field, and what it is worth.
type Needle<'a> = (Field, &'a str, f32);

/// A passage found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The number of the passage.
    pub passage: u32,
    /// The id of its document.
    pub document: String,
    /// The document's title.
    pub title: String,
    /// How well it fits: comparable between questions, about 0 to 1 and a little more; the higher the better.
    pub score: f32,
    /// The share of the question's words it covers, by how rare they are: 0 to 1.
    pub coverage: f32,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The question as read.
    pub query: Query,
    /// The passages, best first.
    pub hits: Vec<Hit>,
}

impl Generation {
    /// The passages that fit a question best, best first, at most `limit`. Of two that fit alike, those written in
    /// `lang` come first.
    pub fn search(&self, question: &str, limit: usize, lang: Option<Lang>) -> Found {
        let query = self.read(question);
        let hits = self.search_read(&query, limit, lang);
        Found { query, hits }
    }

    /// [`search`](Self::search) for a question already read.
    pub fn search_read(&self, query: &Query, limit: usize, lang: Option<Lang>) -> Vec<Hit> {
        let mut hits: Vec<(f32, rank::Measure, u32)> = self
            .measured(query, limit)
            .into_iter()
            .map(|(passage, measure)| {
                let other = lang.is_some_and(|l| self.passage(passage).is_some_and(|(_, d)| d.lang != l));
                let score = rank::score(&measure.features) * if other { 0.9 } else { 1.0 };
                (score, measure, passage)
            })
            .collect();
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        hits.truncate(limit);
        hits.into_iter()
            .filter_map(|(score, measure, passage)| {
                let (_, document) = self.passage(passage)?;
                Some(Hit {
                    passage,
                    document: document.id.clone(),
                    title: document.title.clone(),
                    score,
                    coverage: measure.coverage,
                })
            })
            .collect()
    }

    /// The best passage of each document, the best document first, at most `limit`.
    pub fn search_documents(&self, question: &str, limit: usize) -> Vec<Hit> {
        let query = self.read(question);
        let mut seen: HashSet<String> = HashSet::new();
        let mut hits = self.search_read(&query, limit.saturating_mul(4).min(2_000), None);
        hits.retain(|hit| seen.insert(hit.document.clone()));
        hits.truncate(limit);
        hits
    }

    fn measured(&self, query: &Query, limit: usize) -> Vec<(u32, rank::Measure)> {
        let average = self.average_words();
        self.candidates(query, CANDIDATES.max(limit.saturating_mul(2).min(2_000)))
            .into_iter()
            .filter_map(|id| {
                let (passage, document) = self.passage(id)?;
                let sketch = self.sketches.get(passage, document, &self.analyser);
                Some((id, rank::measure(query, &sketch, average)))
            })
            .collect()
    }

    /// The numbers of the passages the index finds best.
    fn candidates(&self, query: &Query, most: usize) -> Vec<u32> {
        let fields = &self.fields;
        let mut needles: Vec<Needle<'_>> = Vec::new();
        for term in &query.terms {
            let forms = std::iter::once((&term.text, 1.0)).chain(term.variants.iter().map(|v| (&v.text, v.weight)));
            for (text, weight) in forms {
                needles.push((fields.stem, text, weight));
                needles.push((fields.title, text, 0.7 * weight));
            }
        }
        for gram in &query.grams {
            needles.push((fields.gram, &gram.text, 0.5 * gram.weight));
            needles.push((fields.title_gram, &gram.text, 0.3 * gram.weight));
        }
        if self.passages.len() > MANY {
            self.keep_rare(&mut needles);
        }
        if needles.is_empty() {
            return Vec::new();
        }
        let parts: Vec<(Occur, Box<dyn IndexQuery>)> = needles
            .into_iter()
            .map(|(field, text, boost)| {
                let term = TermQuery::new(IndexTerm::from_field_text(field, text), IndexRecordOption::WithFreqs);
                let boosted: Box<dyn IndexQuery> = Box::new(BoostQuery::new(Box::new(term), boost));
                (Occur::Should, boosted)
            })
            .collect();
        let found = match self
            .searcher
            .search(&BooleanQuery::new(parts), &TopDocs::with_limit(most).order_by_score())
        {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, generation = self.name(), "the index could not be searched");
                return Vec::new();
            }
        };
        found
            .into_iter()
            .filter_map(|(_, address)| {
                let segment = self.searcher.segment_reader(address.segment_ord);
                let numbers = segment.fast_fields().u64("passage").ok()?;
                numbers.first(address.doc_id).and_then(|n| u32::try_from(n).ok())
            })
            .collect()
    }

    /// Leaves out what most passages have, so that no question takes much longer than another.
    ///
    /// What is worth most is kept first, until the passages to go through come to [`POSTINGS`].
    fn keep_rare(&self, needles: &mut Vec<Needle<'_>>) {
        let mut counted: Vec<(f32, u64, Needle<'_>)> = needles
            .drain(..)
            .map(|needle| {
                let n = self.frequency(needle.0, needle.1);
                (self.rarity(n) * needle.2, n, needle)
            })
            .filter(|(_, n, _)| *n > 0)
            .collect();
        counted.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut left = POSTINGS;
        for (i, (_, n, needle)) in counted.into_iter().enumerate() {
            if i >= ALWAYS && n > left {
                continue;
            }
            left = left.saturating_sub(n);
            needles.push(needle);
        }
    }

    /// The average number of words of a passage.
    #[expect(clippy::cast_precision_loss, reason = "an average needs no precision")]
    fn average_words(&self) -> f32 {
        let words: u64 = self
            .searcher
            .segment_readers()
            .iter()
            .filter_map(|s| s.inverted_index(self.fields.stem).ok())
            .map(|i| i.total_num_tokens())
            .sum();
        words as f32 / (self.passages.len().max(1) as f32)
    }
}
