//! A customer clears a PIN.

use thiserror::Error;

use super::{Desk, PinRow, Shown, live, may};
use crate::{
    account::AccountNumber,
    permission::Action,
    pin::{Act, Actor, PinKind},
    ports::StoreError,
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
    ) -> Result<Vec<PinRow>, ClearError> {
        let mut work = self.store.begin().await?;
        work.take_account(account).await?.ok_or(ClearError::NoSuchAccount)?;
        if !may(&mut *work, account, customer.id(), Action::ClearPin).await? {
            return Err(ClearError::NoSuchAccount);
        }

        let now = self.clock.now();
        let mut pins = work.latest_pins(account).await?;
        if !shown.agrees_with(live(&pins, kind, now)) {
            return Err(ClearError::Changed);
        }

        if let Some(pin) = pins.iter_mut().map(|sealed| &mut sealed.pin).find(|pin| pin.kind == kind)
            && let Ok(live) = pin.live(now)
        {
            let by = Actor { id: customer.id(), name: customer.name().to_owned() };
            live.clear(Act { at: now, by });
            work.end_pin(account, pin).await?;
        }
        work.keep_panel(account, customer.id(), true).await?;
        let rows = self.rows(&mut *work, account).await?;
        work.commit().await?;
        Ok(rows)
    }
}
