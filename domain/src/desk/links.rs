//! Links in mails. What the store keeps of one is a seed and a hash; the token is made of the seed under a key that no
//! database holds, so that it can be written into a mail again and cannot be made from the database (requirement P6).

use std::time::Duration;

use super::Desk;
use crate::{access::Link, ports::EntropyError, time::Timestamp, token::Token};

impl Desk {
    /// A new link.
    pub(super) fn new_link(&self, now: Timestamp, lifetime: Duration) -> Result<Link, EntropyError> {
        let mut seed = [0; 32];
        self.entropy.fill(&mut seed)?;
        let hash = self.token_of(&seed).hash();
        Ok(Link { seed, hash, created_at: now, expires_at: now.after(lifetime) })
    }

    /// What the link of this seed shows.
    pub(super) fn token_of(&self, seed: &[u8; 32]) -> Token {
        Token::of(self.vault.fingerprint(&[b"link\n", seed.as_slice()].concat()))
    }
}
