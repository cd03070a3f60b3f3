//! Parsing a file of any kind. All of this runs in the worker process only.

pub(super) mod csv;
mod hangul;
mod office;
mod page;
mod pdf;

use serde::{Deserialize, Serialize};

use super::error::ImportError;
use super::kind::{self, Kind, Told, Unreadable};
use super::normal;
use crate::knowledge::Text;

/// What was found in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Extracted {
    /// What kind of file it was.
    pub(super) kind: Kind,
    /// Its text; Markdown for every kind but plain text.
    pub(super) text: String,
    /// What the file says of itself.
    pub(super) about: About,
    /// The rows of its tables, where the file is nothing but tables.
    pub(super) sheets: Vec<Sheet>,
    /// Lines that stood at the head or foot of its pages, and are not in the text.
    pub(super) repeated: Vec<String>,
    /// What a person should know before it is taken over.
    pub(super) warnings: Vec<Text>,
}

/// What a file says of itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
}

/// A table by itself: a CSV file or a sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sheet {
    /// Its name, where it has one.
    pub(super) name: Option<String>,
    /// Its rows, the header first.
    pub(super) rows: Vec<Vec<String>>,
}

impl Extracted {
    fn new(kind: Kind, text: String) -> Self {
        Self {
            kind,
            text,
            about: About::default(),
            sheets: Vec::new(),
            repeated: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// Parses a file. `name` breaks ties between kinds of text only.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Extracted, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let told = match kind::tell(bytes) {
        Told::Zip => kind::tell_zip(bytes),
        told => told,
    };
    let mut extracted = match told {
        Told::Unreadable(what) => return Err(ImportError::Unreadable(what)),
        Told::Kind(Kind::Pdf) => pdf::read(bytes)?,
        Told::Kind(kind @ (Kind::Hwp | Kind::Hwpx)) => hangul::read(bytes, kind)?,
        Told::Kind(kind) => office::read(bytes, kind)?,
        Told::Ole if kind::ole_holds(bytes, "FileHeader") => hangul::read(bytes, Kind::Hwp)?,
        Told::Ole if kind::ole_holds(bytes, "EncryptedPackage") => return Err(ImportError::Encrypted(Kind::Docx)),
        Told::Ole
            if ["WordDocument", "Workbook", "PowerPoint Document"]
                .iter()
                .any(|n| kind::ole_holds(bytes, n)) =>
        {
            return Err(ImportError::Unreadable(Unreadable::OldOffice));
        }
        // Cut off before the directory that tells: a Hangul document is the likeliest.
        Told::Ole => return Err(ImportError::Damaged(Kind::Hwp)),
        Told::Zip | Told::Text => text(bytes, name)?,
    };
    extracted.text = normal::normalise(&extracted.text);
    for value in extracted.sheets.iter_mut().flat_map(|s| s.rows.iter_mut().flatten()) {
        *value = normal::normalise(value);
    }
    if !extracted.text.chars().any(char::is_alphanumeric) {
        return Err(ImportError::NoText(extracted.kind));
    }
    if normal::garbled(&extracted.text) {
        return Err(ImportError::Garbled(extracted.kind));
    }
    Ok(extracted)
}

fn text(bytes: &[u8], name: &str) -> Result<Extracted, ImportError> {
    let decoded = normal::decode(bytes).ok_or(ImportError::Unreadable(Unreadable::Binary))?;
    if decoded.text.trim().is_empty() {
        return Err(ImportError::NoText(Kind::Text));
    }
    let normal = normal::normalise(&decoded.text);
    let mut extracted = match kind::tell_text(&normal, name) {
        Kind::Html => page::read(&decoded.text)?,
        Kind::Csv => csv::read(&normal),
        kind => Extracted::new(kind, normal),
    };
    if decoded.lost > 0 {
        extracted.warnings.push(Text {
            ko: format!("글자 {}개를 읽지 못했습니다. 그 자리를 확인해 주십시오.", decoded.lost),
            en: Some(format!(
                "{} character(s) could not be decoded; check those places.",
                decoded.lost
            )),
        });
    }
    Ok(extracted)
}

/// A Markdown table of rows, the first row as its header. Cells lose their line breaks; a bar is escaped.
pub(super) fn markdown_table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let line = |row: &[String]| {
        let cells = (0..width).map(|i| {
            let cell = row.get(i).map(String::as_str).unwrap_or_default();
            cell.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace('|', "\\|")
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines = rows.iter().map(|row| line(row));
    let Some(header) = lines.next() else {
        return String::new();
    };
    let rule = format!("|{}", " --- |".repeat(width));
    [header, rule].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}
