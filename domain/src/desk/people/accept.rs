//! Someone follows the link of an invitation, and accepts it.

use thiserror::Error;

use super::is_open;
use crate::{
    access::Invitation,
    account::Account,
    desk::Desk,
    history::{Event, Notice},
    person::{NewPassword, Password, PasswordProblem, PersonName},
    ports::{HasherError, Snapshot, StoreError},
    time::Timestamp,
    token::Token,
};

/// What the link of an invitation leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The invitation.
    pub invitation: Invitation,
    /// The account.
    pub account: Account,
    /// Who invited them, by name.
    pub by: String,
    /// Whether the address has a sign-in already: it is used then, and none is made.
    pub has_sign_in: bool,
    /// The moment of all this.
    pub now: Timestamp,
}

/// What someone new signs in with from now on.
#[derive(Clone, Debug)]
pub struct NewSignIn {
    /// What they are called.
    pub name: PersonName,
    /// Their password.
    pub password: Password,
}

/// Why an invitation was not accepted. It can still be, unless it is gone.
#[derive(Debug, Error)]
pub enum AcceptError {
    /// It was accepted, withdrawn, replaced or never there, its time is over, or whoever sent it may not send it any more;
    /// which of these is not told.
    #[error("the link leads nowhere")]
    NoSuchLink,
    /// The address has no sign-in yet: a name and a password are needed.
    #[error("a name and a password are needed")]
    NeedsSignIn,
    /// The address is one of the support desk's, whose people never act for an account, or is disabled.
    #[error("the address cannot act for accounts")]
    NotForAccounts,
    /// The password will not do.
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    /// The password could not be hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// What the link of an invitation leads to. Looking changes nothing.
    ///
    /// # Errors
    /// Where it leads nowhere, or the database cannot be read.
    pub async fn invited(&self, link: &Token) -> Result<Invited, AcceptError> {
        let mut view = self.store.read().await?;
        self.invited_in(&mut *view, link).await
    }

    async fn invited_in(&self, view: &mut dyn Snapshot, link: &Token) -> Result<Invited, AcceptError> {
        let now = view.moment(&*self.clock).await?.now;
        let found = view.invitation_by_link(&link.hash()).await?;
        let invitation = found.ok_or(AcceptError::NoSuchLink)?;
        if !is_open(&invitation, &view.members(invitation.account).await?, now) {
            return Err(AcceptError::NoSuchLink);
        }
        let record = view.account_record(invitation.account).await?;
        let record = record.filter(|record| record.disabled_at.is_none()).ok_or(AcceptError::NoSuchLink)?;
        let by = view.person_name(invitation.invited_by).await?.unwrap_or_default();
        let has_sign_in = view.person_at(&invitation.email).await?.is_some();
        Ok(Invited { invitation, account: record.account, by, has_sign_in, now })
    }

    /// Accepts an invitation. Whoever has no sign-in gets one; whoever has one goes on with it, whatever they gave.
    ///
    /// # Errors
    /// See [`AcceptError`]; nothing has changed then.
    pub async fn accept_invitation(
        &self,
        link: &Token,
        new: Option<NewSignIn>,
    ) -> Result<Account, AcceptError> {
        let invited = self.invited(link).await?;
        let mut sign_in = None;
        if !invited.has_sign_in {
            let new = new.ok_or(AcceptError::NeedsSignIn)?;
            let own = [new.name.as_str(), invited.invitation.email.as_str(), invited.account.name.as_str()];
            let password = NewPassword::choose(new.password, &own)?;
            sign_in = Some((new.name, self.hasher.hash(password.as_password()).await?));
        }

        let account = invited.account.number;
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, account).await?.ok_or(AcceptError::NoSuchLink)?;
        // All of it once more, now that nobody else changes the account.
        let Invited { invitation, account: accepted, now, .. } = self.invited_in(&mut *work, link).await?;
        let person = match work.person_at(&invitation.email).await? {
            Some(known) => {
                let known = work.take_person(known.person.id).await?;
                let known = known.filter(|known| known.person.desk.is_none() && known.disabled_at.is_none());
                known.ok_or(AcceptError::NotForAccounts)?.person.id
            }
            None => {
                let (name, password) = sign_in.ok_or(AcceptError::NeedsSignIn)?;
                work.insert_person(&invitation.email, name.as_str(), None, &password, now).await?
            }
        };
        work.remove_invitation(account, invitation.id).await?;
        // They may have got access otherwise in the meantime.
        if work.role(account, person).await?.is_none() {
            work.insert_membership(account, person, invitation.role, now).await?;
            let (role, by) = (invitation.role, Some(invitation.invited_by.0));
            self.note(&mut book, &Event::AccessGiven { person: person.0, role, by })?;
            book.notify(Notice::AccessGiven { person: person.0, role });
        }
        self.finish_change(work, book).await?;
        Ok(accepted)
    }
}
