//! A holder gives someone another role.

use super::{PeopleError, leave_a_holder, member};
use crate::{
    account::AccountNumber,
    desk::{Desk, book::Book},
    history::{Event, Notice},
    person::{PersonId, Role},
    ports::UnitOfWork,
    session::Customer,
};

impl Desk {
    /// Gives someone another role on the account. Who has it already keeps it. No PIN is cleared: both roles see them.
    ///
    /// # Errors
    /// See [`PeopleError`]; the role is then as it was.
    pub async fn change_role(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        person: PersonId,
        role: Role,
    ) -> Result<(), PeopleError> {
        let (mut work, mut book) = self.begin_change(customer, account).await?;
        self.give_role(&mut *work, &mut book, person, role, Some(customer.id())).await?;
        Ok(self.finish_change(work, book).await?)
    }

    /// Gives someone another role within a unit of work that has taken the account's row.
    pub(in crate::desk) async fn give_role(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        person: PersonId,
        role: Role,
        by: Option<PersonId>,
    ) -> Result<(), PeopleError> {
        let members = work.members(book.account).await?;
        let member = member(&members, person)?;
        if member.role == role {
            return Ok(());
        }
        leave_a_holder(&members, member)?;
        work.set_role(book.account, person, role).await?;
        self.note(book, &Event::RoleChanged { person: person.0, role, by: by.map(|by| by.0) })?;
        book.notify(Notice::RoleChanged { person: person.0, role });
        Ok(())
    }
}
