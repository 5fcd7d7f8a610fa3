//! What the store in memory holds: a map for each table of the database, open to tests.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{
    AccountRow, AttemptRow, LetterRow, MembershipRow, NoticeRow, PersonRow, PinTableRow, RequestRow, TokenRow,
};
use crate::{
    access::{Invitation, InvitationId, Link, SecondFactor},
    account::AccountNumber,
    contact::{Contact, ContactId},
    history::Entry,
    mail::LetterId,
    person::PersonId,
    pin::PinId,
    ports::{AgentRecord, StoreError},
    session::Session,
    throttle::Throttle,
    time::Timestamp,
    verification::{AgentKey, AttemptId, Receipt, Sender, TokenId},
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
    pub contacts: BTreeMap<(AccountNumber, ContactId), Contact>,
    /// Who is asked to act for which account.
    pub invitations: BTreeMap<(AccountNumber, InvitationId), Invitation>,
    /// The links by which people may choose a password.
    pub password_links: BTreeMap<PersonId, Link>,
    /// The second factors.
    pub second_factors: BTreeMap<PersonId, SecondFactor>,
    /// The recovery codes that are left, by their hashes.
    pub recovery_codes: BTreeSet<(PersonId, [u8; 32])>,
    /// The browsers in which people signed in, by their hashes, and when that was.
    pub known_browsers: BTreeMap<(PersonId, [u8; 32]), Timestamp>,
    /// Failures to sign in, by what they are counted under.
    pub throttles: BTreeMap<[u8; 32], Throttle>,
    /// The PINs.
    pub pins: BTreeMap<(AccountNumber, PinId), PinTableRow>,
    /// The chains.
    pub history: BTreeMap<(AccountNumber, i64), Entry>,
    /// The notices, in the order in which they came.
    pub outbox: Vec<NoticeRow>,
    /// The letters that have not left.
    pub letters: BTreeMap<LetterId, LetterRow>,
    /// How many letters there ever were: none has the number of one that left.
    pub letters_ever: i64,
    /// The API tokens.
    pub tokens: BTreeMap<TokenId, TokenRow>,
    /// The agents who ever tried.
    pub agents: BTreeMap<AgentKey, AgentRecord>,
    /// The tries.
    pub attempts: BTreeMap<(AccountNumber, AttemptId), AttemptRow>,
    /// The receipts.
    pub receipts: Vec<(AccountNumber, Receipt)>,
    /// When receipts were reported, by their account and try.
    pub reported: BTreeMap<(AccountNumber, AttemptId), Timestamp>,
    /// The tries that locked their account.
    pub locking: BTreeSet<(AccountNumber, AttemptId)>,
    /// Why what entries of histories say was done.
    pub reasons: BTreeMap<(AccountNumber, i64), String>,
    /// The keys of requests that may be sent again.
    pub requests: BTreeMap<(Sender, String), RequestRow>,
    /// The sessions, by what they are known by.
    pub sessions: BTreeMap<[u8; 32], Session>,
    /// The latest recorded moment.
    pub mark: Option<Timestamp>,
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

    /// Whether there is such an account, and the operator does not keep it from being used.
    pub(super) fn is_usable(&self, account: AccountNumber) -> bool {
        self.accounts.get(&account).is_some_and(|row| row.disabled_at.is_none())
    }

    /// What the letters say that have not left for this address.
    pub fn letters_to(&self, email: &str) -> Vec<&str> {
        let mine = self.letters.values().filter(|row| row.email.as_str() == email);
        mine.map(|row| row.content.as_str()).collect()
    }

    /// The row of this account, to be changed.
    pub(super) fn account_mut(&mut self, account: AccountNumber) -> Result<&mut AccountRow, StoreError> {
        one("changing an account", self.accounts.get_mut(&account))
    }

    /// The row of this person, to be changed.
    pub(super) fn person_mut(&mut self, person: PersonId) -> Result<&mut PersonRow, StoreError> {
        one("changing a person", self.people.get_mut(&person))
    }

    /// What this person is on this account, to be changed.
    pub(super) fn membership_mut(
        &mut self,
        account: AccountNumber,
        person: PersonId,
    ) -> Result<&mut MembershipRow, StoreError> {
        one("changing a membership", self.memberships.get_mut(&(account, person)))
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
