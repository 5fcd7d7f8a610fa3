//! A customer expands or collapses the Security Pins bar.

use thiserror::Error;

use super::{Desk, may};
use crate::{account::AccountNumber, permission::Action, ports::StoreError, session::Customer};

/// Why the bar's state was not kept.
#[derive(Debug, Error)]
pub enum PanelError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Remembers how the customer left the bar on this account.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be written.
    pub async fn keep_panel(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        expanded: bool,
    ) -> Result<(), PanelError> {
        let mut work = self.store.begin().await?;
        if !may(&mut *work, account, customer.id(), Action::SeePins).await? {
            return Err(PanelError::NoSuchAccount);
        }
        work.keep_panel(account, customer.id(), expanded).await?;
        Ok(work.commit().await?)
    }
}
