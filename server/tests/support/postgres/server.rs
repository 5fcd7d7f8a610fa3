//! A PostgreSQL in a temporary folder, on a port of its own, that cannot outlive the test process.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, TcpListener},
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio, id},
    sync::Mutex,
};

use super::programs;

/// A server that nobody else uses, for tests that do harm to it. Each call blocks its thread until it is done.
pub(crate) struct Server {
    keeper: Mutex<Keeper>,
    folder: PathBuf,
    port: u16,
}

impl Server {
    pub(crate) fn start() -> Self {
        let folder = make_folder();
        let mut keeper = Keeper::start(&folder);
        keeper.must("init", &folder);
        // Another process may take the port first, so there is more than one try.
        let port = free_ports().take(5).find(|port| keeper.obeys(&format!("start {port}")));
        let port = port.unwrap_or_else(|| panic!("PostgreSQL does not start:\n{}", log(&folder)));
        Self { keeper: Mutex::new(keeper), folder, port }
    }

    /// The address of a database on it; `postgres` is there from the start.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Where it keeps everything.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Stops every process of it where it stands: connections stay open and nothing answers.
    pub(crate) fn freeze(&self) {
        self.must("freeze");
    }

    /// Lets a frozen server go on.
    pub(crate) fn thaw(&self) {
        self.must("thaw");
    }

    /// Ends it as a power failure would: only what was committed can be found again.
    pub(crate) fn kill(&self) {
        self.must("stop");
    }

    /// Starts it again after it was killed, on the same port and with the same databases.
    pub(crate) fn restart(&self) {
        self.must(&format!("start {}", self.port));
    }

    fn must(&self, order: &str) {
        self.keeper.lock().unwrap().must(order, &self.folder);
    }
}

/// The shell script that starts and stops the server, and ends it when nobody can give orders any more.
struct Keeper {
    child: Child,
    /// The only end of the pipe to write to. It closes when this process ends.
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Keeper {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", include_str!("keeper.sh"), "keeper"]).arg(programs::folder());
        command.env_clear().env("PATH", env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C.UTF-8");
        command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // What is sent to the tests as a group, such as Ctrl-C, is not for the one that cleans up after them.
        command.process_group(0);
        if let Some(user) = programs::user() {
            command.uid(user.id).gid(user.group);
        }
        let mut child = command.spawn().expect("the folder for temporary files is open to every user");
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { orders: child.stdin.take(), answers, child }
    }

    fn obeys(&mut self, order: &str) -> bool {
        let mut answer = String::new();
        let orders = self.orders.as_mut().unwrap();
        writeln!(orders, "{order}").and_then(|()| self.answers.read_line(&mut answer)).unwrap();
        answer == "done\n"
    }

    fn must(&mut self, order: &str, folder: &Path) {
        assert!(self.obeys(order), "PostgreSQL does not obey {order:?}:\n{}", log(folder));
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.orders.take());
        self.child.wait().ok();
    }
}

/// Kept here and removed by the keeper, which owns it.
fn make_folder() -> PathBuf {
    let folder = tempfile::Builder::new().prefix("pins-postgres-").tempdir().unwrap().keep();
    if let Some(user) = programs::user() {
        chown(&folder, Some(user.id), Some(user.group)).unwrap();
    }
    folder
}

fn log(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_else(|error| error.to_string())
}

/// Ports that nobody listens on, below those from which connections are made: a client that calls a stopped server
/// must not get its own port and talk to itself.
fn free_ports() -> impl Iterator<Item = u16> {
    let first = id().wrapping_mul(37);
    (0..12_000)
        .filter_map(move |step| u16::try_from(20_000 + first.wrapping_add(step) % 12_000).ok())
        .filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
}
