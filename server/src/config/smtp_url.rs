//! The address of the mail server that mails leave by. It may hold a password, which never prints.

use std::{fmt, net::IpAddr};

use url::{Host, Url};
use zeroize::Zeroizing;

/// A mail server: `smtps://` is encrypted from the start, `smtp://` becomes so by STARTTLS before anything is said,
/// and only on this very machine it stays plain.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    shown: Url,
    host: Host,
    port: u16,
    encryption: Encryption,
    sign_in: Option<(String, Zeroizing<String>)>,
}

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte on.
    Tls,
    /// By STARTTLS; a server without it gets nothing.
    StartTls,
    /// Not at all: the server is this machine.
    None,
}

impl SmtpUrl {
    /// Reads an address; `None` if it is none of a mail server.
    pub fn parse(text: &str) -> Option<Self> {
        let mut shown = Url::parse(text).ok()?;
        let is_bare =
            matches!(shown.path(), "" | "/") && shown.query().is_none() && shown.fragment().is_none();
        // The scheme is none that `url` knows, so it leaves the host as it was written.
        let host = Host::parse(shown.host_str().filter(|host| !host.is_empty() && is_bare)?).ok()?;
        let (encryption, usual_port) = match shown.scheme() {
            "smtps" => (Encryption::Tls, 465),
            "smtp" if is_this_machine(&host) => (Encryption::None, 25),
            "smtp" => (Encryption::StartTls, 587),
            _ => return None,
        };
        let port = shown.port().unwrap_or(usual_port);
        let sign_in = match (shown.username(), shown.password()) {
            ("", None) => None,
            ("", _) | (_, None) => return None,
            (user, password) => Some((decoded(user)?, Zeroizing::new(decoded(password?)?))),
        };
        if sign_in.is_some() {
            shown.set_password(Some("hidden")).ok()?;
        }
        Some(Self { shown, host, port, encryption, sign_in })
    }

    /// The server's name or address, without brackets.
    pub fn host(&self) -> String {
        match &self.host {
            Host::Domain(name) => name.clone(),
            Host::Ipv4(ip) => ip.to_string(),
            Host::Ipv6(ip) => ip.to_string(),
        }
    }

    /// The port: where none was chosen, the one that is usual for this protection (RFC 8314, RFC 5321).
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Host and port, as people write them.
    pub fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// How the way there is protected.
    pub fn encryption(&self) -> Encryption {
        self.encryption
    }

    /// User and password in the clear, for the mail server alone.
    pub fn reveal_sign_in(&self) -> Option<(&str, &str)> {
        self.sign_in.as_ref().map(|(user, password)| (user.as_str(), password.as_str()))
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown.as_str())
    }
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => IpAddr::V4(*ip).is_loopback(),
        Host::Ipv6(ip) => IpAddr::V6(*ip).is_loopback(),
    }
}

/// What stands behind the percent signs.
fn decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_way_to_this_very_machine_stays_plain() {
        for (text, address, encryption) in [
            ("smtp://127.0.0.1:1025", "127.0.0.1:1025", Encryption::None),
            ("smtp://[::1]:1025/", "[::1]:1025", Encryption::None),
            ("smtp://LocalHost", "localhost:25", Encryption::None),
            ("smtp://mail.example.com", "mail.example.com:587", Encryption::StartTls),
            ("smtp://127.0.0.1.example.com", "127.0.0.1.example.com:587", Encryption::StartTls),
            ("smtp://192.0.2.1:25", "192.0.2.1:25", Encryption::StartTls),
            ("smtps://Mail.Example.Com", "mail.example.com:465", Encryption::Tls),
            ("smtps://localhost:2465", "localhost:2465", Encryption::Tls),
        ] {
            let url = SmtpUrl::parse(text).unwrap();
            assert_eq!((url.address().as_str(), url.encryption()), (address, encryption), "{text}");
            assert_eq!(url.reveal_sign_in(), None);
        }
    }

    #[test]
    fn user_and_password_are_read_and_the_password_never_prints() {
        let url = SmtpUrl::parse("smtps://me%40example.com:hunter%3A%C3%A92+&@mail.example.com").unwrap();
        assert_eq!(url.reveal_sign_in(), Some(("me@example.com", "hunter:é2+&")));
        for printed in [url.to_string(), format!("{url:?}")] {
            assert_eq!(printed, "smtps://me%40example.com:hidden@mail.example.com");
        }
    }

    #[test]
    fn what_is_no_mail_server_is_refused() {
        for text in [
            "",
            "mail.example.com",
            "mail.example.com:25",
            "http://mail.example.com",
            "smtp:mail.example.com",
            "smtp://",
            "smtp://mail example.com",
            "smtp://mail.example.com:99999",
            "smtp://mail.example.com/name",
            "smtp://mail.example.com?tls=none",
            "smtp://mail.example.com#x",
            "smtp://me@mail.example.com",
            "smtp://:hunter2@mail.example.com",
            "smtp://me:%zz@mail.example.com",
            "smtp://me:%2@mail.example.com",
            "smtp://me:%ff@mail.example.com",
        ] {
            assert!(SmtpUrl::parse(text).is_none(), "{text:?}");
        }
    }
}
