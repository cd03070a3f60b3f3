//! The records as CSV that a spreadsheet opens: UTF-8 with its mark, times in Korea, no cell that runs.

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};

use super::store::{Row, values};
use super::{Error, Records, moment};

/// What a column of a table holds.
#[derive(Clone, Copy)]
enum Cell {
    Text,
    Number,
    Moment,
}

/// A table: its name, its columns, and the query that fills them.
struct Table {
    name: &'static str,
    columns: &'static [(&'static str, Cell)],
    sql: &'static str,
}

const TABLES: [Table; 4] = [
    Table {
        name: "questions",
        columns: &[
            ("id", Cell::Text),
            ("asked_at", Cell::Moment),
            ("lang", Cell::Text),
            ("question", Cell::Text),
            ("kind", Cell::Text),
            ("reason", Cell::Text),
            ("answer", Cell::Text),
            ("sources", Cell::Text),
            ("helped", Cell::Number),
            ("did_not_help", Cell::Number),
            ("generation", Cell::Text),
            ("elapsed_us", Cell::Number),
        ],
        sql: "SELECT q.id, q.at, q.lang, q.question, q.kind, q.reason, q.answer, q.sources, \
              (SELECT COUNT(*) FROM feedback f WHERE f.question = q.id AND f.vote > 0), \
              (SELECT COUNT(*) FROM feedback f WHERE f.question = q.id AND f.vote < 0), \
              q.generation, q.elapsed_us FROM questions q WHERE $1 = 1 OR q.server = $2 \
              ORDER BY q.at DESC, q.id LIMIT $3",
    },
    Table {
        name: "gaps",
        columns: &[
            ("gap", Cell::Number),
            ("state", Cell::Text),
            ("record", Cell::Text),
            ("asked_at", Cell::Moment),
            ("why", Cell::Text),
            ("lang", Cell::Text),
            ("question", Cell::Text),
        ],
        sql: "SELECT g.id, g.state, g.record, a.at, a.why, a.lang, a.question FROM gaps g \
              JOIN gap_asks a ON a.gap = g.id WHERE $1 = 1 OR g.server = $2 \
              ORDER BY g.id, a.at, a.asked LIMIT $3",
    },
    Table {
        name: "counts",
        columns: &[("day", Cell::Text), ("kind", Cell::Text), ("count", Cell::Number)],
        sql: "SELECT day, kind, CAST(SUM(n) AS BIGINT) FROM counts WHERE $1 = 1 OR server = $2 \
              GROUP BY day, kind ORDER BY day, kind LIMIT $3",
    },
    Table {
        name: "history",
        columns: &[
            ("at", Cell::Moment),
            ("staff", Cell::Text),
            ("allowed", Cell::Number),
            ("action", Cell::Text),
            ("subject", Cell::Text),
            ("before", Cell::Text),
            ("after", Cell::Text),
            ("result", Cell::Text),
        ],
        sql: "SELECT at, CAST(staff AS TEXT), allowed, action, subject, before, after, result FROM audit \
              WHERE $1 = 1 OR server = $2 ORDER BY at DESC, id DESC LIMIT $3",
    },
];

impl Records {
    /// The records of one server, or of all with `None`, as CSV: each table's name and content. Nobody who asked is in
    /// them, not even as a hash.
    pub async fn export(&self, server: Option<u64>, most: usize) -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
        self.flush().await;
        let mut files = Vec::with_capacity(TABLES.len());
        for table in &TABLES {
            let rows = self
                .store()
                .rows(
                    table.sql,
                    values![
                        server.is_none(),
                        server.unwrap_or(0),
                        i64::try_from(most).unwrap_or(i64::MAX)
                    ],
                )
                .await?;
            files.push((table.name, write(table, &rows)?));
        }
        Ok(files)
    }
}

fn write(table: &Table, rows: &[Row]) -> Result<Vec<u8>, Error> {
    let failed = |error: csv::Error| Error::Other(error.to_string());
    // Without the mark, spreadsheets take Korean for another encoding.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record(table.columns.iter().map(|(name, _)| *name))
        .map_err(failed)?;
    for row in rows {
        let cells = table.columns.iter().enumerate().map(|(at, (_, cell))| match cell {
            Cell::Text => harmless(row.text(at)),
            Cell::Number => row.int(at).to_string(),
            Cell::Moment => in_korea(moment(row.int(at))),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::Other(error.to_string()))
}

/// A cell that begins like a formula is run by spreadsheets; members' words are not to be run.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

fn in_korea(at: Timestamp) -> String {
    let seoul = at.to_zoned(TimeZone::fixed(tz::offset(9)));
    seoul.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
