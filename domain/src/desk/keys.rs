//! The operator changes the keys: what former keys sealed is sealed anew, account by account, while the server
//! goes on. Broken off, it goes on where it stood, since what is sealed anew is not found again (requirement K2).

use super::Desk;
use crate::{
    account::AccountNumber,
    history::{Event, KeyChange},
    person::PersonId,
    pin::PinId,
    ports::{SealLabel, SecretLabel, StoreError},
};

const BATCH: u32 = 200;

impl Desk {
    /// Seals anew, under the vault's current key, the codes and second factors that this key sealed. Gives how many
    /// there were, and how many could not be opened and were left as they are.
    ///
    /// # Errors
    /// Where the database cannot do it; what was done until then is done.
    pub async fn reseal(&self, key: i64) -> Result<(u64, u64), StoreError> {
        let (mut resealed, mut unreadable) = (0, 0);
        let mut after = (AccountNumber::NOBODY, PinId(0));
        loop {
            let pins = self.store.read().await?.sealed_pins(Some(key), after, BATCH).await?;
            let Some((account, last)) = pins.last() else { break };
            after = (*account, last.pin.id);
            let mut accounts: Vec<AccountNumber> = pins.iter().map(|(account, _)| *account).collect();
            accounts.dedup();
            for account in accounts {
                let (done, left) = self.reseal_account(account, key).await?;
                resealed += done;
                unreadable += left;
            }
        }
        let (done, left) = self.reseal_second_factors(key).await?;
        Ok((resealed + done, unreadable + left))
    }

    async fn reseal_second_factors(&self, key: i64) -> Result<(u64, u64), StoreError> {
        let (mut done, mut left) = (0, 0);
        let mut after = PersonId(0);
        loop {
            let factors = self.store.read().await?.second_factors(Some(key), after, BATCH).await?;
            let Some(last) = factors.last() else { return Ok((done, left)) };
            after = last.person;
            for factor in factors {
                let mut work = self.store.begin().await?;
                work.take_person(factor.person).await?;
                // It may have been removed or made anew meanwhile.
                let current = work.second_factor(factor.person).await?;
                let Some(factor) = current.filter(|current| current.sealed.key_id == key) else { continue };
                let label = SecretLabel { person: factor.person, created_at: factor.created_at };
                let opened = self.vault.open_secret(&label, &factor.sealed);
                match opened.and_then(|secret| self.vault.seal_secret(&label, &secret)) {
                    Ok(sealed) => {
                        work.reseal_second_factor(factor.person, factor.created_at, &sealed).await?;
                        work.commit().await?;
                        done += 1;
                    }
                    Err(_) => left += 1,
                }
            }
        }
    }

    async fn reseal_account(&self, account: AccountNumber, key: i64) -> Result<(u64, u64), StoreError> {
        let mut work = self.store.begin().await?;
        let (mut done, mut left) = (0, 0);
        if work.take_account(account).await?.is_none() {
            return Ok((done, left));
        }
        for sealed in work.latest_pins(account).await? {
            let Some(code) = sealed.sealed.filter(|code| code.key_id == key) else { continue };
            let label = SealLabel::of(account, &sealed.pin);
            match self.vault.open(&label, &code).and_then(|code| self.vault.seal(&label, &code)) {
                Ok(code) => {
                    work.reseal_pin(account, sealed.pin.id, &code).await?;
                    done += 1;
                }
                Err(_) => left += 1,
            }
        }
        work.commit().await?;
        Ok((done, left))
    }

    /// Notes at the desk what the operator did with a key.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn note_key_change(&self, change: KeyChange, key: i64) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        if let Some(mut book) = self.book(&mut *work, AccountNumber::NOBODY).await? {
            self.note(&mut book, &Event::Keys { change, key })?;
            book.close(&mut *work).await?;
        }
        work.commit().await
    }
}
