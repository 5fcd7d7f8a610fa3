//! What the database holds after a crash: read past the program, but for codes and seals, which only it can open.

use std::collections::BTreeMap;

use domain::{account::AccountNumber, desk::Desk, history::Event, pin::PinId, ports::SealLabel};
use sqlx::{Connection as _, FromRow, PgConnection, SqliteConnection, postgres::PgRow, sqlite::SqliteRow};

/// A row's account, and its number within it.
pub(crate) type Key = (i64, i64);

pub(crate) struct FoundPin {
    pub(crate) kind: String,
    pub(crate) ended_as: Option<String>,
}

pub(crate) struct FoundAttempt {
    pub(crate) state: String,
    pub(crate) ticket: Option<String>,
}

pub(crate) struct FoundReceipt {
    pub(crate) attempt: Key,
    pub(crate) number: String,
    pub(crate) kind: String,
}

pub(crate) struct FoundAccount {
    pub(crate) number: i64,
    pub(crate) in_a_row: i64,
    pub(crate) is_locked: bool,
}

/// Everything that acknowledgements are compared with.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) accounts: Vec<FoundAccount>,
    pub(crate) pins: BTreeMap<Key, FoundPin>,
    pub(crate) attempts: BTreeMap<Key, FoundAttempt>,
    pub(crate) receipts: Vec<FoundReceipt>,
    /// Each with its account, in the order of its chain.
    pub(crate) history: Vec<(i64, Event)>,
    /// The digits of those PINs that the key file opens.
    pub(crate) codes: BTreeMap<Key, String>,
    /// What the library and the database itself find wrong.
    pub(crate) broken: Vec<String>,
}

impl Found {
    /// Codes first: what a killed process had asked PostgreSQL for may still be done between this and that, and can
    /// end a PIN, but makes none that was acknowledged.
    pub(crate) async fn by(desk: &Desk, url: &str) -> Self {
        let mut found = Self { codes: codes(desk).await, ..Self::default() };
        found.ask(desk).await;
        let mut past = Past::at(url).await;
        found.broken.extend(past.complaints().await);
        found.read(&mut past).await;
        found
    }

    /// What the library says: every chain holds, every record can be read.
    async fn ask(&mut self, desk: &Desk) {
        let audit = desk.verify_history(None).await.unwrap();
        let chains =
            audit.broken.iter().map(|chain| format!("the history of {}: {}", chain.account, chain.broken));
        self.broken.extend(chains);
        let check = desk.check().await.unwrap();
        let pins =
            check.unreadable.iter().map(|pin| format!("PIN {} of {} does not open", pin.pin, pin.account));
        self.broken.extend(pins);
    }

    async fn read(&mut self, past: &mut Past) {
        let accounts: Vec<(i64, i64, Option<i64>)> =
            past.all("select account_id, wrong_in_a_row, locked_at from accounts").await;
        self.accounts = accounts
            .into_iter()
            .map(|(number, in_a_row, locked_at)| FoundAccount {
                number,
                in_a_row,
                is_locked: locked_at.is_some(),
            })
            .collect();
        let pins: Vec<(i64, i64, String, Option<String>)> =
            past.all("select account_id, pin_id, kind, ended_as from pins").await;
        self.pins = pins
            .into_iter()
            .map(|(account, pin, kind, ended_as)| ((account, pin), FoundPin { kind, ended_as }))
            .collect();
        let attempts: Vec<(i64, i64, String, Option<String>)> =
            past.all("select account_id, attempt_id, state, ticket from attempts").await;
        self.attempts = attempts
            .into_iter()
            .map(|(account, attempt, state, ticket)| ((account, attempt), FoundAttempt { state, ticket }))
            .collect();
        let receipts: Vec<(i64, i64, String, String)> =
            past.all("select account_id, attempt_id, receipt_number, pin_kind from receipts").await;
        self.receipts = receipts
            .into_iter()
            .map(|(account, attempt, number, kind)| FoundReceipt {
                attempt: (account, attempt),
                number,
                kind,
            })
            .collect();
        let history: Vec<(i64, String)> =
            past.all("select account_id, event from history order by account_id, entry_id").await;
        self.history = history
            .into_iter()
            .map(|(account, event)| (account, serde_json::from_str(&event).unwrap()))
            .collect();
    }
}

async fn codes(desk: &Desk) -> BTreeMap<Key, String> {
    let mut codes = BTreeMap::new();
    let mut after = (AccountNumber::NOBODY, PinId(0));
    loop {
        let pins = desk.store.read().await.unwrap().sealed_pins(None, after, 500).await.unwrap();
        let Some((account, last)) = pins.last() else { return codes };
        after = (*account, last.pin.id);
        for (account, pin) in pins {
            let label = SealLabel::of(account, &pin.pin);
            if let Some(code) = pin.sealed.and_then(|sealed| desk.vault.open(&label, &sealed).ok()) {
                codes.insert((account.as_i64(), pin.pin.id.0), code.reveal().to_owned());
            }
        }
    }
}

/// One view of the database past the program, in which nothing changes.
enum Past {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Past {
    async fn at(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let mut sqlite = SqliteConnection::connect(url).await.unwrap();
            sqlx::raw_sql("begin").execute(&mut sqlite).await.unwrap();
            return Self::Sqlite(sqlite);
        }
        let mut postgres = PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql("begin isolation level repeatable read").execute(&mut postgres).await.unwrap();
        Self::Postgres(postgres)
    }

    async fn all<T>(&mut self, sql: &'static str) -> Vec<T>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        match self {
            Self::Sqlite(sqlite) => sqlx::query_as(sql).fetch_all(sqlite).await.unwrap(),
            Self::Postgres(postgres) => sqlx::query_as(sql).fetch_all(postgres).await.unwrap(),
        }
    }

    /// What SQLite itself finds wrong with its file. PostgreSQL has no such question.
    async fn complaints(&mut self) -> Vec<String> {
        let Self::Sqlite(sqlite) = self else { return Vec::new() };
        let said: Vec<String> =
            sqlx::query_scalar("pragma integrity_check").fetch_all(&mut *sqlite).await.unwrap();
        let orphans = sqlx::query("pragma foreign_key_check").fetch_all(sqlite).await.unwrap();
        let orphans = (!orphans.is_empty()).then(|| format!("{} rows refer to nothing", orphans.len()));
        said.into_iter().filter(|said| said != "ok").chain(orphans).collect()
    }
}
