//! What kind of file it is, told from its bytes. The name is never believed.

use serde::{Deserialize, Serialize};

use crate::knowledge::{Lang, Text};

/// The kinds of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A web page.
    Html,
    /// A PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PowerPoint presentation.
    Pptx,
    /// A Hangul document in the binary format of version 5.
    Hwp,
    /// A Hangul document in the open format (OWPML).
    Hwpx,
    /// Comma- or tab-separated values.
    Csv,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

impl Kind {
    /// What a person calls it.
    pub fn say(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Html, Lang::Ko) => "웹 문서(HTML)",
            (Self::Html, Lang::En) => "web page (HTML)",
            (Self::Pdf, _) => "PDF",
            (Self::Docx, Lang::Ko) => "워드 문서(DOCX)",
            (Self::Docx, Lang::En) => "Word document (DOCX)",
            (Self::Xlsx, Lang::Ko) => "엑셀 문서(XLSX)",
            (Self::Xlsx, Lang::En) => "Excel workbook (XLSX)",
            (Self::Pptx, Lang::Ko) => "파워포인트 문서(PPTX)",
            (Self::Pptx, Lang::En) => "PowerPoint presentation (PPTX)",
            (Self::Hwp, Lang::Ko) => "한글 문서(HWP)",
            (Self::Hwp, Lang::En) => "Hangul document (HWP)",
            (Self::Hwpx, Lang::Ko) => "한글 문서(HWPX)",
            (Self::Hwpx, Lang::En) => "Hangul document (HWPX)",
            (Self::Csv, Lang::Ko) => "표 파일(CSV)",
            (Self::Csv, Lang::En) => "table (CSV)",
            (Self::Markdown, Lang::Ko) => "마크다운",
            (Self::Markdown, Lang::En) => "Markdown",
            (Self::Text, Lang::Ko) => "텍스트",
            (Self::Text, Lang::En) => "plain text",
        }
    }
}

/// A kind of file that is known and cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// A picture.
    Image,
    /// A ZIP or another archive that is no document.
    Archive,
    /// A Word, Excel or PowerPoint file of before 2007.
    OldOffice,
    /// A Hangul file of before version 5.
    OldHwp,
    /// Rich text.
    Rtf,
    /// A sound or a film.
    Media,
    /// A program.
    Program,
    /// An OpenDocument file.
    OpenDocument,
    /// Anything else that is not text.
    Binary,
}

impl Unreadable {
    /// What it is, and what to do instead.
    pub(super) fn message(self) -> Text {
        let (ko, en) = match self {
            Self::Image => (
                "그림 파일이라 읽을 글자가 없습니다. 글자가 들어 있는 문서를 올려 주십시오.",
                "This is a picture, which has no text to read. Give the document itself.",
            ),
            Self::Archive => (
                "압축 파일은 읽지 않습니다. 압축을 풀고 안의 문서를 올려 주십시오.",
                "Archives are not read. Unpack it and give the documents inside.",
            ),
            Self::OldOffice => (
                "예전 형식의 오피스 문서(DOC·XLS·PPT)는 읽지 못합니다. DOCX·XLSX·PPTX나 PDF로 저장해 올려 주십시오.",
                "Office files in the old format (DOC, XLS, PPT) cannot be read. Save it as DOCX, XLSX, PPTX or PDF.",
            ),
            Self::OldHwp => (
                "예전 형식의 한글 문서(한글 97 이전)는 읽지 못합니다. HWP 5.0 이상이나 HWPX, PDF로 저장해 올려 주십시오.",
                "Hangul files of before version 5 cannot be read. Save it as HWP 5, HWPX or PDF.",
            ),
            Self::Rtf => (
                "RTF 문서는 읽지 못합니다. DOCX나 PDF로 저장해 올려 주십시오.",
                "RTF files cannot be read. Save it as DOCX or PDF.",
            ),
            Self::Media => (
                "소리나 영상 파일은 읽지 못합니다. 글로 된 문서를 올려 주십시오.",
                "Sound and video cannot be read. Give a written document.",
            ),
            Self::Program => (
                "실행 파일은 읽지 않습니다. 문서를 올려 주십시오.",
                "Programs are not read. Give a document.",
            ),
            Self::OpenDocument => (
                "오픈도큐먼트 문서(ODT·ODS·ODP)는 읽지 못합니다. DOCX·XLSX·PPTX나 PDF로 저장해 올려 주십시오.",
                "OpenDocument files (ODT, ODS, ODP) cannot be read. Save it as DOCX, XLSX, PPTX or PDF.",
            ),
            Self::Binary => (
                "읽을 수 있는 문서가 아닙니다. HTML, PDF, DOCX, XLSX, PPTX, HWP, HWPX, CSV, 마크다운, 텍스트 파일을 올려 주십시오.",
                "This is not a document that can be read. Give HTML, PDF, DOCX, XLSX, PPTX, HWP, HWPX, CSV, Markdown or plain text.",
            ),
        };
        Text {
            ko: ko.to_owned(),
            en: Some(en.to_owned()),
        }
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It is of this kind.
    Kind(Kind),
    /// It is known, and cannot be read.
    Unreadable(Unreadable),
    /// It is an OLE container: a Hangul document, an old or an encrypted Office document.
    Ole,
    /// It is a ZIP container: one of several documents.
    Zip,
    /// It is text of some kind, if it is anything.
    Text,
}

/// Tells the kind from the bytes as far as their beginning gives it away.
pub(super) fn tell(bytes: &[u8]) -> Told {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Told::Kind(Kind::Pdf);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") || begins(b"PK\x07\x08") {
        return Told::Zip;
    }
    if begins(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Told::Ole;
    }
    if begins(b"HWP Document File V") {
        return Told::Unreadable(Unreadable::OldHwp);
    }
    let images: [&[u8]; 8] = [
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"\0\0\x01\0",
        b"8BPS",
    ];
    let riff = begins(b"RIFF");
    if images.iter().any(|m| begins(m) && looks_binary(head)) || (riff && bytes.get(8..12) == Some(b"WEBP")) {
        return Told::Unreadable(Unreadable::Image);
    }
    let archives: [&[u8]; 6] = [
        b"Rar!\x1A",
        b"7z\xBC\xAF",
        b"\x1F\x8B",
        b"BZh",
        b"\xFD7zXZ",
        b"\x28\xB5\x2F\xFD",
    ];
    if archives.iter().any(|m| begins(m)) {
        return Told::Unreadable(Unreadable::Archive);
    }
    if begins(b"{\\rtf") {
        return Told::Unreadable(Unreadable::Rtf);
    }
    if riff || begins(b"ID3") || begins(b"OggS") || bytes.get(4..8) == Some(b"ftyp") {
        return Told::Unreadable(Unreadable::Media);
    }
    if begins(b"\x7FELF") || (begins(b"MZ") && looks_binary(head)) {
        return Told::Unreadable(Unreadable::Program);
    }
    Told::Text
}

/// Which document a ZIP container is, by the names of what it holds.
///
/// The names are looked for in the raw bytes: they stand uncompressed in the headers, and no archive has to be opened
/// for it.
pub(super) fn tell_zip(bytes: &[u8]) -> Told {
    let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if holds(b"application/hwp+zip") || (holds(b"Contents/section0.xml") || holds(b"Contents/content.hpf")) {
        Told::Kind(Kind::Hwpx)
    } else if holds(b"application/vnd.oasis.opendocument") {
        Told::Unreadable(Unreadable::OpenDocument)
    } else if [&b"[Content_Types].xml"[..], b"_rels/.rels", b"docProps/"]
        .iter()
        .any(|name| holds(name))
    {
        if holds(b"ppt/") {
            Told::Kind(Kind::Pptx)
        } else if holds(b"xl/") {
            Told::Kind(Kind::Xlsx)
        } else {
            // Cut off before the names that tell: whatever it is, it is damaged, and the parser says so.
            Told::Kind(Kind::Docx)
        }
    } else {
        Told::Unreadable(Unreadable::Archive)
    }
}

/// Whether a name of a stream stands in an OLE container's directory (UTF-16, little endian).
pub(super) fn ole_holds(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &wide).is_some()
}

fn looks_binary(head: &[u8]) -> bool {
    head.iter().filter(|b| **b < 9).count() > head.len() / 100
}

/// What kind of text a decoded text is. `name` breaks ties between Markdown and plain text only.
pub(super) fn tell_text(text: &str, name: &str) -> Kind {
    let head: String = text.trim_start().chars().take(4096).collect::<String>().to_lowercase();
    let html_start = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
    let tags = [
        "<html", "<body", "<div", "<p>", "<p ", "<table", "<article", "<br", "<span", "<meta",
    ];
    if html_start.iter().any(|t| head.starts_with(t)) && tags.iter().any(|t| head.contains(t))
        || tags.iter().map(|t| head.matches(t).count()).sum::<usize>() >= 3
    {
        return Kind::Html;
    }
    if super::read::csv::delimiter(text).is_some() {
        return Kind::Csv;
    }
    let markdown_name = [".md", ".markdown"].iter().any(|e| name.to_lowercase().ends_with(e));
    let front = text.starts_with("---\n") || text.starts_with("+++\n");
    let headings = text
        .lines()
        .filter(|l| l.starts_with("# ") || l.starts_with("## ") || l.starts_with("### "));
    let rules = text
        .lines()
        .any(|l| l.starts_with('|') && l.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) && l.contains("---"));
    if markdown_name || front || rules || headings.count() >= 2 {
        Kind::Markdown
    } else {
        Kind::Text
    }
}
