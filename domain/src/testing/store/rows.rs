//! The rows of the tables.

use crate::{
    account::AccountNumber,
    attempts::{Ledger, TokenKind},
    history::{Head, Notice},
    person::{Email, Person, Role},
    pin::Pin,
    ports::SealedCode,
    time::Timestamp,
    verification::{Attempt, AttemptId, Verdict},
};

/// An account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// Since when it exists.
    pub created_at: Timestamp,
    /// Since when the operator keeps it from being used.
    pub disabled_at: Option<Timestamp>,
    /// How many units of work took it.
    pub version: i64,
    /// Its ledger, without the tries themselves.
    pub ledger: Ledger,
    /// Where its chain ends.
    pub head: Option<Head>,
}

impl AccountRow {
    /// An account of this name to which nothing has happened.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            created_at: Timestamp::from_millis(0),
            disabled_at: None,
            version: 0,
            ledger: Ledger::default(),
            head: None,
        }
    }
}

/// Someone who can sign in.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Who it is.
    pub person: Person,
    /// Their password, as it is kept.
    pub password: String,
    /// Since when they can sign in.
    pub created_at: Timestamp,
    /// Since when the operator keeps them from it.
    pub disabled_at: Option<Timestamp>,
    /// In which zone they are told times.
    pub time_zone: Option<String>,
}

/// What someone is on an account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MembershipRow {
    /// Their role.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
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

/// A notice that is still to become letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoticeRow {
    /// To whose people.
    pub account: AccountNumber,
    /// By which write.
    pub write: i64,
    /// Which of that write.
    pub place: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub notice: Notice,
}

/// A letter that has not left.
#[derive(Clone, Debug, PartialEq)]
pub struct LetterRow {
    /// Where it goes.
    pub email: Email,
    /// What it says.
    pub content: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// From when on it may leave.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
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
