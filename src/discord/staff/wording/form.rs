//! The words of the form in which staff write an answer, and of what becomes of it.

use crate::knowledge::Lang;
use crate::korean::josa::{Josa, with};

use super::super::super::limits::{cut, escape};
use super::say;

/// The title of the form.
pub(crate) fn form_title(lang: Lang) -> &'static str {
    say(lang, "답변 작성", "Write an answer")
}

/// A field of the form: its label, its placeholder.
pub(crate) fn field(lang: Lang, field: Field) -> (&'static str, &'static str) {
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
pub(crate) enum Field {
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
pub(crate) fn form_problem(lang: Lang, problem: &FormProblem) -> String {
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
pub(crate) enum FormProblem {
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
pub(crate) fn write_again(lang: Lang) -> &'static str {
    say(lang, "다시 쓰기", "Write again")
}

/// The answer is in.
pub(crate) fn answer_taken(lang: Lang, told: usize, waiting: usize) -> String {
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
pub(crate) fn members_see(lang: Lang) -> &'static str {
    say(lang, "이제 회원에게 보이는 답변", "What members are answered now")
}

/// The question is not answered by what was written.
pub(crate) fn still_not_answered(lang: Lang) -> &'static str {
    say(
        lang,
        "다만 이 질문에는 아직 다른 답이 나옵니다. 질문과 답변의 낱말이 같은지 확인해 주십시오.",
        "This question is still answered otherwise, though. Please check that the question and the answer use the same words.",
    )
}
