//! Sealing and opening, with XChaCha20-Poly1305: its 24-byte nonce can be drawn at random for ever without two
//! ever being equal in practice, so that no counter has to survive a crash or a restored backup.

use std::{collections::BTreeMap, sync::Arc};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::{
    pin::{PinCode, PinKind},
    ports::{Entropy, SealLabel, SealedCode, Vault, VaultError},
};
use zeroize::Zeroizing;

use super::keyring::{KeyId, Keyring};

const NONCE_LENGTH: usize = 24;
/// The form of the associated data, so that a later form cannot be taken for this one.
const LABEL_VERSION: u8 = 1;
const LABEL_LENGTH: usize = 43;
/// What a key seals to be recognised by. Its associated data is text and a PIN's begins with a version byte, so
/// that neither passes for the other.
const CHECK_TEXT: &[u8] = b"security-pins";
const CHECK_LABEL: &[u8] = b"check value of key ";

/// Seals and opens PINs with the keys of a keyring.
pub struct KeyVault {
    ciphers: BTreeMap<KeyId, XChaCha20Poly1305>,
    current: KeyId,
    entropy: Arc<dyn Entropy>,
}

impl KeyVault {
    /// A vault that works with these keys.
    pub fn new(keyring: &Keyring, entropy: Arc<dyn Entropy>) -> Self {
        let ciphers = keyring
            .keys
            .iter()
            .map(|(id, key)| (*id, XChaCha20Poly1305::new(key.secret.reveal().into())))
            .collect();
        Self { ciphers, current: keyring.current(), entropy }
    }

    /// What this key can be recognised by later, without the key.
    ///
    /// # Errors
    /// Where the keyring has no such key, or there is no randomness.
    pub fn check_value(&self, key: KeyId) -> Result<Vec<u8>, VaultError> {
        self.encrypt(key, CHECK_TEXT, &check_label(key))
    }

    /// Whether the check value was made by this very key.
    pub fn recognises(&self, key: KeyId, check_value: &[u8]) -> bool {
        self.decrypt(key, check_value, &check_label(key)).is_ok_and(|text| text.as_slice() == CHECK_TEXT)
    }

    fn cipher(&self, key: KeyId) -> Result<&XChaCha20Poly1305, VaultError> {
        self.ciphers.get(&key).ok_or(VaultError::NoSuchKey(key))
    }

    /// The nonce, and the ciphertext with its tag after it.
    fn encrypt(&self, key: KeyId, msg: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE_LENGTH];
        self.entropy.fill(&mut nonce).map_err(|_| VaultError::NotSealed)?;
        let ciphertext = self
            .cipher(key)?
            .encrypt(&XNonce::from(nonce), Payload { msg, aad })
            .map_err(|_| VaultError::NotSealed)?;
        Ok([nonce.as_slice(), &ciphertext].concat())
    }

    fn decrypt(&self, key: KeyId, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let cipher = self.cipher(key)?;
        let (nonce, msg) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or(VaultError::Tampered)?;
        cipher
            .decrypt(&XNonce::from(*nonce), Payload { msg, aad })
            .map(Zeroizing::new)
            .map_err(|_| VaultError::Tampered)
    }
}

impl Vault for KeyVault {
    fn seal(&self, label: &SealLabel, code: &PinCode) -> Result<SealedCode, VaultError> {
        let aad = associated_data(label, self.current);
        let bytes = self.encrypt(self.current, code.reveal().as_bytes(), &aad)?;
        Ok(SealedCode { key_id: self.current, bytes })
    }

    fn open(&self, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError> {
        let aad = associated_data(label, sealed.key_id);
        let digits = self.decrypt(sealed.key_id, &sealed.bytes, &aad)?;
        std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse().ok()).ok_or(VaultError::Tampered)
    }
}

fn check_label(key: KeyId) -> Vec<u8> {
    [CHECK_LABEL, &key.to_be_bytes()].concat()
}

/// Everything that a code belongs to, in fields of fixed width, so that no two labels have the same bytes:
/// version, account, PIN, kind, generated, whether it expires and when, key. Big-endian.
fn associated_data(label: &SealLabel, key: KeyId) -> [u8; LABEL_LENGTH] {
    let kind: u8 = match label.kind {
        PinKind::Master => 1,
        PinKind::OneTime => 2,
    };
    let (expires, expires_at) = match label.expires_at {
        Some(at) => (1_u8, at.as_millis()),
        None => (0, 0),
    };
    let fields: [&[u8]; 8] = [
        &[LABEL_VERSION],
        &label.account.as_i64().to_be_bytes(),
        &label.pin.0.to_be_bytes(),
        &[kind],
        &label.generated_at.as_millis().to_be_bytes(),
        &[expires],
        &expires_at.to_be_bytes(),
        &key.to_be_bytes(),
    ];
    let mut bytes = [0; LABEL_LENGTH];
    for (byte, value) in bytes.iter_mut().zip(fields.concat()) {
        *byte = value;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use domain::{
        account::AccountNumber,
        pin::PinId,
        testing::{BrokenEntropy, SeededEntropy},
        time::Timestamp,
    };

    use super::*;

    fn vault(seed: u64) -> KeyVault {
        let entropy = Arc::new(SeededEntropy::new(seed));
        let keyring = Keyring::generate(1, String::new(), &*entropy).unwrap();
        KeyVault::new(&keyring, entropy)
    }

    fn label() -> SealLabel {
        SealLabel {
            account: AccountNumber::try_from(10001).unwrap(),
            pin: PinId(7),
            kind: PinKind::OneTime,
            generated_at: Timestamp::from_millis(1_000),
            expires_at: Some(Timestamp::from_millis(2_000)),
        }
    }

    fn code() -> PinCode {
        "04217".parse().unwrap()
    }

    #[test]
    fn what_was_sealed_opens_and_shows_nothing_while_it_is_sealed() {
        let vault = vault(1);
        let sealed = vault.seal(&label(), &code()).unwrap();
        assert_eq!(vault.open(&label(), &sealed), Ok(code()));
        assert!(!sealed.bytes.windows(5).any(|bytes| bytes == b"04217"));
        assert_ne!(sealed, vault.seal(&label(), &code()).unwrap(), "a nonce is never used twice");
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_refused() {
        let vault = vault(1);
        let sealed = vault.seal(&label(), &code()).unwrap();
        for bit in 0..sealed.bytes.len() * 8 {
            let mut changed = sealed.clone();
            changed.bytes[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(vault.open(&label(), &changed), Err(VaultError::Tampered), "bit {bit}");
        }
        for length in 0..sealed.bytes.len() {
            let mut cut = sealed.clone();
            cut.bytes.truncate(length);
            assert_eq!(vault.open(&label(), &cut), Err(VaultError::Tampered), "{length} bytes");
        }
    }

    #[test]
    fn a_code_opens_nowhere_but_where_it_was_sealed() {
        let vault = vault(1);
        let sealed = vault.seal(&label(), &code()).unwrap();
        let other = Timestamp::from_millis(3_000);
        let labels = [
            SealLabel { account: AccountNumber::try_from(10002).unwrap(), ..label() },
            SealLabel { pin: PinId(8), ..label() },
            SealLabel { kind: PinKind::Master, ..label() },
            SealLabel { generated_at: other, ..label() },
            SealLabel { expires_at: Some(other), ..label() },
            SealLabel { expires_at: None, ..label() },
        ];
        for changed in labels {
            assert_eq!(vault.open(&changed, &sealed), Err(VaultError::Tampered), "{changed:?}");
        }
    }

    #[test]
    fn never_expiring_is_not_expiring_at_the_beginning_of_time() {
        let never = SealLabel { expires_at: None, ..label() };
        let at_the_beginning = SealLabel { expires_at: Some(Timestamp::from_millis(0)), ..label() };
        assert_ne!(associated_data(&never, 1), associated_data(&at_the_beginning, 1));
    }

    #[test]
    fn another_key_under_the_same_number_does_not_open_it() {
        let sealed = vault(1).seal(&label(), &code()).unwrap();
        assert_eq!(vault(2).open(&label(), &sealed), Err(VaultError::Tampered));
    }

    #[test]
    fn a_key_that_is_not_there_is_named() {
        let vault = vault(1);
        let mut sealed = vault.seal(&label(), &code()).unwrap();
        sealed.key_id = 2;
        assert_eq!(vault.open(&label(), &sealed), Err(VaultError::NoSuchKey(2)));
    }

    #[test]
    fn a_key_is_recognised_by_its_check_value_and_no_other_is() {
        let check_value = vault(1).check_value(1).unwrap();
        assert!(vault(1).recognises(1, &check_value));
        assert!(!vault(2).recognises(1, &check_value));
        assert!(!vault(1).recognises(2, &check_value));
        assert!(!vault(1).recognises(1, b""));
    }

    #[test]
    fn without_randomness_nothing_is_sealed() {
        let keyring = Keyring::generate(1, String::new(), &SeededEntropy::new(1)).unwrap();
        let vault = KeyVault::new(&keyring, Arc::new(BrokenEntropy));
        assert_eq!(vault.seal(&label(), &code()), Err(VaultError::NotSealed));
    }

    #[test]
    fn a_keyring_never_prints_its_keys() {
        let keyring = Keyring::generate(1, String::new(), &SeededEntropy::new(1)).unwrap();
        let printed = format!("{keyring:?}");
        assert!(printed.contains("Secret(…)"), "{printed}");
    }
}
