//! What the bot remembers of the answers it showed, so that their buttons can be pressed.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::{Answer, CompanyFilter, Request};
use crate::knowledge::{PartialDate, State};

use super::press::AnswerKey;

/// How many answers are held at hand.
const MOST: usize = 4_000;

/// An answer that was shown, with what its buttons need.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The key its buttons carry.
    pub key: AnswerKey,
    /// The answer.
    pub answer: Answer,
    /// What was asked.
    pub request: Request,
    /// Who asked; `None` where that is no longer known, as after a restart.
    pub asker: Option<u64>,
    /// What was put over it.
    pub title: Option<String>,
}

/// What is held by its key, with the keys in the order they came.
type Held<K, V> = (HashMap<K, V>, VecDeque<K>);

/// The answers at hand, oldest thrown away first.
#[derive(Debug, Default)]
pub struct Answers(Mutex<Held<AnswerKey, Arc<Shown>>>);

impl Answers {
    /// Keeps an answer.
    pub fn keep(&self, shown: Shown) -> Arc<Shown> {
        let shown = Arc::new(shown);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (answers, order) = &mut *held;
        if answers.insert(shown.key, shown.clone()).is_none() {
            order.push_back(shown.key);
        }
        if order.len() > MOST
            && let Some(oldest) = order.pop_front()
        {
            answers.remove(&oldest);
        }
        shown
    }

    /// Forgets who asked, and every answer they got.
    pub fn forget(&self, asker: u64) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (answers, order) = &mut *held;
        answers.retain(|_, shown| shown.asker != Some(asker));
        order.retain(|key| answers.contains_key(key));
    }

    /// The answer with this key.
    pub fn get(&self, key: AnswerKey) -> Option<Arc<Shown>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .0
            .get(&key)
            .cloned()
    }
}

/// The votes of late: one a person on one answer. The last one counts.
#[derive(Debug, Default)]
pub struct Votes(Mutex<Held<(AnswerKey, u64), bool>>);

impl Votes {
    /// Takes a vote, and gives the one this person had given before.
    pub fn cast(&self, answer: AnswerKey, person: u64, helped: bool) -> Option<bool> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (votes, order) = &mut *held;
        let before = votes.insert((answer, person), helped);
        if before.is_none() {
            order.push_back((answer, person));
        }
        if order.len() > MOST * 4
            && let Some(oldest) = order.pop_front()
        {
            votes.remove(&oldest);
        }
        before
    }
}

/// A request in one line, as it is kept with the question in the records: a question is its own words.
pub fn request_line(request: &Request) -> String {
    match request {
        Request::Question(question) => question.clone(),
        Request::Companies(filter) => {
            let mut line = "/companies".to_owned();
            for state in &filter.states {
                let name = serde_json::to_value(state).ok();
                line.push_str(&format!(
                    " state={}",
                    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default()
                ));
            }
            for (name, id) in [
                ("place", &filter.place),
                ("help", &filter.help),
                ("through", &filter.through),
            ] {
                if let Some(id) = id {
                    line.push_str(&format!(" {name}={id}"));
                }
            }
            if let Some(time) = &filter.time {
                line.push_str(&format!(" time={}", time.to_string().replace(' ', "_")));
            }
            line
        }
        Request::Company(name) => format!("/company {name}"),
        Request::Partners(None) => "/partners".to_owned(),
        Request::Partners(Some(name)) => format!("/partners {name}"),
        Request::Eligibility => "/eligibility".to_owned(),
        Request::Programme => "/programme".to_owned(),
        Request::Sources => "/sources".to_owned(),
        Request::Help => "/help".to_owned(),
    }
}

/// The request of a line; one that is no command's is a question.
pub fn request_of_line(line: &str) -> Request {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    match command {
        "/companies" => {
            let mut filter = CompanyFilter::default();
            for (name, value) in rest.split(' ').filter_map(|part| part.split_once('=')) {
                match name {
                    "state" => filter.states.extend(serde_json::from_value::<State>(value.into()).ok()),
                    "place" => filter.place = Some(value.to_owned()),
                    "help" => filter.help = Some(value.to_owned()),
                    "through" => filter.through = Some(value.to_owned()),
                    "time" => filter.time = PartialDate::parse(&value.replace('_', " ")).ok(),
                    _ => {}
                }
            }
            Request::Companies(filter)
        }
        "/company" => Request::Company(rest.to_owned()),
        "/partners" => Request::Partners((!rest.is_empty()).then(|| rest.to_owned())),
        "/eligibility" => Request::Eligibility,
        "/programme" => Request::Programme,
        "/sources" => Request::Sources,
        "/help" => Request::Help,
        _ => Request::Question(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_comes_back_from_its_line() {
        let filter = CompanyFilter {
            states: vec![State::Selected, State::NotExtended],
            place: Some("cic".into()),
            time: PartialDate::parse("by 2022-06").ok(),
            help: None,
            through: Some("call-2022".into()),
            only_there: false,
        };
        for request in [
            Request::Question("자격이 어떻게 되나요?".into()),
            Request::Companies(filter),
            Request::Companies(CompanyFilter::default()),
            Request::Company("가람화학".into()),
            Request::Partners(None),
            Request::Partners(Some("가람협회".into())),
            Request::Eligibility,
            Request::Programme,
            Request::Sources,
            Request::Help,
        ] {
            assert_eq!(request_of_line(&request_line(&request)), request);
        }
    }

    #[test]
    fn a_person_has_one_vote_on_an_answer() {
        let votes = Votes::default();
        assert_eq!(votes.cast(AnswerKey(1), 1, true), None);
        assert_eq!(votes.cast(AnswerKey(1), 1, false), Some(true));
        assert_eq!(votes.cast(AnswerKey(1), 2, true), None);
    }
}
