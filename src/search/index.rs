//! The inverted index of one generation: its fields, writing it, reading it.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::passage::Passage;
use super::text;
use crate::knowledge::Document;
use crate::korean::Analyser;

/// The fields. Texts come in already analysed, terms parted by spaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Stems of the body, with the parts of compounds.
    pub stem: Field,
    /// Bigrams of the body.
    pub gram: Field,
    /// Stems of title, headings and aliases.
    pub title: Field,
    /// Bigrams of title, headings and aliases.
    pub title_gram: Field,
    /// The number of the passage.
    pub passage: Field,
}

impl Fields {
    pub(super) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let terms = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                .set_index_option(IndexRecordOption::WithFreqs),
        );
        let fields = Self {
            stem: schema.add_text_field("stem", terms.clone()),
            gram: schema.add_text_field("gram", terms.clone()),
            title: schema.add_text_field("title", terms.clone()),
            title_gram: schema.add_text_field("title_gram", terms),
            passage: schema.add_u64_field("passage", NumericOptions::default().set_fast()),
        };
        (schema.build(), fields)
    }
}

/// More passages than this are analysed on every core and written with larger buffers.
const MANY: usize = 2_000;
/// Memory for the writer's buffers, in bytes: for a few passages, and for many.
const BUFFERS: (usize, usize) = (15_000_000, 120_000_000);

/// Writes the index of `passages` into the empty directory `dir`. `done` hears how many passages have been added.
pub(super) fn write(
    dir: &Path,
    documents: &[Document],
    passages: &[Passage],
    analyser: &Analyser,
    done: &(dyn Fn(usize) + Sync),
) -> anyhow::Result<()> {
    let (schema, fields) = Fields::schema();
    let index = Index::create_in_dir(dir, schema)?;
    let many = passages.len() > MANY;
    let threads = if many {
        std::thread::available_parallelism().map_or(1, usize::from).min(8)
    } else {
        1
    };
    let writer: IndexWriter = if many {
        index.writer_with_num_threads(threads.min(2), BUFFERS.1)?
    } else {
        index.writer_with_num_threads(1, BUFFERS.0)?
    };
    let count = AtomicUsize::new(0);
    let add = |part: &[Passage]| -> anyhow::Result<()> {
        for passage in part {
            let Some(document) = usize::try_from(passage.document).ok().and_then(|i| documents.get(i)) else {
                continue;
            };
            let fed = text::of(passage, document, analyser);
            let mut doc = TantivyDocument::new();
            doc.add_text(fields.stem, fed.stem);
            doc.add_text(fields.gram, fed.gram);
            doc.add_text(fields.title, fed.title);
            doc.add_text(fields.title_gram, fed.title_gram);
            doc.add_u64(fields.passage, passage.id.into());
            writer.add_document(doc)?;
            let n = count.fetch_add(1, Ordering::Relaxed) + 1;
            if n.is_multiple_of(1_000) {
                done(n);
            }
        }
        Ok(())
    };
    let share = passages.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        let workers: Vec<_> = passages.chunks(share).map(|part| scope.spawn(|| add(part))).collect();
        for worker in workers {
            worker
                .join()
                .map_err(|_| anyhow::anyhow!("analysing a passage panicked"))??;
        }
        Ok(())
    })?;
    let mut writer = writer;
    writer.commit()?;
    writer.wait_merging_threads()?;
    done(passages.len());
    Ok(())
}
