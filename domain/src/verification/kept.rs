//! What is kept of tries and receipts, as whoever looks back at them reads it.

use super::{Agent, Attempt, Receipt, Verdict};
use crate::{account::AccountNumber, time::Timestamp};

/// What a try has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryState {
    /// Counted and not settled.
    Pending,
    /// There was nothing to compare it with.
    NoLivePin,
    /// Settled.
    Settled(Verdict),
}

/// A try as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTry {
    /// The account's number; nobody's, where there is no such account.
    pub account: AccountNumber,
    /// The try.
    pub attempt: Attempt,
    /// What it came to.
    pub state: TryState,
    /// Whether it locked the account's verification.
    pub locked: bool,
}

impl KeptTry {
    /// The account number that the agent typed.
    pub fn typed_account(&self) -> AccountNumber {
        self.attempt.unknown_account.unwrap_or(self.account)
    }
}

/// A receipt with the verification that it was given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReceipt {
    /// The account.
    pub account: AccountNumber,
    /// The receipt.
    pub receipt: Receipt,
    /// The verification.
    pub attempt: Attempt,
    /// When the account's people said that the verification was none of theirs.
    pub reported_at: Option<Timestamp>,
}

/// What a receipt is good for at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptStanding {
    /// It stands for the verification.
    Holds,
    /// Its time is over.
    Over,
    /// The account's people said that the verification was none of theirs, at that moment.
    Reported(Timestamp),
}

impl KeptReceipt {
    /// What it is good for at `now`.
    pub fn standing(&self, now: Timestamp) -> ReceiptStanding {
        match self.reported_at {
            Some(at) => ReceiptStanding::Reported(at),
            None if now < self.receipt.valid_until => ReceiptStanding::Holds,
            None => ReceiptStanding::Over,
        }
    }
}

/// How many tries of one agent came to one thing within one span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Which span, from 0.
    pub span: u32,
    /// Whose tries; a token's, whatever name it gave, count as one agent's.
    pub agent: Agent,
    /// What they came to.
    pub state: TryState,
    /// How many.
    pub tries: u32,
    /// How many of them locked an account.
    pub locked: u32,
}
