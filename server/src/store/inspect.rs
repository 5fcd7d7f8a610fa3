//! Looking at a database file before SQLite does, so that a file that is not ours stays byte for byte as it is.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _},
    path::Path,
};

use super::OpenError;

/// What SQLite's `application_id` pragma says of our files: "SPIN". It stands in the file's header.
pub(super) const APPLICATION_ID: u32 = 0x5350_494E;

/// The header of an SQLite file (sqlite.org/fileformat.html, 1.3).
const HEADER_LENGTH: u64 = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const APPLICATION_ID_AT: usize = 68;

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
