//! A consistent view of the database.

use async_trait::async_trait;

use super::{AgentRecord, DeskView, PeopleView, StoreError, Taken};
use crate::{
    account::{Account, AccountNumber},
    history::{Entry, Head},
    person::{DeskRole, Email, PasswordHash, Person, PersonId, Role},
    pin::{Pin, PinId},
    ports::{Clock, SealedCode},
    session::{Session, SessionKey},
    time::{Moment, Timestamp},
    verification::{AgentKey, Attempt, Token, TokenId},
};

/// A PIN with its sealed code, which is gone as soon as the end of the PIN is noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPin {
    /// The PIN.
    pub pin: Pin,
    /// Its code.
    pub sealed: Option<SealedCode>,
}

/// What a sign-in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Who signs in with it.
    pub person: Person,
    /// Their password.
    pub password: PasswordHash,
    /// Whether the operator keeps them from signing in.
    pub is_disabled: bool,
}

/// Tries within a window: how many are settled as wrong, and how many are counted and not settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// When the wrong ones were made and on which account, newest first.
    pub wrong: Vec<(Timestamp, AccountNumber)>,
    /// The same of those that are pending.
    pub pending: Vec<(Timestamp, AccountNumber)>,
}

/// A consistent view of the store. Every method fails only where the database does.
#[async_trait]
pub trait Snapshot: PeopleView + DeskView {
    /// The present moment: by the database's clock where several servers share one database, and by this clock
    /// otherwise; never before a moment that was recorded (requirement S4).
    async fn moment(&mut self, clock: &dyn Clock) -> Result<Moment, StoreError>;

    /// The account of that number.
    async fn account(&mut self, account: AccountNumber) -> Result<Option<Account>, StoreError>;

    /// What taking the account's row would give, without taking it; the number is that of the last write.
    async fn look_at_account(&mut self, account: AccountNumber) -> Result<Option<Taken>, StoreError>;

    /// The accounts that a person may act for, by name. Disabled accounts are not among them.
    async fn accounts_of(&mut self, person: PersonId) -> Result<Vec<Account>, StoreError>;

    /// The account whose home the person opened last.
    async fn last_opened(&mut self, person: PersonId) -> Result<Option<AccountNumber>, StoreError>;

    /// What the person is on the account: nothing, while it is disabled.
    async fn role(&mut self, account: AccountNumber, person: PersonId) -> Result<Option<Role>, StoreError>;

    /// What the person is at the desk: nothing, while they are disabled.
    async fn desk_role(&mut self, person: PersonId) -> Result<Option<DeskRole>, StoreError>;

    /// What the person is called.
    async fn person_name(&mut self, person: PersonId) -> Result<Option<String>, StoreError>;

    /// A token that was not revoked.
    async fn token(&mut self, token: TokenId) -> Result<Option<Token>, StoreError>;

    /// Whether the person left the account's Security Pins bar expanded; `None` before their first visit.
    async fn panel(&mut self, account: AccountNumber, person: PersonId) -> Result<Option<bool>, StoreError>;

    /// The account's latest PIN of each kind, in the order of [`crate::pin::PinKind::ALL`].
    async fn latest_pins(&mut self, account: AccountNumber) -> Result<Vec<SealedPin>, StoreError>;

    /// When the account's latest PINs of either kind were generated, newest first, `at_most` so many.
    async fn latest_generated(
        &mut self,
        account: AccountNumber,
        at_most: u32,
    ) -> Result<Vec<Timestamp>, StoreError>;

    /// PINs whose code is sealed under this key (under any, if `None`) after the one named, by account and number,
    /// `at_most` so many.
    async fn sealed_pins(
        &mut self,
        key: Option<i64>,
        after: (AccountNumber, PinId),
        at_most: u32,
    ) -> Result<Vec<(AccountNumber, SealedPin)>, StoreError>;

    /// Accounts with a One-Time PIN whose end is not noted and that expires by this moment, `at_most` so many.
    async fn accounts_with_expired_pins(
        &mut self,
        by: Timestamp,
        at_most: u32,
    ) -> Result<Vec<AccountNumber>, StoreError>;

    /// When the account's latest wrong tries were made, newest first, `at_most` so many.
    async fn wrong_tries(
        &mut self,
        account: AccountNumber,
        at_most: u32,
    ) -> Result<Vec<Timestamp>, StoreError>;

    /// The account's tries that are counted and not settled, oldest first.
    async fn pending_attempts(&mut self, account: AccountNumber) -> Result<Vec<Attempt>, StoreError>;

    /// Accounts with a try that was counted before this moment and is not settled, `at_most` so many.
    async fn accounts_with_stale_attempts(
        &mut self,
        before: Timestamp,
        at_most: u32,
    ) -> Result<Vec<AccountNumber>, StoreError>;

    /// What is kept of an agent, read without taking its row.
    async fn agent(&mut self, agent: &AgentKey) -> Result<AgentRecord, StoreError>;

    /// The tries of an agent after this moment, whatever account they were on.
    async fn tries_of_agent(&mut self, agent: &AgentKey, after: Timestamp) -> Result<Tries, StoreError>;

    /// How many tries by a token after this moment were wrong, and how many are pending.
    async fn tries_by_token(&mut self, token: TokenId, after: Timestamp) -> Result<(u32, u32), StoreError>;

    /// How many tries after this moment were wrong, and on how many accounts.
    async fn wrong_tries_of_all(&mut self, after: Timestamp) -> Result<(u32, u32), StoreError>;

    /// Where the account's chain ends; `None` if it has no entries.
    async fn chain_head(&mut self, account: AccountNumber) -> Result<Option<Head>, StoreError>;

    /// Numbers of accounts after this one, the desk's row among them, in order, `at_most` so many. Before all of
    /// them stands `None`.
    async fn accounts_after(
        &mut self,
        account: Option<AccountNumber>,
        at_most: u32,
    ) -> Result<Vec<AccountNumber>, StoreError>;

    /// The entries of the account's chain after the one of this number, in order, `at_most` so many.
    async fn entries_after(
        &mut self,
        account: AccountNumber,
        number: i64,
        at_most: u32,
    ) -> Result<Vec<Entry>, StoreError>;

    /// The entries of the account's chain before the one of this number (the latest, if `None`), newest first,
    /// `at_most` so many.
    async fn entries_before(
        &mut self,
        account: AccountNumber,
        number: Option<i64>,
        at_most: u32,
    ) -> Result<Vec<Entry>, StoreError>;

    /// The last entry of the account's chain that is no younger than this moment.
    async fn entry_at(&mut self, account: AccountNumber, at: Timestamp) -> Result<Option<Entry>, StoreError>;

    /// Who signs in with that address, and with what.
    async fn credentials(&mut self, email: &Email) -> Result<Option<Credentials>, StoreError>;

    /// The session of that key, and whose it is, unless that person is disabled; whether it still holds is for the
    /// caller to decide.
    async fn session(&mut self, key: SessionKey) -> Result<Option<(Session, Person)>, StoreError>;

    /// Whether nothing at all is stored yet.
    async fn is_empty(&mut self) -> Result<bool, StoreError>;
}
