//! What decides whether two questions ask the same, for grouping the questions that want an answer.

use std::sync::Arc;

use super::Desk;
use crate::knowledge::Text;
use crate::korean::fold;
use crate::records::{Shape, ShapeOf};

impl Desk {
    /// The shape of a question: its stems without the words that only ask; and, to be matched exactly, its numbers and
    /// the companies and institutions it names, by whatever name.
    pub fn shape(&self, question: &str) -> Shape {
        let snapshot = self.snapshot();
        let folded = fold(question);
        let mut shape = Shape::default();
        for term in snapshot.engine.generation.analyser().terms(&folded) {
            if term.function {
                continue;
            }
            if term.text.chars().any(|c| c.is_ascii_digit()) {
                shape.exact.insert(term.text);
            } else {
                shape.words.insert(term.text);
            }
        }
        let knowledge = &snapshot.knowledge;
        let companies = knowledge
            .companies
            .iter()
            .map(|record| (&record.id, &record.name, &record.aliases));
        let partners = knowledge
            .partners
            .iter()
            .map(|record| (&record.id, &record.name, &record.aliases));
        for (id, name, aliases) in companies.chain(partners) {
            if names(name, aliases).any(|name| folded.contains(&fold(name))) {
                shape.exact.insert(format!("={id}"));
            }
        }
        shape
    }

    /// [`Self::shape`] as the records want it.
    pub fn shaper(&self) -> ShapeOf {
        let desk = self.clone();
        Arc::new(move |question| desk.shape(question))
    }
}

/// The names that are long enough to be told from other words.
fn names<'a>(name: &'a Text, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name.ko.as_str())
        .chain(name.en.as_deref())
        .chain(aliases.iter().map(String::as_str))
        .filter(|name| name.chars().count() >= 2)
}
