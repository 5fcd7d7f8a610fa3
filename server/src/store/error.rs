//! What the databases' errors mean for whoever asked.

use domain::ports::StoreError;

/// SQLite's primary result codes (sqlite.org/rescode.html).
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const IOERR: i32 = 10;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
}

/// What can be done about an error.
enum Kind {
    /// Trying again may help.
    Unavailable,
    /// The disk is full, or the database is read-only.
    NotWritable,
    Other,
}

/// The primary result code of SQLite behind this error, if it is one of SQLite's.
pub(super) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let told = error.as_database_error()?;
    told.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    let extended: i32 = told.code()?.parse().ok()?;
    // The upper bits tell more; the lower eight are what the documents call the primary code.
    Some(extended & 0xff)
}

fn kind_by_sqlite(code: i32) -> Kind {
    match code {
        code::FULL | code::READONLY => Kind::NotWritable,
        code::BUSY | code::LOCKED | code::IOERR | code::CANTOPEN => Kind::Unavailable,
        _ => Kind::Other,
    }
}

/// By the condition's class (PostgreSQL's manual, appendix A).
fn kind_by_postgres(state: &str) -> Kind {
    match state {
        // Disk full, and a transaction that may only read, as on a standby.
        "53100" | "25006" => Kind::NotWritable,
        // The transaction waited too long: for a lock, for its client, or in all.
        "55P03" | "57014" | "25P03" => Kind::Unavailable,
        // Connection trouble, too few resources, the server being stopped or starting, and transactions that stood
        // in each other's way.
        _ if ["08", "53", "57", "40"].iter().any(|class| state.starts_with(class)) => Kind::Unavailable,
        _ => Kind::Other,
    }
}

fn kind(error: &sqlx::Error) -> Kind {
    if let Some(code) = sqlite_code(error) {
        return kind_by_sqlite(code);
    }
    match error {
        sqlx::Error::Database(told) => told.code().map_or(Kind::Other, |state| kind_by_postgres(&state)),
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_) => Kind::Unavailable,
        _ => Kind::Other,
    }
}

/// Sorts an error by what can be done about it.
pub(super) fn sorted(error: sqlx::Error) -> StoreError {
    match kind(&error) {
        Kind::Unavailable => StoreError::Unavailable(Box::new(error)),
        Kind::NotWritable => StoreError::NotWritable(Box::new(error)),
        Kind::Other => StoreError::Failed(Box::new(error)),
    }
}
