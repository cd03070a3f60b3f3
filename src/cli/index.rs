//! `giljabi index`: builds a new generation from the data directory and prints what changed since the last.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

use crate::config::Common;
use crate::knowledge::{self, Knowledge};
use crate::search::{Generation, Generations, Step, passages};

/// The flags of `index`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read and compare only; build nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON instead of text for a person
    #[arg(long)]
    json: bool,
}

/// What `index` came to.
#[derive(Debug, Serialize)]
struct Outcome {
    /// The generation that is current now.
    generation: Option<String>,
    /// Whether one was built; with `--dry-run`, whether one would be.
    built: bool,
    dry_run: bool,
    documents: usize,
    passages: usize,
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
    /// Records of each kind: before and now, where they differ.
    records: BTreeMap<String, (usize, usize)>,
}

/// Runs `index`.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let places = common.places();
    let generations = Generations::new(&places.index);
    let hear = progress();
    hear(Step::Reading);
    let knowledge = knowledge::load(&places.data).map_err(|problems| anyhow::anyhow!("{problems}"))?;
    let before = generations.current().unwrap_or_else(|error| {
        super::note(&format!("giljabi: {error:#}; it is built anew"));
        None
    });
    let mut outcome = compare(before.as_ref(), &knowledge);
    let same = before.as_ref().is_some_and(|b| b.manifest().data == knowledge.hash);
    outcome.built = !same;
    outcome.dry_run = args.dry_run;
    outcome.generation = before.as_ref().map(|b| b.name().to_owned());
    if args.dry_run {
        outcome.passages = knowledge.documents.iter().map(|d| passages(d).len()).sum();
    } else {
        drop(before);
        let generation = generations.build(&knowledge, &hear)?;
        outcome.passages = generation.passages().len();
        outcome.generation = Some(generation.name().to_owned());
    }
    if args.json {
        super::say(&serde_json::to_string(&outcome)?);
    } else {
        super::say(&for_a_person(&outcome));
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what building is at to stderr, a line a step and one for every tenth of the passages.
pub(crate) fn progress() -> impl Fn(Step) + Sync {
    let tenth = AtomicUsize::new(0);
    move |step| match step {
        Step::Reading | Step::Words => {}
        Step::Passages { done, total } => {
            let now = done * 10 / total.max(1);
            if tenth.fetch_max(now, Ordering::Relaxed) < now {
                super::note(&format!("indexing: {done} of {total} passages"));
            }
        }
        Step::Finishing => super::note("indexing: writing to disk"),
        Step::Damaged(name, why) => super::note(&format!(
            "warning: the index {name} is damaged ({why}); building it anew"
        )),
        Step::Kept(why) => super::note(&format!(
            "warning: no new index could be built, the old one is kept: {why}"
        )),
    }
}

fn compare(before: Option<&Generation>, now: &Knowledge) -> Outcome {
    let old: BTreeMap<&str, &crate::knowledge::Document> = before
        .map(|b| b.knowledge().documents.iter().map(|d| (d.id.as_str(), d)).collect())
        .unwrap_or_default();
    let new: BTreeMap<&str, &crate::knowledge::Document> = now.documents.iter().map(|d| (d.id.as_str(), d)).collect();
    let ids = |all: Vec<&&str>| all.into_iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let empty = Knowledge::default();
    let kept = before.map_or(&empty, |b| b.knowledge());
    let mut records = BTreeMap::new();
    for (what, was, is) in [
        ("sources", kept.sources.len(), now.sources.len()),
        ("programmes", kept.programmes.len(), now.programmes.len()),
        ("places", kept.places.len(), now.places.len()),
        ("facts", kept.facts.len(), now.facts.len()),
        ("partners", kept.partners.len(), now.partners.len()),
        ("companies", kept.companies.len(), now.companies.len()),
        ("presences", kept.presences.len(), now.presences.len()),
        ("disagreements", kept.disagreements.len(), now.disagreements.len()),
        ("unknowns", kept.unknowns.len(), now.unknowns.len()),
        ("faqs", kept.faqs.len(), now.faqs.len()),
        ("synonyms", kept.synonyms.len(), now.synonyms.len()),
    ] {
        if was != is {
            records.insert(what.to_owned(), (was, is));
        }
    }
    Outcome {
        generation: None,
        built: false,
        dry_run: false,
        documents: new.len(),
        passages: 0,
        added: ids(new.keys().filter(|id| !old.contains_key(*id)).collect()),
        changed: ids(new
            .iter()
            .filter(|(id, d)| old.get(*id).is_some_and(|o| o != *d))
            .map(|(id, _)| id)
            .collect()),
        removed: ids(old.keys().filter(|id| !new.contains_key(*id)).collect()),
        records,
    }
}

/// The most ids named in one line.
const NAMED: usize = 10;

fn for_a_person(outcome: &Outcome) -> String {
    let mut text = match (outcome.dry_run, outcome.built, &outcome.generation) {
        (true, true, _) => format!(
            "would build: {} documents, {} passages",
            outcome.documents, outcome.passages
        ),
        (true, false, _) => "nothing to build: the index is up to date".to_owned(),
        (false, true, Some(name)) => format!(
            "built {name}: {} documents, {} passages",
            outcome.documents, outcome.passages
        ),
        (false, _, name) => format!("up to date: {}", name.as_deref().unwrap_or("no index")),
    };
    for (what, ids) in [
        ("added", &outcome.added),
        ("changed", &outcome.changed),
        ("removed", &outcome.removed),
    ] {
        if ids.is_empty() {
            continue;
        }
        let named = ids.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if ids.len() > NAMED {
            format!(" and {} more", ids.len() - NAMED)
        } else {
            String::new()
        };
        text.push_str(&format!("\n  {what}: {} ({named}{more})", ids.len()));
    }
    for (what, (was, is)) in &outcome.records {
        text.push_str(&format!("\n  {what}: {was} -> {is}"));
    }
    text
}
