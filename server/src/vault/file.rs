//! The key file: TOML, for its owner's eyes alone, and changed by one at a time.

use std::{
    fs::File,
    io::{self, Read as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    format::{parse, write},
    keyring::Keyring,
};
use crate::files;

/// A key file is a few hundred bytes long. What is longer than this is something else.
const MAX_LENGTH: u64 = 1024 * 1024;
const OTHERS: u32 = 0o077;

/// Why there is no keyring to work with.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// There is none, where one is to be changed.
    #[error("There is no key file {}; put it back from your backup or name the right one.", path.display())]
    Absent {
        /// Where it should stand.
        path: PathBuf,
    },
    /// It cannot be opened or read.
    #[error("The key file {} cannot be read: {source}.", path.display())]
    Unreadable {
        /// Where it stands.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Its owner is not the only one who can read it.
    #[error("The key file {0} can be read by others; run `chmod 600 {0}` and think about who may have read it.", path.display())]
    Exposed {
        /// Where it stands.
        path: PathBuf,
    },
    /// It does not hold keys, or not as they are written. What it holds is not told, since it may be a key.
    #[error("The key file {} is not as Security Pins writes it: {problem}.", path.display())]
    Malformed {
        /// Where it stands.
        path: PathBuf,
        /// What is wrong.
        problem: &'static str,
    },
    /// It could not be made.
    #[error("The key file {} could not be made: {source}.", path.display())]
    NotMade {
        /// Where it should stand.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It could not be held or written over.
    #[error("The key file {} could not be changed: {source}.", path.display())]
    NotChanged {
        /// Where it stands.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads the keyring; `None` where there is no such file.
///
/// # Errors
/// See [`KeyFileError`].
pub fn load(path: &Path) -> Result<Option<Keyring>, KeyFileError> {
    let unreadable = |source| KeyFileError::Unreadable { path: path.to_owned(), source };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::Error::other("it is not a file")));
    }
    if metadata.permissions().mode() & OTHERS != 0 {
        return Err(KeyFileError::Exposed { path: path.to_owned() });
    }
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_LENGTH).read_to_string(&mut text).map_err(unreadable)?;
    parse(&text).map(Some).map_err(|problem| KeyFileError::Malformed { path: path.to_owned(), problem })
}

/// Writes the keyring to a file that must not be there yet.
///
/// # Errors
/// Where there is one, or it cannot be made.
pub fn create(path: &Path, keyring: &Keyring) -> Result<(), KeyFileError> {
    files::write_new(path, &write(keyring))
        .map_err(|source| KeyFileError::NotMade { path: path.to_owned(), source })
}

/// Reads the keyring, changes it and writes it over its file, whole or not at all. Nobody else changes it in the
/// meantime: two who each add a key at once have both keys in the end.
///
/// # Errors
/// Where the file cannot be read or written, or the change fails; the file is then as it was.
pub fn edit<T, E>(path: &Path, change: impl FnOnce(&mut Keyring) -> Result<T, E>) -> Result<T, E>
where
    E: From<KeyFileError>,
{
    let absent = || KeyFileError::Absent { path: path.to_owned() };
    let held = files::lock(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => absent(),
        _ => KeyFileError::NotChanged { path: path.to_owned(), source },
    })?;
    let mut keyring = load(path)?.ok_or_else(absent)?;
    let result = change(&mut keyring)?;
    replace(path, &keyring)?;
    drop(held);
    Ok(result)
}

/// Writes the keyring over the file, which the caller holds.
fn replace(path: &Path, keyring: &Keyring) -> Result<(), KeyFileError> {
    files::write_over(path, &write(keyring))
        .map_err(|source| KeyFileError::NotChanged { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};

    use domain::testing::SeededEntropy;
    use tempfile::TempDir;

    use super::*;

    fn keyring() -> Keyring {
        Keyring::generate(3, "2026-11-23T10:00:00Z".into(), &SeededEntropy::new(1)).unwrap()
    }

    fn key_file() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        create(&path, &keyring()).unwrap();
        (folder, path)
    }

    fn ids(path: &Path) -> Vec<i64> {
        load(path).unwrap().unwrap().ids().collect()
    }

    /// Adds the key after the last, as the command line does.
    fn add_next(path: &Path) -> Result<(), KeyFileError> {
        edit(path, |keyring| {
            let next = keyring.ids().max().unwrap() + 1;
            keyring.add(next, String::new(), &SeededEntropy::new(2)).unwrap();
            Ok(())
        })
    }

    #[test]
    fn a_keyring_survives_its_file() {
        let (_folder, path) = key_file();
        let read = load(&path).unwrap().unwrap();
        assert_eq!(read.current(), 3);
        assert_eq!(read.keys[&3].secret.reveal(), keyring().keys[&3].secret.reveal());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn no_file_is_no_keyring_and_no_error_but_cannot_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        assert!(load(&path).unwrap().is_none());
        assert!(matches!(add_next(&path), Err(KeyFileError::Absent { .. })));
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let (_folder, path) = key_file();
        for mode in [0o640, 0o604, 0o620, 0o601] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert!(matches!(load(&path), Err(KeyFileError::Exposed { .. })), "mode {mode:o}");
            assert!(matches!(add_next(&path), Err(KeyFileError::Exposed { .. })), "mode {mode:o}");
        }
        fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
        assert!(load(&path).is_ok());
    }

    #[test]
    fn a_folder_is_no_key_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(load(folder.path()), Err(KeyFileError::Unreadable { .. })));
        assert!(matches!(add_next(folder.path()), Err(KeyFileError::Unreadable { .. })));
    }

    #[test]
    fn an_edit_keeps_every_key_that_it_does_not_drop() {
        let (_folder, path) = key_file();
        add_next(&path).unwrap();
        edit(&path, |keyring| {
            keyring.make_current(4).unwrap();
            Ok::<_, KeyFileError>(())
        })
        .unwrap();
        let read = load(&path).unwrap().unwrap();
        assert_eq!((read.current(), ids(&path)), (4, vec![3, 4]));
        assert_eq!(read.keys[&3].secret.reveal(), keyring().keys[&3].secret.reveal());
        assert_eq!(read.history.unwrap().secret.reveal(), keyring().history.unwrap().secret.reveal());
    }

    #[test]
    fn a_change_that_fails_leaves_the_file_byte_for_byte() {
        let (_folder, path) = key_file();
        let before = fs::read(&path).unwrap();
        let failed = edit(&path, |keyring| {
            keyring.add(4, String::new(), &SeededEntropy::new(2)).unwrap();
            Err::<(), _>(KeyFileError::Absent { path: path.clone() })
        });
        assert!(matches!(failed, Err(KeyFileError::Absent { .. })));
        assert!(fs::read(&path).unwrap() == before);
    }

    #[test]
    fn edits_at_once_stand_in_line_and_lose_no_key() {
        let (_folder, path) = key_file();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| add_next(&path).unwrap());
            }
        });
        assert_eq!(ids(&path), (3..=11).collect::<Vec<_>>());
    }
}
