//! The child process that parses what is foreign.
//!
//! The parent starts its own executable again with a hidden subcommand, gives it the file on stdin and reads what it
//! found from stdout. The child limits its own memory, processor time and the size of what it writes before it reads
//! the first byte; it has none of the parent's environment, so no token either. The parent watches the clock and the
//! length of the output. Whatever a file does to its parser, the parent sees an exit code.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::error::ImportError;
use super::kind::{Kind, Told};
use super::read::{self, Extracted};

/// The name of the hidden subcommand.
pub const SUBCOMMAND: &str = "import-worker";

/// The executable that parses, and its limits.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The `giljabi` executable; the running one where `None`. Tests, which are not `giljabi` themselves, name it.
    pub executable: Option<PathBuf>,
    /// How long one file may take by the clock.
    pub timeout: Duration,
    /// How much memory the child may map, in bytes.
    pub memory: u64,
    /// How many bytes of text it may give back.
    pub output: u64,
}

impl Default for Worker {
    fn default() -> Self {
        Self {
            executable: None,
            timeout: Duration::from_secs(30),
            memory: 1024 * 1024 * 1024,
            output: 16 * 1024 * 1024,
        }
    }
}

impl Worker {
    /// The worker of a named executable, with the usual limits.
    pub fn at(executable: impl Into<PathBuf>) -> Self {
        Self {
            executable: Some(executable.into()),
            ..Self::default()
        }
    }

    fn command(&self) -> Result<Command, ImportError> {
        let executable = match &self.executable {
            Some(path) => path.clone(),
            // An executable replaced while it runs is still found by this name.
            None if cfg!(target_os = "linux") => PathBuf::from("/proc/self/exe"),
            None => std::env::current_exe().map_err(|e| ImportError::Worker(e.to_string()))?,
        };
        Ok(Command::new(executable))
    }

    /// Parses `bytes` in the child. `name` is the file's name, which breaks ties between kinds of text.
    pub(super) fn extract(&self, bytes: &[u8], name: &str) -> Result<Extracted, ImportError> {
        let broken = |e: std::io::Error| ImportError::Worker(e.to_string());
        let scratch = tempfile::tempdir().map_err(broken)?;
        let mut child = self
            .command()?
            .arg(SUBCOMMAND)
            .arg("--memory")
            .arg(self.memory.to_string())
            .arg("--seconds")
            .arg(self.timeout.as_secs().max(1).to_string())
            .arg("--")
            .arg(name.chars().filter(|c| !c.is_control()).take(200).collect::<String>())
            .env_clear()
            .env("TMPDIR", scratch.path())
            // One thread and one arena: what a parser reserves for more of them counts against the limit on memory, and how
            // much that is depends on the machine.
            .env("RAYON_NUM_THREADS", "1")
            .env("MALLOC_ARENA_MAX", "1")
            .current_dir(scratch.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(broken)?;
        let (Some(mut stdin), Some(stdout), Some(mut stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(ImportError::Worker("no pipes".to_owned()));
        };
        let (sender, receiver) = mpsc::channel();
        let limit = self.output;
        let (status, output, complaint) = std::thread::scope(|scope| {
            let complaint = scope.spawn(move || {
                let mut complaint = Vec::new();
                let _ = stderr.by_ref().take(64 * 1024).read_to_end(&mut complaint);
                let _ = std::io::copy(&mut stderr, &mut std::io::sink());
                complaint
            });
            scope.spawn(move || {
                // A child that has stopped reading has already failed; its exit says so.
                let _ = stdin.write_all(bytes);
            });
            scope.spawn(move || {
                let mut output = Vec::new();
                let read = stdout.take(limit + 1).read_to_end(&mut output);
                let _ = sender.send(read.map(|_| output));
            });
            let output = receiver.recv_timeout(self.timeout);
            // Whatever came, the child has nothing more to say: end it, so that both threads end too.
            let finished = match &output {
                Ok(Ok(bytes)) if bytes.len() as u64 <= limit => wait_a_moment(&mut child),
                _ => None,
            };
            if finished.is_none() {
                let _ = child.kill();
            }
            let status = child.wait().map(|status| finished.unwrap_or(status));
            (status, output, complaint.join().unwrap_or_default())
        });
        let output = match output {
            Err(_) => return Err(ImportError::TooSlow),
            Ok(output) => output.map_err(broken)?,
        };
        if output.len() as u64 > limit {
            return Err(ImportError::TooMuch);
        }
        let status = status.map_err(broken)?;
        if let Ok(Reply(result)) = serde_json::from_slice(&output)
            && status.success()
        {
            return result;
        }
        Err(Self::fate(&status, &complaint, bytes))
    }

    /// What the end of a child that gave no answer means for the file. `complaint` is what it wrote to stderr.
    fn fate(status: &std::process::ExitStatus, complaint: &[u8], bytes: &[u8]) -> ImportError {
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt;
            match status.signal() {
                // SIGXCPU and SIGKILL: the limit of processor time.
                Some(24 | 9) => return ImportError::TooSlow,
                // SIGXFSZ: the limit of what may be written.
                Some(25) => return ImportError::TooMuch,
                _ => {}
            }
        }
        if memchr::memmem::find(complaint, b"memory allocation").is_some() {
            return ImportError::TooMuch;
        }
        match super::kind::tell(bytes) {
            Told::Kind(kind) => ImportError::Damaged(kind),
            Told::Ole => ImportError::Damaged(Kind::Hwp),
            Told::Zip => match super::kind::tell_zip(bytes) {
                Told::Kind(kind) => ImportError::Damaged(kind),
                _ => ImportError::Damaged(Kind::Docx),
            },
            Told::Unreadable(what) => ImportError::Unreadable(what),
            Told::Text => ImportError::Damaged(Kind::Text),
        }
    }
}

/// The child has closed its output; give it a moment to end by itself.
fn wait_a_moment(child: &mut std::process::Child) -> Option<std::process::ExitStatus> {
    for _ in 0..200 {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    None
}

#[derive(Serialize, Deserialize)]
struct Reply(Result<Extracted, ImportError>);

/// What the child does: limits itself, reads the file from stdin, parses it and writes what it found to stdout.
///
/// `memory` is in bytes, `seconds` of processor time. Gives the exit code.
pub fn serve(memory: u64, seconds: u64, name: &str) -> u8 {
    if limit(memory, seconds).is_err() {
        return 1;
    }
    let mut bytes = Vec::new();
    let most = super::attachment::LARGEST + 1;
    if std::io::stdin().lock().take(most).read_to_end(&mut bytes).is_err() {
        return 1;
    }
    let name = name.to_owned();
    // Deeply nested markup is walked by recursion: a roomy stack makes the depth that can be read generous, and what
    // is deeper still ends this process and nothing else.
    let parsed = std::thread::Builder::new()
        .stack_size(256 * 1024 * 1024)
        .spawn(move || read::read(&bytes, &name))
        .map(std::thread::JoinHandle::join);
    let Ok(Ok(result)) = parsed else { return 1 };
    let Ok(reply) = serde_json::to_vec(&Reply(result)) else {
        return 1;
    };
    u8::from(std::io::stdout().lock().write_all(&reply).is_err())
}

#[cfg(unix)]
fn limit(memory: u64, seconds: u64) -> std::io::Result<()> {
    use rlimit::{Resource, setrlimit};
    setrlimit(Resource::CORE, 0, 0)?;
    setrlimit(Resource::CPU, seconds, seconds + 1)?;
    setrlimit(Resource::FSIZE, 64 * 1024 * 1024, 64 * 1024 * 1024)?;
    // macOS counts shared libraries into the address space and refuses the limit; the clock still holds there.
    match setrlimit(Resource::AS, memory, memory) {
        Err(_) if cfg!(target_os = "macos") => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn limit(_memory: u64, _seconds: u64) -> std::io::Result<()> {
    Ok(())
}
