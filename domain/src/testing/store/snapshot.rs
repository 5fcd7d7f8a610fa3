//! Reading from the tables.

use async_trait::async_trait;

use super::{
    AttemptRow,
    work::{Done, Work},
};
use crate::{
    account::{Account, AccountNumber},
    history::{Entry, Head},
    person::{DeskRole, Email, PasswordHash, Person, PersonId, Role},
    pin::{PinId, PinKind},
    ports::{AgentRecord, Clock, Credentials, SealedPin, Snapshot, Taken, Tries},
    session::{Session, SessionKey},
    time::{Moment, Timestamp},
    verification::{AgentKey, Attempt, Token, TokenId},
};

pub(super) fn first<T>(rows: impl Iterator<Item = T>, at_most: u32) -> Vec<T> {
    rows.take(usize::try_from(at_most).unwrap_or(usize::MAX)).collect()
}

pub(super) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

#[async_trait]
impl Snapshot for Work {
    async fn moment(&mut self, clock: &dyn Clock) -> Done<Moment> {
        let moment = Moment::of(clock.now(), self.mark());
        self.moment = Some(moment);
        Ok(moment)
    }

    async fn account(&mut self, account: AccountNumber) -> Done<Option<Account>> {
        let row = self.tables.accounts.get(&account);
        Ok(row.map(|row| Account { number: account, name: row.name.clone() }))
    }

    async fn look_at_account(&mut self, account: AccountNumber) -> Done<Option<Taken>> {
        let row = self.tables.accounts.get(&account);
        Ok(row.map(|row| Taken { account, write: row.version, ledger: row.ledger.clone(), head: row.head }))
    }

    async fn accounts_of(&mut self, person: PersonId) -> Done<Vec<Account>> {
        let numbers = self.tables.memberships.keys().filter(|(_, member)| *member == person);
        let mut accounts: Vec<Account> = numbers
            .filter_map(|(number, _)| Some((number, self.tables.accounts.get(number)?)))
            .filter(|(_, row)| row.disabled_at.is_none())
            .map(|(number, row)| Account { number: *number, name: row.name.clone() })
            .collect();
        accounts.sort_by_key(|account| (account.name.to_lowercase(), account.number));
        Ok(accounts)
    }

    async fn last_opened(&mut self, person: PersonId) -> Done<Option<AccountNumber>> {
        let is_usable = |account| self.tables.is_usable(account);
        let mine = self.tables.memberships.iter();
        let mine = mine.filter(|((account, member), _)| *member == person && is_usable(*account));
        let opened = mine.filter_map(|((account, _), row)| Some((row.opened_at?, *account)));
        Ok(opened.max_by_key(|(at, account)| (*at, std::cmp::Reverse(*account))).map(|(_, account)| account))
    }

    async fn role(&mut self, account: AccountNumber, person: PersonId) -> Done<Option<Role>> {
        let row = self.tables.memberships.get(&(account, person));
        Ok(row.filter(|_| self.tables.is_usable(account)).map(|row| row.role))
    }

    async fn desk_role(&mut self, person: PersonId) -> Done<Option<DeskRole>> {
        let row = self.tables.people.get(&person).filter(|row| row.disabled_at.is_none());
        Ok(row.and_then(|row| row.person.desk))
    }

    async fn person_name(&mut self, person: PersonId) -> Done<Option<String>> {
        Ok(self.tables.people.get(&person).map(|row| row.person.name.clone()))
    }

    async fn token(&mut self, token: TokenId) -> Done<Option<Token>> {
        let row = self.tables.tokens.get(&token).filter(|row| row.revoked_at.is_none());
        Ok(row.map(|row| Token { id: token, kind: row.kind }))
    }

    async fn panel(&mut self, account: AccountNumber, person: PersonId) -> Done<Option<bool>> {
        Ok(self.tables.memberships.get(&(account, person)).and_then(|row| row.panel))
    }

    async fn latest_pins(&mut self, account: AccountNumber) -> Done<Vec<SealedPin>> {
        let latest = |kind| self.tables.pins_of(account).find(|row| row.pin.kind == kind);
        let rows = PinKind::ALL.into_iter().filter_map(latest);
        Ok(rows.map(|row| SealedPin { pin: row.pin.clone(), sealed: row.sealed.clone() }).collect())
    }

    async fn latest_generated(&mut self, account: AccountNumber, at_most: u32) -> Done<Vec<Timestamp>> {
        Ok(first(self.tables.pins_of(account).map(|row| row.pin.generated.at), at_most))
    }

    async fn sealed_pins(
        &mut self,
        key: Option<i64>,
        after: (AccountNumber, PinId),
        at_most: u32,
    ) -> Done<Vec<(AccountNumber, SealedPin)>> {
        let rows = self.tables.pins.iter().filter(|(place, row)| {
            let fits = match key {
                Some(key) => row.sealed.as_ref().is_some_and(|sealed| sealed.key_id == key),
                None => row.pin.end.is_none(),
            };
            **place > after && fits
        });
        let pins = rows.map(|((account, _), row)| {
            (*account, SealedPin { pin: row.pin.clone(), sealed: row.sealed.clone() })
        });
        Ok(first(pins, at_most))
    }

    async fn accounts_with_expired_pins(&mut self, by: Timestamp, at_most: u32) -> Done<Vec<AccountNumber>> {
        let open = self.tables.pins.iter().filter(|(_, row)| row.pin.end.is_none());
        let expired = open.filter(|(_, row)| row.pin.expires_at.is_some_and(|at| at <= by));
        Ok(first(expired.map(|((account, _), _)| *account), at_most))
    }

    async fn wrong_tries(&mut self, account: AccountNumber, at_most: u32) -> Done<Vec<Timestamp>> {
        let wrong = self.tables.attempts_on(account).filter(|row| row.is_wrong());
        let mut made: Vec<Timestamp> = wrong.map(|row| row.attempt.at).collect();
        made.sort_unstable_by_key(|at| std::cmp::Reverse(*at));
        Ok(first(made.into_iter(), at_most))
    }

    async fn pending_attempts(&mut self, account: AccountNumber) -> Done<Vec<Attempt>> {
        let pending = self.tables.attempts_on(account).filter(|row| row.is_pending());
        Ok(pending.map(|row| row.attempt.clone()).collect())
    }

    async fn accounts_with_stale_attempts(
        &mut self,
        before: Timestamp,
        at_most: u32,
    ) -> Done<Vec<AccountNumber>> {
        let stale =
            self.tables.attempts.iter().filter(|(_, row)| row.is_pending() && row.attempt.at <= before);
        Ok(first(stale.map(|((account, _), _)| *account), at_most))
    }

    async fn agent(&mut self, agent: &AgentKey) -> Done<AgentRecord> {
        Ok(self.tables.agents.get(agent).copied().unwrap_or_default())
    }

    async fn tries_of_agent(&mut self, agent: &AgentKey, after: Timestamp) -> Done<Tries> {
        let mut tries = Tries::default();
        for ((account, _), row) in &self.tables.attempts {
            let made = (row.attempt.at, *account);
            if row.attempt.at <= after || row.attempt.agent.key().as_ref() != Some(agent) {
            } else if row.is_wrong() {
                tries.wrong.push(made);
            } else if row.is_pending() {
                tries.pending.push(made);
            }
        }
        Ok(tries)
    }

    async fn tries_by_token(&mut self, token: TokenId, after: Timestamp) -> Done<(u32, u32)> {
        let by_it = |row: &&AttemptRow| row.attempt.at > after && row.attempt.agent.token() == Some(token);
        let mine: Vec<_> = self.tables.attempts.values().filter(by_it).collect();
        let wrong = mine.iter().filter(|row| row.is_wrong()).count();
        let pending = mine.iter().filter(|row| row.is_pending()).count();
        Ok((count(wrong), count(pending)))
    }

    async fn wrong_tries_of_all(&mut self, after: Timestamp) -> Done<(u32, u32)> {
        let wrong = self.tables.attempts.iter().filter(|(_, row)| row.is_wrong() && row.attempt.at > after);
        let accounts: Vec<AccountNumber> = wrong.map(|((account, _), _)| *account).collect();
        let distinct: std::collections::BTreeSet<_> = accounts.iter().collect();
        Ok((count(accounts.len()), count(distinct.len())))
    }

    async fn chain_head(&mut self, account: AccountNumber) -> Done<Option<Head>> {
        Ok(self.tables.accounts.get(&account).and_then(|row| row.head))
    }

    async fn accounts_after(
        &mut self,
        account: Option<AccountNumber>,
        at_most: u32,
    ) -> Done<Vec<AccountNumber>> {
        let after = self.tables.accounts.keys().filter(|number| account.is_none_or(|last| **number > last));
        Ok(first(after.copied(), at_most))
    }

    async fn entries_after(&mut self, account: AccountNumber, number: i64, at_most: u32) -> Done<Vec<Entry>> {
        let mine = self.tables.history.iter().filter(|((owner, at), _)| *owner == account && *at > number);
        Ok(first(mine.map(|(_, entry)| entry.clone()), at_most))
    }

    async fn entries_before(
        &mut self,
        account: AccountNumber,
        number: Option<i64>,
        at_most: u32,
    ) -> Done<Vec<Entry>> {
        let number = number.unwrap_or(i64::MAX);
        let mine = self.tables.history.iter().filter(|((owner, at), _)| *owner == account && *at < number);
        Ok(first(mine.rev().map(|(_, entry)| entry.clone()), at_most))
    }

    async fn entry_at(&mut self, account: AccountNumber, at: Timestamp) -> Done<Option<Entry>> {
        let mut latest_first = self.tables.history.iter().rev();
        let last = latest_first.find(|((owner, _), entry)| *owner == account && entry.at <= at);
        Ok(last.map(|(_, entry)| entry.clone()))
    }

    async fn credentials(&mut self, email: &Email) -> Done<Option<Credentials>> {
        let row = self.tables.people.values().find(|row| row.person.email == *email);
        Ok(row.map(|row| Credentials {
            person: row.person.clone(),
            password: PasswordHash::new(row.password.clone()),
            is_disabled: row.disabled_at.is_some(),
        }))
    }

    async fn session(&mut self, key: SessionKey) -> Done<Option<(Session, Person)>> {
        let Some(session) = self.tables.sessions.get(&key.0) else { return Ok(None) };
        let whose = self.tables.people.get(&session.person).filter(|row| row.disabled_at.is_none());
        Ok(whose.map(|row| (session.clone(), row.person.clone())))
    }

    async fn is_empty(&mut self) -> Done<bool> {
        Ok(self.tables.people.is_empty() && self.tables.accounts.len() <= 1)
    }
}
