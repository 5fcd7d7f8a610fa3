//! A house: a database in a folder of its own, the demo people, and a clock to move.

use std::{path::PathBuf, sync::Arc};

use domain::{
    account::AccountNumber,
    desk::{Desk, GenerateError, PinRow, RowState, Shown},
    person::Password,
    pin::{PinCode, PinId, PinKind},
    policy::Policy,
    ports::Entropy,
    session::{Caller, SessionToken},
    testing::{ManualClock, SeededEntropy},
    time::Timestamp,
};
use server::{demo, store::SqliteStore, vault, world::Argon2Hasher};
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use tempfile::TempDir;

pub(crate) const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
pub(crate) const PASSWORD: &str = "a password for all";

pub(crate) const HANNA: &str = "holder@acme.example";
pub(crate) const BRUNO: &str = "holder@birch.example";
pub(crate) const SAM: &str = "sam@shared.example";
pub(crate) const AGENT: &str = "agent@support.example";

pub(crate) struct House {
    folder: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: SqliteStore,
    pub(crate) desk: Desk,
}

pub(crate) fn acme() -> AccountNumber {
    10001.try_into().unwrap()
}

pub(crate) fn birch() -> AccountNumber {
    10002.try_into().unwrap()
}

impl House {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = Self::open(folder, 1).await;
        let password = Password::new(PASSWORD.to_owned());
        demo::prepare(&house.desk, &password).await.unwrap();
        house
    }

    async fn open(folder: TempDir, seed: u64) -> Self {
        let clock = Arc::new(ManualClock::at(NOON));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
        let store = SqliteStore::open(&folder.path().join("pins.db")).await.unwrap();
        let key_file = folder.path().join("keys.toml");
        let vault = vault::open(&key_file, &store, entropy.clone(), &*clock).await.unwrap();
        let desk = Desk {
            clock: clock.clone(),
            hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
            entropy,
            vault: Arc::new(vault),
            store: Arc::new(store.clone()),
            policy: Policy::default(),
        };
        Self { folder, clock, store, desk }
    }

    /// Stops the server and starts it again: what was only in memory is gone.
    pub(crate) async fn restart(self) -> Self {
        self.store.close().await;
        drop(self.desk);
        Self::open(self.folder, 2).await
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("pins.db")
    }

    /// A look at the database past the program.
    async fn past_the_program(&self) -> SqliteConnection {
        let url = format!("sqlite://{}", self.database().display());
        SqliteConnection::connect(&url).await.unwrap()
    }

    /// Does something to the database that the program would never do.
    pub(crate) async fn tamper(&self, sql: &'static str) {
        self.try_tamper(sql).await.unwrap();
    }

    pub(crate) async fn try_tamper(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        self.past_the_program().await.execute(sql).await.map(drop)
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut connection = self.past_the_program().await;
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
    }

    pub(crate) async fn blob(&self, sql: &'static str) -> Vec<u8> {
        let mut connection = self.past_the_program().await;
        sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
    }

    pub(crate) async fn sign_in(&self, email: &str) -> SessionToken {
        let password = Password::new(PASSWORD.to_owned());
        self.desk.sign_in(email, &password, None).await.unwrap().token
    }

    pub(crate) async fn caller(&self, email: &str) -> Caller {
        let token = self.sign_in(email).await;
        self.desk.who(&token, true).await.unwrap().unwrap()
    }

    pub(crate) async fn rows(&self, caller: &Caller, account: AccountNumber) -> Vec<PinRow> {
        self.desk.pins(caller.customer().unwrap(), account).await.unwrap()
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
        self.desk.generate(caller.customer().unwrap(), account, kind, shown).await
    }

    /// Presses Clear on a fresh page.
    pub(crate) async fn clear(&self, caller: &Caller, account: AccountNumber, kind: PinKind) -> RowState {
        let shown = self.shown(caller, account, kind).await;
        let rows = self.desk.clear(caller.customer().unwrap(), account, kind, shown).await.unwrap();
        state_of(&rows, kind)
    }
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
