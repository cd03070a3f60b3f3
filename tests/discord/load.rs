//! A thousand questions at once: none lost, none answered twice.

use std::collections::HashMap;

use crate::support::Bench;
use giljabi::playground::{Id, Outcome};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_questions_of_a_hundred_members_are_answered_once_each() {
    let bench = Bench::start().await;
    let home = bench.home();
    let members: Vec<Id> = (0..100)
        .map(|at| {
            bench
                .world
                .add_member(home, &format!("member{at}"), &format!("회원{at}"), "ko", &[])
        })
        .collect();
    let channels: Vec<Id> = (0..20).map(|at| bench.new_channel(&format!("방{at}"))).collect();
    bench.settle().await;

    let mut messages = Vec::new();
    let mut interactions = Vec::new();
    for at in 0..1_000_usize {
        let member = members[at % 100];
        let channel = channels[at % 20];
        let question = format!("{}년에 선정된 기업은 어디인가요?", 2020 + at % 6);
        if at % 2 == 0 {
            let text = format!("<@{}> {question}", bench.world.bot());
            messages.push(bench.world.send_message(member, channel, &text, None, vec![]).unwrap());
        } else {
            let begun = bench
                .world
                .begin_slash(member, channel, "ask", &[("question", json!(question))])
                .unwrap();
            interactions.push(begun);
        }
    }
    for begun in &interactions {
        let outcome = bench.world.finished(*begun).await.unwrap();
        let Outcome::Reply(answer) = outcome else {
            panic!("{outcome:?}");
        };
        assert!(
            !answer.is_loading() && answer.ephemeral_to.is_none(),
            "{}",
            answer.text()
        );
    }
    for message in &messages {
        bench.answer_to(message).await;
    }
    bench.settle().await;
    let mut answered: HashMap<(Id, Id), usize> = HashMap::new();
    for channel in &channels {
        for message in bench.of_bot(*channel) {
            if let Some(reference) = message.reference {
                *answered.entry(reference).or_default() += 1;
            }
        }
    }
    assert_eq!(answered.len(), messages.len());
    assert!(answered.values().all(|times| *times == 1));
    assert_eq!(bench.world.lost_interactions(), 0);
    bench.prove();
}
