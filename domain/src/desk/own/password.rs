//! Someone chooses another password.

use super::OwnError;
use crate::{
    desk::Desk,
    mail::SignInChange,
    person::{NewPassword, Password},
    session::Caller,
};

impl Desk {
    /// Gives the person another password. All their other sessions end, the browsers that were known are forgotten, and
    /// they are told by mail.
    ///
    /// # Errors
    /// See [`OwnError`]; the former password then still holds.
    pub async fn change_password(&self, caller: &Caller, new: Password) -> Result<(), OwnError> {
        if !caller.proved {
            return Err(OwnError::NotProved);
        }
        let person = &caller.person;
        let mut own = vec![person.name.clone(), person.email.to_string()];
        let accounts = self.store.read().await?.accounts_of(person.id).await?;
        own.extend(accounts.into_iter().map(|account| account.name));
        let new = NewPassword::choose(new, &own.iter().map(String::as_str).collect::<Vec<_>>())?;
        let hash = self.hasher.hash(new.as_password()).await?;

        let mut work = self.store.begin().await?;
        work.take_person(person.id)
            .await?
            .filter(|record| record.disabled_at.is_none())
            .ok_or(OwnError::Gone)?;
        // A session that was ended while the password was hashed changes nothing any more.
        work.session(caller.session).await?.ok_or(OwnError::Gone)?;
        let now = work.moment(&*self.clock).await?.now;
        work.set_password(person.id, &hash).await?;
        work.remove_password_link(person.id).await?;
        work.end_sessions_of(person.id, Some(caller.session)).await?;
        work.forget_browsers(person.id).await?;
        self.write_to(&mut *work, person, SignInChange::Password, now).await?;
        work.commit().await?;
        self.tell_person(person.id);
        Ok(())
    }
}
