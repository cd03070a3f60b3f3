//! The server: REST, gateway and attachments on one loopback port, refusing whoever is not on this machine.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::clock::Id;
use super::gateway::{self, Asked};
use super::limits::Buckets;
use super::rest;
use super::world::World;

/// What every handler shares.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    pub(super) world: World,
    pub(super) buckets: Arc<Mutex<Buckets>>,
}

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: CancellationToken,
}

impl Server {
    /// Serves `world` on `127.0.0.1:port` (0: any free port), with `more` routes beside Discord's own.
    ///
    /// # Errors
    /// Where the port cannot be taken.
    pub async fn start(world: World, port: u16, more: Router) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        world.set_gateway_url(format!("ws://{address}/gateway"));
        let shared = Shared {
            world: world.clone(),
            buckets: Arc::default(),
        };
        let discord = Router::new()
            .route("/gateway", get(upgrade))
            .route("/gateway/", get(upgrade))
            .route("/attachments/{channel}/{attachment}/{name}", get(attachment))
            .route("/api/{*rest}", any(rest::answer))
            .with_state(shared);
        let app = discord.merge(more).layer(middleware::from_fn(only_loopback));
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        tokio::spawn(async move {
            let service = app.into_make_service_with_connect_info::<SocketAddr>();
            tokio::select! {
                result = axum::serve(listener, service).into_future() => {
                    if let Err(error) = result {
                        tracing::error!(%error, "the playground's server ended");
                    }
                }
                () = stopped.cancelled() => {}
            }
        });
        if world.clock().runs() {
            tokio::spawn(watch_deadlines(world, stop.clone()));
        }
        Ok(Self { address, stop })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base address for the bot and the page: `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Lets unanswered interactions fail while time passes by itself, so that the page can say so.
async fn watch_deadlines(world: World, stop: CancellationToken) {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(250));
    loop {
        tokio::select! {
            _ = tick.tick() => world.expire(),
            () = stop.cancelled() => return,
        }
    }
}

/// Refuses whoever is not on this machine, and pages of other sites that reach for it by another name.
async fn only_loopback(ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let named_local =
        name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if !peer.ip().is_loopback() || !named_local {
        return (StatusCode::FORBIDDEN, "The playground answers this machine only.").into_response();
    }
    next.run(request).await
}

#[derive(Debug, serde::Deserialize)]
struct GatewayQuery {
    v: Option<String>,
    encoding: Option<String>,
    compress: Option<String>,
}

async fn upgrade(
    State(shared): State<Shared>,
    Query(query): Query<GatewayQuery>,
    upgrade: WebSocketUpgrade,
) -> impl IntoResponse {
    let asked = Asked {
        version: query.v,
        encoding: query.encoding,
        compress: query.compress,
    };
    upgrade.on_upgrade(move |socket| gateway::serve(socket, shared.world, asked))
}

async fn attachment(State(shared): State<Shared>, Path((channel, file, _)): Path<(Id, Id, String)>) -> Response {
    match shared.world.attachment(channel, file) {
        Some((bytes, kind)) => (
            [
                (header::CONTENT_TYPE, kind),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
                (header::CONTENT_SECURITY_POLICY, "sandbox".into()),
            ],
            bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
