//! What the README and `docs/` say is so: the commands and flags are real, the files are there, and the data reference is
//! the one the types give.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use giljabi::knowledge::{FRONT_MATTER, schemas};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The help of `giljabi` with `words` before `--help`; `None` where there is no such subcommand.
fn help(words: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_giljabi"))
        .args(words)
        .arg("--help")
        .output()
        .expect("giljabi runs");
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command lines of giljabi in `text`, each as the words after the program's name: those of its code blocks, and those
/// it names in a line.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
            continue;
        }
        if !inside {
            let named = line
                .split('`')
                .skip(1)
                .step_by(2)
                .filter_map(|code| code.strip_prefix("giljabi "));
            found.extend(
                named
                    .map(|code| code.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
                    .filter(|words| {
                        words
                            .first()
                            .is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()))
                    }),
            );
            continue;
        }
        let line = line.trim_start().trim_start_matches("$ ");
        let line = line.split(" #").next().unwrap_or_default();
        let rest = ["cargo run --release -- ", "cargo run -- ", "giljabi "]
            .iter()
            .find_map(|start| line.split_once(start).map(|(_, rest)| rest));
        if let Some(rest) = rest {
            found.push(rest.split_whitespace().map(str::to_owned).collect());
        }
    }
    found
}

fn pages() -> Vec<(String, String)> {
    let mut pages = vec![
        ("README.md".to_owned(), read("README.md")),
        ("ARCHITECTURE.md".to_owned(), read("ARCHITECTURE.md")),
    ];
    for entry in std::fs::read_dir(root().join("docs")).expect("docs/ is there") {
        let name = entry
            .expect("docs/ can be read")
            .file_name()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".md") {
            let file = format!("docs/{name}");
            pages.push((file.clone(), read(&file)));
        }
    }
    pages
}

#[test]
fn the_readme_opens_with_what_it_is_and_two_commands() {
    let readme = read("README.md");
    let first: Vec<Vec<String>> = commands(&readme).into_iter().take(2).collect();
    assert_eq!(
        first.first().map(|words| words.join(" ")).as_deref(),
        Some("playground")
    );
    assert_eq!(
        first.get(1).and_then(|words| words.first()).map(String::as_str),
        Some("ask")
    );
}

#[test]
fn every_command_and_flag_is_real() {
    let mut helps: BTreeMap<Vec<String>, Option<String>> = BTreeMap::new();
    for (file, text) in pages() {
        for words in commands(&text) {
            // Subcommands are the first words that are plain lower-case names; `admin` and the like have one below.
            let named: Vec<String> = words
                .iter()
                .filter(|word| !word.starts_with('-'))
                .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
                .take(2)
                .cloned()
                .collect();
            let mut known = None;
            for length in (1..=named.len()).rev() {
                let path: Vec<String> = named.iter().take(length).cloned().collect();
                let entry = helps.entry(path.clone()).or_insert_with(|| {
                    let path: Vec<&str> = path.iter().map(String::as_str).collect();
                    // `giljabi ask word --help` is the help of `ask`: only a name that its parent lists is one.
                    let parent = help(path.get(..path.len() - 1).unwrap_or_default())?;
                    let last = path.last()?;
                    parent
                        .lines()
                        .any(|line| line.trim_start().starts_with(&format!("{last} ")) || line.trim() == *last)
                        .then(|| help(&path))
                        .flatten()
                });
                if entry.is_some() {
                    known = entry.clone();
                    break;
                }
            }
            let line = words.join(" ");
            let known = known.unwrap_or_else(|| panic!("{file}: no such subcommand: {line}"));
            for flag in words.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                let flag = flag.split('=').next().unwrap_or_default();
                assert!(known.contains(flag), "{file}: `{line}` has no flag {flag}");
            }
        }
    }
}

#[test]
fn the_configuration_shown_is_one_that_is_read() {
    let readme = read("README.md");
    let shown = readme
        .split("```toml\n# giljabi.toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the README shows a giljabi.toml");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("giljabi.toml");
    std::fs::write(&file, shown).expect("the file can be written");
    let read = giljabi::config::FileConfig::read(Some(&file)).expect("the configuration is read");
    assert_ne!(read, giljabi::config::FileConfig::default());
}

#[test]
fn every_file_and_link_named_is_there() {
    for (file, text) in pages() {
        let folder = root().join(&file);
        let folder = folder.parent().expect("a page is in a folder");
        let linked = text.match_indices("](").filter_map(|(at, _)| {
            let target = text.get(at + 2..)?.split(')').next()?;
            (!target.contains("://") && !target.starts_with('#')).then(|| target.split('#').next().unwrap_or_default())
        });
        for target in linked {
            assert!(folder.join(target).exists(), "{file} links to {target}");
        }
        for name in text.split('`').skip(1).step_by(2) {
            let ours = [
                "src/",
                "tests/",
                "docs/",
                "deploy/",
                "benches/",
                "schemas/",
                ".ci/",
                "migrations/",
            ];
            if ours.iter().any(|start| name.starts_with(start)) && !name.contains(['*', '…', '<', '{']) {
                assert!(root().join(name).exists(), "{file} names {name}");
            }
        }
    }
}

#[test]
fn the_data_reference_is_the_one_the_types_give() {
    let wanted = reference();
    let file = root().join("docs/data-reference.md");
    let is = std::fs::read_to_string(&file).unwrap_or_default();
    if is != wanted {
        let proposed = Path::new(env!("CARGO_TARGET_TMPDIR")).join("data-reference.md");
        std::fs::write(&proposed, &wanted).expect("the proposal can be written");
        panic!(
            "docs/data-reference.md is not what the types say: copy {} over it",
            proposed.display()
        );
    }
}

/// The reference of every key of every file in a data directory.
fn reference() -> String {
    let mut text = String::from(
        "# Data reference\n\nEvery file of a data directory and every key in it, as the types in `src/knowledge/model.rs` \
         give them; a test keeps this page so. **Bold** keys have to be there. A *text* is `\"…\"`, or \
         `{ ko = \"…\", en = \"…\" }` where the two languages differ. A *date* is `2021`, `2021-H2`, `2021-Q3`, `2021-03` or \
         `2022-01-24`, with `by ` or `before ` in front where needed. *Ids* are short lower-case names; a source's id is \
         the name of its file in `documents/` without the ending, or stands in `sources.toml`. Tables of one shape are described once a file.\n\n\
         ## `documents/….md`\n\nMarkdown with a front matter between two lines of `---`; the name of the file is the id of \
         the document. `NAME.en.md` is the English rendering of `NAME.md`. The front matter knows these keys: ",
    );
    let keys: Vec<String> = FRONT_MATTER.iter().map(|key| format!("`{key}`")).collect();
    text.push_str(&keys.join(", "));
    text.push_str(
        ".\n\n## `documents/….jsonl`\n\nOne document a line: `{\"id\", \"title\", \"text\", \"date\"?, \"publisher\"?, \
         \"url\"?}`.\n",
    );
    for (name, schema) in schemas() {
        let schema: Value = serde_json::from_str(&schema).expect("a schema is JSON");
        let stem = name.trim_end_matches(".schema.json");
        let file = match stem {
            "programme" => "programmes/….toml".to_owned(),
            "faq" => "faq/….toml".to_owned(),
            "asked" => "asked/….toml".to_owned(),
            stem => format!("{stem}.toml"),
        };
        let _ = write!(text, "\n## `{file}`\n");
        let mut todo = vec![(String::new(), schema.clone())];
        let mut at = 0;
        while let Some((path, object)) = todo.get(at).cloned() {
            at += 1;
            table(&mut text, &mut todo, &schema, &path, &object);
        }
    }
    text
}

/// Writes the keys of `object`, and puts the tables below it onto `todo`.
fn table(text: &mut String, todo: &mut Vec<(String, Value)>, schema: &Value, path: &str, object: &Value) {
    let required: Vec<&str> = object["required"]
        .as_array()
        .map(|keys| keys.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let Some(properties) = object["properties"].as_object() else {
        return;
    };
    let only_tables = path.is_empty()
        && properties.values().all(|property| {
            property["type"] == "array" && resolved(schema, &property["items"])["properties"].is_object()
        });
    if !only_tables {
        let title = if path.is_empty() {
            "the file itself".to_owned()
        } else {
            format!("`{path}`")
        };
        let what = first_sentences(object["description"].as_str().unwrap_or_default());
        let _ = write!(text, "\n**{title}** {what}\n\n| key | value | |\n|---|---|---|\n");
    }
    for (key, property) in properties {
        let (kind, below) = kind_of(schema, property);
        if let Some((array, below)) = below {
            let dot = if path.is_empty() {
                key.clone()
            } else {
                format!("{}.{key}", path.trim_matches(['[', ']']))
            };
            let name = if array {
                format!("[[{dot}]]")
            } else {
                format!("[{dot}]")
            };
            if !todo.iter().any(|(_, known)| *known == below) {
                todo.push((name, below));
            }
        }
        if !only_tables {
            let shown = if required.contains(&key.as_str()) {
                format!("**`{key}`**")
            } else {
                format!("`{key}`")
            };
            let what = first_sentences(property["description"].as_str().unwrap_or_default());
            let _ = writeln!(text, "| {shown} | {kind} | {what} |");
        }
    }
}

/// What a property holds, in words, and the table it stands for, where it is one (and whether there can be several).
fn kind_of(schema: &Value, property: &Value) -> (String, Option<(bool, Value)>) {
    let reference = property["$ref"]
        .as_str()
        .or_else(|| property["allOf"][0]["$ref"].as_str())
        .or_else(|| {
            let any = property["anyOf"].as_array()?;
            any.iter().find_map(|one| one["$ref"].as_str())
        });
    if let Some(reference) = reference {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let target = resolved(schema, property);
        return match name {
            "Text" => ("text".to_owned(), None),
            "PartialDate" => ("date".to_owned(), None),
            _ if target["properties"].is_object() => ("table".to_owned(), Some((false, target))),
            _ => (choices(&target), None),
        };
    }
    if property["type"] == "array" || property["type"][0] == "array" {
        let (inner, below) = kind_of(schema, &property["items"]);
        return match below {
            Some((_, below)) => ("tables".to_owned(), Some((true, below))),
            None => (format!("list of {inner}"), None),
        };
    }
    let kind = property["type"].as_str().or_else(|| property["type"][0].as_str());
    let kind = match kind {
        Some("boolean") => "`true` or `false`",
        Some("integer" | "number") => "number",
        _ => "string",
    };
    (kind.to_owned(), None)
}

/// The values an enumeration can have.
fn choices(target: &Value) -> String {
    let of = |list: &Value| -> Vec<String> {
        list.as_array()
            .map(|list| {
                list.iter()
                    .filter_map(Value::as_str)
                    .map(|one| format!("`{one}`"))
                    .collect()
            })
            .unwrap_or_default()
    };
    let mut all = of(&target["enum"]);
    if let Some(list) = target["oneOf"].as_array() {
        for one in list {
            all.extend(of(&one["enum"]));
            all.extend(one["const"].as_str().map(|one| format!("`{one}`")));
        }
    }
    format!("one of {}", all.join(", "))
}

fn resolved(schema: &Value, property: &Value) -> Value {
    let reference = property["$ref"]
        .as_str()
        .or_else(|| property["allOf"][0]["$ref"].as_str())
        .or_else(|| {
            let any = property["anyOf"].as_array()?;
            any.iter().find_map(|one| one["$ref"].as_str())
        });
    match reference.and_then(|reference| schema.pointer(reference.trim_start_matches('#'))) {
        Some(target) => target.clone(),
        None => property.clone(),
    }
}

fn first_sentences(description: &str) -> String {
    description
        .split("\n\n")
        .next()
        .unwrap_or_default()
        .replace('\n', " ")
        .replace('|', "\\|")
}
