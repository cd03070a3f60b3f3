//! `giljabi ask`: answers one question or a batch of them.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use serde::Deserialize;

use crate::answer::{Answer, Ask, Request};
use crate::config::Common;
use crate::desk::Desk;
use crate::knowledge::Lang;

/// The flags of `ask`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON instead of text for a person
    #[arg(long)]
    json: bool,
    /// Read questions from a JSONL file, `-` for stdin, and print one JSON object a line
    #[arg(long, value_name = "FILE", conflicts_with = "question")]
    batch: Option<PathBuf>,
    /// Print how the question is read and what comes near it, instead of an answer
    #[arg(long, conflicts_with_all = ["json", "batch"])]
    explain: bool,
    /// The language to answer in; the question's own where left out
    #[arg(long, value_parser = parse_lang, value_name = "ko|en")]
    lang: Option<Lang>,
    /// The question; several words are put together
    #[arg(required_unless_present = "batch")]
    question: Vec<String>,
}

pub(super) fn parse_lang(text: &str) -> Result<Lang, String> {
    match text {
        "ko" => Ok(Lang::Ko),
        "en" => Ok(Lang::En),
        other => Err(format!("`{other}` is not a language: write ko or en")),
    }
}

/// Runs `ask`.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&common.places())?;
    if let Some(file) = &args.batch {
        batch(&desk, common, args.lang, file)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.explain {
        super::say(&desk.snapshot().engine.explain(&args.question.join(" "), common.today()));
        return Ok(ExitCode::SUCCESS);
    }
    let mut ask = Ask::question(args.question.join(" "), common.today());
    ask.lang = args.lang;
    let answer = desk.ask(&ask);
    if args.json {
        super::say(&serde_json::to_string(&answer)?);
    } else {
        super::say(&for_a_person(&answer));
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Deserialize)]
struct Row {
    id: Option<serde_json::Value>,
    question: String,
    session: Option<String>,
    lang: Option<Lang>,
}

fn batch(desk: &Desk, common: &Common, lang: Option<Lang>, file: &Path) -> anyhow::Result<()> {
    let reader: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        Box::new(std::io::BufReader::new(opened))
    };
    let mut out = std::io::stdout().lock();
    let today = common.today();
    for line in reader.split(b'\n') {
        let bytes = line?;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim().trim_start_matches('\u{feff}');
        if text.is_empty() {
            continue;
        }
        let reply = match serde_json::from_str::<Row>(text) {
            Ok(row) => {
                let ask = Ask {
                    id: row.id.as_ref().map(id_text),
                    request: Request::Question(row.question),
                    session: row.session,
                    lang: row.lang.or(lang),
                    today,
                };
                serde_json::to_string(&desk.ask(&ask))?
            }
            Err(error) => {
                let id = serde_json::from_str::<serde_json::Value>(text)
                    .ok()
                    .and_then(|v| v.get("id").cloned());
                serde_json::to_string(&serde_json::json!({ "id": id, "error": error.to_string() }))?
            }
        };
        writeln!(out, "{reply}")?;
    }
    out.flush()?;
    Ok(())
}

fn id_text(id: &serde_json::Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// An answer as text for a person at a terminal.
pub(crate) fn for_a_person(answer: &Answer) -> String {
    let korean = answer.lang == Lang::Ko;
    let mut text = answer.text.clone();
    // A short list is already in the sentence.
    if answer.items.len() > 3 || answer.items.iter().any(|item| !answer.text.contains(item.as_str())) {
        for item in &answer.items {
            text.push_str("\n  · ");
            text.push_str(item);
        }
    }
    for source in &answer.sources {
        let published = source
            .published
            .map(|date| format!(", {}", date.say(answer.lang)))
            .unwrap_or_default();
        text.push_str(&format!(
            "\n\n  “{}”\n  — {}{published}, {}",
            source.quote, source.publisher, source.title
        ));
        if let Some(url) = &source.url {
            text.push_str(&format!("\n    {url}"));
        }
    }
    if let Some(date) = answer.as_of {
        let said = date.say(answer.lang);
        text.push_str(&if korean {
            format!("\n\n  {said} 기준")
        } else {
            format!("\n\n  As of {said}")
        });
    }
    if !answer.related.is_empty() {
        text.push_str(if korean {
            "\n\n  더 물어볼 수 있는 것:"
        } else {
            "\n\n  You can also ask:"
        });
        for question in &answer.related {
            text.push_str("\n  - ");
            text.push_str(question);
        }
    }
    text
}
