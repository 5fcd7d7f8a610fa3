//! The operator has the history verified: every chain from its first entry to its head (requirement A1), and that no
//! PIN is live which ended by it.

use super::Desk;
use crate::{
    account::AccountNumber,
    history::{Broken, Chain, DailyHead, Entry, Event, HeadDigest, Verifier},
    pin::Pin,
    ports::{Snapshot, StoreError},
    time::Timestamp,
};

const BATCH: u32 = 500;
/// What was noted within this time of a head may not be committed yet, and does not count for it.
const IN_FLIGHT: std::time::Duration = std::time::Duration::from_secs(60);

/// A chain that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenChain {
    /// Whose it is.
    pub account: AccountNumber,
    /// What is wrong with it.
    pub broken: Broken,
}

/// What came of verifying the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// How many chains were read.
    pub chains: u64,
    /// How many entries they have.
    pub entries: u64,
    /// Those that do not hold.
    pub broken: Vec<BrokenChain>,
    /// Whether the chains are those that the daily head was taken of; `None` where none was given.
    pub fits_head: Option<bool>,
}

impl Desk {
    /// Verifies every chain and, where an earlier daily head is given, that nothing that it covered is gone.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn verify_history(&self, since: Option<DailyHead>) -> Result<AuditReport, StoreError> {
        let mut report = AuditReport::default();
        let mut digest = HeadDigest::default();
        let mut last = None;
        loop {
            let accounts = self.store.read().await?.accounts_after(last, BATCH).await?;
            last = accounts.last().copied();
            if last.is_none() {
                break;
            }
            for account in accounts {
                let mut view = self.store.read().await?;
                let at = since.map(|head| head.at);
                self.verify_chain(&mut *view, account, at, &mut digest, &mut report).await?;
            }
        }
        report.fits_head = since.map(|head| digest.finish(head.at) == head);
        Ok(report)
    }

    async fn verify_chain(
        &self,
        view: &mut dyn Snapshot,
        account: AccountNumber,
        at: Option<Timestamp>,
        digest: &mut HeadDigest,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let mut verifier = Verifier::new(account);
        let (mut number, mut head_then) = (0, None);
        let pins = view.latest_pins(account).await?;
        let open: Vec<&Pin> = pins.iter().map(|sealed| &sealed.pin).filter(|pin| pin.end.is_none()).collect();
        let verified = loop {
            let entries = view.entries_after(account, number, BATCH).await?;
            if entries.is_empty() {
                break verifier.finish(view.chain_head(account).await?);
            }
            let taken = entries.iter().try_for_each(|entry| {
                verifier.take(&*self.vault, entry)?;
                revived(entry, &open)?;
                report.entries += 1;
                number = entry.number;
                if at.is_some_and(|at| entry.at <= at) {
                    head_then = verifier.head();
                }
                Ok(())
            });
            if taken.is_err() {
                break taken;
            }
        };
        report.chains += u64::from(number > 0 || verified.is_err());
        if let Some(head) = head_then {
            digest.take(account, &head);
        }
        if let Err(broken) = verified {
            report.broken.push(BrokenChain { account, broken });
        }
        Ok(())
    }

    /// The head of all chains as they were a minute ago, to be kept outside the database.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn daily_head(&self) -> Result<DailyHead, StoreError> {
        let at = self.moment().await?.now.before(IN_FLIGHT);
        let mut digest = HeadDigest::default();
        let mut last = None;
        loop {
            let mut view = self.store.read().await?;
            let accounts = view.accounts_after(last, BATCH).await?;
            last = accounts.last().copied();
            if last.is_none() {
                return Ok(digest.finish(at));
            }
            for account in accounts {
                if let Some(entry) = view.entry_at(account, at).await? {
                    digest.take(account, &Chain::head_after(&*self.vault, account, &entry));
                }
            }
        }
    }
}

/// Looks whether one of the PINs that are open now ended by this entry: then someone put its old row back. Entries of a
/// later version, which cannot be read here, end none.
fn revived(entry: &Entry, open: &[&Pin]) -> Result<(), Broken> {
    let Ok(event) = serde_json::from_str::<Event>(&entry.event) else { return Ok(()) };
    match open.iter().find(|pin| event.ends(pin.kind, pin.id.0)) {
        Some(pin) => Err(Broken::Revived(pin.id.0)),
        None => Ok(()),
    }
}
