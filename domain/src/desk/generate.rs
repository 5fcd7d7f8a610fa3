//! A customer generates a PIN.

use std::time::Duration;

use thiserror::Error;

use super::{Desk, Pins, Shown, book::Book, live, may};
use crate::{
    account::AccountNumber,
    history::{Event, Notice},
    permission::Action,
    pin::{Act, Actor, Pin, PinCode, PinId, PinKind, wait_before_generating},
    ports::{EntropyError, SealLabel, SealedPin, StoreError, VaultError},
    session::Customer,
};

/// Why no PIN was generated. The PIN that was there still works.
#[derive(Debug, Error)]
pub enum GenerateError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// Another PIN is live than the page showed.
    #[error("another PIN is live than the page showed")]
    Changed,
    /// The account has generated as many PINs within an hour as it may (requirement G3).
    #[error("too many PINs were generated within an hour")]
    TooMany {
        /// How long it has to wait.
        retry_after: Duration,
    },
    /// The clock stands behind what was recorded, so that nobody can say when the PIN would expire (requirement S4).
    #[error("the clock stands behind what was recorded")]
    ClockBehind,
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The new code could not be sealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Generates a PIN in place of the one that the page showed, and gives the account's rows as they are then.
    ///
    /// The old PIN stops working, and the new one starts, in the moment of the commit. The new code is unlike
    /// both codes that were live (requirement G2).
    ///
    /// # Errors
    /// See [`GenerateError`]; in each case nothing has changed.
    pub async fn generate(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        kind: PinKind,
        shown: Shown,
    ) -> Result<Pins, GenerateError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, account).await?.ok_or(GenerateError::NoSuchAccount)?;
        if !may(&mut *work, account, customer.id(), Action::GeneratePin).await? {
            return Err(GenerateError::NoSuchAccount);
        }

        if kind == PinKind::OneTime && !self.trusts(book.moment) {
            return Err(GenerateError::ClockBehind);
        }

        let now = book.now();
        let by = Actor { id: customer.id(), name: customer.name().to_owned() };
        let act = Act { at: now, by };
        let mut pins = work.latest_pins(account).await?;
        if !shown.agrees_with(live(&pins, kind, now)) {
            return Err(GenerateError::Changed);
        }

        // Whoever is locked out for wrong tries needs a new PIN now: it is never refused.
        if !book.ledger.ends_by_generating() {
            let recent = work.latest_generated(account, self.policy.generates_an_hour).await?;
            if let Some(retry_after) = wait_before_generating(&recent, now, &self.policy) {
                return Err(GenerateError::TooMany { retry_after });
            }
        }

        let code = self.unlike_the_live_ones(account, &pins, &act)?;
        self.note_expiries(&mut *work, &mut book, &mut pins).await?;
        let old = pins.iter_mut().map(|sealed| &mut sealed.pin).find(|pin| pin.kind == kind);
        if let Some(old) = old
            && let Ok(live) = old.live(now)
        {
            live.replace(act.clone());
            work.end_pin(account, old).await?;
        }
        let pin = Pin::generate(next_id(&book, &pins), kind, act, &self.policy);
        let sealed = self.vault.seal(&SealLabel::of(account, &pin), &code)?;
        work.insert_pin(account, &pin, &sealed).await?;
        work.keep_panel(account, customer.id(), true).await?;
        book.ledger.generated();
        self.note(&mut book, &Event::Generated { kind, pin: pin.id.0, person: customer.id().0 })?;
        book.notify(Notice::Generated { kind });
        book.close(&mut *work).await?;
        let pins = self.rows_now(&mut *work, account).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(pins)
    }

    fn unlike_the_live_ones(
        &self,
        account: AccountNumber,
        pins: &[SealedPin],
        act: &Act,
    ) -> Result<PinCode, EntropyError> {
        let codes: Vec<PinCode> = pins
            .iter()
            .filter(|sealed| sealed.pin.is_live(act.at))
            .filter_map(|sealed| self.open(account, sealed))
            .collect();
        PinCode::draw(&*self.entropy, self.policy.code_length, &codes.iter().collect::<Vec<_>>())
    }
}

/// The number of this write, or one that lies behind all of the account's PINs: where someone wrote a PIN with a
/// number ahead of the account's own into the database, the new one is the latest all the same.
fn next_id(book: &Book, pins: &[SealedPin]) -> PinId {
    let behind = pins.iter().map(|sealed| sealed.pin.id.0.saturating_add(1));
    PinId(behind.fold(book.write, i64::max))
}
