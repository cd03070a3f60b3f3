//! What a sentence has to have before it is said, whatever else speaks for it: a name for who, a place for where, and the
//! thing itself that is counted.

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::kind_words::TITLES;
use super::kinds;
use super::needle::{Hay, needle};
use super::question::Question;
use super::units::is_hangul;

/// Why a sentence cannot be what is asked for; none where nothing speaks against it.
pub(super) fn against(engine: &Engine, question: &Question, sentence: &str, lang: Lang, body: &Hay) -> Option<String> {
    let first = question.wants.first();
    if first == Some(&AnswerKind::Who) {
        if lang == Lang::En && !names_somebody(question, sentence) {
            return Some("it names nobody".to_owned());
        }
        if lang == Lang::Ko && question.has(Cue::Office) && question.has(Cue::Who) && !names_the_holder(sentence) {
            return Some("it names nobody who holds the office".to_owned());
        }
    }
    if first == Some(&AnswerKind::Where)
        && question.has(Cue::Which)
        && lang == Lang::Ko
        && !places_it(engine, question, sentence)
    {
        return Some("it gives no place but the one asked about".to_owned());
    }
    if matches!(first, Some(AnswerKind::Count | AnswerKind::Amount)) && question.lang == lang {
        let asking = question
            .cues
            .iter()
            .find(|(c, _)| matches!(c, Cue::Count | Cue::Amount))
            .map(|(_, at)| *at)?;
        let spans = |g: &super::question::Group| SPANS.iter().any(|w| g.text.starts_with(w));
        let counted = question.groups.iter().rfind(|g| g.start < asking && !spans(g))?;
        let nowhere = counted.terms.is_empty()
            && !counted.entity
            && counted.cue.is_none()
            && counted.text.chars().count() >= 2
            // "쳐서", "다니면": no nouns.
            && !counted.text.ends_with(['서', '면', '고', '게', '니', '때', '려', '은', '는', '을', '를', '던', '해', '로', '에'])
            && !counted.text.chars().all(char::is_numeric)
            && question
                .strangers
                .iter()
                .any(|s| s.text.contains(&counted.text) || counted.text.contains(&s.text));
        if nowhere && body.has(&needle(engine, counted)) < 0.5 {
            return Some(format!("no document has the “{}” that is counted", counted.text));
        }
    }
    None
}

/// Spans that something is counted by: "하루에 얼마".
const SPANS: [&str; 12] = [
    "일년",
    "하루",
    "한달",
    "매달",
    "매년",
    "매월",
    "매주",
    "일주일",
    "한번",
    "1년",
    "1인",
    "한사람",
];

/// Whether an English sentence has a name that the question has not: a capital that no sentence begins with.
fn names_somebody(question: &Question, sentence: &str) -> bool {
    const NO_NAMES: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "i",
        "eur",
        "usd",
        "pm",
        "am",
    ];
    let asked = question.text.to_lowercase();
    let mut begins = true;
    sentence.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let began = std::mem::replace(&mut begins, word.ends_with(['.', '!', '?', ':']));
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        let lower = bare.to_lowercase();
        let lower = lower.strip_suffix("'s").unwrap_or(&lower);
        capital && !began && !NO_NAMES.contains(&lower) && !asked.contains(lower)
    }) || begins_with_a_name(sentence, &asked)
}

/// "Nils Overbeek gives the keynote": two capitals in a row in front.
fn begins_with_a_name(sentence: &str, asked: &str) -> bool {
    let mut words = sentence
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let capital = |w: Option<&str>| {
        w.is_some_and(|w| w.chars().next().is_some_and(char::is_uppercase) && !asked.contains(&w.to_lowercase()))
    };
    capital(words.next()) && capital(words.next())
}

/// Whether a Korean sentence has a name beside an office: "홍길동 센터장은", "센터장에 홍길동", "센터장: 홍길동".
fn names_the_holder(sentence: &str) -> bool {
    let words: Vec<&str> = sentence
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '·' | ',' | ':' | '=' | '"' | '\''))
        .filter(|w| !w.is_empty())
        .collect();
    let name = |w: Option<&&str>| {
        w.is_some_and(|w| {
            let letters = w.chars().take_while(|c| is_hangul(*c)).count();
            (2..=6).contains(&letters) && !w.chars().any(|c| c.is_ascii_digit())
        })
    };
    let bare = |w: &str| w.ends_with(['의', '은', '는', '을', '를', '에', '로', '와', '과', '고', '며', '인']);
    words.iter().enumerate().any(|(at, word)| {
        let Some(title) = TITLES.iter().filter(|t| word.contains(**t)).max_by_key(|t| t.len()) else {
            return false;
        };
        let behind = word.split_once(title).map(|(_, rest)| rest).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|b| words.get(b));
        // "홍길동 센터장은", "센터장 홍길동".
        let in_front = name(before) && before.is_some_and(|w| !bare(w));
        let after = (behind.is_empty() || matches!(behind, "에" | "으로" | "에는" | "은" | "는"))
            && name(words.get(at + 1))
            && words.get(at + 1).is_some_and(|w| {
                !TITLES.iter().any(|t| w.contains(t))
                    && (2..=4).contains(&w.chars().take_while(|c| is_hangul(*c)).count())
            })
            && (behind.is_empty() || words.len() <= at + 2 || !bare(words.get(at + 1).copied().unwrap_or_default()));
        in_front || after
    })
}

/// Whether a sentence gives a place that is not in the words of the question.
fn places_it(engine: &Engine, question: &Question, sentence: &str) -> bool {
    let mut rest = korean::fold(sentence);
    for group in &question.groups {
        for form in needle(engine, group).forms {
            rest = rest.replace(form.as_str(), " ");
        }
    }
    rest.chars().any(|c| c.is_ascii_digit()) || kinds::gives(AnswerKind::Where, &rest, Lang::Ko)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_holds_an_office_is_named_beside_it() {
        assert!(names_the_holder("한가람 센터장은 새 장비를 들이겠다고 말했다."));
        assert!(names_the_holder("센터장: 한가람"));
        assert!(names_the_holder("새 센터장에 한가람 교수가 임명되었다."));
        assert!(!names_the_holder("② 센터장은 센터의 업무를 총괄하고 매년 보고한다."));
    }
}
