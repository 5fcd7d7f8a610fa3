//! The stream of events as it goes over the wire.

use std::sync::Arc;

use app::api::cookie::Cookies;
use domain::session::SessionToken;
use server::{
    config::Proxies,
    events::Hub,
    http::{self, Reach},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

use crate::{
    ground::in_time,
    shared::house::{House, On},
};

/// A house whose server answers on a port.
pub(crate) struct Open {
    pub(crate) house: House,
    pub(crate) hub: Arc<Hub>,
    address: String,
    stop: Option<oneshot::Sender<()>>,
}

impl Open {
    pub(crate) async fn new() -> Self {
        let mut house = House::on(On::Sqlite).await;
        let hub = Arc::new(Hub::default());
        house.desk.notifier = hub.clone();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let reach =
            Reach { public_url: format!("http://{address}").parse().unwrap(), proxies: Proxies::default() };
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { drop(stopped.await) };
        tokio::spawn(http::serve(listener, house.desk.clone(), hub.clone(), reach, stopped));
        Self { house, hub, address, stop: Some(stop) }
    }

    pub(crate) async fn listen(&self, path: &str, token: &SessionToken) -> Stream {
        let mut connection = TcpStream::connect(&self.address).await.unwrap();
        let cookie = format!("{}={}", Cookies { secure: false }.session(), token.reveal().as_str());
        // The older version of the protocol does not cut the answer into pieces.
        let request = format!("GET {path} HTTP/1.0\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.address);
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(connection).lines();
        let status = in_time(lines.next_line()).await.unwrap().unwrap();
        assert!(status.contains(" 200 "), "{status}");
        while in_time(lines.next_line()).await.unwrap().is_some_and(|line| !line.is_empty()) {}
        Stream { lines, said: String::new() }
    }

    /// As at the signal to stop.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
    }
}

pub(crate) struct Stream {
    lines: Lines<BufReader<TcpStream>>,
    /// All that came until now.
    pub(crate) said: String,
}

impl Stream {
    /// The next event's name and data; `None` at the end.
    pub(crate) async fn next(&mut self) -> Option<(String, String)> {
        let name = self.field("event: ").await?;
        let data = self.field("data: ").await?;
        Some((name, data))
    }

    /// The next event that says more than that the server is there.
    pub(crate) async fn next_news(&mut self) -> Option<(String, String)> {
        loop {
            let event = self.next().await?;
            if event.0 != "alive" {
                return Some(event);
            }
        }
    }

    async fn field(&mut self, name: &str) -> Option<String> {
        loop {
            let line = in_time(self.lines.next_line()).await.unwrap()?;
            self.said.push_str(&line);
            if let Some(value) = line.strip_prefix(name) {
                return Some(value.to_owned());
            }
        }
    }
}
