//! Keyed hashes, with HMAC-SHA-256 (RFC 2104). The history key itself hashes nothing but names of uses: each use
//! has a key of its own that is derived from it, so that what one of them hashed means nothing to another.

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::keyring::Secret;

/// SHA-256 works on blocks of this many bytes.
const BLOCK_LENGTH: usize = 64;

const CHAIN: &[u8] = b"security-pins history chain v1";
const REQUESTS: &[u8] = b"security-pins request fingerprint v1";
const CHECK: &[u8] = b"security-pins history check value v1";
const DECOY: &[u8] = b"security-pins decoy v1";

/// The keys that come from the history key, which is never dropped: what it sealed must be checkable for ever.
pub(super) struct HistoryKeys {
    chain: Secret,
    requests: Secret,
    check_value: [u8; Secret::LENGTH],
    /// Encrypts what stands in the place of a PIN that does not exist, and nothing else.
    pub(super) decoy: Secret,
}

impl HistoryKeys {
    pub(super) fn derive(history: &Secret) -> Self {
        let derived = |usage| Secret::from(hash(history, usage));
        Self {
            chain: derived(CHAIN),
            requests: derived(REQUESTS),
            check_value: hash(history, CHECK),
            decoy: derived(DECOY),
        }
    }

    /// The seal of an entry of the history.
    pub(super) fn seal_of(&self, bytes: &[u8]) -> [u8; 32] {
        hash(&self.chain, bytes)
    }

    /// What the body of a request is known again by.
    pub(super) fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        hash(&self.requests, bytes)
    }

    pub(super) fn check_value(&self) -> [u8; 32] {
        self.check_value
    }

    pub(super) fn recognises(&self, check_value: &[u8]) -> bool {
        self.check_value.ct_eq(check_value).into()
    }
}

fn hash(key: &Secret, bytes: &[u8]) -> [u8; 32] {
    // A key that is shorter than a block is padded with zeros, as the standard does it.
    let mut block = Zeroizing::new([0; BLOCK_LENGTH]);
    block[..Secret::LENGTH].copy_from_slice(key.reveal());
    Hmac::<Sha256>::new((&*block).into()).chain_update(bytes).finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(history: u8) -> HistoryKeys {
        HistoryKeys::derive(&Secret::from([history; 32]))
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // RFC 4231, test case 2. Its key is shorter than ours: zeros at the end make no difference.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let hash = hash(&Secret::from(key), b"what do ya want for nothing?");
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn no_two_uses_of_two_keys_have_anything_in_common() {
        let mut seen = BTreeSet::new();
        for history in [1, 2] {
            let keys = keys(history);
            seen.extend([[history; 32], *keys.chain.reveal(), *keys.requests.reveal(), *keys.decoy.reveal()]);
            seen.extend([keys.check_value(), keys.seal_of(CHECK), keys.fingerprint(CHECK)]);
        }
        assert_eq!(seen.len(), 14);
    }

    #[test]
    fn the_same_bytes_have_the_same_seal_and_others_another() {
        let keys = keys(1);
        assert_eq!(keys.seal_of(b"entry"), keys.seal_of(b"entry"));
        assert_ne!(keys.seal_of(b"entry"), keys.seal_of(b"entrz"));
        assert_eq!(keys.fingerprint(b"body"), keys.fingerprint(b"body"));
        assert_ne!(keys.fingerprint(b"body"), keys.fingerprint(b"body "));
    }
}
