//! HWP and HWPX, read by two libraries: the second is asked where the first finds nothing or refuses.

use unhwp::render::RenderOptions;

use super::{Extracted, Kind};
use crate::import::error::ImportError;

/// Reads a Hangul document.
pub(super) fn read(bytes: &[u8], kind: Kind) -> Result<Extracted, ImportError> {
    let first = first(bytes, kind);
    if let Ok(extracted) = &first
        && extracted.text.chars().any(char::is_alphanumeric)
        && !super::normal::garbled(&extracted.text)
    {
        return first;
    }
    if matches!(first, Err(ImportError::Encrypted(_))) {
        return first;
    }
    match second(bytes, kind) {
        Some(extracted) => Ok(extracted),
        None => first,
    }
}

fn first(bytes: &[u8], kind: Kind) -> Result<Extracted, ImportError> {
    let failed = |error: unhwp::Error| match error {
        unhwp::Error::Encrypted => ImportError::Encrypted(kind),
        _ => ImportError::Damaged(kind),
    };
    let document = unhwp::parse_bytes(bytes).map_err(failed)?;
    let options = RenderOptions {
        escape_special_chars: false,
        ..RenderOptions::default()
    };
    let text = unhwp::render::render_markdown(&document, &options).map_err(failed)?;
    let text = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("!["))
        .collect::<Vec<_>>()
        .join("\n");
    let mut extracted = Extracted::new(kind, text);
    extracted.about.title = document.metadata.title.clone();
    extracted.about.author = document.metadata.author.clone();
    Ok(extracted)
}

/// The second opinion. It can read only files, so it is given one in the worker's own scratch directory.
fn second(bytes: &[u8], kind: Kind) -> Option<Extracted> {
    let scratch = tempfile::tempdir().ok()?;
    let file = scratch.path().join("document");
    std::fs::write(&file, bytes).ok()?;
    let document = jw_hwp_core::open(&file).ok()?;
    let mut parts: Vec<String> = Vec::new();
    for section in &document.sections {
        parts.extend(
            section
                .paragraphs
                .iter()
                .map(|p| p.trim().to_owned())
                .filter(|p| !p.is_empty()),
        );
        for table in &section.tables {
            let text = |cell: &Option<jw_hwp_core::Cell>| cell.as_ref().map(|c| c.text.clone()).unwrap_or_default();
            let rows: Vec<Vec<String>> = table.cells.iter().map(|row| row.iter().map(text).collect()).collect();
            parts.push(super::markdown_table(&rows));
        }
    }
    let text = parts.join("\n\n");
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let mut extracted = Extracted::new(kind, text);
    extracted.about.title = document.metadata.title.clone();
    Some(extracted)
}
