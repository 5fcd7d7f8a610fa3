//! Passwords, hashed slowly on purpose.

use async_trait::async_trait;
use thiserror::Error;

use crate::person::{Password, PasswordHash};

/// A slow, salted hash for passwords.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Hashes a new password with a fresh salt.
    ///
    /// # Errors
    /// Where there is no randomness for the salt, or the work could not be done or is too much at once.
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError>;

    /// Whether the password is the one that was hashed. With no hash to compare with (nobody has that sign-in)
    /// the answer is no, after the same work, so that it cannot be told who exists.
    ///
    /// # Errors
    /// Where the work could not be done or is too much at once; the password then counts as unproven.
    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool, HasherError>;

    /// Whether the hash was made with other parameters than new ones are. Such a hash is replaced at the next
    /// sign-in, when the password is known.
    fn is_outdated(&self, hash: &PasswordHash) -> bool;
}

/// A password could not be hashed or compared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HasherError {
    /// As many passwords wait as may. Nothing was done; a moment later there is room again.
    #[error("too many passwords are being compared")]
    Busy,
    /// It does not work, and trying again does not help.
    #[error("the password could not be hashed: {0}")]
    Failed(String),
}
