//! The people who sign in: customers on their accounts, and the support desk's people.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

/// Who someone is, in the store and in what it records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub i64);

/// What a person may be on an account. A sub-contact has no sign-in, and so no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The account is theirs.
    Holder,
    /// Works on the account with a sign-in of their own.
    SubAccount,
}

/// What a person is at the support desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskRole {
    /// Verifies PINs.
    Agent,
    /// Verifies PINs and lifts locks.
    Supervisor,
}

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub id: PersonId,
    /// What they sign in with.
    pub email: Email,
    /// What they are called on the screen.
    pub name: String,
    /// Their place at the support desk. One sign-in is a customer's or the desk's, never both.
    pub desk: Option<DeskRole>,
}

/// An e-mail address that someone signs in with, in lower case: people do not tell addresses apart by case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an e-mail address looks like name@example.com")]
pub struct NotAnEmail;

impl Email {
    /// The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3, less the angle brackets).
    pub const MAX_LENGTH: usize = 254;

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (name, host) = text.split_once('@').ok_or(NotAnEmail)?;
        let fits = !name.is_empty()
            && !host.is_empty()
            && !host.contains('@')
            && text.len() <= Self::MAX_LENGTH
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(text.to_lowercase())) } else { Err(NotAnEmail) }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A password as someone typed it. It prints as nothing and is overwritten when it is dropped.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// The longest password that is looked at, in characters: an upper bound on the work that one sign-in costs.
    pub const MAX_LENGTH: usize = 128;

    /// Takes what was typed, whatever it is.
    pub fn new(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }

    /// Nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Longer than any password can be, so that it is wrong without a look.
    pub fn is_too_long(&self) -> bool {
        self.0.chars().count() > Self::MAX_LENGTH
    }

    /// The password in the clear, for the hasher alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A password as it is kept: hashed, in the PHC string format.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes a PHC string, as the hasher made it.
    pub fn new(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_is_trimmed_and_lowered() {
        assert_eq!(" Sam@Shared.Example ".parse::<Email>().unwrap().as_str(), "sam@shared.example");
    }

    #[test]
    fn what_is_no_email_is_refused() {
        for text in ["", "sam", "@", "sam@", "@shared.example", "a@b@c", "a b@c", "a\n@c", &"a".repeat(300)] {
            assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text:?}");
        }
    }

    #[test]
    fn an_email_prints_as_it_is_kept() {
        assert_eq!("Sam@Shared.Example".parse::<Email>().unwrap().to_string(), "sam@shared.example");
    }

    #[test]
    fn a_password_is_taken_as_it_was_typed_and_counted_in_characters() {
        let typed = |text: &str| Password::new(text.to_owned());
        assert_eq!(typed(" é ").reveal(), " é ");
        assert!(typed("").is_empty() && !typed(" ").is_empty());
        assert!(!typed(&"é".repeat(128)).is_too_long());
        assert!(typed(&"é".repeat(129)).is_too_long());
        assert_eq!(PasswordHash::new("$argon2id$…".into()).as_str(), "$argon2id$…");
    }

    #[test]
    fn passwords_print_as_nothing() {
        assert_eq!(format!("{:?}", Password::new("hunter2".into())), "Password(…)");
        assert_eq!(format!("{:?}", PasswordHash::new("$argon2id$…".into())), "PasswordHash(…)");
    }
}
