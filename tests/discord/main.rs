//! The real bot on the playground's server, end to end.

mod ask;
mod buttons;
mod faults;
mod load;
mod permissions;
mod support;
