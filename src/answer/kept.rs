//! What an engine works out once for a generation, kept beside it: opening it again reads that in place of thousands of wordings.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, bail, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::knowledge::{Knowledge, Lang};
use crate::search::Generation;

use super::engine::Engine;
use super::segment::Vocabulary;
use super::statements::{Learnt, Statements};
use super::terms::Terms;

/// The file beside the generation.
const FILE: &str = "engine";

/// What is kept, to be written.
#[derive(Serialize)]
struct Out<'a> {
    vocabulary: &'a Vocabulary,
    terms: &'a Terms,
    statements: &'a Statements,
    learnt: Vec<Learnt>,
    written: &'a HashSet<String>,
    compact: &'a str,
    cited: &'a HashMap<String, Vec<(Lang, String)>>,
}

/// What is kept, as it is read: the fields of [`Out`] in their order.
#[derive(Deserialize)]
pub(super) struct Kept {
    pub(super) vocabulary: Vocabulary,
    pub(super) terms: Terms,
    pub(super) statements: Statements,
    learnt: Vec<Learnt>,
    pub(super) written: HashSet<String>,
    pub(super) compact: String,
    pub(super) cited: HashMap<String, Vec<(Lang, String)>>,
}

/// By what it was worked out, and from what: of others nothing is read.
fn key(generation: &Generation) -> String {
    let manifest = generation.manifest();
    format!("{} {} {}", env!("GILJABI_READING"), manifest.data, manifest.lexicon)
}

impl Kept {
    /// What was kept beside a generation, if it is whole and this program's.
    pub(super) fn read(generation: &Generation, knowledge: &Knowledge) -> anyhow::Result<Self> {
        let bytes = generation.beside(FILE)?;
        let mut kept: Self = unpack(&bytes, &key(generation))?;
        let learnt = std::mem::take(&mut kept.learnt);
        ensure!(kept.statements.complete(knowledge, learnt), "it is of other records");
        Ok(kept)
    }
}

/// Keeps what an engine has worked out. That it can't be written (a directory that may only be read) costs time at the next
/// opening, and nothing else.
pub(super) fn write(
    engine: &Engine,
    cited: &HashMap<String, Vec<(Lang, String)>>,
    written: &HashSet<String>,
    compact: &str,
) {
    let out = Out {
        vocabulary: &engine.vocabulary,
        terms: &engine.terms,
        statements: &engine.statements,
        learnt: engine.statements.learnt(),
        written,
        compact,
        cited,
    };
    let done = pack(&out, &key(&engine.generation)).and_then(|bytes| engine.generation.keep_beside(FILE, &bytes));
    if let Err(error) = done {
        tracing::debug!(
            "what was worked out for {} is not kept: {error:#}",
            engine.generation.name()
        );
    }
}

/// A checksum, the key, and what is packed.
fn pack(value: &impl Serialize, key: &str) -> anyhow::Result<Vec<u8>> {
    let packed = postcard::to_stdvec(&(key, value)).context("packing it")?;
    let mut bytes = blake3::hash(&packed).as_bytes().to_vec();
    bytes.extend(packed);
    Ok(bytes)
}

fn unpack<T: DeserializeOwned>(bytes: &[u8], key: &str) -> anyhow::Result<T> {
    let Some((checksum, packed)) = bytes.split_first_chunk::<32>() else {
        bail!("it is cut short");
    };
    ensure!(
        blake3::hash(packed).as_bytes() == checksum,
        "it has been changed or damaged"
    );
    // The key goes before the rest, which another program may have packed in another shape.
    let (own, rest): (String, &[u8]) = postcard::take_from_bytes(packed).context("reading its key")?;
    ensure!(own == key, "it was worked out by another version");
    postcard::from_bytes(rest).context("reading it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_whole_and_of_the_same_version_is_read() {
        let bytes = pack(&vec!["가".to_owned(), "b".to_owned()], "1").expect("a list is packed");
        let read = |bytes: &[u8], key| unpack::<Vec<String>>(bytes, key).map_err(|e| e.to_string());
        assert_eq!(read(&bytes, "1"), Ok(vec!["가".to_owned(), "b".to_owned()]));
        assert!(read(&bytes, "2").is_err_and(|e| e.contains("another version")));
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end], "1").is_err());
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert!(read(&bytes, "1").is_err());
        }
    }
}
