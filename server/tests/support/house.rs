//! A house: a database in a place of its own, the demo people, and a clock to move. Through it a test acts as the
//! people do; past it, in `past`, as an intruder would.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{
    account::AccountNumber,
    desk::{
        Desk, GenerateError, PinRow, RowState, Shown, SignIn, SignInError, SignInTry, SignedIn, VerifyError,
        Visit,
    },
    person::{Password, PersonId},
    pin::{PinCode, PinId, PinKind},
    policy::Policy,
    ports::Entropy,
    session::{Caller, Origin, SessionToken},
    testing::{ManualClock, SeededEntropy},
    time::Timestamp,
    verification::{Agent, Channel, Outcome, Try},
};
use server::{
    config::DatabaseUrl,
    demo,
    store::{Database, Time},
    vault::{self, LiveVault},
    world::Argon2Hasher,
};
use tempfile::TempDir;

use super::postgres;

pub(crate) const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
pub(crate) const PASSWORD: &str = "a password for all";

pub(crate) const HANNA: &str = "holder@acme.example";
pub(crate) const BRUNO: &str = "holder@birch.example";
pub(crate) const SAM: &str = "sam@shared.example";
pub(crate) const AGENT: &str = "agent@support.example";
pub(crate) const LEAD: &str = "lead@support.example";

/// Which database a house stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

/// Where a house's data are: a folder for its files, and a PostgreSQL database if it stands on one.
pub(crate) struct Place {
    folder: TempDir,
    pub(super) postgres: Option<postgres::Database>,
}

impl Place {
    pub(crate) async fn new(on: On) -> Self {
        let postgres = match on {
            On::Sqlite => None,
            On::Postgres => Some(postgres::database().await),
        };
        Self { folder: tempfile::tempdir().unwrap(), postgres }
    }

    pub(crate) fn database_url(&self) -> DatabaseUrl {
        match &self.postgres {
            Some(postgres) => DatabaseUrl::parse(postgres.url()).unwrap(),
            None => DatabaseUrl::Sqlite(self.database_file()),
        }
    }

    pub(crate) fn database_file(&self) -> PathBuf {
        self.folder.path().join("pins.db")
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.path().join("keys.toml")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// One server of a house: its connections and its use cases.
pub(crate) struct Server {
    pub(crate) store: Database,
    pub(crate) desk: Desk,
    pub(crate) vault: Arc<LiveVault>,
}

impl Server {
    /// A server on the place's database by this clock, with randomness of its own.
    pub(crate) async fn open(place: &Place, clock: Arc<ManualClock>, seed: u64) -> Self {
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
        let store = Database::open(&place.database_url()).await.unwrap().by(Time::Servers);
        let keys = match place.postgres {
            Some(_) if !place.key_file().exists() => {
                vault::init(&place.key_file(), &store, entropy.clone(), &*clock).await.unwrap()
            }
            _ => vault::open(&place.key_file(), &store, entropy.clone(), &*clock).await.unwrap(),
        };
        let vault = Arc::new(LiveVault::new(place.key_file(), keys, entropy.clone()));
        let desk = Desk {
            clock,
            hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
            entropy,
            vault: vault.clone(),
            store: Arc::new(store.clone()),
            notifier: Arc::new(domain::ports::Nobody),
            policy: Policy::default(),
        };
        Self { store, desk, vault }
    }
}

pub(crate) struct House {
    pub(crate) place: Place,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: Database,
    pub(crate) desk: Desk,
    pub(crate) vault: Arc<LiveVault>,
}

pub(crate) fn acme() -> AccountNumber {
    10001.try_into().unwrap()
}

pub(crate) fn birch() -> AccountNumber {
    10002.try_into().unwrap()
}

impl House {
    /// A house with the demo people in it.
    pub(crate) async fn on(on: On) -> Self {
        let clock = Arc::new(ManualClock::at(NOON));
        let house = Self::open(Place::new(on).await, clock, 1).await;
        let password = Password::new(PASSWORD.to_owned());
        demo::prepare(&house.desk, &password).await.unwrap();
        house
    }

    async fn open(place: Place, clock: Arc<ManualClock>, seed: u64) -> Self {
        let Server { store, desk, vault } = Server::open(&place, clock.clone(), seed).await;
        Self { place, clock, store, desk, vault }
    }

    /// Stops the server and starts it again: what was only in memory is gone. The clock begins at noon again.
    pub(crate) async fn restart(self) -> Self {
        let clock = Arc::new(ManualClock::at(NOON));
        self.restart_at(clock).await
    }

    pub(crate) async fn restart_at(self, clock: Arc<ManualClock>) -> Self {
        self.store.close().await;
        drop(self.desk);
        Self::open(self.place, clock, 2).await
    }

    /// A second server on the same database, with the same keys and by the same clock.
    pub(crate) async fn second_server(&self) -> Server {
        Server::open(&self.place, self.clock.clone(), 3).await
    }

    pub(crate) async fn sign_in(&self, email: &str) -> SessionToken {
        self.try_sign_in(email, PASSWORD, None).await.unwrap().token
    }

    pub(crate) async fn caller(&self, email: &str) -> Caller {
        let token = self.sign_in(email).await;
        self.desk.who(&token, true).await.unwrap().unwrap()
    }

    pub(crate) async fn rows(&self, caller: &Caller, account: AccountNumber) -> Vec<PinRow> {
        self.desk.pins(caller.customer().unwrap(), account).await.unwrap().rows
    }

    pub(crate) async fn state(&self, caller: &Caller, account: AccountNumber, kind: PinKind) -> RowState {
        state_of(&self.rows(caller, account).await, kind)
    }

    /// What the page shows as live.
    pub(crate) async fn shown(&self, caller: &Caller, account: AccountNumber, kind: PinKind) -> Shown {
        shown_in(&self.state(caller, account, kind).await)
    }

    /// Presses Generate on a fresh page.
    pub(crate) async fn generate(
        &self,
        caller: &Caller,
        account: AccountNumber,
        kind: PinKind,
    ) -> (PinId, PinCode) {
        let rows = self.try_generate(caller, account, kind).await.unwrap();
        live(&state_of(&rows, kind))
    }

    pub(crate) async fn try_generate(
        &self,
        caller: &Caller,
        account: AccountNumber,
        kind: PinKind,
    ) -> Result<Vec<PinRow>, GenerateError> {
        let shown = self.shown(caller, account, kind).await;
        let generated = self.desk.generate(caller.customer().unwrap(), account, kind, shown).await;
        generated.map(|pins| pins.rows)
    }

    /// Presses Clear on a fresh page.
    pub(crate) async fn clear(&self, caller: &Caller, account: AccountNumber, kind: PinKind) -> RowState {
        let shown = self.shown(caller, account, kind).await;
        let pins = self.desk.clear(caller.customer().unwrap(), account, kind, shown).await.unwrap();
        state_of(&pins.rows, kind)
    }

    /// The agent of the demo data, as whoever types at the desk.
    pub(crate) async fn agent(&self) -> Agent {
        Agent::Person(self.person(AGENT).await)
    }

    pub(crate) async fn person(&self, email: &str) -> PersonId {
        self.store_person(email).await.unwrap()
    }

    async fn store_person(&self, email: &str) -> Option<PersonId> {
        use domain::ports::Store as _;
        let mut view = self.store.read().await.unwrap();
        view.credentials(&email.parse().unwrap()).await.unwrap().map(|known| known.person.id)
    }

    /// What an agent learns who types this for that account.
    pub(crate) async fn verify(&self, account: AccountNumber, code: &PinCode) -> Outcome {
        self.try_verify(account, code).await.unwrap()
    }

    pub(crate) async fn try_verify(
        &self,
        account: AccountNumber,
        code: &PinCode,
    ) -> Result<Outcome, VerifyError> {
        self.desk.verify(&try_by(self.agent().await, account, code)).await
    }
}

/// Signs in from nowhere in particular, without a code.
pub(crate) async fn sign_in(
    desk: &Desk,
    email: &str,
    password: &str,
    previous: Option<&SessionToken>,
) -> Result<SignedIn, SignInError> {
    let (password, origin) = (Password::new(password.to_owned()), Origin::default());
    let visit = Visit { previous, browser: None, origin: &origin };
    match desk.sign_in(&SignInTry { email, password: &password, visit }).await? {
        SignIn::Done(signed_in) => Ok(signed_in),
        SignIn::CodeDue(_) => panic!("a code is asked for"),
    }
}

/// A try over the phone, without more about it.
pub(crate) fn try_by(agent: Agent, account: AccountNumber, code: &PinCode) -> Try {
    Try {
        account,
        code: code.clone(),
        agent,
        channel: Channel::Phone,
        contact: None,
        ticket: None,
        idempotency: None,
    }
}

/// A code that is none of these.
pub(crate) fn wrong_code(right: &[&PinCode]) -> PinCode {
    (0..100_000_u32)
        .map(|number| format!("{number:05}").parse::<PinCode>().unwrap())
        .find(|code| !right.contains(&code))
        .unwrap()
}

pub(crate) fn state_of(rows: &[PinRow], kind: PinKind) -> RowState {
    rows.iter().find(|row| row.kind == kind).unwrap().state.clone()
}

pub(crate) fn shown_in(state: &RowState) -> Shown {
    match state {
        RowState::Live { pin, .. } | RowState::Unreadable { pin } => Shown::Pin(pin.id),
        _ => Shown::None,
    }
}

/// The PIN that a row shows as live.
pub(crate) fn live(state: &RowState) -> (PinId, PinCode) {
    match state {
        RowState::Live { pin, code } => (pin.id, code.clone()),
        other => panic!("no live PIN, but {other:?}"),
    }
}
