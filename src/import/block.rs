//! A text as blocks: headings, paragraphs, points of a list and tables.

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading and its level, 1 the highest.
    Heading(usize, String),
    /// A paragraph, on one line.
    Paragraph(String),
    /// A point of a list, with its marker.
    Point(String),
    /// The lines of a Markdown table.
    Table(Vec<String>),
}

impl Block {
    /// Its words; of a table, those of all its cells.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) | Self::Point(text) => text.clone(),
            Self::Table(lines) => lines.join("\n"),
        }
    }

    fn markdown(&self) -> String {
        match self {
            Self::Heading(level, text) => format!("{} {text}", "#".repeat((*level).clamp(2, 6))),
            Self::Paragraph(text) => escaped(text),
            Self::Point(text) => text.clone(),
            Self::Table(lines) => lines.join("\n"),
        }
    }
}

/// A paragraph that begins like a heading or a rule stays a paragraph.
fn escaped(text: &str) -> String {
    if text.starts_with('#') || text.starts_with("---") || text.starts_with('|') {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// The blocks as Markdown, points of one list without empty lines between them.
pub(super) fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (i, block) in blocks.iter().enumerate() {
        if i > 0 {
            let together = matches!((blocks.get(i - 1), block), (Some(Block::Point(_)), Block::Point(_)));
            out.push_str(if together { "\n" } else { "\n\n" });
        }
        out.push_str(&block.markdown());
    }
    out
}

/// Cuts a text into blocks. In plain text a line is a paragraph unless lines were broken at a fixed width; in Markdown
/// lines belong together until an empty one.
pub(super) fn blocks(text: &str, plain: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut table: Vec<String> = Vec::new();
    let flush = |run: &mut Vec<&str>, blocks: &mut Vec<Block>| {
        if plain {
            blocks.extend(unwrapped(run).into_iter().map(Block::Paragraph));
        } else if !run.is_empty() {
            blocks.push(Block::Paragraph(unwrapped_markdown(run)));
        }
        run.clear();
    };
    for line in text.lines().chain([""]) {
        let bare = line.trim();
        let is_table = bare.len() > 1 && bare.starts_with('|') && bare.ends_with('|');
        if !is_table && !table.is_empty() {
            blocks.push(Block::Table(std::mem::take(&mut table)));
        }
        if bare.is_empty() {
            flush(&mut run, &mut blocks);
        } else if is_table {
            flush(&mut run, &mut blocks);
            table.push(rule(bare).unwrap_or_else(|| bare.to_owned()));
        } else if let Some((level, heading)) = heading(bare).filter(|_| !plain) {
            flush(&mut run, &mut blocks);
            blocks.push(Block::Heading(level, heading));
        } else if !plain && matches!(bare, "---" | "***" | "___") {
            flush(&mut run, &mut blocks);
        } else if is_point(bare) {
            flush(&mut run, &mut blocks);
            let indent = line.len() - line.trim_start().len();
            blocks.push(Block::Point(format!(
                "{}{bare}",
                " ".repeat(if plain { 0 } else { indent.min(8) })
            )));
        } else {
            run.push(bare);
        }
    }
    blocks
}

/// The line below a table's header, always written the same way.
fn rule(line: &str) -> Option<String> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let is_rule = cells
        .iter()
        .all(|c| c.len() >= 3 && c.chars().all(|c| matches!(c, '-' | ':')));
    is_rule.then(|| format!("|{}", " --- |".repeat(cells.len())))
}

fn heading(line: &str) -> Option<(usize, String)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let text = text.strip_prefix(' ')?.trim().trim_matches('*').trim();
    ((1..=6).contains(&level) && !text.is_empty()).then(|| (level, text.to_owned()))
}

/// Whether a line is a point of a list: Markdown's own markers only; `△` and `○` belong to the text.
fn is_point(line: &str) -> bool {
    let numbered = line.split_once(['.', ')']).is_some_and(|(number, rest)| {
        (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ')
    });
    numbered || ["- ", "* ", "+ "].iter().any(|marker| line.starts_with(marker))
}

/// Lines of plain text as paragraphs: each its own, unless they were broken at a width.
fn unwrapped(lines: &[&str]) -> Vec<String> {
    let widest = lines.iter().map(|l| width(l)).max().unwrap_or_default();
    let broken = lines.len() >= 3
        && lines.iter().any(|l| ends_sentence(l))
        && widest <= 120
        && lines
            .iter()
            .take(lines.len() - 1)
            .filter(|l| width(l) * 10 >= widest * 8)
            .count()
            * 10
            >= (lines.len() - 1) * 7
        && lines.iter().filter(|l| ends_sentence(l)).count() * 2 < lines.len();
    if !broken {
        return lines.iter().map(|l| (*l).to_owned()).collect();
    }
    vec![lines.join(" ")]
}

fn unwrapped_markdown(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|l| l.trim_end_matches('\\').trim())
        .collect::<Vec<_>>()
        .join(" ")
}

fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』', ' ', '*']);
    line.ends_with(['.', '!', '?', '。'])
}
