//! The two processes that are killed: how they start, and when they are ready.

use std::{
    env,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{
    ack::Ack,
    agents::{ORDERS, Orders, READY},
    ground::Ground,
    shared::house::PASSWORD,
};

/// Nothing here should take this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const STEP: Duration = Duration::from_millis(5);

/// The real server.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: String,
}

impl Served {
    /// Starts the server, and waits until it and its database are ready.
    pub(crate) fn start(ground: &Ground) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_security-pins"))
            .arg("serve")
            .env_clear()
            .env("PINS_LISTEN", "127.0.0.1:0")
            .env("PINS_DATABASE_URL", ground.url())
            .env("PINS_KEY_FILE", ground.key_file())
            .env("PINS_DEMO", "1")
            .env("PINS_DEMO_PASSWORD", PASSWORD)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = drain(child.stderr.take().unwrap());
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        let Some(address) = first.trim_end().strip_prefix("Security Pins listens on http://") else {
            child.kill().ok();
            let said = errors.join().unwrap();
            panic!("it did not listen: {first}{}", String::from_utf8_lossy(&said));
        };
        // What it prints after that is not needed, but must not stop it.
        drain(output);
        let served = Self { address: address.to_owned(), child };
        served.is_ready();
        served
    }

    fn is_ready(&self) {
        let mut last = String::new();
        for _ in 0..PATIENCE.as_millis() / STEP.as_millis() {
            last = get(&self.address, "/readyz").unwrap_or_else(|error| error.to_string());
            if last.starts_with("HTTP/1.1 200 ") {
                return;
            }
            thread::sleep(STEP);
        }
        panic!("not ready: {last}");
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The second process.
pub(crate) struct Agents {
    child: Child,
    orders: ChildStdin,
    output: Option<BufReader<ChildStdout>>,
    said: Option<JoinHandle<Vec<u8>>>,
}

impl Agents {
    /// Starts this program again by itself, as the test of this name, and waits until it is ready.
    pub(crate) fn start(me: &str, orders: &Orders) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", me, "--nocapture"])
            .env(ORDERS, serde_json::to_string(orders).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let is_ready = output.by_ref().lines().any(|line| line.unwrap() == READY);
        let orders = child.stdin.take().unwrap();
        let agents = Self { child, orders, output: Some(output), said: None };
        assert!(is_ready, "the second process ended at its start");
        agents
    }

    /// Lets it begin, and waits for its first acknowledgement if `waits`: on a busy machine that takes a while.
    pub(crate) fn begin(&mut self, waits: bool) {
        self.orders.write_all(b"begin\n").unwrap();
        let mut output = self.output.take().unwrap();
        let mut first = Vec::new();
        if waits {
            output.read_until(b'\n', &mut first).unwrap();
        }
        self.said = Some(drain(io::Cursor::new(first).chain(output)));
    }

    /// SIGKILL. An end by itself before that would be a process that failed.
    pub(crate) fn kill(&mut self) {
        assert_eq!(self.child.try_wait().unwrap(), None, "the second process ended by itself");
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What was acknowledged by it before it was killed.
    pub(crate) fn acks(&mut self) -> Vec<Ack> {
        Ack::all_in(&self.said.take().unwrap().join().unwrap())
    }
}

impl Drop for Agents {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads to the end, so that whoever writes is never stopped by a full pipe.
fn drain(mut from: impl io::Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        from.read_to_end(&mut all).ok();
        all
    })
}

fn get(address: &str, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
