//! Questions that bring a figure along: "30곳이 선정됐다던데 맞나요?", "연 1만 달러예요, 월 100만 원이에요?"
//!
//! What a member has heard is held against what a record gives. A figure is never confirmed: the record's own is said.

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};
use crate::korean;

use super::cues::Cue;
use super::engine::Engine;
use super::fit::{enough, fits, made, tells};
use super::kinds;
use super::numerals::{self, Figure, Measure};
use super::question::Question;
use super::reply::Reply;
use super::said;
use super::statements::{Fit, Made, Statement};
use super::units;
use super::wording;

/// What a record gives where the question brings a figure to be confirmed, or two to choose between.
pub(crate) fn set_right(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let first = question.figures.first()?;
    if question.strangers.iter().any(|s| s.like_a_name) || sets_a_condition(question) {
        return None;
    }
    let alike: Vec<&Figure> = question.figures.iter().filter(|f| f.measure == first.measure).collect();
    if let [_, _, ..] = alike.as_slice()
        && let Some(at) = engine.statements.all.iter().position(|s| {
            let told = figures_of(s, question);
            matches!(s.made, Made::Disagreement(_)) && alike.iter().all(|f| gives(&told, f))
        })
    {
        let mut reply = said::of(engine, engine.statements.all.get(at)?, question.lang, today);
        reply.statement = Some(at);
        return Some(reply);
    }
    let asks_which = alike.len() >= 2 && question.has_any(&[Cue::Which, Cue::What, Cue::Differ]);
    if question.wants.first() != Some(&AnswerKind::Whether) && !asks_which {
        return None;
    }
    let bare = without_figures(engine, question, first.measure)?;
    // "50 firms got in": of what, and when, has to be said for a record to be the one that is meant.
    let says_of_what = first.measure == Measure::Money
        || !bare.times.is_empty()
        || bare.groups.iter().any(|g| g.entity)
        || bare.plain_words().any(|g| tells(engine, g));
    if !says_of_what {
        return None;
    }
    let fits = fits(engine, &bare);
    let floor = fits.first().map_or(0.0, |f| f.score * 0.8);
    let told: Vec<(Fit, Vec<Figure>)> = fits
        .iter()
        .take(8)
        .filter(|f| f.score >= floor && (enough(engine, &bare, **f) || f.covered >= 0.75 && f.named >= 0.6))
        .filter_map(|f| {
            let statement = engine.statements.all.get(f.at)?;
            let folded = korean::fold(statement.text.get(question.lang));
            let figures = figures_of(statement, question);
            (matches!(
                statement.made,
                Made::Fact(_)
                    | Made::Support(..)
                    | Made::CallDates(..)
                    | Made::CallField(..)
                    | Made::Place(_)
                    | Made::Faq(_)
            ) && kinds::gives(first.measure.kind(), &folded, question.lang)
                && (first.measure == Measure::Day || figures.iter().any(|g| g.measure == first.measure)))
            .then_some((*f, figures))
        })
        .collect();
    // The record that has the very figure goes before those that only come near.
    let same = told.iter().find(|(_, figures)| gives(figures, first));
    let (fit, figures) = same.or_else(|| told.first())?;
    if matches!(made(engine, *fit), Some(Made::Unknown(_))) {
        return None;
    }
    let mut reply = said::statement(engine, question, *fit, today);
    if !alike.iter().any(|f| gives(figures, f)) {
        reply.text = format!(
            "{} {}",
            wording::another_figure(first.measure == Measure::Day, question.lang),
            reply.text
        );
    }
    Some(reply)
}

/// The day a record gives, where the question has a whole date to be confirmed: "협약은 2022년 1월 25일에 맺었죠?".
pub(crate) fn another_day(engine: &Engine, question: &Question, today: Date) -> Option<Reply> {
    let [time] = question.times.as_slice() else { return None };
    let a_day = time.date.first() == time.date.last() && !time.since && !time.before;
    if question.wants.first() != Some(&AnswerKind::Whether)
        || !a_day
        || question.strangers.iter().any(|s| s.like_a_name)
        || sets_a_condition(question)
    {
        return None;
    }
    let mut bare = question.clone();
    bare.times.clear();
    bare.figures.clear();
    bare.ordinals.clear();
    bare.wants = vec![AnswerKind::When];
    bare.counter = None;
    bare.groups.retain(|g| !HEARD.iter().any(|w| g.text.starts_with(w)));
    let fits = fits(engine, &bare);
    let day = |f: &&Fit| {
        engine.statements.all.get(f.at).is_some_and(|s| {
            matches!(s.made, Made::Fact(_) | Made::CallDates(..))
                && s.kinds.contains(&AnswerKind::When)
                && s.date.is_none_or(|d| d.first().year() == time.date.first().year())
        })
    };
    let fit = fits
        .iter()
        .take(6)
        .filter(day)
        .find(|f| enough(engine, &bare, **f) && f.covered >= 0.75 && f.named >= 0.6)?;
    let mut reply = said::statement(engine, question, *fit, today);
    let said = time.date.say(question.lang);
    let month_and_day = match question.lang {
        Lang::Ko => said
            .split_once("년 ")
            .map_or(said.as_str(), |(_, rest)| rest)
            .to_owned(),
        Lang::En => said.clone(),
    };
    if !reply.text.contains(&month_and_day) {
        reply.text = format!("{} {}", wording::another_figure(true, question.lang), reply.text);
    }
    Some(reply)
}

/// Whether the figure is a condition of what is asked, and nothing to be confirmed: "직원이 5명인데 신청할 수 있나요?".
fn sets_a_condition(question: &Question) -> bool {
    let text = question.text.to_lowercase();
    let may = [
        "수 있", "수있", "되나", "돼요", "돼?", "되죠", "될까", "가능", "해도", "써도", "can ", "could ", "may ",
        " if ", "eligible",
    ];
    // "… 로 적어도 될까요?" asks whether it is so.
    let noted = ["적어도 될", "적어도 되", "로 써도", "라고 써도", "로 알면", "로 기재"]
        .iter()
        .any(|w| text.contains(w));
    !noted && (question.own || question.has_any(&[Cue::Open, Cue::Criterion]) || may.iter().any(|w| text.contains(w)))
}

/// The figures a statement gives, in the language of the question.
fn figures_of(statement: &Statement, question: &Question) -> Vec<Figure> {
    let read = |text: &str| numerals::figures(&units::cut(&korean::fold(text)));
    let mut all = read(statement.text.get(question.lang));
    for item in &statement.items {
        all.extend(read(item.get(question.lang)));
    }
    all
}

fn gives(told: &[Figure], asked: &Figure) -> bool {
    told.iter()
        .any(|f| f.measure == asked.measure && f.value == asked.value)
}

/// The question without its figures and the words that only confirm, asking for what the figures give.
fn without_figures(engine: &Engine, question: &Question, measure: Measure) -> Option<Question> {
    let mut bare = question.clone();
    let inside = |at: usize| question.figures.iter().any(|f| f.start <= at && at < f.end);
    bare.groups.retain(|g| !inside(g.start));
    bare.groups.retain(|g| {
        !HEARD.iter().any(|w| g.text.starts_with(w))
            && (!g.terms.is_empty() || g.weight > 0.25 * engine.weight_of_unknown())
    });
    bare.figures.clear();
    bare.ordinals.clear();
    bare.wants = vec![measure.kind()];
    bare.counter = None;
    // "월 500만 원까지 나온다며": what is paid out is support.
    if bare.groups.iter().all(|g| g.text.chars().count() < 2)
        && measure == Measure::Money
        && let Some(support) = engine.terms.find("#Support")
    {
        bare.groups.push(super::question::Group {
            terms: vec![support],
            text: "지원금".to_owned(),
            weight: engine.weight(support),
            entity: false,
            common: false,
            cue: Some(Cue::Support),
            start: 0,
        });
    }
    (!bare.groups.is_empty()).then_some(bare)
}

/// Words of having heard something.
const HEARD: [&str; 14] = [
    "들었",
    "들은",
    "들어서",
    "알고",
    "아는데",
    "보았",
    "봤",
    "맞",
    "나온다",
    "나온대",
    "준다",
    "준대",
    "heard",
    "true",
];
