//! The keyring and what it seals (requirements K1 and K2): the keys stand in a file of their own, apart from the
//! database, so that neither gives a PIN away without the other.

mod aead;
mod decoy;
mod file;
mod format;
mod history;
mod key_vault;
mod keyring;
mod label;
mod live;
mod open;

pub use file::{KeyFileError, create, edit, load};
pub use key_vault::KeyVault;
pub use keyring::{KeyId, Keyring, KeyringError};
pub use live::LiveVault;
pub use open::{OpenVaultError, init, open};
