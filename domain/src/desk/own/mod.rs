//! What someone sees and changes of their own sign-in.

mod password;
mod second_factor;
mod sessions;

use thiserror::Error;

use super::Desk;
use crate::{
    person::{PasswordProblem, PersonId},
    ports::{EntropyError, HasherError, StoreError, VaultError},
    session::{Caller, Session},
    time::Timestamp,
};

/// Someone's own sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSignIn {
    /// Their sessions, the one that they ask through first, then the one last used.
    pub sessions: Vec<Session>,
    /// What they have as a second factor.
    pub second_factor: SecondFactorState,
    /// In which zone they are told times (an IANA name); UTC, if `None`.
    pub time_zone: Option<String>,
    /// The moment of all this.
    pub now: Timestamp,
}

/// What someone has as a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactorState {
    /// None.
    Off,
    /// A secret that they have not proved to hold yet.
    Offered,
    /// A code is asked for at each sign-in.
    On {
        /// Since when.
        since: Timestamp,
        /// How many recovery codes are left.
        recovery_codes: u32,
    },
}

/// Why a sign-in was not changed.
#[derive(Debug, Error)]
pub enum OwnError {
    /// They did not prove lately who they are.
    #[error("not proved lately")]
    NotProved,
    /// The session ended meanwhile, or the person was disabled.
    #[error("the session ended")]
    Gone,
    /// The new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    /// The code is wrong.
    #[error("wrong code")]
    WrongCode,
    /// There were too many wrong codes.
    #[error("too many wrong codes")]
    TooMany {
        /// How long to wait.
        retry_after: std::time::Duration,
    },
    /// A second factor is on already, or none is offered, or the desk's people must keep theirs.
    #[error("the second factor is not in a state for that")]
    NotNow,
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The secret could not be sealed or opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Someone's own sign-in.
    ///
    /// # Errors
    /// Where the session ended meanwhile, or the database cannot be read.
    pub async fn own_sign_in(&self, caller: &Caller) -> Result<OwnSignIn, OwnError> {
        let person = caller.person.id;
        let mut view = self.store.read().await?;
        let now = view.moment(&*self.clock).await?.now;
        let record = view.person_record(person).await?.ok_or(OwnError::Gone)?;
        let mut sessions = view.sessions_of(person).await?;
        sessions.retain(|session| !session.awaits_code && session.holds(now, &self.policy));
        sessions.sort_by_key(|session| session.key != caller.session);
        let second_factor = match view.second_factor(person).await?.map(|factor| factor.confirmed_at) {
            None => SecondFactorState::Off,
            Some(None) => SecondFactorState::Offered,
            Some(Some(since)) => {
                SecondFactorState::On { since, recovery_codes: view.recovery_codes(person).await? }
            }
        };
        Ok(OwnSignIn { sessions, second_factor, time_zone: record.time_zone, now })
    }

    /// Keeps in which zone the person is told times. Whether there is such a zone was looked up before.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn keep_time_zone(&self, caller: &Caller, zone: Option<&str>) -> Result<(), OwnError> {
        let mut work = self.store.begin().await?;
        work.set_time_zone(caller.person.id, zone).await?;
        Ok(work.commit().await?)
    }

    /// Keeps the zone of the browser that someone signed in with, if they have none yet. Whether there is such a zone
    /// was looked up before.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn offer_time_zone(&self, person: PersonId, zone: &str) -> Result<(), StoreError> {
        // Nearly everyone has one, and need not wait for their row.
        let record = self.store.read().await?.person_record(person).await?;
        if record.is_none_or(|record| record.time_zone.is_some()) {
            return Ok(());
        }
        let mut work = self.store.begin().await?;
        if work.take_person(person).await?.is_some_and(|record| record.time_zone.is_none()) {
            work.set_time_zone(person, Some(zone)).await?;
            work.commit().await?;
        }
        Ok(())
    }
}
