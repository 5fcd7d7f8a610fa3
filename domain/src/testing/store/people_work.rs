//! Writing about people.

use async_trait::async_trait;

use super::{
    tables::{added, one},
    work::{Done, Work},
};
use crate::{
    access::{Invitation, InvitationId, Link, PersonRecord, SecondFactor},
    account::AccountNumber,
    contact::{Contact, ContactId},
    person::{PersonId, Role},
    ports::{PeopleView as _, PeopleWork, SealedCode},
    session::SessionKey,
    throttle::Throttle,
    time::Timestamp,
};

#[async_trait]
impl PeopleWork for Work {
    async fn take_person(&mut self, person: PersonId) -> Done<Option<PersonRecord>> {
        self.person_record(person).await
    }

    async fn set_account_disabled(&mut self, account: AccountNumber, since: Option<Timestamp>) -> Done<()> {
        self.tables.account_mut(account)?.disabled_at = since;
        Ok(())
    }

    async fn set_person_disabled(&mut self, person: PersonId, since: Option<Timestamp>) -> Done<()> {
        self.tables.person_mut(person)?.disabled_at = since;
        Ok(())
    }

    async fn set_time_zone(&mut self, person: PersonId, zone: Option<&str>) -> Done<()> {
        self.tables.person_mut(person)?.time_zone = zone.map(str::to_owned);
        Ok(())
    }

    async fn set_role(&mut self, account: AccountNumber, person: PersonId, role: Role) -> Done<()> {
        self.tables.membership_mut(account, person)?.role = role;
        Ok(())
    }

    async fn remove_membership(&mut self, account: AccountNumber, person: PersonId) -> Done<()> {
        one("removing a membership", self.tables.memberships.remove(&(account, person))).map(drop)
    }

    async fn insert_contact(
        &mut self,
        account: AccountNumber,
        contact: &Contact,
        _at: Timestamp,
    ) -> Done<ContactId> {
        let mut mine = self.tables.contacts.keys().filter(|(on, _)| *on == account);
        let id = ContactId(mine.next_back().map_or(1, |(_, last)| last.0 + 1));
        added("adding a sub-contact", self.tables.contacts.insert((account, id), contact.clone()))?;
        Ok(id)
    }

    async fn update_contact(&mut self, account: AccountNumber, id: ContactId, contact: &Contact) -> Done<()> {
        *one("changing a sub-contact", self.tables.contacts.get_mut(&(account, id)))? = contact.clone();
        Ok(())
    }

    async fn remove_contact(&mut self, account: AccountNumber, id: ContactId) -> Done<()> {
        one("removing a sub-contact", self.tables.contacts.remove(&(account, id))).map(drop)
    }

    async fn insert_invitation(&mut self, invitation: &Invitation) -> Done<()> {
        let place = (invitation.account, invitation.id);
        added("adding an invitation", self.tables.invitations.insert(place, invitation.clone()))
    }

    async fn remove_invitation(&mut self, account: AccountNumber, id: InvitationId) -> Done<bool> {
        Ok(self.tables.invitations.remove(&(account, id)).is_some())
    }

    async fn remove_expired_links(&mut self, before: Timestamp) -> Done<()> {
        self.tables.invitations.retain(|_, invitation| invitation.link.expires_at >= before);
        self.tables.password_links.retain(|_, link| link.expires_at >= before);
        Ok(())
    }

    async fn keep_password_link(&mut self, person: PersonId, link: &Link) -> Done<()> {
        self.tables.password_links.insert(person, *link);
        Ok(())
    }

    async fn remove_password_link(&mut self, person: PersonId) -> Done<()> {
        self.tables.password_links.remove(&person);
        Ok(())
    }

    async fn keep_second_factor(&mut self, factor: &SecondFactor) -> Done<()> {
        self.tables.second_factors.insert(factor.person, factor.clone());
        Ok(())
    }

    async fn reseal_second_factor(
        &mut self,
        person: PersonId,
        created_at: Timestamp,
        sealed: &SealedCode,
    ) -> Done<()> {
        let factor = self.tables.second_factors.get_mut(&person);
        let factor = factor.filter(|factor| factor.created_at == created_at);
        one("sealing a second factor anew", factor)?.sealed = sealed.clone();
        Ok(())
    }

    async fn remove_second_factor(&mut self, person: PersonId) -> Done<()> {
        self.tables.second_factors.remove(&person);
        self.keep_recovery_codes(person, &[]).await
    }

    async fn keep_recovery_codes(&mut self, person: PersonId, codes: &[[u8; 32]]) -> Done<()> {
        self.tables.recovery_codes.retain(|(whose, _)| *whose != person);
        self.tables.recovery_codes.extend(codes.iter().map(|code| (person, *code)));
        Ok(())
    }

    async fn use_recovery_code(&mut self, person: PersonId, code: &[u8; 32]) -> Done<bool> {
        Ok(self.tables.recovery_codes.remove(&(person, *code)))
    }

    async fn end_sessions_of(&mut self, person: PersonId, except: Option<SessionKey>) -> Done<()> {
        let stays = |key: SessionKey| except == Some(key);
        self.tables.sessions.retain(|_, session| session.person != person || stays(session.key));
        Ok(())
    }

    async fn keep_browser(&mut self, person: PersonId, browser: &[u8; 32], at: Timestamp) -> Done<()> {
        self.tables.known_browsers.insert((person, *browser), at);
        Ok(())
    }

    async fn forget_browsers(&mut self, person: PersonId) -> Done<()> {
        self.tables.known_browsers.retain(|(whose, _), _| *whose != person);
        Ok(())
    }

    async fn remove_stale_browsers(&mut self, before: Timestamp) -> Done<()> {
        self.tables.known_browsers.retain(|_, at| *at >= before);
        Ok(())
    }

    async fn take_throttle(&mut self, subject: &[u8; 32]) -> Done<Throttle> {
        Ok(self.tables.throttles.get(subject).copied().unwrap_or_else(Throttle::none))
    }

    async fn keep_throttle(&mut self, subject: &[u8; 32], throttle: Throttle) -> Done<()> {
        self.tables.throttles.insert(*subject, throttle);
        Ok(())
    }

    async fn remove_stale_throttles(&mut self, before: Timestamp) -> Done<()> {
        self.tables.throttles.retain(|_, throttle| throttle.last_at >= before);
        Ok(())
    }
}
