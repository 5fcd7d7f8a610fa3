//! Someone adds a second factor, removes it, or gets new recovery codes.

use super::OwnError;
use crate::{
    access::SecondFactor,
    desk::{Desk, sign_in::throttles::Subject},
    mail::SignInChange,
    person::Person,
    ports::{SecretLabel, UnitOfWork},
    second_factor::{RecoveryCode, TotpSecret, TypedCode},
    session::Caller,
};

impl Desk {
    /// Makes a secret for the person to put into an authenticator app, in place of one that they did not confirm.
    ///
    /// # Errors
    /// See [`OwnError`]; nothing has changed then.
    pub async fn offer_second_factor(&self, caller: &Caller) -> Result<(), OwnError> {
        let mut work = self.begin_own(caller).await?;
        let now = work.moment(&*self.clock).await?.now;
        if is_on(work.second_factor(caller.person.id).await?.as_ref()) {
            return Err(OwnError::NotNow);
        }
        let person = caller.person.id;
        let secret = TotpSecret::draw(&*self.entropy)?;
        let label = SecretLabel { person, created_at: now };
        let sealed = self.vault.seal_secret(&label, secret.as_bytes())?;
        let factor = SecondFactor { person, sealed, created_at: now, confirmed_at: None, last_step: 0 };
        work.keep_second_factor(&factor).await?;
        Ok(work.commit().await?)
    }

    /// The secret that was offered and is not confirmed yet.
    ///
    /// # Errors
    /// See [`OwnError`].
    pub async fn offered_second_factor(&self, caller: &Caller) -> Result<TotpSecret, OwnError> {
        if !caller.proved {
            return Err(OwnError::NotProved);
        }
        let factor = self.store.read().await?.second_factor(caller.person.id).await?;
        let factor = factor.filter(|factor| factor.confirmed_at.is_none()).ok_or(OwnError::NotNow)?;
        Ok(self.open_factor(&factor)?)
    }

    /// Takes a code as proof that the person has the secret: it is asked for from now on, and all their other sessions
    /// end. Gives recovery codes, which are shown this once.
    ///
    /// # Errors
    /// See [`OwnError`]; nothing is asked for then. A wrong code counts.
    pub async fn confirm_second_factor(
        &self,
        caller: &Caller,
        code: &str,
    ) -> Result<Vec<RecoveryCode>, OwnError> {
        let mut work = self.begin_own(caller).await?;
        let now = work.moment(&*self.clock).await?.now;
        let person = &caller.person;
        let factor = work.second_factor(person.id).await?;
        let factor = factor.filter(|factor| factor.confirmed_at.is_none()).ok_or(OwnError::NotNow)?;
        let subject = self.subject(Subject::Person(person.id));
        let mut counted = [(subject, self.policy.sign_in.proof())];
        if let Some(retry_after) = self.count_failure(&mut *work, &mut counted, now).await? {
            return Err(OwnError::TooMany { retry_after });
        }
        let secret = self.open_factor(&factor)?;
        let typed = code.parse::<TypedCode>().ok();
        let Some(step) = typed.and_then(|typed| secret.step_of(&typed, now, factor.last_step)) else {
            work.commit().await?;
            return Err(OwnError::WrongCode);
        };
        Self::give_back(&mut *work, &mut [(subject, true)]).await?;
        work.keep_second_factor(&SecondFactor { confirmed_at: Some(now), last_step: step, ..factor }).await?;
        let codes = self.renew_codes(&mut *work, person).await?;
        work.end_sessions_of(person.id, Some(caller.session)).await?;
        self.write_to(&mut *work, person, SignInChange::SecondFactorOn, now).await?;
        work.commit().await?;
        self.tell_person(person.id);
        Ok(codes)
    }

    /// Takes the person's second factor off, or the offer of one.
    ///
    /// # Errors
    /// See [`OwnError`]; it is still asked for then. The support desk's people keep theirs where they must have one.
    pub async fn remove_second_factor(&self, caller: &Caller) -> Result<(), OwnError> {
        let mut work = self.begin_own(caller).await?;
        let now = work.moment(&*self.clock).await?.now;
        let person = &caller.person;
        let was_on = is_on(work.second_factor(person.id).await?.as_ref());
        if was_on && person.desk.is_some() && self.policy.desk_second_factor {
            return Err(OwnError::NotNow);
        }
        work.remove_second_factor(person.id).await?;
        if was_on {
            self.write_to(&mut *work, person, SignInChange::SecondFactorOff, now).await?;
        }
        Ok(work.commit().await?)
    }

    /// Gives new recovery codes, which are shown this once; the former ones are void.
    ///
    /// # Errors
    /// See [`OwnError`]; the former codes then still work.
    pub async fn renew_recovery_codes(&self, caller: &Caller) -> Result<Vec<RecoveryCode>, OwnError> {
        let mut work = self.begin_own(caller).await?;
        let now = work.moment(&*self.clock).await?.now;
        if !is_on(work.second_factor(caller.person.id).await?.as_ref()) {
            return Err(OwnError::NotNow);
        }
        let codes = self.renew_codes(&mut *work, &caller.person).await?;
        self.write_to(&mut *work, &caller.person, SignInChange::RecoveryCodesRenewed, now).await?;
        work.commit().await?;
        Ok(codes)
    }

    /// Takes the row of someone who proved who they are, and whose session still holds.
    async fn begin_own(&self, caller: &Caller) -> Result<Box<dyn UnitOfWork>, OwnError> {
        if !caller.proved {
            return Err(OwnError::NotProved);
        }
        let mut work = self.store.begin().await?;
        let record = work.take_person(caller.person.id).await?;
        record.filter(|record| record.disabled_at.is_none()).ok_or(OwnError::Gone)?;
        work.session(caller.session).await?.ok_or(OwnError::Gone)?;
        Ok(work)
    }

    async fn renew_codes(
        &self,
        work: &mut dyn UnitOfWork,
        person: &Person,
    ) -> Result<Vec<RecoveryCode>, OwnError> {
        let codes = RecoveryCode::draw_ten(&*self.entropy)?;
        let hashes: Vec<[u8; 32]> = codes.iter().map(|code| self.recovery_hash(person, code)).collect();
        work.keep_recovery_codes(person.id, &hashes).await?;
        Ok(codes)
    }
}

fn is_on(factor: Option<&SecondFactor>) -> bool {
    factor.is_some_and(|factor| factor.confirmed_at.is_some())
}
