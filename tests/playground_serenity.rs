//! The playground's server as serenity sees it: what the bot is built on connects, hears, answers and resumes.

#![allow(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

#[path = "common/proof.rs"]
mod proof;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use giljabi::playground::{ClockKind, GatewayFault, Options, Outcome, Server, World};
use serde_json::json;
use serenity::all::{
    Client, Command, CommandInteraction, CommandOptionType, Context, CreateActionRow, CreateButton, CreateCommand,
    CreateCommandOption, CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    EditInteractionResponse, EventHandler, GatewayIntents, Guild, HttpBuilder, Interaction, Message, Ready,
};

/// Echoes messages, and answers `/ask` with an embed and a button that changes the message.
#[derive(Default)]
struct Echo {
    heard: Arc<Mutex<Vec<String>>>,
}

#[serenity::async_trait]
impl EventHandler for Echo {
    async fn ready(&self, context: Context, _: Ready) {
        let option = CreateCommandOption::new(CommandOptionType::String, "question", "What to ask").required(true);
        let ask = CreateCommand::new("ask").description("Ask").add_option(option);
        Command::set_global_commands(&context.http, vec![ask]).await.unwrap();
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        self.heard.lock().unwrap().push(format!("guild {}", guild.name));
    }

    async fn message(&self, context: Context, message: Message) {
        if !message.author.bot {
            let reply = CreateMessage::new().content(format!("echo: {}", message.content));
            message.channel_id.send_message(&context.http, reply).await.unwrap();
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => ask(&context, &command).await,
            Interaction::Component(press) => {
                let changed = CreateInteractionResponseMessage::new()
                    .content("changed")
                    .components(vec![]);
                press
                    .create_response(&context.http, CreateInteractionResponse::UpdateMessage(changed))
                    .await
                    .unwrap();
            }
            _ => {}
        }
    }
}

async fn ask(context: &Context, command: &CommandInteraction) {
    command.defer(&context.http).await.unwrap();
    let button = CreateButton::new("more").label("More");
    let edit = EditInteractionResponse::new()
        .embed(CreateEmbed::new().title("Answer").description("Forty-two"))
        .components(vec![CreateActionRow::Buttons(vec![button])]);
    command.edit_response(&context.http, edit).await.unwrap();
}

async fn start(handler: Echo) -> (Server, World) {
    let world = World::with_people(Options {
        clock: ClockKind::Stopped(1_782_864_000_000),
        patience: Duration::from_secs(30),
        ..Options::default()
    });
    let server = Server::start(world.clone(), 0, axum::Router::new()).await.unwrap();
    let http = HttpBuilder::new(world.token())
        .proxy(server.url())
        .ratelimiter_disabled(true)
        .build();
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
        .event_handler(handler)
        .await
        .unwrap();
    tokio::spawn(async move {
        let _: Result<(), _> = Client::start(&mut client).await;
    });
    let ready = world
        .wait_for(|world| (!world.commands().is_empty()).then_some(()))
        .await;
    assert!(
        ready.is_some(),
        "serenity did not get through READY; requests: {:?}",
        world.requests()
    );
    (server, world)
}

#[tokio::test]
async fn serenity_connects_answers_and_resumes() {
    let handler = Echo::default();
    let heard = handler.heard.clone();
    let (_server, world) = start(handler).await;
    let minji = world.find_user("민지").unwrap();
    let channel = world.find_channel("질문").unwrap();

    world.send_message(minji, channel, "안녕하세요", None, vec![]).unwrap();
    let echoed = |text: &'static str| {
        move |world: &World| {
            let messages = world.all_messages(channel);
            messages.into_iter().find(|message| message.content == text)
        }
    };
    assert!(world.wait_for(echoed("echo: 안녕하세요")).await.is_some());
    assert_eq!(heard.lock().unwrap().len(), 2, "both servers were announced");

    let id = world
        .begin_slash(minji, channel, "ask", &[("question", json!("What?"))])
        .unwrap();
    let Outcome::Reply(answer) = world.finished(id).await.unwrap() else {
        panic!("no reply");
    };
    assert_eq!(answer.text(), "Answer\nForty-two");
    assert!(!answer.is_loading());
    let more = answer.button("More").unwrap();
    let Outcome::Updated(changed) = world.press(minji, channel, answer.id, &more).await.unwrap() else {
        panic!("not updated");
    };
    assert_eq!(changed.content, "changed");
    assert!(changed.components.is_empty());

    world.gateway_fault(GatewayFault::Reconnect);
    assert!(
        world
            .wait_for(|world| (world.sessions_begun() == (1, 1)).then_some(()))
            .await
            .is_some()
    );
    world.send_message(minji, channel, "다시", None, vec![]).unwrap();
    assert!(world.wait_for(echoed("echo: 다시")).await.is_some());
    proof::check(&world);
}
