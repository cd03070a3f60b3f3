//! What holds for every answer, whatever was asked: it comes, it quotes the data word for word, and a refusal cites nothing.

#![allow(clippy::unwrap_used, reason = "a test ends where something it needs fails")]

use std::path::{Path, PathBuf};

use giljabi::answer::{Answer, Ask, Kind, Reason, Request};
use giljabi::desk::{Desk, Places};
use giljabi::knowledge::Lang;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

fn open(data: &str) -> (Desk, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let places = Places {
        data: Path::new(env!("CARGO_MANIFEST_DIR")).join(data),
        index: dir.path().join("index"),
        state: dir.path().join("state"),
    };
    (Desk::open(&places).unwrap(), dir)
}

fn ask(desk: &Desk, question: &str) -> Answer {
    desk.ask(&Ask::question(question, TODAY))
}

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into)
        } else {
            into.push(path)
        }
    }
}

/// Everything a data directory holds, with the quotation marks of TOML and JSON unescaped.
fn text_of(data: &str) -> String {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(data), &mut all);
    let texts = all.iter().map(|f| std::fs::read_to_string(f).unwrap());
    texts.collect::<Vec<_>>().join("\n").replace("\\\"", "\"")
}

const QUESTIONS: &[&str] = &[
    "CIC에 입주한 기업은 어디인가요?",
    "대웅제약은 언제 입주했나요?",
    "협회 회장은 누구인가요?",
    "보스턴 클러스터에 일자리가 몇 개인가요?",
    "2024년 모집 마감일은 언제였나요?",
    "임차료는 얼마까지 지원되나요?",
    "Who founded CIC?",
    "Which companies were selected in 2022?",
    "what does KHIDI do",
    "삼양홀딩스는 언제 진출했나요?",
    "협약의 세 분야는 무엇인가요?",
];

#[test]
fn every_quote_stands_in_the_data_word_for_word() {
    let (desk, _dir) = open("data");
    let data = text_of("data");
    for question in QUESTIONS {
        let answer = ask(&desk, question);
        assert_ne!(answer.kind, Kind::NoAnswer, "{question}: {}", answer.text);
        assert!(
            !answer.sources.is_empty(),
            "{question} rests on nothing: {}",
            answer.text
        );
        for source in &answer.sources {
            assert!(
                data.contains(&source.quote),
                "{question}: “{}” is not in data/",
                source.quote
            );
            assert!(
                !source.publisher.is_empty(),
                "{question}: {} has no publisher",
                source.id
            );
        }
        assert!(answer.as_of.is_some(), "{question} says not as of when");
        assert!(answer.text.lines().count() <= 7, "{question}: {}", answer.text);
    }
}

#[test]
fn a_refusal_cites_nothing_and_says_why() {
    let (desk, _dir) = open("data");
    #[track_caller]
    fn check(desk: &Desk, question: &str, reasons: &[Reason]) {
        let answer = ask(desk, question);
        assert_eq!(answer.kind, Kind::NoAnswer, "{question}: {}", answer.text);
        assert!(
            answer.sources.is_empty() && answer.items.is_empty(),
            "{question}: {answer:?}"
        );
        assert!(
            answer.reason.is_some_and(|r| reasons.contains(&r)),
            "{question}: {:?}",
            answer.reason
        );
    }
    check(&desk, "셀트리온도 입주했나요?", &[Reason::UnknownName]);
    check(&desk, "한미사이언스도 선정됐나요?", &[Reason::UnknownName]);
    check(&desk, "Did Celltrion move into CIC?", &[Reason::UnknownName]);
    check(&desk, "오늘 날씨 어때?", &[Reason::OffTopic]);
    check(&desk, "ㅋㅋㅋㅋ", &[Reason::NotAQuestion]);
    check(&desk, "", &[Reason::NotAQuestion]);
    check(&desk, "담당자 전화번호 알려주세요", &[Reason::NotInKnowledge]);
    check(&desk, &"입주 ".repeat(2_000), &[Reason::TooLong]);
}

#[test]
fn a_premise_is_never_confirmed() {
    let (desk, _dir) = open("data");
    for (question, not) in [
        ("LG화학은 CIC에 입주했나요?", "네,"),
        ("한미약품 연장됐죠?", "네,"),
        ("웰트는 지금도 있나요?", "네,"),
        ("예산이 110억이죠?", "네,"),
    ] {
        let answer = ask(&desk, question);
        assert!(!answer.text.starts_with(not), "{question}: {}", answer.text);
    }
}

#[test]
fn badly_typed_is_answered_as_if_typed_well() {
    let (desk, _dir) = open("data");
    for (well, badly) in [
        ("유한양행은 언제 입주했어?", "dbgksdidgoddms djswp dlqwngoTdj?"),
        ("CIC에 입주한 기업은 어디인가요?", "CIC에입주한기업은어디인가요"),
        ("대웅제약 언제 들어갔어", "데웅재약 언제 들어갔어"),
        ("CIC 설립자는 누구인가요?", "ＣＩＣ 설립자는 누구인가요？"),
    ] {
        assert_eq!(ask(&desk, well).text, ask(&desk, badly).text, "{badly}");
    }
}

#[test]
fn what_is_written_short_is_read_whole() {
    let (desk, _dir) = open("data");
    let first = ask(&desk, "1기 명단좀");
    assert_eq!(first.items, ask(&desk, "2022년에 선정된 기업은?").items);
    assert_eq!(first.items.len(), 10, "{}", first.text);
    for question in ["유총영사가 뭐랬어", "대표님 보고용인데요, 유 총영사가 뭐랬어요?"] {
        assert!(ask(&desk, question).text.contains("유기준"), "{question}");
    }
    assert!(ask(&desk, "who is KHIDIs boss").text.contains("Kwon"));
    let reported = ask(&desk, "LG화학이 보스턴에 진출했다는 건 어느 신문에 실렸어요?");
    assert!(reported.text.contains("서울경제"), "{}", reported.text);
}

#[test]
fn a_conversation_is_carried_on() {
    let (desk, _dir) = open("data");
    let say = |session: &str, text: &str| {
        let mut ask = Ask::question(text, TODAY);
        ask.session = Some(session.to_owned());
        desk.ask(&ask)
    };
    assert_eq!(say("a", "2022년에 선정된 기업은?").items.len(), 10);
    assert_eq!(say("a", "그럼 2023년은?").items.len(), 13);
    // Another person's conversation knows nothing of it.
    assert_ne!(say("b", "그럼 2023년은?").items.len(), 13);
}

#[test]
fn every_request_has_an_answer_in_both_languages() {
    let (desk, _dir) = open("data");
    for lang in [Lang::Ko, Lang::En] {
        for request in [
            Request::Companies(giljabi::answer::CompanyFilter::default()),
            Request::Company("웰트".to_owned()),
            Request::Partners(None),
            Request::Partners(Some("진흥원".to_owned())),
            Request::Eligibility,
            Request::Programme,
            Request::Sources,
            Request::Help,
        ] {
            let answer = desk.ask(&Ask {
                id: None,
                request: request.clone(),
                session: None,
                lang: Some(lang),
                today: TODAY,
            });
            assert_ne!(answer.kind, Kind::NoAnswer, "{request:?}: {}", answer.text);
            assert_eq!(answer.lang, lang);
        }
    }
    let nobody = desk.ask(&Ask {
        id: None,
        request: Request::Company("없는회사".to_owned()),
        session: None,
        lang: None,
        today: TODAY,
    });
    assert_eq!(nobody.reason, Some(Reason::UnknownName));
}

#[test]
fn names_are_offered_while_somebody_types() {
    let (desk, _dir) = open("data");
    for typed in ["대웅", "ㄷㅇㅈㅇ", "데웅", "eodnd"] {
        let offered = desk.suggest_companies(typed, Lang::Ko, 25);
        assert!(offered.iter().any(|s| s.text == "대웅제약"), "{typed}: {offered:?}");
    }
    assert!(desk.suggest("", Lang::Ko, 25).len() <= 25);
}

#[test]
fn a_directory_of_documents_alone_is_answered_from() {
    let dir = tempfile::tempdir().unwrap();
    let documents = dir.path().join("data/documents");
    std::fs::create_dir_all(&documents).unwrap();
    std::fs::write(
        documents.join("a.jsonl"),
        "{\"id\":\"m\",\"title\":\"들꽃박물관 다시 열어\",\"text\":\"들꽃박물관이 2024년 11월 9일 다시 문을 연다. 공사에는 84억 원이 들었다. 관장은 한솔비 씨다.\"}\n",
    )
    .unwrap();
    let places = Places {
        data: dir.path().join("data"),
        index: dir.path().join("index"),
        state: dir.path().join("state"),
    };
    let desk = Desk::open(&places).unwrap();
    assert!(ask(&desk, "들꽃박물관 공사에 얼마가 들었나요?").text.contains("84억"));
    assert!(ask(&desk, "들꽃박물관 관장은 누구예요?").text.contains("한솔비"));
    assert_eq!(ask(&desk, "들꽃박물관 입장료는 얼마예요?").kind, Kind::NoAnswer);
}

#[test]
fn what_a_document_lists_are_items_and_what_stands_in_it_is_found_in_other_words() {
    let (desk, _dir) = open("tests/exporters-documents/data");
    let papers = ask(&desk, "2026년 누리길 신청할 때 제출서류 목록 알려 주세요");
    assert_eq!(
        papers.items,
        ["신청서", "사업계획서", "수출실적증명서", "중소기업확인서"]
    );
    // Chat, a talk with its speaker in flattened lines, a way of handing in, a reason that goes on from a verb.
    assert!(ask(&desk, "솔잎메디 직원몇명인지 아시는분").text.contains("13명"));
    assert!(
        ask(&desk, "세미나에서 걸프 지역 등록 제도 발표는 누가 하나요?")
            .text
            .contains("표하늘")
    );
    assert!(
        ask(&desk, "솔잎메디 제품이 태국에서 통관이 늦어진 이유가 뭐였나요?")
            .text
            .contains("번역이 틀려서")
    );
    // Each sentence that is said has its own evidence.
    let leaving = ask(&desk, "회원탈퇴는 어떻게함");
    assert_eq!(leaving.text.lines().count(), leaving.sources.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn anything_typed_gets_an_answer(text in "\\PC{0,300}") {
        thread_local!(static DESK: (Desk, tempfile::TempDir) = open("data"));
        DESK.with(|(desk, _)| {
            let answer = ask(desk, &text);
            assert!(!answer.text.is_empty());
            assert!(answer.kind != Kind::NoAnswer || answer.sources.is_empty());
        });
    }

    #[test]
    fn anything_of_these_words_gets_an_answer(words in proptest::collection::vec(
        prop_oneof![Just("CIC"), Just("2022년"), Just("입주한"), Just("기업은"), Just("누구"), Just("협회"), Just("셀트리온"),
                    Just("언제"), Just("연장"), Just("안"), Just("작년"), Just("ㄷㅇㅈㅇ"), Just("그럼"), Just("12"), Just("몇 곳"), Just("?")], 0..40)) {
        thread_local!(static DESK: (Desk, tempfile::TempDir) = open("data"));
        DESK.with(|(desk, _)| {
            let text = words.join(if words.len() % 2 == 0 { " " } else { "" });
            assert!(!ask(desk, &text).text.is_empty());
        });
    }
}

#[test]
fn ten_thousand_characters_get_an_answer() {
    let (desk, _dir) = open("data");
    for text in [
        "가".repeat(10_000),
        "\u{1112}\u{1161}\u{11ab}".repeat(3_000),
        "a b ".repeat(2_500),
        "🦀".repeat(10_000),
    ] {
        assert_eq!(ask(&desk, &text).kind, Kind::NoAnswer);
    }
}

#[test]
fn what_holds_of_two_years_at_once_is_told_as_what_is_in_both() {
    let (desk, _dir) = open("data");
    let both = |question: &str, is: &[&str], is_not: &[&str]| {
        let answer = ask(&desk, question);
        assert_eq!(answer.kind, Kind::List, "{question}: {}", answer.text);
        for name in is {
            assert!(
                answer.items.iter().any(|i| i == name),
                "{question} lacks {name}: {}",
                answer.text
            );
        }
        for name in is_not {
            assert!(
                !answer.items.iter().any(|i| i == name),
                "{question} has {name}: {}",
                answer.text
            );
        }
        assert!(!answer.sources.is_empty(), "{question} has no source");
    };
    both(
        "22년에 뽑힌 데 중에 연장된 회사는?",
        &["보로노이", "제너로스"],
        &["한미약품", "동아에스티"],
    );
    both(
        "22년에 뽑혔는데 23년에 빠진 회사",
        &["한미약품"],
        &["보로노이", "제너로스"],
    );
    both(
        "24년 1월 입주사 중에서 23년에 들어온 회사만 추려주실 수 있나요",
        &["메디픽셀"],
        &["보로노이", "한올바이오"],
    );
    both(
        "22년부터 24년까지 계속 있는 회사",
        &["웰트"],
        &["일동제약", "한미약품", "메디픽셀"],
    );
    both(
        "which of the 2022 tenants were not extended?",
        &["Hanmi Pharmaceutical"],
        &["Voronoi"],
    );
    both(
        "companies selected in 2022 that were still there in 2024",
        &["WELT"],
        &["Generos"],
    );
    both(
        "23년에 새로 뽑힌 데랑 연장된 데 전부 알려줘",
        &["메디픽셀", "제너로스"],
        &["한미약품"],
    );
}

#[test]
fn numbers_of_several_years_are_added_up_from_the_records() {
    let (desk, _dir) = open("data");
    let answer = ask(&desk, "22, 23, 24년에 새로 들어온 데 다 합치면 몇 곳?");
    assert!(answer.text.contains("35곳"), "{}", answer.text);
    assert!(answer.text.lines().count() <= 6, "{}", answer.text);
    assert!(answer.sources.len() >= 3, "each number has its source: {}", answer.text);
}

#[test]
fn papers_sent_too_late_are_told_the_last_day() {
    let (desk, _dir) = open("data");
    let answer = ask(&desk, "서류를 2024년 2월 14일에 보냈다면 늦은 건가요?");
    assert!(answer.text.contains("2024년 2월 13일"), "{}", answer.text);
}

#[test]
fn a_record_of_another_year_says_no_yes_to_the_one_asked_about() {
    let (desk, _dir) = open("data");
    let answer = ask(&desk, "was the C&D center opened in 2023?");
    assert!(answer.text.contains("8 June 2022"), "{}", answer.text);
    assert!(!answer.text.contains("Yes"), "{}", answer.text);
}
