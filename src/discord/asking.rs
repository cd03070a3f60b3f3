//! From a question to a message: asks the desk, keeps what the buttons need, records that it was asked, renders.

use std::sync::Arc;
use std::time::Instant;

use serenity::model::id::{ChannelId, GuildId, UserId};

use crate::answer::{Ask, Kind, Request};
use crate::knowledge::Lang;

use super::Bot;
use super::memory::Shown;
use super::press::AnswerKey;
use super::render::{self, Showing};
use super::view::View;

/// How a question reached the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// A slash command.
    Command,
    /// A mention.
    Mention,
    /// A reply to the bot.
    Reply,
    /// A direct message.
    Direct,
    /// A message in an ask-channel.
    AskChannel,
    /// The menu of a message.
    Menu,
    /// A related question, picked.
    Related,
}

impl Way {
    /// Its name in metrics and logs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Mention => "mention",
            Self::Reply => "reply",
            Self::Direct => "direct",
            Self::AskChannel => "ask_channel",
            Self::Menu => "menu",
            Self::Related => "related",
        }
    }
}

/// A question with where it came from.
#[derive(Clone, Debug)]
pub(super) struct Inquiry {
    /// What is asked.
    pub(super) request: Request,
    /// How it came.
    pub(super) way: Way,
    /// Who asks.
    pub(super) asker: UserId,
    /// The server.
    pub(super) guild: Option<GuildId>,
    /// The channel or thread.
    pub(super) channel: ChannelId,
    /// The language to answer in; the question's own where `None`.
    pub(super) lang: Option<Lang>,
    /// What to put over the answer, where the question is not seen above it.
    pub(super) title: Option<String>,
    /// A question that the conversation has to know of first, because the answer replied to has been forgotten.
    pub(super) before: Option<String>,
}

/// Asks the desk. The answer is kept for its buttons and recorded, unless `quiet` says that it will not be shown.
pub(super) async fn ask(
    bot: &Bot,
    inquiry: Inquiry,
    quiet: impl Fn(&crate::answer::Answer) -> bool + Send + 'static,
) -> Arc<Shown> {
    let key = AnswerKey::random();
    let session = bot.talks.session(inquiry.asker.get(), inquiry.channel.get());
    let today = bot.today();
    let question = |request: Request, id: Option<String>| Ask {
        id,
        request,
        session: Some(session.name.clone()),
        lang: inquiry.lang,
        today,
    };
    let before = inquiry
        .before
        .clone()
        .filter(|_| session.new)
        .map(|before| question(Request::Question(before), None));
    let asked = question(inquiry.request.clone(), Some(key.text()));
    let desk = bot.desk.clone();
    let began = Instant::now();
    // One at a time a core: a thousand questions at once wait here, and not each other's locks.
    let turn = bot.turns.acquire().await;
    let answered = tokio::task::spawn_blocking(move || {
        if let Some(before) = before {
            desk.ask(&before);
        }
        desk.ask(&asked)
    })
    .await;
    drop(turn);
    let answer = match answered {
        Ok(answer) => answer,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let shown = Shown {
        key,
        request: inquiry.request.clone(),
        asker: Some(inquiry.asker.get()),
        title: inquiry.title.clone(),
        answer,
    };
    if quiet(&shown.answer) {
        return Arc::new(shown);
    }
    bot.metrics.answered(inquiry.way, &shown.answer, began.elapsed());
    tracing::info!(
        request = key.text(),
        way = inquiry.way.name(),
        kind = ?shown.answer.kind,
        reason = ?shown.answer.reason,
        lang = ?shown.answer.lang,
        elapsed_us = shown.answer.elapsed_us,
        "answered"
    );
    bot.remember(&inquiry, &shown);
    bot.answers.keep(shown)
}

/// An answer as a message.
pub(super) fn view(bot: &Bot, shown: &Shown, page: usize) -> View {
    let showing = Showing {
        key: shown.key,
        title: shown.title.as_deref(),
        page,
    };
    match (&shown.request, shown.answer.kind) {
        (Request::Help, Kind::Smalltalk | Kind::Answer) => super::help::view(bot, shown.answer.lang),
        (request, _) => {
            let snapshot = bot.desk.snapshot();
            render::answer_with_record(&shown.answer, request, &snapshot.knowledge, &showing, &bot.signer)
        }
    }
}
