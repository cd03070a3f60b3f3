//! What can go wrong while a member is served. For operators; a member is told one plain sentence instead.

use serenity::http::HttpError;

/// Something that went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Discord refused a request, or could not be reached.
    #[error("Discord: {0}")]
    Discord(#[from] serenity::Error),
    /// The work itself failed.
    #[error("{0}")]
    Work(String),
}

impl Failure {
    /// The HTTP status and Discord's own error code, where Discord refused a request.
    pub fn refusal(&self) -> Option<(u16, isize)> {
        match self {
            Self::Discord(error) => refusal(error),
            Self::Work(_) => None,
        }
    }
}

/// The HTTP status and Discord's own error code of an error.
pub fn refusal(error: &serenity::Error) -> Option<(u16, isize)> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some((response.status_code.as_u16(), response.error.code))
        }
        _ => None,
    }
}

/// Whether the same request may succeed when it is made again: Discord's own trouble, or a broken connection.
pub fn passing(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            response.status_code.is_server_error() || response.status_code.as_u16() == 429
        }
        serenity::Error::Http(HttpError::Request(_)) => true,
        _ => false,
    }
}

/// What an error says without the address it happened at: the address of an interaction holds its token.
pub fn without_address(error: &serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            format!(
                "HTTP {}: {} (code {})",
                response.status_code.as_u16(),
                response.error.message,
                response.error.code
            )
        }
        serenity::Error::Http(HttpError::Request(error)) => {
            let kind = match error {
                error if error.is_timeout() => "no answer in time",
                error if error.is_connect() => "no connection",
                _ => "the connection broke",
            };
            format!("HTTP: {kind}")
        }
        serenity::Error::Http(_) => "HTTP: the request could not be made".to_owned(),
        other => other.to_string(),
    }
}
