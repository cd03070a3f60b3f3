//! What a conversation remembers, and completing a question that leans on the one before.

use super::companies;
use super::cues::{Cue, MOVES};
use super::engine::Engine;
use super::entities::{EntityIx, Role};
use super::kinds;
use super::model::Kind;
use super::needle::{Hay, needle};
use super::question::{Group, Mention, Question};
use super::reply::Reply;
use super::said;
use super::statements::Made;
use super::time::{Relative, Time};
use super::wording;
use crate::knowledge::{AnswerKind, PartialDate};
use jiff::civil::Date;

/// What one conversation remembers: the last question that was answered, and whom and what the answer was about.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    pub(crate) last: Option<Question>,
    pub(crate) about: Vec<EntityIx>,
    /// Those that the last list named.
    listed: Vec<String>,
    /// The words that name what the last answer's document is about, where no record does.
    subject: Vec<Group>,
    /// What was told last.
    told: Option<Reply>,
}

impl Conversation {
    /// Remembers a question that was answered.
    pub(crate) fn remember(&mut self, engine: &Engine, question: Question, reply: &Reply) {
        let named = reply.evidence.first().map(|e| Hay::of(&e.title));
        if let (true, Some(title)) = (question.mentions.is_empty(), named) {
            let names =
                |g: &&Group| g.cue.is_none() && g.text.chars().count() >= 2 && title.has(&needle(engine, g)) >= 0.8;
            let subject: Vec<Group> = question.groups.iter().filter(names).cloned().collect();
            if !subject.is_empty() {
                self.subject = subject;
            }
        } else if !question.mentions.is_empty() {
            self.subject.clear();
        }
        let mut all: Vec<EntityIx> = question
            .mentions
            .iter()
            .flat_map(|m| m.candidates.iter().copied())
            .collect();
        for ix in &reply.about {
            if !all.contains(ix) {
                all.push(*ix);
            }
        }
        if !all.is_empty() {
            self.about = all;
        }
        if reply.items.len() > 1 {
            self.listed.clone_from(&reply.items);
        }
        self.last = Some(question);
        self.told = Some(reply.clone());
    }

    fn last_of(&self, engine: &Engine, roles: &[Role]) -> Option<EntityIx> {
        self.about
            .iter()
            .rev()
            .copied()
            .find(|ix| engine.entities.get(*ix).is_some_and(|e| roles.contains(&e.role)))
    }
}

/// Whether a question leans on the one before: it says so ("그럼"), points back ("그 사람"), or names no subject of its own.
pub(crate) fn leans(question: &Question) -> bool {
    if question.has(Cue::Pronoun) {
        return true;
    }
    if question
        .cues
        .first()
        .is_some_and(|(c, at)| *c == Cue::FollowUp && *at == 0)
    {
        return true;
    }
    let content = question.groups.iter().filter(|g| !g.entity).count();
    let short = question.length <= 14 && content <= 2;
    short && (question.mentions.is_empty() || content == 0)
}

/// Whether whoever was spoken of still is what they were: the record says as of when it is known.
pub(crate) fn still_in_office(
    engine: &Engine,
    conversation: &Conversation,
    question: &Question,
    today: Date,
) -> Option<Reply> {
    let text = question.text.to_lowercase();
    let still = ["지금도", "아직도", "여전히", "현재도", "still"]
        .iter()
        .any(|w| text.contains(w));
    let them = ["그분", "그 분", "그사람", "그 사람", "그 자리", "그자리"]
        .iter()
        .any(|w| text.contains(w))
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| matches!(w, "he" | "she"));
    if !still || !(them || question.has(Cue::Office)) || !question.mentions.is_empty() || !question.times.is_empty() {
        return None;
    }
    let person = conversation.last_of(engine, &[Role::Person])?;
    let index = engine.entities.get(person)?.index;
    let made = Made::Person(index.0, index.1);
    let at = engine.statements.all.iter().position(|s| s.made == made)?;
    let mut reply = said::of(engine, engine.statements.all.get(at)?, question.lang, today);
    reply.statement = Some(at);
    Some(reply)
}

/// What was just told of those who came, where only its year is asked: "그게 몇 년도예요?".
pub(crate) fn of_what_was_told(conversation: &Conversation, question: &Question) -> Option<Reply> {
    let last = conversation.last.as_ref()?;
    let bare = question.groups.is_empty() && question.mentions.is_empty() && question.times.is_empty();
    let reply = conversation.told.as_ref()?;
    (bare
        && question.has_any(&[Cue::Pronoun, Cue::FollowUp])
        && question.wants.first() == Some(&AnswerKind::When)
        && last.has_any(MOVES)
        && !reply.items.is_empty()
        && kinds::gives(AnswerKind::When, &crate::korean::fold(&reply.text), question.lang))
    .then(|| reply.clone())
}

/// Those of the last list that a question asks for: "그중에 연장된 데는?".
pub(crate) fn of_those_listed(
    engine: &Engine,
    conversation: &Conversation,
    question: &Question,
) -> Option<(Question, Reply)> {
    let last = conversation.last.as_ref()?;
    let compact: String = question
        .text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let among = [
        "그중",
        "이중",
        "거기서",
        "그가운데",
        "그들중",
        "얘네중",
        "ofthose",
        "ofthem",
        "amongthem",
    ];
    if conversation.listed.len() < 2
        || !(question.has(Cue::Stay) || question.has_any(MOVES))
        || !among.iter().any(|w| compact.contains(w))
    {
        return None;
    }
    let mut whole = with_slots(engine, last, question);
    whole.times.clone_from(&question.times);
    set_next_year(last, question, &mut whole);
    let mut reply = companies::list(engine, &whole);
    reply.items.retain(|item| conversation.listed.contains(item));
    if reply.items.is_empty() {
        return None;
    }
    reply.text = wording::in_both(&reply.items, question.lang);
    reply.kind = Kind::List;
    Some((whole, reply))
}

/// "다음 해" is the year behind the one spoken of, whatever today is.
fn set_next_year(last: &Question, question: &Question, whole: &mut Question) {
    let compact: String = question.text.chars().filter(|c| !c.is_whitespace()).collect();
    let next = [
        "다음해",
        "이듬해",
        "그다음해",
        "담해",
        "nextyear",
        "yearafter",
        "followingyear",
    ]
    .iter()
    .any(|w| compact.to_lowercase().contains(w));
    if let (true, Some(time)) = (next, last.times.first())
        && let Some(date) = PartialDate::year_of(time.date.year() + 1)
    {
        whole.times = vec![Time {
            date,
            relative: Relative::Absolute,
            ..*time
        }];
    }
}

/// The question made whole by what was said before: in the order to try.
pub(crate) fn completed(engine: &Engine, conversation: &Conversation, question: &Question) -> Vec<Question> {
    let Some(last) = &conversation.last else {
        return Vec::new();
    };
    if !leans(question) {
        return Vec::new();
    }
    let mut all = Vec::new();
    let compact: String = question
        .text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    // "또 누가 빠졌어": others than the one spoken of.
    let others = [
        "또누",
        "누가또",
        "또어디",
        "어디또",
        "또어떤",
        "whoelse",
        "anyoneelse",
        "whichother",
    ]
    .iter()
    .any(|w| compact.starts_with(w));
    if others && !last.named(engine, Role::Company).is_empty() {
        let mut whole = with_slots(engine, last, question);
        drop_companies(engine, &mut whole);
        whole.cues.push((Cue::Company, whole.length));
        all.push(whole);
        return all;
    }
    // "합치면?", "and in total?": of what was counted, all there were.
    let in_all = ["intotal", "altogether", "합치면", "합하면", "다합", "모두합", "통틀어"]
        .iter()
        .any(|w| compact.contains(w));
    if in_all && last.wants(AnswerKind::Count) && question.mentions.is_empty() {
        let mut whole = with_slots(engine, last, question);
        let part = |c: Cue| matches!(c, Cue::New | Cue::Selected | Cue::Extended);
        whole.cues.retain(|(c, _)| !part(*c));
        whole
            .groups
            .retain(|g| !(g.cue.is_some_and(part) || g.cue.is_none() && g.terms.is_empty()));
        whole.wants = vec![AnswerKind::Count];
        all.push(whole);
        return all;
    }
    let own_words = question.plain_words().count() > 0
        || question
            .groups
            .iter()
            .any(|g| g.cue.is_some_and(|c| !matches!(c, Cue::Company | Cue::Enter)))
        || question.has_any(&[
            Cue::When,
            Cue::Amount,
            Cue::Who,
            Cue::Why,
            Cue::How,
            Cue::Said,
            Cue::Where,
            Cue::Contact,
            Cue::Duration,
        ]);
    if own_words {
        all.push(with_subject(engine, conversation, last, question));
    }
    let asks_state = question.has_any(&[
        Cue::Planned,
        Cue::Considering,
        Cue::Selected,
        Cue::Extended,
        Cue::New,
        Cue::Count,
        Cue::Negated,
    ]);
    if !own_words || asks_state {
        let mut whole = with_slots(engine, last, question);
        set_next_year(last, question, &mut whole);
        all.push(whole);
    }
    if asks_state {
        all.reverse();
    }
    all
}

/// The new question about the old subject: "예산은?" after a question about a programme.
fn with_subject(engine: &Engine, conversation: &Conversation, last: &Question, question: &Question) -> Question {
    let mut whole = question.clone();
    let pronoun = question
        .text
        .split_whitespace()
        .find(|w| w.starts_with('그') || w.starts_with("이"))
        .unwrap_or_default();
    let person = ["사람", "분", "he", "she", "him"]
        .iter()
        .any(|w| question.text.to_lowercase().contains(w))
        && question.has(Cue::Pronoun);
    let subject: Vec<EntityIx> = if person {
        conversation
            .last_of(engine, &[Role::Person])
            .or_else(|| conversation.last_of(engine, &[Role::Partner]))
            .into_iter()
            .collect()
    } else if question.has(Cue::Pronoun)
        && (pronoun.contains("회사") || pronoun.contains("기업") || pronoun.contains("업체"))
        || points_at_a_company(question) && whole.named(engine, Role::Company).is_empty()
    {
        conversation.last_of(engine, &[Role::Company]).into_iter().collect()
    } else if !whole.mentions.is_empty() {
        Vec::new()
    } else {
        let named: Vec<EntityIx> = last
            .mentions
            .iter()
            .flat_map(|m| m.candidates.first().copied())
            .collect();
        if named.is_empty() {
            conversation.about.iter().copied().take(2).collect()
        } else {
            named
        }
    };
    for ix in subject {
        add_mention(engine, &mut whole, ix, 0.5);
    }
    // "지금도 거기 있나요" is of today, whatever year was spoken of before.
    if whole.times.is_empty() && !question.has(Cue::Now) {
        whole.times.clone_from(&last.times);
        set_next_year(last, question, &mut whole);
    }
    if whole.mentions.is_empty() {
        add_subject(conversation, &mut whole);
    }
    whole
}

/// "걔네 센터에는 언제 들어갔어": those who moved somewhere are no place.
fn points_at_a_company(question: &Question) -> bool {
    let text = question.text.to_lowercase();
    let them = ["걔네", "걔", "얘네", "얘", "쟤네"].iter().any(|w| text.starts_with(w))
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| matches!(w, "they" | "them"));
    them && question.has_any(MOVES) && !question.mentions.is_empty()
}

/// Takes the companies out of a question.
fn drop_companies(engine: &Engine, question: &mut Question) {
    let company = |ix: &EntityIx| engine.entities.get(*ix).is_some_and(|e| e.role == Role::Company);
    let terms: Vec<_> = question
        .named(engine, Role::Company)
        .iter()
        .filter_map(|ix| engine.terms.find(&super::terms::entity_text(*ix)))
        .collect();
    question.mentions.retain(|m| !m.candidates.iter().any(company));
    question
        .groups
        .retain(|g| !(g.entity && g.terms.iter().any(|t| terms.contains(t))));
}

/// Adds the words that name what was spoken of: documents have no records to name it by.
fn add_subject(conversation: &Conversation, question: &mut Question) {
    for group in conversation.subject.iter().rev() {
        if !question.groups.iter().any(|g| g.text == group.text) {
            question.text = format!("{} {}", group.text, question.text);
            question.groups.insert(0, group.clone());
        }
    }
}

fn add_mention(engine: &Engine, question: &mut Question, ix: EntityIx, weight: f32) {
    let Some(entity) = engine.entities.get(ix) else { return };
    let key = entity.keys.first().cloned().unwrap_or_default();
    question.mentions.push(Mention {
        candidates: vec![ix],
        text: key.clone(),
        mended: false,
        start: question.length,
        end: question.length,
    });
    if let Some(term) = engine.terms.find(&super::terms::entity_text(ix)) {
        question.groups.push(Group {
            terms: vec![term],
            text: key,
            weight: engine.weight(term) * weight,
            entity: true,
            common: false,
            cue: None,
            start: question.length,
        });
    }
}

/// The old question with what the new one names put in the place of what it named: "그럼 2023년은?", "한미약품은?".
fn with_slots(engine: &Engine, last: &Question, question: &Question) -> Question {
    let mut whole = last.clone();
    whole.text = format!("{} {}", last.text, question.text);
    whole.lang = question.lang;
    whole.strangers.clone_from(&question.strangers);
    if !question.times.is_empty() || question.has(Cue::Now) {
        whole.times.clone_from(&question.times);
    }
    let state = |c: Cue| {
        matches!(
            c,
            Cue::Enter
                | Cue::Stay
                | Cue::Planned
                | Cue::Considering
                | Cue::Selected
                | Cue::Extended
                | Cue::Negated
                | Cue::New
        )
    };
    let new_states: Vec<(Cue, usize)> = question.cues.iter().copied().filter(|(c, _)| state(*c)).collect();
    // "연장된 데는 몇 곳이었어요?": how many there were is not asked of the one spoken of.
    if question.has_any(&[Cue::Things, Cue::Company])
        && question.has_any(MOVES)
        && (question.wants(AnswerKind::Count) || question.wants(AnswerKind::List))
        && question.named(engine, Role::Company).is_empty()
    {
        drop_companies(engine, &mut whole);
    }
    // "안 된 데는?" turns the state before around; a state of its own takes its place.
    if new_states.iter().all(|(c, _)| *c == Cue::Negated) {
        whole.cues.extend(new_states);
    } else {
        whole.cues.retain(|(c, _)| !state(*c));
        whole.groups.retain(|g| !g.cue.is_some_and(state));
        whole.cues.extend(new_states);
    }
    let kept = |c: Cue| !matches!(c, Cue::FollowUp | Cue::Pronoun | Cue::Function | Cue::Ask) && !state(c);
    let fresh: Vec<(Cue, usize)> = question.cues.iter().copied().filter(|(c, _)| kept(*c)).collect();
    if !question.wants.is_empty() {
        whole.wants.clone_from(&question.wants);
    }
    whole.cues.extend(fresh);
    let role = |m: &Mention| {
        m.candidates
            .first()
            .and_then(|ix| engine.entities.get(*ix))
            .map(|e| e.role)
    };
    for mention in &question.mentions {
        let own = role(mention);
        let replaced: Vec<EntityIx> = whole
            .mentions
            .iter()
            .filter(|m| role(m) == own)
            .flat_map(|m| m.candidates.iter().copied())
            .collect();
        whole.mentions.retain(|m| role(m) != own);
        whole.groups.retain(|g| {
            !g.entity
                || !replaced.iter().any(|ix| {
                    engine
                        .terms
                        .find(&super::terms::entity_text(*ix))
                        .is_some_and(|t| g.terms.contains(&t))
                })
        });
        whole.mentions.push(mention.clone());
    }
    for group in &question.groups {
        if !whole
            .groups
            .iter()
            .any(|g| g.terms == group.terms && g.text == group.text)
        {
            whole.groups.push(group.clone());
        }
    }
    whole
}
