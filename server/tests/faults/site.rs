//! A server on a PostgreSQL of its own behind a network of its own. Both can be harmed.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering::SeqCst},
};

use domain::{
    account::{Account, AccountNumber},
    attempts::TokenKind,
    desk::{Desk, GenerateError, PinRow, Shown},
    person::{Password, Role},
    pin::PinKind::{self, OneTime},
    policy::Policy,
    ports::Entropy,
    session::Caller,
    testing::{ManualClock, SeededEntropy},
    verification::Agent,
};
use server::{
    config::DatabaseUrl,
    demo,
    store::{Database, Time},
    vault::{self, LiveVault},
    world::Argon2Hasher,
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tempfile::TempDir;

use crate::{
    asker::{Asker, Tally},
    shared::{
        house::{HANNA, NOON, PASSWORD, live, shown_in, sign_in, state_of},
        postgres::Server,
        proxy::Proxy,
    },
};

pub(crate) struct Site {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) hanna: Caller,
    pub(crate) proxy: Proxy,
    pub(crate) server: Server,
    agent: Agent,
    next_account: AtomicI64,
    _keys: TempDir,
}

impl Site {
    pub(crate) async fn new() -> Self {
        let server = Server::start();
        let proxy = Proxy::to(server.port()).await;
        let (port, through) = (format!(":{}/", server.port()), format!(":{}/", proxy.port()));
        let url = server.url("postgres").replace(&port, &through);
        let keys = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(NOON));
        let desk = open(&url, &keys, clock.clone()).await;

        let password = Password::new(PASSWORD.to_owned());
        demo::prepare(&desk, &password).await.unwrap();
        let session = sign_in(&desk, HANNA, PASSWORD, None).await.unwrap().token;
        let hanna = desk.who(&session, true).await.unwrap().unwrap();
        let mut work = desk.store.begin().await.unwrap();
        // Nobody's limit but the accounts' stands in the way of a phone system.
        let token = work.insert_token("Phone system", TokenKind::Ivr, &[1; 32], NOON).await.unwrap();
        work.commit().await.unwrap();
        let agent = Agent::Token { token, name: None };
        Self { desk, clock, hanna, proxy, server, agent, next_account: 20_001.into(), _keys: keys }
    }

    /// Someone with a live One-Time PIN, on an account of its own.
    pub(crate) async fn asker(&self) -> Asker {
        let number = self.next_account.fetch_add(1, SeqCst);
        let account = Account { number: number.try_into().unwrap(), name: format!("Account {number}") };
        let mut work = self.desk.store.begin().await.unwrap();
        work.insert_account(&account, NOON).await.unwrap();
        let hanna = self.hanna.customer().unwrap().id();
        work.insert_membership(account.number, hanna, Role::Holder, NOON).await.unwrap();
        work.commit().await.unwrap();

        let rows = self.generate(account.number, OneTime, Shown::None).await.unwrap();
        let (_, code) = live(&state_of(&rows, OneTime));
        Asker { desk: self.desk.clone(), agent: self.agent.clone(), account: account.number, code }
    }

    pub(crate) async fn generate(
        &self,
        account: AccountNumber,
        kind: PinKind,
        shown: Shown,
    ) -> Result<Vec<PinRow>, GenerateError> {
        let generated = self.desk.generate(self.hanna.customer().unwrap(), account, kind, shown).await;
        generated.map(|pins| pins.rows)
    }

    /// What the page shows as live.
    pub(crate) async fn shown(&self, account: AccountNumber, kind: PinKind) -> Shown {
        let pins = self.desk.pins(self.hanna.customer().unwrap(), account).await.unwrap();
        shown_in(&state_of(&pins.rows, kind))
    }

    /// A look at the database past the program and its network.
    pub(crate) async fn past(&self) -> PgConnection {
        PgConnection::connect(&self.server.url("postgres")).await.unwrap()
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query_scalar(sql).fetch_one(&mut self.past().await).await.unwrap()
    }

    pub(crate) async fn tally(&self, account: AccountNumber) -> Tally {
        Tally::of(account, async |sql| self.count(sql).await).await
    }

    /// Holds the account's row, as a slow server would, until the connection is dropped.
    pub(crate) async fn hold(&self, account: AccountNumber) -> PgConnection {
        let mut holder = self.past().await;
        let take = format!("begin; update accounts set version = version where account_id = {account}");
        sqlx::raw_sql(AssertSqlSafe(take)).execute(&mut holder).await.unwrap();
        holder
    }
}

async fn open(url: &str, keys: &TempDir, clock: Arc<ManualClock>) -> Desk {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
    let store = Database::open(&DatabaseUrl::parse(url).unwrap()).await.unwrap().by(Time::Servers);
    let path = keys.path().join("keys.toml");
    let vault = vault::init(&path, &store, entropy.clone(), &*clock).await.unwrap();
    Desk {
        clock,
        hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
        vault: Arc::new(LiveVault::new(path, vault, entropy.clone())),
        entropy,
        store: Arc::new(store),
        notifier: Arc::new(domain::ports::Nobody),
        policy: Policy::default(),
    }
}
