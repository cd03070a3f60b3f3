//! Notices a connection to anything but this machine.
//!
//! Two means together: while a harness lives, the sockets of this process are looked at again and again (Linux); and
//! `tests/playground_loopback.rs` runs a whole conversation in a network namespace of its own, where the kernel counts
//! every attempt to leave loopback, however short.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Looks at this process's sockets until it is dropped.
pub(crate) struct Guard {
    seen: Arc<Mutex<BTreeSet<IpAddr>>>,
    stop: Arc<AtomicBool>,
}

impl Guard {
    pub(crate) fn watch() -> Self {
        let guard = Self {
            seen: Arc::default(),
            stop: Arc::default(),
        };
        let (seen, stop) = (guard.seen.clone(), guard.stop.clone());
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let strangers = strangers();
                seen.lock().unwrap_or_else(PoisonError::into_inner).extend(strangers);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        guard
    }

    /// Fails where anything outside loopback was connected to.
    pub(crate) fn check(&self) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.extend(strangers());
        assert!(seen.is_empty(), "connections left this machine: {seen:?}");
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The addresses outside loopback that sockets of this process are connected or connecting to.
fn strangers() -> BTreeSet<IpAddr> {
    let own: BTreeSet<u64> = std::fs::read_dir("/proc/self/fd")
        .into_iter()
        .flatten()
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|target| {
            let target = target.to_str()?.to_owned();
            target.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
        })
        .collect();
    let mut found = BTreeSet::new();
    for table in ["tcp", "tcp6", "udp", "udp6"] {
        let text = std::fs::read_to_string(format!("/proc/self/net/{table}")).unwrap_or_default();
        for line in text.lines().skip(1) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let (Some(remote), Some(inode)) = (columns.get(2), columns.get(9)) else {
                continue;
            };
            let mine = inode.parse().is_ok_and(|inode| own.contains(&inode));
            if let (true, Some(address)) = (mine, address(remote))
                && !address.is_loopback()
                && !address.is_unspecified()
            {
                found.insert(address);
            }
        }
    }
    found
}

/// Reads `0100007F:1F90`: each 32-bit word in the machine's byte order.
fn address(text: &str) -> Option<IpAddr> {
    let (hex, _) = text.split_once(':')?;
    let words: Vec<u32> = hex
        .as_bytes()
        .chunks(8)
        .map(|word| u32::from_str_radix(std::str::from_utf8(word).ok()?, 16).ok())
        .collect::<Option<_>>()?;
    match words.as_slice() {
        [word] => Some(IpAddr::V4(Ipv4Addr::from(word.to_ne_bytes()))),
        [a, b, c, d] => {
            let mut bytes = [0; 16];
            for (slot, word) in bytes.chunks_mut(4).zip([a, b, c, d]) {
                slot.copy_from_slice(&word.to_ne_bytes());
            }
            let address = Ipv6Addr::from(bytes);
            Some(address.to_ipv4_mapped().map_or(IpAddr::V6(address), IpAddr::V4))
        }
        _ => None,
    }
}

#[test]
fn addresses_of_the_kernel_are_read() {
    assert_eq!(address("0100007F:1F90"), Some(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    let mapped = address("0000000000000000FFFF00000100007F:01BB");
    assert_eq!(mapped, Some(IpAddr::V4(Ipv4Addr::LOCALHOST)));
}
