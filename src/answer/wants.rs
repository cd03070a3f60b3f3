//! What a question asks for: whether it asks at all, and for which kinds of answer.

use crate::knowledge::AnswerKind;

use super::cues::Cue;
use super::kind_words::TITLES;
use super::question::Question;
use super::segment::Piece;

pub(crate) fn asks(question: &Question, folded: &str, pieces: &[Piece]) -> bool {
    use Cue::*;
    if question.has_any(&[
        Who, When, Where, Amount, Count, Duration, What, Which, How, Why, List, Contact, Define, Said, Ask, Self_,
    ]) {
        return true;
    }
    let end = folded.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | '!' | '~' | 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | '^' | ';')
    });
    if end.ends_with('?') {
        return true;
    }
    let endings = [
        "나요", "까요", "까", "니", "나", "가요", "지요", "죠", "는지", "은지", "인지", "야", "냐", "여", "줘", "세요",
        "나여", "예요", "에요", "어요", "아요", "해요",
    ];
    if endings.iter().any(|e| end.ends_with(e)) {
        return true;
    }
    let english = [
        "is ", "are ", "was ", "were ", "do ", "does ", "did ", "can ", "could ", "has ", "have ", "will ", "would ",
        "should ", "may ",
    ];
    if english.iter().any(|w| folded.starts_with(w)) {
        return true;
    }
    // A bare noun phrase is a question too: "입주 기업", "2024년 마감일", and so is a topic left open: "그럼 2023년은".
    let sentence = end.ends_with('다') || end.ends_with("음") && pieces.len() > 6;
    !sentence
}

/// Whether a text only tells something: "회의는 내일입니다". What somebody means to do, needs or cannot do is asked about.
pub(crate) fn tells_only(question: &Question, folded: &str) -> bool {
    if question.asks {
        return false;
    }
    let wished = [
        "싶",
        "하려",
        "으려",
        "려고",
        "려면",
        "필요",
        "바랍",
        "바라",
        "부탁",
        "찾",
        "원합",
        "원한",
        "모르",
        "궁금",
        "고민",
        "어렵",
        "않",
        "안 ",
        "못",
        "관심",
        "합니다만",
    ];
    folded.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with('다')
        && !wished.iter().any(|w| folded.contains(w))
}

/// What kinds of answer are wanted, the likeliest in front.
pub(crate) fn wants(question: &Question, folded: &str) -> Vec<AnswerKind> {
    use AnswerKind as K;
    use Cue as C;
    let mut wants: Vec<K> = Vec::new();
    let mut want = |kind: K| {
        if !wants.contains(&kind) {
            wants.push(kind);
        }
    };
    let list_of = question.has_any(&[C::Company, C::Partner, C::Things]);
    let mut question_word = false;
    for (cue, _) in &question.cues {
        let kind = match cue {
            // "이메일로 내도 되나요" asks about a way, and for no address.
            C::Contact if by_a_way(folded) => None,
            C::Contact => Some(K::Contact),
            // "얼마나 머물러야" asks how long.
            C::Amount if folded.contains("얼마나") && lasts(folded) => Some(K::Duration),
            C::Amount if many(folded) => Some(K::Count),
            C::Amount => Some(K::Amount),
            C::Count => Some(K::Count),
            C::Duration if which_year(folded) => Some(K::When),
            C::Duration => Some(K::Duration),
            // "who led it when it was signed": the second one only sets a time.
            C::When if question_word && question.lang == crate::knowledge::Lang::En => None,
            C::When => Some(K::When),
            C::Where if question.has(C::Contact) => None,
            C::Where if list_of => Some(K::List),
            C::Where => Some(K::Where),
            C::Who => Some(K::Who),
            C::How => Some(K::How),
            C::Why => Some(K::Why),
            C::List => Some(K::List),
            C::Which if list_of => Some(K::List),
            C::Define | C::Said => Some(K::What),
            _ => None,
        };
        if let Some(kind) = kind {
            question_word = true;
            want(kind);
            if kind == K::Who && list_of && !question.has(C::Office) {
                want(K::List);
            }
        }
    }
    // "어느 도시에서", "무슨 역" ask for a place; "윤씨를 도운 사람은?" for somebody.
    if !list_of
        && !question_word
        && let Some(kind) = implied(folded)
    {
        question_word = true;
        want(kind);
    }
    if question.has(C::Deadline) {
        want(K::When);
    }
    // "열 곳 확정된 날은": a topic left open asks for the day.
    let open = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !question_word
        && [" 날은", " 날은요", " 날이", " 날", " 일자는", " 일자"]
            .iter()
            .any(|d| open.ends_with(d))
    {
        question_word = true;
        want(K::When);
    }
    if question.has_any(&[C::What, C::Which]) {
        question_word = true;
        if list_of {
            want(K::List);
        }
        want(K::What);
    }
    // "무엇을 지원하나요": what is given is asked for, though the words together are one cue.
    if !question_word
        && question.has(C::Support)
        && ["무엇을", "뭘", "뭐를", "무얼", "머를"]
            .iter()
            .any(|w| folded.contains(w))
    {
        question_word = true;
        want(K::What);
    }
    // "…라던데 맞죠?": what was said before is to be confirmed.
    let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
    let confirms = [
        "맞죠",
        "맞져",
        "맞나요",
        "맞나",
        "맞지",
        "맞아요",
        "맞습니까",
        "다며",
        "다면서",
        "다면서요",
        "라며",
        "라면서",
        "라면서요",
    ]
    .iter()
    .any(|e| end.ends_with(e))
        && !question_word;
    if !question_word && !confirms {
        let end = folded.trim_end_matches(|c: char| !c.is_alphanumeric());
        let yes_no = [
            "나요", "까요", "까", "죠", "지요", "지", "니", "나", "가요", "는지", "인지", "냐", "나여", "어", "어요",
            "아요", "요", "가",
        ]
        .iter()
        .any(|e| end.ends_with(e));
        let english = [
            "is ", "are ", "was ", "were ", "do ", "does ", "did ", "can ", "could ", "has ", "have ", "will ",
            "would ", "should ", "may ",
        ];
        if (yes_no && !question.has(C::Ask)) || english.iter().any(|w| folded.starts_with(w)) {
            want(K::Whether);
        }
        if list_of && !wants_contains(&wants, K::Whether) {
            wants.push(K::List);
        }
    }
    if confirms {
        wants.insert(0, K::Whether);
    }
    wants
}

/// Whether a way of handing something in is asked about: "이메일로 내도 되나요".
fn by_a_way(folded: &str) -> bool {
    let ways = ["메일로", "우편으로", "전화로", "팩스로", "문자로", "택배로"];
    let done = [
        "내도",
        "내면",
        "제출",
        "신청",
        "접수",
        "보내도",
        "보내면",
        "되나",
        "되남",
        "돼",
        "가능",
        "받나",
        "받아",
    ];
    let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    ways.iter().any(|way| {
        compact
            .find(way)
            .and_then(|at| compact.get(at + way.len()..))
            .is_some_and(|rest| done.iter().any(|d| rest.starts_with(d)))
    })
}

/// Whether 몇 년 asks for a year and no length: "첫 수출을 한 게 몇 년이죠".
fn which_year(folded: &str) -> bool {
    let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(rest) = compact.find("몇년").and_then(|at| compact.get(at + "몇년".len()..)) else {
        return false;
    };
    let asked = [
        "이죠",
        "이지",
        "이에요",
        "이예요",
        "인가",
        "이야",
        "이었",
        "이엇",
        "임",
        "에",
        "도",
    ];
    let event = [
        "한게",
        "한건",
        "된게",
        "된건",
        "난게",
        "온게",
        "간게",
        "연게",
        "세운게",
        "생긴게",
        "한것",
        "된것",
        "때가",
        "해가",
    ];
    asked.iter().any(|a| rest.starts_with(a))
        && (rest.starts_with('에') || rest.starts_with('도') || event.iter().any(|e| compact.contains(e)))
}

/// Whether what is measured by 얼마나 is a time.
fn lasts(folded: &str) -> bool {
    let Some(at) = folded.find("얼마나") else {
        return false;
    };
    let rest: String = folded
        .chars()
        .skip(folded.get(..at).map_or(0, |b| b.chars().count()) + 3)
        .collect();
    let rest = rest.trim_start();
    [
        "있어야",
        "있을",
        "머물",
        "머무",
        "걸리",
        "걸려",
        "걸렸",
        "오래",
        "살",
        "지내",
        "지속",
        "기다",
        "남았",
        "유지",
        "가나",
        "가요",
        "쓸 수",
        "체류",
        "묵",
    ]
    .iter()
    .any(|verb| rest.starts_with(verb))
}

/// Whether 얼마나 asks how many there are: "얼마나 있어요", "얼마나 많은".
fn many(folded: &str) -> bool {
    let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    // "회사가 지금 얼마나 들어와 있나요": those who do it are counted.
    let of_those = ["회사가", "기업이", "업체가", "팀이", "사람이", "직원이", "인원이"]
        .iter()
        .any(|who| {
            compact
                .split_once(who)
                .and_then(|(_, rest)| rest.split_once("얼마나"))
                .is_some_and(|(between, behind)| {
                    between.chars().count() <= 4
                        && [
                            "들어",
                            "와",
                            "왔",
                            "왓",
                            "일하",
                            "입주",
                            "참가",
                            "참여",
                            "신청",
                            "지원했",
                        ]
                        .iter()
                        .any(|verb| behind.starts_with(verb))
                })
        });
    of_those
        || ["얼마나있", "얼마나많", "얼마나되는회사", "얼마나모"]
            .iter()
            .any(|w| compact.contains(w))
            && !compact.contains("얼마나있어야")
}

/// The kind that a question's nouns ask for where no question word does.
fn implied(folded: &str) -> Option<AnswerKind> {
    let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    let end = compact.trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = [
        "알려줘",
        "알려주세요",
        "알려줄래",
        "알려주라",
        "부탁드려요",
        "부탁해요",
        "궁금해요",
        "궁금해",
        "은요",
        "는요",
        "은",
        "는",
        "이",
        "가",
        "좀",
        "요",
    ]
    .iter()
    .find_map(|tail| end.strip_suffix(tail))
    .unwrap_or(end);
    let ends = |words: &[&str]| words.iter().any(|w| end.ends_with(w));
    let place = [
        "어느도시",
        "어느나라",
        "어느역",
        "무슨역",
        "어느동네",
        "어느지역",
        "어느구",
        "어느건물",
        "어느항구",
        "어느섬",
        "어느산",
    ];
    if place.iter().any(|w| compact.contains(w)) || ends(&["장소", "위치", "소재지"]) {
        return Some(AnswerKind::Where);
    }
    let person = [
        "사람",
        "인물",
        "어부",
        "농부",
        "화가",
        "의사",
        "연구원",
        "연구가",
        "선수",
        "감독",
        "교수",
        "박사",
        "작가",
        "가수",
        "배우",
        "학생",
        "교사",
        "선생",
        "담당자",
    ];
    let named = ends(&["이름", "성함"]) || compact.contains("이름이뭐") || compact.contains("이름이무엇");
    if ends(&["사람", "인물"]) || named && person.iter().chain(TITLES).any(|p| compact.contains(p)) {
        return Some(AnswerKind::Who);
    }
    if ends(&["날짜", "연도", "년도", "시기", "마감일", "일시"]) {
        return Some(AnswerKind::When);
    }
    // "준회원 연회비?": a price is asked for by its name.
    if ends(&[
        "회비",
        "참가비",
        "비용",
        "요금",
        "수수료",
        "가격",
        "금액",
        "추가금",
        "등록비",
        "입장료",
        "임대료",
        "임차료",
        "보증금",
        "입회비",
        "사용료",
        "이용료",
        "상금",
        "연봉",
        "예산",
        "사업비",
        "한도",
        "값",
        "fee",
        "price",
        "cost",
    ]) {
        return Some(AnswerKind::Amount);
    }
    if ends(&["인원", "정원", "직원수", "회원수"]) {
        return Some(AnswerKind::Count);
    }
    if ends(&["전화번호", "연락처", "이메일", "홈페이지"]) {
        return Some(AnswerKind::Contact);
    }
    None
}

fn wants_contains(wants: &[AnswerKind], kind: AnswerKind) -> bool {
    wants.contains(&kind)
}
