//! Discord fails, refuses, limits, drops the connection and closes it: what members and operators then see.

use std::time::Duration;

use crate::support::{Bench, Setup};
use giljabi::discord::{self, StartError, Stopped};
use giljabi::playground::{Fault, GatewayFault, Id, Options, Outcome};

const QUESTION: &str = "K-블록버스터 사업은 누가 신청할 수 있나요?";
const SEND: &str = "POST /channels/*/messages";
const CALLBACK: &str = "POST /interactions/*/*/callback";

/// How many of the bot's messages reply to this one.
fn replies(bench: &Bench, channel: Id, message: Id) -> usize {
    bench
        .of_bot(channel)
        .iter()
        .filter(|one| one.reference == Some((channel, message)))
        .count()
}

#[tokio::test]
async fn a_reply_is_sent_once_however_discord_fails_at_it() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    for (fault, times) in [
        (Fault::RateLimited(0.02), 2),
        (Fault::Status(500, 0), 2),
        (Fault::Status(502, 0), 1),
        (Fault::DoneThen500, 1),
        (Fault::Slow(Duration::from_millis(50)), 1),
    ] {
        bench.world.fault(SEND, fault.clone(), times);
        let question = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
        bench.answer_to(&question).await;
        bench.settle().await;
        assert_eq!(replies(&bench, channel, question.id), 1, "{fault:?}");
        bench.world.clear_faults();
    }
    crate::support::proof::check(&bench.world);
}

#[tokio::test]
async fn an_interaction_is_answered_once_however_discord_fails_at_it() {
    let bench = Bench::start().await;
    let channel = bench.channel("질문");
    for (fault, times) in [
        (Fault::RateLimited(0.02), 1),
        (Fault::Status(500, 0), 2),
        (Fault::DoneThen500, 1),
    ] {
        bench.world.fault(CALLBACK, fault.clone(), times);
        let before = bench.of_bot(channel).len();
        let answer = bench.ask("민지", channel, QUESTION).await;
        assert!(answer.text().contains("기준"), "{fault:?}: {}", answer.text());
        bench.settle().await;
        assert_eq!(bench.of_bot(channel).len(), before + 1, "{fault:?}");
        bench.world.clear_faults();
    }
    crate::support::proof::check(&bench.world);
}

#[tokio::test]
async fn without_the_permission_for_embeds_after_all_the_answer_is_text() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    bench.world.fault(SEND, Fault::Status(403, 50013), 1);
    let call = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    let answered = bench.world.wait_for(|_| bench.of_bot(channel).into_iter().next()).await;
    assert!(answered.is_some(), "{call:?}");
    bench.settle().await;
    let sent = bench.of_bot(channel);
    assert_eq!(sent.len(), 1, "{call:?}");
    assert!(
        sent[0].embeds.is_empty() && sent[0].content.contains("기준"),
        "{sent:?}"
    );
}

#[tokio::test]
async fn a_question_that_was_deleted_meanwhile_is_answered_to_nobody_in_particular() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    bench.world.fault(SEND, Fault::Status(404, 10008), 1);
    bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    let answered = bench.world.wait_for(|_| bench.of_bot(channel).into_iter().next()).await;
    assert!(answered.is_some());
    bench.settle().await;
    let sent = bench.of_bot(channel);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].reference, None);
}

#[tokio::test]
async fn an_interaction_that_is_gone_is_let_go() {
    let bench = Bench::start().await;
    let channel = bench.channel("질문");
    for (status, code) in [(404, 10062), (401, 50027), (403, 50013)] {
        bench.world.fault(CALLBACK, Fault::Status(status, code), 4);
        let begun = bench
            .world
            .begin_slash(bench.who("민지"), channel, "ask", &[("question", QUESTION.into())])
            .unwrap();
        bench.settle().await;
        bench.world.clear_faults();
        bench.world.advance(Duration::from_secs(4));
        assert!(
            matches!(bench.world.outcome(begun).await.unwrap(), Outcome::Failed),
            "{code}"
        );
    }
    // And the bot lives.
    assert!(bench.ask("민지", channel, QUESTION).await.text().contains("기준"));
}

#[tokio::test]
async fn the_sign_of_typing_holds_nothing_up() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    bench.world.fault("POST /channels/*/typing", Fault::Status(500, 0), 3);
    let call = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    bench.answer_to(&call).await;
}

#[tokio::test]
async fn after_every_break_of_the_gateway_it_answers_again() {
    let bench = Bench::with(Setup {
        options: Options {
            heartbeat_ms: 400,
            ..Setup::default().options
        },
        ..Setup::default()
    })
    .await;
    let channel = bench.channel("general");
    for fault in [
        GatewayFault::Drop,
        GatewayFault::Reconnect,
        GatewayFault::InvalidSession(true),
        GatewayFault::Close(1000),
        GatewayFault::Close(4000),
        GatewayFault::Close(4001),
        GatewayFault::Close(4002),
        GatewayFault::Close(4008),
        GatewayFault::Silence,
        // These begin a session anew, which serenity waits five seconds for.
        GatewayFault::InvalidSession(false),
        GatewayFault::Close(4003),
        GatewayFault::Close(4005),
        GatewayFault::Close(4007),
        GatewayFault::Close(4009),
    ] {
        let (begun, resumed) = bench.world.sessions_begun();
        bench.world.gateway_fault(fault);
        let back = bench
            .world
            .wait_for(|world| {
                let (begun_now, resumed_now) = world.sessions_begun();
                (begun_now + resumed_now > begun + resumed && world.is_bot_online()).then_some(())
            })
            .await;
        assert!(back.is_some(), "not back after {fault:?}");
        let call = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
        bench.answer_to(&call).await;
        assert_eq!(replies(&bench, channel, call.id), 1, "{fault:?}");
    }
    crate::support::proof::check(&bench.world);
}

#[tokio::test]
async fn what_was_asked_while_the_connection_was_down_is_answered_once() {
    let bench = Bench::start().await;
    let channel = bench.channel("general");
    bench.world.gateway_fault(GatewayFault::Drop);
    let call = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    bench.answer_to(&call).await;
    bench.settle().await;
    assert_eq!(replies(&bench, channel, call.id), 1);
}

/// Starts a bot whose gateway closes with `code`, and gives why it ended.
async fn ends_with(code: u16, at_identify: bool) -> Result<(), Stopped> {
    let mut bench = Bench::prepared(Options {
        heartbeat_ms: 300,
        ..Setup::default().options
    })
    .await;
    let handle = if at_identify {
        bench.world.close_on_identify(code, 100);
        let mut config = bench.config();
        config.patience = Duration::from_secs(2);
        discord::start(config).await.unwrap()
    } else {
        bench.connect(|config| config.patience = Duration::from_secs(2)).await;
        bench.world.close_on_identify(code, 100);
        bench.world.gateway_fault(GatewayFault::Close(code));
        bench.take_bot()
    };
    tokio::time::timeout(Duration::from_secs(60), handle.wait())
        .await
        .unwrap_or_else(|_| panic!("the bot goes on in silence after {code}"))
}

#[tokio::test]
async fn a_gateway_that_closes_for_good_ends_the_process_with_the_reason() {
    assert!(matches!(ends_with(4004, true).await, Err(Stopped::Token)));
    assert!(matches!(ends_with(4013, true).await, Err(Stopped::Intents)));
    for code in [4010, 4011, 4012] {
        for at_identify in [true, false] {
            let ended = ends_with(code, at_identify).await;
            assert!(matches!(ended, Err(Stopped::Lost(_))), "{code}: {ended:?}");
        }
    }
}

#[tokio::test]
async fn without_the_message_content_intent_it_works_and_says_what_is_off() {
    let bench = Bench::with(Setup {
        options: Options {
            privileged: 0,
            ..Setup::default().options
        },
        ..Setup::default()
    })
    .await;
    assert!(!bench.bot().bot().reads_messages());
    assert!(bench.world.close_codes().contains(&4014));
    let asking = bench.channel("질문");
    bench.ask_channel(asking).await;
    bench.say("민지", asking, QUESTION);
    assert!(
        bench
            .ask("민지", bench.channel("general"), QUESTION)
            .await
            .text()
            .contains("기준")
    );
    let call = bench.say(
        "민지",
        bench.channel("general"),
        &format!("<@{}> {QUESTION}", bench.world.bot()),
    );
    bench.answer_to(&call).await;
    let direct = bench.world.open_dm(bench.who("민지"));
    let call = bench.say("민지", direct, QUESTION);
    bench.answer_to(&call).await;
    assert!(
        bench.of_bot(asking).is_empty(),
        "it cannot read the question, so it says nothing to it"
    );
    let help = bench.slash("민지", bench.channel("general"), "help", &[]).await.text();
    assert!(!help.contains("질문 채널로 정해진"), "{help}");
    bench.prove();
}

#[tokio::test]
async fn a_wrong_token_is_said_to_be_wrong() {
    let bench = Bench::prepared(Setup::default().options).await;
    let mut config = bench.config();
    config.token = giljabi::config::Secret::new("not-the-token");
    assert!(matches!(discord::start(config).await, Err(StartError::Token)));
}

#[tokio::test]
async fn it_is_started_while_discord_has_trouble() {
    let mut bench = Bench::prepared(Setup::default().options).await;
    bench.world.fault("GET /gateway/bot", Fault::Status(503, 0), 2);
    bench.world.fault("GET /gateway", Fault::Status(500, 0), 5);
    bench.connect(|_| {}).await;
    assert!(
        bench
            .ask("민지", bench.channel("질문"), QUESTION)
            .await
            .text()
            .contains("기준")
    );
}

#[tokio::test]
async fn commands_are_registered_only_where_they_differ() {
    let mut bench = Bench::start().await;
    let registered = |bench: &Bench| bench.world.requests_to("PUT /applications/*/commands").len();
    assert_eq!(registered(&bench), 1);
    bench.restart().await;
    assert_eq!(registered(&bench), 1, "nothing has changed");
}

#[tokio::test]
async fn what_is_in_hand_is_finished_before_it_stops() {
    let mut bench = Bench::start().await;
    let channel = bench.channel("general");
    bench.world.fault(SEND, Fault::Slow(Duration::from_millis(700)), 1);
    let call = bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot()));
    let heard = bench
        .world
        .wait_for(|world| (!world.requests_to("POST /channels/*/typing").is_empty()).then_some(()))
        .await;
    assert!(heard.is_some());
    bench.stop().await;
    assert_eq!(replies(&bench, channel, call.id), 1);
    assert!(!bench.world.is_bot_online());
}

#[tokio::test]
async fn rate_limits_are_kept_and_nothing_is_lost_to_them() {
    let bench = Bench::with(Setup {
        options: Options {
            limits: giljabi::playground::limits::RateLimits {
                route: giljabi::playground::limits::Limit {
                    requests: 5,
                    per: Duration::from_millis(300),
                },
                global: giljabi::playground::limits::Limit {
                    requests: 50,
                    per: Duration::from_millis(300),
                },
            },
            ..Setup::default().options
        },
        ..Setup::default()
    })
    .await;
    let channel = bench.channel("general");
    let calls: Vec<_> = (0..12)
        .map(|_| bench.say("민지", channel, &format!("<@{}> {QUESTION}", bench.world.bot())))
        .collect();
    for call in &calls {
        bench.answer_to(call).await;
        assert_eq!(replies(&bench, channel, call.id), 1);
    }
    // What the server says it has left is believed, so that hardly a request is one too many.
    assert!(
        bench.world.invalid_requests() <= 3,
        "{}",
        bench.world.invalid_requests()
    );
}

#[tokio::test]
async fn health_readiness_and_metrics_are_served() {
    let mut bench = Bench::with(Setup {
        config: |config| config.metrics = Some(([127, 0, 0, 1], 0).into()),
        ..Setup::default()
    })
    .await;
    bench.ask("민지", bench.channel("질문"), QUESTION).await;
    let address = bench.bot().metrics().unwrap();
    let get = |path: &'static str| async move {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client.get(format!("http://{address}{path}")).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(get("/healthz").await.0, 200);
    assert_eq!(get("/readyz").await.0, 200);
    let (_, text) = get("/metrics").await;
    assert!(
        text.contains("giljabi_questions_total{") && text.contains("way=\"command\"} 1"),
        "{text}"
    );
    assert!(text.contains("giljabi_shard_connected{shard=\"0\"} 1"), "{text}");
    assert!(!text.contains("블록버스터"), "no words of members");
    bench.stop().await;
}
