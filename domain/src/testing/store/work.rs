//! Writing to the tables.

use async_trait::async_trait;

use super::{
    AccountRow, AttemptRow, AttemptState, MembershipRow, MemoryStore, NoticeRow, PersonRow, PinTableRow,
    RequestRow, Tables, TokenRow,
    tables::{added, one},
};
use crate::{
    account::{Account, AccountNumber},
    attempts::{Ledger, TokenKind},
    history::{Entry, Head, Notice},
    person::{DeskRole, Email, PasswordHash, Person, PersonId, Role},
    pin::{Pin, PinId},
    ports::{AgentRecord, Reserved, SealedCode, StoreError, Taken, UnitOfWork},
    session::{Session, SessionKey},
    time::{Moment, Timestamp},
    verification::{AgentKey, Attempt, AttemptId, Idempotency, Receipt, Sender, TokenId, Verdict},
};

pub(super) type Done<T> = Result<T, StoreError>;

/// A clone of the tables, and the store that it goes back to at a commit, if it may.
pub(super) struct Work {
    pub(super) tables: Tables,
    /// The moment of this unit of work, once someone asked.
    pub(super) moment: Option<Moment>,
    mark: Timestamp,
    store: Option<MemoryStore>,
}

impl Work {
    pub(super) fn new(tables: Tables, store: Option<MemoryStore>) -> Self {
        let mark = tables.mark.unwrap_or(Timestamp::from_millis(0));
        Self { tables, moment: None, mark, store }
    }

    pub(super) fn mark(&self) -> Timestamp {
        self.mark
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Some(store) = &self.store {
            store.give_back();
        }
    }
}

#[async_trait]
impl UnitOfWork for Work {
    async fn take_account(&mut self, account: AccountNumber) -> Done<Option<Taken>> {
        Ok(self.tables.accounts.get_mut(&account).map(|row| {
            row.version += 1;
            Taken { account, write: row.version, ledger: row.ledger.clone(), head: row.head }
        }))
    }

    async fn take_account_or_nobody(&mut self, account: AccountNumber) -> Done<Taken> {
        let known = self.tables.accounts.contains_key(&account);
        let taken = self.take_account(if known { account } else { AccountNumber::NOBODY }).await?;
        one("taking an account or nobody's", taken)
    }

    async fn keep_account(
        &mut self,
        account: AccountNumber,
        ledger: &Ledger,
        head: Option<Head>,
    ) -> Done<()> {
        let row = self.tables.account_mut(account)?;
        row.ledger = Ledger { wrong: Vec::new(), pending: 0, ..ledger.clone() };
        row.head = head;
        Ok(())
    }

    async fn insert_entries(&mut self, account: AccountNumber, entries: &[Entry]) -> Done<()> {
        entries.iter().try_for_each(|entry| {
            let before = self.tables.history.insert((account, entry.number), entry.clone());
            added("adding to the history", before)
        })
    }

    async fn insert_notices(
        &mut self,
        account: AccountNumber,
        write: i64,
        at: Timestamp,
        notices: &[Notice],
    ) -> Done<()> {
        let rows = (0..).zip(notices).map(|(place, notice)| NoticeRow {
            account,
            write,
            place,
            at,
            notice: *notice,
        });
        self.tables.outbox.extend(rows);
        Ok(())
    }

    async fn insert_pin(&mut self, account: AccountNumber, pin: &Pin, sealed: &SealedCode) -> Done<()> {
        let is_open = |row: &PinTableRow| row.pin.kind == pin.kind && row.pin.end.is_none();
        if self.tables.pins_of(account).any(is_open) {
            return Err(StoreError::Miscounted { what: "adding a PIN beside an open one", rows: 2 });
        }
        let row = PinTableRow { pin: pin.clone(), sealed: Some(sealed.clone()), wrong_tries: 0 };
        added("adding a PIN", self.tables.pins.insert((account, pin.id), row))
    }

    async fn end_pin(&mut self, account: AccountNumber, pin: &Pin) -> Done<()> {
        let row = self.tables.open_pin_mut(account, pin.id)?;
        row.pin.end = Some(one("ending a PIN that has no end", pin.end.clone())?);
        row.sealed = None;
        Ok(())
    }

    async fn reseal_pin(&mut self, account: AccountNumber, pin: PinId, sealed: &SealedCode) -> Done<()> {
        self.tables.open_pin_mut(account, pin)?.sealed = Some(sealed.clone());
        Ok(())
    }

    async fn count_against_pin(&mut self, account: AccountNumber, pin: PinId) -> Done<Option<u32>> {
        Ok(self.tables.open_pin_mut(account, pin).ok().map(|row| {
            row.wrong_tries += 1;
            row.wrong_tries
        }))
    }

    async fn count_attempts(&mut self, account: AccountNumber, attempts: &[Attempt]) -> Done<()> {
        attempts.iter().try_for_each(|attempt| {
            let state =
                if attempt.has_candidates() { AttemptState::Pending } else { AttemptState::NoLivePin };
            let row = AttemptRow { attempt: attempt.clone(), state };
            added("counting a try", self.tables.attempts.insert((account, attempt.id), row))
        })
    }

    async fn settle_attempts(
        &mut self,
        account: AccountNumber,
        settled: &[(AttemptId, Verdict)],
        at: Timestamp,
    ) -> Done<Vec<AttemptId>> {
        let mut done = Vec::new();
        for (attempt, verdict) in settled {
            let row = self.tables.attempts.get_mut(&(account, *attempt)).filter(|row| row.is_pending());
            if let Some(row) = row {
                row.state = AttemptState::Settled(*verdict, at);
                done.push(*attempt);
            }
        }
        Ok(done)
    }

    async fn insert_receipt(&mut self, account: AccountNumber, receipt: &Receipt) -> Done<()> {
        self.tables.receipts.push((account, *receipt));
        Ok(())
    }

    async fn take_agent(&mut self, agent: &AgentKey, _at: Timestamp) -> Done<AgentRecord> {
        Ok(*self.tables.agents.entry(agent.clone()).or_default())
    }

    async fn suspend_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Done<()> {
        one("suspending an agent", self.tables.agents.get_mut(agent))?.suspended_at = Some(at);
        Ok(())
    }

    async fn reserve(
        &mut self,
        sender: Sender,
        request: &Idempotency,
        attempt: (AccountNumber, AttemptId),
        at: Timestamp,
        since: Timestamp,
    ) -> Done<Reserved> {
        let place = (sender, request.key.clone());
        Ok(match self.tables.requests.get(&place) {
            Some(row) if row.at > since && row.fingerprint != request.fingerprint => Reserved::ForAnother,
            Some(row) if row.at > since => row.answer.clone().map_or(Reserved::InFlight, Reserved::Answered),
            _ => {
                let row = RequestRow { fingerprint: request.fingerprint, attempt, at, answer: None };
                self.tables.requests.insert(place, row);
                Reserved::Now
            }
        })
    }

    async fn keep_answer(&mut self, attempt: (AccountNumber, AttemptId), answer: &str) -> Done<()> {
        for row in self.tables.requests.values_mut().filter(|row| row.attempt == attempt) {
            row.answer = Some(answer.to_owned());
        }
        Ok(())
    }

    async fn remove_stale_answers(&mut self, before: Timestamp) -> Done<()> {
        self.tables.requests.retain(|_, row| row.at >= before);
        Ok(())
    }

    async fn reset_mark(&mut self, to: Timestamp) -> Done<()> {
        self.tables.mark = Some(to);
        for row in self.tables.attempts.values_mut().filter(|row| row.is_wrong() || row.is_pending()) {
            row.attempt.at = row.attempt.at.min(to);
        }
        self.tables.sessions.retain(|_, session| session.created_at <= to && session.last_seen_at <= to);
        for row in self.tables.requests.values_mut() {
            row.at = row.at.min(to);
        }
        for throttle in self.tables.throttles.values_mut() {
            throttle.last_at = throttle.last_at.min(to);
        }
        for used_at in self.tables.known_browsers.values_mut() {
            *used_at = to.min(*used_at);
        }
        for letter in self.tables.letters.values_mut() {
            letter.due_at = letter.due_at.min(to);
        }
        Ok(())
    }

    async fn keep_panel(&mut self, account: AccountNumber, person: PersonId, expanded: bool) -> Done<()> {
        self.tables.membership_mut(account, person)?.panel = Some(expanded);
        Ok(())
    }

    async fn keep_opened(&mut self, account: AccountNumber, person: PersonId, at: Timestamp) -> Done<()> {
        self.tables.membership_mut(account, person)?.opened_at = Some(at);
        Ok(())
    }

    async fn insert_session(&mut self, session: &Session) -> Done<()> {
        added("adding a session", self.tables.sessions.insert(session.key.0, session.clone()))
    }

    async fn touch_session(&mut self, key: SessionKey, at: Timestamp) -> Done<()> {
        if let Some(session) = self.tables.sessions.get_mut(&key.0) {
            session.last_seen_at = session.last_seen_at.max(at);
        }
        Ok(())
    }

    async fn end_session(&mut self, key: SessionKey) -> Done<()> {
        self.tables.sessions.remove(&key.0);
        Ok(())
    }

    async fn remove_stale_sessions(
        &mut self,
        created_before: Timestamp,
        last_seen_before: Timestamp,
    ) -> Done<()> {
        self.tables.sessions.retain(|_, session| {
            session.created_at >= created_before && session.last_seen_at >= last_seen_before
        });
        Ok(())
    }

    async fn insert_account(&mut self, account: &Account, at: Timestamp) -> Done<()> {
        let row = AccountRow { created_at: at, ..AccountRow::new(&account.name) };
        added("adding an account", self.tables.accounts.insert(account.number, row))
    }

    async fn insert_person(
        &mut self,
        email: &Email,
        name: &str,
        desk: Option<DeskRole>,
        password: &PasswordHash,
        at: Timestamp,
    ) -> Done<PersonId> {
        if self.tables.people.values().any(|row| row.person.email == *email) {
            return Err(StoreError::Miscounted { what: "adding a person of another's address", rows: 2 });
        }
        let id = PersonId(self.tables.people.keys().last().map_or(1, |last| last.0 + 1));
        let person = Person { id, email: email.clone(), name: name.to_owned(), desk };
        let password = password.as_str().to_owned();
        let row = PersonRow { person, password, created_at: at, disabled_at: None, time_zone: None };
        self.tables.people.insert(id, row);
        Ok(id)
    }

    async fn set_password(&mut self, person: PersonId, password: &PasswordHash) -> Done<()> {
        self.tables.person_mut(person)?.password = password.as_str().to_owned();
        Ok(())
    }

    async fn insert_membership(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        role: Role,
        at: Timestamp,
    ) -> Done<()> {
        let row = MembershipRow { role, since: at, panel: None, opened_at: None };
        added("adding a membership", self.tables.memberships.insert((account, person), row))
    }

    async fn insert_token(
        &mut self,
        name: &str,
        kind: TokenKind,
        _hash: &[u8; 32],
        _at: Timestamp,
    ) -> Done<TokenId> {
        let id = TokenId(self.tables.tokens.keys().last().map_or(1, |last| last.0 + 1));
        self.tables.tokens.insert(id, TokenRow { name: name.to_owned(), kind, revoked_at: None });
        Ok(id)
    }

    async fn commit(mut self: Box<Self>) -> Done<()> {
        let due = self.moment.filter(|moment| moment.is_due(self.mark));
        if let Some(moment) = due
            && self.tables.mark.is_none_or(|mark| mark <= moment.now.before(Moment::MARK_EVERY))
        {
            self.tables.mark = Some(moment.now);
        }
        let tables = std::mem::take(&mut self.tables);
        one("committing a view", self.store.as_ref())?.swap_in(tables);
        Ok(())
    }
}
