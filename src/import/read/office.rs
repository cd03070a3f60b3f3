//! DOCX, XLSX and PPTX.

use undoc::render::RenderOptions;

use super::{Extracted, Kind, Sheet};
use crate::import::block::ends_sentence;
use crate::import::error::ImportError;

/// Reads a document of the Office family.
pub(super) fn read(bytes: &[u8], kind: Kind) -> Result<Extracted, ImportError> {
    let failed = |error: undoc::Error| match error {
        undoc::Error::Encrypted => ImportError::Encrypted(kind),
        _ => ImportError::Damaged(kind),
    };
    let document = undoc::parse_bytes(bytes).map_err(failed)?;
    let options = RenderOptions {
        escape_special_chars: false,
        include_images: false,
        ..RenderOptions::default()
    };
    let text = undoc::render::to_markdown(&document, &options).map_err(failed)?;
    let text = if kind == Kind::Pptx { slides(&text) } else { text };
    let mut extracted = Extracted::new(kind, text);
    extracted.about.title = document.metadata.title.clone();
    extracted.about.author = document.metadata.author.clone();
    if kind == Kind::Xlsx {
        extracted.sheets = sheets(&document);
    }
    Ok(extracted)
}

/// Slides are numbered where they have no name: the first line of a slide is its heading then.
fn slides(text: &str) -> String {
    let numbered = |line: &str| {
        line.trim_start_matches('#')
            .trim()
            .strip_prefix("Slide ")
            .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut out: Vec<String> = Vec::new();
    let mut heading = false;
    for line in text.lines() {
        if line.starts_with('#') && numbered(line) {
            heading = true;
        } else if heading && !line.trim().is_empty() {
            heading = false;
            let name = !ends_sentence(line) && line.chars().count() <= 80 && !line.starts_with(['|', '#', '-']);
            out.push(if name {
                format!("## {}", line.trim())
            } else {
                line.to_owned()
            });
        } else {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

fn sheets(document: &undoc::Document) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for section in &document.sections {
        for block in &section.content {
            if let undoc::Block::Table(table) = block {
                let rows = table
                    .rows
                    .iter()
                    .map(|row| {
                        row.cells
                            .iter()
                            .map(|cell| cell.plain_text().trim().to_owned())
                            .collect::<Vec<_>>()
                    })
                    .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                    .collect();
                sheets.push(Sheet {
                    name: section.name.clone(),
                    rows,
                });
            }
        }
    }
    sheets
}
