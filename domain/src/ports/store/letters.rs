//! The outbox: notices to an account's people become letters to readers, and letters leave one by one.

use async_trait::async_trait;

use super::StoreError;
use crate::{account::AccountNumber, history::Notice, mail::LetterId, person::Email, time::Timestamp};

/// A notice that waits to become letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingNotice {
    /// To whose people.
    pub account: AccountNumber,
    /// By which write to the account.
    pub write: i64,
    /// Which of that write.
    pub place: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What.
    pub notice: Notice,
}

/// A letter as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLetter {
    /// Which.
    pub id: LetterId,
    /// Where it goes.
    pub email: Email,
    /// What it says, as [`crate::mail::Draft`] in JSON.
    pub content: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// How often it was tried, this time included.
    pub tries: u32,
}

/// What can be written to the outbox.
#[async_trait]
pub trait LetterWork: Send {
    /// Notices that wait, the oldest first, `at_most` so many.
    async fn notices(&mut self, at_most: u32) -> Result<Vec<WaitingNotice>, StoreError>;

    /// Removes a notice. Says whether it was still there.
    async fn remove_notice(&mut self, notice: &WaitingNotice) -> Result<bool, StoreError>;

    /// Adds a letter that is due at once.
    async fn insert_letter(&mut self, email: &Email, content: &str, at: Timestamp) -> Result<(), StoreError>;

    /// Takes letters that are due, `at_most` so many, and makes them due again at `again`: whoever takes them sends
    /// them before then, or someone else does.
    async fn claim_letters(
        &mut self,
        now: Timestamp,
        again: Timestamp,
        at_most: u32,
    ) -> Result<Vec<WaitingLetter>, StoreError>;

    /// Makes a letter due at this moment.
    async fn postpone_letter(&mut self, letter: LetterId, due_at: Timestamp) -> Result<(), StoreError>;

    /// Removes a letter, if it is there.
    async fn remove_letter(&mut self, letter: LetterId) -> Result<(), StoreError>;
}
