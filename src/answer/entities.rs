//! Everything of the knowledge that has a name, and finding which of them a text names.

use rustc_hash::FxHashMap as HashMap;

use crate::knowledge::{Id, Knowledge, Lang, Text};
use crate::korean;

use super::units;

/// What kind of record a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
    Company,
    Partner,
    Person,
    Place,
    Programme,
    Part,
    Call,
}

/// The number of an entity in [`Entities`].
pub(crate) type EntityIx = u32;

/// Something with a name.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// What kind of record it is.
    pub(crate) role: Role,
    /// The record's id; of a person, the partner's id, a slash, and the person's Korean name.
    pub(crate) id: Id,
    /// Its name.
    pub(crate) name: Text,
    /// The record's place in its list, and for a part, call or person its place inside that.
    pub(crate) index: (usize, usize),
    /// Every folded key it is found by.
    pub(crate) keys: Vec<String>,
}

/// All of them, by number and by key.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    all: Vec<Entity>,
    by_key: HashMap<String, Vec<EntityIx>>,
    by_id: HashMap<Id, EntityIx>,
    /// Last words of company names ("제약", "홀딩스"): a word that ends so and is no known name is somebody unknown.
    name_endings: HashMap<String, u32>,
}

impl Entities {
    /// Collects them from the records.
    pub(crate) fn of(knowledge: &Knowledge) -> Self {
        let mut entities = Self::default();
        for (i, company) in knowledge.companies.iter().enumerate() {
            let mut names: Vec<&str> = company.aliases.iter().map(String::as_str).collect();
            names.extend(company.code.as_deref());
            entities.add(Role::Company, &company.id, &company.name, (i, 0), &names);
        }
        for (i, partner) in knowledge.partners.iter().enumerate() {
            let mut names: Vec<&str> = partner.aliases.iter().map(String::as_str).collect();
            names.extend(partner.abbreviation.as_deref());
            entities.add(Role::Partner, &partner.id, &partner.name, (i, 0), &names);
            for (j, person) in partner.people.iter().enumerate() {
                let id = format!("{}/{}", partner.id, person.name.ko);
                entities.add(Role::Person, &id, &person.name, (i, j), &[]);
            }
        }
        for (i, place) in knowledge.places.iter().enumerate() {
            let names: Vec<&str> = place.aliases.iter().map(String::as_str).collect();
            entities.add(Role::Place, &place.id, &place.name, (i, 0), &names);
        }
        for (i, programme) in knowledge.programmes.iter().enumerate() {
            let names: Vec<&str> = programme.aliases.iter().map(String::as_str).collect();
            entities.add(Role::Programme, &programme.id, &programme.name, (i, 0), &names);
            for (j, part) in programme.parts.iter().enumerate() {
                let names: Vec<&str> = part.aliases.iter().map(String::as_str).collect();
                entities.add(Role::Part, &part.id, &part.name, (i, j), &names);
            }
            for (j, call) in programme.calls.iter().enumerate() {
                let names: Vec<&str> = call.aliases.iter().map(String::as_str).collect();
                entities.add(Role::Call, &call.id, &call.name, (i, j), &names);
            }
        }
        entities.learn_endings();
        entities.learn_short_names(knowledge);
        entities
    }

    fn add(&mut self, role: Role, id: &str, name: &Text, index: (usize, usize), others: &[&str]) {
        let Ok(ix) = EntityIx::try_from(self.all.len()) else {
            return;
        };
        let mut keys: Vec<String> = Vec::new();
        let both = [Some(name.ko.as_str()), name.en.as_deref()];
        for written in both.into_iter().flatten().chain(others.iter().copied()) {
            let spelled = korean::spelled(written);
            for form in forms(written).into_iter().chain(spelled.iter().flat_map(|s| forms(s))) {
                if !form.is_empty() && !keys.contains(&form) {
                    keys.push(form);
                }
            }
        }
        for key in &keys {
            let at = self.by_key.entry(key.clone()).or_default();
            if !at.contains(&ix) {
                at.push(ix);
            }
        }
        self.by_id.entry(id.to_owned()).or_insert(ix);
        self.all.push(Entity {
            role,
            id: id.to_owned(),
            name: name.clone(),
            index,
            keys,
        });
    }

    /// A two- or three-syllable ending that two or more company names share is one that names are made with.
    fn learn_endings(&mut self) {
        for entity in self.all.iter().filter(|e| e.role == Role::Company) {
            let mut seen: Vec<String> = Vec::new();
            for key in entity.keys.iter().filter(|k| k.chars().all(units::is_hangul)) {
                let chars: Vec<char> = key.chars().collect();
                for length in 2..=4usize {
                    if chars.len() > length {
                        let ending: String = chars.iter().skip(chars.len() - length).collect();
                        if !seen.contains(&ending) {
                            seen.push(ending);
                        }
                    }
                }
            }
            for ending in seen {
                *self.name_endings.entry(ending).or_default() += 1;
            }
        }
        self.name_endings.retain(|_, count| *count >= 2);
    }

    /// What is left of a company's name without what names end in is its short name, where it is long enough and nobody else's.
    ///
    /// Two syllables are one where the documents use them for nothing else.
    fn learn_short_names(&mut self, knowledge: &Knowledge) {
        let stray = |head: &str, key: &str| {
            super::cues::KOREAN
                .iter()
                .any(|(_, forms)| forms.split(' ').any(|form| form == head))
                || knowledge.documents.iter().any(|document| {
                    document.body.match_indices(head).any(|(at, _)| {
                        let here = document.body.get(at..).unwrap_or_default();
                        !here.starts_with(key)
                    })
                })
        };
        let mut short: HashMap<String, Vec<EntityIx>> = HashMap::default();
        for (ix, entity) in self.iter().filter(|(_, e)| e.role == Role::Company) {
            for key in &entity.keys {
                for ending in self.name_endings.keys() {
                    if let Some(head) = key.strip_suffix(ending.as_str())
                        && head.chars().any(units::is_hangul)
                        && (head.chars().count() >= 3
                            || head.chars().count() == 2
                                && head.chars().all(units::is_hangul)
                                && !self.name_endings.contains_key(head)
                                && !stray(head, key))
                    {
                        let at = short.entry(head.to_owned()).or_default();
                        if !at.contains(&ix) {
                            at.push(ix);
                        }
                    }
                }
            }
        }
        for (head, ixs) in short {
            if let [ix] = ixs.as_slice()
                && !self.by_key.contains_key(&head)
            {
                self.by_key.insert(head.clone(), vec![*ix]);
                if let Some(entity) = self.all.get_mut(usize::try_from(*ix).unwrap_or(usize::MAX)) {
                    entity.keys.push(head);
                }
            }
        }
    }

    /// The entity of a number.
    pub(crate) fn get(&self, ix: EntityIx) -> Option<&Entity> {
        self.all.get(usize::try_from(ix).unwrap_or(usize::MAX))
    }

    /// The entity of an id.
    pub(crate) fn by_id(&self, id: &str) -> Option<EntityIx> {
        self.by_id.get(id).copied()
    }

    /// The entities of a key.
    pub(crate) fn by_key(&self, key: &str) -> &[EntityIx] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every entity with its number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (EntityIx, &Entity)> {
        (0..).zip(self.all.iter())
    }

    /// The entities whose names have these initial consonants.
    pub(crate) fn by_initials(&self, initials: &str) -> Vec<EntityIx> {
        let mut found: Vec<EntityIx> = Vec::new();
        for (ix, entity) in self.iter() {
            if entity
                .keys
                .iter()
                .any(|k| k.chars().all(units::is_hangul) && korean::choseong(k) == initials)
            {
                found.push(ix);
            }
        }
        found
    }

    /// Whether `word` is what the names of two or more companies end in.
    pub(crate) fn is_a_name_ending(&self, word: &str) -> bool {
        self.name_endings.contains_key(word)
    }

    /// Whether `word` ends like the names of companies do.
    pub(crate) fn ends_like_a_name(&self, word: &str) -> bool {
        self.name_endings
            .keys()
            .any(|ending| word.len() > ending.len() && word.ends_with(ending.as_str()))
    }

    /// The names nearest to `word` by letters, within what a typing slip changes; nearest first.
    pub(crate) fn near(&self, word: &str) -> Option<(f32, Vec<EntityIx>)> {
        let letters = korean::jamo::decompose(word).chars().count();
        if letters < 5 {
            return None;
        }
        // A letter in a short name, one and a half in a long one.
        let most = if letters >= 11 {
            1.25
        } else if letters >= 7 {
            1.0
        } else {
            0.5
        };
        let mut best: Option<(f32, Vec<EntityIx>)> = None;
        for (key, ixs) in &self.by_key {
            if key.chars().count().abs_diff(word.chars().count()) > 2 {
                continue;
            }
            let within = best.as_ref().map_or(most, |(d, _)| *d);
            if let Some(distance) = korean::jamo::distance_within(word, key, within) {
                match &mut best {
                    Some((d, found)) if (*d - distance).abs() < 1e-6 => found.extend(ixs),
                    _ => best = Some((distance, ixs.clone())),
                }
            }
        }
        if let Some((_, found)) = &mut best {
            found.sort_unstable();
            found.dedup();
        }
        best
    }

    /// The name of an entity in `lang`.
    pub(crate) fn name(&self, ix: EntityIx, lang: Lang) -> &str {
        self.get(ix).map_or("", |e| e.name.get(lang))
    }
}

/// The keys a written name is found by: whole, and without what stands in brackets or the legal form.
fn forms(written: &str) -> Vec<String> {
    let folded = korean::fold(written);
    let mut forms = vec![units::key_of(&folded)];
    if let Some((before, rest)) = folded.split_once('(') {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        let without = units::key_of(&format!("{before} {after}"));
        if without.chars().count() >= 2 {
            forms.push(without);
        }
    }
    for legal in ["주식회사", "㈜", " inc", " co., ltd", " ltd", " corp"] {
        if folded.contains(legal) {
            forms.push(units::key_of(&folded.replace(legal, " ")));
        }
    }
    forms
}
