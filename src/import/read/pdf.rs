//! PDF.

use std::sync::LazyLock;

use regex::Regex;
use unpdf::render::{CleanupOptions, PageSelection, RenderOptions};

use super::{Extracted, Kind};
use crate::import::block::ends_sentence;
use crate::import::error::ImportError;
use crate::knowledge::Text;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, ImportError> {
    let options = unpdf::ParseOptions::new().with_resources(false).sequential();
    let document = unpdf::parse_bytes_with_options(bytes, options).map_err(|error| match error {
        unpdf::Error::Encrypted | unpdf::Error::InvalidPassword => ImportError::Encrypted(Kind::Pdf),
        _ => ImportError::Damaged(Kind::Pdf),
    })?;
    let mut pages = Vec::new();
    for page in &document.pages {
        let render = RenderOptions {
            escape_special_chars: false,
            cleanup: Some(CleanupOptions::standard()),
            page_selection: PageSelection::Pages(vec![page.number]),
            ..RenderOptions::default()
        };
        let text = unpdf::render::to_markdown(&document, &render).map_err(|_| ImportError::Damaged(Kind::Pdf))?;
        pages.push(paragraphs(&text));
    }
    let repeated = without_repeated(&mut pages);
    let text = close_gaps(&joined(pages));
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
    extracted.repeated = repeated;
    if quality.pages_incomplete || quality.undecodable_content_streams > 0 || quality.suppressed_text_runs > 0 {
        extracted.warnings.push(Text {
            ko: "PDF의 일부를 읽지 못했습니다. 빠진 쪽이나 문장이 없는지 확인해 주십시오.".to_owned(),
            en: Some("Parts of the PDF could not be read; check for missing pages or sentences.".to_owned()),
        });
    }
    Ok(extracted)
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|p| p.trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

/// A line as it is compared from page to page: its figures do not count.
fn shape(line: &str) -> String {
    line.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Takes out what stands at the head or foot of most pages, and page numbers. Gives the lines taken out, each once.
fn without_repeated(pages: &mut [Vec<String>]) -> Vec<String> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[-–—\s]*(?:page|p\.|쪽)?\s*\d{1,4}\s*(?:/\s*\d{1,4}|쪽|of\s+\d{1,4})?[-–—\s]*$")
            .expect("the pattern is written here")
    });
    let mut taken: Vec<String> = Vec::new();
    let edges = |page: &[String]| -> Vec<usize> {
        let last = page.len();
        [0, 1, last.wrapping_sub(2), last.wrapping_sub(1)]
            .into_iter()
            .filter(|i| *i < last)
            .collect()
    };
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for page in pages.iter() {
        let mut seen: Vec<String> = edges(page)
            .into_iter()
            .filter_map(|i| page.get(i))
            .map(|l| shape(l))
            .collect();
        seen.sort();
        seen.dedup();
        for shape in seen {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let many = pages.len();
    for page in pages.iter_mut() {
        let edges = edges(page);
        let mut i = 0;
        page.retain(|line| {
            let at_edge = edges.contains(&i);
            i += 1;
            let shape = shape(line);
            let short = line.chars().count() <= 100 && !line.starts_with('|');
            let repeated = many >= 2 && !shape.is_empty() && counts.get(&shape).is_some_and(|n| n * 10 >= many * 6);
            let out = at_edge && short && (repeated || NUMBER.is_match(&line.to_lowercase()));
            if out && !taken.contains(line) {
                taken.push(line.clone());
            }
            !out
        });
    }
    taken
}

/// The pages one after another; a paragraph or table that goes over a page's end goes on.
fn joined(pages: Vec<Vec<String>>) -> String {
    let mut all: Vec<String> = Vec::new();
    for page in pages {
        let mut page = page.into_iter();
        let Some(first) = page.next() else { continue };
        if let Some(last) = all.last_mut() {
            let plain = |text: &str| !text.starts_with(['|', '#', '-', '*', '○', '□', '△', '※', '◦', '•']);
            if plain(last) && plain(&first) && !ends_sentence(last) && last.chars().count() >= 30 {
                last.push(' ');
                last.push_str(&first);
            } else {
                all.push(first);
            }
        } else {
            all.push(first);
        }
        all.extend(page);
    }
    all.join("\n\n")
}

/// Word processors set a gap between figures and Hangul that the file stores as a place, not as a space: `7 년` was
/// typed `7년`. Counting words are put back on their figures; what else stands apart stays apart.
fn close_gaps(text: &str) -> String {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\d) (년|월|일|시|분|초|개월|주년|주|차|회|호|번|명|인|개사|개소|개국|개|건|곳|사|팀|종|쪽|장|층|세|배|위|만|억|조|천|백|원|달러|억원|만원|퍼센트|분기|여)")
            .expect("the pattern is written here")
    });
    static ORDINAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(^|[\s(])제 (\d)").expect("the pattern is written here"));
    // The date a notice is signed with stands alone on the page, and close to the paragraph above it.
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)([.!?]) (\d{4}년 \d{1,2}월 \d{1,2}일)$").expect("the pattern is written here")
    });
    let text = COUNTED.replace_all(text, "$1$2");
    let text = ORDINAL.replace_all(&text, "${1}제$2");
    SIGNED.replace_all(&text, "$1\n\n$2").into_owned()
}
