//! Every word the bot says to staff, and to members about staff and privacy, Korean and English side by side.

use jiff::Timestamp;

use crate::desk::changes::{Changes, Named};
use crate::knowledge::{Lang, Problems, Severity};
use crate::korean::josa::{Josa, with};
use crate::records::{Counts, Kept, Why, day_of};

use super::super::limits::{cut, escape};

fn say<'a>(lang: Lang, ko: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
}

// ---- permission ------------------------------------------------------------------------------------------------------

/// Somebody who may not tried something of staff's.
pub(super) fn refused(lang: Lang) -> &'static str {
    say(
        lang,
        "담당자만 할 수 있는 일입니다. 필요하시면 서버 관리자에게 담당자 역할을 요청해 주십시오.",
        "Only staff can do this. Please ask a server manager for the staff role if you need it.",
    )
}

/// Staff of a server that only asks tried to change the knowledge.
pub(super) fn not_home(lang: Lang) -> &'static str {
    say(
        lang,
        "이 서버에서는 자료를 바꿀 수 없습니다. 자료를 관리하는 서버에서 해 주십시오.",
        "The knowledge cannot be changed from this server. Please do this in the server that keeps it.",
    )
}

/// Something of another server, something gone, or something done already.
pub(super) fn gone(lang: Lang) -> &'static str {
    say(
        lang,
        "이미 처리되었거나 더 이상 없는 항목입니다. 목록을 다시 열어 주십시오.",
        "This has been dealt with already or is no longer there. Please open the list again.",
    )
}

/// The records could not be read or written.
pub(super) fn records_down(lang: Lang) -> &'static str {
    say(
        lang,
        "지금 기록을 읽거나 쓸 수 없습니다. 바뀐 것은 없습니다. 잠시 후 다시 해 주십시오.",
        "The records cannot be reached right now. Nothing was changed. Please try again shortly.",
    )
}

/// Whose server it is cannot be said in a direct message.
pub(super) fn in_a_server(lang: Lang) -> &'static str {
    say(lang, "서버 안에서 사용해 주십시오.", "Please use this in a server.")
}

// ---- time and numbers ------------------------------------------------------------------------------------------------

/// A moment as a day in Korea.
pub(super) fn day(lang: Lang, at: Timestamp) -> String {
    let date = day_of(at);
    match lang {
        Lang::Ko => format!("{}년 {}월 {}일", date.year(), date.month(), date.day()),
        Lang::En => date.to_string(),
    }
}

/// A moment that Discord shows in each reader's own time.
pub(super) fn moment(at: Timestamp) -> String {
    format!("<t:{}:f>", at.as_second())
}

/// A moment to the minute, in Korea, where Discord shows no times of its own.
pub(super) fn minute(lang: Lang, at: Timestamp) -> String {
    let seoul = at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)));
    let clock = format!("{:02}:{:02}", seoul.hour(), seoul.minute());
    format!("{} {clock}", day(lang, at))
}

// ---- gaps ------------------------------------------------------------------------------------------------------------

/// The title of the gaps.
pub(super) fn gaps_title(lang: Lang, open: u64) -> String {
    match lang {
        Lang::Ko => format!("답을 기다리는 질문 {open}건"),
        Lang::En => format!("Questions that want an answer: {open}"),
    }
}

/// There are none.
pub(super) fn no_gaps(lang: Lang) -> &'static str {
    say(
        lang,
        "답을 기다리는 질문이 없습니다.",
        "No question is waiting for an answer.",
    )
}

/// Why a question stands there.
pub(super) fn why(lang: Lang, why: Why) -> &'static str {
    match why {
        Why::Unanswered => say(lang, "답 없음", "no answer"),
        Why::Disliked => say(lang, "답이 도움이 안 됨", "answer did not help"),
        Why::AskedStaff => say(lang, "담당자에게 질문", "asked for staff"),
    }
}

/// How often and by how many a gap was asked.
pub(super) fn asked(lang: Lang, times: u64, people: u64, waiting: u64) -> String {
    match lang {
        Lang::Ko => {
            let mut text = format!("{people}명이 {times}번");
            if waiting > 0 {
                text.push_str(&format!(" · {waiting}명이 답을 기다림"));
            }
            text
        }
        Lang::En => {
            let mut text = format!("asked {times}× by {people}");
            if waiting > 0 {
                text.push_str(&format!(" · {waiting} waiting to be told"));
            }
            text
        }
    }
}

/// The heading of other wordings.
pub(super) fn also_asked(lang: Lang) -> &'static str {
    say(lang, "같은 질문", "Also asked as")
}

/// The button that opens the form.
pub(super) fn write_answer(lang: Lang) -> &'static str {
    say(lang, "답변 작성", "Write an answer")
}

/// The button that says the knowledge has it.
pub(super) fn known(lang: Lang) -> &'static str {
    say(lang, "이미 있음", "Already there")
}

/// The button that ignores.
pub(super) fn ignore(lang: Lang) -> &'static str {
    say(lang, "무시", "Ignore")
}

/// The buttons that turn the page.
pub(super) fn turn(lang: Lang, forward: bool) -> &'static str {
    match forward {
        true => say(lang, "다음", "Next"),
        false => say(lang, "이전", "Back"),
    }
}

/// The title of a question that a member took to the staff.
pub(super) fn question_arrived(lang: Lang) -> &'static str {
    say(lang, "담당자에게 온 질문", "A question for staff")
}

/// What the bot had said to it.
pub(super) fn bot_said(lang: Lang) -> &'static str {
    say(lang, "길잡이의 답변", "What the bot had answered")
}

/// What has become of a question in the staff channel.
pub(super) fn handled(lang: Lang, how: Handled, staff: u64) -> String {
    match (how, lang) {
        (Handled::Answered, Lang::Ko) => format!("✅ <@{staff}> 님이 답변했습니다."),
        (Handled::Answered, Lang::En) => format!("✅ Answered by <@{staff}>."),
        (Handled::Known, Lang::Ko) => format!("☑️ <@{staff}> 님이 이미 있는 내용으로 처리했습니다."),
        (Handled::Known, Lang::En) => format!("☑️ Marked as already there by <@{staff}>."),
        (Handled::Ignored, Lang::Ko) => format!("➖ <@{staff}> 님이 답하지 않기로 했습니다."),
        (Handled::Ignored, Lang::En) => format!("➖ Ignored by <@{staff}>."),
    }
}

/// What has become of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handled {
    /// Somebody wrote the answer.
    Answered,
    /// The knowledge had it.
    Known,
    /// It is not to be answered.
    Ignored,
}

/// What a member is told whose question went to the staff.
pub(super) fn question_sent(lang: Lang) -> &'static str {
    say(
        lang,
        "질문을 담당자에게 전했습니다. 답변이 등록되면 여기에서 알려 드릴까요?",
        "Your question has been passed on to the staff. Shall I tell you here when it is answered?",
    )
}

/// The same where the staff have been asked it before.
pub(super) fn question_sent_before(lang: Lang) -> &'static str {
    say(
        lang,
        "이미 담당자에게 전달된 질문입니다. 답변이 등록되면 여기에서 알려 드릴까요?",
        "The staff have this question already. Shall I tell you here when it is answered?",
    )
}

/// A question could not be passed on.
pub(super) fn question_not_sent(lang: Lang) -> &'static str {
    say(
        lang,
        "지금은 담당자에게 전하지 못했습니다. 잠시 후 다시 눌러 주십시오.",
        "Your question could not be passed on right now. Please press the button again shortly.",
    )
}

/// The buttons of that.
pub(super) fn tell_me(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "알려 주십시오", "Yes, tell me"),
        false => say(lang, "괜찮습니다", "No, thanks"),
    }
}

/// The member will be told.
pub(super) fn will_tell(lang: Lang) -> &'static str {
    say(
        lang,
        "답변이 등록되면 이 채널에서 알려 드리겠습니다. 그때까지 누구에게 알릴지만 보관하고, 알린 뒤에는 지웁니다.",
        "I will tell you in this channel when it is answered. Until then I keep whom to tell, and delete that afterwards.",
    )
}

/// The member will not be told.
pub(super) fn will_not_tell(lang: Lang) -> &'static str {
    say(
        lang,
        "알겠습니다. 따로 알리지 않겠습니다. 질문은 담당자에게 전달되었습니다.",
        "All right, I will not tell you. The staff have your question.",
    )
}

/// The line over an answer that somebody waited for. `member` is mentioned.
pub(super) fn answered_now(lang: Lang, member: u64, question: &str) -> String {
    let question = escape(&cut(question, 300));
    match lang {
        Lang::Ko => format!("<@{member}> 님, 기다리시던 질문 ‘{question}’에 담당자가 답했습니다."),
        Lang::En => format!("<@{member}>, the staff have answered your question “{question}”."),
    }
}

// ---- the form --------------------------------------------------------------------------------------------------------

/// The title of the form.
pub(super) fn form_title(lang: Lang) -> &'static str {
    say(lang, "답변 작성", "Write an answer")
}

/// A field of the form: its label, its placeholder.
pub(super) fn field(lang: Lang, field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Answer => (
            say(lang, "답변", "Answer"),
            say(
                lang,
                "회원에게 그대로 보이는 문장입니다. 짧고 정확하게 적어 주십시오.",
                "Members see these words as they are. Short and exact, please.",
            ),
        ),
        Field::Title => (
            say(lang, "출처 제목", "Title of the source"),
            say(lang, "예: 2026년 모집 공고", "Such as: Call for applications 2026"),
        ),
        Field::Publisher => (
            say(lang, "발행처", "Publisher"),
            say(lang, "예: 운영사무국", "Such as: the programme office"),
        ),
        Field::Dates => (
            say(
                lang,
                "발행일 ~ 유효 기한 (기한은 선택)",
                "Published ~ valid until (optional)",
            ),
            say(
                lang,
                "예: 2026-11-20 또는 2026-11-20 ~ 2027-03-31",
                "2026-11-20, or 2026-11-20 ~ 2027-03-31",
            ),
        ),
        Field::Url => (
            say(lang, "주소 (선택)", "Address (optional)"),
            say(lang, "https://…", "https://…"),
        ),
    }
}

/// The inputs of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The answer itself.
    Answer,
    /// The title of what it rests on.
    Title,
    /// Who published that.
    Publisher,
    /// When that was published, and until when the answer holds.
    Dates,
    /// Where it can be read.
    Url,
}

/// What was typed cannot be taken.
pub(super) fn form_problem(lang: Lang, problem: &FormProblem) -> String {
    match (problem, lang) {
        (FormProblem::Date(text), Lang::Ko) => {
            let text = with(&format!("‘{}’", escape(&cut(text, 60))), Josa::EulReul);
            format!("날짜 {text} 읽을 수 없습니다. ‘2026-11-20’이나 ‘2026-11’처럼 적어 주십시오.")
        }
        (FormProblem::Date(text), Lang::En) => format!(
            "“{}” is not a date I can read. Please write it as 2026-11-20 or 2026-11.",
            escape(&cut(text, 60))
        ),
        (FormProblem::Order, Lang::Ko) => "유효 기한이 발행일보다 앞섭니다. 두 날짜를 확인해 주십시오.".into(),
        (FormProblem::Order, Lang::En) => {
            "It would be valid until before it was published. Please check the two dates.".into()
        }
        (FormProblem::Over, Lang::Ko) => "유효 기한이 이미 지났습니다. 지난 내용은 답변으로 쓰이지 않습니다.".into(),
        (FormProblem::Over, Lang::En) => {
            "It is past its last valid day already. Answers that are over are not given.".into()
        }
        (FormProblem::Future, Lang::Ko) => "발행일이 오늘보다 뒤입니다. 날짜를 확인해 주십시오.".into(),
        (FormProblem::Future, Lang::En) => "The publication date is in the future. Please check it.".into(),
        (FormProblem::Url, Lang::Ko) => "주소는 ‘https://’로 시작해야 합니다. 없으면 비워 두십시오.".into(),
        (FormProblem::Url, Lang::En) => "The address has to begin with https://. Leave it out if there is none.".into(),
        (FormProblem::Empty(field), lang) => {
            let name = self::field(lang, *field).0;
            match lang {
                Lang::Ko => format!("{} 적어 주십시오.", with(&format!("‘{name}’"), Josa::EulReul)),
                Lang::En => format!("Please fill in “{name}”."),
            }
        }
    }
}

/// Why a form cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FormProblem {
    /// A date that is none.
    Date(String),
    /// The last valid day lies before the publication.
    Order,
    /// The last valid day is past.
    Over,
    /// Published after today.
    Future,
    /// An address that is none.
    Url,
    /// A field with nothing in it.
    Empty(Field),
}

/// The button that opens the form again.
pub(super) fn write_again(lang: Lang) -> &'static str {
    say(lang, "다시 쓰기", "Write again")
}

/// The answer is in.
pub(super) fn answer_taken(lang: Lang, told: usize, waiting: usize) -> String {
    let mut text = match lang {
        Lang::Ko => "답변을 자료에 더하고 바로 반영했습니다.".to_owned(),
        Lang::En => "The answer is in the knowledge and in use.".to_owned(),
    };
    match (lang, told) {
        (_, 0) => {}
        (Lang::Ko, n) => text.push_str(&format!(" 기다리던 {n}명에게 알렸습니다.")),
        (Lang::En, 1) => text.push_str(" One person who was waiting has been told."),
        (Lang::En, n) => text.push_str(&format!(" {n} people who were waiting have been told.")),
    }
    match (lang, waiting) {
        (_, 0) => {}
        (Lang::Ko, n) => text.push_str(&format!(" {n}명에게는 아직 알리지 못해 다시 시도합니다.")),
        (Lang::En, n) => text.push_str(&format!(" {n} could not be reached yet; it is tried again.")),
    }
    text
}

/// What members are answered now.
pub(super) fn members_see(lang: Lang) -> &'static str {
    say(lang, "이제 회원에게 보이는 답변", "What members are answered now")
}

/// The question is not answered by what was written.
pub(super) fn still_not_answered(lang: Lang) -> &'static str {
    say(
        lang,
        "다만 이 질문에는 아직 다른 답이 나옵니다. 질문과 답변의 낱말이 같은지 확인해 주십시오.",
        "This question is still answered otherwise, though. Please check that the question and the answer use the same words.",
    )
}

// ---- reindex ---------------------------------------------------------------------------------------------------------

/// A step of taking up the data.
pub(super) fn step(lang: Lang, step: crate::desk::reindex::Step) -> &'static str {
    use crate::desk::reindex::Step;
    match step {
        Step::Checking => say(lang, "자료를 검사하고 있습니다…", "Checking the data…"),
        Step::Building => say(
            lang,
            "새 색인을 만들고 있습니다. 답변은 그대로 이어집니다…",
            "Building the new index. Answers go on…",
        ),
        Step::Asking => say(lang, "확인 질문을 해 보고 있습니다…", "Asking the golden questions…"),
        Step::Publishing => say(lang, "새 색인으로 바꾸고 있습니다…", "Switching to the new index…"),
    }
}

/// Somebody else is at it.
pub(super) fn busy(lang: Lang, who: &str) -> String {
    let who = escape(&cut(who, 100));
    match lang {
        Lang::Ko => format!(
            "지금 {} 자료를 반영하고 있습니다. 끝난 뒤에 다시 해 주십시오.",
            with(&who, Josa::IGa)
        ),
        Lang::En => format!("{who} is taking up the data right now. Please try again when that is done."),
    }
}

/// The data is broken; what is wrong follows.
pub(super) fn broken(lang: Lang, problems: &Problems) -> String {
    match lang {
        Lang::Ko => format!(
            "자료에 고칠 곳이 {}건 있어 아무것도 바꾸지 않았습니다. 지금까지의 자료로 계속 답합니다.",
            problems.errors()
        ),
        Lang::En => format!(
            "The data has {} problem(s), so nothing was changed. Answers go on from what was there.",
            problems.errors()
        ),
    }
}

/// The problems, file by file, as much as fits into `room` characters.
pub(super) fn problems(lang: Lang, problems: &Problems, room: usize) -> String {
    let mut text = String::new();
    let mut file = "";
    let mut left = problems.errors();
    for problem in problems.0.iter().filter(|problem| problem.severity == Severity::Error) {
        let mut lines = String::new();
        if problem.file != file {
            file = &problem.file;
            lines.push_str(&format!("**{}**\n", escape(file)));
        }
        let line = match (problem.line, lang) {
            (Some(line), Lang::Ko) => format!("{line}행: "),
            (Some(line), Lang::En) => format!("line {line}: "),
            (None, _) => String::new(),
        };
        lines.push_str(&format!(
            "• {line}{} → {}\n",
            escape(problem.what.get(lang)),
            escape(problem.fix.get(lang))
        ));
        if text.chars().count() + lines.chars().count() > room {
            text.push_str(&match lang {
                Lang::Ko => format!("이 밖에 {left}건이 더 있습니다."),
                Lang::En => format!("There are {left} more."),
            });
            return text;
        }
        text.push_str(&lines);
        left -= 1;
    }
    text
}

/// The data could not be taken up for a reason of the machine's.
pub(super) fn reindex_failed(lang: Lang) -> &'static str {
    say(
        lang,
        "자료를 반영하지 못했습니다. 바뀐 것은 없고 지금까지의 자료로 계속 답합니다. 운영자에게 알려 주십시오.",
        "The data could not be taken up. Nothing was changed and answers go on. Please tell the operator.",
    )
}

/// The new data is in use.
pub(super) fn published(lang: Lang) -> &'static str {
    say(
        lang,
        "새 자료로 답하고 있습니다.",
        "Answers now come from the new data.",
    )
}

/// Something got worse: nothing is published without a yes.
pub(super) fn worse(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ko => format!("확인 질문 {count}건의 답이 나빠져 아직 반영하지 않았습니다. 그래도 반영할까요?"),
        Lang::En => {
            format!("{count} golden question(s) got worse, so this is not in use yet. Take it up all the same?")
        }
    }
}

/// The golden questions could not be read.
pub(super) fn golden_broken(lang: Lang, why: &str) -> String {
    let why = escape(&cut(why, 600));
    match lang {
        Lang::Ko => {
            format!("확인 질문(golden.toml)을 읽을 수 없어 아직 반영하지 않았습니다. 고친 뒤 다시 해 주십시오.\n{why}")
        }
        Lang::En => format!(
            "The golden questions (golden.toml) cannot be read, so this is not in use yet. Please mend them and try again.\n{why}"
        ),
    }
}

/// The buttons of that.
pub(super) fn confirm(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "그래도 반영", "Take it up"),
        false => say(lang, "취소", "Cancel"),
    }
}

/// What was waiting has been dropped.
pub(super) fn dropped(lang: Lang) -> &'static str {
    say(
        lang,
        "취소했습니다. 지금까지의 자료로 계속 답합니다.",
        "Cancelled. Answers go on from what was there.",
    )
}

/// What changed, in a heading and lines for each kind of change.
pub(super) fn changes(lang: Lang, changes: &Changes) -> Vec<(String, String)> {
    let list = |records: &[Named]| {
        let mut lines: Vec<String> = records
            .iter()
            .take(12)
            .map(|record| format!("• {} ({})", escape(&cut(&record.name, 90)), kind(lang, &record.kind)))
            .collect();
        if records.len() > 12 {
            lines.push(match lang {
                Lang::Ko => format!("이 밖에 {}건", records.len() - 12),
                Lang::En => format!("and {} more", records.len() - 12),
            });
        }
        lines.join("\n")
    };
    [
        (say(lang, "더해진 기록", "Added"), &changes.added),
        (say(lang, "없어진 기록", "Removed"), &changes.removed),
        (say(lang, "바뀐 기록", "Changed"), &changes.changed),
    ]
    .into_iter()
    .filter(|(_, records)| !records.is_empty())
    .map(|(heading, records)| (format!("{heading} {}", records.len()), list(records)))
    .collect()
}

/// Nothing differs.
pub(super) fn nothing_changed(lang: Lang) -> &'static str {
    say(lang, "기록에 바뀐 것이 없습니다.", "No record has changed.")
}

/// A kind of record in words.
fn kind(lang: Lang, kind: &str) -> &str {
    match kind {
        "documents" => say(lang, "문서", "document"),
        "sources" => say(lang, "출처", "source"),
        "programmes" => say(lang, "사업", "programme"),
        "places" => say(lang, "장소", "place"),
        "facts" => say(lang, "사실", "fact"),
        "partners" => say(lang, "기관", "partner"),
        "companies" => say(lang, "기업", "company"),
        "presences" => say(lang, "입주 기록", "presence"),
        "disagreements" => say(lang, "엇갈리는 내용", "disagreement"),
        "unknowns" => say(lang, "알려지지 않은 것", "unknown"),
        "faqs" => say(lang, "문답", "FAQ"),
        "synonyms" => say(lang, "같은 말", "synonym"),
        other => other,
    }
}

/// The headings of golden questions that changed.
pub(super) fn golden(lang: Lang, worse: bool, count: usize) -> String {
    match (lang, worse) {
        (Lang::Ko, true) => format!("나빠진 확인 질문 {count}"),
        (Lang::En, true) => format!("Golden questions that got worse: {count}"),
        (Lang::Ko, false) => format!("나아진 확인 질문 {count}"),
        (Lang::En, false) => format!("Golden questions that got better: {count}"),
    }
}

/// How many golden questions there were.
pub(super) fn golden_asked(lang: Lang, asked: usize, right: usize) -> String {
    match (lang, asked) {
        (Lang::Ko, 0) => "확인 질문이 없습니다 (golden.toml)".into(),
        (Lang::En, 0) => "There are no golden questions (golden.toml)".into(),
        (Lang::Ko, _) => format!("확인 질문 {asked}건 중 {right}건이 맞음"),
        (Lang::En, _) => format!("{right} of {asked} golden questions right"),
    }
}

/// How many golden questions would be right with a document that has not been added yet.
pub(super) fn golden_would(lang: Lang, asked: usize, right: usize) -> String {
    match (lang, asked) {
        (_, 0) => golden_asked(lang, asked, right),
        (Lang::Ko, _) => format!("더하면 확인 질문 {asked}건 중 {right}건이 맞음"),
        (Lang::En, _) => format!("With it, {right} of {asked} golden questions would be right"),
    }
}

/// The golden questions could not be tried with a document.
pub(super) fn golden_not_tried(lang: Lang) -> &'static str {
    say(
        lang,
        "확인 질문은 해 보지 못했습니다. 자료 파일에 고칠 곳이 있는지 ‘자료반영’으로 살펴 주십시오.",
        "The golden questions could not be tried. Please run the reindex to see whether the data files have problems.",
    )
}

/// Which generation is in use.
pub(super) fn generation(lang: Lang, generation: &str) -> String {
    match lang {
        Lang::Ko => format!("색인 {generation}"),
        Lang::En => format!("Index {generation}"),
    }
}

/// Pick a generation to go back to.
pub(super) fn pick_generation(lang: Lang) -> &'static str {
    say(lang, "되돌릴 시점을 고르십시오", "Pick what to go back to")
}

/// Which generation answers now.
pub(super) fn in_use(lang: Lang, generation: &str) -> String {
    match lang {
        Lang::Ko => format!(
            "지금은 색인 {}에서 답하고 있습니다. 되돌려도 자료 파일은 그대로입니다.",
            generation
        ),
        Lang::En => format!("Answers come from index {generation} now. Going back leaves the data files as they are."),
    }
}

/// How much a generation holds.
pub(super) fn generation_size(lang: Lang, documents: usize, records: usize) -> String {
    match lang {
        Lang::Ko => format!("문서 {documents}건, 기록 {records}건"),
        Lang::En => format!("{documents} documents, {records} records"),
    }
}

/// There is nothing to go back to.
pub(super) fn no_generation(lang: Lang) -> &'static str {
    say(
        lang,
        "되돌릴 수 있는 이전 색인이 없습니다.",
        "There is no earlier index to go back to.",
    )
}

/// Gone back.
pub(super) fn rolled_back(lang: Lang, generation: &str) -> String {
    match lang {
        Lang::Ko => format!(
            "색인 {} 되돌렸습니다. 자료 파일은 그대로이므로, 자료를 고친 뒤 ‘자료반영’을 실행하면 다시 앞으로 나아갑니다.",
            with(generation, Josa::EuroRo)
        ),
        Lang::En => format!(
            "Back to index {generation}. The data files are as they were: mend them and run the reindex to go forward again."
        ),
    }
}

/// Taking up edits by itself failed, as told to the staff channel.
pub(super) fn watch_broken(lang: Lang) -> &'static str {
    say(
        lang,
        "자료 파일이 바뀌었지만 고칠 곳이 있어 반영하지 않았습니다. 지금까지의 자료로 계속 답합니다.",
        "The data files have changed, but have problems and were not taken up. Answers go on from what was there.",
    )
}

/// Edits would make golden questions worse, as told to the staff channel.
pub(super) fn watch_worse(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ko => format!(
            "자료 파일이 바뀌었지만 확인 질문 {count}건의 답이 나빠져 반영하지 않았습니다. 살펴보고 반영하시려면 ‘자료반영’을 실행해 주십시오."
        ),
        Lang::En => format!(
            "The data files have changed, but {count} golden question(s) got worse, so they were not taken up. Run the reindex to see which and decide."
        ),
    }
}

/// Edits were taken up by themselves, as told to the staff channel.
pub(super) fn watch_published(lang: Lang) -> &'static str {
    say(
        lang,
        "바뀐 자료 파일을 반영했습니다.",
        "The changed data files are in use.",
    )
}

// ---- overview --------------------------------------------------------------------------------------------------------

/// The lines of the status, each a name and a value.
pub(super) struct Status {
    pub(super) generation: String,
    pub(super) built: Option<Timestamp>,
    pub(super) documents: usize,
    pub(super) records: usize,
    pub(super) today: Counts,
    pub(super) open_gaps: u64,
    pub(super) lost: u64,
    pub(super) waiting: usize,
    pub(super) version: &'static str,
    pub(super) held: bool,
}

/// The status.
pub(super) fn status(lang: Lang, status: &Status) -> Vec<(String, String)> {
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
pub(super) fn title(lang: Lang, of: Title) -> &'static str {
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
pub(super) enum Title {
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
pub(super) fn no_history(lang: Lang) -> &'static str {
    say(lang, "아직 기록된 작업이 없습니다.", "Nothing has been done yet.")
}

/// A staff action in words.
pub(super) fn action(lang: Lang, action: &str) -> &str {
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
pub(super) fn result(lang: Lang, result: &str) -> &str {
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

/// A setting as it is now.
pub(super) fn setting(lang: Lang, of: Setting, value: Option<&str>) -> String {
    match (of, value, lang) {
        (Setting::StaffRole, Some(role), Lang::Ko) => format!("{role} 역할을 가진 사람이 담당자입니다. 서버 관리 권한이 있는 사람도 담당자입니다."),
        (Setting::StaffRole, Some(role), Lang::En) => format!("People with the role {role} are staff now, besides those who manage the server."),
        (Setting::StaffRole, None, Lang::Ko) => "담당자 역할을 없앴습니다. 이제 서버 관리 권한이 있는 사람만 담당자입니다.".into(),
        (Setting::StaffRole, None, Lang::En) => "There is no staff role now. Only people who manage the server are staff.".into(),
        (Setting::StaffChannel, Some(channel), Lang::Ko) => format!("담당자에게 온 질문과 알림을 {channel} 채널에 올립니다."),
        (Setting::StaffChannel, Some(channel), Lang::En) => format!("Questions for staff and notices go to {channel} now."),
        (Setting::StaffChannel, None, Lang::Ko) => "담당자 채널을 없앴습니다. 이제 ‘담당자에게 묻기’로 온 질문은 목록에서만 보입니다.".into(),
        (Setting::StaffChannel, None, Lang::En) => "There is no staff channel now. Questions for staff are in the list of gaps only.".into(),
        (Setting::Language, Some("ko"), Lang::Ko) => "Discord 언어가 한국어도 영어도 아닌 회원에게는 한국어로 안내합니다. 질문에는 질문한 언어로 답합니다.".into(),
        (Setting::Language, Some("ko"), Lang::En) => "Members whose Discord is neither Korean nor English are spoken to in Korean now. Questions are answered in their own language.".into(),
        (Setting::Language, Some(_), Lang::Ko) => "Discord 언어가 한국어도 영어도 아닌 회원에게는 영어로 안내합니다. 질문에는 질문한 언어로 답합니다.".into(),
        (Setting::Language, Some(_), Lang::En) => "Members whose Discord is neither Korean nor English are spoken to in English now. Questions are answered in their own language.".into(),
        (Setting::Language, None, Lang::Ko) => "각 회원의 Discord 언어에 맞춰 안내합니다.".into(),
        (Setting::Language, None, Lang::En) => "The bot follows the language of each member's Discord now.".into(),
        (Setting::AskChannelOn, Some(channel), Lang::Ko) => format!("{channel} 채널에 올라오는 글에 바로 답합니다."),
        (Setting::AskChannelOn, Some(channel), Lang::En) => format!("Every message in {channel} is answered as a question now."),
        (Setting::AskChannelOff, Some(channel), Lang::Ko) => format!("{channel} 채널에서는 이제 부를 때만 답합니다."),
        (Setting::AskChannelOff, Some(channel), Lang::En) => format!("In {channel} the bot answers only when it is called now."),
        (Setting::AskChannelOn | Setting::AskChannelOff, None, _) => "–".into(),
        (Setting::Digest, Some("on"), Lang::Ko) => "매주 월요일 아침 담당자 채널에 요약을 올립니다.".into(),
        (Setting::Digest, Some("on"), Lang::En) => "The week in short is posted to the staff channel every Monday morning.".into(),
        (Setting::Digest, _, Lang::Ko) => "주간 요약을 올리지 않습니다.".into(),
        (Setting::Digest, _, Lang::En) => "The week in short is not posted any more.".into(),
    }
}

/// What a server can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Who is staff.
    StaffRole,
    /// Where they are told things.
    StaffChannel,
    /// The language of the bot's own words.
    Language,
    /// Every message is a question.
    AskChannelOn,
    /// No longer.
    AskChannelOff,
    /// The weekly summary.
    Digest,
}

/// Everybody cannot be staff.
pub(super) fn not_everyone(lang: Lang) -> &'static str {
    say(
        lang,
        "모두에게 있는 역할은 담당자 역할로 쓸 수 없습니다. 담당자만 가진 역할을 골라 주십시오.",
        "A role that everybody has cannot be the staff role. Please pick one that only staff have.",
    )
}

/// The bot cannot write in the channel.
pub(super) fn cannot_write(lang: Lang, channel: u64) -> String {
    match lang {
        Lang::Ko => format!(
            "<#{channel}> 채널에 글을 쓸 수 없습니다. 길잡이에게 ‘채널 보기’, ‘메시지 보내기’, ‘링크 첨부’ 권한을 준 뒤 다시 해 주십시오."
        ),
        Lang::En => format!(
            "I cannot write in <#{channel}>. Please give me View Channel, Send Messages and Embed Links there and try again."
        ),
    }
}

/// Message content is off.
pub(super) fn no_content(lang: Lang) -> &'static str {
    say(
        lang,
        "\n다만 지금은 봇에 메시지 내용 권한(MESSAGE CONTENT)이 꺼져 있어, 켜기 전까지는 부를 때만 답합니다.",
        "\nThe bot runs without the MESSAGE CONTENT intent right now, though: until that is on, it answers only when called.",
    )
}

/// The digest is posted; no staff channel.
pub(super) fn no_staff_channel(lang: Lang) -> &'static str {
    say(
        lang,
        "담당자 채널이 정해져 있지 않습니다. 먼저 담당자 채널을 정해 주십시오.",
        "There is no staff channel yet. Please set one first.",
    )
}

/// What the summary says.
pub(super) struct Digest {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) counts: Counts,
    pub(super) gaps: Vec<(String, u64)>,
    pub(super) open_gaps: u64,
    pub(super) disliked: Vec<(String, u64)>,
    pub(super) old_sources: Vec<(String, String)>,
    pub(super) old_sources_more: usize,
}

/// The first lines of the summary.
pub(super) fn digest(lang: Lang, digest: &Digest) -> String {
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
pub(super) fn digest_heading(lang: Lang, of: DigestPart, count: u64) -> String {
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
pub(super) enum DigestPart {
    /// Questions that wait.
    Gaps,
    /// Answers with a thumb down.
    Disliked,
    /// Sources older than a year.
    OldSources,
}

/// How many more there are.
pub(super) fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ko => format!("이 밖에 {count}건"),
        Lang::En => format!("and {count} more"),
    }
}

/// What an export holds.
pub(super) fn exported(lang: Lang) -> &'static str {
    say(
        lang,
        "이 서버의 기록을 CSV로 내보냈습니다. 누가 물었는지는 들어 있지 않습니다.",
        "The records of this server as CSV. Who asked is not in them.",
    )
}

// ---- import and expire -----------------------------------------------------------------------------------------------

/// The buttons below the preview of an import.
pub(super) fn import_button(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "자료에 더하기", "Add it"),
        false => say(lang, "버리기", "Drop it"),
    }
}

/// The document is in.
pub(super) fn imported(lang: Lang, title: &str) -> String {
    let title = escape(&cut(title, 200));
    match lang {
        Lang::Ko => format!("‘{title}’ 문서를 자료에 더하고 반영했습니다."),
        Lang::En => format!("“{title}” is in the knowledge and in use."),
    }
}

/// The attachment could not be fetched.
pub(super) fn not_fetched(lang: Lang) -> &'static str {
    say(
        lang,
        "첨부 파일을 가져오지 못했습니다. 다시 올려 주십시오.",
        "The attachment could not be fetched. Please attach it again.",
    )
}

/// The preview was dropped.
pub(super) fn import_dropped(lang: Lang) -> &'static str {
    say(
        lang,
        "버렸습니다. 자료는 바뀌지 않았습니다.",
        "Dropped. The knowledge is as it was.",
    )
}

/// A record is marked as out of date.
pub(super) fn expired(lang: Lang, name: &str) -> String {
    let name = escape(&cut(name, 200));
    match lang {
        Lang::Ko => format!(
            "{} 지난 내용으로 표시하고 반영했습니다. 이제 답변에 쓰이지 않습니다.",
            with(&format!("‘{name}’"), Josa::EulReul)
        ),
        Lang::En => format!("“{name}” is marked as out of date and is no longer used."),
    }
}

/// No record has that id.
pub(super) fn no_such_record(lang: Lang) -> &'static str {
    say(
        lang,
        "그런 기록이 없습니다. 목록에서 골라 주십시오.",
        "There is no such record. Please pick one from the list.",
    )
}

// ---- privacy ---------------------------------------------------------------------------------------------------------

/// What is kept of a member, and why.
pub(super) fn privacy(lang: Lang, kept: &Kept, retention_days: u32) -> String {
    if kept.is_empty() {
        return match lang {
            Lang::Ko => format!(
                "회원님에 대해 보관된 것이 없습니다.\n\n질문을 하시면 질문과 답변을 {retention_days}일 동안 보관하고 그 뒤에는 개수만 남깁니다. \
                 누가 물었는지는 되돌릴 수 없는 값으로 바꾸어 두며, 이름이나 계정은 보관하지 않습니다."
            ),
            Lang::En => format!(
                "Nothing is kept about you.\n\nWhen you ask, your question and its answer are kept for {retention_days} days, and only counts \
                 after that. Who asked is kept as a value that cannot be turned back; neither your name nor your account is."
            ),
        };
    }
    let mut lines = Vec::new();
    let mut line = |n: u64, ko: &str, en: &str| {
        if n > 0 {
            lines.push(match lang {
                Lang::Ko => format!("• {ko} {n}건"),
                Lang::En => format!("• {en}: {n}"),
            });
        }
    };
    line(kept.questions, "질문과 답변", "questions with their answers");
    line(kept.votes, "평가", "votes");
    line(kept.gaps, "담당자의 답을 기다리는 질문", "questions waiting for staff");
    line(
        kept.tells,
        "알림 요청 (이것에만 계정이 들어 있고, 알린 뒤 지웁니다)",
        "wishes to be told (only these hold your account, until you are told)",
    );
    line(kept.pending, "쓰다 만 글과 미리보기", "drafts and previews");
    let lines = lines.join("\n");
    match lang {
        Lang::Ko => format!(
            "회원님에 대해 다음을 보관하고 있습니다.\n{lines}\n\n질문은 {retention_days}일 뒤에 지워지고 개수만 남습니다. \
             누가 물었는지는 되돌릴 수 없는 값으로 바꾸어 두었습니다. 지금 모두 지우실 수 있습니다. \
             담당자 채널에 올라간 글과, 이미 자료가 된 문답은 이 단추로 지워지지 않습니다."
        ),
        Lang::En => format!(
            "This is kept about you:\n{lines}\n\nQuestions are deleted after {retention_days} days, and only counts stay. \
             Who asked is kept as a value that cannot be turned back. You can delete all of it now. \
             Posts in the staff channel and answers that have become part of the knowledge are not deleted by this."
        ),
    }
}

/// The heading of one's own questions.
pub(super) fn your_questions(lang: Lang) -> &'static str {
    say(lang, "최근 질문", "Your latest questions")
}

/// The buttons of that.
pub(super) fn forget(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "모두 지우기", "Delete all of it"),
        false => say(lang, "그대로 두기", "Leave it"),
    }
}

/// All of it is gone.
pub(super) fn forgotten(lang: Lang) -> &'static str {
    say(
        lang,
        "회원님에 대해 보관하던 것을 모두 지웠습니다.",
        "Everything kept about you has been deleted.",
    )
}

/// It stays.
pub(super) fn left(lang: Lang) -> &'static str {
    say(lang, "그대로 두었습니다.", "Left as it is.")
}
