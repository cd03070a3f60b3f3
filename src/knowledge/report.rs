//! Collecting problems while a directory is read, and finding the line of a field afterwards.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::messages::Message;
use super::problem::{Problem, Problems, Severity};

/// Where a record stands: its file, and its path in the file ("company[3]", counted from 0; empty for a whole file).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) file: Arc<str>,
    pub(super) path: String,
}

/// A record with the place it stands in.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) item: T,
    pub(super) at: At,
}

/// The line of a field, and the field as a person is shown it ("company[yuhan].sources[1]").
#[derive(Clone, Debug)]
struct Seen {
    line: usize,
    shown: String,
}

/// The problems found so far, with what is needed to place further ones.
#[derive(Debug, Default)]
pub(super) struct Report {
    problems: Vec<Problem>,
    seen: HashMap<Arc<str>, HashMap<String, Seen>>,
    /// Ids that stand in records too broken to be read: a reference to them is not reported a second time.
    pub(super) broken_ids: HashSet<String>,
}

impl Report {
    /// Notes a problem of a file, with its line where one is meant.
    pub(super) fn file(&mut self, severity: Severity, file: &str, line: Option<usize>, message: Message) {
        self.push(severity, file, line, None, message);
    }

    /// Notes a problem of a field whose name and line are known already.
    pub(super) fn push(
        &mut self,
        severity: Severity,
        file: &str,
        line: Option<usize>,
        field: Option<String>,
        message: Message,
    ) {
        let (what, fix) = message;
        self.problems.push(Problem {
            severity,
            file: file.to_owned(),
            line,
            field,
            what,
            fix,
        });
    }

    /// Remembers the line of a field, so that a later check can name it.
    pub(super) fn see(&mut self, file: &Arc<str>, path: &str, line: usize, shown: &str) {
        self.seen.entry(file.clone()).or_default().insert(
            path.to_owned(),
            Seen {
                line,
                shown: shown.to_owned(),
            },
        );
    }

    /// Notes a problem of a record's field, given as the path below the record ("sources[0]", or empty for the record itself).
    pub(super) fn at(&mut self, severity: Severity, at: &At, below: &str, message: Message) {
        let (line, field) = self.place(at, below);
        self.push(severity, &at.file, line, field, message);
    }

    /// Notes an error of a record's field.
    pub(super) fn error(&mut self, at: &At, below: &str, message: Message) {
        self.at(Severity::Error, at, below, message);
    }

    /// The place of a record in words: "companies.toml:12 company[yuhan]".
    pub(super) fn place_in_words(&self, at: &At) -> String {
        let (line, field) = self.place(at, "");
        let mut out = at.file.to_string();
        if let Some(line) = line {
            out.push_str(&format!(":{line}"));
        }
        if let Some(field) = field {
            out.push_str(&format!(" {field}"));
        }
        out
    }

    /// The line of a field: its own, or that of the nearest field around it.
    fn place(&self, at: &At, below: &str) -> (Option<usize>, Option<String>) {
        let path = join(&at.path, below);
        let Some(seen) = self.seen.get(&at.file) else {
            return (None, Some(path).filter(|p| !p.is_empty()));
        };
        let mut around = path.as_str();
        loop {
            if let Some(found) = seen.get(around) {
                return (Some(found.line), Some(found.shown.clone()).filter(|s| !s.is_empty()));
            }
            match around.rfind(['.', '[']).and_then(|end| around.get(..end)) {
                Some(shorter) => around = shorter,
                None => return (None, Some(path).filter(|p| !p.is_empty())),
            }
        }
    }

    /// Everything noted, in order.
    pub(super) fn finish(self) -> Problems {
        let mut problems = Problems(self.problems);
        problems.sort();
        problems
    }
}

/// A path and what lies below it.
pub(super) fn join(path: &str, below: &str) -> String {
    match (path.is_empty(), below.is_empty()) {
        (true, _) => below.to_owned(),
        (_, true) => path.to_owned(),
        _ if below.starts_with('[') => format!("{path}{below}"),
        _ => format!("{path}.{below}"),
    }
}
