//! Every word the bot says of its own, Korean and English side by side. What it says of the knowledge comes from `data/`.

use crate::answer::Evidence;
use crate::knowledge::date::Precision;
use crate::knowledge::{Lang, PartialDate};

/// Picks the text of `lang`.
fn say<'a>(lang: Lang, ko: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
}

/// The foot of a card: as of when it is known, to the month.
pub fn as_of(lang: Lang, date: &PartialDate) -> String {
    let month = match date.precision() {
        Precision::Day | Precision::Month => {
            let last = date.last();
            PartialDate::parse(&format!("{:04}-{:02}", last.year(), last.month())).unwrap_or(*date)
        }
        _ => *date,
    };
    let said = month.with_bound(crate::knowledge::date::Bound::At).say(lang);
    match lang {
        Lang::Ko => format!("{said} 기준"),
        Lang::En => format!("As of {said}"),
    }
}

/// Who published a piece of evidence and when.
pub fn published(lang: Lang, evidence: &Evidence) -> String {
    match evidence.published {
        Some(date) => format!("{}, {}", evidence.publisher, date.say(lang)),
        None => evidence.publisher.clone(),
    }
}

/// The words of a link to a source.
pub fn read_source(lang: Lang) -> &'static str {
    say(lang, "원문 보기", "Read it")
}

/// The heading of the evidence in a card.
pub fn evidence(lang: Lang) -> &'static str {
    say(lang, "근거", "Source")
}

/// The button that shows all evidence.
pub fn evidence_button(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::Ko, 0 | 1) => "근거 보기".to_owned(),
        (Lang::Ko, n) => format!("근거 보기 ({n})"),
        (Lang::En, 0 | 1) => "Evidence".to_owned(),
        (Lang::En, n) => format!("Evidence ({n})"),
    }
}

/// The title of the card with all evidence.
pub fn all_evidence(lang: Lang) -> &'static str {
    say(lang, "이 답변의 근거", "What this answer rests on")
}

/// How many more pieces of evidence there are than could be shown.
pub fn more_evidence(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Ko => format!("이 밖에 {count}건의 근거가 더 있습니다."),
        Lang::En => format!("There are {count} more."),
    }
}

/// Where an answer has no evidence to show.
pub fn no_evidence(lang: Lang) -> &'static str {
    say(
        lang,
        "이 답변에는 따로 보여 드릴 근거가 없습니다.",
        "This answer rests on no source.",
    )
}

/// The placeholder of the select of related questions.
pub fn related(lang: Lang) -> &'static str {
    say(lang, "이런 질문도 해 보십시오", "You can also ask")
}

/// The placeholder where the bot asks which one is meant.
pub fn which_one(lang: Lang) -> &'static str {
    say(lang, "어느 것인지 골라 주십시오", "Pick the one you mean")
}

/// The button that takes a question to a person.
pub fn ask_staff(lang: Lang) -> &'static str {
    say(lang, "담당자에게 묻기", "Ask the staff")
}

/// The buttons that turn pages.
pub fn turn_page(lang: Lang, forward: bool) -> &'static str {
    match forward {
        false => say(lang, "이전", "Previous"),
        true => say(lang, "다음", "Next"),
    }
}

/// Which part of a list is shown.
pub fn part_of_list(lang: Lang, from: usize, to: usize, of: usize) -> String {
    match lang {
        Lang::Ko => format!("{of}개 중 {from}–{to}번째"),
        Lang::En => format!("{from}–{to} of {of}"),
    }
}

/// Thanks for a vote.
pub fn voted(lang: Lang, helped: bool, changed: bool) -> &'static str {
    match (helped, changed) {
        (true, false) => say(
            lang,
            "의견 고맙습니다. 도움이 되어 다행입니다.",
            "Thank you. Glad it helped.",
        ),
        (true, true) => say(
            lang,
            "의견을 ‘도움이 됨’으로 바꾸었습니다. 고맙습니다.",
            "Your vote now says that it helped. Thank you.",
        ),
        (false, false) => say(
            lang,
            "의견 고맙습니다. 더 나은 답이 필요하시면 담당자에게 물어보실 수 있습니다.",
            "Thank you. If you need a better answer, you can ask the staff.",
        ),
        (false, true) => say(
            lang,
            "의견을 ‘도움이 안 됨’으로 바꾸었습니다. 더 나은 답이 필요하시면 담당자에게 물어보실 수 있습니다.",
            "Your vote now says that it did not help. If you need a better answer, you can ask the staff.",
        ),
    }
}

/// A vote that had been given before.
pub fn voted_before(lang: Lang) -> &'static str {
    say(
        lang,
        "이미 같은 의견을 주셨습니다. 고맙습니다.",
        "You have already said so. Thank you.",
    )
}

/// The button's answer is no longer kept.
pub fn answer_gone(lang: Lang) -> &'static str {
    say(
        lang,
        "이 답변의 기록이 더는 남아 있지 않습니다. 같은 질문을 다시 해 주십시오.",
        "This answer is no longer kept. Please ask the question again.",
    )
}

/// A button that the bot did not make, or made too long ago to read.
pub fn button_unknown(lang: Lang) -> &'static str {
    say(
        lang,
        "지금은 쓸 수 없는 버튼입니다. 질문을 다시 해 주시면 새 버튼이 나옵니다.",
        "This button no longer works. Ask again and you will get new ones.",
    )
}

/// Somebody asks faster than the bot answers.
pub fn slow_down(lang: Lang, seconds: u64) -> String {
    match lang {
        Lang::Ko => format!("질문이 잇달아 들어와 잠시 쉬고 있습니다. {seconds}초 뒤에 다시 물어봐 주십시오."),
        Lang::En => format!("That was a lot of questions at once. Please ask again in {seconds} seconds."),
    }
}

/// Something failed on the bot's side.
pub fn trouble(lang: Lang, request: &str) -> String {
    match lang {
        Lang::Ko => format!(
            "답변을 준비하는 중에 문제가 생겼습니다. 잠시 뒤에 다시 시도해 주십시오. 계속되면 담당자에게 이 번호를 알려 주십시오: {request}"
        ),
        Lang::En => format!(
            "Something went wrong while preparing the answer. Please try again in a moment. If it goes on, give the staff this number: {request}"
        ),
    }
}

/// A command came in a shape the bot does not know.
pub fn command_changed(lang: Lang) -> &'static str {
    say(
        lang,
        "명령이 방금 바뀌었습니다. 디스코드를 새로 고침한 뒤 다시 시도해 주십시오.",
        "This command has just changed. Please reload Discord and try again.",
    )
}

/// A command that only works in a server.
pub fn server_only(lang: Lang) -> &'static str {
    say(
        lang,
        "이 명령은 서버 안에서만 쓸 수 있습니다.",
        "This command only works in a server.",
    )
}

/// No staff channel has been set, so that nobody can be asked.
pub fn no_staff_channel(lang: Lang) -> &'static str {
    say(
        lang,
        "이 서버에는 아직 담당자 채널이 정해져 있지 않아 질문을 전하지 못했습니다. 서버 관리자에게 직접 문의해 주십시오.",
        "No staff channel has been set up here, so the question could not be passed on. Please ask the server's administrators.",
    )
}

/// The context menu was used on a message without words.
pub fn nothing_to_answer(lang: Lang) -> &'static str {
    say(
        lang,
        "이 메시지에는 답할 수 있는 글이 없습니다. 질문이 적힌 메시지를 골라 주십시오.",
        "There is no text in this message to answer. Please pick a message with a question.",
    )
}

/// What it says of a question that has no words.
pub fn empty_question(lang: Lang) -> &'static str {
    say(lang, "질문을 적어 주십시오.", "Please write a question.")
}

/// The title over a question that is repeated.
pub fn question_title(question: &str) -> String {
    format!("Q. {question}")
}

/// An answer to somebody else's message.
pub fn message_title(lang: Lang) -> &'static str {
    say(lang, "고른 메시지에 대한 답변", "Answer to the message you picked")
}

/// The title of the help.
pub fn help_title(lang: Lang) -> &'static str {
    say(lang, "길잡이 사용법", "How to use giljabi")
}

/// How to ask. `content` says whether the bot can read messages that are not addressed to it.
pub fn help_ways(lang: Lang, content: bool) -> String {
    let mut text = say(
        lang,
        "• `/질문` 뒤에 궁금한 것을 적으십시오.\n\
         • 채널에서 저를 멘션하거나, 제 답변에 답장하거나, 다이렉트 메시지를 보내셔도 됩니다.\n\
         • 다른 분의 메시지를 길게 누르거나 오른쪽 단추로 눌러 ‘앱 → 이 메시지에 답하기’를 고르실 수 있습니다.",
        "• Type `/ask` and your question.\n\
         • Or mention me in a channel, reply to one of my answers, or send me a direct message.\n\
         • On somebody's message, choose ‘Apps → Answer this’.",
    )
    .to_owned();
    if content {
        text.push_str(say(
            lang,
            "\n• 질문 채널로 정해진 곳에서는 질문만 올리시면 답해 드립니다.",
            "\n• In a channel set up for questions, just write your question.",
        ));
    }
    text
}

/// The heading of [`help_ways`].
pub fn help_ways_heading(lang: Lang) -> &'static str {
    say(lang, "묻는 방법", "Ways to ask")
}

/// The heading of the commands.
pub fn help_commands_heading(lang: Lang) -> &'static str {
    say(lang, "바로 찾아보기", "Look things up")
}

/// The commands.
pub fn help_commands(lang: Lang) -> &'static str {
    say(
        lang,
        "`/입주기업` 기업 목록 · `/기업` 기업 하나 · `/협력기관` · `/지원사업` · `/자격 기준` · `/자격 확인` · `/출처`",
        "`/companies` · `/company` · `/partners` · `/programme` · `/eligibility criteria` · `/eligibility check` · `/sources`",
    )
}

/// The heading of what the bot promises.
pub fn help_promise_heading(lang: Lang) -> &'static str {
    say(lang, "답변의 근거", "What answers rest on")
}

/// What the bot promises.
pub fn help_promise(lang: Lang) -> &'static str {
    say(
        lang,
        "자료에 있는 것만 답하고, 답마다 근거가 된 문장과 발행처, 날짜를 함께 보여 드립니다. 자료에 없으면 없다고 말씀드리고 담당자에게 이어 드립니다.",
        "I say only what the sources say, and show the sentence, the publisher and the date. Where the sources do not say, I tell you so and take the question to the staff.",
    )
}

/// The list of companies that match has nothing in it because the filter names a place nobody knows.
pub fn unknown_place(lang: Lang, place: &str) -> String {
    match lang {
        Lang::Ko => format!("‘{place}’에 해당하는 장소가 자료에 없습니다. 목록에서 골라 주십시오."),
        Lang::En => format!("The sources know no place called “{place}”. Please pick one from the list."),
    }
}

/// A year the filter cannot mean.
pub fn unknown_year(lang: Lang) -> &'static str {
    say(
        lang,
        "연도는 네 자리로 적어 주십시오. 예: 2022",
        "Please write the year in four digits, such as 2022.",
    )
}

/// The buttons that vote. The thumb stands before the words.
pub fn vote_button(lang: Lang, helped: bool) -> &'static str {
    match helped {
        true => say(lang, "도움이 됨", "Helpful"),
        false => say(lang, "도움이 안 됨", "Not helpful"),
    }
}

/// The title of the eligibility check.
pub fn check_title(lang: Lang) -> &'static str {
    say(lang, "자격 사전 확인", "Eligibility check")
}

/// A step of the check.
pub fn check_step(lang: Lang, step: usize, of: usize) -> String {
    format!("{} ({step}/{of})", check_title(lang))
}

/// What the check promises before its first question.
pub fn check_promise(lang: Lang) -> &'static str {
    say(
        lang,
        "자료에 있는 기준을 하나씩 여쭙니다. 고르신 답은 저장하지 않으며, 이 화면은 본인에게만 보입니다.",
        "I ask about the criteria in the sources one by one. What you choose is not kept, and only you can see this.",
    )
}

/// Which programme the check is for.
pub fn check_which(lang: Lang) -> &'static str {
    say(
        lang,
        "어느 사업의 자격을 확인하시겠습니까?",
        "Which programme do you want to check?",
    )
}

/// There are no criteria to ask about.
pub fn check_nothing(lang: Lang) -> &'static str {
    say(
        lang,
        "자료에 하나씩 확인할 수 있는 자격 기준이 없습니다. `/자격 기준`으로 알려진 내용을 보실 수 있습니다.",
        "The sources hold no criteria that can be checked one by one. `/eligibility criteria` shows what is known.",
    )
}

/// The heading over a clause.
pub fn check_clause(lang: Lang) -> &'static str {
    say(lang, "이 기준의 근거", "The clause")
}

/// The button of whoever does not know.
pub fn check_skip(lang: Lang) -> &'static str {
    say(lang, "잘 모르겠습니다", "I am not sure")
}

/// The title of the result.
pub fn check_result(lang: Lang) -> &'static str {
    say(lang, "자격 사전 확인 결과", "Result of the eligibility check")
}

/// What the result comes to: the required criteria not met, those for the staff to say, and whether one is preferred.
pub fn check_summary(lang: Lang, missing: &[String], open: &[String], preferred: bool) -> String {
    let mut text = match (lang, missing.is_empty(), open.is_empty()) {
        (Lang::Ko, true, true) => "여쭌 필수 기준은 모두 충족하시는 것으로 보입니다.".to_owned(),
        (Lang::En, true, true) => "By your answers, all required criteria are met.".to_owned(),
        (Lang::Ko, true, false) => format!("담당자에게 확인하실 기준이 있습니다: {}", open.join(", ")),
        (Lang::En, true, false) => format!("Please ask the staff about: {}", open.join(", ")),
        (Lang::Ko, false, _) => format!(
            "고르신 답으로는 충족하지 않는 필수 기준이 있습니다: {}",
            missing.join(", ")
        ),
        (Lang::En, false, _) => format!(
            "By your answers, these required criteria are not met: {}",
            missing.join(", ")
        ),
    };
    if preferred {
        text.push_str(say(
            lang,
            "\n우대 기준에 해당하십니다.",
            "\nYou meet a criterion that gives preference.",
        ));
    }
    text
}

/// The foot of the result.
pub fn check_foot(lang: Lang) -> &'static str {
    say(
        lang,
        "공개된 자료에 따른 사전 확인이며, 최종 판단은 모집 기관이 합니다. 답은 저장하지 않았습니다.",
        "A check against public sources; the institution that runs the call decides. Your answers were not kept.",
    )
}

/// One criterion of the result.
pub fn check_outcome(
    lang: Lang,
    kind: crate::knowledge::CriterionKind,
    outcome: crate::knowledge::Outcome,
    name: &str,
) -> String {
    use crate::knowledge::{CriterionKind, Outcome};
    let (sign, word) = match (outcome, kind) {
        (_, CriterionKind::Informative) => ("ℹ️", say(lang, "안내", "for your information")),
        (Outcome::Met, CriterionKind::Preferred) => ("✅", say(lang, "우대 해당", "preferred")),
        (Outcome::NotMet, CriterionKind::Preferred) => ("➖", say(lang, "우대 해당 없음", "no preference")),
        (Outcome::Met, _) => ("✅", say(lang, "충족", "met")),
        (Outcome::NotMet, _) => ("❌", say(lang, "미충족", "not met")),
        (Outcome::AskStaff, _) => ("❓", say(lang, "담당자 확인 필요", "ask the staff")),
    };
    format!("{sign} {name} · {word}")
}

/// What was chosen.
pub fn check_chosen(lang: Lang, label: &str) -> String {
    match lang {
        Lang::Ko => format!("고르신 답: {label}"),
        Lang::En => format!("You chose: {label}"),
    }
}

/// The button that begins the check again.
pub fn check_again(lang: Lang) -> &'static str {
    say(lang, "처음부터 다시", "Start again")
}

/// The heading over the Korean name of a company whose English name is our own romanisation.
pub fn card_name(lang: Lang) -> &'static str {
    say(lang, "이름", "Korean name")
}

/// A Korean name beside an English one that no source has.
pub fn romanised(korean: &str) -> String {
    format!("{korean} (the English name is our romanisation)")
}

/// The heading over a stock code.
pub fn card_code(lang: Lang) -> &'static str {
    say(lang, "종목 코드", "Stock code")
}

/// The heading over the company that this one belongs to.
pub fn card_part_of(lang: Lang) -> &'static str {
    say(lang, "소속", "Part of")
}

/// The heading over what became of a company, in order.
pub fn card_history(lang: Lang) -> &'static str {
    say(lang, "기록", "Record")
}

/// The heading over an abbreviation.
pub fn card_abbreviation(lang: Lang) -> &'static str {
    say(lang, "약칭", "Abbreviation")
}

/// The heading over what an institution does in the programme.
pub fn card_role(lang: Lang) -> &'static str {
    say(lang, "역할", "Role")
}

/// The heading over what else it does.
pub fn card_does(lang: Lang) -> &'static str {
    say(lang, "하는 일", "What it does")
}

/// The heading over who spoke for it.
pub fn card_people(lang: Lang) -> &'static str {
    say(lang, "사람", "People")
}

/// What a company's presence was.
pub fn state(lang: Lang, state: crate::knowledge::State) -> &'static str {
    use crate::knowledge::State;
    match state {
        State::Present => say(lang, "입주해 있음", "present"),
        State::Entered => say(lang, "입주", "moved in"),
        State::Planned => say(lang, "입주 예정", "planned"),
        State::Considering => say(lang, "검토 중", "considering"),
        State::Selected => say(lang, "선정", "selected"),
        State::Extended => say(lang, "연장", "extended"),
        State::NotExtended => say(lang, "연장되지 않음", "not extended"),
    }
}
