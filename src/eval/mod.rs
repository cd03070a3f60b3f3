//! Asking the golden questions and printing what changed.
