//! `giljabi admin`: what the staff commands do on Discord, for a terminal; and backups of the records.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use serde_json::json;

use super::{note, say};
use crate::config::environment::variable;
use crate::config::{Common, FileConfig};
use crate::desk::Desk;
use crate::desk::changes::{Named, count_records};
use crate::desk::reindex::{NotDone, Order, Report, Step};
use crate::knowledge::Lang;
use crate::records::{self, Action, Options, Records, Why, day_of};

/// The flags of `admin`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The language of the messages
    #[arg(long, value_enum, default_value = "ko", global = true)]
    lang: MessageLang,
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

/// The language a person reads messages in.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageLang {
    /// Korean
    Ko,
    /// English
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// How the bot is doing
    Status,
    /// Take up the edited data files, asking the golden questions before and after
    Reindex {
        /// Take them up although golden questions get worse
        #[arg(long)]
        although_worse: bool,
    },
    /// Go back to an earlier index; without a name, list them
    Rollback {
        /// The generation to go back to
        generation: Option<String>,
    },
    /// Questions that want an answer, the most asked first
    Gaps {
        /// How many to show
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Who did what when
    History {
        /// How many lines to show
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Write the records as CSV files into a directory
    Export {
        /// The directory
        directory: PathBuf,
    },
    /// Write a backup of the records while the bot runs; the key of the members' hashes goes beside it
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Put a backup of the records back; the bot must not run
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Say which Discord servers keep the knowledge; without an id, list them
    Home {
        /// The server's id
        server: Option<u64>,
        /// It does not any more
        #[arg(long, requires = "server")]
        remove: bool,
    },
}

/// Runs `admin`.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let out = Out {
        lang: match args.lang {
            MessageLang::Ko => Lang::Ko,
            MessageLang::En => Lang::En,
        },
        json: args.json,
    };
    let runtime = tokio::runtime::Runtime::new().context("no threads could be started")?;
    runtime.block_on(async {
        if let Command::Restore { file } = &args.command {
            if database_url().is_some() {
                bail!("the records are on PostgreSQL: put a dump back with psql, and state/person.key beside it");
            }
            records::restore(&common.state, file).await?;
            out.say(
                &format!("{}에서 기록을 되살렸습니다.", file.display()),
                &format!("The records are those of {} again.", file.display()),
                json!({ "restored": file }),
            );
            return Ok(ExitCode::SUCCESS);
        }
        let records = open(common).await?;
        let done = command(common, &args.command, &out, &records).await;
        records.close().await;
        done
    })
}

fn database_url() -> Option<String> {
    variable("DATABASE_URL")
}

async fn open(common: &Common) -> anyhow::Result<Records> {
    let mut options = Options::new(&common.state);
    options.database_url = database_url();
    let file = FileConfig::read(None).map_err(|error| anyhow::anyhow!(error))?;
    if let Some(days) = file.retention_days {
        options.retention_days = days;
    }
    Ok(Records::open(options).await?)
}

async fn command(common: &Common, command: &Command, out: &Out, records: &Records) -> anyhow::Result<ExitCode> {
    match command {
        Command::Status => status(common, out, records).await?,
        Command::Reindex { although_worse } => return reindex(common, out, records, *although_worse).await,
        Command::Rollback { generation } => rollback(common, out, records, generation.as_deref()).await?,
        Command::Gaps { limit } => gaps(out, records, *limit).await?,
        Command::History { limit } => history(out, records, *limit).await?,
        Command::Export { directory } => export(out, records, directory).await?,
        Command::Backup { file } => {
            records.backup(file).await?;
            out.say(
                &format!(
                    "{}에 백업했습니다. 회원 해시의 키는 {}.key에 있습니다.",
                    file.display(),
                    file.display()
                ),
                &format!(
                    "Backed up to {}; the key of the members' hashes is in {}.key.",
                    file.display(),
                    file.display()
                ),
                json!({ "backup": file }),
            );
        }
        Command::Restore { .. } => {}
        Command::Home { server, remove } => home(out, records, *server, !remove).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// How results are printed.
struct Out {
    lang: Lang,
    json: bool,
}

impl Out {
    fn pick<'a>(&self, ko: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }

    fn say(&self, ko: &str, en: &str, value: serde_json::Value) {
        if self.json {
            say(&value.to_string());
        } else {
            say(self.pick(ko, en));
        }
    }
}

fn clock(at: Timestamp) -> String {
    let seoul = at.to_zoned(TimeZone::fixed(tz::offset(9)));
    seoul.strftime("%Y-%m-%d %H:%M").to_string()
}

async fn status(common: &Common, out: &Out, records: &Records) -> anyhow::Result<()> {
    let desk = Desk::open(&common.places())?;
    let snapshot = desk.snapshot();
    let today = day_of(Timestamp::now());
    let counts = records.counts(None, today, today).await?;
    let open_gaps = records.open_gaps(None).await?;
    let documents = snapshot.knowledge.documents.len();
    let record_count = count_records(&snapshot.knowledge);
    if out.json {
        say(&json!({
            "generation": snapshot.generation,
            "built": desk.built().map(|at| at.to_string()),
            "rolled_back": desk.gone_back(),
            "documents": documents,
            "records": record_count,
            "today": {
                "questions": counts.questions,
                "unanswered": counts.unanswered,
                "helped": counts.helped,
                "did_not_help": counts.did_not_help,
                "errors": counts.errors,
            },
            "open_gaps": open_gaps,
            "version": env!("CARGO_PKG_VERSION"),
        })
        .to_string());
        return Ok(());
    }
    let line = |ko: &str, en: &str, value: String| say(&format!("{}: {value}", out.pick(ko, en)));
    let back = if desk.gone_back() {
        out.pick(" (되돌린 상태)", " (rolled back)")
    } else {
        ""
    };
    line("색인", "Index", format!("{}{back}", snapshot.generation));
    line("만든 때", "Built", desk.built().map_or_else(|| "–".into(), clock));
    line("문서", "Documents", documents.to_string());
    line("기록", "Records", record_count.to_string());
    line("오늘 질문", "Questions today", counts.questions.to_string());
    line("오늘 답 없음", "Unanswered today", counts.unanswered.to_string());
    line(
        "오늘 평가",
        "Votes today",
        format!("+{} -{}", counts.helped, counts.did_not_help),
    );
    line("오늘 오류", "Errors today", counts.errors.to_string());
    line("답을 기다리는 질문", "Waiting for an answer", open_gaps.to_string());
    line("버전", "Version", env!("CARGO_PKG_VERSION").to_owned());
    Ok(())
}

/// Notes what was done in a terminal. Who sits there is not known here.
async fn done(records: &Records, action: &str, before: Option<String>, after: Option<String>, result: &str) {
    let action = Action {
        at: Timestamp::now(),
        server: 0,
        person: records.person(0),
        staff: Some(0),
        action: action.to_owned(),
        subject: "giljabi admin".into(),
        before,
        after,
        result: result.to_owned(),
    };
    if let Err(error) = records.audit(&action).await {
        note(&format!("giljabi: this is missing in the history: {error}"));
    }
}

async fn reindex(common: &Common, out: &Out, records: &Records, although_worse: bool) -> anyhow::Result<ExitCode> {
    // What is in use now is what the new data is compared with, so nothing is rebuilt on opening.
    let desk = Desk::open_as_is(&common.places())?;
    let hash = crate::knowledge::content_hash(&common.data).ok();
    let lang = out.lang;
    let order = Order {
        who: out.pick("터미널의 운영자", "the operator in a terminal"),
        today: common.today(),
        golden: Some(&crate::eval::for_staff::golden),
        although_worse: hash.as_deref().filter(|_| although_worse),
        progress: &move |step| note(step_words(lang, step)),
    };
    let before = desk.snapshot().generation.clone();
    match desk.reindex(&order) {
        Ok(report) => {
            let result = if report.published { "done" } else { "worse" };
            let after = report.published.then(|| report.generation.clone());
            done(records, "reindex", Some(before), after, result).await;
            if out.json {
                say(&serde_json::to_string(&report)?);
            } else {
                print_report(out, &report);
            }
            Ok(if report.published {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Err(error) => {
            let result = match &error {
                NotDone::Busy(_) => "busy",
                NotDone::Broken(_) => "broken",
                NotDone::Failed(_) => "failed",
            };
            done(records, "reindex", Some(before), None, result).await;
            match error {
                NotDone::Broken(problems) if out.json => {
                    say(&json!({ "published": false, "problems": problems.0 }).to_string());
                }
                NotDone::Broken(problems) => say(&problems.say(lang)),
                NotDone::Busy(who) => {
                    let words = match lang {
                        Lang::Ko => format!("이미 자료를 반영하고 있습니다: {who}"),
                        Lang::En => format!("already being done by {who}"),
                    };
                    bail!(words);
                }
                NotDone::Failed(error) => return Err(error),
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn step_words(lang: Lang, step: Step) -> &'static str {
    match (step, lang) {
        (Step::Checking, Lang::Ko) => "자료를 검사합니다",
        (Step::Checking, Lang::En) => "Checking the data",
        (Step::Building, Lang::Ko) => "새 색인을 만듭니다",
        (Step::Building, Lang::En) => "Building the new index",
        (Step::Asking, Lang::Ko) => "확인 질문을 합니다",
        (Step::Asking, Lang::En) => "Asking the golden questions",
        (Step::Publishing, Lang::Ko) => "새 색인으로 바꿉니다",
        (Step::Publishing, Lang::En) => "Switching to the new index",
    }
}

fn print_report(out: &Out, report: &Report) {
    let list = |ko: &str, en: &str, records: &[Named]| {
        for record in records {
            say(&format!("{} {} ({})", out.pick(ko, en), record.name, record.kind));
        }
    };
    list("더해짐:", "added:", &report.changes.added);
    list("없어짐:", "removed:", &report.changes.removed);
    list("바뀜:", "changed:", &report.changes.changed);
    for (moved, words) in [
        (&report.worse, out.pick("나빠진 질문:", "got worse:")),
        (&report.better, out.pick("나아진 질문:", "got better:")),
    ] {
        for moved in moved {
            say(&format!("{words} {} {}", moved.question, moved.why));
        }
    }
    if let Some(why) = &report.golden_broken {
        say(why);
    }
    for warning in &report.warnings.0 {
        note(&warning.say(out.lang));
    }
    if report.published {
        say(&format!(
            "{} {}",
            out.pick("새 자료로 답합니다:", "in use:"),
            report.generation
        ));
    } else {
        say(out.pick(
            "반영하지 않았습니다. 그래도 반영하려면 --although-worse를 붙이십시오.",
            "Not taken up. Add --although-worse to take it up all the same.",
        ));
    }
}

async fn rollback(common: &Common, out: &Out, records: &Records, to: Option<&str>) -> anyhow::Result<()> {
    let desk = Desk::open_as_is(&common.places())?;
    let current = desk.snapshot().generation.clone();
    let Some(to) = to else {
        for generation in desk.generations() {
            if out.json {
                say(&serde_json::to_string(&generation)?);
            } else {
                let mark = if generation.name == current { "*" } else { " " };
                let built = generation.built().map(clock).unwrap_or_default();
                say(&format!("{mark} {} {built}", generation.name));
            }
        }
        return Ok(());
    };
    let who = out.pick("터미널의 운영자", "the operator in a terminal");
    match desk.rollback(to, who) {
        Ok(()) => {
            done(records, "rollback", Some(current), Some(to.to_owned()), "done").await;
            out.say(
                &format!("이제 {to}에서 답합니다. 켜져 있는 봇은 다시 시작해야 이것을 씁니다."),
                &format!("Answers come from {to} now. A bot that runs has to be restarted to use it."),
                json!({ "generation": to }),
            );
            Ok(())
        }
        Err(error) => {
            done(records, "rollback", Some(current), None, "failed").await;
            Err(error.into())
        }
    }
}

async fn gaps(out: &Out, records: &Records, limit: usize) -> anyhow::Result<()> {
    for gap in records.gaps(None, limit).await? {
        let wordings = records.wordings(gap.id).await?;
        let why: Vec<&str> = gap
            .why
            .iter()
            .map(|why| match why {
                Why::Unanswered => out.pick("답 없음", "no answer"),
                Why::Disliked => out.pick("도움이 안 됨", "did not help"),
                Why::AskedStaff => out.pick("담당자에게 질문", "asked for staff"),
            })
            .collect();
        if out.json {
            say(&json!({
                "id": gap.id,
                "server": gap.server.to_string(),
                "question": gap.question,
                "lang": gap.lang,
                "asked": gap.asked,
                "people": gap.people,
                "waiting": gap.waiting,
                "why": why,
                "first_at": gap.first_at.to_string(),
                "last_at": gap.last_at.to_string(),
                "wordings": wordings.iter().map(|wording| &wording.question).collect::<Vec<_>>(),
            })
            .to_string());
            continue;
        }
        say(&format!(
            "{}× {} ({}, {})",
            gap.asked,
            gap.question,
            why.join(", "),
            clock(gap.last_at)
        ));
        for wording in wordings.iter().filter(|wording| wording.question != gap.question) {
            say(&format!("   = {}", wording.question));
        }
    }
    Ok(())
}

async fn history(out: &Out, records: &Records, limit: usize) -> anyhow::Result<()> {
    for entry in records.history(None, limit).await? {
        let action = &entry.action;
        if out.json {
            say(&json!({
                "id": entry.id,
                "at": action.at.to_string(),
                "server": action.server.to_string(),
                "staff": action.staff.map(|staff| staff.to_string()),
                "allowed": entry.allowed,
                "action": action.action,
                "subject": action.subject,
                "before": action.before,
                "after": action.after,
                "result": action.result,
            })
            .to_string());
            continue;
        }
        let who = match action.staff {
            Some(0) => "giljabi".to_owned(),
            Some(staff) => staff.to_string(),
            None => format!("({})", action.person.as_str().chars().take(8).collect::<String>()),
        };
        let change = match (&action.before, &action.after) {
            (None, None) => String::new(),
            (before, after) => format!(
                " {} → {}",
                before.as_deref().unwrap_or("–"),
                after.as_deref().unwrap_or("–")
            ),
        };
        say(&format!(
            "{} {who} {} {}{change} [{}]",
            clock(action.at),
            action.action,
            action.subject,
            action.result
        ));
    }
    Ok(())
}

async fn export(out: &Out, records: &Records, directory: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))?;
    let mut files = Vec::new();
    for (name, csv) in records.export(None, usize::MAX).await? {
        let file = directory.join(format!("{name}.csv"));
        std::fs::write(&file, csv).with_context(|| format!("cannot write {}", file.display()))?;
        files.push(file);
    }
    out.say(
        &format!("{}에 CSV 파일 {}개를 썼습니다.", directory.display(), files.len()),
        &format!("Wrote {} CSV files into {}.", files.len(), directory.display()),
        json!({ "files": files }),
    );
    Ok(())
}

async fn home(out: &Out, records: &Records, server: Option<u64>, home: bool) -> anyhow::Result<()> {
    if let Some(server) = server {
        records.set_home(server, home).await?;
        done(records, "home", None, Some(format!("{server} {home}")), "done").await;
    }
    for server in records.homes().await? {
        if out.json {
            say(&json!({ "home": server.to_string() }).to_string());
        } else {
            say(&server.to_string());
        }
    }
    Ok(())
}
