//! A customer clears a PIN.

use thiserror::Error;

use super::{Desk, Pins, Shown, book::Book, live, may};
use crate::{
    account::AccountNumber,
    history::{Event, Notice},
    permission::Action,
    pin::{Act, Actor, PinKind},
    ports::{SealedPin, StoreError, UnitOfWork},
    session::Customer,
};

/// Why the PIN was not cleared. It still works.
#[derive(Debug, Error)]
pub enum ClearError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// Another PIN is live than the page showed.
    #[error("another PIN is live than the page showed")]
    Changed,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Clears the PIN that the page showed, and gives the account's rows as they are then. Where none is live
    /// there is nothing to do, and that is fine: the person has what they wanted.
    ///
    /// # Errors
    /// See [`ClearError`]; in each case nothing has changed.
    pub async fn clear(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        kind: PinKind,
        shown: Shown,
    ) -> Result<Pins, ClearError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, account).await?.ok_or(ClearError::NoSuchAccount)?;
        if !may(&mut *work, account, customer.id(), Action::ClearPin).await? {
            return Err(ClearError::NoSuchAccount);
        }

        let now = book.now();
        let mut pins = work.latest_pins(account).await?;
        if !shown.agrees_with(live(&pins, kind, now)) {
            return Err(ClearError::Changed);
        }

        if self.clear_live(&mut *work, &mut book, &mut pins, customer, &[kind]).await? {
            book.notify(Notice::Cleared { kind });
        }
        book.close(&mut *work).await?;
        work.keep_panel(account, customer.id(), true).await?;
        let pins = self.rows_now(&mut *work, account).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(pins)
    }

    /// Clears those of the account's latest PINs that are live and of these kinds, and notes which have expired. Says
    /// whether there was one to clear.
    pub(super) async fn clear_live(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        pins: &mut [SealedPin],
        customer: Customer<'_>,
        kinds: &[PinKind],
    ) -> Result<bool, StoreError> {
        self.note_expiries(work, book, pins).await?;
        let (at, mut cleared) = (book.now(), false);
        for pin in pins.iter_mut().map(|sealed| &mut sealed.pin).filter(|pin| kinds.contains(&pin.kind)) {
            let kind = pin.kind;
            if let Ok(live) = pin.live(at) {
                let by = Actor { id: customer.id(), name: customer.name().to_owned() };
                live.clear(Act { at, by });
                work.end_pin(book.account, pin).await?;
                let (pin, person) = (pin.id.0, customer.id().0);
                self.note(book, &Event::Cleared { kind, pin, person })?;
                cleared = true;
            }
        }
        Ok(cleared)
    }
}
