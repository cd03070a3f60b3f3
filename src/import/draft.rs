//! From what was found in a file to the document that would be written: its title, who published it and when, its text.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{self, Block, ends_sentence};
use super::clean::{self, Cleaned};
use super::error::ImportError;
use super::furniture::{Furniture, Removed};
use super::kind::Kind;
use super::normal;
use super::proposal::{Options, Published};
use super::read::{About, Extracted};
use super::relative::{self, ReadDate};
use crate::knowledge::{Lang, PartialDate, Text};

/// A document as it would be written.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) subtitle: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<PartialDate>,
    pub(super) url: Option<String>,
    pub(super) photo: Option<String>,
    pub(super) lang: Lang,
    pub(super) aliases: Vec<String>,
    pub(super) blocks: Vec<Block>,
    pub(super) dates: Vec<ReadDate>,
    pub(super) removed: Vec<Removed>,
    pub(super) warnings: Vec<Text>,
}

/// Makes the document. `name` is the file's own name.
pub(super) fn draft(extracted: Extracted, name: &str, options: &Options) -> Result<Draft, ImportError> {
    let Extracted {
        kind,
        text,
        mut about,
        mut warnings,
        repeated,
        ..
    } = extracted;
    let text = if kind == Kind::Markdown {
        front_matter(&text, &mut about)
    } else {
        text
    };
    let text = clean::restore_dots(&text);
    let blocks = block::blocks(&text, kind == Kind::Text);
    let web = matches!(kind, Kind::Html | Kind::Text | Kind::Markdown);
    let mut cleaned = clean::clean(blocks, web);
    cleaned.removed.extend(repeated.into_iter().map(|text| Removed {
        why: Furniture::Repeated,
        text,
    }));
    let news = cleaned.is_news() && web;
    let title = title(kind, &about, &mut cleaned, name, options);
    let subtitle = if news { subtitle(&mut cleaned.blocks) } else { None };
    if !cleaned
        .blocks
        .iter()
        .any(|b| b.text().chars().any(char::is_alphanumeric))
    {
        return Err(ImportError::NoText(kind));
    }
    let published = match &options.published {
        Some(Published::On(date)) => Some(*date),
        Some(Published::Unknown) => None,
        None => about
            .published
            .as_deref()
            .and_then(day)
            .or(cleaned.published)
            .or_else(|| signed_off(&cleaned.blocks)),
    };
    let mut codes = Vec::new();
    for block in &mut cleaned.blocks {
        each_text(block, &mut |text| {
            let (without, found) = clean::stock_codes(text);
            codes.extend(found);
            without
        });
    }
    codes.sort();
    codes.dedup();
    let dates = dates(&mut cleaned.blocks, published, options)?;
    if let Some(unread) = dates.iter().find(|d| d.date.is_none()) {
        warnings.push(Text {
            ko: format!("때를 알 수 없는 말이 남아 있습니다: {}", unread.words),
            en: Some(format!("A word of time could not be dated: {}", unread.words)),
        });
    }
    let publisher = options
        .publisher
        .clone()
        .or(cleaned.publisher)
        .or(about.publisher)
        .map(|p| one_line(&p));
    if publisher.is_none() {
        warnings.push(Text {
            ko: "발행처를 알 수 없습니다. 답변에 출처가 함께 보이므로 발행처(publisher)를 알려 주십시오.".to_owned(),
            en: Some("Who published it is not known, and answers show it: give it (publisher).".to_owned()),
        });
    }
    if published.is_none() {
        warnings.push(Text {
            ko: "발행일을 알 수 없습니다. 아신다면 발행일(published)을 2024-01-31처럼 알려 주십시오.".to_owned(),
            en: Some(
                "When it was published is not known: give it (published) as in 2024-01-31 if you know.".to_owned(),
            ),
        });
    }
    let body: String = cleaned.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n");
    Ok(Draft {
        lang: if normal::is_korean(&body) { Lang::Ko } else { Lang::En },
        title,
        subtitle,
        author: cleaned
            .author
            .or(about.author)
            .map(|a| author_name(&a))
            .filter(|a| !a.is_empty()),
        publisher: publisher.filter(|p| !p.is_empty()),
        published,
        url: options
            .url
            .clone()
            .or(about.url)
            .map(|u| u.trim().to_owned())
            .filter(|u| !u.is_empty()),
        photo: cleaned.photo,
        aliases: codes.into_iter().map(|(name, code)| format!("{name} {code}")).collect(),
        blocks: cleaned.blocks,
        dates,
        removed: cleaned.removed,
        warnings,
    })
}

/// Dates the words of time, or says which words ask for the day of publication.
fn dates(
    blocks: &mut [Block],
    published: Option<PartialDate>,
    options: &Options,
) -> Result<Vec<ReadDate>, ImportError> {
    let mut read: Vec<ReadDate> = Vec::new();
    if let Some(published) = published {
        for block in blocks {
            each_text(block, &mut |text| {
                let (annotated, found) = relative::annotate(text, published);
                for one in found {
                    if !read.contains(&one) {
                        read.push(one);
                    }
                }
                annotated
            });
        }
        return Ok(read);
    }
    let mut words: Vec<String> = Vec::new();
    for word in blocks.iter().flat_map(|b| relative::words(&b.text())) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        return Ok(read);
    }
    if options.published == Some(Published::Unknown) {
        read.extend(words.into_iter().map(|words| ReadDate { words, date: None }));
        return Ok(read);
    }
    words.truncate(5);
    Err(ImportError::NeedsPublished { words })
}

fn each_text(block: &mut Block, change: &mut dyn FnMut(&str) -> String) {
    match block {
        Block::Heading(_, text) | Block::Paragraph(text) | Block::Point(text) => *text = change(text),
        Block::Table(lines) => {
            for line in lines {
                *line = change(line);
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title: given, the page's own, the first heading, the first line that is no sentence, the file's name.
fn title(kind: Kind, about: &About, cleaned: &mut Cleaned, name: &str, options: &Options) -> String {
    let own = about
        .title
        .as_deref()
        .map(|t| without_site(t, about.publisher.as_deref()))
        .filter(|t| !t.is_empty());
    let stands_in_text = |title: &str, cleaned: &mut Cleaned| {
        cleaned.blocks.retain({
            let mut left = 8;
            move |b| {
                left -= i32::from(left > 0);
                left == 0 || one_line(&b.text()) != title
            }
        });
    };
    if let Some(title) = &options.title {
        let title = one_line(title);
        stands_in_text(&title, cleaned);
        return title;
    }
    let trusted = matches!(kind, Kind::Html | Kind::Markdown);
    if let Some(title) = own.clone().filter(|_| trusted) {
        stands_in_text(&title, cleaned);
        return title;
    }
    let first = cleaned
        .blocks
        .iter()
        .take(6)
        .position(|b| matches!(b, Block::Heading(..)));
    let first = first.or_else(|| {
        cleaned.blocks.first().and_then(|b| match b {
            Block::Paragraph(text) if text.chars().count() <= 100 && !ends_sentence(text) => Some(0),
            _ => None,
        })
    });
    // A heading further down names a part, unless only short lines stand above it.
    if let Some(at) = first.filter(|at| cleaned.blocks.iter().take(*at).all(|b| !ends_sentence(&b.text()))) {
        return one_line(&cleaned.blocks.remove(at).text());
    }
    own.filter(|t| !is_program_title(t)).unwrap_or_else(|| {
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        one_line(&stem.replace('_', " "))
    })
}

/// Titles that programs write by themselves.
fn is_program_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    [
        "untitled",
        "제목 없음",
        "microsoft word",
        "powerpoint",
        "문서1",
        "document1",
        ".hwp",
        ".doc",
        ".xls",
        ".ppt",
    ]
    .iter()
    .any(|junk| lower.contains(junk))
}

/// A page's title without the site's name at its end.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = one_line(title);
    for separator in [" | ", " - ", " :: ", " : ", " < ", " — ", " – "] {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && (site.is_some_and(|s| tail.contains(s.trim())) || (separator != " : " && tail.chars().count() <= 12))
            && head.chars().count() >= 6
        {
            return head.trim().to_owned();
        }
    }
    title
}

/// Short lines between the title and the first sentence of an article.
fn subtitle(blocks: &mut Vec<Block>) -> Option<String> {
    // On a web page it may be a heading: the only one of its level, with the first sentence below it.
    if let (Some(Block::Heading(level, text)), Some(Block::Paragraph(next))) = (blocks.first(), blocks.get(1))
        && ends_sentence(next)
        && !blocks
            .iter()
            .skip(1)
            .any(|b| matches!(b, Block::Heading(l, _) if l == level))
    {
        let text = one_line(text);
        blocks.remove(0);
        return Some(text);
    }
    let lines = blocks
        .iter()
        .take(3)
        .take_while(|b| matches!(b, Block::Paragraph(text) if text.chars().count() <= 100 && !ends_sentence(text)))
        .count();
    let followed = blocks
        .get(lines)
        .is_some_and(|b| matches!(b, Block::Paragraph(text) if ends_sentence(text)));
    if lines == 0 || !followed {
        return None;
    }
    let lines: Vec<String> = blocks.drain(..lines).map(|b| one_line(&b.text())).collect();
    Some(lines.join(" / "))
}

/// A writer's name without the office and the address.
fn author_name(text: &str) -> String {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\s?(?:인턴|객원|선임|전문|의학전문|수습)?(?:기자|특파원|편집위원|논설위원|통신원)\b.*$|[\w.+-]+@[\w.-]+",
        )
        .expect("the pattern is written here")
    });
    one_line(&OFFICE.replace_all(text, ""))
}

/// The day in what a page says of its publication. A time with an offset is brought to Korea's.
fn day(text: &str) -> Option<PartialDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\d{4})\s*[.\-/년]\s*(\d{1,2})\s*[.\-/월]\s*(\d{1,2})").expect("the pattern is written here")
    });
    if let Ok(moment) = text.trim().parse::<jiff::Timestamp>() {
        let seoul = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
        return Some(PartialDate::day(moment.to_zoned(seoul).date()));
    }
    let captures = DAY.captures(text)?;
    let part = |i: usize| captures.get(i)?.as_str().parse::<u32>().ok();
    PartialDate::parse(&format!("{:04}-{:02}-{:02}", part(1)?, part(2)?, part(3)?)).ok()
}

/// The day a notice is signed with: the last line that is nothing but a date. Appendices may follow it.
fn signed_off(blocks: &[Block]) -> Option<PartialDate> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\d{4}\s*[.년]\s*\d{1,2}\s*[.월]\s*\d{1,2}\s*[.일]?$").expect("the pattern is written here")
    });
    blocks
        .iter()
        .rev()
        .map(Block::text)
        .find(|text| SIGNED.is_match(text.trim()))
        .and_then(|text| day(&text))
}

/// Reads the front matter of a Markdown file into `about`, and gives the text below it.
fn front_matter(text: &str, about: &mut About) -> String {
    let Some((head, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return text.to_owned();
    };
    for line in head.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        let field = match key.trim().to_lowercase().as_str() {
            "title" => &mut about.title,
            "author" => &mut about.author,
            "publisher" | "source" => &mut about.publisher,
            "published" | "date" => &mut about.published,
            "url" => &mut about.url,
            _ => continue,
        };
        *field = Some(value).filter(|v| !v.is_empty());
    }
    body.to_owned()
}
