//! The program's entry: turns the result of the command line into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    giljabi::cli::run()
}
