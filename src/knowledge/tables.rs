//! Reading TOML files: each is walked along the schema of its kind, so that everything wrong in it is reported at once,
//! and every record that has nothing wrong is read.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::date::PartialDate;
use super::messages;
use super::model::Text;
use super::problem::Severity;
use super::report::{At, Placed, Report, join};
use super::schema::FileKind;

/// At most so many syntax errors of one file are shown: what follows a wrong quote is noise.
const SYNTAX_ERRORS_SHOWN: usize = 10;

/// A TOML file that has been walked.
pub(super) struct Table<'t> {
    file: Arc<str>,
    root: Spanned<DeTable<'t>>,
    /// The paths of records that have something wrong.
    broken: Vec<String>,
    whole: bool,
}

impl<'t> Table<'t> {
    /// Parses and walks a file. Everything wrong goes into `report`.
    pub(super) fn walk(report: &mut Report, file: &str, text: &'t str, kind: FileKind) -> Self {
        let file: Arc<str> = file.into();
        let (root, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::of(text);
        let mut table = Self {
            file: file.clone(),
            root,
            broken: Vec::new(),
            whole: errors.is_empty(),
        };
        if !errors.is_empty() {
            for error in errors.iter().take(SYNTAX_ERRORS_SHOWN) {
                let line = error.span().map(|span| lines.at(span.start));
                report.file(Severity::Error, &file, line, messages::syntax(error.message()));
            }
            note_ids_table(report, table.root.get_ref());
            return table;
        }
        if let Some(schema) = kind.schema() {
            let mut walk = Walk {
                report,
                file: &file,
                lines: &lines,
                schema: &schema,
                broken: Vec::new(),
            };
            walk.table(table.root.get_ref(), &schema, "", "", 0);
            table.broken = walk.broken;
        }
        if !table.broken.is_empty() {
            for path in &table.broken {
                if let Some(record) = record_at(table.root.get_ref(), path) {
                    note_ids(report, record);
                }
            }
        }
        table
    }

    /// Notes every id in the file.
    pub(super) fn note_ids(&self, report: &mut Report) {
        note_ids_table(report, self.root.get_ref());
    }

    /// Takes the records under `[[key]]` that have nothing wrong.
    pub(super) fn take<T: DeserializeOwned>(&mut self, report: &mut Report, key: &str) -> Vec<Placed<T>> {
        if !self.whole {
            return Vec::new();
        }
        let Some(DeValue::Array(items)) = self.root.get_mut().remove(key).map(Spanned::into_inner) else {
            return Vec::new();
        };
        items
            .into_iter()
            .enumerate()
            .filter_map(|(i, item)| {
                let path = format!("{key}[{i}]");
                self.read(report, path, item)
            })
            .collect()
    }

    /// Takes the whole file as one record, if it has nothing wrong.
    pub(super) fn take_whole<T: DeserializeOwned>(mut self, report: &mut Report) -> Option<Placed<T>> {
        if !self.whole {
            return None;
        }
        let span = self.root.span();
        let table = std::mem::take(self.root.get_mut());
        self.broken.retain(|p| p.is_empty());
        if !self.broken.is_empty() {
            note_ids_table(report, &table);
        }
        self.read(report, String::new(), Spanned::new(span, DeValue::Table(table)))
    }

    fn read<T: DeserializeOwned>(
        &self,
        report: &mut Report,
        path: String,
        item: Spanned<DeValue<'t>>,
    ) -> Option<Placed<T>> {
        if self.broken.contains(&path) {
            return None;
        }
        let at = At {
            file: self.file.clone(),
            path,
        };
        match T::deserialize(ValueDeserializer::from(item)) {
            Ok(item) => Some(Placed { item, at }),
            Err(error) => {
                report.error(&at, "", messages::not_loaded(error.message()));
                None
            }
        }
    }
}

fn record_at<'a, 't>(root: &'a DeTable<'t>, path: &str) -> Option<&'a DeValue<'t>> {
    let (key, rest) = path.split_once('[')?;
    let index: usize = rest.strip_suffix(']')?.parse().ok()?;
    let (_, value) = root.iter().find(|(k, _)| k.get_ref() == key)?;
    match value.get_ref() {
        DeValue::Array(items) => items.get(index).map(Spanned::get_ref),
        _ => None,
    }
}

fn note_ids(report: &mut Report, value: &DeValue<'_>) {
    match value {
        DeValue::Table(table) => note_ids_table(report, table),
        DeValue::Array(items) => items.iter().for_each(|item| note_ids(report, item.get_ref())),
        _ => {}
    }
}

fn note_ids_table(report: &mut Report, table: &DeTable<'_>) {
    for (key, value) in table {
        match value.get_ref() {
            DeValue::String(id) if key.get_ref() == "id" => {
                report.broken_ids.insert(id.to_string());
            }
            inner => note_ids(report, inner),
        }
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1))
                .collect(),
        )
    }

    /// The line, counted from 1, of the byte at `offset`.
    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset).max(1)
    }
}

/// One walk through a file along its schema.
struct Walk<'a> {
    report: &'a mut Report,
    file: &'a Arc<str>,
    lines: &'a Lines,
    schema: &'a Value,
    broken: Vec<String>,
}

impl<'a> Walk<'a> {
    fn wrong(&mut self, line: usize, path: &str, shown: &str, message: messages::Message) {
        self.report.push(
            Severity::Error,
            self.file,
            Some(line),
            Some(shown.to_owned()).filter(|s| !s.is_empty()),
            message,
        );
        // The record is what stands under the first `key[i]`, or the whole file.
        let record = path.split_once(']').map_or("", |(head, _)| head);
        let record = if record.is_empty() {
            String::new()
        } else {
            format!("{record}]")
        };
        if !self.broken.contains(&record) {
            self.broken.push(record);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, node: &'a Value, path: &str, shown: &str, line: usize) {
        self.report.see(self.file, path, line, shown);
        let (node, name) = resolve(self.schema, node);
        if name == Some("PartialDate") {
            return self.date(value.get_ref(), path, shown, line);
        }
        let ways: Vec<&Value> = match node.get("anyOf").and_then(Value::as_array) {
            Some(ways) => ways.iter().filter(|w| !is_null(w)).collect(),
            None => vec![node],
        };
        let Some(way) = ways.iter().find(|way| fits(value.get_ref(), way)) else {
            let wanted = wanted(&ways, shown);
            return self.wrong(line, path, shown, messages::wrong_kind(&is(value.get_ref()), &wanted));
        };
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, way, path, shown, line),
            DeValue::Array(items) => {
                let Some(inner) = way.get("items") else { return };
                for (i, item) in items.iter().enumerate() {
                    let id = match item.get_ref() {
                        DeValue::Table(table) => id_of(table),
                        _ => None,
                    };
                    let label = id.map_or_else(|| (i + 1).to_string(), str::to_owned);
                    let line = self.lines.at(item.span().start);
                    self.value(item, inner, &format!("{path}[{i}]"), &format!("{shown}[{label}]"), line);
                }
            }
            DeValue::String(text) => self.string(text, way, path, shown, line),
            _ => {}
        }
    }

    fn string(&mut self, text: &str, node: &Value, path: &str, shown: &str, line: usize) {
        if text.trim().is_empty() {
            return self.wrong(line, path, shown, messages::empty_text());
        }
        let allowed = constants(node);
        if !allowed.is_empty() && !allowed.contains(&text) {
            self.wrong(
                line,
                path,
                shown,
                messages::unknown_choice(text, allowed.iter().copied()),
            );
        }
    }

    fn date(&mut self, value: &DeValue<'_>, path: &str, shown: &str, line: usize) {
        let text = match value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(year) => year.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            other => {
                let wanted = Text {
                    ko: "`\"2022-01-24\"`".into(),
                    en: Some("a date, as in `\"2022-01-24\"`".into()),
                };
                return self.wrong(line, path, shown, messages::wrong_kind(&is(other), &wanted));
            }
        };
        if PartialDate::parse(&text).is_err() {
            self.wrong(line, path, shown, messages::impossible_date(&text));
        }
    }

    fn table(&mut self, table: &DeTable<'_>, node: &'a Value, path: &str, shown: &str, line: usize) {
        let Some(known) = node.get("properties").and_then(Value::as_object) else {
            return;
        };
        for (key, value) in table {
            let line = self.lines.at(key.span().start);
            let name = key.get_ref().as_ref();
            match known.get(name) {
                Some(inner) => {
                    let line = match value.get_ref() {
                        DeValue::Array(_) | DeValue::Table(_) => self.lines.at(value.span().start),
                        _ => line,
                    };
                    self.value(value, inner, &join(path, name), &join(shown, name), line);
                }
                None => self.wrong(
                    line,
                    &join(path, name),
                    &join(shown, name),
                    messages::unknown_key(name, known.keys().map(String::as_str)),
                ),
            }
        }
        let required = node
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        for key in required {
            if !table.iter().any(|(k, _)| k.get_ref() == key) {
                let message = if key == "sources" {
                    messages::no_source()
                } else {
                    messages::missing_key(key)
                };
                self.wrong(line.max(1), &join(path, key), &join(shown, key), message);
            }
        }
    }
}

/// Follows references and drops the `null` that stands for "may be left out"; the name of the type referred to comes with it.
fn resolve<'s>(schema: &'s Value, mut node: &'s Value) -> (&'s Value, Option<&'s str>) {
    let mut name = None;
    loop {
        if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
            name = reference.rsplit('/').next();
            match schema.pointer(reference.trim_start_matches('#')) {
                Some(target) => node = target,
                None => return (node, name),
            }
        } else if let Some([only]) = node.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            node = only;
        } else if let Some(ways) = node.get("anyOf").and_then(Value::as_array)
            && let [only] = ways.iter().filter(|w| !is_null(w)).collect::<Vec<_>>().as_slice()
        {
            node = only;
        } else {
            return (node, name);
        }
    }
}

fn id_of<'a>(table: &'a DeTable<'_>) -> Option<&'a str> {
    table.iter().find_map(|(key, value)| match value.get_ref() {
        DeValue::String(id) if key.get_ref() == "id" => Some(id.as_ref()),
        _ => None,
    })
}

fn is_null(node: &Value) -> bool {
    node.get("type").and_then(Value::as_str) == Some("null")
}

/// The values a node allows, where it allows only some.
fn constants(node: &Value) -> Vec<&str> {
    let of_one = |n| Value::get(n, "const").and_then(Value::as_str);
    let listed = |n| {
        Value::get(n, "enum")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    };
    match node.get("oneOf").and_then(Value::as_array) {
        Some(ways) => ways
            .iter()
            .flat_map(|way| of_one(way).into_iter().chain(listed(way)))
            .collect(),
        None => of_one(node).into_iter().chain(listed(node)).collect(),
    }
}

/// The JSON types a node allows; a node with constants allows strings.
fn types(node: &Value) -> Vec<&str> {
    match node.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ if node.get("properties").is_some() => vec!["object"],
        _ if !constants(node).is_empty() => vec!["string"],
        _ => Vec::new(),
    }
}

fn fits(value: &DeValue<'_>, node: &Value) -> bool {
    let types = types(node);
    let is = match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    };
    types.is_empty() || types.contains(&is) || (is == "integer" && types.contains(&"number"))
}

fn is(value: &DeValue<'_>) -> Text {
    let (ko, en) = match value {
        DeValue::String(_) => ("글", "a text"),
        DeValue::Integer(_) | DeValue::Float(_) => ("수", "a number"),
        DeValue::Boolean(_) => ("참/거짓", "true or false"),
        DeValue::Datetime(_) => ("날짜", "a date"),
        DeValue::Array(_) => ("목록", "a list"),
        DeValue::Table(_) => ("묶음", "a table"),
    };
    Text {
        ko: ko.into(),
        en: Some(en.into()),
    }
}

/// How to write a value of one of these nodes.
fn wanted(ways: &[&Value], shown: &str) -> Text {
    let mut ko = Vec::new();
    let mut en = Vec::new();
    for kind in ways.iter().flat_map(|way| types(way)) {
        let (k, e) = match kind {
            "string" => (
                "따옴표 안의 글 `\"…\"`".to_owned(),
                "a text in quotes, `\"…\"`".to_owned(),
            ),
            "array" if !shown.contains(['.', '[']) => (format!("`[[{shown}]]`"), format!("`[[{shown}]]`")),
            "array" => ("목록 `[\"…\"]`".to_owned(), "a list, `[\"…\"]`".to_owned()),
            "object" => (
                "묶음 `{ ko = \"…\", en = \"…\" }`".to_owned(),
                "a table, `{ ko = \"…\", en = \"…\" }`".to_owned(),
            ),
            "boolean" => ("`true` 또는 `false`".to_owned(), "`true` or `false`".to_owned()),
            "integer" | "number" => ("수".to_owned(), "a number".to_owned()),
            _ => continue,
        };
        if !ko.contains(&k) {
            ko.push(k);
            en.push(e);
        }
    }
    Text {
        ko: ko.join(", "),
        en: Some(en.join(", or ")),
    }
}
