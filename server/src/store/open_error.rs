//! Why the database cannot be worked with, in a sentence for whoever starts the program.

use std::{io, path::PathBuf};

use thiserror::Error;

/// Why the database cannot be worked with.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The system does not let us look at it.
    #[error("The database file {} cannot be read: {source}.", path.display())]
    Unreadable {
        /// Where it stands.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is a folder or another thing that is no file.
    #[error("The database file {} is not a file; PINS_DATABASE_URL should name one.", path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// It is a file of another kind.
    #[error("The file {} is not an SQLite database; it was left as it is.", path.display())]
    NotADatabase {
        /// Where it stands.
        path: PathBuf,
    },
    /// It is an SQLite database of another program.
    #[error("The database {} belongs to another program; it was left as it is.", path.display())]
    Foreign {
        /// Where it stands.
        path: PathBuf,
    },
    /// It, or the folder that it stands in, cannot be written.
    #[error("The database {} cannot be written: {source}.", path.display())]
    NotWritable {
        /// Where it stands.
        path: PathBuf,
        /// What the system said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A newer version of this program has worked with it.
    #[error("The database {} was used by a newer version of Security Pins; start that version or restore an older backup.", path.display())]
    Newer {
        /// Where it stands.
        path: PathBuf,
    },
    /// SQLite refused it.
    #[error("The database {} cannot be opened: {source}.", path.display())]
    Failed {
        /// Where it stands.
        path: PathBuf,
        /// What SQLite said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The PostgreSQL server cannot be reached, or refuses us. Its address is told, its password is not.
    #[error("The database {database} cannot be reached: {source}.")]
    Unreachable {
        /// The server and the database.
        database: String,
        /// What the driver said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A newer version of this program has worked with the PostgreSQL database.
    #[error(
        "The database {database} was used by a newer version of Security Pins; start that version or restore an older backup."
    )]
    NewerServer {
        /// The server and the database.
        database: String,
    },
    /// Its tables could not be brought up to date.
    #[error("The tables of the database {database} could not be brought up to date: {source}.")]
    NotMigrated {
        /// The server and the database.
        database: String,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
