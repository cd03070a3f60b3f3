//! Lists narrowed further: without a company that is named, of several times, and of those that are in two lists.

use super::clauses;
use super::companies;
use super::company_filter::{self, Span};
use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::model::Kind;
use super::question::Question;
use super::reply::Reply;
use super::wording;

/// The most quotes that are shown with a list.
const QUOTES: usize = 6;

/// The list that a question asks for, where it leaves a company out or names several times.
pub(crate) fn narrowed(engine: &Engine, question: &Question) -> Option<Reply> {
    let out = left_out(engine, question);
    let mut bare = without(engine, question, &out);
    // "센터 말고 그 도시에": a place that is not meant.
    let names: Vec<String> = bare.mentions.iter().map(|m| m.text.to_lowercase()).collect();
    let text = question.text.to_lowercase();
    let not_there = |name: &String| {
        [" 말고", "말고", " 아니고", " 아니라"]
            .iter()
            .any(|w| text.contains(&format!("{name}{w}")))
    };
    let places = bare.named(engine, Role::Place).len();
    if places >= 2 && names.iter().any(not_there) {
        let place = |m: &super::question::Mention| {
            m.candidates
                .iter()
                .any(|ix| engine.entities.get(*ix).is_some_and(|e| e.role == Role::Place))
        };
        let gone: Vec<usize> = bare
            .mentions
            .iter()
            .filter(|m| place(m) && not_there(&m.text.to_lowercase()))
            .map(|m| m.start)
            .collect();
        bare.mentions.retain(|m| !gone.contains(&m.start));
        bare.groups.retain(|g| !(g.entity && gone.contains(&g.start)));
        bare.cues.retain(|(cue, _)| *cue != Cue::Negated);
    }
    let elsewhere = bare.mentions.len() < names.len();
    if bare.times.len() >= 2 {
        bare.groups.retain(|g| !clauses::adds_up(&g.text));
    }
    // "2022년에 들어온다고 2022년 1월에 보도된": of a year and a month of it, the month is meant.
    if let [one, other] = bare.times.as_slice()
        && one.date.year() == other.date.year()
        && one.date != other.date
    {
        let days = |t: &super::time::Time| (t.date.first(), t.date.last());
        let ((from, to), (other_from, other_to)) = (days(one), days(other));
        if from <= other_from && other_to <= to {
            bare.times.remove(0);
        } else if other_from <= from && to <= other_to {
            bare.times.remove(1);
        }
    }
    let several = bare.times.len() >= 2 && company_filter::span(&bare) == Span::Then;
    // "2024 picks except …": who is left out tells that companies are asked for.
    let listed = companies::is_a_list(engine, &bare) || !out.is_empty() && bare.has_any(MOVES);
    let clear = companies::left_over(engine, &bare) <= 0.34;
    // "which 2022 picks stayed on": what asks for some of those whom two things are said of.
    let some = bare.named(engine, Role::Company).is_empty()
        && bare.has_any(MOVES)
        && bare.has_any(&[Cue::Which, Cue::Who, Cue::List, Cue::Count, Cue::Company, Cue::Things])
        && !bare.has_any(&[Cue::Call, Cue::Support, Cue::How, Cue::Why, Cue::Amount, Cue::When]);
    let both = if clear && (listed || some) {
        clauses::added_up(engine, &bare)
            .or_else(|| clauses::in_all_of_them(engine, &bare))
            .or_else(|| clauses::new_and_extended(engine, &bare))
    } else {
        None
    };
    if out.is_empty() && !several && !elsewhere && both.is_none() || !(listed || both.is_some()) || !clear {
        return None;
    }
    let mut reply = if let Some(both) = both {
        if both.kind == Kind::NoAnswer || both.items.is_empty() {
            return Some(both);
        }
        both
    } else if several {
        of_several_times(engine, &bare)?
    } else {
        companies::list(engine, &bare)
    };
    if reply.kind == Kind::NoAnswer {
        return None;
    }
    if !out.is_empty() {
        let names: Vec<String> = out
            .iter()
            .map(|ix| engine.entities.name(*ix, question.lang).to_owned())
            .collect();
        reply.items.retain(|item| !names.contains(item));
        if reply.items.is_empty() {
            return None;
        }
        reply.text = wording::besides(&names, &reply.items, question.lang);
        reply.kind = Kind::List;
    }
    Some(reply)
}

/// The companies a question leaves out: "유한양행 말고", "besides Yuhan".
pub(crate) fn left_out(engine: &Engine, question: &Question) -> Vec<EntityIx> {
    let compact = |text: &str| -> String { text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect() };
    let text = compact(&question.text);
    let mut out = Vec::new();
    // From behind: "동아랑 중외 빼면" leaves both out.
    let mut behind_left: Option<String> = None;
    for mention in question.mentions.iter().rev() {
        let name = compact(&mention.text);
        // An institution may stand in a list of companies: "재단 빼고 기업만".
        let company = |ix: &&EntityIx| {
            let role = engine.entities.get(**ix).map(|e| e.role);
            role == Some(Role::Company) || role == Some(Role::Partner) && !question.has(Cue::Help)
        };
        let Some((before, behind)) = text
            .split_once(&name)
            .filter(|_| mention.candidates.iter().any(|ix| company(&ix)))
        else {
            continue;
        };
        let behind = [
            "이랑", "랑", "하고", "과", "와", ",", "·", "은", "는", "을", "를", "도", "and",
        ]
        .iter()
        .find_map(|particle| behind.strip_prefix(particle))
        .unwrap_or(behind);
        let left = ["말고", "말구", "제외", "빼고", "빼면", "빼", "이외", "외에"]
            .iter()
            .any(|w| behind.starts_with(w))
            || [
                "besides",
                "otherthan",
                "except",
                "exceptfor",
                "apartfrom",
                "excluding",
                "asidefrom",
            ]
            .iter()
            .any(|w| before.ends_with(w))
            || behind_left.as_ref().is_some_and(|next| behind.starts_with(next));
        if left {
            out.extend(mention.candidates.iter().filter(company));
            behind_left = Some(name);
        } else {
            behind_left = None;
        }
    }
    out
}

/// A question without the companies it leaves out.
fn without(engine: &Engine, question: &Question, out: &[EntityIx]) -> Question {
    let mut bare = question.clone();
    if out.is_empty() {
        return bare;
    }
    bare.mentions
        .retain(|m| !m.candidates.iter().any(|ix| out.contains(ix)));
    let terms: Vec<_> = out
        .iter()
        .filter_map(|ix| engine.terms.find(&super::terms::entity_text(*ix)))
        .collect();
    bare.groups
        .retain(|g| !(g.entity && g.terms.iter().any(|t| terms.contains(t))));
    // "누가 남나요" says again that somebody is left out.
    bare.groups
        .retain(|g| !(g.terms.is_empty() && g.text.starts_with('남')));
    bare.cues
        .retain(|(cue, _)| !matches!(cue, Cue::Negated | Cue::FollowUp | Cue::Contact));
    bare
}

/// Lists of several times: together, or, asked for those "among" the first, what is in both.
fn of_several_times(engine: &Engine, question: &Question) -> Option<Reply> {
    let among = ["중에", "가운데", "among", "of those", "of them"]
        .iter()
        .any(|w| question.text.to_lowercase().contains(w));
    let mut replies = Vec::new();
    for (at, time) in question.times.iter().take(3).enumerate() {
        let mut part = question.clone();
        part.times = vec![*time];
        if among {
            // What the first were is said in front; where the others were, behind.
            part.cues.retain(|(cue, _)| match cue {
                Cue::Enter | Cue::Stay | Cue::Now | Cue::Extended | Cue::Negated => at > 0,
                Cue::Selected | Cue::New | Cue::First | Cue::Latest => at == 0,
                _ => true,
            });
        }
        let reply = companies::list(engine, &part);
        if reply.kind == Kind::NoAnswer {
            return None;
        }
        replies.push(reply);
    }
    let mut all = replies.into_iter();
    let mut whole = all.next()?;
    for reply in all {
        if among {
            whole.items.retain(|item| reply.items.contains(item));
            for evidence in reply.evidence {
                if whole.evidence.len() < QUOTES && !whole.evidence.contains(&evidence) {
                    whole.evidence.push(evidence);
                }
            }
        } else {
            whole.take_in(reply, QUOTES);
        }
    }
    if among {
        if whole.items.is_empty() {
            return None;
        }
        whole.text = wording::in_both(&whole.items, question.lang);
    }
    whole.kind = Kind::List;
    Some(whole)
}
