//! PDF.

use unpdf::render::{CleanupOptions, RenderOptions};

use super::{Extracted, Kind};
use crate::import::error::ImportError;
use crate::knowledge::Text;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, ImportError> {
    let options = unpdf::ParseOptions::new().with_resources(false).sequential();
    let document = unpdf::parse_bytes_with_options(bytes, options).map_err(|error| match error {
        unpdf::Error::Encrypted | unpdf::Error::InvalidPassword => ImportError::Encrypted(Kind::Pdf),
        _ => ImportError::Damaged(Kind::Pdf),
    })?;
    let render = RenderOptions {
        escape_special_chars: false,
        cleanup: Some(CleanupOptions::standard()),
        ..RenderOptions::default()
    };
    let text = unpdf::render::to_markdown(&document, &render).map_err(|_| ImportError::Damaged(Kind::Pdf))?;
    let quality = &document.extraction_quality;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(if quality.suppressed_text_runs > 0 {
            ImportError::Garbled(Kind::Pdf)
        } else if quality.undecodable_content_streams > 0 || document.pages.is_empty() {
            ImportError::Damaged(Kind::Pdf)
        } else {
            ImportError::Scanned
        });
    }
    let mut extracted = Extracted::new(Kind::Pdf, text);
    extracted.about.title = document.metadata.title.clone();
    extracted.about.author = document.metadata.author.clone();
    if quality.pages_incomplete || quality.undecodable_content_streams > 0 || quality.suppressed_text_runs > 0 {
        extracted.warnings.push(Text {
            ko: "PDF의 일부를 읽지 못했습니다. 빠진 쪽이나 문장이 없는지 확인해 주십시오.".to_owned(),
            en: Some("Parts of the PDF could not be read; check for missing pages or sentences.".to_owned()),
        });
    }
    Ok(extracted)
}
