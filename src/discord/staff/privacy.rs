//! What is kept of a member, shown to them, and deleted where they say so.

use serenity::http::Http;

use super::super::failure::Failure;
use super::super::incoming::Incoming;
use super::super::limits::{cut, escape};
use super::super::view::{Card, Colour, Look, Rows, View};
use super::wording::{self, Title};
use super::work::Work;
use super::{Bot, button};

/// What is kept of whoever asks.
pub(super) async fn show(http: &Http, bot: &Bot, incoming: &Incoming) -> Result<(), Failure> {
    let lang = bot.lang_of(incoming).await;
    let Some(records) = &bot.records else {
        return incoming
            .respond(http, View::text(wording::records_down(lang)), true)
            .await;
    };
    let kept = match records.kept(&records.person(incoming.user.get())).await {
        Ok(kept) => kept,
        Err(error) => {
            tracing::warn!(%error, "what is kept of a member could not be read");
            return incoming
                .respond(http, View::text(wording::records_down(lang)), true)
                .await;
        }
    };
    let body = wording::privacy(lang, &kept, records.retention_days());
    let mut card = Card::new(Colour::Question, &body).title(wording::title(lang, Title::Privacy));
    if !kept.latest.is_empty() {
        let lines: Vec<String> = kept
            .latest
            .iter()
            .map(|(at, question)| format!("{} {}", wording::moment(*at), escape(&cut(question, 150))))
            .collect();
        card.add_field(wording::your_questions(lang), &lines.join("\n"), false);
    }
    let mut rows = Rows::default();
    if !kept.is_empty() {
        for (work, yes, look) in [(Work::Forget, true, Look::No), (Work::Leave, false, Look::Plain)] {
            if let Some(button) = button(bot, work, wording::forget(lang, yes), look) {
                rows.button(button);
            }
        }
    }
    incoming.respond(http, View::card(card).with_rows(rows), true).await
}

/// Deletes everything kept of whoever pressed.
pub(super) async fn forget(http: &Http, bot: &Bot, incoming: &Incoming) -> Result<(), Failure> {
    let lang = bot.lang_of(incoming).await;
    let Some(records) = &bot.records else {
        return incoming
            .respond(http, View::text(wording::records_down(lang)), true)
            .await;
    };
    match records.forget(&records.person(incoming.user.get())).await {
        Ok(_) => {
            bot.answers.forget(incoming.user.get());
            incoming.update(http, View::text(wording::forgotten(lang))).await
        }
        Err(error) => {
            tracing::error!(%error, "what is kept of a member could not be deleted");
            incoming
                .respond(http, View::text(wording::records_down(lang)), true)
                .await
        }
    }
}
