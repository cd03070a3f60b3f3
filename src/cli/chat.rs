//! `giljabi chat`: a conversation in the terminal.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use crate::answer::Ask;
use crate::config::Common;
use crate::desk::Desk;

/// The flags of `chat`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `chat`: reads a question a line until the input ends.
pub fn run(common: &Common, _args: &Args) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&common.places())?;
    let mut out = std::io::stdout().lock();
    write!(out, "> ")?;
    out.flush()?;
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line?;
        let question = String::from_utf8_lossy(&line);
        if !question.trim().is_empty() {
            let mut ask = Ask::question(question.trim(), common.today());
            ask.session = Some("terminal".to_owned());
            writeln!(out, "{}\n", super::ask::for_a_person(&desk.ask(&ask)))?;
        }
        write!(out, "> ")?;
        out.flush()?;
    }
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
