//! "That wasn't me": the account's people say that a verification was none of theirs.

use std::time::Duration;

use super::{Desk, Pins, PinsError, book::Book, may};
use crate::{
    account::AccountNumber,
    history::{Event, Notice},
    permission::Action,
    pin::{Act, Actor},
    ports::{StoreError, UnitOfWork},
    session::Customer,
};

/// Receipts that are as old are reported with the verification that someone noticed: whoever got in once in a day
/// may have got in before.
const REPORTED_BACK: Duration = Duration::from_secs(24 * 60 * 60);

impl Desk {
    /// Clears the account's live PINs, locks its verification until a PIN is generated, ends the receipts of the last
    /// 24 hours and flags them at the desk. Where all of that is done already, nothing happens.
    ///
    /// # Errors
    /// Where the account is not the customer's, or the database cannot do it; nothing is changed then.
    pub async fn report(&self, customer: Customer<'_>, account: AccountNumber) -> Result<Pins, PinsError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, account).await?.ok_or(PinsError::NoSuchAccount)?;
        if !may(&mut *work, account, customer.id(), Action::ReportVerification).await? {
            return Err(PinsError::NoSuchAccount);
        }
        let now = book.now();
        let cleared = self.clear_all(&mut *work, &mut book, customer).await?;
        let flagged = work.report_receipts(account, now.before(REPORTED_BACK), now).await?;
        if cleared || flagged > 0 || book.ledger.reported_at.is_none() {
            book.ledger.report(now);
            self.note(&mut book, &Event::Reported { person: customer.id().0 })?;
            book.notify(Notice::Reported);
        }
        book.close(&mut *work).await?;
        work.keep_panel(account, customer.id(), true).await?;
        let pins = self.rows_now(&mut *work, account).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(pins)
    }

    /// Clears the live PINs of both kinds, and notes which have expired. Says whether there was one.
    async fn clear_all(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        customer: Customer<'_>,
    ) -> Result<bool, StoreError> {
        let (account, at) = (book.account, book.now());
        let mut pins = work.latest_pins(account).await?;
        self.note_expiries(work, book, &mut pins).await?;
        let mut cleared = false;
        for pin in pins.iter_mut().map(|sealed| &mut sealed.pin) {
            let kind = pin.kind;
            if let Ok(live) = pin.live(at) {
                let by = Actor { id: customer.id(), name: customer.name().to_owned() };
                live.clear(Act { at, by });
                work.end_pin(account, pin).await?;
                let (pin, person) = (pin.id.0, customer.id().0);
                self.note(book, &Event::Cleared { kind, pin, person })?;
                cleared = true;
            }
        }
        Ok(cleared)
    }
}
