//! Which account a customer comes back to.

use super::Desk;
use crate::{account::AccountNumber, ports::StoreError, session::Customer};

impl Desk {
    /// The account that the customer opened last, or else the first of theirs; `None` for someone without any.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn start_account(&self, customer: Customer<'_>) -> Result<Option<AccountNumber>, StoreError> {
        let mut view = self.store.read().await?;
        if let Some(account) = view.last_opened(customer.id()).await? {
            return Ok(Some(account));
        }
        Ok(view.accounts_of(customer.id()).await?.first().map(|account| account.number))
    }

    /// Remembers that the customer opened the account's home, so that they come back to it. Whoever has only
    /// one account, or opened this one last, costs no write.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn opened(&self, customer: Customer<'_>, account: AccountNumber) -> Result<(), StoreError> {
        if self.start_account(customer).await? == Some(account) {
            return Ok(());
        }
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        work.keep_opened(account, customer.id(), now).await?;
        work.commit().await
    }
}
