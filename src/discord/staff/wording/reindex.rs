//! The words about taking up the data: how far it is, what changed, what has to be mended, going back.

use crate::desk::changes::{Changes, Named};
use crate::knowledge::{Lang, Problems, Severity};
use crate::korean::josa::{Josa, with};

use super::super::super::limits::{cut, escape};
use super::say;

/// A step of taking up the data.
pub(crate) fn step(lang: Lang, step: crate::desk::reindex::Step) -> &'static str {
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
pub(crate) fn busy(lang: Lang, who: &str) -> String {
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
pub(crate) fn broken(lang: Lang, problems: &Problems) -> String {
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
pub(crate) fn problems(lang: Lang, problems: &Problems, room: usize) -> String {
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
pub(crate) fn reindex_failed(lang: Lang) -> &'static str {
    say(
        lang,
        "자료를 반영하지 못했습니다. 바뀐 것은 없고 지금까지의 자료로 계속 답합니다. 운영자에게 알려 주십시오.",
        "The data could not be taken up. Nothing was changed and answers go on. Please tell the operator.",
    )
}

/// The new data is in use.
pub(crate) fn published(lang: Lang) -> &'static str {
    say(
        lang,
        "새 자료로 답하고 있습니다.",
        "Answers now come from the new data.",
    )
}

/// Something got worse: nothing is published without a yes.
pub(crate) fn worse(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ko => format!("확인 질문 {count}건의 답이 나빠져 아직 반영하지 않았습니다. 그래도 반영할까요?"),
        Lang::En => {
            format!("{count} golden question(s) got worse, so this is not in use yet. Take it up all the same?")
        }
    }
}

/// The golden questions could not be read.
pub(crate) fn golden_broken(lang: Lang, why: &str) -> String {
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
pub(crate) fn confirm(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "그래도 반영", "Take it up"),
        false => say(lang, "취소", "Cancel"),
    }
}

/// What was waiting has been dropped.
pub(crate) fn dropped(lang: Lang) -> &'static str {
    say(
        lang,
        "취소했습니다. 지금까지의 자료로 계속 답합니다.",
        "Cancelled. Answers go on from what was there.",
    )
}

/// What changed, in a heading and lines for each kind of change.
pub(crate) fn changes(lang: Lang, changes: &Changes) -> Vec<(String, String)> {
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
pub(crate) fn nothing_changed(lang: Lang) -> &'static str {
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
pub(crate) fn golden(lang: Lang, worse: bool, count: usize) -> String {
    match (lang, worse) {
        (Lang::Ko, true) => format!("나빠진 확인 질문 {count}"),
        (Lang::En, true) => format!("Golden questions that got worse: {count}"),
        (Lang::Ko, false) => format!("나아진 확인 질문 {count}"),
        (Lang::En, false) => format!("Golden questions that got better: {count}"),
    }
}

/// How many golden questions there were.
pub(crate) fn golden_asked(lang: Lang, asked: usize, right: usize) -> String {
    match (lang, asked) {
        (Lang::Ko, 0) => "확인 질문이 없습니다 (golden.toml)".into(),
        (Lang::En, 0) => "There are no golden questions (golden.toml)".into(),
        (Lang::Ko, _) => format!("확인 질문 {asked}건 중 {right}건이 맞음"),
        (Lang::En, _) => format!("{right} of {asked} golden questions right"),
    }
}

/// How many golden questions would be right with a document that has not been added yet.
pub(crate) fn golden_would(lang: Lang, asked: usize, right: usize) -> String {
    match (lang, asked) {
        (_, 0) => golden_asked(lang, asked, right),
        (Lang::Ko, _) => format!("더하면 확인 질문 {asked}건 중 {right}건이 맞음"),
        (Lang::En, _) => format!("With it, {right} of {asked} golden questions would be right"),
    }
}

/// The golden questions could not be tried with a document.
pub(crate) fn golden_not_tried(lang: Lang) -> &'static str {
    say(
        lang,
        "확인 질문은 해 보지 못했습니다. 자료 파일에 고칠 곳이 있는지 ‘자료반영’으로 살펴 주십시오.",
        "The golden questions could not be tried. Please run the reindex to see whether the data files have problems.",
    )
}

/// Which generation is in use.
pub(crate) fn generation(lang: Lang, generation: &str) -> String {
    match lang {
        Lang::Ko => format!("색인 {generation}"),
        Lang::En => format!("Index {generation}"),
    }
}

/// Pick a generation to go back to.
pub(crate) fn pick_generation(lang: Lang) -> &'static str {
    say(lang, "되돌릴 시점을 고르십시오", "Pick what to go back to")
}

/// Which generation answers now.
pub(crate) fn in_use(lang: Lang, generation: &str) -> String {
    match lang {
        Lang::Ko => format!(
            "지금은 색인 {}에서 답하고 있습니다. 되돌려도 자료 파일은 그대로입니다.",
            generation
        ),
        Lang::En => format!("Answers come from index {generation} now. Going back leaves the data files as they are."),
    }
}

/// How much a generation holds.
pub(crate) fn generation_size(lang: Lang, documents: usize, records: usize) -> String {
    match lang {
        Lang::Ko => format!("문서 {documents}건, 기록 {records}건"),
        Lang::En => format!("{documents} documents, {records} records"),
    }
}

/// There is nothing to go back to.
pub(crate) fn no_generation(lang: Lang) -> &'static str {
    say(
        lang,
        "되돌릴 수 있는 이전 색인이 없습니다.",
        "There is no earlier index to go back to.",
    )
}

/// Gone back.
pub(crate) fn rolled_back(lang: Lang, generation: &str) -> String {
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
pub(crate) fn watch_broken(lang: Lang) -> &'static str {
    say(
        lang,
        "자료 파일이 바뀌었지만 고칠 곳이 있어 반영하지 않았습니다. 지금까지의 자료로 계속 답합니다.",
        "The data files have changed, but have problems and were not taken up. Answers go on from what was there.",
    )
}

/// Edits would make golden questions worse, as told to the staff channel.
pub(crate) fn watch_worse(lang: Lang, count: usize) -> String {
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
pub(crate) fn watch_published(lang: Lang) -> &'static str {
    say(
        lang,
        "바뀐 자료 파일을 반영했습니다.",
        "The changed data files are in use.",
    )
}
