//! A form that was sent: reading it, and taking the answer up or saying what has to be typed otherwise.

use jiff::Timestamp;
use serenity::client::Context;
use serenity::http::Http;
use serenity::model::application::ModalInteraction;

use super::super::failure::Failure;
use super::super::incoming::Incoming;
use super::super::view::{Look, Rows, View};
use super::form::Draft;
use super::gaps::{keep_draft, show_form};
use super::take_up::{self, Change};
use super::work::Work;
use super::{Bot, Staff, button, wording};

/// The draft kept under a key, where it is one of this server's.
async fn draft(staff: &Staff, key: u64) -> Option<Draft> {
    match staff.records.pending(&format!("{key:016x}"), Timestamp::now()).await {
        Ok(pending) => {
            let pending = pending.filter(|pending| pending.kind == "draft" && pending.server == staff.guild.get())?;
            serde_json::from_str(&pending.body).ok()
        }
        Err(error) => {
            tracing::warn!(%error, "a draft could not be read");
            None
        }
    }
}

/// Opens the form again with what was typed.
pub(super) async fn open_again(
    http: &Http,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    key: u64,
) -> Result<(), Failure> {
    match draft(staff, key).await {
        Some(draft) => show_form(http, bot, incoming, staff, &draft).await,
        None => {
            staff.did(None, None, "gone").await;
            incoming
                .respond(http, View::text(wording::gone(staff.lang)), true)
                .await
        }
    }
}

/// A form was sent.
pub(super) async fn submitted(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    modal: &ModalInteraction,
    key: u64,
) -> Result<(), Failure> {
    let http = &ctx.http;
    let Some(draft) = draft(staff, key).await else {
        staff.did(None, None, "gone").await;
        return incoming
            .respond(http, View::text(wording::gone(staff.lang)), true)
            .await;
    };
    let draft = draft.read(modal);
    match draft.faq(bot.today()) {
        Ok(_) => take_up::run(ctx, bot, incoming, staff, Change::Faq(Box::new(draft)), None).await,
        Err(problem) => {
            let mut rows = Rows::default();
            if let Some(key) = keep_draft(staff, &draft).await
                && let Some(button) = button(bot, Work::Again(key), wording::write_again(staff.lang), Look::Main)
            {
                rows.button(button);
            }
            let view = View::text(&wording::form_problem(staff.lang, &problem)).with_rows(rows);
            incoming.respond(http, view, true).await
        }
    }
}
