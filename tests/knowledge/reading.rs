//! What is read of a directory that is sound.

use giljabi::knowledge::{self, Lang, PartialDate, Text};
use proptest::prelude::*;

use crate::{directory, directory_of_bytes};

#[test]
fn a_document_without_front_matter_is_named_by_its_heading_or_its_file() {
    let dir = directory(&[
        ("documents/one.md", "# A heading\n\nText.\n"),
        ("documents/deep/down/two.md", "Only text.\n"),
    ]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    let titles: Vec<(&str, &str)> = knowledge
        .documents
        .iter()
        .map(|d| (d.id.as_str(), d.title.as_str()))
        .collect();
    assert_eq!(titles, [("two", "two"), ("one", "A heading")]);
}

#[test]
fn a_front_matter_is_read_as_people_write_it() {
    let dir = directory(&[(
        "documents/a.md",
        "\u{feff}---\r\ntitle: \"A title: with a colon\"\r\nsubtitle: 부제\r\npublisher: P\r\ndate: 2022.1.24\r\nurl: https://example.org/a?b=c:d\r\naliases:\r\n  - One\r\n  - Two\r\nimported_from: a.pdf\r\n---\r\n\r\nFirst.\r\nSecond.\r\n",
    )]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    let document = &knowledge.documents[0];
    assert_eq!(document.title, "A title: with a colon");
    assert_eq!(document.subtitle.as_deref(), Some("부제"));
    assert_eq!(document.aliases, ["One", "Two"]);
    assert_eq!(document.body, "First.\nSecond.");
    assert_eq!(document.line, 13);
    let source = &knowledge.sources["a"];
    assert_eq!(source.published, PartialDate::parse("2022-01-24").ok());
    assert_eq!(source.url.as_deref(), Some("https://example.org/a?b=c:d"));
}

#[test]
fn an_english_rendering_shares_the_source() {
    let dir = directory(&[
        ("documents/a.md", "---\ntitle: 제목\npublisher: 신문\n---\n글입니다.\n"),
        ("documents/a.en.md", "---\ntitle: Title\npublisher: Paper\n---\nText.\n"),
    ]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    let read: Vec<(&str, &str, Lang)> = knowledge
        .documents
        .iter()
        .map(|d| (d.id.as_str(), d.source.as_str(), d.lang))
        .collect();
    assert_eq!(read, [("a.en", "a", Lang::En), ("a", "a", Lang::Ko)]);
    let source = &knowledge.sources["a"];
    assert_eq!(
        (source.title.get(Lang::En), source.publisher.get(Lang::En)),
        ("Title", "Paper")
    );
    assert_eq!(source.title.ko, "제목");
}

#[test]
fn nothing_but_bulk_documents_is_a_data_directory() {
    let dir = directory(&[(
        "documents/a.jsonl",
        "{\"id\":\"1\",\"title\":\"T\",\"text\":\"글\",\"date\":\"2022-01-24\",\"publisher\":\"P\",\"url\":null}\r\n{\"id\":\"2\",\"title\":\"\",\"text\":\"Text\"}",
    )]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    assert_eq!(knowledge.documents.len(), 2);
    assert_eq!(
        (knowledge.documents[0].lang, knowledge.documents[1].lang),
        (Lang::Ko, Lang::En)
    );
    assert_eq!((knowledge.documents[0].line, knowledge.documents[1].line), (1, 2));
    assert_eq!(knowledge.sources["1"].publisher, Text::plain("P"));
}

#[test]
fn the_hash_changes_with_names_and_contents_and_nothing_else() {
    let of = |files: &[(&str, &str)]| {
        let dir = directory(files);
        let hash = knowledge::load(dir.path()).unwrap().hash;
        assert_eq!(hash, knowledge::content_hash(dir.path()).unwrap());
        hash
    };
    let first = of(&[
        ("documents/a.md", "One."),
        ("documents/b.jsonl", "{\"id\":\"1\",\"title\":\"T\",\"text\":\"x\"}\n"),
    ]);
    assert_eq!(
        first,
        of(&[
            ("documents/b.jsonl", "{\"id\":\"1\",\"title\":\"T\",\"text\":\"x\"}\n"),
            ("documents/a.md", "One."),
            ("golden.toml", ""),
            (".git/x", "y"),
            ("documents/a.md~", "z")
        ])
    );
    assert_ne!(
        first,
        of(&[
            ("documents/a.md", "Two."),
            ("documents/b.jsonl", "{\"id\":\"1\",\"title\":\"T\",\"text\":\"x\"}\n")
        ])
    );
    assert_ne!(
        first,
        of(&[
            ("documents/c.md", "One."),
            ("documents/b.jsonl", "{\"id\":\"1\",\"title\":\"T\",\"text\":\"x\"}\n")
        ])
    );
}

#[test]
fn what_is_marked_as_out_of_date_is_not_loaded() {
    let dir = directory(&[
        ("documents/a.md", "---\nexpired: true\n---\nOne fact.\n"),
        ("documents/a.en.md", "In English.\n"),
        ("documents/b.md", "Other.\n"),
        (
            "facts.toml",
            "[[fact]]\nid = \"f\"\nabout = []\nlabel = \"l\"\nanswers = []\ntext = \"t\"\nsources = [\"a\"]\nexpired = true\n",
        ),
    ]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    assert_eq!(
        knowledge.documents.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(),
        ["b"]
    );
    assert!(knowledge.facts.is_empty());
}

#[test]
fn a_source_of_a_faq_is_known_by_the_id_of_the_faq() {
    let dir = directory(&[(
        "faq/2022-01.toml",
        "[[faq]]\nid = \"f\"\nquestion = \"Q?\"\nanswer = \"A.\"\nsource = { title = \"Notice\", publisher = \"Office\", published = \"2022-01\" }\n",
    )]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    assert_eq!(knowledge.faqs[0].sources, ["f"]);
    assert_eq!(knowledge.sources["f"].title.ko, "Notice");
}

#[test]
fn knowledge_survives_being_written_and_read() {
    let dir = directory(&[
        ("documents/a.md", "One fact."),
        (
            "facts.toml",
            "[[fact]]\nid = \"f\"\nabout = []\nlabel = { ko = \"l\", en = \"m\" }\nanswers = [\"what\"]\ntext = \"t\"\nsources = [\"a\"]\ndate = \"by 2021-H2\"\n",
        ),
    ]);
    let knowledge = knowledge::load(dir.path()).unwrap();
    let text = serde_json::to_string(&knowledge).unwrap();
    assert_eq!(serde_json::from_str::<knowledge::Knowledge>(&text).unwrap(), knowledge);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let dir = directory_of_bytes(&[
            ("documents/a.md", &bytes),
            ("documents/a.jsonl", &bytes),
            ("companies.toml", &bytes),
            ("programmes/a.toml", &bytes),
            ("faq/a.toml", &bytes),
        ]);
        let (_, problems) = knowledge::inspect(dir.path());
        problems.say(Lang::Ko);
    }

    #[test]
    fn any_text_near_to_a_record_is_read_without_panic(
        text in "(\\[\\[(company|presence|fact)\\]\\]\n|(id|name|date|sources|state|text|place) = (\"[가-힣a-z0-9 -]{0,6}\"|\\[\"a\"\\]|3|\\{ ko = \"가\" \\}|2021-02-30)\n|---\n|title: [가나:'\"]{0,4}\n){0,14}"
    ) {
        let dir = directory(&[("documents/a.md", &text), ("companies.toml", &text), ("facts.toml", &text)]);
        let (_, problems) = knowledge::inspect(dir.path());
        problems.say(Lang::En);
    }
}
