//! Who may send what here at all: requests for this host only, and forms from its own pages only. And how long
//! anyone waits for an answer.

use std::time::Duration;

use app::api::ApiError;
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, Method,
        header::{HOST, ORIGIN},
    },
    middleware::Next,
    response::Response,
};

use leptos::config::LeptosOptions;
use tokio::time::timeout;

use super::{Site, problem};
use crate::config::PublicUrl;

/// Longer than the slowest honest answer: a request waits for a busy database for at most 5 s.
const SLOWEST_ANSWER: Duration = Duration::from_secs(15);

/// Answers for a request that takes too long. What it was doing is dropped, and with it what it had not committed.
pub(super) async fn in_time(State(options): State<LeptosOptions>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    match timeout(SLOWEST_ANSWER, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => problem::answer(&options, &headers, ApiError::Unavailable),
    }
}

/// Refuses requests that were made for another host (requirement W2): a name that someone else points at this
/// server must not see its pages.
pub(super) async fn known_host(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if host.eq_ignore_ascii_case(site.public_url.host()) || is_loopback(host) {
        next.run(request).await
    } else {
        problem::answer(&site.options, request.headers(), ApiError::WrongHost)
    }
}

/// Whether the host, with or without a port, is this machine by its own name for itself.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Refuses forms that did not come from our own pages (requirement P7). A request that does not say where it came
/// from is refused too.
pub(super) async fn same_site(State(site): State<Site>, request: Request, next: Next) -> Response {
    let changes_nothing = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if changes_nothing || is_same_site(request.headers(), &site.public_url) {
        next.run(request).await
    } else {
        problem::answer(&site.options, request.headers(), ApiError::CrossSite)
    }
}

fn is_same_site(headers: &HeaderMap, public_url: &PublicUrl) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(ORIGIN.as_str()) else {
        return false;
    };
    let of_host = origin.split_once("://").map(|(_, host)| host);
    origin.eq_ignore_ascii_case(public_url.origin()) || (of_host.is_some() && of_host == text(HOST.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_may_send_forms() {
        let public: PublicUrl = "https://pins.example".parse().unwrap();
        for pairs in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://pins.example")],
            &[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")],
        ] {
            assert!(is_same_site(&headers(pairs), &public), "{pairs:?}");
        }
        for pairs in [
            &[][..],
            &[("host", "pins.example")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://pins.example")],
            &[("origin", "null"), ("host", "pins.example")],
            &[("origin", "https://evil.example"), ("host", "pins.example")],
            &[("origin", "https://pins.example.evil.example"), ("host", "pins.example")],
            &[("origin", "http://127.0.0.1:3001"), ("host", "127.0.0.1:3000")],
        ] {
            assert!(!is_same_site(&headers(pairs), &public), "{pairs:?}");
        }
    }

    #[test]
    fn this_machine_goes_by_few_names() {
        for host in ["127.0.0.1", "127.0.0.1:3000", "localhost:1", "LOCALHOST", "[::1]:3000", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1:3000"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
