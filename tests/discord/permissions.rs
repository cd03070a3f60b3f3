//! The permission matrix: whatever the bot may and may not do in a channel, it never asks Discord for more.

use crate::support::Bench;
use giljabi::playground::model::Whom;
use giljabi::playground::permissions::{
    EMBED_LINKS, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
};

const QUESTION: &str = "K-블록버스터 사업은 누가 신청할 수 있나요?";

#[tokio::test]
async fn it_does_what_it_may_and_tries_nothing_else() {
    let bench = Bench::start().await;
    let bot = bench.world.bot();
    let bits = [VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, READ_MESSAGE_HISTORY];
    let mut cases = Vec::new();
    for denied in 0..16_u64 {
        let deny: u64 = bits
            .iter()
            .enumerate()
            .filter(|(at, _)| denied & (1 << at) != 0)
            .map(|(_, bit)| bit)
            .sum();
        let channel = bench.new_channel(&format!("방-{denied}"));
        bench.world.overwrite(channel, Whom::Member(bot), 0, deny);
        cases.push((channel, deny));
    }
    bench.settle().await;
    for (at, (channel, _)) in cases.iter().enumerate() {
        let who = ["민지", "지훈", "소라"][at % 3];
        bench.say(who, *channel, &format!("<@{bot}> {QUESTION}"));
    }
    for (channel, deny) in cases {
        let may = |bit: u64| deny & bit == 0;
        if may(VIEW_CHANNEL) && may(SEND_MESSAGES) {
            let found = bench.world.wait_for(|_| bench.of_bot(channel).into_iter().next()).await;
            let answer = found.unwrap_or_else(|| panic!("no answer where {deny:b} is denied"));
            assert_eq!(answer.embeds.is_empty(), !may(EMBED_LINKS), "{deny:b}");
            assert_eq!(answer.reference.is_some(), may(READ_MESSAGE_HISTORY), "{deny:b}");
            assert!(answer.text().contains("기준"), "{}", answer.text());
        } else {
            bench.settle().await;
            assert!(bench.of_bot(channel).is_empty(), "{deny:b}");
        }
    }
    bench.prove();
}

#[tokio::test]
async fn writing_in_threads_is_a_permission_of_its_own() {
    let bench = Bench::start().await;
    let bot = bench.world.bot();
    let channel = bench.new_channel("타래만");
    bench.world.overwrite(channel, Whom::Member(bot), 0, SEND_MESSAGES);
    let start = bench.say("민지", channel, "여기서 이야기합시다");
    let thread = bench
        .world
        .open_thread(bench.who("민지"), channel, "타래", Some(start.id))
        .unwrap();
    bench.say("민지", channel, &format!("<@{bot}> {QUESTION}"));
    let inside = bench.say("민지", thread, &format!("<@{bot}> {QUESTION}"));
    bench.answer_to(&inside).await;
    assert!(bench.of_bot(channel).is_empty());

    let other = bench.new_channel("타래금지");
    bench
        .world
        .overwrite(other, Whom::Member(bot), 0, SEND_MESSAGES_IN_THREADS);
    let start = bench.say("지훈", other, "여기서 이야기합시다");
    let closed = bench
        .world
        .open_thread(bench.who("지훈"), other, "타래", Some(start.id))
        .unwrap();
    bench.say("지훈", closed, &format!("<@{bot}> {QUESTION}"));
    let outside = bench.say("지훈", other, &format!("<@{bot}> {QUESTION}"));
    bench.answer_to(&outside).await;
    bench.settle().await;
    assert!(bench.of_bot(closed).is_empty());
    bench.prove();
}
