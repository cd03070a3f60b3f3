//! What is counted, in Prometheus' words, and the page it is read from.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus::{Encoder, Histogram, HistogramOpts, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder};

use crate::answer::{Answer, Kind, Reason};

use super::Bot;
use super::asking::Way;

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    questions: IntCounterVec,
    latency: Histogram,
    votes: IntCounterVec,
    failures: IntCounterVec,
    lost: IntCounterVec,
    shards: IntGaugeVec,
    generation: IntGaugeVec,
}

impl Metrics {
    /// Counters at zero.
    ///
    /// # Errors
    /// Never, as long as their names are different and well formed.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let metrics = Self {
            questions: IntCounterVec::new(
                Opts::new(
                    "giljabi_questions_total",
                    "Questions answered, by kind of answer, reason and way of asking",
                ),
                &["kind", "reason", "way"],
            )?,
            latency: Histogram::with_opts(
                HistogramOpts::new(
                    "giljabi_answer_seconds",
                    "Time from a question to its answer, waiting included",
                )
                .buckets(vec![
                    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0,
                ]),
            )?,
            votes: IntCounterVec::new(Opts::new("giljabi_votes_total", "Votes on answers"), &["helped"])?,
            failures: IntCounterVec::new(
                Opts::new("giljabi_failures_total", "Things that failed while a member was served"),
                &["what"],
            )?,
            lost: IntCounterVec::new(
                Opts::new("giljabi_lost_answers_total", "Answers that could not be sent"),
                &["kind"],
            )?,
            shards: IntGaugeVec::new(
                Opts::new("giljabi_shard_connected", "Whether a shard is connected"),
                &["shard"],
            )?,
            generation: IntGaugeVec::new(
                Opts::new("giljabi_index_generation", "The index generation that answers"),
                &["generation"],
            )?,
            registry,
        };
        for collector in [
            Box::new(metrics.questions.clone()) as Box<dyn prometheus::core::Collector>,
            Box::new(metrics.latency.clone()),
            Box::new(metrics.votes.clone()),
            Box::new(metrics.failures.clone()),
            Box::new(metrics.lost.clone()),
            Box::new(metrics.shards.clone()),
            Box::new(metrics.generation.clone()),
        ] {
            metrics.registry.register(collector)?;
        }
        Ok(metrics)
    }

    /// A question was answered.
    pub(super) fn answered(&self, way: Way, answer: &Answer, took: Duration) {
        let kind = match answer.kind {
            Kind::Answer => "answer",
            Kind::List => "list",
            Kind::Clarify => "clarify",
            Kind::Smalltalk => "smalltalk",
            Kind::NoAnswer => "no_answer",
        };
        let reason = match answer.reason {
            None => "",
            Some(Reason::NotInKnowledge) => "not_in_knowledge",
            Some(Reason::OffTopic) => "off_topic",
            Some(Reason::UnknownName) => "unknown_name",
            Some(Reason::NotAQuestion) => "not_a_question",
            Some(Reason::TooLong) => "too_long",
        };
        self.questions.with_label_values(&[kind, reason, way.name()]).inc();
        self.latency.observe(took.as_secs_f64());
    }

    /// A vote was given.
    pub fn voted(&self, helped: bool) {
        self.votes.with_label_values(&[if helped { "yes" } else { "no" }]).inc();
    }

    /// Something failed.
    pub fn failed(&self, what: &str) {
        self.failures.with_label_values(&[what]).inc();
    }

    /// An answer could not be sent.
    pub fn lost(&self, kind: Kind) {
        self.lost
            .with_label_values(&[&format!("{kind:?}").to_lowercase()])
            .inc();
    }

    /// A shard is connected, or is not.
    pub fn shard(&self, shard: u32, connected: bool) {
        self.shards
            .with_label_values(&[&shard.to_string()])
            .set(i64::from(connected));
    }

    fn text(&self, generation: &str) -> Vec<u8> {
        self.generation.reset();
        self.generation.with_label_values(&[generation]).set(1);
        let mut text = Vec::new();
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            tracing::warn!(%error, "the metrics could not be written");
        }
        text
    }
}

/// Serves `/healthz`, `/readyz` and `/metrics` until the bot stops. Gives the address it listens at.
///
/// # Errors
/// Where the address cannot be opened.
pub async fn serve(bot: Arc<Bot>, address: SocketAddr) -> std::io::Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(bot.clone());
    tokio::spawn(async move {
        let stopped = bot.stopped();
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stopped).await {
            tracing::error!(%error, "the metrics page ended");
        }
    });
    Ok(address)
}

async fn ready(State(bot): State<Arc<Bot>>) -> Response {
    match bot.shards.all_connected() && !bot.stopping() {
        true => (StatusCode::OK, "ready\n").into_response(),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not connected\n").into_response(),
    }
}

async fn metrics(State(bot): State<Arc<Bot>>) -> Response {
    let text = bot.metrics.text(&bot.desk.snapshot().generation);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
