//! Companies, and what is said of them in places, as CSV for a spreadsheet.

use super::model::{Company, Knowledge, Lang, Presence, State};

/// Every company: id, names, stock code, what it belongs to, and how many records speak of it.
pub fn companies(knowledge: &Knowledge) -> Vec<u8> {
    let header = [
        "id",
        "name_ko",
        "name_en",
        "romanised",
        "aliases",
        "code",
        "part_of",
        "records",
        "sources",
    ];
    let rows = knowledge.companies.iter().map(|company| {
        let records = knowledge
            .presences
            .iter()
            .filter(|p| p.companies.contains(&company.id))
            .count();
        vec![
            company.id.clone(),
            company.name.ko.clone(),
            company.name.get(Lang::En).to_owned(),
            yes(company.romanised),
            company.aliases.join("; "),
            company.code.clone().unwrap_or_default(),
            company.part_of.clone().unwrap_or_default(),
            records.to_string(),
            company.sources.join("; "),
        ]
    });
    write(&header, rows)
}

/// Every company of every list, one a row: the list, its place, state and date, the company, and the sources.
pub fn presences(knowledge: &Knowledge) -> Vec<u8> {
    let header = [
        "list",
        "list_name",
        "place",
        "state",
        "date",
        "from",
        "company",
        "company_name",
        "complete",
        "total",
        "help",
        "through",
        "sources",
        "quote",
    ];
    let rows = knowledge.presences.iter().flat_map(|presence| {
        let of_company = |id: &str, name: &str| row(presence, id, name);
        let named: Vec<Vec<String>> = presence
            .companies
            .iter()
            .map(|id| {
                of_company(
                    id,
                    knowledge
                        .companies
                        .iter()
                        .find(|c: &&Company| c.id == *id)
                        .map_or("", |c| &c.name.ko),
                )
            })
            .collect();
        if named.is_empty() {
            vec![of_company("", "")]
        } else {
            named
        }
    });
    write(&header, rows)
}

fn row(presence: &Presence, company: &str, name: &str) -> Vec<String> {
    vec![
        presence.id.clone(),
        presence.name.ko.clone(),
        presence.place.clone(),
        state(presence.state).to_owned(),
        presence.date.to_string(),
        presence.from.map(|d| d.to_string()).unwrap_or_default(),
        company.to_owned(),
        name.to_owned(),
        yes(presence.complete),
        presence.total.as_ref().map(|t| t.ko.clone()).unwrap_or_default(),
        presence.help.join("; "),
        presence.through.clone().unwrap_or_default(),
        presence.sources.join("; "),
        presence.quote.clone().unwrap_or_default(),
    ]
}

fn state(state: State) -> &'static str {
    match state {
        State::Present => "present",
        State::Entered => "entered",
        State::Planned => "planned",
        State::Considering => "considering",
        State::Selected => "selected",
        State::Extended => "extended",
        State::NotExtended => "not_extended",
    }
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn write(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    // Spreadsheets take UTF-8 for another encoding unless the mark stands in front.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    // A vector of bytes never fails to be written to.
    writer.write_record(header).ok();
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).ok();
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that begins like a formula is run by spreadsheets.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
