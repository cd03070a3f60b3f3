//! The real bot on the playground: it connects, registers its commands, answers, and comes back.

mod common;

use common::spawn;

#[tokio::test]
async fn the_bot_registers_its_commands_and_helps() {
    let town = spawn("data").await;
    let names: Vec<String> = town
        .world
        .commands()
        .iter()
        .map(|command| command.name().to_owned())
        .collect();
    assert!(names.iter().any(|name| name == "ask"), "{names:?}");
    let help = town.slash("민지", "질문", "help", &[]).await;
    assert!(!help.message().unwrap().text().is_empty());
    town.settle().await;
}
