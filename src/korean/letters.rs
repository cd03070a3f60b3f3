//! Latin letters as their names are written in Hangul: "CIC" is typed 씨아이씨.

/// The names of a letter, the usual one in front.
fn names(letter: char) -> &'static [&'static str] {
    match letter.to_ascii_uppercase() {
        'A' => &["에이"],
        'B' => &["비"],
        'C' => &["씨", "시"],
        'D' => &["디"],
        'E' => &["이"],
        'F' => &["에프"],
        'G' => &["지"],
        'H' => &["에이치", "에치"],
        'I' => &["아이"],
        'J' => &["제이"],
        'K' => &["케이"],
        'L' => &["엘"],
        'M' => &["엠"],
        'N' => &["엔"],
        'O' => &["오"],
        'P' => &["피"],
        'Q' => &["큐"],
        'R' => &["알"],
        'S' => &["에스"],
        'T' => &["티"],
        'U' => &["유"],
        'V' => &["브이"],
        'W' => &["더블유"],
        'X' => &["엑스"],
        'Y' => &["와이"],
        'Z' => &["제트", "지"],
        '&' => &["앤", "엔"],
        _ => &[],
    }
}

/// The most ways one name is written in.
const MOST: usize = 8;

/// A name with its abbreviation, two to five capitals that stand together, written as the letters are called; nothing where it
/// has none.
pub fn spelled(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let capital = |c: &char| c.is_ascii_uppercase() || *c == '&';
    let Some(from) = chars.iter().position(char::is_ascii_uppercase) else {
        return Vec::new();
    };
    let letters: Vec<char> = chars.iter().skip(from).copied().take_while(|c| capital(c)).collect();
    let rest: String = chars.iter().skip(from + letters.len()).collect();
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !(2..=5).contains(&letters.len())
        || letters.last() == Some(&'&')
        || goes_on
        || rest.contains(|c: char| c.is_ascii_alphabetic())
    {
        return Vec::new();
    }
    let head: String = chars.iter().take(from).collect();
    let mut all = vec![head];
    for letter in letters {
        let names = names(letter);
        all = names
            .iter()
            .flat_map(|n| all.iter().map(move |so_far| format!("{so_far}{n}")))
            .take(MOST)
            .collect();
    }
    all.iter().map(|so_far| format!("{so_far}{rest}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_written_as_its_letters_are_called() {
        let cic = spelled("CIC");
        for way in ["씨아이씨", "시아이시", "시아이씨"] {
            assert!(cic.iter().any(|c| c == way), "{way} is not among {cic:?}");
        }
        assert!(spelled("C&D 센터").contains(&"씨앤디 센터".to_owned()));
        assert_eq!(spelled("유한USA").first().map(String::as_str), Some("유한유에스에이"));
    }

    #[test]
    fn a_name_of_words_is_not_spelled() {
        assert!(spelled("Cambridge Innovation Center").is_empty());
        assert!(spelled("동성제약").is_empty());
        assert!(spelled("KHIDIA Office").is_empty());
    }
}
