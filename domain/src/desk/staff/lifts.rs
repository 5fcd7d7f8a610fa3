//! Supervisors lift the lock of the day and suspensions; the operator lifts suspensions (requirement V4, b and d).

use thiserror::Error;

use super::{DeskError, agent_name, allowed};
use crate::{
    account::AccountNumber,
    attempts::{NotLifted, Reason},
    desk::{Desk, book::Book, history::Names},
    history::Event,
    permission::Action,
    ports::{StoreError, UnitOfWork},
    session::Staff,
    time::Timestamp,
    verification::AgentKey,
};

/// Who lifts a suspension.
#[derive(Clone, Copy, Debug)]
pub enum Lifter<'a> {
    /// Someone at the desk, if they may.
    Staff(Staff<'a>),
    /// The operator, on the server.
    Operator,
}

/// Why nothing was lifted.
#[derive(Debug, Error)]
pub enum LiftError {
    /// Whoever asks may not.
    #[error("not someone who may lift this")]
    NotAllowed,
    /// There is no such account.
    #[error("no such account")]
    NoSuchAccount,
    /// The account has no lock that could be lifted, or it was lifted within the last day.
    #[error(transparent)]
    NotLifted(#[from] NotLifted),
    /// The agent is not suspended.
    #[error("the agent is not suspended")]
    NotSuspended,
    /// Nobody lifts a suspension of their own.
    #[error("someone else has to lift it")]
    OwnSuspension,
    /// The clock stands behind what was recorded, so that nothing can be said about time (requirement S4).
    #[error("the clock stands behind what was recorded")]
    ClockBehind,
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DeskError> for LiftError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotAllowed => Self::NotAllowed,
            DeskError::Store(error) => Self::Store(error),
        }
    }
}

/// An agent who may not verify until someone lifts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuspendedAgent {
    /// What their tries are counted under.
    pub agent: AgentKey,
    /// What they are called.
    pub name: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

impl Desk {
    /// A supervisor lifts an account's lock of the day: a few more tries are allowed, against One-Time PINs that are
    /// generated from now on. Gives how many.
    ///
    /// # Errors
    /// See [`LiftError`]; the lock is then as it was.
    pub async fn lift_daily_lock(
        &self,
        staff: Staff<'_>,
        account: AccountNumber,
        reason: &Reason,
    ) -> Result<u32, LiftError> {
        let limits = &self.policy.limits;
        let mut work = self.store.begin().await?;
        let book = self.book(&mut *work, account).await?;
        allowed(&mut *work, staff, Action::LiftDailyLock).await?;
        let mut book = book.ok_or(LiftError::NoSuchAccount)?;
        if !self.trusts(book.moment) {
            return Err(LiftError::ClockBehind);
        }
        book.load_tries(&mut *work, limits).await?;
        let now = book.now();
        book.ledger.lift(now, limits)?;
        self.note_with_reason(
            &mut *work,
            &mut book,
            &Event::DailyLockLifted { staff: staff.id().0 },
            Some(reason),
        )
        .await?;
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(limits.tries_after_lift)
    }

    /// Lifts the suspension of an agent; the windows over their wrong tries start anew.
    ///
    /// # Errors
    /// See [`LiftError`]; the suspension is then as it was.
    pub async fn lift_suspension(
        &self,
        lifter: Lifter<'_>,
        agent: &AgentKey,
        reason: Option<&Reason>,
    ) -> Result<(), LiftError> {
        let mut work = self.store.begin().await?;
        let staff = match lifter {
            Lifter::Staff(staff) => {
                allowed(&mut *work, staff, Action::LiftSuspension).await?;
                if staff.agent().key().as_ref() == Some(agent) {
                    return Err(LiftError::OwnSuspension);
                }
                Some(staff.id().0)
            }
            Lifter::Operator => None,
        };
        if work.agent(agent).await?.suspended_at.is_none() {
            return Err(LiftError::NotSuspended);
        }
        let now = work.moment(&*self.clock).await?.now;
        if work.take_agent(agent, now).await?.suspended_at.is_none() {
            return Err(LiftError::NotSuspended);
        }
        work.lift_agent(agent, now).await?;
        // The desk's row comes last, as where an agent is suspended.
        let mut desk = self.book(&mut *work, AccountNumber::NOBODY).await?.ok_or(LiftError::NoSuchAccount)?;
        let event = Event::SuspensionLifted { agent: agent.to_string(), staff };
        self.note_with_reason(&mut *work, &mut desk, &event, reason).await?;
        desk.close(&mut *work).await?;
        work.commit().await?;
        Ok(())
    }

    /// The agents who are suspended, the latest first.
    ///
    /// # Errors
    /// Where whoever asks may not lift suspensions, or the database cannot be read.
    pub async fn suspended_agents(&self, lifter: Lifter<'_>) -> Result<Vec<SuspendedAgent>, DeskError> {
        let mut view = self.store.read().await?;
        if let Lifter::Staff(staff) = lifter {
            allowed(&mut *view, staff, Action::LiftSuspension).await?;
        }
        let (mut names, mut suspended) = (Names::default(), Vec::new());
        for (agent, since) in view.suspended_agents().await? {
            let name = match agent.agent() {
                Some(agent) => agent_name(&mut *view, &agent, &mut names).await?,
                None => None,
            };
            suspended.push(SuspendedAgent { agent, name, since });
        }
        Ok(suspended)
    }

    /// Notes that something happened just now, and why.
    async fn note_with_reason(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        event: &Event,
        reason: Option<&Reason>,
    ) -> Result<(), StoreError> {
        let entry = self.note(book, event)?;
        match reason {
            Some(reason) => work.keep_reason(book.account, entry, reason).await,
            None => Ok(()),
        }
    }
}
