//! Which files the bot may fetch: attachments on Discord's own hosts, and no address a member made up.

/// The hosts Discord serves attachments from.
pub const DISCORD_HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// The largest file that is read, in bytes. An attachment's declared size is compared with it before it is fetched.
pub const LARGEST: u64 = 25 * 1024 * 1024;

/// Whether `url` may be fetched: `https` on one of `allowed_hosts`, on the usual port, with no user name in it.
///
/// A host may be given with a port (`127.0.0.1:8085`), for a local server in tests; then `http` is allowed on it.
pub fn attachment_allowed(url: &str, allowed_hosts: &[&str]) -> bool {
    if url.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return false;
    }
    let (secure, rest) = match url.split_once("://") {
        Some(("https", rest)) => (true, rest),
        Some(("http", rest)) => (false, rest),
        _ => return false,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') {
        return false;
    }
    let authority = authority.to_ascii_lowercase();
    let host = if secure {
        authority.strip_suffix(":443").unwrap_or(&authority)
    } else {
        authority.as_str()
    };
    allowed_hosts
        .iter()
        .any(|allowed| *allowed == host && (secure || allowed.contains(':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_discords_own_hosts_are_fetched_from() {
        let check = |url: &str, allowed: bool| assert_eq!(attachment_allowed(url, &DISCORD_HOSTS), allowed, "{url}");
        check("https://cdn.discordapp.com/attachments/1/2/notice.pdf?ex=1", true);
        check("https://media.discordapp.net/attachments/1/2/notice.pdf", true);
        check("https://CDN.discordapp.com:443/attachments/1/2/a.pdf", true);
        check("http://cdn.discordapp.com/attachments/1/2/a.pdf", false);
        check("https://cdn.discordapp.com.example.org/a.pdf", false);
        check("https://example.org/cdn.discordapp.com/a.pdf", false);
        check("https://cdn.discordapp.com@example.org/a.pdf", false);
        check("https://example.org#@cdn.discordapp.com/", false);
        check("https://cdn.discordapp.com\\@example.org/", false);
        check("https://cdn.discordapp.com:8443/a.pdf", false);
        check("https://169.254.169.254/latest/meta-data", false);
        check("file:///etc/passwd", false);
        check("", false);
    }

    #[test]
    fn a_local_server_is_named_with_its_port() {
        assert!(attachment_allowed(
            "http://127.0.0.1:4000/attachments/a.md",
            &["127.0.0.1:4000"]
        ));
        assert!(!attachment_allowed(
            "http://127.0.0.1:4001/attachments/a.md",
            &["127.0.0.1:4000"]
        ));
    }
}
