//! `World`: the handle to the playground's world that the server, the page, the scripts and the tests share.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{broadcast, watch};

use super::clock::{Clock, ClockKind, Id, lock};
use super::faults::{Fault, GatewayFault, Orders};
use super::gateway::session::Gate;
use super::limits::RateLimits;
use super::model::{Channel, ChannelKind, Command, Guild, Interaction, Message, User};
use super::permissions;
use super::record::{Record, Recorded};
use super::state::{State, WorldEvent};

/// How a world behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bot's token.
    pub token: String,
    /// Whether time passes by itself.
    pub clock: ClockKind,
    /// Privileged intents ticked for the bot, as bits.
    pub privileged: u32,
    /// The rate limits.
    pub limits: RateLimits,
    /// Within how many milliseconds an interaction has to be acknowledged.
    pub acknowledge_ms: i64,
    /// How many milliseconds an interaction's token lives.
    pub token_life_ms: i64,
    /// How many messages a channel keeps.
    pub messages_per_channel: usize,
    /// How many bytes of files a channel keeps; the oldest files make room.
    pub file_bytes_per_channel: usize,
    /// How many interactions are kept.
    pub interactions_kept: usize,
    /// How many REST requests the record keeps.
    pub requests_kept: usize,
    /// The heartbeat interval the gateway asks for, in milliseconds.
    pub heartbeat_ms: u64,
    /// How many IDENTIFYs a day are allowed.
    pub identifies_a_day: u64,
    /// How many shards `GET /gateway/bot` advises.
    pub shards: u32,
    /// How long, on the machine's own clock, a person waits for the bot before giving up.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            token: "MTAwMDAwMDAwMDAwMDAwMDAw.playground.not-a-secret-only-for-loopback".into(),
            clock: ClockKind::Running,
            privileged: super::gateway::session::intents::PRIVILEGED,
            limits: RateLimits::default(),
            acknowledge_ms: 3_000,
            token_life_ms: 15 * 60 * 1_000,
            messages_per_channel: 5_000,
            file_bytes_per_channel: 64 * 1024 * 1024,
            interactions_kept: 5_000,
            requests_kept: 20_000,
            heartbeat_ms: 41_250,
            identifies_a_day: 1_000,
            shards: 1,
            patience: Duration::from_secs(60),
        }
    }
}

/// The handle. Clones share one world.
#[derive(Clone, Debug)]
pub struct World {
    state: Arc<Mutex<State>>,
    clock: Arc<Clock>,
    changed: watch::Receiver<u64>,
    patience: Duration,
}

impl World {
    /// An empty world with the bot and nobody else; see [`super::seed`] for one with people in it.
    pub fn empty(options: Options) -> Self {
        let clock = Arc::new(Clock::new(options.clock));
        let (events, _) = broadcast::channel(4_096);
        let (changed_tx, changed) = watch::channel(0);
        let bot = clock.next_id();
        let mut users = BTreeMap::new();
        users.insert(
            bot,
            User {
                id: bot,
                username: "giljabi".into(),
                global_name: "길잡이".into(),
                bot: true,
                locale: "en-US".into(),
                dms_open: true,
            },
        );
        let patience = options.patience;
        let state = State {
            token: options.token.clone(),
            record: Record::new(options.requests_kept),
            options,
            clock: clock.clone(),
            bot,
            users,
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: HashMap::new(),
            commands: Vec::new(),
            interactions: BTreeMap::new(),
            tokens: HashMap::new(),
            gate: Gate::default(),
            orders: Orders::default(),
            events,
            changed: changed_tx,
            gateway_url: String::new(),
            laid: VecDeque::new(),
        };
        Self {
            state: Arc::new(Mutex::new(state)),
            clock,
            changed,
            patience,
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Hears every change from now on. A listener that falls behind by 4,096 changes loses the oldest.
    pub fn subscribe(&self) -> broadcast::Receiver<WorldEvent> {
        self.lock().events.subscribe()
    }

    /// The world's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Moves the clock forward; interactions whose time is over by then fail.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.lock().expire();
    }

    /// Lets what has waited too long fail, by the clock as it is.
    pub fn expire(&self) {
        self.lock().expire();
    }

    /// Waits until `look` finds something, looking again after every change. `None` where `patience` runs out first.
    pub async fn wait_for<T>(&self, mut look: impl FnMut(&World) -> Option<T>) -> Option<T> {
        let mut changed = self.changed.clone();
        let deadline = tokio::time::Instant::now() + self.patience;
        loop {
            changed.borrow_and_update();
            if let Some(found) = look(self) {
                return Some(found);
            }
            match tokio::time::timeout_at(deadline, changed.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return None,
            }
        }
    }

    /// Waits until the bot has a session on the gateway.
    pub async fn bot_online(&self) -> bool {
        self.wait_for(|world| world.is_bot_online().then_some(()))
            .await
            .is_some()
    }

    /// Whether the bot has a session on the gateway.
    pub fn is_bot_online(&self) -> bool {
        self.lock().gate.online()
    }

    // ---- what there is ----------------------------------------------------------------------------------------

    /// The bot's user id; its application has the same.
    pub fn bot(&self) -> Id {
        self.lock().bot
    }

    /// The token the bot has to show.
    pub fn token(&self) -> String {
        self.lock().token.clone()
    }

    /// All servers.
    pub fn guilds(&self) -> Vec<Guild> {
        self.lock().guilds.values().cloned().collect()
    }

    /// All people, the bot included.
    pub fn users(&self) -> Vec<User> {
        self.lock().users.values().cloned().collect()
    }

    /// One person.
    pub fn user(&self, id: Id) -> Option<User> {
        self.lock().users.get(&id).cloned()
    }

    /// Somebody by their unique or shown name.
    pub fn find_user(&self, name: &str) -> Option<Id> {
        self.lock()
            .users
            .values()
            .find(|user| user.username == name || user.global_name == name)
            .map(|user| user.id)
    }

    /// A channel by its name, in any server; a thread where no channel has it.
    pub fn find_channel(&self, name: &str) -> Option<Id> {
        let name = name.strip_prefix('#').unwrap_or(name);
        self.lock()
            .channels
            .values()
            .filter(|channel| channel.name == name)
            .max_by_key(|channel| (!channel.kind.is_thread(), std::cmp::Reverse(channel.id)))
            .map(|channel| channel.id)
    }

    /// One channel.
    pub fn channel(&self, id: Id) -> Option<Channel> {
        self.lock().channels.get(&id).cloned()
    }

    /// The channels, threads and direct conversations this person sees, in the order a client lists them.
    pub fn channels_for(&self, user: Id) -> Vec<Channel> {
        let state = self.lock();
        let mut seen: Vec<Channel> = state
            .channels
            .values()
            .filter(|channel| state.can(channel, user, permissions::VIEW_CHANNEL))
            .cloned()
            .collect();
        seen.sort_by_key(|channel| (channel.guild, channel.kind.is_thread(), channel.position, channel.id));
        seen
    }

    /// What somebody may in a channel, as Discord's bits.
    pub fn permissions(&self, user: Id, channel: Id) -> u64 {
        let state = self.lock();
        state
            .channels
            .get(&channel)
            .map_or(0, |channel| state.allowed(channel, user))
    }

    /// The messages of a channel that `viewer` sees, oldest first.
    pub fn messages(&self, channel: Id, viewer: Id) -> Vec<Message> {
        let state = self.lock();
        let visible = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, viewer, permissions::VIEW_CHANNEL));
        if !visible {
            return Vec::new();
        }
        state
            .messages
            .get(&channel)
            .into_iter()
            .flatten()
            .filter(|message| message.ephemeral_to.is_none_or(|only| only == viewer))
            .cloned()
            .collect()
    }

    /// Every message of a channel, ephemeral ones included, oldest first.
    pub fn all_messages(&self, channel: Id) -> Vec<Message> {
        self.lock()
            .messages
            .get(&channel)
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// One message.
    pub fn message(&self, channel: Id, id: Id) -> Option<Message> {
        self.lock().message(channel, id).cloned()
    }

    /// A message in Discord's JSON, as the gateway would carry it.
    pub fn message_json(&self, message: &Message) -> Value {
        self.lock().message_json(message, true)
    }

    /// A channel in Discord's JSON.
    pub fn channel_json(&self, channel: &Channel) -> Value {
        self.lock().channel_json(channel)
    }

    /// A user in Discord's JSON.
    pub fn user_json(&self, user: Id) -> Value {
        self.lock().user_json(user)
    }

    /// The bytes and media type of an attachment.
    pub fn attachment(&self, channel: Id, attachment: Id) -> Option<(bytes::Bytes, String)> {
        let state = self.lock();
        let sent = state.messages.get(&channel).into_iter().flatten();
        let file = sent
            .flat_map(|message| &message.attachments)
            .chain(&state.laid)
            .find(|file| file.id == attachment)?;
        Some((file.bytes.clone(), file.content_type.clone()))
    }

    /// Every registered command.
    pub fn commands(&self) -> Vec<Command> {
        self.lock().commands.clone()
    }

    /// The commands this person is offered in this channel.
    pub fn commands_for(&self, user: Id, channel: Id) -> Vec<Command> {
        let state = self.lock();
        let Some(place) = state.channels.get(&channel) else {
            return Vec::new();
        };
        state
            .commands
            .iter()
            .filter(|command| super::actions::may_use(&state, command, place, user))
            .cloned()
            .collect()
    }

    /// One interaction as it is now.
    pub fn interaction(&self, id: Id) -> Option<Interaction> {
        self.lock().interactions.get(&id).cloned()
    }

    /// The direct conversation of the bot with somebody, where there is one.
    pub fn dm_with(&self, user: Id) -> Option<Id> {
        self.lock().dm_with(user)
    }

    /// The threads of a channel or forum, oldest first.
    pub fn threads(&self, channel: Id) -> Vec<Channel> {
        self.lock()
            .channels
            .values()
            .filter(|one| one.kind.is_thread() && one.parent == Some(channel))
            .cloned()
            .collect()
    }

    // ---- for tests --------------------------------------------------------------------------------------------

    /// Every REST request kept, oldest first.
    pub fn requests(&self) -> Vec<Recorded> {
        self.lock().record.all().cloned().collect()
    }

    /// The requests that match `METHOD /path` with `*` for a segment; see [`super::faults::route_matches`].
    pub fn requests_to(&self, route: &str) -> Vec<Recorded> {
        self.lock()
            .record
            .all()
            .filter(|one| super::faults::route_matches(route, &one.method, &one.path))
            .cloned()
            .collect()
    }

    /// How many requests there were so far.
    pub fn request_count(&self) -> u64 {
        self.lock().record.count()
    }

    /// How many answers of 401, 403 and 429 there were: what Discord counts towards an address ban.
    pub fn invalid_requests(&self) -> u64 {
        self.lock().record.invalid
    }

    /// Every gateway event kept for its session, as it was sent.
    pub fn frames(&self) -> Vec<Arc<str>> {
        let state = self.lock();
        state
            .gate
            .sessions
            .iter()
            .flat_map(|session| session.frames())
            .collect()
    }

    /// Orders a fault for the next `times` requests to `route`, e.g. `POST /channels/*/messages`.
    pub fn fault(&self, route: &str, fault: Fault, times: usize) {
        self.lock().orders.add(route, fault, times);
    }

    /// Takes back every fault not yet used.
    pub fn clear_faults(&self) {
        self.lock().orders.clear();
    }

    /// Does this to every gateway connection now.
    pub fn gateway_fault(&self, fault: GatewayFault) {
        let mut state = self.lock();
        for session in &mut state.gate.sessions {
            if session.connection.is_some() {
                session.controls.push_back(fault);
                session.wake.notify_one();
            }
        }
    }

    /// Closes the next `times` connections with this code as soon as they identify or resume.
    pub fn close_on_identify(&self, code: u16, times: usize) {
        self.lock().orders.on_identify = Some((code, times));
    }

    /// How many IDENTIFYs and taken-up RESUMEs there were.
    pub fn sessions_begun(&self) -> (u64, u64) {
        let state = self.lock();
        (state.gate.identifies, state.gate.resumes)
    }

    /// The close codes the gateway sent, oldest first.
    pub fn close_codes(&self) -> Vec<u16> {
        self.lock().gate.closes.iter().copied().collect()
    }

    /// How many interactions no session of the bot heard.
    pub fn lost_interactions(&self) -> u64 {
        self.lock().gate.lost
    }

    /// Where the gateway is: `ws://127.0.0.1:port/gateway`. Empty before the server runs.
    pub fn gateway_url(&self) -> String {
        self.lock().gateway_url.clone()
    }

    pub(super) fn set_gateway_url(&self, url: String) {
        self.lock().gateway_url = url;
    }

    /// Whether a channel of this kind can hold messages; a convenience for callers that hold only an id.
    pub fn holds_messages(&self, channel: Id) -> bool {
        self.lock()
            .channels
            .get(&channel)
            .is_some_and(|place| place.kind.holds_messages() && place.kind != ChannelKind::Category)
    }
}
