//! The eligibility check: one question at a time, everything answered so far in the buttons, nothing kept.

use serenity::client::Context;

use crate::knowledge::{Claim, Criterion, CriterionKind, Knowledge, Lang, Outcome, Programme};

use super::failure::Failure;
use super::incoming::Incoming;
use super::limits::{cut, escape, link};
use super::press::{Check, MOST_CRITERIA, Press, SKIPPED};
use super::view::{Button, Card, Colour, Look, Rows, View};
use super::{Bot, wording};

/// The programme of a check that has yet to be chosen.
const NOT_CHOSEN: u8 = u8::MAX;

/// The first step.
pub fn begin(bot: &Bot, lang: Lang) -> View {
    let snapshot = bot.desk.snapshot();
    let programmes = programmes(&snapshot.knowledge);
    match programmes.as_slice() {
        [] => View::text(wording::check_nothing(lang)),
        [(at, programme)] => question(bot, lang, programme, &fresh(*at, programme)),
        several => {
            let mut rows = Rows::default();
            for (at, programme) in several {
                if let Some(id) = bot.signer.sign(&Press::Check(fresh(*at, programme))) {
                    rows.button(Button::new(id, programme.name.get(lang), Look::Plain));
                }
            }
            View::card(Card::new(Colour::Question, wording::check_which(lang)).title(wording::check_title(lang)))
                .with_rows(rows)
        }
    }
}

/// A button of the check was pressed.
///
/// # Errors
/// Where Discord refuses the answer.
pub async fn step(ctx: &Context, bot: &Bot, incoming: &Incoming, check: &Check) -> Result<(), Failure> {
    let lang = bot.lang_of(incoming).await;
    let view = {
        let snapshot = bot.desk.snapshot();
        view(bot, lang, &snapshot.knowledge, check)
    };
    incoming.update(&ctx.http, view).await
}

fn view(bot: &Bot, lang: Lang, knowledge: &Knowledge, check: &Check) -> View {
    if check.programme == NOT_CHOSEN {
        return begin(bot, lang);
    }
    let programmes = programmes(knowledge);
    let Some((_, programme)) = programmes.iter().find(|(at, _)| *at == check.programme) else {
        return begin(bot, lang);
    };
    if fingerprint(programme) != check.criteria {
        // The criteria were changed in between: what was answered may have been asked otherwise.
        return question(bot, lang, programme, &fresh(check.programme, programme));
    }
    if check.chosen.len() < asked(programme).len() {
        question(bot, lang, programme, check)
    } else {
        result(bot, lang, knowledge, programme, check)
    }
}

fn programmes(knowledge: &Knowledge) -> Vec<(u8, &Programme)> {
    knowledge
        .programmes
        .iter()
        .enumerate()
        .filter_map(|(at, programme)| Some((u8::try_from(at).ok().filter(|at| *at < NOT_CHOSEN)?, programme)))
        .filter(|(_, programme)| !asked(programme).is_empty())
        .collect()
}

/// The criteria that the check asks about.
fn asked(programme: &Programme) -> Vec<&Criterion> {
    programme
        .criteria
        .iter()
        .filter(|criterion| criterion.question.is_some() && !criterion.choices.is_empty())
        .take(MOST_CRITERIA)
        .collect()
}

fn fresh(at: u8, programme: &Programme) -> Check {
    Check {
        criteria: fingerprint(programme),
        programme: at,
        chosen: Vec::new(),
        back: false,
    }
}

/// Changes whenever a question or a choice does.
fn fingerprint(programme: &Programme) -> u32 {
    let mut hasher = blake3::Hasher::new();
    for criterion in asked(programme) {
        hasher.update(criterion.id.as_bytes());
        for choice in &criterion.choices {
            hasher.update(&[0]);
            hasher.update(choice.label.ko.as_bytes());
            hasher.update(&[choice.outcome as u8]);
        }
        hasher.update(&[1]);
    }
    hasher
        .finalize()
        .as_bytes()
        .iter()
        .take(4)
        .fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

fn question(bot: &Bot, lang: Lang, programme: &Programme, check: &Check) -> View {
    let asked = asked(programme);
    let Some((criterion, text)) = asked
        .get(check.chosen.len())
        .and_then(|criterion| Some((criterion, criterion.question.as_ref()?)))
    else {
        return View::text(wording::check_nothing(lang));
    };
    let mut body = escape(text.get(lang));
    if check.chosen.is_empty() {
        body = format!("{}\n\n**{body}**", wording::check_promise(lang));
    } else {
        body = format!("**{body}**");
    }
    let snapshot = bot.desk.snapshot();
    let card = Card::new(Colour::Question, &body)
        .title(&wording::check_step(lang, check.chosen.len() + 1, asked.len()))
        .field(
            wording::check_clause(lang),
            &clause(&snapshot.knowledge, lang, &criterion.clause),
        )
        .footer(&escape(programme.name.get(lang)));
    let mut rows = Rows::default();
    let with = |choice: u8| Check {
        chosen: check.chosen.iter().copied().chain([choice]).collect(),
        back: false,
        ..check.clone()
    };
    for (at, choice) in criterion.choices.iter().enumerate().take(usize::from(SKIPPED)) {
        if let Some(id) = u8::try_from(at)
            .ok()
            .and_then(|at| bot.signer.sign(&Press::Check(with(at))))
        {
            rows.button(Button::new(id, choice.label.get(lang), Look::Main));
        }
    }
    rows.break_row();
    if let Some(id) = bot.signer.sign(&Press::Check(with(SKIPPED))) {
        rows.button(Button::new(id, wording::check_skip(lang), Look::Plain));
    }
    if let Some((_, before)) = check.chosen.split_last()
        && let Some(id) = bot.signer.sign(&Press::Check(Check {
            chosen: before.to_vec(),
            back: true,
            ..check.clone()
        }))
    {
        rows.button(Button::new(id, wording::turn_page(lang, false), Look::Plain).emoji('◀'));
    }
    View::card(card).with_rows(rows)
}

/// The clause, who published it and when, and where to read it.
fn clause(knowledge: &Knowledge, lang: Lang, claim: &Claim) -> String {
    let mut text = cut(&escape(claim.text.get(lang)), 400);
    if let Some(source) = claim.sources.iter().find_map(|id| knowledge.sources.get(id)) {
        let mut by = escape(source.publisher.get(lang));
        if let Some(date) = source.published {
            by.push_str(&format!(", {}", date.say(lang)));
        }
        match source.url.as_deref().and_then(link) {
            Some(url) => text.push_str(&format!("\n— {by} · [{}]({url})", wording::read_source(lang))),
            None => text.push_str(&format!("\n— {by}")),
        }
    }
    text
}

fn result(bot: &Bot, lang: Lang, knowledge: &Knowledge, programme: &Programme, check: &Check) -> View {
    let outcomes: Vec<(&Criterion, Option<&crate::knowledge::Choice>)> = asked(programme)
        .into_iter()
        .zip(&check.chosen)
        .map(|(criterion, chosen)| (criterion, criterion.choices.get(usize::from(*chosen))))
        .collect();
    let outcome = |choice: Option<&crate::knowledge::Choice>| choice.map_or(Outcome::AskStaff, |choice| choice.outcome);
    let named = |wanted: Outcome| {
        outcomes
            .iter()
            .filter(|(criterion, choice)| criterion.kind == CriterionKind::Required && outcome(*choice) == wanted)
            .map(|(criterion, _)| escape(criterion.name.get(lang)))
            .collect::<Vec<_>>()
    };
    let (missing, open) = (named(Outcome::NotMet), named(Outcome::AskStaff));
    let preferred = outcomes
        .iter()
        .any(|(criterion, choice)| criterion.kind == CriterionKind::Preferred && outcome(*choice) == Outcome::Met);
    let body = wording::check_summary(lang, &missing, &open, preferred);
    let colour = match (missing.is_empty(), open.is_empty()) {
        (true, true) => Colour::Answer,
        (true, false) => Colour::Question,
        (false, _) => Colour::Nothing,
    };
    let mut card = Card::new(colour, &body)
        .title(wording::check_result(lang))
        .footer(wording::check_foot(lang));
    for (criterion, choice) in &outcomes {
        let outcome = outcome(*choice);
        let name = wording::check_outcome(lang, criterion.kind, outcome, criterion.name.get(lang));
        let mut value = match choice {
            Some(choice) => format!("{}\n", wording::check_chosen(lang, &escape(choice.label.get(lang)))),
            None => String::new(),
        };
        value.push_str(&clause(knowledge, lang, &criterion.clause));
        if let Some(then) = choice.and_then(|choice| choice.then.as_ref()) {
            value.push_str(&format!("\n→ {}", escape(then.get(lang))));
        }
        card.add_field(&name, &value, false);
    }
    let mut rows = Rows::default();
    if let Some(id) = bot.signer.sign(&Press::Check(fresh(check.programme, programme))) {
        rows.button(Button::new(id, wording::check_again(lang), Look::Plain));
    }
    View::card(card).with_rows(rows)
}
