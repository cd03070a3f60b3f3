//! The cards of a company and of a partner: what each record says, line by line, every line with who published it and when.

use crate::answer::{Answer, Kind, Request};
use crate::knowledge::{Claim, Company, Knowledge, Lang, Partner, Presence, Text};

use super::limits::{cut, escape};
use super::view::Card;
use super::wording;

/// Adds to the card of an answer what the record it is about says; nothing where the answer is about none.
pub(super) fn extend(card: Card, knowledge: &Knowledge, request: &Request, answer: &Answer) -> Card {
    if answer.kind == Kind::NoAnswer {
        return card;
    }
    let lang = answer.lang;
    match request {
        Request::Company(name) => match knowledge.companies.iter().find(|company| is(company, name)) {
            Some(found) => company(card, knowledge, found, lang),
            None => card,
        },
        Request::Partners(Some(name)) => match knowledge.partners.iter().find(|partner| is_partner(partner, name)) {
            Some(found) => partner(card, knowledge, found, lang),
            None => card,
        },
        _ => card,
    }
}

fn same(name: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    plain(name) == plain(wanted)
}

fn called(name: &Text, aliases: &[String], wanted: &str) -> bool {
    same(&name.ko, wanted)
        || name.en.as_deref().is_some_and(|en| same(en, wanted))
        || aliases.iter().any(|alias| same(alias, wanted))
}

fn is(company: &Company, wanted: &str) -> bool {
    same(&company.id, wanted) || called(&company.name, &company.aliases, wanted)
}

fn is_partner(partner: &Partner, wanted: &str) -> bool {
    same(&partner.id, wanted)
        || called(&partner.name, &partner.aliases, wanted)
        || partner.abbreviation.as_deref().is_some_and(|short| same(short, wanted))
}

fn company(mut card: Card, knowledge: &Knowledge, company: &Company, lang: Lang) -> Card {
    let name = |of: &Company| escape(of.name.get(lang));
    if let (Lang::En, Some(_)) = (lang, &company.name.en)
        && company.romanised
    {
        card.add_field(
            wording::card_name(lang),
            &wording::romanised(&escape(&company.name.ko)),
            true,
        );
    }
    if let Some(code) = &company.code {
        card.add_field(wording::card_code(lang), &escape(code), true);
    }
    if let Some(parent) = company
        .part_of
        .as_ref()
        .and_then(|id| knowledge.companies.iter().find(|other| other.id == *id))
    {
        card.add_field(wording::card_part_of(lang), &name(parent), true);
    }
    let mut presences: Vec<&Presence> = knowledge
        .presences
        .iter()
        .filter(|presence| presence.companies.contains(&company.id))
        .collect();
    presences.sort_by_key(|presence| presence.date.first());
    let lines: Vec<String> = presences
        .into_iter()
        .map(|presence| {
            let place = knowledge.places.iter().find(|place| place.id == presence.place);
            let mut line = format!(
                "• {} · {} · {}",
                presence.date.say(lang),
                place.map_or_else(|| escape(&presence.place), |place| escape(place.name.get(lang))),
                wording::state(lang, presence.state),
            );
            if let Some(by) = published(knowledge, lang, &presence.sources) {
                line.push_str(&format!("\n-# {by}"));
            }
            line
        })
        .collect();
    if !lines.is_empty() {
        card.add_field(wording::card_history(lang), &cut(&lines.join("\n"), 1000), false);
    }
    card
}

fn partner(mut card: Card, knowledge: &Knowledge, partner: &Partner, lang: Lang) -> Card {
    if let Some(short) = &partner.abbreviation {
        card.add_field(wording::card_abbreviation(lang), &escape(short), true);
    }
    let says = |claim: &Claim| {
        let mut line = escape(claim.text.get(lang));
        if let Some(by) = published(knowledge, lang, &claim.sources) {
            line.push_str(&format!("\n-# {by}"));
        }
        line
    };
    card.add_field(wording::card_role(lang), &says(&partner.role), false);
    let does: Vec<String> = partner.does.iter().map(|claim| format!("• {}", says(claim))).collect();
    if !does.is_empty() {
        card.add_field(wording::card_does(lang), &cut(&does.join("\n"), 1000), false);
    }
    let people: Vec<String> = partner
        .people
        .iter()
        .map(|person| {
            let as_of = wording::as_of(lang, &person.as_of);
            format!(
                "• {} {} ({as_of})",
                escape(person.name.get(lang)),
                escape(person.office.get(lang))
            )
        })
        .collect();
    if !people.is_empty() {
        card.add_field(wording::card_people(lang), &cut(&people.join("\n"), 1000), false);
    }
    card
}

fn published(knowledge: &Knowledge, lang: Lang, sources: &[String]) -> Option<String> {
    let source = sources.iter().find_map(|id| knowledge.sources.get(id))?;
    let publisher = escape(source.publisher.get(lang));
    Some(match source.published {
        Some(date) => format!("{publisher}, {}", date.say(lang)),
        None => publisher,
    })
}
