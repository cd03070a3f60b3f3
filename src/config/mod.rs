//! The only reader of the environment; secrets in a type that never prints them.

pub mod common;

pub use common::Common;
