//! A signed-in browser: a random token in its cookie, of which only the hash is kept.

use std::{fmt, str::FromStr};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    person::{Person, PersonId},
    policy::Policy,
    ports::{Entropy, EntropyError},
    time::Timestamp,
    token::{NotAToken, Token},
    verification::Agent,
};

/// What a browser shows to prove that it signed in. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(Token);

impl SessionToken {
    /// Draws a token.
    ///
    /// # Errors
    /// Where the operating system gives no randomness.
    pub fn draw(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        Token::draw(entropy).map(Self)
    }

    /// The token as the cookie holds it: 64 lower-case hexadecimal digits.
    pub fn reveal(&self) -> Zeroizing<String> {
        self.0.reveal()
    }

    /// What the store knows the session by. Who reads the store cannot sign in with it.
    pub fn key(&self) -> SessionKey {
        SessionKey(self.0.hash())
    }
}

impl FromStr for SessionToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// The SHA-256 of a session's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey(pub [u8; 32]);

/// Where a browser is, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its network address.
    pub address: String,
    /// What it calls itself, in a few words.
    pub browser: String,
}

impl SessionKey {
    /// What the person's own list calls the session.
    pub fn handle(&self) -> SessionHandle {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        SessionHandle(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

/// What a person's list of sessions calls one of them: the beginning of its key, which neither signs in nor gives the
/// key away. It names a session among one person's, never among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionHandle(u64);

/// The text names no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a session is named by 16 lower-case hexadecimal digits")]
pub struct NotASessionHandle;

impl FromStr for SessionHandle {
    type Err = NotASessionHandle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `from_str_radix` also takes "+" and capitals; one session has one name.
        if text.len() != 16 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NotASessionHandle);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| NotASessionHandle)
    }
}

impl fmt::Display for SessionHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A session as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What it is known by.
    pub key: SessionKey,
    /// Whose it is.
    pub person: PersonId,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When they last asked for something; kept to the minute.
    pub last_seen_at: Timestamp,
    /// When they last proved who they are.
    pub proved_at: Timestamp,
    /// The password was right and the code is still to come: nobody is signed in by it yet.
    pub awaits_code: bool,
    /// Where it was begun.
    pub origin: Origin,
}

impl Session {
    /// Whether it still holds at `now`.
    pub fn holds(&self, now: Timestamp, policy: &Policy) -> bool {
        now < self.created_at.after(policy.session_absolute)
            && now < self.last_seen_at.after(policy.session_idle)
    }
}

/// Who is asking: a person behind a session that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The session they ask through.
    pub session: SessionKey,
    /// Who they are.
    pub person: Person,
    /// Whether they proved lately who they are, as changes to people, passwords and second factors need (requirement
    /// P5).
    pub proved: bool,
    /// Whether they may do nothing before they have a second factor.
    pub must_add_second_factor: bool,
    /// In which zone they are told times (an IANA name); UTC, if `None`.
    pub time_zone: Option<String>,
}

/// A caller who may act for accounts. Only [`Caller::customer`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Customer<'a>(&'a Caller);

impl Caller {
    /// The caller as a customer; `None` for the support desk's people, who never act for an account.
    pub fn customer(&self) -> Option<Customer<'_>> {
        self.person.desk.is_none().then_some(Customer(self))
    }

    /// The caller as one of the support desk's people; `None` for customers.
    pub fn staff(&self) -> Option<Staff<'_>> {
        self.person.desk.is_some().then_some(Staff(self))
    }
}

/// A caller who works at the support desk. Only [`Caller::staff`] makes one; what they may do there is for the table
/// in [`crate::permission`] to say.
#[derive(Clone, Copy, Debug)]
pub struct Staff<'a>(&'a Caller);

impl Staff<'_> {
    /// Who they are.
    pub fn id(&self) -> PersonId {
        self.0.person.id
    }

    /// What their tries are counted under.
    pub fn agent(&self) -> Agent {
        Agent::Person(self.id())
    }
}

impl Customer<'_> {
    /// Who they are.
    pub fn id(&self) -> PersonId {
        self.0.person.id
    }

    /// What they are called.
    pub fn name(&self) -> &str {
        &self.0.person.name
    }

    /// In which zone they are told times (an IANA name); UTC, if `None`.
    pub fn time_zone(&self) -> Option<&str> {
        self.0.time_zone.as_deref()
    }

    /// Whether they proved lately who they are.
    pub fn has_proved(&self) -> bool {
        self.0.proved
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{person::DeskRole, testing::SeededEntropy};

    #[test]
    fn a_token_survives_the_way_through_a_cookie_and_prints_as_nothing() {
        let token = SessionToken::draw(&SeededEntropy::new(1)).unwrap();
        assert_eq!(token.reveal().parse::<SessionToken>().unwrap().key(), token.key());
        assert_eq!(format!("{token:?}"), "SessionToken(…)");
    }

    #[test]
    fn a_handle_is_the_beginning_of_the_key_and_has_one_spelling() {
        let mut key = [0xff; 32];
        key[..8].copy_from_slice(&[0x00, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde]);
        let handle = SessionKey(key).handle();
        assert_eq!(handle.to_string(), "00123456789abcde");
        assert_eq!("00123456789abcde".parse(), Ok(handle));
        key[8] = 0;
        assert_eq!(SessionKey(key).handle(), handle);
        key[7] = 0xdf;
        assert_ne!(SessionKey(key).handle(), handle);
        for text in [
            "",
            "0123456789abcde",
            "00123456789abcdef",
            "00123456789ABCDE",
            "+0123456789abcde",
            "g0123456789abcde",
        ] {
            assert_eq!(text.parse::<SessionHandle>(), Err(NotASessionHandle), "{text:?}");
        }
    }

    #[test]
    fn customers_act_for_accounts_and_the_desks_people_never_do() {
        let caller = |desk| Caller {
            session: SessionKey([0; 32]),
            person: Person {
                id: PersonId(7),
                email: "sam@shared.example".parse().unwrap(),
                name: "Sam".into(),
                desk,
            },
            proved: false,
            must_add_second_factor: false,
            time_zone: None,
        };
        let sam = caller(None);
        let customer = sam.customer().unwrap();
        assert_eq!((customer.id(), customer.name()), (PersonId(7), "Sam"));
        assert!(sam.staff().is_none());
        for role in [DeskRole::Agent, DeskRole::Supervisor] {
            let ada = caller(Some(role));
            assert!(ada.customer().is_none());
            assert_eq!(ada.staff().map(|staff| staff.agent()), Some(Agent::Person(PersonId(7))));
        }
    }

    #[test]
    fn a_session_ends_when_idle_and_when_old() {
        let policy = Policy::default();
        let start = Timestamp::from_millis(0);
        let mut session = Session {
            key: SessionKey([0; 32]),
            person: PersonId(1),
            created_at: start,
            last_seen_at: start,
            proved_at: start,
            awaits_code: false,
            origin: Origin::default(),
        };
        let idle = start.after(policy.session_idle);
        assert!(session.holds(Timestamp::from_millis(idle.as_millis() - 1), &policy));
        assert!(!session.holds(idle, &policy));
        let old = start.after(policy.session_absolute);
        session.last_seen_at = Timestamp::from_millis(old.as_millis() - 1);
        assert!(session.holds(session.last_seen_at, &policy));
        assert!(!session.holds(old, &policy));
        session.last_seen_at = old.after(Duration::from_secs(9));
        assert!(!session.holds(old, &policy));
    }
}
