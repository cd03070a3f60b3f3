//! What differs between two knowledges, record by record, for the people who changed `data/`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::knowledge::Knowledge;

/// One record, as people know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// What kind of record it is, by the name it has in `data/`: `companies`, `faqs`, `documents` …
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name, title or question; its id where it has none.
    pub name: String,
}

/// Records that one knowledge has and the other has not, or has otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// In the new one alone.
    pub added: Vec<Named>,
    /// In the old one alone.
    pub removed: Vec<Named>,
    /// In both, and not the same.
    pub changed: Vec<Named>,
}

impl Changes {
    /// What differs from `before` to `after`.
    pub fn between(before: &Knowledge, after: &Knowledge) -> Self {
        let (before, after) = (records(before), records(after));
        let mut changes = Self::default();
        for (key, (name, now)) in &after {
            match before.get(key) {
                None => changes.added.push(named(key, name)),
                Some((_, then)) if then != now => changes.changed.push(named(key, name)),
                Some(_) => {}
            }
        }
        for (key, (name, _)) in &before {
            if !after.contains_key(key) {
                changes.removed.push(named(key, name));
            }
        }
        changes
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// How many records a knowledge has, documents apart.
pub fn count_records(knowledge: &Knowledge) -> usize {
    records(knowledge)
        .keys()
        .filter(|(kind, _)| kind != "documents" && kind != "sources")
        .count()
}

fn named((kind, id): &(String, String), name: &str) -> Named {
    Named {
        kind: kind.clone(),
        id: id.clone(),
        name: name.to_owned(),
    }
}

/// Every record by its kind and id. Read off the knowledge's own serialisation, so that a new kind of record is in the
/// comparison without a line here.
fn records(knowledge: &Knowledge) -> BTreeMap<(String, String), (String, Value)> {
    let Ok(Value::Object(kinds)) = serde_json::to_value(knowledge) else {
        return BTreeMap::new();
    };
    let mut records = BTreeMap::new();
    for (kind, of_kind) in kinds {
        let of_kind: Vec<(Option<String>, Value)> = match of_kind {
            Value::Array(all) => all.into_iter().map(|record| (None, record)).collect(),
            Value::Object(all) => all.into_iter().map(|(id, record)| (Some(id), record)).collect(),
            _ => continue,
        };
        for (at, (id, mut record)) in of_kind.into_iter().enumerate() {
            let id = id
                .or_else(|| text(&record, "id").or_else(|| text(&record, "word")))
                .unwrap_or_else(|| at.to_string());
            let name = ["name", "title", "question", "label"]
                .into_iter()
                .find_map(|key| text(&record, key))
                .unwrap_or_else(|| id.clone());
            if let Value::Object(fields) = &mut record {
                // A line more above it does not make a document another.
                fields.remove("line");
            }
            records.insert((kind.clone(), id), (name, record));
        }
    }
    records
}

fn text(record: &Value, key: &str) -> Option<String> {
    let value = record.get(key)?;
    value
        .as_str()
        .or_else(|| value.get("ko").and_then(Value::as_str))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Company, Text};

    fn company(id: &str, name: &str) -> Company {
        Company {
            id: id.into(),
            name: Text::plain(name),
            romanised: false,
            aliases: vec![],
            code: None,
            about: None,
            part_of: None,
            sources: vec![],
        }
    }

    #[test]
    fn records_are_compared_by_id() {
        let before = Knowledge {
            companies: vec![
                company("a", "가 회사"),
                company("b", "나 회사"),
                company("c", "다 회사"),
            ],
            ..Knowledge::default()
        };
        let after = Knowledge {
            companies: vec![
                company("d", "라 회사"),
                company("c", "다 회사"),
                company("b", "나 제약"),
            ],
            ..Knowledge::default()
        };
        let changes = Changes::between(&before, &after);
        let names = |records: &[Named]| records.iter().map(|record| record.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&changes.added), ["라 회사"]);
        assert_eq!(names(&changes.removed), ["가 회사"]);
        assert_eq!(names(&changes.changed), ["나 제약"]);
        assert_eq!(changes.changed[0].kind, "companies");
        assert!(Changes::between(&after, &after).is_empty());
        assert_eq!(count_records(&after), 3);
    }
}
