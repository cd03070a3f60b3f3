//! Comma-, semicolon- and tab-separated values.

use super::{Extracted, Kind, Sheet, markdown_table};

/// The character that separates the columns, where the text is a table: at least two rows, all with the same number
/// of columns, two or more, and no row that reads like a paragraph.
pub(in crate::import) fn delimiter(text: &str) -> Option<u8> {
    [b',', b'\t', b';'].into_iter().find(|delimiter| {
        let mut width = None;
        let mut rows = 0;
        let mut longest = 0;
        for record in reader(text, *delimiter, false).records().take(200) {
            let Ok(record) = record else { return false };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            rows += 1;
            longest = longest.max(record.iter().map(|cell| cell.chars().count()).max().unwrap_or_default());
            if *width.get_or_insert(record.len()) != record.len() {
                return false;
            }
        }
        rows >= 2 && width.is_some_and(|w| w >= 2) && longest <= 1000 && short_header(text, *delimiter)
    })
}

/// A header's cells are names, not clauses of a sentence.
fn short_header(text: &str, delimiter: u8) -> bool {
    let mut reader = reader(text, delimiter, true);
    let Some(Ok(header)) = reader.records().next() else {
        return false;
    };
    header.iter().all(|cell| {
        let cell = cell.trim();
        cell.chars().count() <= 40 && !cell.ends_with(['.', '!', '?'])
    })
}

fn reader(text: &str, delimiter: u8, flexible: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .flexible(flexible)
        .from_reader(text.as_bytes())
}

/// Reads a table. `text` has been told to be one.
pub(super) fn read(text: &str) -> Extracted {
    let delimiter = delimiter(text).unwrap_or(b',');
    let rows: Vec<Vec<String>> = reader(text, delimiter, true)
        .records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let mut extracted = Extracted::new(Kind::Csv, markdown_table(&rows));
    extracted.sheets = vec![Sheet { name: None, rows }];
    extracted
}
