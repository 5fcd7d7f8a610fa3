//! People, as the store keeps them: who may act for what, how they sign in, and how they failed to.

use async_trait::async_trait;

use super::StoreError;
use crate::{
    access::{AccountRecord, Invitation, InvitationId, Link, Member, PersonRecord, SecondFactor},
    account::AccountNumber,
    contact::{Contact, ContactId},
    person::{Email, PersonId, Role},
    ports::SealedCode,
    session::{Session, SessionKey},
    throttle::Throttle,
    time::Timestamp,
};

/// What can be read about people. Every method fails only where the database does.
#[async_trait]
pub trait PeopleView: Send {
    /// A number that changes with each unit of work on the account; `None` if there is no such account.
    async fn account_version(&mut self, account: AccountNumber) -> Result<Option<i64>, StoreError>;

    /// The account as the operator sees it.
    async fn account_record(&mut self, account: AccountNumber) -> Result<Option<AccountRecord>, StoreError>;

    /// A person as the operator sees them.
    async fn person_record(&mut self, person: PersonId) -> Result<Option<PersonRecord>, StoreError>;

    /// Who has this address.
    async fn person_at(&mut self, email: &Email) -> Result<Option<PersonRecord>, StoreError>;

    /// People after this one, in the order in which they came, `at_most` so many.
    async fn people_after(&mut self, after: PersonId, at_most: u32) -> Result<Vec<PersonRecord>, StoreError>;

    /// Who may act for the account, by name; also where the operator disabled them.
    async fn members(&mut self, account: AccountNumber) -> Result<Vec<Member>, StoreError>;

    /// What the person is on which accounts, by number; also on disabled ones, which are told.
    async fn memberships_of(&mut self, person: PersonId) -> Result<Vec<(AccountRecord, Role)>, StoreError>;

    /// The account's sub-contacts, by name.
    async fn contacts(&mut self, account: AccountNumber) -> Result<Vec<(ContactId, Contact)>, StoreError>;

    /// One of the account's sub-contacts.
    async fn contact(
        &mut self,
        account: AccountNumber,
        contact: ContactId,
    ) -> Result<Option<Contact>, StoreError>;

    /// The account's invitations, the latest first; also those that have expired.
    async fn invitations(&mut self, account: AccountNumber) -> Result<Vec<Invitation>, StoreError>;

    /// The invitation that a link leads to.
    async fn invitation_by_link(&mut self, hash: &[u8; 32]) -> Result<Option<Invitation>, StoreError>;

    /// The link by which the person may choose a password.
    async fn password_link(&mut self, person: PersonId) -> Result<Option<Link>, StoreError>;

    /// Who may choose a password by this link.
    async fn password_link_by_hash(
        &mut self,
        hash: &[u8; 32],
    ) -> Result<Option<(PersonId, Link)>, StoreError>;

    /// The person's second factor, confirmed or not.
    async fn second_factor(&mut self, person: PersonId) -> Result<Option<SecondFactor>, StoreError>;

    /// Second factors whose secret is sealed under this key (under any, if `None`), of people after this one,
    /// `at_most` so many.
    async fn second_factors(
        &mut self,
        key: Option<i64>,
        after: PersonId,
        at_most: u32,
    ) -> Result<Vec<SecondFactor>, StoreError>;

    /// How many recovery codes the person has left.
    async fn recovery_codes(&mut self, person: PersonId) -> Result<u32, StoreError>;

    /// The person's sessions, those that wait for a code among them, the one last used first.
    async fn sessions_of(&mut self, person: PersonId) -> Result<Vec<Session>, StoreError>;

    /// Whether the person signed in before in the browser of this hash.
    async fn knows_browser(&mut self, person: PersonId, browser: &[u8; 32]) -> Result<bool, StoreError>;
}

/// What can be written about people.
#[async_trait]
pub trait PeopleWork: Send {
    /// Takes the person's row, so that no other unit of work changes how they sign in or what they may act for until
    /// this one is over. After the rows of accounts, never before them. `None` if there is no such person.
    async fn take_person(&mut self, person: PersonId) -> Result<Option<PersonRecord>, StoreError>;

    /// Keeps the account from being used, or no longer.
    async fn set_account_disabled(
        &mut self,
        account: AccountNumber,
        since: Option<Timestamp>,
    ) -> Result<(), StoreError>;

    /// Keeps the person from signing in, or no longer.
    async fn set_person_disabled(
        &mut self,
        person: PersonId,
        since: Option<Timestamp>,
    ) -> Result<(), StoreError>;

    /// Keeps in which zone the person is told times.
    async fn set_time_zone(&mut self, person: PersonId, zone: Option<&str>) -> Result<(), StoreError>;

    /// Gives the person another role on the account.
    async fn set_role(
        &mut self,
        account: AccountNumber,
        person: PersonId,
        role: Role,
    ) -> Result<(), StoreError>;

    /// Takes the person off the account.
    async fn remove_membership(&mut self, account: AccountNumber, person: PersonId)
    -> Result<(), StoreError>;

    /// Lists a sub-contact on the account.
    async fn insert_contact(
        &mut self,
        account: AccountNumber,
        contact: &Contact,
        at: Timestamp,
    ) -> Result<ContactId, StoreError>;

    /// Changes a sub-contact.
    async fn update_contact(
        &mut self,
        account: AccountNumber,
        id: ContactId,
        contact: &Contact,
    ) -> Result<(), StoreError>;

    /// Takes a sub-contact off the list.
    async fn remove_contact(&mut self, account: AccountNumber, id: ContactId) -> Result<(), StoreError>;

    /// Adds an invitation.
    async fn insert_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError>;

    /// Removes an invitation. Says whether it was there.
    async fn remove_invitation(
        &mut self,
        account: AccountNumber,
        id: InvitationId,
    ) -> Result<bool, StoreError>;

    /// Removes invitations and password links that expired before this moment.
    async fn remove_expired_links(&mut self, before: Timestamp) -> Result<(), StoreError>;

    /// Lets the person choose a password by this link, and by no earlier one.
    async fn keep_password_link(&mut self, person: PersonId, link: &Link) -> Result<(), StoreError>;

    /// Removes the link by which the person may choose a password, if there is one.
    async fn remove_password_link(&mut self, person: PersonId) -> Result<(), StoreError>;

    /// Keeps a second factor in place of the one that the person has, if any.
    async fn keep_second_factor(&mut self, factor: &SecondFactor) -> Result<(), StoreError>;

    /// Puts another seal on the secret of a second factor that was made then.
    async fn reseal_second_factor(
        &mut self,
        person: PersonId,
        created_at: Timestamp,
        sealed: &SealedCode,
    ) -> Result<(), StoreError>;

    /// Removes the person's second factor and recovery codes, if there are any.
    async fn remove_second_factor(&mut self, person: PersonId) -> Result<(), StoreError>;

    /// Gives the person these recovery codes, by their hashes, and no other.
    async fn keep_recovery_codes(&mut self, person: PersonId, codes: &[[u8; 32]]) -> Result<(), StoreError>;

    /// Uses a recovery code up. Says whether it was there.
    async fn use_recovery_code(&mut self, person: PersonId, code: &[u8; 32]) -> Result<bool, StoreError>;

    /// Ends the person's sessions, but for this one.
    async fn end_sessions_of(
        &mut self,
        person: PersonId,
        except: Option<SessionKey>,
    ) -> Result<(), StoreError>;

    /// Remembers that the person signed in, in the browser of this hash.
    async fn keep_browser(
        &mut self,
        person: PersonId,
        browser: &[u8; 32],
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Forgets the browsers in which the person signed in.
    async fn forget_browsers(&mut self, person: PersonId) -> Result<(), StoreError>;

    /// Removes browsers that were last used before this moment.
    async fn remove_stale_browsers(&mut self, before: Timestamp) -> Result<(), StoreError>;

    /// Takes the failures that are counted under this, so that nobody else counts there until this unit of work is
    /// over. Where several are taken, they are taken in the order of their bytes.
    async fn take_throttle(&mut self, subject: &[u8; 32]) -> Result<Throttle, StoreError>;

    /// Writes the failures that were taken.
    async fn keep_throttle(&mut self, subject: &[u8; 32], throttle: Throttle) -> Result<(), StoreError>;

    /// Removes failures whose last is older than this moment.
    async fn remove_stale_throttles(&mut self, before: Timestamp) -> Result<(), StoreError>;
}
