//! Questions as members put them: leaning on the one before, asking of each, of one or the other, in words and in numbers spelled.

#![allow(clippy::unwrap_used, reason = "a test ends where something it needs fails")]

use std::path::Path;

use giljabi::answer::{Answer, Ask, Kind};
use giljabi::desk::{Desk, Places};
use jiff::civil::{Date, date};

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

/// The last answer of a conversation.
fn talk(desk: &Desk, questions: &[&str]) -> Answer {
    let session = questions.join(" / ");
    let mut last = None;
    for question in questions {
        last = Some(desk.ask(&Ask {
            session: Some(session.clone()),
            ..Ask::question(*question, TODAY)
        }));
    }
    last.unwrap()
}

/// That the answer's text and items have all of the first and none of the second.
fn says(answer: &Answer, all: &[&str], none: &[&str]) {
    let told = format!("{} {}", answer.text, answer.items.join(" "));
    for word in all {
        assert!(told.contains(word), "{}: no “{word}” in {told}", answer.question);
    }
    for word in none {
        assert!(!told.contains(word), "{}: “{word}” in {told}", answer.question);
    }
}

#[test]
fn a_question_leans_on_the_one_before() {
    let (desk, _dir) = open("data");
    says(
        &talk(&desk, &["진흥원 원장이 누구예요?", "그분 지금도 원장이에요?"]),
        &["권순만", "지금도 그런지는 자료에 없습니다"],
        &["네,"],
    );
    says(
        &talk(&desk, &["CIC에 제일 먼저 들어간 회사가 어디예요?", "그게 몇 년도예요?"]),
        &["2019"],
        &["1999"],
    );
    says(
        &talk(
            &desk,
            &["메디픽셀은 언제 들어갔어요?", "그해 연장된 데는 몇 곳이었어요?"],
        ),
        &["7"],
        &["메디픽셀이 연장되었다는 기록"],
    );
}

#[test]
fn each_of_two_is_answered_on_its_own() {
    let (desk, _dir) = open("data");
    says(
        &ask(&desk, "협회장이랑 총영사가 각각 뭐라고 했어요?"),
        &["원희목", "유기준"],
        &[],
    );
    says(
        &ask(&desk, "24년 1월이랑 4월이랑 입주사 수가 어떻게 달라졌어요?"),
        &["18곳", "30곳"],
        &["12곳"],
    );
    says(
        &ask(&desk, "원희목이랑 권순만 소속이 각각 어디예요?"),
        &["한국제약바이오협회", "한국보건산업진흥원"],
        &[],
    );
}

#[test]
fn of_a_company_the_last_of_several_times_is_asked_about() {
    let (desk, _dir) = open("data");
    let yes = ask(&desk, "웰트는 2022년에 뽑혀서 2023년에 연장됐나요?");
    assert!(yes.text.starts_with("네,"), "{}", yes.text);
    let no = ask(&desk, "한미약품은 2022년에 뽑혀서 2023년에 연장됐나요?");
    assert!(no.text.starts_with("아니요,"), "{}", no.text);
    // One or the other: neither yes nor no, but what is recorded.
    says(
        &ask(&desk, "팜캐드는 C&D 선정사예요, 아니면 협회 통해서 CIC만 간 거예요?"),
        &["캠브리지 이노베이션 센터"],
        &["네,", "아니요,", "기록은 자료에 없습니다"],
    );
}

#[test]
fn a_plan_and_what_came_of_it_are_two_lists() {
    let (desk, _dir) = open("data");
    says(
        &ask(&desk, "2022년 1월 입주 예정이던 회사 중에 C&D에 선정된 곳은?"),
        &["JW중외제약", "오가노이드사이언스", "일동제약"],
        &["삼일제약"],
    );
    says(
        &ask(&desk, "CIC에 있던 회사 중에 C&D에 뽑힌 회사"),
        &["웰트", "한미약품"],
        &["팜캐드"],
    );
    says(
        &ask(
            &desk,
            "2022년에 입주할 예정이라고 보도된 기업 중에 삼일제약을 제외하면 누가 남아요?",
        ),
        &["JW중외제약", "일동제약"],
        &["삼일제약,"],
    );
}

#[test]
fn who_went_out_to_a_place_did_not_leave() {
    let (desk, _dir) = open("data");
    says(
        &ask(&desk, "협약 기사에 앞서 보스턴에 나가 있었다고 나온 회사들 이름 좀요"),
        &["LG화학", "삼양홀딩스"],
        &["일리미스테라퓨틱스"],
    );
    says(&ask(&desk, "2023년에 나간 회사"), &["일리미스테라퓨틱스"], &["LG화학"]);
}

#[test]
fn numbers_and_months_may_be_spelled() {
    let (desk, _dir) = open("data");
    says(
        &ask(&desk, "이천이십사년 건은 이월 며칠까지 내면 됐대요"),
        &["2월 13일"],
        &[],
    );
    says(&ask(&desk, "십일억이란 예산은 몇 년도 거예요?"), &["2022"], &[]);
    says(
        &ask(&desk, "list the newcomers of 2023 in the c&d office"),
        &["Medipixel"],
        &["Voronoi"],
    );
}

#[test]
fn a_number_that_only_stands_near_is_not_said_to_differ() {
    let (desk, _dir) = open("data");
    let answer = ask(&desk, "24년 1월 열여덟 곳 중에 기사에서 안 보이는 두 곳 이름 좀요");
    says(&answer, &["18"], &["숫자는 질문과 다릅니다"]);
    assert_eq!(answer.kind, Kind::NoAnswer, "{}", answer.text);
}

#[test]
fn a_sentence_has_what_the_question_wants_before_it_is_said() {
    let (desk, _dir) = open("tests/varied-documents/data");
    // What an office does is not who holds it; what a prize is worth is not who won it.
    for question in [
        "가람대 장비센터 지금 센터장이 누구임",
        "Who won the Young Potters Prize at the previous Yeoul Ceramics Week?",
    ] {
        let answer = ask(&desk, question);
        assert_eq!(answer.kind, Kind::NoAnswer, "{question}: {}", answer.text);
    }
    let (desk, _dir) = open("tests/notices-and-news/data");
    says(
        &ask(&desk, "What day of the week is Port Callow Maritime Museum closed?"),
        &["Wednesdays"],
        &[],
    );
    // The car park of another house answers nothing about this one.
    let answer = ask(
        &desk,
        "Does the Port Callow museum have a car park, and what does parking cost?",
    );
    assert_eq!(answer.kind, Kind::NoAnswer, "{}", answer.text);
}

#[test]
fn names_that_are_one_or_none_are_said_to_be_so() {
    let (desk, _dir) = open("data");
    says(
        &ask(&desk, "동아에스티랑 동아ST 같은 회사예요?"),
        &["네,", "동아에스티를"],
        &[],
    );
    says(&ask(&desk, "Is Celltrion in?"), &["no record of “Celltrion”"], &[]);
    // What is asked of those in a list is not told by the list.
    let answer = ask(&desk, "2023년도 신규 13개사 중에 상장사는 어디야");
    assert_eq!(answer.kind, Kind::NoAnswer, "{}", answer.text);
    assert!(answer.items.is_empty(), "{}", answer.text);
}

#[test]
fn what_a_member_has_heard_is_held_against_the_records() {
    let (desk, _dir) = open("data");
    // The day of the record, whatever day was heard, and no yes to another one.
    says(
        &ask(&desk, "협약은 2022년 1월 25일에 맺었죠?"),
        &["날짜는 질문과 다릅니다", "1월 24일"],
        &["네,"],
    );
    says(
        &ask(&desk, "협약은 2022년 1월 24일에 맺었죠?"),
        &["1월 24일"],
        &["다릅니다"],
    );
    // Who came first is told by the list of those.
    says(
        &ask(&desk, "웰트가 제일 먼저 들어갔죠?"),
        &["GC녹십자", "유한양행"],
        &["네,"],
    );
    says(
        &ask(&desk, "권순만이 협회 회장이죠?"),
        &["한국보건산업진흥원 원장"],
        &["네,"],
    );
    // A company abroad is not its parent.
    says(
        &ask(&desk, "does Yuhan have an office in the C&D centre?"),
        &["There is no record of Yuhan being a tenant"],
        &["Yes"],
    );
}
