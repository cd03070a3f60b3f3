//! Gaps: what members asked and the knowledge does not say, grouped where they ask the same.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan};

use super::gap::{AskedStaff, Close, Gap, GapId, GapState, Shape, Tell, Why, Wording};
use super::store::{Change, Row, values};
use super::{Error, Person, Records, ShapeOf, moment};

/// How many gaps a new question is compared with, the latest first.
const COMPARED: i64 = 1000;
/// For how many minutes a gap that somebody is answering is kept from others. Longer than any rebuild takes.
const CLAIM_MINUTES: i64 = 10;

/// A question to be filed under a gap.
pub(super) struct Ask<'a> {
    pub(super) server: u64,
    pub(super) asked: &'a str,
    pub(super) why: Why,
    pub(super) person: &'a Person,
    pub(super) question: &'a str,
    pub(super) lang: &'a str,
    pub(super) at: Timestamp,
}

/// What a [`Gap`] is read from, with what follows it.
macro_rules! select_gaps {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.server, g.question, g.lang, g.state, g.record, g.first_at, g.last_at, \
             COUNT(a.asked) AS n, COUNT(DISTINCT a.person), \
             (SELECT COUNT(*) FROM tells t WHERE t.gap = g.id), \
             MAX(CASE a.why WHEN 'unanswered' THEN 1 ELSE 0 END), \
             MAX(CASE a.why WHEN 'disliked' THEN 1 ELSE 0 END), \
             MAX(CASE a.why WHEN 'asked_staff' THEN 1 ELSE 0 END), g.post_channel, g.post_message \
             FROM gaps g LEFT JOIN gap_asks a ON a.gap = g.id ",
            $rest
        )
    };
}

impl Records {
    /// The open gaps of a server, or of all with `None`, the most asked first.
    pub async fn gaps(&self, server: Option<u64>, limit: usize) -> Result<Vec<Gap>, Error> {
        self.flush().await;
        let rows = self
            .store()
            .rows(
                select_gaps!(
                    "WHERE g.state = 'open' AND ($1 = 1 OR g.server = $2) \
                     GROUP BY g.id, g.server, g.question, g.lang, g.state, g.record, g.first_at, g.last_at, \
                     g.post_channel, g.post_message ORDER BY n DESC, g.last_at DESC, g.id LIMIT $3"
                ),
                values![server.is_none(), server.unwrap_or(0), limit as i64],
            )
            .await?;
        Ok(rows.iter().map(read_gap).collect())
    }

    /// How many open gaps there are.
    pub async fn open_gaps(&self, server: Option<u64>) -> Result<u64, Error> {
        self.flush().await;
        let row = self
            .store()
            .row(
                "SELECT COUNT(*) FROM gaps WHERE state = 'open' AND ($1 = 1 OR server = $2)",
                values![server.is_none(), server.unwrap_or(0)],
            )
            .await?;
        Ok(row.map_or(0, |row| row.int(0).max(0).cast_unsigned()))
    }

    /// The gap with this id, whatever has become of it.
    pub async fn gap(&self, id: GapId) -> Result<Option<Gap>, Error> {
        self.flush().await;
        let row = self
            .store()
            .row(
                select_gaps!(
                    "WHERE g.id = $1 \
                     GROUP BY g.id, g.server, g.question, g.lang, g.state, g.record, g.first_at, g.last_at, \
                     g.post_channel, g.post_message"
                ),
                values![id],
            )
            .await?;
        Ok(row.as_ref().map(read_gap))
    }

    /// Every way the question of a gap was put, each once, the first first.
    pub async fn wordings(&self, id: GapId) -> Result<Vec<Wording>, Error> {
        self.flush().await;
        let rows = self
            .store()
            .rows(
                "SELECT question, lang, why, at FROM gap_asks WHERE gap = $1 ORDER BY at, asked",
                values![id],
            )
            .await?;
        let mut seen = BTreeSet::new();
        Ok(rows
            .iter()
            .filter(|row| seen.insert(row.text(0)))
            .map(|row| Wording {
                question: row.text(0),
                lang: row.text(1),
                why: Why::read(&row.text(2)),
                at: moment(row.int(3)),
            })
            .collect())
    }

    /// Files a question that a member wants a person to answer, and gives the gap it now stands in.
    pub async fn ask_staff(&self, ask: &AskedStaff) -> Result<GapId, Error> {
        self.flush().await;
        let mut change = self.store().begin().await?;
        let id = file(
            &mut change,
            &self.inner.shape,
            &Ask {
                server: ask.server,
                asked: &ask.asked,
                why: Why::AskedStaff,
                person: &ask.person,
                question: &ask.question,
                lang: &ask.lang,
                at: ask.at,
            },
        )
        .await?;
        change.commit().await?;
        Ok(id)
    }

    /// Keeps an open gap for the one who is answering it, so that two cannot. False where it is not open any more.
    pub async fn claim_gap(&self, id: GapId, at: Timestamp) -> Result<bool, Error> {
        let stale = at
            .checked_sub(CLAIM_MINUTES.minutes())
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .as_millisecond();
        let claimed = self
            .store()
            .execute(
                "UPDATE gaps SET state = 'closing', closed_at = $2 \
                 WHERE id = $1 AND (state = 'open' OR (state = 'closing' AND closed_at < $3))",
                values![id, at.as_millisecond(), stale],
            )
            .await?;
        Ok(claimed > 0)
    }

    /// Gives a claimed gap back: the answer could not be taken in.
    pub async fn release_gap(&self, id: GapId) -> Result<(), Error> {
        self.store()
            .execute(
                "UPDATE gaps SET state = 'open', closed_at = NULL WHERE id = $1 AND state = 'closing'",
                values![id],
            )
            .await?;
        Ok(())
    }

    /// Gives back every gap that was claimed when the program ended, and says which. For the start, before any claim.
    pub async fn release_claims(&self) -> Result<Vec<GapId>, Error> {
        let rows = self
            .store()
            .rows(
                "UPDATE gaps SET state = 'open', closed_at = NULL WHERE state = 'closing' RETURNING id",
                &[],
            )
            .await?;
        Ok(rows.iter().map(|row| row.int(0)).collect())
    }

    /// Closes a gap that is open or claimed. False where somebody has closed it already.
    pub async fn close_gap(&self, id: GapId, how: &Close, at: Timestamp) -> Result<bool, Error> {
        let (state, record) = match how {
            Close::Answered(record) => ("answered", Some(record.as_str())),
            Close::Known => ("known", None),
            Close::Ignored => ("ignored", None),
        };
        let closed = self
            .store()
            .execute(
                "UPDATE gaps SET state = $2, record = $3, closed_at = $4 \
                 WHERE id = $1 AND state IN ('open', 'closing')",
                values![id, state, record, at.as_millisecond()],
            )
            .await?;
        Ok(closed > 0)
    }

    /// Notes where a gap stands in the staff channel.
    pub async fn posted(&self, gap: GapId, channel: u64, message: u64) -> Result<(), Error> {
        self.store()
            .execute(
                "UPDATE gaps SET post_channel = $2, post_message = $3 WHERE id = $1",
                values![gap, channel, message],
            )
            .await?;
        Ok(())
    }

    /// Notes that a member wants to be told. A second wish for the same gap and channel replaces the first.
    pub async fn want_told(&self, tell: &Tell) -> Result<(), Error> {
        self.store()
            .execute(
                "INSERT INTO tells (gap, person, member, channel, message, question, lang, at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                 ON CONFLICT (gap, person, channel) DO UPDATE SET message = excluded.message, \
                 question = excluded.question, lang = excluded.lang, at = excluded.at",
                values![
                    tell.gap,
                    tell.person.as_str(),
                    tell.member,
                    tell.channel,
                    tell.message,
                    &tell.question,
                    &tell.lang,
                    tell.at.as_millisecond(),
                ],
            )
            .await?;
        Ok(())
    }

    /// Who wants to be told about a gap, the first to ask first.
    pub async fn tells(&self, gap: GapId) -> Result<Vec<Tell>, Error> {
        let rows = self
            .store()
            .rows(
                "SELECT gap, person, member, channel, message, question, lang, at FROM tells \
                 WHERE gap = $1 ORDER BY at, person",
                values![gap],
            )
            .await?;
        Ok(rows.iter().map(read_tell).collect())
    }

    /// Who wants to be told about a gap that is answered and has not been: what is left to do after a restart.
    pub async fn tells_due(&self) -> Result<Vec<(Tell, String)>, Error> {
        let rows = self
            .store()
            .rows(
                "SELECT t.gap, t.person, t.member, t.channel, t.message, t.question, t.lang, t.at, g.record \
                 FROM tells t JOIN gaps g ON g.id = t.gap WHERE g.state = 'answered' ORDER BY t.at, t.person",
                &[],
            )
            .await?;
        Ok(rows.iter().map(|row| (read_tell(row), row.text(8))).collect())
    }

    /// Forgets a wish to be told: they have been, or do not want to any more.
    pub async fn told(&self, tell: &Tell) -> Result<(), Error> {
        self.store()
            .execute(
                "DELETE FROM tells WHERE gap = $1 AND person = $2 AND channel = $3",
                values![tell.gap, tell.person.as_str(), tell.channel],
            )
            .await?;
        Ok(())
    }
}

fn read_gap(row: &Row) -> Gap {
    let state = match row.text(4).as_str() {
        "closing" => GapState::Closing,
        "answered" => GapState::Answered(row.text(5)),
        "known" => GapState::Known,
        "ignored" => GapState::Ignored,
        _ => GapState::Open,
    };
    let why = [(11, Why::Unanswered), (12, Why::Disliked), (13, Why::AskedStaff)];
    Gap {
        id: row.int(0),
        server: row.id(1),
        question: row.text(2),
        lang: row.text(3),
        state,
        asked: row.int(8).max(0).cast_unsigned(),
        people: row.int(9).max(0).cast_unsigned(),
        waiting: row.int(10).max(0).cast_unsigned(),
        why: why
            .into_iter()
            .filter(|(at, _)| row.int(*at) > 0)
            .map(|(_, why)| why)
            .collect(),
        first_at: moment(row.int(6)),
        last_at: moment(row.int(7)),
        post: row.maybe_id(14).zip(row.maybe_id(15)),
    }
}

fn read_tell(row: &Row) -> Tell {
    Tell {
        gap: row.int(0),
        person: Person::from_hash(row.text(1)),
        member: row.id(2),
        channel: row.id(3),
        message: row.maybe_id(4),
        question: row.text(5),
        lang: row.text(6),
        at: moment(row.int(7)),
    }
}

/// Files a question under the gap that asks the same, or under a new one.
pub(super) async fn file(change: &mut Change, shape: &ShapeOf, ask: &Ask<'_>) -> Result<GapId, Error> {
    let filed = change
        .row(
            "SELECT g.id, a.why FROM gap_asks a JOIN gaps g ON g.id = a.gap \
             WHERE a.asked = $1 AND g.state IN ('open', 'closing')",
            values![ask.asked],
        )
        .await?;
    if let Some(row) = filed {
        let id = row.int(0);
        if Why::read(&row.text(1)) < ask.why {
            change
                .execute(
                    "UPDATE gap_asks SET why = $3 WHERE gap = $1 AND asked = $2",
                    values![id, ask.asked, ask.why.name()],
                )
                .await?;
        }
        return Ok(id);
    }
    let asked_as = shape(ask.question);
    let rows = change
        .rows(
            "SELECT id, shape, state FROM gaps WHERE server = $1 AND state IN ('open', 'closing', 'ignored') \
             ORDER BY CASE state WHEN 'ignored' THEN 1 ELSE 0 END, last_at DESC, id DESC LIMIT $2",
            values![ask.server, COMPARED],
        )
        .await?;
    let same = rows
        .iter()
        .find(|row| serde_json::from_str::<Shape>(&row.text(1)).is_ok_and(|shape| shape.same(&asked_as)));
    let at = ask.at.as_millisecond();
    let id = match same {
        Some(row) => {
            let id = row.int(0);
            change
                .execute(
                    "UPDATE gaps SET last_at = CASE WHEN last_at > $2 THEN last_at ELSE $2 END WHERE id = $1",
                    values![id, at],
                )
                .await?;
            if row.text(2) == "ignored" && ask.why == Why::AskedStaff {
                // Somebody asks for a person: that is not to be swallowed.
                change
                    .execute(
                        "UPDATE gaps SET state = 'open', closed_at = NULL WHERE id = $1",
                        values![id],
                    )
                    .await?;
            }
            id
        }
        None => {
            let shape = serde_json::to_string(&asked_as).map_err(|error| Error::Other(error.to_string()))?;
            change
                .row(
                    "INSERT INTO gaps (server, question, lang, shape, first_at, last_at) \
                     VALUES ($1, $2, $3, $4, $5, $5) RETURNING id",
                    values![ask.server, ask.question, ask.lang, shape, at],
                )
                .await?
                .map(|row| row.int(0))
                .ok_or_else(|| Error::Other("a new gap came back without its id".into()))?
        }
    };
    change
        .execute(
            "INSERT INTO gap_asks (gap, asked, why, person, question, lang, at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (gap, asked) DO UPDATE SET why = excluded.why, at = excluded.at",
            values![
                id,
                ask.asked,
                ask.why.name(),
                ask.person.as_str(),
                ask.question,
                ask.lang,
                at
            ],
        )
        .await?;
    Ok(id)
}

/// Takes a question out of the open gaps where it stood for this reason alone.
pub(super) async fn withdraw(change: &mut Change, asked: &str, why: Why) -> Result<(), Error> {
    change
        .execute(
            "DELETE FROM gap_asks WHERE asked = $1 AND why = $2 \
             AND gap IN (SELECT id FROM gaps WHERE state = 'open')",
            values![asked, why.name()],
        )
        .await?;
    tidy(change).await
}

/// Removes gaps that nobody's question stands in any more, and shows the others by words that are still kept.
pub(super) async fn tidy(change: &mut Change) -> Result<(), Error> {
    change
        .execute(
            "DELETE FROM gaps WHERE NOT EXISTS (SELECT 1 FROM gap_asks a WHERE a.gap = gaps.id)",
            &[],
        )
        .await?;
    change
        .execute(
            "DELETE FROM tells WHERE NOT EXISTS (SELECT 1 FROM gaps g WHERE g.id = tells.gap)",
            &[],
        )
        .await?;
    change
        .execute(
            "UPDATE gaps SET \
             question = (SELECT a.question FROM gap_asks a WHERE a.gap = gaps.id ORDER BY a.at, a.asked LIMIT 1), \
             lang = (SELECT a.lang FROM gap_asks a WHERE a.gap = gaps.id ORDER BY a.at, a.asked LIMIT 1) \
             WHERE NOT EXISTS (SELECT 1 FROM gap_asks a WHERE a.gap = gaps.id AND a.question = gaps.question)",
            &[],
        )
        .await?;
    Ok(())
}
