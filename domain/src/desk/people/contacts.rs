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
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(())
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
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(())
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
        let mut cleared = false;
        if clear_master {
            let now = book.now();
            let mut pins = work.latest_pins(account).await?;
            let masters = pins.iter_mut().map(|sealed| &mut sealed.pin);
            for pin in masters.filter(|pin| pin.kind == PinKind::Master) {
                if let Ok(live) = pin.live(now) {
                    live.end_with_access(now);
                    work.end_pin(account, pin).await?;
                    self.note(&mut book, &Event::ClearedWithAccess { kind: pin.kind, pin: pin.id.0 })?;
                    cleared = true;
                }
            }
        }
        book.notify(Notice::ContactRemoved { cleared });
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(cleared)
    }
}
