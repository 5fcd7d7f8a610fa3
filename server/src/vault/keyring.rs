//! The keys, each under a number that is never used twice.

use std::{collections::BTreeMap, fmt};

use domain::ports::{Entropy, EntropyError};
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
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    pub(super) fn reveal(&self) -> &[u8; Self::LENGTH] {
        &self.0
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

/// All keys of an installation, and the one that seals what is new.
#[derive(Clone, Debug)]
pub struct Keyring {
    pub(super) keys: BTreeMap<KeyId, Key>,
    pub(super) current: KeyId,
}

impl Keyring {
    /// A keyring of one fresh key.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn generate(id: KeyId, created: String, entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let secret = Secret::draw(entropy)?;
        Ok(Self { keys: BTreeMap::from([(id, Key { created, secret })]), current: id })
    }

    /// The number of the key that seals what is new.
    pub fn current(&self) -> KeyId {
        self.current
    }

    /// The numbers of all keys.
    pub fn ids(&self) -> impl Iterator<Item = KeyId> {
        self.keys.keys().copied()
    }
}
