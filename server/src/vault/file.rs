//! The key file: TOML, for its owner's eyes alone.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use thiserror::Error;
use zeroize::{Zeroize as _, Zeroizing};

use super::keyring::{Key, KeyId, Keyring, Secret};
use crate::files;

/// A key file is a few hundred bytes long. What is longer than this is something else.
const MAX_LENGTH: u64 = 1024 * 1024;
const OTHERS: u32 = 0o077;

const EXPLANATION: &str = "\
# The keys that Security Pins seals PINs with. Without this file the PINs in the database are lost; with it and
# the database, they can be read. So back it up, but apart from the database, and let nobody else read it.
";

/// Why there is no keyring to work with.
#[derive(Debug, Error)]
pub enum KeyFileError {
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    current: KeyId,
    keys: Vec<KeyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    id: KeyId,
    created: String,
    secret: String,
}

impl Drop for KeyEntry {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
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
pub(super) fn create(path: &Path, keyring: &Keyring) -> Result<(), KeyFileError> {
    files::write_new(path, &write(keyring))
        .map_err(|source| KeyFileError::NotMade { path: path.to_owned(), source })
}

fn parse(text: &str) -> Result<Keyring, &'static str> {
    let file: KeyFile = toml::from_str(text)
        .map_err(|_| "it should hold `current` and `[[keys]]` with `id`, `created` and `secret`")?;
    let mut keys = BTreeMap::new();
    for entry in &file.keys {
        if entry.id < 1 {
            return Err("the number of a key is 1 or more");
        }
        let bytes = STANDARD.decode(&entry.secret).map(Zeroizing::new).ok();
        let secret =
            bytes.and_then(|bytes| Secret::from_bytes(&bytes)).ok_or("a secret is 32 bytes in base64")?;
        let key = Key { created: entry.created.clone(), secret };
        if keys.insert(entry.id, key).is_some() {
            return Err("two keys have the same number");
        }
    }
    if !keys.contains_key(&file.current) {
        return Err("its `current` names none of its keys");
    }
    Ok(Keyring { keys, current: file.current })
}

fn write(keyring: &Keyring) -> Zeroizing<String> {
    let mut text = Zeroizing::new(format!("{EXPLANATION}\ncurrent = {}\n", keyring.current));
    for (id, Key { created, secret }) in &keyring.keys {
        let secret = Zeroizing::new(STANDARD.encode(secret.reveal()));
        text.push_str(&format!("\n[[keys]]\nid = {id}\ncreated = \"{created}\"\nsecret = \""));
        text.push_str(&secret);
        text.push_str("\"\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;

    use domain::testing::SeededEntropy;

    use super::*;

    fn keyring() -> Keyring {
        Keyring::generate(3, "2026-11-23T10:00:00Z".into(), &SeededEntropy::new(1)).unwrap()
    }

    #[test]
    fn a_keyring_survives_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        create(&path, &keyring()).unwrap();
        let read = load(&path).unwrap().unwrap();
        assert_eq!(read.current(), 3);
        assert_eq!(read.keys[&3].secret.reveal(), keyring().keys[&3].secret.reveal());
        assert_eq!(read.keys[&3].created, "2026-11-23T10:00:00Z");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn no_file_is_no_keyring_and_no_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(load(&folder.path().join("keys.toml")).unwrap().is_none());
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        create(&path, &keyring()).unwrap();
        for mode in [0o640, 0o604, 0o620, 0o601] {
            std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert!(matches!(load(&path), Err(KeyFileError::Exposed { .. })), "mode {mode:o}");
        }
        std::fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
        assert!(load(&path).is_ok());
    }

    #[test]
    fn what_holds_no_keys_is_refused_without_a_word_of_what_it_holds() {
        let good = write(&keyring());
        let secret = STANDARD.encode(keyring().keys[&3].secret.reveal());
        let twice = format!("{}{}", *good, &good[good.find("\n[[keys]]").unwrap()..]);
        for text in [
            String::new(),
            "\0\u{1}".into(),
            "current = 3\nkeys = []\n".into(),
            good.replace("current = 3", "current = 4"),
            good.replace("id = 3", "id = 0"),
            good.replace("secret", "secrets"),
            good.replace(&secret, &secret[..40]),
            good.replace(&secret, &format!("{secret}!")),
            good.replace("created = ", "created = 1 #"),
            twice,
        ] {
            let problem = parse(&text).unwrap_err();
            assert!(!problem.contains(&secret[..8]), "{problem}");
        }
        assert!(parse(&good).is_ok());
    }

    #[test]
    fn a_folder_is_no_key_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(load(folder.path()), Err(KeyFileError::Unreadable { .. })));
    }
}
