//! A document that staff attach: fetched, read in a child process, shown, and taken up when they agree.

use jiff::civil::Date;
use serenity::model::channel::Attachment;

use crate::desk::Desk;
use crate::desk::reindex::Trial;
use crate::import::{
    ImportError, Options, Proposal, Published, QuestionChange, attachment, attachment_allowed, propose,
};
use crate::knowledge::Lang;

use super::super::limits::escape;
use super::super::view::{Card, Colour, Look, Rows, View};
use super::take_up::add_golden;
use super::wording::{self, Title};
use super::work::Work;
use super::{Bot, Staff, button, gaps};

/// What staff say of the document. What they leave out is taken from the file.
pub(super) struct Said {
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
}

/// Fetches and reads an attachment, and shows what would be added.
pub(super) async fn preview(bot: &Bot, staff: &Staff, file: &Attachment, said: Said) -> View {
    let lang = staff.lang;
    let published = match said.published.as_deref().map(Published::parse).transpose() {
        Ok(published) => published,
        Err(error) => return refused(staff, &error).await,
    };
    let bytes = match fetch(bot, file).await {
        Ok(bytes) => bytes,
        Err(Fetch::Refused(error)) => return refused(staff, &error).await,
        Err(Fetch::Failed(why)) => {
            tracing::warn!(why, "an attachment could not be fetched");
            staff.did(None, None, "failed").await;
            return View::text(wording::not_fetched(lang));
        }
    };
    let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let options = Options {
        title: trimmed(said.title),
        publisher: trimmed(said.publisher),
        published,
        url: trimmed(said.url),
        worker: bot.import_worker.clone(),
        ..Options::default()
    };
    let desk = bot.desk.clone();
    let today = bot.today();
    let name = file.filename.clone();
    let proposed = tokio::task::spawn_blocking(move || {
        let mut proposal = propose(&bytes, &name, &options, &desk.snapshot().knowledge)?;
        let trial = try_on(&desk, today, &mut proposal);
        Ok::<_, ImportError>((proposal, trial))
    })
    .await;
    let (proposal, trial) = match proposed {
        Ok(Ok(proposed)) => proposed,
        Ok(Err(error)) => return refused(staff, &error).await,
        Err(panicked) => {
            tracing::error!(%panicked, "reading an attachment failed");
            staff.did(None, None, "failed").await;
            return View::text(wording::not_fetched(lang));
        }
    };
    let key = match serde_json::to_string(&proposal) {
        Ok(body) => gaps::keep(staff, "import", body).await,
        Err(_) => None,
    };
    let Some(key) = key else {
        return View::text(wording::records_down(lang));
    };
    staff.did(None, Some(proposal.file.clone()), "preview").await;
    let mut rows = Rows::default();
    for (work, yes, look) in [
        (Work::Confirm(key), true, Look::Yes),
        (Work::Drop(key), false, Look::Plain),
    ] {
        if let Some(button) = button(bot, work, wording::import_button(lang, yes), look) {
            rows.button(button);
        }
    }
    let mut card =
        Card::new(Colour::Staff, &escape(&proposal.preview(lang))).title(wording::title(lang, Title::Import));
    match &trial {
        Some(trial) => {
            add_golden(&mut card, lang, &trial.worse, &trial.better);
            card = card.footer(&wording::golden_would(lang, trial.golden, trial.right));
        }
        None => card = card.footer(wording::golden_not_tried(lang)),
    }
    View::card(card).with_rows(rows)
}

/// Asks the golden questions of the knowledge as it is and of a copy of the data with the document, and notes which are
/// answered otherwise. `None` where they could not be asked: the rest of the preview is worth seeing all the same.
fn try_on(desk: &Desk, today: Date, proposal: &mut Proposal) -> Option<Trial> {
    let mut trial = None;
    let tried = proposal.try_on(&desk.places().data, |_, copy| {
        match desk.try_out(copy, &crate::eval::for_staff::golden, today) {
            Ok(tried) => {
                let changes = tried.otherwise.iter().map(|(question, before, after)| QuestionChange {
                    question: question.clone(),
                    before: before.clone(),
                    after: after.clone(),
                });
                let changes = changes.collect();
                trial = Some(tried);
                changes
            }
            Err(error) => {
                tracing::warn!(%error, "the golden questions could not be asked of data with a new document");
                Vec::new()
            }
        }
    });
    if let Err(error) = tried {
        tracing::warn!(%error, "a new document could not be tried on a copy of the data");
    }
    trial
}

async fn refused(staff: &Staff, error: &ImportError) -> View {
    tracing::info!(%error, "an attachment was not taken");
    staff.did(None, None, "failed").await;
    View::text(&escape(error.text().get(staff.lang)))
}

enum Fetch {
    Refused(ImportError),
    Failed(String),
}

/// Fetches an attachment from where Discord keeps them, and from nowhere else, up to the largest size that is read.
async fn fetch(bot: &Bot, file: &Attachment) -> Result<Vec<u8>, Fetch> {
    let failed = |error: reqwest::Error| Fetch::Failed(error.without_url().to_string());
    if u64::from(file.size) > attachment::LARGEST {
        return Err(Fetch::Refused(ImportError::TooLarge {
            bytes: u64::from(file.size),
        }));
    }
    let local = bot.rehearsal_host();
    let hosts: Vec<&str> = match &local {
        Some(host) => vec![host.as_str()],
        None => attachment::DISCORD_HOSTS.to_vec(),
    };
    if !attachment_allowed(&file.url, &hosts) {
        return Err(Fetch::Failed("it is not where Discord keeps attachments".into()));
    }
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(std::time::Duration::from_secs(30))
        .build()
        .map_err(failed)?;
    let mut answer = client
        .get(&file.url)
        .send()
        .await
        .map_err(failed)?
        .error_for_status()
        .map_err(failed)?;
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(failed)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > attachment::LARGEST {
            return Err(Fetch::Refused(ImportError::TooLarge {
                bytes: bytes.len() as u64,
            }));
        }
    }
    Ok(bytes)
}

/// The records that can be marked as out of date, the latest first: each with its id and its name.
pub(super) fn expirable(bot: &Bot, lang: Lang) -> Vec<(String, String)> {
    let snapshot = bot.desk.snapshot();
    let knowledge = &snapshot.knowledge;
    let faqs = knowledge.faqs.iter().rev().filter(|faq| !faq.expired);
    let facts = knowledge.facts.iter();
    let documents = knowledge.documents.iter().filter(|document| !document.expired);
    faqs.map(|faq| (faq.id.clone(), faq.question.get(lang).to_owned()))
        .chain(facts.map(|fact| (fact.id.clone(), fact.text.get(lang).to_owned())))
        .chain(documents.map(|document| (document.id.clone(), document.title.clone())))
        .collect()
}
