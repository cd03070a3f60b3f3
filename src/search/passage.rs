//! Cutting documents into passages: at headings and paragraphs, tables row by row, what is long at its sentences.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::knowledge::Document;
use crate::korean;

/// A passage of a written document grows to about this many bytes before the next one begins (some 300 syllables).
const WRITTEN: usize = 900;
/// A passage of a bulk document (one line of a `.jsonl` file) is cut only past this many bytes (some 1,300 syllables).
const BULK: usize = 4000;

/// What a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Running text, lists included.
    Prose,
    /// A row of a table, with the labels of its columns.
    Row(Arc<[String]>),
}

/// A part of a document that is found as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its number in the generation; in what [`passages`] returns, its number in the document.
    pub id: u32,
    /// The number of its document in the knowledge; 0 in what [`passages`] returns.
    pub document: u32,
    /// Where it stands in the document's body, in bytes.
    pub range: Range<usize>,
    /// The headings it stands under, outermost first, joined by ` > `; empty where there are none.
    pub heading: Arc<str>,
    /// What it is.
    pub form: Form,
}

impl Passage {
    /// Its text as it stands in the body of `document`.
    pub fn text<'a>(&self, document: &'a Document) -> &'a str {
        document.body.get(self.range.clone()).unwrap_or_default()
    }

    /// Its text as a person reads it: of a row, each cell after the label of its column.
    pub fn readable<'a>(&self, document: &'a Document) -> Cow<'a, str> {
        let text = self.text(document);
        match &self.form {
            Form::Prose => Cow::Borrowed(text),
            Form::Row(labels) => Cow::Owned(
                cells(text)
                    .iter()
                    .enumerate()
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(i, cell)| match labels.get(i) {
                        Some(label) if !label.is_empty() => format!("{label}: {cell}"),
                        _ => (*cell).to_owned(),
                    })
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
    }
}

/// The cells of a row of a Markdown table.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').map(str::trim).collect()
}

/// One block of a document: a paragraph, a list, a heading, a row.
struct Block {
    range: Range<usize>,
    heading: Arc<str>,
    form: Form,
}

/// The passages of a document, in order.
///
/// A Markdown document is cut at its headings; under one heading paragraphs are joined up to a few hundred syllables.
/// Every row of a table is a passage of its own. A document of a `.jsonl` file stays one passage unless it is long.
/// What is longer than a passage may be is cut between sentences. Nothing but white space, headings and the lines of
/// table frames is left out.
pub fn passages(document: &Document) -> Vec<Passage> {
    let bulk = document.file.ends_with(".jsonl");
    let most = if bulk { BULK } else { WRITTEN };
    let blocks = if bulk {
        paragraphs(&document.body)
    } else {
        blocks(&document.body)
    };
    let mut out: Vec<Passage> = Vec::new();
    // Whether the last passage may still grow.
    let mut open = false;
    for block in blocks {
        let prose = block.form == Form::Prose;
        if let Some(last) = out.last_mut()
            && open
            && prose
            && Arc::ptr_eq(&last.heading, &block.heading)
            && block.range.end - last.range.start <= most
        {
            last.range.end = block.range.end;
            continue;
        }
        open = prose;
        for range in cut(&document.body, block.range, most) {
            out.push(Passage {
                id: u32::try_from(out.len()).unwrap_or(u32::MAX),
                document: 0,
                range,
                heading: Arc::clone(&block.heading),
                form: block.form.clone(),
            });
        }
    }
    out
}

/// Cuts a range that is too long between its sentences, and a sentence that is too long at a space.
fn cut(body: &str, range: Range<usize>, most: usize) -> Vec<Range<usize>> {
    if range.len() <= most {
        return vec![range];
    }
    let text = body.get(range.clone()).unwrap_or_default();
    let mut out: Vec<Range<usize>> = Vec::new();
    for sentence in korean::sentences(text) {
        let mut rest = range.start + sentence.start..range.start + sentence.end;
        while rest.len() > most {
            let mut at = body.floor_char_boundary(rest.start + most);
            if let Some(space) = body
                .get(rest.start..at)
                .and_then(|t| t.rfind(' '))
                .filter(|s| *s > most / 2)
            {
                at = rest.start + space;
            }
            out.push(rest.start..at);
            rest.start = at;
        }
        match out.last_mut() {
            Some(last) if rest.end - last.start <= most * 3 / 4 => last.end = rest.end,
            _ => out.push(rest),
        }
    }
    out.retain(|r| !body.get(r.clone()).unwrap_or_default().trim().is_empty());
    out
}

/// The paragraphs of a plain text: what blank lines part.
fn paragraphs(body: &str) -> Vec<Block> {
    let none: Arc<str> = Arc::from("");
    lines(body)
        .into_iter()
        .filter(|line| !body.get(line.clone()).unwrap_or_default().trim().is_empty())
        .map(|range| Block {
            range,
            heading: Arc::clone(&none),
            form: Form::Prose,
        })
        .collect()
}

/// The lines of a text as byte ranges, without their ends.
fn lines(body: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    body.split_inclusive('\n')
        .map(|line| {
            let from = start;
            start += line.len();
            from..from + line.trim_end().len()
        })
        .collect()
}

/// The blocks of a Markdown text.
fn blocks(body: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut path: Vec<(usize, String)> = Vec::new();
    let mut heading: Arc<str> = Arc::from("");
    let mut paragraph: Option<Range<usize>> = None;
    let all = lines(body);
    let line = |i: usize| {
        all.get(i)
            .and_then(|r: &Range<usize>| body.get(r.clone()))
            .unwrap_or_default()
    };
    let flush = |paragraph: &mut Option<Range<usize>>, heading: &Arc<str>, out: &mut Vec<Block>| {
        if let Some(range) = paragraph.take() {
            out.push(Block {
                range,
                heading: Arc::clone(heading),
                form: Form::Prose,
            });
        }
    };
    let mut i = 0;
    let mut fenced = false;
    while i < all.len() {
        let text = line(i).trim();
        if text.starts_with("```") {
            fenced = !fenced;
        }
        let level = text.chars().take_while(|c| *c == '#').count();
        if !fenced && (1..=6).contains(&level) && text.chars().nth(level).is_none_or(char::is_whitespace) {
            flush(&mut paragraph, &heading, &mut out);
            path.retain(|(l, _)| *l < level);
            let name = text.trim_matches('#').trim();
            path.push((level, name.to_owned()));
            heading = path
                .iter()
                .map(|(_, n)| n.as_str())
                .collect::<Vec<_>>()
                .join(" > ")
                .into();
        } else if !fenced && text.starts_with('|') && is_frame(line(i + 1)) {
            flush(&mut paragraph, &heading, &mut out);
            let labels: Arc<[String]> = cells(text).into_iter().map(str::to_owned).collect();
            i += 2;
            while line(i).trim().starts_with('|') {
                out.push(Block {
                    range: all[i].clone(),
                    heading: Arc::clone(&heading),
                    form: Form::Row(Arc::clone(&labels)),
                });
                i += 1;
            }
            continue;
        } else if text.is_empty() {
            flush(&mut paragraph, &heading, &mut out);
        } else {
            let range = all[i].clone();
            match &mut paragraph {
                Some(open) => open.end = range.end,
                None => paragraph = Some(range),
            }
        }
        i += 1;
    }
    flush(&mut paragraph, &heading, &mut out);
    out
}

/// Whether a line is the frame under the head of a table: `| --- | :-: |`.
fn is_frame(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Lang;

    fn document(file: &str, body: &str) -> Document {
        Document {
            id: "d".into(),
            source: "d".into(),
            lang: Lang::Ko,
            title: "제목".into(),
            body: body.into(),
            subtitle: None,
            publisher: None,
            aliases: Vec::new(),
            imported_from: None,
            hash: None,
            expired: false,
            file: file.into(),
            line: 1,
        }
    }

    #[test]
    fn headings_paragraphs_and_rows() {
        let d = document(
            "documents/d.md",
            "처음.\n\n# 하나\n\n가.\n\n나.\n\n## 둘\n\n| 해 | 곳 |\n|---|---|\n| 2022 | 10 |\n| 2023 | 13 |\n\n- 다\n- 라\n",
        );
        let all: Vec<_> = passages(&d)
            .iter()
            .map(|p| (p.heading.to_string(), p.readable(&d).into_owned()))
            .collect();
        let expected = [
            ("", "처음."),
            ("하나", "가.\n\n나."),
            ("하나 > 둘", "해: 2022, 곳: 10"),
            ("하나 > 둘", "해: 2023, 곳: 13"),
            ("하나 > 둘", "- 다\n- 라"),
        ];
        assert_eq!(all, expected.map(|(h, t)| (h.to_owned(), t.to_owned())));
    }

    #[test]
    fn long_text_is_cut_between_sentences() {
        let body = "보스턴에는 많은 기업이 있습니다. ".repeat(300);
        let d = document("documents/d.jsonl", &body);
        let all = passages(&d);
        assert!(all.len() > 2);
        for p in &all {
            assert!(p.range.len() <= BULK);
            assert!(p.text(&d).ends_with("있습니다."));
        }
        let endless = document("documents/d.md", &"가".repeat(10_000));
        assert!(passages(&endless).iter().all(|p| p.range.len() <= WRITTEN));
        assert!(passages(&document("documents/d.md", " \n\n")).is_empty());
        assert_eq!(passages(&document("documents/d.jsonl", "짧은 글.\n둘째 줄.")).len(), 1);
    }
}
