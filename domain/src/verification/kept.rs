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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        person::PersonId,
        pin::PinKind,
        verification::{AttemptId, Channel},
    };

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn account(number: i64) -> AccountNumber {
        number.try_into().unwrap()
    }

    fn attempt(unknown_account: Option<AccountNumber>) -> Attempt {
        Attempt {
            id: AttemptId(1),
            at: NOON,
            agent: Agent::Person(PersonId(7)),
            channel: Channel::Phone,
            contact: None,
            ticket: None,
            unknown_account,
            master: None,
            one_time: None,
        }
    }

    #[test]
    fn a_receipt_holds_until_its_very_time_and_a_reported_one_never() {
        let receipt = Receipt {
            number: "7K3M9Q2F".parse().unwrap(),
            attempt: AttemptId(1),
            kind: PinKind::Master,
            valid_until: NOON,
        };
        let kept = KeptReceipt { account: account(1), receipt, attempt: attempt(None), reported_at: None };
        let just_before = Timestamp::from_millis(NOON.as_millis() - 1);
        assert_eq!(kept.standing(just_before), ReceiptStanding::Holds);
        assert_eq!(kept.standing(NOON), ReceiptStanding::Over);
        let reported = KeptReceipt { reported_at: Some(NOON), ..kept };
        for now in [just_before, NOON] {
            assert_eq!(reported.standing(now), ReceiptStanding::Reported(NOON));
        }
    }

    #[test]
    fn the_number_that_was_typed_is_known_also_where_there_is_no_such_account() {
        let kept = |owner, unknown| KeptTry {
            account: owner,
            attempt: attempt(unknown),
            state: TryState::NoLivePin,
            locked: false,
        };
        assert_eq!(kept(account(10001), None).typed_account(), account(10001));
        assert_eq!(kept(AccountNumber::NOBODY, Some(account(7))).typed_account(), account(7));
    }
}
