//! The commands of staff, and the one by which a member sees what is kept of them.

use jiff::Timestamp;
use poise::serenity_prelude::{Attachment, GuildChannel, Role};
use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};

use super::super::commands::{Command, Context};
use super::super::failure::Failure;
use super::super::incoming::Incoming;
use super::super::limits::Limited;
use super::super::view::View;
use super::form::Draft;
use super::take_up::{self, Change};
use super::{Staff, gaps, import, lang_of_tag, overview, privacy, settings, wording};

/// The commands of staff, and `/privacy`.
pub fn commands() -> Vec<Command> {
    vec![staff(), privacy_command()]
}

/// Whoever called is staff here, or has been told that they are not.
async fn check(ctx: Context<'_>, incoming: &Incoming, action: &str, subject: &str) -> Result<Option<Staff>, Failure> {
    Staff::check(ctx.http(), ctx.data(), incoming, action, subject).await
}

/// As [`check`], for what changes the knowledge.
async fn check_home(
    ctx: Context<'_>,
    incoming: &Incoming,
    action: &str,
    subject: &str,
) -> Result<Option<Staff>, Failure> {
    Staff::check_home(ctx.serenity_context(), ctx.data(), incoming, action, subject).await
}

/// Keep the knowledge and the questions (staff only)
#[poise::command(
    slash_command,
    rename = "staff",
    name_localized("ko", "관리"),
    name_localized("en-US", "staff"),
    description_localized("ko", "자료와 질문을 관리합니다 (담당자 전용)"),
    description_localized("en-US", "Keep the knowledge and the questions (staff only)"),
    subcommands(
        "gaps_command",
        "add",
        "import_command",
        "reindex",
        "expire",
        "rollback",
        "status",
        "history",
        "export",
        "digest",
        "ask_channel",
        "staff_role",
        "staff_channel",
        "language"
    ),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild"
)]
async fn staff(_: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// Take up the edited data files
#[poise::command(
    slash_command,
    name_localized("ko", "자료반영"),
    name_localized("en-US", "reindex"),
    description_localized("ko", "고친 자료 파일을 검사하고 반영합니다"),
    description_localized("en-US", "Take up the edited data files")
)]
async fn reindex(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check_home(ctx, &incoming, "reindex", "").await? else {
        return Ok(());
    };
    take_up::run(
        ctx.serenity_context(),
        ctx.data(),
        &incoming,
        &staff,
        Change::Reindex,
        None,
    )
    .await
}

/// How the bot is doing
#[poise::command(
    slash_command,
    name_localized("ko", "현황"),
    name_localized("en-US", "status"),
    description_localized("ko", "색인과 오늘의 질문을 봅니다"),
    description_localized("en-US", "How the bot is doing")
)]
async fn status(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "status", "").await? else {
        return Ok(());
    };
    let view = overview::status(ctx.data(), &staff).await;
    incoming.respond(ctx.http(), view, true).await
}

/// Go back to an earlier index
#[poise::command(
    slash_command,
    name_localized("ko", "되돌리기"),
    name_localized("en-US", "rollback"),
    description_localized("ko", "이전 색인으로 되돌립니다"),
    description_localized("en-US", "Go back to an earlier index")
)]
async fn rollback(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check_home(ctx, &incoming, "rollback", "").await? else {
        return Ok(());
    };
    incoming
        .respond(ctx.http(), take_up::generations(ctx.data(), &staff), true)
        .await
}

/// Who of the staff did what
#[poise::command(
    slash_command,
    name_localized("ko", "이력"),
    name_localized("en-US", "history"),
    description_localized("ko", "누가 언제 무엇을 했는지 봅니다"),
    description_localized("en-US", "Who of the staff did what")
)]
async fn history(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "history", "").await? else {
        return Ok(());
    };
    let view = overview::history(&staff).await;
    incoming.respond(ctx.http(), view, true).await
}

/// Questions that want an answer
#[poise::command(
    slash_command,
    rename = "gaps",
    name_localized("ko", "미답변"),
    name_localized("en-US", "gaps"),
    description_localized("ko", "답하지 못했거나 도움이 안 된 질문을 봅니다"),
    description_localized("en-US", "Questions that want an answer")
)]
async fn gaps_command(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "gaps", "").await? else {
        return Ok(());
    };
    let view = gaps::list(ctx.data(), &staff, 0).await;
    incoming.respond(ctx.http(), view, true).await
}

/// Add an answer of your own
#[poise::command(
    slash_command,
    name_localized("ko", "답변추가"),
    name_localized("en-US", "add"),
    description_localized("ko", "질문과 답변을 자료에 더합니다"),
    description_localized("en-US", "Add an answer of your own")
)]
async fn add(
    ctx: Context<'_>,
    #[description = "The question it answers, as a member would ask it"]
    #[name_localized("ko", "질문")]
    #[name_localized("en-US", "question")]
    #[description_localized("ko", "회원이 물을 법한 질문")]
    #[description_localized("en-US", "The question it answers, as a member would ask it")]
    #[min_length = 2]
    #[max_length = 300]
    question: String,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check_home(ctx, &incoming, "add", &question).await? else {
        return Ok(());
    };
    let draft = Draft::new(None, question.trim().to_owned(), Vec::new());
    gaps::show_form(ctx.http(), ctx.data(), &incoming, &staff, &draft).await
}

/// Add a document
#[poise::command(
    slash_command,
    rename = "import",
    name_localized("ko", "자료추가"),
    name_localized("en-US", "import"),
    description_localized("ko", "문서 파일을 자료에 더합니다. 더하기 전에 미리 보여 드립니다"),
    description_localized("en-US", "Add a document. You see it before it is added")
)]
async fn import_command(
    ctx: Context<'_>,
    #[description = "PDF, DOCX, HWP, HWPX, XLSX, PPTX, HTML, CSV, Markdown or text"]
    #[name_localized("ko", "파일")]
    #[name_localized("en-US", "file")]
    #[description_localized("ko", "PDF, DOCX, HWP, HWPX, XLSX, PPTX, HTML, CSV, 마크다운, 텍스트")]
    #[description_localized("en-US", "PDF, DOCX, HWP, HWPX, XLSX, PPTX, HTML, CSV, Markdown or text")]
    file: Attachment,
    #[description = "Who published it"]
    #[name_localized("ko", "발행처")]
    #[name_localized("en-US", "publisher")]
    #[description_localized("ko", "발행한 곳")]
    #[description_localized("en-US", "Who published it")]
    #[max_length = 100]
    publisher: Option<String>,
    #[description = "When it was published, such as 2026-11-20, or unknown"]
    #[name_localized("ko", "발행일")]
    #[name_localized("en-US", "published")]
    #[description_localized("ko", "발행일. 예: 2026-11-20, 모름")]
    #[description_localized("en-US", "When it was published, such as 2026-11-20, or unknown")]
    #[max_length = 40]
    published: Option<String>,
    #[description = "Its title"]
    #[name_localized("ko", "제목")]
    #[name_localized("en-US", "title")]
    #[description_localized("ko", "문서의 제목")]
    #[description_localized("en-US", "Its title")]
    #[max_length = 200]
    title: Option<String>,
    #[description = "Where it can be read"]
    #[name_localized("ko", "주소")]
    #[name_localized("en-US", "url")]
    #[description_localized("ko", "원문을 읽을 수 있는 주소")]
    #[description_localized("en-US", "Where it can be read")]
    #[max_length = 500]
    url: Option<String>,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check_home(ctx, &incoming, "import", &file.filename).await? else {
        return Ok(());
    };
    let said = import::Said {
        publisher,
        published,
        title,
        url,
    };
    incoming
        .respond_with(ctx.http(), true, import::preview(ctx.data(), &staff, &file, said))
        .await
}

/// Mark a record as out of date
#[poise::command(
    slash_command,
    name_localized("ko", "만료"),
    name_localized("en-US", "expire"),
    description_localized("ko", "지난 내용이 된 기록을 더 이상 쓰지 않게 합니다"),
    description_localized("en-US", "Mark a record as out of date, so that it is no longer used")
)]
async fn expire(
    ctx: Context<'_>,
    #[description = "The record"]
    #[name_localized("ko", "기록")]
    #[name_localized("en-US", "record")]
    #[description_localized("ko", "기록. 몇 글자를 치면 목록이 나옵니다")]
    #[description_localized("en-US", "The record. Type a few letters for a list")]
    #[autocomplete = "suggest_records"]
    #[max_length = 100]
    record: String,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check_home(ctx, &incoming, "expire", &record).await? else {
        return Ok(());
    };
    let found = import::expirable(ctx.data(), staff.lang)
        .into_iter()
        .find(|(id, name)| *id == record || *name == record);
    let Some((id, name)) = found else {
        return incoming
            .respond(ctx.http(), View::text(wording::no_such_record(staff.lang)), true)
            .await;
    };
    let change = Change::Expire(id, name);
    take_up::run(ctx.serenity_context(), ctx.data(), &incoming, &staff, change, None).await
}

async fn suggest_records(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let incoming = Incoming::from(ctx.interaction);
    let lang = ctx.data().lang_of(&incoming).await;
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let typed = plain(typed);
    let mut choices = Vec::new();
    for (id, name) in import::expirable(ctx.data(), lang) {
        if choices.len() < 25
            && (plain(&name).contains(&typed) || plain(&id).contains(&typed))
            && id.chars().count() <= 100
            && let Some(label) = Limited::<100>::new(&name)
        {
            choices.push(AutocompleteChoice::new(label.into_string(), id));
        }
    }
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// The records of this server as CSV
#[poise::command(
    slash_command,
    name_localized("ko", "내보내기"),
    name_localized("en-US", "export"),
    description_localized("ko", "이 서버의 질문, 평가, 이력을 CSV로 받습니다"),
    description_localized("en-US", "The records of this server as CSV")
)]
async fn export(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "export", "").await? else {
        return Ok(());
    };
    match overview::export(&staff).await {
        Ok(files) => {
            staff.did(None, None, "done").await;
            incoming
                .respond_with_files(ctx.http(), View::text(wording::exported(staff.lang)), files)
                .await
        }
        Err(error) => {
            tracing::warn!(%error, "the records could not be exported");
            staff.did(None, None, "failed").await;
            incoming
                .respond(ctx.http(), View::text(wording::records_down(staff.lang)), true)
                .await
        }
    }
}

/// What to do about the weekly summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poise::ChoiceParameter)]
enum DigestChoice {
    #[name = "now"]
    #[name_localized("ko", "지금 보기")]
    #[name_localized("en-US", "now")]
    Now,
    #[name = "on"]
    #[name_localized("ko", "매주 올리기")]
    #[name_localized("en-US", "every week")]
    On,
    #[name = "off"]
    #[name_localized("ko", "올리지 않기")]
    #[name_localized("en-US", "not any more")]
    Off,
}

/// The week in short
#[poise::command(
    slash_command,
    name_localized("ko", "주간요약"),
    name_localized("en-US", "digest"),
    description_localized("ko", "한 주의 질문을 요약해 봅니다"),
    description_localized("en-US", "The week in short")
)]
async fn digest(
    ctx: Context<'_>,
    #[description = "Now, every week, or not any more"]
    #[name_localized("ko", "언제")]
    #[name_localized("en-US", "when")]
    #[description_localized("ko", "지금 볼지, 매주 월요일 담당자 채널에 올릴지 고릅니다")]
    #[description_localized("en-US", "Now, every week, or not any more")]
    when: Option<DigestChoice>,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "digest", "").await? else {
        return Ok(());
    };
    let view = match when.unwrap_or(DigestChoice::Now) {
        DigestChoice::On => settings::digest(&staff, true).await,
        DigestChoice::Off => settings::digest(&staff, false).await,
        DigestChoice::Now => {
            let snapshot = ctx.data().desk.snapshot();
            let now = Timestamp::now();
            match overview::digest(&staff.records, &snapshot.knowledge, staff.guild.get(), staff.lang, now).await {
                Ok(view) => view,
                Err(error) => {
                    tracing::warn!(%error, "the week could not be summed up");
                    View::text(wording::records_down(staff.lang))
                }
            }
        }
    };
    incoming.respond(ctx.http(), view, true).await
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poise::ChoiceParameter)]
enum OnOff {
    #[name = "on"]
    #[name_localized("ko", "켜기")]
    #[name_localized("en-US", "on")]
    On,
    #[name = "off"]
    #[name_localized("ko", "끄기")]
    #[name_localized("en-US", "off")]
    Off,
}

/// Answer every message of a channel
#[poise::command(
    slash_command,
    rename = "ask-channel",
    name_localized("ko", "질문채널"),
    name_localized("en-US", "ask-channel"),
    description_localized("ko", "채널의 모든 글에 답하게 하거나 그만두게 합니다"),
    description_localized("en-US", "Answer every message of a channel, or stop that")
)]
async fn ask_channel(
    ctx: Context<'_>,
    #[description = "On or off"]
    #[name_localized("ko", "상태")]
    #[name_localized("en-US", "state")]
    #[description_localized("ko", "켜기 또는 끄기")]
    #[description_localized("en-US", "On or off")]
    state: OnOff,
    #[description = "The channel; this one where left out"]
    #[name_localized("ko", "채널")]
    #[name_localized("en-US", "channel")]
    #[description_localized("ko", "채널. 비워 두면 이 채널")]
    #[description_localized("en-US", "The channel; this one where left out")]
    #[channel_types("Text", "Forum", "News")]
    channel: Option<GuildChannel>,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let channel = channel.map_or(incoming.channel, |channel| channel.id);
    let Some(staff) = check(ctx, &incoming, "ask_channel", &format!("#{channel}")).await? else {
        return Ok(());
    };
    let on = state == OnOff::On;
    let view = settings::ask_channel(ctx.serenity_context(), ctx.data(), &staff, channel, on).await;
    incoming.respond(ctx.http(), view, true).await
}

/// Say which role makes somebody staff
#[poise::command(
    slash_command,
    rename = "staff-role",
    name_localized("ko", "담당역할"),
    name_localized("en-US", "staff-role"),
    description_localized("ko", "담당자로 볼 역할을 정합니다"),
    description_localized("en-US", "Say which role makes somebody staff")
)]
async fn staff_role(
    ctx: Context<'_>,
    #[description = "The role; none where left out"]
    #[name_localized("ko", "역할")]
    #[name_localized("en-US", "role")]
    #[description_localized("ko", "역할. 비워 두면 없앱니다")]
    #[description_localized("en-US", "The role; none where left out")]
    role: Option<Role>,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "staff_role", "").await? else {
        return Ok(());
    };
    let view = settings::staff_role(&staff, role.map(|role| role.id)).await;
    incoming.respond(ctx.http(), view, true).await
}

/// Say where staff are told things
#[poise::command(
    slash_command,
    rename = "staff-channel",
    name_localized("ko", "담당채널"),
    name_localized("en-US", "staff-channel"),
    description_localized("ko", "담당자에게 온 질문과 알림을 올릴 채널을 정합니다"),
    description_localized("en-US", "Say where questions for staff and notices are posted")
)]
async fn staff_channel(
    ctx: Context<'_>,
    #[description = "The channel; none where left out"]
    #[name_localized("ko", "채널")]
    #[name_localized("en-US", "channel")]
    #[description_localized("ko", "채널. 비워 두면 없앱니다")]
    #[description_localized("en-US", "The channel; none where left out")]
    #[channel_types("Text", "News")]
    channel: Option<GuildChannel>,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "staff_channel", "").await? else {
        return Ok(());
    };
    let view = settings::staff_channel(ctx.serenity_context(), &staff, channel.map(|channel| channel.id)).await;
    incoming.respond(ctx.http(), view, true).await
}

/// A language of the bot's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poise::ChoiceParameter)]
enum LanguageChoice {
    #[name = "ko"]
    #[name_localized("ko", "한국어")]
    #[name_localized("en-US", "Korean")]
    Ko,
    #[name = "en"]
    #[name_localized("ko", "영어")]
    #[name_localized("en-US", "English")]
    En,
    #[name = "member"]
    #[name_localized("ko", "회원의 언어")]
    #[name_localized("en-US", "the member's own")]
    Member,
}

/// Say which language the bot speaks here
#[poise::command(
    slash_command,
    name_localized("ko", "언어"),
    name_localized("en-US", "language"),
    description_localized("ko", "이 서버에서 쓰는 언어를 정합니다"),
    description_localized("en-US", "Say which language the bot speaks here")
)]
async fn language(
    ctx: Context<'_>,
    #[description = "The language"]
    #[name_localized("ko", "언어")]
    #[name_localized("en-US", "language")]
    #[description_localized("ko", "언어")]
    #[description_localized("en-US", "The language")]
    language: LanguageChoice,
) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    let Some(staff) = check(ctx, &incoming, "language", "").await? else {
        return Ok(());
    };
    let tag = match language {
        LanguageChoice::Ko => Some("ko"),
        LanguageChoice::En => Some("en"),
        LanguageChoice::Member => None,
    };
    // What is said of it is said in the language just set.
    let staff = Staff {
        lang: tag.map_or(staff.lang, lang_of_tag),
        ..staff
    };
    let view = settings::language(&staff, tag).await;
    incoming.respond(ctx.http(), view, true).await
}

/// See and delete what is kept about you
#[poise::command(
    slash_command,
    rename = "privacy",
    name_localized("ko", "개인정보"),
    name_localized("en-US", "privacy"),
    description_localized("ko", "나에 대해 보관된 것을 보고 지웁니다"),
    description_localized("en-US", "See and delete what is kept about you"),
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn privacy_command(ctx: Context<'_>) -> Result<(), Failure> {
    let incoming = Incoming::from(ctx.interaction);
    privacy::show(ctx.http(), ctx.data(), &incoming).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_staff_command_has_its_korean_name() {
        let commands = commands();
        let staff = commands.first().expect("there is one");
        assert_eq!(staff.subcommands.len(), 14);
        for command in &staff.subcommands {
            assert!(
                command.name_localizations.iter().any(|(locale, _)| locale == "ko"),
                "{}",
                command.name
            );
            assert!(
                command
                    .description_localizations
                    .iter()
                    .any(|(locale, _)| locale == "ko"),
                "{}",
                command.name
            );
        }
    }
}
