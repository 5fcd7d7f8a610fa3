//! The program as a process, in a folder of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use domain::{
    desk::{Desk, Shown, SignIn, SignInTry, SignedIn, Visit},
    person::Password,
    pin::PinKind,
    policy::Policy,
    ports::Entropy,
    session::Origin,
    testing::{ManualClock, SeededEntropy},
    time::Timestamp,
};
use server::{config::DatabaseUrl, demo, store::Database, vault, world::Argon2Hasher};
use tempfile::TempDir;

/// Nothing here should take this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const STEP: Duration = Duration::from_millis(10);

/// A folder with a copy of the binary in it and nothing else.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Not by `fs::copy`: a test beside this one that starts a program just then would hand the copy, open for
        // writing, on to it, and a file that is open for writing cannot be started ("Text file busy").
        let copied =
            Command::new("cp").arg(env!("CARGO_BIN_EXE_security-pins")).arg(folder.path()).status().unwrap();
        assert!(copied.success());
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("data/security-pins.db")
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.path("data/keys.toml")
    }

    /// The program with these arguments, in this folder and with no environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.path("security-pins"));
        command.args(arguments).env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The one sentence with which a start is refused; every other output is an error.
    pub(crate) fn refusal(&self, command: &mut Command) -> String {
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(output.stdout.is_empty());
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.ends_with(".\n") && !said.contains("Error"), "{said}");
        said
    }

    /// What a start on any free port says when it is refused.
    pub(crate) fn refused_start(&self) -> String {
        self.refusal(&mut self.command(&["serve", "--listen", "127.0.0.1:0"]))
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Running {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        Running::of(command.args(arguments))
    }

    /// A database with a live PIN, and its key file, as the program leaves them.
    pub(crate) fn with_a_pin(self) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(generate_a_pin(&self.database(), &self.key_file()));
        self
    }
}

async fn generate_a_pin(database: &Path, key_file: &Path) {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_800_000_000_000)));
    // Each place has keys of its own.
    let seed = database.as_os_str().as_encoded_bytes().iter().map(|byte| u64::from(*byte));
    let seed = seed.fold(0, |seed, byte| seed * 31 % 1_000_003 + byte);
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
    let store = Database::open(&DatabaseUrl::Sqlite(database.to_owned())).await.unwrap();
    let vault = vault::open(key_file, &store, entropy.clone(), &*clock).await.unwrap();
    let desk = Desk {
        clock,
        hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
        entropy,
        vault: Arc::new(vault),
        store: Arc::new(store.clone()),
        notifier: Arc::new(domain::ports::Nobody),
        policy: Policy::default(),
    };
    let password = Password::new("a password".into());
    demo::prepare(&desk, &password).await.unwrap();
    let visit = Visit { previous: None, browser: None, origin: &Origin::default() };
    let hanna = SignInTry { email: "holder@acme.example", password: &password, visit };
    let Ok(SignIn::Done(SignedIn { token, .. })) = desk.sign_in(&hanna).await else { panic!("she signs in") };
    let hanna = desk.who(&token, true).await.unwrap().unwrap();
    let acme = 10001.try_into().unwrap();
    desk.generate(hanna.customer().unwrap(), acme, PinKind::Master, Shown::None).await.unwrap();
    store.close().await;
}

/// A server that listens.
pub(crate) struct Running {
    child: Child,
    address: String,
    /// Everything that it printed until it listened.
    pub(crate) printed: String,
}

impl Running {
    /// The server that this command starts.
    pub(crate) fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let printed = first_lines(child.stdout.take().unwrap());
        let address = printed
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("Security Pins listens on http://"))
            .unwrap_or_else(|| panic!("it did not listen, but print {printed:?}"))
            .to_owned();
        Self { child, address, printed }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Waits until the server says that it and its database are ready.
    pub(crate) fn is_ready(&self) {
        let mut last = String::new();
        let ready = eventually(|| {
            last = get(&self.address, "/readyz", "").unwrap_or_else(|error| error.to_string());
            last.starts_with("HTTP/1.1 200 ").then_some(())
        });
        assert!(ready.is_some(), "not ready: {last}");
    }

    /// The answer to a browser that sends this cookie.
    pub(crate) fn page(&self, path: &str, cookie: &str) -> String {
        get(&self.address, path, &format!("Cookie: {cookie}\r\n")).unwrap()
    }

    /// Sends the signal and waits for the end.
    pub(crate) fn end_by(&mut self, signal: &str) -> ExitStatus {
        let sent =
            Command::new("sh").args(["-c", &format!("kill -{signal} {}", self.child.id())]).status().unwrap();
        assert!(sent.success());
        eventually(|| self.child.try_wait().unwrap()).expect("it goes on")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Asks again and again until there is an answer.
fn eventually<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..PATIENCE.as_millis() / STEP.as_millis() {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        thread::sleep(STEP);
    }
    None
}

/// What is printed up to the last demo sign-in, or until nothing more can come.
fn first_lines(stdout: impl std::io::Read + Send + 'static) -> String {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            if tell.send(line.unwrap()).is_err() {
                return;
            }
        }
    });
    let mut printed = String::new();
    let mut patience = PATIENCE;
    // All lines are written at once: what has not come a moment after the first does not come.
    while let Ok(line) = told.recv_timeout(patience) {
        printed.push_str(&line);
        printed.push('\n');
        patience = Duration::from_millis(200);
    }
    printed
}

fn get(address: &str, path: &str, header: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{header}Connection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
