//! A key for chains in tests.

use sha2::{Digest as _, Sha256};

use crate::history::ChainKey;

/// A key that is a number. Its seal is a plain hash with the key before it: enough to tell keys apart.
#[derive(Clone, Copy, Debug)]
pub struct TestChainKey(pub u64);

impl ChainKey for TestChainKey {
    fn seal_of(&self, bytes: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update(self.0.to_be_bytes()).chain_update(bytes).finalize().into()
    }
}
