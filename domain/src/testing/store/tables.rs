//! What the store in memory holds: a map for each table of the database, open to tests.

use std::collections::BTreeMap;

use crate::{
    account::AccountNumber,
    attempts::{Ledger, TokenKind},
    history::{Entry, Head, Notice},
    person::{Person, PersonId, Role},
    pin::{Pin, PinId},
    ports::{AgentRecord, SealedCode, StoreError},
    session::Session,
    time::Timestamp,
    verification::{AgentKey, Attempt, AttemptId, Receipt, TokenId, Verdict},
};

/// All tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// The accounts, nobody's row among them.
    pub accounts: BTreeMap<AccountNumber, AccountRow>,
    /// Who can sign in.
    pub people: BTreeMap<PersonId, PersonRow>,
    /// Who may act for which account.
    pub memberships: BTreeMap<(AccountNumber, PersonId), MembershipRow>,
    /// People of accounts who have no sign-in.
    pub sub_contacts: Vec<(AccountNumber, String)>,
    /// The PINs.
    pub pins: BTreeMap<(AccountNumber, PinId), PinTableRow>,
    /// The chains.
    pub history: BTreeMap<(AccountNumber, i64), Entry>,
    /// The notices, in the order in which they came.
    pub outbox: Vec<NoticeRow>,
    /// The API tokens.
    pub tokens: BTreeMap<TokenId, TokenRow>,
    /// The agents who ever tried.
    pub agents: BTreeMap<AgentKey, AgentRecord>,
    /// The tries.
    pub attempts: BTreeMap<(AccountNumber, AttemptId), AttemptRow>,
    /// The receipts.
    pub receipts: Vec<(AccountNumber, Receipt)>,
    /// The keys of requests that may be sent again.
    pub requests: BTreeMap<(TokenId, String), RequestRow>,
    /// The sessions, by what they are known by.
    pub sessions: BTreeMap<[u8; 32], Session>,
    /// The latest recorded moment.
    pub mark: Option<Timestamp>,
}

/// An account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// How many units of work took it.
    pub version: i64,
    /// Its ledger, without the tries themselves.
    pub ledger: Ledger,
    /// Where its chain ends.
    pub head: Option<Head>,
}

/// Someone who can sign in.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Who it is.
    pub person: Person,
    /// Their password, as it is kept.
    pub password: String,
}

/// What someone is on an account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MembershipRow {
    /// Their role.
    pub role: Role,
    /// How they left the bar.
    pub panel: Option<bool>,
    /// When they last opened the account's home.
    pub opened_at: Option<Timestamp>,
}

/// A PIN.
#[derive(Clone, Debug, PartialEq)]
pub struct PinTableRow {
    /// The PIN.
    pub pin: Pin,
    /// Its code, until its end is noted.
    pub sealed: Option<SealedCode>,
    /// How many wrong tries it met.
    pub wrong_tries: u32,
}

/// A notice that is still to be sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoticeRow {
    /// To whose people.
    pub account: AccountNumber,
    /// By which write.
    pub write: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub notice: Notice,
}

/// An API token.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenRow {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: TokenKind,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// What a try is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AttemptState {
    /// Counted and not settled.
    Pending,
    /// There was nothing to compare it with.
    NoLivePin,
    /// Settled, at that moment.
    Settled(Verdict, Timestamp),
}

/// A try.
#[derive(Clone, Debug, PartialEq)]
pub struct AttemptRow {
    /// The try.
    pub attempt: Attempt,
    /// What became of it.
    pub state: AttemptState,
}

impl AttemptRow {
    /// Whether it is settled as wrong.
    pub fn is_wrong(&self) -> bool {
        matches!(self.state, AttemptState::Settled(Verdict::Wrong | Verdict::Interrupted, _))
    }

    /// Whether it is counted and not settled.
    pub fn is_pending(&self) -> bool {
        self.state == AttemptState::Pending
    }
}

/// A request that may be sent again.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestRow {
    /// What its body is known by.
    pub fingerprint: [u8; 32],
    /// The try that came of it.
    pub attempt: (AccountNumber, AttemptId),
    /// When its key was reserved.
    pub at: Timestamp,
    /// What was answered.
    pub answer: Option<String>,
}

impl Tables {
    /// What a new database holds: nobody's row.
    pub fn new() -> Self {
        let mut tables = Self::default();
        tables.accounts.insert(AccountNumber::NOBODY, AccountRow::new("Support desk"));
        tables
    }

    /// The account's PINs, the latest first.
    pub fn pins_of(&self, account: AccountNumber) -> impl Iterator<Item = &PinTableRow> {
        self.pins.iter().rev().filter(move |((owner, _), _)| *owner == account).map(|(_, row)| row)
    }

    /// The tries on the account, in the order in which they were counted.
    pub fn attempts_on(&self, account: AccountNumber) -> impl Iterator<Item = &AttemptRow> {
        self.attempts.iter().filter(move |((owner, _), _)| *owner == account).map(|(_, row)| row)
    }

    /// The row of this account, to be changed.
    pub(super) fn account_mut(&mut self, account: AccountNumber) -> Result<&mut AccountRow, StoreError> {
        one("changing an account", self.accounts.get_mut(&account))
    }

    /// The PIN of this account, to be changed, where its end is not noted.
    pub(super) fn open_pin_mut(
        &mut self,
        account: AccountNumber,
        pin: PinId,
    ) -> Result<&mut PinTableRow, StoreError> {
        let row = self.pins.get_mut(&(account, pin)).filter(|row| row.pin.end.is_none());
        one("changing a PIN", row)
    }
}

impl AccountRow {
    /// An account of this name to which nothing has happened.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), version: 0, ledger: Ledger::default(), head: None }
    }
}

/// The row that a write should touch.
pub(super) fn one<T>(what: &'static str, row: Option<T>) -> Result<T, StoreError> {
    row.ok_or(StoreError::Miscounted { what, rows: 0 })
}

/// Nothing, where a row was added; an error where there was one already.
pub(super) fn added<T>(what: &'static str, before: Option<T>) -> Result<(), StoreError> {
    match before {
        None => Ok(()),
        Some(_) => Err(StoreError::Miscounted { what, rows: 2 }),
    }
}
