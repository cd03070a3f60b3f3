//! A small Discord-compatible server on loopback and its page, so that the real bot can be tried without a token.
