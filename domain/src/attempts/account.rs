//! An account's wrong tries, and when they lock its verification (requirement V4, a and b).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Limits;
use crate::time::Timestamp;

/// What wrong tries on an account have come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Settled wrong tries since the last right one, or since the generate that ended a lock.
    pub in_a_row: u32,
    /// Since when too many wrong tries in a row lock the account.
    pub locked_at: Option<Timestamp>,
    /// Since when the account is locked because its people said "that wasn't me".
    pub reported_at: Option<Timestamp>,
    /// When a supervisor last lifted the daily lock.
    pub lifted_at: Option<Timestamp>,
    /// When settled wrong tries were made, newest first: at least those of the last day, as many as its limit.
    pub wrong: Vec<Timestamp>,
    /// How many tries are counted and not settled.
    pub pending: u32,
}

/// Whether the account's verification takes another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Open {
        /// How many wrong tries are left before a lock, by the settled ones.
        tries_left: u32,
        /// Which PINs the try may be compared with.
        candidates: Candidates,
    },
    /// Tries that are not settled yet may use up what is left: ask again in a moment.
    Busy,
    /// It does not.
    Locked(Lock),
}

/// Which live PINs a try may be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidates {
    /// All of them.
    All,
    /// One-Time PINs alone that were generated after a supervisor's lift, which was at this moment.
    OneTimeAfter(Timestamp),
}

/// Why an account's verification is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Lock {
    /// Too many wrong tries in a row; generating a PIN ends it.
    WrongTries,
    /// Too many wrong tries in a day; it ends by itself.
    DailyLimit {
        /// When it ends.
        until: Timestamp,
    },
    /// The account's people reported a verification; generating a PIN ends it.
    Reported,
}

/// Why the daily lock was not lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotLifted {
    /// There is no daily lock to lift.
    #[error("the account has no daily lock")]
    NotLocked,
    /// It was lifted within the last day.
    #[error("the daily lock can be lifted once a day")]
    LiftedBefore,
}

impl Ledger {
    /// What the account's verification takes at `now`. Tries that are pending for too long must have been settled
    /// before.
    pub fn standing(&self, now: Timestamp, limits: &Limits) -> Standing {
        if self.reported_at.is_some() {
            return Standing::Locked(Lock::Reported);
        }
        if self.locked_at.is_some() {
            return Standing::Locked(Lock::WrongTries);
        }
        let (left_today, candidates) = match self.daily_lock(now, limits) {
            None => (limits.wrong_a_day.saturating_sub(self.wrong_today(now, limits)), Candidates::All),
            Some(until) => match self.left_after_lift(now, limits) {
                Some((left, lifted_at)) => (left, Candidates::OneTimeAfter(lifted_at)),
                None => return Standing::Locked(Lock::DailyLimit { until }),
            },
        };
        let tries_left = left_today.min(limits.wrong_in_a_row.saturating_sub(self.in_a_row));
        if self.pending >= tries_left { Standing::Busy } else { Standing::Open { tries_left, candidates } }
    }

    /// The lock that holds at `now`, whatever is pending.
    pub fn lock(&self, now: Timestamp, limits: &Limits) -> Option<Lock> {
        match self.standing(now, limits) {
            Standing::Locked(lock) => Some(lock),
            Standing::Open { .. } | Standing::Busy => None,
        }
    }

    /// How many wrong tries are left at `now`, by the settled ones.
    pub fn tries_left(&self, now: Timestamp, limits: &Limits) -> u32 {
        match (Self { pending: 0, ..self.clone() }).standing(now, limits) {
            Standing::Open { tries_left, .. } => tries_left,
            Standing::Busy | Standing::Locked(_) => 0,
        }
    }

    /// Whether a lock holds that generating a PIN ends.
    pub fn ends_by_generating(&self) -> bool {
        self.locked_at.is_some() || self.reported_at.is_some()
    }

    /// A try that was made at this moment is settled as wrong.
    pub fn wrong(&mut self, at: Timestamp, limits: &Limits) {
        self.in_a_row = self.in_a_row.saturating_add(1);
        let place = self.wrong.partition_point(|other| *other > at);
        self.wrong.insert(place, at);
        if self.in_a_row >= limits.wrong_in_a_row {
            self.locked_at.get_or_insert(at);
        }
    }

    /// A try is settled as right. The tries of the day stay counted.
    pub fn right(&mut self) {
        self.in_a_row = 0;
    }

    /// A PIN was generated. Only where that ends a lock does it restart the count in a row: otherwise whoever can
    /// make a customer generate could go on guessing.
    pub fn generated(&mut self) {
        self.reported_at = None;
        if self.locked_at.take().is_some() {
            self.in_a_row = 0;
        }
    }

    /// The account's people said that a verification was none of theirs.
    pub fn report(&mut self, at: Timestamp) {
        self.reported_at = Some(at);
    }

    /// A supervisor allows a few more tries in spite of the daily lock.
    ///
    /// # Errors
    /// Without such a lock, and where it was lifted within the last day.
    pub fn lift(&mut self, now: Timestamp, limits: &Limits) -> Result<(), NotLifted> {
        if self.daily_lock(now, limits).is_none() {
            return Err(NotLifted::NotLocked);
        }
        if self.lifted_at.is_some_and(|at| now < at.after(limits.day)) {
            return Err(NotLifted::LiftedBefore);
        }
        self.lifted_at = Some(now);
        Ok(())
    }

    fn today(&self, now: Timestamp, limits: &Limits) -> impl Iterator<Item = Timestamp> {
        let day = limits.day;
        self.wrong.iter().copied().filter(move |at| now < at.after(day))
    }

    fn wrong_today(&self, now: Timestamp, limits: &Limits) -> u32 {
        u32::try_from(self.today(now, limits).count()).unwrap_or(u32::MAX)
    }

    /// When the daily lock ends, where there is one: as soon as fewer tries than its limit are a day young.
    pub fn daily_lock(&self, now: Timestamp, limits: &Limits) -> Option<Timestamp> {
        let last = usize::try_from(limits.wrong_a_day.saturating_sub(1)).unwrap_or(usize::MAX);
        self.today(now, limits).nth(last).map(|at| at.after(limits.day))
    }

    /// What is left of a lift that still holds, and when it was.
    fn left_after_lift(&self, now: Timestamp, limits: &Limits) -> Option<(u32, Timestamp)> {
        let lifted_at = self.lifted_at.filter(|at| now < at.after(limits.day))?;
        let used = self.wrong.iter().filter(|at| **at >= lifted_at).count();
        let left = limits.tries_after_lift.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX));
        (left > 0).then_some((left, lifted_at))
    }
}

#[cfg(test)]
mod tests;
