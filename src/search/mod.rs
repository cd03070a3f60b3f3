//! Index generations on disk, and retrieving passages from them.
