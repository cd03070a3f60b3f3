//! Every record that says one thing, as a statement with the words it is asked by; and the statements that come nearest to a question.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Claim, Id, Knowledge, PartialDate, Partner, Text};
use crate::korean;

use super::entities::{Entities, EntityIx};
use super::segment::Vocabulary;
use super::terms::{TermIx, Terms, entity_text, texts_of};
use super::time::Relative;
use super::units;
use super::wording;

/// What kind of record a statement is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Fact(usize),
    /// Programme, support.
    Support(usize, usize),
    /// Programme, part.
    Part(usize, usize),
    Programme(usize),
    Place(usize),
    Partner(usize),
    /// What a partner does.
    Does(usize),
    /// Partner, person.
    Person(usize, usize),
    /// Partner, person: what was said.
    Said(usize, usize),
    Company(usize),
    /// Programme, call: its dates.
    CallDates(usize, usize),
    /// Programme, call: another field.
    CallField(usize, usize),
    /// Programme, criterion.
    Criterion(usize, usize),
    Faq(usize),
    Disagreement(usize),
    Unknown(usize),
    /// The main partners, as a list.
    Partners,
    /// A programme's parts, as a list.
    Parts(usize),
    /// A programme's support, as a list.
    Supports(usize),
    /// A programme's criteria, as a list.
    Criteria(usize),
    /// A programme's calls, as a list.
    Calls(usize),
}

/// One thing said by a record.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// The record.
    pub(crate) made: Made,
    /// What is said.
    pub(crate) text: Text,
    /// For a list: its points.
    pub(crate) items: Vec<Text>,
    /// The sources that say so.
    pub(crate) sources: Vec<Id>,
    /// The words it rests on, verbatim.
    pub(crate) quote: Option<String>,
    /// The time it holds for, where that is not the day of publication.
    pub(crate) date: Option<PartialDate>,
    /// The kinds of question it answers; any where empty.
    pub(crate) kinds: Vec<AnswerKind>,
    /// What it is about.
    pub(crate) about: Vec<EntityIx>,
    /// Every term it has anywhere, sorted.
    pub(crate) terms: Vec<TermIx>,
    /// The phrases it is asked by, each as its terms.
    pub(crate) phrases: Vec<Vec<TermIx>>,
    /// The phrases as they are written, in letter pairs: how like a question is to one of them.
    pub(crate) wordings: Vec<Vec<(char, char)>>,
}

/// The letter pairs of a text without spaces, sorted.
pub(crate) fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = units::key_of(&korean::fold(text))
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut pairs: Vec<(char, char)> = chars
        .windows(2)
        .filter_map(|w| Some((*w.first()?, *w.get(1)?)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// How alike two texts are: the share of letter pairs they have in common (Dice 1945).
pub(crate) fn likeness(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0u16);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = f32::from(u16::try_from(a.len() + b.len()).unwrap_or(u16::MAX));
    if all > 0.0 { 2.0 * f32::from(common) / all } else { 0.0 }
}

/// All statements, with postings from terms to them.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    /// The statements.
    pub(crate) all: Vec<Statement>,
    /// Of each term the statements that have it, with where: label 4, subject 2, body 1.
    postings: HashMap<TermIx, Vec<(u32, u8)>>,
}

const LABEL: u8 = 4;
const SUBJECT: u8 = 2;
const BODY: u8 = 1;

/// How well a statement fits a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fit {
    /// The statement.
    pub(crate) at: usize,
    /// The share of the question's weight that it covers anywhere.
    pub(crate) covered: f32,
    /// The share covered by its label, its other wordings and its subject.
    pub(crate) named: f32,
    /// The share of the best of its phrases that the question says.
    pub(crate) phrase: f32,
    /// How like the question is to the likest of its phrases, letter by letter.
    pub(crate) alike: f32,
    /// All of it together.
    pub(crate) score: f32,
}

/// What statements are made with.
pub(crate) struct Making<'a> {
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) entities: &'a Entities,
    pub(crate) terms: &'a mut Terms,
    pub(crate) known: &'a dyn Fn(&str) -> bool,
}

impl Making<'_> {
    /// The terms of a text. A year is the term `%2022`.
    pub(crate) fn terms_of(&mut self, text: &str) -> Vec<TermIx> {
        let units = units::cut(&korean::fold(text));
        let mut found = Vec::new();
        for time in super::time::read(&units, Date::constant(1, 1, 1))
            .iter()
            .filter(|t| t.time.relative == Relative::Absolute)
        {
            let term = self.terms.intern(&year_text(time.time.date.year()));
            if !found.contains(&term) {
                found.push(term);
            }
        }
        let pieces = self.vocabulary.cut(&units, self.known);
        for piece in &pieces {
            for text in texts_of(piece, &units, self.terms, self.entities, self.vocabulary) {
                let term = self.terms.intern(&text);
                if !found.contains(&term) {
                    found.push(term);
                }
            }
        }
        found
    }
}

/// A statement before its words are made terms.
struct Draft<'a> {
    made: Made,
    text: Text,
    items: Vec<Text>,
    sources: Cow<'a, [Id]>,
    quote: Option<&'a String>,
    date: Option<PartialDate>,
    kinds: Vec<AnswerKind>,
    about: Vec<Cow<'a, str>>,
    label: Text,
    ask: Vec<String>,
}

impl<'a> Draft<'a> {
    fn of(made: Made, claim: &'a Claim, label: Text, kinds: &[AnswerKind], about: Vec<&'a str>) -> Self {
        Self {
            made,
            text: claim.text.clone(),
            items: Vec::new(),
            sources: Cow::Borrowed(&claim.sources),
            quote: claim.quote.as_ref(),
            date: None,
            kinds: kinds.to_vec(),
            about: about.into_iter().map(Cow::Borrowed).collect(),
            label,
            ask: Vec::new(),
        }
    }

    fn ask(mut self, words: &str) -> Self {
        self.ask.extend(words.split('|').map(|w| w.trim().to_owned()));
        self
    }
}

/// The text of a year's term.
pub(crate) fn year_text(year: i16) -> String {
    format!("%{year}")
}

fn both(ko: &str, en: &str) -> Text {
    Text {
        ko: ko.to_owned(),
        en: Some(en.to_owned()),
    }
}

/// Every text of the records that questions are answered from, so that its words are known before it is cut.
pub(crate) fn texts(knowledge: &Knowledge) -> Vec<String> {
    let mut texts = Vec::new();
    for draft in drafts(knowledge) {
        for text in std::iter::once(&draft.text)
            .chain(&draft.items)
            .chain(std::iter::once(&draft.label))
        {
            texts.push(text.ko.clone());
            texts.extend(text.en.clone());
        }
        texts.extend(draft.ask);
    }
    texts
}

fn drafts<'a>(knowledge: &'a Knowledge) -> Vec<Draft<'a>> {
    use AnswerKind::*;
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for (i, fact) in knowledge.facts.iter().enumerate() {
        drafts.push(Draft {
            made: Made::Fact(i),
            text: fact.text.clone(),
            items: fact.items.clone(),
            sources: Cow::Borrowed(&fact.sources),
            quote: fact.quote.as_ref(),
            date: fact.date,
            kinds: fact.answers.clone(),
            about: fact.about.iter().map(|a| Cow::Borrowed(a.as_str())).collect(),
            label: fact.label.clone(),
            ask: fact.ask.clone(),
        });
    }
    for (i, place) in knowledge.places.iter().enumerate() {
        if let Some(what) = &place.what {
            drafts.push(Draft::of(
                Made::Place(i),
                what,
                place.name.clone(),
                &[What, Where],
                vec![&place.id],
            ));
        }
    }
    for (i, partner) in knowledge.partners.iter().enumerate() {
        let role = Draft::of(
            Made::Partner(i),
            &partner.role,
            partner.name.clone(),
            &[What, Who],
            vec![&partner.id],
        );
        drafts.push(role.ask("역할|하는 일|role|무슨 기관|what does it do"));
        for does in &partner.does {
            drafts.push(Draft::of(
                Made::Does(i),
                does,
                both("한 일", "what it does"),
                &[],
                vec![&partner.id],
            ));
        }
        for (j, person) in partner.people.iter().enumerate() {
            drafts.push(Draft {
                made: Made::Person(i, j),
                text: wording::in_office(&partner.name, person),
                items: Vec::new(),
                sources: Cow::Borrowed(&person.sources),
                quote: person.quote.as_ref(),
                date: Some(person.as_of),
                kinds: vec![Who],
                about: vec![Cow::Borrowed(partner.id.as_str())],
                label: person.office.clone(),
                ask: person.aliases.clone(),
            });
            if let Some(said) = &person.said {
                let mut draft = Draft::of(
                    Made::Said(i, j),
                    said,
                    both("발언", "statement"),
                    &[],
                    vec![&partner.id],
                );
                draft.date = Some(person.as_of);
                draft.ask.push(format!("{} 발언", person.office.ko));
                drafts.push(draft);
            }
        }
    }
    for (i, company) in knowledge.companies.iter().enumerate() {
        if let Some(about) = &company.about {
            drafts.push(
                Draft::of(
                    Made::Company(i),
                    about,
                    company.name.clone(),
                    &[What],
                    vec![&company.id],
                )
                .ask("무엇을 하는 회사|분야|업종|사업 내용|what does the company do|field"),
            );
        }
    }
    for (i, programme) in knowledge.programmes.iter().enumerate() {
        let id = programme.id.as_str();
        drafts.push(Draft::of(
            Made::Programme(i),
            &programme.what,
            programme.name.clone(),
            &[What],
            vec![id],
        ));
        for (j, part) in programme.parts.iter().enumerate() {
            drafts.push(Draft::of(
                Made::Part(i, j),
                &part.what,
                part.name.clone(),
                &[],
                vec![id, &part.id],
            ));
        }
        for (j, support) in programme.supports.iter().enumerate() {
            let mut about = vec![id];
            about.extend(support.call.as_deref());
            let mut draft = Draft::of(
                Made::Support(i, j),
                &support.what,
                support.name.clone(),
                &[What, List, How],
                about,
            );
            if support.amount.is_some() {
                draft.kinds.extend([Amount, Count]);
            }
            if support.until.is_some() || support.from.is_some() {
                draft.kinds.extend([When, Duration]);
            }
            draft.ask = support.ask.clone();
            drafts.push(draft);
        }
        for (j, criterion) in programme.criteria.iter().enumerate() {
            let mut draft = Draft::of(
                Made::Criterion(i, j),
                &criterion.clause,
                criterion.name.clone(),
                &[Whether, Who, What],
                vec![id],
            );
            draft
                .about
                .extend(criterion.calls.iter().map(|c| Cow::Borrowed(c.as_str())));
            draft.ask = criterion.ask.clone();
            drafts.push(draft);
        }
        for (j, call) in programme.calls.iter().enumerate() {
            let about = || vec![id, call.id.as_str()];
            if let Some(text) = wording::call_dates(call) {
                let dates = Draft {
                    made: Made::CallDates(i, j),
                    text,
                    items: Vec::new(),
                    sources: Cow::Borrowed(&call.sources),
                    quote: call.quote.as_ref(),
                    date: None,
                    kinds: vec![When, Whether],
                    about: about().into_iter().map(Cow::Borrowed).collect(),
                    label: both("신청 마감", "application deadline"),
                    ask: Vec::new(),
                };
                drafts.push(dates.ask("언제까지 신청|접수 기간|모집 기간|신청 기간|마감일|모집 일정|언제 모집|closing date|application period|apply until"));
            }
            let mut field = |claim: Option<&'a Claim>, label: Text, kinds: &[AnswerKind], ask: &str| {
                if let Some(claim) = claim {
                    drafts.push(Draft::of(Made::CallField(i, j), claim, label, kinds, about()).ask(ask));
                }
            };
            field(
                call.who.as_ref(),
                both("지원 자격", "who may apply"),
                &[Who, Whether, What],
                "신청 자격|모집 대상|eligibility|누가 신청|신청 대상",
            );
            field(
                call.preferred.as_ref(),
                both("우대", "preference"),
                &[Who, What, Whether],
                "가점|우대 조건|우대 대상|bonus points|preferred",
            );
            field(
                call.places.as_ref(),
                both("모집 규모", "places"),
                &[Count, Amount],
                "몇 곳 모집|뽑는 수|모집 기업 수|정원|how many places|number of places",
            );
            field(
                call.how.as_ref(),
                both("신청 방법", "how to apply"),
                &[How, Where, Contact, What],
                "접수 방법|신청 절차|제출|지원 방법|apply",
            );
            field(
                call.selection.as_ref(),
                both("선정 방법", "selection"),
                &[How, What],
                "심사|평가|선정 기준|평가 기준|심사 기준|selection review criteria",
            );
            field(
                call.result.as_ref(),
                both("선정 결과", "result"),
                &[Count, When, What],
                "경쟁률|신청한 기업 수|몇 곳 신청|지원한 기업 수|how many applied|applicants",
            );
            for other in &call.other {
                drafts.push(Draft::of(Made::CallField(i, j), other, call.name.clone(), &[], about()));
            }
        }
    }
    drafts.extend(lists(knowledge));
    for (i, faq) in knowledge.faqs.iter().enumerate() {
        drafts.push(Draft {
            made: Made::Faq(i),
            text: faq.answer.clone(),
            items: faq.items.clone(),
            sources: Cow::Borrowed(&faq.sources),
            quote: faq.quote.as_ref(),
            date: None,
            kinds: Vec::new(),
            about: Vec::new(),
            label: faq.question.clone(),
            ask: faq.also.clone(),
        });
    }
    for (i, disagreement) in knowledge.disagreements.iter().enumerate() {
        drafts.push(Draft {
            made: Made::Disagreement(i),
            text: disagreement.text.clone(),
            items: Vec::new(),
            sources: Cow::Borrowed(&[]),
            quote: None,
            date: None,
            kinds: Vec::new(),
            about: disagreement.about.iter().map(|a| Cow::Borrowed(a.as_str())).collect(),
            label: disagreement.text.clone(),
            ask: disagreement.ask.clone(),
        });
    }
    for (i, unknown) in knowledge.unknowns.iter().enumerate() {
        drafts.push(Draft {
            made: Made::Unknown(i),
            text: unknown.text.clone(),
            items: Vec::new(),
            sources: Cow::Borrowed(&[]),
            quote: None,
            date: None,
            kinds: unknown.answers.clone(),
            about: Vec::new(),
            label: Text::default(),
            ask: unknown.ask.clone(),
        });
    }
    drafts
}

/// The lists that records make together, with the words that any programme's are asked by.
fn lists(knowledge: &Knowledge) -> Vec<Draft<'_>> {
    use AnswerKind::*;
    let mut drafts = Vec::new();
    let list = |made: Made,
                text: Text,
                items: Vec<Text>,
                sources: &'_ [Id],
                about: Vec<&'_ str>,
                label: Text,
                ask: &str,
                kinds: &[AnswerKind]| {
        if items.is_empty() {
            return None;
        }
        let draft = (
            made,
            text,
            items,
            sources.to_vec(),
            about.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>(),
            label,
            ask.to_owned(),
            kinds.to_vec(),
        );
        Some(draft)
    };
    let mut made: Vec<_> = Vec::new();
    let main: Vec<&Partner> = knowledge.partners.iter().filter(|p| p.main).collect();
    let items: Vec<Text> = main.iter().map(|p| p.name.clone()).collect();
    made.extend(list(
        Made::Partners,
        wording::partners(&items),
        items.clone(),
        main.first().map_or(&[][..], |p| &p.role.sources),
        Vec::new(),
        both("협력 기관", "partners"),
        "참여 기관|파트너|어느 기관이 함께|함께하는 기관|주관 기관|운영 기관|누가 함께|협력하는 기관|who are the partners|which institutions|기관",
        &[Who, List, What, Count],
    ));
    for (i, programme) in knowledge.programmes.iter().enumerate() {
        let about = vec![programme.id.as_str()];
        let names: Vec<Text> = programme.parts.iter().map(|p| p.name.clone()).collect();
        made.extend(list(
            Made::Parts(i),
            wording::parts(&programme.name, &names),
            names.clone(),
            programme.parts.first().map_or(&[][..], |p| &p.what.sources),
            about.clone(),
            both("사업 내용", "parts of the programme"),
            "세부 사업|구성|무엇을 하는 사업|주요 내용|네 가지 내용|what does the programme consist of|components",
            &[List, What, Count],
        ));
        let mut names: Vec<Text> = Vec::new();
        for support in &programme.supports {
            if !names.contains(&support.name) {
                names.push(support.name.clone());
            }
        }
        made.extend(list(
            Made::Supports(i),
            wording::supports(&programme.name, &names),
            names.clone(),
            programme.supports.first().map_or(&[][..], |s| &s.what.sources),
            about.clone(),
            both("지원 내용", "support"),
            "혜택|무엇을 지원|지원받을 수 있는 것|어떤 지원|입주하면 받는 혜택|what support|benefits|what is offered",
            &[List, What],
        ));
        let names: Vec<Text> = programme.criteria.iter().map(|c| c.name.clone()).collect();
        let required = programme
            .criteria
            .iter()
            .find(|c| c.kind == crate::knowledge::CriterionKind::Required)
            .or(programme.criteria.first());
        if let Some(first) = required {
            made.extend(list(
                Made::Criteria(i),
                first.clause.text.clone(),
                names.clone(),
                &first.clause.sources,
                about.clone(),
                both("자격 요건", "eligibility criteria"),
                "지원 자격|신청 자격|누가 신청할 수 있나|대상|조건|누가 지원할 수 있나|who is eligible|who can apply|eligibility|requirements",
                &[List, What, Who, Whether],
            ));
        }
        let names: Vec<Text> = programme.calls.iter().map(|c| c.name.clone()).collect();
        let sources = programme
            .calls
            .iter()
            .max_by_key(|c| c.until.map(|u| u.last()))
            .map_or(&[][..], |c| &c.sources);
        made.extend(list(
            Made::Calls(i),
            wording::calls(&programme.calls),
            names.clone(),
            sources,
            about.clone(),
            both("모집", "calls"),
            "지금 신청|모집 공고|신청할 수 있나|모집 일정|지금 모집 중|다음 모집|open calls|is there an open call|can I apply now|apply",
            &[When, Whether, What, How, List],
        ));
    }
    for (made, text, items, sources, about, label, ask, kinds) in made {
        let keep_items = !matches!(made, Made::Calls(_));
        drafts.push(
            Draft {
                made,
                text,
                items: if keep_items { items } else { Vec::new() },
                sources: Cow::Owned(sources),
                quote: None,
                date: None,
                kinds,
                about: about.into_iter().map(Cow::Owned).collect(),
                label,
                ask: Vec::new(),
            }
            .ask(&ask),
        );
    }
    drafts
}

impl Statements {
    /// Makes the statements of a knowledge.
    pub(crate) fn of(knowledge: &Knowledge, making: &mut Making<'_>) -> Self {
        let mut statements = Self::default();
        for draft in drafts(knowledge) {
            statements.add(draft, making);
        }
        statements
    }

    fn add(&mut self, draft: Draft<'_>, making: &mut Making<'_>) {
        let Ok(at) = u32::try_from(self.all.len()) else { return };
        let mut about: Vec<EntityIx> = draft
            .about
            .iter()
            .filter_map(|id| making.entities.by_id(id.as_ref()))
            .collect();
        let mut places: HashMap<TermIx, u8> = HashMap::new();
        if let Made::Said(i, _) | Made::Person(i, _) = draft.made {
            let person = making
                .entities
                .iter()
                .filter(|(_, e)| e.role == super::entities::Role::Person && e.index.0 == i)
                .find(|(_, e)| matches!(draft.made, Made::Said(_, j) | Made::Person(_, j) if e.index.1 == j))
                .map(|(ix, _)| ix);
            about.extend(person);
        }
        let mut phrases: Vec<Vec<TermIx>> = Vec::new();
        let mut wordings = Vec::new();
        let written = std::iter::once(draft.label.ko.as_str())
            .chain(draft.label.en.as_deref())
            .chain(draft.ask.iter().map(String::as_str));
        for phrase in written {
            wordings.push(pairs(phrase));
            let terms = making.terms_of(phrase);
            for term in &terms {
                *places.entry(*term).or_default() |= LABEL;
            }
            if !terms.is_empty() && !phrases.contains(&terms) {
                phrases.push(terms);
            }
        }
        for ix in &about {
            let term = making.terms.intern(&entity_text(*ix));
            *places.entry(term).or_default() |= SUBJECT;
            // The words of the subject's own name count too: "사업" asks for a programme, "센터" for the centre.
            let names = making.entities.get(*ix).map(|e| e.name.clone()).unwrap_or_default();
            for name in std::iter::once(names.ko.as_str()).chain(names.en.as_deref()) {
                for term in making.terms_of(name) {
                    *places.entry(term).or_default() |= SUBJECT;
                }
            }
        }
        for text in std::iter::once(&draft.text).chain(&draft.items) {
            for written in std::iter::once(text.ko.as_str()).chain(text.en.as_deref()) {
                for term in making.terms_of(written) {
                    *places.entry(term).or_default() |= BODY;
                }
            }
        }
        if let Some(date) = draft.date {
            let term = making.terms.intern(&year_text(date.year()));
            *places.entry(term).or_default() |= SUBJECT;
        }
        for published in draft
            .sources
            .iter()
            .filter_map(|s| making.knowledge.sources.get(s))
            .filter_map(|s| s.published)
        {
            let term = making.terms.intern(&year_text(published.year()));
            *places.entry(term).or_default() |= BODY;
        }
        let mut terms: Vec<TermIx> = places.keys().copied().collect();
        terms.sort_unstable();
        for (term, place) in places {
            self.postings.entry(term).or_default().push((at, place));
        }
        self.all.push(Statement {
            made: draft.made,
            text: draft.text,
            items: draft.items,
            sources: draft.sources.to_vec(),
            quote: draft.quote.cloned(),
            date: draft.date,
            kinds: draft.kinds,
            about,
            terms,
            phrases,
            wordings,
        });
    }

    /// In how many statements a term stands.
    pub(crate) fn frequency(&self, term: TermIx) -> usize {
        self.postings.get(&term).map_or(0, Vec::len)
    }

    /// The statements that cover any of the terms, best first, at most `limit`.
    ///
    /// `terms` come with their weights; alternatives of one word (a name that two records share) stand in one group and count once.
    pub(crate) fn nearest(
        &self,
        asked_pairs: &[(char, char)],
        groups: &[(Vec<TermIx>, f32)],
        wants: &[AnswerKind],
        weight: &dyn Fn(TermIx) -> f32,
        limit: usize,
    ) -> Vec<Fit> {
        let total: f32 = groups.iter().map(|(_, w)| w).sum();
        if total <= 0.0 {
            return Vec::new();
        }
        let mut found: HashMap<u32, (f32, f32)> = HashMap::new();
        for (terms, weight) in groups {
            let mut here: HashMap<u32, u8> = HashMap::new();
            for term in terms {
                for (at, place) in self.postings.get(term).map_or(&[][..], Vec::as_slice) {
                    *here.entry(*at).or_default() |= place;
                }
            }
            for (at, place) in here {
                let sums = found.entry(at).or_default();
                sums.0 += weight;
                if place & (LABEL | SUBJECT) != 0 {
                    sums.1 += weight;
                }
            }
        }
        let asked: HashSet<TermIx> = groups.iter().flat_map(|(terms, _)| terms.iter().copied()).collect();
        let mut fits: Vec<Fit> = found
            .into_iter()
            .filter_map(|(at, (covered, named))| {
                let at = usize::try_from(at).ok()?;
                let statement = self.all.get(at)?;
                let phrase = statement
                    .phrases
                    .iter()
                    .map(|phrase| {
                        let whole: f32 = phrase.iter().map(|t| weight(*t)).sum();
                        let said: f32 = phrase.iter().filter(|t| asked.contains(t)).map(|t| weight(*t)).sum();
                        if whole > 0.0 { said / whole } else { 0.0 }
                    })
                    .fold(0.0f32, f32::max);
                let (covered, named) = (covered / total, named / total);
                let kind = kind_factor(&statement.kinds, wants);
                let wordings = statement.wordings.iter();
                let alike = wordings.map(|w| likeness(w, asked_pairs)).fold(0.0f32, f32::max);
                let score = (0.36 * covered + 0.23 * named + 0.22 * phrase + 0.19 * alike) * kind;
                Some(Fit {
                    at,
                    covered,
                    named,
                    phrase,
                    alike,
                    score,
                })
            })
            .collect();
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        fits.truncate(limit);
        fits
    }
}

/// How well the kinds a statement answers go with what is wanted.
fn kind_factor(kinds: &[AnswerKind], wants: &[AnswerKind]) -> f32 {
    if kinds.is_empty() || wants.is_empty() {
        return 0.94;
    }
    if wants.iter().any(|w| kinds.contains(w)) {
        return 1.0;
    }
    // "뭐예요" and "인가요" ask for anything.
    if wants.iter().all(|w| {
        matches!(
            w,
            AnswerKind::What | AnswerKind::Whether | AnswerKind::List | AnswerKind::How
        )
    }) {
        0.9
    } else {
        0.72
    }
}
