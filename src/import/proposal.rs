//! What an import would write, shown before it is written.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::block;
use super::companies::{self, CompanyTable};
use super::compare::{self, Contradiction, Duplicate, Likeness};
use super::draft::{self, Draft};
use super::error::ImportError;
use super::furniture::Removed;
use super::kind::Kind;
use super::relative::ReadDate;
use super::worker::Worker;
use crate::knowledge::{Knowledge, Lang, PartialDate, Text};

/// What somebody says of the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It was published then.
    On(PartialDate),
    /// Nobody knows when.
    Unknown,
}

impl Published {
    /// Reads `2024-01-31`, `2024-01`, `2024` or `unknown`; `2024.1.31` and `2024/1/31` are understood too.
    ///
    /// # Errors
    /// [`ImportError::NotADate`] with the text.
    pub fn parse(text: &str) -> Result<Self, ImportError> {
        let bare = text.trim();
        if ["unknown", "모름", "미상"].contains(&bare.to_lowercase().as_str()) {
            return Ok(Self::Unknown);
        }
        let parts: Vec<String> = bare
            .split(['.', '/', '-', '년', '월', '일', ' '])
            .filter(|p| !p.is_empty())
            .map(|p| if p.len() == 1 { format!("0{p}") } else { p.to_owned() })
            .collect();
        PartialDate::parse(bare)
            .or_else(|_| PartialDate::parse(&parts.join("-")))
            .map(Self::On)
            .map_err(|_| ImportError::NotADate(text.to_owned()))
    }
}

/// What is said of a file by whoever imports it. What is left out is taken from the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether a document that came from the same file or address is replaced, rather than joined by another.
    pub replace: bool,
    /// The process that parses.
    pub worker: Worker,
}

/// What an import would write. Nothing is written until [`confirm`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The id of the document.
    pub id: String,
    /// The file that would be written, in the data directory.
    pub file: String,
    /// The name of the file it came from.
    pub imported_from: String,
    /// What kind of file that was.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The language it is written in.
    pub lang: Lang,
    /// How many characters its text has.
    pub characters: usize,
    /// How many tables it has.
    pub tables: usize,
    /// The first lines of its text.
    pub first_lines: Vec<String>,
    /// What a person should know before it is taken over.
    pub warnings: Vec<Text>,
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// The words of time that were dated.
    pub dates: Vec<ReadDate>,
    /// Documents that are there already and may be the same.
    pub duplicates: Vec<Duplicate>,
    /// Sentences that say something else than the records do.
    pub contradictions: Vec<Contradiction>,
    /// The companies a table lists, where it is one of companies.
    pub companies: Option<CompanyTable>,
    /// The golden questions whose answers would change, where that has been tried.
    pub questions: Vec<QuestionChange>,
    /// The file in the data directory that is replaced.
    pub replaces: Option<String>,
    /// The whole file that would be written.
    pub content: String,
}

/// A question whose answer would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionChange {
    /// The question.
    pub question: String,
    /// The answer now.
    pub before: String,
    /// The answer with the document.
    pub after: String,
}

/// Reads a file and says what would be written.
///
/// `name` is the file's own name, without a path. `knowledge` is what is there already.
///
/// # Errors
/// Why it cannot be imported, with what to do instead.
pub fn propose(bytes: &[u8], name: &str, options: &Options, knowledge: &Knowledge) -> Result<Proposal, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if bytes.len() as u64 > super::attachment::LARGEST {
        return Err(ImportError::TooLarge {
            bytes: bytes.len() as u64,
        });
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let extracted = options.worker.extract(bytes, name)?;
    let kind = extracted.kind;
    let sheets = extracted.sheets.clone();
    let draft = draft::draft(extracted, name, options)?;
    let hash = blake3::hash(bytes).to_hex().to_string();
    let body = block::markdown(&draft.blocks);
    let duplicates = compare::duplicates(knowledge, draft.url.as_deref(), &hash, &body);
    let replaced = duplicates.first().filter(|d| {
        options.replace && matches!(d.why, Likeness::SameFile | Likeness::SameAddress) && d.file.ends_with(".md")
    });
    let id = match replaced {
        Some(document) => document.document.clone(),
        None => free_id(&wanted_id(&draft), |id| knowledge.documents.iter().any(|d| d.id == id)),
    };
    let replaces = replaced.map(|d| d.file.clone());
    let content = file(&draft, &body, name, &hash);
    Ok(Proposal {
        file: replaces.clone().unwrap_or_else(|| format!("documents/{id}.md")),
        contradictions: compare::contradictions(knowledge, &draft.title, &body),
        id,
        imported_from: name.to_owned(),
        kind,
        characters: body.chars().filter(|c| !c.is_whitespace()).count(),
        tables: draft
            .blocks
            .iter()
            .filter(|b| matches!(b, block::Block::Table(_)))
            .count(),
        first_lines: body
            .lines()
            .filter(|l| !l.is_empty())
            .take(3)
            .map(str::to_owned)
            .collect(),
        title: draft.title,
        subtitle: draft.subtitle,
        author: draft.author,
        publisher: draft.publisher,
        published: draft.published,
        url: draft.url,
        lang: draft.lang,
        warnings: draft.warnings,
        removed: draft.removed,
        dates: draft.dates,
        companies: companies::table(&sheets, knowledge),
        questions: Vec::new(),
        duplicates,
        replaces,
        content,
    })
}

/// The id a document would have if nothing else had it: the site and the day, else the day and the title.
fn wanted_id(draft: &Draft) -> String {
    let host = draft.url.as_deref().and_then(|url| {
        let host = url
            .split_once("://")?
            .1
            .split(['/', ':', '?', '#'])
            .next()?
            .to_lowercase();
        // The label in front of the public endings: `m.example.co.kr` is `example`.
        let labels: Vec<&str> = host.split('.').collect();
        let common = [
            "co", "or", "go", "ac", "ne", "re", "pe", "com", "org", "net", "kr", "www", "m", "news",
        ];
        labels
            .iter()
            .rev()
            .skip(1)
            .find(|l| !common.contains(l))
            .map(|l| (*l).to_owned())
    });
    let slug = |text: &str| {
        let mut slug = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                slug.push(c);
            } else if !slug.ends_with('-') && !slug.is_empty() {
                slug.push('-');
            }
        }
        let short: String = slug.chars().take(40).collect();
        short.trim_matches('-').to_owned()
    };
    let when = draft.published.map(|p| slug(&p.to_string()));
    let parts = match (host, when) {
        (Some(host), Some(when)) => vec![slug(&host), when],
        (Some(host), None) => vec![slug(&host), slug(&draft.title)],
        (None, Some(when)) => vec![when, slug(&draft.title)],
        (None, None) => vec![slug(&draft.title)],
    };
    let id = parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    if id.is_empty() { "document".to_owned() } else { id }
}

fn free_id(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) {
        return wanted.to_owned();
    }
    (2..)
        .map(|n| format!("{wanted}-{n}"))
        .find(|id| !taken(id))
        .unwrap_or_else(|| wanted.to_owned())
}

/// The file: front matter and text.
fn file(draft: &Draft, body: &str, name: &str, hash: &str) -> String {
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            out.push_str(&format!("{key}: {}\n", front_value(value)));
        }
    };
    let published = draft.published.map(|p| p.to_string());
    line("title", Some(&draft.title));
    line("subtitle", draft.subtitle.as_deref());
    line("author", draft.author.as_deref());
    line("publisher", draft.publisher.as_deref());
    line("published", published.as_deref());
    line("url", draft.url.as_deref());
    line("lang", Some(if draft.lang == Lang::Ko { "ko" } else { "en" }));
    line("photo", draft.photo.as_deref());
    line("imported_from", Some(name));
    line("hash", Some(hash));
    if !draft.aliases.is_empty() {
        out.push_str("aliases:\n");
        for alias in &draft.aliases {
            out.push_str(&format!("- {}\n", front_value(alias)));
        }
    }
    out.push_str("---\n\n");
    out.push_str(body);
    out.push('\n');
    out
}

/// A value of the front matter: on one line, in quotes where it would be read as something else.
fn front_value(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.starts_with(['[', '"', '\'', '#', '-', '{', '&', '*', '!', '|', '>', '%', '@', '`']) || value.is_empty() {
        format!("\"{value}\"")
    } else {
        value
    }
}

/// Writes what was proposed into the data directory, whole or not at all. Gives the file.
///
/// A file of that name which has come to be there since is not overwritten, unless the proposal replaces it: the next
/// free name is taken.
///
/// # Errors
/// [`ImportError::Write`]; nothing was changed then.
pub fn confirm(proposal: &Proposal, data: &Path) -> Result<PathBuf, ImportError> {
    if let Some(replaced) = &proposal.replaces {
        let target = data.join(replaced);
        write_whole(&target, &proposal.content, true)?;
        return Ok(target);
    }
    for n in 1..1000 {
        let id = if n == 1 {
            proposal.id.clone()
        } else {
            format!("{}-{n}", proposal.id)
        };
        let target = data.join("documents").join(format!("{id}.md"));
        if write_whole(&target, &proposal.content, false)? {
            return Ok(target);
        }
    }
    Err(ImportError::Write(format!("{}: every name is taken", proposal.file)))
}

/// Writes a file by its whole content: a reader sees the old one or the new one, never a part. Gives whether it was
/// written, which it is not where a file is there that is not to be overwritten.
pub(super) fn write_whole(target: &Path, content: &str, overwrite: bool) -> Result<bool, ImportError> {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let failed = |e: std::io::Error| ImportError::Write(format!("{name}: {e}"));
    let directory = target.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(directory).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".import-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(directory).map_err(failed)?;
    file.write_all(content.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed)?;
    let kept = if overwrite {
        file.persist(target)
    } else {
        file.persist_noclobber(target)
    };
    match kept {
        Ok(_) => Ok(true),
        Err(error) if !overwrite && error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error.error)),
    }
}

impl Proposal {
    /// The document that came from the same file, byte for byte, where there is one that is not replaced.
    pub fn already_there(&self) -> Option<&Duplicate> {
        self.duplicates
            .iter()
            .find(|d| d.why == Likeness::SameFile && self.replaces.is_none())
    }

    /// Tries the document on a copy of the data directory: `questions` is given the directory as it is and the copy that
    /// has the document, and says which golden questions are answered otherwise.
    ///
    /// # Errors
    /// [`ImportError::Write`] where the copy cannot be made; whatever `questions` fails with is its own to report.
    pub fn try_on(
        &mut self,
        data: &Path,
        questions: impl FnOnce(&Path, &Path) -> Vec<QuestionChange>,
    ) -> Result<(), ImportError> {
        let failed = |e: std::io::Error| ImportError::Write(e.to_string());
        let scratch = tempfile::tempdir().map_err(failed)?;
        let copy = scratch.path().join("data");
        copy_folder(data, &copy).map_err(failed)?;
        confirm(self, &copy)?;
        self.questions = questions(data, &copy);
        Ok(())
    }

    /// The preview, as plain text for a terminal or a message.
    pub fn preview(&self, lang: Lang) -> String {
        super::preview::preview(self, lang)
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
