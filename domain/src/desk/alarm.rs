//! Wrong tries on many accounts at once touch no account's limit, and are told to the supervisors (requirement V4, e).

use std::time::Duration;

use super::{Desk, history::event_of};
use crate::{
    account::AccountNumber,
    attempts::looks_like_an_attack,
    history::Event,
    mail::Draft,
    person::DeskRole,
    ports::{Snapshot, StoreError},
    time::Timestamp,
};

/// Supervisors are written to once in this time, however long it goes on.
const ALARM_EVERY: Duration = Duration::from_secs(60 * 60);
/// How many entries of the desk's history are read at once.
const BATCH: u32 = 100;

/// Wrong tries on many accounts at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attack {
    /// How many within the window.
    pub wrong: u32,
    /// On how many accounts.
    pub accounts: u32,
}

impl Desk {
    /// Whether the wrong tries of late look like an attack on many accounts.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn attack(&self) -> Result<Option<Attack>, StoreError> {
        let mut view = self.store.read().await?;
        let now = view.moment(&*self.clock).await?.now;
        self.attack_at(&mut *view, now).await
    }

    /// Notes an attack in the desk's history and writes to the supervisors, unless that was done within the hour, by
    /// whichever server.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn sound_the_alarm(&self) -> Result<(), StoreError> {
        // As long as an attack goes on this is asked every few seconds: nobody's row is taken only to sound it.
        let mut view = self.store.read().await?;
        let now = view.moment(&*self.clock).await?.now;
        if was_alarmed(&mut *view, now.before(ALARM_EVERY)).await? {
            return Ok(());
        }
        drop(view);
        let mut work = self.store.begin().await?;
        let Some(mut desk) = self.book(&mut *work, AccountNumber::NOBODY).await? else { return Ok(()) };
        let now = desk.now();
        let Some(attack) = self.attack_at(&mut *work, now).await? else { return Ok(()) };
        if was_alarmed(&mut *work, now.before(ALARM_EVERY)).await? {
            return Ok(());
        }
        let Attack { wrong, accounts } = attack;
        self.note(&mut desk, &Event::Alarm { wrong, accounts })?;
        desk.close(&mut *work).await?;
        let draft = Draft::Alarm { wrong, accounts, at: now }.to_json();
        for person in work.desk_people().await? {
            if person.desk == Some(DeskRole::Supervisor) {
                work.insert_letter(&person.email, &draft, now).await?;
            }
        }
        work.commit().await
    }

    async fn attack_at(
        &self,
        view: &mut (impl Snapshot + ?Sized),
        now: Timestamp,
    ) -> Result<Option<Attack>, StoreError> {
        let limits = &self.policy.limits;
        let (wrong, accounts) = view.wrong_tries_of_all(now.before(limits.fleet_window)).await?;
        Ok(looks_like_an_attack(wrong, accounts, limits).then_some(Attack { wrong, accounts }))
    }
}

/// Whether the supervisors were told after this moment.
async fn was_alarmed(view: &mut (impl Snapshot + ?Sized), after: Timestamp) -> Result<bool, StoreError> {
    let mut before = None;
    loop {
        let entries = view.entries_before(AccountNumber::NOBODY, before, BATCH).await?;
        for entry in &entries {
            if entry.at <= after {
                return Ok(false);
            }
            if matches!(event_of(AccountNumber::NOBODY, entry)?, Event::Alarm { .. }) {
                return Ok(true);
            }
        }
        before = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
        if before.is_none() {
            return Ok(false);
        }
    }
}
