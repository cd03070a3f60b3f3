//! What staff write: an answer appended, a record marked as out of date, and nothing lost when either is refused.

use std::fs;

use giljabi::knowledge::{self, Faq, Lang, Source, Text, faq};
use jiff::civil::date;

use crate::directory;

const FAQS: &str =
    "# Kept by hand.\n\n[[faq]]\nid = \"old\" # the first\nquestion = \"Old?\"\nanswer = \"Yes.\"\nsources = [\"a\"]\n";

fn answer(question: &str) -> Faq {
    Faq {
        id: String::new(),
        question: Text::plain(question),
        also: vec!["old".into(), "Another way?".into(), "another way".into()],
        answer: Text::plain("Because \"quotes\"\nand lines."),
        items: Vec::new(),
        sources: Vec::new(),
        source: Some(Source {
            id: String::new(),
            title: Text::plain("Notice"),
            publisher: Text::plain("Office"),
            author: None,
            published: None,
            url: Some("https://example.org".into()),
        }),
        quote: None,
        valid_until: None,
        expired: false,
    }
}

#[test]
fn an_answer_is_appended_and_comments_are_kept() {
    let dir = directory(&[("documents/a.md", "Text."), ("faq/2022-01.toml", FAQS)]);
    let first = faq::append(dir.path(), &answer("Why?"), date(2022, 1, 24)).unwrap();
    let second = faq::append(dir.path(), &answer("How?"), date(2022, 1, 25)).unwrap();
    assert_eq!(
        (first.id.as_str(), second.id.as_str()),
        ("faq-2022-01-1", "faq-2022-01-2")
    );
    let text = fs::read_to_string(dir.path().join(&first.file)).unwrap();
    assert!(text.starts_with(FAQS), "{text}");
    let knowledge = knowledge::load(dir.path()).unwrap();
    let questions: Vec<&str> = knowledge.faqs.iter().map(|f| f.question.ko.as_str()).collect();
    assert_eq!(questions, ["Old?", "Why?", "How?"]);
    assert_eq!(knowledge.faqs[1].also, ["Another way?"]);
    assert!(
        knowledge.faqs[2].also.is_empty(),
        "the wording is the first answer's already"
    );
    assert_eq!(knowledge.faqs[1].answer.ko, "Because \"quotes\"\nand lines.");
    assert_eq!(knowledge.sources["faq-2022-01-1"].publisher.ko, "Office");
}

#[test]
fn a_new_month_gets_a_file_that_editors_understand() {
    let dir = directory(&[("documents/a.md", "Text.")]);
    let appended = faq::append(dir.path(), &answer("Why?"), date(2023, 12, 1)).unwrap();
    assert_eq!(appended.file, "faq/2023-12.toml");
    let text = fs::read_to_string(dir.path().join("faq/2023-12.toml")).unwrap();
    assert!(
        text.starts_with("#:schema ../../schemas/faq.schema.json\n\n[[faq]]\n"),
        "{text}"
    );
    let left: Vec<_> = fs::read_dir(dir.path().join("faq")).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file is left");
}

#[test]
fn an_answer_that_would_bring_a_problem_is_refused_and_nothing_is_lost() {
    let dir = directory(&[("documents/a.md", "Text."), ("faq/2022-01.toml", FAQS)]);
    let mut wrong = answer("Why?");
    wrong.source = None;
    wrong.sources = vec!["b".into()];
    let refused = faq::append(dir.path(), &wrong, date(2022, 1, 24)).unwrap_err();
    assert!(
        refused.say(Lang::Ko).contains("그런 출처가 없습니다: `b`"),
        "{}",
        refused.say(Lang::Ko)
    );
    let mut again = answer("old!");
    again.also.clear();
    assert!(faq::append(dir.path(), &again, date(2022, 1, 24)).is_err());
    assert_eq!(fs::read_to_string(dir.path().join("faq/2022-01.toml")).unwrap(), FAQS);
}

#[test]
fn a_problem_elsewhere_does_not_keep_an_answer_out() {
    let dir = directory(&[("documents/a.md", "Text."), ("places.toml", "[[place]]\nid = \"x\"\n")]);
    faq::append(dir.path(), &answer("Why?"), date(2022, 1, 24)).unwrap();
}

#[test]
fn a_file_that_is_no_toml_is_left_alone() {
    let dir = directory(&[("documents/a.md", "Text."), ("faq/2022-01.toml", "[[faq\n")]);
    assert!(faq::append(dir.path(), &answer("Why?"), date(2022, 1, 24)).is_err());
    assert_eq!(
        fs::read_to_string(dir.path().join("faq/2022-01.toml")).unwrap(),
        "[[faq\n"
    );
}

#[test]
fn records_are_marked_as_out_of_date() {
    let fact =
        "# Facts.\n[[fact]]\nid = \"f\"\nabout = []\nlabel = \"l\"\nanswers = []\ntext = \"t\"\nsources = [\"a\"]\n";
    let dir = directory(&[
        ("documents/a.md", "---\ntitle: A\n---\nText."),
        ("documents/b.md", "Text."),
        ("facts.toml", fact),
        ("faq/2022-01.toml", FAQS),
    ]);
    for id in ["old", "f", "a", "a", "b"] {
        faq::mark_expired(dir.path(), id).unwrap();
    }
    let knowledge = knowledge::load(dir.path()).unwrap();
    assert!(knowledge.faqs.is_empty() && knowledge.facts.is_empty() && knowledge.documents.is_empty());
    assert!(
        fs::read_to_string(dir.path().join("facts.toml"))
            .unwrap()
            .starts_with(fact)
    );
    let none = faq::mark_expired(dir.path(), "nothing").unwrap_err();
    assert_eq!(none.say(Lang::Ko), "그런 id의 문서, 사실, FAQ가 없습니다: `nothing`");
}

#[test]
fn answers_appended_at_once_are_all_kept() {
    let dir = directory(&[("documents/a.md", "Text.")]);
    std::thread::scope(|scope| {
        for i in 0..8 {
            let dir = dir.path();
            scope.spawn(move || faq::append(dir, &answer(&format!("Question {i}?")), date(2022, 1, 24)).unwrap());
        }
    });
    assert_eq!(knowledge::load(dir.path()).unwrap().faqs.len(), 8);
}
