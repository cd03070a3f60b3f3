//! What is said of companies in places, in Korean and English side by side.

use crate::knowledge::date::{Bound, Precision};
use crate::knowledge::{Lang, PartialDate, Presence, State, Text};
use crate::korean::josa::{Josa, with};

use super::{capital, list, the};

/// One presence as an answer: the list's name, the names, and whether they are all.
pub(crate) fn list_line(presence: &Presence, names: &[String], lang: Lang) -> String {
    let title = presence.name.get(lang);
    let total = presence.total.as_ref().map(|t| t.get(lang));
    match lang {
        Lang::Ko => match (names.is_empty(), total, presence.complete) {
            (true, Some(total), _) => format!(
                "{} {total}곳이며, 이름은 출처에 나오지 않습니다.",
                with(title, Josa::EunNeun)
            ),
            (true, None, _) => format!("{} 이름이 출처에 나오지 않습니다.", with(title, Josa::EunNeun)),
            (false, Some(total), false) => format!(
                "{} 모두 {total}곳이며, 그 가운데 이름이 확인된 {}곳은 {}입니다.",
                with(title, Josa::EunNeun),
                names.len(),
                list(names, lang)
            ),
            (false, None, false) => {
                format!(
                    "{} {} 등입니다. 출처의 명단은 일부만 확인됩니다.",
                    with(title, Josa::EunNeun),
                    list(names, lang)
                )
            }
            (false, Some(total), true) if *total != *names.len().to_string() => {
                format!(
                    "{} {}입니다(출처 기준 {total}곳).",
                    with(title, Josa::EunNeun),
                    list(names, lang)
                )
            }
            (false, _, true) => format!(
                "{} {} 등 {}곳입니다.",
                with(title, Josa::EunNeun),
                list(names, lang),
                names.len()
            )
            .replace(" 등 1곳입니다.", "입니다."),
        },
        Lang::En => {
            let title = capital(title);
            match (names.is_empty(), total, presence.complete) {
                (true, Some(total), _) => format!("{title}: {total}. The source does not name them."),
                (true, None, _) => format!("{title}: the source does not name them."),
                (false, Some(total), false) => {
                    format!(
                        "{title}: {total} in all; the {} whose names are known are {}.",
                        names.len(),
                        list(names, lang)
                    )
                }
                (false, None, false) => format!(
                    "{title}: {}, among others; the list is known only in part.",
                    list(names, lang)
                ),
                (false, Some(total), true) if *total != *names.len().to_string() => {
                    format!("{title}: {} ({total} by the source's count).", list(names, lang))
                }
                (false, _, true) => format!("{title}: {} ({}).", list(names, lang), names.len()),
            }
        }
    }
}

/// One presence as a line under others.
pub(crate) fn short_line(presence: &Presence, names: &[String], lang: Lang) -> String {
    let title = presence.name.get(lang);
    let total = presence.total.as_ref().map(|t| t.get(lang));
    let most = 8;
    let shown = list(&names.iter().take(most).cloned().collect::<Vec<_>>(), Lang::Ko);
    match lang {
        Lang::Ko => {
            let count = match (total, presence.complete) {
                (Some(total), false) => format!("{total}곳 가운데 이름이 확인된 {}곳", names.len()),
                (Some(total), true) => format!("{total}곳"),
                (None, false) => format!("{}곳 등", names.len()),
                (None, true) => format!("{}곳", names.len()),
            };
            let more = if names.len() > most { " …" } else { "" };
            if names.is_empty() {
                format!("{title}: {count}")
            } else {
                format!("{title}({count}): {shown}{more}")
            }
        }
        Lang::En => {
            let count = match (total, presence.complete) {
                (Some(total), false) => format!("{} of {total} known by name", names.len()),
                (Some(total), true) => total.to_owned(),
                (None, false) => format!("{} and others", names.len()),
                (None, true) => names.len().to_string(),
            };
            let more = if names.len() > most { " …" } else { "" };
            if names.is_empty() {
                format!("{title}: {count}")
            } else {
                format!("{title} ({count}): {shown}{more}")
            }
        }
    }
}

/// The head of a list drawn from several records.
pub(crate) fn several(distinct: usize, newest: bool, lang: Lang) -> String {
    match (lang, newest, distinct) {
        (Lang::Ko, true, _) => {
            format!("확인된 가장 최근 기록으로는 {distinct}곳이며, 그 뒤의 현황은 확인되지 않습니다.")
        }
        (Lang::Ko, false, 0) => "이름이 확인된 곳은 없습니다.".to_owned(),
        (Lang::Ko, false, _) => format!("출처에서 이름이 확인된 곳은 모두 {distinct}곳입니다."),
        (Lang::En, true, _) => format!("By the newest records known there were {distinct}; nothing later is known."),
        (Lang::En, false, 0) => "No names are known.".to_owned(),
        (Lang::En, false, _) => format!("{distinct} are known by name."),
    }
}

/// What states are asked for, as a verb phrase about companies.
pub(crate) fn states_wanted(states: &[State], lang: Lang) -> &'static str {
    match (states, lang) {
        ([State::Extended], Lang::Ko) => "연장된",
        ([State::Extended], Lang::En) => "extended",
        ([State::NotExtended], Lang::Ko) => "연장되지 않은",
        ([State::NotExtended], Lang::En) => "not extended",
        ([State::Considering], Lang::Ko) => "입주를 검토한",
        ([State::Considering], Lang::En) => "considering to move in",
        ([State::Planned], Lang::Ko) => "입주할 예정인",
        ([State::Planned], Lang::En) => "about to move in",
        ([State::Selected], Lang::Ko) => "선정된",
        ([State::Selected], Lang::En) => "selected",
        (_, Lang::Ko) => "입주한",
        (_, Lang::En) => "moved in",
    }
}

/// That no company is recorded so.
pub(crate) fn no_such_list(
    time: Option<&PartialDate>,
    place: Option<&str>,
    help: Option<&str>,
    what: &str,
    lang: Lang,
) -> String {
    match lang {
        Lang::Ko => {
            let mut text = String::new();
            if let Some(time) = time {
                text.push_str(&format!("{}에 ", time.say(lang)));
            }
            if let Some(help) = help {
                text.push_str(&format!("{help}의 지원으로 "));
            }
            if let Some(place) = place {
                text.push_str(&format!("{place}에 "));
            }
            format!("{text}{what} 기업은 모아 둔 자료에 없습니다.")
        }
        Lang::En => {
            let mut text = format!("The collected sources have no company {what}");
            if let Some(place) = place {
                text.push_str(&format!(" at {place}"));
            }
            if let Some(help) = help {
                text.push_str(&format!(" with the help of {help}"));
            }
            if let Some(time) = time {
                text.push_str(&format!(" in {}", time.say(lang)));
            }
            text.push('.');
            text
        }
    }
}

/// What the newest record of companies is.
pub(crate) fn last_known(name: &Text, date: &PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("가장 최근 기록은 {}의 ‘{}’입니다.", date.say(lang), name.ko),
        Lang::En => format!("The newest record is “{}” of {}.", name.get(lang), date.say(lang)),
    }
}

/// How a relative time is read by today's date.
pub(crate) fn relative_read(date: &PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("오늘 날짜로 읽으면 {}입니다.", date.say(lang)),
        Lang::En => format!("Read by today's date, that is {}.", date.say(lang)),
    }
}

/// That no record is of a time, in front of what is told of another.
pub(crate) fn nothing_of_that_year(date: &PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!(
            "{}의 그런 기록은 자료에 없습니다. 다른 때의 기록은 다음과 같습니다.",
            date.say(lang)
        ),
        Lang::En => format!(
            "There is no such record of {}; the sources tell of another time.",
            date.say(lang)
        ),
    }
}

/// How a relative time reads by the day its source was published.
pub(crate) fn read_by_source(published: &PartialDate, date: &PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!(
            "자료가 나온 {} 기준으로 읽으면 {}입니다.",
            published.say(lang),
            date.say(lang)
        ),
        Lang::En => format!(
            "Read by the source's date, {}, it is {}.",
            published.say(lang),
            date.say(lang)
        ),
    }
}

/// That nothing is recorded of a company being so.
pub(crate) fn no_record(name: &str, time: Option<&PartialDate>, place: Option<&str>, what: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => {
            let time = time.map(|t| format!("{}에 ", t.say(lang))).unwrap_or_default();
            let place = place.map(|p| format!("{p}에 ")).unwrap_or_default();
            let told = match what {
                "연장된" => "연장되었다는",
                "연장되지 않은" => "연장되지 않았다는",
                "입주를 검토한" => "입주를 검토했다는",
                "입주할 예정인" => "입주할 예정이라는",
                "선정된" => "선정되었다는",
                _ => "입주했다는",
            };
            format!("{} {time}{place}{told} 기록은 자료에 없습니다.", with(name, Josa::IGa))
        }
        Lang::En => {
            let time = time.map(|t| format!(" in {}", t.say(lang))).unwrap_or_default();
            let place = place.map(|p| format!(" at {p}")).unwrap_or_default();
            format!(
                "There is no record of {name} being {}{place}{time}.",
                if what == "moved in" { "a tenant" } else { what }
            )
        }
    }
}

/// That nothing later is known.
pub(crate) fn nothing_later(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "그 뒤의 현황은 자료에 없습니다.",
        Lang::En => "Nothing later is in the sources.",
    }
}

/// What follows when something else is known.
pub(crate) fn but_known(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "다만 다음 기록이 있습니다.",
        Lang::En => "What is recorded:",
    }
}

/// Yes.
pub(crate) fn yes(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "네,",
        Lang::En => "Yes:",
    }
}

/// No.
pub(crate) fn no(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "아니요,",
        Lang::En => "No:",
    }
}

/// What [`presence`] says.
pub(crate) struct Presented<'a> {
    pub(crate) name: &'a str,
    /// Whether the name is said.
    pub(crate) first: bool,
    pub(crate) place: &'a str,
    /// What coming to the place is called.
    pub(crate) verb: Option<&'a Text>,
    pub(crate) state: State,
    pub(crate) date: PartialDate,
    pub(crate) from: Option<PartialDate>,
    pub(crate) help: &'a [&'a str],
    /// When the source said so.
    pub(crate) seen: Option<PartialDate>,
    pub(crate) lang: Lang,
}

/// What one presence says of one company.
pub(crate) fn presence(p: &Presented<'_>) -> String {
    match p.lang {
        Lang::Ko => presence_ko(p),
        Lang::En => presence_en(p),
    }
}

fn presence_ko(p: &Presented<'_>) -> String {
    let verb = p.verb.map_or("입주", |v| v.ko.as_str());
    let subject = if p.first {
        format!("{} ", with(p.name, Josa::EunNeun))
    } else {
        "또 ".to_owned()
    };
    let time = match p.date.bound() {
        Bound::At => format!("{}에", p.date.say(Lang::Ko)),
        _ => p.date.say(Lang::Ko),
    };
    let names: Vec<String> = p.help.iter().map(|h| (*h).to_owned()).collect();
    let help = if names.is_empty() {
        String::new()
    } else {
        format!("{}의 지원으로 ", list(&names, Lang::Ko))
    };
    let seen = p.seen.map(|s| format!("{} 기준 ", s.say(Lang::Ko))).unwrap_or_default();
    let place = p.place;
    let from = p
        .from
        .map(|f| format!("({}부터 입주)", f.say(Lang::Ko)))
        .unwrap_or_default();
    match p.state {
        State::Present => {
            format!(
                "{subject}{} 기준 {place}에 {verb}해 있었습니다.",
                p.date.with_bound(Bound::At).say(Lang::Ko)
            )
        }
        State::Entered => format!("{subject}{time} {help}{place}에 {verb}했습니다."),
        State::Planned if p.seen == Some(p.date) => format!("{subject}{seen}{place}에 {verb}할 예정이었습니다."),
        State::Planned => format!("{subject}{seen}{time} {place}에 {verb}할 예정이었습니다."),
        State::Considering => format!(
            "{subject}{seen}{place} {} 검토하고 있었습니다.",
            with(verb, Josa::EulReul)
        ),
        State::Selected => format!("{subject}{time} {place} {verb} 기업으로 선정되었습니다{from}."),
        State::Extended => format!("{subject}{time} {place} {} 연장되었습니다.", with(verb, Josa::IGa)),
        State::NotExtended => format!("{subject}{time} {place} {} 연장되지 않았습니다.", with(verb, Josa::IGa)),
    }
}

fn presence_en(p: &Presented<'_>) -> String {
    let verb = p.verb.and_then(|v| v.en.as_deref()).unwrap_or("moved into");
    let subject = if p.first { p.name.to_owned() } else { "It".to_owned() };
    let time = match (p.date.bound(), p.date.precision()) {
        (Bound::At, Precision::Day) => format!("on {}", p.date.say(Lang::En)),
        (Bound::At, _) => format!("in {}", p.date.say(Lang::En)),
        _ => p.date.say(Lang::En),
    };
    let names: Vec<String> = p.help.iter().map(|h| the(h)).collect();
    let help = if names.is_empty() {
        String::new()
    } else {
        format!(" with the help of {}", list(&names, Lang::En))
    };
    let seen = p
        .seen
        .map(|s| format!(" as of {}", s.say(Lang::En)))
        .unwrap_or_default();
    let place = the(p.place);
    let from = p
        .from
        .map(|f| format!(" (from {})", f.say(Lang::En)))
        .unwrap_or_default();
    match p.state {
        State::Present => format!(
            "{subject} was in {place} as of {}.",
            p.date.with_bound(Bound::At).say(Lang::En)
        ),
        State::Entered => format!("{subject} {verb} {place} {time}{help}."),
        State::Planned if p.seen == Some(p.date) => format!("{subject} was{seen} about to move into {place}."),
        State::Planned => format!("{subject} was{seen} about to move into {place} {time}."),
        State::Considering => format!("{subject} was{seen} considering to move into {place}."),
        State::Selected => format!("{subject} was selected for {place} {time}{from}."),
        State::Extended => format!("{} stay in {place} was extended {time}.", owner(&subject)),
        State::NotExtended => format!("{} stay in {place} was not extended {time}.", owner(&subject)),
    }
}

/// A list without those that were left out by name.
pub(crate) fn besides(out: &[String], names: &[String], lang: Lang) -> String {
    match lang {
        Lang::Ko => format!(
            "이름이 확인된 곳은 {} 빼면 {}입니다.",
            with(&list(out, lang), Josa::EulReul),
            list(names, lang)
        ),
        Lang::En => format!("Known by name besides {}: {}.", list(out, lang), list(names, lang)),
    }
}

/// Those named in both of two lists.
pub(crate) fn in_both(names: &[String], lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("두 기록에 모두 이름이 있는 곳은 {}입니다.", list(names, lang)),
        Lang::En => format!("Named in both records: {}.", list(names, lang)),
    }
}

/// The records of a time, as a title.
pub(crate) fn records_of(date: &PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Ko => date.say(lang),
        Lang::En => format!("those of {}", date.say(lang)),
    }
}

/// Who stands in every one of several records, whose titles are told where all are known.
pub(crate) fn in_each(titles: &[String], names: &[String], lang: Lang) -> String {
    let count = names.len();
    let all = list(names, lang);
    match (titles.is_empty(), lang) {
        (false, Lang::Ko) => {
            let titles: Vec<String> = titles.iter().map(|t| format!("‘{t}’")).collect();
            format!(
                "{} 기록에 모두 이름이 있는 곳은 {count}곳이며, {all}입니다.",
                titles.join("·")
            )
        }
        (false, Lang::En) => format!("Named among {}: {all} ({count}).", titles.join(" and among ")),
        (true, Lang::Ko) => format!("그 기록들에 모두 이름이 있는 곳은 {count}곳이며, {all}입니다."),
        (true, Lang::En) => format!("Named in all of those records: {all} ({count})."),
    }
}

/// What the numbers of several records come to.
pub(crate) fn added_up(sum: usize, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("출처에 적힌 수를 더하면 {sum}곳입니다."),
        Lang::En => format!("The numbers that the sources give come to {sum}."),
    }
}

/// Whose something is, in English.
fn owner(subject: &str) -> String {
    match subject {
        "It" => "Its".to_owned(),
        "They" => "Their".to_owned(),
        name => format!("{name}'s"),
    }
}
