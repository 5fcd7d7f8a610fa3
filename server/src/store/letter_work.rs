//! A transaction as a unit of work on the outbox.

use async_trait::async_trait;
use domain::{
    mail::LetterId,
    person::Email,
    ports::{LetterWork, WaitingLetter, WaitingNotice},
    time::Timestamp,
};

use super::{
    letters,
    work::{Done, Work},
};

#[async_trait]
impl LetterWork for Work {
    async fn notices(&mut self, at_most: u32) -> Done<Vec<WaitingNotice>> {
        letters::notices(&mut self.connection, at_most).await
    }

    async fn remove_notice(&mut self, notice: &WaitingNotice) -> Done<bool> {
        letters::remove_notice(&mut self.connection, notice).await
    }

    async fn insert_letter(&mut self, email: &Email, content: &str, at: Timestamp) -> Done<()> {
        letters::insert(&mut self.connection, email, content, at).await
    }

    async fn claim_letters(
        &mut self,
        now: Timestamp,
        again: Timestamp,
        at_most: u32,
    ) -> Done<Vec<WaitingLetter>> {
        letters::claim(&mut self.connection, now, again, at_most).await
    }

    async fn postpone_letter(&mut self, letter: LetterId, due_at: Timestamp) -> Done<()> {
        letters::postpone(&mut self.connection, letter, due_at).await
    }

    async fn remove_letter(&mut self, letter: LetterId) -> Done<()> {
        letters::remove(&mut self.connection, letter).await
    }
}
