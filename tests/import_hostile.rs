//! Files made to do harm, broken files and files that say nothing: each ends in one sentence, and nothing is written.

use std::io::Write;
use std::path::Path;

use giljabi::import::{self, ImportError, Kind, Options, Worker};
use giljabi::knowledge::{Knowledge, Lang};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const GILJABI: &str = env!("CARGO_BIN_EXE_giljabi");

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)).expect("the sample is there")
}

fn propose(bytes: &[u8], worker: Worker) -> Result<import::Proposal, ImportError> {
    let options = Options {
        published: Some(import::Published::Unknown),
        worker,
        ..Options::default()
    };
    import::propose(bytes, "file", &options, &Knowledge::default())
}

/// The file is refused for this reason, in a sentence that shows nothing from within.
fn check(what: &str, bytes: &[u8], expected: &ImportError) {
    let worker = Worker {
        memory: 384 << 20,
        ..Worker::at(GILJABI)
    };
    let error = match propose(bytes, worker) {
        Err(error) => error,
        Ok(proposal) => panic!("{what} was read: {:?}", proposal.first_lines),
    };
    assert_eq!(&error, expected, "{what}");
    for lang in [Lang::Ko, Lang::En] {
        let said = error.say(lang);
        assert!(
            said.chars().count() > 15 && !said.contains('/') && !said.contains("Error"),
            "{what}: {said}"
        );
    }
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, data) in entries {
        out.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("an entry");
        out.write_all(data).expect("its bytes");
    }
    out.finish().expect("an archive").into_inner()
}

/// A Word document of one body.
fn docx(body: &[u8]) -> Vec<u8> {
    let types = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let rels = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    zip(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", rels),
        ("word/document.xml", body),
    ])
}

fn word(inner: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    docx(
        format!(r#"<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>"#)
            .as_bytes(),
    )
}

#[test]
fn nothing_and_next_to_nothing() {
    check("an empty file", b"", &ImportError::Empty);
    check("a file of spaces", b" \n\t \n", &ImportError::NoText(Kind::Text));
    check(
        "a page without words",
        b"<html><body><div><p></p></div></body></html>",
        &ImportError::NoText(Kind::Html),
    );
    check(
        "a Word document without words",
        &word("<w:p/>"),
        &ImportError::NoText(Kind::Docx),
    );
    check("a scan", &sample("scan.pdf"), &ImportError::Scanned);
}

#[test]
fn what_asks_for_a_password() {
    check("a PDF", &sample("locked.pdf"), &ImportError::Encrypted(Kind::Pdf));
    check(
        "a Hangul document",
        &sample("locked.hwp"),
        &ImportError::Encrypted(Kind::Hwp),
    );
}

#[test]
fn what_is_no_document() {
    use giljabi::import::Unreadable;
    let check = |what: &str, bytes: &[u8], kind| check(what, bytes, &ImportError::Unreadable(kind));
    check(
        "a picture",
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0",
        Unreadable::Image,
    );
    check("an archive", &zip(&[("a.txt", b"text")]), Unreadable::Archive);
    check(
        "a program",
        b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
        Unreadable::Program,
    );
    check(
        "an old Hangul document",
        b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05",
        Unreadable::OldHwp,
    );
    check("rich text", b"{\\rtf1\\ansi text}", Unreadable::Rtf);
    check(
        "bytes",
        &(0..4096u32).map(|i| (i * 7919 % 256) as u8).collect::<Vec<_>>(),
        Unreadable::Binary,
    );
    let mut old = sample("notice.hwp");
    // The directory of an old workbook names another stream.
    let name: Vec<u8> = "FileHeader".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let other: Vec<u8> = "Workbook\0\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = old.windows(name.len()).position(|w| w == name).expect("it is there");
    old[at..at + name.len()].copy_from_slice(&other);
    check("an old workbook", &old, Unreadable::OldOffice);
}

#[test]
fn what_is_cut_off() {
    for (name, kind) in [
        ("notice.docx", Kind::Docx),
        ("companies.xlsx", Kind::Xlsx),
        ("slides.pptx", Kind::Pptx),
        ("notice.hwpx", Kind::Hwpx),
        ("notice.hwp", Kind::Hwp),
    ] {
        let whole = sample(name);
        check(name, &whole[..whole.len() / 2], &ImportError::Damaged(kind));
    }
    let pdf = sample("notice.pdf");
    check("notice.pdf", &pdf[..300], &ImportError::Damaged(Kind::Pdf));
}

#[test]
fn characters_that_are_garbage() {
    let korean =
        "한빛바이오협회는 새싹시와 협약을 맺고 사무소를 열어 회원사의 해외 진출을 돕기로 했다고 밝혔다. ".repeat(4);
    let garbage = encoding_rs::WINDOWS_1252.decode(korean.as_bytes()).0.into_owned();
    check(
        "UTF-8 read as Latin",
        garbage.as_bytes(),
        &ImportError::Garbled(Kind::Text),
    );
    let garbage = encoding_rs::EUC_KR.decode(korean.as_bytes()).0.into_owned();
    check(
        "UTF-8 read as CP949",
        garbage.as_bytes(),
        &ImportError::Garbled(Kind::Text),
    );
}

#[test]
fn an_archive_that_unpacks_to_hundreds_of_megabytes() {
    let mut body = br#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>"#.to_vec();
    body.resize(600 << 20, b'a');
    let bomb = docx(&body);
    drop(body);
    assert!(bomb.len() < 4 << 20);
    let worker = Worker {
        memory: 384 << 20,
        ..Worker::at(GILJABI)
    };
    let error = propose(&bomb, worker).expect_err("it is not read");
    assert!(
        matches!(error, ImportError::TooMuch | ImportError::Damaged(Kind::Docx)),
        "{error:?}"
    );
}

#[test]
fn markup_nested_thousands_deep_harms_nobody() {
    let deep = |n: usize| {
        format!(
            "<html><body>{}가나다 협회는 문을 열었다.{}</body></html>",
            "<div>".repeat(n),
            "</div>".repeat(n)
        )
    };
    let worker = || Worker::at(GILJABI);
    let read = propose(deep(5_000).as_bytes(), worker());
    assert!(
        read.as_ref().is_ok_and(|p| p.content.contains("문을 열었다")),
        "{read:?}"
    );
    // A depth that no page has: read or refused, but the parent goes on either way.
    let result = propose(deep(200_000).as_bytes(), worker());
    assert!(!matches!(result, Err(ImportError::Worker(_))), "{result:?}");
    let tables = format!(
        "{}<w:p><w:r><w:t>안쪽</w:t></w:r></w:p>{}",
        "<w:tbl><w:tr><w:tc>".repeat(5_000),
        "</w:tc></w:tr></w:tbl>".repeat(5_000)
    );
    let result = propose(&word(&tables), worker());
    assert!(!matches!(result, Err(ImportError::Worker(_))), "{result:?}");
    let brackets = "%PDF-1.4\n1 0 obj\n".to_owned() + &"[".repeat(200_000);
    let result = propose(brackets.as_bytes(), worker());
    assert!(matches!(result, Err(ImportError::Damaged(Kind::Pdf))), "{result:?}");
}

#[test]
fn a_file_that_is_too_large_is_not_even_looked_at() {
    let large = vec![b'a'; usize::try_from(import::attachment::LARGEST).expect("it fits") + 1];
    let nowhere = Worker::at("/nowhere");
    let error = propose(&large, nowhere).expect_err("it is refused before a worker is started");
    assert_eq!(
        error,
        ImportError::TooLarge {
            bytes: large.len() as u64
        }
    );
}

/// The samples whose parsers are tried with mutations.
const SAMPLES: [&str; 11] = [
    "news.txt",
    "news-cp949.txt",
    "news.html",
    "companies.csv",
    "companies.xlsx",
    "notice.docx",
    "slides.pptx",
    "notice.pdf",
    "notice.hwp",
    "notice-stored.hwp",
    "notice.hwpx",
];

/// Changes a few bytes: flips, overwrites with values that lengths and counts dislike, cuts, repeats, inserts.
fn mutate(bytes: &mut Vec<u8>, random: &mut StdRng) {
    for _ in 0..random.random_range(1..8) {
        if bytes.is_empty() {
            return;
        }
        let at = random.random_range(0..bytes.len());
        match random.random_range(0..7) {
            0 => bytes[at] ^= 1 << random.random_range(0..8),
            1 => bytes[at] = random.random(),
            2 => {
                let value = [0u32, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF][random.random_range(0..8)];
                for (i, byte) in value.to_le_bytes().into_iter().enumerate() {
                    if let Some(place) = bytes.get_mut(at + i) {
                        *place = byte;
                    }
                }
            }
            3 => bytes.truncate(at.max(16)),
            4 => {
                let end = (at + random.random_range(1..512)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            5 => {
                let end = (at + random.random_range(1..64)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let piece: Vec<u8> = (0..random.random_range(1..32)).map(|_| random.random()).collect();
                bytes.splice(at..at, piece);
            }
        }
    }
}

/// A sample with something changed. Of an archive every second time a member is changed before it is packed again:
/// a change of packed bytes is mostly caught by the checksum and never reaches the parser.
fn mutated(whole: &[u8], random: &mut StdRng) -> Vec<u8> {
    if whole.starts_with(b"PK") && random.random_bool(0.6) {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).expect("the sample is an archive");
        let chosen = random.random_range(0..archive.len());
        let mut entries = Vec::new();
        for i in 0..archive.len() {
            let mut entry = archive.by_index(i).expect("an entry");
            let mut data = Vec::new();
            std::io::copy(&mut entry, &mut data).expect("its bytes");
            if i == chosen {
                mutate(&mut data, random);
            }
            let name = entry.name().expect("a name").into_owned();
            entries.push((name, data));
        }
        let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, d)| (n.as_str(), d.as_slice())).collect();
        return zip(&entries);
    }
    let mut bytes = whole.to_vec();
    mutate(&mut bytes, random);
    bytes
}

/// Tries so many mutations, on two threads. Whatever a file does, the answer is a proposal with text or a reason.
fn fuzz(rounds: u64) {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                for round in (half..rounds).step_by(2) {
                    let mut random = StdRng::seed_from_u64(0x6769_6c6a + round);
                    let name = SAMPLES[usize::try_from(round).expect("small") % SAMPLES.len()];
                    let bytes = mutated(&sample(name), &mut random);
                    match propose(&bytes, Worker::at(GILJABI)) {
                        Ok(proposal) => {
                            let words = proposal.content.chars().any(char::is_alphanumeric);
                            assert!(words && proposal.content.starts_with("---\n"), "{name}, round {round}");
                        }
                        Err(ImportError::Worker(cause)) => panic!("{name}, round {round}: {cause}"),
                        Err(ImportError::TooSlow) => panic!("{name}, round {round}: took too long"),
                        Err(_) => {}
                    }
                }
            });
        }
    });
}

#[test]
fn two_hundred_mutated_files_end_in_a_document_or_a_reason() {
    fuzz(220);
}

#[test]
#[ignore = "takes minutes: run with --ignored"]
fn ten_thousand_mutated_files_end_in_a_document_or_a_reason() {
    fuzz(10_000);
}
