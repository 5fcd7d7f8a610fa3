//! A transaction as a view of people.

use async_trait::async_trait;
use domain::{
    access::{AccountRecord, Invitation, Link, Member, PersonRecord, SecondFactor},
    account::AccountNumber,
    contact::{Contact, ContactId},
    person::{Email, PersonId, Role},
    ports::PeopleView,
    session::Session,
};

use super::{
    accounts, browsers, contacts, invitations, memberships, password_links, people, second_factors, sessions,
    work::{Done, Work},
};

#[async_trait]
impl PeopleView for Work {
    async fn account_version(&mut self, account: AccountNumber) -> Done<Option<i64>> {
        accounts::version(&mut self.connection, account).await
    }

    async fn account_record(&mut self, account: AccountNumber) -> Done<Option<AccountRecord>> {
        accounts::record(&mut self.connection, account).await
    }

    async fn person_record(&mut self, person: PersonId) -> Done<Option<PersonRecord>> {
        people::record(&mut self.connection, person).await
    }

    async fn person_at(&mut self, email: &Email) -> Done<Option<PersonRecord>> {
        people::at(&mut self.connection, email).await
    }

    async fn people_after(&mut self, after: PersonId, at_most: u32) -> Done<Vec<PersonRecord>> {
        people::after(&mut self.connection, after, at_most).await
    }

    async fn members(&mut self, account: AccountNumber) -> Done<Vec<Member>> {
        memberships::members(&mut self.connection, account).await
    }

    async fn memberships_of(&mut self, person: PersonId) -> Done<Vec<(AccountRecord, Role)>> {
        memberships::of(&mut self.connection, person).await
    }

    async fn contacts(&mut self, account: AccountNumber) -> Done<Vec<(ContactId, Contact)>> {
        contacts::all(&mut self.connection, account).await
    }

    async fn contact(&mut self, account: AccountNumber, contact: ContactId) -> Done<Option<Contact>> {
        contacts::contact(&mut self.connection, account, contact).await
    }

    async fn invitations(&mut self, account: AccountNumber) -> Done<Vec<Invitation>> {
        invitations::all(&mut self.connection, account).await
    }

    async fn invitation_by_link(&mut self, hash: &[u8; 32]) -> Done<Option<Invitation>> {
        invitations::by_link(&mut self.connection, hash).await
    }

    async fn password_link(&mut self, person: PersonId) -> Done<Option<Link>> {
        password_links::of(&mut self.connection, person).await
    }

    async fn password_link_by_hash(&mut self, hash: &[u8; 32]) -> Done<Option<(PersonId, Link)>> {
        password_links::by_hash(&mut self.connection, hash).await
    }

    async fn second_factor(&mut self, person: PersonId) -> Done<Option<SecondFactor>> {
        second_factors::of(&mut self.connection, person).await
    }

    async fn second_factors(
        &mut self,
        key: Option<i64>,
        after: PersonId,
        at_most: u32,
    ) -> Done<Vec<SecondFactor>> {
        second_factors::after(&mut self.connection, key, after, at_most).await
    }

    async fn recovery_codes(&mut self, person: PersonId) -> Done<u32> {
        second_factors::codes(&mut self.connection, person).await
    }

    async fn sessions_of(&mut self, person: PersonId) -> Done<Vec<Session>> {
        sessions::of(&mut self.connection, person).await
    }

    async fn knows_browser(&mut self, person: PersonId, browser: &[u8; 32]) -> Done<bool> {
        browsers::knows(&mut self.connection, person, browser).await
    }
}
