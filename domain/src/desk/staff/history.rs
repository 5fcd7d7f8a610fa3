//! Supervisors read what was tried at the desk, which receipts were reported, and what happened to agents.

use std::str::FromStr;

use thiserror::Error;

use super::{DeskError, OpenedReceipt, agent_name, allowed};
use crate::{
    account::{Account, AccountNumber},
    desk::{
        Desk,
        history::{Names, event_of},
    },
    history::Event,
    permission::Action,
    person::{Person, PersonId},
    ports::{Snapshot, StoreError, TryPlace},
    session::Staff,
    time::Timestamp,
    verification::{Agent, KeptTry, TryState, Verdict},
};

/// How many tries are looked at for one page, at most.
const LOOKED_AT: usize = 5_000;
/// How many are read at once where some of them may not be shown.
const BATCH: u32 = 500;
/// How many receipts and events of the desk are shown.
const SHOWN: u32 = 50;

/// What tries came to, for whoever looks for some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryResult {
    /// The caller was verified.
    Verified,
    /// Wrong, or right and too late.
    NotVerified,
    /// There was nothing to compare with.
    NoLivePin,
    /// Wrong, and it locked the account.
    Locked,
}

/// The text names no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a result is `verified`, `not_verified`, `no_live_pin` or `locked`")]
pub struct NotATryResult;

impl TryResult {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Verified, Self::NotVerified, Self::NoLivePin, Self::Locked];

    /// The result's name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::NotVerified => "not_verified",
            Self::NoLivePin => "no_live_pin",
            Self::Locked => "locked",
        }
    }

    /// Whether the try came to this. One that locked an account was also not verified.
    fn fits(self, kept: &KeptTry) -> bool {
        match self {
            Self::Verified => kept.state == TryState::Settled(Verdict::Right),
            Self::NotVerified => {
                matches!(kept.state, TryState::Settled(Verdict::Wrong | Verdict::Interrupted | Verdict::Void))
            }
            Self::NoLivePin => kept.state == TryState::NoLivePin,
            Self::Locked => kept.locked,
        }
    }
}

impl FromStr for TryResult {
    type Err = NotATryResult;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|result| result.as_str() == text).ok_or(NotATryResult)
    }
}

/// Which tries someone looks for: those for which all of it is so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TryFilter {
    /// On this account, whether it exists or not.
    pub account: Option<AccountNumber>,
    /// By this person of the desk.
    pub agent: Option<PersonId>,
    /// With this result.
    pub result: Option<TryResult>,
    /// With this ticket, whatever the case of its letters.
    pub ticket: Option<String>,
}

impl TryFilter {
    fn fits(&self, kept: &KeptTry) -> bool {
        let same_ticket = |ticket: &String| {
            kept.attempt.ticket.as_ref().is_some_and(|kept| kept.to_lowercase() == ticket.to_lowercase())
        };
        self.agent.is_none_or(|person| kept.attempt.agent == Agent::Person(person))
            && self.result.is_none_or(|result| result.fits(kept))
            && self.ticket.as_ref().is_none_or(same_ticket)
    }
}

/// A try, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskTry {
    /// The try.
    pub kept: KeptTry,
    /// Who typed, by name as it is today.
    pub by: Option<String>,
}

/// A page of tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TryPage {
    /// The tries, newest first.
    pub tries: Vec<DeskTry>,
    /// Behind which place the next page begins; `None` on the last one.
    pub next: Option<TryPlace>,
}

/// Something that happened at the desk, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// Who at the desk did it, by name.
    pub by: Option<String>,
    /// Which agent it was done to, by name.
    pub whom: Option<String>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
}

impl Desk {
    /// A page of at most so many tries that fit the filter. For one page, five thousand tries are looked at and no more,
    /// so that a page with a next one may be short, or empty.
    ///
    /// # Errors
    /// Where whoever asks may not read the desk's history, or the database cannot be read.
    pub async fn desk_tries(
        &self,
        staff: Staff<'_>,
        filter: &TryFilter,
        before: Option<TryPlace>,
        at_most: u32,
    ) -> Result<TryPage, DeskError> {
        let mut view = self.store.read().await?;
        allowed(&mut *view, staff, Action::ReadDeskHistory).await?;
        let full = usize::try_from(at_most).unwrap_or(usize::MAX);
        let batch = BATCH.max(at_most.saturating_add(1));
        let (mut names, mut tries) = (Names::default(), Vec::new());
        let (mut before, mut looked_at) = (before, 0);
        loop {
            let kept = match filter.account {
                Some(account) => view.tries_on_before(account, before, batch).await?,
                None => view.tries_before(before, batch).await?,
            };
            looked_at += kept.len();
            let is_last = kept.len() < usize::try_from(batch).unwrap_or(usize::MAX);
            for kept in kept {
                if tries.len() >= full && filter.fits(&kept) {
                    return Ok(TryPage { tries, next: before });
                }
                before = Some((kept.attempt.at, kept.account, kept.attempt.id));
                if filter.fits(&kept) {
                    let by = agent_name(&mut *view, &kept.attempt.agent, &mut names).await?;
                    tries.push(DeskTry { kept, by });
                }
            }
            if is_last {
                return Ok(TryPage { tries, next: None });
            }
            if looked_at >= LOOKED_AT {
                return Ok(TryPage { tries, next: before });
            }
        }
    }

    /// The desk's people, by name, for whoever looks for the tries of one.
    ///
    /// # Errors
    /// Where whoever asks may not read the desk's history, or the database cannot be read.
    pub async fn desk_people(&self, staff: Staff<'_>) -> Result<Vec<Person>, DeskError> {
        let mut view = self.store.read().await?;
        allowed(&mut *view, staff, Action::ReadDeskHistory).await?;
        Ok(view.desk_people().await?)
    }

    /// The receipts whose verifications were reported, the latest first, fifty at most.
    ///
    /// # Errors
    /// Where whoever asks may not read the desk's history, or the database cannot be read.
    pub async fn reported_receipts(&self, staff: Staff<'_>) -> Result<Vec<OpenedReceipt>, DeskError> {
        let mut view = self.store.read().await?;
        allowed(&mut *view, staff, Action::ReadDeskHistory).await?;
        let now = view.moment(&*self.clock).await?.now;
        let (mut names, mut receipts) = (Names::default(), Vec::new());
        for kept in view.reported_receipts(SHOWN).await? {
            let number = kept.account;
            let account = view.account(number).await?.unwrap_or(Account { number, name: String::new() });
            let verified_by = agent_name(&mut *view, &kept.attempt.agent, &mut names).await?;
            receipts.push(OpenedReceipt { account, standing: kept.standing(now), kept, verified_by, now });
        }
        Ok(receipts)
    }

    /// What happened to agents and at the whole desk, the latest first, fifty at most.
    ///
    /// # Errors
    /// Where whoever asks may not read the desk's history, or the database cannot be read.
    pub async fn desk_events(&self, staff: Staff<'_>) -> Result<Vec<DeskEvent>, DeskError> {
        let mut view = self.store.read().await?;
        allowed(&mut *view, staff, Action::ReadDeskHistory).await?;
        let (mut names, mut events, mut before) = (Names::default(), Vec::new(), None);
        let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
        loop {
            let entries = view.entries_before(AccountNumber::NOBODY, before, BATCH).await?;
            for entry in &entries {
                let event = event_of(AccountNumber::NOBODY, entry)?;
                let is_shown = matches!(
                    event,
                    Event::AgentSuspended { .. }
                        | Event::SuspensionLifted { .. }
                        | Event::DailyLockLifted { .. }
                        | Event::Alarm { .. }
                );
                if is_shown && events.len() < shown {
                    events.push(desk_event(&mut *view, entry.number, entry.at, event, &mut names).await?);
                }
            }
            before = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
            if before.is_none() || events.len() >= shown {
                return Ok(events);
            }
        }
    }
}

async fn desk_event(
    view: &mut (impl Snapshot + ?Sized),
    entry: i64,
    at: Timestamp,
    event: Event,
    names: &mut Names,
) -> Result<DeskEvent, StoreError> {
    let by = names.of(view, event.staff()).await?;
    let whom = match event.agent().and_then(|key| key.agent()) {
        Some(agent) => agent_name(view, &agent, names).await?,
        None => None,
    };
    let reason = view.reason(AccountNumber::NOBODY, entry).await?;
    Ok(DeskEvent { at, event, by, whom, reason })
}

#[cfg(test)]
mod tests;
