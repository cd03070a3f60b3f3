//! Importing documents, through the real executable and through the library with the executable as its worker.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use giljabi::import::{self, ImportError, Kind, Options, Published, Worker};
use giljabi::knowledge::{self, Knowledge, Lang, PartialDate};

const GILJABI: &str = env!("CARGO_BIN_EXE_giljabi");

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(samples().join(name)).expect("the sample is there")
}

fn options() -> Options {
    Options {
        worker: Worker::at(GILJABI),
        ..Options::default()
    }
}

fn propose(bytes: &[u8], name: &str) -> Result<import::Proposal, ImportError> {
    import::propose(bytes, name, &options(), &Knowledge::default())
}

/// `giljabi import` with a data directory of its own.
struct Import {
    data: tempfile::TempDir,
}

impl Import {
    fn new() -> Self {
        Self {
            data: tempfile::tempdir().expect("a folder for data"),
        }
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(GILJABI)
            .arg("import")
            .args(args)
            .arg("--data")
            .arg(self.data.path())
            .stdin(std::process::Stdio::null())
            .output()
            .expect("giljabi starts")
    }

    fn sample(&self, name: &str, args: &[&str]) -> Output {
        let file = samples().join(name);
        let mut all = vec![file.to_str().expect("a path of letters")];
        all.extend(args);
        self.run(&all)
    }

    /// The files of the data directory with their text, in the order of their names.
    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut folders = vec![self.data.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder can be read") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path
                        .strip_prefix(self.data.path())
                        .expect("below")
                        .display()
                        .to_string();
                    files.push((name, std::fs::read_to_string(&path).expect("it is text")));
                }
            }
        }
        files.sort();
        files
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Imports a sample and compares the file that was written with `expected/`.
fn check_sample(name: &str, args: &[&str]) {
    let import = Import::new();
    let output = import.sample(name, args);
    assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    let files = import.files();
    let [(_, written)] = files.as_slice() else {
        panic!("{name}: one file is written: {files:?}")
    };
    let expected = samples().join("expected").join(format!("{name}.md"));
    let expected = std::fs::read_to_string(&expected).unwrap_or_else(|_| panic!("{}: is there", expected.display()));
    // The hash is that of the sample, which its own script may make anew.
    let bare = |text: &str| {
        text.lines()
            .filter(|l| !l.starts_with("hash: "))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(bare(written), bare(&expected), "{name}");
    let (_, problems) = knowledge::inspect(import.data.path());
    assert!(
        !problems.has_errors(),
        "{name}: what is written can be loaded: {problems:?}"
    );
}

const BY: [&str; 2] = ["--publisher", "한빛바이오협회"];

#[test]
fn news_text_loses_its_furniture_in_utf_8_and_in_cp949() {
    check_sample("news.txt", &[]);
    check_sample("news-cp949.txt", &[]);
}

#[test]
fn a_news_page_loses_its_furniture_and_keeps_its_table() {
    check_sample("news.html", &[]);
    check_sample("news-cp949.html", &[]);
}

#[test]
fn a_notice_is_the_same_from_every_format() {
    for name in [
        "notice.md",
        "notice.docx",
        "notice.pdf",
        "notice.hwp",
        "notice-stored.hwp",
        "notice.hwpx",
    ] {
        check_sample(name, &BY);
    }
}

#[test]
fn slides_and_tables_are_read() {
    check_sample("slides.pptx", &BY);
    check_sample("companies.xlsx", &BY);
    check_sample("companies.csv", &BY);
}

#[test]
fn the_kind_is_told_from_the_bytes_and_not_from_the_name() {
    let check = |file: &str, kind: Kind| {
        let options = Options {
            published: Some(Published::Unknown),
            ..options()
        };
        let proposal = import::propose(&sample(file), "holiday.jpg", &options, &Knowledge::default());
        assert_eq!(proposal.map(|p| p.kind), Ok(kind), "{file}");
    };
    check("news.txt", Kind::Text);
    check("news.html", Kind::Html);
    check("notice.pdf", Kind::Pdf);
    check("notice.docx", Kind::Docx);
    check("slides.pptx", Kind::Pptx);
    check("companies.xlsx", Kind::Xlsx);
    check("companies.csv", Kind::Csv);
    check("notice.hwp", Kind::Hwp);
    check("notice.hwpx", Kind::Hwpx);
}

/// The article this program began with, where its copy is at hand. Its text is not in the repository.
fn article() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/article");
    let mut files = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    files.find(|path| path.extension().is_some_and(|ending| ending == "txt"))
}

#[test]
fn the_article_becomes_a_clean_document() {
    let Some(article) = article() else {
        return println!("skipped: the article is not at hand");
    };
    let import = Import::new();
    let output = import.run(&[article.to_str().expect("a path"), "--published", "2022-01-25"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let (knowledge, problems) = knowledge::inspect(import.data.path());
    assert!(!problems.has_errors(), "{problems:?}");
    let document = knowledge.documents.first().expect("one document");
    let source = &knowledge.sources[&document.id];
    let raw = std::fs::read_to_string(&article).expect("it can be read");
    let lines: Vec<&str> = raw.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(document.title, lines[1]);
    assert_eq!(
        document.subtitle.as_deref(),
        Some(format!("{} / {}", lines[2], lines[3]).as_str())
    );
    let byline = lines.iter().find(|l| l.ends_with(" 기자")).expect("it is signed");
    assert_eq!(source.author.as_deref(), byline.strip_suffix(" 기자"));
    assert!(
        raw.contains(&format!("ⓒ {},", source.publisher.ko)),
        "{}",
        source.publisher.ko
    );
    for furniture in [
        "관련기사",
        "더보기",
        "공유하기",
        "글자크기",
        "팝업",
        "top버튼",
        "저작권자",
        "무단",
        "사진 제공",
        "기자",
        "사회일반",
        "?",
    ] {
        assert!(!document.body.contains(furniture), "{furniture}");
    }
    assert!(!document.body.contains("051910") && document.aliases.iter().any(|a| a.contains("051910")));
    // Every sentence of the text is there, letter by letter, but for codes, dots and the dates in square brackets.
    let letters = |text: &str| -> String {
        let mut out = String::new();
        let mut depth = 0;
        for c in text.chars() {
            match c {
                '[' => depth += 1,
                ']' => depth -= 1,
                c if depth == 0 && c.is_alphabetic() => out.push(c),
                _ => {}
            }
        }
        out
    };
    let body = letters(&document.body);
    let sentences: Vec<&&str> = lines.iter().skip(5).filter(|l| l.ends_with('.')).collect();
    assert!(sentences.len() >= 10, "{}", sentences.len());
    for sentence in sentences {
        assert!(body.contains(&letters(sentence)), "{sentence}");
    }
    assert!(document.body.contains("작년 하반기[2021년 하반기]") && document.body.contains("올해[2022년]"));
}

#[test]
fn without_a_date_of_publication_the_import_asks_for_it() {
    let words = "한빛바이오협회는 작년 하반기 사무소를 열었다. 올해는 넓힌다.".as_bytes();
    let error = propose(words, "a.txt").expect_err("the date is needed");
    assert_eq!(
        error,
        ImportError::NeedsPublished {
            words: vec!["작년 하반기".to_owned(), "올해".to_owned()]
        }
    );
    assert!(error.say(Lang::Ko).contains("2024-01-31") && error.say(Lang::En).contains("2024-01-31"));
    let unknown = Options {
        published: Some(Published::Unknown),
        ..options()
    };
    let proposal = import::propose(words, "a.txt", &unknown, &Knowledge::default()).expect("nobody knows");
    assert!(proposal.content.contains("작년 하반기 사무소"));
    assert!(!proposal.warnings.is_empty());
    let import = Import::new();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.txt");
    std::fs::write(&file, words).expect("written");
    let output = import.run(&[file.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("발행일이 필요합니다"),
        "{}",
        text(&output.stderr)
    );
    assert!(import.files().is_empty());
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let import = Import::new();
    let output = import.sample("news.txt", &["--dry-run"]);
    assert!(output.status.success());
    let shown = text(&output.stdout);
    for part in [
        "한빛바이오협회, 새싹시와 손잡고 해외 사무소 연다",
        "새싹일보",
        "홍길동",
        "2031년 3월 14일",
        "2030년 하반기",
        "관련기사",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(import.files().is_empty());
}

#[test]
fn the_same_file_is_not_taken_twice_and_can_be_replaced() {
    let import = Import::new();
    assert!(import.sample("news.txt", &[]).status.success());
    let again = import.sample("news.txt", &[]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        text(&again.stderr).contains("이미 자료에 있습니다"),
        "{}",
        text(&again.stderr)
    );
    let replaced = import.sample("news.txt", &["--replace", "--publisher", "다른신문"]);
    assert!(replaced.status.success(), "{}", text(&replaced.stderr));
    let files = import.files();
    assert_eq!(files.len(), 1);
    assert!(files[0].1.contains("publisher: 다른신문"));
}

#[test]
fn a_document_like_one_that_is_there_is_named() {
    let import = Import::new();
    assert!(import.sample("news.txt", &[]).status.success());
    let (knowledge, _) = knowledge::inspect(import.data.path());
    let proposal = import::propose(&sample("news-cp949.txt"), "copy.txt", &options(), &knowledge).expect("it is read");
    let [duplicate] = proposal.duplicates.as_slice() else {
        panic!("{:?}", proposal.duplicates)
    };
    assert!(
        matches!(duplicate.why, import::Likeness::NearlySame(95..)),
        "{duplicate:?}"
    );
    assert!(proposal.preview(Lang::Ko).contains("비슷한 문서"));
    let other = import::propose(&sample("slides.pptx"), "s.pptx", &options(), &knowledge).expect("it is read");
    assert_eq!(other.duplicates, []);
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let data = tempfile::tempdir().expect("a folder");
    let proposal = propose(&sample("notice.md"), "notice.md").expect("it is read");
    let first = import::confirm(&proposal, data.path()).expect("written");
    let second = import::confirm(&proposal, data.path()).expect("written beside it");
    assert_ne!(first, second);
    assert_eq!(
        std::fs::read(&first).expect("there"),
        std::fs::read(&second).expect("there")
    );
}

#[test]
fn a_proposal_survives_being_stored() {
    let proposal = propose(&sample("news.html"), "news.html").expect("it is read");
    let stored = serde_json::to_string(&proposal).expect("it can be written");
    assert_eq!(
        serde_json::from_str::<import::Proposal>(&stored).expect("it can be read"),
        proposal
    );
}

#[test]
fn companies_of_a_table_are_recorded_after_their_columns_were_shown() {
    for name in ["companies.csv", "companies.xlsx"] {
        let import = Import::new();
        let shown = text(&import.sample(name, &["--dry-run"]).stdout);
        assert!(
            shown.contains("회사명 → 이름") && shown.contains("종목코드 → 종목코드"),
            "{shown}"
        );
        let output = import.sample(name, &["--companies", "--publisher", "한빛바이오협회"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let (knowledge, problems) = knowledge::inspect(import.data.path());
        assert!(!problems.has_errors(), "{problems:?}");
        let names: Vec<&str> = knowledge.companies.iter().map(|c| c.name.ko.as_str()).collect();
        assert_eq!(names, ["가온제약", "누리바이오", "다솜메디칼"], "{name}");
        assert_eq!(knowledge.companies[0].code.as_deref(), Some("900101"));
        assert_eq!(knowledge.companies[1].code, None);
        assert_eq!(knowledge.companies[2].name.en.as_deref(), Some("Dasom Medical"));
        assert_eq!(knowledge.companies[0].sources, [knowledge.documents[0].id.clone()]);
    }
}

#[test]
fn companies_that_are_recorded_keep_their_records_and_comments() {
    let import = Import::new();
    let mine = "# 우리가 쓴 주석\n[[company]]\nid = \"gaon\"\nname = \"가온제약\"\naliases = [\"가온\"]\n";
    std::fs::write(import.data.path().join("companies.toml"), mine).expect("written");
    assert!(import.sample("companies.csv", &["--companies"]).status.success());
    let files = import.files();
    let (_, companies) = files.iter().find(|(name, _)| name == "companies.toml").expect("there");
    assert!(companies.starts_with(mine), "{companies}");
    assert_eq!(companies.matches("[[company]]").count(), 3);
}

#[test]
fn what_contradicts_a_record_is_listed() {
    let data = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let file = data.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
    };
    write(
        "documents/old.md",
        "---\ntitle: 옛 공고\npublisher: 한빛바이오협회\npublished: 2031-01-02\nlang: ko\n---\n\n임차료는 월 70만 원입니다. 접수는 2031년 4월 20일까지입니다.\n",
    );
    write(
        "programmes/saessak.toml",
        r#"id = "saessak"
name = "새싹시 해외 사무소"
[what]
text = "사무소를 함께 쓰는 사업입니다."
sources = ["old"]
[[support]]
id = "rent"
name = "임차료"
amount = "월 70만 원 이내"
[support.what]
text = "임차료를 지원합니다."
sources = ["old"]
[[call]]
id = "call-2031"
name = "2031년 새싹시 해외 사무소 입주기업 모집"
until = "2031-04-20"
sources = ["old"]
"#,
    );
    let (knowledge, problems) = knowledge::inspect(data.path());
    assert!(!problems.has_errors(), "{problems:?}");
    let proposal = import::propose(&sample("notice.docx"), "notice.docx", &options(), &knowledge).expect("it is read");
    let found: Vec<(&str, &str)> = proposal
        .contradictions
        .iter()
        .map(|c| (c.record.as_str(), c.says.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("rent", "지원내용 | 월 임차료 90만 원 이내, 최대 2년"),
            ("call-2031", "접수기간 | 2031년 4월 2일부터 4월 30일까지")
        ]
    );
    assert!(proposal.preview(Lang::Ko).contains("월 70만 원 이내"));
}

#[test]
fn golden_questions_are_tried_on_a_copy() {
    let data = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(data.path().join("documents")).expect("made");
    std::fs::write(data.path().join("documents/a.md"), "처음 문서입니다.\n").expect("written");
    let mut proposal = propose(&sample("notice.md"), "notice.md").expect("it is read");
    proposal
        .try_on(data.path(), |now, then| {
            let count = |dir: &Path| knowledge::inspect(dir).0.documents.len();
            vec![import::QuestionChange {
                question: "문서는 몇 건입니까?".to_owned(),
                before: count(now).to_string(),
                after: count(then).to_string(),
            }]
        })
        .expect("it can be tried");
    assert_eq!(
        (
            proposal.questions[0].before.as_str(),
            proposal.questions[0].after.as_str()
        ),
        ("1", "2")
    );
    assert!(proposal.preview(Lang::Ko).contains("문서는 몇 건입니까?"));
    assert_eq!(
        knowledge::inspect(data.path()).0.documents.len(),
        1,
        "the data is as it was"
    );
}

#[test]
fn a_folder_is_imported_file_by_file_and_one_failure_stops_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["news.txt", "notice.docx", "locked.pdf"] {
        std::fs::copy(samples().join(name), folder.path().join(name)).expect("copied");
    }
    let below = folder.path().join("below");
    std::fs::create_dir(&below).expect("made");
    std::fs::copy(samples().join("slides.pptx"), below.join("slides.pptx")).expect("copied");
    std::fs::write(folder.path().join("empty.pdf"), "").expect("written");
    let import = Import::new();
    let output = import.run(&[folder.path().to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        import.files().len(),
        3,
        "{:?}",
        import.files().iter().map(|f| &f.0).collect::<Vec<_>>()
    );
    let summary = text(&output.stdout);
    assert!(summary.contains("3 / 5"), "{summary}");
    assert!(
        summary.contains("locked.pdf") && summary.contains("empty.pdf"),
        "{summary}"
    );
    assert!(text(&output.stderr).contains("[2/5]"), "{}", text(&output.stderr));
}

#[test]
fn a_vague_day_of_publication_is_understood_as_far_as_it_goes() {
    let options = Options {
        published: Some(Published::parse("2031.3").expect("a month")),
        ..options()
    };
    let words = "협회는 지난달 문을 열었고 지난 3일 알렸다.";
    let proposal = import::propose(words.as_bytes(), "a.txt", &options, &Knowledge::default()).expect("it is read");
    assert_eq!(proposal.published, PartialDate::parse("2031-03").ok());
    assert!(proposal.content.contains("지난달[2031년 2월]") && proposal.content.contains("지난 3일 알렸다"));
}

#[test]
#[cfg(unix)]
fn a_worker_that_hangs_or_never_stops_talking_is_ended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let fake = |name: &str, script: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, script).expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("made executable");
        Worker {
            timeout: Duration::from_secs(1),
            output: 1 << 20,
            ..Worker::at(file)
        }
    };
    let check = |worker: Worker, expected: ImportError| {
        let options = Options {
            worker,
            ..Options::default()
        };
        let result = import::propose(b"text", "a.txt", &options, &Knowledge::default());
        assert_eq!(result, Err(expected));
    };
    check(fake("hangs", "#!/bin/sh\nexec /bin/sleep 60\n"), ImportError::TooSlow);
    check(fake("talks", "#!/bin/sh\nexec /usr/bin/yes\n"), ImportError::TooMuch);
    check(
        fake("dies", "#!/bin/sh\nkill -SEGV $$\n"),
        ImportError::Damaged(Kind::Text),
    );
    let missing = Options {
        worker: Worker::at("/nowhere/giljabi"),
        ..Options::default()
    };
    let error = import::propose(b"text", "a.txt", &missing, &Knowledge::default()).expect_err("it cannot start");
    assert!(matches!(error, ImportError::Worker(_)), "{error:?}");
    assert!(!error.say(Lang::Ko).contains("nowhere"), "a member sees no path");
}

/// A desk over what importing one sample wrote.
fn ask(sample: &str, question: &str) -> giljabi::answer::Answer {
    use giljabi::answer::Ask;
    use giljabi::desk::{Desk, Places};
    let import = Import::new();
    let output = import.sample(sample, &BY);
    assert!(output.status.success(), "{sample}: {}", text(&output.stderr));
    let scratch = tempfile::tempdir().expect("a folder");
    let places = Places {
        data: import.data.path().to_owned(),
        index: scratch.path().join("index"),
        state: scratch.path().join("state"),
    };
    let desk = Desk::open(&places).expect("it is indexed");
    desk.ask(&Ask::question(question, jiff::civil::date(2031, 3, 25)))
}

/// The answer says this, and shows a sentence that stands in the imported document.
fn check_answer(sample: &str, question: &str, expected: &str) {
    let answer = ask(sample, question);
    assert!(answer.text.contains(expected), "{sample}: {question} → {}", answer.text);
    let evidence = answer
        .sources
        .first()
        .unwrap_or_else(|| panic!("{sample}: {question}: it rests on nothing"));
    assert_eq!(evidence.publisher, "한빛바이오협회", "{sample}");
}

#[test]
fn a_row_of_a_notices_table_is_the_answer_whatever_the_format() {
    for sample in ["notice.md", "notice.docx", "notice.pdf", "notice.hwp", "notice.hwpx"] {
        check_answer(sample, "신청자격은 무엇인가요?", "설립 7년 이내인 국내 바이오 기업");
        check_answer(sample, "임차료는 얼마까지 지원하나요?", "90만 원");
        check_answer(sample, "접수기간은 언제까지인가요?", "4월 30일");
        check_answer(sample, "평가 항목은 무엇인가요?", "시장성, 경영 능력, 입주 적합성");
    }
}

#[test]
fn questions_are_answered_from_news_slides_and_tables() {
    for sample in ["news.txt", "news-cp949.txt", "news.html"] {
        check_answer(sample, "사업비는 얼마인가요?", "15억 원");
        check_answer(sample, "협약은 언제 맺었나요?", "2031년 3월 12일");
    }
    check_answer("slides.pptx", "참가비가 있나요?", "참가비는 없고");
    for sample in ["companies.xlsx", "companies.csv"] {
        check_answer(sample, "가온제약의 종목코드는 무엇인가요?", "900101");
    }
}

#[test]
fn the_article_alone_answers_questions_about_it() {
    use giljabi::answer::Ask;
    use giljabi::desk::{Desk, Places};
    let Some(article) = article() else {
        return println!("skipped: the article is not at hand");
    };
    let import = Import::new();
    let output = import.run(&[article.to_str().expect("a path"), "--published", "2022-01-25"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let scratch = tempfile::tempdir().expect("a folder");
    let places = Places {
        data: import.data.path().to_owned(),
        index: scratch.path().join("index"),
        state: scratch.path().join("state"),
    };
    let desk = Desk::open(&places).expect("it is indexed");
    let check = |question: &str, expected: &str| {
        let answer = desk.ask(&Ask::question(question, jiff::civil::date(2026, 11, 23)));
        assert!(answer.text.contains(expected), "{question} → {}", answer.text);
    };
    check("업무협약은 누구와 누가 체결했나요?", "보건산업진흥원");
    check("업무협약은 언제 체결했나요?", "2022년 1월 24일");
    check("보스턴 바이오클러스터에는 기업이 몇 개 있나요?", "1,000여 개");
    check("정부 예산은 얼마나 확보했나요?", "11억 원");
    check("일자리는 몇 개인가요?", "7만 4,000개");
    check("2021년 하반기에 CIC에 입주한 기업은 어디인가요?", "팜캐드");
    check("진흥원은 언제 보스턴으로 사무실을 옮겼나요?", "2021년 3월");
    check("입주를 검토 중인 기업은 몇 개인가요?", "2~3개");
}
