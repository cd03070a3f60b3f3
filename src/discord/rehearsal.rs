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
    closed_until: Mutex<HashMap<String, Instant>>,
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
            closed_until: Mutex::new(HashMap::new()),
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
        while let Some(wait) = forwarding.closed(&bucket) {
            if began.elapsed() + wait > LONGEST_WAIT {
                break;
            }
            tokio::time::sleep(wait).await;
        }
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
            Err(_) => return StatusCode::BAD_GATEWAY.into_response(),
        };
        let (status, mut headers) = (answer.status(), answer.headers().clone());
        let Ok(content) = answer.bytes().await else {
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
    /// How long the bucket is still closed.
    fn closed(&self, bucket: &str) -> Option<Duration> {
        let now = Instant::now();
        let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        closed.retain(|_, until| *until > now);
        [bucket, EVERYTHING]
            .iter()
            .filter_map(|bucket| closed.get(*bucket))
            .max()
            .map(|until| until.saturating_duration_since(now))
    }

    /// Takes note of what the server says of its limits. Gives how long to wait before the same request is made again,
    /// where it was refused for them.
    fn learn(&self, bucket: &str, status: StatusCode, headers: &HeaderMap, content: &[u8]) -> Option<Duration> {
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
        let seconds = |seconds: f64| Duration::from_secs_f64(seconds.clamp(0.0, 3600.0));
        let close = |bucket: &str, wait: Duration| {
            self.closed_until
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(bucket.to_owned(), Instant::now() + wait);
        };
        if status == StatusCode::TOO_MANY_REQUESTS {
            let said: Option<serde_json::Value> = serde_json::from_slice(content).ok();
            let body_wait = said.as_ref().and_then(|said| said.get("retry_after")?.as_f64());
            let wait = seconds(body_wait.or_else(|| number("retry-after")).unwrap_or(1.0));
            let global = headers.contains_key("x-ratelimit-global")
                || said.is_some_and(|said| said.get("global").and_then(serde_json::Value::as_bool) == Some(true));
            close(if global { EVERYTHING } else { bucket }, wait);
            return Some(wait);
        }
        if number("x-ratelimit-remaining") == Some(0.0)
            && let Some(wait) = number("x-ratelimit-reset-after")
        {
            close(bucket, seconds(wait));
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
