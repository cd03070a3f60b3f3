//! What holds between records: ids that lead somewhere, names that mean one thing, quotes that are really there.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::documents;
use super::load::Records;
use super::messages::{self, Message};
use super::model::{Document, Id, Lang, Source, Text};
use super::names;
use super::problem::Severity;
use super::references::Kind;
use super::report::{At, Report, join};

/// Checks everything that no file can show on its own.
pub(super) fn all(report: &mut Report, sources: &BTreeMap<Id, Source>, documents: &[Document], records: &Records) {
    let mut bodies: HashMap<&str, Vec<&str>> = HashMap::new();
    for document in documents {
        bodies.entry(&document.source).or_default().push(&document.body);
    }
    let mut check = Check {
        report,
        sources,
        bodies,
        ids: Ids::of(records),
    };
    check.ids_are_single(records);
    check.names_mean_one_thing(records);
    check.programmes(records);
    check.places(records);
    check.facts(records);
    check.partners(records);
    check.companies(records);
    check.presences(records);
    check.disagreements(records);
    check.faqs(records);
    check.plain_texts(records);
    check.sources();
    check.renderings(documents);
}

/// The ids of every kind of record.
pub(super) struct Ids<'r> {
    pub(super) programmes: HashSet<&'r str>,
    pub(super) parts: HashSet<&'r str>,
    pub(super) calls: HashSet<&'r str>,
    pub(super) places: HashSet<&'r str>,
    pub(super) partners: HashSet<&'r str>,
    pub(super) companies: HashSet<&'r str>,
    /// Those and the ids of supports, criteria, facts and presences.
    pub(super) all: HashSet<&'r str>,
}

impl<'r> Ids<'r> {
    fn of(records: &'r Records) -> Self {
        let programmes = || records.programmes.iter().map(|p| &p.item);
        let mut ids = Self {
            programmes: programmes().map(|p| p.id.as_str()).collect(),
            parts: programmes().flat_map(|p| &p.parts).map(|p| p.id.as_str()).collect(),
            calls: programmes().flat_map(|p| &p.calls).map(|c| c.id.as_str()).collect(),
            places: records.places.iter().map(|p| p.item.id.as_str()).collect(),
            partners: records.partners.iter().map(|p| p.item.id.as_str()).collect(),
            companies: records.companies.iter().map(|p| p.item.id.as_str()).collect(),
            all: HashSet::new(),
        };
        for set in [
            &ids.programmes,
            &ids.parts,
            &ids.calls,
            &ids.places,
            &ids.partners,
            &ids.companies,
        ] {
            ids.all.extend(set);
        }
        ids.all
            .extend(programmes().flat_map(|p| &p.supports).map(|s| s.id.as_str()));
        ids.all
            .extend(programmes().flat_map(|p| &p.criteria).map(|c| c.id.as_str()));
        ids.all.extend(records.facts.iter().map(|f| f.item.id.as_str()));
        ids.all.extend(records.presences.iter().map(|p| p.item.id.as_str()));
        ids
    }
}

pub(super) struct Check<'r> {
    pub(super) report: &'r mut Report,
    pub(super) sources: &'r BTreeMap<Id, Source>,
    /// The texts of the documents of each source.
    pub(super) bodies: HashMap<&'r str, Vec<&'r str>>,
    pub(super) ids: Ids<'r>,
}

impl<'r> Check<'r> {
    pub(super) fn error(&mut self, at: &At, field: &str, message: Message) {
        self.report.error(at, field, message);
    }

    /// Ids are single within their kind, and can be ids.
    fn ids_are_single(&mut self, records: &Records) {
        let mut listed: Vec<(&'static str, &str, &At, String)> = Vec::new();
        let own = || "id".to_owned();
        for p in &records.programmes {
            let (item, at) = (&p.item, &p.at);
            listed.push(("record", &item.id, at, own()));
            listed.extend(
                item.parts
                    .iter()
                    .enumerate()
                    .map(|(i, x)| ("record", x.id.as_str(), at, format!("part[{i}].id"))),
            );
            listed.extend(
                item.supports
                    .iter()
                    .enumerate()
                    .map(|(i, x)| ("record", x.id.as_str(), at, format!("support[{i}].id"))),
            );
            listed.extend(
                item.calls
                    .iter()
                    .enumerate()
                    .map(|(i, x)| ("record", x.id.as_str(), at, format!("call[{i}].id"))),
            );
            listed.extend(
                item.criteria
                    .iter()
                    .enumerate()
                    .map(|(i, x)| ("record", x.id.as_str(), at, format!("criterion[{i}].id"))),
            );
        }
        listed.extend(
            records
                .places
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .partners
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .companies
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .presences
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .facts
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .disagreements
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .unknowns
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        listed.extend(
            records
                .faqs
                .iter()
                .map(|x| ("record", x.item.id.as_str(), &x.at, own())),
        );
        let mut first: HashMap<(&str, &str), &At> = HashMap::new();
        for (kind, id, at, field) in listed {
            if !documents::is_id(id) {
                self.error(at, &field, messages::bad_id(id));
            } else if let Some(earlier) = first.get(&(kind, id)) {
                let place = self.report.place_in_words(earlier);
                self.error(at, &field, messages::duplicate_id(id, &place));
            } else {
                first.insert((kind, id), at);
            }
        }
    }

    /// A name or alias stands for one record.
    fn names_mean_one_thing(&mut self, records: &Records) {
        let mut named: Vec<(&str, &At, String, &str)> = Vec::new();
        fn add<'x>(
            out: &mut Vec<(&'x str, &'x At, String, &'x str)>,
            at: &'x At,
            below: &str,
            id: &'x str,
            name: &'x Text,
            aliases: &'x [String],
        ) {
            out.push((id, at, join(below, "name"), &name.ko));
            out.extend(name.en.as_deref().map(|en| (id, at, join(below, "name"), en)));
            out.extend(
                aliases
                    .iter()
                    .enumerate()
                    .map(|(i, alias)| (id, at, join(below, &format!("aliases[{i}]")), alias.as_str())),
            );
        }
        for p in &records.programmes {
            let (item, at) = (&p.item, &p.at);
            add(&mut named, at, "", &item.id, &item.name, &item.aliases);
            for (i, part) in item.parts.iter().enumerate() {
                add(
                    &mut named,
                    at,
                    &format!("part[{i}]"),
                    &part.id,
                    &part.name,
                    &part.aliases,
                );
            }
            for (i, call) in item.calls.iter().enumerate() {
                add(
                    &mut named,
                    at,
                    &format!("call[{i}]"),
                    &call.id,
                    &call.name,
                    &call.aliases,
                );
            }
        }
        for p in &records.places {
            add(&mut named, &p.at, "", &p.item.id, &p.item.name, &p.item.aliases);
        }
        for p in &records.partners {
            add(&mut named, &p.at, "", &p.item.id, &p.item.name, &p.item.aliases);
            named.extend(
                p.item
                    .abbreviation
                    .as_deref()
                    .map(|a| (p.item.id.as_str(), &p.at, "abbreviation".to_owned(), a)),
            );
        }
        for p in &records.companies {
            add(&mut named, &p.at, "", &p.item.id, &p.item.name, &p.item.aliases);
            named.extend(
                p.item
                    .code
                    .as_deref()
                    .map(|c| (p.item.id.as_str(), &p.at, "code".to_owned(), c)),
            );
        }
        let mut first: HashMap<String, (&str, &At)> = HashMap::new();
        for (id, at, field, name) in named {
            let key = names::key(name);
            match first.get(&key) {
                Some((other, earlier)) if *other != id => {
                    let place = self.report.place_in_words(earlier);
                    self.error(at, &field, messages::two_meanings(name, &place));
                }
                Some(_) => {}
                None => {
                    first.insert(key, (id, at));
                }
            }
        }
    }

    fn programmes(&mut self, records: &'r Records) {
        for p in &records.programmes {
            let (item, at) = (&p.item, &p.at);
            self.name(at, "name", &item.name);
            self.claim(at, "what", &item.what);
            self.refer_all(at, "run_by", &item.run_by, Kind::Partner);
            self.refer_all(at, "places", &item.places, Kind::Place);
            for (i, part) in item.parts.iter().enumerate() {
                self.name(at, &format!("part[{i}].name"), &part.name);
                self.claim(at, &format!("part[{i}].what"), &part.what);
            }
            for (i, support) in item.supports.iter().enumerate() {
                let below = |field: &str| format!("support[{i}].{field}");
                self.name(at, &below("name"), &support.name);
                self.claim(at, &below("what"), &support.what);
                self.optional_name(at, &below("amount"), support.amount.as_ref());
                self.refer_all(at, &below("call"), support.call.as_slice(), Kind::Call);
                self.span(at, &below("until"), support.from, support.until);
            }
            for (i, call) in item.calls.iter().enumerate() {
                let below = |field: &str| format!("call[{i}].{field}");
                self.name(at, &below("name"), &call.name);
                self.span(at, &below("until"), call.from, call.until);
                self.sources_of(at, &format!("call[{i}]"), &call.sources, call.quote.as_deref());
                let claims = [
                    ("who", &call.who),
                    ("preferred", &call.preferred),
                    ("places", &call.places),
                    ("how", &call.how),
                    ("selection", &call.selection),
                    ("result", &call.result),
                ];
                for (field, claim) in claims {
                    if let Some(claim) = claim {
                        self.claim(at, &below(field), claim);
                    }
                }
                self.claims(at, &below("other"), &call.other);
            }
            for (i, criterion) in item.criteria.iter().enumerate() {
                let below = |field: &str| format!("criterion[{i}].{field}");
                self.name(at, &below("name"), &criterion.name);
                self.claim(at, &below("clause"), &criterion.clause);
                self.refer_all(at, &below("calls"), &criterion.calls, Kind::Call);
                self.optional_name(at, &below("question"), criterion.question.as_ref());
                let count = criterion.choices.len();
                if criterion.question.is_some() && !(2..=4).contains(&count) {
                    self.error(at, &below("question"), messages::choices(count));
                } else if criterion.question.is_none() && count > 0 {
                    self.error(at, &below("choice"), messages::choices_without_question());
                }
                for (j, choice) in criterion.choices.iter().enumerate() {
                    self.name(at, &below(&format!("choice[{j}].label")), &choice.label);
                    self.optional_name(at, &below(&format!("choice[{j}].then")), choice.then.as_ref());
                }
            }
        }
    }

    fn places(&mut self, records: &'r Records) {
        let within: HashMap<&str, &str> = records
            .places
            .iter()
            .filter_map(|p| Some((p.item.id.as_str(), p.item.within.as_deref()?)))
            .collect();
        for p in &records.places {
            self.name(&p.at, "name", &p.item.name);
            self.refer_all(&p.at, "within", p.item.within.as_slice(), Kind::Place);
            self.no_circle(&p.at, "within", &p.item.id, &within);
            if let Some(what) = &p.item.what {
                self.claim(&p.at, "what", what);
            }
        }
    }

    fn facts(&mut self, records: &'r Records) {
        for p in &records.facts {
            let (item, at) = (&p.item, &p.at);
            self.refer_all(at, "about", &item.about, Kind::Any);
            self.name(at, "label", &item.label);
            self.optional_name(at, "value", item.value.as_ref());
            for (i, text) in item.items.iter().enumerate() {
                self.name(at, &format!("items[{i}]"), text);
            }
            self.name(at, "text", &item.text);
            self.sources_of(at, "", &item.sources, item.quote.as_deref());
        }
    }

    fn partners(&mut self, records: &'r Records) {
        for p in &records.partners {
            let (item, at) = (&p.item, &p.at);
            self.name(at, "name", &item.name);
            self.claim(at, "role", &item.role);
            self.claims(at, "does", &item.does);
            for (i, person) in item.people.iter().enumerate() {
                let below = |field: &str| format!("person[{i}].{field}");
                self.name(at, &below("name"), &person.name);
                self.name(at, &below("office"), &person.office);
                self.sources_of(at, &format!("person[{i}]"), &person.sources, person.quote.as_deref());
                if let Some(said) = &person.said {
                    self.claim(at, &below("said"), said);
                }
            }
        }
    }

    fn companies(&mut self, records: &'r Records) {
        let part_of: HashMap<&str, &str> = records
            .companies
            .iter()
            .filter_map(|p| Some((p.item.id.as_str(), p.item.part_of.as_deref()?)))
            .collect();
        for p in &records.companies {
            self.name(&p.at, "name", &p.item.name);
            self.refer_all(&p.at, "part_of", p.item.part_of.as_slice(), Kind::Company);
            self.no_circle(&p.at, "part_of", &p.item.id, &part_of);
            self.known_sources(&p.at, "sources", &p.item.sources);
            if let Some(about) = &p.item.about {
                self.claim(&p.at, "about", about);
            }
        }
    }

    fn presences(&mut self, records: &'r Records) {
        for p in &records.presences {
            let (item, at) = (&p.item, &p.at);
            self.name(at, "name", &item.name);
            self.refer_all(at, "place", std::slice::from_ref(&item.place), Kind::Place);
            self.refer_all(at, "companies", &item.companies, Kind::Company);
            self.refer_all(at, "partners", &item.partners, Kind::Partner);
            self.refer_all(at, "help", &item.help, Kind::Partner);
            self.refer_all(at, "through", item.through.as_slice(), Kind::Through);
            self.optional_name(at, "total", item.total.as_ref());
            self.optional_name(at, "note", item.note.as_ref());
            self.sources_of(at, "", &item.sources, item.quote.as_deref());
            let named = item.companies.len() + item.partners.len();
            match &item.total {
                None if !item.complete && item.note.is_none() => {
                    self.error(at, "complete", messages::cut_off_without_total())
                }
                Some(total) if item.complete && total.ko.trim().parse::<usize>().is_ok_and(|n| n != named) => {
                    self.error(at, "total", messages::count_differs(&total.ko, named));
                }
                _ => {}
            }
        }
    }

    fn disagreements(&mut self, records: &'r Records) {
        for p in &records.disagreements {
            self.refer_all(&p.at, "about", &p.item.about, Kind::Any);
            self.name(&p.at, "text", &p.item.text);
            self.claims(&p.at, "claim", &p.item.claims);
            if p.item.claims.len() < 2 {
                self.error(&p.at, "claim", messages::too_few_claims());
            }
        }
    }

    fn faqs(&mut self, records: &'r Records) {
        let mut asked: HashMap<String, &At> = HashMap::new();
        for p in &records.faqs {
            let (item, at) = (&p.item, &p.at);
            self.name(at, "question", &item.question);
            self.name(at, "answer", &item.answer);
            for (i, text) in item.items.iter().enumerate() {
                self.name(at, &format!("items[{i}]"), text);
            }
            if item.source.is_none() {
                self.sources_of(at, "", &item.sources, item.quote.as_deref());
            } else {
                self.known_sources(at, "sources", &item.sources);
            }
            if item.expired {
                continue;
            }
            let mut own = HashSet::new();
            for question in [Some(&item.question.ko), item.question.en.as_ref()]
                .into_iter()
                .flatten()
                .chain(&item.also)
            {
                let key = names::key(question);
                if !own.insert(key.clone()) {
                    continue;
                }
                match asked.get(&key) {
                    Some(first) => {
                        let place = self.report.place_in_words(first);
                        self.error(at, "question", messages::same_question(&place));
                    }
                    None => {
                        asked.insert(key, at);
                    }
                }
            }
        }
    }

    fn plain_texts(&mut self, records: &'r Records) {
        for p in &records.unknowns {
            self.name(&p.at, "text", &p.item.text);
        }
    }

    fn sources(&mut self) {
        let addresses: Vec<(&str, &str)> = self
            .sources
            .values()
            .filter_map(|s| Some((s.id.as_str(), s.url.as_deref()?)))
            .collect();
        for (id, url) in addresses {
            if !documents::is_url(url) && !self.bodies.contains_key(id) {
                self.report
                    .file(Severity::Error, "sources.toml", None, messages::bad_url(url));
            }
        }
    }

    /// Korean documents that staff wrote have an English rendering; bulk ones need none.
    fn renderings(&mut self, documents: &[Document]) {
        let rendered: HashSet<&str> = documents
            .iter()
            .filter(|d| d.lang == Lang::En)
            .map(|d| d.source.as_str())
            .collect();
        for document in documents {
            if document.file.ends_with(".md")
                && document.lang == Lang::Ko
                && !rendered.contains(document.source.as_str())
            {
                let wanted = document.file.trim_end_matches(".md").to_owned() + ".en.md";
                self.report.file(
                    Severity::Warning,
                    &document.file,
                    None,
                    messages::no_english_document(&wanted),
                );
            }
        }
    }
}
