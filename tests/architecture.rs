//! The house as `ARCHITECTURE.md` draws it: who may use whom, what stays out of which room, and nothing of one programme
//! in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use giljabi::knowledge::{self, Lang};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of `src/` with its room.
struct Source {
    room: String,
    path: PathBuf,
    text: String,
}

impl Source {
    /// The numbered lines that are code of the product: no comments, and nothing from the first `#[cfg(test)]` on.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .take_while(|line| line.trim() != "#[cfg(test)]")
            .enumerate()
            .map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
    }

    fn is_test(&self) -> bool {
        self.path.file_stem().is_some_and(|stem| stem == "tests")
            || self.path.components().any(|part| part.as_os_str() == "tests")
    }
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(&src).expect("it is below src");
                let first = below.components().next().expect("it has a name");
                let room = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
                let text = std::fs::read_to_string(&path).expect("a source file can be read");
                found.push(Source { room, path, text });
            }
        }
    }
    found
}

/// The table of `ARCHITECTURE.md` under "Who may use whom": each room with those it may use.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md can be read");
    let names = |cell: &str| -> BTreeSet<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(|name| name.trim_end_matches(".rs").to_owned())
            .collect()
    };
    text.lines()
        .skip_while(|line| *line != "## Who may use whom")
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| {
            let mut cells = line.strip_prefix('|')?.split('|');
            let room = names(cells.next()?).into_iter().next()?;
            Some((room, names(cells.next()?)))
        })
        .collect()
}

/// The rooms that `line` names by `crate::` or, in `main`, by `giljabi::`.
fn rooms_named(line: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for path in ["crate::", "giljabi::"] {
        for (at, _) in line.match_indices(path) {
            let rest = line.get(at + path.len()..).unwrap_or_default();
            let heads: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split(',').collect(),
                None => vec![rest],
            };
            rooms.extend(heads.into_iter().map(|head| {
                head.trim()
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect()
            }));
        }
    }
    rooms
}

#[test]
fn no_room_uses_one_that_the_house_does_not_let_it_use() {
    let arrows = arrows();
    assert!(arrows.len() > 8, "the table is found: {arrows:?}");
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.room != "lib") {
        let Some(may) = arrows.get(&source.room) else {
            wrong.push(format!(
                "{}: `{}` is not in the table",
                source.path.display(),
                source.room
            ));
            continue;
        };
        for (at, line) in source.code() {
            for room in rooms_named(line) {
                if room != source.room && arrows.contains_key(&room) && !may.contains(&room) {
                    wrong.push(format!(
                        "{}:{at}: `{}` uses `{room}`",
                        source.path.display(),
                        source.room
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rooms_are_no_circle() {
    let mut left = arrows();
    while !left.is_empty() {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, uses)| uses.iter().all(|room| !left.contains_key(room)))
            .map(|(room, _)| room.clone())
            .collect();
        assert!(!free.is_empty(), "these use each other in a circle: {left:?}");
        left.retain(|room, _| !free.contains(room));
    }
}

#[test]
fn what_answers_does_no_network_waits_for_nothing_and_reads_no_environment() {
    let mut wrong = Vec::new();
    for source in sources() {
        let quiet = ["knowledge", "korean", "search", "answer"].contains(&source.room.as_str());
        for (at, line) in source.code() {
            let network = ["tokio::", "serenity::", "reqwest::", "std::net", "async fn"];
            if quiet && network.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{}:{at}: {}", source.path.display(), line.trim()));
            }
            if source.room != "config" && !source.is_test() && line.contains("env::var") {
                wrong.push(format!(
                    "{}:{at}: only `config` reads the environment",
                    source.path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_code_names_nobody_of_the_programme() {
    let data = root().join("data");
    let (knowledge, _) = knowledge::inspect(&data);
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut add = |name: &str| {
        if name.chars().count() >= 3 {
            names.insert(name.to_owned());
        }
    };
    let records = knowledge
        .companies
        .iter()
        .map(|record| &record.name)
        .chain(knowledge.partners.iter().map(|record| &record.name))
        .chain(knowledge.programmes.iter().map(|record| &record.name))
        .chain(knowledge.places.iter().map(|record| &record.name))
        .chain(
            knowledge
                .partners
                .iter()
                .flat_map(|record| record.people.iter().map(|person| &person.name)),
        );
    for name in records {
        add(name.get(Lang::Ko));
        add(name.get(Lang::En));
    }
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (at, line) in source.code() {
            if let Some(name) = names.iter().find(|name| line.contains(name.as_str())) {
                wrong.push(format!(
                    "{}:{at}: names {name}, which belongs in data/",
                    source.path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{}", source.path.display());
    }
}
