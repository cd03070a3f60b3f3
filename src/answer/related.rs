//! Questions to offer: those near the one that was asked that really have answers.

use jiff::civil::Date;

use crate::knowledge::Lang;
use crate::korean;

use super::engine::Engine;
use super::model::{Kind, Reason, Suggestion};
use super::question::Question;
use super::reply::Reply;
use super::statements::Made;
use super::units;

/// At most three questions near the one that was asked; those that stand first in the knowledge where none was.
pub(crate) fn questions(
    engine: &Engine,
    asked: Option<&Question>,
    reply: &Reply,
    lang: Lang,
    today: Date,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let asked_key = asked.map_or_else(String::new, |q| units::key_of(&korean::fold(&q.text)));
    let mut offer = |question: &str| {
        if found.len() < 3
            && units::key_of(&korean::fold(question)) != asked_key
            && !found.iter().any(|f| f == question)
        {
            found.push(question.to_owned());
        }
    };
    let of_faq = |at: usize| match engine.statements.all.get(at).map(|s| &s.made) {
        Some(Made::Faq(i)) => engine
            .knowledge
            .faqs
            .get(*i)
            .filter(|f| !f.expired && f.valid_until.is_none_or(|u| u.last() >= today))
            .and_then(|f| {
                if lang == Lang::Ko {
                    Some(f.question.ko.as_str())
                } else {
                    f.question.en.as_deref()
                }
            }),
        _ => None,
    };
    if let Some(asked) = asked
        && !matches!(reply.reason, Some(Reason::OffTopic | Reason::NotAQuestion))
        && reply.kind != Kind::Smalltalk
    {
        for fit in super::fit::fits(engine, asked)
            .into_iter()
            .filter(|f| Some(f.at) != reply.statement)
        {
            if let Some(question) = of_faq(fit.at) {
                offer(question);
            }
        }
    }
    // What is asked first of any knowledge: the questions that stand first in its FAQ.
    for at in 0..engine.statements.all.len() {
        if let Some(question) = of_faq(at)
            && Some(at) != reply.statement
        {
            offer(question);
        }
    }
    found
}

/// Names and questions that begin with or come near `typed`.
pub(crate) fn suggest(engine: &Engine, typed: &str, lang: Lang, limit: usize, companies_only: bool) -> Vec<Suggestion> {
    let folded = korean::fold(typed);
    let key = units::key_of(&folded);
    let initials = !key.is_empty()
        && key.chars().all(|c| matches!(c, 'ㄱ'..='ㅎ' | 'a'..='z' | '0'..='9'))
        && key.chars().any(|c| matches!(c, 'ㄱ'..='ㅎ'));
    let retyped = korean::keyboard::to_hangul(typed.trim()).map(|t| units::key_of(&korean::fold(&t)));
    let mut ranked: Vec<(f32, Suggestion)> = Vec::new();
    let rank = |text: &str| -> Option<f32> {
        let own = units::key_of(&korean::fold(text));
        if key.is_empty() {
            return Some(0.5);
        }
        if own.starts_with(&key) {
            return Some(1.0);
        }
        if initials {
            let first = korean::choseong(&own);
            if first.starts_with(&key) {
                return Some(0.9);
            }
            return first.contains(&key).then_some(0.5);
        }
        if own.contains(&key) {
            return Some(0.7);
        }
        if retyped.as_ref().is_some_and(|r| own.starts_with(r.as_str())) {
            return Some(0.65);
        }
        let head: String = own.chars().take(key.chars().count()).collect();
        let similar = korean::jamo::similarity(&head, &key);
        (key.chars().count() >= 2 && similar >= 0.75).then_some(similar * 0.6)
    };
    for (_, entity) in engine.entities.iter() {
        let wanted = if companies_only {
            entity.role == super::entities::Role::Company
        } else {
            entity.role != super::entities::Role::Part
        };
        if !wanted {
            continue;
        }
        let best = entity
            .keys
            .iter()
            .filter_map(|k| rank(k))
            .chain(rank(entity.name.get(lang)))
            .fold(None::<f32>, |b, r| Some(b.map_or(r, |b| b.max(r))));
        if let Some(score) = best {
            ranked.push((
                score,
                Suggestion {
                    text: entity.name.get(lang).to_owned(),
                    id: Some(entity.id.clone()),
                },
            ));
        }
    }
    if !companies_only {
        for faq in engine.knowledge.faqs.iter().filter(|f| !f.expired) {
            let question = faq.question.get(lang);
            if let Some(score) = rank(question) {
                ranked.push((
                    score + 0.05,
                    Suggestion {
                        text: question.to_owned(),
                        id: None,
                    },
                ));
            }
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    let mut found: Vec<Suggestion> = Vec::new();
    for (_, suggestion) in ranked {
        if found.len() == limit {
            break;
        }
        if !found.iter().any(|f| f.text == suggestion.text) {
            found.push(suggestion);
        }
    }
    found
}

impl Engine {
    /// Names and questions that begin with or come near `typed`, at most `limit`; only names of companies if `companies_only`.
    pub fn suggest(&self, typed: &str, lang: Lang, limit: usize, companies_only: bool) -> Vec<Suggestion> {
        suggest(self, typed, lang, limit, companies_only)
    }
}
