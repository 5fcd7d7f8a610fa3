//! The database, whichever it is.

use async_trait::async_trait;
use domain::{
    ports::{Snapshot, Store, StoreError, UnitOfWork},
    time::Timestamp,
};

use super::{
    OpenError,
    clock::Time,
    connection::Connection,
    keys::{self, KnownKey},
    news::NewsChannel,
    postgres::Postgres,
    sqlite::Sqlite,
    work::Work,
};
use crate::config::DatabaseUrl;

/// An SQLite file or a PostgreSQL database. Cloning is cheap, and clones share the connections.
#[derive(Clone, Debug)]
pub struct Database {
    pub(super) pools: Pools,
    time: Time,
}

#[derive(Clone, Debug)]
pub(super) enum Pools {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Database {
    /// Opens the database and brings its tables up to date; an SQLite file is made if there is none.
    ///
    /// # Errors
    /// See [`OpenError`]. What is not ours, or not ours to change, is left as it was.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        Ok(match url {
            DatabaseUrl::Sqlite(path) => {
                Self { pools: Pools::Sqlite(Sqlite::open(path).await?), time: Time::Servers }
            }
            DatabaseUrl::Postgres(url) => {
                Self { pools: Pools::Postgres(Postgres::open(url.reveal()).await?), time: Time::Databases }
            }
        })
    }

    /// The same database, by this clock.
    #[must_use]
    pub fn by(self, time: Time) -> Self {
        Self { time, ..self }
    }

    /// Writes everything to where it stays, and closes all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(sqlite) => sqlite.close().await,
            Pools::Postgres(postgres) => postgres.close().await,
        }
    }

    /// Erases from SQLite's write-ahead log what was erased from its file (requirement K3). PostgreSQL keeps its
    /// own log, for its own time.
    ///
    /// # Errors
    /// Where the database cannot do it now.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite(sqlite) => sqlite.checkpoint().await,
            Pools::Postgres(_) => Ok(()),
        }
    }

    /// Whether several machines may share it.
    pub fn is_shared(&self) -> bool {
        matches!(self.pools, Pools::Postgres(_))
    }

    /// How the servers that share it tell each other news; `None` where it is not shared.
    pub fn news_channel(&self) -> Option<NewsChannel> {
        match &self.pools {
            Pools::Sqlite(_) => None,
            Pools::Postgres(postgres) => Some(postgres.news_channel()),
        }
    }

    /// The keys that were used with this database.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn known_keys(&self) -> Result<Vec<KnownKey>, StoreError> {
        keys::known(&mut self.reading().await?).await
    }

    /// How many PINs' codes and second factors' secrets are sealed with this key.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn sealed_by(&self, key: i64) -> Result<i64, StoreError> {
        keys::sealed_by(&mut self.reading().await?, key).await
    }

    /// Notes what a key is recognised by.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub async fn insert_key(&self, id: i64, check_value: &[u8], at: Timestamp) -> Result<(), StoreError> {
        let mut connection = self.writing().await?;
        keys::insert(&mut connection, id, check_value, at).await?;
        connection.commit().await
    }

    /// Forgets a key, so that nothing can be sealed with it any more. Says whether the database knew it.
    ///
    /// # Errors
    /// Where something is sealed with it, or the database cannot be written.
    pub async fn forget_key(&self, id: i64) -> Result<bool, StoreError> {
        let mut connection = self.writing().await?;
        let known = keys::forget(&mut connection, id).await?;
        connection.commit().await?;
        Ok(known)
    }

    /// What the history's key is recognised by, and whether there is a history.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn known_history_key(&self) -> Result<(Option<Vec<u8>>, bool), StoreError> {
        keys::history(&mut self.reading().await?).await
    }

    /// Notes what the history's key is recognised by.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub async fn keep_history_key(&self, check_value: &[u8], at: Timestamp) -> Result<(), StoreError> {
        let mut connection = self.writing().await?;
        keys::keep_history(&mut connection, check_value, at).await?;
        connection.commit().await
    }

    async fn reading(&self) -> Result<Connection, StoreError> {
        match &self.pools {
            Pools::Sqlite(sqlite) => sqlite.read().await,
            Pools::Postgres(postgres) => postgres.read().await,
        }
    }

    async fn writing(&self) -> Result<Connection, StoreError> {
        match &self.pools {
            Pools::Sqlite(sqlite) => sqlite.begin().await,
            Pools::Postgres(postgres) => postgres.begin().await,
        }
    }
}

#[async_trait]
impl Store for Database {
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(Work::of(self.reading().await?, self.time)))
    }

    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        Ok(Box::new(Work::of(self.writing().await?, self.time)))
    }
}
