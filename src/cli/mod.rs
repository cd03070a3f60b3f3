//! The command line: one file a subcommand.

use std::process::ExitCode;

/// Runs the command line and returns its exit code: 0 done, 1 failed, 2 wrong usage.
pub fn run() -> ExitCode {
    ExitCode::FAILURE
}
