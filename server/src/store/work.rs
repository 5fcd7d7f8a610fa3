//! A transaction as the ports of `domain` see it. Dropping it rolls it back.

use async_trait::async_trait;
use domain::{
    account::{Account, AccountNumber},
    person::{DeskRole, Email, PasswordHash, Person, PersonId, Role},
    pin::Pin,
    ports::{Credentials, SealedCode, SealedPin, Snapshot, StoreError, UnitOfWork},
    session::{Session, SessionKey},
    time::Timestamp,
};
use sqlx::{Sqlite, Transaction};

use super::{accounts, error::sorted, people, pins, sessions};

type Done<T> = Result<T, StoreError>;

/// A transaction of the database, for reading or for writing.
pub(super) struct Work(pub(super) Transaction<'static, Sqlite>);

#[async_trait]
impl Snapshot for Work {
    async fn account(&mut self, account: AccountNumber) -> Done<Option<Account>> {
        accounts::account(&mut self.0, account).await
    }

    async fn accounts_of(&mut self, person: PersonId) -> Done<Vec<Account>> {
        accounts::accounts_of(&mut self.0, person).await
    }

    async fn last_opened(&mut self, person: PersonId) -> Done<Option<AccountNumber>> {
        accounts::last_opened(&mut self.0, person).await
    }

    async fn role(&mut self, account: AccountNumber, person: PersonId) -> Done<Option<Role>> {
        accounts::role(&mut self.0, account, person).await
    }

    async fn panel(&mut self, account: AccountNumber, person: PersonId) -> Done<Option<bool>> {
        accounts::panel(&mut self.0, account, person).await
    }

    async fn latest_pins(&mut self, account: AccountNumber) -> Done<Vec<SealedPin>> {
        pins::latest(&mut self.0, account).await
    }

    async fn latest_generated(&mut self, account: AccountNumber, at_most: u32) -> Done<Vec<Timestamp>> {
        pins::latest_generated(&mut self.0, account, at_most).await
    }

    async fn credentials(&mut self, email: &Email) -> Done<Option<Credentials>> {
        people::credentials(&mut self.0, email).await
    }

    async fn session(&mut self, key: SessionKey) -> Done<Option<(Session, Person)>> {
        sessions::session(&mut self.0, key).await
    }

    async fn is_empty(&mut self) -> Done<bool> {
        accounts::is_empty(&mut self.0).await
    }
}

#[async_trait]
impl UnitOfWork for Work {
    async fn take_account(&mut self, account: AccountNumber) -> Done<Option<i64>> {
        accounts::take(&mut self.0, account).await
    }

    async fn insert_pin(&mut self, account: AccountNumber, pin: &Pin, sealed: &SealedCode) -> Done<()> {
        pins::insert(&mut self.0, account, pin, sealed).await
    }

    async fn end_pin(&mut self, account: AccountNumber, pin: &Pin) -> Done<()> {
        pins::end(&mut self.0, account, pin).await
    }

    async fn keep_panel(&mut self, account: AccountNumber, person: PersonId, expanded: bool) -> Done<()> {
        accounts::keep_panel(&mut self.0, account, person, expanded).await
    }

    async fn keep_opened(&mut self, account: AccountNumber, person: PersonId, at: Timestamp) -> Done<()> {
        accounts::keep_opened(&mut self.0, account, person, at).await
    }

    async fn insert_session(&mut self, session: &Session) -> Done<()> {
        sessions::insert(&mut self.0, session).await
    }

    async fn touch_session(&mut self, key: SessionKey, at: Timestamp) -> Done<()> {
        sessions::touch(&mut self.0, key, at).await
    }

    async fn end_session(&mut self, key: SessionKey) -> Done<()> {
        sessions::end(&mut self.0, key).await
    }

    async fn remove_stale_sessions(
        &mut self,
        created_before: Timestamp,
        last_seen_before: Timestamp,
    ) -> Done<()> {
        sessions::remove_stale(&mut self.0, created_before, last_seen_before).await
    }

    async fn insert_account(&mut self, account: &Account, at: Timestamp) -> Done<()> {
        accounts::insert(&mut self.0, account, at).await
    }

    async fn insert_person(
        &mut self,
        email: &Email,
        name: &str,
        desk: Option<DeskRole>,
        password: &PasswordHash,
        at: Timestamp,
    ) -> Done<PersonId> {
        people::insert(&mut self.0, email, name, desk, password, at).await
    }

    async fn set_password(&mut self, person: PersonId, password: &PasswordHash) -> Done<()> {
        people::set_password(&mut self.0, person, password).await
    }

    async fn insert_membership(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        role: Role,
        at: Timestamp,
    ) -> Done<()> {
        accounts::insert_membership(&mut self.0, account, person, role, at).await
    }

    async fn insert_sub_contact(&mut self, account: AccountNumber, name: &str, at: Timestamp) -> Done<()> {
        accounts::insert_sub_contact(&mut self.0, account, name, at).await
    }

    async fn commit(self: Box<Self>) -> Done<()> {
        self.0.commit().await.map_err(sorted)
    }
}
