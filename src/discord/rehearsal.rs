//! Another Discord-compatible server on this machine in Discord's place.
//!
//! serenity ignores a proxy while its rate limiter is on, and without the limiter it neither waits for `Retry-After` nor
//! tells how long. So requests go through a small forwarder on loopback that keeps to the server's rate limits.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reqwest::Url;

/// The address of a server on this machine. Anything else is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loopback(Url);

impl Loopback {
    /// Reads an address such as `http://127.0.0.1:3000`, with or without Discord's `/api/v10` behind it.
    ///
    /// # Errors
    /// Where it is no address of this machine.
    pub fn parse(address: &str) -> Result<Self, String> {
        let mut url = Url::parse(address.trim())
            .map_err(|error| format!("`{address}` is not an address ({error}): write http://127.0.0.1:PORT"))?;
        if url.scheme() != "http" {
            return Err(format!(
                "`{address}` does not begin with http://: write http://127.0.0.1:PORT"
            ));
        }
        if !is_loopback(&url) {
            return Err(format!(
                "`{address}` is not on this machine: only loopback addresses such as http://127.0.0.1:PORT are accepted"
            ));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        let path = path.strip_suffix("/v10").unwrap_or(&path);
        let path = path.strip_suffix("/api").unwrap_or(path).to_owned();
        url.set_path(&path);
        url.set_query(None);
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The address without a slash at its end.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }
}

/// Whether a gateway's address is on this machine.
pub(super) fn is_loopback_address(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| is_loopback(&url))
}

fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

/// The forwarder. It ends when dropped.
#[derive(Debug)]
pub(super) struct Forwarder {
    address: String,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How long a request waits for its turn in all, at most.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

struct Forwarding {
    server: Loopback,
    client: reqwest::Client,
    buckets: Mutex<HashMap<String, Bucket>>,
    changed: tokio::sync::Notify,
}

/// What is known of a bucket of requests.
#[derive(Debug, Default)]
struct Bucket {
    /// How many requests are on their way.
    in_flight: u32,
    /// How many more the server takes until `reset`; `None` before it has said so.
    left: Option<u32>,
    /// When the server counts anew.
    reset: Option<Instant>,
    /// Whether a request of it has been answered; before that, one goes ahead alone.
    known: bool,
}

/// Whether a request may go.
enum Turn {
    Go,
    Wait(Duration),
    UntilAnswered,
}

/// The bucket of everything, for limits that hold for the bot as a whole.
const EVERYTHING: &str = "";

impl Forwarder {
    /// Starts forwarding to `server`.
    ///
    /// # Errors
    /// Where no port of this machine can be opened.
    pub(super) async fn start(server: Loopback) -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("http://{}", listener.local_addr()?);
        // A proxy of the environment would carry the requests off this machine.
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(std::io::Error::other)?;
        let forwarding = Arc::new(Forwarding {
            server,
            client,
            buckets: Mutex::new(HashMap::new()),
            changed: tokio::sync::Notify::new(),
        });
        let router = Router::new().fallback(forward).with_state(forwarding);
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the forwarder to the rehearsal server ended");
            }
        });
        Ok(Self { address, task })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

async fn forward(State(forwarding): State<Arc<Forwarding>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 64 << 20).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let bucket = bucket(parts.method.as_str(), parts.uri.path());
    let began = Instant::now();
    loop {
        forwarding.wait_turn(&bucket, began).await;
        let mut headers = parts.headers.clone();
        headers.remove(header::HOST);
        headers.remove(header::CONTENT_LENGTH);
        let sent = forwarding
            .client
            .request(parts.method.clone(), format!("{}{path}", forwarding.server.as_str()))
            .headers(headers)
            .body(body.clone())
            .send()
            .await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(_) => {
                forwarding.answered(&bucket);
                return StatusCode::BAD_GATEWAY.into_response();
            }
        };
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        let Ok(content) = answer.bytes().await else {
            forwarding.answered(&bucket);
            return StatusCode::BAD_GATEWAY.into_response();
        };
        let wait = forwarding.learn(&bucket, status, &headers, &content);
        if let Some(wait) = wait
            && began.elapsed() + wait <= LONGEST_WAIT
        {
            continue;
        }
        headers.remove(header::TRANSFER_ENCODING);
        headers.remove(header::CONTENT_LENGTH);
        return (status, headers, Body::from(content)).into_response();
    }
}

impl Forwarding {
    fn buckets(&self) -> std::sync::MutexGuard<'_, HashMap<String, Bucket>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a request of the bucket may go, or until it has waited too long.
    async fn wait_turn(&self, bucket: &str, began: Instant) {
        loop {
            let changed = self.changed.notified();
            match self.turn(bucket) {
                Turn::Go => return,
                Turn::Wait(wait) if began.elapsed() + wait > LONGEST_WAIT => {
                    self.buckets().entry(bucket.to_owned()).or_default().in_flight += 1;
                    return;
                }
                Turn::Wait(wait) => tokio::time::sleep(wait).await,
                Turn::UntilAnswered => {
                    // A server that never answers must not hold up the others for ever.
                    let _ = tokio::time::timeout(Duration::from_secs(5), changed).await;
                }
            }
        }
    }

    fn turn(&self, bucket: &str) -> Turn {
        let now = Instant::now();
        let mut buckets = self.buckets();
        if buckets.len() > 5_000 {
            buckets.retain(|_, bucket| bucket.in_flight > 0 || bucket.reset.is_some_and(|reset| reset > now));
        }
        if let Some(wait) = buckets
            .get(EVERYTHING)
            .and_then(|all| all.reset?.checked_duration_since(now))
        {
            return Turn::Wait(wait + Duration::from_millis(1));
        }
        let state = buckets.entry(bucket.to_owned()).or_default();
        match (
            state.left,
            state.reset.and_then(|reset| reset.checked_duration_since(now)),
        ) {
            (Some(0), Some(wait)) => return Turn::Wait(wait + Duration::from_millis(1)),
            (Some(left), Some(_)) => state.left = Some(left - 1),
            // Its time has run out: the server has begun to count anew.
            (Some(_), None) => {
                state.left = None;
                state.known = false;
            }
            (None, _) => {}
        }
        if !state.known && state.in_flight > 0 {
            return Turn::UntilAnswered;
        }
        state.in_flight += 1;
        Turn::Go
    }

    /// A request of the bucket is no longer on its way.
    fn answered(&self, bucket: &str) {
        if let Some(state) = self.buckets().get_mut(bucket) {
            state.in_flight = state.in_flight.saturating_sub(1);
            state.known = true;
        }
        self.changed.notify_waiters();
    }

    /// Takes note of what the server says of its limits. Gives how long to wait before the same request is made again,
    /// where it was refused for them.
    fn learn(&self, bucket: &str, status: StatusCode, headers: &HeaderMap, content: &[u8]) -> Option<Duration> {
        self.answered(bucket);
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
        let seconds = |seconds: f64| Duration::from_secs_f64(seconds.clamp(0.0, 3600.0));
        let now = Instant::now();
        if status == StatusCode::TOO_MANY_REQUESTS {
            let said: Option<serde_json::Value> = serde_json::from_slice(content).ok();
            let body_wait = said.as_ref().and_then(|said| said.get("retry_after")?.as_f64());
            let wait = seconds(body_wait.or_else(|| number("retry-after")).unwrap_or(1.0));
            let global = headers.contains_key("x-ratelimit-global")
                || said.is_some_and(|said| said.get("global").and_then(serde_json::Value::as_bool) == Some(true));
            let mut buckets = self.buckets();
            let closed = buckets
                .entry(if global { EVERYTHING } else { bucket }.to_owned())
                .or_default();
            closed.left = Some(0);
            closed.reset = Some(now + wait);
            return Some(wait);
        }
        if let (Some(left), Some(wait)) = (number("x-ratelimit-remaining"), number("x-ratelimit-reset-after")) {
            let mut buckets = self.buckets();
            let state = buckets.entry(bucket.to_owned()).or_default();
            let left = left.clamp(0.0, 1e6).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and a million"
            )]
            let left = left as u32;
            // What is on its way has not been counted yet.
            state.left = Some(left.saturating_sub(state.in_flight));
            state.reset = Some(now + seconds(wait));
        }
        None
    }
}

/// The bucket of a route: its method and its path, with every id but the channel's, server's or webhook's left out.
fn bucket(method: &str, path: &str) -> String {
    let mut bucket = method.to_owned();
    let mut before = "";
    for part in path.split('/') {
        let is_id = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        bucket.push('/');
        bucket.push_str(
            if is_id && !matches!(before, "channels" | "guilds" | "webhooks" | "interactions") {
                ":id"
            } else {
                part
            },
        );
        before = part;
    }
    bucket
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_machine_are_accepted() {
        for address in [
            "http://127.0.0.1:3000",
            "http://localhost:1/",
            "http://[::1]:80",
            "http://127.9.9.9:1/api/v10",
        ] {
            assert!(Loopback::parse(address).is_ok(), "{address}");
        }
        for address in [
            "https://discord.com",
            "http://discord.com",
            "http://127.0.0.1.example.com",
            "http://0.0.0.0:1",
            "http://10.0.0.1",
            "127.0.0.1:3000",
            "http://localhost.example.com",
            "http://user@127.0.0.2@evil.example/",
            "ws://127.0.0.1",
        ] {
            assert!(Loopback::parse(address).is_err(), "{address}");
        }
    }

    #[test]
    fn the_path_that_serenity_adds_is_not_doubled() {
        let read = |address: &str| Loopback::parse(address).expect("loopback").as_str().to_owned();
        assert_eq!(read("http://127.0.0.1:3000/api/v10/"), "http://127.0.0.1:3000");
        assert_eq!(read("http://127.0.0.1:3000/api"), "http://127.0.0.1:3000");
        assert_eq!(read("http://127.0.0.1:3000"), "http://127.0.0.1:3000");
        assert_eq!(read("http://127.0.0.1:3000/mock/"), "http://127.0.0.1:3000/mock");
    }

    #[test]
    fn messages_of_one_channel_share_a_bucket() {
        assert_eq!(
            bucket("PATCH", "/api/v10/channels/1/messages/2"),
            bucket("PATCH", "/api/v10/channels/1/messages/3")
        );
        assert_ne!(
            bucket("POST", "/api/v10/channels/1/messages"),
            bucket("POST", "/api/v10/channels/2/messages")
        );
    }
}
