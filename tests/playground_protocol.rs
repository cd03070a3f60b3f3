//! The playground's server by itself, with a client that holds to no library: what it refuses, and how it ends things.
#![allow(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

#[path = "common/proof.rs"]
mod proof;
#[path = "common/raw.rs"]
mod raw;

#[path = "playground_protocol/checks.rs"]
mod checks;

use std::time::Duration;

use giljabi::playground::gateway::session::intents;
use giljabi::playground::limits::{Limit, RateLimits};
use giljabi::playground::{ClockKind, Fault, GatewayFault, Id, Options, Progress, Server, World};
use raw::{Gateway, Rest};
use serde_json::{Value, json};

/// A world whose clock stands, served, with a client for each half of it.
struct Bench {
    world: World,
    server: Server,
    rest: Rest,
}

fn options() -> Options {
    Options {
        clock: ClockKind::Stopped(1_782_864_000_000),
        patience: Duration::from_secs(30),
        ..Options::default()
    }
}

impl Bench {
    async fn new() -> Self {
        Self::with(options()).await
    }

    async fn with(options: Options) -> Self {
        let world = World::with_people(options);
        let server = Server::start(world.clone(), 0, axum::Router::new()).await.unwrap();
        let rest = Rest::new(&server.url(), &world.token());
        Self { world, server, rest }
    }

    async fn connect(&self) -> Gateway {
        Gateway::connect(&self.world.gateway_url(), "?v=10&encoding=json").await
    }

    /// A connection that has identified and heard of both servers.
    async fn identified(&self, intents: u32) -> Gateway {
        let mut gateway = self.connect().await;
        gateway.identify(&self.world.token(), intents).await;
        assert_eq!(gateway.next_event().await.0, "READY");
        gateway
    }

    fn person(&self, name: &str) -> Id {
        self.world.find_user(name).unwrap()
    }

    fn channel(&self, name: &str) -> Id {
        self.world.find_channel(name).unwrap()
    }

    async fn register_ask(&self) {
        let command = json!([{"name": "ask", "description": "Ask", "options": [
            {"type": 3, "name": "question", "description": "What", "required": true, "autocomplete": true}]}]);
        let path = format!("/applications/{}/commands", self.world.bot());
        assert_eq!(self.rest.put(&path, command).await.0, 200);
    }

    /// 민지 asks; gives the interaction and the path of its callback.
    async fn asked(&self) -> (Id, String, String) {
        if self.world.commands().is_empty() {
            self.register_ask().await;
        }
        let (minji, channel) = (self.person("민지"), self.channel("질문"));
        let id = self
            .world
            .begin_slash(minji, channel, "ask", &[("question", json!("?"))])
            .unwrap();
        let token = self.world.interaction(id).unwrap().token;
        let bot = self.world.bot();
        (
            id,
            format!("/interactions/{id}/{token}/callback"),
            format!("/webhooks/{bot}/{token}"),
        )
    }
}

const EVERYTHING: u32 = intents::GUILDS
    | intents::GUILD_MEMBERS
    | intents::GUILD_MESSAGES
    | intents::GUILD_MESSAGE_REACTIONS
    | intents::GUILD_MESSAGE_TYPING
    | intents::DIRECT_MESSAGES
    | intents::MESSAGE_CONTENT;

// ---- the gateway ------------------------------------------------------------------------------------------------

#[tokio::test]
async fn identify_brings_ready_and_every_server_whole() {
    let bench = Bench::new().await;
    let mut gateway = bench.connect().await;
    assert_eq!(gateway.hello["heartbeat_interval"], 41_250);
    gateway.identify(&bench.world.token(), EVERYTHING).await;
    let (name, ready) = gateway.next_event().await;
    assert_eq!((name.as_str(), ready["guilds"].as_array().unwrap().len()), ("READY", 2));
    let (name, guild) = gateway.next_event().await;
    assert_eq!(name, "GUILD_CREATE");
    assert_eq!(guild["stage_instances"], json!([]));
    let names: Vec<&str> = guild["channels"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert!(names.contains(&"질문") && !names.contains(&"비공개"), "{names:?}");
    assert_eq!(gateway.next_event().await.0, "GUILD_CREATE");
    gateway.heartbeat().await;
    proof::check(&bench.world);
}

#[tokio::test]
async fn a_resume_gives_what_was_missed_in_order_and_once() {
    let bench = Bench::new().await;
    let mut gateway = bench.identified(EVERYTHING).await;
    let (minji, channel) = (bench.person("민지"), bench.channel("질문"));
    bench.world.send_message(minji, channel, "하나", None, vec![]).unwrap();
    let (_, one) = gateway.wait_event("MESSAGE_CREATE").await;
    assert_eq!(one["content"], "하나");
    let (session, seq) = (gateway.session.clone(), gateway.seq);
    drop(gateway);
    for text in ["둘", "셋"] {
        bench.world.send_message(minji, channel, text, None, vec![]).unwrap();
    }
    let mut gateway = bench.connect().await;
    gateway.resume(&bench.world.token(), &session, seq).await;
    let mut heard = Vec::new();
    loop {
        let (name, data) = gateway.next_event().await;
        if name == "RESUMED" {
            break;
        }
        heard.push(data["content"].as_str().unwrap_or_default().to_owned());
    }
    assert_eq!(heard, ["둘", "셋"]);
    assert_eq!(bench.world.sessions_begun(), (1, 1));
    proof::check(&bench.world);
}

#[tokio::test]
async fn a_resume_of_nothing_is_an_invalid_session() {
    let bench = Bench::new().await;
    let mut gateway = bench.connect().await;
    gateway.resume(&bench.world.token(), "no-such-session", 1).await;
    let frame = gateway.next_frame().await;
    assert_eq!((&frame["op"], &frame["d"]), (&json!(9), &json!(false)));
    // The same connection may identify after that.
    gateway.identify(&bench.world.token(), EVERYTHING).await;
    assert_eq!(gateway.next_event().await.0, "READY");
}

#[tokio::test]
async fn a_sequence_never_sent_closes_with_4007() {
    let bench = Bench::new().await;
    let gateway = bench.identified(EVERYTHING).await;
    let session = gateway.session.clone();
    drop(gateway);
    let mut gateway = bench.connect().await;
    gateway.resume(&bench.world.token(), &session, 9_999).await;
    assert_eq!(gateway.close_code().await, Some(4007));
}

#[tokio::test]
async fn op_7_and_op_9_are_sent_when_ordered() {
    let bench = Bench::new().await;
    let mut gateway = bench.identified(0).await;
    bench.world.gateway_fault(GatewayFault::Reconnect);
    assert_eq!(gateway.next_frame().await["op"], 7);
    bench.world.gateway_fault(GatewayFault::InvalidSession(true));
    let frame = gateway.next_frame().await;
    assert_eq!((&frame["op"], &frame["d"]), (&json!(9), &json!(true)));
    let (session, seq) = (gateway.session.clone(), gateway.seq);
    gateway.resume(&bench.world.token(), &session, seq).await;
    assert_eq!(gateway.next_event().await.0, "RESUMED");
    bench.world.gateway_fault(GatewayFault::InvalidSession(false));
    let frame = gateway.next_frame().await;
    assert_eq!((&frame["op"], &frame["d"]), (&json!(9), &json!(false)));
    gateway.resume(&bench.world.token(), &session, seq).await;
    assert_eq!(gateway.next_frame().await["op"], 9, "an invalid session stays invalid");
}

#[tokio::test]
async fn every_close_code_reaches_the_client() {
    for code in [1000, 4000, 4004, 4008, 4009, 4010, 4011, 4012, 4013, 4014] {
        let bench = Bench::new().await;
        let mut gateway = bench.identified(0).await;
        bench.world.gateway_fault(GatewayFault::Close(code));
        assert_eq!(gateway.close_code().await, Some(code));
    }
}

#[tokio::test]
async fn a_drop_has_no_close_frame() {
    let bench = Bench::new().await;
    let mut gateway = bench.identified(0).await;
    bench.world.gateway_fault(GatewayFault::Drop);
    assert_eq!(gateway.close_code().await, None);
}

#[tokio::test]
async fn what_a_client_does_wrong_closes_with_its_own_code() {
    let bench = Bench::new().await;
    let token = bench.world.token();
    let properties = json!({"os": "linux", "browser": "t", "device": "t"});
    let identify = |more: Value| {
        let mut data = json!({"token": token, "intents": 0, "properties": properties});
        for (key, value) in more.as_object().unwrap() {
            data[key] = value.clone();
        }
        json!({"op": 2, "d": data}).to_string()
    };
    for (sent, code) in [
        ("no json".to_owned(), 4002),
        (json!({"op": 99, "d": null}).to_string(), 4001),
        (json!({"op": 3, "d": {}}).to_string(), 4003),
        (identify(json!({"token": "wrong"})), 4004),
        (identify(json!({"shard": [3, 2]})), 4010),
        (identify(json!({"intents": 1_u64 << 40})), 4013),
        (identify(json!({"intents": null})), 4013),
        (format!("{{\"op\":1,\"d\":\"{}\"}}", "x".repeat(20_000)), 4002),
    ] {
        let mut gateway = bench.connect().await;
        gateway.send_text(&sent).await;
        assert_eq!(gateway.close_code().await, Some(code), "{sent:.80}");
    }
    let mut gateway = Gateway::connect(&bench.world.gateway_url(), "?v=6").await;
    assert_eq!(gateway.close_code().await, Some(4012));
    let mut gateway = bench.identified(0).await;
    gateway.identify(&token, 0).await;
    assert_eq!(gateway.close_code().await, Some(4005), "twice identified");
    let mut gateway = bench.identified(0).await;
    for _ in 0..130 {
        gateway.send_text(r#"{"op":1,"d":null}"#).await;
    }
    assert_eq!(gateway.close_code().await, Some(4008), "too many frames");
    assert_eq!(bench.world.close_codes().len(), 11);
}

#[tokio::test]
async fn a_privileged_intent_that_is_not_ticked_closes_with_4014() {
    let bench = Bench::with(Options {
        privileged: 0,
        ..options()
    })
    .await;
    let mut gateway = bench.connect().await;
    gateway.identify(&bench.world.token(), intents::MESSAGE_CONTENT).await;
    assert_eq!(gateway.close_code().await, Some(4014));
}

#[tokio::test]
async fn without_the_content_intent_words_come_only_where_the_bot_is_spoken_to() {
    let bench = Bench::new().await;
    let mut gateway = bench
        .identified(intents::GUILDS | intents::GUILD_MESSAGES | intents::DIRECT_MESSAGES)
        .await;
    let (minji, channel, bot) = (bench.person("민지"), bench.channel("질문"), bench.world.bot());
    let dm = bench.world.open_dm(minji);
    let mention = format!("<@{bot}> 안녕");
    for (place, text, heard) in [
        (channel, "비밀", ""),
        (channel, mention.as_str(), mention.as_str()),
        (dm, "쪽지", "쪽지"),
    ] {
        bench.world.send_message(minji, place, text, None, vec![]).unwrap();
        assert_eq!(gateway.wait_event("MESSAGE_CREATE").await.1["content"], heard);
    }
}

#[tokio::test]
async fn events_nobody_asked_for_and_channels_nobody_sees_stay_away() {
    let bench = Bench::new().await;
    let mut gateway = bench.identified(EVERYTHING & !intents::GUILD_MESSAGE_TYPING).await;
    let (minji, channel, hidden) = (bench.person("민지"), bench.channel("질문"), bench.channel("비공개"));
    bench.world.type_in(minji, channel);
    bench
        .world
        .send_message(minji, hidden, "안 보임", None, vec![])
        .unwrap();
    let seen = bench.world.send_message(minji, channel, "보임", None, vec![]).unwrap();
    bench.world.react(minji, channel, seen.id, "👍", true).unwrap();
    let mut names = Vec::new();
    while names.last().map(String::as_str) != Some("MESSAGE_REACTION_ADD") {
        let (name, data) = gateway.next_event().await;
        if name != "GUILD_CREATE" {
            assert_ne!(data["content"], "안 보임");
            names.push(name);
        }
    }
    assert_eq!(names, ["MESSAGE_CREATE", "MESSAGE_REACTION_ADD"]);
    proof::check(&bench.world);
}

#[tokio::test]
async fn shards_hear_their_own_servers_only() {
    let bench = Bench::new().await;
    let mut heard = Vec::new();
    for shard in 0..2 {
        let mut gateway = bench.connect().await;
        gateway
            .identify_shard(&bench.world.token(), EVERYTHING, (shard, 2))
            .await;
        let (_, ready) = gateway.next_event().await;
        for guild in ready["guilds"].as_array().unwrap() {
            let id: u64 = guild["id"].as_str().unwrap().parse().unwrap();
            assert_eq!((id >> 22) % 2, u64::from(shard));
            heard.push(id);
        }
    }
    assert_eq!(heard.len(), 2);
}

#[tokio::test]
async fn both_ways_of_compressing_give_the_same_words() {
    let bench = Bench::new().await;
    let (minji, channel) = (bench.person("민지"), bench.channel("질문"));
    let long = "길잡이 ".repeat(400);
    let mut stream = Gateway::connect(&bench.world.gateway_url(), "?v=10&encoding=json&compress=zlib-stream").await;
    stream.identify(&bench.world.token(), EVERYTHING).await;
    let mut payload = bench.connect().await;
    payload.identify_compressed(&bench.world.token(), EVERYTHING).await;
    for gateway in [&mut stream, &mut payload] {
        assert_eq!(gateway.next_event().await.0, "READY");
    }
    bench.world.send_message(minji, channel, &long, None, vec![]).unwrap();
    for gateway in [&mut stream, &mut payload] {
        assert_eq!(gateway.wait_event("MESSAGE_CREATE").await.1["content"], long.trim());
        assert!(gateway.compressed > 0, "nothing came compressed");
    }
}

#[tokio::test]
async fn the_identify_limit_of_a_day_is_told() {
    let bench = Bench::with(Options {
        identifies_a_day: 1,
        ..options()
    })
    .await;
    bench.identified(0).await;
    let (_, answer) = bench.rest.get("/gateway/bot").await;
    assert_eq!(answer["session_start_limit"]["remaining"], 0);
}

// ---- REST: who may, and how fast ---------------------------------------------------------------------------------

#[tokio::test]
async fn a_wrong_token_and_an_unknown_route_are_refused() {
    let bench = Bench::new().await;
    let stranger = Rest::new(&bench.server.url(), "wrong");
    let (status, body) = stranger.get("/users/@me").await;
    assert_eq!((status, &body["message"]), (401, &json!("401: Unauthorized")));
    assert_eq!(
        stranger.get("/gateway").await.0,
        200,
        "the gateway's address is open to all"
    );
    let (status, body) = bench.rest.get("/no/such/route").await;
    assert_eq!((status, &body["code"]), (404, &json!(0)));
    assert_eq!(bench.world.invalid_requests(), 1);
}

#[tokio::test]
async fn a_bucket_that_is_empty_answers_429_with_the_headers_of_discord() {
    let narrow = Limit {
        requests: 2,
        per: Duration::from_secs(600),
    };
    let bench = Bench::with(Options {
        limits: RateLimits {
            route: narrow,
            ..RateLimits::default()
        },
        ..options()
    })
    .await;
    let path = format!("/channels/{}/messages", bench.channel("질문"));
    for left in ["1", "0"] {
        let (status, headers, _) = bench.rest.full("POST", &path, Some(json!({"content": "x"}))).await;
        assert_eq!(status, 200);
        assert_eq!(headers["x-ratelimit-remaining"], left);
        assert_eq!(headers["x-ratelimit-limit"], "2");
    }
    let (status, headers, body) = bench.rest.full("POST", &path, Some(json!({"content": "x"}))).await;
    assert_eq!(status, 429);
    assert!(headers["retry-after"].parse::<u64>().unwrap() >= 1);
    assert_eq!(headers["x-ratelimit-scope"], "user");
    assert!(body["retry_after"].as_f64().unwrap() > 0.0);
    assert_eq!(body["global"], false);
    let other = format!("/channels/{}/messages", bench.channel("general"));
    assert_eq!(
        bench.rest.post(&other, json!({"content": "x"})).await.0,
        200,
        "another channel, another bucket"
    );
}

#[tokio::test]
async fn the_global_limit_spares_interactions() {
    let bench = Bench::with(Options {
        limits: RateLimits {
            global: Limit {
                requests: 2,
                per: Duration::from_secs(600),
            },
            ..RateLimits::default()
        },
        ..options()
    })
    .await;
    bench.register_ask().await;
    assert_eq!(bench.rest.get("/users/@me").await.0, 200);
    let (status, headers, body) = bench.rest.full("GET", "/users/@me", None).await;
    assert_eq!((status, &body["global"]), (429, &json!(true)));
    assert_eq!(headers["x-ratelimit-global"], "true");
    let (_, callback, _) = bench.asked().await;
    assert_eq!(bench.rest.post(&callback, json!({"type": 5})).await.0, 204);
}

#[tokio::test]
async fn ordered_faults_come_for_as_many_requests_as_ordered() {
    let bench = Bench::new().await;
    let path = format!("/channels/{}/messages", bench.channel("질문"));
    bench
        .world
        .fault("POST /channels/*/messages", Fault::RateLimited(1.5), 1);
    bench.world.fault("POST /channels/*/messages", Fault::Status(500, 0), 1);
    bench.world.fault("POST /channels/*/messages", Fault::DoneThen500, 1);
    let send = || bench.rest.full("POST", &path, Some(json!({"content": "x"})));
    let (status, headers, body) = send().await;
    assert_eq!(
        (status, headers["retry-after"].as_str(), &body["retry_after"]),
        (429, "2", &json!(1.5))
    );
    assert_eq!(send().await.0, 500);
    assert!(bench.world.all_messages(bench.channel("질문")).is_empty());
    assert_eq!(send().await.0, 500);
    assert_eq!(
        bench.world.all_messages(bench.channel("질문")).len(),
        1,
        "it was done all the same"
    );
    assert_eq!(send().await.0, 200);
}

#[tokio::test]
async fn a_nonce_that_is_enforced_writes_once() {
    let bench = Bench::new().await;
    let path = format!("/channels/{}/messages", bench.channel("질문"));
    let body = json!({"content": "한 번", "nonce": "n1", "enforce_nonce": true});
    let (_, first) = bench.rest.post(&path, body.clone()).await;
    let (_, second) = bench.rest.post(&path, body).await;
    assert_eq!(first["id"], second["id"]);
    assert_eq!(bench.world.all_messages(bench.channel("질문")).len(), 1);
}

#[tokio::test]
async fn permissions_are_those_of_the_channel() {
    let bench = Bench::new().await;
    for (channel, body, status, code) in [
        ("비공개", json!({"content": "x"}), 403, 50_001),
        ("공지", json!({"content": "x"}), 403, 50_013),
        ("조용한-방", json!({"embeds": [{"title": "x"}]}), 403, 50_013),
        ("조용한-방", json!({"content": "x"}), 200, 0),
        ("질문-게시판", json!({"content": "x"}), 400, 50_008),
    ] {
        let path = format!("/channels/{}/messages", bench.channel(channel));
        let (got, answer) = bench.rest.post(&path, body).await;
        assert_eq!((got, answer["code"].as_u64().unwrap_or(0)), (status, code), "{channel}");
    }
    let (minji, channel) = (bench.person("민지"), bench.channel("질문"));
    let message = bench
        .world
        .send_message(minji, channel, "내 글", None, vec![])
        .unwrap()
        .id;
    let path = format!("/channels/{channel}/messages/{message}");
    let (status, body) = bench
        .rest
        .full_status("PATCH", &path, Some(json!({"content": "x"})))
        .await;
    assert_eq!((status, &body["code"]), (403, &json!(50_005)));
    let (status, body) = bench.rest.full_status("DELETE", &path, None).await;
    assert_eq!((status, &body["code"]), (403, &json!(50_013)));
    let (status, body) = bench.rest.get(&format!("/channels/{channel}/messages/1")).await;
    assert_eq!((status, &body["code"]), (404, &json!(10_008)));
    bench.world.set_dms_open(minji, false);
    let (_, dm) = bench
        .rest
        .post("/users/@me/channels", json!({"recipient_id": minji}))
        .await;
    let path = format!("/channels/{}/messages", dm["id"].as_str().unwrap());
    let (status, body) = bench.rest.post(&path, json!({"content": "x"})).await;
    assert_eq!((status, &body["code"]), (403, &json!(50_007)));
    proof::check(&bench.world);
}

// ---- interactions ------------------------------------------------------------------------------------------------

#[tokio::test]
async fn an_interaction_is_acknowledged_once() {
    let bench = Bench::new().await;
    let (id, callback, webhook) = bench.asked().await;
    assert_eq!(
        bench.rest.post(&webhook, json!({"content": "early"})).await.1["code"],
        10_015,
        "a followup before the answer"
    );
    assert_eq!(bench.rest.post(&callback, json!({"type": 5})).await.0, 204);
    let (status, body) = bench
        .rest
        .post(&callback, json!({"type": 4, "data": {"content": "x"}}))
        .await;
    assert_eq!((status, &body["code"]), (400, &json!(40_060)));
    let (status, body) = bench
        .rest
        .post(&format!("/interactions/{id}/wrong/callback"), json!({"type": 5}))
        .await;
    assert_eq!((status, &body["code"]), (404, &json!(10_062)));
    let edit = format!("{webhook}/messages/@original");
    let (status, body) = bench
        .rest
        .full_status("PATCH", &edit, Some(json!({"content": "답"})))
        .await;
    assert_eq!((status, &body["content"]), (200, &json!("답")));
    assert_eq!(body["edited_timestamp"], Value::Null, "the promised answer is no edit");
    let (_, again) = bench
        .rest
        .full_status("PATCH", &edit, Some(json!({"content": "답 2"})))
        .await;
    assert!(again["edited_timestamp"].is_string());
    assert_eq!(bench.rest.full_status("DELETE", &edit, None).await.0, 204);
    assert_eq!(bench.rest.get(&edit).await.1["code"], 10_008);
    proof::check(&bench.world);
}

#[tokio::test]
async fn three_seconds_and_fifteen_minutes_are_kept_by_the_worlds_clock() {
    let bench = Bench::new().await;
    let (late, callback, _) = bench.asked().await;
    bench.world.advance(Duration::from_millis(3_001));
    assert_eq!(bench.world.interaction(late).unwrap().progress, Progress::Failed);
    let (status, body) = bench.rest.post(&callback, json!({"type": 5})).await;
    assert_eq!((status, &body["code"]), (404, &json!(10_062)));
    let (_, callback, webhook) = bench.asked().await;
    assert_eq!(bench.rest.post(&callback, json!({"type": 5})).await.0, 204);
    bench.world.advance(Duration::from_secs(14 * 60));
    let edit = format!("{webhook}/messages/@original");
    assert_eq!(
        bench
            .rest
            .full_status("PATCH", &edit, Some(json!({"content": "아직"})))
            .await
            .0,
        200
    );
    bench.world.advance(Duration::from_secs(61));
    let (status, body) = bench
        .rest
        .full_status("PATCH", &edit, Some(json!({"content": "늦음"})))
        .await;
    assert_eq!((status, &body["code"]), (401, &json!(50_027)));
}

#[tokio::test]
async fn an_answer_has_to_go_with_its_interaction() {
    let bench = Bench::new().await;
    for wrong in [1, 6, 7, 8] {
        let (_, callback, _) = bench.asked().await;
        let (status, body) = bench
            .rest
            .post(&callback, json!({"type": wrong, "data": {"content": "x"}}))
            .await;
        assert_eq!((status, &body["code"]), (400, &json!(50_035)), "type {wrong}");
    }
    let (minji, channel) = (bench.person("민지"), bench.channel("질문"));
    let id = bench
        .world
        .begin_autocomplete(minji, channel, "ask", "question", "보", &[])
        .unwrap();
    let callback = format!(
        "/interactions/{id}/{}/callback",
        bench.world.interaction(id).unwrap().token
    );
    assert_eq!(
        bench.rest.post(&callback, json!({"type": 5})).await.0,
        400,
        "autocomplete cannot be deferred"
    );
    let many: Vec<Value> = (0..26)
        .map(|n| json!({"name": n.to_string(), "value": n.to_string()}))
        .collect();
    assert_eq!(
        bench
            .rest
            .post(&callback, json!({"type": 8, "data": {"choices": many}}))
            .await
            .0,
        400
    );
    let choices = json!([{"name": "보스턴", "value": "boston"}]);
    assert_eq!(
        bench
            .rest
            .post(&callback, json!({"type": 8, "data": {"choices": choices}}))
            .await
            .0,
        204
    );
    assert_eq!(bench.world.interaction(id).unwrap().choices.len(), 1);
}

#[tokio::test]
async fn only_the_person_sees_an_ephemeral_answer() {
    let bench = Bench::new().await;
    let mut gateway = bench.identified(EVERYTHING).await;
    let (_, callback, webhook) = bench.asked().await;
    let body = json!({"type": 4, "data": {"content": "너만", "flags": 64}});
    let (status, answer) = bench.rest.post(&format!("{callback}?with_response=true"), body).await;
    assert_eq!(status, 200);
    assert_eq!(answer["resource"]["message"]["flags"], 64);
    let channel = bench.channel("질문");
    assert_eq!(bench.world.messages(channel, bench.person("민지")).len(), 1);
    assert_eq!(bench.world.messages(channel, bench.person("지훈")).len(), 0);
    let id = answer["resource"]["message"]["id"].as_str().unwrap();
    assert_eq!(
        bench.rest.get(&format!("/channels/{channel}/messages/{id}")).await.0,
        404
    );
    assert_eq!(bench.rest.get(&format!("{webhook}/messages/@original")).await.0, 200);
    bench.rest.post(&webhook, json!({"content": "모두에게"})).await;
    let (_, heard) = gateway.wait_event("MESSAGE_CREATE").await;
    assert_eq!(heard["content"], "모두에게", "ephemeral messages are not announced");
    proof::check(&bench.world);
}

#[tokio::test]
async fn the_first_followup_fills_the_promised_answer() {
    let bench = Bench::new().await;
    let (_, callback, webhook) = bench.asked().await;
    bench.rest.post(&callback, json!({"type": 5})).await;
    let (_, first) = bench.rest.post(&webhook, json!({"content": "하나"})).await;
    let (_, second) = bench.rest.post(&webhook, json!({"content": "둘"})).await;
    let (_, original) = bench.rest.get(&format!("{webhook}/messages/@original")).await;
    assert_eq!(original["id"], first["id"]);
    assert_ne!(original["id"], second["id"]);
    assert_eq!(bench.world.all_messages(bench.channel("질문")).len(), 2);
}

#[tokio::test]
async fn a_host_of_another_name_is_refused() {
    let bench = Bench::new().await;
    let status = raw::status_with_host(&bench.server.url(), "discord.com").await;
    assert_eq!(status, 403);
    assert_eq!(raw::status_with_host(&bench.server.url(), "localhost").await, 200);
}
