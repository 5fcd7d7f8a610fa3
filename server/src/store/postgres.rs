//! PostgreSQL: a pool of connections, how each is set up, and how long it may keep us waiting.

use std::{str::FromStr as _, time::Duration};

use domain::ports::StoreError;
use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, PgPool,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::timeout;

use super::{
    OpenError,
    connection::{Connection, in_time},
    news::NewsChannel,
};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a connection before it is told that there is none.
const PATIENCE: Duration = Duration::from_secs(5);
/// As many as do work at once; the rest waits here and not in the database.
const CONNECTIONS: u32 = 16;
/// How long a connection that comes back may take to answer. One that does not is closed.
const ANSWER: Duration = Duration::from_secs(1);

/// The server's own limits, in milliseconds: on a statement, on waiting for a row, and on a transaction that its
/// client does nothing in.
const LIMITS: [(&str, &str); 4] = [
    ("statement_timeout", "5000"),
    ("lock_timeout", "4000"),
    ("idle_in_transaction_session_timeout", "10000"),
    // What was acknowledged survives a power cut, whatever the server's default is.
    ("synchronous_commit", "on"),
];

/// The connections to one PostgreSQL database.
#[derive(Clone, Debug)]
pub(super) struct Postgres {
    pub(super) pool: PgPool,
}

impl Postgres {
    /// Connects, and brings the tables up to date. Servers that start at once wait for each other.
    pub(super) async fn open(url: &str) -> Result<Self, OpenError> {
        let options = options(url)?;
        let name = name_of(&options);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_release(|connection, _| Box::pin(is_reusable(connection)))
            .connect_with(options)
            .await
            .map_err(|error| OpenError::Unreachable {
                database: name.clone(),
                source: in_few_words(error),
            })?;
        let postgres = Self { pool };
        match MIGRATIONS.run(&postgres.pool).await {
            Ok(()) => Ok(postgres),
            Err(error) => {
                postgres.pool.close().await;
                Err(match error {
                    MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => {
                        OpenError::NewerServer { database: name }
                    }
                    MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                        OpenError::NotMigrated { database: name, source: in_few_words(error) }
                    }
                    other => OpenError::NotMigrated { database: name, source: other.into() },
                })
            }
        }
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    /// For connections beside the pool's.
    pub(super) fn news_channel(&self) -> NewsChannel {
        NewsChannel::by(&self.pool.connect_options())
    }

    /// A view in which nothing changes while it is open.
    pub(super) async fn read(&self) -> Result<Connection, StoreError> {
        in_time(self.pool.begin_with("begin isolation level repeatable read read only"))
            .await
            .map(Connection::Postgres)
    }

    /// A transaction in which each statement sees what is committed when it begins: what is read after the account's
    /// row was taken is what its last holder left.
    pub(super) async fn begin(&self) -> Result<Connection, StoreError> {
        in_time(self.pool.begin_with("begin isolation level read committed read write"))
            .await
            .map(Connection::Postgres)
    }
}

fn options(url: &str) -> Result<PgConnectOptions, OpenError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| OpenError::Unreachable {
        database: "of PINS_DATABASE_URL".to_owned(),
        source: error.into(),
    })?;
    Ok(options
        .options(LIMITS)
        .application_name("security-pins")
        // The log is for what happened, not for how it was stored.
        .disable_statement_logging())
}

/// The server and the database, without who we are and our password.
fn name_of(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or("(the user's own)");
    format!("postgres://{}:{}/{database}", options.get_host(), options.get_port())
}

/// Whether a connection that comes back answers. The rollback of a dropped transaction waits in its queue.
async fn is_reusable(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    Ok(timeout(ANSWER, connection.ping()).await.is_ok_and(|answer| answer.is_ok()))
}

/// The server's own words, without the driver's around them.
fn in_few_words(error: sqlx::Error) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        sqlx::Error::Database(told) => told.message().to_owned().into(),
        sqlx::Error::PoolTimedOut => "it did not answer within 5 seconds".into(),
        other => other.into(),
    }
}
