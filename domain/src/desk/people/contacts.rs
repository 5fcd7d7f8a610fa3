//! Holders keep the list of an account's sub-contacts, who have no sign-in and are given a PIN by someone.

use super::PeopleError;
use crate::{
    account::AccountNumber,
    contact::{Contact, ContactId},
    desk::Desk,
    history::{Event, ListChange, Notice},
    pin::PinKind,
    session::Customer,
};

impl Desk {
    /// Lists a sub-contact on the account.
    ///
    /// # Errors
    /// See [`PeopleError`].
    pub async fn add_contact(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        contact: &Contact,
    ) -> Result<(), PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        let id = work.insert_contact(account, contact, book.now()).await?;
        let (contact, person) = (id.0, customer.id().0);
        self.note(&mut book, &Event::Contact { change: ListChange::Added, contact, person })?;
        Ok(self.finish_change(work, book).await?)
    }

    /// Changes what is listed of a sub-contact.
    ///
    /// # Errors
    /// See [`PeopleError`].
    pub async fn change_contact(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        id: ContactId,
        contact: &Contact,
    ) -> Result<(), PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        if work.contact(account, id).await?.is_none() {
            return Err(PeopleError::NotThere);
        }
        work.update_contact(account, id, contact).await?;
        let (contact, person) = (id.0, customer.id().0);
        self.note(&mut book, &Event::Contact { change: ListChange::Changed, contact, person })?;
        Ok(self.finish_change(work, book).await?)
    }

    /// Takes a sub-contact off the list and, if asked to, clears the Master PIN, which they may know. Says
    /// whether there was one.
    ///
    /// # Errors
    /// See [`PeopleError`]; the list and the PIN are then as they were.
    pub async fn remove_contact(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        id: ContactId,
        clear_master: bool,
    ) -> Result<bool, PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        if work.contact(account, id).await?.is_none() {
            return Err(PeopleError::NotThere);
        }
        work.remove_contact(account, id).await?;
        let (contact, person) = (id.0, customer.id().0);
        self.note(&mut book, &Event::Contact { change: ListChange::Removed, contact, person })?;
        let cleared =
            clear_master && self.clear_with_access(&mut *work, &mut book, &[PinKind::Master]).await?;
        book.notify(Notice::ContactRemoved { cleared });
        self.finish_change(work, book).await?;
        Ok(cleared)
    }
}
