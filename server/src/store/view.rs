//! A transaction as a view to read from.

use async_trait::async_trait;
use domain::{
    account::{Account, AccountNumber},
    history::{Entry, Head},
    person::{DeskRole, Email, Person, PersonId, Role},
    pin::PinId,
    ports::{AgentRecord, Clock, Credentials, SealedPin, Snapshot, Taken, Tries},
    session::{Session, SessionKey},
    time::{Moment, Timestamp},
    verification::{AgentKey, Attempt, Token, TokenId},
};

use super::{
    accounts, agents, attempts, clock, history, memberships, people, pins, sessions,
    work::{Done, Work},
};

#[async_trait]
impl Snapshot for Work {
    async fn moment(&mut self, clock: &dyn Clock) -> Done<Moment> {
        let taken = clock::moment(&mut self.connection, self.time, clock).await?;
        self.moment = Some(taken);
        Ok(taken.moment)
    }

    async fn account(&mut self, account: AccountNumber) -> Done<Option<Account>> {
        accounts::account(&mut self.connection, account).await
    }

    async fn look_at_account(&mut self, account: AccountNumber) -> Done<Option<Taken>> {
        accounts::look(&mut self.connection, account).await
    }

    async fn accounts_of(&mut self, person: PersonId) -> Done<Vec<Account>> {
        memberships::accounts_of(&mut self.connection, person).await
    }

    async fn last_opened(&mut self, person: PersonId) -> Done<Option<AccountNumber>> {
        memberships::last_opened(&mut self.connection, person).await
    }

    async fn role(&mut self, account: AccountNumber, person: PersonId) -> Done<Option<Role>> {
        memberships::role(&mut self.connection, account, person).await
    }

    async fn desk_role(&mut self, person: PersonId) -> Done<Option<DeskRole>> {
        people::desk_role(&mut self.connection, person).await
    }

    async fn person_name(&mut self, person: PersonId) -> Done<Option<String>> {
        people::name(&mut self.connection, person).await
    }

    async fn token(&mut self, token: TokenId) -> Done<Option<Token>> {
        agents::token(&mut self.connection, token).await
    }

    async fn panel(&mut self, account: AccountNumber, person: PersonId) -> Done<Option<bool>> {
        memberships::panel(&mut self.connection, account, person).await
    }

    async fn latest_pins(&mut self, account: AccountNumber) -> Done<Vec<SealedPin>> {
        pins::latest(&mut self.connection, account).await
    }

    async fn latest_generated(&mut self, account: AccountNumber, at_most: u32) -> Done<Vec<Timestamp>> {
        pins::latest_generated(&mut self.connection, account, at_most).await
    }

    async fn sealed_pins(
        &mut self,
        key: Option<i64>,
        after: (AccountNumber, PinId),
        at_most: u32,
    ) -> Done<Vec<(AccountNumber, SealedPin)>> {
        pins::sealed_after(&mut self.connection, key, after, at_most).await
    }

    async fn accounts_with_expired_pins(&mut self, by: Timestamp, at_most: u32) -> Done<Vec<AccountNumber>> {
        pins::accounts_with_expired(&mut self.connection, by, at_most).await
    }

    async fn wrong_tries(&mut self, account: AccountNumber, at_most: u32) -> Done<Vec<Timestamp>> {
        attempts::wrong(&mut self.connection, account, at_most).await
    }

    async fn pending_attempts(&mut self, account: AccountNumber) -> Done<Vec<Attempt>> {
        attempts::pending(&mut self.connection, account).await
    }

    async fn accounts_with_stale_attempts(
        &mut self,
        before: Timestamp,
        at_most: u32,
    ) -> Done<Vec<AccountNumber>> {
        attempts::accounts_with_stale(&mut self.connection, before, at_most).await
    }

    async fn agent(&mut self, agent: &AgentKey) -> Done<AgentRecord> {
        agents::agent(&mut self.connection, agent).await
    }

    async fn tries_of_agent(&mut self, agent: &AgentKey, after: Timestamp) -> Done<Tries> {
        attempts::of_agent(&mut self.connection, agent, after).await
    }

    async fn tries_by_token(&mut self, token: TokenId, after: Timestamp) -> Done<(u32, u32)> {
        attempts::by_token(&mut self.connection, token, after).await
    }

    async fn wrong_tries_of_all(&mut self, after: Timestamp) -> Done<(u32, u32)> {
        attempts::wrong_of_all(&mut self.connection, after).await
    }

    async fn chain_head(&mut self, account: AccountNumber) -> Done<Option<Head>> {
        accounts::head(&mut self.connection, account).await
    }

    async fn accounts_after(
        &mut self,
        account: Option<AccountNumber>,
        at_most: u32,
    ) -> Done<Vec<AccountNumber>> {
        accounts::after(&mut self.connection, account, at_most).await
    }

    async fn entries_after(&mut self, account: AccountNumber, number: i64, at_most: u32) -> Done<Vec<Entry>> {
        history::after(&mut self.connection, account, number, at_most).await
    }

    async fn entries_before(
        &mut self,
        account: AccountNumber,
        number: Option<i64>,
        at_most: u32,
    ) -> Done<Vec<Entry>> {
        history::before(&mut self.connection, account, number, at_most).await
    }

    async fn entry_at(&mut self, account: AccountNumber, at: Timestamp) -> Done<Option<Entry>> {
        history::at(&mut self.connection, account, at).await
    }

    async fn credentials(&mut self, email: &Email) -> Done<Option<Credentials>> {
        people::credentials(&mut self.connection, email).await
    }

    async fn session(&mut self, key: SessionKey) -> Done<Option<(Session, Person)>> {
        sessions::session(&mut self.connection, key).await
    }

    async fn is_empty(&mut self) -> Done<bool> {
        accounts::is_empty(&mut self.connection).await
    }
}
