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
    /// Where there is no randomness for the salt, or the work could not be done.
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError>;

    /// Whether the password is the one that was hashed. With no hash to compare with (nobody has that sign-in)
    /// the answer is no, after the same work, so that it cannot be told who exists.
    ///
    /// # Errors
    /// Where the work could not be done; the password then counts as unproven.
    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool, HasherError>;
}

/// A password could not be hashed or compared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the password could not be hashed: {0}")]
pub struct HasherError(pub String);
