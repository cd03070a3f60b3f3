//! Faults a test can order: REST answers that fail, and a gateway that drops, asks to reconnect, or closes.

use std::collections::VecDeque;
use std::time::Duration;

/// What an ordered fault does to a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// 429 with this many seconds to wait; nothing is done.
    RateLimited(f64),
    /// This status with this JSON error code; nothing is done.
    Status(u16, u32),
    /// The request is done, and answered this much later.
    Slow(Duration),
    /// The request is done, and its answer replaced by a 500, as when a connection breaks after the fact.
    DoneThen500,
}

/// What an ordered fault does to the gateway connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayFault {
    /// The connection ends without a close frame.
    Drop,
    /// Op 7: reconnect and resume.
    Reconnect,
    /// Op 9: the session is invalid, resumable or not.
    InvalidSession(bool),
    /// A close frame with this code.
    Close(u16),
    /// Heartbeats are not acknowledged from now on in this connection.
    Silence,
}

/// The orders for REST, each for the next so many requests of a route.
#[derive(Debug, Default)]
pub(super) struct Orders {
    orders: VecDeque<(String, Fault, usize)>,
    /// A close code every new connection gets right after its IDENTIFY, and how often still.
    pub(super) on_identify: Option<(u16, usize)>,
}

impl Orders {
    /// Orders a fault for the next `times` requests that match `route`, e.g. `POST /channels/*/messages`.
    pub(super) fn add(&mut self, route: &str, fault: Fault, times: usize) {
        self.orders.push_back((route.to_owned(), fault, times));
    }

    pub(super) fn clear(&mut self) {
        self.orders.clear();
        self.on_identify = None;
    }

    /// The fault for this request, counted off.
    pub(super) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let index = self
            .orders
            .iter()
            .position(|(route, _, times)| *times > 0 && route_matches(route, method, path))?;
        let (_, fault, times) = self.orders.get_mut(index)?;
        *times -= 1;
        let fault = fault.clone();
        if *times == 0 {
            self.orders.remove(index);
        }
        Some(fault)
    }
}

/// Whether `METHOD /path` (a `*` for one segment, `**` at the end for any rest, method `*` for any) matches.
pub fn route_matches(route: &str, method: &str, path: &str) -> bool {
    let (wanted, pattern) = route.split_once(' ').unwrap_or(("*", route));
    if wanted != "*" && !wanted.eq_ignore_ascii_case(method) {
        return false;
    }
    let mut path = path.split('/').filter(|part| !part.is_empty());
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        if part == "**" {
            return true;
        }
        match path.next() {
            Some(real) if part == "*" || part == real => {}
            _ => return false,
        }
    }
    path.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_match_by_segment() {
        assert!(route_matches(
            "POST /channels/*/messages",
            "POST",
            "/channels/12/messages"
        ));
        assert!(!route_matches(
            "POST /channels/*/messages",
            "GET",
            "/channels/12/messages"
        ));
        assert!(!route_matches(
            "POST /channels/*/messages",
            "POST",
            "/channels/12/messages/3"
        ));
        assert!(route_matches(
            "* /webhooks/**",
            "PATCH",
            "/webhooks/1/t/messages/@original"
        ));
    }

    #[test]
    fn a_fault_is_counted_off() {
        let mut orders = Orders::default();
        orders.add("GET /users/@me", Fault::Status(500, 0), 2);
        assert!(orders.take("GET", "/users/@me").is_some());
        assert!(orders.take("GET", "/users/@me").is_some());
        assert!(orders.take("GET", "/users/@me").is_none());
    }
}
