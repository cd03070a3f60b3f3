//! Web pages.

use std::sync::LazyLock;

use dom_smoothie::{Config, ParsePolicy, Readability, TextMode};

use regex::Regex;

use super::{About, Extracted, Kind};
use crate::import::error::ImportError;
use crate::import::{clean, normal};
use crate::knowledge::Text;

/// How many elements a page may have. A page of news has a few thousand.
const ELEMENTS: usize = 200_000;

/// How deep elements may lie in each other. A page people write stays below a hundred; the scoring takes time by the
/// square of the depth.
const DEPTH: usize = 400;

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^>]*>").expect("the pattern is written here"));

/// How deep elements lie in each other, judged by the tags alone.
fn depth(html: &str) -> usize {
    // Elements that need no closing tag do not nest in themselves.
    const FLAT: [&str; 26] = [
        "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "br", "hr", "img", "input", "meta",
        "link", "col", "area", "base", "embed", "source", "track", "wbr", "param", "html", "body",
    ];
    let (mut depth, mut deepest) = (0usize, 0usize);
    for captures in TAG.captures_iter(html) {
        let name = captures[2].to_ascii_lowercase();
        if FLAT.contains(&name.as_str()) || captures[0].ends_with("/>") {
            continue;
        }
        depth = if captures[1].is_empty() {
            depth + 1
        } else {
            depth.saturating_sub(1)
        };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The words of a page, each run of them a paragraph, without any of its nesting.
fn flattened(html: &str) -> String {
    static HIDDEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->").expect("the pattern is written here")
    });
    let text = HIDDEN.replace_all(html, "");
    let text = TAG.replace_all(&text, "\n");
    let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let paragraphs: Vec<String> = paragraphs
        .map(|line| format!("<p>{}</p>", line.replace('<', "&lt;")))
        .collect();
    format!("<html><body>{}</body></html>", paragraphs.join("\n"))
}

/// Reads a web page: its main text, with tables and headings as Markdown, and what it says of itself.
pub(super) fn read(html: &str) -> Result<Extracted, ImportError> {
    let too_deep = depth(html) > DEPTH;
    let flat = too_deep.then(|| flattened(html));
    let html = flat.as_deref().unwrap_or(html);
    let config = || Config {
        text_mode: TextMode::Markdown,
        max_elements_to_parse: ELEMENTS,
        char_threshold: 120,
        ..Config::default()
    };
    let damaged = |_| ImportError::Damaged(Kind::Html);
    let mut page = Readability::new(html, None, Some(config())).map_err(damaged)?;
    let metadata = page.get_article_metadata(page.parse_json_ld());
    let mut about = About {
        title: Some(metadata.title).filter(|t| !t.trim().is_empty()),
        author: metadata.byline,
        publisher: metadata.site_name,
        published: metadata.published_time,
        url: metadata.url,
    };
    let subject = page
        .doc
        .select("h1")
        .iter()
        .map(|h| h.text().trim().to_owned())
        .find(|t| !t.is_empty());
    // A page's own title carries the name of the site; its heading does not.
    if let (Some(title), Some(subject)) = (&about.title, subject)
        && title.contains(&subject)
    {
        about.title = Some(subject);
    }
    let attribute = |selector: &str| {
        let found = page.doc.select(selector);
        found
            .attr("content")
            .or_else(|| found.attr("datetime"))
            .map(|v| v.to_string())
            .filter(|v| !v.is_empty())
    };
    about.published = about.published.or_else(|| {
        [
            "meta[property='article:published_time']",
            "meta[name='date']",
            "meta[itemprop='datePublished']",
            "time[datetime]",
        ]
        .iter()
        .find_map(|selector| attribute(selector))
    });
    about.url = about
        .url
        .or_else(|| attribute("meta[property='og:url']"))
        .or_else(|| {
            page.doc
                .select("link[rel='canonical']")
                .attr("href")
                .map(|v| v.to_string())
        })
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    // The scoring takes bylines and dates for furniture, as they are: they are read before it.
    let body = page.doc.select("body").formatted_text();
    let lines: Vec<String> = body.lines().map(|line| normal::normalise(line.trim())).collect();
    let said = clean::hints(&lines);
    about.author = about.author.or(said.author);
    about.publisher = about.publisher.or(said.publisher);
    about.published = about.published.or(said.published.map(|p| p.to_string()));
    let mut best = page
        .parse()
        .map(|article| article.text_content.to_string())
        .unwrap_or_default();
    // A short notice or a bare table has no article for the scoring to find.
    if best.chars().filter(|c| c.is_alphanumeric()).count() < 120
        && let Ok(mut raw) = Readability::new(html, None, Some(config()))
        && let Ok(article) = raw.parse_with_policy(ParsePolicy::Raw)
        && article.text_content.len() > best.len()
    {
        best = article.text_content.to_string();
    }
    let text = best
        .lines()
        .filter(|line| !line.trim_start().starts_with("!["))
        .collect::<Vec<_>>()
        .join("\n");
    if !text.chars().any(char::is_alphanumeric) {
        return Err(ImportError::NoText(Kind::Html));
    }
    let mut extracted = Extracted::new(Kind::Html, text);
    extracted.about = about;
    if too_deep {
        extracted.warnings.push(Text {
            ko: "페이지의 짜임이 지나치게 깊어 글자만 읽었습니다. 빠진 것이 없는지 확인해 주십시오.".to_owned(),
            en: Some(
                "The page is nested beyond measure: only its words were read. Check that nothing is missing."
                    .to_owned(),
            ),
        });
    }
    Ok(extracted)
}
