//! `giljabi eval`: asks the golden questions and prints what changed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use crate::config::Common;
use crate::desk::Desk;
use crate::eval::golden::{self, Part, Set};
use crate::eval::judge::Verdict;
use crate::eval::report::{self, Before, Figures};

/// The flags of `eval`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the result file anew
    #[arg(long)]
    update: bool,
    /// Measure retrieval alone: a JSONL file of documents (`{"id","title","text"}`); `--questions` is then one of questions
    /// (`{"id","text","gold":[ids],"answers":[texts]}`)
    #[arg(long, value_name = "FILE", requires = "questions")]
    corpus: Option<PathBuf>,
    /// The file of questions; the result file stands beside it, its name ending in `results.txt`
    #[arg(long, value_name = "FILE", default_value = "tests/golden/questions.toml")]
    questions: PathBuf,
    /// Print what each question came to as JSON, one object a line
    #[arg(long)]
    json: bool,
    /// Show the questions that are kept apart too, not their figures alone
    #[arg(long)]
    held_out: bool,
}

/// Runs `eval`. Exit code 1 where something got worse than the result file says.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    if let Some(corpus) = &args.corpus {
        let (figures, table) = crate::eval::retrieval::report(corpus, &args.questions)?;
        super::say(&if args.json {
            serde_json::to_string(&figures)?
        } else {
            table.trim_end().to_owned()
        });
        return Ok(ExitCode::SUCCESS);
    }
    let set = Set::load(&args.questions)?;
    let desk = Desk::open(&common.places())?;
    let snapshot = desk.snapshot();
    let outcomes = golden::run(|ask| desk.ask(ask), &set, &snapshot.knowledge.companies, common.today());
    let shown = |part: Part| part == Part::Tuned || args.held_out;

    if args.json {
        for outcome in outcomes.iter().filter(|outcome| shown(outcome.part)) {
            super::say(&serde_json::to_string(outcome)?);
        }
    } else {
        for outcome in outcomes
            .iter()
            .filter(|outcome| shown(outcome.part) && outcome.verdict != Verdict::Right)
        {
            super::say(&format!(
                "{:<9} {}: {}\n          {}\n          → {}",
                outcome.verdict.word(),
                outcome.id,
                outcome.question,
                outcome.why,
                outcome.text.replace('\n', " ⏎ "),
            ));
            if !outcome.items.is_empty() {
                super::say(&format!("          · {}", outcome.items.join(", ")));
            }
        }
        for (part, title) in [
            (Part::Tuned, "Questions tuned on"),
            (Part::HeldOut, "Questions held out"),
        ] {
            super::say(&format!("\n{title}\n{}", report::table(&outcomes, part)));
        }
        let (median, p99) = report::latency(&outcomes);
        super::say(&format!(
            "Answered in {median} µs at the median, {p99} µs at the 99th percentile."
        ));
    }

    let name = args
        .questions
        .file_name()
        .map(|name| name.to_string_lossy().replace("questions.toml", "results.txt"))
        .filter(|name| name.ends_with("results.txt"))
        .unwrap_or_else(|| "results.txt".to_owned());
    let file = args.questions.with_file_name(name);
    if args.update {
        std::fs::write(&file, report::results(&outcomes))
            .with_context(|| format!("cannot write {}", file.display()))?;
        super::note(&format!("Wrote {}.", file.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let Ok(text) = std::fs::read_to_string(&file) else {
        super::note(&format!(
            "There is no {} to compare with: write it with --update.",
            file.display()
        ));
        return Ok(ExitCode::SUCCESS);
    };
    Ok(if got_worse(&Before::parse(&text), &outcomes, args.json) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Says what changed since the result file was written, and whether something got worse.
fn got_worse(before: &Before, outcomes: &[golden::Outcome], json: bool) -> bool {
    let tuned: Vec<golden::Outcome> = outcomes
        .iter()
        .filter(|outcome| outcome.part == Part::Tuned)
        .cloned()
        .collect();
    let changes = golden::changes(&before.verdicts, &tuned);
    let mut worse = changes.iter().any(golden::Change::worse);
    if !json && !changes.is_empty() {
        super::say("\nChanged since the result file was written:");
        for change in &changes {
            super::say(&format!(
                "  {} {}: {} → {}",
                if change.worse() { "WORSE " } else { "better" },
                change.id,
                change.before.map_or("new", Verdict::word),
                change.after.word(),
            ));
        }
    }
    let now = Figures::of(outcomes.iter().filter(|outcome| outcome.part == Part::HeldOut));
    if let Some((asked, right, wrong)) = before.held_out
        && asked == now.asked
        && (now.right < right || now.wrong > wrong)
    {
        worse = true;
        if !json {
            super::say(&format!(
                "  WORSE  held out: {right} right, {wrong} wrong → {} right, {} wrong",
                now.right, now.wrong
            ));
        }
    }
    worse
}
