//! The keys, each under a number that is never used twice.

use std::{collections::BTreeMap, fmt};

use domain::ports::{Entropy, EntropyError, VaultError};
use thiserror::Error;
use zeroize::Zeroizing;

/// Which key of the keyring.
pub type KeyId = i64;

/// A 256-bit key. It prints as nothing and is overwritten when it is dropped.
#[derive(Clone)]
pub(super) struct Secret(Zeroizing<[u8; Self::LENGTH]>);

impl Secret {
    pub(super) const LENGTH: usize = 32;

    pub(super) fn draw(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = Zeroizing::new([0; Self::LENGTH]);
        entropy.fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// The key of these bytes; `None` where they are not as many as a key has.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        <[u8; Self::LENGTH]>::try_from(bytes).ok().map(Self::from)
    }

    pub(super) fn reveal(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl From<[u8; Self::LENGTH]> for Secret {
    fn from(bytes: [u8; Self::LENGTH]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A key as its file holds it.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// When it was made, as people read it.
    pub(super) created: String,
    pub(super) secret: Secret,
}

impl Key {
    fn draw(created: String, entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        Ok(Self { created, secret: Secret::draw(entropy)? })
    }
}

/// Why a keyring stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyringError {
    /// The number may have been another key's, which sealed what the new one cannot open.
    #[error("Key {0} cannot be added; give the new key a number above all that were ever used.")]
    Used(KeyId),
    /// There is no key of this number.
    #[error("The keyring has no key {0}; name one that it has.")]
    Unknown(KeyId),
    /// What is new is sealed with this key.
    #[error("Key {0} is the current key and cannot be dropped; make another key current first.")]
    Current(KeyId),
    /// The history hangs on the key that is there.
    #[error(
        "The keyring has a history key already; keep it, since the history cannot be checked without it."
    )]
    HasHistory,
    /// The history hangs on a key that is not there.
    #[error(
        "The keyring has no history key; put back the key file that has it, or add one to a keyring that never had one."
    )]
    NoHistory,
    /// No key could be drawn.
    #[error("No key could be made: {0}.")]
    Entropy(#[from] EntropyError),
    /// The keys do not work.
    #[error("The keys could not be put to work: {0}.")]
    Unfit(#[from] VaultError),
}

/// All keys of an installation, and the one that seals what is new.
#[derive(Clone, Debug)]
pub struct Keyring {
    pub(super) keys: BTreeMap<KeyId, Key>,
    pub(super) current: KeyId,
    /// What the history is sealed with. Keyrings of earlier versions have none.
    pub(super) history: Option<Key>,
}

impl Keyring {
    /// A keyring of one fresh key and a fresh history key.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn generate(id: KeyId, created: String, entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let key = Key::draw(created.clone(), entropy)?;
        let history = Some(Key::draw(created, entropy)?);
        Ok(Self { keys: BTreeMap::from([(id, key)]), current: id, history })
    }

    /// The number of the key that seals what is new.
    pub fn current(&self) -> KeyId {
        self.current
    }

    /// The numbers of all keys.
    pub fn ids(&self) -> impl Iterator<Item = KeyId> {
        self.keys.keys().copied()
    }

    /// When this key was made, as people read it.
    pub fn created(&self, id: KeyId) -> Option<&str> {
        self.keys.get(&id).map(|key| key.created.as_str())
    }

    /// When the history key was made, as people read it.
    pub fn history_created(&self) -> Option<&str> {
        self.history.as_ref().map(|key| key.created.as_str())
    }

    /// Whether there is a history key.
    pub fn has_history(&self) -> bool {
        self.history.is_some()
    }

    /// Adds a fresh key, which seals nothing until it is made current. Its number must be above all that the
    /// keyring and the database know.
    ///
    /// # Errors
    /// Where a key of the keyring has this number or a higher one, or there is no randomness.
    pub fn add(&mut self, id: KeyId, created: String, entropy: &dyn Entropy) -> Result<(), KeyringError> {
        if self.ids().any(|there| there >= id) {
            return Err(KeyringError::Used(id));
        }
        self.keys.insert(id, Key::draw(created, entropy)?);
        Ok(())
    }

    /// Lets this key seal what is new. What former keys sealed still opens, as long as they are there.
    ///
    /// # Errors
    /// Where there is no such key.
    pub fn make_current(&mut self, id: KeyId) -> Result<(), KeyringError> {
        if !self.keys.contains_key(&id) {
            return Err(KeyringError::Unknown(id));
        }
        self.current = id;
        Ok(())
    }

    /// Drops a former key. Whether anything is still sealed with it is for the caller to find out before.
    ///
    /// # Errors
    /// Where there is no such key, or it is the current one.
    pub fn drop_key(&mut self, id: KeyId) -> Result<(), KeyringError> {
        if id == self.current {
            return Err(KeyringError::Current(id));
        }
        self.keys.remove(&id).map(drop).ok_or(KeyringError::Unknown(id))
    }

    /// Adds a fresh history key to a keyring that never had one.
    ///
    /// # Errors
    /// Where there is a history key, or no randomness.
    pub fn add_history(&mut self, created: String, entropy: &dyn Entropy) -> Result<(), KeyringError> {
        if self.has_history() {
            return Err(KeyringError::HasHistory);
        }
        self.history = Some(Key::draw(created, entropy)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::{BrokenEntropy, SeededEntropy};

    use super::*;

    fn keyring() -> Keyring {
        Keyring::generate(3, String::new(), &SeededEntropy::new(1)).unwrap()
    }

    fn add(keyring: &mut Keyring, id: KeyId) -> Result<(), KeyringError> {
        keyring.add(id, String::new(), &SeededEntropy::new(2))
    }

    #[test]
    fn a_new_keyring_has_a_history_key_that_seals_no_pins() {
        let keyring = keyring();
        let history = keyring.history.unwrap();
        assert_ne!(history.secret.reveal(), keyring.keys[&3].secret.reveal());
    }

    #[test]
    fn a_key_seals_nothing_until_it_is_made_current() {
        let mut keyring = keyring();
        add(&mut keyring, 4).unwrap();
        assert_eq!((keyring.current(), keyring.ids().collect::<Vec<_>>()), (3, vec![3, 4]));
        assert_ne!(keyring.keys[&3].secret.reveal(), keyring.keys[&4].secret.reveal());
        keyring.make_current(4).unwrap();
        assert_eq!(keyring.current(), 4);
        assert_eq!(keyring.make_current(5), Err(KeyringError::Unknown(5)));
        assert_eq!(keyring.current(), 4);
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let mut keyring = keyring();
        for id in [3, 2, 0, -1, KeyId::MIN] {
            assert_eq!(add(&mut keyring, id), Err(KeyringError::Used(id)));
        }
        add(&mut keyring, 9).unwrap();
        assert_eq!(add(&mut keyring, 8), Err(KeyringError::Used(8)));
    }

    #[test]
    fn the_current_key_and_one_that_is_not_there_are_not_dropped() {
        let mut keyring = keyring();
        add(&mut keyring, 4).unwrap();
        assert_eq!(keyring.drop_key(3), Err(KeyringError::Current(3)));
        assert_eq!(keyring.drop_key(5), Err(KeyringError::Unknown(5)));
        keyring.drop_key(4).unwrap();
        assert_eq!(keyring.ids().collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_history_key_is_added_once_and_stays() {
        let mut keyring = keyring();
        let first = keyring.history.clone().unwrap();
        let entropy = SeededEntropy::new(2);
        assert_eq!(keyring.add_history(String::new(), &entropy), Err(KeyringError::HasHistory));
        assert_eq!(keyring.history.as_ref().unwrap().secret.reveal(), first.secret.reveal());
        keyring.history = None;
        keyring.add_history(String::new(), &entropy).unwrap();
        assert!(keyring.has_history());
    }

    #[test]
    fn without_randomness_no_key_is_added() {
        let mut keyring = keyring();
        keyring.history = None;
        assert_eq!(keyring.add(4, String::new(), &BrokenEntropy), Err(KeyringError::Entropy(EntropyError)));
        assert_eq!(
            keyring.add_history(String::new(), &BrokenEntropy),
            Err(KeyringError::Entropy(EntropyError))
        );
        assert_eq!((keyring.ids().collect::<Vec<_>>(), keyring.has_history()), (vec![3], false));
    }

    #[test]
    fn a_keyring_never_prints_its_keys() {
        let keyring = keyring();
        let printed = format!("{keyring:?}");
        assert_eq!(printed.matches("Secret(…)").count(), 2, "{printed}");
        for secret in [&keyring.keys[&3].secret, &keyring.history.as_ref().unwrap().secret] {
            let bytes = format!("{:?}", &secret.reveal()[..4]);
            assert!(!printed.contains(bytes.trim_matches(['[', ']'])), "{printed}");
        }
    }
}
