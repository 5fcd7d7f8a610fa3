//! The operator makes, lists, disables and enables people's sign-ins, and resets second factors.

use super::OperatorError;
use crate::{
    access::{AccountRecord, PersonRecord},
    account::AccountNumber,
    desk::{Desk, book::Book},
    history::{Event, Notice, OperatorChange},
    mail::{Draft, SignInChange},
    person::{DeskRole, Email, Password, PersonId, PersonName, Role},
    pin::PinKind,
    ports::{StoreError, UnitOfWork},
    token::Token,
};

/// How often a change at the same time is met by beginning anew.
const TRIES: u32 = 5;

impl Desk {
    /// Makes a sign-in, for a customer or for someone of the support desk, and sends its owner a link to choose a
    /// password by.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn create_person(
        &self,
        email: &Email,
        name: &PersonName,
        desk: Option<DeskRole>,
    ) -> Result<PersonId, OperatorError> {
        // A password that nobody knows, until the owner chooses one.
        let unknown = Password::new(Token::draw(&*self.entropy)?.reveal().to_string());
        let hash = self.hasher.hash(&unknown).await?;
        let mut work = self.store.begin().await?;
        let mut book = self.desk_book(&mut *work).await?;
        if work.person_at(email).await?.is_some() {
            return Err(OperatorError::AddressTaken);
        }
        let now = book.now();
        let person = work.insert_person(email, name.as_str(), desk, &hash, now).await?;
        work.insert_letter(email, &Draft::Welcome.to_json(), now).await?;
        self.note(&mut book, &Event::SignInChanged { person: person.0, change: OperatorChange::Made })?;
        book.close(&mut *work).await?;
        work.commit().await?;
        Ok(person)
    }

    /// Sends someone once more a link to choose a password by.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn send_password_link(&self, email: &Email) -> Result<(), OperatorError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        work.person_at(email).await?.ok_or(OperatorError::NoSuchPerson)?;
        work.insert_letter(email, &Draft::Welcome.to_json(), now).await?;
        Ok(work.commit().await?)
    }

    /// People after this one, in the order in which they came, `at_most` so many, each with what they may act for.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn list_people(
        &self,
        after: PersonId,
        at_most: u32,
    ) -> Result<Vec<(PersonRecord, Vec<(AccountRecord, Role)>)>, StoreError> {
        let mut view = self.store.read().await?;
        let mut people = Vec::new();
        for record in view.people_after(after, at_most).await? {
            let memberships = view.memberships_of(record.person.id).await?;
            people.push((record, memberships));
        }
        Ok(people)
    }

    /// Keeps someone from signing in: their sessions end, and all live PINs of the accounts that they may act for are
    /// cleared (requirement P4). Says whether they could sign in until now.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn disable_person(&self, email: &Email) -> Result<bool, OperatorError> {
        self.change_sign_in(email, OperatorChange::Disabled).await
    }

    /// Lets someone sign in again, with the access that they had, which their accounts are told. Says whether they were
    /// disabled until now.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn enable_person(&self, email: &Email) -> Result<bool, OperatorError> {
        self.change_sign_in(email, OperatorChange::Enabled).await
    }

    async fn change_sign_in(&self, email: &Email, change: OperatorChange) -> Result<bool, OperatorError> {
        for _ in 0..TRIES {
            if let Some(done) = self.try_to_change_sign_in(email, change).await? {
                return Ok(done);
            }
        }
        Err(OperatorError::Busy)
    }

    /// `None`, where what they may act for changed between looking and taking.
    async fn try_to_change_sign_in(
        &self,
        email: &Email,
        change: OperatorChange,
    ) -> Result<Option<bool>, OperatorError> {
        let disables = change == OperatorChange::Disabled;
        let mut work = self.store.begin().await?;
        let record = work.person_at(email).await?.ok_or(OperatorError::NoSuchPerson)?;
        let person = record.person.id;
        let accounts = roles_of(&mut *work, person).await?;
        let mut books = Vec::new();
        for (account, role) in &accounts {
            books.extend(self.book(&mut *work, *account).await?.map(|book| (book, *role)));
        }
        let record = work.take_person(person).await?.ok_or(OperatorError::NoSuchPerson)?;
        if roles_of(&mut *work, person).await? != accounts {
            return Ok(None);
        }
        if record.disabled_at.is_some() == disables {
            return Ok(Some(false));
        }
        for (mut book, role) in books {
            if disables {
                self.note(&mut book, &Event::AccessEnded { person: person.0, by: None })?;
                book.notify(Notice::AccessEnded { person: person.0 });
                self.clear_with_access(&mut *work, &mut book, &PinKind::ALL).await?;
            } else {
                self.note(&mut book, &Event::AccessGiven { person: person.0, role, by: None })?;
                book.notify(Notice::AccessGiven { person: person.0, role });
            }
            book.close(&mut *work).await?;
        }
        let mut book = self.desk_book(&mut *work).await?;
        work.set_person_disabled(person, disables.then(|| book.now())).await?;
        if disables {
            work.remove_password_link(person).await?;
            work.end_sessions_of(person, None).await?;
        }
        self.note(&mut book, &Event::SignInChanged { person: person.0, change })?;
        book.close(&mut *work).await?;
        work.commit().await?;
        accounts.iter().for_each(|(account, _)| self.tell_account(*account));
        self.tell_person(person);
        Ok(Some(true))
    }

    /// Takes someone's second factor off, who lost it and their recovery codes. Their sessions end, and they are told
    /// by mail. Says whether there was one.
    ///
    /// # Errors
    /// See [`OperatorError`].
    pub async fn reset_second_factor(&self, email: &Email) -> Result<bool, OperatorError> {
        let mut work = self.store.begin().await?;
        let person = work.person_at(email).await?.ok_or(OperatorError::NoSuchPerson)?.person;
        work.take_person(person.id).await?;
        if work.second_factor(person.id).await?.is_none() {
            return Ok(false);
        }
        let mut book = self.desk_book(&mut *work).await?;
        work.remove_second_factor(person.id).await?;
        work.end_sessions_of(person.id, None).await?;
        self.write_to(&mut *work, &person, SignInChange::SecondFactorOff, book.now()).await?;
        let change = OperatorChange::SecondFactorReset;
        self.note(&mut book, &Event::SignInChanged { person: person.id.0, change })?;
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_person(person.id);
        Ok(true)
    }

    /// The desk's own book, which is taken last.
    async fn desk_book(&self, work: &mut dyn UnitOfWork) -> Result<Book, StoreError> {
        self.book_or_nobodys(work, AccountNumber::NOBODY).await
    }
}

/// The numbers of all accounts that the person is on, in order, and what they are there.
async fn roles_of(
    work: &mut dyn UnitOfWork,
    person: PersonId,
) -> Result<Vec<(AccountNumber, Role)>, StoreError> {
    let memberships = work.memberships_of(person).await?.into_iter();
    let mut roles: Vec<_> = memberships.map(|(record, role)| (record.account.number, role)).collect();
    roles.sort_unstable_by_key(|(account, _)| *account);
    Ok(roles)
}
