//! The furniture of a page: of what kinds it is, and which lines are labels or names of sections.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::words;
use crate::knowledge::Lang;

/// Why a line was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Furniture {
    /// The label of a section or the way to it.
    Section,
    /// A button, a menu or another label of the page.
    Label,
    /// Other articles.
    Related,
    /// The caption of a picture or who took it.
    Caption,
    /// Who wrote it.
    Byline,
    /// When it was published or changed.
    Dateline,
    /// Whose it is.
    Copyright,
    /// An advertisement of the page for itself.
    Promotion,
    /// What stands above or below every page.
    Repeated,
}

impl Furniture {
    /// What a person calls it.
    pub fn say(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Section, Lang::Ko) => "분류",
            (Self::Section, Lang::En) => "section",
            (Self::Label, Lang::Ko) => "단추·메뉴",
            (Self::Label, Lang::En) => "button or menu",
            (Self::Related, Lang::Ko) => "다른 기사",
            (Self::Related, Lang::En) => "other articles",
            (Self::Caption, Lang::Ko) => "사진 설명",
            (Self::Caption, Lang::En) => "caption",
            (Self::Byline, Lang::Ko) => "글쓴이",
            (Self::Byline, Lang::En) => "byline",
            (Self::Dateline, Lang::Ko) => "발행일",
            (Self::Dateline, Lang::En) => "date line",
            (Self::Copyright, Lang::Ko) => "저작권 표시",
            (Self::Copyright, Lang::En) => "copyright line",
            (Self::Promotion, Lang::Ko) => "홍보",
            (Self::Promotion, Lang::En) => "promotion",
            (Self::Repeated, Lang::Ko) => "머리글·바닥글",
            (Self::Repeated, Lang::En) => "header or footer",
        }
    }
}

/// A line that was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Why.
    pub why: Furniture,
    /// The line.
    pub text: String,
}

/// One of the lists of words, for looking words up in.
pub(super) struct Words(LazyLock<std::collections::HashSet<&'static str>>);

impl Words {
    pub(super) fn hold(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

static LABELS: Words = Words(LazyLock::new(|| words::LABELS.split_whitespace().collect()));
pub(super) static OTHERS: Words = Words(LazyLock::new(|| words::OTHERS.split_whitespace().collect()));
static SECTIONS: Words = Words(LazyLock::new(|| words::SECTIONS.split_whitespace().collect()));

pub(super) fn label_key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn is_label(text: &str) -> bool {
    text.chars().count() <= 30 && LABELS.hold(&label_key(text))
}

/// A row of labels on one line: "공유하기 글자크기 인쇄".
pub(super) fn is_label_row(text: &str) -> bool {
    let parts: Vec<&str> = text.split([' ', '|', '·', '/']).filter(|p| !p.is_empty()).collect();
    parts.len() >= 2
        && parts.len() <= 12
        && parts
            .iter()
            .all(|p| is_label(p) || p.chars().all(|c| !c.is_alphabetic()))
}

pub(super) fn is_section(text: &str) -> bool {
    if text.chars().count() > 40 {
        return false;
    }
    let mut words = text
        .split([' ', '>', '/', '|', '·', '＞', '»', '-', '<'])
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|word| {
            let key = label_key(word);
            SECTIONS.hold(&key)
                || ["일반", "종합", "소식", "뉴스", "정책", "기사"]
                    .iter()
                    .any(|end| key.strip_suffix(end).is_some_and(|stem| SECTIONS.hold(stem)))
        })
}
