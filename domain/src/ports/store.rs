//! The database, as the use cases see it: snapshots to read from and units of work that happen whole or not at
//! all.

use async_trait::async_trait;
use thiserror::Error;

use super::SealedCode;
use crate::{
    account::{Account, AccountNumber},
    person::{DeskRole, Email, PasswordHash, Person, PersonId, Role},
    pin::Pin,
    session::{Session, SessionKey},
    time::Timestamp,
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
}

/// Where everything is remembered.
#[async_trait]
pub trait Store: Send + Sync {
    /// Opens a consistent view for reading.
    ///
    /// # Errors
    /// Where the database cannot be read now.
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Begins a unit of work. Unless it is committed, nothing of it happens.
    ///
    /// # Errors
    /// Where the database cannot be written now.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError>;
}

/// A consistent view of the store. Every method fails only where the database does.
#[async_trait]
pub trait Snapshot: Send {
    /// The account of that number.
    async fn account(&mut self, account: AccountNumber) -> Result<Option<Account>, StoreError>;

    /// The accounts that a person may act for, by name.
    async fn accounts_of(&mut self, person: PersonId) -> Result<Vec<Account>, StoreError>;

    /// The account whose home the person opened last.
    async fn last_opened(&mut self, person: PersonId) -> Result<Option<AccountNumber>, StoreError>;

    /// What the person is on the account.
    async fn role(&mut self, account: AccountNumber, person: PersonId) -> Result<Option<Role>, StoreError>;

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

    /// Who signs in with that address, and with what.
    async fn credentials(&mut self, email: &Email) -> Result<Option<Credentials>, StoreError>;

    /// The session of that key, and whose it is; whether it still holds is for the caller to decide.
    async fn session(&mut self, key: SessionKey) -> Result<Option<(Session, Person)>, StoreError>;

    /// Whether nothing at all is stored yet.
    async fn is_empty(&mut self) -> Result<bool, StoreError>;
}

/// A unit of work: everything that it writes is there after [`UnitOfWork::commit`], and none of it otherwise.
#[async_trait]
pub trait UnitOfWork: Snapshot {
    /// Takes the account's row, so that no other unit of work can write to the account until this one is over.
    /// Every unit of work on an account begins with it. Gives the number of this write, which grows by one each
    /// time; `None` if there is no such account.
    async fn take_account(&mut self, account: AccountNumber) -> Result<Option<i64>, StoreError>;

    /// Adds a live PIN.
    async fn insert_pin(
        &mut self,
        account: AccountNumber,
        pin: &Pin,
        sealed: &SealedCode,
    ) -> Result<(), StoreError>;

    /// Notes the end that the PIN now has, and erases its code.
    async fn end_pin(&mut self, account: AccountNumber, pin: &Pin) -> Result<(), StoreError>;

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

    /// Lists a sub-contact, who has no sign-in, on an account.
    async fn insert_sub_contact(
        &mut self,
        account: AccountNumber,
        name: &str,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Makes everything that was written happen.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// Why the database could not do it. None of it was done.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It is busy, gone or too slow; trying again may help.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It cannot be written: the disk is full, or it is read-only.
    #[error("the database cannot be written")]
    NotWritable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A value in it cannot be what it should be.
    #[error("{table}.{column} of row {row} holds a value that does not fit")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
    /// A write touched another number of rows than it should have.
    #[error("{what} should have touched one row and touched {rows}")]
    Miscounted {
        /// What was written.
        what: &'static str,
        /// How many rows it touched.
        rows: u64,
    },
    /// Anything else.
    #[error("the database failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}
