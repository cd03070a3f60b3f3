//! The right particle after any name: Hangul, Latin letters, digits, brackets.

use super::jamo::parts;

/// A particle with two shapes: after a final consonant, and after a vowel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Josa {
    /// 은/는
    EunNeun,
    /// 이/가
    IGa,
    /// 을/를
    EulReul,
    /// 과/와
    GwaWa,
    /// 으로/로
    EuroRo,
    /// 이라/라
    IRa,
    /// 이라고/라고
    IRago,
    /// 이라는/라는
    IRaneun,
    /// 이란/란
    IRan,
    /// 이나/나
    INa,
    /// 이며/며
    IMyeo,
    /// 이고/고
    IGo,
    /// 이다/다
    IDa,
    /// 이에요/예요
    IEyo,
    /// 이었/였
    IEoss,
}

impl Josa {
    /// Both shapes: after a consonant, after a vowel.
    pub fn shapes(self) -> (&'static str, &'static str) {
        match self {
            Self::EunNeun => ("은", "는"),
            Self::IGa => ("이", "가"),
            Self::EulReul => ("을", "를"),
            Self::GwaWa => ("과", "와"),
            Self::EuroRo => ("으로", "로"),
            Self::IRa => ("이라", "라"),
            Self::IRago => ("이라고", "라고"),
            Self::IRaneun => ("이라는", "라는"),
            Self::IRan => ("이란", "란"),
            Self::INa => ("이나", "나"),
            Self::IMyeo => ("이며", "며"),
            Self::IGo => ("이고", "고"),
            Self::IDa => ("이다", "다"),
            Self::IEyo => ("이에요", "예요"),
            Self::IEoss => ("이었", "였"),
        }
    }
}

/// How a name ends when it is read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// `name` with the particle in the shape it takes after it: `with("CIC", Josa::EunNeun)` is `CIC는`.
pub fn with(name: &str, josa: Josa) -> String {
    format!("{name}{}", particle(name, josa))
}

/// The shape the particle takes after `name`.
///
/// What stands in brackets at the end is passed over, as the spelling rules have it (한국제약바이오협회(KPBMA)는 is read
/// 협회는). Latin abbreviations are read letter by letter, Latin words by how they end, digits as Sino-Korean numbers.
pub fn particle(name: &str, josa: Josa) -> &'static str {
    let (consonant, vowel) = josa.shapes();
    match (ending(name), josa) {
        (Ending::Vowel, _) | (Ending::Rieul, Josa::EuroRo) => vowel,
        (Ending::Rieul | Ending::Consonant, _) => consonant,
    }
}

fn ending(name: &str) -> Ending {
    let chars: Vec<char> = name.chars().collect();
    let read = spoken(&chars);
    let Some(&last) = read.last() else {
        return Ending::Vowel;
    };
    if let Some((_, _, f)) = parts(last) {
        return match f {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        };
    }
    match last {
        // 영·십·백·천·만, 삼, 육 close with a consonant, 일·칠·팔 with ㄹ.
        '0' | '3' | '6' => Ending::Consonant,
        '1' | '7' | '8' => Ending::Rieul,
        'ㄱ'..='ㅎ' => Ending::Consonant,
        c if c.is_ascii_alphabetic() => latin(read),
        _ => Ending::Vowel,
    }
}

/// What of the name is read aloud: without a bracket at its end, and without quotes and signs there.
fn spoken(chars: &[char]) -> &[char] {
    let mut end = chars.len();
    loop {
        let rest = &chars[..end];
        let Some(&last) = rest.last() else {
            // Nothing but brackets: what stands in them is read.
            let from = chars.iter().position(|c| c.is_alphanumeric()).unwrap_or(chars.len());
            let to = chars.iter().rposition(|c| c.is_alphanumeric()).map_or(from, |i| i + 1);
            return &chars[from..to];
        };
        let open = match last {
            ')' => Some('('),
            ']' => Some('['),
            '）' => Some('（'),
            _ => None,
        };
        if let Some(at) = open.and_then(|open| rest.iter().rposition(|c| *c == open)) {
            end = at;
        } else if last.is_alphanumeric() || matches!(last, '%' | '+' | '℃' | '㎡') {
            return rest;
        } else {
            end -= 1;
        }
    }
}

fn latin(read: &[char]) -> Ending {
    let from = read.iter().rposition(|c| !c.is_ascii_alphabetic()).map_or(0, |i| i + 1);
    let word = &read[from..];
    let spelled = word.len() <= 5 && word.iter().all(char::is_ascii_uppercase) || word.len() == 1;
    let lower: String = word.iter().map(char::to_ascii_lowercase).collect();
    if spelled {
        // 엘 and 알, 엠 and 엔; every other letter's name ends in a vowel.
        return match lower.chars().last() {
            Some('l' | 'r') => Ending::Rieul,
            Some('m' | 'n') => Ending::Consonant,
            _ => Ending::Vowel,
        };
    }
    if lower.ends_with('l') || lower.ends_with("le") && !lower.ends_with("ole") {
        return Ending::Rieul;
    }
    if ["m", "n", "ng", "ine", "ome", "ene", "one", "ime", "ame"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        return Ending::Consonant;
    }
    // A short vowel before a stop is written as a closing consonant: 랩, 넷, 톱, 북, 테크는 아니다.
    let mut back = lower.chars().rev();
    let (last, middle, first) = (back.next(), back.next(), back.next());
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    if matches!(last, Some('p' | 't' | 'k' | 'b' | 'g'))
        && vowel(middle)
        && (!vowel(first) || first == middle)
        && word.len() <= 4
    {
        return Ending::Consonant;
    }
    Ending::Vowel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_particle_after_every_name() {
        #[track_caller]
        fn check(name: &str, josa: Josa, expected: &str) {
            assert_eq!(with(name, josa), expected);
        }
        use Josa::*;
        check("유한양행", EunNeun, "유한양행은");
        check("대웅제약", IGa, "대웅제약이");
        check("팜캐드", EunNeun, "팜캐드는");
        check("웰트", EulReul, "웰트를");
        check("서울", EuroRo, "서울로");
        check("보스턴", EuroRo, "보스턴으로");
        check("미국", EuroRo, "미국으로");
        check("협회", GwaWa, "협회와");
        check("진흥원", GwaWa, "진흥원과");
        check("CIC", EunNeun, "CIC는");
        check("KHIDI", EunNeun, "KHIDI는");
        check("LG화학", EunNeun, "LG화학은");
        check("HLB", EunNeun, "HLB는");
        check("동아ST", IGa, "동아ST가");
        check("LLM", EunNeun, "LLM은");
        check("URL", EuroRo, "URL로");
        check("FDA", EulReul, "FDA를");
        check("Boston", EunNeun, "Boston은");
        check("Kendall", EuroRo, "Kendall로");
        check("Google", EulReul, "Google을");
        check("WELT", EunNeun, "WELT는");
        check("Pfizer", IGa, "Pfizer가");
        check("Lab", IGa, "Lab이");
        check("Biotech", IGa, "Biotech가");
        check("한국제약바이오협회(KPBMA)", EunNeun, "한국제약바이오협회(KPBMA)는");
        check("유한양행(000100)", EunNeun, "유한양행(000100)은");
        check("(CIC)", EunNeun, "(CIC)는");
        check("‘입주’", EulReul, "‘입주’를");
        check("2022", EunNeun, "2022는");
        check("10", EunNeun, "10은");
        check("7", EuroRo, "7로");
        check("3", EuroRo, "3으로");
        check("50%", EulReul, "50%를");
        check("보스턴", IRa, "보스턴이라");
        check("협회", IRago, "협회라고");
        check("", EunNeun, "는");
        check("!!!", EunNeun, "!!!는");
    }
}
