//! The data and schemas in the repository.

use std::collections::BTreeSet;
use std::fs;

use giljabi::knowledge::{self, Knowledge, Lang};

use crate::project;

fn data() -> Knowledge {
    knowledge::load(&project().join("data")).unwrap()
}

#[test]
fn the_data_has_no_problem() {
    let (_, problems) = knowledge::inspect(&project().join("data"));
    assert!(problems.0.is_empty(), "{}", problems.say(Lang::En));
}

#[test]
fn every_statement_quotes_a_sentence_of_its_source() {
    let knowledge = data();
    let whole = |quote: &Option<String>, of: &str| {
        let quote = quote.as_deref().unwrap_or_else(|| panic!("{of} has no quote"));
        assert!(
            quote.ends_with("니다."),
            "{of} does not quote a whole sentence: {quote}"
        );
    };
    knowledge.facts.iter().for_each(|f| whole(&f.quote, &f.id));
    knowledge.presences.iter().for_each(|p| whole(&p.quote, &p.id));
    knowledge.faqs.iter().for_each(|f| whole(&f.quote, &f.id));
    for programme in &knowledge.programmes {
        whole(&programme.what.quote, &programme.id);
        programme.calls.iter().for_each(|c| whole(&c.quote, &c.id));
        programme.criteria.iter().for_each(|c| whole(&c.clause.quote, &c.id));
    }
    for partner in &knowledge.partners {
        whole(&partner.role.quote, &partner.id);
        partner.people.iter().for_each(|p| whole(&p.quote, &p.name.ko));
    }
}

#[test]
fn the_documents_are_polite_whole_sentences() {
    for document in data().documents.iter().filter(|d| d.lang == Lang::Ko) {
        for line in document.body.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            assert!(line.ends_with("니다."), "{}: {line}", document.file);
        }
    }
}

#[test]
fn a_rendering_has_the_headings_and_sentences_of_its_original() {
    let knowledge = data();
    for document in knowledge.documents.iter().filter(|d| d.lang == Lang::Ko) {
        let rendering = knowledge
            .documents
            .iter()
            .find(|d| d.lang == Lang::En && d.source == document.source)
            .unwrap();
        let shape = |body: &str| -> Vec<bool> {
            body.lines()
                .filter(|l| !l.is_empty())
                .map(|l| l.starts_with('#'))
                .collect()
        };
        assert_eq!(shape(&document.body), shape(&rendering.body), "{}", document.file);
    }
}

#[test]
fn no_sentence_of_the_article_is_copied() {
    let folder = project().join("../shared/article");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let squeeze = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let article: String = files
        .map(|f| squeeze(&fs::read_to_string(f.unwrap().path()).unwrap()))
        .collect();
    for document in &data().documents {
        for line in document.body.lines() {
            let line = squeeze(line);
            // Names and headings recur; a whole sentence must not.
            assert!(
                line.chars().count() < 20 || !article.contains(&line),
                "{}: {line}",
                document.file
            );
        }
    }
}

#[test]
fn the_schemas_are_those_of_the_types() {
    let folder = project().join("schemas");
    let wanted = knowledge::schemas();
    for (name, text) in &wanted {
        let committed = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            committed == *text,
            "schemas/{name} is out of date: run `cargo test --test knowledge write_the_schemas -- --ignored`"
        );
    }
    let there: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, wanted.into_iter().map(|(name, _)| name).collect());
}

#[test]
#[ignore = "writes into the repository"]
fn write_the_schemas() {
    for (name, text) in knowledge::schemas() {
        fs::write(project().join("schemas").join(name), text).unwrap();
    }
}

#[test]
fn the_data_fits_the_schemas() {
    let schemas = knowledge::schemas();
    for (name, schema) in &schemas {
        let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
        let kind = name.trim_end_matches(".schema.json");
        let data = project().join("data");
        let files: Vec<_> = match kind {
            "programme" => fs::read_dir(data.join("programmes"))
                .unwrap()
                .map(|f| f.unwrap().path())
                .collect(),
            "faq" => fs::read_dir(data.join("faq"))
                .unwrap()
                .map(|f| f.unwrap().path())
                .collect(),
            top => vec![data.join(format!("{top}.toml"))],
        };
        for file in files.into_iter().filter(|f| f.exists()) {
            let text = fs::read_to_string(&file).unwrap();
            let up = if file.parent() == Some(&data) { "../" } else { "../../" };
            assert!(
                text.starts_with(&format!("#:schema {up}schemas/{name}\n")),
                "{} names no schema",
                file.display()
            );
            let value: serde_json::Value = toml::from_str(&text).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", file.display());
        }
    }
}

#[test]
fn companies_are_exported_for_a_spreadsheet() {
    let knowledge = data();
    let text = String::from_utf8(knowledge::csv::presences(&knowledge)).unwrap();
    assert!(text.starts_with("\u{feff}list,list_name,place,state,date,"));
    let named: usize = knowledge.presences.iter().map(|p| p.companies.len().max(1)).sum();
    assert_eq!(
        csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
            .records()
            .count(),
        named
    );
    let text = String::from_utf8(knowledge::csv::companies(&knowledge)).unwrap();
    assert_eq!(
        csv::Reader::from_reader(text.as_bytes()).records().count(),
        knowledge.companies.len()
    );
}
