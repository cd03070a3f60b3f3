//! The queue between answering and the disk: bounded, never waited for, its losses counted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use super::questions::{self, Asked, Vote};
use super::store::Store;
use super::{Error, ShapeOf};

/// How many lines may wait. At 200 questions a second this is ten seconds of a disk that does not answer.
const QUEUE: usize = 2048;
/// How many lines are written in one change.
const BATCH: usize = 64;

/// How the writing of log lines goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Lines written since the start.
    pub written: u64,
    /// Lines lost since the start: the queue was full, or the database did not take them.
    pub lost: u64,
    /// Lines that wait.
    pub waiting: usize,
    /// What the database said last when it refused, for operators.
    pub last_error: Option<String>,
}

/// One line to be written.
#[derive(Clone, Debug)]
pub(super) enum Line {
    Asked(Box<Asked>),
    Voted(Vote),
    Failed { server: u64, at: Timestamp },
}

enum Job {
    Write(Line),
    Flush(oneshot::Sender<()>),
}

#[derive(Debug, Default)]
struct Tally {
    written: AtomicU64,
    lost: AtomicU64,
    last_error: Mutex<Option<String>>,
}

impl Tally {
    fn lose(&self, lines: usize, why: &str) {
        self.lost.fetch_add(lines as u64, Ordering::Relaxed);
        *self.last_error.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.to_owned());
    }
}

/// The way to the writing task.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
    tally: Arc<Tally>,
}

impl Writer {
    /// Starts the task. It ends, having written what is queued, when the last sender is gone.
    pub(super) fn start(store: Store, shape: ShapeOf) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let tally = Arc::new(Tally::default());
        tokio::spawn(write_all(store, shape, jobs, tally.clone()));
        Self { queue, tally }
    }

    /// Queues a line, or counts it as lost. Returns at once.
    pub(super) fn write(&self, line: Line) {
        if self.queue.try_send(Job::Write(line)).is_err() {
            self.tally.lose(1, "more lines came than the database could take");
        }
    }

    /// Waits until everything queued before has been dealt with.
    pub(super) async fn flush(&self) {
        let (done, wait) = oneshot::channel();
        if self.queue.send(Job::Flush(done)).await.is_ok() {
            // An error means that the task has ended, and then nothing is queued any more.
            let _ = wait.await;
        }
    }

    pub(super) fn health(&self) -> Health {
        Health {
            written: self.tally.written.load(Ordering::Relaxed),
            lost: self.tally.lost.load(Ordering::Relaxed),
            waiting: self.queue.max_capacity() - self.queue.capacity(),
            last_error: self
                .tally
                .last_error
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        }
    }
}

async fn write_all(store: Store, shape: ShapeOf, mut jobs: mpsc::Receiver<Job>, tally: Arc<Tally>) {
    let mut batch = Vec::with_capacity(BATCH);
    while jobs.recv_many(&mut batch, BATCH).await > 0 {
        let mut lines = Vec::with_capacity(batch.len());
        for job in batch.drain(..) {
            match job {
                Job::Write(line) => lines.push(line),
                Job::Flush(done) => {
                    write(&store, &shape, &tally, &mut lines).await;
                    // Whoever waited may have gone.
                    let _ = done.send(());
                }
            }
        }
        write(&store, &shape, &tally, &mut lines).await;
    }
}

/// Writes the lines in one change; where that fails, one by one, so that one bad line costs only itself.
async fn write(store: &Store, shape: &ShapeOf, tally: &Tally, lines: &mut Vec<Line>) {
    if lines.is_empty() {
        return;
    }
    if write_together(store, shape, lines).await.is_ok() {
        tally.written.fetch_add(lines.len() as u64, Ordering::Relaxed);
        lines.clear();
        return;
    }
    let mut lost = 0;
    let mut last = None;
    for line in lines.drain(..) {
        match write_together(store, shape, std::slice::from_ref(&line)).await {
            Ok(()) => {
                tally.written.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                lost += 1;
                tally.lose(1, &error.to_string());
                last = Some(error);
            }
        }
    }
    if let Some(error) = last {
        tracing::warn!(lost, %error, "log lines were lost; answering goes on");
    }
}

async fn write_together(store: &Store, shape: &ShapeOf, lines: &[Line]) -> Result<(), Error> {
    let mut change = store.begin().await?;
    for line in lines {
        match line {
            Line::Asked(asked) => questions::write_asked(&mut change, shape, asked).await?,
            Line::Voted(vote) => questions::write_vote(&mut change, shape, vote).await?,
            Line::Failed { server, at } => questions::count(&mut change, *at, *server, "error", 1).await?,
        }
    }
    change.commit().await
}
