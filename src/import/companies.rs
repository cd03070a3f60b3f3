//! A table of companies as company records, after its columns have been shown to whoever confirms.

use std::path::Path;

use serde::{Deserialize, Serialize};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::error::ImportError;
use super::proposal::Proposal;
use super::read::Sheet;
use crate::knowledge::{Knowledge, Lang, names};

/// What a column of a table of companies gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name.
    Name,
    /// The English name.
    English,
    /// The stock code.
    Code,
    /// Other names, separated by commas or semicolons.
    Aliases,
}

impl Field {
    /// What a person calls it.
    pub fn say(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Name, Lang::Ko) => "이름",
            (Self::Name, Lang::En) => "name",
            (Self::English, Lang::Ko) => "영문 이름",
            (Self::English, Lang::En) => "English name",
            (Self::Code, Lang::Ko) => "종목코드",
            (Self::Code, Lang::En) => "stock code",
            (Self::Aliases, Lang::Ko) => "다른 이름",
            (Self::Aliases, Lang::En) => "other names",
        }
    }

    /// The field a header's word names, if any.
    fn of(header: &str) -> Option<Self> {
        const NAMES: [(Field, &[&str]); 4] = [
            (
                Field::English,
                &[
                    "영문명",
                    "영문",
                    "영문이름",
                    "영문회사명",
                    "영문기업명",
                    "영어이름",
                    "영어명",
                    "english",
                    "englishname",
                    "nameenglish",
                    "nameinenglish",
                    "nameen",
                    "영문상호",
                ],
            ),
            (
                Field::Code,
                &[
                    "종목코드",
                    "종목번호",
                    "단축코드",
                    "stockcode",
                    "ticker",
                    "tickersymbol",
                    "종목",
                ],
            ),
            (
                Field::Aliases,
                &[
                    "다른이름",
                    "별칭",
                    "약칭",
                    "약어",
                    "별명",
                    "alias",
                    "aliases",
                    "othernames",
                    "alsoknownas",
                    "aka",
                ],
            ),
            (
                Field::Name,
                &[
                    "회사명",
                    "기업명",
                    "업체명",
                    "회사",
                    "기업",
                    "업체",
                    "상호",
                    "상호명",
                    "회사이름",
                    "기업이름",
                    "입주기업",
                    "선정기업",
                    "참여기업",
                    "회원사",
                    "회원사명",
                    "company",
                    "companyname",
                    "companies",
                    "nameofcompany",
                    "firm",
                    "tenant",
                    "국문명",
                    "국문회사명",
                    "한글명",
                ],
            ),
        ];
        let key = names::key(header);
        NAMES
            .iter()
            .find(|(_, words)| words.contains(&key.as_str()))
            .map(|(field, _)| *field)
    }
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it gives; `None` where it stays in the document only.
    pub field: Option<Field>,
}

/// A company that would be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCompany {
    /// The id of its record.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its English name.
    pub english: Option<String>,
    /// Its stock code.
    pub code: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
}

/// How a table maps to company records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyTable {
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The companies that would be recorded.
    pub companies: Vec<NewCompany>,
    /// Names in the table that the knowledge has already; their records stay as they are.
    pub known: Vec<String>,
}

/// Reads the first sheet that is a table of companies.
pub(super) fn table(sheets: &[Sheet], knowledge: &Knowledge) -> Option<CompanyTable> {
    sheets.iter().find_map(|sheet| {
        // Titles and empty rows often stand above the header.
        let (at, columns) = sheet.rows.iter().take(10).enumerate().find_map(|(at, row)| {
            let columns: Vec<Column> = columns(row);
            columns
                .iter()
                .any(|c| c.field == Some(Field::Name))
                .then_some((at, columns))
        })?;
        let rows = sheet.rows.get(at + 1..)?;
        let mut taken: Vec<String> = taken(knowledge);
        let mut ids: Vec<String> = knowledge.companies.iter().map(|c| c.id.clone()).collect();
        let (mut companies, mut known) = (Vec::new(), Vec::new());
        for row in rows {
            let cell = |field: Field| {
                let at = columns.iter().position(|c| c.field == Some(field))?;
                let text = row.get(at)?.split_whitespace().collect::<Vec<_>>().join(" ");
                (!text.is_empty() && text != "-").then_some(text)
            };
            let Some(name) = cell(Field::Name) else { continue };
            if taken.contains(&names::key(&name)) {
                known.push(name);
                continue;
            }
            let free = |text: &String, taken: &[String]| !taken.contains(&names::key(text));
            taken.push(names::key(&name));
            let english = cell(Field::English).filter(|e| free(e, &taken) || names::key(e) == names::key(&name));
            taken.extend(english.as_deref().map(names::key));
            let mut aliases: Vec<String> = Vec::new();
            for alias in cell(Field::Aliases)
                .unwrap_or_default()
                .split([',', ';', '/'])
                .map(str::trim)
            {
                let alias = alias.to_owned();
                if !alias.is_empty() && free(&alias, &taken) {
                    taken.push(names::key(&alias));
                    aliases.push(alias);
                }
            }
            let code = cell(Field::Code).map(|code| code.trim_start_matches('\'').to_owned());
            let id = id(&name, english.as_deref(), &ids);
            ids.push(id.clone());
            companies.push(NewCompany {
                id,
                name,
                english,
                code,
                aliases,
            });
        }
        (!companies.is_empty() || !known.is_empty()).then_some(CompanyTable {
            columns,
            companies,
            known,
        })
    })
}

/// The columns of a header; each field is given by one column, the first that names it.
fn columns(row: &[String]) -> Vec<Column> {
    let mut seen = Vec::new();
    row.iter()
        .map(|header| {
            let field = Field::of(header).filter(|field| !seen.contains(field));
            seen.extend(field);
            Column {
                header: header.clone(),
                field,
            }
        })
        .collect()
}

/// Every name that means something already.
fn taken(knowledge: &Knowledge) -> Vec<String> {
    let companies = knowledge.companies.iter().map(|c| (&c.name, &c.aliases));
    let partners = knowledge.partners.iter().map(|p| (&p.name, &p.aliases));
    let places = knowledge.places.iter().map(|p| (&p.name, &p.aliases));
    companies
        .chain(partners)
        .chain(places)
        .flat_map(|(name, aliases)| [Some(&name.ko), name.en.as_ref()].into_iter().flatten().chain(aliases))
        .map(|name| names::key(name))
        .collect()
}

fn id(name: &str, english: Option<&str>, taken: &[String]) -> String {
    let mut slug = String::new();
    for c in english.unwrap_or(name).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    let slug = if slug.is_empty() { "company" } else { slug };
    if !taken.iter().any(|id| id == slug) {
        return slug.to_owned();
    }
    (2..)
        .map(|n| format!("{slug}-{n}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

/// The text of `companies.toml` with the new records behind what it says now. What is there, comments and all, stays.
pub(super) fn with_records(now: &str, table: &CompanyTable, source: &str) -> Result<String, ImportError> {
    let mut document: DocumentMut = now
        .parse()
        .map_err(|e| ImportError::Write(format!("companies.toml: {e}")))?;
    let records = document
        .entry("company")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or_else(|| ImportError::Write("companies.toml: `company` is not a list of tables".to_owned()))?;
    for company in &table.companies {
        let mut record = Table::new();
        record.decor_mut().set_prefix("\n");
        record.insert("id", value(&company.id));
        let name = match &company.english {
            Some(english) => {
                let mut both = InlineTable::new();
                both.insert("ko", company.name.as_str().into());
                both.insert("en", english.as_str().into());
                Item::Value(Value::InlineTable(both))
            }
            None => value(&company.name),
        };
        record.insert("name", name);
        if !company.aliases.is_empty() {
            record.insert("aliases", value(company.aliases.iter().collect::<Array>()));
        }
        if let Some(code) = &company.code {
            record.insert("code", value(code));
        }
        record.insert("sources", value([source].into_iter().collect::<Array>()));
        records.push(record);
    }
    Ok(document.to_string())
}

/// Writes the document and, from its table, the records of the companies it names. Gives how many were recorded.
///
/// The document is written first: it is the source that the records name.
///
/// # Errors
/// [`ImportError::Write`]; a `companies.toml` that cannot be read is left as it is.
pub fn confirm_companies(proposal: &Proposal, data: &Path) -> Result<usize, ImportError> {
    let Some(table) = proposal.companies.as_ref().filter(|t| !t.companies.is_empty()) else {
        super::proposal::confirm(proposal, data)?;
        return Ok(0);
    };
    let file = data.join("companies.toml");
    let now = match std::fs::read_to_string(&file) {
        Ok(now) => now,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(ImportError::Write(format!("companies.toml: {error}"))),
    };
    // Tried before anything is written, with the name the document will most likely get.
    with_records(&now, table, &proposal.id)?;
    let written = super::proposal::confirm(proposal, data)?;
    let id = written
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let text = with_records(&now, table, &id)?;
    super::proposal::write_whole(&file, &text, true)?;
    Ok(table.companies.len())
}
