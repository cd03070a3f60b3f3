//! The WebSocket of what happens: everything at once at first, then change by change.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::super::permissions::{MANAGE_GUILD, SEND_MESSAGES, VIEW_CHANNEL};
use super::super::{Channel, Id, Interaction, Message, Progress, World, WorldEvent};

/// How many of a channel's messages the page begins with.
const MESSAGES_SHOWN: usize = 200;

/// Takes up the line of one page.
pub(super) async fn open(State(world): State<World>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve(world, socket))
}

async fn serve(world: World, mut socket: WebSocket) {
    // Heard from before it is told what there is, so that nothing is missed in between.
    let mut events = world.subscribe();
    if send(&mut socket, &hello(&world)).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            event = events.recv() => {
                let frame = match event {
                    Ok(event) => frame(&world, &event),
                    // It fell behind: it is told everything again.
                    Err(RecvError::Lagged(_)) => Some(hello(&world)),
                    Err(RecvError::Closed) => return,
                };
                if let Some(frame) = frame
                    && send(&mut socket, &frame).await.is_err()
                {
                    return;
                }
            }
            said = socket.recv() => match said {
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
        }
    }
}

async fn send(socket: &mut WebSocket, frame: &Value) -> Result<(), axum::Error> {
    socket.send(Frame::text(frame.to_string())).await
}

/// Everything there is.
fn hello(world: &World) -> Value {
    let places = all_channels(world);
    let messages: Vec<Value> = places
        .iter()
        .flat_map(|place| {
            let all = world.all_messages(place.id);
            let from = all.len().saturating_sub(MESSAGES_SHOWN);
            all.into_iter().skip(from)
        })
        .map(|message| message_frame(world, &message))
        .collect();
    let mut state = servers(world, &places);
    state["bot"] = world.user_json(world.bot());
    state["online"] = json!(world.is_bot_online());
    state["messages"] = json!(messages);
    json!({"t": "HELLO", "d": state})
}

/// The servers, the people and the channels with who sees them.
fn servers(world: &World, places: &[Channel]) -> Value {
    let guilds = world.guilds();
    let members: Vec<Value> = world
        .users()
        .into_iter()
        .filter(|user| !user.bot)
        .map(|user| {
            // Who may manage a server is shown as staff there; whom the bot takes for staff is the bot's to say.
            let staff = guilds.iter().any(|guild| {
                guild.members.get(&user.id).is_some_and(|member| {
                    guild.owner == user.id
                        || member
                            .roles
                            .iter()
                            .filter_map(|role| guild.roles.get(role))
                            .any(|role| role.permissions & MANAGE_GUILD != 0)
                })
            });
            json!({"user": world.user_json(user.id), "locale": user.locale, "staff": staff})
        })
        .collect();
    let guilds: Vec<Value> = guilds
        .iter()
        .map(|guild| {
            let nicks: serde_json::Map<String, Value> = guild
                .members
                .values()
                .filter_map(|member| Some((member.user.to_string(), json!(member.nick.as_ref()?))))
                .collect();
            json!({
                "id": guild.id, "name": guild.name, "nicks": nicks,
                "members": guild.members.keys().collect::<Vec<_>>(),
                "roles": guild.roles.values().map(|role| json!({"id": role.id, "name": role.name})).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "guilds": guilds,
        "members": members,
        "channels": places.iter().map(|place| channel_frame(world, place)).collect::<Vec<_>>(),
    })
}

/// Every channel that any person sees.
fn all_channels(world: &World) -> Vec<Channel> {
    let mut known = BTreeSet::new();
    world
        .users()
        .into_iter()
        .flat_map(|user| world.channels_for(user.id))
        .filter(|place| known.insert(place.id))
        .collect()
}

/// A channel in Discord's JSON, with the people who see it and those who may write in it.
fn channel_frame(world: &World, place: &Channel) -> Value {
    let who = |bit: u64| -> Vec<Id> {
        let people = world.users().into_iter().map(|user| user.id);
        people
            .filter(|user| world.permissions(*user, place.id) & bit != 0)
            .collect()
    };
    let mut json = world.channel_json(place);
    json["visible_to"] = json!(who(VIEW_CHANNEL));
    json["writable_by"] = json!(who(SEND_MESSAGES));
    json
}

/// A message in Discord's JSON, with the one person who sees it where it is ephemeral, and who reacted.
fn message_frame(world: &World, message: &Message) -> Value {
    let mut json = world.message_json(message);
    json["only_for"] = json!(message.ephemeral_to);
    json["reactions"] = json!(
        message
            .reactions
            .iter()
            .map(|reaction| json!({
                // A server's own emoji is `name:id`.
                "emoji": {"name": reaction.emoji.split(':').next()}, "count": reaction.users.len(),
                "users": reaction.users,
            }))
            .collect::<Vec<_>>()
    );
    json
}

/// What the page is told of a change, if anything.
fn frame(world: &World, event: &WorldEvent) -> Option<Value> {
    let (kind, data) = match event {
        WorldEvent::MessageCreated { message } => ("MESSAGE_CREATE", message_frame(world, message)),
        WorldEvent::MessageChanged { message } => ("MESSAGE_UPDATE", message_frame(world, message)),
        WorldEvent::MessageDeleted { channel, message } => {
            ("MESSAGE_DELETE", json!({"channel_id": channel, "id": message}))
        }
        WorldEvent::Typing { channel, user } => ("TYPING_START", json!({"channel_id": channel, "user_id": user})),
        WorldEvent::ChannelChanged { channel } => ("CHANNEL", channel_frame(world, &world.channel(*channel)?)),
        WorldEvent::ChannelDeleted { channel } => ("CHANNEL_DELETE", json!({"id": channel})),
        WorldEvent::GuildChanged { .. } => ("GUILDS", servers(world, &all_channels(world))),
        WorldEvent::Interaction { interaction } => return progress(interaction),
        WorldEvent::CommandsChanged => ("COMMANDS", Value::Null),
        WorldEvent::BotOnline { online } => ("BOT", json!({"online": online})),
    };
    Some(json!({"t": kind, "d": data}))
}

/// How far an interaction is, once there is something to say.
fn progress(interaction: &Interaction) -> Option<Value> {
    let id = interaction.id;
    Some(match interaction.progress {
        Progress::Waiting => return None,
        Progress::Failed => json!({"t": "INTERACTION", "d": {"id": id, "state": "failed"}}),
        Progress::Choices => json!({"t": "CHOICES", "d": {"id": id, "choices": interaction.choices}}),
        Progress::Modal => {
            let mut modal = interaction.modal.clone()?;
            modal["id"] = json!(id);
            json!({"t": "MODAL", "d": modal})
        }
        Progress::Deferred | Progress::DeferredUpdate | Progress::Replied | Progress::Updated => {
            json!({"t": "INTERACTION", "d": {"id": id, "state": "acknowledged"}})
        }
    })
}
