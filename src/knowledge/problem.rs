//! What is wrong with a data directory: every problem with its file, its line and field, and what to write instead.

use std::fmt;

use serde::Serialize;

use super::model::{Lang, Text};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The directory is not loaded until it is mended.
    Error,
    /// The directory is loaded; somebody should look at it.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the data directory.
    pub file: String,
    /// The line, counted from 1, where one is meant.
    pub line: Option<usize>,
    /// The field, as `record[id].field`, where one is meant.
    pub field: Option<String>,
    /// What is wrong.
    pub what: Text,
    /// What to write or do instead.
    pub fix: Text,
}

impl Problem {
    /// The problem in one line, as a compiler prints it: `file:line: field: what → fix`.
    pub fn say(&self, lang: Lang) -> String {
        let mut out = self.file.clone();
        if let Some(line) = self.line {
            out.push_str(&format!(":{line}"));
        }
        let severity = match (self.severity, lang) {
            (Severity::Error, Lang::Ko) => "오류",
            (Severity::Error, Lang::En) => "error",
            (Severity::Warning, Lang::Ko) => "주의",
            (Severity::Warning, Lang::En) => "warning",
        };
        out.push_str(&format!(": {severity}: "));
        if let Some(field) = &self.field {
            out.push_str(&format!("{field}: "));
        }
        out.push_str(self.what.get(lang));
        out.push_str(&format!(" → {}", self.fix.get(lang)));
        out
    }
}

/// Everything that is wrong with a data directory, in the order of files and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Whether anything keeps the directory from being loaded.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|p| p.severity == Severity::Error).count()
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.0.len() - self.errors()
    }

    /// All problems, one a line, in `lang`; ends with a line that counts them.
    pub fn say(&self, lang: Lang) -> String {
        let mut out: String = self.0.iter().map(|p| p.say(lang) + "\n").collect();
        let (errors, warnings) = (self.errors(), self.warnings());
        out.push_str(&match lang {
            Lang::Ko => format!("오류 {errors}건, 주의 {warnings}건"),
            Lang::En => format!("{errors} error(s), {warnings} warning(s)"),
        });
        out
    }

    /// Puts the problems in the order of their files and lines and drops repeats.
    pub(super) fn sort(&mut self) {
        self.0
            .sort_by(|a, b| (&a.file, a.line, a.severity, &a.field).cmp(&(&b.file, b.line, b.severity, &b.field)));
        self.0.dedup();
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for Problems {}
