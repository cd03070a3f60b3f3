//! The words about what a server has set.

use crate::knowledge::Lang;

use super::say;

/// A setting as it is now.
pub(crate) fn setting(lang: Lang, of: Setting, value: Option<&str>) -> String {
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
pub(crate) enum Setting {
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
pub(crate) fn not_everyone(lang: Lang) -> &'static str {
    say(
        lang,
        "모두에게 있는 역할은 담당자 역할로 쓸 수 없습니다. 담당자만 가진 역할을 골라 주십시오.",
        "A role that everybody has cannot be the staff role. Please pick one that only staff have.",
    )
}

/// The bot cannot write in the channel.
pub(crate) fn cannot_write(lang: Lang, channel: u64) -> String {
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
pub(crate) fn no_content(lang: Lang) -> &'static str {
    say(
        lang,
        "\n다만 지금은 봇에 메시지 내용 권한(MESSAGE CONTENT)이 꺼져 있어, 켜기 전까지는 부를 때만 답합니다.",
        "\nThe bot runs without the MESSAGE CONTENT intent right now, though: until that is on, it answers only when called.",
    )
}

/// The digest is posted; no staff channel.
pub(crate) fn no_staff_channel(lang: Lang) -> &'static str {
    say(
        lang,
        "담당자 채널이 정해져 있지 않습니다. 먼저 담당자 채널을 정해 주십시오.",
        "There is no staff channel yet. Please set one first.",
    )
}
