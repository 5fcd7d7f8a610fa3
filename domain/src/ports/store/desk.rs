//! What the support desk reads and writes beside verifying: receipts, lifts, and what was tried.

use async_trait::async_trait;

use super::StoreError;
use crate::{
    account::AccountNumber,
    attempts::Reason,
    person::Person,
    time::Timestamp,
    verification::{AgentKey, AttemptId, KeptReceipt, KeptTry, ReceiptNumber, Tried},
};

/// Where a page of tries begins: behind the try that was made then, on that account, under that number.
pub type TryPlace = (Timestamp, AccountNumber, AttemptId);

/// What can be read at the desk. Every method fails only where the database does.
#[async_trait]
pub trait DeskView: Send {
    /// The account's receipt of that number.
    async fn receipt(
        &mut self,
        account: AccountNumber,
        number: ReceiptNumber,
    ) -> Result<Option<KeptReceipt>, StoreError>;

    /// Receipts whose verification was reported, the latest reported first, `at_most` so many.
    async fn reported_receipts(&mut self, at_most: u32) -> Result<Vec<KeptReceipt>, StoreError>;

    /// The agents who are suspended, and since when, the latest first.
    async fn suspended_agents(&mut self) -> Result<Vec<(AgentKey, Timestamp)>, StoreError>;

    /// The desk's people who are not disabled, by name.
    async fn desk_people(&mut self) -> Result<Vec<Person>, StoreError>;

    /// How many tries of each agent came to what, within each of the `spans` of this many milliseconds that follow
    /// `from`.
    async fn tried_since(&mut self, from: Timestamp, span: i64, spans: u32)
    -> Result<Vec<Tried>, StoreError>;

    /// Everyone's tries before a place (the latest, if `None`), newest first, `at_most` so many.
    async fn tries_before(
        &mut self,
        place: Option<TryPlace>,
        at_most: u32,
    ) -> Result<Vec<KeptTry>, StoreError>;

    /// The same of one account, whether it exists or not.
    async fn tries_on_before(
        &mut self,
        account: AccountNumber,
        place: Option<TryPlace>,
        at_most: u32,
    ) -> Result<Vec<KeptTry>, StoreError>;

    /// Why what this entry of the account's history says was done, where a reason was asked for.
    async fn reason(&mut self, account: AccountNumber, entry: i64) -> Result<Option<String>, StoreError>;
}

/// What can be written at the desk.
#[async_trait]
pub trait DeskWork: Send {
    /// Marks the receipts of the account that were given since this moment as reported, but for those that are. Gives
    /// how many that were.
    async fn report_receipts(
        &mut self,
        account: AccountNumber,
        since: Timestamp,
        at: Timestamp,
    ) -> Result<u64, StoreError>;

    /// Marks a settled try as the one that locked its account.
    async fn mark_locking(&mut self, account: AccountNumber, attempt: AttemptId) -> Result<(), StoreError>;

    /// Lifts the suspension of an agent, whose row is taken.
    async fn lift_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Result<(), StoreError>;

    /// Keeps why what this entry of the account's history says was done.
    async fn keep_reason(
        &mut self,
        account: AccountNumber,
        entry: i64,
        reason: &Reason,
    ) -> Result<(), StoreError>;
}
