//! The operator has every record read that a code or a second factor is sealed in.

use super::Desk;
use crate::{
    account::AccountNumber,
    person::PersonId,
    pin::{PinId, PinKind},
    ports::{SealLabel, StoreError, VaultError},
};

const BATCH: u32 = 500;

/// A PIN whose record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Whose it is.
    pub account: AccountNumber,
    /// Which.
    pub pin: PinId,
    /// Of which kind.
    pub kind: PinKind,
    /// Why.
    pub error: VaultError,
}

/// What came of reading all records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// How many were read.
    pub read: u64,
    /// The PINs' that cannot be.
    pub unreadable: Vec<Unreadable>,
    /// Whose second factors cannot be, and why.
    pub unreadable_factors: Vec<(PersonId, VaultError)>,
}

impl Desk {
    /// Reads the record of every PIN that has no end, and of every second factor.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn check(&self) -> Result<CheckReport, StoreError> {
        let mut report = CheckReport::default();
        self.check_pins(&mut report).await?;
        self.check_second_factors(&mut report).await?;
        Ok(report)
    }

    async fn check_pins(&self, report: &mut CheckReport) -> Result<(), StoreError> {
        let mut after = (AccountNumber::NOBODY, PinId(0));
        loop {
            let pins = self.store.read().await?.sealed_pins(None, after, BATCH).await?;
            let Some((account, last)) = pins.last() else { return Ok(()) };
            after = (*account, last.pin.id);
            for (account, sealed) in pins {
                report.read += 1;
                let label = SealLabel::of(account, &sealed.pin);
                let opened = match &sealed.sealed {
                    Some(code) => self.vault.open(&label, code).map(drop),
                    None => Err(VaultError::Tampered),
                };
                if let Err(error) = opened {
                    let (pin, kind) = (sealed.pin.id, sealed.pin.kind);
                    report.unreadable.push(Unreadable { account, pin, kind, error });
                }
            }
        }
    }
    async fn check_second_factors(&self, report: &mut CheckReport) -> Result<(), StoreError> {
        let mut after = PersonId(0);
        loop {
            let factors = self.store.read().await?.second_factors(None, after, BATCH).await?;
            let Some(last) = factors.last() else { return Ok(()) };
            after = last.person;
            for factor in factors {
                report.read += 1;
                if let Err(error) = self.open_factor(&factor) {
                    report.unreadable_factors.push((factor.person, error));
                }
            }
        }
    }
}
