//! The gateway: one task a connection, which reads what the bot says and sends what its session has for it.

pub mod session;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use flate2::{Compress, Compression, FlushCompress};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::clock::Id;
use super::faults::GatewayFault;
use super::state::{State, WorldEvent};
use super::world::World;
use session::intents;

/// More frames than this in a minute close the connection (4008).
const FRAMES_A_MINUTE: usize = 120;
/// With `compress` in IDENTIFY, payloads longer than this many bytes are compressed.
const COMPRESSED_FROM: usize = 1_024;

/// What the address of the gateway asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) version: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) compress: Option<String>,
}

/// How frames are compressed.
enum Packing {
    None,
    /// Each long frame by itself.
    Payload,
    /// One zlib stream over the whole connection.
    Stream(Box<Compress>),
}

struct Connection {
    socket: WebSocket,
    world: World,
    number: u64,
    packing: Packing,
    wake: Arc<Notify>,
    silent: bool,
}

/// Why a connection ends.
enum End {
    /// With a close frame of this code.
    Close(u16),
    /// Without one.
    Drop,
    /// The bot closed it, with this code if it gave one.
    Gone(Option<u16>),
}

/// Serves one connection until it ends.
pub(super) async fn serve(socket: WebSocket, world: World, asked: Asked) {
    let packing = match asked.compress.as_deref() {
        Some("zlib-stream") => Packing::Stream(Box::new(Compress::new(Compression::fast(), true))),
        _ => Packing::None,
    };
    let number = world.lock().gate.new_connection();
    let mut connection = Connection {
        socket,
        world: world.clone(),
        number,
        packing,
        wake: Arc::new(Notify::new()),
        silent: false,
    };
    let version_ok = asked
        .version
        .as_deref()
        .is_none_or(|version| matches!(version, "10" | "9"));
    let encoding_ok = asked.encoding.as_deref().is_none_or(|encoding| encoding == "json");
    let end = if version_ok && encoding_ok {
        connection.run().await
    } else {
        End::Close(if version_ok { 4002 } else { 4012 })
    };
    settle(&world, number, &end);
    if let End::Close(code) = end {
        let frame = CloseFrame {
            code,
            reason: reason(code).into(),
        };
        let _ = connection.socket.send(Message::Close(Some(frame))).await;
        // The bot answers a close frame with one of its own; a connection cut before that would be a drop to it.
        let _ = tokio::time::timeout(Duration::from_secs(2), async {
            while let Some(Ok(_)) = connection.socket.recv().await {}
        })
        .await;
    }
}

/// What the end of a connection means for its session.
fn settle(world: &World, number: u64, end: &End) {
    let mut state = world.lock();
    if let End::Close(code) = end {
        state.gate.closed(*code);
    }
    let clean = matches!(end, End::Gone(Some(1000 | 1001)));
    let invalid = matches!(end, End::Close(4004 | 4007 | 4009..=4014));
    if let Some(session) = state.gate.of(number) {
        session.connection = None;
        // A session ended by intent cannot be taken up again.
        session.resumable = session.resumable && !clean && !invalid;
        state.gate.sessions.retain(|session| session.resumable);
    }
    let online = state.gate.online();
    state.emit(WorldEvent::BotOnline { online });
}

fn reason(code: u16) -> &'static str {
    match code {
        4000 => "Unknown error.",
        4001 => "Unknown opcode.",
        4002 => "Error while decoding payload.",
        4003 => "Not authenticated.",
        4004 => "Authentication failed.",
        4005 => "Already authenticated.",
        4007 => "Invalid seq.",
        4008 => "Rate limited.",
        4009 => "Session timed out.",
        4010 => "Invalid shard.",
        4011 => "Sharding required.",
        4012 => "Invalid API version.",
        4013 => "Invalid intent(s).",
        4014 => "Disallowed intent(s).",
        _ => "",
    }
}

impl Connection {
    async fn run(&mut self) -> End {
        let interval = self.world.lock().options.heartbeat_ms;
        let hello = json!({"op": 10, "t": null, "s": null, "d": {"heartbeat_interval": interval, "_trace": []}});
        if let Err(end) = self.send(&hello.to_string()).await {
            return end;
        }
        // Discord gives a little more than one interval before it calls a connection dead.
        let patience = Duration::from_millis(interval.saturating_mul(2));
        let mut deadline = Instant::now() + patience;
        let mut minute = (Instant::now(), 0_usize);
        loop {
            let wake = self.wake.clone();
            let step = tokio::select! {
                received = self.socket.recv() => match received {
                    None | Some(Err(_)) => Err(End::Gone(None)),
                    Some(Ok(Message::Close(frame))) => Err(End::Gone(frame.map(|frame| frame.code))),
                    Some(Ok(Message::Text(text))) => {
                        if minute.0.elapsed() > Duration::from_secs(60) {
                            minute = (Instant::now(), 0);
                        }
                        minute.1 += 1;
                        if minute.1 > FRAMES_A_MINUTE {
                            Err(End::Close(4008))
                        } else {
                            self.hear(&text, &mut deadline, patience).await
                        }
                    }
                    Some(Ok(Message::Binary(_))) => Err(End::Close(4002)),
                    Some(Ok(_)) => Ok(()),
                },
                () = wake.notified() => Ok(()),
                () = tokio::time::sleep_until(deadline) => Err(End::Close(4009)),
            };
            if let Err(end) = step {
                return end;
            }
            if let Err(end) = self.flush().await {
                return end;
            }
        }
    }

    /// Sends what the session has, and does what the tests ordered.
    async fn flush(&mut self) -> Result<(), End> {
        let (frames, controls) = {
            let mut state = self.world.lock();
            let Some(session) = state.gate.of(self.number) else {
                return Ok(());
            };
            let controls: Vec<_> = session.controls.drain(..).collect();
            (session.take(), controls)
        };
        for frame in frames.ok_or(End::Close(4007))? {
            self.send(&frame).await?;
        }
        for control in controls {
            match control {
                GatewayFault::Drop => return Err(End::Drop),
                GatewayFault::Close(code) => return Err(End::Close(code)),
                GatewayFault::Silence => self.silent = true,
                GatewayFault::Reconnect => {
                    self.send(&json!({"op": 7, "t": null, "s": null, "d": null}).to_string())
                        .await?;
                }
                GatewayFault::InvalidSession(resumable) => {
                    {
                        let mut state = self.world.lock();
                        if let Some(session) = state.gate.of(self.number) {
                            session.connection = None;
                            session.resumable = resumable;
                        }
                        state.gate.sessions.retain(|session| session.resumable);
                    }
                    self.invalid(resumable).await?;
                }
            }
        }
        Ok(())
    }

    async fn invalid(&mut self, resumable: bool) -> Result<(), End> {
        self.send(&json!({"op": 9, "t": null, "s": null, "d": resumable}).to_string())
            .await
    }

    async fn send(&mut self, text: &str) -> Result<(), End> {
        let message = match &mut self.packing {
            Packing::None => Message::text(text),
            Packing::Payload if text.len() <= COMPRESSED_FROM => Message::text(text),
            Packing::Payload => Message::binary(deflate(
                &mut Compress::new(Compression::fast(), true),
                text.as_bytes(),
                FlushCompress::Finish,
            )),
            Packing::Stream(stream) => Message::binary(deflate(stream, text.as_bytes(), FlushCompress::Sync)),
        };
        self.socket.send(message).await.map_err(|_| End::Gone(None))
    }

    async fn hear(&mut self, text: &str, deadline: &mut Instant, patience: Duration) -> Result<(), End> {
        if text.len() > 4_096 * 4 {
            return Err(End::Close(4002));
        }
        let frame: Value = serde_json::from_str(text).map_err(|_| End::Close(4002))?;
        let data = &frame["d"];
        let known = self.world.lock().gate.of(self.number).is_some();
        match frame["op"].as_u64() {
            Some(1) => {
                *deadline = Instant::now() + patience;
                if self.silent {
                    return Ok(());
                }
                self.send(&json!({"op": 11, "t": null, "s": null, "d": null}).to_string())
                    .await
            }
            Some(2) if known => Err(End::Close(4005)),
            Some(2) => self.identify(data).await,
            Some(6) if known => Err(End::Close(4005)),
            Some(6) => self.resume(data).await,
            Some(3 | 4 | 8 | 31) if !known => Err(End::Close(4003)),
            Some(3 | 4 | 31) => Ok(()),
            Some(8) => {
                self.members(data);
                Ok(())
            }
            Some(_) => Err(End::Close(4001)),
            None => Err(End::Close(4002)),
        }
    }

    fn ordered_close(state: &mut State) -> Option<u16> {
        let (code, times) = state.orders.on_identify.as_mut()?;
        let code = *code;
        *times = times.saturating_sub(1);
        if *times == 0 {
            state.orders.on_identify = None;
        }
        Some(code)
    }

    async fn identify(&mut self, data: &Value) -> Result<(), End> {
        let shard = match data.get("shard") {
            None | Some(Value::Null) => (0, 1),
            Some(shard) => match (shard[0].as_u64(), shard[1].as_u64()) {
                (Some(id), Some(of)) if id < of && of < 10_000 => {
                    (u32::try_from(id).unwrap_or(0), u32::try_from(of).unwrap_or(1))
                }
                _ => return Err(End::Close(4010)),
            },
        };
        let Some(wanted) = data["intents"].as_u64() else {
            return Err(End::Close(4013));
        };
        let wanted = u32::try_from(wanted)
            .ok()
            .filter(|bits| bits & !intents::KNOWN == 0)
            .ok_or(End::Close(4013))?;
        if !data["properties"].is_object() {
            return Err(End::Close(4002));
        }
        {
            let mut state = self.world.lock();
            if let Some(code) = Self::ordered_close(&mut state) {
                return Err(End::Close(code));
            }
            if data["token"].as_str().map(|token| token.trim_start_matches("Bot ")) != Some(state.token.as_str()) {
                return Err(End::Close(4004));
            }
            if wanted & intents::PRIVILEGED & !state.options.privileged != 0 {
                return Err(End::Close(4014));
            }
            if state.gate.identifies >= state.options.identifies_a_day {
                return Err(End::Close(4004));
            }
            let url = state.gateway_url.clone();
            let (me, bot) = (state.me_json(), state.bot);
            let own: Vec<Id> = state
                .guilds
                .values()
                .filter(|guild| guild.members.contains_key(&bot))
                .map(|guild| guild.id)
                .filter(|id| u64::from(shard.0) == (id.0 >> 22) % u64::from(shard.1))
                .collect();
            let session = state.gate.open(shard, wanted, self.number);
            let ready = json!({
                "v": 10, "user": me, "user_settings": {}, "session_type": "normal", "session_id": session.id,
                "resume_gateway_url": url, "relationships": [], "private_channels": [], "presences": [],
                "guilds": own.iter().map(|id| json!({"id": id, "unavailable": true})).collect::<Vec<_>>(),
                "guild_join_requests": [], "geo_ordered_rtc_regions": [], "auth": {}, "shard": [shard.0, shard.1],
                "application": {"id": bot, "flags": 0}, "_trace": [],
            });
            session.push("READY", &ready);
            self.wake = session.wake.clone();
            let creations: Vec<Value> = {
                let (state, number) = (&*state, self.number);
                let session = state.gate.sessions.iter().find(|one| one.connection == Some(number));
                session.map_or_else(Vec::new, |session| {
                    own.iter()
                        .filter_map(|id| state.guilds.get(id))
                        .filter(|_| session.intents & intents::GUILDS != 0)
                        .map(|guild| state.guild_create_json(guild, session))
                        .collect()
                })
            };
            if let Some(session) = state.gate.of(self.number) {
                for creation in &creations {
                    session.push("GUILD_CREATE", creation);
                }
            }
            state.emit(WorldEvent::BotOnline { online: true });
        }
        if data["compress"] == true && matches!(self.packing, Packing::None) {
            self.packing = Packing::Payload;
        }
        Ok(())
    }

    async fn resume(&mut self, data: &Value) -> Result<(), End> {
        let taken = {
            let mut state = self.world.lock();
            if let Some(code) = Self::ordered_close(&mut state) {
                return Err(End::Close(code));
            }
            if data["token"].as_str().map(|token| token.trim_start_matches("Bot ")) != Some(state.token.as_str()) {
                return Err(End::Close(4004));
            }
            let number = self.number;
            let seq = data["seq"].as_u64().unwrap_or(0);
            let id = data["session_id"].as_str().unwrap_or_default();
            let session = state.gate.sessions.iter_mut().find(|one| one.id == id && one.resumable);
            if let Some(session) = session {
                if !session.rewind(seq) {
                    return Err(End::Close(4007));
                }
                session.connection = Some(number);
                session.push("RESUMED", &json!({"_trace": []}));
                self.wake = session.wake.clone();
                state.gate.resumes += 1;
                state.emit(WorldEvent::BotOnline { online: true });
                true
            } else {
                false
            }
        };
        if taken { Ok(()) } else { self.invalid(false).await }
    }

    /// Answers a request for members with one chunk.
    fn members(&mut self, data: &Value) {
        let mut state = self.world.lock();
        let Some(guild) = data["guild_id"].as_str().and_then(|id| id.parse::<Id>().ok()) else {
            return;
        };
        let wanted: Option<Vec<Id>> = data["user_ids"]
            .as_array()
            .map(|list| list.iter().filter_map(|id| id.as_str()?.parse().ok()).collect());
        let query = data["query"].as_str().unwrap_or_default().to_lowercase();
        let Some(found) = state.guilds.get(&guild) else { return };
        let members: Vec<Value> = found
            .members
            .keys()
            .filter(|user| match &wanted {
                Some(wanted) => wanted.contains(user),
                None => state
                    .users
                    .get(user)
                    .is_some_and(|user| user.username.to_lowercase().starts_with(&query)),
            })
            .map(|user| state.member_json(guild, *user, true))
            .collect();
        let chunk = json!({"guild_id": guild, "members": members, "chunk_index": 0, "chunk_count": 1,
            "not_found": [], "nonce": data["nonce"]});
        if let Some(session) = state.gate.of(self.number) {
            session.push("GUILD_MEMBERS_CHUNK", &chunk);
        }
    }
}

/// Compresses with this stream; `Sync` leaves it open for more.
fn deflate(stream: &mut Compress, bytes: &[u8], flush: FlushCompress) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
    let start = stream.total_in();
    loop {
        let read = usize::try_from(stream.total_in() - start).unwrap_or(0);
        let before = out.len();
        out.reserve(bytes.len() / 2 + 64);
        let status = stream.compress_vec(bytes.get(read..).unwrap_or_default(), &mut out, flush);
        let done = usize::try_from(stream.total_in() - start).unwrap_or(0) == bytes.len();
        match status {
            Ok(flate2::Status::StreamEnd) | Err(_) => return out,
            // Room left over means that everything has been written.
            Ok(_) if done && (out.len() < out.capacity() || out.len() == before) => {
                if matches!(flush, FlushCompress::Sync) {
                    return out;
                }
            }
            Ok(_) => {}
        }
    }
}
