//! Questions, votes on their answers, and the counts that stay when the texts are gone.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::gap::Why;
use super::gaps::{self, Ask};
use super::store::{Change, Row, Store, values};
use super::writer::Line;
use super::{Error, Person, Records, ShapeOf, day_of, moment};

/// A question that was asked, with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The id that the buttons below the answer carry; see [`Records::new_id`].
    pub id: String,
    /// The server, 0 for a direct message that belongs to none.
    pub server: u64,
    /// Who asked.
    pub person: Person,
    /// When.
    pub at: Timestamp,
    /// `ko` or `en`.
    pub lang: String,
    /// The question's words.
    pub question: String,
    /// The answer's words.
    pub answer: String,
    /// The kind of answer, as the command line's contract names it.
    pub kind: String,
    /// The reason, where there is no answer.
    pub reason: Option<String>,
    /// The ids of the sources shown.
    pub sources: Vec<String>,
    /// The index generation it was answered from.
    pub generation: String,
    /// How long answering took, in microseconds.
    pub elapsed_us: u64,
    /// Whether the knowledge ought to have had an answer: it then becomes a gap.
    pub unanswered: bool,
}

/// A thumb up or down. A second one by the same person on the same question replaces the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The question's id.
    pub question: String,
    /// Who votes.
    pub person: Person,
    /// Whether the answer helped.
    pub helped: bool,
    /// When.
    pub at: Timestamp,
}

/// A question as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The server, 0 for a direct message.
    pub server: u64,
    /// When it was asked.
    pub at: Timestamp,
    /// `ko` or `en`.
    pub lang: String,
    /// Its words.
    pub question: String,
    /// The answer's words.
    pub answer: String,
    /// The kind of answer.
    pub kind: String,
    /// The reason, where there was no answer.
    pub reason: Option<String>,
    /// The ids of the sources shown.
    pub sources: Vec<String>,
    /// The index generation it was answered from.
    pub generation: String,
    /// Who asked.
    pub person: Person,
}

/// What happened in a span of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Questions asked.
    pub questions: u64,
    /// Those without an answer, whatever the reason.
    pub unanswered: u64,
    /// Answers that helped, by their readers.
    pub helped: u64,
    /// Answers that did not.
    pub did_not_help: u64,
    /// Things that failed while answering.
    pub errors: u64,
}

impl Records {
    /// Records a question. Returns at once; where it cannot be written it is counted as lost.
    pub fn asked(&self, asked: Asked) {
        self.inner.writer.write(Line::Asked(Box::new(asked)));
    }

    /// Records a vote. Returns at once.
    pub fn voted(&self, vote: Vote) {
        self.inner.writer.write(Line::Voted(vote));
    }

    /// Counts something that failed while a member was served. Returns at once.
    pub fn failed(&self, server: u64, at: Timestamp) {
        self.inner.writer.write(Line::Failed { server, at });
    }

    /// The question with this id, as long as its text is kept.
    pub async fn question(&self, id: &str) -> Result<Option<Question>, Error> {
        self.flush().await;
        let row = self
            .store()
            .row(
                "SELECT id, server, at, lang, question, answer, kind, reason, sources, generation, person \
                 FROM questions WHERE id = $1",
                values![id],
            )
            .await?;
        Ok(row.as_ref().map(read_question))
    }

    /// What happened from `from` to `to`, both included, in one server or, with `None`, everywhere.
    pub async fn counts(&self, server: Option<u64>, from: Date, to: Date) -> Result<Counts, Error> {
        self.flush().await;
        let rows = self
            .store()
            .rows(
                "SELECT kind, CAST(SUM(n) AS BIGINT) FROM counts \
                 WHERE day >= $1 AND day <= $2 AND ($3 = 1 OR server = $4) GROUP BY kind",
                values![from.to_string(), to.to_string(), server.is_none(), server.unwrap_or(0)],
            )
            .await?;
        let mut counts = Counts::default();
        for row in rows {
            let n = row.int(1).max(0).cast_unsigned();
            match row.text(0).as_str() {
                "up" => counts.helped += n,
                "down" => counts.did_not_help += n,
                "error" => counts.errors += n,
                kind => {
                    counts.questions += n;
                    if kind.starts_with("no_answer") {
                        counts.unanswered += n;
                    }
                }
            }
        }
        Ok(counts)
    }

    /// The questions of one server whose answers got a thumb down since `since`, the most disliked first.
    pub async fn disliked(&self, server: u64, since: Timestamp, limit: usize) -> Result<Vec<(Question, u64)>, Error> {
        self.flush().await;
        let rows = self
            .store()
            .rows(
                "SELECT q.id, q.server, q.at, q.lang, q.question, q.answer, q.kind, q.reason, q.sources, q.generation, \
                 q.person, COUNT(*) AS n FROM questions q JOIN feedback f ON f.question = q.id \
                 WHERE q.server = $1 AND f.vote < 0 AND f.at >= $2 \
                 GROUP BY q.id, q.server, q.at, q.lang, q.question, q.answer, q.kind, q.reason, q.sources, q.generation, \
                 q.person ORDER BY n DESC, q.at DESC LIMIT $3",
                values![server, since.as_millisecond(), limit as i64],
            )
            .await?;
        Ok(rows
            .iter()
            .map(|row| (read_question(row), row.int(11).max(0).cast_unsigned()))
            .collect())
    }

    /// Removes texts older than the days they are kept, as of `now`. Whoever serves members does so every hour.
    pub async fn prune(&self, now: Timestamp) -> Result<(), Error> {
        self.flush().await;
        prune(self.store(), self.inner.retention_days, now).await
    }
}

fn read_question(row: &Row) -> Question {
    Question {
        id: row.text(0),
        server: row.id(1),
        at: moment(row.int(2)),
        lang: row.text(3),
        question: row.text(4),
        answer: row.text(5),
        kind: row.text(6),
        reason: row.maybe_text(7),
        sources: serde_json::from_str(&row.text(8)).unwrap_or_default(),
        generation: row.text(9),
        person: Person::from_hash(row.text(10)),
    }
}

pub(super) async fn count(change: &mut Change, at: Timestamp, server: u64, kind: &str, by: i64) -> Result<(), Error> {
    change
        .execute(
            "INSERT INTO counts (day, server, kind, n) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (day, server, kind) DO UPDATE SET n = counts.n + excluded.n",
            values![day_of(at).to_string(), server, kind, by],
        )
        .await?;
    Ok(())
}

pub(super) async fn write_asked(change: &mut Change, shape: &ShapeOf, asked: &Asked) -> Result<(), Error> {
    let written = change
        .execute(
            "INSERT INTO questions \
             (id, server, person, at, lang, question, answer, kind, reason, sources, generation, elapsed_us) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING",
            values![
                &asked.id,
                asked.server,
                asked.person.as_str(),
                asked.at.as_millisecond(),
                &asked.lang,
                &asked.question,
                &asked.answer,
                &asked.kind,
                asked.reason.as_deref(),
                serde_json::Value::from(asked.sources.clone()).to_string(),
                &asked.generation,
                asked.elapsed_us,
            ],
        )
        .await?;
    if written == 0 {
        return Ok(());
    }
    let kind = match &asked.reason {
        Some(reason) => format!("{}:{reason}", asked.kind),
        None => asked.kind.clone(),
    };
    count(change, asked.at, asked.server, &kind, 1).await?;
    if asked.unanswered {
        let ask = Ask {
            server: asked.server,
            asked: &asked.id,
            why: Why::Unanswered,
            person: &asked.person,
            question: &asked.question,
            lang: &asked.lang,
            at: asked.at,
        };
        gaps::file(change, shape, &ask).await?;
    }
    Ok(())
}

pub(super) async fn write_vote(change: &mut Change, shape: &ShapeOf, vote: &Vote) -> Result<(), Error> {
    let question = change
        .row(
            "SELECT id, server, at, lang, question, answer, kind, reason, sources, generation, person \
             FROM questions WHERE id = $1",
            values![&vote.question],
        )
        .await?
        .as_ref()
        .map(read_question);
    let Some(question) = question else {
        // The text is no longer kept, or its line was lost: a vote on nothing says nothing.
        return Ok(());
    };
    let before = change
        .row(
            "SELECT vote FROM feedback WHERE question = $1 AND person = $2",
            values![&vote.question, vote.person.as_str()],
        )
        .await?
        .map(|row| row.int(0) > 0);
    if before == Some(vote.helped) {
        return Ok(());
    }
    let server = question.server;
    change
        .execute(
            "INSERT INTO feedback (question, person, server, vote, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (question, person) DO UPDATE SET vote = excluded.vote, at = excluded.at",
            values![
                &vote.question,
                vote.person.as_str(),
                server,
                if vote.helped { 1_i64 } else { -1 },
                vote.at.as_millisecond(),
            ],
        )
        .await?;
    let name = |helped: bool| if helped { "up" } else { "down" };
    // Counted on the question's day, so that a changed mind takes back what it added.
    if let Some(before) = before {
        count(change, question.at, server, name(before), -1).await?;
    }
    count(change, question.at, server, name(vote.helped), 1).await?;
    if vote.helped {
        let others = change
            .row(
                "SELECT COUNT(*) FROM feedback WHERE question = $1 AND vote < 0",
                values![&vote.question],
            )
            .await?
            .map_or(0, |row| row.int(0));
        if others == 0 {
            gaps::withdraw(change, &vote.question, Why::Disliked).await?;
        }
    } else {
        let ask = Ask {
            server,
            asked: &question.id,
            why: Why::Disliked,
            person: &question.person,
            question: &question.question,
            lang: &question.lang,
            at: vote.at,
        };
        gaps::file(change, shape, &ask).await?;
    }
    Ok(())
}

pub(super) async fn prune(store: &Store, retention_days: u32, now: Timestamp) -> Result<(), Error> {
    let oldest = now
        .checked_sub((i64::from(retention_days) * 24).hours())
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .as_millisecond();
    let mut change = store.begin().await?;
    change
        .execute("DELETE FROM questions WHERE at < $1", values![oldest])
        .await?;
    change
        .execute("DELETE FROM feedback WHERE at < $1", values![oldest])
        .await?;
    change
        .execute("DELETE FROM gap_asks WHERE at < $1", values![oldest])
        .await?;
    change
        .execute("DELETE FROM tells WHERE at < $1", values![oldest])
        .await?;
    change
        .execute("DELETE FROM audit WHERE allowed = 0 AND at < $1", values![oldest])
        .await?;
    change
        .execute("DELETE FROM pending WHERE expires < $1", values![now.as_millisecond()])
        .await?;
    gaps::tidy(&mut change).await?;
    change.commit().await
}
