//! What the database's errors mean for whoever asked.

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

/// The primary result code of SQLite behind this error, if it is one of SQLite's.
pub(super) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    // The upper bits tell more; the lower eight are what the documents call the primary code.
    Some(extended & 0xff)
}

/// Sorts an error by what can be done about it.
pub(super) fn sorted(error: sqlx::Error) -> StoreError {
    match (&error, sqlite_code(&error)) {
        (_, Some(code::FULL | code::READONLY)) => StoreError::NotWritable(Box::new(error)),
        (_, Some(code::BUSY | code::LOCKED | code::IOERR | code::CANTOPEN))
        | (
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_),
            _,
        ) => StoreError::Unavailable(Box::new(error)),
        _ => StoreError::Failed(Box::new(error)),
    }
}

/// Makes sure that a write touched the one row that it was meant for.
pub(super) fn one(what: &'static str, rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Miscounted { what, rows }) }
}
