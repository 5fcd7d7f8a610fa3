//! The chain: each entry's seal covers the one before it, and the head that stands with the account covers the
//! length, so that a cut tail shows as well as a changed entry.

use subtle::ConstantTimeEq as _;
use thiserror::Error;

use super::Event;
use crate::{account::AccountNumber, time::Timestamp};

/// Seals under a key that is never dropped: a keyed hash, such as HMAC-SHA-256.
pub trait ChainKey: Send + Sync {
    /// The seal of these bytes.
    fn seal_of(&self, bytes: &[u8]) -> [u8; 32];
}

/// Where a chain ends. It is kept apart from the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub length: i64,
    /// The seal over the last entry's seal and the length.
    pub seal: [u8; 32],
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1.
    pub number: i64,
    /// When it happened.
    pub at: Timestamp,
    /// The event as JSON, byte for byte as it was sealed.
    pub event: String,
    /// The seal over all of this, the account and the head before it.
    pub seal: [u8; 32],
}

/// What is wrong with a chain, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Broken {
    /// An entry is missing: the one that should stand at this place does not.
    #[error("entry {0} is missing")]
    Gap(i64),
    /// An entry is not as it was when it was sealed.
    #[error("entry {0} was changed")]
    Changed(i64),
    /// The entries end before or after the head says, or the head is not theirs.
    #[error("the head does not fit the {0} entries that are there")]
    Head(i64),
    /// A PIN works again that ended by what the history says.
    #[error("PIN {0} is live, and the history says that it ended")]
    Revived(i64),
}

/// The chain of one account, or of the desk ([`AccountNumber::NOBODY`]).
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    account: AccountNumber,
    head: Option<Head>,
}

impl Chain {
    /// The chain of this account that ends in this head; a new one, without a head.
    pub const fn new(account: AccountNumber, head: Option<Head>) -> Self {
        Self { account, head }
    }

    /// The next entry and the head after it. Both are to be kept in the transaction of the act itself.
    ///
    /// # Errors
    /// Where the event cannot be written as JSON, which no event of ours is.
    pub fn append(
        &mut self,
        key: &dyn ChainKey,
        at: Timestamp,
        event: &Event,
    ) -> Result<(Entry, Head), serde_json::Error> {
        let number = self.head.map_or(0, |head| head.length) + 1;
        let event = serde_json::to_string(event)?;
        let seal = self.entry_seal(key, number, at, &event);
        let head = self.head_seal(key, number, &seal);
        self.head = Some(head);
        Ok((Entry { number, at, event, seal }, head))
    }

    /// The head of the account's chain while this was its last entry.
    pub fn head_after(key: &dyn ChainKey, account: AccountNumber, last: &Entry) -> Head {
        Self::new(account, None).head_seal(key, last.number, &last.seal)
    }

    /// Where it ends.
    pub const fn head(&self) -> Option<Head> {
        self.head
    }

    fn account_bytes(&self) -> [u8; 8] {
        self.account.as_i64().to_be_bytes()
    }

    /// Fields of fixed width before the one of free length: no two entries have the same bytes.
    fn entry_seal(&self, key: &dyn ChainKey, number: i64, at: Timestamp, event: &str) -> [u8; 32] {
        let before = self.head.map_or([0; 32], |head| head.seal);
        let fields: [&[u8]; 6] = [
            b"entry\x01",
            &self.account_bytes(),
            &number.to_be_bytes(),
            &at.as_millis().to_be_bytes(),
            &before,
            event.as_bytes(),
        ];
        key.seal_of(&fields.concat())
    }

    fn head_seal(&self, key: &dyn ChainKey, length: i64, last: &[u8; 32]) -> Head {
        let fields: [&[u8]; 4] = [b"head\x01", &self.account_bytes(), &length.to_be_bytes(), last];
        Head { length, seal: key.seal_of(&fields.concat()) }
    }
}

/// Reads a chain from its beginning and says where it breaks.
#[derive(Clone, Copy, Debug)]
pub struct Verifier(Chain);

impl Verifier {
    /// A verifier for the chain of this account, or of the desk.
    pub const fn new(account: AccountNumber) -> Self {
        Self(Chain::new(account, None))
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// If it is not the next one, or not as it was sealed.
    pub fn take(&mut self, key: &dyn ChainKey, entry: &Entry) -> Result<(), Broken> {
        let number = self.0.head.map_or(0, |head| head.length) + 1;
        if entry.number != number {
            return Err(Broken::Gap(number));
        }
        let seal = self.0.entry_seal(key, number, entry.at, &entry.event);
        if !bool::from(seal.ct_eq(&entry.seal)) {
            return Err(Broken::Changed(number));
        }
        self.0.head = Some(self.0.head_seal(key, number, &seal));
        Ok(())
    }

    /// The head after the entries that were taken.
    pub const fn head(&self) -> Option<Head> {
        self.0.head
    }

    /// Compares the end with the head that was kept.
    ///
    /// # Errors
    /// If entries were cut off or added, or the head was changed.
    pub fn finish(self, kept: Option<Head>) -> Result<(), Broken> {
        if self.0.head == kept {
            Ok(())
        } else {
            Err(Broken::Head(self.0.head.map_or(0, |head| head.length)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pin::PinKind, testing::TestChainKey};

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn acme() -> AccountNumber {
        AccountNumber::try_from(10001).unwrap()
    }

    fn chain(length: i64) -> (Vec<Entry>, Option<Head>) {
        let mut chain = Chain::new(acme(), None);
        let mut entries = Vec::new();
        for pin in 0..length {
            let event = Event::Generated { kind: PinKind::Master, pin, person: 1 };
            entries.push(chain.append(&TestChainKey(1), NOON, &event).unwrap().0);
        }
        (entries, chain.head())
    }

    #[test]
    fn the_head_that_was_is_known_from_the_entry_that_was_the_last() {
        let (entries, head) = chain(3);
        assert_eq!(Some(Chain::head_after(&TestChainKey(1), acme(), &entries[2])), head);
        assert_eq!(Some(Chain::head_after(&TestChainKey(1), acme(), &entries[1])), chain(2).1);
    }

    fn verify(account: AccountNumber, entries: &[Entry], head: Option<Head>) -> Result<(), Broken> {
        let mut verifier = Verifier::new(account);
        for entry in entries {
            verifier.take(&TestChainKey(1), entry)?;
            assert_eq!(verifier.head(), Some(Chain::head_after(&TestChainKey(1), account, entry)));
        }
        verifier.finish(head)
    }

    #[test]
    fn a_chain_that_nobody_touched_holds_also_an_empty_one() {
        for length in 0..4 {
            let (entries, head) = chain(length);
            assert_eq!(verify(acme(), &entries, head), Ok(()));
        }
    }

    #[test]
    fn every_changed_field_is_found_where_it_was_changed() {
        let (entries, head) = chain(3);
        let changes: [fn(&mut Entry); 3] = [
            |entry| entry.at = Timestamp::from_millis(entry.at.as_millis() + 1),
            |entry| entry.event = entry.event.replace("master", "one_time"),
            |entry| entry.seal[31] ^= 1,
        ];
        for change in changes {
            let mut changed = entries.clone();
            change(&mut changed[1]);
            assert_eq!(verify(acme(), &changed, head), Err(Broken::Changed(2)));
        }
    }

    #[test]
    fn what_is_missing_swapped_cut_off_or_moved_elsewhere_is_found() {
        let (entries, head) = chain(3);
        assert_eq!(verify(acme(), &[entries[0].clone(), entries[2].clone()], head), Err(Broken::Gap(2)));
        assert_eq!(verify(acme(), &entries[1..], head), Err(Broken::Gap(1)));
        assert_eq!(verify(acme(), &entries[..2], head), Err(Broken::Head(2)));
        assert_eq!(verify(acme(), &[], head), Err(Broken::Head(0)));
        assert_eq!(verify(acme(), &entries, None), Err(Broken::Head(3)));
        assert_eq!(verify(AccountNumber::NOBODY, &entries, head), Err(Broken::Changed(1)));
    }

    #[test]
    fn a_tail_cut_off_with_its_head_set_back_by_hand_is_found() {
        let (entries, _) = chain(3);
        // All that someone without the key can write: the last remaining entry's own seal.
        let forged = Head { length: 2, seal: entries[1].seal };
        assert_eq!(verify(acme(), &entries[..2], Some(forged)), Err(Broken::Head(2)));
    }

    #[test]
    fn a_chain_recomputed_under_another_key_is_found() {
        let mut forged = Chain::new(acme(), None);
        let event = Event::Cleared { kind: PinKind::OneTime, pin: 7, person: 2 };
        let (entry, head) = forged.append(&TestChainKey(2), NOON, &event).unwrap();
        assert_eq!(verify(acme(), &[entry], Some(head)), Err(Broken::Changed(1)));
    }
}
