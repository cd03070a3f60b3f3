//! The only reader of the environment; secrets in a type that never prints them.
