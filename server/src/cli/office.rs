//! Where the operator's commands work: the database and the keys that a server works with, which may be running.
//! They keep no log: what there is to say they say to whoever typed them.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};

use domain::{desk::Desk, time::Timestamp};

use super::{Failure, settings};
use crate::{
    config::{Flags, Settings},
    serve,
    store::Database,
    vault::{self, KeyFileError, Keyring, LiveVault},
};

/// What a command works with.
pub(super) struct Office {
    pub(super) desk: Desk,
    pub(super) vault: Arc<LiveVault>,
    pub(super) store: Database,
    settings: Settings,
}

impl Office {
    /// Does the work on the database and with the key file that the flags name, and closes the database after it.
    /// Neither is made where it is not there.
    pub(super) async fn open(
        flags: &Flags,
        work: impl AsyncFnOnce(&Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let settings = settings(flags)?;
        if let Some(file) = settings.database.url.value.file() {
            must_be_there(file, &settings.keys.file.value)?;
        }
        let store = Database::open(&settings.database.url.value).await?;
        let done = Self::work(settings, &store, work).await;
        store.close().await;
        done
    }

    async fn work(
        settings: Settings,
        store: &Database,
        work: impl AsyncFnOnce(&Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (desk, vault) = serve::open_desk(&settings, store).await?;
        work(&Self { desk, vault, store: store.clone(), settings }).await
    }

    pub(super) fn key_file(&self) -> &Path {
        &self.settings.keys.file.value
    }

    /// What the key file holds now.
    pub(super) fn keyring(&self) -> Result<Keyring, Failure> {
        let path = self.key_file();
        Ok(vault::load(path)?.ok_or_else(|| KeyFileError::Absent { path: path.to_owned() })?)
    }
}

fn must_be_there(database: &Path, key_file: &Path) -> Result<(), Failure> {
    let is_missing = match fs::metadata(database) {
        // An empty file would be taken for a new database.
        Ok(found) => found.is_file() && found.len() == 0,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if is_missing {
        return Err(Failure::NoDatabase(database.to_owned()));
    }
    match fs::metadata(key_file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(KeyFileError::Absent { path: key_file.to_owned() }.into())
        }
        _ => Ok(()),
    }
}

/// Prints lines. Whoever stopped reading wants no more of them, and that is no failure.
pub(super) fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}

/// What became of something long that was printed. Whoever stopped reading wants no more of it.
pub(super) fn unless_unread(printed: Result<(), Failure>) -> Result<(), Failure> {
    match printed {
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// A moment as RFC 3339 writes it; one that no calendar has, as the milliseconds that it is kept as.
pub(super) fn moment(at: Timestamp) -> String {
    let millis = at.as_millis();
    jiff::Timestamp::from_millisecond(millis).map_or_else(|_| millis.to_string(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_for_people_and_programs() {
        assert_eq!(moment(Timestamp::from_millis(1_800_000_000_250)), "2027-01-15T08:00:00.25Z");
        assert_eq!(moment(Timestamp::from_millis(i64::MAX)), i64::MAX.to_string());
    }
}
