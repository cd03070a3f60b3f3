//! Bytes to text, and text to the one form everything after it works on.

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use unicode_normalization::UnicodeNormalization;

/// A text with what had to be guessed to get it.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// How many characters could not be decoded.
    pub(super) lost: usize,
}

/// Decodes bytes of text: by the byte order mark, as UTF-8, by what a web page declares, else by what the bytes look
/// like. `None` where they are no text.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = wide(bytes) {
        return decode_as(encoding, bytes);
    }
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Some(Decoded {
                text: text.to_owned(),
                lost: 0,
            });
        }
        // Cut off within a character: the rest is whole.
        Err(error) if error.error_len().is_none() => return decode_as(UTF_8, bytes),
        Err(_) => {}
    }
    if let Some(declared) = declared(bytes)
        && let Some(decoded) = decode_as(declared, bytes)
        && decoded.lost == 0
    {
        return Some(decoded);
    }
    // Mostly good UTF-8 with a few broken bytes is more likely than another encoding that happens to look like it.
    let lossy = decode_as(UTF_8, bytes)?;
    if lossy.lost * 200 < lossy.text.chars().count() && !lossy.text.is_ascii() {
        return Some(lossy);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"kr"), chardetng::Utf8Detection::Deny);
    decode_as(guess, bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let controls = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0C'))
        .count();
    if controls * 50 > text.chars().count() {
        return None;
    }
    Some(Decoded {
        text: text.into_owned(),
        lost,
    })
}

/// UTF-16 without a byte order mark: every second byte of what is Latin is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 10;
    match (even > many, odd > many) {
        (false, true) if even * 8 < odd => Some(UTF_16LE),
        (true, false) if odd * 8 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding a web page declares in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes
        .get(..bytes.len().min(2048))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")? + 8;
    let label: Vec<u8> = head
        .get(at..)?
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label)
}

/// The form every text is brought to: composed (NFC), one kind of line end, one kind of middle dot, no invisible
/// characters.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for c in text.nfc() {
        match c {
            '\u{2027}' | '\u{318D}' | '\u{30FB}' | '\u{FF65}' | '\u{2219}' | '\u{0387}' | '\u{119E}' => out.push('·'),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}' | '\u{85}' => out.push('\n'),
            '\u{AD}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' => {}
            '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => out.push(' '),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether the characters of a text are garbage: an encoding read as another, or a font without its map.
pub(super) fn garbled(text: &str) -> bool {
    let (mut letters, mut lost, mut hangul, mut rare, mut hanja, mut latin1) = (0usize, 0, 0, 0, 0, 0);
    let mut buffer = [0u8; 4];
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            char::REPLACEMENT_CHARACTER | '\u{E000}'..='\u{F8FF}' => lost += 1,
            '가'..='힣' => {
                hangul += 1;
                // The 2,350 syllables of KS X 1001 are the ones people write; the encoder gives the others, which
                // Microsoft added, a lead or trail byte below 0xA1.
                let (bytes, ..) = EUC_KR.encode(c.encode_utf8(&mut buffer));
                rare += usize::from(bytes.iter().any(|b| *b < 0xA1));
            }
            '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => hanja += 1,
            '\u{A1}'..='\u{FF}' if c != '·' => latin1 += 1,
            _ => {}
        }
        letters += 1;
    }
    let over = |part: usize, whole: usize, percent: usize| part * 100 > whole * percent;
    letters > 0
        && (over(lost, letters, 5)
            || (hangul > 0 && over(rare + hanja, hangul + hanja, 30) && over(rare, hangul, 10))
            || over(latin1, letters, 40))
}

/// Whether the text is more Korean than not.
pub(super) fn is_korean(text: &str) -> bool {
    let (mut hangul, mut latin) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            '가'..='힣' => hangul += 1,
            'a'..='z' | 'A'..='Z' => latin += 1,
            _ => {}
        }
    }
    hangul > 0 && hangul * 4 >= latin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).map(|d| d.text).as_deref(), Some(expected));
    }

    const TEXT: &str = "한빛바이오협회는 12일 새싹시와 업무협약을 맺었다고 밝혔다. 똠방각하 펲시콜라.";

    #[test]
    fn korean_is_decoded_in_every_encoding_people_have() {
        check(TEXT.as_bytes(), TEXT);
        check(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), TEXT);
        check(&EUC_KR.encode(TEXT).0, TEXT);
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[&[0xFF, 0xFE], wide.as_slice()].concat(), TEXT);
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[&[0xFE, 0xFF], wide.as_slice()].concat(), TEXT);
        let page = "<html><meta charset=\"euc-kr\"><p>가나다</p></html>";
        check(&EUC_KR.encode(page).0, page);
    }

    #[test]
    fn a_text_cut_within_a_character_keeps_the_rest() {
        let cut = &TEXT.as_bytes()[..TEXT.len() - 2];
        let decoded = decode(&cut[..cut.len() - 2]).expect("is text");
        assert!(decoded.text.starts_with("한빛바이오협회는"), "{}", decoded.text);
    }

    #[test]
    fn binary_is_no_text() {
        assert!(decode(&[0, 1, 2, 3, 0, 200, 255, 0, 7]).is_none());
    }

    #[test]
    fn garbage_is_told_from_korean_english_and_mixed_text() {
        assert!(!garbled(TEXT));
        assert!(!garbled("The association signed an agreement; café, naïve."));
        assert!(!garbled("회원사 美 진출 지원, 韓美 양국 협력"));
        let as_latin = encoding_rs::WINDOWS_1252.decode(TEXT.as_bytes()).0.into_owned();
        assert!(garbled(&as_latin), "{as_latin}");
        let as_cp949 = EUC_KR.decode(TEXT.as_bytes()).0.into_owned();
        assert!(garbled(&as_cp949), "{as_cp949}");
        assert!(garbled("\u{E001}\u{E002}\u{E003}\u{E004} 가"));
    }

    #[test]
    fn every_middle_dot_becomes_one_and_decomposed_hangul_is_composed() {
        assert_eq!(normalise("제약‧바이오ㆍ의료・기기\u{FEFF}"), "제약·바이오·의료·기기");
        assert_eq!(normalise("\u{1112}\u{1161}\u{11AB}글\r\n둘"), "한글\n둘");
    }
}
