//! Words that ask or bind and say nothing of what is asked about.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Words that stand as they are.
const WHOLE: &str = "
무엇 무엇이 무엇을 무엇인 무엇인가 무엇인지 무언가 무슨 뭐 뭐가 뭐야 뭐지 뭔가 뭔지 뭘 뭡니까 뭐죠 뭐예요 뭔데 머야 머임 뭐임
누구 누가 누굴 누군가 누구인가 누구야 누구지 언제 언제쯤 어디 어딘가 어디에 어디서 어디야 어디지 어딨어 어디쯤 어느 어떤 어떻게 어떠한 어찌 어때
왜 얼마 얼마나 얼마야 얼마지 몇 몇이나 며칠 몇개 몇명 몇년 몇년도 몇월 몇일 몇시
이 그 저 것 거 게 걸 건 수 등 및 또 또는 그리고 그러나 그런데 하지만 그럼 그래서 그러면 혹시 좀 제발 바로 더 가장 약 각 모든 여러 다른 이런 그런 저런 이것 그것 저것 여기 거기
제가 저는 저희 우리 나 내가 나는 너 당신 님 분 때 중 위 위해 위한 통해 통한 대해 대한 대하여 관해 관한 관하여 따라 따른 의해 의한 인해 인한 함께 같은 같이 처럼
있다 있는 있나 있나요 있는가 있는지 있을까 있을까요 있습니까 있어 있어요 있었다 있었나 있었나요 있었는가 있음 있던 있고 있으며 있지 있죠
없다 없는 없나 없나요 없어 없어요 없습니까 없는가 없음
이다 인가 인가요 인지 입니까 입니다 이야 이지 이죠 이에요 예요 일까 일까요 였나 였나요 였는가 이었나 이었나요 이었는가 이었습니까 였습니까
하는 하나 하나요 하는가 하는지 하죠 하지 하면 하고 하여 하다 한 할 함 했나 했나요 했는가 했지 했어 했어요 했습니까 합니까 해 해요 해줘 해주세요 하였나요 하였는가 하였나 하였습니까
되는 되나 되나요 되는가 되는지 되죠 되면 되고 되어 되다 된 될 됨 됐나 됐나요 됐는가 됐어 됐어요 되었나 되었나요 되었는가 됩니까 돼 돼요
무엇인가요 무엇입니까 무엇일까 무엇일까요 무엇이며 무엇이었나 무엇이었나요 무엇이었는가 무엇이죠 무엇이야 무엇이지 무엇이에요
가요 나요 는가 나 냐 까 요 죠 지 니 줘 싶어 싶어요 싶습니다 싶은데 궁금 궁금해 궁금해요 궁금합니다 궁금한데 알려 알려줘 알려주세요 알려줘요 알려 주세요 알려주라 알려줄래 알고 알려달라
말해 말해줘 말해주세요 말씀 가르쳐 가르쳐줘 가르쳐주세요 보여줘 보여주세요 찾아줘 찾아주세요 설명해 설명해줘 설명해주세요 설명해주라 부탁 부탁해 부탁해요 부탁드려요 부탁드립니다 주세요 줘요 달라 알아 아시나요 아나요 아는 알수 모르
";

/// Openings of words that ask for an answer or ask by what follows: any ending may come after them.
const OPENINGS: [&str; 27] = [
    "무엇",
    "누구",
    "언제",
    "어디",
    "어느",
    "어떤",
    "어떻",
    "어떠",
    "얼마",
    "며칠",
    "인가",
    "일까",
    "입니",
    "알려",
    "가르쳐",
    "말해줘",
    "말해주",
    "설명해",
    "보여줘",
    "보여주",
    "찾아줘",
    "찾아주",
    "궁금",
    "이었나",
    "였나",
    "있나",
    "있습",
];

/// English words of the same kind.
const ENGLISH: &str = "
a an the of in on at to for from by with about as into is are was were be been being am do does did done have has had
can could will would shall should may might must what who whom whose which when where why how many much long there
this that these those it its they them their he she his her him i me my we us our you your and or but if so not no
please tell show give find know let any some all more most than then also just s t re ve ll
";

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| WHOLE.split_whitespace().chain(ENGLISH.split_whitespace()).collect());

/// Whether `word` (folded; with or without its ending) asks or binds, and names nothing: 무엇, 언제, 인가요, 알려줘, "what", "the".
pub fn is_function_word(word: &str) -> bool {
    WORDS.contains(word)
        || opens(word)
            && OPENINGS.iter().any(|opening| {
                word.strip_prefix(opening)
                    .is_some_and(|rest| rest.is_empty() || super::suffix::is_suffix(rest) || asks(rest))
            })
}

/// Whether a word begins as one of [`OPENINGS`] does: most do not, and are done with.
fn opens(word: &str) -> bool {
    word.starts_with([
        '무', '누', '언', '어', '얼', '며', '인', '일', '입', '알', '가', '말', '설', '보', '찾', '궁', '이', '였',
        '있',
    ])
}

/// Endings that only stand in questions and requests.
fn asks(rest: &str) -> bool {
    [
        "가요",
        "나요",
        "까요",
        "니까",
        "인지",
        "줘",
        "주세요",
        "야",
        "죠",
        "지",
        "에요",
        "가",
        "까",
        "게",
        "떤",
        "쯤",
    ]
    .iter()
    .any(|end| rest.ends_with(end))
        && rest.chars().count() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_words_are_known_and_others_are_not() {
        for word in "무엇 무엇인가요 언제 언제인가요 어디에 누구인가요 알려줘 알려주세요 몇 얼마 궁금합니다 what the 어떻게 있나요 어디인가요".split(' ') {
            assert!(is_function_word(word), "{word}");
        }
        for word in "부산 입주 결과 어디든지회사 누구나찻집 설명회 몇대몇 cic 언론 알래스카".split(' ')
        {
            assert!(!is_function_word(word), "{word}");
        }
    }
}
