//! Wordings of records that are kept in files of their own (`asked/….toml`): joined to what the record itself is asked by.

use super::load::{Records, kind};
use super::messages;
use super::model::Asked;
use super::names;
use super::report::{Placed, Report};

/// Joins the wordings of `asked/….toml` to their records. A record that nobody has is a problem of that file.
///
/// Done once everything else is checked, so that a problem of a record is told with the record's own lines.
pub(super) fn join(report: &mut Report, records: &mut Records) {
    for Placed { item, at } in std::mem::take(&mut records.asked) {
        let Asked { of, ask } = item;
        if let Some(wordings) = wordings_of(records, &of) {
            let new: Vec<String> = ask.into_iter().filter(|w| !wordings.contains(w)).collect();
            wordings.extend(new);
        } else if !report.broken_ids.contains(&of) {
            let near = names::nearest(&of, ids(records));
            report.error(
                &at,
                "of",
                messages::dangling(&kind("물을 수 있는", "record to be asked for"), &of, near),
            );
        }
    }
}

/// The wordings of the record with an id.
fn wordings_of<'r>(records: &'r mut Records, id: &str) -> Option<&'r mut Vec<String>> {
    if let Some(p) = records.facts.iter_mut().find(|p| p.item.id == id) {
        return Some(&mut p.item.ask);
    }
    if let Some(p) = records.faqs.iter_mut().find(|p| p.item.id == id) {
        return Some(&mut p.item.also);
    }
    if let Some(p) = records.presences.iter_mut().find(|p| p.item.id == id) {
        return Some(&mut p.item.ask);
    }
    if let Some(p) = records.disagreements.iter_mut().find(|p| p.item.id == id) {
        return Some(&mut p.item.ask);
    }
    if let Some(p) = records.unknowns.iter_mut().find(|p| p.item.id == id) {
        return Some(&mut p.item.ask);
    }
    for programme in records.programmes.iter_mut().map(|p| &mut p.item) {
        if let Some(support) = programme.supports.iter_mut().find(|s| s.id == id) {
            return Some(&mut support.ask);
        }
        if let Some(criterion) = programme.criteria.iter_mut().find(|c| c.id == id) {
            return Some(&mut criterion.ask);
        }
    }
    None
}

/// The ids of the records that may be asked for.
fn ids(records: &Records) -> impl Iterator<Item = &str> {
    let programmes = || records.programmes.iter().map(|p| &p.item);
    let facts = records.facts.iter().map(|p| p.item.id.as_str());
    facts
        .chain(records.faqs.iter().map(|p| p.item.id.as_str()))
        .chain(records.presences.iter().map(|p| p.item.id.as_str()))
        .chain(records.disagreements.iter().map(|p| p.item.id.as_str()))
        .chain(records.unknowns.iter().map(|p| p.item.id.as_str()))
        .chain(programmes().flat_map(|p| &p.supports).map(|s| s.id.as_str()))
        .chain(programmes().flat_map(|p| &p.criteria).map(|c| c.id.as_str()))
}
