//! How things are: the status, the history, the records as CSV, the week in short.

use jiff::{Timestamp, ToSpan};
use serenity::builder::CreateAttachment;

use crate::desk::changes::count_records;
use crate::knowledge::{Knowledge, Lang};
use crate::records::{Entry, Error, Records, day_of};

use super::super::limits::{cut, escape};
use super::super::view::{Card, Colour, View};
use super::wording::{self, DigestPart, Title};
use super::{Bot, Staff};

/// How many lines the history shows.
const LINES: usize = 20;
/// How many rows of one kind an export holds.
const MOST_ROWS: usize = 50_000;

/// How the bot is doing.
pub(super) async fn status(bot: &Bot, staff: &Staff) -> View {
    let snapshot = bot.desk.snapshot();
    let records = &staff.records;
    let today = day_of(Timestamp::now());
    let server = Some(staff.guild.get());
    let read = async {
        Ok::<_, Error>((
            records.counts(server, today, today).await?,
            records.open_gaps(server).await?,
        ))
    };
    let (today, open_gaps) = match read.await {
        Ok(read) => read,
        Err(error) => {
            // The rest is worth showing all the same, the lines lost above all.
            tracing::warn!(%error, "today's figures could not be read");
            Default::default()
        }
    };
    let health = records.health();
    let status = wording::Status {
        generation: snapshot.generation.clone(),
        built: bot.desk.built(),
        documents: snapshot.knowledge.documents.len(),
        records: count_records(&snapshot.knowledge),
        today,
        open_gaps,
        lost: health.lost,
        waiting: health.waiting,
        version: env!("CARGO_PKG_VERSION"),
        held: bot.desk.gone_back(),
    };
    let mut card = Card::new(Colour::Staff, &wording::day(staff.lang, Timestamp::now()))
        .title(wording::title(staff.lang, Title::Status));
    for (name, value) in wording::status(staff.lang, &status) {
        card.add_field(&name, &value, true);
    }
    View::card(card)
}

/// Who did what when.
pub(super) async fn history(staff: &Staff) -> View {
    let lang = staff.lang;
    let entries = match staff.records.history(Some(staff.guild.get()), LINES).await {
        Ok(entries) => entries,
        Err(error) => {
            tracing::warn!(%error, "the history could not be read");
            return View::text(wording::records_down(lang));
        }
    };
    if entries.is_empty() {
        return View::text(wording::no_history(lang));
    }
    let lines: Vec<String> = entries.iter().map(|entry| history_line(lang, entry)).collect();
    View::card(Card::new(Colour::Staff, &lines.join("\n")).title(wording::title(lang, Title::History)))
}

fn history_line(lang: Lang, entry: &Entry) -> String {
    let action = &entry.action;
    let who = match action.staff {
        // What the bot did by itself, and what was done in a terminal.
        Some(0) => "⚙️".to_owned(),
        Some(staff) => format!("<@{staff}>"),
        None => format!("`{}`", action.person.as_str().chars().take(8).collect::<String>()),
    };
    let mut line = format!(
        "<t:{}:f> {who} **{}**",
        action.at.as_second(),
        wording::action(lang, &action.action)
    );
    if !action.subject.is_empty() {
        line.push_str(&format!(" {}", escape(&cut(&action.subject, 60))));
    }
    match (&action.before, &action.after) {
        (Some(before), Some(after)) => {
            line.push_str(&format!(" {} → {}", escape(&cut(before, 40)), escape(&cut(after, 40))));
        }
        (None, Some(after)) => line.push_str(&format!(" → {}", escape(&cut(after, 40)))),
        (Some(_) | None, None) => {}
    }
    if action.result != "done" {
        line.push_str(&format!(" ({})", wording::result(lang, &action.result)));
    }
    line
}

/// The records of the server as CSV files.
pub(super) async fn export(staff: &Staff) -> Result<Vec<CreateAttachment>, Error> {
    let tables = staff.records.export(Some(staff.guild.get()), MOST_ROWS).await?;
    Ok(tables
        .into_iter()
        .map(|(name, csv)| CreateAttachment::bytes(csv, format!("{name}.csv")))
        .collect())
}

/// The week before `now`, in short.
pub(super) async fn digest(
    records: &Records,
    knowledge: &Knowledge,
    server: u64,
    lang: Lang,
    now: Timestamp,
) -> Result<View, Error> {
    let from = now.checked_sub((7 * 24).hours()).unwrap_or(now);
    let (first, last) = (day_of(from), day_of(now));
    let gaps = records.gaps(Some(server), 5).await?;
    let disliked = records.disliked(server, from, 5).await?;
    let mut old: Vec<(String, String)> = Vec::new();
    let year_ago = last.checked_sub(1.year()).unwrap_or(last);
    for source in knowledge.sources.values() {
        if let Some(published) = &source.published
            && published.last() < year_ago
        {
            old.push((published.last().to_string(), source.title.get(lang).to_owned()));
        }
    }
    old.sort();
    let digest = wording::Digest {
        from,
        to: now,
        counts: records.counts(Some(server), first, last).await?,
        gaps: gaps.into_iter().map(|gap| (gap.question, gap.asked)).collect(),
        open_gaps: records.open_gaps(Some(server)).await?,
        disliked: disliked
            .into_iter()
            .map(|(question, votes)| (question.question, votes))
            .collect(),
        old_sources_more: old.len().saturating_sub(5),
        old_sources: old.into_iter().take(5).collect(),
    };
    let mut card = Card::new(Colour::Staff, &wording::digest(lang, &digest)).title(wording::title(lang, Title::Digest));
    let lines = |items: &[(String, u64)]| {
        let lines: Vec<String> = items
            .iter()
            .map(|(question, times)| format!("• {} ({times})", escape(&cut(question, 150))))
            .collect();
        lines.join("\n")
    };
    if !digest.gaps.is_empty() {
        let heading = wording::digest_heading(lang, DigestPart::Gaps, digest.open_gaps);
        card.add_field(&heading, &lines(&digest.gaps), false);
    }
    if !digest.disliked.is_empty() {
        let heading = wording::digest_heading(lang, DigestPart::Disliked, digest.disliked.len() as u64);
        card.add_field(&heading, &lines(&digest.disliked), false);
    }
    if !digest.old_sources.is_empty() {
        let mut lines: Vec<String> = digest
            .old_sources
            .iter()
            .map(|(published, title)| format!("• {published} {}", escape(&cut(title, 150))))
            .collect();
        if digest.old_sources_more > 0 {
            lines.push(wording::more(lang, digest.old_sources_more));
        }
        let count = (digest.old_sources.len() + digest.old_sources_more) as u64;
        card.add_field(
            &wording::digest_heading(lang, DigestPart::OldSources, count),
            &lines.join("\n"),
            false,
        );
    }
    Ok(View::card(card))
}
