//! A fresh set of records on SQLite or on PostgreSQL, for tests that hold on both.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::PathBuf;

use giljabi::records::{Asked, Options, Records};
use jiff::Timestamp;
use sqlx::{Connection, Executor, PgConnection};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

/// Records in a directory of their own and, on PostgreSQL, a database of their own.
pub(crate) struct Bench {
    pub(crate) records: Records,
    pub(crate) state: tempfile::TempDir,
    database: Option<(String, String)>,
}

impl Bench {
    /// Opens fresh records; `None` where there is no PostgreSQL to try on, which is then printed.
    pub(crate) async fn open(on: On) -> Option<Self> {
        let database = match on {
            On::Sqlite => None,
            On::Postgres => Some(fresh_database(&postgres()?).await),
        };
        let state = tempfile::tempdir().unwrap();
        let bench = Self {
            records: open(
                state.path().to_path_buf(),
                database.as_ref().map(|(_, url)| url.clone()),
            )
            .await,
            state,
            database,
        };
        Some(bench)
    }

    /// Opens the same records a second time, as after a restart or from another process.
    pub(crate) async fn again(&self) -> Records {
        open(
            self.state.path().to_path_buf(),
            self.database.as_ref().map(|(_, url)| url.clone()),
        )
        .await
    }

    /// Removes what the test made.
    pub(crate) async fn close(self) {
        self.records.close().await;
        if let (Some((name, _)), Some(server)) = (&self.database, postgres()) {
            let mut connection = PgConnection::connect(&server).await.unwrap();
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            connection.execute(sqlx::AssertSqlSafe(drop)).await.unwrap();
        }
    }
}

async fn open(state: PathBuf, database_url: Option<String>) -> Records {
    let options = Options {
        database_url,
        ..Options::new(state)
    };
    Records::open(options).await.unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration but the environment"
)]
fn postgres() -> Option<String> {
    let server = std::env::var("GILJABI_TEST_POSTGRES").ok();
    if server.is_none() {
        assert!(
            std::env::var("GILJABI_CI").is_err(),
            "GILJABI_CI is set and GILJABI_TEST_POSTGRES is not: the records have to be tried on PostgreSQL"
        );
        println!("skipped: set GILJABI_TEST_POSTGRES=postgres://… to try the records on PostgreSQL");
    }
    server
}

async fn fresh_database(server: &str) -> (String, String) {
    let name = format!("giljabi_test_{}", Records::new_id());
    let mut connection = PgConnection::connect(server).await.unwrap();
    let create = format!("CREATE DATABASE {name}");
    connection.execute(sqlx::AssertSqlSafe(create)).await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    let url = format!("{address}/{name}");
    (name, url)
}

/// A moment: `2024-03-04T09:00+09:00` for `"2024-03-04T00:00:00Z"`.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A question asked in server 1 by `member`, without an answer.
pub(crate) fn unanswered(records: &Records, id: &str, member: u64, question: &str, moment: &str) -> Asked {
    Asked {
        id: id.into(),
        server: 1,
        person: records.person(member),
        at: at(moment),
        lang: "ko".into(),
        question: question.into(),
        answer: "자료에 없는 내용입니다.".into(),
        kind: "no_answer".into(),
        reason: Some("not_in_knowledge".into()),
        sources: vec![],
        generation: "g1".into(),
        elapsed_us: 300,
        unanswered: true,
    }
}

/// A question asked in server 1 by `member`, with an answer.
pub(crate) fn answered(records: &Records, id: &str, member: u64, question: &str, moment: &str) -> Asked {
    Asked {
        answer: "1999년에 문을 열었습니다.".into(),
        kind: "answer".into(),
        reason: None,
        sources: vec!["news-1".into()],
        unanswered: false,
        ..unanswered(records, id, member, question, moment)
    }
}

/// Makes each function a test on SQLite and a test on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() {
                let bench = $crate::records_support::Bench::open($crate::records_support::On::Sqlite).await.unwrap();
                super::$name(&bench).await;
                bench.close().await;
            })*
        }
        mod postgres {
            $(#[tokio::test] async fn $name() {
                let Some(bench) = $crate::records_support::Bench::open($crate::records_support::On::Postgres).await else {
                    return;
                };
                super::$name(&bench).await;
                bench.close().await;
            })*
        }
    };
}
