//! A transaction as the use cases see it, for reading (in `view`) and for writing. Dropping it rolls it back.

use async_trait::async_trait;
use domain::{
    account::{Account, AccountNumber},
    attempts::{Ledger, TokenKind},
    history::{Entry, Head, Notice},
    person::{DeskRole, Email, PasswordHash, PersonId, Role},
    pin::{Pin, PinId},
    ports::{AgentRecord, Reserved, SealedCode, StoreError, Taken, UnitOfWork},
    session::{Session, SessionKey},
    time::Timestamp,
    verification::{AgentKey, Attempt, AttemptId, Idempotency, Receipt, Sender, TokenId, Verdict},
};

use super::{
    accounts, agents, attempts,
    clock::{self, Time},
    connection::Connection,
    history, memberships, people, pins, sessions,
};

pub(super) type Done<T> = Result<T, StoreError>;

/// A transaction of the database, for reading or for writing.
pub(super) struct Work {
    pub(super) connection: Connection,
    pub(super) time: Time,
    /// The moment of this transaction, once someone asked.
    pub(super) moment: Option<clock::Taken>,
}

impl Work {
    pub(super) fn of(connection: Connection, time: Time) -> Self {
        Self { connection, time, moment: None }
    }
}

#[async_trait]
impl UnitOfWork for Work {
    async fn take_account(&mut self, account: AccountNumber) -> Done<Option<Taken>> {
        accounts::take(&mut self.connection, account).await
    }

    async fn take_account_or_nobody(&mut self, account: AccountNumber) -> Done<Taken> {
        accounts::take_or_nobodys(&mut self.connection, account).await
    }

    async fn keep_account(
        &mut self,
        account: AccountNumber,
        ledger: &Ledger,
        head: Option<Head>,
    ) -> Done<()> {
        accounts::keep(&mut self.connection, account, ledger, head).await
    }

    async fn insert_entries(&mut self, account: AccountNumber, entries: &[Entry]) -> Done<()> {
        history::insert_all(&mut self.connection, account, entries).await
    }

    async fn insert_notices(
        &mut self,
        account: AccountNumber,
        write: i64,
        at: Timestamp,
        notices: &[Notice],
    ) -> Done<()> {
        history::insert_notices(&mut self.connection, account, write, at, notices).await
    }

    async fn insert_pin(&mut self, account: AccountNumber, pin: &Pin, sealed: &SealedCode) -> Done<()> {
        pins::insert(&mut self.connection, account, pin, sealed).await
    }

    async fn end_pin(&mut self, account: AccountNumber, pin: &Pin) -> Done<()> {
        pins::end(&mut self.connection, account, pin).await
    }

    async fn reseal_pin(&mut self, account: AccountNumber, pin: PinId, sealed: &SealedCode) -> Done<()> {
        pins::reseal(&mut self.connection, account, pin, sealed).await
    }

    async fn count_against_pin(&mut self, account: AccountNumber, pin: PinId) -> Done<Option<u32>> {
        pins::count_against(&mut self.connection, account, pin).await
    }

    async fn count_attempts(&mut self, account: AccountNumber, attempts: &[Attempt]) -> Done<()> {
        attempts::count_all(&mut self.connection, account, attempts).await
    }

    async fn settle_attempts(
        &mut self,
        account: AccountNumber,
        settled: &[(AttemptId, Verdict)],
        at: Timestamp,
    ) -> Done<Vec<AttemptId>> {
        attempts::settle_all(&mut self.connection, account, settled, at).await
    }

    async fn insert_receipt(&mut self, account: AccountNumber, receipt: &Receipt) -> Done<()> {
        history::insert_receipt(&mut self.connection, account, receipt).await
    }

    async fn take_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Done<AgentRecord> {
        agents::take(&mut self.connection, agent, at).await
    }

    async fn suspend_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Done<()> {
        agents::suspend(&mut self.connection, agent, at).await
    }

    async fn reserve(
        &mut self,
        sender: Sender,
        request: &Idempotency,
        attempt: (AccountNumber, AttemptId),
        at: Timestamp,
        since: Timestamp,
    ) -> Done<Reserved> {
        agents::reserve(&mut self.connection, sender, request, attempt, at, since).await
    }

    async fn keep_answer(&mut self, attempt: (AccountNumber, AttemptId), answer: &str) -> Done<()> {
        agents::keep_answer(&mut self.connection, attempt, answer).await
    }

    async fn remove_stale_answers(&mut self, before: Timestamp) -> Done<()> {
        agents::remove_stale_answers(&mut self.connection, before).await
    }

    async fn reset_mark(&mut self, to: Timestamp) -> Done<()> {
        clock::reset(&mut self.connection, to).await
    }

    async fn keep_panel(&mut self, account: AccountNumber, person: PersonId, expanded: bool) -> Done<()> {
        memberships::keep_panel(&mut self.connection, account, person, expanded).await
    }

    async fn keep_opened(&mut self, account: AccountNumber, person: PersonId, at: Timestamp) -> Done<()> {
        memberships::keep_opened(&mut self.connection, account, person, at).await
    }

    async fn insert_session(&mut self, session: &Session) -> Done<()> {
        sessions::insert(&mut self.connection, session).await
    }

    async fn touch_session(&mut self, key: SessionKey, at: Timestamp) -> Done<()> {
        sessions::touch(&mut self.connection, key, at).await
    }

    async fn end_session(&mut self, key: SessionKey) -> Done<()> {
        sessions::end(&mut self.connection, key).await
    }

    async fn remove_stale_sessions(
        &mut self,
        created_before: Timestamp,
        last_seen_before: Timestamp,
    ) -> Done<()> {
        sessions::remove_stale(&mut self.connection, created_before, last_seen_before).await
    }

    async fn insert_account(&mut self, account: &Account, at: Timestamp) -> Done<()> {
        accounts::insert(&mut self.connection, account, at).await
    }

    async fn insert_person(
        &mut self,
        email: &Email,
        name: &str,
        desk: Option<DeskRole>,
        password: &PasswordHash,
        at: Timestamp,
    ) -> Done<PersonId> {
        people::insert(&mut self.connection, email, name, desk, password, at).await
    }

    async fn set_password(&mut self, person: PersonId, password: &PasswordHash) -> Done<()> {
        people::set_password(&mut self.connection, person, password).await
    }

    async fn insert_membership(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        role: Role,
        at: Timestamp,
    ) -> Done<()> {
        memberships::insert(&mut self.connection, account, person, role, at).await
    }

    async fn insert_token(
        &mut self,
        name: &str,
        kind: TokenKind,
        hash: &[u8; 32],
        at: Timestamp,
    ) -> Done<TokenId> {
        agents::insert_token(&mut self.connection, name, kind, hash, at).await
    }

    async fn commit(mut self: Box<Self>) -> Done<()> {
        if let Some(moment) = self.moment {
            clock::keep(&mut self.connection, moment).await?;
        }
        self.connection.commit().await
    }
}
