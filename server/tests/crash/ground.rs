//! Where it all happens: a database that outlives the processes on it, a key file, and accounts to act on.

use std::{path::PathBuf, sync::Arc};

use domain::{
    account::{Account, AccountNumber},
    attempts::TokenKind,
    person::Role,
    ports::{Clock as _, Store as _},
};
use server::{
    config::DatabaseUrl,
    store::Database,
    vault,
    world::{OsEntropy, SystemClock},
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tempfile::TempDir;

use super::{
    agents::open_desk,
    found::Found,
    plan::Kind,
    shared::{house::HANNA, postgres},
};

/// So many accounts are there for each round: the second process's own, and common ones.
const OWN: i64 = 16;
const COMMON: i64 = 8;

/// A database with its key file.
pub(crate) struct Ground {
    folder: TempDir,
    database: Place,
}

enum Place {
    Sqlite,
    Postgres(postgres::Database),
    /// A server of its own, which is killed as well.
    Killable(postgres::Server, String),
}

impl Ground {
    pub(crate) async fn new(kind: Kind) -> Self {
        let database = match kind {
            Kind::Sqlite => Place::Sqlite,
            Kind::Postgres => Place::Postgres(postgres::database().await),
            Kind::PostgresKilledToo => {
                let server = postgres::Server::start();
                let url = create_database(&server).await;
                Place::Killable(server, url)
            }
        };
        let ground = Self { folder: tempfile::tempdir().unwrap(), database };
        if kind != Kind::Sqlite {
            let store = ground.open().await;
            vault::init(&ground.key_file(), &store, Arc::new(OsEntropy), &SystemClock).await.unwrap();
            store.close().await;
        }
        ground
    }

    pub(crate) fn url(&self) -> String {
        match &self.database {
            Place::Sqlite => format!("sqlite://{}", self.folder.path().join("pins.db").display()),
            Place::Postgres(database) => database.url().to_owned(),
            Place::Killable(_, url) => url.clone(),
        }
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.path().join("keys.toml")
    }

    async fn open(&self) -> Database {
        Database::open(&DatabaseUrl::parse(&self.url()).unwrap()).await.unwrap()
    }

    /// Ends the database's server, if it is to be killed too.
    pub(crate) fn kill(&self) {
        if let Place::Killable(server, _) = &self.database {
            server.kill();
        }
    }

    pub(crate) fn restart(&self) {
        if let Place::Killable(server, _) = &self.database {
            server.restart();
        }
    }

    /// A phone system's token: whoever dials, it is not suspended.
    pub(crate) async fn add_token(&self) -> i64 {
        let store = self.open().await;
        let mut work = store.begin().await.unwrap();
        let token = work.insert_token("phones", TokenKind::Ivr, &[7; 32], SystemClock.now()).await.unwrap();
        work.commit().await.unwrap();
        store.close().await;
        token.0
    }

    /// Adds the accounts of a round, all of them Hanna's: the second process's own, and the common ones.
    pub(crate) async fn add_accounts(&self, round: u32) -> (Vec<i64>, Vec<i64>) {
        let first = 1_000_000 + i64::from(round) * 100;
        let store = self.open().await;
        let mut work = store.begin().await.unwrap();
        let hanna = work.credentials(&HANNA.parse().unwrap()).await.unwrap().unwrap().person.id;
        let now = SystemClock.now();
        for number in first..first + OWN + COMMON {
            let number = AccountNumber::try_from(number).unwrap();
            let account = Account { number, name: format!("Account {number}") };
            work.insert_account(&account, now).await.unwrap();
            work.insert_membership(number, hanna, Role::Holder, now).await.unwrap();
        }
        work.commit().await.unwrap();
        store.close().await;
        ((first..first + OWN).collect(), (first + OWN..first + OWN + COMMON).collect())
    }

    /// All that the database holds, and what the library says of it.
    pub(crate) async fn look(&self) -> Found {
        let store = self.open().await;
        let desk = open_desk(&store, self.key_file()).await;
        let found = Found::by(&desk, &self.url()).await;
        store.close().await;
        found
    }
}

async fn create_database(server: &postgres::Server) -> String {
    let mut connection = PgConnection::connect(&server.url("postgres")).await.unwrap();
    let create = AssertSqlSafe("create database pins template template0 encoding 'UTF8'".to_owned());
    sqlx::raw_sql(create).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    server.url("pins")
}
