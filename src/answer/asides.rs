//! What stands around a question and asks nothing: greetings, who asks and what for, how it is to be told.

/// What only greets, or says who asks and what for.
const PREAMBLES: [&str; 16] = [
    "안녕",
    "수고 많",
    "수고하",
    "고생 많",
    "과장입니다",
    "대리입니다",
    "팀장입니다",
    "사원입니다",
    "주임입니다",
    "담당자입니다",
    "보고용",
    "보고드",
    "대표님",
    "팀장님",
    "부장님",
    "과제",
];

/// A question without the sentence or the clause in front of it that only greets, or says what it is for.
pub(super) fn without_preamble(folded: &str) -> &str {
    let mut rest = folded;
    loop {
        let end = [
            ". ",
            "! ",
            "? ",
            "인데요, ",
            "는데요, ",
            "인데, ",
            "는데, ",
            "물어보시는데 ",
            "물으시는데 ",
            "여쭤보시는데 ",
            "궁금해하시는데 ",
            "물어보셔서 ",
            "물어보라시는데 ",
            "물어보라고 하셔서 ",
        ]
        .iter()
        .filter_map(|end| rest.find(end).map(|at| at + end.len()))
        .min();
        let Some(end) = end else { return rest };
        let (first, after) = rest.split_at(end);
        let greets = PREAMBLES.iter().any(|p| first.contains(p)) && !first.contains(|c: char| c.is_ascii_digit());
        if !greets || after.trim().chars().count() < 6 {
            return rest;
        }
        rest = after;
    }
}

/// What stands behind a question to ask whoever knows: "직원 몇 명인지 아시는 분".
const TAILS: [&str; 38] = [
    "기억나시는분",
    "기억나시는분계신가요",
    "기억하시는분",
    "한번에정리해주실수있나요",
    "정리해주실수있나요",
    "정리해주시겠어요",
    "각각적어주시겠어요",
    "적어주시겠어요",
    "적어주실수있나요",
    "알려주시겠어요",
    "말씀해주시겠어요",
    "확인해주시겠어요",
    "아시는분계신가요",
    "아시는분계실까요",
    "아시는분있나요",
    "아시는분있을까요",
    "아시는분있으신가요",
    "아시는분",
    "아는분계신가요",
    "아는분있나요",
    "아는분",
    "아는사람있나요",
    "아는사람있음",
    "아는사람",
    "알려주실분",
    "알려주실분계신가요",
    "알려줄사람",
    "아시나여",
    "알려주실수있나요",
    "알려주실수있을까요",
    "알려주실수있으세요",
    "알려줄수있나요",
    "알려줄수있어",
    "알려줄수있음",
    "말씀해주실수있나요",
    "설명해주실수있나요",
    "가르쳐주실수있나요",
    "확인해주실수있나요",
];

/// "두 곳 이름 좀요", "기사에 나온 만큼만이라도요": what is asked for without a verb.
pub(super) fn asked_for(text: &str) -> std::borrow::Cow<'_, str> {
    const AS_FAR: [&str; 6] = [
        "기사에 나온 만큼만이라도요",
        "기사에 나온 만큼만",
        "나온 만큼만이라도",
        "나온 만큼만",
        "아는 만큼만",
        "아시는 만큼만",
    ];
    const SHORT: [(&str, &str); 6] = [
        ("만이라도요", " 알려주세요"),
        ("만이라도", " 알려주세요"),
        ("만요", " 알려주세요"),
        (" 좀요", " 좀 알려주세요"),
        ("좀여", "좀 알려주세요"),
        ("만여", " 알려주세요"),
    ];
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    if let Some(rest) = AS_FAR.iter().find_map(|w| end.strip_suffix(w)) {
        let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        return format!("{rest} 알려주세요").into();
    }
    match SHORT
        .iter()
        .find_map(|(short, long)| Some((end.strip_suffix(short)?, long)))
    {
        Some((rest, long)) if rest.chars().count() >= 3 => format!("{rest}{long}").into(),
        _ => text.into(),
    }
}

/// A question without what stands behind it to ask whoever knows.
pub(super) fn without_tail(folded: &str) -> &str {
    let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    for tail in TAILS {
        // The same letters, with spaces or without.
        let mut letters = tail.chars().rev().peekable();
        let mut rest = end;
        while let (Some(letter), Some(last)) = (letters.peek(), rest.chars().next_back()) {
            if last == *letter {
                letters.next();
            } else if !last.is_whitespace() {
                break;
            }
            rest = rest.strip_suffix(last).unwrap_or(rest);
        }
        if letters.peek().is_none() && rest.trim().chars().count() >= 4 {
            return rest.trim_end();
        }
    }
    folded
}

/// How it is to be told: of what is asked it says nothing.
const IN_SHORT: [&str; 15] = [
    "한 줄로",
    "한줄로",
    "한마디로",
    "한 문장으로",
    "간단하게",
    "간단히",
    "간략하게",
    "간략히",
    "짧게",
    "요약해서",
    "in one line",
    "in one sentence",
    "in a nutshell",
    "in short",
    "briefly",
];

/// A question without how it is to be told, unless that is all there is.
pub(super) fn in_short(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((at, words)) = IN_SHORT.iter().find_map(|words| Some((text.find(words)?, *words))) else {
        return text.into();
    };
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at + words.len()..).unwrap_or_default();
    // "… 요약해 주세요" behind it asks for nothing more either.
    let asked = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = if ["요약", "정리", "설명", "말해", "알려"]
        .iter()
        .any(|w| asked.starts_with(w))
    {
        ""
    } else {
        rest
    };
    if before
        .chars()
        .chain(rest.chars())
        .filter(|c| c.is_alphanumeric())
        .count()
        < 4
    {
        return text.into();
    }
    format!("{} {}", before.trim_end(), rest.trim_start()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_and_what_for_is_left_out() {
        assert_eq!(
            without_preamble("안녕하십니까. 사업팀 김 과장입니다. 마감일이 언제입니까?"),
            "마감일이 언제입니까?"
        );
        assert_eq!(
            without_preamble("대표님 보고용인데요, 누가 신청하나요?"),
            "누가 신청하나요?"
        );
        assert_eq!(
            without_preamble("매출 120억인데요, 회비가 얼마죠?"),
            "매출 120억인데요, 회비가 얼마죠?"
        );
    }

    #[test]
    fn how_it_is_to_be_told_is_left_out() {
        assert_eq!(in_short("연구소가 하는 일 한줄로"), "연구소가 하는 일 ");
        assert_eq!(in_short("그 사람 말을 한 줄로 요약해 줘"), "그 사람 말을 ");
        assert_eq!(in_short("briefly, who can apply?"), " , who can apply?");
        assert_eq!(in_short("간단히"), "간단히");
    }
}
