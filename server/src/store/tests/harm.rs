//! A verification on a file that is full or read-only, before its first commit and between its two (requirement S2).
//! Both are told to the connection that writes, which only tests in here can reach.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::Duration,
};

use async_trait::async_trait;
use domain::{
    account::AccountNumber,
    desk::{Desk, RowState, Shown, SignIn, SignInTry, SignedIn, VerifyError, Visit},
    person::Password,
    pin::PinKind::OneTime,
    policy::Policy,
    ports::{Entropy, Snapshot, Store, StoreError, UnitOfWork},
    session::Origin,
    testing::{ManualClock, SeededEntropy},
    verification::{Agent, Channel, Outcome, Try},
};
use sqlx::Executor as _;
use tempfile::TempDir;

use super::{Database, NOW, open, place, sqlite};
use crate::{
    demo,
    vault::{self, LiveVault},
    world::Argon2Hasher,
};

/// A row in the place where the next row of the account will be written, or as near to it as can be.
const FILL_ATTEMPTS: &str =
    "insert into attempts (account_id, attempt_id, at, state, settled_at, person_id, channel, contact)
     values (10001, 1000000 - $1, 0, 'no_live_pin', 0, 1, 'phone', $2)";
const FILL_OUTBOX: &str =
    "insert into outbox (account_id, write_id, place, at, notice) values (10001, 1000000 - $1, 0, 0, $2)";

#[tokio::test]
async fn a_disk_that_is_full_at_the_first_commit_counts_and_verifies_nothing() {
    let house = House::new().await;
    house.fill(FILL_ATTEMPTS).await;
    house.is_refused(&house.desk).await;
    house.empty().await;
    house.is_verified_once(0).await;
}

#[tokio::test]
async fn a_disk_that_is_full_at_the_second_commit_verifies_nobody_and_spends_nothing() {
    let house = House::new().await;
    house.fill(FILL_OUTBOX).await;
    house.is_refused(&house.desk).await;
    house.empty().await;
    house.is_verified_once(1).await;
}

#[tokio::test]
async fn a_file_that_becomes_read_only_verifies_nobody_until_it_can_be_written() {
    for units in [0, 1] {
        let house = House::new().await;
        let store = Arc::new(ReadOnlyAfter { store: house.store.clone(), units: units.into() });
        let desk = Desk { store, ..house.desk.clone() };
        house.is_refused(&desk).await;
        house.is_refused(&house.desk).await;
        sqlite(&house.store).writer.execute("pragma query_only = off").await.unwrap();
        house.is_verified_once(units.into()).await;
    }
}

/// A store whose file becomes read-only after so many units of work.
struct ReadOnlyAfter {
    store: Database,
    units: AtomicU32,
}

#[async_trait]
impl Store for ReadOnlyAfter {
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.store.read().await
    }

    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        if self.units.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_err() {
            sqlite(&self.store).writer.execute("pragma query_only = on").await.unwrap();
        }
        self.store.begin().await
    }
}

/// The demo people, and a caller with a One-Time PIN.
struct House {
    store: Database,
    desk: Desk,
    clock: Arc<ManualClock>,
    attempt: Try,
    _folder: TempDir,
}

impl House {
    async fn new() -> Self {
        let (folder, path) = place();
        let store = open(&path).await.unwrap();
        let (keys, clock) = (folder.path().join("keys.toml"), Arc::new(ManualClock::at(NOW)));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
        let vault = vault::open(&keys, &store, entropy.clone(), &*clock).await.unwrap();
        let desk = Desk {
            clock: clock.clone(),
            hasher: Arc::new(Argon2Hasher::cheap(entropy.clone()).unwrap()),
            vault: Arc::new(LiveVault::new(keys, vault, entropy.clone())),
            entropy,
            store: Arc::new(store.clone()),
            notifier: Arc::new(domain::ports::Nobody),
            policy: Policy::default(),
        };
        let password = Password::new("a password for all".to_owned());
        demo::prepare(&desk, &password).await.unwrap();

        let account: AccountNumber = 10001.try_into().unwrap();
        let visit = Visit { previous: None, browser: None, origin: &Origin::default() };
        let hanna = SignInTry { email: "holder@acme.example", password: &password, visit };
        let Ok(SignIn::Done(SignedIn { token, .. })) = desk.sign_in(&hanna).await else {
            panic!("she signs in")
        };
        let hanna = desk.who(&token, true).await.unwrap().unwrap();
        let pins = desk.generate(hanna.customer().unwrap(), account, OneTime, Shown::None).await.unwrap();
        let code = pins.rows.into_iter().find_map(|row| match row.state {
            RowState::Live { code, .. } => Some(code),
            _ => None,
        });
        let mut view = store.read().await.unwrap();
        let agent = view.credentials(&"agent@support.example".parse().unwrap()).await.unwrap().unwrap();
        let attempt = Try {
            account,
            code: code.unwrap(),
            agent: Agent::Person(agent.person.id),
            channel: Channel::Phone,
            contact: None,
            ticket: None,
            idempotency: None,
        };
        Self { store, desk, clock, attempt, _folder: folder }
    }

    /// Lets the file grow no more, and fills it until not even the smallest row fits in that place.
    async fn fill(&self, sql: &'static str) {
        let writer = &sqlite(&self.store).writer;
        writer.execute("pragma max_page_count = 1").await.unwrap();
        let mut row = 0_i64;
        for length in [3_000, 300, 30, 0] {
            loop {
                row += 1;
                let filler = sqlx::query(sql).bind(row).bind("x".repeat(length));
                if filler.execute(writer).await.is_err() {
                    break;
                }
            }
        }
    }

    /// Makes room again.
    async fn empty(&self) {
        let writer = &sqlite(&self.store).writer;
        writer.execute("pragma max_page_count = 1000000").await.unwrap();
        writer.execute("delete from attempts where state = 'no_live_pin'").await.unwrap();
        writer.execute("delete from outbox where write_id > 1000").await.unwrap();
    }

    async fn is_refused(&self, desk: &Desk) {
        let answer = desk.verify(&self.attempt).await;
        assert!(matches!(answer, Err(VerifyError::Store(StoreError::NotWritable(_)))), "{answer:?}");
        assert_eq!(self.count("receipts").await + self.count("pins where ended_as is not null").await, 0);
    }

    /// The same PIN is right now, once; so many tries are left from before, and count as wrong after a while.
    async fn is_verified_once(&self, left: i64) {
        let outcome = self.desk.verify(&self.attempt).await.unwrap();
        assert!(matches!(outcome, Outcome::Verified { .. }), "{outcome:?}");
        assert_eq!(self.count("attempts where state = 'pending'").await, left);
        self.clock.pass(Duration::from_secs(61));
        self.desk.sweep().await.unwrap();
        assert_eq!(self.count("attempts where interrupted = 1").await, left);
        assert_eq!(self.count("attempts").await, 1 + left);
        assert_eq!(self.count("receipts").await, 1);
    }

    async fn count(&self, what: &str) -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {what}")))
            .fetch_one(&sqlite(&self.store).readers)
            .await
            .unwrap()
    }
}
