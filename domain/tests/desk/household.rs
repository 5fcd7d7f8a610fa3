//! The house's people at their browsers: how they sign in, the apps that make their codes, and what they are told.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::{
    account::AccountNumber,
    desk::{NewSignIn, SignIn, SignInError, SignInTry, SignedIn, Visit},
    mail::{Content, Letter},
    person::{Email, Password, PasswordHash, PersonId, Role},
    ports::{Clock as _, HasherError, PasswordHasher, Store as _},
    second_factor::{RecoveryCode, TotpSecret},
    session::{Caller, Origin, SessionToken},
    testing::{MemoryStore, PlainHasher, store::Tables},
    token::Token,
};
use totp_rs::{Builder, Secret};

use crate::house::{House, NOON, PASSWORD, acme};

pub(crate) const HANNA: &str = "hanna@house.example";
pub(crate) const SAM: &str = "sam@house.example";
pub(crate) const BRUNO: &str = "bruno@house.example";
pub(crate) const ADA: &str = "ada@house.example";
pub(crate) const STRANGER: &str = "stranger@house.example";
/// A password that may be chosen.
pub(crate) const ANOTHER: &str = "quite another pass phrase";

/// A browser with its cookies.
#[derive(Default)]
pub(crate) struct Browser {
    pub(crate) session: Option<SessionToken>,
    pub(crate) known: Option<Token>,
    pub(crate) origin: Origin,
}

/// An authenticator app.
pub(crate) struct App(TotpSecret);

type Happening = Box<dyn FnOnce(&mut Tables) + Send>;

/// Hashes like the house's hasher, and lets something happen meanwhile.
struct SlowHasher {
    hasher: Arc<PlainHasher>,
    meanwhile: Mutex<Option<Happening>>,
    store: MemoryStore,
}

#[async_trait]
impl PasswordHasher for SlowHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        if let Some(happens) = self.meanwhile.lock().unwrap().take() {
            self.store.tamper(happens);
        }
        self.hasher.hash(password).await
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool, HasherError> {
        self.hasher.verify(password, hash).await
    }

    fn is_outdated(&self, hash: &PasswordHash) -> bool {
        self.hasher.is_outdated(hash)
    }
}

pub(crate) fn email(text: &str) -> Email {
    text.parse().unwrap()
}

pub(crate) fn password(typed: &str) -> Password {
    Password::new(typed.to_owned())
}

impl Browser {
    pub(crate) fn at(address: &str) -> Self {
        let origin = Origin { address: address.into(), browser: "Firefox".into() };
        Self { origin, ..Self::default() }
    }

    pub(crate) fn visit(&self) -> Visit<'_> {
        Visit { previous: self.session.as_ref(), browser: self.known.as_ref(), origin: &self.origin }
    }

    /// Types an address and a password, and keeps what the answer brings.
    pub(crate) async fn type_in(
        &mut self,
        house: &House,
        email: &str,
        typed: &str,
    ) -> Result<SignIn, SignInError> {
        let tried = SignInTry { email, password: &password(typed), visit: self.visit() };
        let answer = house.desk.sign_in(&tried).await;
        if let Ok(SignIn::Done(signed_in)) = &answer {
            self.keep(signed_in);
        }
        answer
    }

    /// Signs someone in who has no second factor.
    pub(crate) async fn sign_in(&mut self, house: &House, email: &str) -> SessionToken {
        match self.type_in(house, email, PASSWORD).await.unwrap() {
            SignIn::Done(signed_in) => signed_in.token,
            other => panic!("{other:?}"),
        }
    }

    /// Types the password of someone who has a second factor. Gives what waits for the code.
    pub(crate) async fn begin(&mut self, house: &House, email: &str) -> SessionToken {
        match self.type_in(house, email, PASSWORD).await.unwrap() {
            SignIn::CodeDue(token) => token,
            other => panic!("{other:?}"),
        }
    }

    /// Types a code, and keeps what the answer brings.
    pub(crate) async fn enter(
        &mut self,
        house: &House,
        waiting: &SessionToken,
        code: &str,
    ) -> Result<SignedIn, SignInError> {
        let answer = house.desk.enter_code(waiting, code, &self.visit()).await;
        answer.inspect(|signed_in| self.keep(signed_in))
    }

    fn keep(&mut self, signed_in: &SignedIn) {
        self.session = Some(signed_in.token.clone());
        self.known = Some(signed_in.browser.clone());
    }
}

impl App {
    /// The code that it shows at this moment.
    pub(crate) fn code(&self, house: &House) -> String {
        let seconds = u64::try_from(house.clock.now().as_millis() / 1_000).unwrap();
        let totp = Builder::new().with_secret(Secret::new_stack(*self.0.as_bytes())).build_noncompliant();
        totp.generate(seconds).to_string()
    }

    /// A code that it does not show for a while.
    pub(crate) fn wrong_code(&self, house: &House) -> String {
        let now = house.clock.now();
        let mut codes = (0..1_000_000).map(|number| format!("{number:06}"));
        codes.find(|code| self.0.step_of(&code.parse().unwrap(), now, 0).is_none()).unwrap()
    }
}

impl House {
    /// Someone who signed in just now, in a browser of their own.
    pub(crate) async fn caller(&self, email: &str) -> Caller {
        self.caller_with(email, PASSWORD).await
    }

    /// The same with this password.
    pub(crate) async fn caller_with(&self, email: &str, typed: &str) -> Caller {
        match Browser::at("198.51.100.7").type_in(self, email, typed).await.unwrap() {
            SignIn::Done(signed_in) => self.known_by(&signed_in.token).await,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn known_by(&self, token: &SessionToken) -> Caller {
        self.desk.who(token, true).await.unwrap().unwrap()
    }

    /// Whether someone is signed in by this token.
    pub(crate) async fn holds(&self, token: &SessionToken) -> bool {
        self.desk.who(token, false).await.unwrap().is_some()
    }

    /// Gives someone a second factor.
    pub(crate) async fn add_second_factor(&self, caller: &Caller) -> (App, Vec<RecoveryCode>) {
        self.desk.offer_second_factor(caller).await.unwrap();
        let app = App(self.desk.offered_second_factor(caller).await.unwrap());
        let codes = self.desk.confirm_second_factor(caller, &app.code(self)).await.unwrap();
        (app, codes)
    }

    /// The app of someone whose second factor is offered.
    pub(crate) async fn app_of(&self, caller: &Caller) -> App {
        App(self.desk.offered_second_factor(caller).await.unwrap())
    }

    /// Has another server do this while the next password is hashed.
    pub(crate) fn while_hashing(&mut self, happens: impl FnOnce(&mut Tables) + Send + 'static) {
        let (hasher, store) = (self.hasher.clone(), self.store.clone());
        let meanwhile = Mutex::new(Some(Box::new(happens) as Happening));
        self.desk.hasher = Arc::new(SlowHasher { hasher, meanwhile, store });
    }

    /// Lets someone act for an account, past the rules.
    pub(crate) async fn put(&self, account: AccountNumber, person: PersonId, role: Role) {
        let mut work = self.store.begin().await.unwrap();
        work.insert_membership(account, person, role, NOON).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Keeps someone from signing in, past the rules.
    pub(crate) fn disable(&self, person: PersonId) {
        self.store.tamper(|tables| tables.people.get_mut(&person).unwrap().disabled_at = Some(NOON));
    }

    /// What is stored, but for failures that were counted and for the mark.
    pub(crate) fn unthrottled(&self) -> Tables {
        let mut tables = self.store.tables();
        tables.throttles.clear();
        tables.mark = None;
        tables
    }

    /// The failures that are counted, the fewest first.
    pub(crate) fn failures(&self) -> Vec<u32> {
        let tables = self.store.tables();
        let mut failures: Vec<u32> = tables.throttles.values().map(|throttle| throttle.failures).collect();
        failures.retain(|failures| *failures > 0);
        failures.sort_unstable();
        failures
    }

    /// Has all letters leave that are due.
    pub(crate) async fn post(&self) -> Vec<Letter> {
        let mut letters = Vec::new();
        loop {
            let taken = self.desk.take_letters().await.unwrap();
            if taken.is_empty() {
                return letters;
            }
            for outgoing in taken {
                self.desk.letter_left(&outgoing).await.unwrap();
                letters.push(outgoing.letter);
            }
        }
    }

    /// The link in the one letter that is due.
    pub(crate) async fn link(&self) -> Token {
        let letters = self.post().await;
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        match &letter.content {
            Content::Invitation { link, .. }
            | Content::PasswordReset { link, .. }
            | Content::Welcome { link, .. } => link.clone(),
            other => panic!("{other:?}"),
        }
    }
}

/// The same person, who proved too long ago who they are.
pub(crate) fn unproved(caller: &Caller) -> Caller {
    Caller { proved: false, ..caller.clone() }
}

/// Hanna invites this address to Acme. Gives the link in the letter.
pub(crate) async fn invite(house: &House, typed: &str, role: Role) -> Token {
    house.desk.invite(house.hanna.customer().unwrap(), acme(), &email(typed), role).await.unwrap();
    house.link().await
}

/// What someone new signs in with.
pub(crate) fn new_sign_in() -> NewSignIn {
    NewSignIn { name: "Stella Stranger".parse().unwrap(), password: password(ANOTHER) }
}
