//! Web pages.

use dom_smoothie::{Config, ParsePolicy, Readability, TextMode};

use super::{About, Extracted, Kind};
use crate::import::error::ImportError;

/// How many elements a page may have. A page of news has a few thousand.
const ELEMENTS: usize = 200_000;

/// Reads a web page: its main text, with tables and headings as Markdown, and what it says of itself.
pub(super) fn read(html: &str) -> Result<Extracted, ImportError> {
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
    Ok(extracted)
}
