//! The words of the overviews: the status, the history, the week in short, the export.

use jiff::Timestamp;

use crate::knowledge::Lang;
use crate::records::Counts;

use super::{day, say};

/// The lines of the status, each a name and a value.
pub(crate) struct Status {
    pub(crate) generation: String,
    pub(crate) built: Option<Timestamp>,
    pub(crate) documents: usize,
    pub(crate) records: usize,
    pub(crate) today: Counts,
    pub(crate) open_gaps: u64,
    pub(crate) lost: u64,
    pub(crate) waiting: usize,
    pub(crate) version: &'static str,
    pub(crate) held: bool,
}

/// The status.
pub(crate) fn status(lang: Lang, status: &Status) -> Vec<(String, String)> {
    let line = |ko: &str, en: &str, value: String| (say(lang, ko, en).to_owned(), value);
    let mut generation = status.generation.clone();
    if status.held {
        generation.push_str(say(lang, " (되돌린 상태)", " (rolled back)"));
    }
    let mut lines = vec![
        line("색인", "Index", generation),
        line(
            "만든 때",
            "Built",
            status
                .built
                .map_or_else(|| "–".into(), |at| format!("<t:{}:R>", at.as_second())),
        ),
        line("문서", "Documents", status.documents.to_string()),
        line("기록", "Records", status.records.to_string()),
        line("오늘 질문", "Questions today", status.today.questions.to_string()),
        line("오늘 답 없음", "Unanswered today", status.today.unanswered.to_string()),
        line(
            "오늘 평가",
            "Votes today",
            format!("👍 {} · 👎 {}", status.today.helped, status.today.did_not_help),
        ),
        line(
            "답을 기다리는 질문",
            "Waiting for an answer",
            status.open_gaps.to_string(),
        ),
        line("오늘 오류", "Errors today", status.today.errors.to_string()),
        line("버전", "Version", status.version.to_owned()),
    ];
    if status.lost > 0 || status.waiting > 100 {
        lines.push(line(
            "기록하지 못한 줄",
            "Log lines lost",
            match lang {
                Lang::Ko => format!("{} (대기 {})", status.lost, status.waiting),
                Lang::En => format!("{} ({} waiting)", status.lost, status.waiting),
            },
        ));
    }
    lines
}

/// The titles of the overviews.
pub(crate) fn title(lang: Lang, of: Title) -> &'static str {
    match of {
        Title::Status => say(lang, "현황", "Status"),
        Title::History => say(lang, "이력", "History"),
        Title::Digest => say(lang, "주간 요약", "The week in short"),
        Title::Import => say(lang, "자료 추가 미리보기", "Preview of the import"),
        Title::Privacy => say(lang, "내 정보", "What is kept about you"),
        Title::Reindex => say(lang, "자료 반영", "Reindex"),
    }
}

/// The overviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// How the bot is doing.
    Status,
    /// Who did what.
    History,
    /// The weekly summary.
    Digest,
    /// What an import would write.
    Import,
    /// What is kept of a member.
    Privacy,
    /// Taking up the data.
    Reindex,
}

/// Nothing has been done yet.
pub(crate) fn no_history(lang: Lang) -> &'static str {
    say(lang, "아직 기록된 작업이 없습니다.", "Nothing has been done yet.")
}

/// A staff action in words.
pub(crate) fn action(lang: Lang, action: &str) -> &str {
    match action {
        "reindex" => say(lang, "자료 반영", "reindex"),
        "watch" => say(lang, "자동 반영", "automatic reindex"),
        "rollback" => say(lang, "되돌리기", "rollback"),
        "history" => say(lang, "이력 보기", "history"),
        "status" => say(lang, "현황 보기", "status"),
        "gaps" => say(lang, "질문 목록 보기", "gaps"),
        "gap_answer" => say(lang, "답변 작성", "answer"),
        "gap_known" => say(lang, "이미 있음", "already there"),
        "gap_ignore" => say(lang, "무시", "ignore"),
        "add" => say(lang, "답변 추가", "add"),
        "import" => say(lang, "자료 추가", "import"),
        "expire" => say(lang, "만료 표시", "expire"),
        "ask_channel" => say(lang, "질문 채널", "ask-channel"),
        "staff_role" => say(lang, "담당자 역할", "staff-role"),
        "staff_channel" => say(lang, "담당자 채널", "staff-channel"),
        "language" => say(lang, "언어", "language"),
        "export" => say(lang, "내보내기", "export"),
        "digest" => say(lang, "주간 요약", "digest"),
        "answer" => say(lang, "답변 등록", "answer"),
        "confirm" => say(lang, "확인", "confirm"),
        "drop" => say(lang, "취소", "cancel"),
        "forged" => say(lang, "위조된 버튼", "forged button"),
        other => other,
    }
}

/// How a staff action ended.
pub(crate) fn result(lang: Lang, result: &str) -> &str {
    match result {
        "done" => say(lang, "완료", "done"),
        "refused" => say(lang, "거절됨 (권한 없음)", "refused (not staff)"),
        "not_home" => say(lang, "거절됨 (다른 서버)", "refused (another server)"),
        "gone" => say(lang, "이미 처리됨", "dealt with already"),
        "busy" => say(lang, "다른 작업 중", "busy"),
        "broken" => say(lang, "자료에 고칠 곳 있음", "the data has problems"),
        "worse" => say(lang, "확인 대기", "waits for a yes"),
        "failed" => say(lang, "실패", "failed"),
        "dropped" => say(lang, "취소함", "cancelled"),
        "preview" => say(lang, "미리보기", "preview"),
        other => other,
    }
}

/// What the summary says.
pub(crate) struct Digest {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) counts: Counts,
    pub(crate) gaps: Vec<(String, u64)>,
    pub(crate) open_gaps: u64,
    pub(crate) disliked: Vec<(String, u64)>,
    pub(crate) old_sources: Vec<(String, String)>,
    pub(crate) old_sources_more: usize,
}

/// The first lines of the summary.
pub(crate) fn digest(lang: Lang, digest: &Digest) -> String {
    let (from, to) = (day(lang, digest.from), day(lang, digest.to));
    let counts = &digest.counts;
    match lang {
        Lang::Ko => format!(
            "{from}부터 {to}까지\n질문 **{}**건 · 답 없음 **{}**건 · 👍 {} · 👎 {}",
            counts.questions, counts.unanswered, counts.helped, counts.did_not_help
        ),
        Lang::En => format!(
            "{from} to {to}\n**{}** questions · **{}** unanswered · 👍 {} · 👎 {}",
            counts.questions, counts.unanswered, counts.helped, counts.did_not_help
        ),
    }
}

/// The headings of the summary.
pub(crate) fn digest_heading(lang: Lang, of: DigestPart, count: u64) -> String {
    match (of, lang) {
        (DigestPart::Gaps, Lang::Ko) => format!("답을 기다리는 질문 {count}건"),
        (DigestPart::Gaps, Lang::En) => format!("Waiting for an answer: {count}"),
        (DigestPart::Disliked, Lang::Ko) => "도움이 안 된 답변".into(),
        (DigestPart::Disliked, Lang::En) => "Answers that did not help".into(),
        (DigestPart::OldSources, Lang::Ko) => format!("1년 넘은 출처 {count}건"),
        (DigestPart::OldSources, Lang::En) => format!("Sources older than a year: {count}"),
    }
}

/// A part of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DigestPart {
    /// Questions that wait.
    Gaps,
    /// Answers with a thumb down.
    Disliked,
    /// Sources older than a year.
    OldSources,
}

/// How many more there are.
pub(crate) fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ko => format!("이 밖에 {count}건"),
        Lang::En => format!("and {count} more"),
    }
}

/// What an export holds.
pub(crate) fn exported(lang: Lang) -> &'static str {
    say(
        lang,
        "이 서버의 기록을 CSV로 내보냈습니다. 누가 물었는지는 들어 있지 않습니다.",
        "The records of this server as CSV. Who asked is not in them.",
    )
}
