//! What staff write from Discord: an answer is appended to the FAQ of its month, a record is marked as out of date.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::edit::{self, EditError, Turn};
use super::load;
use super::messages;
use super::model::{Faq, Source, Text};
use super::names;
use super::problem::{Problem, Problems, Severity};

/// The first line of a new FAQ file, for editors.
const HEAD: &str = "#:schema ../../schemas/faq.schema.json\n\n";

/// Where an appended answer went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The id it has.
    pub id: String,
    /// The file, relative to the data directory.
    pub file: String,
}

/// Appends an answer to `faq/YYYY-MM.toml` of the month that `day` lies in.
///
/// An empty id is filled in. A wording in `also` that another FAQ has already is left out. What people have written in the
/// file stays as it is, comments included.
///
/// # Errors
/// When the directory would have an error that it does not have now, or the file cannot be written; it is then as before.
pub fn append(dir: &Path, faq: &Faq, day: Date) -> Result<Appended, EditError> {
    let _turn = Turn::take(dir);
    let month = format!("{:04}-{:02}", day.year(), day.month());
    let name = format!("faq/{month}.toml");
    let (knowledge, _) = load::inspect(dir);
    let mut faq = faq.clone();
    if faq.id.trim().is_empty() {
        faq.id = free_id(&month, &load::ids(dir));
    }
    let asked: HashSet<String> = knowledge
        .faqs
        .iter()
        .flat_map(|f| {
            [Some(&f.question.ko), f.question.en.as_ref()]
                .into_iter()
                .flatten()
                .chain(&f.also)
        })
        .map(|q| names::key(q))
        .collect();
    let own = names::key(&faq.question.ko);
    let mut kept = HashSet::from([own]);
    faq.also
        .retain(|q| !asked.contains(&names::key(q)) && kept.insert(names::key(q)));
    let mut document = read(dir, &name)?;
    // What stands below the last record (in a new file, the first line) goes in front of the new one.
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    let list = document
        .entry("faq")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(list) = list.as_array_of_tables_mut() else {
        return Err(wrong(&name, None, messages::syntax("faq")));
    };
    let spacing = if list.is_empty() { "" } else { "\n" };
    let mut record = table(&faq);
    record.decor_mut().set_prefix(format!("{trailing}{spacing}"));
    list.push(record);
    edit::replace(dir, &name, &document.to_string())?;
    Ok(Appended { id: faq.id, file: name })
}

/// Marks the FAQ, fact or document of this id as out of date: it stays in its file, and is no longer loaded.
///
/// # Errors
/// When there is none of this id, the directory would have an error that it does not have now, or the file cannot be written.
pub fn mark_expired(dir: &Path, id: &str) -> Result<(), EditError> {
    let _turn = Turn::take(dir);
    for name in load::names(dir).map_err(EditError::io(dir))? {
        let key = match name.as_str() {
            "facts.toml" => "fact",
            faq if faq.starts_with("faq/") => "faq",
            document if document.ends_with(".md") && document.rsplit('/').next() == Some(&format!("{id}.md")) => {
                let text = text(dir, &name)?.unwrap_or_default();
                return edit::replace(dir, &name, &expired_document(&text));
            }
            _ => continue,
        };
        let mut document = read(dir, &name)?;
        let records = document.get_mut(key).and_then(Item::as_array_of_tables_mut);
        let record = records
            .into_iter()
            .flat_map(ArrayOfTables::iter_mut)
            .find(|r| r.get("id").and_then(Item::as_str) == Some(id));
        if let Some(record) = record {
            record.insert("expired", value(true));
            return edit::replace(dir, &name, &document.to_string());
        }
    }
    Err(EditError::NoSuchRecord(id.to_owned()))
}

fn expired_document(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    match text.strip_prefix("---\n") {
        Some(rest) => {
            let head = rest.split("\n---").next().unwrap_or_default();
            if head.lines().any(|line| line.trim() == "expired: true") {
                return text;
            }
            let rest = rest.replacen("expired: false\n", "", 1);
            format!("---\nexpired: true\n{rest}")
        }
        None => format!("---\nexpired: true\n---\n\n{text}"),
    }
}

fn text(dir: &Path, name: &str) -> Result<Option<String>, EditError> {
    let path = dir.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EditError::io(&path)(error)),
    }
}

fn read(dir: &Path, name: &str) -> Result<DocumentMut, EditError> {
    let text = text(dir, name)?.unwrap_or_else(|| HEAD.to_owned());
    let bare = text.trim_start_matches('\u{feff}');
    bare.parse().map_err(|error: toml_edit::TomlError| {
        let line = error
            .span()
            .and_then(|span| bare.get(..span.start))
            .map(|head| head.matches('\n').count() + 1);
        wrong(name, line, messages::syntax(error.message()))
    })
}

fn wrong(file: &str, line: Option<usize>, message: messages::Message) -> EditError {
    let (what, fix) = message;
    EditError::Problems(Problems(vec![Problem {
        severity: Severity::Error,
        file: file.to_owned(),
        line,
        field: None,
        what,
        fix,
    }]))
}

/// The first of `faq-YYYY-MM-1`, `faq-YYYY-MM-2` … that no record has.
fn free_id(month: &str, taken: &HashSet<String>) -> String {
    (1..)
        .map(|n| format!("faq-{month}-{n}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

fn table(faq: &Faq) -> Table {
    let mut out = Table::new();
    out.insert("id", value(&faq.id));
    out.insert("question", of_text(&faq.question).into());
    if !faq.also.is_empty() {
        out.insert("also", value(faq.also.iter().collect::<Array>()));
    }
    out.insert("answer", of_text(&faq.answer).into());
    if !faq.items.is_empty() {
        out.insert("items", value(faq.items.iter().map(of_text).collect::<Array>()));
    }
    if !faq.sources.is_empty() {
        out.insert("sources", value(faq.sources.iter().collect::<Array>()));
    }
    if let Some(source) = &faq.source {
        out.insert("source", Item::Table(of_source(source)));
    }
    if let Some(quote) = &faq.quote {
        out.insert("quote", value(quote));
    }
    if let Some(until) = faq.valid_until {
        out.insert("valid_until", value(until.to_string()));
    }
    if faq.expired {
        out.insert("expired", value(true));
    }
    out
}

fn of_source(source: &Source) -> Table {
    let mut out = Table::new();
    if !source.id.is_empty() {
        out.insert("id", value(&source.id));
    }
    out.insert("title", of_text(&source.title).into());
    out.insert("publisher", of_text(&source.publisher).into());
    if let Some(author) = &source.author {
        out.insert("author", value(author));
    }
    if let Some(published) = source.published {
        out.insert("published", value(published.to_string()));
    }
    if let Some(url) = &source.url {
        out.insert("url", value(url));
    }
    out
}

fn of_text(text: &Text) -> Value {
    match &text.en {
        None => text.ko.as_str().into(),
        Some(en) => {
            let mut both = InlineTable::new();
            both.insert("ko", text.ko.as_str().into());
            both.insert("en", en.as_str().into());
            both.into()
        }
    }
}
