//! The accounts that are guessed at and the agents who guess, put in before and beside the server.

use std::{path::Path, sync::Arc};

use domain::{
    account::{Account, AccountNumber},
    desk::{Attack, Desk, Shown},
    person::{DeskRole, Password, PasswordHash, Role},
    pin::{PinCode, PinKind},
    policy::Policy,
    ports::Clock as _,
    session::{Caller, Origin, Session, SessionToken},
};
use server::{
    config::DatabaseUrl,
    demo,
    store::Database,
    vault,
    world::{Argon2Hasher, OsEntropy, SystemClock},
};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::shared::house::{HANNA, PASSWORD, live, sign_in, state_of};

pub(crate) struct Ground {
    folder: TempDir,
    runtime: Runtime,
    desk: Desk,
    hanna: Caller,
}

impl Ground {
    /// A folder with the demo people in its database.
    pub(crate) fn new() -> Self {
        let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let (desk, hanna) = runtime.block_on(async {
            let desk = desk_in(folder.path()).await;
            demo::prepare(&desk, &Password::new(PASSWORD.to_owned())).await.unwrap();
            let token = sign_in(&desk, HANNA, PASSWORD, None).await.unwrap().token;
            let hanna = desk.who(&token, true).await.unwrap().unwrap();
            (desk, hanna)
        });
        Self { folder, runtime, desk, hanna }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// So many accounts of Hanna's, each with its Master PIN.
    pub(crate) fn accounts(&self, how_many: usize) -> Vec<(AccountNumber, PinCode)> {
        let numbers: Vec<AccountNumber> =
            (20_001..).take(how_many).map(|number: i64| number.try_into().unwrap()).collect();
        self.runtime.block_on(async {
            let mut work = self.desk.store.begin().await.unwrap();
            let now = SystemClock.now();
            for number in &numbers {
                let account = Account { number: *number, name: format!("Account {number}") };
                work.insert_account(&account, now).await.unwrap();
                work.insert_membership(*number, self.hanna.person.id, Role::Holder, now).await.unwrap();
            }
            work.commit().await.unwrap();
        });
        numbers.into_iter().map(|number| (number, self.generate(number, PinKind::Master))).collect()
    }

    /// Generates a PIN, by the server's own use case on the server's database.
    pub(crate) fn generate(&self, account: AccountNumber, kind: PinKind) -> PinCode {
        let hanna = self.hanna.customer().unwrap();
        let generated = self.desk.generate(hanna, account, kind, Shown::None);
        live(&state_of(&self.runtime.block_on(generated).unwrap().rows, kind)).1
    }

    /// So many new agents who have signed in. Gives what their browsers show.
    pub(crate) fn agents(&self, how_many: usize) -> Vec<SessionToken> {
        self.runtime.block_on(async {
            let mut work = self.desk.store.begin().await.unwrap();
            let (now, mut tokens) = (SystemClock.now(), Vec::new());
            for number in 1..=how_many {
                let (email, name) = (format!("agent{number}.of{how_many}@support.example"), "Agent");
                let (email, password) = (email.parse().unwrap(), PasswordHash::new("none".into()));
                let agent = Some(DeskRole::Agent);
                let person = work.insert_person(&email, name, agent, &password, now).await.unwrap();
                let token = SessionToken::draw(&OsEntropy).unwrap();
                let session = Session {
                    key: token.key(),
                    person,
                    created_at: now,
                    last_seen_at: now,
                    proved_at: now,
                    awaits_code: false,
                    origin: Origin::default(),
                };
                work.insert_session(&session).await.unwrap();
                tokens.push(token);
            }
            work.commit().await.unwrap();
            tokens
        })
    }

    pub(crate) fn attack(&self) -> Option<Attack> {
        self.runtime.block_on(self.desk.attack()).unwrap()
    }

    /// A look at the database past the program.
    pub(crate) fn count(&self, what: &str) -> usize {
        let sql = AssertSqlSafe(format!("select count(*) from {what}"));
        let count: i64 = self.runtime.block_on(async {
            let options = SqliteConnectOptions::new().filename(database_in(self.folder()));
            let mut sqlite = SqliteConnection::connect_with(&options).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut sqlite).await.unwrap()
        });
        usize::try_from(count).unwrap()
    }
}

pub(crate) fn database_in(folder: &Path) -> std::path::PathBuf {
    folder.join("pins.db")
}

pub(crate) fn key_file_in(folder: &Path) -> std::path::PathBuf {
    folder.join("keys.toml")
}

async fn desk_in(folder: &Path) -> Desk {
    let entropy = Arc::new(OsEntropy);
    let store = Database::open(&DatabaseUrl::Sqlite(database_in(folder))).await.unwrap();
    let keys = vault::open(&key_file_in(folder), &store, entropy.clone(), &SystemClock).await.unwrap();
    Desk {
        clock: Arc::new(SystemClock),
        hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
        vault: Arc::new(keys),
        entropy,
        store: Arc::new(store),
        notifier: Arc::new(domain::ports::Nobody),
        policy: Policy::default(),
    }
}
