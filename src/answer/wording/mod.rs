//! What is said to a member, in Korean and English side by side. Facts come in as arguments.

mod presence;

pub(crate) use presence::*;

use crate::knowledge::{Call, Lang, PartialDate, Person, Text};
use crate::korean::josa::{Josa, with};

use super::cues::Cue;

/// Who held an office, as of when.
pub(crate) fn in_office(partner: &Text, person: &Person) -> Text {
    let ko = format!(
        "{} 기준 {} {} {}입니다. 지금도 그런지는 자료에 없습니다.",
        person.as_of.say(Lang::Ko),
        partner.ko,
        with(&person.office.ko, Josa::EunNeun),
        person.name.ko
    );
    let en = format!(
        "As of {}, the {} of {} was {}. Whether that is still so is not in the sources.",
        person.as_of.say(Lang::En),
        person.office.get(Lang::En),
        the(partner.get(Lang::En)),
        person.name.get(Lang::En)
    );
    Text { ko, en: Some(en) }
}

/// That two names are of one company.
pub(crate) fn two_names_of_one(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("네, 두 이름은 모두 {} 가리킵니다.", with(name, Josa::EulReul)),
        Lang::En => format!("Yes, both names mean {name}."),
    }
}

/// "the" before an English name that takes it: one of several words that is no plain name.
fn the(name: &str) -> String {
    let takes = [
        "consulate",
        "association",
        "institute",
        "ministry",
        "centre",
        "center",
        "office",
        "agency",
        "university",
        "foundation",
        "council",
    ];
    let lower = name.to_lowercase();
    if !lower.starts_with("the ") && takes.iter().any(|w| lower.contains(w)) {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// When applications to a call were taken.
pub(crate) fn call_dates(call: &Call) -> Option<Text> {
    let (name_ko, name_en) = (&call.name.ko, call.name.get(Lang::En));
    let say = |date: &PartialDate, lang| date.say(lang);
    let (ko, en) = match (&call.from, &call.until) {
        (Some(from), Some(until)) => (
            format!(
                "{name_ko}의 신청 기간은 {}부터 {}까지입니다.",
                say(from, Lang::Ko),
                say(until, Lang::Ko)
            ),
            format!(
                "Applications to the {name_en} were taken from {} to {}.",
                say(from, Lang::En),
                say(until, Lang::En)
            ),
        ),
        (None, Some(until)) => (
            format!("{name_ko}의 신청 마감일은 {}입니다.", say(until, Lang::Ko)),
            format!("Applications to the {name_en} closed on {}.", say(until, Lang::En)),
        ),
        (Some(from), None) => (
            format!("{name_ko}의 신청은 {}부터입니다.", say(from, Lang::Ko)),
            format!("Applications to the {name_en} opened on {}.", say(from, Lang::En)),
        ),
        (None, None) => return None,
    };
    Some(Text { ko, en: Some(en) })
}

/// Joins names as a person lists them.
pub(crate) fn list(names: &[String], lang: Lang) -> String {
    match (lang, names) {
        (_, []) => String::new(),
        (_, [one]) => one.clone(),
        (Lang::Ko, many) => many.join(", "),
        (Lang::En, [head @ .., last]) => format!("{} and {last}", head.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What an abbreviation or another name stands for.
pub(crate) fn short_for(written: &str, name: &str, lang: Lang) -> String {
    let written = if written.is_ascii() {
        written.to_uppercase()
    } else {
        written.to_owned()
    };
    match lang {
        Lang::Ko => format!("{} {name}입니다.", with(&written, Josa::EunNeun)),
        Lang::En => format!("{written} is {}.", the(name)),
    }
}

/// A source by its publisher and day.
pub(crate) fn paper(publisher: &str, published: Option<PartialDate>, lang: Lang) -> String {
    match (published, lang) {
        (Some(day), Lang::Ko) => format!("{publisher} {} 기사", day.say(lang)),
        (None, Lang::Ko) => format!("{publisher} 기사"),
        (Some(day), Lang::En) => format!("{publisher}, {}", day.say(lang)),
        (None, Lang::En) => publisher.to_owned(),
    }
}

/// Which papers something stands in.
pub(crate) fn reported_by(papers: &[String], lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{}에 나옵니다.", papers.join(", ")),
        Lang::En => format!("Reported by {}.", papers.join("; ")),
    }
}

/// That the sources give another figure, or another day, than the one asked about.
pub(crate) fn another_figure(day: bool, lang: Lang) -> &'static str {
    match (lang, day) {
        (Lang::Ko, false) => "자료에 적힌 숫자는 질문과 다릅니다.",
        (Lang::Ko, true) => "자료에 적힌 날짜는 질문과 다릅니다.",
        (Lang::En, false) => "The sources give another figure.",
        (Lang::En, true) => "The sources give another date.",
    }
}

/// A text with the year it is of in front.
pub(crate) fn of_the_year(year: i16, text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{year}년: {text}"),
        Lang::En => format!("{year}: {text}"),
    }
}

/// That nothing is known of a name.
pub(crate) fn unknown_name(name: &str, as_of: Option<PartialDate>, lang: Lang) -> String {
    match lang {
        Lang::Ko => {
            let date = as_of.map(|d| format!("{} 기준, ", d.say(lang))).unwrap_or_default();
            format!("{date}모아 둔 자료에 ‘{name}’에 대한 기록은 없습니다.")
        }
        Lang::En => {
            let date = as_of.map(|d| format!("As of {}, ", d.say(lang))).unwrap_or_default();
            let text = format!("{date}the collected sources have no record of “{name}”.");
            capital(&text)
        }
    }
}

/// That the knowledge has no answer.
pub(crate) fn not_in_knowledge(as_of: Option<PartialDate>, lang: Lang) -> String {
    match lang {
        Lang::Ko => {
            let date = as_of.map(|d| format!("({} 기준)", d.say(lang))).unwrap_or_default();
            format!("모아 둔 자료{date}에는 그 답이 없습니다. 담당자에게 물어보시면 확인해 드립니다.")
        }
        Lang::En => {
            let date = as_of.map(|d| format!(" (as of {})", d.say(lang))).unwrap_or_default();
            format!("The collected sources{date} do not say. The staff can look into it for you.")
        }
    }
}

/// That a question is about something else.
pub(crate) fn off_topic(topic: Option<&str>, lang: Lang) -> String {
    match (lang, topic) {
        (Lang::Ko, Some(topic)) => format!(
            "죄송하지만 그 질문에는 답해 드릴 수 없습니다. {}에 관한 질문에 답합니다.",
            topic
        ),
        (Lang::Ko, None) => {
            "죄송하지만 그 질문에는 답해 드릴 수 없습니다. 모아 둔 자료에 관한 질문에 답합니다.".to_owned()
        }
        (Lang::En, Some(topic)) => format!(
            "Sorry, I cannot help with that. I answer questions about {}.",
            the(topic)
        ),
        (Lang::En, None) => {
            "Sorry, I cannot help with that. I answer questions about the collected documents.".to_owned()
        }
    }
}

/// A greeting, thanks, a farewell, or who the bot is.
pub(crate) fn smalltalk(cue: Cue, topic: Option<&str>, lang: Lang) -> String {
    let about_ko = topic.map_or_else(|| "모아 둔 자료".to_owned(), str::to_owned);
    let about_en = topic.map_or_else(|| "the collected documents".to_owned(), the);
    match (cue, lang) {
        (Cue::Thanks, Lang::Ko) => "도움이 되었다니 다행입니다. 더 궁금한 점이 있으면 물어보세요.".to_owned(),
        (Cue::Thanks, Lang::En) => "You are welcome. Ask again whenever you like.".to_owned(),
        (Cue::Bye, Lang::Ko) => "안녕히 가세요. 궁금한 점이 생기면 다시 물어보세요.".to_owned(),
        (Cue::Bye, Lang::En) => "Goodbye. Ask again whenever you like.".to_owned(),
        (Cue::Self_, Lang::Ko) => {
            format!("저는 {about_ko}에 관한 질문에 출처와 함께 답하는 길잡이입니다. 이렇게 물어보시면 됩니다.")
        }
        (Cue::Self_, Lang::En) => format!(
            "I am giljabi. I answer questions about {about_en}, with the source each answer rests on. You can ask like this."
        ),
        (_, Lang::Ko) => format!("안녕하세요. {about_ko}에 관해 물어보시면 출처와 함께 답해 드립니다."),
        (_, Lang::En) => format!("Hello. Ask me about {about_en}, and I answer with the source."),
    }
}

/// That a text asks nothing.
pub(crate) fn not_a_question(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "무엇을 알고 싶으신지 질문으로 적어 주시면 답해 드립니다.",
        Lang::En => "Please write what you would like to know as a question.",
    }
}

/// That a text is too long to read.
pub(crate) fn too_long(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "질문이 너무 깁니다. 한두 문장으로 줄여서 다시 물어봐 주세요.",
        Lang::En => "The question is too long. Please ask again in a sentence or two.",
    }
}

/// A question back: which of these names is meant.
pub(crate) fn which(names: &[String], lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("어느 쪽을 말씀하시나요? {}", names.join(", ")),
        Lang::En => format!("Which one do you mean: {}?", names.join(", ")),
    }
}

/// That a call is over, and that no later one is known.
pub(crate) fn call_over(latest: bool, lang: Lang) -> &'static str {
    match (lang, latest) {
        (Lang::Ko, true) => "이미 마감되었으며, 그 뒤의 모집은 확인되지 않습니다.",
        (Lang::Ko, false) => "이미 마감되었습니다.",
        (Lang::En, true) => "It is over, and no later call is known.",
        (Lang::En, false) => "It is over.",
    }
}

/// That what was said belongs to a call that is over.
pub(crate) fn of_a_call_over(call: &Call, latest: bool, lang: Lang) -> String {
    let until = call.until.map(|u| u.say(lang)).unwrap_or_default();
    match (lang, latest) {
        (Lang::Ko, true) => format!(
            "{} {until}에 마감되었으며, 그 뒤의 모집은 확인되지 않습니다.",
            with(&call.name.ko, Josa::EunNeun)
        ),
        (Lang::Ko, false) => format!("{} {until}에 마감되었습니다.", with(&call.name.ko, Josa::EunNeun)),
        (Lang::En, true) => format!("The {} closed on {until}; no later call is known.", call.name.get(lang)),
        (Lang::En, false) => format!("The {} closed on {until}.", call.name.get(lang)),
    }
}

/// That no call is known in a time, and which was the last.
pub(crate) fn no_call_in(time: &PartialDate, last: &Call, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!(
            "{}의 모집은 자료에 없습니다. {}",
            time.say(lang),
            of_a_call_over(last, true, lang)
        ),
        Lang::En => format!(
            "No call of {} is in the sources. {}",
            time.say(lang),
            of_a_call_over(last, true, lang)
        ),
    }
}

/// That an answer held only until a day that has passed.
pub(crate) fn valid_until(until: &PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!(
            "이 답은 {}까지 유효한 것으로 적혀 있어, 지금은 다를 수 있습니다.",
            until.say(lang)
        ),
        Lang::En => format!("This was marked as valid until {} and may differ now.", until.say(lang)),
    }
}

/// A company's stock code.
pub(crate) fn stock_code(name: &str, code: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{name}의 종목코드는 {code}입니다."),
        Lang::En => format!("The stock code of {name} is {code}."),
    }
}

/// That a company's stock code is not known.
pub(crate) fn no_stock_code(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{name}의 종목코드는 모아 둔 자료에 없습니다."),
        Lang::En => format!("The collected sources do not give a stock code of {name}."),
    }
}

/// A company's English name.
pub(crate) fn english_name(ko: &str, en: &str, romanised: bool) -> String {
    let note = if romanised {
        " 출처에 나온 이름이 아니라 로마자로 옮겨 적은 것입니다."
    } else {
        ""
    };
    format!("{ko}의 영문 이름은 {en}입니다.{note}")
}

fn all_of(names: &[Text], lang: Lang) -> String {
    list(&names.iter().map(|n| n.get(lang).to_owned()).collect::<Vec<_>>(), lang)
}

/// The partners, as a list.
pub(crate) fn partners(names: &[Text]) -> Text {
    let ko = format!(
        "함께하는 기관은 {} 등 {}곳입니다.",
        all_of(names, Lang::Ko),
        names.len()
    )
    .replace(" 등 1곳", "");
    let en = format!("The partners are {}.", all_of(names, Lang::En));
    Text { ko, en: Some(en) }
}

/// A programme's parts, as a list.
pub(crate) fn parts(programme: &Text, names: &[Text]) -> Text {
    let ko = format!(
        "{} {} 등 {}가지로 이루어져 있습니다.",
        with(&programme.ko, Josa::EunNeun),
        all_of(names, Lang::Ko),
        names.len()
    );
    let en = format!(
        "{} consists of {}.",
        capital(&the(programme.get(Lang::En))),
        all_of(names, Lang::En)
    );
    Text { ko, en: Some(en) }
}

/// A programme's support, as a list.
pub(crate) fn supports(programme: &Text, names: &[Text]) -> Text {
    let ko = format!(
        "{} 지원하는 것은 {}입니다.",
        with(&programme.ko, Josa::IGa),
        all_of(names, Lang::Ko)
    );
    let en = format!(
        "{} offers {}.",
        capital(&the(programme.get(Lang::En))),
        all_of(names, Lang::En)
    );
    Text { ko, en: Some(en) }
}

/// A programme's calls, oldest first.
pub(crate) fn calls(calls: &[Call]) -> Text {
    let line = |lang: Lang| {
        let lines: Vec<String> = calls
            .iter()
            .filter_map(|c| {
                let until = c.until?.say(lang);
                let name = c.name.get(lang);
                Some(if lang == Lang::Ko {
                    format!("{name}({until} 마감)")
                } else {
                    format!("{name} (closed {until})")
                })
            })
            .collect();
        list(&lines, lang)
    };
    Text {
        ko: format!("확인된 모집은 {}입니다.", line(Lang::Ko)),
        en: Some(format!("The calls known are {}.", line(Lang::En))),
    }
}

/// How many sources there are.
pub(crate) fn sources(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("답의 근거가 되는 자료는 {count}건입니다."),
        Lang::En => format!("Answers rest on {count} sources."),
    }
}
