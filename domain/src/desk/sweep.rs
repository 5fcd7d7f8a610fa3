//! What time does without anyone asking: codes of expired PINs are erased, and tries that nobody settled are settled.
//! Safe on many servers at once, since each account's row is taken first and what another server did is not done
//! again.

use super::Desk;
use crate::{account::AccountNumber, ports::StoreError, verification::Idempotency};

/// How many accounts are looked at in one go.
const BATCH: u32 = 200;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// How many PINs were noted as expired, and their codes erased.
    pub expired: u32,
    /// How many tries were settled as interrupted.
    pub interrupted: u32,
}

impl Desk {
    /// Does all that is due. While the clock cannot be trusted, nothing is.
    ///
    /// # Errors
    /// Where the database cannot do it; what was done until then is done.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        if !self.clock_is_trusted().await? {
            return Ok(swept);
        }
        loop {
            let due = self.accounts_due().await?;
            let before = swept;
            for account in &due {
                self.sweep_account(*account, &mut swept).await?;
            }
            // What another server did meanwhile is due no more; and a round without effect is no reason for another.
            if due.is_empty() || swept == before {
                break;
            }
        }
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        work.remove_stale_answers(now.before(Idempotency::KEPT)).await?;
        work.commit().await?;
        Ok(swept)
    }

    async fn accounts_due(&self) -> Result<Vec<AccountNumber>, StoreError> {
        let mut view = self.store.read().await?;
        let now = view.moment(&*self.clock).await?.now;
        let mut due = view.accounts_with_expired_pins(now, BATCH).await?;
        let before = now.before(self.policy.limits.pending);
        due.extend(view.accounts_with_stale_attempts(before, BATCH).await?);
        due.sort_unstable();
        due.dedup();
        Ok(due)
    }

    async fn sweep_account(&self, account: AccountNumber, swept: &mut Swept) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        let Some(mut book) = self.book(&mut *work, account).await? else {
            return Ok(());
        };
        let mut pins = work.latest_pins(account).await?;
        let expired = self.note_expiries(&mut *work, &mut book, &mut pins).await?;
        book.load_tries(&mut *work, &self.policy.limits).await?;
        let before = book.ledger.wrong.len();
        self.settle_stale(&mut *work, &mut book, None).await?;
        let interrupted = book.ledger.wrong.len() - before;
        if book.is_changed() {
            self.close(book, &mut *work).await?;
            work.commit().await?;
            self.tell_account(account);
            swept.expired += expired;
            swept.interrupted += u32::try_from(interrupted).unwrap_or(u32::MAX);
        }
        Ok(())
    }
}
