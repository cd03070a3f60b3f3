//! The preview of an import in words, Korean and English side by side.

use super::compare::{Duplicate, Likeness};
use super::proposal::Proposal;
use crate::knowledge::Lang;

/// At most so many points stand under one heading: a preview is read at a glance, and a message has its limit.
const MOST: usize = 12;

/// What would be written, as plain text.
pub(super) fn preview(proposal: &Proposal, lang: Lang) -> String {
    let ko = lang == Lang::Ko;
    let mut lines: Vec<String> = Vec::new();
    let mut line = |name: (&str, &str), value: Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{}: {value}", if ko { name.0 } else { name.1 }));
        }
    };
    line(("제목", "Title"), Some(proposal.title.clone()));
    line(("부제목", "Subtitle"), proposal.subtitle.clone());
    line(("발행처", "Publisher"), proposal.publisher.clone());
    line(("글쓴이", "Author"), proposal.author.clone());
    line(("발행일", "Published"), proposal.published.map(|p| p.say(lang)));
    line(("주소", "Address"), proposal.url.clone());
    let length = match (ko, proposal.tables) {
        (true, 0) => format!("{}자", proposal.characters),
        (true, n) => format!("{}자, 표 {n}개", proposal.characters),
        (false, 0) => format!("{} characters", proposal.characters),
        (false, 1) => format!("{} characters, 1 table", proposal.characters),
        (false, n) => format!("{} characters, {n} tables", proposal.characters),
    };
    line(("분량", "Length"), Some(length));
    line(("종류", "Kind"), Some(proposal.kind.say(lang).to_owned()));
    line(("파일", "File"), Some(proposal.file.clone()));
    let mut section = |name: (&str, &str), mut items: Vec<String>| {
        let rest = items.len().saturating_sub(MOST);
        if rest > 0 {
            items.truncate(MOST);
            items.push(if ko {
                format!("외 {rest}건")
            } else {
                format!("and {rest} more")
            });
        }
        if !items.is_empty() {
            lines.push(String::new());
            lines.push(if ko { name.0.to_owned() } else { name.1.to_owned() });
            lines.extend(items.into_iter().map(|item| format!("  {item}")));
        }
    };
    section(
        ("첫머리", "It begins"),
        proposal.first_lines.iter().map(|l| short(l, 120)).collect(),
    );
    section(
        ("때를 나타내는 말", "Words of time"),
        proposal
            .dates
            .iter()
            .map(|d| match d.date {
                Some(date) => format!("{} → {}", d.words, date.say(lang)),
                None => format!("{} → ?", d.words),
            })
            .collect(),
    );
    section(
        ("뺀 것", "Taken out"),
        proposal
            .removed
            .iter()
            .map(|r| format!("[{}] {}", r.why.say(lang), short(&r.text, 60)))
            .collect(),
    );
    let title = |d: &Duplicate| match (d.why, ko) {
        (Likeness::SameFile, true) => format!("{}: 같은 파일입니다. ({})", d.title, d.file),
        (Likeness::SameFile, false) => format!("{}: the same file ({})", d.title, d.file),
        (Likeness::SameAddress, true) => format!("{}: 주소가 같습니다. ({})", d.title, d.file),
        (Likeness::SameAddress, false) => format!("{}: the same address ({})", d.title, d.file),
        (Likeness::NearlySame(share), true) => format!("{}: 글의 {share}%가 같습니다. ({})", d.title, d.file),
        (Likeness::NearlySame(share), false) => format!("{}: {share}% of the text is the same ({})", d.title, d.file),
    };
    section(
        ("이미 있는 비슷한 문서", "Like what is there"),
        proposal.duplicates.iter().map(title).collect(),
    );
    section(
        ("기록과 다른 말", "Says something else than the records"),
        proposal
            .contradictions
            .iter()
            .map(|c| match ko {
                true => format!(
                    "{}: 기록은 {}, 이 문서는 “{}”",
                    c.name.get(lang),
                    c.known,
                    short(&c.says, 100)
                ),
                false => format!(
                    "{}: recorded as {}, this says “{}”",
                    c.name.get(lang),
                    c.known,
                    short(&c.says, 100)
                ),
            })
            .collect(),
    );
    if let Some(table) = &proposal.companies {
        let columns = table.columns.iter().map(|column| match column.field {
            Some(field) => format!("{} → {}", column.header, field.say(lang)),
            None if ko => format!("{} → (문서에만 둡니다)", column.header),
            None => format!("{} → (stays in the document)", column.header),
        });
        section(("기업 표의 열", "Columns of the table of companies"), columns.collect());
        let new = table.companies.iter().map(|c| {
            let more = [c.english.clone(), c.code.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ");
            if more.is_empty() {
                c.name.clone()
            } else {
                format!("{} ({more})", c.name)
            }
        });
        section(("새로 기록할 기업", "Companies to record"), new.collect());
        section(("이미 기록된 기업", "Companies recorded already"), table.known.clone());
    }
    section(
        ("답이 달라지는 질문", "Questions answered otherwise"),
        proposal
            .questions
            .iter()
            .map(|q| format!("{}: {} → {}", q.question, short(&q.before, 60), short(&q.after, 60)))
            .collect(),
    );
    section(
        ("확인할 것", "To check"),
        proposal.warnings.iter().map(|w| w.get(lang).to_owned()).collect(),
    );
    lines.join("\n")
}

fn short(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    let cut: String = line.chars().take(limit).collect();
    format!("{}…", cut.trim_end())
}
