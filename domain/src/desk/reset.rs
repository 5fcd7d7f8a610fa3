//! Someone forgot their password: a link in a mail lets them choose another one.

use thiserror::Error;

use super::{Desk, sign_in::throttles::Subject};
use crate::{
    mail::{Draft, SignInChange},
    person::{Email, NewPassword, Password, PasswordProblem},
    ports::{HasherError, StoreError},
    session::Origin,
    token::Token,
};

/// Why no password was reset.
#[derive(Debug, Error)]
pub enum ResetError {
    /// The link was used, replaced or never there, or its time is over; which of these is not told.
    #[error("the link leads nowhere")]
    NoSuchLink,
    /// Too many resets were asked for from one network address.
    #[error("too many resets were asked for")]
    TooMany {
        /// How long to wait.
        retry_after: std::time::Duration,
    },
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
    /// Has a link sent to this address, if someone signs in with it. Whether anyone does is looked up when the letter
    /// leaves: here, both cost the same (requirement P6).
    ///
    /// # Errors
    /// Where too many were asked for from there, or the database cannot do it.
    pub async fn ask_for_reset(&self, email: &Email, origin: &Origin) -> Result<(), ResetError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        let subject = self.subject(Subject::Resets(&origin.address));
        let mut counted = [(subject, self.policy.sign_in.address())];
        if let Some(retry_after) = self.count_failure(&mut *work, &mut counted, now).await? {
            return Err(ResetError::TooMany { retry_after });
        }
        work.insert_letter(email, &Draft::PasswordReset.to_json(), now).await?;
        Ok(work.commit().await?)
    }

    /// Whose password the link lets one choose. Looking changes nothing.
    ///
    /// # Errors
    /// Where it leads nowhere, or the database cannot be read.
    pub async fn password_link(&self, link: &Token) -> Result<Email, ResetError> {
        let mut view = self.store.read().await?;
        let now = view.moment(&*self.clock).await?.now;
        let (person, link) = view.password_link_by_hash(&link.hash()).await?.ok_or(ResetError::NoSuchLink)?;
        let record = view.person_record(person).await?.filter(|record| record.disabled_at.is_none());
        let record = record.filter(|_| link.holds(now)).ok_or(ResetError::NoSuchLink)?;
        Ok(record.person.email)
    }

    /// Chooses a password by a link, which works once. All sessions of the person end, and they are told by mail.
    ///
    /// # Errors
    /// See [`ResetError`]; the former password then still holds.
    pub async fn reset_password(&self, link: &Token, password: Password) -> Result<(), ResetError> {
        let email = self.password_link(link).await?;
        let mut view = self.store.read().await?;
        let record = view.person_at(&email).await?.ok_or(ResetError::NoSuchLink)?;
        let accounts = view.accounts_of(record.person.id).await?;
        drop(view);
        let mut own = vec![record.person.name.as_str(), email.as_str()];
        own.extend(accounts.iter().map(|account| account.name.as_str()));
        let password = NewPassword::choose(password, &own)?;
        let hash = self.hasher.hash(password.as_password()).await?;

        let mut work = self.store.begin().await?;
        let person = record.person;
        let taken = work.take_person(person.id).await?;
        taken.filter(|record| record.disabled_at.is_none()).ok_or(ResetError::NoSuchLink)?;
        let now = work.moment(&*self.clock).await?.now;
        // It may have been used, or its time may have passed, while the password was hashed.
        let still = work.password_link_by_hash(&link.hash()).await?;
        still.filter(|(whose, link)| *whose == person.id && link.holds(now)).ok_or(ResetError::NoSuchLink)?;
        work.set_password(person.id, &hash).await?;
        work.remove_password_link(person.id).await?;
        work.end_sessions_of(person.id, None).await?;
        work.forget_browsers(person.id).await?;
        let mut subjects = [(self.subject(Subject::Name(person.email.as_str())), true)];
        Self::give_back(&mut *work, &mut subjects).await?;
        self.write_to(&mut *work, &person, SignInChange::Password, now).await?;
        work.commit().await?;
        self.tell_person(person.id);
        Ok(())
    }
}
