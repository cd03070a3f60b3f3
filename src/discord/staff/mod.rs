//! What staff do on Discord: the frame calls these four; everything else is theirs.

use serenity::client::Context;
use serenity::model::application::{ComponentInteraction, ModalInteraction};

use crate::knowledge::Lang;

use super::commands::Command;
use super::failure::Failure;
use super::incoming::Incoming;
use super::memory::Shown;
use super::view::View;
use super::{Bot, wording};

/// The commands of staff.
pub fn commands() -> Vec<Command> {
    Vec::new()
}

/// A button or select of staff's was pressed.
///
/// # Errors
/// Where Discord refuses the answer.
pub async fn pressed(
    ctx: &Context,
    _bot: &Bot,
    incoming: &Incoming,
    _component: &ComponentInteraction,
    _work: &[u8],
) -> Result<(), Failure> {
    let lang = incoming.lang().unwrap_or(Lang::Ko);
    incoming
        .respond(&ctx.http, View::text(wording::button_unknown(lang)), true)
        .await
}

/// A modal of staff's was sent.
///
/// # Errors
/// Where Discord refuses the answer.
pub async fn submitted(
    ctx: &Context,
    _bot: &Bot,
    incoming: &Incoming,
    _modal: &ModalInteraction,
    _work: &[u8],
) -> Result<(), Failure> {
    let lang = incoming.lang().unwrap_or(Lang::Ko);
    incoming
        .respond(&ctx.http, View::text(wording::button_unknown(lang)), true)
        .await
}

/// A member takes a question to a person. Gives what the member is told.
///
/// # Errors
/// Where Discord refuses the message to the staff.
pub async fn asked(_ctx: &Context, _bot: &Bot, _incoming: &Incoming, shown: &Shown) -> Result<View, Failure> {
    Ok(View::text(wording::no_staff_channel(shown.answer.lang)))
}
