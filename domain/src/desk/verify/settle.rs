//! The second commit: the try is settled, once, by what is true now.

use super::{Desk, VerifyError};
use crate::{
    account::AccountNumber,
    desk::book::Book,
    history::{Event, Notice},
    pin::PinId,
    ports::{SealedPin, StoreError, UnitOfWork},
    verification::{Attempt, Outcome, Receipt, ReceiptNumber, Settled, Verdict, settle},
};

impl Desk {
    pub(super) async fn settle(
        &self,
        account: AccountNumber,
        attempt: &Attempt,
        found: Option<PinId>,
    ) -> Result<Outcome, VerifyError> {
        let limits = &self.policy.limits;
        let mut work = self.store.begin().await?;
        let Some(mut book) = self.book(&mut *work, account).await? else {
            return Ok(Outcome::NoLivePin);
        };
        if !self.trusts(book.moment) {
            return Err(VerifyError::ClockBehind);
        }
        book.load_tries(&mut *work, limits).await?;
        let mut pins = work.latest_pins(account).await?;
        let live: Vec<PinId> = pins
            .iter()
            .map(|sealed| &sealed.pin)
            .filter(|pin| pin.is_live(book.now()))
            .map(|pin| pin.id)
            .collect();
        let lock = book.ledger.lock(book.now(), limits);
        let settled = settle(found, &live, lock.is_some());

        let verdict = match settled {
            Settled::Right(_) => Verdict::Right,
            Settled::Void => Verdict::Void,
            Settled::Wrong => Verdict::Wrong,
        };
        let done = work.settle_attempts(account, &[(attempt.id, verdict)], book.now()).await?;
        if !done.contains(&attempt.id) {
            // It took so long that it was settled as interrupted. That stands.
            return Ok(Outcome::NotVerified { tries_left: book.ledger.tries_left(book.now(), limits) });
        }
        let outcome = match settled {
            Settled::Right(pin) => self.right(&mut *work, &mut book, &mut pins, pin, attempt).await?,
            Settled::Void => {
                self.note(&mut book, &Event::TooLate { attempt: attempt.id.0, channel: attempt.channel })?;
                match lock {
                    Some(lock) => Outcome::Locked(lock),
                    None if live.is_empty() => Outcome::NoLivePin,
                    None => Outcome::NotVerified { tries_left: book.ledger.tries_left(book.now(), limits) },
                }
            }
            Settled::Wrong => {
                self.note_wrong(&mut *work, &mut book, attempt, false).await?;
                Outcome::NotVerified { tries_left: book.ledger.tries_left(book.now(), limits) }
            }
        };
        self.keep_answer(&mut *work, account, attempt, &outcome).await?;
        self.close(book, &mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(outcome)
    }

    async fn right(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        pins: &mut [SealedPin],
        id: PinId,
        attempt: &Attempt,
    ) -> Result<Outcome, VerifyError> {
        let now = book.now();
        let pin = pins
            .iter_mut()
            .map(|sealed| &mut sealed.pin)
            .find(|pin| pin.id == id)
            .ok_or(StoreError::Miscounted { what: "finding the PIN that was right", rows: 0 })?;
        let kind = pin.kind;
        let spent = pin.live(now).is_ok_and(|live| live.prove(now));
        if spent {
            work.end_pin(book.account, pin).await?;
        }

        let receipt = Receipt {
            number: ReceiptNumber::draw(&*self.entropy)?,
            attempt: attempt.id,
            kind,
            valid_until: now.after(self.policy.receipt_lifetime),
        };
        work.insert_receipt(book.account, &receipt).await?;
        let after_wrong_tries = book.ledger.in_a_row > 0;
        book.ledger.right();
        let (attempt, channel) = (attempt.id.0, attempt.channel);
        self.note(book, &Event::Verified { kind, pin: id.0, attempt, channel })?;
        book.notify(if after_wrong_tries {
            Notice::UsedAfterWrongTries { kind }
        } else {
            Notice::Used { kind }
        });
        Ok(Outcome::Verified { kind, receipt: receipt.number, valid_until: receipt.valid_until })
    }
}
