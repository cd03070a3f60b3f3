//! Knowledge of other kinds, answered with no code changed: a programme of another field, and a directory of documents and
//! nothing else.

use std::path::Path;

use giljabi::desk::{Desk, Places};
use giljabi::eval::{Outcome, Set, Verdict, golden};

/// Asks the questions of `tests/<name>/questions.toml` of `tests/<name>/data`.
fn ask(name: &str) -> Vec<Outcome> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let room = tempfile::tempdir().expect("a directory for the index");
    let desk = Desk::open(&Places {
        data: folder.join("data"),
        index: room.path().join("index"),
        state: room.path().join("state"),
    })
    .expect("the knowledge opens");
    let set = Set::load(&folder.join("questions.toml")).expect("the questions load");
    let snapshot = desk.snapshot();
    golden::run(
        |question| desk.ask(question),
        &set,
        &snapshot.knowledge.companies,
        set.today.expect("the questions have a day"),
    )
}

/// Fails where fewer than `percent` of the questions are answered rightly, or more than `wrong` wrongly.
fn check(name: &str, percent: usize, wrong: usize) {
    let outcomes = ask(name);
    let count = |verdict: Verdict| outcomes.iter().filter(|outcome| outcome.verdict == verdict).count();
    let missed: Vec<String> = outcomes
        .iter()
        .filter(|outcome| outcome.verdict != Verdict::Right)
        .map(|outcome| {
            format!(
                "{} {}: {}: {} → {}",
                outcome.verdict.word(),
                outcome.id,
                outcome.question,
                outcome.why,
                outcome.text
            )
        })
        .collect();
    assert!(
        count(Verdict::Right) * 100 >= outcomes.len() * percent
            && count(Verdict::Wrong) * 100 <= outcomes.len() * wrong,
        "{name}: {} of {} right, {} wrong\n{}",
        count(Verdict::Right),
        outcomes.len(),
        count(Verdict::Wrong),
        missed.join("\n")
    );
}

#[test]
fn a_programme_of_another_field_is_answered() {
    check("other-programme", 90, 5);
}

#[test]
fn documents_alone_are_answered() {
    check("documents-only", 90, 5);
}

#[test]
fn notices_and_news_are_answered_to_strangers() {
    check("notices-and-news", 70, 7);
}

#[test]
fn notices_of_an_association_are_answered_to_strangers() {
    check("association-notices", 69, 11);
}

#[test]
fn a_programme_with_records_of_three_years_is_answered_to_strangers() {
    check("campus-programme", 64, 12);
}

#[test]
fn a_programme_of_kitchens_and_shops_is_answered_to_strangers() {
    check("kitchen-programme", 67, 11);
}

#[test]
fn documents_that_members_ask_about_are_answered_to_strangers() {
    check("members-documents", 47, 14);
}

#[test]
fn an_agencys_notices_and_pages_of_all_kinds_are_answered_to_strangers() {
    check("agency-and-pages", 54, 11);
}

#[test]
fn documents_of_a_centre_for_exporters_are_answered_to_strangers() {
    check("exporters-documents", 70, 9);
}

#[test]
fn articles_of_mixed_fields_are_answered_to_strangers() {
    check("mixed-articles", 60, 11);
}

#[test]
fn a_programme_of_game_studios_is_answered_to_strangers() {
    check("studios-programme", 45, 10);
}

#[test]
fn documents_of_a_town_a_university_and_others_are_answered_to_strangers() {
    check("varied-documents", 32, 18);
}
