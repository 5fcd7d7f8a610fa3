//! SQLite: one connection that writes, a few that read, and how they are set up.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use domain::ports::StoreError;
use sqlx::{
    ConnectOptions as _, Connection as _, Executor as _, SqliteConnection, SqlitePool,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{
    OpenError,
    connection::Connection,
    error::{sorted, sqlite_code},
    inspect::{APPLICATION_ID, Found, inspect},
};
use crate::files;

type Cause = Box<dyn std::error::Error + Send + Sync>;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a request waits for the database before it is told that there is none.
const PATIENCE: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// The connections to one SQLite file.
#[derive(Clone, Debug)]
pub(super) struct Sqlite {
    /// One connection: SQLite has one writer at a time, and waiting here is fairer than SQLite's polling.
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
}

impl Sqlite {
    /// Opens the database file, makes it if there is none, and brings its tables up to date. A file that is not
    /// ours, or not ours to change, is left as it was.
    pub(super) async fn open(path: &Path) -> Result<Self, OpenError> {
        let found = inspect(path)?;
        if found == Found::Nothing {
            files::create_folder_of(path)
                .and_then(|()| files::create_new(path))
                .map_err(|source| OpenError::NotWritable { path: path.to_owned(), source: source.into() })?;
        }
        if found != Found::Ours {
            mark_as_ours(path).await.map_err(|error| refused(path, error))?;
        }

        let writer = pool(1).connect_lazy_with(options(path));
        let readers = pool(READERS).connect_lazy_with(options(path).pragma("query_only", "ON"));
        let sqlite = Self { writer, readers };
        match MIGRATIONS.run(&sqlite.writer).await {
            Ok(()) => Ok(sqlite),
            Err(error) => {
                sqlite.readers.close().await;
                sqlite.writer.close().await;
                Err(not_migrated(path, error))
            }
        }
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        if let Err(error) = self.checkpoint().await {
            tracing::warn!(%error, "the write-ahead log was not emptied; the next start will do it");
        }
        self.writer.close().await;
    }

    pub(super) async fn checkpoint(&self) -> Result<(), StoreError> {
        self.writer.execute("pragma wal_checkpoint(truncate)").await.map(drop).map_err(sorted)
    }

    pub(super) async fn read(&self) -> Result<Connection, StoreError> {
        self.readers.begin().await.map(Connection::Sqlite).map_err(sorted)
    }

    /// Immediate: a transaction that reads first and writes later could find its view outdated.
    pub(super) async fn begin(&self) -> Result<Connection, StoreError> {
        self.writer.begin_with("begin immediate").await.map(Connection::Sqlite).map_err(sorted)
    }
}

/// How every connection is set up. A test reads it back from each of them (requirement S1).
fn options(path: &Path) -> SqliteConnectOptions {
    bare_options(path)
        .journal_mode(SqliteJournalMode::Wal)
        // Full: what was acknowledged survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is erased is overwritten.
        .pragma("secure_delete", "ON")
}

fn bare_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(plain(path))
        .busy_timeout(PATIENCE)
        // The log is for what happened, not for how it was stored.
        .disable_statement_logging()
}

/// SQLite takes a name that begins with `file:` for a URI.
fn plain(path: &Path) -> PathBuf {
    Path::new(".").join(path)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        // They cost little, and opening one in a request costs more.
        .idle_timeout(None)
        .max_lifetime(None)
        .after_release(|connection, _| Box::pin(is_reusable(connection)))
}

/// Whether a connection came back without a transaction. SQLite ends a transaction by itself after some errors (a
/// full disk is one), the driver's rollback then fails, and it goes on counting a transaction that is not there;
/// such a connection is closed, and the next request gets a new one.
async fn is_reusable(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // The rollback of a dropped transaction waits in the connection's queue; the answer comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Writes our mark into the header of an empty file. In SQLite's own journal mode, so that it stands in the file
/// itself before the write-ahead log exists.
async fn mark_as_ours(path: &Path) -> Result<(), sqlx::Error> {
    let marked = bare_options(path).pragma("application_id", APPLICATION_ID.to_string());
    marked.connect().await?.close().await
}

fn refused(path: &Path, error: sqlx::Error) -> OpenError {
    let path = path.to_owned();
    match sorted(error) {
        StoreError::NotWritable(source) => OpenError::NotWritable { path, source: in_few_words(source) },
        StoreError::Unavailable(source) | StoreError::Failed(source) => {
            OpenError::Failed { path, source: in_few_words(source) }
        }
        other => OpenError::Failed { path, source: other.into() },
    }
}

/// SQLite's own words, without the driver's around them.
fn in_few_words(error: Cause) -> Cause {
    match error.downcast_ref::<sqlx::Error>() {
        Some(sqlx::Error::Database(told)) => told.message().to_owned().into(),
        _ => error,
    }
}

fn not_migrated(path: &Path, error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => {
            OpenError::Newer { path: path.to_owned() }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)
            if sqlite_code(&error).is_some() =>
        {
            refused(path, error)
        }
        other => OpenError::Failed { path: path.to_owned(), source: other.into() },
    }
}
