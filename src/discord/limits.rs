//! Text that cannot be longer than Discord takes, and the escaping of words that are not ours.

use unicode_segmentation::UnicodeSegmentation;

/// Text that has something to see and holds at most `MAX` units.
///
/// Discord's documents count characters; its clients count UTF-16 units. The larger of the two is kept to, so that the
/// text is within the limit by either count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Limited<const MAX: usize>(String);

impl<const MAX: usize> Limited<MAX> {
    /// `text`, trimmed and cut to fit; `None` where nothing is left to see.
    pub fn new(text: &str) -> Option<Self> {
        Self::within(text, MAX)
    }

    /// As [`Self::new`], with a smaller limit.
    pub fn within(text: &str, max: usize) -> Option<Self> {
        let cut = cut(&tidy(text), max.min(MAX));
        (!cut.is_empty()).then_some(Self(cut))
    }

    /// `text` cut to fit, or a dash where it has nothing to see.
    pub fn or_dash(text: &str) -> Self {
        Self::new(text).unwrap_or_else(|| Self("–".to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How long it is, in UTF-16 units.
    pub fn units(&self) -> usize {
        units(&self.0)
    }

    /// The text, given away.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// How long `text` is, in UTF-16 units.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Drops what cannot be seen and would be refused or could mislead: control characters, marks that turn the direction
/// of writing, blank space around the whole.
fn tidy(text: &str) -> String {
    let seen: String = text
        .chars()
        .filter(|c| {
            (!c.is_control() || *c == '\n')
                && !matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .collect();
    // Text of nothing but marks without width is refused by Discord as empty.
    let blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{3164}' | '\u{ffa0}');
    if seen.chars().all(blank) {
        return String::new();
    }
    seen.trim().to_owned()
}

/// Cuts `text` to `max` units: after a sentence where one ends in the last two thirds, after a word or a letter
/// otherwise. What was cut ends in "…".
pub fn cut(text: &str, max: usize) -> String {
    if units(text) <= max {
        return text.to_owned();
    }
    if max < 2 {
        return String::new();
    }
    // Room for " …".
    let room = max - 2;
    let sentences = take(text.split_sentence_bounds(), room);
    if units(sentences.trim_end()) * 3 >= max {
        return format!("{} …", sentences.trim_end());
    }
    let words = take(text.split_word_bounds(), room);
    let kept = if units(words.trim_end()) * 3 >= max * 2 {
        words
    } else {
        take(text.graphemes(true), room)
    };
    format!("{}…", whole_escapes(kept.trim_end()))
}

fn take<'a>(pieces: impl Iterator<Item = &'a str>, room: usize) -> String {
    let mut kept = String::new();
    let mut used = 0;
    for piece in pieces {
        used += units(piece);
        if used > room {
            break;
        }
        kept.push_str(piece);
    }
    kept
}

/// Drops a backslash at the end that would escape what comes after the cut.
fn whole_escapes(text: &str) -> &str {
    let backslashes = text.bytes().rev().take_while(|byte| *byte == b'\\').count();
    if backslashes % 2 == 1 {
        text.strip_suffix('\\').unwrap_or(text)
    } else {
        text
    }
}

/// Escapes `text` so that Discord shows it as it was written: no bold, no quote, no heading, no link under other words,
/// no mention, no emoji of a server, no time.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut line_start = true;
    let mut in_address = false;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        in_address = !c.is_whitespace() && (in_address || rest.starts_with("http://") || rest.starts_with("https://"));
        match c {
            // A backslash in an address would lead elsewhere.
            '_' | '~' if in_address => out.push(c),
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '>' => {
                out.push('\\');
                out.push(c);
            }
            '#' | '-' | '+' if line_start => {
                out.push('\\');
                out.push(c);
            }
            // A mention needs the sign right before the word; a word joiner between them is not seen.
            '@' => out.push_str("@\u{2060}"),
            _ => out.push(c),
        }
        line_start = c == '\n' || (line_start && c == ' ');
    }
    out
}

/// A link's address where it is safe to put behind words: http or https, without characters that would end the link.
pub fn link(url: &str) -> Option<String> {
    let parsed = reqwest::Url::parse(url.trim()).ok()?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
        return None;
    }
    let safe = parsed
        .as_str()
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(char::is_whitespace, "%20");
    (units(&safe) <= 400).then_some(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_korean_text_is_cut_after_a_sentence() {
        let text = "첫 문장입니다. 둘째 문장은 조금 더 깁니다. 셋째 문장은 들어가지 않습니다.";
        let cut = cut(text, 30);
        assert_eq!(cut, "첫 문장입니다. 둘째 문장은 조금 더 깁니다. …");
    }

    #[test]
    fn a_cut_never_breaks_a_syllable_or_an_escape() {
        for max in 2..40 {
            let cut = cut(&escape("가나다*라마_바사[아자]차카👩‍👩‍👧타파하*****"), max);
            assert!(units(&cut) <= max, "{cut}");
            assert!(
                !cut.trim_end_matches('…').ends_with('\\') || cut.contains("\\\\"),
                "{cut}"
            );
        }
    }

    #[test]
    fn what_cannot_be_seen_is_nothing() {
        for text in ["", "  \n", "\u{200b}\u{200b}", "\u{3164}", "\u{202e} \u{0}"] {
            assert!(Limited::<100>::new(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn members_words_are_shown_as_written() {
        assert_eq!(
            escape("**굵게** @everyone <@1> [a](http://b)"),
            "\\*\\*굵게\\*\\* @\u{2060}everyone \\<@\u{2060}1\\> \\[a\\](http://b)"
        );
        assert_eq!(
            escape("https://a.kr/b_c_d 그리고 e_f"),
            "https://a.kr/b_c_d 그리고 e\\_f"
        );
        assert_eq!(escape("# 제목\n- 하나"), "\\# 제목\n\\- 하나");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://a.kr/x(1)").as_deref(), Some("https://a.kr/x%281%29"));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("not a link"), None);
    }
}
