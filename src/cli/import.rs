//! `giljabi import`: turns documents into files of the data directory, or shows what they would become.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::config::Common;
use crate::desk::{Desk, Places};
use crate::eval::golden;
use crate::import::{self, ImportError, Options, Proposal, Published, QuestionChange, Worker};
use crate::knowledge::{Knowledge, Lang};

/// The flags of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The documents: HTML, PDF, DOCX, XLSX, PPTX, HWP, HWPX, CSV, Markdown or text; of a folder, every file in it
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// When it was published: 2024-01-31, 2024-01, 2024, or `unknown`
    #[arg(long, value_name = "DATE", value_parser = |text: &str| Published::parse(text))]
    published: Option<Published>,
    /// Where it can be read
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Its title
    #[arg(long)]
    title: Option<String>,
    /// Of a table of companies, record the companies too; `--dry-run` shows how its columns are read
    #[arg(long)]
    companies: bool,
    /// Replace the document that came from the same file or address
    #[arg(long)]
    replace: bool,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The golden questions that `--dry-run` tries with and without the document, where the file is there
    #[arg(long, value_name = "FILE", default_value = "tests/golden/questions.toml")]
    questions: PathBuf,
    /// The language of the preview
    #[arg(long, value_parser = super::ask::parse_lang, value_name = "ko|en", default_value = "ko")]
    lang: Lang,
}

/// The flags of the hidden subcommand that parses one file from stdin.
#[derive(Debug, clap::Args)]
pub struct WorkerArgs {
    /// The most memory it may map, in bytes
    #[arg(long)]
    memory: u64,
    /// The most processor time it may use, in seconds
    #[arg(long)]
    seconds: u64,
    /// The file's name
    name: String,
}

/// Runs the hidden subcommand.
pub fn run_worker(args: &WorkerArgs) -> ExitCode {
    ExitCode::from(import::worker::serve(args.memory, args.seconds, &args.name))
}

/// Runs `import`.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let files = files(&args.files)?;
    if files.len() > 1 && (args.title.is_some() || args.url.is_some()) {
        super::note("giljabi: --title and --url are for one file; import the files one by one to use them");
        return Ok(ExitCode::from(2));
    }
    if let Some(url) = args
        .url
        .as_deref()
        .filter(|u| !u.starts_with("https://") && !u.starts_with("http://"))
    {
        super::note(&format!(
            "giljabi: `{url}` is not an address: write it with https:// in front"
        ));
        return Ok(ExitCode::from(2));
    }
    let options = Options {
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        published: args.published,
        url: args.url.clone(),
        replace: args.replace,
        worker: Worker::default(),
    };
    let mut failed = Vec::new();
    let mut done = 0;
    for (i, file) in files.iter().enumerate() {
        let shown = file.display();
        if files.len() > 1 {
            super::note(&format!("[{}/{}] {shown}", i + 1, files.len()));
        }
        match one(common, args, &options, file) {
            Ok(said) => {
                done += 1;
                super::say(&said);
            }
            Err(error) => {
                let text = error.text();
                super::note(&format!("{shown}: {}", text.get(Lang::Ko)));
                super::note(&format!("{shown}: {error}"));
                failed.push((file, error));
            }
        }
    }
    if files.len() > 1 {
        super::say(&match args.lang {
            Lang::Ko => format!("가져온 파일: {done} / {}", files.len()),
            Lang::En => format!("imported: {done} / {}", files.len()),
        });
        for (file, error) in &failed {
            super::say(&format!("  {}: {}", file.display(), error.say(args.lang)));
        }
    }
    Ok(if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Imports one file, or shows what it would become. Gives what to print.
fn one(common: &Common, args: &Args, options: &Options, file: &Path) -> Result<String, ImportError> {
    let size = std::fs::metadata(file)
        .map_err(|e| ImportError::NotFound(e.to_string()))?
        .len();
    if size > import::attachment::LARGEST {
        return Err(ImportError::TooLarge { bytes: size });
    }
    let bytes = std::fs::read(file).map_err(|e| ImportError::NotFound(e.to_string()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // Read anew for each file: the one before it may have become part of the knowledge.
    let knowledge = knowledge(&common.data);
    let mut proposal = match import::propose(&bytes, &name, options, &knowledge) {
        Err(ImportError::NeedsPublished { words }) if std::io::stdin().is_terminal() => {
            let published = ask_for_date(&words, args.lang)?;
            let options = Options {
                published: Some(published),
                ..options.clone()
            };
            import::propose(&bytes, &name, &options, &knowledge)?
        }
        other => other?,
    };
    if args.dry_run {
        if common.data.is_dir() && args.questions.is_file() {
            try_questions(common, args, &mut proposal)?;
        }
        return Ok(proposal.preview(args.lang));
    }
    if let Some(there) = proposal.already_there() {
        return Err(ImportError::AlreadyThere {
            file: there.file.clone(),
        });
    }
    for warning in &proposal.warnings {
        super::note(warning.get(args.lang));
    }
    if !proposal.duplicates.is_empty() || !proposal.contradictions.is_empty() {
        super::note(&proposal.preview(args.lang));
    }
    match &proposal.companies {
        Some(table) if args.companies => {
            let written = import::confirm_companies(&proposal, &common.data)?;
            super::note(&match args.lang {
                Lang::Ko => format!("기업 {written}개를 기록했습니다."),
                Lang::En => format!("{written} companies recorded"),
            });
        }
        table => {
            let written = import::confirm(&proposal, &common.data)?;
            if table.is_some() {
                super::note(match args.lang {
                    Lang::Ko => "기업 표입니다. 기업도 기록하려면 `--companies --replace`를 붙여 다시 가져오십시오.",
                    Lang::En => {
                        "This is a table of companies: to record them too, import it with `--companies --replace`."
                    }
                });
            }
            return Ok(written.display().to_string());
        }
    }
    Ok(common.data.join(&proposal.file).display().to_string())
}

/// Asks the golden questions of the data as it is and of a copy with the document, and notes which are answered otherwise.
/// What keeps them from being asked is said, and keeps nothing else from being shown.
fn try_questions(common: &Common, args: &Args, proposal: &mut Proposal) -> Result<(), ImportError> {
    let today = common.today();
    let answers = |data: &Path| -> anyhow::Result<Vec<golden::Outcome>> {
        let scratch = tempfile::tempdir()?;
        let places = Places {
            data: data.to_owned(),
            index: scratch.path().join("index"),
            state: scratch.path().join("state"),
        };
        let set = golden::Set::load(&args.questions)?;
        let desk = Desk::open(&places)?;
        let companies = desk.snapshot().knowledge.companies.clone();
        Ok(golden::run(|ask| desk.ask(ask), &set, &companies, today))
    };
    proposal.try_on(&common.data, |now, then| {
        match answers(now).and_then(|now| Ok((now, answers(then)?))) {
            Ok((now, then)) => now
                .into_iter()
                .zip(then)
                .filter(|(now, then)| now.text != then.text || now.items != then.items)
                .map(|(now, then)| QuestionChange {
                    question: now.question,
                    before: now.text,
                    after: then.text,
                })
                .collect(),
            Err(error) => {
                super::note(&format!("giljabi: the golden questions could not be asked: {error:#}"));
                Vec::new()
            }
        }
    })
}

/// What the data directory says now, as far as it can be read.
fn knowledge(data: &Path) -> Knowledge {
    if data.is_dir() {
        crate::knowledge::inspect(data).0
    } else {
        Knowledge::default()
    }
}

/// Asks at the terminal when the document was published.
fn ask_for_date(words: &[String], lang: Lang) -> Result<Published, ImportError> {
    loop {
        super::note(&match lang {
            Lang::Ko => format!(
                "글에 때를 발행일에 견주어 적은 말이 있습니다: {}. 발행일을 적어 주십시오(예: 2024-01-31, 모르면 unknown):",
                words.join(", ")
            ),
            Lang::En => format!(
                "The text tells time by its day of publication ({}). When was it published (2024-01-31, or unknown)?",
                words.join(", ")
            ),
        });
        let mut line = String::new();
        match std::io::stdin().read_line(&mut line) {
            Ok(0) | Err(_) => return Err(ImportError::NeedsPublished { words: words.to_vec() }),
            Ok(_) => match Published::parse(&line) {
                Ok(published) => return Ok(published),
                Err(error) => super::note(&error.say(lang)),
            },
        }
    }
}

/// The files named, and those in the folders named, in the order of their names; hidden ones are left out.
fn files(named: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            folder(path, &mut files).with_context(|| format!("cannot read {}", path.display()))?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn folder(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .map(std::fs::DirEntry::path)
        .collect();
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if hidden || entry.is_symlink() {
            continue;
        }
        if entry.is_dir() {
            folder(&entry, files)?;
        } else {
            files.push(entry);
        }
    }
    Ok(())
}
