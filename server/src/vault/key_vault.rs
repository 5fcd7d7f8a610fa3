//! The vault: a keyring at work.

use std::{collections::BTreeMap, hint::black_box, sync::Arc};

use domain::{
    history::ChainKey,
    pin::PinCode,
    ports::{Entropy, SealLabel, SealedCode, SecretLabel, Vault, VaultError},
};
use zeroize::Zeroizing;

use super::{
    aead::Cipher,
    decoy::Decoy,
    history::HistoryKeys,
    keyring::{KeyId, Keyring, KeyringError},
    label::{associated_data, secret_data},
};

/// What a key seals to be recognised by. Its associated data is text, and that of a PIN or a person's secret begins
/// with a version byte, so that none passes for another.
const CHECK_TEXT: &[u8] = b"security-pins";
const CHECK_LABEL: &[u8] = b"check value of key ";

/// Seals and opens PINs and people's secrets with the keys of a keyring, and seals the history with its history key.
pub struct KeyVault {
    ciphers: BTreeMap<KeyId, Cipher>,
    current: KeyId,
    history: HistoryKeys,
    decoy: Decoy,
    entropy: Arc<dyn Entropy>,
}

impl KeyVault {
    /// A vault that works with these keys.
    ///
    /// # Errors
    /// Where the keyring has no history key; [`Keyring::add_history`] gives it one.
    pub fn new(keyring: &Keyring, entropy: Arc<dyn Entropy>) -> Result<Self, KeyringError> {
        let history = HistoryKeys::derive(&keyring.history.as_ref().ok_or(KeyringError::NoHistory)?.secret);
        let ciphers = keyring.keys.iter().map(|(id, key)| (*id, Cipher::new(&key.secret))).collect();
        let decoy = Decoy::new(Cipher::new(&history.decoy))?;
        Ok(Self { ciphers, current: keyring.current(), history, decoy, entropy })
    }

    /// What this key can be recognised by later, without the key.
    ///
    /// # Errors
    /// Where the keyring has no such key, or there is no randomness.
    pub fn check_value(&self, key: KeyId) -> Result<Vec<u8>, VaultError> {
        self.cipher(key)?.encrypt(&*self.entropy, CHECK_TEXT, &check_label(key))
    }

    /// Whether the check value was made by this very key.
    pub fn recognises(&self, key: KeyId, check_value: &[u8]) -> bool {
        self.cipher(key)
            .and_then(|cipher| cipher.decrypt(check_value, &check_label(key)))
            .is_ok_and(|text| text.as_slice() == CHECK_TEXT)
    }

    /// What the history key can be recognised by later, without the key.
    pub fn history_check_value(&self) -> [u8; 32] {
        self.history.check_value()
    }

    /// Whether the check value was made by this very history key.
    pub fn recognises_history(&self, check_value: &[u8]) -> bool {
        self.history.recognises(check_value)
    }

    /// Whether it has all of these keys.
    pub(super) fn has_keys(&self, mut keys: impl Iterator<Item = KeyId>) -> bool {
        keys.all(|key| self.ciphers.contains_key(&key))
    }

    fn cipher(&self, key: KeyId) -> Result<&Cipher, VaultError> {
        self.ciphers.get(&key).ok_or(VaultError::NoSuchKey(key))
    }
}

impl ChainKey for KeyVault {
    fn seal_of(&self, bytes: &[u8]) -> [u8; 32] {
        self.history.seal_of(bytes)
    }
}

impl Vault for KeyVault {
    fn seal(&self, label: &SealLabel, code: &PinCode) -> Result<SealedCode, VaultError> {
        let aad = associated_data(label, self.current);
        let bytes = self.cipher(self.current)?.encrypt(&*self.entropy, code.reveal().as_bytes(), &aad)?;
        Ok(SealedCode { key_id: self.current, bytes })
    }

    fn open(&self, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError> {
        self.cipher(sealed.key_id).and_then(|cipher| read(cipher, label, sealed)).inspect_err(|error| {
            tracing::error!(
                account = %label.account,
                pin = %label.pin,
                kind = %label.kind,
                %error,
                "a PIN's record cannot be opened; a new PIN must be generated"
            );
        })
    }

    fn seal_secret(&self, label: &SecretLabel, secret: &[u8]) -> Result<SealedCode, VaultError> {
        let aad = secret_data(label, self.current);
        let bytes = self.cipher(self.current)?.encrypt(&*self.entropy, secret, &aad)?;
        Ok(SealedCode { key_id: self.current, bytes })
    }

    fn open_secret(
        &self,
        label: &SecretLabel,
        sealed: &SealedCode,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let aad = secret_data(label, sealed.key_id);
        self.cipher(sealed.key_id).and_then(|cipher| cipher.decrypt(&sealed.bytes, &aad)).inspect_err(
            |error| {
                tracing::error!(
                    person = label.person.0,
                    %error,
                    "a second factor's record cannot be opened; it must be taken off and added anew"
                );
            },
        )
    }

    fn open_nothing(&self) {
        let Decoy { cipher, label, sealed } = &self.decoy;
        black_box(read(cipher, black_box(label), black_box(sealed)).ok());
    }

    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        self.history.fingerprint(bytes)
    }

    fn current_key(&self) -> KeyId {
        self.current
    }
}

fn read(cipher: &Cipher, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError> {
    let digits = cipher.decrypt(&sealed.bytes, &associated_data(label, sealed.key_id))?;
    std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse().ok()).ok_or(VaultError::Tampered)
}

fn check_label(key: KeyId) -> Vec<u8> {
    [CHECK_LABEL, &key.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests;
