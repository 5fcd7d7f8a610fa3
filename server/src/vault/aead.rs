//! Encryption, with XChaCha20-Poly1305: its 24-byte nonce can be drawn at random for ever without two ever being
//! equal in practice, so that no counter has to survive a crash or a restored backup.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::ports::{Entropy, VaultError};
use zeroize::Zeroizing;

use super::keyring::Secret;

pub(super) const NONCE_LENGTH: usize = 24;

/// One key, ready to encrypt and decrypt.
pub(super) struct Cipher(XChaCha20Poly1305);

impl Cipher {
    pub(super) fn new(secret: &Secret) -> Self {
        Self(XChaCha20Poly1305::new(secret.reveal().into()))
    }

    /// The nonce, and the ciphertext with its tag after it.
    pub(super) fn encrypt(
        &self,
        entropy: &dyn Entropy,
        msg: &[u8],
        aad: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE_LENGTH];
        entropy.fill(&mut nonce).map_err(|_| VaultError::NotSealed)?;
        self.encrypt_with(nonce, msg, aad)
    }

    /// As [`Self::encrypt`], with a nonce that the caller sees to it was never used with this key.
    pub(super) fn encrypt_with(
        &self,
        nonce: [u8; NONCE_LENGTH],
        msg: &[u8],
        aad: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let ciphertext =
            self.0.encrypt(&XNonce::from(nonce), Payload { msg, aad }).map_err(|_| VaultError::NotSealed)?;
        Ok([nonce.as_slice(), &ciphertext].concat())
    }

    pub(super) fn decrypt(&self, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (nonce, msg) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or(VaultError::Tampered)?;
        self.0
            .decrypt(&XNonce::from(*nonce), Payload { msg, aad })
            .map(Zeroizing::new)
            .map_err(|_| VaultError::Tampered)
    }
}
