//! The words about questions that want an answer, and to the members who wait for one.

use crate::knowledge::Lang;
use crate::records::Why;

use super::super::super::limits::{cut, escape};
use super::say;

/// The title of the gaps.
pub(crate) fn gaps_title(lang: Lang, open: u64) -> String {
    match lang {
        Lang::Ko => format!("답을 기다리는 질문 {open}건"),
        Lang::En => format!("Questions that want an answer: {open}"),
    }
}

/// There are none.
pub(crate) fn no_gaps(lang: Lang) -> &'static str {
    say(
        lang,
        "답을 기다리는 질문이 없습니다.",
        "No question is waiting for an answer.",
    )
}

/// Why a question stands there.
pub(crate) fn why(lang: Lang, why: Why) -> &'static str {
    match why {
        Why::Unanswered => say(lang, "답 없음", "no answer"),
        Why::Disliked => say(lang, "답이 도움이 안 됨", "answer did not help"),
        Why::AskedStaff => say(lang, "담당자에게 질문", "asked for staff"),
    }
}

/// How often and by how many a gap was asked.
pub(crate) fn asked(lang: Lang, times: u64, people: u64, waiting: u64) -> String {
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
pub(crate) fn also_asked(lang: Lang) -> &'static str {
    say(lang, "같은 질문", "Also asked as")
}

/// The button that opens the form.
pub(crate) fn write_answer(lang: Lang) -> &'static str {
    say(lang, "답변 작성", "Write an answer")
}

/// The button that says the knowledge has it.
pub(crate) fn known(lang: Lang) -> &'static str {
    say(lang, "이미 있음", "Already there")
}

/// The button that ignores.
pub(crate) fn ignore(lang: Lang) -> &'static str {
    say(lang, "무시", "Ignore")
}

/// The buttons that turn the page.
pub(crate) fn turn(lang: Lang, forward: bool) -> &'static str {
    match forward {
        true => say(lang, "다음", "Next"),
        false => say(lang, "이전", "Back"),
    }
}

/// The title of a question that a member took to the staff.
pub(crate) fn question_arrived(lang: Lang) -> &'static str {
    say(lang, "담당자에게 온 질문", "A question for staff")
}

/// What the bot had said to it.
pub(crate) fn bot_said(lang: Lang) -> &'static str {
    say(lang, "길잡이의 답변", "What the bot had answered")
}

/// What has become of a question in the staff channel.
pub(crate) fn handled(lang: Lang, how: Handled, staff: u64) -> String {
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
pub(crate) enum Handled {
    /// Somebody wrote the answer.
    Answered,
    /// The knowledge had it.
    Known,
    /// It is not to be answered.
    Ignored,
}

/// What a member is told whose question went to the staff.
pub(crate) fn question_sent(lang: Lang) -> &'static str {
    say(
        lang,
        "질문을 담당자에게 전했습니다. 답변이 등록되면 여기에서 알려 드릴까요?",
        "Your question has been passed on to the staff. Shall I tell you here when it is answered?",
    )
}

/// The same where the staff have been asked it before.
pub(crate) fn question_sent_before(lang: Lang) -> &'static str {
    say(
        lang,
        "이미 담당자에게 전달된 질문입니다. 답변이 등록되면 여기에서 알려 드릴까요?",
        "The staff have this question already. Shall I tell you here when it is answered?",
    )
}

/// A question could not be passed on.
pub(crate) fn question_not_sent(lang: Lang) -> &'static str {
    say(
        lang,
        "지금은 담당자에게 전하지 못했습니다. 잠시 후 다시 눌러 주십시오.",
        "Your question could not be passed on right now. Please press the button again shortly.",
    )
}

/// The buttons of that.
pub(crate) fn tell_me(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "알려 주십시오", "Yes, tell me"),
        false => say(lang, "괜찮습니다", "No, thanks"),
    }
}

/// The member will be told.
pub(crate) fn will_tell(lang: Lang) -> &'static str {
    say(
        lang,
        "답변이 등록되면 이 채널에서 알려 드리겠습니다. 그때까지 누구에게 알릴지만 보관하고, 알린 뒤에는 지웁니다.",
        "I will tell you in this channel when it is answered. Until then I keep whom to tell, and delete that afterwards.",
    )
}

/// The member will not be told.
pub(crate) fn will_not_tell(lang: Lang) -> &'static str {
    say(
        lang,
        "알겠습니다. 따로 알리지 않겠습니다. 질문은 담당자에게 전달되었습니다.",
        "All right, I will not tell you. The staff have your question.",
    )
}

/// The line over an answer that somebody waited for. `member` is mentioned.
pub(crate) fn answered_now(lang: Lang, member: u64, question: &str) -> String {
    let question = escape(&cut(question, 300));
    match lang {
        Lang::Ko => format!("<@{member}> 님, 기다리시던 질문 ‘{question}’에 담당자가 답했습니다."),
        Lang::En => format!("<@{member}>, the staff have answered your question “{question}”."),
    }
}
