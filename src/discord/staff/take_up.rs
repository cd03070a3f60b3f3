//! Everything that changes the knowledge from Discord goes this way: a reindex, an answer, an import, a mark on a
//! record. The change is made, checked, built and judged by the golden questions; what makes nothing worse is in use at
//! once, what does waits for a yes, and what fails leaves everything as it was.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serenity::client::Context;
use serenity::http::Http;
use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind};

use crate::answer::{Ask, Kind, Request};
use crate::desk::reindex::{Edited, Moved, NotDone, Order, Report, Step};
use crate::import::Proposal;
use crate::knowledge::{Lang, faq};
use crate::records::{Close, Gap, GapId};

use super::super::asking;
use super::super::failure::Failure;
use super::super::incoming::Incoming;
use super::super::limits::{cut, escape};
use super::super::memory::Shown;
use super::super::press::AnswerKey;
use super::super::view::{Card, Colour, Look, Rows, Select, View};
use super::form::Draft;
use super::wording::{self, Handled, Title};
use super::work::Work;
use super::{Bot, Staff, button, gaps, id_of, telling};

/// A change of the knowledge. Kept as it is while it waits for a yes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// The files as they are: somebody has edited them.
    Reindex,
    /// An answer that staff wrote.
    Faq(Box<Draft>),
    /// A document.
    Import(Box<Proposal>),
    /// A record that is out of date: its id and its name.
    Expire(String, String),
}

/// A change that waits for a yes although something got worse.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    change: Change,
    /// The data it was judged with. Where that is another by then, it is judged again.
    hash: String,
}

impl Change {
    fn gap(&self) -> Option<GapId> {
        match self {
            Self::Faq(draft) => draft.gap,
            _ => None,
        }
    }

    /// Makes the change in the data directory. Gives what it takes to undo it, and the id of the record.
    fn make(&self, data: &Path, today: jiff::civil::Date) -> anyhow::Result<(Edited, String)> {
        match self {
            Self::Reindex => Ok((Edited::nothing(), String::new())),
            Self::Faq(draft) => {
                let faq = draft.faq(today).map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
                let edited = Edited::remember(faq_files(data, today))?;
                let appended = faq::append(data, &faq, today)?;
                Ok((edited, appended.id))
            }
            Self::Import(proposal) => {
                // What it replaces, and what it adds to, has to come back where it is not taken up.
                let named = std::iter::once(&proposal.file).chain(&proposal.replaces);
                let edited = Edited::remember(named.map(|file| data.join(file)))?;
                let file = crate::import::confirm(proposal, data)?;
                Ok((edited.and_made(file), proposal.id.clone()))
            }
            Self::Expire(id, _) => {
                let mut files = faq_files(data, today);
                files.push(data.join("facts.toml"));
                files.extend(documents(data, id));
                let edited = Edited::remember(files)?;
                faq::mark_expired(data, id)?;
                Ok((edited, id.clone()))
            }
        }
    }
}

/// The files that hold answers of staff, that of this month among them although it may not exist yet.
fn faq_files(data: &Path, today: jiff::civil::Date) -> Vec<PathBuf> {
    let directory = data.join("faq");
    let this_month = directory.join(format!("{:04}-{:02}.toml", today.year(), today.month()));
    let mut files = vec![this_month];
    for entry in std::fs::read_dir(&directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "toml") && !files.contains(&path) {
            files.push(path);
        }
    }
    files
}

/// The file of a document, wherever below `documents/` it lies.
fn documents(data: &Path, id: &str) -> Vec<PathBuf> {
    let name = format!("{id}.md");
    let mut found = Vec::new();
    let mut folders = vec![data.join("documents")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else if entry.file_name().to_str() == Some(name.as_str()) {
                found.push(entry.path());
            }
        }
    }
    found
}

/// What a change came to.
struct Done {
    report: Report,
    record: String,
}

/// Makes a change and says how it went, editing one message as it goes on. `although` is the hash of the data whose
/// worsening was agreed to.
pub(super) async fn run(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    change: Change,
    although: Option<String>,
) -> Result<(), Failure> {
    let http = &ctx.http;
    let gap = match change.gap() {
        None => None,
        Some(id) => match claim(staff, id).await {
            Some(gap) => Some(gap),
            None => {
                staff.did(None, None, "gone").await;
                return incoming
                    .respond(http, View::text(wording::gone(staff.lang)), true)
                    .await;
            }
        },
    };
    incoming.defer(http, true).await?;
    let before = bot.desk.snapshot().generation.clone();
    let done = work(http, bot, incoming, staff, &change, although).await;
    let published = done.as_ref().is_ok_and(|done| done.report.published);
    if !published && let Some(gap) = &gap {
        release(staff, gap.id).await;
    }
    let view = match done {
        Ok(done) if done.report.published => {
            staff
                .did(Some(before), Some(done.report.generation.clone()), "done")
                .await;
            finish(http, bot, staff, &change, &done, gap.as_ref()).await
        }
        Ok(done) => {
            staff.did(Some(before), None, "worse").await;
            wait_for_yes(bot, staff, change, &done.report).await
        }
        Err(NotDone::Busy(who)) => {
            staff.did(Some(before), None, "busy").await;
            again(bot, staff, &change, View::text(&wording::busy(staff.lang, &who))).await
        }
        Err(NotDone::Broken(problems)) => {
            staff.did(Some(before), None, "broken").await;
            let body = format!(
                "{}\n\n{}",
                wording::broken(staff.lang, &problems),
                wording::problems(staff.lang, &problems, 3500)
            );
            let view = View::card(Card::new(Colour::Trouble, &body).title(wording::title(staff.lang, Title::Reindex)));
            again(bot, staff, &change, view).await
        }
        Err(NotDone::Failed(error)) => {
            tracing::error!(
                error = format!("{error:#}"),
                action = staff.action,
                "a change of the knowledge failed"
            );
            staff.did(Some(before), None, "failed").await;
            again(bot, staff, &change, View::text(wording::reindex_failed(staff.lang))).await
        }
    };
    incoming.respond(http, view, true).await
}

async fn claim(staff: &Staff, id: GapId) -> Option<Gap> {
    let claimed = staff.records.claim_gap(id, Timestamp::now()).await;
    let gap = staff.records.gap(id).await;
    match (claimed, gap) {
        (Ok(true), Ok(Some(gap))) if gap.server == staff.guild.get() => Some(gap),
        (Ok(true), _) => {
            release(staff, id).await;
            None
        }
        (Err(error), _) | (_, Err(error)) => {
            tracing::warn!(%error, "a gap could not be claimed");
            None
        }
        (Ok(false), _) => None,
    }
}

async fn release(staff: &Staff, id: GapId) {
    if let Err(error) = staff.records.release_gap(id).await {
        tracing::warn!(%error, "a gap could not be given back; it comes back by itself in ten minutes");
    }
}

/// The view with a button that opens the form again, where what failed was a form: nobody types an answer twice.
async fn again(bot: &Bot, staff: &Staff, change: &Change, view: View) -> View {
    let mut rows = Rows::default();
    if let Change::Faq(draft) = change
        && let Some(key) = gaps::keep_draft(staff, draft).await
        && let Some(button) = button(bot, Work::Again(key), wording::write_again(staff.lang), Look::Main)
    {
        rows.button(button);
    }
    view.with_rows(rows)
}

/// Makes the change on a thread of its own, showing each step.
async fn work(
    http: &Http,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    change: &Change,
    although: Option<String>,
) -> Result<Done, NotDone> {
    let (steps, mut begun) = tokio::sync::watch::channel(Step::Checking);
    let desk = bot.desk.clone();
    let who = staff.name(incoming);
    let today = bot.today();
    let change = change.clone();
    let mut working = tokio::task::spawn_blocking(move || {
        let mut record = String::new();
        let order = Order {
            who: &who,
            today,
            golden: Some(&crate::eval::for_staff::golden),
            although_worse: although.as_deref(),
            progress: &|step| {
                steps.send_replace(step);
            },
        };
        let report = desk.change(&order, |data| {
            let (edited, id) = change.make(data, today)?;
            record = id;
            Ok(edited)
        })?;
        Ok(Done { report, record })
    });
    loop {
        tokio::select! {
            done = &mut working => {
                return done.unwrap_or_else(|panicked| Err(NotDone::Failed(anyhow::anyhow!("{panicked}"))));
            }
            changed = begun.changed() => {
                if changed.is_err() {
                    continue;
                }
                let step = *begun.borrow_and_update();
                let card = Card::new(Colour::Staff, wording::step(staff.lang, step))
                    .title(wording::title(staff.lang, Title::Reindex));
                // Progress is a courtesy: where it cannot be shown, the work goes on.
                if let Err(error) = incoming.progress(http, View::card(card)).await {
                    tracing::debug!(%error, "progress could not be shown");
                }
            }
        }
    }
}

/// The change is in use: what that means for each kind of it.
async fn finish(http: &Http, bot: &Bot, staff: &Staff, change: &Change, done: &Done, gap: Option<&Gap>) -> View {
    let lang = staff.lang;
    match change {
        Change::Reindex => report_view(staff, &done.report, wording::published(lang), Colour::Staff),
        Change::Import(proposal) => View::card(
            Card::new(Colour::Staff, &wording::imported(lang, &proposal.title))
                .footer(&wording::generation(lang, &done.report.generation)),
        ),
        Change::Expire(_, name) => View::card(
            Card::new(Colour::Staff, &wording::expired(lang, name))
                .footer(&wording::generation(lang, &done.report.generation)),
        ),
        Change::Faq(draft) => {
            let (mut told, mut waiting) = (0, 0);
            if let Some(gap) = gap {
                let how = Close::Answered(done.record.clone());
                if let Err(error) = staff.records.close_gap(gap.id, &how, Timestamp::now()).await {
                    tracing::error!(%error, gap = gap.id, "an answered gap could not be closed");
                }
                (told, waiting) = telling::tell_waiting(http, bot, &staff.records, gap, Some(&done.record)).await;
                gaps::show_handled(http, bot, staff, gap, Handled::Answered).await;
            }
            let shown = ask_now(bot, staff, &draft.question).await;
            let mut words = wording::answer_taken(lang, told, waiting);
            let answered = matches!(shown.answer.kind, Kind::Answer | Kind::List)
                && telling::rests_on(&shown.answer, &done.record);
            words.push_str("\n\n");
            words.push_str(if answered {
                wording::members_see(lang)
            } else {
                wording::still_not_answered(lang)
            });
            asking::view(bot, &shown, 0).over(&words)
        }
    }
}

/// What is answered to a question now.
async fn ask_now(bot: &Bot, staff: &Staff, question: &str) -> Arc<Shown> {
    let key = AnswerKey::random();
    let ask = Ask {
        id: Some(key.text()),
        request: Request::Question(question.to_owned()),
        session: None,
        lang: None,
        today: bot.today(),
    };
    let answer = bot.desk.ask(&ask);
    bot.answers.keep(Shown {
        key,
        answer,
        request: ask.request,
        asker: Some(staff.user.get()),
        title: Some(question.to_owned()),
    })
}

/// Adds the golden questions that are answered better or worse.
pub(super) fn add_golden(card: &mut Card, lang: Lang, worse: &[Moved], better: &[Moved]) {
    for (worse, moved) in [(true, worse), (false, better)] {
        if moved.is_empty() {
            continue;
        }
        let lines: Vec<String> = moved
            .iter()
            .take(8)
            .map(|moved| {
                let mut line = format!("• {}", escape(&cut(&moved.question, 120)));
                if worse && !moved.why.is_empty() {
                    line.push_str(&format!("\n  {}", escape(&cut(&moved.why, 160))));
                }
                line
            })
            .collect();
        card.add_field(&wording::golden(lang, worse, moved.len()), &lines.join("\n"), false);
    }
}

/// A report as a card.
fn report_view(staff: &Staff, report: &Report, words: &str, colour: Colour) -> View {
    let lang = staff.lang;
    let mut body = words.to_owned();
    if report.changes.is_empty() {
        body.push('\n');
        body.push_str(wording::nothing_changed(lang));
    }
    let mut card = Card::new(colour, &body).title(wording::title(lang, Title::Reindex));
    add_golden(&mut card, lang, &report.worse, &report.better);
    for (heading, lines) in wording::changes(lang, &report.changes) {
        card.add_field(&heading, &lines, false);
    }
    let generation = if report.published {
        &report.generation
    } else {
        &report.before
    };
    View::card(card.footer(&format!(
        "{} · {}",
        wording::generation(lang, generation),
        wording::golden_asked(lang, report.golden, report.right)
    )))
}

/// Something got worse: shows what, with a button that agrees.
async fn wait_for_yes(bot: &Bot, staff: &Staff, change: Change, report: &Report) -> View {
    let lang = staff.lang;
    let words = match &report.golden_broken {
        Some(why) => wording::golden_broken(lang, why),
        None => wording::worse(lang, report.worse.len()),
    };
    let view = report_view(staff, report, &words, Colour::Trouble);
    let waiting = Waiting {
        change,
        hash: report.hash.clone(),
    };
    let mut rows = Rows::default();
    if report.golden_broken.is_none()
        && let Ok(body) = serde_json::to_string(&waiting)
        && let Some(key) = gaps::keep(staff, "change", body).await
    {
        for (work, yes, look) in [
            (Work::Confirm(key), true, Look::No),
            (Work::Drop(key), false, Look::Plain),
        ] {
            if let Some(button) = button(bot, work, wording::confirm(lang, yes), look) {
                rows.button(button);
            }
        }
    }
    view.with_rows(rows)
}

/// The yes to a change that waits.
pub(super) async fn confirm(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    key: u64,
) -> Result<(), Failure> {
    let Some(waiting) = take(staff, key).await else {
        staff.did(None, None, "gone").await;
        return incoming
            .respond(&ctx.http, View::text(wording::gone(staff.lang)), true)
            .await;
    };
    run(ctx, bot, incoming, staff, waiting.change, waiting.hash).await
}

/// The no to a change that waits.
pub(super) async fn drop(http: &Http, bot: &Bot, incoming: &Incoming, staff: &Staff, key: u64) -> Result<(), Failure> {
    let Some(waiting) = take(staff, key).await else {
        staff.did(None, None, "gone").await;
        return incoming
            .respond(http, View::text(wording::gone(staff.lang)), true)
            .await;
    };
    staff.did(None, None, "dropped").await;
    let view = match &waiting.change {
        Change::Import(_) => View::text(wording::import_dropped(staff.lang)),
        change => again(bot, staff, change, View::text(wording::dropped(staff.lang))).await,
    };
    incoming.update(http, view).await
}

/// What waits under a key.
struct Taken {
    change: Change,
    hash: Option<String>,
}

/// Takes what waits under a key, where it is this server's. Of two who press at once, one gets it.
async fn take(staff: &Staff, key: u64) -> Option<Taken> {
    let key = format!("{key:016x}");
    let now = Timestamp::now();
    let mine = match staff.records.pending(&key, now).await {
        Ok(pending) => pending.is_some_and(|pending| pending.server == staff.guild.get()),
        Err(error) => {
            tracing::warn!(%error, "what waits for a button could not be read");
            false
        }
    };
    if !mine {
        return None;
    }
    let pending = staff.records.take(&key, now).await.ok()??;
    match pending.kind.as_str() {
        "change" => {
            let waiting: Waiting = serde_json::from_str(&pending.body).ok()?;
            Some(Taken {
                change: waiting.change,
                hash: Some(waiting.hash),
            })
        }
        "import" => Some(Taken {
            change: Change::Import(serde_json::from_str(&pending.body).ok()?),
            hash: None,
        }),
        _ => None,
    }
}

/// The select of generations to go back to.
pub(super) fn generations(bot: &Bot, staff: &Staff) -> View {
    let lang = staff.lang;
    let current = bot.desk.snapshot().generation.clone();
    let Some(id) = id_of(bot, Work::Generations) else {
        return View::text(wording::no_generation(lang));
    };
    let mut select = Select::new(id, wording::pick_generation(lang));
    let mut any = false;
    for generation in bot
        .desk
        .generations()
        .into_iter()
        .filter(|generation| generation.name != current)
    {
        let built = generation
            .built()
            .map(|at| wording::minute(lang, at))
            .unwrap_or_default();
        let label = format!("{} · {built}", generation.name);
        any |= select.add(
            &label,
            &generation.name,
            Some(&wording::generation_size(
                lang,
                generation.documents,
                generation.records,
            )),
        );
    }
    if !any {
        return View::text(wording::no_generation(lang));
    }
    let mut rows = Rows::default();
    rows.select(select);
    let card = Card::new(Colour::Staff, &wording::in_use(lang, &current)).title(wording::pick_generation(lang));
    View::card(card).with_rows(rows)
}

/// Goes back to the generation that was picked.
pub(super) async fn roll_back(
    ctx: &Context,
    bot: &Bot,
    incoming: &Incoming,
    staff: &Staff,
    component: &ComponentInteraction,
) -> Result<(), Failure> {
    let lang = staff.lang;
    let picked = match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().cloned(),
        _ => None,
    };
    // Only a generation that was offered: what a select sends can be made up.
    let known = picked.filter(|picked| {
        bot.desk
            .generations()
            .iter()
            .any(|generation| generation.name == *picked)
    });
    let Some(generation) = known else {
        staff.did(None, None, "gone").await;
        return incoming.respond(&ctx.http, View::text(wording::gone(lang)), true).await;
    };
    let before = bot.desk.snapshot().generation.clone();
    let desk = bot.desk.clone();
    let who = staff.name(incoming);
    let to = generation.clone();
    let done = tokio::task::spawn_blocking(move || desk.rollback(&to, &who)).await;
    let (words, result) = match done {
        Ok(Ok(())) => (wording::rolled_back(lang, &generation), "done"),
        Ok(Err(NotDone::Busy(who))) => (wording::busy(lang, &who), "busy"),
        Ok(Err(error)) => {
            tracing::error!(%error, "going back to an earlier index failed");
            (wording::reindex_failed(lang).to_owned(), "failed")
        }
        Err(panicked) => {
            tracing::error!(%panicked, "going back to an earlier index failed");
            (wording::reindex_failed(lang).to_owned(), "failed")
        }
    };
    let after = (result == "done").then_some(generation);
    staff.did(Some(before), after, result).await;
    incoming.update(&ctx.http, View::text(&words)).await
}
