//! The golden questions: that there are enough of every kind.

use std::path::Path;

use giljabi::eval::{Part, Set};

fn questions() -> Set {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/questions.toml");
    Set::load(&file).expect("the golden questions load")
}

#[test]
fn there_are_enough_questions_of_every_kind_and_a_third_is_kept_apart() {
    let set = questions();
    let all = set.questions.len();
    let count = |wanted: fn(&giljabi::eval::Question) -> bool| set.questions.iter().filter(|q| wanted(q)).count();
    let noisy = count(|q| q.noisy);
    let unanswerable = count(|q| q.unanswerable);
    let english = count(|q| q.lang.is_some());
    let held_out = count(|q| q.part() == Part::HeldOut);
    assert!(all >= 330, "{all}");
    assert!(noisy * 10 >= all * 3, "{noisy} of {all} are noisy");
    assert!(unanswerable * 5 >= all, "{unanswerable} of {all} have no answer");
    assert!(english >= 40, "{english} are in English");
    assert!(
        (all / 4..=all * 2 / 5).contains(&held_out),
        "{held_out} of {all} are held out"
    );
}

#[test]
fn the_questions_of_the_staff_load() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/golden.toml");
    let set = Set::load(&file).expect("the staff's questions load");
    assert!(
        set.questions
            .iter()
            .all(|question| !question.q.is_empty() && question.category == "staff")
    );
}
