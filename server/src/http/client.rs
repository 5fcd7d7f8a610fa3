//! Where a request comes from: found out once for every page and form, before either runs.
//!
//! Behind a proxy, every connection is the proxy's, and it names whom it asks for in `X-Forwarded-For`. Anyone can
//! write that header, so it is read only from the proxies that the operator trusts (requirement W2). `Forwarded` is
//! not read at all: proxies write one of the two and pass the other on as the browser sent it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use app::api::client::Client;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, header::USER_AGENT},
    middleware::Next,
    response::Response,
};

use super::browser;
use crate::config::Proxies;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Puts the client where pages and forms find it.
pub(super) async fn find_client(
    State(proxies): State<Proxies>,
    mut request: Request,
    next: Next,
) -> Response {
    // Without a connection, as in tests, there is no address.
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let user_agent = request.headers().get(USER_AGENT).and_then(|text| text.to_str().ok());
    let client = Client {
        address: address(peer, request.headers(), &proxies),
        browser: browser::in_words(user_agent.unwrap_or_default()),
    };
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// The address behind all trusted proxies. From the last to the first, each address in the header was written by
/// the machine before; where that machine is not trusted, or wrote no address, nothing further is believed.
fn address(peer: IpAddr, headers: &HeaderMap, proxies: &Proxies) -> IpAddr {
    let lines = headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or_default());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let mut named = named.into_iter().rev();
    let mut address = peer.to_canonical();
    while proxies.contains(address) {
        match named.next().and_then(read) {
            Some(before) => address = before,
            None => break,
        }
    }
    address
}

/// An address as proxies write them: some add the port.
fn read(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().or_else(|_| text.parse().map(|address: SocketAddr| address.ip())).ok();
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::{Extension, Router, http::HeaderValue, middleware::from_fn_with_state, routing::get};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
    };

    use super::*;

    /// The address where a peer sends these lines, and the proxies at 10.0.0.0/8 and ::1 are trusted.
    fn of(peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        address(peer.parse().unwrap(), &headers, &"10.0.0.0/8, ::1".parse().unwrap()).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_the_peer_is_the_client_whatever_it_says() {
        assert_eq!(of("192.0.2.1", &[]), "192.0.2.1");
        assert_eq!(of("192.0.2.1", &["203.0.113.7"]), "192.0.2.1");
        assert_eq!(of("192.0.2.1", &["10.0.0.1"]), "192.0.2.1");
        assert_eq!(of("::ffff:192.0.2.1", &["203.0.113.7"]), "192.0.2.1");
    }

    #[test]
    fn a_trusted_proxy_is_believed_about_the_last_that_is_no_proxy() {
        for peer in ["10.0.0.1", "::1", "::ffff:10.0.0.1"] {
            for (lines, client) in [
                (&["203.0.113.7"][..], "203.0.113.7"),
                (&["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
                (&["198.51.100.1, 203.0.113.7, 10.0.0.2,::1"], "203.0.113.7"),
                (&["198.51.100.1", "203.0.113.7", "10.0.0.2"], "203.0.113.7"),
                (&["2001:db8::7"], "2001:db8::7"),
                (&["::ffff:203.0.113.7"], "203.0.113.7"),
                (&["203.0.113.7:4711"], "203.0.113.7"),
                (&["[2001:db8::7]:4711"], "2001:db8::7"),
                (&["10.0.0.9"], "10.0.0.9"),
            ] {
                assert_eq!(of(peer, lines), client, "{peer} {lines:?}");
            }
        }
    }

    #[test]
    fn nothing_is_believed_beyond_what_is_no_address() {
        for lines in [
            &[][..],
            &[""],
            &["unknown"],
            &["203.0.113.7, unknown"],
            &["203.0.113.7,"],
            &["203.0.113.7", "ü"],
        ] {
            assert_eq!(of("10.0.0.1", lines), "10.0.0.1", "{lines:?}");
        }
        assert_eq!(of("10.0.0.1", &["203.0.113.7, <b>, 10.0.0.2"]), "10.0.0.2");
    }

    /// What a handler behind the middleware finds out about a request that comes through a proxy on this machine.
    async fn found(with_peer: bool) -> String {
        let page = |Extension(client): Extension<Client>| async move {
            format!("{} with {}", client.address, client.browser)
        };
        let proxies: Proxies = "127.0.0.1".parse().unwrap();
        let router = Router::new().route("/", get(page)).layer(from_fn_with_state(proxies, find_client));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut connection = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let server = tokio::spawn(async move {
            if with_peer {
                axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await
            } else {
                axum::serve(listener, router).await
            }
        });
        let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: curl/8.14.1\r\n\
                       X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n";
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        server.abort();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    #[tokio::test]
    async fn a_page_finds_the_client_of_its_request() {
        assert_eq!(found(true).await, "203.0.113.7 with curl");
    }

    #[tokio::test]
    async fn a_request_without_a_connection_has_a_client_without_an_address() {
        assert_eq!(found(false).await, "0.0.0.0 with curl");
    }
}
