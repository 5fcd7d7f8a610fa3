//! A hasher that hashes nothing.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use async_trait::async_trait;

use crate::{
    person::{Password, PasswordHash},
    ports::{HasherError, PasswordHasher},
};

/// What hashes begin with that were made with other parameters.
const OLD: &str = "old:";

/// Keeps passwords as they are, and counts how often it compares. A password behind `old:` is an outdated hash of
/// it.
#[derive(Debug, Default)]
pub struct PlainHasher {
    compared: AtomicU32,
    busy: AtomicBool,
}

impl PlainHasher {
    /// How often it was asked to compare, with a hash or with none.
    pub fn compared(&self) -> u32 {
        self.compared.load(Ordering::SeqCst)
    }

    /// From now on it refuses all work as too much, or no longer does.
    pub fn set_busy(&self, busy: bool) {
        self.busy.store(busy, Ordering::SeqCst);
    }

    fn check_room(&self) -> Result<(), HasherError> {
        if self.busy.load(Ordering::SeqCst) { Err(HasherError::Busy) } else { Ok(()) }
    }
}

#[async_trait]
impl PasswordHasher for PlainHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        self.check_room()?;
        Ok(PasswordHash::new(password.reveal().to_owned()))
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool, HasherError> {
        self.check_room()?;
        self.compared.fetch_add(1, Ordering::SeqCst);
        let hash = hash.map(PasswordHash::as_str);
        Ok(hash.is_some_and(|hash| hash.strip_prefix(OLD).unwrap_or(hash) == password.reveal()))
    }

    fn is_outdated(&self, hash: &PasswordHash) -> bool {
        hash.as_str().starts_with(OLD)
    }
}
