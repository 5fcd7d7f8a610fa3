//! An account's book within a unit of work: its row is taken, what happens is noted, and all of it is written
//! before the commit.

use super::Desk;
use crate::{
    account::AccountNumber,
    attempts::{Ledger, Limits},
    history::{Chain, Entry, Event, Notice},
    ports::{StoreError, Taken, UnitOfWork},
    time::{Moment, Timestamp},
    verification::AgentKey,
};

/// What this unit of work knows of an account and changes on it.
pub(super) struct Book {
    pub(super) account: AccountNumber,
    /// The number of this write.
    pub(super) write: i64,
    pub(super) moment: Moment,
    pub(super) ledger: Ledger,
    before: Ledger,
    chain: Chain,
    entries: Vec<Entry>,
    notices: Vec<Notice>,
    /// The agents whom this unit of work suspended, to be noted at the desk.
    pub(super) suspended: Vec<AgentKey>,
}

impl Book {
    fn of(taken: Taken, moment: Moment) -> Self {
        Self {
            account: taken.account,
            write: taken.write,
            moment,
            before: taken.ledger.clone(),
            ledger: taken.ledger,
            chain: Chain::new(taken.account, taken.head),
            entries: Vec::new(),
            notices: Vec::new(),
            suspended: Vec::new(),
        }
    }

    /// The present moment.
    pub(super) fn now(&self) -> Timestamp {
        self.moment.now
    }

    /// Loads the account's wrong tries into the ledger: as many as can matter.
    pub(super) async fn load_tries(
        &mut self,
        work: &mut dyn UnitOfWork,
        limits: &Limits,
    ) -> Result<(), StoreError> {
        self.ledger.wrong = work.wrong_tries(self.account, limits.tries_that_matter()).await?;
        Ok(())
    }

    /// Puts a notice for the account's people beside what happened; the same one only once.
    pub(super) fn notify(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Whether there is anything to write.
    pub(super) fn is_changed(&self) -> bool {
        !self.entries.is_empty() || self.ledger_changed()
    }

    fn ledger_changed(&self) -> bool {
        let scalars =
            |ledger: &Ledger| (ledger.in_a_row, ledger.locked_at, ledger.reported_at, ledger.lifted_at);
        scalars(&self.ledger) != scalars(&self.before)
    }

    /// Writes what was noted. Nothing may be noted after it.
    pub(super) async fn close(self, work: &mut dyn UnitOfWork) -> Result<(), StoreError> {
        if !self.is_changed() {
            return Ok(());
        }
        work.insert_entries(self.account, &self.entries).await?;
        work.keep_account(self.account, &self.ledger, self.chain.head()).await?;
        if !self.notices.is_empty() {
            work.insert_notices(self.account, self.write, self.moment.now, &self.notices).await?;
        }
        Ok(())
    }
}

impl Desk {
    /// Opens the book of an account; `None` if there is no such account.
    pub(super) async fn book(
        &self,
        work: &mut dyn UnitOfWork,
        account: AccountNumber,
    ) -> Result<Option<Book>, StoreError> {
        let Some(taken) = work.take_account(account).await? else {
            return Ok(None);
        };
        let moment = work.moment(&*self.clock).await?;
        Ok(Some(Book::of(taken, moment)))
    }

    /// Opens the book of an account, or nobody's in its place.
    pub(super) async fn book_or_nobodys(
        &self,
        work: &mut dyn UnitOfWork,
        account: AccountNumber,
    ) -> Result<Book, StoreError> {
        let taken = work.take_account_or_nobody(account).await?;
        let moment = work.moment(&*self.clock).await?;
        Ok(Book::of(taken, moment))
    }

    /// Notes in the account's history that something happened just now. Gives the number of the entry.
    pub(super) fn note(&self, book: &mut Book, event: &Event) -> Result<i64, StoreError> {
        let (entry, _) = book
            .chain
            .append(&*self.vault, book.moment.now, event)
            .map_err(|error| StoreError::Failed(error.into()))?;
        let number = entry.number;
        book.entries.push(entry);
        Ok(number)
    }

    /// Closes the book, and notes at the desk whom this unit of work suspended. The desk's row is taken after every
    /// other: whoever holds it waits for nothing.
    pub(super) async fn close(&self, mut book: Book, work: &mut dyn UnitOfWork) -> Result<(), StoreError> {
        let suspended = std::mem::take(&mut book.suspended);
        book.close(work).await?;
        if !suspended.is_empty()
            && let Some(mut desk) = self.book(work, AccountNumber::NOBODY).await?
        {
            for agent in suspended {
                self.note(&mut desk, &Event::AgentSuspended { agent: agent.to_string() })?;
            }
            desk.close(work).await?;
        }
        Ok(())
    }

    /// Whether the clock is near enough to what was recorded that time may decide anything (requirement S4).
    pub(super) fn trusts(&self, moment: Moment) -> bool {
        moment.is_trusted(self.policy.clock_tolerance)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn book() -> Book {
        let taken = Taken { account: AccountNumber::NOBODY, write: 1, ledger: Ledger::default(), head: None };
        Book::of(taken, Moment { now: Timestamp::from_millis(0), lag: Duration::ZERO })
    }

    #[test]
    fn a_ledger_that_changed_is_written_also_where_nothing_was_noted() {
        assert!(!book().is_changed());
        let now = Some(Timestamp::from_millis(0));
        let changes: [fn(&mut Ledger, Option<Timestamp>); 4] = [
            |ledger, _| ledger.in_a_row = 1,
            |ledger, now| ledger.locked_at = now,
            |ledger, now| ledger.reported_at = now,
            |ledger, now| ledger.lifted_at = now,
        ];
        for change in changes {
            let mut book = book();
            change(&mut book.ledger, now);
            assert!(book.is_changed());
        }
    }

    #[test]
    fn tries_that_are_loaded_change_nothing() {
        let mut book = book();
        book.ledger.wrong.push(Timestamp::from_millis(0));
        book.ledger.pending = 1;
        assert!(!book.is_changed());
    }
}
