//! Reading documents: Markdown with front matter, and JSONL for bulk.

use std::borrow::Cow;

use serde::Deserialize;

use super::date::PartialDate;
use super::messages;
use super::model::{Document, Lang, Source, Text};
use super::problem::Severity;
use super::report::Report;

/// What a Markdown file gives.
pub(super) struct ReadDocument {
    pub(super) document: Document,
    /// The source it is, unless it renders another document.
    pub(super) source: Option<Source>,
    /// The id of the document that it renders, and the line that says so.
    pub(super) rendering_of: Option<(String, Option<usize>)>,
}

/// The keys of a front matter.
pub const FRONT_MATTER: [&str; 15] = [
    "title",
    "subtitle",
    "publisher",
    "author",
    "published",
    "date",
    "url",
    "lang",
    "aliases",
    "photo",
    "imported_from",
    "imported_at",
    "hash",
    "rendering_of",
    "expired",
];

/// The ending of the id of a document that renders another in English.
const ENGLISH: &str = ".en";

/// Reads a Markdown file. `file` is its path in the data directory, with `/`.
pub(super) fn markdown(report: &mut Report, file: &str, text: &str) -> Option<ReadDocument> {
    let id = file
        .rsplit('/')
        .next()
        .unwrap_or(file)
        .trim_end_matches(".md")
        .to_owned();
    if !is_id(&id) {
        report.file(Severity::Error, file, None, messages::bad_id(&id));
        return None;
    }
    let front = FrontMatter::read(report, file, text);
    let body = front.body.trim_end();
    let skipped = body.len() - body.trim_start_matches('\n').len();
    let line = front.line + skipped;
    let body = body.trim_start_matches('\n');
    if body.trim().is_empty() {
        report.file(Severity::Error, file, Some(line), messages::empty_document());
        return None;
    }
    let heading = body
        .lines()
        .find_map(|l| l.strip_prefix("# "))
        .map(str::trim)
        .filter(|h| !h.is_empty());
    let title = front.get("title").or(heading).unwrap_or(&id).to_owned();
    let published = front
        .line_of("published")
        .or_else(|| front.line_of("date"))
        .and_then(|(line, value)| {
            let date = lenient_date(value);
            if date.is_none() {
                report.push(
                    Severity::Error,
                    file,
                    Some(line),
                    Some("published".into()),
                    messages::impossible_date(value),
                );
            }
            date
        });
    if let Some((line, url)) = front.line_of("url")
        && !is_url(url)
    {
        report.push(
            Severity::Error,
            file,
            Some(line),
            Some("url".into()),
            messages::bad_url(url),
        );
    }
    let rendering_of = match front.line_of("rendering_of") {
        Some((line, original)) => Some((original.to_owned(), Some(line))),
        None => id.strip_suffix(ENGLISH).map(|original| (original.to_owned(), None)),
    };
    let lang = match front.line_of("lang") {
        Some((_, "ko")) => Lang::Ko,
        Some((_, "en")) => Lang::En,
        Some((line, other)) => {
            report.push(
                Severity::Error,
                file,
                Some(line),
                Some("lang".into()),
                messages::unknown_choice(other, ["ko", "en"]),
            );
            lang_of(&title, body)
        }
        None if id.ends_with(ENGLISH) => Lang::En,
        None => lang_of(&title, body),
    };
    let source = rendering_of.is_none().then(|| Source {
        id: id.clone(),
        title: Text::plain(title.clone()),
        publisher: Text::plain(front.get("publisher").unwrap_or_default()),
        author: front.get("author").map(str::to_owned),
        published,
        url: front.get("url").map(str::to_owned),
    });
    let document = Document {
        source: rendering_of
            .as_ref()
            .map_or_else(|| id.clone(), |(original, _)| original.clone()),
        id,
        lang,
        title,
        subtitle: front.get("subtitle").map(str::to_owned),
        publisher: front.get("publisher").map(str::to_owned),
        body: body.to_owned(),
        aliases: front.list("aliases"),
        imported_from: front.get("imported_from").map(str::to_owned),
        hash: front.get("hash").map(str::to_owned),
        expired: front.get("expired") == Some("true"),
        file: file.to_owned(),
        line,
    };
    Some(ReadDocument {
        document,
        source,
        rendering_of,
    })
}

/// Whether a text can be an id: letters, digits, `-`, `_` and `.`.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Whether a text can be the address of a page.
pub(super) fn is_url(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
        && !url.contains(char::is_whitespace)
}

/// The language a text is written in: Korean if it has any Hangul.
fn lang_of(title: &str, body: &str) -> Lang {
    let hangul = |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    if title.contains(hangul) || body.contains(hangul) {
        Lang::Ko
    } else {
        Lang::En
    }
}

/// A date as documents write it: besides the written form, `2022.01.24`, `2022/01/24` and a time of day behind it.
fn lenient_date(text: &str) -> Option<PartialDate> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    PartialDate::parse(text).ok().or_else(|| {
        let parts: Vec<String> = day
            .split(['.', '/', '-'])
            .filter(|p| !p.is_empty())
            .map(|p| if p.len() == 1 { format!("0{p}") } else { p.to_owned() })
            .collect();
        PartialDate::parse(&parts.join("-")).ok()
    })
}

/// The lines between the two `---` at the head of a document, and what stands below them.
struct FrontMatter<'t> {
    entries: Vec<Entry<'t>>,
    body: &'t str,
    /// The line `body` begins at.
    line: usize,
}

struct Entry<'t> {
    key: &'t str,
    line: usize,
    values: Vec<&'t str>,
}

impl<'t> FrontMatter<'t> {
    fn read(report: &mut Report, file: &str, text: &'t str) -> Self {
        let mut front = Self {
            entries: Vec::new(),
            body: text,
            line: 1,
        };
        let Some(rest) = text.strip_prefix("---\n") else {
            return front;
        };
        let mut end = None;
        let mut offset = 0;
        for (i, line) in rest.split_inclusive('\n').enumerate() {
            offset += line.len();
            if line.trim_end() == "---" {
                end = Some((i, offset));
                break;
            }
        }
        let Some((lines, end)) = end else {
            report.file(Severity::Error, file, Some(1), messages::front_matter_open());
            return front;
        };
        for (i, line) in rest.lines().take(lines).enumerate() {
            read_line(report, file, i + 2, line, &mut front.entries);
        }
        front.body = rest.get(end..).unwrap_or_default();
        front.line = lines + 3;
        front
    }

    fn line_of(&self, key: &str) -> Option<(usize, &'t str)> {
        let entry = self.entries.iter().find(|e| e.key == key)?;
        entry.values.first().map(|v| (entry.line, *v))
    }

    fn get(&self, key: &str) -> Option<&'t str> {
        self.line_of(key).map(|(_, value)| value)
    }

    fn list(&self, key: &str) -> Vec<String> {
        let values = self
            .entries
            .iter()
            .find(|e| e.key == key)
            .map_or(&[] as &[&str], |e| &e.values);
        values.iter().map(|v| (*v).to_owned()).collect()
    }
}

fn read_line<'t>(report: &mut Report, file: &str, line: usize, this: &'t str, entries: &mut Vec<Entry<'t>>) {
    let bare = this.trim();
    if bare.is_empty() || bare.starts_with('#') {
        return;
    }
    if let Some(item) = bare.strip_prefix("- ")
        && let Some(last) = entries.last_mut()
    {
        last.values.push(unquoted(item));
        return;
    }
    let Some((key, value)) = bare.split_once(':') else {
        return report.file(Severity::Error, file, Some(line), messages::front_matter_line());
    };
    let (key, value) = (key.trim(), value.trim());
    if !FRONT_MATTER.contains(&key) {
        report.push(
            Severity::Error,
            file,
            Some(line),
            Some(key.to_owned()),
            messages::unknown_key(key, FRONT_MATTER),
        );
    } else if entries.iter().any(|e| e.key == key) {
        report.push(
            Severity::Error,
            file,
            Some(line),
            Some(key.to_owned()),
            messages::front_matter_twice(key),
        );
    }
    let inline = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    let values = match inline {
        Some(items) => items.split(',').map(unquoted).filter(|v| !v.is_empty()).collect(),
        None => vec![unquoted(value)].into_iter().filter(|v| !v.is_empty()).collect(),
    };
    entries.push(Entry { key, line, values });
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    ['"', '\'']
        .iter()
        .find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q))
        .unwrap_or(value)
}

/// One line of a `.jsonl` file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<'a> {
    id: String,
    title: String,
    text: String,
    #[serde(default, borrow)]
    date: Option<Cow<'a, str>>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// The keys of a line of a `.jsonl` file, those that have to be there in front.
const ROW: [&str; 6] = ["id", "title", "text", "date", "publisher", "url"];

/// Reads one line of a `.jsonl` file; an empty line gives nothing.
pub(super) fn bulk_line(report: &mut Report, file: &str, line: usize, text: &str) -> Option<(Document, Source)> {
    if text.trim().is_empty() {
        return None;
    }
    let row: Row<'_> = match serde_json::from_str(text) {
        Ok(row) => row,
        Err(error) => {
            diagnose(report, file, line, text, &error);
            return None;
        }
    };
    let mut wrong =
        |field: &str, message| report.push(Severity::Error, file, Some(line), Some(field.to_owned()), message);
    if row.id.trim().is_empty() || row.id.contains(char::is_control) {
        wrong("id", messages::bad_id(&row.id));
        return None;
    }
    if row.text.trim().is_empty() {
        wrong("text", messages::empty_text());
        return None;
    }
    let published = row.date.as_deref().filter(|d| !d.is_empty()).and_then(|date| {
        let read = lenient_date(date);
        if read.is_none() {
            wrong("date", messages::impossible_date(date));
        }
        read
    });
    let source = Source {
        id: row.id.clone(),
        title: Text::plain(row.title.clone()),
        publisher: Text::plain(row.publisher.clone().unwrap_or_default()),
        author: None,
        published,
        url: row.url.filter(|u| !u.is_empty()),
    };
    let document = Document {
        source: row.id.clone(),
        id: row.id,
        lang: lang_of(&row.title, &row.text),
        title: row.title,
        body: row.text,
        publisher: row.publisher,
        file: file.to_owned(),
        line,
        ..Document::default()
    };
    Some((document, source))
}

/// Says what keeps a line from being read: every key that is unknown, missing or of the wrong kind.
fn diagnose(report: &mut Report, file: &str, line: usize, text: &str, error: &serde_json::Error) {
    let mut wrong = |field: Option<&str>, message| {
        report.push(Severity::Error, file, Some(line), field.map(str::to_owned), message);
    };
    let Ok(serde_json::Value::Object(row)) = serde_json::from_str(text) else {
        return wrong(None, messages::json_line(&error.to_string()));
    };
    let mut said = false;
    for (key, value) in &row {
        if !ROW.contains(&key.as_str()) {
            wrong(Some(key), messages::unknown_key(key, ROW));
            said = true;
        } else if !value.is_string() && !value.is_null() {
            wrong(Some(key), messages::json_line(&format!("`{key}`: {value}")));
            said = true;
        }
    }
    for key in ["id", "title", "text"] {
        if row.get(key).is_none_or(serde_json::Value::is_null) {
            wrong(Some(key), messages::missing_key(key));
            said = true;
        }
    }
    if !said {
        wrong(None, messages::json_line(&error.to_string()));
    }
}
