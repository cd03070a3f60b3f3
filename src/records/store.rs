//! One small layer over the two databases: the same statements, values and rows on SQLite and on PostgreSQL.
//!
//! Statements use `$1` parameters, `ON CONFLICT`, and integers and texts only, which both understand alike.
//! `sqlx::Any` is not used because it cannot set SQLite's journal mode and busy timeout before the first statement.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Column, Postgres, Row as _, Sqlite, Transaction, TypeInfo, ValueRef};

use super::Error;

/// How long a statement waits for another that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// A value that goes in or comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

/// Discord's ids are below 2^63 and keep their value; anything else keeps its bits.
impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Int(Some(value.cast_signed()))
    }
}

impl From<Option<u64>> for Value {
    fn from(value: Option<u64>) -> Self {
        Self::Int(value.map(u64::cast_signed))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        // PostgreSQL refuses NUL in a text, and nobody's words need one.
        Self::Text(Some(value.replace('\0', "")))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        value.as_str().into()
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        value.as_str().into()
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(|text| text.replace('\0', "")))
    }
}

/// Values of different types in a row, for the parameters of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::records::store::Value::from($value)),*] };
}
pub(super) use values;

/// One row of a result.
#[derive(Clone, Debug)]
pub(super) struct Row(Vec<Value>);

impl Row {
    /// The text in column `at`, empty where it is null.
    pub(super) fn text(&self, at: usize) -> String {
        self.maybe_text(at).unwrap_or_default()
    }

    /// The text in column `at`.
    pub(super) fn maybe_text(&self, at: usize) -> Option<String> {
        match self.0.get(at) {
            Some(Value::Text(text)) => text.clone(),
            _ => None,
        }
    }

    /// The number in column `at`, 0 where it is null.
    pub(super) fn int(&self, at: usize) -> i64 {
        self.maybe_int(at).unwrap_or_default()
    }

    /// The number in column `at`.
    pub(super) fn maybe_int(&self, at: usize) -> Option<i64> {
        match self.0.get(at) {
            Some(Value::Int(number)) => *number,
            _ => None,
        }
    }

    /// The Discord id in column `at`.
    pub(super) fn id(&self, at: usize) -> u64 {
        self.int(at).cast_unsigned()
    }

    /// The Discord id in column `at`, where there is one.
    pub(super) fn maybe_id(&self, at: usize) -> Option<u64> {
        self.maybe_int(at).map(i64::cast_unsigned)
    }
}

/// The database.
#[derive(Clone, Debug)]
pub(super) enum Store {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A change of several statements that happens whole or not at all.
pub(super) enum Change {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// How a SQLite file of records is opened.
pub(super) fn sqlite_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY)
        .foreign_keys(true)
}

impl Store {
    /// Opens the SQLite file, creating it where there is none, and brings its tables up to date.
    pub(super) async fn open_sqlite(file: &Path) -> Result<Self, Error> {
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(BUSY)
            .connect_with(sqlite_options(file))
            .await?;
        sqlx::migrate!("migrations/sqlite").run(&pool).await?;
        Ok(Self::Sqlite(pool))
    }

    /// Connects to PostgreSQL and brings its tables up to date.
    pub(super) async fn open_postgres(url: &str) -> Result<Self, Error> {
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(BUSY)
            .connect_with(PgConnectOptions::from_str(url)?.application_name("giljabi"))
            .await?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    /// Begins a change. On SQLite the right to write is taken at once, so that a change never fails half-way for want of it.
    pub(super) async fn begin(&self) -> Result<Change, Error> {
        Ok(match self {
            Self::Sqlite(pool) => Change::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Change::Postgres(pool.begin().await?),
        })
    }

    /// Runs one statement and says how many rows it touched.
    pub(super) async fn execute(&self, sql: &'static str, values: &[Value]) -> Result<u64, Error> {
        Ok(match self {
            Self::Sqlite(pool) => bind_sqlite(sql, values).execute(pool).await?.rows_affected(),
            Self::Postgres(pool) => bind_postgres(sql, values).execute(pool).await?.rows_affected(),
        })
    }

    /// The rows of a query.
    pub(super) async fn rows(&self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(pool) => read_all(bind_sqlite(sql, values).fetch_all(pool).await?, sqlite_row),
            Self::Postgres(pool) => read_all(bind_postgres(sql, values).fetch_all(pool).await?, postgres_row),
        }
    }

    /// The first row of a query.
    pub(super) async fn row(&self, sql: &'static str, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Closes the connections; what was written is on the disk then.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Change {
    /// Runs one statement and says how many rows it touched.
    pub(super) async fn execute(&mut self, sql: &'static str, values: &[Value]) -> Result<u64, Error> {
        Ok(match self {
            Self::Sqlite(on) => bind_sqlite(sql, values).execute(&mut **on).await?.rows_affected(),
            Self::Postgres(on) => bind_postgres(sql, values).execute(&mut **on).await?.rows_affected(),
        })
    }

    /// The rows of a query.
    pub(super) async fn rows(&mut self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(on) => read_all(bind_sqlite(sql, values).fetch_all(&mut **on).await?, sqlite_row),
            Self::Postgres(on) => read_all(bind_postgres(sql, values).fetch_all(&mut **on).await?, postgres_row),
        }
    }

    /// The first row of a query.
    pub(super) async fn row(&mut self, sql: &'static str, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Makes the change hold.
    pub(super) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(on) => on.commit().await?,
            Self::Postgres(on) => on.commit().await?,
        }
        Ok(())
    }
}

fn bind_sqlite(
    sql: &'static str,
    values: &[Value],
) -> sqlx::query::Query<'static, Sqlite, sqlx::sqlite::SqliteArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Int(number) => query.bind(*number),
        Value::Text(text) => query.bind(text.clone()),
    })
}

fn bind_postgres(
    sql: &'static str,
    values: &[Value],
) -> sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments> {
    values.iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Int(number) => query.bind(*number),
        Value::Text(text) => query.bind(text.clone()),
    })
}

fn read_all<R>(rows: Vec<R>, read: impl Fn(&R) -> Result<Row, sqlx::Error>) -> Result<Vec<Row>, Error> {
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

fn sqlite_row(row: &SqliteRow) -> Result<Row, sqlx::Error> {
    (0..row.len())
        .map(|at| {
            let kind = row.try_get_raw(at)?.type_info().name().to_owned();
            match kind.as_str() {
                "INTEGER" | "BOOLEAN" => row.try_get::<Option<i64>, _>(at).map(Value::Int),
                _ => row.try_get::<Option<String>, _>(at).map(Value::Text),
            }
        })
        .collect::<Result<_, _>>()
        .map(Row)
}

fn postgres_row(row: &PgRow) -> Result<Row, sqlx::Error> {
    (0..row.len())
        .map(|at| match row.column(at).type_info().name() {
            "INT8" => row.try_get::<Option<i64>, _>(at).map(Value::Int),
            "INT4" => row
                .try_get::<Option<i32>, _>(at)
                .map(|number| Value::Int(number.map(i64::from))),
            _ => row.try_get::<Option<String>, _>(at).map(Value::Text),
        })
        .collect::<Result<_, _>>()
        .map(Row)
}
