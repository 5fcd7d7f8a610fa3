//! Someone who is signed in proves once more who they are (requirement P5).

use super::{SignInError, throttles::Subject};
use crate::{
    desk::Desk,
    person::Password,
    session::{Caller, Session, SessionToken},
};

impl Desk {
    /// Has someone give their password again and, where they have a second factor, a code. Their session goes on under
    /// a new token (requirement P2).
    ///
    /// # Errors
    /// See [`SignInError`]; the session then goes on as it was. A failure counts.
    pub async fn confirm(
        &self,
        caller: &Caller,
        password: &Password,
        code: &str,
    ) -> Result<SessionToken, SignInError> {
        let person = &caller.person;
        let subject = self.subject(Subject::Person(person.id));
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        let mut counted = [(subject, self.policy.sign_in.proof())];
        if let Some(retry_after) = self.count_failure(&mut *work, &mut counted, now).await? {
            return Err(SignInError::TooMany { retry_after });
        }
        let known = work.credentials(&person.email).await?;
        work.commit().await?;

        let hash = known.as_ref().map(|known| &known.password).filter(|_| !password.is_too_long());
        let right = match self.hasher.verify(password, hash).await {
            Ok(right) => right,
            Err(error) => {
                let mut work = self.store.begin().await?;
                Self::give_back(&mut *work, &mut [(subject, false)]).await?;
                work.commit().await?;
                return Err(error.into());
            }
        };
        let Some(known) = known.filter(|_| right) else { return Err(SignInError::Wrong) };

        let mut work = self.store.begin().await?;
        work.take_person(person.id).await?;
        let current = work.credentials(&person.email).await?;
        if current.is_none_or(|current| current.password.as_str() != known.password.as_str()) {
            return Err(SignInError::Wrong);
        }
        let now = work.moment(&*self.clock).await?.now;
        let factor = work.second_factor(person.id).await?;
        let due = factor.is_some_and(|factor| factor.confirmed_at.is_some());
        if due && !self.is_code_of(&mut *work, person, code, now).await? {
            return Err(SignInError::WrongCode);
        }
        let Some((session, _)) = work.session(caller.session).await?.filter(|(held, _)| !held.awaits_code)
        else {
            return Err(SignInError::NothingWaits);
        };
        Self::give_back(&mut *work, &mut [(subject, true)]).await?;
        let token = SessionToken::draw(&*self.entropy)?;
        work.end_session(caller.session).await?;
        work.insert_session(&Session { key: token.key(), proved_at: now, last_seen_at: now, ..session })
            .await?;
        work.commit().await?;
        Ok(token)
    }
}
