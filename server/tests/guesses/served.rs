//! The real server, and those who guess through it.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Mutex,
    thread,
    time::Duration,
};

use domain::{account::AccountNumber, pin::PinCode, session::SessionToken};

use crate::{
    ground::{Ground, database_in, key_file_in},
    shared::house::{AGENT, PASSWORD},
    wire::Wire,
};

/// Who guesses at once. More than the machine has cores wait for each other.
const AT_ONCE: usize = 8;
/// The server looks for attacks four times in a minute at least.
const PATIENCE: Duration = Duration::from_secs(60);
const STEP: Duration = Duration::from_millis(50);

/// A guess, by whoever holds the cookie.
pub(crate) struct Guess {
    pub(crate) cookie: String,
    pub(crate) account: AccountNumber,
    pub(crate) code: PinCode,
}

/// What a guess is told: a verdict's or an error's name for programs.
pub(crate) type Told = BTreeMap<String, usize>;

pub(crate) struct Served {
    child: Child,
    address: String,
    log: PathBuf,
}

impl Served {
    pub(crate) fn start(ground: &Ground) -> Self {
        let log = ground.folder().join("log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_security-pins"))
            .arg("serve")
            .env_clear()
            .current_dir(ground.folder())
            .env("PINS_LISTEN", "127.0.0.1:0")
            .env("PINS_DATABASE_URL", format!("sqlite://{}", database_in(ground.folder()).display()))
            .env("PINS_KEY_FILE", key_file_in(ground.folder()))
            .env("PINS_DEMO", "1")
            .env("PINS_DEMO_PASSWORD", PASSWORD)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut printed = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = printed.next().unwrap().unwrap();
        let address = first.strip_prefix("Security Pins listens on http://");
        let address = address.unwrap_or_else(|| panic!("it did not listen, but print {first:?}")).to_owned();
        // What it prints after that is not needed, but must not stop it.
        thread::spawn(move || printed.for_each(drop));
        Self { child, address, log }
    }

    pub(crate) fn wire(&self) -> Wire {
        Wire::to(&self.address)
    }

    /// Signs in as the demo agent. Gives the cookie.
    pub(crate) fn sign_in(&self) -> String {
        let form = serde_urlencoded::to_string([("email", AGENT), ("password", PASSWORD)]).unwrap();
        let answer = self.wire().call("", "/api/sign_in", &form);
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: pins_session="));
        format!("pins_session={}", cookie.unwrap().split(';').next().unwrap())
    }

    /// Makes all guesses, several at a time, and counts what they are told at last.
    pub(crate) fn told(&self, guesses: Vec<Guess>) -> Told {
        let (guesses, told) = (Mutex::new(guesses.into_iter()), Mutex::new(Told::new()));
        let next = || guesses.lock().unwrap().next();
        thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(|| {
                    let mut wire = self.wire();
                    while let Some(guess) = next() {
                        *told.lock().unwrap().entry(last_word(&mut wire, &guess)).or_default() += 1;
                    }
                });
            }
        });
        told.into_inner().unwrap()
    }

    /// How often the log warns of an attack.
    pub(crate) fn warnings(&self) -> usize {
        fs::read_to_string(&self.log)
            .unwrap()
            .matches("wrong tries on many accounts look like an attack")
            .count()
    }

    /// Asks again and again until it is so.
    pub(crate) fn wait_until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        for _ in 0..PATIENCE.as_millis() / STEP.as_millis() {
            if is_so() {
                return;
            }
            thread::sleep(STEP);
        }
        panic!("{what}: {}", fs::read_to_string(&self.log).unwrap());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub(crate) fn cookie_of(token: &SessionToken) -> String {
    format!("pins_session={}", *token.reveal())
}

/// What the desk's page sends for this guess.
pub(crate) fn form(account: AccountNumber, code: &PinCode) -> String {
    format!("account={account}&pin={}&channel=phone&contact=&ticket=", code.reveal())
}

/// What the guess is told, asked again as long as it is put off.
fn last_word(wire: &mut Wire, guess: &Guess) -> String {
    loop {
        let answer = wire.call(&guess.cookie, "/api/verify", &form(guess.account, &guess.code));
        let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        let word = told["outcome"]["result"].as_str().or(told["error"].as_str());
        match word.unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body)) {
            "tries_under_way" => thread::yield_now(),
            word => return word.to_owned(),
        }
    }
}
