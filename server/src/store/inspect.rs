//! Looking at a database file before SQLite does, so that a file that is not ours stays byte for byte as it is.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use thiserror::Error;

/// What SQLite's `application_id` pragma says of our files: "SPIN". It stands in the file's header.
pub(super) const APPLICATION_ID: u32 = 0x5350_494E;

/// The header of an SQLite file (sqlite.org/fileformat.html, 1.3).
const HEADER_LENGTH: u64 = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const APPLICATION_ID_AT: usize = 68;

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
}

/// What stands at the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// An empty file: someone made it for us, or a start was cut short.
    Empty,
    Ours,
}

/// Says what stands at the path, without changing it.
pub(super) fn inspect(path: &Path) -> Result<Found, OpenError> {
    let unreadable = |source| OpenError::Unreadable { path: path.to_owned(), source };
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => {
            return Err(OpenError::NotAFile { path: path.to_owned() });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(unreadable(error)),
    }

    let mut header = Vec::new();
    File::open(path)
        .and_then(|file| file.take(HEADER_LENGTH).read_to_end(&mut header))
        .map_err(unreadable)?;
    let found = match application_id(&header) {
        _ if header.is_empty() => Found::Empty,
        Some(APPLICATION_ID) => Found::Ours,
        Some(_) => {
            return Err(OpenError::Foreign { path: path.to_owned() });
        }
        None => {
            return Err(OpenError::NotADatabase { path: path.to_owned() });
        }
    };
    // Opening for writing changes nothing, and fails now where the first write would.
    match OpenOptions::new().write(true).open(path) {
        Ok(_) => Ok(found),
        Err(error) => Err(OpenError::NotWritable { path: path.to_owned(), source: error.into() }),
    }
}

fn application_id(header: &[u8]) -> Option<u32> {
    let is_sqlite = header.len() as u64 == HEADER_LENGTH && header.starts_with(MAGIC);
    let bytes = header.get(APPLICATION_ID_AT..)?.first_chunk()?;
    is_sqlite.then(|| u32::from_be_bytes(*bytes))
}
