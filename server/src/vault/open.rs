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
    keyring::{KeyId, Keyring},
};
use crate::store::{KnownKey, SqliteStore};

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
    /// No key could be drawn.
    #[error("No key could be made: {0}.")]
    Entropy(#[from] EntropyError),
    /// No check value could be made.
    #[error("The keys could not be checked: {0}.")]
    Vault(#[from] VaultError),
    /// The database could not tell or note which keys it knows.
    #[error("The keys could not be compared with the database: {0}.")]
    Store(#[from] StoreError),
}

/// Opens the vault with the key file's keys, after comparing them with what the database knows of them.
///
/// Where there is neither a key file nor a sealed PIN, a key file is made. Check values of former keys do not
/// stand against that, since nothing is lost with those keys; but their numbers are not given out again.
///
/// # Errors
/// See [`OpenVaultError`]; the key file and the database are then as they were.
pub async fn open(
    path: &Path,
    store: &SqliteStore,
    entropy: Arc<dyn Entropy>,
    clock: &dyn Clock,
) -> Result<KeyVault, OpenVaultError> {
    let known = store.known_keys().await?;
    let keyring = match file::load(path)? {
        Some(keyring) => keyring,
        None => make(path, &known, &*entropy, clock.now())?,
    };
    let vault = KeyVault::new(&keyring, entropy);
    compare(path, &keyring, &vault, &known)?;
    for key in keyring.ids() {
        if !known.iter().any(|known| known.id == key) {
            store.insert_key(key, &vault.check_value(key)?, clock.now()).await?;
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
    if known.iter().any(|key| key.in_use) {
        return Err(OpenVaultError::Lost { path: path.to_owned() });
    }
    let id = known.iter().map(|key| key.id).max().unwrap_or(0) + 1;
    let created =
        jiff::Timestamp::from_millisecond(now.as_millis()).map(|now| now.to_string()).unwrap_or_default();
    let keyring = Keyring::generate(id, created, entropy)?;
    file::create(path, &keyring)?;
    tracing::info!(file = %path.display(), key = id, "made a key file: back it up, apart from the database");
    Ok(keyring)
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
