//! From a request to an answer: the one way in, whoever asks.

use std::time::Instant;

use jiff::civil::Date;

use crate::knowledge::{AnswerKind, Lang};

use super::companies;
use super::company;
use super::company_filter;
use super::conversation::{self, Conversation};
use super::each;
use super::engine::Engine;
use super::entities::Role;
use super::model::{Answer, Ask, CompanyFilter, Kind, Reason, Request};
use super::question::{self, Question};
use super::related;
use super::reply::Reply;
use super::respond;
use super::said;
use super::statements::Made;
use super::wording;

/// More characters than a person types to ask something.
const TOO_LONG: usize = 600;

impl Engine {
    /// Answers a request. `conversation` is what was said before, and remembers what is said now.
    pub fn answer(&self, ask: &Ask, conversation: &mut Conversation) -> Answer {
        let begun = Instant::now();
        let (text, read, lang, mut reply) = match &ask.request {
            Request::Question(text) if text.chars().count() > TOO_LONG => {
                let start: String = text.chars().take(200).collect();
                let lang = ask.lang.unwrap_or_else(|| question::language(&start));
                let reply = Reply::refuse(Reason::TooLong, wording::too_long(lang));
                (text.clone(), None, lang, reply)
            }
            Request::Question(text) => {
                let read = question::read(self, text, ask.today, ask.lang);
                let reply = self.answer_question(&read, text, ask, conversation);
                let lang = read.lang;
                (text.clone(), Some(read), lang, reply)
            }
            other => {
                let lang = ask.lang.unwrap_or_default();
                (String::new(), None, lang, self.answer_record(other, lang, ask.today))
            }
        };
        reply.evidence.truncate(8);
        if reply.kind == Kind::NoAnswer || reply.kind == Kind::Smalltalk {
            reply.evidence.clear();
        }
        let related = related::questions(self, read.as_ref(), &reply, lang, ask.today);
        Answer {
            id: ask.id.clone().unwrap_or_else(|| "1".to_owned()),
            question: text,
            lang,
            kind: reply.kind,
            text: reply.text,
            items: reply.items,
            as_of: reply.as_of,
            confidence: reply.confidence,
            reason: reply.reason,
            sources: reply.evidence,
            related,
            elapsed_us: u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        }
    }

    /// Answers what was read of `text`.
    fn answer_question(&self, read: &Question, text: &str, ask: &Ask, conversation: &mut Conversation) -> Reply {
        let lang = read.lang;
        // Asked in the very words of a record, the record answers, whatever else the words might mean.
        if let Some(reply) = respond::worded(self, read, ask.today) {
            conversation.remember(self, read.clone(), &reply);
            return reply;
        }
        if let Some(reply) = respond::smalltalk(self, read).filter(|r| r.kind == Kind::Smalltalk) {
            return reply;
        }
        if let Some((whole, reply)) = conversation::of_those_listed(self, conversation, read) {
            conversation.remember(self, whole, &reply);
            return reply;
        }
        if let Some(reply) = conversation::still_in_office(self, conversation, read, ask.today)
            .or_else(|| conversation::of_what_was_told(conversation, read))
        {
            conversation.remember(self, read.clone(), &reply);
            return reply;
        }
        if let Some(reply) = each::of_each(self, read, ask) {
            conversation.remember(self, read.clone(), &reply);
            return reply;
        }
        for whole in conversation::completed(self, conversation, read) {
            let reply = respond::reply(self, &whole, ask.today);
            if reply.kind != Kind::NoAnswer && reply.kind != Kind::Smalltalk || reply.statement.is_some() {
                conversation.remember(self, whole, &reply);
                return reply;
            }
        }
        let reply = respond::reply(self, read, ask.today);
        // "저희는 작은 회사인데요, 언제까지 신청하나요?": what stands around the question says nothing of what is asked.
        if reply.kind == Kind::NoAnswer && reply.statement.is_none() {
            for clause in clauses(text) {
                let part = question::read(self, clause, ask.today, Some(lang));
                let question_word = part.wants.iter().any(|w| *w != AnswerKind::Whether);
                if !self.leaves_out_nothing(read, &part) || !(clause.trim_end().ends_with('?') || question_word) {
                    continue;
                }
                let reply = respond::reply(self, &part, ask.today);
                if matches!(reply.kind, Kind::Answer | Kind::List) {
                    conversation.remember(self, part, &reply);
                    return reply;
                }
            }
            if let Some(reply) = each::of_both(self, read, ask) {
                conversation.remember(self, read.clone(), &reply);
                return reply;
            }
        }
        if !matches!(reply.kind, Kind::Smalltalk)
            && !matches!(reply.reason, Some(Reason::NotAQuestion | Reason::OffTopic))
        {
            conversation.remember(self, read.clone(), &reply);
        }
        reply
    }

    /// Whether a part of a question has all its names, times and numbers, and every unknown word that may be a name.
    fn leaves_out_nothing(&self, whole: &Question, part: &Question) -> bool {
        let has = |text: &str| part.text.to_lowercase().contains(&text.to_lowercase());
        // "Does the Narin museum have a car park, and what does it cost?": what has a capital is a name.
        let words: Vec<&str> = whole.text.split_whitespace().collect();
        let named = words.windows(2).filter_map(|pair| match pair {
            [before, word] if !before.ends_with(['.', '!', '?', ':']) => {
                Some(word.trim_matches(|c: char| !c.is_alphanumeric()))
            }
            _ => None,
        });
        let mut names = named.filter(|w| w.len() > 1 && w.starts_with(|c: char| c.is_ascii_uppercase()));
        if whole.lang == Lang::En && !names.all(has) {
            return false;
        }
        whole.mentions.len() == part.mentions.len()
            && whole.times.len() == part.times.len()
            && whole.ordinals == part.ordinals
            && whole.strangers.iter().filter(|s| s.like_a_name).all(|s| has(&s.text))
            && whole
                .groups
                .iter()
                .filter(|g| g.text.chars().all(char::is_numeric))
                .all(|g| has(&g.text))
    }

    /// How a question is read and what comes near it, for people who keep the knowledge.
    pub fn explain(&self, text: &str, today: Date) -> String {
        let read = question::read(self, text, today, None);
        let mut lines = vec![format!("{:?} {}", read.lang, read.text)];
        lines.push(format!("wants {:?} · cues {:?}", read.wants, read.cues));
        lines.push(format!(
            "times {:?}",
            read.times.iter().map(|t| t.date.to_string()).collect::<Vec<_>>()
        ));
        for mention in &read.mentions {
            let names: Vec<&str> = mention
                .candidates
                .iter()
                .map(|ix| self.entities.name(*ix, Lang::Ko))
                .collect();
            lines.push(format!("name “{}” → {}", mention.text, names.join(" / ")));
        }
        for group in &read.groups {
            let forms = super::needle::needle(self, group).forms;
            lines.push(format!(
                "word “{}” {:.2}{}{}",
                group.text,
                group.weight,
                if group.terms.is_empty() { " (in no record)" } else { "" },
                match forms.get(1..).unwrap_or_default() {
                    [] => String::new(),
                    others => format!(
                        ", or {}",
                        others.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(" ")
                    ),
                }
            ));
        }
        for stranger in &read.strangers {
            lines.push(format!(
                "unknown “{}”{}",
                stranger.text,
                if stranger.like_a_name { " like a name" } else { "" }
            ));
        }
        for fit in super::fit::fits(self, &read).into_iter().take(5) {
            let Some(statement) = self.statements.all.get(fit.at) else {
                continue;
            };
            lines.push(format!(
                "record {:.2} (covered {:.2}, named {:.2}, phrase {:.2}, alike {:.2}) {:?} {}",
                fit.score, fit.covered, fit.named, fit.phrase, fit.alike, statement.made, statement.text.ko
            ));
        }
        let candidates = super::candidate::candidates(self, &read);
        lines.push(match super::passage::chosen(self, &read, &candidates) {
            Ok(best) => format!("sentence chosen: {}", best.text),
            Err(why) => match super::passage::standing_out(self, &read, &candidates) {
                Ok(best) => format!("sentence that stands out: {}", best.text),
                Err(out) => format!("no sentence: {why}; none stands out: {out}"),
            },
        });
        for candidate in candidates.into_iter().take(4) {
            lines.push(format!(
                "sentence {:.2} (document {:.2}, local {:.2}, attribute {:.2}, own {:.2}, kind {}) {}",
                candidate.score,
                candidate.covered,
                candidate.local,
                candidate.attribute,
                candidate.own,
                candidate.kind,
                candidate.text
            ));
        }
        lines.join("\n")
    }

    fn answer_record(&self, request: &Request, lang: Lang, today: Date) -> Reply {
        let list = |wanted: fn(&Made) -> bool| {
            let statement = self.statements.all.iter().find(|s| wanted(&s.made));
            statement.map_or_else(|| self.nothing(lang), |s| said::of(self, s, lang, today))
        };
        match request {
            Request::Question(text) => {
                let read = question::read(self, text, today, Some(lang));
                let ask = Ask::question(text.clone(), today);
                self.answer_question(&read, text, &ask, &mut Conversation::default())
            }
            Request::Companies(filter) => companies::list_of(
                self,
                filter,
                company_filter::Span::Then,
                false,
                lang,
                company_filter::Which::All,
            ),
            Request::Company(name) => self.company(name, lang, today),
            Request::Partners(None) => list(|m| matches!(m, Made::Partners)),
            Request::Partners(Some(name)) => self.partner(name, lang, today),
            Request::Eligibility => list(|m| matches!(m, Made::Criteria(_))),
            Request::Programme => self.programme(lang, today),
            Request::Sources => self.sources(lang),
            Request::Help => Reply::say(
                Kind::Smalltalk,
                wording::smalltalk(super::cues::Cue::Self_, respond::topic(self, lang).as_deref(), lang),
                1.0,
            ),
        }
    }

    fn nothing(&self, lang: Lang) -> Reply {
        let mut reply = Reply::refuse(Reason::NotInKnowledge, wording::not_in_knowledge(self.newest, lang));
        reply.as_of = self.newest;
        reply
    }

    fn named(&self, name: &str, role: Role, lang: Lang, today: Date) -> Option<u32> {
        if let Some(ix) = self
            .entities
            .by_id(name)
            .filter(|ix| self.entities.get(*ix).is_some_and(|e| e.role == role))
        {
            return Some(ix);
        }
        question::read(self, name, today, Some(lang))
            .named(self, role)
            .first()
            .copied()
    }

    fn company(&self, name: &str, lang: Lang, today: Date) -> Reply {
        let unknown = || {
            let mut reply = Reply::refuse(Reason::UnknownName, wording::unknown_name(name, self.newest, lang));
            reply.as_of = self.newest;
            reply
        };
        let Some(ix) = self.named(name, Role::Company, lang, today) else {
            return unknown();
        };
        self.company_by(ix, lang, today)
    }

    /// What a company is and its whole history.
    pub(crate) fn company_by(&self, ix: u32, lang: Lang, today: Date) -> Reply {
        let Some(record) = self
            .entities
            .get(ix)
            .and_then(|e| self.knowledge.companies.get(e.index.0))
        else {
            return self.nothing(lang);
        };
        let mut bare = question::read(self, record.name.get(lang), today, Some(lang));
        bare.wants = vec![AnswerKind::What];
        let mut reply = company::one(self, &bare, ix, today)
            .unwrap_or_else(|| Reply::say(Kind::Answer, record.name.get(lang), 0.9));
        if let Some(about) = &record.about {
            reply.text = format!("{} {}", about.text.get(lang), reply.text);
            for source in &about.sources {
                reply.cite(
                    self,
                    source,
                    about.quote.as_deref(),
                    &[record.name.get(lang).to_owned()],
                    lang,
                );
            }
        }
        reply
    }

    fn partner(&self, name: &str, lang: Lang, today: Date) -> Reply {
        let found = self.named(name, Role::Partner, lang, today);
        let Some(partner) = found.and_then(|ix| self.entities.get(ix)) else {
            let mut reply = Reply::refuse(Reason::UnknownName, wording::unknown_name(name, self.newest, lang));
            reply.as_of = self.newest;
            return reply;
        };
        let at = partner.index.0;
        let mut whole: Option<Reply> = None;
        for statement in self
            .statements
            .all
            .iter()
            .filter(|s| matches!(s.made, Made::Partner(i) | Made::Person(i, _) if i == at))
        {
            let reply = said::of(self, statement, lang, today);
            match &mut whole {
                None => whole = Some(reply),
                Some(first) => {
                    first.text.push(' ');
                    first.text.push_str(&reply.text);
                    first.evidence.extend(reply.evidence);
                }
            }
        }
        whole.unwrap_or_else(|| self.nothing(lang))
    }

    fn programme(&self, lang: Lang, today: Date) -> Reply {
        let mut whole: Option<Reply> = None;
        for wanted in [
            (|m: &Made| matches!(m, Made::Programme(0))) as fn(&Made) -> bool,
            |m| matches!(m, Made::Parts(0)),
            |m| matches!(m, Made::Supports(0)),
            |m| matches!(m, Made::Calls(0)),
        ] {
            let Some(statement) = self.statements.all.iter().find(|s| wanted(&s.made)) else {
                continue;
            };
            let reply = said::of(self, statement, lang, today);
            match &mut whole {
                None => whole = Some(reply),
                Some(first) => {
                    first.text.push('\n');
                    first.text.push_str(&reply.text);
                    first.evidence.extend(reply.evidence.into_iter().take(1));
                }
            }
        }
        if let Some(reply) = &mut whole {
            reply.kind = Kind::Answer;
            reply.items.clear();
        }
        whole.unwrap_or_else(|| self.nothing(lang))
    }

    fn sources(&self, lang: Lang) -> Reply {
        let mut sources: Vec<_> = self.knowledge.sources.values().collect();
        sources.sort_by_key(|s| std::cmp::Reverse(s.published.map(|p| p.last())));
        if sources.is_empty() {
            return self.nothing(lang);
        }
        let mut reply = Reply::say(Kind::List, wording::sources(sources.len(), lang), 1.0);
        reply.items = sources
            .iter()
            .map(|s| {
                let published = s.published.map(|p| p.say(lang)).unwrap_or_default();
                let head = format!("{} ({} {published})", s.title.get(lang), s.publisher.get(lang));
                s.url.as_ref().map_or(head.clone(), |url| format!("{head} {url}"))
            })
            .collect();
        reply.as_of = self.newest;
        reply
    }

    /// The companies that pass a filter, by name, in the order of their records.
    pub fn companies(&self, filter: &CompanyFilter, lang: Lang) -> Answer {
        let ask = Ask {
            id: None,
            request: Request::Companies(filter.clone()),
            session: None,
            lang: Some(lang),
            today: Date::constant(1, 1, 1),
        };
        self.answer(&ask, &mut Conversation::default())
    }
}

/// The clauses of a text that may be asked alone, the likeliest in front: those that end as questions do, then the last.
fn clauses(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, ',' | '?' | '!' | '.' | ';' | '\n' | '~') {
            let end = at + c.len_utf8();
            all.extend(text.get(start..end));
            start = end;
        }
    }
    all.extend(text.get(start..));
    all.retain(|clause| clause.chars().filter(|c| c.is_alphanumeric()).count() >= 4);
    if all.len() < 2 {
        return Vec::new();
    }
    all.reverse();
    all.sort_by_key(|clause| !clause.trim_end().ends_with('?'));
    all
}
