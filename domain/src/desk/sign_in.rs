//! Someone signs in.

use thiserror::Error;

use super::Desk;
use crate::{
    person::{Email, Password, Person},
    ports::{EntropyError, HasherError, StoreError},
    session::{Session, SessionToken},
};

/// Someone signed in.
#[derive(Debug)]
pub struct SignIn {
    /// What their browser is to show from now on.
    pub token: SessionToken,
    /// Who it is.
    pub person: Person,
}

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Nobody has this address with this password; which of the two is wrong is not told.
    #[error("wrong e-mail or password")]
    Wrong,
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The password could not be compared.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Signs someone in under a new session, and ends the one that their browser had, if any.
    ///
    /// # Errors
    /// See [`SignInError`]; in each case no session was made or ended.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &Password,
        previous: Option<&SessionToken>,
    ) -> Result<SignIn, SignInError> {
        // An address that cannot exist takes the same way as one that nobody has, and so the same time.
        let credentials = match email.parse::<Email>() {
            Ok(email) => self.store.read().await?.credentials(&email).await?,
            Err(_) => None,
        };
        let hash = credentials.as_ref().map(|known| &known.password).filter(|_| !password.is_too_long());
        let right = self.hasher.verify(password, hash).await?;
        let Some(known) = credentials.filter(|_| right) else {
            return Err(SignInError::Wrong);
        };

        let token = SessionToken::draw(&*self.entropy)?;
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        if let Some(previous) = previous {
            work.end_session(previous.key()).await?;
        }
        let session =
            Session { key: token.key(), person: known.person.id, created_at: now, last_seen_at: now };
        work.insert_session(&session).await?;
        work.commit().await?;
        Ok(SignIn { token, person: known.person })
    }
}
