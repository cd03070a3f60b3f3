//! What staff do on Discord, end to end: the real bot on the playground's server.
#![expect(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

#[path = "../common/mod.rs"]
mod common;
mod data;
mod gaps;
mod overview;
mod permission;
mod watch;

use common::{Harness, Setup};
use giljabi::playground::{Message, Outcome};

/// A question about the programme that its sources do not answer.
const QUESTION: &str = "공용 사무실에 반려견을 데려가도 되나요?";
/// What staff write into the form: answer, title, publisher, dates, address.
const FORM: [&str; 5] = [
    "공용 사무실에는 반려견을 데려올 수 없습니다. 안내견은 예외입니다.",
    "공용 사무실 이용 안내",
    "운영사무국",
    "2026-06-30",
    "https://example.org/office-rules",
];

/// A town whose staff keep the knowledge: 소라 by her role, with a channel of their own.
async fn town() -> Harness {
    let town = Setup {
        own_desk: true,
        ..Setup::default()
    }
    .spawn()
    .await;
    let records = town.records.as_ref().unwrap();
    records.set_home(town.guild().0, true).await.unwrap();
    let role = town.world.find_role(town.guild(), "운영진").unwrap();
    records.set_staff_role(town.guild().0, Some(role.0)).await.unwrap();
    records
        .set_staff_channel(town.guild().0, Some(town.channel("운영").0))
        .await
        .unwrap();
    town
}

fn shown(outcome: &Outcome) -> Message {
    outcome.message().cloned().unwrap_or_else(|| panic!("{outcome:?}"))
}

/// Waits until a message that shows how work goes on says `words`; gives it as it is then.
async fn until(town: &Harness, outcome: &Outcome, words: &str) -> Message {
    let message = shown(outcome);
    let settled = town
        .world
        .wait_for(|world| {
            world
                .message(message.channel, message.id)
                .filter(|now| now.text().contains(words))
        })
        .await;
    settled.unwrap_or_else(|| panic!("{words}: {}", town.again(&message).text()))
}
