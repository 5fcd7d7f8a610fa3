//! What the operator does on the server's command line: accounts, people, and who of them may sign in.

mod accounts;
mod people;

use thiserror::Error;

use super::people::PeopleError;
use crate::ports::{EntropyError, HasherError, StoreError};

/// Why the operator's wish was not done. Nothing has changed.
#[derive(Debug, Error)]
pub enum OperatorError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchAccount,
    /// Nobody has that address.
    #[error("nobody signs in with that address")]
    NoSuchPerson,
    /// An account has that number already.
    #[error("the number is taken")]
    NumberTaken,
    /// Someone has that address already.
    #[error("the address is taken")]
    AddressTaken,
    /// One sign-in is a customer's or the support desk's, never both.
    #[error("the address is one of the support desk's")]
    OfTheDesk,
    /// They have no access to the account.
    #[error("has no access")]
    NotThere,
    /// An account has at least one holder.
    #[error("the last holder stays")]
    LastHolder,
    /// What they may act for changed at the same time, again and again.
    #[error("it changed at the same time")]
    Busy,
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PeopleError> for OperatorError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::LastHolder => Self::LastHolder,
            PeopleError::Entropy(error) => Self::Entropy(error),
            PeopleError::Store(error) => Self::Store(error),
            PeopleError::NotThere
            | PeopleError::AlreadyThere
            | PeopleError::NotAllowed
            | PeopleError::NotProved
            | PeopleError::NoSuchAccount
            | PeopleError::TooManyInvitations => Self::NotThere,
        }
    }
}
