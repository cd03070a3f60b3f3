//! Noticing edits to `data/`, and waiting until they are complete.
//!
//! An editor writes a file in several steps and a `git pull` many files one after the other. So a change is reported
//! only when nothing has happened for a while, git holds no lock, and the directory reads the same twice.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc;

use crate::knowledge::content_hash;

/// How long nothing may happen before an edit counts as complete.
const QUIET: Duration = Duration::from_millis(1500);
/// How often the directory is read although no edit was reported: network drives report none, and a directory that is
/// replaced as a whole takes its watch with it.
const LOOK: Duration = Duration::from_secs(30);

/// Watches one data directory.
pub struct Watch {
    data: PathBuf,
    events: mpsc::Receiver<()>,
    known: String,
    quiet: Duration,
    /// Reports as long as it is held.
    _watcher: Option<RecommendedWatcher>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch")
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

impl Watch {
    /// Begins to watch `data`, whose content is known as `known` (see [`content_hash`]).
    pub fn begin(data: &Path, known: String) -> Self {
        let (send, events) = mpsc::channel(1);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading is no edit. A full channel says already what there is to say.
            if !event.is_ok_and(|event| event.kind.is_access()) {
                let _ = send.try_send(());
            }
        })
        .and_then(|mut watcher| watcher.watch(data, RecursiveMode::Recursive).map(|()| watcher));
        let watcher = match watcher {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                tracing::warn!(%error, "the system does not report edits here; the data directory is read every 30 s");
                None
            }
        };
        Self {
            data: data.to_owned(),
            events,
            known,
            quiet: QUIET,
            _watcher: watcher,
        }
    }

    /// Waits for less quiet than usual, for tests.
    #[must_use]
    pub fn quiet(mut self, quiet: Duration) -> Self {
        self.quiet = quiet;
        self
    }

    /// Waits for the next complete edit and gives the hash of the directory after it. A directory that cannot be read
    /// is an edit that is not complete.
    pub async fn changed(&mut self) -> String {
        loop {
            let mut reported = true;
            if let Err(_elapsed) = tokio::time::timeout(LOOK, self.next_event()).await {
                reported = false;
            }
            let Some(hash) = self.settled(reported).await else {
                continue;
            };
            if hash != self.known {
                self.known.clone_from(&hash);
                return hash;
            }
        }
    }

    /// The next report, or never where the system reports none.
    async fn next_event(&mut self) {
        if self.events.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// The hash of the directory once it is quiet; `None` where it cannot be read.
    async fn settled(&mut self, reported: bool) -> Option<String> {
        if !reported && self.read().await.is_some_and(|hash| hash == self.known) {
            return None;
        }
        loop {
            while tokio::time::timeout(self.quiet, self.next_event()).await.is_ok() {}
            if git_is_busy(&self.data) {
                continue;
            }
            let first = self.read().await?;
            tokio::time::sleep(self.quiet / 5).await;
            if self.read().await.as_ref() == Some(&first) {
                return Some(first);
            }
        }
    }

    async fn read(&self) -> Option<String> {
        let data = self.data.clone();
        tokio::task::spawn_blocking(move || content_hash(&data).ok())
            .await
            .ok()
            .flatten()
    }
}

/// Whether git is changing the working tree that `data` lies in.
fn git_is_busy(data: &Path) -> bool {
    let Ok(data) = data.canonicalize() else { return false };
    data.ancestors()
        .any(|directory| directory.join(".git/index.lock").exists())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SOON: Duration = Duration::from_millis(20);
    /// Long enough for any machine; nothing is measured by it.
    const NEVER: Duration = Duration::from_secs(60);

    fn directory() -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir_all(directory.path().join("data/documents")).unwrap();
        fs::write(directory.path().join("data/documents/a.md"), "하나").unwrap();
        directory
    }

    #[tokio::test]
    async fn an_edit_is_reported_once_with_its_last_state() {
        let directory = directory();
        let data = directory.path().join("data");
        let before = content_hash(&data).unwrap();
        let mut watch = Watch::begin(&data, before.clone()).quiet(SOON);
        for number in 0..20 {
            fs::write(data.join("documents/b.md"), format!("{number}")).unwrap();
        }
        let mut hash = tokio::time::timeout(NEVER, watch.changed()).await.unwrap();
        // A slow machine may have paused within the loop; the last state is always reported in the end.
        while hash != content_hash(&data).unwrap() {
            hash = tokio::time::timeout(NEVER, watch.changed()).await.unwrap();
        }
        assert_ne!(hash, before);
    }

    #[tokio::test]
    async fn nothing_is_reported_while_git_holds_its_lock() {
        let directory = directory();
        let data = directory.path().join("data");
        fs::create_dir(directory.path().join(".git")).unwrap();
        let lock = directory.path().join(".git/index.lock");
        fs::write(&lock, "").unwrap();
        let mut watch = Watch::begin(&data, content_hash(&data).unwrap()).quiet(SOON);
        fs::write(data.join("documents/b.md"), "둘").unwrap();
        let half = tokio::time::timeout(Duration::from_millis(300), watch.changed()).await;
        assert!(half.is_err(), "the pull is not over");
        fs::write(data.join("documents/c.md"), "셋").unwrap();
        fs::remove_file(&lock).unwrap();
        let hash = tokio::time::timeout(NEVER, watch.changed()).await.unwrap();
        assert_eq!(hash, content_hash(&data).unwrap());
    }
}
