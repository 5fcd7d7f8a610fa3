//! What a wrong try costs: the account, its Master PIN and the agent.

use super::Desk;
use crate::{
    account::AccountNumber,
    attempts::Lock,
    desk::book::Book,
    history::{Event, Notice},
    pin::PinId,
    ports::{StoreError, UnitOfWork},
    verification::{AgentKey, Attempt, Outcome, Verdict},
};

impl Desk {
    /// Notes that a try is settled as wrong, and what follows from it. The book's tries must have been loaded before
    /// the try was settled.
    pub(super) async fn note_wrong(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        attempt: &Attempt,
        interrupted: bool,
    ) -> Result<(), StoreError> {
        let limits = &self.policy.limits;
        let (locked, locked_today) = (book.ledger.locked_at, book.ledger.daily_lock(book.now(), limits));
        let was_open = book.ledger.lock(book.now(), limits).is_none();
        book.ledger.wrong(attempt.at, limits);
        let (id, channel) = (attempt.id.0, attempt.channel);
        self.note(book, &Event::WrongTry { attempt: id, channel, interrupted })?;
        if book.ledger.in_a_row == limits.wrong_until_notice {
            book.notify(Notice::WrongTries);
        }
        let locks = [
            (locked.is_none() && book.ledger.locked_at.is_some()).then_some(Event::Locked),
            match (locked_today, book.ledger.daily_lock(book.now(), limits)) {
                (None, Some(until)) => Some(until),
                // What a supervisor's lift allowed is used up.
                (Some(_), Some(until)) if was_open && is_daily(book.ledger.lock(book.now(), limits)) => {
                    Some(until)
                }
                _ => None,
            }
            .map(|until| Event::LockedForTheDay { until: until.as_millis() }),
        ];
        for lock in locks.iter().flatten() {
            self.note(book, lock)?;
            book.notify(Notice::Locked);
        }
        if locks.iter().any(Option::is_some) {
            work.mark_locking(book.account, attempt.id).await?;
        }
        if let Some(master) = attempt.master {
            self.wear(work, book, master).await?;
        }
        if let Some(agent) = attempt.agent.key() {
            self.judge_agent(work, book, &agent).await?;
        }
        Ok(())
    }

    /// Counts a wrong try in a Master PIN's life, and ends it with the last one that it may meet (requirement V4, c).
    async fn wear(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        master: PinId,
    ) -> Result<(), StoreError> {
        let met = work.count_against_pin(book.account, master).await?;
        if met.is_none_or(|met| met < self.policy.limits.wrong_in_a_master_life) {
            return Ok(());
        }
        let mut pins = work.latest_pins(book.account).await?;
        let now = book.now();
        if let Some(pin) = pins.iter_mut().map(|sealed| &mut sealed.pin).find(|pin| pin.id == master)
            && let Ok(live) = pin.live(now)
        {
            live.wear_out(now);
            work.end_pin(book.account, pin).await?;
            self.note(book, &Event::WornOut { pin: master.0 })?;
            book.notify(Notice::WornOut);
        }
        Ok(())
    }

    async fn judge_agent(
        &self,
        work: &mut dyn UnitOfWork,
        book: &Book,
        agent: &AgentKey,
    ) -> Result<(), StoreError> {
        let mut ledger = self.agent_ledger(work, book, agent).await?;
        if !ledger.judge(book.now(), &self.policy.limits) {
            return Ok(());
        }
        work.suspend_agent(agent, book.now()).await?;
        // The desk's row comes last: whoever holds it waits for nothing.
        if let Some(mut desk) = self.book(work, AccountNumber::NOBODY).await? {
            self.note(&mut desk, &Event::AgentSuspended { agent: agent.to_string() })?;
            desk.close(work).await?;
        }
        Ok(())
    }

    /// Settles the account's tries that nobody settled in time: they are wrong. Gives how many are still pending.
    /// The book's tries must have been loaded before.
    pub(in crate::desk) async fn settle_stale(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
    ) -> Result<u32, StoreError> {
        let limits = &self.policy.limits;
        let pending = work.pending_attempts(book.account).await?;
        let (mut stale, fresh): (Vec<_>, Vec<_>) =
            pending.into_iter().partition(|attempt| book.now() >= attempt.at.after(limits.pending));
        // Rows of agents are taken in one order, whoever takes them.
        stale.sort_by_key(|attempt| attempt.agent.key());
        for attempt in &stale {
            let verdict = [(attempt.id, Verdict::Interrupted)];
            work.settle_attempts(book.account, &verdict, book.now()).await?;
            self.note_wrong(work, book, attempt, true).await?;
            let tries_left = book.ledger.tries_left(book.now(), limits);
            self.keep_answer(work, book.account, attempt, &Outcome::NotVerified { tries_left }).await?;
        }
        Ok(u32::try_from(fresh.len()).unwrap_or(u32::MAX))
    }

    /// Keeps the answer for a repeated request, if the try came of one with a key.
    pub(super) async fn keep_answer(
        &self,
        work: &mut dyn UnitOfWork,
        account: AccountNumber,
        attempt: &Attempt,
        outcome: &Outcome,
    ) -> Result<(), StoreError> {
        let answer = serde_json::to_string(outcome).map_err(|error| StoreError::Failed(error.into()))?;
        work.keep_answer((account, attempt.id), &answer).await
    }
}

fn is_daily(lock: Option<Lock>) -> bool {
    matches!(lock, Some(Lock::DailyLimit { .. }))
}
