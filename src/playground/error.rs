//! Errors in Discord's shape: `{"code", "message", "errors"}`, and the walker that reads a body and collects them.

use serde_json::{Map, Value, json};

/// A refusal, as Discord would give it.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// Discord's JSON error code, 0 where it has none.
    pub code: u32,
    /// Discord's words for it.
    pub message: String,
    /// Where the body is wrong, field by field.
    pub errors: Option<Value>,
    /// For 429: after how many seconds to try again.
    pub retry_after: Option<f64>,
    /// For 429: whether the limit over everything was met.
    pub global: bool,
}

impl ApiError {
    /// An error of this status, code and message.
    pub fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            errors: None,
            retry_after: None,
            global: false,
        }
    }

    /// 404 of a route that does not exist.
    pub fn no_route() -> Self {
        Self::new(404, 0, "404: Not Found")
    }

    /// 401: the token is missing or wrong.
    pub fn unauthorized() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }

    /// 403: the bot cannot see it.
    pub fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    /// 403: the bot may not do it.
    pub fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    /// 404: an unknown thing, by Discord's code of it.
    pub fn unknown(code: u32) -> Self {
        let what = match code {
            10003 => "Unknown Channel",
            10004 => "Unknown Guild",
            10007 => "Unknown Member",
            10008 => "Unknown Message",
            10011 => "Unknown Role",
            10013 => "Unknown User",
            10014 => "Unknown Emoji",
            10015 => "Unknown Webhook",
            10062 => "Unknown interaction",
            10063 => "Unknown application command",
            _ => "Unknown",
        };
        Self::new(404, code, what)
    }

    /// 429 with the seconds to wait.
    pub fn rate_limited(retry_after: f64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, 0, "You are being rate limited.")
        }
    }

    /// The body that is sent.
    pub fn body(&self) -> Value {
        if let Some(after) = self.retry_after {
            return json!({"message": self.message, "retry_after": after, "global": self.global});
        }
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}

/// Collects what is wrong with a body, by path (`embeds.0.title`).
#[derive(Debug, Default)]
pub(super) struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes an error. An empty path is the body itself.
    pub(super) fn error(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut here = &mut self.errors;
        for key in path.split('.').filter(|key| !key.is_empty()) {
            let next = here.entry(key.to_owned()).or_insert_with(|| json!({}));
            let Value::Object(map) = next else { return };
            here = map;
        }
        let list = here.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message.into()}));
        }
    }

    /// The refusal, where anything was wrong.
    pub(super) fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(ApiError {
            errors: Some(Value::Object(self.errors)),
            ..ApiError::new(400, 50035, "Invalid Form Body")
        })
    }

    pub(super) fn required(&mut self, path: &str) {
        self.error(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// A text field of `min..=max` characters. `None` where it is absent, null or wrong.
    pub(super) fn text<'a>(
        &mut self,
        object: &'a Value,
        at: &str,
        key: &str,
        (min, max): (usize, usize),
        required: bool,
    ) -> Option<&'a str> {
        let path = join(at, key);
        let value = match object.get(key) {
            None | Some(Value::Null) => {
                if required {
                    self.required(&path);
                }
                return None;
            }
            Some(value) => value,
        };
        let Some(text) = value.as_str() else {
            self.error(&path, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            return None;
        };
        let length = text.chars().count();
        if required && text.trim().is_empty() {
            self.required(&path);
            return None;
        }
        if length > max || length < min {
            let (code, words) = if min > 0 {
                (
                    "BASE_TYPE_BAD_LENGTH",
                    format!("Must be between {min} and {max} in length."),
                )
            } else {
                ("BASE_TYPE_MAX_LENGTH", format!("Must be {max} or fewer in length."))
            };
            self.error(&path, code, words);
            return None;
        }
        Some(text)
    }

    /// A list of `min..=max` things. Absent and null are the empty list.
    pub(super) fn list<'a>(
        &mut self,
        object: &'a Value,
        at: &str,
        key: &str,
        (min, max): (usize, usize),
    ) -> &'a [Value] {
        let path = join(at, key);
        let list = match object.get(key) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(list)) => list.as_slice(),
            Some(_) => {
                self.error(&path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
                return &[];
            }
        };
        if list.len() < min && min > 0 {
            if object.get(key).is_none() {
                self.required(&path);
            } else {
                self.error(
                    &path,
                    "BASE_TYPE_BAD_LENGTH",
                    format!("Must be between {min} and {max} in length."),
                );
            }
        } else if list.len() > max {
            self.error(
                &path,
                if min > 0 {
                    "BASE_TYPE_BAD_LENGTH"
                } else {
                    "BASE_TYPE_MAX_LENGTH"
                },
                if min > 0 {
                    format!("Must be between {min} and {max} in length.")
                } else {
                    format!("Must be {max} or fewer in length.")
                },
            );
        }
        list
    }

    /// A whole number of `min..=max`.
    pub(super) fn number(&mut self, object: &Value, at: &str, key: &str, (min, max): (i64, i64)) -> Option<i64> {
        let path = join(at, key);
        let value = match object.get(key) {
            None | Some(Value::Null) => return None,
            Some(value) => value,
        };
        let Some(number) = value
            .as_i64()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
        else {
            self.error(
                &path,
                "NUMBER_TYPE_COERCE",
                format!("Value \"{value}\" is not int.").replace("\"\"", "\""),
            );
            return None;
        };
        if number < min {
            self.error(
                &path,
                "NUMBER_TYPE_MIN",
                format!("int value should be greater than or equal to {min}."),
            );
        } else if number > max {
            self.error(
                &path,
                "NUMBER_TYPE_MAX",
                format!("int value should be less than or equal to {max}."),
            );
        } else {
            return Some(number);
        }
        None
    }

    /// A boolean; `false` where absent.
    pub(super) fn flag(&mut self, object: &Value, at: &str, key: &str) -> bool {
        match object.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.error(&join(at, key), "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                false
            }
        }
    }
}

/// A path one step deeper.
pub(super) fn join(at: &str, key: impl std::fmt::Display) -> String {
    if at.is_empty() {
        key.to_string()
    } else {
        format!("{at}.{key}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_at_their_paths_as_discord_nests_them() {
        let mut form = Form::default();
        form.text(&json!({"title": "x".repeat(257)}), "embeds.0", "title", (0, 256), false);
        let error = form.finish().unwrap_err();
        assert_eq!(
            error.body(),
            json!({"message": "Invalid Form Body", "code": 50035, "errors": {"embeds": {"0": {"title": {"_errors": [
                {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}]}}}}})
        );
    }
}
