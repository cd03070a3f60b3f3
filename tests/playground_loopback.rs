//! The real bot holds a whole conversation where nothing outside loopback can be reached, and does not even try.
//!
//! The program runs in a network namespace of its own that has loopback and nothing else. The kernel counts there every
//! packet that found no way out, and every datagram (a name that was looked up), so that no attempt is too short to see.

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::unwrap_used, reason = "in a test a failure is to be seen where it happens")]

use std::path::Path;
use std::process::Command;

/// What the kernel counted in the namespace.
#[derive(Debug, PartialEq, Eq)]
struct Attempts {
    no_routes: u64,
    datagrams: u64,
}

/// Runs a program in a namespace of its own; gives whether it ended well, what it printed, and what was attempted.
fn alone(program: &Path, arguments: &[&str]) -> Option<(bool, String, Attempts)> {
    let counters = tempfile::NamedTempFile::new().unwrap();
    let script = "ip link set lo up || exit 99; counters=$1; shift; \"$@\"; code=$?; \
                  cat /proc/net/snmp /proc/net/snmp6 > \"$counters\"; exit $code";
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "sh", "-c", script, "sh"])
        .arg(counters.path())
        .arg(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("HTTPS_PROXY", "http://192.0.2.1:3128")
        .env("HTTP_PROXY", "http://192.0.2.1:3128")
        .output();
    let counted = std::fs::read_to_string(counters.path()).unwrap();
    let output = output.ok().filter(|_| !counted.is_empty())?;
    let attempts = Attempts {
        no_routes: column(&counted, "Ip:", "OutNoRoutes") + single(&counted, "Ip6OutNoRoutes"),
        datagrams: column(&counted, "Udp:", "OutDatagrams") + single(&counted, "Udp6OutDatagrams"),
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), text, attempts))
}

/// A counter of `/proc/net/snmp`: one line of names, one of numbers.
fn column(text: &str, line: &str, name: &str) -> u64 {
    let mut lines = text.lines().filter(|one| one.starts_with(line));
    let (names, numbers) = (lines.next().unwrap(), lines.next().unwrap());
    let at = names.split_whitespace().position(|one| one == name).unwrap();
    numbers.split_whitespace().nth(at).unwrap().parse().unwrap()
}

/// A counter of `/proc/net/snmp6`: a name and a number; 0 where the machine has no IPv6.
fn single(text: &str, name: &str) -> u64 {
    let line = text.lines().find(|line| line.split_whitespace().next() == Some(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

fn skipped() {
    println!("skipped: no network namespace can be made here (unshare and ip are needed)");
}

#[test]
fn a_whole_conversation_dials_nothing_but_loopback() {
    let place = tempfile::tempdir().unwrap();
    let (index, state) = (place.path().join("index"), place.path().join("state"));
    let arguments = [
        "--index",
        index.to_str().unwrap(),
        "--state",
        state.to_str().unwrap(),
        "--today",
        "2026-07-01",
        "playground",
        "--script",
        "tests/scripts/tour.txt",
    ];
    let Some((well, text, attempts)) = alone(Path::new(env!("CARGO_BIN_EXE_giljabi")), &arguments) else {
        return skipped();
    };
    assert!(well, "{text}");
    let none = Attempts {
        no_routes: 0,
        datagrams: 0,
    };
    assert_eq!(attempts, none, "something outside loopback was dialled:\n{text}");
}

#[test]
#[ignore = "dials out; run by `an_attempt_to_leave_is_counted` where it cannot get out"]
fn dials_out() {
    let address = "192.0.2.1:443".parse().unwrap();
    let _ = std::net::TcpStream::connect_timeout(&address, std::time::Duration::from_secs(1));
}

#[test]
fn an_attempt_to_leave_is_counted() {
    let this = std::env::current_exe().unwrap();
    let Some((well, text, attempts)) = alone(&this, &["--ignored", "--exact", "dials_out"]) else {
        return skipped();
    };
    assert!(well, "{text}");
    assert!(attempts.no_routes > 0, "an attempt to leave was not counted");
}
