//! The statements that records make, before their words are made terms, with the words any programme's are asked by.

use std::borrow::Cow;

use crate::knowledge::{AnswerKind, Claim, Id, Knowledge, PartialDate, Partner, Text};

use super::statements::Made;
use super::wording;

/// A statement before its words are made terms.
pub(crate) struct Draft<'a> {
    pub(crate) made: Made,
    pub(crate) text: Text,
    pub(crate) items: Vec<Text>,
    pub(crate) sources: Cow<'a, [Id]>,
    pub(crate) quote: Option<&'a String>,
    pub(crate) date: Option<PartialDate>,
    pub(crate) kinds: Vec<AnswerKind>,
    pub(crate) about: Vec<Cow<'a, str>>,
    pub(crate) label: Text,
    pub(crate) ask: Vec<String>,
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

pub(crate) fn drafts<'a>(knowledge: &'a Knowledge) -> Vec<Draft<'a>> {
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
                &[What, List],
                about,
            );
            if support.amount.is_some() {
                draft.kinds.extend([Amount, Count]);
            }
            if support.until.is_some() || support.from.is_some() {
                draft.kinds.extend([When, Duration]);
            }
            if super::kinds::gives(
                Duration,
                &crate::korean::fold(&support.what.text.ko),
                crate::knowledge::Lang::Ko,
            ) && !draft.kinds.contains(&Duration)
            {
                draft.kinds.push(Duration);
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
