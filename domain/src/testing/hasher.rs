//! A hasher that hashes nothing.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;

use crate::{
    person::{Password, PasswordHash},
    ports::{HasherError, PasswordHasher},
};

/// Keeps passwords as they are, and counts how often it compares.
#[derive(Debug, Default)]
pub struct PlainHasher {
    compared: AtomicU32,
}

impl PlainHasher {
    /// How often it was asked to compare, with a hash or with none.
    pub fn compared(&self) -> u32 {
        self.compared.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl PasswordHasher for PlainHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        Ok(PasswordHash::new(password.reveal().to_owned()))
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool, HasherError> {
        self.compared.fetch_add(1, Ordering::SeqCst);
        Ok(hash.is_some_and(|hash| hash.as_str() == password.reveal()))
    }
}
