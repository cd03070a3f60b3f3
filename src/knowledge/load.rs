//! Reading a data directory into a [`Knowledge`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asked;
use super::documents;
use super::messages;
use super::model::{
    Asked, Company, Disagreement, Document, Fact, Faq, Id, Knowledge, Lang, Partner, Place, Presence, Programme,
    Source, Synonym, Text, Unknown,
};
use super::names;
use super::problem::{Problems, Severity};
use super::report::{Placed, Report};
use super::schema::{FileKind, PATHS};
use super::tables::Table;
use super::validate;

/// Folders below folders are followed so deep: deeper is a loop of links.
const DEEPEST: usize = 16;

/// Reads a data directory.
///
/// # Errors
/// Every problem found, if any of them is an error; the directory is then not to be used.
pub fn load(dir: &Path) -> Result<Knowledge, Problems> {
    let (knowledge, problems) = inspect(dir);
    if problems.has_errors() {
        Err(problems)
    } else {
        Ok(knowledge)
    }
}

/// Reads a data directory as far as it can be read, with everything that is wrong with it, warnings included.
pub fn inspect(dir: &Path) -> (Knowledge, Problems) {
    read(dir, None)
}

/// [`inspect`], as if the file `name` held `text`.
pub(super) fn inspect_with(dir: &Path, name: &str, text: &str) -> (Knowledge, Problems) {
    read(dir, Some((name, text)))
}

/// The names of the files that are read, relative to `dir`, in order.
pub(super) fn names(dir: &Path) -> io::Result<Vec<String>> {
    Ok(files(dir)?
        .into_iter()
        .filter(|(_, kind)| kind.is_some())
        .map(|(name, _)| name)
        .collect())
}

/// The ids of all records, those that have something wrong or are out of date included.
pub(super) fn ids(dir: &Path) -> HashSet<String> {
    let mut report = Report::default();
    for (name, kind) in files(dir).unwrap_or_default() {
        if name.ends_with(".toml")
            && let Some(kind) = kind
            && let Ok(bytes) = fs::read(dir.join(&name))
        {
            let text = text_of(&mut report, &name, &bytes);
            Table::walk(&mut report, &name, &text, kind).note_ids(&mut report);
        }
    }
    report.broken_ids
}

fn read(dir: &Path, overlay: Option<(&str, &str)>) -> (Knowledge, Problems) {
    let mut report = Report::default();
    let mut read = Reading {
        overlay,
        ..Reading::default()
    };
    match files(dir) {
        Ok(mut files) => {
            if let Some((name, _)) = overlay
                && !files.iter().any(|(n, _)| n == name)
            {
                files.push((name.to_owned(), FileKind::of(name)));
                files.sort();
            }
            read.files(&mut report, dir, &files);
        }
        Err(_) => report.file(
            Severity::Error,
            &dir.display().to_string(),
            None,
            messages::no_directory(),
        ),
    }
    let knowledge = read.finish(&mut report);
    (knowledge, report.finish())
}

/// The BLAKE3 hash, in hexadecimal, of what [`load`] would read, without reading it as knowledge: the names and contents of the
/// files that make up the knowledge.
///
/// # Errors
/// When the directory or a file of it cannot be read.
pub fn content_hash(dir: &Path) -> io::Result<String> {
    let mut whole = blake3::Hasher::new();
    for (path, kind) in files(dir)? {
        if kind.is_some_and(|k| k != FileKind::Golden) {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(fs::File::open(dir.join(&path))?)?;
            add_hash(&mut whole, &path, &hasher.finalize());
        }
    }
    Ok(whole.finalize().to_hex().to_string())
}

fn add_hash(whole: &mut blake3::Hasher, path: &str, content: &blake3::Hash) {
    whole.update(path.as_bytes()).update(&[0]).update(content.as_bytes());
}

/// Every file below `dir` in the order of their paths, with what it holds; what is hidden or left behind by an editor is passed over.
fn files(dir: &Path) -> io::Result<Vec<(String, Option<FileKind>)>> {
    let mut out = Vec::new();
    let mut folders: Vec<(PathBuf, String, usize)> = vec![(dir.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name.ends_with('~') || name.ends_with(".tmp") || name.ends_with(".bak") {
                continue;
            }
            let path = format!("{prefix}{name}");
            // A link that leads nowhere is listed as a file, and reported when it cannot be read.
            if fs::metadata(entry.path()).is_ok_and(|m| m.is_dir()) {
                if depth < DEEPEST {
                    folders.push((entry.path(), path + "/", depth + 1));
                }
            } else {
                let kind = FileKind::of(&path);
                out.push((path, kind));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// A document with whether it renders another, kept until all are read.
struct Rendering {
    original: Id,
    file: Arc<str>,
    line: Option<usize>,
}

/// What has been read so far.
#[derive(Default)]
struct Reading<'o> {
    /// A file that is read as if it held another text: its name and that text.
    overlay: Option<(&'o str, &'o str)>,
    hash: blake3::Hasher,
    sources: BTreeMap<Id, Source>,
    placed_sources: Vec<Placed<Source>>,
    documents: Vec<Document>,
    document_files: HashMap<Id, (Arc<str>, usize)>,
    renderings: Vec<Rendering>,
    records: Records,
}

/// The records of all TOML files, each with its place.
#[derive(Default)]
pub(super) struct Records {
    pub(super) programmes: Vec<Placed<Programme>>,
    pub(super) places: Vec<Placed<Place>>,
    pub(super) facts: Vec<Placed<Fact>>,
    pub(super) partners: Vec<Placed<Partner>>,
    pub(super) companies: Vec<Placed<Company>>,
    pub(super) presences: Vec<Placed<Presence>>,
    pub(super) disagreements: Vec<Placed<Disagreement>>,
    pub(super) unknowns: Vec<Placed<Unknown>>,
    pub(super) faqs: Vec<Placed<Faq>>,
    pub(super) asked: Vec<Placed<Asked>>,
    pub(super) synonyms: Vec<Placed<Synonym>>,
}

impl Reading<'_> {
    fn files(&mut self, report: &mut Report, dir: &Path, files: &[(String, Option<FileKind>)]) {
        let mut any = false;
        for (path, kind) in files {
            let Some(kind) = kind else {
                unknown_file(report, path);
                continue;
            };
            any |= *kind != FileKind::Golden;
            let result = match kind {
                FileKind::Bulk => self.bulk(report, dir, path),
                _ => self.bytes(dir, path).map(|bytes| {
                    if *kind != FileKind::Golden {
                        add_hash(&mut self.hash, path, &blake3::hash(&bytes));
                    }
                    let text = text_of(report, path, &bytes);
                    match kind {
                        FileKind::Markdown => self.markdown(report, path, &text),
                        _ => self.table(report, path, &text, *kind),
                    }
                }),
            };
            if let Err(error) = result {
                report.file(Severity::Error, path, None, messages::unreadable(&error.to_string()));
            }
        }
        if !any {
            report.file(
                Severity::Error,
                &dir.display().to_string(),
                None,
                messages::nothing_there(),
            );
        }
    }

    fn bytes(&self, dir: &Path, path: &str) -> io::Result<Vec<u8>> {
        match self.overlay {
            Some((name, text)) if name == path => Ok(text.as_bytes().to_vec()),
            _ => fs::read(dir.join(path)),
        }
    }

    fn markdown(&mut self, report: &mut Report, path: &str, text: &str) {
        let Some(read) = documents::markdown(report, path, text) else {
            return;
        };
        let file: Arc<str> = path.into();
        if !self.is_new(report, &read.document.id, &file, 1) {
            return;
        }
        if let Some((original, line)) = read.rendering_of {
            self.renderings.push(Rendering { original, file, line });
        }
        if let Some(source) = read.source {
            self.sources.insert(source.id.clone(), source);
        }
        self.documents.push(read.document);
    }

    /// Reads a `.jsonl` file line by line, so that no more than a line of it is held twice.
    fn bulk(&mut self, report: &mut Report, dir: &Path, path: &str) -> io::Result<()> {
        let mut reader = BufReader::with_capacity(1 << 16, fs::File::open(dir.join(path))?);
        let mut hasher = blake3::Hasher::new();
        let file: Arc<str> = path.into();
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            if reader.by_ref().read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            hasher.update(&bytes);
            let bare = bytes.strip_prefix(BOM).filter(|_| line == 1).unwrap_or(&bytes);
            let Ok(text) = std::str::from_utf8(bare) else {
                report.file(Severity::Error, path, Some(line), messages::not_utf8());
                continue;
            };
            if let Some((document, source)) = documents::bulk_line(report, path, line, text)
                && self.is_new(report, &document.id, &file, line)
            {
                self.sources.insert(source.id.clone(), source);
                self.documents.push(document);
            }
        }
        add_hash(&mut self.hash, path, &hasher.finalize());
        Ok(())
    }

    /// Whether no document read before has this id.
    fn is_new(&mut self, report: &mut Report, id: &str, file: &Arc<str>, line: usize) -> bool {
        if let Some((first, first_line)) = self.document_files.get(id) {
            let first = format!("{first}:{first_line}");
            report.push(
                Severity::Error,
                file,
                Some(line),
                Some("id".into()),
                messages::duplicate_id(id, &first),
            );
            return false;
        }
        self.document_files.insert(id.to_owned(), (file.clone(), line));
        true
    }

    fn table(&mut self, report: &mut Report, path: &str, text: &str, kind: FileKind) {
        let mut table = Table::walk(report, path, text, kind);
        let records = &mut self.records;
        match kind {
            FileKind::Programme => records.programmes.extend(table.take_whole(report)),
            FileKind::Companies => {
                records.companies.extend(table.take(report, "company"));
                records.presences.extend(table.take(report, "presence"));
            }
            FileKind::Partners => records.partners.extend(table.take(report, "partner")),
            FileKind::Places => records.places.extend(table.take(report, "place")),
            FileKind::Facts => records.facts.extend(table.take(report, "fact")),
            FileKind::Disagreements => records.disagreements.extend(table.take(report, "disagreement")),
            FileKind::Unknowns => records.unknowns.extend(table.take(report, "unknown")),
            FileKind::Faq => records.faqs.extend(table.take(report, "faq")),
            FileKind::Asked => records.asked.extend(table.take(report, "asked")),
            FileKind::Synonyms => records.synonyms.extend(table.take(report, "synonym")),
            FileKind::Sources => self.placed_sources.extend(table.take(report, "source")),
            FileKind::Markdown | FileKind::Bulk | FileKind::Golden => {}
        }
    }

    /// Joins what belongs together, checks it, and hands it over.
    fn finish(mut self, report: &mut Report) -> Knowledge {
        self.join_sources(report);
        self.join_renderings(report);
        let sources = self.sources;
        validate::all(report, &sources, &self.documents, &self.records);
        // What staff have marked as out of date is checked like everything else, and then no longer used.
        let mut records = self.records;
        asked::join(report, &mut records);
        let expired: HashSet<Id> = self
            .documents
            .iter()
            .filter(|d| d.expired)
            .map(|d| d.id.clone())
            .collect();
        self.documents
            .retain(|d| !expired.contains(&d.id) && !expired.contains(&d.source));
        records.facts.retain(|p| !p.item.expired);
        records.faqs.retain(|p| !p.item.expired);
        Knowledge {
            sources,
            documents: self.documents,
            programmes: bare(records.programmes),
            places: bare(records.places),
            facts: bare(records.facts),
            partners: bare(records.partners),
            companies: bare(records.companies),
            presences: bare(records.presences),
            disagreements: bare(records.disagreements),
            unknowns: bare(records.unknowns),
            faqs: bare(records.faqs),
            synonyms: bare(records.synonyms),
            hash: self.hash.finalize().to_hex().to_string(),
        }
    }

    /// Adds the sources written in `sources.toml`, and those that stand in a FAQ, under the id of the FAQ.
    fn join_sources(&mut self, report: &mut Report) {
        for Placed { item: source, at } in std::mem::take(&mut self.placed_sources) {
            if source.id.is_empty() {
                report.error(&at, "", messages::missing_key("id"));
            } else if let Some((file, line)) = self.document_files.get(&source.id) {
                report.error(&at, "id", messages::duplicate_id(&source.id, &format!("{file}:{line}")));
            } else if self.sources.contains_key(&source.id) {
                report.error(&at, "id", messages::duplicate_id(&source.id, &at.file));
            } else {
                self.sources.insert(source.id.clone(), source);
            }
        }
        for Placed { item: faq, .. } in &mut self.records.faqs {
            if let Some(source) = &mut faq.source {
                if source.id.is_empty() {
                    source.id.clone_from(&faq.id);
                }
                faq.sources.retain(|id| *id != source.id);
                faq.sources.insert(0, source.id.clone());
                self.sources.entry(source.id.clone()).or_insert_with(|| source.clone());
            }
        }
    }

    /// Gives the sources of documents that are rendered in English their English title and publisher.
    fn join_renderings(&mut self, report: &mut Report) {
        for rendering in &self.renderings {
            if !self.sources.contains_key(&rendering.original) {
                let near = names::nearest(&rendering.original, self.sources.keys().map(String::as_str));
                let message = messages::rendering_of_nothing(&rendering.original, near);
                report.file(Severity::Error, &rendering.file, rendering.line, message);
            }
        }
        for document in &self.documents {
            if document.lang == Lang::En
                && document.source != document.id
                && let Some(source) = self.sources.get_mut(&document.source)
            {
                source.title.en = Some(document.title.clone());
                source.publisher.en = document.publisher.clone().or(source.publisher.en.take());
            }
        }
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

fn bare<T>(placed: Vec<Placed<T>>) -> Vec<T> {
    placed.into_iter().map(|p| p.item).collect()
}

/// The text of a file: without BOM, with `\n` at the end of lines. Every line that is not UTF-8 is reported; what can be read of it stays.
fn text_of(report: &mut Report, path: &str, bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            for (i, line) in bytes.split(|b| *b == b'\n').enumerate() {
                if std::str::from_utf8(line).is_err() {
                    report.file(Severity::Error, path, Some(i + 1), messages::not_utf8());
                }
            }
            String::from_utf8_lossy(bytes).into_owned()
        }
    };
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

fn unknown_file(report: &mut Report, path: &str) {
    if path == "README.md" {
        return;
    }
    if path.starts_with("documents/") {
        return report.file(Severity::Warning, path, None, messages::not_imported());
    }
    let near = names::nearest(path, PATHS);
    // A TOML file under a wrong name holds records that somebody counts on; anything else is only in the way.
    let severity = if path.ends_with(".toml") {
        Severity::Error
    } else {
        Severity::Warning
    };
    report.file(
        severity,
        path,
        None,
        messages::unknown_file(near, &names::list(PATHS, PATHS.len())),
    );
}

/// What a kind of record is called, in both languages.
pub(super) fn kind(ko: &str, en: &str) -> Text {
    Text {
        ko: ko.to_owned(),
        en: Some(en.to_owned()),
    }
}
