//! A transaction as a unit of work on people.

use async_trait::async_trait;
use domain::{
    access::{Invitation, InvitationId, Link, PersonRecord, SecondFactor},
    account::AccountNumber,
    contact::{Contact, ContactId},
    person::{PersonId, Role},
    ports::{PeopleWork, SealedCode},
    session::SessionKey,
    throttle::Throttle,
    time::Timestamp,
};

use super::{
    accounts, browsers, contacts, invitations, memberships, password_links, people, second_factors, sessions,
    throttles,
    work::{Done, Work},
};

#[async_trait]
impl PeopleWork for Work {
    async fn take_person(&mut self, person: PersonId) -> Done<Option<PersonRecord>> {
        people::take(&mut self.connection, person).await
    }

    async fn set_account_disabled(&mut self, account: AccountNumber, since: Option<Timestamp>) -> Done<()> {
        accounts::set_disabled(&mut self.connection, account, since).await
    }

    async fn set_person_disabled(&mut self, person: PersonId, since: Option<Timestamp>) -> Done<()> {
        people::set_disabled(&mut self.connection, person, since).await
    }

    async fn set_time_zone(&mut self, person: PersonId, zone: Option<&str>) -> Done<()> {
        people::set_time_zone(&mut self.connection, person, zone).await
    }

    async fn set_role(&mut self, account: AccountNumber, person: PersonId, role: Role) -> Done<()> {
        memberships::set_role(&mut self.connection, account, person, role).await
    }

    async fn remove_membership(&mut self, account: AccountNumber, person: PersonId) -> Done<()> {
        memberships::remove(&mut self.connection, account, person).await
    }

    async fn insert_contact(
        &mut self,
        account: AccountNumber,
        contact: &Contact,
        at: Timestamp,
    ) -> Done<ContactId> {
        contacts::insert(&mut self.connection, account, contact, at).await
    }

    async fn update_contact(&mut self, account: AccountNumber, id: ContactId, contact: &Contact) -> Done<()> {
        contacts::update(&mut self.connection, account, id, contact).await
    }

    async fn remove_contact(&mut self, account: AccountNumber, id: ContactId) -> Done<()> {
        contacts::remove(&mut self.connection, account, id).await
    }

    async fn insert_invitation(&mut self, invitation: &Invitation) -> Done<()> {
        invitations::insert(&mut self.connection, invitation).await
    }

    async fn remove_invitation(&mut self, account: AccountNumber, id: InvitationId) -> Done<bool> {
        invitations::remove(&mut self.connection, account, id).await
    }

    async fn remove_expired_links(&mut self, before: Timestamp) -> Done<()> {
        invitations::remove_expired(&mut self.connection, before).await?;
        password_links::remove_expired(&mut self.connection, before).await
    }

    async fn keep_password_link(&mut self, person: PersonId, link: &Link) -> Done<()> {
        password_links::keep(&mut self.connection, person, link).await
    }

    async fn remove_password_link(&mut self, person: PersonId) -> Done<()> {
        password_links::remove(&mut self.connection, person).await
    }

    async fn keep_second_factor(&mut self, factor: &SecondFactor) -> Done<()> {
        second_factors::keep(&mut self.connection, factor).await
    }

    async fn reseal_second_factor(
        &mut self,
        person: PersonId,
        created_at: Timestamp,
        sealed: &SealedCode,
    ) -> Done<()> {
        second_factors::reseal(&mut self.connection, person, created_at, sealed).await
    }

    async fn remove_second_factor(&mut self, person: PersonId) -> Done<()> {
        second_factors::remove(&mut self.connection, person).await
    }

    async fn keep_recovery_codes(&mut self, person: PersonId, codes: &[[u8; 32]]) -> Done<()> {
        second_factors::keep_codes(&mut self.connection, person, codes).await
    }

    async fn use_recovery_code(&mut self, person: PersonId, code: &[u8; 32]) -> Done<bool> {
        second_factors::use_code(&mut self.connection, person, code).await
    }

    async fn end_sessions_of(&mut self, person: PersonId, except: Option<SessionKey>) -> Done<()> {
        sessions::end_of(&mut self.connection, person, except).await
    }

    async fn keep_browser(&mut self, person: PersonId, browser: &[u8; 32], at: Timestamp) -> Done<()> {
        browsers::keep(&mut self.connection, person, browser, at).await
    }

    async fn forget_browsers(&mut self, person: PersonId) -> Done<()> {
        browsers::forget(&mut self.connection, person).await
    }

    async fn remove_stale_browsers(&mut self, before: Timestamp) -> Done<()> {
        browsers::remove_stale(&mut self.connection, before).await
    }

    async fn take_throttle(&mut self, subject: &[u8; 32]) -> Done<Throttle> {
        throttles::take(&mut self.connection, subject).await
    }

    async fn keep_throttle(&mut self, subject: &[u8; 32], throttle: Throttle) -> Done<()> {
        throttles::keep(&mut self.connection, subject, throttle).await
    }

    async fn remove_stale_throttles(&mut self, before: Timestamp) -> Done<()> {
        throttles::remove_stale(&mut self.connection, before).await
    }
}
