//! One generation: the knowledge it was built from, its words, its passages and its index.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use tantivy::{Index, ReloadPolicy, Searcher};

use super::files::{self, Checksum};
use super::index::{self, Fields};
use super::passage::{Passage, passages};
use super::vocabulary::Vocabulary;
use super::{Step, synonym};
use crate::knowledge::{Document, Knowledge};
use crate::korean::{Analyser, Lexicon};

/// The manifest's file name.
pub(super) const MANIFEST: &str = "manifest.json";
/// The directory of what others keep beside a generation.
const KEPT_BESIDE: &str = "kept";
/// Changes whenever what is written, or how text is analysed, changes: older generations are then built anew.
pub(super) const SCHEMA: u32 = 1;

/// What a generation says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The generation's name: when it was built and the beginning of the data's hash.
    pub name: String,
    /// The version of the format and of the analysis.
    pub schema: u32,
    /// The hash of the data directory it was built from.
    pub data: String,
    /// The hash of its lexicon.
    pub lexicon: String,
    /// How much there is of everything: documents, passages, words, companies …
    pub counts: BTreeMap<String, usize>,
    /// When it was built (RFC 3339, UTC).
    pub built: String,
    /// Every file with its checksum.
    pub files: BTreeMap<String, Checksum>,
}

/// An opened generation. Searching it never changes it.
pub struct Generation {
    dir: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) analyser: Analyser,
    pub(super) passages: Vec<Passage>,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) vocabulary: Vocabulary,
    pub(super) synonyms: synonym::Table,
    pub(super) sketches: super::sketch::Cache,
}

impl fmt::Debug for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generation")
            .field("name", &self.manifest.name)
            .finish_non_exhaustive()
    }
}

impl Generation {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The knowledge it was built from.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// The analyser with its words.
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// Every passage, by number.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// A passage and its document.
    pub fn passage(&self, id: u32) -> Option<(&Passage, &Document)> {
        let passage = self.passages.get(usize::try_from(id).ok()?)?;
        Some((
            passage,
            self.knowledge.documents.get(usize::try_from(passage.document).ok()?)?,
        ))
    }

    /// The passages of one document, in their order: they stand one after the other.
    pub fn passages_of(&self, document: u32) -> std::ops::Range<u32> {
        let from = self.passages.partition_point(|p| p.document < document);
        let to = self.passages.partition_point(|p| p.document <= document);
        u32::try_from(from).unwrap_or(u32::MAX)..u32::try_from(to).unwrap_or(u32::MAX)
    }

    /// The bytes that [were kept](Self::keep_beside) under a name beside the generation's own files.
    ///
    /// # Errors
    /// Where there are none, or they can't be read.
    pub fn beside(&self, name: &str) -> std::io::Result<Vec<u8>> {
        fs::read(self.dir.join(KEPT_BESIDE).join(name))
    }

    /// Keeps bytes beside the generation's own files, for as long as it is kept. They are no part of it: who reads them has to
    /// see for himself whether they are whole and still fit.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn keep_beside(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let dir = self.dir.join(KEPT_BESIDE);
        // A generation that was pruned meanwhile does not come back as a directory of its leavings.
        fs::create_dir(&dir).or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists => Ok(()),
            _ => Err(error),
        })?;
        let mut file = tempfile::NamedTempFile::new_in(&dir)?;
        file.write_all(bytes)?;
        file.persist(dir.join(name))?;
        Ok(())
    }

    /// Writes a generation of `knowledge` into the empty directory `dir`, everything but its place among the others.
    pub(super) fn write(
        dir: &Path,
        name: &str,
        knowledge: &Knowledge,
        progress: &(dyn Fn(Step) + Sync),
    ) -> anyhow::Result<Manifest> {
        progress(Step::Words);
        let lexicon = Arc::new(lexicon(knowledge));
        write_json(&dir.join("lexicon.json"), &*lexicon)?;
        write_json(&dir.join("knowledge.json"), &records(knowledge))?;
        let mut documents = BufWriter::new(File::create(dir.join("documents.jsonl"))?);
        for document in &knowledge.documents {
            serde_json::to_writer(&mut documents, document)?;
            documents.write_all(b"\n")?;
        }
        documents.flush()?;
        drop(documents);
        let all = cut(&knowledge.documents);
        let tantivy = dir.join("tantivy");
        fs::create_dir(&tantivy)?;
        let total = all.len();
        index::write(
            &tantivy,
            &knowledge.documents,
            &all,
            &Analyser::new(Arc::clone(&lexicon)),
            &|done| {
                progress(Step::Passages { done, total });
            },
        )?;
        progress(Step::Finishing);
        let mut counts = BTreeMap::new();
        for (what, n) in [
            ("documents", knowledge.documents.len()),
            ("passages", total),
            ("words", lexicon.len()),
            ("sources", knowledge.sources.len()),
            ("programmes", knowledge.programmes.len()),
            ("places", knowledge.places.len()),
            ("facts", knowledge.facts.len()),
            ("partners", knowledge.partners.len()),
            ("companies", knowledge.companies.len()),
            ("presences", knowledge.presences.len()),
            ("disagreements", knowledge.disagreements.len()),
            ("unknowns", knowledge.unknowns.len()),
            ("faqs", knowledge.faqs.len()),
            ("synonyms", knowledge.synonyms.len()),
        ] {
            counts.insert(what.to_owned(), n);
        }
        let manifest = Manifest {
            name: name.to_owned(),
            schema: SCHEMA,
            data: knowledge.hash.clone(),
            lexicon: lexicon.hash(),
            counts,
            built: jiff::Timestamp::now().to_string(),
            files: files::checksums(dir)?,
        };
        write_json(&dir.join(MANIFEST), &manifest)?;
        files::sync_all(dir)?;
        Ok(manifest)
    }

    /// Opens the generation in `dir`, every file checked against its checksum.
    pub(super) fn open(dir: &Path) -> anyhow::Result<Self> {
        let manifest = read_manifest(dir)?;
        if manifest.schema != SCHEMA {
            bail!("it is of version {}, not {SCHEMA}", manifest.schema);
        }
        for (path, expected) in &manifest.files {
            match files::checksum(&dir.join(path)) {
                Err(error) if error.kind() == ErrorKind::NotFound => bail!("{path} is missing"),
                Err(error) => return Err(error).context(format!("reading {path}")),
                Ok(sum) if sum != *expected => bail!("{path} has been changed or damaged"),
                Ok(_) => {}
            }
        }
        let lexicon: Lexicon = read_json(&dir.join("lexicon.json"))?;
        let mut knowledge: Knowledge = read_json(&dir.join("knowledge.json"))?;
        let mut documents = BufReader::new(File::open(dir.join("documents.jsonl"))?);
        let mut line = Vec::new();
        while documents.read_until(b'\n', &mut line)? > 0 {
            knowledge.documents.push(serde_json::from_slice(&line)?);
            line.clear();
        }
        let index = Index::open_in_dir(dir.join("tantivy"))?;
        let (_, fields) = Fields::schema();
        let searcher = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?
            .searcher();
        let analyser = Analyser::new(Arc::new(lexicon));
        let passages = cut(&knowledge.documents);
        Ok(Self {
            dir: dir.to_owned(),
            manifest,
            synonyms: synonym::Table::new(&knowledge.synonyms, &analyser),
            vocabulary: Vocabulary::read(&searcher, &fields)?,
            sketches: super::sketch::Cache::new(passages.len()),
            knowledge: Arc::new(knowledge),
            analyser,
            passages,
            searcher,
            fields,
        })
    }
}

/// The passages of all documents, numbered through.
fn cut(documents: &[Document]) -> Vec<Passage> {
    let mut out = Vec::with_capacity(documents.len());
    // What staff have marked as out of date is kept and not found.
    for (number, document) in documents.iter().enumerate().filter(|(_, d)| !d.expired) {
        for mut passage in passages(document) {
            passage.id = u32::try_from(out.len()).unwrap_or(u32::MAX);
            passage.document = u32::try_from(number).unwrap_or(u32::MAX);
            out.push(passage);
        }
    }
    out
}

/// The knowledge without its documents, which are kept apart and never held twice.
fn records(k: &Knowledge) -> Knowledge {
    Knowledge {
        sources: k.sources.clone(),
        documents: Vec::new(),
        programmes: k.programmes.clone(),
        places: k.places.clone(),
        facts: k.facts.clone(),
        partners: k.partners.clone(),
        companies: k.companies.clone(),
        presences: k.presences.clone(),
        disagreements: k.disagreements.clone(),
        unknowns: k.unknowns.clone(),
        faqs: k.faqs.clone(),
        synonyms: k.synonyms.clone(),
        hash: k.hash.clone(),
    }
}

/// The words of a knowledge: its names, headings and texts.
pub fn lexicon(k: &Knowledge) -> Lexicon {
    let mut words = Lexicon::builder();
    let both = |words: &mut crate::korean::LexiconBuilder, text: &crate::knowledge::Text| words.name(&text.ko);
    for company in &k.companies {
        both(&mut words, &company.name);
        company.aliases.iter().for_each(|a| words.name(a));
    }
    for partner in &k.partners {
        both(&mut words, &partner.name);
        partner.aliases.iter().for_each(|a| words.name(a));
        for person in &partner.people {
            both(&mut words, &person.name);
            both(&mut words, &person.office);
        }
    }
    for place in &k.places {
        both(&mut words, &place.name);
        place.aliases.iter().for_each(|a| words.name(a));
    }
    for programme in &k.programmes {
        both(&mut words, &programme.name);
        programme.aliases.iter().for_each(|a| words.name(a));
        programme.parts.iter().for_each(|p| both(&mut words, &p.name));
        programme.supports.iter().for_each(|s| both(&mut words, &s.name));
        programme.calls.iter().for_each(|c| both(&mut words, &c.name));
    }
    for synonym in &k.synonyms {
        words.heading(&synonym.word);
        synonym.say.iter().for_each(|s| words.heading(s));
    }
    for fact in &k.facts {
        words.heading(&fact.label.ko);
        words.text(&fact.text.ko);
    }
    for faq in &k.faqs {
        words.text(&faq.question.ko);
        words.text(&faq.answer.ko);
    }
    for document in &k.documents {
        words.heading(&document.title);
        document.aliases.iter().for_each(|a| words.name(a));
        words.text(&document.body);
    }
    words.build()
}

pub(super) fn read_manifest(dir: &Path) -> anyhow::Result<Manifest> {
    read_json(&dir.join(MANIFEST))
}

fn write_json(path: &Path, value: &impl Serialize) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    serde_json::to_writer(&mut file, value)?;
    file.flush()?;
    Ok(())
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("reading {}", path.display()))
}
