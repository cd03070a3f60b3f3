//! Every word the bot says to staff, and to members about staff and privacy, Korean and English side by side. Those about
//! one subject are in a file of their own; here is what belongs to none: permission, time, documents and records.

mod form;
mod gaps;
mod overview;
mod privacy;
mod reindex;
mod settings;

pub(super) use form::*;
pub(super) use gaps::*;
pub(super) use overview::*;
pub(super) use privacy::*;
pub(super) use reindex::*;
pub(super) use settings::*;

use jiff::Timestamp;

use crate::knowledge::Lang;
use crate::korean::josa::{Josa, with};
use crate::records::day_of;

use super::super::limits::{cut, escape};

fn say<'a>(lang: Lang, ko: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
}

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
