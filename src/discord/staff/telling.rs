//! Telling those who wait for an answer that there is one.

use std::sync::Arc;

use jiff::Timestamp;
use serenity::http::Http;
use serenity::model::id::{ChannelId, UserId};

use crate::answer::{Answer, Ask, Evidence, Kind, Request};
use crate::knowledge::{Knowledge, Lang};
use crate::records::{Gap, GapId, GapState, Records, Tell};

use super::super::asking;
use super::super::failure::{Failure, refusal, without_address};
use super::super::incoming::{Incoming, again};
use super::super::memory::Shown;
use super::super::press::AnswerKey;
use super::super::view::View;
use super::gaps::post;
use super::wording;
use super::{Bot, lang_of_tag};
/// A member wants to be told when a gap is answered.
pub(super) async fn tell_me(
    http: &Http,
    bot: &Bot,
    incoming: &Incoming,
    id: GapId,
    answer: u64,
    private: bool,
) -> Result<(), Failure> {
    let lang = bot.lang_of(incoming).await;
    let Some(records) = &bot.records else {
        return incoming
            .update(http, View::text(wording::question_not_sent(lang)))
            .await;
    };
    let gap = match records.gap(id).await {
        Ok(Some(gap)) => gap,
        Ok(None) => return incoming.update(http, View::text(wording::gone(lang))).await,
        Err(error) => {
            tracing::warn!(%error, "a gap could not be read");
            return incoming
                .update(http, View::text(wording::question_not_sent(lang)))
                .await;
        }
    };
    let recorded = records.question(&AnswerKey(answer).text()).await.ok().flatten();
    let (question, asked_in) = match recorded {
        Some(recorded) if !recorded.question.starts_with('/') => (recorded.question, recorded.lang),
        _ => (gap.question.clone(), gap.lang.clone()),
    };
    let tell = Tell {
        gap: id,
        person: records.person(incoming.user.get()),
        member: incoming.user.get(),
        channel: if private { 0 } else { incoming.channel.get() },
        message: None,
        question,
        lang: asked_in,
        at: Timestamp::now(),
    };
    if let Err(error) = records.want_told(&tell).await {
        tracing::warn!(%error, "a wish to be told could not be kept");
        return incoming
            .update(http, View::text(wording::question_not_sent(lang)))
            .await;
    }
    incoming.update(http, View::text(wording::will_tell(lang))).await?;
    if matches!(gap.state, GapState::Answered(_) | GapState::Known) {
        // Answered while they were making up their mind.
        tell_waiting(http, bot, records, &gap, gap.state.record()).await;
    } else if let Ok(Some(gap)) = records.gap(id).await
        && gap.post.is_some()
    {
        post(http, bot, records, &gap, None).await;
    }
    Ok(())
}

/// A member does not want to be told, or no longer.
pub(super) async fn not_me(http: &Http, bot: &Bot, incoming: &Incoming, id: GapId) -> Result<(), Failure> {
    let lang = bot.lang_of(incoming).await;
    if let Some(records) = &bot.records {
        let person = records.person(incoming.user.get());
        let tells = records.tells(id).await.unwrap_or_default();
        for tell in tells.iter().filter(|tell| tell.person == person) {
            if let Err(error) = records.told(tell).await {
                tracing::warn!(%error, "a wish to be told could not be taken back");
            }
        }
    }
    incoming.update(http, View::text(wording::will_not_tell(lang))).await
}

/// Tells everybody who waits for a gap what is answered now, by `record` where staff wrote one. Gives how many were told
/// and how many are still waiting.
pub(super) async fn tell_waiting(
    http: &Http,
    bot: &Bot,
    records: &Records,
    gap: &Gap,
    record: Option<&str>,
) -> (usize, usize) {
    let tells = match records.tells(gap.id).await {
        Ok(tells) => tells,
        Err(error) => {
            tracing::warn!(%error, "who waits for an answer could not be read");
            return (0, 0);
        }
    };
    let (mut told, mut waiting) = (0, 0);
    for tell in &tells {
        match tell_one(http, bot, tell, &gap.question, record).await {
            Told::Yes => told += 1,
            // They left, or the channel is gone: nobody is there to be told.
            Told::Never => {}
            Told::Later => {
                waiting += 1;
                continue;
            }
        }
        if let Err(error) = records.told(tell).await {
            tracing::warn!(%error, "a wish to be told could not be deleted after telling");
        }
    }
    (told, waiting)
}

/// Tells everybody who waits for a gap that has been answered: what a restart or Discord's trouble left undone.
pub(super) async fn tell_due(http: &Http, bot: &Bot, records: &Records) {
    let due = match records.tells_due().await {
        Ok(due) => due,
        Err(error) => {
            tracing::warn!(%error, "who is still to be told could not be read");
            return;
        }
    };
    for (tell, _) in due {
        let Ok(Some(gap)) = records.gap(tell.gap).await else {
            continue;
        };
        let told = tell_one(http, bot, &tell, &gap.question, gap.state.record()).await;
        if !matches!(told, Told::Later)
            && let Err(error) = records.told(&tell).await
        {
            tracing::warn!(%error, "a wish to be told could not be deleted after telling");
        }
    }
}

enum Told {
    Yes,
    Never,
    Later,
}

async fn tell_one(http: &Http, bot: &Bot, tell: &Tell, gap_question: &str, record: Option<&str>) -> Told {
    let shown = answer_for(bot, tell, gap_question, record).await;
    let lang = lang_of_tag(&tell.lang);
    let view = asking::view(bot, &shown, 0).over(&wording::answered_now(lang, tell.member, &tell.question));
    let message = view.message_to(UserId::new(tell.member));
    if tell.channel != 0 {
        let sent = again(|_| http.send_message(ChannelId::new(tell.channel), Vec::new(), &message)).await;
        match sent {
            Ok(_) => return Told::Yes,
            Err(error) if closed(&error) => {}
            Err(error) => {
                tracing::warn!(
                    error = without_address(&error),
                    "somebody could not be told yet; it is tried again"
                );
                return Told::Later;
            }
        }
    }
    // Only they saw the answer, or the place where they asked is closed to the bot: their own conversation is left.
    let to = serde_json::json!({ "recipient_id": tell.member.to_string() });
    let direct = match again(|_| http.create_private_channel(&to)).await {
        Ok(channel) => again(|_| http.send_message(channel.id, Vec::new(), &message))
            .await
            .map(|_| ()),
        Err(error) => Err(error),
    };
    match direct {
        Ok(()) => Told::Yes,
        Err(error) if closed(&error) => {
            tracing::info!("somebody could not be told: neither the channel nor direct messages are open");
            Told::Never
        }
        Err(error) => {
            tracing::warn!(
                error = without_address(&error),
                "somebody could not be told yet; it is tried again"
            );
            Told::Later
        }
    }
}

/// Whether Discord says that this will not become possible by itself.
fn closed(error: &serenity::Error) -> bool {
    refusal(error).is_some_and(|(status, _)| matches!(status, 400 | 403 | 404))
}

/// What is answered now to the question of somebody who waits: in their own words, or, where that finds nothing, in the
/// words of the gap. Where staff wrote a `record` for it and neither finds that one, it is told as it was written.
async fn answer_for(bot: &Bot, tell: &Tell, gap_question: &str, record: Option<&str>) -> Arc<Shown> {
    let lang = lang_of_tag(&tell.lang);
    let mut questions = vec![tell.question.clone()];
    if tell.question != gap_question {
        questions.push(gap_question.to_owned());
    }
    let shown = |question: String, key: AnswerKey, answer: Answer| Shown {
        key,
        answer,
        request: Request::Question(question),
        asker: Some(tell.member),
        title: None,
    };
    let mut last = None;
    for question in questions {
        let key = AnswerKey::random();
        let ask = Ask {
            id: Some(key.text()),
            lang: Some(lang),
            ..Ask::question(question.clone(), bot.today())
        };
        let desk = bot.desk.clone();
        let Ok(answer) = tokio::task::spawn_blocking(move || desk.ask(&ask)).await else {
            continue;
        };
        let found = matches!(answer.kind, Kind::Answer | Kind::List);
        let meant = record.is_none_or(|record| rests_on(&answer, record));
        let now = shown(question, key, answer);
        if found && meant {
            return bot.answers.keep(now);
        }
        last = Some(now);
    }
    let key = AnswerKey::random();
    let knowledge = bot.desk.snapshot().knowledge.clone();
    let written = record.and_then(|record| as_written(&knowledge, record, lang, key));
    bot.answers.keep(match (written, last) {
        (Some(answer), _) => shown(gap_question.to_owned(), key, answer),
        (None, Some(last)) => last,
        (None, None) => {
            let answer = bot.desk.ask(&Ask::question(gap_question, bot.today()));
            shown(gap_question.to_owned(), key, answer)
        }
    })
}

/// Whether an answer is the one of this record of staff's.
pub(super) fn rests_on(answer: &Answer, record: &str) -> bool {
    answer.sources.iter().any(|source| source.id == record)
}

/// An answer of staff's as they wrote it, with its source.
fn as_written(knowledge: &Knowledge, record: &str, lang: Lang, key: AnswerKey) -> Option<Answer> {
    let faq = knowledge.faqs.iter().find(|faq| faq.id == record)?;
    let sources: Vec<Evidence> = faq
        .sources
        .iter()
        .filter_map(|id| knowledge.sources.get(id))
        .map(|source| Evidence {
            id: source.id.clone(),
            title: source.title.get(lang).to_owned(),
            publisher: source.publisher.get(lang).to_owned(),
            published: source.published,
            url: source.url.clone(),
            quote: faq.quote.clone().unwrap_or_default(),
        })
        .collect();
    Some(Answer {
        id: key.text(),
        question: faq.question.get(lang).to_owned(),
        lang,
        kind: Kind::Answer,
        text: faq.answer.get(lang).to_owned(),
        items: faq.items.iter().map(|item| item.get(lang).to_owned()).collect(),
        as_of: sources.first().and_then(|source| source.published),
        confidence: 1.0,
        reason: None,
        sources,
        related: Vec::new(),
        elapsed_us: 0,
    })
}
