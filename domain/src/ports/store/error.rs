//! Why the database could not do it.

use thiserror::Error;

/// Why the database could not do it. None of it was done.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It is busy, gone or too slow; trying again may help.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It cannot be written: the disk is full, or it is read-only.
    #[error("the database cannot be written")]
    NotWritable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A value in it cannot be what it should be.
    #[error("{table}.{column} of row {row} holds a value that does not fit")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
    /// A write touched another number of rows than it should have.
    #[error("{what} should have touched one row and touched {rows}")]
    Miscounted {
        /// What was written.
        what: &'static str,
        /// How many rows it touched.
        rows: u64,
    },
    /// Anything else.
    #[error("the database failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}
