//! The operator makes, lists, disables and enables accounts, and says who may act for them.

use super::OperatorError;
use crate::{
    access::{AccountRecord, Member},
    account::{Account, AccountName, AccountNumber},
    desk::Desk,
    history::{Event, Notice},
    person::{Email, Role},
    pin::PinKind,
    ports::StoreError,
};

impl Desk {
    /// Makes an account, without anyone on it.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn create_account(
        &self,
        number: AccountNumber,
        name: &AccountName,
    ) -> Result<(), OperatorError> {
        let mut work = self.store.begin().await?;
        if work.account(number).await?.is_some() {
            return Err(OperatorError::NumberTaken);
        }
        let now = work.moment(&*self.clock).await?.now;
        work.insert_account(&Account { number, name: name.as_str().to_owned() }, now).await?;
        Ok(work.commit().await?)
    }

    /// Accounts after this one, by number, `at_most` so many, each with who may act for it.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn list_accounts(
        &self,
        after: Option<AccountNumber>,
        at_most: u32,
    ) -> Result<Vec<(AccountRecord, Vec<Member>)>, StoreError> {
        let mut view = self.store.read().await?;
        let mut accounts = Vec::new();
        // Nobody's row is no account.
        let after = after.unwrap_or(AccountNumber::NOBODY);
        for number in view.accounts_after(Some(after), at_most).await? {
            if let Some(record) = view.account_record(number).await? {
                let members = view.members(number).await?;
                accounts.push((record, members));
            }
        }
        Ok(accounts)
    }

    /// Keeps an account from being used: nobody sees it, and all its live PINs are cleared. Whoever has no other
    /// account is signed out. Says whether it could be used until now.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn disable_account(&self, number: AccountNumber) -> Result<bool, OperatorError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, number).await?.ok_or(OperatorError::NoSuchAccount)?;
        let record = work.account_record(number).await?.ok_or(OperatorError::NoSuchAccount)?;
        if record.disabled_at.is_some() {
            return Ok(false);
        }
        work.set_account_disabled(number, Some(book.now())).await?;
        self.note(&mut book, &Event::AccountDisabled)?;
        book.notify(Notice::Disabled);
        self.clear_with_access(&mut *work, &mut book, &PinKind::ALL).await?;
        let mut members = work.members(number).await?;
        members.sort_by_key(|member| member.person.id);
        for member in &members {
            let person = member.person.id;
            work.take_person(person).await?;
            Self::sign_out_without_account(&mut *work, person).await?;
        }
        self.finish_change(work, book).await?;
        members.iter().for_each(|member| self.tell_person(member.person.id));
        Ok(true)
    }

    /// Lets an account be used again. Its people have what access they had; its PINs stay cleared. Says whether it
    /// was disabled until now.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn enable_account(&self, number: AccountNumber) -> Result<bool, OperatorError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, number).await?.ok_or(OperatorError::NoSuchAccount)?;
        let record = work.account_record(number).await?.ok_or(OperatorError::NoSuchAccount)?;
        if record.disabled_at.is_none() {
            return Ok(false);
        }
        work.set_account_disabled(number, None).await?;
        self.note(&mut book, &Event::AccountEnabled)?;
        book.notify(Notice::Enabled);
        self.finish_change(work, book).await?;
        Ok(true)
    }

    /// Lets someone act for an account, or gives them another role on it.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn give_access(
        &self,
        number: AccountNumber,
        email: &Email,
        role: Role,
    ) -> Result<(), OperatorError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, number).await?.ok_or(OperatorError::NoSuchAccount)?;
        let person = work.person_at(email).await?.ok_or(OperatorError::NoSuchPerson)?.person;
        if person.desk.is_some() {
            return Err(OperatorError::OfTheDesk);
        }
        work.take_person(person.id).await?;
        if work.members(number).await?.iter().any(|member| member.person.id == person.id) {
            self.give_role(&mut *work, &mut book, person.id, role, None).await?;
        } else {
            work.insert_membership(number, person.id, role, book.now()).await?;
            self.note(&mut book, &Event::AccessGiven { person: person.id.0, role, by: None })?;
            book.notify(Notice::AccessGiven { person: person.id.0, role });
        }
        Ok(self.finish_change(work, book).await?)
    }

    /// Ends someone's access to an account, with all that goes with it (requirement P4).
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn take_access(&self, number: AccountNumber, email: &Email) -> Result<(), OperatorError> {
        let mut work = self.store.begin().await?;
        let mut book = self.book(&mut *work, number).await?.ok_or(OperatorError::NoSuchAccount)?;
        let person = work.person_at(email).await?.ok_or(OperatorError::NoSuchPerson)?.person.id;
        self.end_access(&mut *work, &mut book, person, None).await?;
        self.finish_change(work, book).await?;
        self.tell_person(person);
        Ok(())
    }
}
