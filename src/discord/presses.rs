//! Buttons and selects: each press does one thing, for whoever pressed, and says so.

use serenity::client::Context;
use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind};
use serenity::model::channel::MessageFlags;

use crate::answer::{Kind, Request};
use crate::knowledge::Lang;

use super::asking::{self, Inquiry, Way};
use super::failure::Failure;
use super::incoming::Incoming;
use super::memory::Shown;
use super::press::{AnswerKey, Press};
use super::view::{Button, Look, Rows, View};
use super::{Bot, eligibility, render, staff, wording};

/// Answers a press.
///
/// # Errors
/// Where Discord refuses the answer.
pub(super) async fn pressed(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    component: &ComponentInteraction,
) -> Result<(), Failure> {
    let http = &ctx.http;
    let Some(press) = bot.signer.read(&component.data.custom_id) else {
        tracing::warn!(
            person = bot.person_for_log(incoming.user),
            "a press with an id that this bot did not sign was refused"
        );
        staff::forged(bot, incoming, &component.data.custom_id).await;
        let lang = bot.lang_of(incoming).await;
        return incoming
            .respond(http, View::text(wording::button_unknown(lang)), true)
            .await;
    };
    match press {
        Press::Check(check) => eligibility::step(ctx, bot, incoming, &check).await,
        Press::Staff(work) => staff::pressed(ctx, bot, incoming, component, &work).await,
        Press::Related { answer } => related(ctx, bot, incoming, component, answer).await,
        Press::Vote { answer, helped } => vote(ctx, bot, incoming, answer, helped).await,
        Press::Evidence { answer } => {
            let Some(shown) = found(ctx, bot, incoming, answer).await? else {
                return Ok(());
            };
            incoming.respond(http, render::evidence(&shown.answer), true).await
        }
        Press::Page { answer, page, .. } => {
            let Some(shown) = found(ctx, bot, incoming, answer).await? else {
                return Ok(());
            };
            let view = asking::view(bot, &shown, usize::from(page));
            // Somebody else reading on must not turn the page under the one who asked.
            let asker = shown.asker.or_else(|| asker_of(component));
            if alone(component) || asker == Some(incoming.user.get()) {
                incoming.update(http, view).await
            } else {
                incoming.respond(http, view, true).await
            }
        }
        Press::AskStaff { answer } => {
            let Some(shown) = found(ctx, bot, incoming, answer).await? else {
                return Ok(());
            };
            incoming.defer(http, true).await?;
            let told = staff::asked(ctx, bot, incoming, &shown, alone(component)).await?;
            incoming.respond(http, told, true).await
        }
    }
}

/// Whether the message whose component was pressed is seen by one person.
fn alone(component: &ComponentInteraction) -> bool {
    component
        .message
        .flags
        .is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// The answer whose button was pressed; where it is not kept any more the person is told.
async fn found(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    key: AnswerKey,
) -> Result<Option<std::sync::Arc<Shown>>, Failure> {
    let found = bot.find(key).await;
    if found.is_none() {
        let lang = bot.lang_of(incoming).await;
        incoming
            .respond(&ctx.http, View::text(wording::answer_gone(lang)), true)
            .await?;
    }
    Ok(found)
}

async fn vote(ctx: &Context, bot: &Bot, incoming: &Incoming, answer: AnswerKey, helped: bool) -> Result<(), Failure> {
    // A vote needs no answer at hand, only whoever reads the thanks to be thanked in their language.
    let lang = match bot.answers.get(answer) {
        Some(shown) => shown.answer.lang,
        None => bot.lang_of(incoming).await,
    };
    let before = bot.vote(answer, incoming.user, helped);
    let words = match before {
        Some(before) if before == helped => wording::voted_before(lang),
        before => wording::voted(lang, helped, before.is_some()),
    };
    let mut rows = Rows::default();
    if !helped && let Some(id) = bot.signer.sign(&Press::AskStaff { answer }) {
        rows.button(Button::new(id, wording::ask_staff(lang), Look::Main));
    }
    incoming
        .respond(&ctx.http, View::text(words).with_rows(rows), true)
        .await
}

async fn related(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    component: &ComponentInteraction,
    answer: AnswerKey,
) -> Result<(), Failure> {
    if let Some(wait) = bot.refuse_in_haste(incoming) {
        return incoming.respond(&ctx.http, wait, true).await;
    }
    let picked = match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first(),
        _ => None,
    };
    let Some(question) = picked else {
        let lang = bot.lang_of(incoming).await;
        return incoming
            .respond(&ctx.http, View::text(wording::button_unknown(lang)), true)
            .await;
    };
    let lang = bot.answers.get(answer).map(|shown| shown.answer.lang);
    let private = alone(component);
    let inquiry = Inquiry {
        request: Request::Question(question.clone()),
        way: Way::Related,
        asker: incoming.user,
        guild: incoming.guild,
        channel: incoming.channel,
        lang,
        title: Some(wording::question_title(question)),
        before: None,
    };
    incoming
        .respond_with(&ctx.http, private, async {
            let shown = asking::ask(bot, inquiry, |_| false).await;
            asking::view(bot, &shown, 0)
        })
        .await
}

/// Who the message that was pressed on answers, by what Discord says of it.
fn asker_of(component: &ComponentInteraction) -> Option<u64> {
    use serenity::model::application::MessageInteractionMetadata as Origin;
    let message = &component.message;
    match message.interaction_metadata.as_deref() {
        Some(Origin::Command(origin)) => return Some(origin.user.id.get()),
        Some(Origin::Component(origin)) => return Some(origin.user.id.get()),
        _ => {}
    }
    message
        .referenced_message
        .as_ref()
        .map(|question| question.author.id.get())
}

/// The answer as it can be shown again from what was recorded of it: its words and its sources, without their sentences.
pub(super) fn from_record(bot: &Bot, recorded: &crate::records::Question) -> crate::answer::Answer {
    let lang = if recorded.lang == "en" { Lang::En } else { Lang::Ko };
    let snapshot = bot.desk.snapshot();
    let sources: Vec<_> = recorded
        .sources
        .iter()
        .filter_map(|id| snapshot.knowledge.sources.get(id))
        .map(|source| crate::answer::Evidence {
            id: source.id.clone(),
            title: source.title.get(lang).to_owned(),
            publisher: source.publisher.get(lang).to_owned(),
            published: source.published,
            url: source.url.clone(),
            quote: String::new(),
        })
        .collect();
    crate::answer::Answer {
        id: recorded.id.clone(),
        question: recorded.question.clone(),
        lang,
        kind: serde_json::from_value(recorded.kind.clone().into()).unwrap_or(Kind::Answer),
        text: recorded.answer.clone(),
        items: Vec::new(),
        as_of: sources
            .iter()
            .filter_map(|source| source.published)
            .max_by_key(crate::knowledge::PartialDate::last),
        confidence: 1.0,
        reason: recorded
            .reason
            .clone()
            .and_then(|reason| serde_json::from_value(reason.into()).ok()),
        sources,
        related: Vec::new(),
        elapsed_us: 0,
    }
}
