//! A customer looks at the page of what happened on an account.

use super::{
    Desk, HistoryError, Page,
    history::{page, readable, recent},
    may,
    pins::RECENT,
};
use crate::{
    account::{Account, AccountNumber},
    history::Subject,
    permission::Action,
    session::Customer,
};

/// What the page of an account's activity shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The account.
    pub account: Account,
    /// All accounts of the person, this one among them, by name.
    pub accounts: Vec<Account>,
    /// What happened; `None`, where an entry is damaged.
    pub page: Option<Page>,
    /// Whether the account's home has something to report.
    pub has_something_to_report: bool,
}

impl Desk {
    /// The account with a page of its history, as [`Desk::history`] gives it.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn activity(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        subject: Subject,
        before: Option<i64>,
        at_most: u32,
    ) -> Result<Activity, HistoryError> {
        let mut view = self.store.read().await?;
        if !may(&mut *view, account, customer.id(), Action::ReadHistory).await? {
            return Err(HistoryError::NoSuchAccount);
        }
        let recent = recent(&mut *view, account, RECENT).await?;
        Ok(Activity {
            account: view.account(account).await?.ok_or(HistoryError::NoSuchAccount)?,
            accounts: view.accounts_of(customer.id()).await?,
            page: readable(page(&mut *view, account, subject, before, at_most).await)?,
            has_something_to_report: recent.is_some_and(|recent| recent.has_something_to_report()),
        })
    }
}
