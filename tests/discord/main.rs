//! The real bot on the playground's server, end to end.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a failure is to be seen where it happens, and a skipped part is said aloud"
)]

mod ask;
mod buttons;
mod faults;
mod load;
mod permissions;
mod support;
