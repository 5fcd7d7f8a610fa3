//! The vault of a server that goes on while its operator changes the key file: a key that is not known is looked for
//! in the file, and what is current there is current here a little later.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    history::ChainKey,
    pin::PinCode,
    ports::{Entropy, SealLabel, SealedCode, SecretLabel, Vault, VaultError},
};
use zeroize::Zeroizing;

use super::{
    KeyVault,
    file::load,
    keyring::{KeyId, KeyringError},
};

/// A vault that follows its key file.
pub struct LiveVault {
    path: PathBuf,
    entropy: Arc<dyn Entropy>,
    vault: RwLock<Arc<KeyVault>>,
}

impl LiveVault {
    /// A vault that begins with these keys and follows that file.
    pub fn new(path: PathBuf, vault: KeyVault, entropy: Arc<dyn Entropy>) -> Self {
        Self { path, entropy, vault: RwLock::new(Arc::new(vault)) }
    }

    /// Takes over what the key file holds now. A file that cannot be read, or that has another history key, changes
    /// nothing but the log.
    pub fn refresh(&self) {
        let keyring = match load(&self.path) {
            Ok(Some(keyring)) => keyring,
            Ok(None) => return tracing::warn!(file = %self.path.display(), "the key file is gone"),
            Err(error) => return tracing::warn!(%error, "the key file was not read again"),
        };
        if keyring.current() == self.current_key() && self.keys().has_keys(keyring.ids()) {
            return;
        }
        match KeyVault::new(&keyring, self.entropy.clone()) {
            Ok(vault) if vault.recognises_history(&self.keys().history_check_value()) => {
                tracing::info!(current = keyring.current(), "took over a changed key file");
                *self.vault.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(vault);
            }
            Ok(_) => {
                let error = KeyringError::NoHistory;
                tracing::error!(%error, "the changed key file was not taken over");
            }
            Err(error) => tracing::error!(%error, "the changed key file was not taken over"),
        }
    }

    fn keys(&self) -> Arc<KeyVault> {
        Arc::clone(&self.vault.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The keys, after a look into the file if this one is not among them.
    fn keys_with(&self, key: KeyId) -> Arc<KeyVault> {
        if !self.keys().has_keys([key].into_iter()) {
            self.refresh();
        }
        self.keys()
    }
}

impl ChainKey for LiveVault {
    fn seal_of(&self, bytes: &[u8]) -> [u8; 32] {
        self.keys().seal_of(bytes)
    }
}

impl Vault for LiveVault {
    fn seal(&self, label: &SealLabel, code: &PinCode) -> Result<SealedCode, VaultError> {
        self.keys().seal(label, code)
    }

    fn open(&self, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError> {
        self.keys_with(sealed.key_id).open(label, sealed)
    }

    fn seal_secret(&self, label: &SecretLabel, secret: &[u8]) -> Result<SealedCode, VaultError> {
        self.keys().seal_secret(label, secret)
    }

    fn open_secret(
        &self,
        label: &SecretLabel,
        sealed: &SealedCode,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.keys_with(sealed.key_id).open_secret(label, sealed)
    }

    fn open_nothing(&self) {
        self.keys().open_nothing();
    }

    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        self.keys().fingerprint(bytes)
    }

    fn current_key(&self) -> KeyId {
        self.keys().current_key()
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        account::AccountNumber,
        person::PersonId,
        pin::{PinId, PinKind},
        testing::SeededEntropy,
        time::Timestamp,
    };

    use super::*;
    use crate::vault::{KeyFileError, Keyring, create, edit};

    fn label() -> SealLabel {
        SealLabel {
            account: AccountNumber::try_from(10001).unwrap(),
            pin: PinId(7),
            kind: PinKind::Master,
            generated_at: Timestamp::from_millis(1_000),
            expires_at: None,
        }
    }

    fn live(path: &std::path::Path) -> LiveVault {
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(9));
        let keyring = load(path).unwrap().unwrap();
        LiveVault::new(path.to_owned(), KeyVault::new(&keyring, entropy.clone()).unwrap(), entropy)
    }

    #[test]
    fn what_another_process_sealed_with_a_key_that_it_added_opens_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        create(&path, &Keyring::generate(1, String::new(), &SeededEntropy::new(1)).unwrap()).unwrap();
        let server = live(&path);
        edit(&path, |keyring| {
            keyring.add(2, String::new(), &SeededEntropy::new(2)).unwrap();
            keyring.make_current(2).unwrap();
            Ok::<_, KeyFileError>(())
        })
        .unwrap();
        let code: PinCode = "04217".parse().unwrap();
        let sealed = live(&path).seal(&label(), &code).unwrap();
        assert_eq!((server.current_key(), sealed.key_id), (1, 2));
        assert_eq!(server.open(&label(), &sealed), Ok(code));
        assert_eq!(server.current_key(), 2);
    }

    #[test]
    fn a_secret_that_another_process_sealed_with_a_key_that_it_added_opens_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        create(&path, &Keyring::generate(1, String::new(), &SeededEntropy::new(1)).unwrap()).unwrap();
        let server = live(&path);
        edit(&path, |keyring| {
            keyring.add(2, String::new(), &SeededEntropy::new(2)).unwrap();
            keyring.make_current(2).unwrap();
            Ok::<_, KeyFileError>(())
        })
        .unwrap();
        let label = SecretLabel { person: PersonId(7), created_at: Timestamp::from_millis(1_000) };
        let sealed = live(&path).seal_secret(&label, b"secret").unwrap();
        assert_eq!((server.current_key(), sealed.key_id), (1, 2));
        assert_eq!(**server.open_secret(&label, &sealed).unwrap(), *b"secret");
    }

    #[test]
    fn a_file_that_is_gone_or_belongs_elsewhere_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        create(&path, &Keyring::generate(1, String::new(), &SeededEntropy::new(1)).unwrap()).unwrap();
        let server = live(&path);
        std::fs::remove_file(&path).unwrap();
        server.refresh();
        assert_eq!(server.current_key(), 1);
        create(&path, &Keyring::generate(5, String::new(), &SeededEntropy::new(2)).unwrap()).unwrap();
        server.refresh();
        assert_eq!(server.current_key(), 1);
    }
}
