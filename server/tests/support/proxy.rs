//! A network that fails on demand: forwards a loopback port to another until told to do harm.

use std::{
    io,
    net::Ipv4Addr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{AbortHandle, JoinSet},
};

/// Forwards until it is dropped. What is told to it holds for every byte that is sent after the call.
pub(crate) struct Proxy {
    port: u16,
    weather: Arc<Weather>,
    connections: Arc<Mutex<JoinSet<()>>>,
    acceptor: AbortHandle,
}

/// What all connections are subject to.
struct Weather {
    refuses: watch::Sender<bool>,
    stalls: watch::Sender<bool>,
    trap: Mutex<Option<Trap>>,
}

/// What ends the first connection that runs into it.
enum Trap {
    /// So many more bytes from the client pass.
    After(usize),
    /// The pattern passes, the answer to it does not.
    BeforeAnswer(Vec<u8>),
}

/// What becomes of a chunk from the client: how much of it passes, and what comes then.
enum Fate {
    Passes,
    PassesUnanswered,
    EndsAfter(usize),
}

impl Proxy {
    pub(crate) async fn to(target: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let weather = Arc::new(Weather {
            refuses: watch::Sender::new(false),
            stalls: watch::Sender::new(false),
            trap: Mutex::new(None),
        });
        let connections = Arc::new(Mutex::new(JoinSet::new()));
        let acceptor = tokio::spawn(accept(listener, target, weather.clone(), connections.clone()));
        Self { port, weather, connections, acceptor: acceptor.abort_handle() }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Closes all present connections; new ones are served.
    pub(crate) async fn cut(&self) {
        let mut present = std::mem::take(&mut *self.connections.lock().unwrap());
        present.shutdown().await;
    }

    /// From now on, new connections are closed at once; present ones stay.
    pub(crate) fn refuse(&self) {
        self.weather.refuses.send_replace(true);
    }

    /// Serves new connections again.
    pub(crate) fn accept(&self) {
        self.weather.refuses.send_replace(false);
    }

    /// Holds the bytes of every connection, in both directions, and closes nothing.
    pub(crate) fn stall(&self) {
        self.weather.stalls.send_replace(true);
    }

    /// Lets the held bytes go on.
    pub(crate) fn flow(&self) {
        self.weather.stalls.send_replace(false);
    }

    /// Lets that many more bytes from the client through and then closes the connection, both sides of it, once.
    /// After 0 bytes, the next statement does not reach the server at all.
    pub(crate) fn cut_after(&self, bytes_from_client: usize) {
        self.set(Trap::After(bytes_from_client));
    }

    /// Hands the next chunk that has this pattern, in large or small letters, on to the server, waits until the server
    /// has answered, and closes the connection without passing the answer on, once. For a statement that travels in
    /// one message, such as `COMMIT`: the server has then done it and the client cannot know.
    pub(crate) fn cut_before_answer(&self, pattern: &[u8]) {
        assert!(!pattern.is_empty());
        self.set(Trap::BeforeAnswer(pattern.to_vec()));
    }

    fn set(&self, trap: Trap) {
        *self.weather.trap.lock().unwrap() = Some(trap);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.acceptor.abort();
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }
}

async fn accept(
    listener: TcpListener,
    target: u16,
    weather: Arc<Weather>,
    connections: Arc<Mutex<JoinSet<()>>>,
) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        if *weather.refuses.borrow() {
            continue;
        }
        let weather = weather.clone();
        connections.lock().unwrap().spawn(async move {
            // A connection that breaks is what this is for.
            if let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, target)).await {
                forward(&client, &server, &weather).await.ok();
            }
        });
    }
}

/// Hands bytes on until one side closes or a trap springs; both sides close when their owner drops them.
async fn forward(client: &TcpStream, server: &TcpStream, weather: &Weather) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    let mut unanswered = false;
    loop {
        let (from_client, read) = tokio::select! {
            ready = client.readable() => (true, ready.and_then(|()| client.try_read(&mut buffer))),
            ready = server.readable() => (false, ready.and_then(|()| server.try_read(&mut buffer))),
        };
        let chunk = match read {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
            Ok(0) => return Ok(()),
            read => &buffer[..read?],
        };
        // Between reading and writing, so that nothing passes that was sent after the call.
        weather.clears().await;
        if !from_client {
            if unanswered {
                return Ok(());
            }
            write(client, chunk).await?;
            continue;
        }
        match weather.fate(chunk) {
            Fate::Passes => write(server, chunk).await?,
            Fate::PassesUnanswered => {
                unanswered = true;
                write(server, chunk).await?;
            }
            Fate::EndsAfter(length) => return write(server, &chunk[..length]).await,
        }
    }
}

async fn write(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Weather {
    async fn clears(&self) {
        // The sender is this very value, so there is no end to wait for.
        self.stalls.subscribe().wait_for(|stalls| !stalls).await.ok();
    }

    fn fate(&self, chunk: &[u8]) -> Fate {
        let mut trap = self.trap.lock().unwrap();
        match &mut *trap {
            Some(Trap::After(left)) if *left > chunk.len() => {
                *left -= chunk.len();
                Fate::Passes
            }
            Some(Trap::After(left)) => {
                let left = *left;
                *trap = None;
                Fate::EndsAfter(left)
            }
            Some(Trap::BeforeAnswer(pattern)) if has(chunk, pattern) => {
                *trap = None;
                Fate::PassesUnanswered
            }
            _ => Fate::Passes,
        }
    }
}

fn has(chunk: &[u8], pattern: &[u8]) -> bool {
    chunk.windows(pattern.len()).any(|part| part.eq_ignore_ascii_case(pattern))
}
