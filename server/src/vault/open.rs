//! Opening the vault at the start: the key file and the database must belong together, or nothing starts.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{
    ports::{Clock, Entropy, EntropyError, StoreError, VaultError},
    time::Timestamp,
};
use thiserror::Error;

use super::{
    KeyVault,
    file::{self, KeyFileError},
    keyring::{KeyId, Keyring, KeyringError},
};
use crate::store::{Database, KnownKey};

/// Why the vault stays shut.
#[derive(Debug, Error)]
pub enum OpenVaultError {
    /// The file itself.
    #[error(transparent)]
    File(#[from] KeyFileError),
    /// There is no file, but there is something that only it can open.
    #[error(
        "The key file {} is missing and the database holds PINs sealed with its keys; put the file back from your backup.",
        path.display()
    )]
    Lost {
        /// Where it should stand.
        path: PathBuf,
    },
    /// The file lacks a key that a live PIN was sealed with.
    #[error("The key file {} has no key {key}, which PINs in the database are sealed with; put the right file back.", path.display())]
    Missing {
        /// Where the file stands.
        path: PathBuf,
        /// Which key.
        key: KeyId,
    },
    /// The file's key is another than the one that the database knows by this number.
    #[error("The key file {} belongs to another database: its key {key} is not the one that was used here.", path.display())]
    Foreign {
        /// Where the file stands.
        path: PathBuf,
        /// Which key.
        key: KeyId,
    },
    /// There is no file, and each server that made one for itself would have a key of its own.
    #[error("The key file {} is missing; make it once with `security-pins keys init` and give every server the same.", path.display())]
    NotMadeForServers {
        /// Where it should stand.
        path: PathBuf,
    },
    /// There is a file already.
    #[error("The key file {} is there already and was left as it is.", path.display())]
    Exists {
        /// Where it stands.
        path: PathBuf,
    },
    /// The file's history key is missing, or another than the one that the history was sealed with.
    #[error("The key file {} does not have the history key that was used with this database; put the right file back.", path.display())]
    ForeignHistory {
        /// Where the file stands.
        path: PathBuf,
    },
    /// No key could be drawn.
    #[error("No key could be made: {0}.")]
    Entropy(#[from] EntropyError),
    /// The keyring could not be completed or put to work.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// No check value could be made.
    #[error("The keys could not be checked: {0}.")]
    Vault(#[from] VaultError),
    /// The database could not tell or note which keys it knows.
    #[error("The keys could not be compared with the database: {0}.")]
    Store(#[from] StoreError),
}

/// Opens the vault with the key file's keys, after comparing them with what the database knows of them.
///
/// Where there is no key file and nothing that only a lost one could open, an SQLite database gets a new one; servers
/// that share a database must be given the same. Check values of former keys do not stand against that, since nothing
/// is lost with those keys; but their numbers are not given out again.
///
/// # Errors
/// See [`OpenVaultError`]; the key file and the database are then as they were.
pub async fn open(
    path: &Path,
    store: &Database,
    entropy: Arc<dyn Entropy>,
    clock: &dyn Clock,
) -> Result<KeyVault, OpenVaultError> {
    let known = Known::by(store).await?;
    let keyring = match file::load(path)? {
        Some(keyring) if keyring.has_history() => keyring,
        Some(_) if known.has_history => {
            return Err(OpenVaultError::ForeignHistory { path: path.to_owned() });
        }
        Some(_) => add_history(path, &known.keys, &entropy, clock.now())?,
        None if known.needs_a_key() => return Err(OpenVaultError::Lost { path: path.to_owned() }),
        None if store.is_shared() => {
            return Err(OpenVaultError::NotMadeForServers { path: path.to_owned() });
        }
        None => make(path, &known.keys, &*entropy, clock.now())?,
    };
    put_to_work(path, &keyring, store, &known, entropy, clock.now()).await
}

/// Makes the key file of a database that has none, and opens the vault.
///
/// # Errors
/// Where there is a file already, or something in the database that only a lost one could open.
pub async fn init(
    path: &Path,
    store: &Database,
    entropy: Arc<dyn Entropy>,
    clock: &dyn Clock,
) -> Result<KeyVault, OpenVaultError> {
    let known = Known::by(store).await?;
    if file::load(path)?.is_some() {
        return Err(OpenVaultError::Exists { path: path.to_owned() });
    }
    if known.needs_a_key() {
        return Err(OpenVaultError::Lost { path: path.to_owned() });
    }
    let keyring = make(path, &known.keys, &*entropy, clock.now())?;
    put_to_work(path, &keyring, store, &known, entropy, clock.now()).await
}

/// What the database knows of the keys.
struct Known {
    keys: Vec<KnownKey>,
    /// The check value of the history's key.
    history: Option<Vec<u8>>,
    has_history: bool,
}

impl Known {
    async fn by(store: &Database) -> Result<Self, StoreError> {
        let keys = store.known_keys().await?;
        let (history, has_history) = store.known_history_key().await?;
        Ok(Self { keys, history, has_history })
    }

    /// Whether something would be lost with the keys.
    fn needs_a_key(&self) -> bool {
        self.has_history || self.keys.iter().any(|key| key.in_use)
    }
}

async fn put_to_work(
    path: &Path,
    keyring: &Keyring,
    store: &Database,
    known: &Known,
    entropy: Arc<dyn Entropy>,
    now: Timestamp,
) -> Result<KeyVault, OpenVaultError> {
    let vault = KeyVault::new(keyring, entropy)?;
    compare(path, keyring, &vault, &known.keys)?;
    match &known.history {
        Some(check) if vault.recognises_history(check) => {}
        // A history that nobody wrote yet may begin under any key.
        Some(_) if known.has_history => {
            return Err(OpenVaultError::ForeignHistory { path: path.to_owned() });
        }
        _ => store.keep_history_key(&vault.history_check_value(), now).await?,
    }
    for key in keyring.ids() {
        if !known.keys.iter().any(|known| known.id == key) {
            store.insert_key(key, &vault.check_value(key)?, now).await?;
        }
    }
    Ok(vault)
}

fn make(
    path: &Path,
    known: &[KnownKey],
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<Keyring, OpenVaultError> {
    let id = known.iter().map(|key| key.id).max().unwrap_or(0) + 1;
    let keyring = Keyring::generate(id, created(now), entropy)?;
    file::create(path, &keyring)?;
    tracing::info!(file = %path.display(), key = id, "made a key file: back it up, apart from the database");
    Ok(keyring)
}

/// Gives a history key to the key file of a version that kept no history, if it is this database's.
fn add_history(
    path: &Path,
    known: &[KnownKey],
    entropy: &Arc<dyn Entropy>,
    now: Timestamp,
) -> Result<Keyring, OpenVaultError> {
    let keyring = file::edit(path, |keyring| {
        // Another server may have done it in the meantime.
        if !keyring.has_history() {
            keyring.add_history(created(now), &**entropy)?;
        }
        compare(path, keyring, &KeyVault::new(keyring, entropy.clone())?, known)?;
        Ok::<_, OpenVaultError>(keyring.clone())
    })?;
    tracing::info!(file = %path.display(), "the key file has a history key now: back it up anew");
    Ok(keyring)
}

/// When a key was made, as people read it.
fn created(now: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(now.as_millis()).map(|now| now.to_string()).unwrap_or_default()
}

fn compare(
    path: &Path,
    keyring: &Keyring,
    vault: &KeyVault,
    known: &[KnownKey],
) -> Result<(), OpenVaultError> {
    for key in known {
        let here = keyring.ids().any(|id| id == key.id);
        if here && !vault.recognises(key.id, &key.check_value) {
            return Err(OpenVaultError::Foreign { path: path.to_owned(), key: key.id });
        }
        if !here && key.in_use {
            return Err(OpenVaultError::Missing { path: path.to_owned(), key: key.id });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::testing::SeededEntropy;

    use super::*;

    #[test]
    fn a_key_file_that_kept_no_history_gets_one_history_key_if_it_is_this_databases() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
        let mut keyring = Keyring::generate(1, String::new(), &*entropy).unwrap();
        let check_value = KeyVault::new(&keyring, entropy.clone()).unwrap().check_value(1).unwrap();
        keyring.history = None;
        file::create(&path, &keyring).unwrap();

        let complete = |check_value: &[u8]| {
            let known = [KnownKey { id: 1, check_value: check_value.to_vec(), in_use: true }];
            add_history(&path, &known, &entropy, Timestamp::from_millis(0))
        };
        assert!(matches!(complete(b"another's"), Err(OpenVaultError::Foreign { .. })));
        assert!(!file::load(&path).unwrap().unwrap().has_history(), "another's file stays as it is");
        let first = complete(&check_value).unwrap().history.unwrap();
        let second = complete(&check_value).unwrap().history.unwrap();
        assert_eq!(first.created, "1970-01-01T00:00:00Z");
        assert_eq!(first.secret.reveal(), second.secret.reveal());
    }
}
