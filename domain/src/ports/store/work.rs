//! A unit of work: everything that it writes happens, or nothing.

use async_trait::async_trait;

use super::{DeskWork, LetterWork, PeopleWork, Snapshot, StoreError};
use crate::{
    account::{Account, AccountNumber},
    attempts::{Ledger, TokenKind},
    history::{Entry, Head, Notice},
    person::{DeskRole, Email, PasswordHash, PersonId, Role},
    pin::{Pin, PinId},
    ports::SealedCode,
    session::{Session, SessionKey},
    time::Timestamp,
    verification::{AgentKey, Attempt, AttemptId, Idempotency, Receipt, Sender, TokenId, Verdict},
};

/// An account's row, taken: nobody else writes to the account until the unit of work is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which account.
    pub account: AccountNumber,
    /// The number of this write, which grows by one each time.
    pub write: i64,
    /// The account's ledger, without the tries themselves.
    pub ledger: Ledger,
    /// Where its chain ends.
    pub head: Option<Head>,
}

/// An agent's row, taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgentRecord {
    /// Since when the agent is suspended.
    pub suspended_at: Option<Timestamp>,
    /// When a suspension was last lifted.
    pub lifted_at: Option<Timestamp>,
}

/// What became of reserving an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// It was free and is now this try's.
    Now,
    /// A request with another body has it.
    ForAnother,
    /// The same request has it and is under way.
    InFlight,
    /// The same request was answered with this.
    Answered(String),
}

/// A unit of work: everything that it writes is there after [`UnitOfWork::commit`], and none of it otherwise.
#[async_trait]
pub trait UnitOfWork: Snapshot + PeopleWork + LetterWork + DeskWork {
    /// Takes the account's row, so that no other unit of work can write to the account until this one is over.
    /// Every unit of work on an account begins with it. `None` if there is no such account.
    async fn take_account(&mut self, account: AccountNumber) -> Result<Option<Taken>, StoreError>;

    /// Takes the account's row, or else, by the same statement and at the same cost, the one of
    /// [`AccountNumber::NOBODY`].
    async fn take_account_or_nobody(&mut self, account: AccountNumber) -> Result<Taken, StoreError>;

    /// Writes the taken account's ledger and the end of its chain.
    async fn keep_account(
        &mut self,
        account: AccountNumber,
        ledger: &Ledger,
        head: Option<Head>,
    ) -> Result<(), StoreError>;

    /// Adds entries to the account's chain. Its new head is kept by [`UnitOfWork::keep_account`].
    async fn insert_entries(&mut self, account: AccountNumber, entries: &[Entry]) -> Result<(), StoreError>;

    /// Puts notices into the outbox, under the number of this write.
    async fn insert_notices(
        &mut self,
        account: AccountNumber,
        write: i64,
        at: Timestamp,
        notices: &[Notice],
    ) -> Result<(), StoreError>;

    /// Adds a live PIN.
    async fn insert_pin(
        &mut self,
        account: AccountNumber,
        pin: &Pin,
        sealed: &SealedCode,
    ) -> Result<(), StoreError>;

    /// Notes the end that the PIN now has, and erases its code.
    async fn end_pin(&mut self, account: AccountNumber, pin: &Pin) -> Result<(), StoreError>;

    /// Puts another seal on the code of a PIN that has no end.
    async fn reseal_pin(
        &mut self,
        account: AccountNumber,
        pin: PinId,
        sealed: &SealedCode,
    ) -> Result<(), StoreError>;

    /// Counts a wrong try against a PIN's life. Gives how many there were in it so far, or `None` if the PIN has
    /// ended.
    async fn count_against_pin(
        &mut self,
        account: AccountNumber,
        pin: PinId,
    ) -> Result<Option<u32>, StoreError>;

    /// Adds tries as pending, or as settled at once where they have nothing to be compared with.
    async fn count_attempts(
        &mut self,
        account: AccountNumber,
        attempts: &[Attempt],
    ) -> Result<(), StoreError>;

    /// Settles pending tries. Gives those of them that were pending until now.
    async fn settle_attempts(
        &mut self,
        account: AccountNumber,
        settled: &[(AttemptId, Verdict)],
        at: Timestamp,
    ) -> Result<Vec<AttemptId>, StoreError>;

    /// Adds a receipt.
    async fn insert_receipt(&mut self, account: AccountNumber, receipt: &Receipt) -> Result<(), StoreError>;

    /// Takes the agent's row, and makes it if there is none. After the account's row, never before it.
    async fn take_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Result<AgentRecord, StoreError>;

    /// Suspends the agent.
    async fn suspend_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Result<(), StoreError>;

    /// Reserves the key of a request for a try, unless its sender used it after `since`.
    async fn reserve(
        &mut self,
        sender: Sender,
        request: &Idempotency,
        attempt: (AccountNumber, AttemptId),
        at: Timestamp,
        since: Timestamp,
    ) -> Result<Reserved, StoreError>;

    /// Keeps the answer to the request that the try came of, if it came of one with a key.
    async fn keep_answer(
        &mut self,
        attempt: (AccountNumber, AttemptId),
        answer: &str,
    ) -> Result<(), StoreError>;

    /// Removes the keys of requests from before this moment.
    async fn remove_stale_answers(&mut self, before: Timestamp) -> Result<(), StoreError>;

    /// Sets the mark to this moment, also backwards, and with it whatever lies ahead of it and would lock people
    /// out, keep letters back or let people stay for as long: wrong tries and failures count as made now, letters are
    /// due, and sessions from the future end.
    async fn reset_mark(&mut self, to: Timestamp) -> Result<(), StoreError>;

    /// Remembers how the person left the account's Security Pins bar.
    async fn keep_panel(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        expanded: bool,
    ) -> Result<(), StoreError>;

    /// Remembers that the person opened the account's home.
    async fn keep_opened(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Adds a session.
    async fn insert_session(&mut self, session: &Session) -> Result<(), StoreError>;

    /// Notes that a session was used.
    async fn touch_session(&mut self, key: SessionKey, at: Timestamp) -> Result<(), StoreError>;

    /// Ends a session, if it is there.
    async fn end_session(&mut self, key: SessionKey) -> Result<(), StoreError>;

    /// Removes sessions that began before the one moment or were last used before the other.
    async fn remove_stale_sessions(
        &mut self,
        created_before: Timestamp,
        last_seen_before: Timestamp,
    ) -> Result<(), StoreError>;

    /// Adds an account.
    async fn insert_account(&mut self, account: &Account, at: Timestamp) -> Result<(), StoreError>;

    /// Adds a person who can sign in.
    async fn insert_person(
        &mut self,
        email: &Email,
        name: &str,
        desk: Option<DeskRole>,
        password: &PasswordHash,
        at: Timestamp,
    ) -> Result<PersonId, StoreError>;

    /// Gives a person another password.
    async fn set_password(&mut self, person: PersonId, password: &PasswordHash) -> Result<(), StoreError>;

    /// Lets a person act for an account.
    async fn insert_membership(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        role: Role,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Adds an API token, of which only the SHA-256 is kept.
    async fn insert_token(
        &mut self,
        name: &str,
        kind: TokenKind,
        hash: &[u8; 32],
        at: Timestamp,
    ) -> Result<TokenId, StoreError>;

    /// Makes everything that was written happen.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
