//! The one way in which someone's access to an account ends (requirement P4): their membership goes, all live PINs of
//! the account are cleared, its holders are told, and whoever has no account left is signed out.

use super::{PeopleError, leave_a_holder, member};
use crate::{
    account::AccountNumber,
    desk::{Desk, book::Book},
    history::{Event, Notice},
    permission::{self, Action},
    person::PersonId,
    pin::PinKind,
    ports::{StoreError, UnitOfWork},
    session::Customer,
};

impl Desk {
    /// A holder ends someone's access to the account.
    ///
    /// # Errors
    /// See [`PeopleError`]; the access and the PINs are then as they were.
    pub async fn remove_person(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        person: PersonId,
    ) -> Result<(), PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        self.end_access(&mut *work, &mut book, person, Some(customer.id())).await?;
        self.finish_change(work, book).await?;
        self.tell_person(person);
        Ok(())
    }

    /// Someone gives up their own access to the account.
    ///
    /// # Errors
    /// See [`PeopleError`]; the access and the PINs are then as they were.
    pub async fn leave(&self, customer: Customer<'_>, account: AccountNumber) -> Result<(), PeopleError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, account).await?.ok_or(PeopleError::NoSuchAccount)?;
        if !permission::may(work.role(account, customer.id()).await?, Action::Leave) {
            return Err(PeopleError::NoSuchAccount);
        }
        if !customer.has_proved() {
            return Err(PeopleError::NotProved);
        }
        self.end_access(&mut *work, &mut book, customer.id(), Some(customer.id())).await?;
        self.finish_change(work, book).await?;
        self.tell_person(customer.id());
        Ok(())
    }

    /// Ends someone's access within a unit of work that has taken the account's row. The last holder stays.
    pub(in crate::desk) async fn end_access(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        person: PersonId,
        by: Option<PersonId>,
    ) -> Result<(), PeopleError> {
        let members = work.members(book.account).await?;
        let leaving = member(&members, person)?;
        leave_a_holder(&members, leaving)?;
        work.take_person(person).await?;
        work.remove_membership(book.account, person).await?;
        self.note(book, &Event::AccessEnded { person: person.0, by: by.map(|by| by.0) })?;
        book.notify(Notice::AccessEnded { person: person.0 });
        self.clear_with_access(work, book, &PinKind::ALL).await?;
        Ok(Self::sign_out_without_account(work, person).await?)
    }

    /// Ends the sessions of someone who may act for no account any more.
    pub(in crate::desk) async fn sign_out_without_account(
        work: &mut dyn UnitOfWork,
        person: PersonId,
    ) -> Result<(), StoreError> {
        if work.accounts_of(person).await?.is_empty() {
            work.end_sessions_of(person, None).await?;
        }
        Ok(())
    }

    /// Clears the account's live PINs of these kinds, since someone who could read them loses access. Says whether there
    /// was one.
    pub(in crate::desk) async fn clear_with_access(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        kinds: &[PinKind],
    ) -> Result<bool, StoreError> {
        let (account, now) = (book.account, book.now());
        let mut pins = work.latest_pins(account).await?;
        self.note_expiries(work, book, &mut pins).await?;
        let mut cleared = false;
        for pin in pins.iter_mut().map(|sealed| &mut sealed.pin).filter(|pin| kinds.contains(&pin.kind)) {
            if let Ok(live) = pin.live(now) {
                live.end_with_access(now);
                work.end_pin(account, pin).await?;
                self.note(book, &Event::ClearedWithAccess { kind: pin.kind, pin: pin.id.0 })?;
                cleared = true;
            }
        }
        Ok(cleared)
    }
}
