//! What a question asks for: whether it asks at all, and for which kinds of answer.

use crate::knowledge::AnswerKind;

use super::cues::Cue;
use super::question::Question;
use super::segment::Piece;

pub(crate) fn asks(question: &Question, folded: &str, pieces: &[Piece]) -> bool {
    use Cue::*;
    if question.has_any(&[
        Who, When, Where, Amount, Count, Duration, What, Which, How, Why, List, Contact, Define, Said, Ask, Self_,
    ]) {
        return true;
    }
    let end = folded.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | '!' | '~' | 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | '^' | ';')
    });
    if end.ends_with('?') {
        return true;
    }
    let endings = [
        "나요", "까요", "까", "니", "나", "가요", "지요", "죠", "는지", "은지", "인지", "야", "냐", "여", "줘", "세요",
        "나여", "예요", "에요", "어요", "아요", "해요",
    ];
    if endings.iter().any(|e| end.ends_with(e)) {
        return true;
    }
    let english = [
        "is ", "are ", "was ", "were ", "do ", "does ", "did ", "can ", "could ", "has ", "have ", "will ", "would ",
        "should ", "may ",
    ];
    if english.iter().any(|w| folded.starts_with(w)) {
        return true;
    }
    // A bare noun phrase is a question too: "입주 기업", "2024년 마감일", and so is a topic left open: "그럼 2023년은".
    let sentence = end.ends_with('다') || end.ends_with("음") && pieces.len() > 6;
    !sentence
}

/// What kinds of answer are wanted, the likeliest in front.
pub(crate) fn wants(question: &Question, folded: &str) -> Vec<AnswerKind> {
    use AnswerKind as K;
    use Cue as C;
    let mut wants: Vec<K> = Vec::new();
    let mut want = |kind: K| {
        if !wants.contains(&kind) {
            wants.push(kind);
        }
    };
    let list_of = question.has_any(&[C::Company, C::Partner, C::Things]);
    let mut question_word = false;
    for (cue, _) in &question.cues {
        let kind = match cue {
            C::Contact => Some(K::Contact),
            C::Amount => Some(K::Amount),
            C::Count => Some(K::Count),
            C::Duration => Some(K::Duration),
            C::When => Some(K::When),
            C::Where if list_of => Some(K::List),
            C::Where => Some(K::Where),
            C::Who => Some(K::Who),
            C::How => Some(K::How),
            C::Why => Some(K::Why),
            C::List => Some(K::List),
            C::Which if list_of => Some(K::List),
            C::Define | C::Said => Some(K::What),
            _ => None,
        };
        if let Some(kind) = kind {
            question_word = true;
            want(kind);
            if kind == K::Who && list_of && !question.has(C::Office) {
                want(K::List);
            }
        }
    }
    if question.has(C::Deadline) {
        want(K::When);
    }
    if question.has_any(&[C::What, C::Which]) {
        question_word = true;
        if list_of {
            want(K::List);
        }
        want(K::What);
    }
    if !question_word {
        let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
        let yes_no = [
            "나요", "까요", "까", "죠", "지요", "지", "니", "나", "가요", "는지", "인지", "냐", "나여", "어", "어요",
            "아요", "요", "가",
        ]
        .iter()
        .any(|e| end.ends_with(e));
        let english = [
            "is ", "are ", "was ", "were ", "do ", "does ", "did ", "can ", "could ", "has ", "have ", "will ",
            "would ", "should ", "may ",
        ];
        if (yes_no && !question.has(C::Ask)) || english.iter().any(|w| folded.starts_with(w)) {
            want(K::Whether);
        }
        if list_of && !wants_contains(&wants, K::Whether) {
            wants.push(K::List);
        }
    }
    wants
}

fn wants_contains(wants: &[AnswerKind], kind: AnswerKind) -> bool {
    wants.contains(&kind)
}
