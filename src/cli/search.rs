//! `giljabi search`: ranked passages for one query or a batch of them.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::Common;
use crate::search::{Generation, Generations};

/// The flags of `search`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON instead of text for a person
    #[arg(long)]
    json: bool,
    /// The most hits to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Only the best passage of each document
    #[arg(long)]
    documents: bool,
    /// Read queries from a JSONL file (`{"id","query"}`), `-` for stdin, and print one JSON object a line
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    batch: Option<PathBuf>,
    /// What to search for; several words are put together
    #[arg(required_unless_present = "batch")]
    query: Vec<String>,
}

/// Runs `search`.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let places = common.places();
    let generation = Generations::new(&places.index).open_or_build(&places.data, &super::index::progress())?;
    if let Some(file) = &args.batch {
        batch(&generation, args, file)?;
    } else {
        let query = args.query.join(" ");
        if args.json {
            let row = json!({ "id": Value::Null, "query": query });
            super::say(&answer(&generation, args, &row).to_string());
        } else {
            super::say(for_a_person(&generation, args, &query).trim_end());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A line of a batch. A query may be called `query`, `text` or `question`.
#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Value,
    #[serde(alias = "text", alias = "question")]
    query: String,
}

fn batch(generation: &Generation, args: &Args, file: &Path) -> anyhow::Result<()> {
    let reader: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        Box::new(std::io::BufReader::new(opened))
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in reader.split(b'\n') {
        let bytes = line?;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim().trim_start_matches('\u{feff}');
        if text.is_empty() {
            continue;
        }
        let reply = match serde_json::from_str::<Value>(text) {
            Ok(row) => answer(generation, args, &row),
            Err(error) => json!({ "id": Value::Null, "error": error.to_string() }),
        };
        writeln!(out, "{reply}")?;
    }
    out.flush()?;
    Ok(())
}

/// The JSON object for one row.
fn answer(generation: &Generation, args: &Args, row: &Value) -> Value {
    let row = match Row::deserialize(row) {
        Ok(row) => row,
        Err(error) => return json!({ "id": row.get("id").cloned().unwrap_or_default(), "error": error.to_string() }),
    };
    let hits: Vec<Value> = found(generation, args, &row.query)
        .into_iter()
        .filter_map(|hit| {
            let (passage, document) = generation.passage(hit.passage)?;
            Some(json!({
                "document": hit.document,
                "passage": hit.passage,
                "title": hit.title,
                "score": hit.score,
                "text": passage.text(document),
            }))
        })
        .collect();
    json!({ "id": row.id, "hits": hits })
}

fn found(generation: &Generation, args: &Args, query: &str) -> Vec<crate::search::Hit> {
    if args.documents {
        generation.search_documents(query, args.limit)
    } else {
        generation.search(query, args.limit, None).hits
    }
}

fn for_a_person(generation: &Generation, args: &Args, query: &str) -> String {
    let hits = found(generation, args, query);
    if hits.is_empty() {
        return "nothing found".to_owned();
    }
    let mut text = String::new();
    for (n, hit) in (1..).zip(&hits) {
        let Some((passage, document)) = generation.passage(hit.passage) else {
            continue;
        };
        let heading = if passage.heading.is_empty() {
            String::new()
        } else {
            format!(" > {}", passage.heading)
        };
        text.push_str(&format!(
            "{n}. {}{heading}  ({}, {:.2})\n",
            hit.title, hit.document, hit.score
        ));
        let readable = passage.readable(document);
        let short: String = readable
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(200)
            .collect();
        text.push_str(&format!("   {short}\n\n"));
    }
    text
}
