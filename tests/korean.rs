//! What Korean text has to come through: words that stay whole, particles that go, anything at all without a panic.

use std::sync::Arc;

use giljabi::korean::{self, Analyser, Lexicon, choseong, jamo, keyboard};
use proptest::prelude::*;

/// An analyser that knows no word: the hardest case, since nothing protects a word.
fn bare() -> Analyser {
    Analyser::new(Arc::new(Lexicon::default()))
}

fn stems(analyser: &Analyser, text: &str) -> Vec<String> {
    let folded = korean::fold(text);
    analyser
        .terms(&folded)
        .into_iter()
        .filter(|t| !t.function)
        .map(|t| t.text)
        .collect()
}

#[test]
fn words_that_end_like_a_particle_stay_whole() {
    let analyser = bare();
    for word in "결과 효과 경과 성과 전과 학과 회의 강의 합의 논의 주의 정의 협의 동의 문의 건의 회사 도로 경로 통로 진로 선로 세로 가로 도시 개인 법인 확인 승인
        지인 노인 상인 요인 원인 국가 평가 허가 증가 추가 전문가 참가 물가 휴가 국회 나이 차이 높이 길이 깊이 놀이 먹이 아이 종이 제도 정도 온도 속도 태도 지도 보도 시도
        의도 강도 밀도 만나 하나 바나나 자만 불만 대만 낭만 비만 마을 가을 서울 겨울 노을 개울 우를 자를 상은 은은 조은 하늘은 사은 보은 고은
        에서 부터 까지 조사 검사 공사 기사 이사 인사 판사 의사 회복 세포 약물 백신 임상 시험 허가 특허 신약 투자 보건 산업 제약 진흥 협회"
        .split_whitespace()
        .filter(|w| w.chars().count() == 2)
    {
        let folded = korean::fold(word);
        assert_eq!(analyser.terms(&folded)[0].text, word);
    }
}

#[test]
fn words_the_knowledge_uses_are_never_stripped() {
    let mut words = Lexicon::builder();
    for name in [
        "어린이",
        "보스턴 바이오클러스터",
        "전문가",
        "이노베이션",
        "오가노이드사이언스",
        "라이플렉스사이언스",
        "케임브리지",
        "한국제약바이오협회",
    ] {
        words.name(name);
    }
    let analyser = Analyser::new(Arc::new(words.build()));
    for name in [
        "어린이",
        "전문가",
        "오가노이드사이언스",
        "라이플렉스사이언스",
        "케임브리지",
        "이노베이션",
        "바이오클러스터",
    ] {
        for particle in ["", "의", "에서", "까지", "도", "에서는", "만", "부터"] {
            assert_eq!(
                stems(&analyser, &format!("{name}{particle}"))[0],
                name,
                "{name}{particle}"
            );
        }
    }
}

#[test]
fn particles_and_endings_go() {
    let analyser = bare();
    #[track_caller]
    fn check(analyser: &Analyser, text: &str, expected: &[&str]) {
        assert_eq!(stems(analyser, text), expected, "{text}");
    }
    check(
        &analyser,
        "보스턴에 입주한 기업은 어디인가요?",
        &["보스턴", "입주", "기업"],
    );
    check(
        &analyser,
        "협회와 총영사관이 협약을 체결했습니다",
        &["협회", "총영사관", "협약", "체결"],
    );
    check(
        &analyser,
        "진흥원에서는 임차료를 지원하나요",
        &["진흥원", "임차료", "지원"],
    );
    check(&analyser, "기업들의 선정되었는가", &["기업", "선정"]);
    check(&analyser, "CIC에 들어간", &["cic", "들어간"]);
    check(&analyser, "CIC는 KHIDI가 운영합니까", &["cic", "khidi", "운영"]);
    check(&analyser, "what is the incubation center", &["incubation", "center"]);
    check(&analyser, "companies and partners", &["company", "partner"]);
}

#[test]
fn signed_and_mixed_words_are_found_with_and_without_the_sign() {
    let analyser = bare();
    let forms = |text: &str| -> Vec<String> {
        let folded = korean::fold(text);
        analyser
            .terms(&folded)
            .into_iter()
            .flat_map(|t| std::iter::once(t.text).chain(t.parts))
            .collect()
    };
    for (text, whole, also) in [
        ("C&D를", "c&d", "cd"),
        ("R&D에", "r&d", "rd"),
        ("K-블록버스터는", "k-블록버스터", "k블록버스터"),
        ("K-블록버스터는", "k-블록버스터", "블록버스터"),
        ("LG화학이", "lg화학", "lg"),
        ("2021년에", "2021년", "2021"),
        ("COVID-19의", "covid-19", "covid"),
        ("1,000곳", "1000곳", "1000"),
    ] {
        let forms = forms(text);
        assert_eq!(forms[0], whole, "{text}");
        assert!(forms.iter().any(|f| f == also), "{text}: {forms:?}");
    }
}

#[test]
fn compounds_and_missing_spaces_are_cut_by_the_words_of_the_knowledge() {
    let mut words = Lexicon::builder();
    for word in ["입주", "예정", "기업", "보스턴", "오대호", "크기", "수도"] {
        words.name(word);
    }
    let analyser = Analyser::new(Arc::new(words.build()));
    let terms = analyser.terms("입주예정기업");
    assert_eq!(terms[0].text, "입주예정기업");
    assert_eq!(terms[0].parts, ["입주", "예정", "기업"]);
    assert_eq!(stems(&analyser, "오대호의크기는얼마인가요?"), ["오대호", "크기"]);
    assert_eq!(
        stems(&analyser, "보스턴에입주한기업은어디인가요"),
        ["보스턴", "입주", "기업"]
    );
}

#[test]
fn the_same_words_whatever_the_unicode_form() {
    let analyser = bare();
    let decomposed: String =
        unicode_normalization::UnicodeNormalization::nfd("유한양행은 언제 ＣＩＣ에 입주했나요").collect();
    assert_eq!(
        stems(&analyser, &decomposed),
        stems(&analyser, "유한양행은 언제 CIC에 입주했나요")
    );
}

#[test]
fn bigrams_go_across_spaces() {
    assert_eq!(bare().bigrams("입주 기업"), ["입주", "주기", "기업"]);
    assert_eq!(bare().bigrams("입주. 기업"), ["입주", "기업"]);
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(any::<char>(), 0..400).prop_map(String::from_iter),
        "[가-힣ㄱ-ㅣ0-9a-zA-Z&.,?!()\"'“” \n|#-]{0,400}",
        "[가-힣]{0,200}",
        "[\u{1100}-\u{11ff}가-각 ]{0,100}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normalising_twice_is_normalising_once(text in anything()) {
        let once = korean::normalize(&text);
        prop_assert_eq!(korean::normalize(&once), once.clone());
        let folded = korean::fold(&text);
        prop_assert_eq!(korean::fold(&folded), folded.clone());
    }

    #[test]
    fn any_text_is_cut_without_a_panic(text in anything()) {
        let folded = korean::fold(&text);
        let mut words = Lexicon::builder();
        words.text(&text);
        words.heading(&text);
        let analyser = Analyser::new(Arc::new(words.build()));
        for term in analyser.terms(&folded) {
            prop_assert!(folded.get(term.start..term.end).is_some());
            prop_assert!(!term.text.is_empty() && !term.text.contains(char::is_whitespace));
            prop_assert!(term.parts.iter().all(|p| !p.contains(char::is_whitespace)));
        }
        analyser.bigrams(&folded);
        let mut last = 0;
        for range in korean::sentences(&text) {
            prop_assert!(range.start >= last && range.end > range.start);
            prop_assert!(text.get(range.clone()).is_some());
            last = range.end;
        }
        choseong(&text);
        keyboard::to_hangul(&text);
        keyboard::to_latin(&text);
        for josa in [korean::Josa::EunNeun, korean::Josa::EuroRo, korean::Josa::IRago] {
            prop_assert!(korean::josa::with(&text, josa).starts_with(&text));
        }
    }

    #[test]
    fn sentences_leave_nothing_out(text in anything()) {
        let kept: usize = korean::sentences(&text).into_iter().map(|r| text.get(r).unwrap().chars().filter(|c| !c.is_whitespace()).count()).sum();
        prop_assert_eq!(kept, text.chars().filter(|c| !c.is_whitespace()).count());
    }

    #[test]
    fn spellings_are_as_far_there_as_back(a in "[가-힣a-z]{0,8}", b in "[가-힣a-z]{0,8}") {
        prop_assert!((jamo::distance(&a, &b) - jamo::distance(&b, &a)).abs() < 1e-4);
        prop_assert_eq!(jamo::distance(&a, &a), 0.0);
    }
}

#[test]
fn the_longest_texts_are_read() {
    let analyser = bare();
    for text in [
        "가".repeat(10_000),
        "가나다라 ".repeat(2_000),
        "a&".repeat(5_000),
        "(".repeat(10_000),
        "\"가. ".repeat(2_500),
        ".".repeat(10_000),
        "1,".repeat(5_000),
    ] {
        let folded = korean::fold(&text);
        analyser.terms(&folded);
        korean::sentences(&text);
    }
}
