//! A holder invites someone by mail.

use super::{PeopleError, is_open};
use crate::{
    access::{Invitation, InvitationId},
    account::AccountNumber,
    desk::Desk,
    history::{Event, ListChange},
    mail::Draft,
    person::{Email, Role},
    session::Customer,
};

impl Desk {
    /// Invites whoever reads mail at this address to act for the account. A former invitation to it is void. Whether
    /// the address belongs to someone who signs in here is not told.
    ///
    /// # Errors
    /// See [`PeopleError`]; nobody was invited then.
    pub async fn invite(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        email: &Email,
        role: Role,
    ) -> Result<(), PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        let now = book.now();
        let members = work.members(account).await?;
        if members.iter().any(|member| member.person.email == *email) {
            return Err(PeopleError::AlreadyThere);
        }
        let mut open = 0;
        for earlier in work.invitations(account).await? {
            if earlier.email == *email || !is_open(&earlier, &members, now) {
                work.remove_invitation(account, earlier.id).await?;
            } else {
                open += 1;
            }
        }
        if open >= self.policy.links.open_invitations {
            return Err(PeopleError::TooManyInvitations);
        }
        let invitation = Invitation {
            account,
            id: InvitationId(book.write),
            email: email.clone(),
            role,
            invited_by: customer.id(),
            link: self.new_link(now, self.policy.links.invitation)?,
        };
        work.insert_invitation(&invitation).await?;
        let draft = Draft::Invitation { account: account.as_i64(), invitation: invitation.id.0 };
        work.insert_letter(email, &draft.to_json(), now).await?;
        let (invitation, person) = (invitation.id.0, customer.id().0);
        self.note(&mut book, &Event::Invitation { change: ListChange::Added, invitation, person })?;
        Ok(self.finish_change(work, book).await?)
    }

    /// Withdraws an invitation: its link leads nowhere from now on.
    ///
    /// # Errors
    /// See [`PeopleError`].
    pub async fn withdraw_invitation(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        invitation: InvitationId,
    ) -> Result<(), PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        if !work.remove_invitation(account, invitation).await? {
            return Err(PeopleError::NotThere);
        }
        let (invitation, person) = (invitation.0, customer.id().0);
        self.note(&mut book, &Event::Invitation { change: ListChange::Removed, invitation, person })?;
        Ok(self.finish_change(work, book).await?)
    }
}
