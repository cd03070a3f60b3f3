//! Why a file was not imported: a sentence for whoever gave it, in their language, with what to do next.

use serde::{Deserialize, Serialize};

use super::kind::{Kind, Unreadable};
use crate::knowledge::{Lang, Text};

/// Why a file was not imported. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportError {
    /// The file could not be opened. The text is for the operator.
    NotFound(String),
    /// The file holds no byte.
    Empty,
    /// The file is larger than is read.
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// The file is known to be of a kind that cannot be read.
    Unreadable(Unreadable),
    /// The file asks for a password.
    Encrypted(Kind),
    /// The file is damaged, cut off, or not what it claims to be.
    Damaged(Kind),
    /// The file was read and holds no text.
    NoText(Kind),
    /// The file is a scan: pictures of pages without a text layer.
    Scanned,
    /// The characters came out as garbage.
    Garbled(Kind),
    /// Reading it took too long.
    TooSlow,
    /// Reading it took too much memory, or it unpacks to more than is read.
    TooMuch,
    /// The text speaks of "last year" or "the 24th", and nobody has said when it was published.
    NeedsPublished {
        /// The words that need the date, as they stand in the text, at most five.
        words: Vec<String>,
    },
    /// What was given as a date is none.
    NotADate(String),
    /// The document is in the knowledge already, byte for byte.
    AlreadyThere {
        /// The file in the data directory.
        file: String,
    },
    /// The part that reads files could not be started. The text is for the operator.
    Worker(String),
    /// The file in `data/` could not be written. The text is for the operator.
    Write(String),
}

impl ImportError {
    /// The sentence for a person. It shows no path and no cause from within.
    pub fn text(&self) -> Text {
        let (ko, en) = match self {
            Self::NotFound(_) => (
                "파일을 열 수 없습니다. 파일이 있는지, 읽을 권한이 있는지 확인해 주십시오.".to_owned(),
                "The file cannot be opened. Check that it exists and may be read.".to_owned(),
            ),
            Self::Empty => (
                "빈 파일입니다. 내용이 있는 문서를 올려 주십시오.".to_owned(),
                "The file is empty. Give a document with text in it.".to_owned(),
            ),
            Self::TooLarge { bytes } => {
                let limit = super::attachment::LARGEST / 1024 / 1024;
                let size = bytes.div_ceil(1024 * 1024);
                (
                    format!(
                        "파일이 너무 큽니다({size}MB). {limit}MB까지 읽습니다. 나누어 올리거나 그림을 빼고 저장해 주십시오."
                    ),
                    format!(
                        "The file is too large ({size} MB; at most {limit} MB). Split it, or save it without pictures."
                    ),
                )
            }
            Self::Unreadable(what) => return what.message(),
            Self::Encrypted(kind) => (
                format!(
                    "암호가 걸린 문서입니다({}). 암호를 풀고 저장해 다시 올려 주십시오.",
                    kind.say(Lang::Ko)
                ),
                format!(
                    "The document is protected by a password ({}). Save it without one and try again.",
                    kind.say(Lang::En)
                ),
            ),
            Self::Damaged(kind) => (
                format!(
                    "파일이 손상되었거나 잘렸습니다({}). 원래 프로그램에서 열어 다시 저장하거나 PDF로 저장해 올려 주십시오.",
                    kind.say(Lang::Ko)
                ),
                format!(
                    "The file is damaged or cut off ({}). Open it in the program it was made with, save it again or as PDF, and try again.",
                    kind.say(Lang::En)
                ),
            ),
            Self::NoText(kind) => (
                format!(
                    "문서에 글자가 없습니다({}). 글이 들어 있는 문서인지 확인해 주십시오.",
                    kind.say(Lang::Ko)
                ),
                format!(
                    "The document holds no text ({}). Check that it is the right one.",
                    kind.say(Lang::En)
                ),
            ),
            Self::Scanned => (
                "글자가 없는 스캔 PDF입니다. 글자 인식(OCR)을 거친 PDF나 원본 문서를 올려 주십시오.".to_owned(),
                "This PDF is a scan without text. Give the original document, or a PDF that has been through OCR."
                    .to_owned(),
            ),
            Self::Garbled(kind) => (
                format!(
                    "글자가 깨져 읽을 수 없습니다({}). UTF-8로 다시 저장하거나 원본 문서를 올려 주십시오.",
                    kind.say(Lang::Ko)
                ),
                format!(
                    "The characters come out as garbage ({}). Save it again as UTF-8, or give the original document.",
                    kind.say(Lang::En)
                ),
            ),
            Self::TooSlow => (
                "파일을 읽는 데 너무 오래 걸려 멈췄습니다. 나누어 올리거나 PDF로 저장해 올려 주십시오.".to_owned(),
                "Reading the file took too long and was stopped. Split it, or save it as PDF.".to_owned(),
            ),
            Self::TooMuch => (
                "파일을 풀면 너무 커서 읽지 않았습니다. 나누어 올려 주십시오.".to_owned(),
                "The file unpacks to more than is read. Split it and try again.".to_owned(),
            ),
            Self::NeedsPublished { words } => {
                let words = words.join(", ");
                (
                    format!(
                        "발행일이 필요합니다. 글에 때를 발행일에 견주어 적은 말이 있습니다: {words}. 발행일(published)을 2024-01-31처럼 알려 주시고, 정말 알 수 없으면 unknown이라고 적어 주십시오."
                    ),
                    format!(
                        "The date of publication is needed: the text tells time by it ({words}). Give it (published) as in 2024-01-31, or `unknown` where nobody knows."
                    ),
                )
            }
            Self::NotADate(text) => (
                format!(
                    "날짜가 아닙니다: `{text}`. 2024-01-31, 2024-01, 2024처럼 적거나, 알 수 없으면 unknown이라고 적어 주십시오."
                ),
                format!(
                    "`{text}` is not a date. Write it as 2024-01-31, 2024-01 or 2024, or `unknown` where nobody knows."
                ),
            ),
            Self::AlreadyThere { file } => (
                format!("같은 파일이 이미 자료에 있습니다: {file}"),
                format!("The same file is in the data already: {file}"),
            ),
            Self::Worker(_) => (
                "파일을 읽는 기능을 시작하지 못했습니다. 잠시 뒤 다시 해 보시고, 계속되면 운영자에게 알려 주십시오."
                    .to_owned(),
                "The part that reads files could not be started. Try again, and tell the operator if it goes on."
                    .to_owned(),
            ),
            Self::Write(_) => (
                "자료를 저장하지 못했습니다. 바뀐 것은 없습니다. 운영자에게 알려 주십시오.".to_owned(),
                "The document could not be saved; nothing was changed. Tell the operator.".to_owned(),
            ),
        };
        Text { ko, en: Some(en) }
    }

    /// The sentence in `lang`.
    pub fn say(&self, lang: Lang) -> String {
        self.text().get(lang).to_owned()
    }

    /// The cause for the operator's log, where it is more than the sentence says.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::NotFound(cause) | Self::Worker(cause) | Self::Write(cause) => Some(cause),
            _ => None,
        }
    }
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text().get(Lang::En))?;
        self.cause().map_or(Ok(()), |cause| write!(f, " ({cause})"))
    }
}

impl std::error::Error for ImportError {}
