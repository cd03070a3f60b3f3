//! Particles and endings: which strings can follow a stem, and after what kind of last syllable.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::jamo::parts;

/// What a suffix can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// Anything.
    Any,
    /// A final consonant.
    Consonant,
    /// A vowel.
    Vowel,
    /// A vowel or ㄹ (로).
    Open,
    /// A final consonant other than ㄹ (으로).
    Closed,
}

impl After {
    /// Whether a suffix of this kind can follow `last`. Of a letter that is no Hangul either may be true.
    pub(crate) fn fits(self, last: char) -> bool {
        const RIEUL: usize = 8;
        let Some((_, _, f)) = parts(last) else {
            return true;
        };
        match self {
            Self::Any => true,
            Self::Consonant => f != 0,
            Self::Vowel => f == 0,
            Self::Open => f == 0 || f == RIEUL,
            Self::Closed => f != 0 && f != RIEUL,
        }
    }
}

/// Particles after nouns that close a word.
const CLOSING: &str = "
은C 는V 이C 가V 을C 를V 의 도 만 과C 와V 에 로O 으로X 에서 에게 께 께서 한테 부터 까지 보다 처럼 마다 조차 마저 밖에 대로 라도V 이라도C
이나C 나V 란V 이란C 라는V 이라는C 라고V 이라고C 라며V 이라며C 이며C 며V 이고C 이자C 인 이다C 였다V 였던V 였으며V 였고V 이었다C 이었던C 이었으며C 이었고C
입니다 입니까 인데 인가 인가요 인지 인지요 일까 일까요 임 이랑C 랑V 하고 로서O 으로서X 로써O 으로써X 이야C 야V 이냐C 이니C 이죠C 죠V 이지C 이지만C 지만V 이에요C 예요V 요V
이었나C 이었나요C 이었는가C 이었을까C 이었을까요C 이었습니까C 이었습니다C 였나V 였나요V 였는가V 였을까V 였을까요V 였습니까V 였습니다V 이라면C 라면V 이므로C 이어서C 여서V 이든C 든V 이라서C 라서V
에게서 로부터O 으로부터X 이여 같은 같이 뿐 만큼 쯤 씩 끼리 이란다C 이었죠C 였죠V 인지도 인지를
";

/// Particles that another one may follow.
const OPENING: &str = "에 에서 에게 로O 으로X 까지 부터 과C 와V 만 하고 에게서 로부터O 으로부터X 로서O 으로서X 로써O 으로써X 밖에 보다 한테 께서 마다 뿐 만큼 처럼 대로 쯤 씩";
const SECOND: [&str; 14] = [
    "는", "도", "의", "만", "부터", "까지", "라도", "나", "이나", "은", "을", "이", "인", "로",
];

/// What follows the plural 들, or 적 of 경제적.
const AFTER_PLURAL: [&str; 32] = [
    "",
    "은",
    "이",
    "을",
    "의",
    "도",
    "만",
    "과",
    "에",
    "로",
    "에서",
    "에게",
    "까지",
    "부터",
    "보다",
    "처럼",
    "이나",
    "이다",
    "이며",
    "이고",
    "인",
    "에는",
    "에서는",
    "에게는",
    "에도",
    "과의",
    "과는",
    "에서의",
    "이라고",
    "이라는",
    "입니다",
    "인가요",
];
const AFTER_JEOK: [&str; 12] = [
    "인",
    "으로",
    "이다",
    "이고",
    "이며",
    "이었다",
    "이었던",
    "으로는",
    "으로도",
    "이지만",
    "이라고",
    "인가요",
];

/// Endings after a verb's bare form (하-, 되-).
const BARE: [&str; 46] = [
    "는",
    "고",
    "며",
    "면",
    "지",
    "기",
    "게",
    "자",
    "다",
    "던",
    "거나",
    "나",
    "나요",
    "는가",
    "는가요",
    "는지",
    "는데",
    "려고",
    "려는",
    "려면",
    "러",
    "면서",
    "면서도",
    "므로",
    "니",
    "니까",
    "도록",
    "지만",
    "지는",
    "지도",
    "기도",
    "기는",
    "기를",
    "기가",
    "기로",
    "기에",
    "기까지",
    "기도록",
    "고는",
    "고서",
    "고자",
    "냐",
    "네요",
    "는지요",
    "던가",
    "든지",
];
/// Endings after a past stem (했-, 되었-).
const PAST: [&str; 40] = [
    "다",
    "고",
    "으며",
    "으나",
    "던",
    "는가",
    "는가요",
    "나",
    "나요",
    "는지",
    "을",
    "습니다",
    "습니까",
    "지",
    "지만",
    "는데",
    "기",
    "음",
    "던가",
    "을까",
    "을까요",
    "어",
    "어요",
    "다고",
    "다는",
    "다가",
    "으면",
    "으므로",
    "으니",
    "죠",
    "냐",
    "네요",
    "다며",
    "던가요",
    "는지요",
    "거나",
    "기에",
    "기도",
    "던지",
    "다면",
];
const AFTER_N: [&str; 12] = [
    "", "다", "다고", "다는", "다며", "다면", "가", "가요", "지", "지요", "데", "지도",
];
const AFTER_L: [&str; 10] = ["", "까", "까요", "지", "지도", "수록", "게", "게요", "뿐", "지를"];
const AFTER_M: [&str; 10] = ["", "을", "은", "이", "의", "에", "으로", "과", "도", "으로써"];
const AFTER_B: [&str; 3] = ["니다", "니까", "시다"];
const AFTER_HAE: [&str; 14] = [
    "",
    "서",
    "서는",
    "도",
    "야",
    "야만",
    "요",
    "주세요",
    "줘",
    "진",
    "지는",
    "졌다",
    "왔다",
    "온",
];

/// Verbs made of nouns: bare form, with ㄴ, ㄹ, ㅁ, ㅂ, past stems, and the form that 서 and 야 follow.
type Verb = (&'static str, [&'static str; 4], [&'static str; 2], [&'static str; 2]);
const VERBS: [Verb; 6] = [
    ("하", ["한", "할", "함", "합"], ["했", "하였"], ["해", "하여"]),
    ("되", ["된", "될", "됨", "됩"], ["됐", "되었"], ["돼", "되어"]),
    (
        "시키",
        ["시킨", "시킬", "시킴", "시킵"],
        ["시켰", "시키었"],
        ["시켜", "시키어"],
    ),
    (
        "당하",
        ["당한", "당할", "당함", "당합"],
        ["당했", "당하였"],
        ["당해", "당하여"],
    ),
    (
        "하시",
        ["하신", "하실", "하심", "하십"],
        ["하셨", "하시었"],
        ["하셔", "하시어"],
    ),
    (
        "되시",
        ["되신", "되실", "되심", "되십"],
        ["되셨", "되시었"],
        ["되셔", "되시어"],
    ),
];

/// Endings of any verb that are not likely to be the end of a noun.
const ANY_VERB: &str = "
었다 았다 였다V 었던 았던 었고 았고 었으며 았으며 었으나 았으나 었는가 았는가 었나 았나 었나요 았나요 었을까 았을까 었습니다 았습니다 었습니까 았습니까 었는지 았는지 었지만 았지만 었음 았음 었으면 았으면
습니다 습니까 으며C 으면C 으나C 으려고C 으려면C 으면서C 으므로C 면서V 거나 도록 지만 려고V 려면V 니까V 므로V 나요 는가 는가요 는지 는데 는다C 는다고C 는다는C 을까C 을까요C 어서 아서 어야 아야 어요 아요
";

/// Endings after a past stem that has lost its ㅆ here (`태어났다` is 태어나 + ㅆ + 다).
pub(crate) fn is_past_ending(rest: &str) -> bool {
    PAST.contains(&rest)
}

/// Endings after a stem whose last syllable closes with the ending's first consonant.
pub(crate) fn is_fused_ending(closing: char, rest: &str) -> bool {
    match closing {
        'ㄴ' => AFTER_N.contains(&rest),
        'ㄹ' => AFTER_L.contains(&rest),
        'ㅁ' => AFTER_M.contains(&rest),
        'ㅂ' => AFTER_B.contains(&rest),
        'ㅆ' => is_past_ending(rest),
        _ => false,
    }
}

fn tagged(list: &'static str) -> impl Iterator<Item = (&'static str, After)> {
    list.split_whitespace().map(|item| {
        let after = match item.as_bytes().last() {
            Some(b'C') => After::Consonant,
            Some(b'V') => After::Vowel,
            Some(b'O') => After::Open,
            Some(b'X') => After::Closed,
            _ => After::Any,
        };
        (item.trim_end_matches(|c: char| c.is_ascii_uppercase()), after)
    })
}

static SUFFIXES: LazyLock<FxHashMap<String, After>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    // What is said of a suffix first stays: the lists go from the narrow to the wide.
    let mut put = |text: String, after: After| {
        all.entry(text).or_insert(after);
    };
    for (text, after) in tagged(CLOSING) {
        put(text.to_owned(), after);
    }
    for (first, after) in tagged(OPENING) {
        for second in SECOND {
            let fits = first.chars().last().is_some_and(|last| match second {
                "는" | "나" | "라도" => After::Vowel.fits(last),
                "은" | "을" | "이" | "이나" => After::Consonant.fits(last),
                "로" => After::Open.fits(last) && first != "에",
                _ => true,
            });
            if fits && first != second {
                put(format!("{first}{second}"), after);
            }
        }
    }
    for rest in AFTER_PLURAL {
        put(format!("들{rest}"), After::Any);
    }
    for rest in AFTER_JEOK {
        put(format!("적{rest}"), After::Any);
    }
    for (bare, fused, past, open) in VERBS {
        put(bare.to_owned(), After::Any);
        for rest in BARE {
            put(format!("{bare}{rest}"), After::Any);
        }
        let after_fused: [&[&str]; 4] = [&AFTER_N, &AFTER_L, &AFTER_M, &AFTER_B];
        for (form, rests) in fused.iter().zip(after_fused) {
            for rest in rests {
                put(format!("{form}{rest}"), After::Any);
            }
        }
        for form in past {
            for rest in PAST {
                put(format!("{form}{rest}"), After::Any);
            }
        }
        for form in open {
            for rest in AFTER_HAE {
                put(format!("{form}{rest}"), After::Any);
            }
        }
    }
    for (text, after) in tagged(ANY_VERB) {
        put(text.to_owned(), after);
    }
    all
});

/// What `text` can follow, if it is a particle or an ending, or a chain of them.
pub(crate) fn after(text: &str) -> Option<After> {
    SUFFIXES.get(text).copied()
}

/// Whether `text` is a particle or an ending, or a chain of them.
pub(crate) fn is_suffix(text: &str) -> bool {
    SUFFIXES.contains_key(text)
}

/// Particles sure enough to be taken from a noun of one syllable.
pub(crate) fn follows_one_syllable(text: &str) -> bool {
    matches!(
        text,
        "은" | "을" | "를" | "에서" | "에서는" | "에는" | "에게" | "으로" | "까지" | "부터" | "에도"
    )
}
