//! The address at which browsers reach the server: what links, cookies and the guard against foreign forms go by.

use std::{fmt, net::SocketAddr, str::FromStr};

use thiserror::Error;
use url::Url;

/// An origin such as `https://pins.example.com`: lower case, no path, and no port where it is the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    https: bool,
}

/// The text is no address that browsers could reach the server at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an http or https address without a path")]
pub struct NotAPublicUrl;

impl PublicUrl {
    /// The address of a server that is reached where it listens.
    pub fn of_address(listening: SocketAddr) -> Self {
        let port = match listening.port() {
            80 => String::new(),
            port => format!(":{port}"),
        };
        let ip = match listening {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        };
        Self { origin: format!("http://{ip}{port}"), https: false }
    }

    /// Whether browsers reach the server over an encrypted connection.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The address as the header `Origin` has it.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address as the header `Host` has it: the host, and the port unless it is the scheme's own.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host)
    }
}

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| NotAPublicUrl)?;
        let is_bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(NotAPublicUrl),
        };
        if !is_bare || !url.has_host() {
            return Err(NotAPublicUrl);
        }
        Ok(Self { origin: url.origin().ascii_serialization(), https })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_to_its_one_spelling() {
        for (text, origin, host, https) in [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000", "127.0.0.1:3000", false),
            ("https://PINS.Example.com/", "https://pins.example.com", "pins.example.com", true),
            ("https://pins.example.com:443", "https://pins.example.com", "pins.example.com", true),
            ("http://pins.example.com:80", "http://pins.example.com", "pins.example.com", false),
            ("https://pins.example.com:8443", "https://pins.example.com:8443", "pins.example.com:8443", true),
            ("http://[::1]:3000", "http://[::1]:3000", "[::1]:3000", false),
        ] {
            let url: PublicUrl = text.parse().unwrap();
            assert_eq!((url.origin(), url.host(), url.is_https()), (origin, host, https));
        }
    }

    #[test]
    fn what_browsers_could_not_reach_us_at_is_refused() {
        for text in [
            "",
            "pins.example.com",
            "ftp://pins.example.com",
            "https://",
            "https://pins.example.com/path",
            "https://pins.example.com/?query",
            "https://pins.example.com/#fragment",
            "https://user@pins.example.com",
            "https://user:password@pins.example.com",
            "javascript:alert(1)",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(NotAPublicUrl), "{text:?}");
        }
    }

    #[test]
    fn a_listening_address_is_a_public_address_as_a_browser_would_write_it() {
        for (address, origin) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("127.0.0.1:80", "http://127.0.0.1"),
            ("[::1]:3000", "http://[::1]:3000"),
        ] {
            let url = PublicUrl::of_address(address.parse().unwrap());
            assert_eq!(url.origin(), origin);
            assert_eq!(url, origin.parse().unwrap());
        }
    }
}
