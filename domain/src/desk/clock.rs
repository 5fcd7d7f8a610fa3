//! The operator accepts the clock as it is, although later moments were recorded (requirement S4).

use super::Desk;
use crate::{
    account::AccountNumber,
    history::{Event, Notice},
    pin::{PinId, PinKind},
    ports::StoreError,
    time::Moment,
};

const BATCH: u32 = 200;

/// What accepting the clock changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockAccepted {
    /// How far the clock stood behind what was recorded.
    pub behind: std::time::Duration,
    /// How many live One-Time PINs were voided.
    pub voided: u64,
}

impl Desk {
    /// What moment it is, and how far the clock stands behind what was recorded.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn moment(&self) -> Result<Moment, StoreError> {
        self.store.read().await?.moment(&*self.clock).await
    }

    /// Whether the clock is near enough to what was recorded.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn clock_is_trusted(&self) -> Result<bool, StoreError> {
        Ok(self.trusts(self.moment().await?))
    }

    /// Voids all live One-Time PINs, since nobody knows how old they are, and then takes the clock's time for the
    /// present moment. Where the clock is not behind, nothing is done. What was begun and broken off goes on where
    /// it stood.
    ///
    /// # Errors
    /// Where the database cannot do it; the clock is then not accepted yet.
    pub async fn accept_clock(&self) -> Result<ClockAccepted, StoreError> {
        let behind = self.moment().await?.lag;
        let mut voided = 0;
        if behind.is_zero() {
            return Ok(ClockAccepted { behind, voided });
        }
        let mut after = (AccountNumber::NOBODY, PinId(0));
        loop {
            let pins = self.store.read().await?.sealed_pins(None, after, BATCH).await?;
            let Some((account, last)) = pins.last() else { break };
            after = (*account, last.pin.id);
            for (account, sealed) in &pins {
                if sealed.pin.kind == PinKind::OneTime {
                    voided += u64::from(self.void(*account).await?);
                }
            }
        }
        let mut work = self.store.begin().await?;
        if let Some(mut book) = self.book(&mut *work, AccountNumber::NOBODY).await? {
            let lag = i64::try_from(book.moment.lag.as_millis()).unwrap_or(i64::MAX);
            self.note(&mut book, &Event::ClockAccepted { behind: lag })?;
            let clock = book.moment.now.before(book.moment.lag);
            book.close(&mut *work).await?;
            work.reset_mark(clock).await?;
        }
        work.commit().await?;
        Ok(ClockAccepted { behind, voided })
    }

    /// Voids the account's One-Time PIN, if one has no end yet. Says whether there was one.
    async fn void(&self, account: AccountNumber) -> Result<bool, StoreError> {
        let mut work = self.store.begin().await?;
        let Some(mut book) = self.book(&mut *work, account).await? else {
            return Ok(false);
        };
        let mut pins = work.latest_pins(account).await?;
        self.note_expiries(&mut *work, &mut book, &mut pins).await?;
        let now = book.now();
        let mut voided = false;
        for pin in pins.iter_mut().map(|sealed| &mut sealed.pin).filter(|pin| pin.kind == PinKind::OneTime) {
            if let Ok(live) = pin.live(now) {
                live.void(now);
                work.end_pin(account, pin).await?;
                self.note(&mut book, &Event::Voided { pin: pin.id.0 })?;
                book.notify(Notice::Cleared { kind: PinKind::OneTime });
                voided = true;
            }
        }
        book.close(&mut *work).await?;
        work.commit().await?;
        Ok(voided)
    }
}
