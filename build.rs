//! Tells the program by which sources it reads texts: what was worked out by others is worked out anew.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The rooms that texts are read in.
const ROOMS: [&str; 4] = ["answer", "korean", "knowledge", "search"];

fn main() -> io::Result<()> {
    // A build script runs in the directory of its package.
    let src = Path::new("src");
    let mut files = BTreeMap::new();
    for room in ROOMS {
        collect(&src.join(room), &mut files)?;
        println!("cargo::rerun-if-changed=src/{room}");
    }
    let mut hasher = DefaultHasher::new();
    for (path, text) in &files {
        (path, text).hash(&mut hasher);
    }
    println!("cargo::rustc-env=GILJABI_READING={:016x}", hasher.finish());
    Ok(())
}

fn collect(dir: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            let text = fs::read(&path)?;
            files.insert(path, text);
        }
    }
    Ok(())
}
