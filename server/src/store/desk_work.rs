//! A transaction as the support desk's view and unit of work.

use async_trait::async_trait;
use domain::{
    account::AccountNumber,
    attempts::Reason,
    person::Person,
    ports::{DeskView, DeskWork, TryPlace},
    time::Timestamp,
    verification::{AgentKey, AttemptId, KeptReceipt, KeptTry, ReceiptNumber, Tried},
};

use super::{
    agents, desk, people,
    work::{Done, Work},
};

#[async_trait]
impl DeskView for Work {
    async fn receipt(&mut self, account: AccountNumber, number: ReceiptNumber) -> Done<Option<KeptReceipt>> {
        desk::receipt(&mut self.connection, account, number).await
    }

    async fn reported_receipts(&mut self, at_most: u32) -> Done<Vec<KeptReceipt>> {
        desk::reported_receipts(&mut self.connection, at_most).await
    }

    async fn suspended_agents(&mut self) -> Done<Vec<(AgentKey, Timestamp)>> {
        agents::suspended(&mut self.connection).await
    }

    async fn desk_people(&mut self) -> Done<Vec<Person>> {
        people::at_desk(&mut self.connection).await
    }

    async fn tried_since(&mut self, from: Timestamp, span: i64, spans: u32) -> Done<Vec<Tried>> {
        desk::tried_since(&mut self.connection, from, span, spans).await
    }

    async fn tries_before(&mut self, place: Option<TryPlace>, at_most: u32) -> Done<Vec<KeptTry>> {
        desk::tries_before(&mut self.connection, place, at_most).await
    }

    async fn tries_on_before(
        &mut self,
        account: AccountNumber,
        place: Option<TryPlace>,
        at_most: u32,
    ) -> Done<Vec<KeptTry>> {
        desk::tries_on_before(&mut self.connection, account, place, at_most).await
    }

    async fn reason(&mut self, account: AccountNumber, entry: i64) -> Done<Option<String>> {
        desk::reason(&mut self.connection, account, entry).await
    }
}

#[async_trait]
impl DeskWork for Work {
    async fn report_receipts(
        &mut self,
        account: AccountNumber,
        since: Timestamp,
        at: Timestamp,
    ) -> Done<u64> {
        desk::report_receipts(&mut self.connection, account, since, at).await
    }

    async fn mark_locking(&mut self, account: AccountNumber, attempt: AttemptId) -> Done<()> {
        desk::mark_locking(&mut self.connection, account, attempt).await
    }

    async fn lift_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Done<()> {
        agents::lift(&mut self.connection, agent, at).await
    }

    async fn keep_reason(&mut self, account: AccountNumber, entry: i64, reason: &Reason) -> Done<()> {
        desk::keep_reason(&mut self.connection, account, entry, reason).await
    }
}
