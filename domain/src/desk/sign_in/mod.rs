//! Someone signs in: a password, a code where one is due, and a session.

mod code;
mod confirm;
pub(in crate::desk) mod throttles;

use std::time::Duration;

use thiserror::Error;

use super::Desk;
use crate::{
    person::{Email, Password, PasswordHash, Person, PersonId},
    ports::{Credentials, EntropyError, HasherError, News, StoreError, UnitOfWork, VaultError},
    session::{Origin, Session, SessionToken},
    time::Timestamp,
    token::Token,
};
use throttles::Subject;

/// Where someone signs in.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// The session that their browser has, if any: it ends.
    pub previous: Option<&'a SessionToken>,
    /// What their browser is known by, if it is.
    pub browser: Option<&'a Token>,
    /// Where they are.
    pub origin: &'a Origin,
}

/// What someone typed to sign in, and where.
#[derive(Clone, Copy, Debug)]
pub struct SignInTry<'a> {
    /// What they typed as their e-mail address.
    pub email: &'a str,
    /// Their password.
    pub password: &'a Password,
    /// Where.
    pub visit: Visit<'a>,
}

/// What became of signing in.
#[derive(Debug)]
pub enum SignIn {
    /// Someone is signed in.
    Done(SignedIn),
    /// The password is right; the browser is to show this with the code.
    CodeDue(SessionToken),
}

/// Someone is signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// What their browser is to show from now on.
    pub token: SessionToken,
    /// What their browser is known by from now on.
    pub browser: Token,
    /// Who it is.
    pub person: Person,
}

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Nobody has this address with this password; which of the two is wrong is not told.
    #[error("wrong e-mail or password")]
    Wrong,
    /// The code is wrong, or was used before.
    #[error("wrong code")]
    WrongCode,
    /// The password was given too long ago, or never.
    #[error("no password waits for a code")]
    NothingWaits,
    /// There were too many failures (requirement P1).
    #[error("too many failures")]
    TooMany {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The password could not be compared.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The second factor could not be read.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was counted beforehand, and what the password is compared with.
struct Counted {
    known: Option<Credentials>,
    subjects: Vec<([u8; 32], bool)>,
}

impl Desk {
    /// Signs someone in under a new session, and ends the one that their browser had, if any. Where they have a second
    /// factor, their browser gets a token that waits for the code instead.
    ///
    /// The failure is counted first and given back if it was none. A disabled person's password is wrong.
    ///
    /// # Errors
    /// See [`SignInError`]; in each case no session was made or ended.
    pub async fn sign_in(&self, tried: &SignInTry<'_>) -> Result<SignIn, SignInError> {
        let mut counted = self.count_sign_in(tried).await?;
        let hash = counted.known.as_ref().map(|known| &known.password);
        let hash = hash.filter(|_| !tried.password.is_too_long());
        let right = match self.hasher.verify(tried.password, hash).await {
            Ok(right) => right,
            Err(error) => {
                self.forgive(&mut counted).await?;
                return Err(error.into());
            }
        };
        let Some(known) = counted.known.take().filter(|known| right && !known.is_disabled) else {
            return Err(SignInError::Wrong);
        };
        let renewed = match self.renewed(tried.password, &known.password).await {
            Ok(renewed) => renewed,
            Err(error) => {
                self.forgive(&mut counted).await?;
                return Err(error.into());
            }
        };

        let mut work = self.store.begin().await?;
        let person = known.person;
        // Someone may have changed the password, or disabled the person, while it was compared.
        let record = work.take_person(person.id).await?;
        let current = work.credentials(&person.email).await?;
        let still = current.is_some_and(|current| current.password.as_str() == known.password.as_str());
        if !still || record.is_none_or(|record| record.disabled_at.is_some()) {
            return Err(SignInError::Wrong);
        }
        if let Some(renewed) = renewed {
            work.set_password(person.id, &renewed).await?;
        }
        Self::give_back(&mut *work, &mut counted.subjects).await?;
        let now = work.moment(&*self.clock).await?.now;
        let due = work.second_factor(person.id).await?.is_some_and(|factor| factor.confirmed_at.is_some());
        let signed_in = if due {
            let token = self.begin_session(&mut *work, person.id, now, true, tried.visit.origin).await?;
            SignIn::CodeDue(token)
        } else {
            SignIn::Done(self.finish_sign_in(&mut *work, person, now, &tried.visit).await?)
        };
        work.commit().await?;
        Ok(signed_in)
    }

    /// Looks who it may be, and counts a failure before it is known whether it is one.
    async fn count_sign_in(&self, tried: &SignInTry<'_>) -> Result<Counted, SignInError> {
        let rules = &self.policy.sign_in;
        let mut work = self.store.begin().await?;
        // An address that cannot exist takes the same way as one that nobody has, and so the same time.
        let known = match tried.email.parse::<Email>() {
            Ok(email) => work.credentials(&email).await?,
            Err(_) => None,
        };
        let now = work.moment(&*self.clock).await?.now;
        let name = self.subject(Subject::Name(tried.email));
        let address = self.subject(Subject::Address(&tried.visit.origin.address));
        let mut to_count = vec![(name, rules.name()), (address, rules.address())];
        let mut subjects = vec![(name, true), (address, false)];

        if let (Some(known), Some(browser)) = (&known, tried.visit.browser) {
            let hash = browser.hash();
            if work.knows_browser(known.person.id, &hash).await? {
                let subject = self.subject(Subject::Browser(known.person.id, hash));
                let rule = self.known_browser_rule();
                if self.count_failure(&mut *work, &mut [(subject, rule)], now).await?.is_none() {
                    to_count.clear();
                    subjects = vec![(subject, true)];
                }
            }
        }
        if let Some(retry_after) = self.count_failure(&mut *work, &mut to_count, now).await? {
            return Err(SignInError::TooMany { retry_after });
        }
        work.commit().await?;
        Ok(Counted { known, subjects })
    }

    /// Takes back what was counted where nothing was compared.
    async fn forgive(&self, counted: &mut Counted) -> Result<(), StoreError> {
        for (_, clears) in &mut counted.subjects {
            *clears = false;
        }
        let mut work = self.store.begin().await?;
        Self::give_back(&mut *work, &mut counted.subjects).await?;
        work.commit().await
    }

    /// The password hashed anew, where it was hashed with other parameters than passwords are now.
    async fn renewed(
        &self,
        password: &Password,
        hash: &PasswordHash,
    ) -> Result<Option<PasswordHash>, HasherError> {
        if !self.hasher.is_outdated(hash) {
            return Ok(None);
        }
        self.hasher.hash(password).await.map(Some)
    }

    /// Signs the person in, in this browser, which is known from now on.
    async fn finish_sign_in(
        &self,
        work: &mut dyn UnitOfWork,
        person: Person,
        now: Timestamp,
        visit: &Visit<'_>,
    ) -> Result<SignedIn, SignInError> {
        if let Some(previous) = visit.previous {
            work.end_session(previous.key()).await?;
        }
        let token = self.begin_session(work, person.id, now, false, visit.origin).await?;
        let browser = match visit.browser {
            Some(browser) => browser.clone(),
            None => Token::draw(&*self.entropy)?,
        };
        work.keep_browser(person.id, &browser.hash(), now).await?;
        Ok(SignedIn { token, browser, person })
    }

    async fn begin_session(
        &self,
        work: &mut dyn UnitOfWork,
        person: PersonId,
        now: Timestamp,
        awaits_code: bool,
        origin: &Origin,
    ) -> Result<SessionToken, SignInError> {
        let token = SessionToken::draw(&*self.entropy)?;
        let session = Session {
            key: token.key(),
            person,
            created_at: now,
            last_seen_at: now,
            proved_at: now,
            awaits_code,
            origin: origin.clone(),
        };
        work.insert_session(&session).await?;
        Ok(token)
    }

    /// Tells open pages that sessions of the person ended.
    pub(in crate::desk) fn tell_person(&self, person: PersonId) {
        self.notifier.tell(News::Person(person));
    }
}
