//! The code of a second factor, after the right password.

use super::{SignInError, SignedIn, Visit, throttles::Subject};
use crate::{
    access::SecondFactor,
    desk::Desk,
    mail::{Draft, SignInChange},
    person::Person,
    ports::{SecretLabel, StoreError, UnitOfWork, VaultError},
    second_factor::{RecoveryCode, TotpSecret, TypedCode},
    session::SessionToken,
    time::Timestamp,
};

impl Desk {
    /// Signs in whoever gave the right password a moment ago, if this is their code. A code works once.
    ///
    /// # Errors
    /// See [`SignInError`]; nobody is signed in then. A wrong code counts.
    pub async fn enter_code(
        &self,
        waiting: &SessionToken,
        typed: &str,
        visit: &Visit<'_>,
    ) -> Result<SignedIn, SignInError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        if let Some((_, person)) = work.session(waiting.key()).await? {
            work.take_person(person.id).await?;
        }
        // Once more, now that nobody else ends it.
        let (session, person) = work.session(waiting.key()).await?.ok_or(SignInError::NothingWaits)?;
        if !session.awaits_code || now >= session.created_at.after(self.policy.sign_in.code_wait) {
            return Err(SignInError::NothingWaits);
        }
        let subject = self.subject(Subject::Person(person.id));
        let mut counted = [(subject, self.policy.sign_in.proof())];
        if let Some(retry_after) = self.count_failure(&mut *work, &mut counted, now).await? {
            return Err(SignInError::TooMany { retry_after });
        }
        if !self.is_code_of(&mut *work, &person, typed, now).await? {
            work.commit().await?;
            return Err(SignInError::WrongCode);
        }
        Self::give_back(&mut *work, &mut [(subject, true)]).await?;
        work.end_session(waiting.key()).await?;
        let signed_in = self.finish_sign_in(&mut *work, person, now, visit).await?;
        work.commit().await?;
        Ok(signed_in)
    }

    /// Whether this is a code of the person's second factor that was not used before. It is used then.
    pub(in crate::desk) async fn is_code_of(
        &self,
        work: &mut dyn UnitOfWork,
        person: &Person,
        typed: &str,
        now: Timestamp,
    ) -> Result<bool, SignInError> {
        let Ok(typed) = typed.parse::<TypedCode>() else { return Ok(false) };
        let Some(factor) = work.second_factor(person.id).await? else { return Ok(false) };
        match &typed {
            TypedCode::Recovery(code) => {
                let used = work.use_recovery_code(person.id, &self.recovery_hash(person, code)).await?;
                if used {
                    self.write_to(work, person, SignInChange::RecoveryCodeUsed, now).await?;
                }
                Ok(used)
            }
            TypedCode::Totp(_) => {
                let secret = self.open_factor(&factor)?;
                let Some(step) = secret.step_of(&typed, now, factor.last_step) else { return Ok(false) };
                work.keep_second_factor(&SecondFactor { last_step: step, ..factor }).await?;
                Ok(true)
            }
        }
    }

    /// The secret of a second factor.
    pub(in crate::desk) fn open_factor(&self, factor: &SecondFactor) -> Result<TotpSecret, VaultError> {
        let label = SecretLabel { person: factor.person, created_at: factor.created_at };
        let bytes = self.vault.open_secret(&label, &factor.sealed)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| VaultError::Tampered)?;
        Ok(TotpSecret::from_bytes(bytes))
    }

    /// What the store knows a recovery code by: it is too short for a hash that anyone can make.
    pub(in crate::desk) fn recovery_hash(&self, person: &Person, code: &RecoveryCode) -> [u8; 32] {
        self.vault.fingerprint(format!("recovery code\n{}\n{}", person.id.0, *code.reveal()).as_bytes())
    }

    /// Writes to a person that their sign-in changed.
    pub(in crate::desk) async fn write_to(
        &self,
        work: &mut dyn UnitOfWork,
        person: &Person,
        change: SignInChange,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        work.insert_letter(&person.email, &Draft::OnSignIn { change, at: now }.to_json(), now).await
    }
}
