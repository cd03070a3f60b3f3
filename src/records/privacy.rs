//! What is kept of one member, and how they delete it.

use jiff::Timestamp;

use super::gaps;
use super::store::values;
use super::{Error, Person, Records, moment};

/// What is kept of one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Their questions, with the answers.
    pub questions: u64,
    /// When the oldest of them was asked.
    pub oldest: Option<Timestamp>,
    /// The latest of them, the latest first, at most five.
    pub latest: Vec<(Timestamp, String)>,
    /// Their thumbs up and down.
    pub votes: u64,
    /// Their questions that wait for staff.
    pub gaps: u64,
    /// Their wishes to be told. These hold their Discord id.
    pub tells: u64,
    /// What they began and has not been finished: previews and drafts.
    pub pending: u64,
}

impl Kept {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.questions + self.votes + self.gaps + self.tells + self.pending == 0
    }
}

impl Records {
    /// What is kept of a member.
    pub async fn kept(&self, person: &Person) -> Result<Kept, Error> {
        self.flush().await;
        let who = person.as_str();
        let count = async |sql: &'static str| -> Result<u64, Error> {
            let row = self.store().row(sql, values![who]).await?;
            Ok(row.map_or(0, |row| row.int(0).max(0).cast_unsigned()))
        };
        let oldest = self
            .store()
            .row("SELECT MIN(at) FROM questions WHERE person = $1", values![who])
            .await?
            .and_then(|row| row.maybe_int(0))
            .map(moment);
        let latest = self
            .store()
            .rows(
                "SELECT at, question FROM questions WHERE person = $1 ORDER BY at DESC, id LIMIT 5",
                values![who],
            )
            .await?
            .iter()
            .map(|row| (moment(row.int(0)), row.text(1)))
            .collect();
        Ok(Kept {
            questions: count("SELECT COUNT(*) FROM questions WHERE person = $1").await?,
            oldest,
            latest,
            votes: count("SELECT COUNT(*) FROM feedback WHERE person = $1").await?,
            gaps: count("SELECT COUNT(*) FROM gap_asks WHERE person = $1").await?,
            tells: count("SELECT COUNT(*) FROM tells WHERE person = $1").await?,
            pending: count("SELECT COUNT(*) FROM pending WHERE person = $1").await?,
        })
    }

    /// Deletes everything kept of a member at once, and says what that was. Counts that name nobody stay.
    pub async fn forget(&self, person: &Person) -> Result<Kept, Error> {
        let kept = self.kept(person).await?;
        let who = person.as_str();
        let mut change = self.store().begin().await?;
        // Others' votes on this member's questions go with the questions.
        change
            .execute(
                "DELETE FROM feedback WHERE person = $1 \
                 OR question IN (SELECT id FROM questions WHERE person = $1)",
                values![who],
            )
            .await?;
        for sql in [
            "DELETE FROM questions WHERE person = $1",
            "DELETE FROM gap_asks WHERE person = $1",
            "DELETE FROM tells WHERE person = $1",
            "DELETE FROM pending WHERE person = $1",
        ] {
            change.execute(sql, values![who]).await?;
        }
        gaps::tidy(&mut change).await?;
        change.commit().await?;
        Ok(kept)
    }
}
