//! The command line: one file a subcommand.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Common;

pub mod admin;
pub mod ask;
pub mod chat;

pub mod check;
pub mod eval;
pub mod import;
pub mod index;
pub mod playground;
pub mod search;
pub mod serve;

/// Answers questions from a directory of documents and records, each answer with the sentence it rests on.
#[derive(Debug, Parser)]
#[command(name = "giljabi", version)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer a question, or a file of them
    Ask(ask::Args),
    /// Hold a conversation in the terminal
    Chat(chat::Args),
    /// Ask the golden questions and print what changed
    Eval(eval::Args),
    /// Search for passages
    Search(search::Args),
    /// Build a new generation of the index
    Index(index::Args),
    /// Validate the data directory
    Check(check::Args),
    /// Turn documents into files of the data directory
    Import(import::Args),
    /// Parse one file from stdin, within limits
    #[command(hide = true)]
    ImportWorker(import::WorkerArgs),
    /// Run the bot on Discord
    Serve(serve::Args),
    /// What the staff commands do, and backups
    Admin(admin::Args),
    /// Try the bot without a token: a Discord of its own on this machine, with a page
    Playground(playground::Args),
}

/// Runs the command line and returns its exit code: 0 done, 1 failed, 2 wrong usage.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Ask(args) => ask::run(&cli.common, args),
        Command::Chat(args) => chat::run(&cli.common, args),
        Command::Eval(args) => eval::run(&cli.common, args),
        Command::Import(args) => import::run(&cli.common, args),
        Command::ImportWorker(args) => Ok(import::run_worker(args)),
        Command::Search(args) => search::run(&cli.common, args),
        Command::Index(args) => index::run(&cli.common, args),
        Command::Check(args) => check::run(&cli.common, args),
        Command::Admin(args) => admin::run(&cli.common, args),
        Command::Serve(args) => serve::run(&cli.common, args),
        Command::Playground(args) => playground::run(&cli.common, args),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            note(&format!("giljabi: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a line of the result to stdout. A closed pipe (`| head`) ends the output quietly.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    if writeln!(std::io::stdout().lock(), "{line}").is_err() {
        std::process::exit(0);
    }
}

/// Prints a line of progress or a problem to stderr.
#[expect(
    clippy::print_stderr,
    reason = "the one place where the command line writes to stderr"
)]
pub(crate) fn note(line: &str) {
    eprintln!("{line}");
}
