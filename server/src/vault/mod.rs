//! The keyring and what it seals (requirements K1 and K2): the keys stand in a file of their own, apart from the
//! database, so that neither gives a PIN away without the other.

mod aead;
mod file;
mod keyring;
mod open;

pub use aead::KeyVault;
pub use file::{KeyFileError, load};
pub use keyring::{KeyId, Keyring};
pub use open::{OpenVaultError, open};
