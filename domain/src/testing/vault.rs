//! A vault without secrets: it remembers what a code was sealed for, and counts what it opens.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use zeroize::Zeroizing;

use super::TestChainKey;
use crate::{
    history::ChainKey,
    pin::PinCode,
    ports::{SealLabel, SealedCode, SecretLabel, Vault, VaultError},
};

/// What lies between the label and the code in a sealed code.
const SEPARATOR: char = '\n';

/// Seals by writing the label before the code: another label, or a changed byte of it, does not open. It begins with
/// key 1.
#[derive(Debug)]
pub struct TestVault {
    chain: TestChainKey,
    keys: Mutex<BTreeSet<i64>>,
    opened: AtomicU32,
    opened_nothing: AtomicU32,
    is_broken: AtomicBool,
}

impl Default for TestVault {
    fn default() -> Self {
        Self {
            chain: TestChainKey(1),
            keys: Mutex::new(BTreeSet::from([1])),
            opened: AtomicU32::default(),
            opened_nothing: AtomicU32::default(),
            is_broken: AtomicBool::default(),
        }
    }
}

impl TestVault {
    /// Adds the next key, which seals from now on.
    pub fn rotate(&self) -> i64 {
        let mut keys = self.keys();
        let next = keys.last().map_or(1, |last| last + 1);
        keys.insert(next);
        next
    }

    /// Forgets a key.
    pub fn forget(&self, key: i64) {
        self.keys().remove(&key);
    }

    /// Seals nothing from now on.
    pub fn break_down(&self) {
        self.is_broken.store(true, Ordering::SeqCst);
    }

    /// How often it was asked to open a code, and how often to do the work for nothing.
    pub fn opened(&self) -> (u32, u32) {
        (self.opened.load(Ordering::SeqCst), self.opened_nothing.load(Ordering::SeqCst))
    }

    fn keys(&self) -> MutexGuard<'_, BTreeSet<i64>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ChainKey for TestVault {
    fn seal_of(&self, bytes: &[u8]) -> [u8; 32] {
        self.chain.seal_of(bytes)
    }
}

impl Vault for TestVault {
    fn seal(&self, label: &SealLabel, code: &PinCode) -> Result<SealedCode, VaultError> {
        if self.is_broken.load(Ordering::SeqCst) {
            return Err(VaultError::NotSealed);
        }
        let bytes = format!("{label:?}{SEPARATOR}{}", code.reveal()).into_bytes();
        Ok(SealedCode { key_id: self.current_key(), bytes })
    }

    fn open(&self, label: &SealLabel, sealed: &SealedCode) -> Result<PinCode, VaultError> {
        self.opened.fetch_add(1, Ordering::SeqCst);
        if !self.keys().contains(&sealed.key_id) {
            return Err(VaultError::NoSuchKey(sealed.key_id));
        }
        let text = std::str::from_utf8(&sealed.bytes).map_err(|_| VaultError::Tampered)?;
        match text.split_once(SEPARATOR) {
            Some((written, code)) if written == format!("{label:?}") => {
                code.parse().map_err(|_| VaultError::Tampered)
            }
            _ => Err(VaultError::Tampered),
        }
    }

    fn seal_secret(&self, label: &SecretLabel, secret: &[u8]) -> Result<SealedCode, VaultError> {
        if self.is_broken.load(Ordering::SeqCst) {
            return Err(VaultError::NotSealed);
        }
        let mut bytes = format!("{label:?}{SEPARATOR}").into_bytes();
        bytes.extend_from_slice(secret);
        Ok(SealedCode { key_id: self.current_key(), bytes })
    }

    fn open_secret(
        &self,
        label: &SecretLabel,
        sealed: &SealedCode,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        if !self.keys().contains(&sealed.key_id) {
            return Err(VaultError::NoSuchKey(sealed.key_id));
        }
        let written = format!("{label:?}{SEPARATOR}").into_bytes();
        let secret = sealed.bytes.strip_prefix(written.as_slice()).ok_or(VaultError::Tampered)?;
        Ok(Zeroizing::new(secret.to_vec()))
    }

    fn open_nothing(&self) {
        self.opened_nothing.fetch_add(1, Ordering::SeqCst);
    }

    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        TestChainKey(2).seal_of(bytes)
    }

    fn current_key(&self) -> i64 {
        self.keys().last().copied().unwrap_or_default()
    }
}
