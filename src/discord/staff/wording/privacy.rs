//! The words to a member about what is kept of them.

use crate::knowledge::Lang;
use crate::records::Kept;

use super::say;

/// What is kept of a member, and why.
pub(crate) fn privacy(lang: Lang, kept: &Kept, retention_days: u32) -> String {
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
pub(crate) fn your_questions(lang: Lang) -> &'static str {
    say(lang, "최근 질문", "Your latest questions")
}

/// The buttons of that.
pub(crate) fn forget(lang: Lang, yes: bool) -> &'static str {
    match yes {
        true => say(lang, "모두 지우기", "Delete all of it"),
        false => say(lang, "그대로 두기", "Leave it"),
    }
}

/// All of it is gone.
pub(crate) fn forgotten(lang: Lang) -> &'static str {
    say(
        lang,
        "회원님에 대해 보관하던 것을 모두 지웠습니다.",
        "Everything kept about you has been deleted.",
    )
}

/// It stays.
pub(crate) fn left(lang: Lang) -> &'static str {
    say(lang, "그대로 두었습니다.", "Left as it is.")
}
