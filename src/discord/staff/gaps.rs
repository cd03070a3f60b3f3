//! The questions that want an answer: taking one to the staff, the list of them, closing one, telling who waits.

use jiff::{Timestamp, ToSpan};
use serenity::client::Context;
use serenity::http::Http;
use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::answer::Answer;
use crate::knowledge::Lang;
use crate::records::{AskedStaff, Close, Gap, GapId, GapState, Pending, Records};

use super::super::failure::{Failure, without_address};
use super::super::incoming::{Incoming, again};
use super::super::limits::{cut, escape};
use super::super::memory::{Shown, request_line};
use super::super::view::{Card, Colour, Look, Rows, View};
use super::form::Draft;
use super::telling::tell_waiting;
use super::wording::{self, Handled};
use super::work::Work;
use super::{Bot, Staff, button, id_of, lang_of_tag, tag_of_lang};

/// How many gaps a page shows: each has a row of buttons, and the last of five rows turns the page.
const A_PAGE: usize = 4;
/// For how many hours what somebody has begun is kept.
const DRAFT_HOURS: i64 = 24;

/// A member takes a question to a person. Gives what the member is told. `private`: only they saw the answer.
///
/// # Errors
/// Never at present: where the staff channel cannot be written to, the question is in the list of gaps all the same.
pub async fn asked(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    shown: &Shown,
    private: bool,
) -> Result<View, Failure> {
    let lang = shown.answer.lang;
    let Some(records) = &bot.records else {
        return Ok(View::text(wording::question_not_sent(lang)));
    };
    let server = match incoming.guild {
        Some(guild) => guild.get(),
        None => home_of_direct_messages(records).await,
    };
    let question = question_of(shown);
    let asked = AskedStaff {
        asked: shown.key.text(),
        server,
        person: records.person(incoming.user.get()),
        question: question.clone(),
        lang: tag_of_lang(lang).to_owned(),
        at: Timestamp::now(),
    };
    let filed = match records.ask_staff(&asked).await {
        Ok(gap) => records.gap(gap).await,
        Err(error) => Err(error),
    };
    let gap = match filed {
        Ok(Some(gap)) => gap,
        Ok(None) => return Ok(View::text(wording::question_not_sent(lang))),
        Err(error) => {
            tracing::warn!(%error, "a question for the staff could not be recorded");
            return Ok(View::text(wording::question_not_sent(lang)));
        }
    };
    let before = gap.post.is_some();
    post(&ctx.http, bot, records, &gap, Some(&shown.answer)).await;
    let mut rows = Rows::default();
    let tell = Work::TellMe {
        gap: gap.id,
        answer: shown.key.0,
        private,
    };
    for (work, look) in [(tell, Look::Main), (Work::NotMe { gap: gap.id }, Look::Plain)] {
        let label = wording::tell_me(lang, matches!(work, Work::TellMe { .. }));
        if let Some(button) = button(bot, work, label, look) {
            rows.button(button);
        }
    }
    let words = if before {
        wording::question_sent_before(lang)
    } else {
        wording::question_sent(lang)
    };
    Ok(View::text(words).with_rows(rows))
}

/// The server whose staff see the questions of direct messages: the one that keeps the knowledge, where it is one.
async fn home_of_direct_messages(records: &Records) -> u64 {
    match records.homes().await.as_deref() {
        Ok([only]) => *only,
        _ => 0,
    }
}

fn question_of(shown: &Shown) -> String {
    let words = shown.answer.question.trim();
    if words.is_empty() {
        shown.title.clone().unwrap_or_else(|| request_line(&shown.request))
    } else {
        words.to_owned()
    }
}

/// Puts a gap into the staff channel, or brings what is there up to date.
pub(super) async fn post(http: &Http, bot: &Bot, records: &Records, gap: &Gap, answer: Option<&Answer>) {
    let settings = records.settings(gap.server).await;
    let lang = lang_of_tag(settings.language.as_deref().unwrap_or("ko"));
    let view = post_view(bot, records, lang, gap, answer, None).await;
    let sent = match gap.post {
        Some((channel, message)) => {
            let edit = view.edit_message();
            again(|_| http.edit_message(ChannelId::new(channel), MessageId::new(message), &edit, Vec::new()))
                .await
                .map(|_| ())
        }
        None => {
            let Some(channel) = settings.staff_channel else { return };
            let message = view.message();
            let sent = again(|_| http.send_message(ChannelId::new(channel), Vec::new(), &message)).await;
            match sent {
                Ok(sent) => {
                    if let Err(error) = records.posted(gap.id, channel, sent.id.get()).await {
                        tracing::warn!(%error, "where a question was posted could not be noted");
                    }
                    Ok(())
                }
                Err(error) => Err(error),
            }
        }
    };
    if let Err(error) = sent {
        tracing::warn!(
            server = gap.server,
            error = without_address(&error),
            "the staff channel could not be written to; the question is in the list of gaps"
        );
    }
}

/// A gap as it stands in the staff channel.
async fn post_view(
    bot: &Bot,
    records: &Records,
    lang: Lang,
    gap: &Gap,
    answer: Option<&Answer>,
    handled: Option<(Handled, UserId)>,
) -> View {
    let mut body = format!("> {}", escape(&cut(&gap.question, 900)).replace('\n', "\n> "));
    if let Some((how, staff)) = handled {
        body.push_str("\n\n");
        body.push_str(&wording::handled(lang, how, staff.get()));
    }
    let mut card = Card::new(Colour::Staff, &body).title(wording::question_arrived(lang));
    if let Some(answer) = answer {
        card.add_field(wording::bot_said(lang), &escape(&cut(&answer.text, 500)), false);
    }
    if let Some(others) = other_wordings(records, gap, 5).await {
        card.add_field(wording::also_asked(lang), &others, false);
    }
    let card = card.footer(&wording::asked(lang, gap.asked, gap.people, gap.waiting));
    let mut rows = Rows::default();
    if handled.is_none() {
        for (work, label, look) in gap_buttons(lang, gap.id) {
            if let Some(button) = button(bot, work, label, look) {
                rows.button(button);
            }
        }
    }
    View::card(card).with_rows(rows)
}

fn gap_buttons(lang: Lang, gap: GapId) -> [(Work, &'static str, Look); 3] {
    [
        (Work::Answer(gap), wording::write_answer(lang), Look::Main),
        (Work::Known(gap), wording::known(lang), Look::Plain),
        (Work::Ignore(gap), wording::ignore(lang), Look::Plain),
    ]
}

async fn other_wordings(records: &Records, gap: &Gap, most: usize) -> Option<String> {
    let wordings = records.wordings(gap.id).await.unwrap_or_default();
    let others: Vec<String> = wordings
        .iter()
        .filter(|wording| wording.question != gap.question)
        .take(most)
        .map(|wording| format!("• {}", escape(&cut(&wording.question, 150))))
        .collect();
    (!others.is_empty()).then(|| others.join("\n"))
}

/// A page of the gaps of the server, counted from 0.
pub(super) async fn list(bot: &Bot, staff: &Staff, page: u16) -> View {
    let lang = staff.lang;
    let gaps = match staff.records.gaps(Some(staff.guild.get()), 400).await {
        Ok(gaps) => gaps,
        Err(error) => {
            tracing::warn!(%error, "the gaps could not be read");
            return View::text(wording::records_down(lang));
        }
    };
    if gaps.is_empty() {
        return View::text(wording::no_gaps(lang));
    }
    let pages = gaps.len().div_ceil(A_PAGE);
    let page = usize::from(page).min(pages - 1);
    let mut body = String::new();
    let mut rows = Rows::default();
    for (at, gap) in gaps.iter().enumerate().skip(page * A_PAGE).take(A_PAGE) {
        let number = at + 1;
        let why: Vec<&str> = gap.why.iter().map(|why| wording::why(lang, *why)).collect();
        body.push_str(&format!(
            "**{number}. {}**\n{} · {} · {}\n",
            escape(&cut(&gap.question, 300)),
            why.join(", "),
            wording::asked(lang, gap.asked, gap.people, gap.waiting),
            format_args!("<t:{}:R>", gap.last_at.as_second()),
        ));
        if let Some(others) = other_wordings(&staff.records, gap, 2).await {
            body.push_str(&format!("{}\n{others}\n", wording::also_asked(lang)));
        }
        body.push('\n');
        rows.break_row();
        for (work, label, look) in gap_buttons(lang, gap.id) {
            if let Some(button) = button(bot, work, &format!("{number}. {label}"), look) {
                rows.button(button);
            }
        }
    }
    if pages > 1 {
        rows.break_row();
        for forward in [false, true] {
            let to = if forward { page + 1 } else { page.wrapping_sub(1) };
            let possible = to < pages;
            let work = Work::Gaps {
                page: u16::try_from(if possible { to } else { page }).unwrap_or(0),
                forward,
            };
            if let Some(button) = button(bot, work, wording::turn(lang, forward), Look::Plain) {
                rows.button(button.disabled(!possible));
            }
        }
    }
    let card = Card::new(Colour::Staff, body.trim_end()).title(&wording::gaps_title(lang, gaps.len() as u64));
    let card = if pages > 1 {
        card.footer(&format!("{} / {pages}", page + 1))
    } else {
        card
    };
    View::card(card).with_rows(rows)
}

/// The gap, where it is one of this server and still waits for somebody.
async fn open_gap(staff: &Staff, id: GapId) -> Option<Gap> {
    match staff.records.gap(id).await {
        Ok(gap) => gap.filter(|gap| gap.server == staff.guild.get() && gap.state == GapState::Open),
        Err(error) => {
            tracing::warn!(%error, "a gap could not be read");
            None
        }
    }
}

/// Opens the form in which a gap is answered.
pub(super) async fn open_form(
    http: &Http,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    id: GapId,
) -> Result<(), Failure> {
    let Some(gap) = open_gap(staff, id).await else {
        staff.did(None, None, "gone").await;
        return incoming
            .respond(http, View::text(wording::gone(staff.lang)), true)
            .await;
    };
    let wordings = staff.records.wordings(id).await.unwrap_or_default();
    let also = wordings
        .into_iter()
        .map(|wording| wording.question)
        .filter(|wording| *wording != gap.question)
        .take(20)
        .collect();
    let draft = Draft::new(Some(id), gap.question, also);
    show_form(http, bot, incoming, staff, &draft).await
}

/// Keeps a draft and shows it as a form.
pub(super) async fn show_form(
    http: &Http,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    draft: &Draft,
) -> Result<(), Failure> {
    let form = match keep_draft(staff, draft).await {
        Some(key) => id_of(bot, Work::Form(key)),
        None => None,
    };
    match form {
        Some(id) => incoming.modal(http, draft.modal(staff.lang, &id)).await,
        None => {
            incoming
                .respond(http, View::text(wording::records_down(staff.lang)), true)
                .await
        }
    }
}

/// Keeps a draft over restarts and gives its key.
pub(super) async fn keep_draft(staff: &Staff, draft: &Draft) -> Option<u64> {
    let body = serde_json::to_string(draft).ok()?;
    keep(staff, "draft", body).await
}

/// Keeps something that waits for a button of this server's staff, and gives its key.
pub(super) async fn keep(staff: &Staff, kind: &str, body: String) -> Option<u64> {
    let now = Timestamp::now();
    let pending = Pending {
        kind: kind.to_owned(),
        server: staff.guild.get(),
        person: staff.person.clone(),
        body,
        expires: now.checked_add(DRAFT_HOURS.hours()).unwrap_or(now),
    };
    match staff.records.keep(&pending).await {
        Ok(key) => u64::from_str_radix(&key, 16).ok(),
        Err(error) => {
            tracing::warn!(%error, kind, "what waits for a button could not be kept");
            None
        }
    }
}

/// Closes a gap without an answer of its own.
pub(super) async fn close(
    http: &Http,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    id: GapId,
    how: Handled,
    in_list: bool,
) -> Result<(), Failure> {
    let lang = staff.lang;
    let Some(gap) = open_gap(staff, id).await else {
        staff.did(None, None, "gone").await;
        return incoming.respond(http, View::text(wording::gone(lang)), true).await;
    };
    let (state, name) = match how {
        Handled::Known => (Close::Known, "known"),
        _ => (Close::Ignored, "ignored"),
    };
    match staff.records.close_gap(id, &state, Timestamp::now()).await {
        Ok(true) => staff.did(Some("open".into()), Some(name.into()), "done").await,
        Ok(false) => {
            staff.did(None, None, "gone").await;
            return incoming.respond(http, View::text(wording::gone(lang)), true).await;
        }
        Err(error) => {
            tracing::warn!(%error, "a gap could not be closed");
            return incoming
                .respond(http, View::text(wording::records_down(lang)), true)
                .await;
        }
    }
    if in_list {
        let view = list(bot, staff, 0).await;
        incoming.update(http, view).await?;
    } else {
        let view = post_view(bot, &staff.records, lang, &gap, None, Some((how, staff.user))).await;
        incoming.update(http, view).await?;
    }
    if how == Handled::Known {
        // The knowledge has it: who waits is told what it says.
        tell_waiting(http, bot, &staff.records, &gap, None).await;
    }
    if in_list {
        show_handled(http, bot, staff, &gap, how).await;
    }
    Ok(())
}

/// Shows in the staff channel what has become of a gap.
pub(super) async fn show_handled(http: &Http, bot: &Bot, staff: &Staff, gap: &Gap, how: Handled) {
    let Some((channel, message)) = gap.post else { return };
    let lang = lang_of_tag(staff.settings.language.as_deref().unwrap_or("ko"));
    let view = post_view(bot, &staff.records, lang, gap, None, Some((how, staff.user))).await;
    let edit = view.edit_message();
    let edited =
        again(|_| http.edit_message(ChannelId::new(channel), MessageId::new(message), &edit, Vec::new())).await;
    if let Err(error) = edited {
        tracing::debug!(
            error = without_address(&error),
            "a post in the staff channel could not be brought up to date"
        );
    }
}
