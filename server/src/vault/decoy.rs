//! What is opened in the place of a PIN that does not exist: a record like any other, so that opening it takes as
//! long, under a key of its own, so that it proves nothing.

use domain::{
    account::AccountNumber,
    pin::{PinId, PinKind},
    ports::{SealLabel, SealedCode, VaultError},
    time::Timestamp,
};

use super::{
    aead::{Cipher, NONCE_LENGTH},
    label::associated_data,
};

/// No key of a keyring has this number.
const NO_KEY: i64 = 0;
const CODE: &[u8] = b"00000";

/// A record, what it belongs to and what opens it.
pub(super) struct Decoy {
    pub(super) cipher: Cipher,
    pub(super) label: SealLabel,
    pub(super) sealed: SealedCode,
}

impl Decoy {
    /// The decoy of a key that encrypts nothing else: only therefore may its nonce be always the same.
    pub(super) fn new(cipher: Cipher) -> Result<Self, VaultError> {
        let beginning = Timestamp::from_millis(0);
        let label = SealLabel {
            account: AccountNumber::try_from(1).map_err(|_| VaultError::NotSealed)?,
            pin: PinId(0),
            kind: PinKind::OneTime,
            generated_at: beginning,
            expires_at: Some(beginning),
        };
        let bytes = cipher.encrypt_with([0; NONCE_LENGTH], CODE, &associated_data(&label, NO_KEY))?;
        Ok(Self { cipher, label, sealed: SealedCode { key_id: NO_KEY, bytes } })
    }
}
