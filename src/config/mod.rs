//! The only reader of the environment and of `giljabi.toml`; secrets in a type that never prints them.

pub mod common;
pub mod environment;
pub mod file;
pub mod secret;

pub use common::Common;
pub use file::{FileConfig, Pace};
pub use secret::Secret;
