//! The page's side of the playground: its files, a WebSocket of what happens, and what the chosen member does.
//!
//! Everything is in Discord's own JSON, as the bot sent it, so that the page shows exactly what Discord would be given.

mod deeds;
mod feed;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::World;

/// The page asks for nothing but itself, runs no script but its own, and stands in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The largest file a person can attach, in bytes: Discord's 10 MiB.
const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// A file of the page: its name below `/page/`, its media type, and what it holds.
macro_rules! page_files {
    ($($name:literal: $kind:literal),+ $(,)?) => {
        &[$(($name, $kind, include_str!(concat!("../page/", $name)))),+]
    };
}

const FILES: &[(&str, &str, &str)] = page_files! {
    "index.html": "text/html; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "frame.css": "text/css; charset=utf-8",
    "message.css": "text/css; charset=utf-8",
    "controls.css": "text/css; charset=utf-8",
    "main.js": "text/javascript; charset=utf-8",
    "composer.js": "text/javascript; charset=utf-8",
    "dom.js": "text/javascript; charset=utf-8",
    "embed.js": "text/javascript; charset=utf-8",
    "feed.js": "text/javascript; charset=utf-8",
    "log.js": "text/javascript; charset=utf-8",
    "markdown.js": "text/javascript; charset=utf-8",
    "message.js": "text/javascript; charset=utf-8",
    "parts.js": "text/javascript; charset=utf-8",
    "popup.js": "text/javascript; charset=utf-8",
    "side.js": "text/javascript; charset=utf-8",
    "slash.js": "text/javascript; charset=utf-8",
    "store.js": "text/javascript; charset=utf-8",
    "texts.js": "text/javascript; charset=utf-8",
};

/// The page's routes, to be served beside Discord's on the same loopback port.
pub fn routes(world: World) -> Router {
    let mut router = Router::new()
        .route("/", get(|| async { file("index.html") }))
        .route("/page/feed", get(feed::open))
        .route("/page/act", post(deeds::act))
        .route(
            "/page/files",
            post(deeds::lay_down).layer(DefaultBodyLimit::max(LARGEST_FILE)),
        )
        .with_state(world);
    for (name, _, _) in FILES {
        router = router.route(&format!("/page/{name}"), get(move || async move { file(name) }));
    }
    router.layer(middleware::from_fn(guard))
}

fn file(name: &str) -> Response {
    match FILES.iter().find(|(other, _, _)| *other == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Refuses what another site's page asks for, and sends every answer with the headers that keep the page to itself.
async fn guard(request: Request, next: Next) -> Response {
    if !same_origin(&request) {
        return (StatusCode::FORBIDDEN, "Only the playground's own page may do this.").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a request comes from the page itself. A browser names where a request that does something comes from; what
/// names nothing is no browser.
fn same_origin(request: &Request) -> bool {
    let word = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (word(header::ORIGIN), word(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.strip_prefix("http://") == Some(host),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder().uri("/page/act");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(axum::body::Body::empty()).expect("a request")
    }

    #[test]
    fn pages_of_other_sites_do_nothing_here() {
        let check = |origin: &str, expected: bool| {
            let asked = request(&[("host", "127.0.0.1:4000"), ("origin", origin)]);
            assert_eq!(same_origin(&asked), expected, "{origin}");
        };
        check("http://127.0.0.1:4000", true);
        check("http://127.0.0.1:4001", false);
        check("https://127.0.0.1:4000", false);
        check("http://example.org", false);
        check("null", false);
        assert!(same_origin(&request(&[("host", "127.0.0.1:4000")])));
    }

    #[test]
    fn every_file_the_page_names_is_served() {
        for (name, _, text) in FILES {
            for part in text.split(['"', '\'']) {
                let named = part.strip_prefix("/page/").or_else(|| part.strip_prefix("./"));
                if let Some(named) = named.filter(|named| named.contains('.')) {
                    assert!(
                        FILES.iter().any(|(other, _, _)| *other == named),
                        "{name} names {named}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_refusal_is_said_in_korean_too() {
        let (_, _, texts) = FILES
            .iter()
            .find(|(name, _, _)| *name == "texts.js")
            .expect("the page's texts");
        let sources = concat!(
            include_str!("../actions/mod.rs"),
            include_str!("../actions/commands.rs"),
            include_str!("../actions/components.rs"),
            include_str!("../actions/messages.rs"),
            include_str!("deeds.rs")
        );
        let said = ["no(\"", "ClientError(\""]
            .into_iter()
            .flat_map(|start| sources.split(start).skip(1));
        for words in said.filter_map(|rest| rest.split('"').next()) {
            assert!(texts.contains(&format!("\"{words}\":")), "{words}");
        }
    }

    #[test]
    fn no_words_of_others_can_become_markup() {
        for (name, _, text) in FILES {
            for way in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "srcdoc",
            ] {
                assert!(!text.contains(way), "{name} uses {way}");
            }
        }
    }
}
