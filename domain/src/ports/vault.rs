//! PINs at rest: sealed under a key that the database does not hold.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    account::AccountNumber,
    history::ChainKey,
    person::PersonId,
    pin::{Pin, PinCode, PinId, PinKind},
    time::Timestamp,
};

/// What a sealed code belongs to. It is bound into the seal, so that a code that was moved to another account,
/// kind, PIN or time does not open (requirement K1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealLabel {
    /// The account.
    pub account: AccountNumber,
    /// Which PIN of the account.
    pub pin: PinId,
    /// The PIN's kind.
    pub kind: PinKind,
    /// When it was generated.
    pub generated_at: Timestamp,
    /// When it stops working by itself.
    pub expires_at: Option<Timestamp>,
}

impl SealLabel {
    /// The label of this PIN on this account.
    pub fn of(account: AccountNumber, pin: &Pin) -> Self {
        Self {
            account,
            pin: pin.id,
            kind: pin.kind,
            generated_at: pin.generated.at,
            expires_at: pin.expires_at,
        }
    }
}

/// What a person's sealed secret belongs to; bound into its seal like a PIN's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretLabel {
    /// Whose it is.
    pub person: PersonId,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A code that only the vault can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedCode {
    /// Which key of the keyring sealed it.
    pub key_id: i64,
    /// Nonce and ciphertext, as the vault wrote them.
    pub bytes: Vec<u8>,
}

/// Seals and opens codes, seals the history and tells requests apart: everything that needs a key.
pub trait Vault: ChainKey + Send + Sync {
    /// Seals a code under the keyring's current key.
    ///
    /// # Errors
    /// Where there is no randomness for the nonce.
    fn seal(&self, label: &SealLabel, code: &PinCode) -> Result<SealedCode, VaultError>;

    /// Opens a sealed code.
    ///
    /// # Errors
    /// If anything about it or its label is not as it was when it was sealed, or its key is not in the keyring.
    fn open(&self, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError>;

    /// Seals a secret that belongs to a person, under the keyring's current key.
    ///
    /// # Errors
    /// Where there is no randomness for the nonce.
    fn seal_secret(&self, label: &SecretLabel, secret: &[u8]) -> Result<SealedCode, VaultError>;

    /// Opens a person's secret.
    ///
    /// # Errors
    /// If anything about it or its label is not as it was when it was sealed, or its key is not in the keyring.
    fn open_secret(&self, label: &SecretLabel, sealed: &SealedCode)
    -> Result<Zeroizing<Vec<u8>>, VaultError>;

    /// Does the work of opening a code and has no result. It is called in the place of a PIN that does not exist,
    /// so that a verification takes as long whatever the account has (requirement V2).
    fn open_nothing(&self);

    /// What the body of a request is known again by, under a key: a plain hash of a body that holds a PIN would
    /// give the PIN away (requirement V8). It is never equal to the history's seal of the same bytes.
    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32];

    /// The key that seals what is new. What another one sealed is opened and sealed anew when keys are rotated.
    fn current_key(&self) -> i64;
}

/// Why a code was not sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VaultError {
    /// The keyring does not hold the key that it was sealed with.
    #[error("the keyring has no key {0}")]
    NoSuchKey(i64),
    /// The ciphertext or what it belongs to was changed.
    #[error("the record was changed since it was sealed")]
    Tampered,
    /// The code could not be sealed.
    #[error("the code could not be sealed")]
    NotSealed,
}
