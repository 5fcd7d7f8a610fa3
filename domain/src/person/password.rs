//! Passwords as they are typed and as they are kept.

use std::fmt;

use zeroize::Zeroizing;

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
