//! Who may act for an account: its people see it, its holders change it, and so does the operator.
//!
//! Whoever loses access could read the account's PINs until then: every way to end it clears them in the same unit of
//! work (requirement P4), by `access`.

mod accept;
mod access;
mod contacts;
mod invite;
mod roles;

pub use accept::{AcceptError, Invited, NewSignIn};

use thiserror::Error;

use super::{Desk, book::Book};
use crate::{
    access::{Invitation, Member},
    account::{Account, AccountNumber},
    contact::{Contact, ContactId},
    permission::{self, Action},
    person::{PersonId, Role},
    ports::{EntropyError, News, StoreError, UnitOfWork},
    session::Customer,
    time::Timestamp,
};

/// An account's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The account.
    pub account: Account,
    /// All accounts of the person who looks, this one among them, by name.
    pub accounts: Vec<Account>,
    /// What the person who looks is on it.
    pub role: Role,
    /// Who may act for it.
    pub members: Vec<Member>,
    /// Who is asked to, and has not answered yet.
    pub invitations: Vec<Invitation>,
    /// Its sub-contacts.
    pub contacts: Vec<(ContactId, Contact)>,
    /// The moment of all this.
    pub now: Timestamp,
}

impl People {
    /// What someone is called who is, or was, among the people here.
    pub fn name_of(&self, person: PersonId) -> Option<&str> {
        let member = self.members.iter().find(|member| member.person.id == person);
        member.map(|member| member.person.name.as_str())
    }
}

/// Why people were not shown or changed. Nothing has changed.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// Only holders may do that.
    #[error("only an account holder may do that")]
    NotAllowed,
    /// They did not prove lately who they are.
    #[error("not proved lately")]
    NotProved,
    /// An account has at least one holder.
    #[error("the last holder stays")]
    LastHolder,
    /// They have access to the account already.
    #[error("has access already")]
    AlreadyThere,
    /// The person, invitation or sub-contact is not there, or not any more.
    #[error("not there any more")]
    NotThere,
    /// Too many invitations are open.
    #[error("too many invitations are open")]
    TooManyInvitations,
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// The account's people, for one of them.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn people(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
    ) -> Result<People, PeopleError> {
        let mut view = self.store.read().await?;
        let role = view.role(account, customer.id()).await?;
        let role = role.filter(|role| permission::may(Some(*role), Action::SeePeople));
        let role = role.ok_or(PeopleError::NoSuchAccount)?;
        let now = view.moment(&*self.clock).await?.now;
        let members = view.members(account).await?;
        let mut invitations = view.invitations(account).await?;
        invitations.retain(|invitation| is_open(invitation, &members, now));
        Ok(People {
            account: view.account(account).await?.ok_or(PeopleError::NoSuchAccount)?,
            accounts: view.accounts_of(customer.id()).await?,
            role,
            members,
            invitations,
            contacts: view.contacts(account).await?,
            now,
        })
    }

    /// Takes the account's row for a holder who proved lately who they are.
    async fn begin_change(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
    ) -> Result<(Box<dyn UnitOfWork>, Book), PeopleError> {
        let mut work = self.store.begin().await?;
        let book = self.book(&mut *work, account).await?.ok_or(PeopleError::NoSuchAccount)?;
        let role = work.role(account, customer.id()).await?.ok_or(PeopleError::NoSuchAccount)?;
        if !permission::may(Some(role), Action::ChangePeople) {
            return Err(PeopleError::NotAllowed);
        }
        if !customer.has_proved() {
            return Err(PeopleError::NotProved);
        }
        Ok((work, book))
    }

    /// Writes what was noted, makes all of it happen, and tells open pages of the account.
    pub(in crate::desk) async fn finish_change(
        &self,
        mut work: Box<dyn UnitOfWork>,
        book: Book,
    ) -> Result<(), StoreError> {
        let account = book.account;
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(())
    }

    /// Tells open pages of the account that something changed.
    pub(in crate::desk) fn tell_account(&self, account: AccountNumber) {
        self.notifier.tell(News::Account(account));
    }
}

/// Whether the invitation can be accepted: in time, and while whoever sent it could still send it. What someone sent
/// who lost access is no way back in.
pub(in crate::desk) fn is_open(invitation: &Invitation, members: &[Member], now: Timestamp) -> bool {
    let may_invite = |member: &Member| {
        member.person.id == invitation.invited_by
            && member.disabled_at.is_none()
            && permission::may(Some(member.role), Action::ChangePeople)
    };
    invitation.link.holds(now) && members.iter().any(may_invite)
}

/// The one of these members who is this person.
fn member(members: &[Member], person: PersonId) -> Result<&Member, PeopleError> {
    members.iter().find(|member| member.person.id == person).ok_or(PeopleError::NotThere)
}

/// Whether the account still has a holder without this member, and one who can sign in, if this one can.
fn leave_a_holder(members: &[Member], without: &Member) -> Result<(), PeopleError> {
    let stays = |member: &&Member| member.role == Role::Holder && member.person.id != without.person.id;
    let counts = |member: &Member| member.disabled_at.is_none() || without.disabled_at.is_some();
    if without.role == Role::Holder && !members.iter().filter(stays).any(counts) {
        return Err(PeopleError::LastHolder);
    }
    Ok(())
}
