//! REST v10: every request passes the same gate (token, faults, rate limits, record) and is answered in Discord's shape.

mod channels;
mod commands;
mod guilds;
mod interactions;
mod messages;
pub(super) use messages::live_mentions;

use std::time::Instant;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request as HttpRequest, State as Extract};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::clock::{Id, lock};
use super::error::ApiError;
use super::faults::Fault;
use super::model::Attachment;
use super::record::Recorded;
use super::server::Shared;
use super::state::State;

/// The largest body taken: Discord's 10 MiB a file, ten files, and the form around them.
const MAX_BODY: usize = 104 * 1024 * 1024;
/// The largest file.
const MAX_FILE: usize = 10 * 1024 * 1024;

/// A file of a multipart request.
#[derive(Debug)]
struct Upload {
    /// The number in `files[n]`.
    number: u64,
    field: String,
    filename: String,
    content_type: String,
    bytes: bytes::Bytes,
}

/// A request, read.
#[derive(Debug)]
struct Request {
    method: String,
    path: String,
    query: String,
    body: Value,
    files: Vec<Upload>,
}

impl Request {
    fn query(&self, key: &str) -> Option<&str> {
        self.query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    fn file_names(&self) -> Vec<(u64, String)> {
        self.files
            .iter()
            .map(|file| (file.number, file.filename.clone()))
            .collect()
    }

    /// The files as attachments, with the names and descriptions the body gave them.
    fn attachments(&self, state: &State, described: &[(u64, Option<String>, Option<String>)]) -> Vec<Attachment> {
        self.files
            .iter()
            .map(|file| {
                let more = described.iter().find(|(number, _, _)| *number == file.number);
                Attachment {
                    id: state.clock.next_id(),
                    filename: more
                        .and_then(|(_, name, _)| name.clone())
                        .unwrap_or_else(|| file.filename.clone()),
                    description: more.and_then(|(_, _, text)| text.clone()),
                    content_type: file.content_type.clone(),
                    bytes: file.bytes.clone(),
                }
            })
            .collect()
    }
}

/// An answer: a status and a JSON body, or none.
type Answer = Result<(u16, Option<Value>), ApiError>;

fn ok(body: Value) -> Answer {
    Ok((200, Some(body)))
}

fn no_content() -> Answer {
    Ok((204, None))
}

/// Answers any request below `/api/v10`.
pub(super) async fn answer(Extract(shared): Extract<Shared>, request: HttpRequest) -> Response {
    let world = shared.world;
    let method = request.method().to_string();
    let path = api_path(request.uri().path());
    let query = request.uri().query().unwrap_or_default().to_owned();
    let headers = request.headers().clone();
    let read = read(request, &method, &path, &query).await;
    let (fault, token_ok, counted) = {
        let mut state = world.lock();
        let fault = state.orders.take(&method, &path);
        let token_ok = !needs_token(&path) || authorised(&headers, &state.token);
        let exempt = path.starts_with("/interactions/") || path.starts_with("/webhooks/");
        let key = bucket_key(&method, &path);
        let limits = state.options.limits;
        let counted = lock(&shared.buckets).count(&limits, &key, exempt, Instant::now());
        (fault, token_ok, counted)
    };
    let mut slow = None;
    let mut broken = false;
    let ready = match (&fault, counted.exceeded) {
        (Some(Fault::RateLimited(after)), _) => Err(ApiError::rate_limited(*after)),
        (Some(Fault::Status(status, code)), _) => Err(fault_error(*status, *code)),
        (_, Some(global)) => Err(ApiError {
            global,
            ..ApiError::rate_limited(counted.reset_after.as_secs_f64())
        }),
        (other, None) => {
            match other {
                Some(Fault::Slow(by)) => slow = Some(*by),
                Some(Fault::DoneThen500) => broken = true,
                _ => {}
            }
            if token_ok {
                Ok(())
            } else {
                Err(ApiError::unauthorized())
            }
        }
    };
    let (body, files) = match &read {
        Ok(request) => (
            request.body.clone(),
            request
                .files
                .iter()
                .map(|file| (file.field.clone(), file.filename.clone(), file.bytes.len()))
                .collect(),
        ),
        Err(_) => (Value::Null, Vec::new()),
    };
    let mut result = match (ready, read) {
        (Err(error), _) | (Ok(()), Err(error)) => Err(error),
        (Ok(()), Ok(request)) => {
            let mut state = world.lock();
            state.expire();
            route(&mut state, &request)
        }
    };
    if broken {
        result = Err(fault_error(500, 0));
    }
    let (status, body_out) = match &result {
        Ok((status, body)) => (*status, body.clone()),
        Err(error) => (error.status, Some(error.body())),
    };
    {
        let mut state = world.lock();
        state.record.add(Recorded {
            number: 0,
            method,
            path,
            query,
            body,
            files,
            status,
            response: body_out.clone().unwrap_or_default(),
        });
        state.changed.send_modify(|version| *version += 1);
    }
    if let Some(by) = slow {
        tokio::time::sleep(by).await;
    }
    let retry_after = result.as_ref().err().and_then(|error| error.retry_after);
    respond(status, body_out, &counted, retry_after)
}

fn respond(status: u16, body: Option<Value>, counted: &super::limits::Counted, retry_after: Option<f64>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match body {
        Some(body) => (status, axum::Json(body)).into_response(),
        None => status.into_response(),
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    let after = retry_after.unwrap_or(counted.reset_after.as_secs_f64());
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64());
    if counted.exceeded == Some(true) {
        set("x-ratelimit-global", "true".into());
        set("x-ratelimit-scope", "global".into());
    } else {
        set("x-ratelimit-limit", counted.limit.to_string());
        let remaining = if retry_after.is_some() { 0 } else { counted.remaining };
        set("x-ratelimit-remaining", remaining.to_string());
        set("x-ratelimit-reset", format!("{:.3}", now + after));
        set("x-ratelimit-reset-after", format!("{after:.3}"));
        set("x-ratelimit-bucket", counted.bucket.clone());
        if retry_after.is_some() {
            set("x-ratelimit-scope", "user".into());
        }
    }
    if let Some(after) = retry_after {
        set("retry-after", format!("{:.0}", after.ceil().max(1.0)));
        set("via", "1.1 playground".into());
    }
    response
}

/// The path below the API's version.
fn api_path(path: &str) -> String {
    let rest = path.strip_prefix("/api").unwrap_or(path);
    let rest = rest
        .strip_prefix("/v10")
        .or_else(|| rest.strip_prefix("/v9"))
        .unwrap_or(rest);
    if rest.is_empty() { "/".into() } else { rest.to_owned() }
}

/// Interaction endpoints carry their token in the path; `GET /gateway` is open to all.
fn needs_token(path: &str) -> bool {
    !(path == "/gateway" || path.starts_with("/interactions/") || path.starts_with("/webhooks/"))
}

fn authorised(headers: &HeaderMap, token: &str) -> bool {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bot "))
        .is_some_and(|given| given.trim() == token)
}

/// The bucket a request counts in: its route, with the channel, server or webhook it is about.
fn bucket_key(method: &str, path: &str) -> String {
    let mut key = method.to_owned();
    for (index, part) in path.split('/').filter(|part| !part.is_empty()).enumerate() {
        key.push('/');
        let variable = part.bytes().all(|byte| byte.is_ascii_digit()) || part.len() > 40;
        key.push_str(if variable && index > 1 { "*" } else { part });
    }
    key
}

fn fault_error(status: u16, code: u32) -> ApiError {
    let words = match (status, code) {
        (_, 10003..=10099) => {
            return ApiError {
                status,
                ..ApiError::unknown(code)
            };
        }
        (403, _) => "Missing Permissions",
        (404, _) => "404: Not Found",
        (500.., _) => "500: Internal Server Error",
        _ => "Ordered by the test",
    };
    ApiError::new(status, code, words)
}

async fn read(request: HttpRequest, method: &str, path: &str, query: &str) -> Result<Request, ApiError> {
    let mut read = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        body: Value::Null,
        files: Vec::new(),
    };
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let too_large = || ApiError::new(413, 40_005, "Request entity too large");
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, MAX_BODY).await.map_err(|_| too_large())?;
    if kind.starts_with("multipart/form-data") {
        let bad = || ApiError::new(400, 50_035, "Invalid Form Body");
        let rebuilt = HttpRequest::from_parts(parts, Body::from(bytes));
        let mut form = Multipart::from_request(rebuilt, &()).await.map_err(|_| bad())?;
        while let Some(field) = form.next_field().await.map_err(|_| bad())? {
            let name = field.name().unwrap_or_default().to_owned();
            let filename = field.file_name().map(str::to_owned);
            let content_type = field.content_type().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|_| bad())?;
            if name == "payload_json" {
                read.body = serde_json::from_slice(&bytes)
                    .map_err(|_| ApiError::new(400, 50_109, "The request body contains invalid JSON."))?;
            } else if let Some(filename) = filename {
                if bytes.len() > MAX_FILE {
                    return Err(too_large());
                }
                let number = name
                    .trim_start_matches("files[")
                    .trim_end_matches(']')
                    .parse()
                    .unwrap_or(read.files.len() as u64);
                read.files.push(Upload {
                    number,
                    field: name,
                    content_type: content_type.unwrap_or_else(|| media_type(&filename).into()),
                    filename,
                    bytes,
                });
            }
        }
        if read.files.len() > 10 {
            return Err(ApiError::new(
                400,
                30_015,
                "Maximum number of attachments in a message reached (10).",
            ));
        }
    } else if !bytes.is_empty() {
        if !kind.starts_with("application/json") {
            return Err(ApiError {
                errors: Some(json!({"_errors": [{"code": "CONTENT_TYPE_INVALID",
                    "message": "Expected \"Content-Type\" header to be one of {'application/json'}."}]})),
                ..ApiError::new(400, 50_035, "Invalid Form Body")
            });
        }
        read.body = serde_json::from_slice(&bytes)
            .map_err(|_| ApiError::new(400, 50_109, "The request body contains invalid JSON."))?;
    }
    Ok(read)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("txt" | "md" | "log") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

fn id(text: &str, code: u32) -> Result<Id, ApiError> {
    text.parse().map_err(|_| ApiError::unknown(code))
}

/// Finds who answers. One arm a route, in the order of Discord's own documentation.
fn route(state: &mut State, request: &Request) -> Answer {
    let parts: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["gateway"]) => ok(json!({"url": state.gateway_url})),
        ("GET", ["gateway", "bot"]) => guilds::gateway_bot(state),
        ("GET", ["users", "@me"]) => ok(state.me_json()),
        ("GET", ["users", "@me", "guilds"]) => guilds::mine(state),
        ("POST", ["users", "@me", "channels"]) => channels::open_dm(state, request),
        ("GET", ["users", user]) => guilds::user(state, user),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => guilds::application(state),

        (method, ["applications", application, rest @ ..]) => {
            if id(application, 10_002)? != state.bot {
                return Err(ApiError::new(404, 10_002, "Unknown Application"));
            }
            commands::route(state, request, method, rest)
        }

        ("POST", ["interactions", interaction, token, "callback"]) => {
            interactions::callback(state, request, interaction, token)
        }
        (method, ["webhooks", application, token, rest @ ..]) => {
            interactions::webhook(state, request, method, application, token, rest)
        }

        (method, ["channels", channel, rest @ ..]) => {
            let channel = id(channel, 10_003)?;
            match rest {
                ["messages", rest @ ..] if !matches!(rest, [_, "threads"]) => {
                    messages::route(state, request, method, channel, rest)
                }
                ["pins", rest @ ..] => messages::pins(state, method, channel, rest),
                _ => channels::route(state, request, method, channel, rest),
            }
        }
        (method, ["guilds", guild, rest @ ..]) => {
            let guild = id(guild, 10_004)?;
            guilds::route(state, request, method, guild, rest)
        }
        _ => Err(ApiError::no_route()),
    }
}
