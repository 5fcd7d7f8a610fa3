//! A customer looks at an account's home page.

use thiserror::Error;

use super::{Desk, Pins, may};
use crate::{
    account::{Account, AccountNumber},
    permission::Action,
    ports::StoreError,
    session::Customer,
};

/// What an account's home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The account.
    pub account: Account,
    /// All accounts of the person, this one among them, by name.
    pub accounts: Vec<Account>,
    /// Its PINs, as they were when all this was true.
    pub pins: Pins,
    /// How the person left the Security Pins bar; `None` at their first visit.
    pub panel: Option<bool>,
}

/// Why the page was not shown.
#[derive(Debug, Error)]
pub enum HomeError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// The account's home page for this customer.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn home(&self, customer: Customer<'_>, account: AccountNumber) -> Result<Home, HomeError> {
        let mut view = self.store.read().await?;
        if !may(&mut *view, account, customer.id(), Action::SeePins).await? {
            return Err(HomeError::NoSuchAccount);
        }
        Ok(Home {
            account: view.account(account).await?.ok_or(HomeError::NoSuchAccount)?,
            accounts: view.accounts_of(customer.id()).await?,
            pins: self.rows_now(&mut *view, account).await?,
            panel: view.panel(account, customer.id()).await?,
        })
    }
}
