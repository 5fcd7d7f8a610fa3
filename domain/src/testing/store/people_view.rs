//! Reading about people.

use async_trait::async_trait;

use super::{
    AccountRow, PersonRow,
    snapshot::{count, first},
    work::{Done, Work},
};
use crate::{
    access::{AccountRecord, Invitation, Link, Member, PersonRecord, SecondFactor},
    account::{Account, AccountNumber},
    contact::{Contact, ContactId},
    person::{Email, PersonId, Role},
    ports::PeopleView,
    session::Session,
};

fn record_of(number: AccountNumber, row: &AccountRow) -> AccountRecord {
    let account = Account { number, name: row.name.clone() };
    AccountRecord { account, disabled_at: row.disabled_at, created_at: row.created_at }
}

impl PersonRow {
    fn record(&self) -> PersonRecord {
        PersonRecord {
            person: self.person.clone(),
            disabled_at: self.disabled_at,
            time_zone: self.time_zone.clone(),
            created_at: self.created_at,
        }
    }
}

#[async_trait]
impl PeopleView for Work {
    async fn account_version(&mut self, account: AccountNumber) -> Done<Option<i64>> {
        Ok(self.tables.accounts.get(&account).map(|row| row.version))
    }

    async fn account_record(&mut self, account: AccountNumber) -> Done<Option<AccountRecord>> {
        Ok(self.tables.accounts.get(&account).map(|row| record_of(account, row)))
    }

    async fn person_record(&mut self, person: PersonId) -> Done<Option<PersonRecord>> {
        Ok(self.tables.people.get(&person).map(PersonRow::record))
    }

    async fn person_at(&mut self, email: &Email) -> Done<Option<PersonRecord>> {
        let row = self.tables.people.values().find(|row| row.person.email == *email);
        Ok(row.map(PersonRow::record))
    }

    async fn people_after(&mut self, after: PersonId, at_most: u32) -> Done<Vec<PersonRecord>> {
        let later = self.tables.people.iter().filter(|(id, _)| **id > after);
        Ok(first(later.map(|(_, row)| row.record()), at_most))
    }

    async fn members(&mut self, account: AccountNumber) -> Done<Vec<Member>> {
        let mine = self.tables.memberships.iter().filter(|((on, _), _)| *on == account);
        let mut members: Vec<Member> = mine
            .filter_map(|((_, id), row)| Some((self.tables.people.get(id)?, row)))
            .map(|(person, row)| Member {
                person: person.person.clone(),
                role: row.role,
                since: row.since,
                disabled_at: person.disabled_at,
            })
            .collect();
        members.sort_by_key(|member| (member.person.name.to_lowercase(), member.person.id));
        Ok(members)
    }

    async fn memberships_of(&mut self, person: PersonId) -> Done<Vec<(AccountRecord, Role)>> {
        let mine = self.tables.memberships.iter().filter(|((_, member), _)| *member == person);
        let record = |account| Some(record_of(account, self.tables.accounts.get(&account)?));
        Ok(mine.filter_map(|((account, _), row)| Some((record(*account)?, row.role))).collect())
    }

    async fn contacts(&mut self, account: AccountNumber) -> Done<Vec<(ContactId, Contact)>> {
        let mine = self.tables.contacts.iter().filter(|((on, _), _)| *on == account);
        let mut contacts: Vec<_> = mine.map(|((_, id), contact)| (*id, contact.clone())).collect();
        contacts.sort_by_key(|(id, contact)| (contact.name.as_str().to_lowercase(), *id));
        Ok(contacts)
    }

    async fn contact(&mut self, account: AccountNumber, contact: ContactId) -> Done<Option<Contact>> {
        Ok(self.tables.contacts.get(&(account, contact)).cloned())
    }

    async fn invitations(&mut self, account: AccountNumber) -> Done<Vec<Invitation>> {
        let mine = self.tables.invitations.iter().rev().filter(|((on, _), _)| *on == account);
        Ok(mine.map(|(_, invitation)| invitation.clone()).collect())
    }

    async fn invitation_by_link(&mut self, hash: &[u8; 32]) -> Done<Option<Invitation>> {
        let mut all = self.tables.invitations.values();
        Ok(all.find(|invitation| invitation.link.hash == *hash).cloned())
    }

    async fn password_link(&mut self, person: PersonId) -> Done<Option<Link>> {
        Ok(self.tables.password_links.get(&person).copied())
    }

    async fn password_link_by_hash(&mut self, hash: &[u8; 32]) -> Done<Option<(PersonId, Link)>> {
        let mut all = self.tables.password_links.iter();
        Ok(all.find(|(_, link)| link.hash == *hash).map(|(person, link)| (*person, *link)))
    }

    async fn second_factor(&mut self, person: PersonId) -> Done<Option<SecondFactor>> {
        Ok(self.tables.second_factors.get(&person).cloned())
    }

    async fn second_factors(
        &mut self,
        key: Option<i64>,
        after: PersonId,
        at_most: u32,
    ) -> Done<Vec<SecondFactor>> {
        let later = self.tables.second_factors.values().filter(|factor| factor.person > after);
        let fits = later.filter(|factor| key.is_none_or(|key| factor.sealed.key_id == key));
        Ok(first(fits.cloned(), at_most))
    }

    async fn recovery_codes(&mut self, person: PersonId) -> Done<u32> {
        Ok(count(self.tables.recovery_codes.iter().filter(|(whose, _)| *whose == person).count()))
    }

    async fn sessions_of(&mut self, person: PersonId) -> Done<Vec<Session>> {
        let mine = self.tables.sessions.values().filter(|session| session.person == person);
        let mut sessions: Vec<Session> = mine.cloned().collect();
        sessions.sort_by_key(|session| std::cmp::Reverse((session.last_seen_at, session.created_at)));
        Ok(sessions)
    }

    async fn knows_browser(&mut self, person: PersonId, browser: &[u8; 32]) -> Done<bool> {
        Ok(self.tables.known_browsers.contains_key(&(person, *browser)))
    }
}
