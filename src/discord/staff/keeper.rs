//! What the bot does by itself for staff: old texts are removed, the week is summed up, who waits is told, and edits to
//! the data are taken up where that was asked for.

use std::time::Duration;

use jiff::civil::Weekday;
use jiff::tz::{self, TimeZone};
use jiff::{Timestamp, ToSpan};
use serenity::http::Http;
use serenity::model::id::ChannelId;

use crate::desk::reindex::{NotDone, Order, Report};
use crate::desk::watch::Watch;
use crate::knowledge::{Lang, Severity, content_hash};
use crate::records::{Action, Close, GapState, Records};

use super::super::Shared;
use super::super::failure::without_address;
use super::super::incoming::again;
use super::super::view::{Card, Colour, View};
use super::wording::{self, Title};
use super::{Bot, lang_of_tag, note, overview, telling};

/// How often it is looked whether something is due.
const ROUND: Duration = Duration::from_secs(600);
/// How often it is looked whether another process has changed the index.
const FOLLOW: Duration = Duration::from_secs(5);
/// At what hour of Monday, in Korea, the week is summed up.
const DIGEST_HOUR: i8 = 9;

/// Keeps house until the bot stops; with `watch`, takes up edits to the data as well.
pub async fn keep(http: std::sync::Arc<Http>, bot: Shared, watch: bool) {
    let stopped = bot.stopped();
    tokio::select! {
        () = stopped => {}
        () = rounds(&http, &bot) => {}
        () = following(&bot) => {}
        () = watching(&http, &bot), if watch => {}
    }
}

/// Takes up what another process has made current: a reindex or a rollback in a terminal.
async fn following(bot: &Bot) {
    let mut look = tokio::time::interval(FOLLOW);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        let desk = bot.desk.clone();
        match tokio::task::spawn_blocking(move || desk.follow()).await {
            Ok(Ok(false)) => {}
            Ok(Ok(true)) => tracing::info!(
                generation = bot.desk.snapshot().generation,
                "another index is in use now"
            ),
            Ok(Err(error)) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "an index that was made current could not be opened"
                );
            }
            Err(panicked) => tracing::error!(%panicked, "looking for another index failed"),
        }
    }
}

async fn rounds(http: &Http, bot: &Bot) {
    let Some(records) = &bot.records else {
        return std::future::pending().await;
    };
    take_up_where_left(http, bot, records).await;
    let mut round = tokio::time::interval(ROUND);
    loop {
        round.tick().await;
        let now = Timestamp::now();
        if let Err(error) = records.prune(now).await {
            tracing::warn!(%error, "old questions could not be removed; it is tried again in ten minutes");
        }
        telling::tell_due(http, bot, records).await;
        digests(http, bot, records, now).await;
    }
}

/// After a restart: a gap whose answer was being written is answered if the answer had reached the data, else it is open
/// again.
async fn take_up_where_left(http: &Http, bot: &Bot, records: &Records) {
    let released = match records.release_claims().await {
        Ok(released) => released,
        Err(error) => {
            tracing::warn!(%error, "gaps claimed before the restart could not be given back");
            return;
        }
    };
    for id in released {
        let Ok(Some(gap)) = records.gap(id).await else { continue };
        if gap.state != GapState::Open {
            continue;
        }
        let by_staff = bot
            .desk
            .snapshot()
            .knowledge
            .faqs
            .iter()
            .find(|faq| faq.question.ko == gap.question || faq.also.contains(&gap.question))
            .map(|faq| faq.id.clone());
        if let Some(record) = by_staff
            && let Ok(true) = records
                .close_gap(id, &Close::Answered(record.clone()), Timestamp::now())
                .await
        {
            telling::tell_waiting(http, bot, records, &gap, Some(&record)).await;
        }
    }
}

/// The last Monday morning before `now`.
fn week_begins(now: Timestamp) -> Timestamp {
    let seoul = TimeZone::fixed(tz::offset(9));
    let here = now.to_zoned(seoul.clone());
    let days = i64::from(here.date().weekday().since(Weekday::Monday));
    let monday = |days: i64| {
        let date = here.date().checked_sub(days.days()).unwrap_or(here.date());
        date.at(DIGEST_HOUR, 0, 0, 0)
            .to_zoned(seoul.clone())
            .map_or(now, |monday| monday.timestamp())
    };
    let this = monday(days);
    if this <= now { this } else { monday(days + 7) }
}

async fn digests(http: &Http, bot: &Bot, records: &Records, now: Timestamp) {
    let servers = match records.servers().await {
        Ok(servers) => servers,
        Err(error) => {
            tracing::warn!(%error, "the servers could not be read");
            return;
        }
    };
    for server in servers {
        let settings = records.settings(server).await;
        let Some(channel) = settings.staff_channel.filter(|_| settings.digest) else {
            continue;
        };
        match records.claim_digest(server, week_begins(now), now).await {
            Ok(true) => {}
            Ok(false) => continue,
            Err(error) => {
                tracing::warn!(server, %error, "whether the summary is due could not be read");
                continue;
            }
        }
        let lang = lang_of_tag(settings.language.as_deref().unwrap_or("ko"));
        let snapshot = bot.desk.snapshot();
        match overview::digest(records, &snapshot.knowledge, server, lang, now).await {
            Ok(view) => tell(http, channel, &view).await,
            Err(error) => tracing::warn!(server, %error, "the week could not be summed up"),
        }
    }
}

async fn tell(http: &Http, channel: u64, view: &View) {
    let message = view.message();
    if let Err(error) = again(|_| http.send_message(ChannelId::new(channel), Vec::new(), &message)).await {
        tracing::warn!(
            channel,
            error = without_address(&error),
            "a staff channel could not be written to"
        );
    }
}

/// Takes up edits to the data as they are complete, or tells the staff what keeps them from being taken up.
async fn watching(http: &Http, bot: &Bot) {
    let data = bot.desk.places().data.clone();
    let mut watch = Watch::begin(&data, known(bot).await);
    loop {
        let hash = watch.changed().await;
        let Some(done) = take_up_edit(bot, &hash).await else {
            continue;
        };
        log(&done);
        if let Some(records) = &bot.records {
            announce(http, records, &done).await;
        }
    }
}

/// The data that needs no taking up: what is in use, or, where staff went back to an earlier index, what they went back
/// from. Otherwise a restart would undo their going back.
async fn known(bot: &Bot) -> String {
    if bot.desk.gone_back() {
        let data = bot.desk.places().data.clone();
        let hash = tokio::task::spawn_blocking(move || content_hash(&data)).await;
        if let Ok(Ok(hash)) = hash {
            return hash;
        }
    }
    bot.desk.snapshot().knowledge.hash.clone()
}

/// Takes up an edit that left the data with this hash. `None` where there is nothing to do: it was the bot itself, as
/// staff wrote an answer, or whoever was at it took the edit up as well.
async fn take_up_edit(bot: &Bot, hash: &str) -> Option<Result<Report, NotDone>> {
    loop {
        if bot.desk.snapshot().knowledge.hash == hash {
            return None;
        }
        let desk = bot.desk.clone();
        let today = bot.today();
        let done = tokio::task::spawn_blocking(move || {
            desk.reindex(&Order {
                who: "watch",
                today,
                golden: Some(&crate::eval::for_staff::golden),
                although_worse: None,
                progress: &|_| {},
            })
        })
        .await;
        match done.unwrap_or_else(|panicked| Err(NotDone::Failed(anyhow::anyhow!("{panicked}")))) {
            // Whoever is at it may have read the data before this edit.
            Err(NotDone::Busy(_)) => tokio::time::sleep(FOLLOW).await,
            Ok(report) if report.published && report.generation == report.before => return None,
            done => return Some(done),
        }
    }
}

/// What has become of an edit, for the operator: not every server has a staff channel.
fn log(done: &Result<Report, NotDone>) {
    match done {
        Ok(report) if report.published => {
            tracing::info!(generation = report.generation, "edits to the data are in use");
        }
        Ok(report) => {
            let questions: Vec<&str> = report.worse.iter().map(|moved| moved.question.as_str()).collect();
            tracing::warn!(
                worse = questions.join(" | "),
                broken = report.golden_broken,
                "edits to the data were not taken up: golden questions got worse or could not be asked"
            );
        }
        Err(NotDone::Broken(problems)) => {
            for problem in problems.0.iter().filter(|problem| problem.severity == Severity::Error) {
                tracing::warn!(
                    problem = problem.say(Lang::En),
                    "edits to the data were not taken up: they have to be mended"
                );
            }
        }
        Err(error) => tracing::error!(error = format!("{error:#}"), "edits to the data could not be taken up"),
    }
}

/// Tells the staff of the servers that keep the knowledge what has become of an edit.
async fn announce(http: &Http, records: &Records, done: &Result<Report, NotDone>) {
    let result = match done {
        Ok(report) if report.published => "done",
        Ok(_) => "worse",
        Err(NotDone::Broken(_)) => "broken",
        Err(_) => "failed",
    };
    let action = Action {
        at: Timestamp::now(),
        server: 0,
        person: records.person(0),
        staff: Some(0),
        action: "watch".into(),
        subject: String::new(),
        before: done.as_ref().ok().map(|report| report.before.clone()),
        after: done
            .as_ref()
            .ok()
            .filter(|report| report.published)
            .map(|report| report.generation.clone()),
        result: result.into(),
    };
    note(records, &action).await;
    for server in records.homes().await.unwrap_or_default() {
        let settings = records.settings(server).await;
        let Some(channel) = settings.staff_channel else {
            continue;
        };
        let lang = lang_of_tag(settings.language.as_deref().unwrap_or("ko"));
        tell(http, channel, &outcome(lang, done)).await;
    }
}

fn outcome(lang: Lang, done: &Result<Report, NotDone>) -> View {
    let (colour, body) = match done {
        Ok(report) if report.published => {
            let mut body = wording::watch_published(lang).to_owned();
            for (heading, lines) in wording::changes(lang, &report.changes) {
                body.push_str(&format!("\n\n**{heading}**\n{lines}"));
            }
            (Colour::Staff, body)
        }
        Ok(report) => {
            let words = match &report.golden_broken {
                Some(why) => wording::golden_broken(lang, why),
                None => wording::watch_worse(lang, report.worse.len()),
            };
            (Colour::Trouble, words)
        }
        Err(NotDone::Broken(problems)) => {
            let words = wording::watch_broken(lang);
            (
                Colour::Trouble,
                format!("{words}\n\n{}", wording::problems(lang, problems, 3500)),
            )
        }
        Err(_) => (Colour::Trouble, wording::reindex_failed(lang).to_owned()),
    };
    View::card(Card::new(colour, &body).title(wording::title(lang, Title::Reindex)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_week_begins_on_monday_morning_in_korea() {
        let check = |now: &str, begins: &str| {
            let now: Timestamp = now.parse().unwrap();
            assert_eq!(week_begins(now), begins.parse::<Timestamp>().unwrap(), "{now}");
        };
        // 2026-11-23 is a Monday; nine in the morning in Seoul is midnight UTC.
        check("2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z");
        check("2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z");
        check("2026-11-25T12:00:00Z", "2026-11-23T00:00:00Z");
        check("2026-11-29T20:00:00Z", "2026-11-23T00:00:00Z");
    }
}
