//! Passages made ready to be read: what is the same of a passage whatever is asked.

use std::sync::{Arc, OnceLock};

use crate::korean;
use crate::search::{Form, Generation};

use super::needle::Hay;
use super::sentence::{asks, cells, label, sentences, topic};

/// The longest body that is read whole for what a document has; of a longer one the passage is.
const WHOLE: usize = 12_000;

/// Up to so many passages are kept ready; of more, each is made ready when it is read.
const KEPT: usize = 2_000;

/// A sentence made ready.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) folded: String,
    pub(super) hay: Hay,
    /// The label in front of what it says ("문의: …").
    pub(super) label: Option<Hay>,
    /// What it begins with as its topic ("관람료는 …").
    pub(super) topic: Option<Hay>,
}

/// A passage made ready.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) sentences: Vec<Sentence>,
    /// Whether it is a row of a table.
    pub(super) row: bool,
    /// The title, the headings and who issued it.
    pub(super) title: Hay,
    /// The title alone.
    pub(super) name: Hay,
    /// The first sentence of the document.
    pub(super) first: String,
    pub(super) opening: Hay,
    /// The heading above, where it asks.
    pub(super) asked_above: Option<Hay>,
    /// The document, or the passage of a long one, with its title.
    pub(super) whole: Arc<Hay>,
    /// The year the document was published in.
    pub(super) published: Option<String>,
}

/// The passages of a generation that were made ready so far.
#[derive(Debug)]
pub(super) struct Ready {
    passages: Vec<OnceLock<Arc<Prepared>>>,
    documents: Vec<OnceLock<Arc<Hay>>>,
}

impl Ready {
    /// For the passages of a generation, none of them made ready.
    pub(super) fn new(generation: &Generation) -> Self {
        let few = generation.passages().len() <= KEPT;
        let room = |n: usize| if few { n } else { 0 };
        Self {
            passages: (0..room(generation.passages().len()))
                .map(|_| OnceLock::new())
                .collect(),
            documents: (0..room(generation.knowledge().documents.len()))
                .map(|_| OnceLock::new())
                .collect(),
        }
    }

    /// A passage, made ready now where it was not. None where there is no such passage, or its document is out of date.
    pub(super) fn passage(&self, generation: &Generation, at: u32) -> Option<Arc<Prepared>> {
        let make = || self.prepare(generation, at).map(Arc::new);
        match usize::try_from(at).ok().and_then(|at| self.passages.get(at)) {
            Some(kept) => match kept.get() {
                Some(ready) => Some(Arc::clone(ready)),
                None => make().map(|made| Arc::clone(kept.get_or_init(|| made))),
            },
            None => make(),
        }
    }

    fn prepare(&self, generation: &Generation, at: u32) -> Option<Prepared> {
        let (passage, document) = generation.passage(at).filter(|(_, d)| !d.expired)?;
        let row = matches!(passage.form, Form::Row(_));
        // A row of two cells is a label and what it says.
        let readable = match cells(passage.text(document)).as_slice() {
            [label, said] if row => std::borrow::Cow::Owned(format!("{label}: {said}")),
            _ => passage.readable(document),
        };
        let texts = if row {
            vec![readable.as_ref()]
        } else {
            sentences(&readable)
        };
        let whole_body = document.body.len() <= WHOLE;
        let body = if whole_body {
            document.body.as_str()
        } else {
            passage.text(document)
        };
        let first = sentences(body).first().copied().unwrap_or_default();
        // Who issued it is said as often as what it is called.
        let source = generation.knowledge().sources.get(&document.source);
        let issuer = source.map_or("", |s| s.publisher.get(document.lang));
        // A body that is read whole has its headings in it.
        let heading = if whole_body { "" } else { &*passage.heading };
        let make_whole = || Arc::new(Hay::of(&format!("{} {heading} {issuer} {body}", document.title)));
        let kept = usize::try_from(passage.document)
            .ok()
            .and_then(|at| self.documents.get(at));
        Some(Prepared {
            sentences: texts.into_iter().map(Sentence::of).collect(),
            row,
            title: Hay::of(&format!("{} {} {issuer}", document.title, passage.heading)),
            name: Hay::of(&document.title),
            opening: Hay::of(first),
            first: first.to_owned(),
            asked_above: passage.heading.rsplit(" > ").next().filter(|h| asks(h)).map(Hay::of),
            whole: match kept.filter(|_| whole_body) {
                Some(kept) => Arc::clone(kept.get_or_init(make_whole)),
                None => make_whole(),
            },
            published: source.and_then(|s| s.published).map(|p| p.year().to_string()),
        })
    }
}

impl Sentence {
    fn of(text: &str) -> Self {
        Self {
            folded: korean::fold(text),
            hay: Hay::of(text),
            label: label(text).map(Hay::of),
            topic: topic(text).map(Hay::of),
            text: text.to_owned(),
        }
    }
}
