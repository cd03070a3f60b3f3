//! `giljabi check`: validates a data directory and prints every problem, with what to write instead.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;

use crate::config::Common;
use crate::knowledge::{self, Knowledge, Lang, Problems};

use super::say;

/// What `giljabi check` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// The language of the messages
    #[arg(long, value_enum, default_value = "ko")]
    lang: MessageLang,
}

/// The language a person reads problems in.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageLang {
    /// Korean
    Ko,
    /// English
    En,
}

/// Runs the subcommand.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let lang = match args.lang {
        MessageLang::Ko => Lang::Ko,
        MessageLang::En => Lang::En,
    };
    let whole = check(&common.data, args.json, lang);
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Validates `data` and prints what is wrong. True if nothing keeps it from being loaded; warnings do not.
pub fn check(data: &Path, json: bool, lang: Lang) -> bool {
    let (knowledge, problems) = knowledge::inspect(data);
    if json {
        say(&report(&knowledge, &problems).to_string());
    } else {
        for problem in &problems.0 {
            say(&problem.say(lang));
        }
        say(&summary(&knowledge, &problems, lang));
    }
    !problems.has_errors()
}

fn report(knowledge: &Knowledge, problems: &Problems) -> serde_json::Value {
    json!({
        "ok": !problems.has_errors(),
        "errors": problems.errors(),
        "warnings": problems.warnings(),
        "problems": problems.0,
        "documents": knowledge.documents.len(),
        "records": knowledge.record_count(),
        "hash": knowledge.hash,
    })
}

fn summary(knowledge: &Knowledge, problems: &Problems, lang: Lang) -> String {
    let (documents, records) = (knowledge.documents.len(), knowledge.record_count());
    let (errors, warnings) = (problems.errors(), problems.warnings());
    match (lang, errors + warnings) {
        (Lang::Ko, 0) => format!("문서 {documents}건, 기록 {records}건을 확인했습니다. 문제가 없습니다."),
        (Lang::Ko, _) => {
            format!("문서 {documents}건, 기록 {records}건을 확인했습니다. 오류 {errors}건, 주의 {warnings}건입니다.")
        }
        (Lang::En, 0) => format!("Checked {documents} documents and {records} records. No problems."),
        (Lang::En, _) => {
            format!("Checked {documents} documents and {records} records: {errors} errors, {warnings} warnings.")
        }
    }
}
