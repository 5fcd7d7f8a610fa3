//! Passwords that someone chooses (requirement P1, after NIST SP 800-63B-4, 3.1.1.2): long enough, neither common nor
//! their own name, and otherwise whatever they like.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::{Password, common::is_common};

/// A password that may be chosen. It prints as nothing.
#[derive(Clone)]
pub struct NewPassword(Password);

/// Why a password may not be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordProblem {
    /// It has fewer than [`NewPassword::MIN_LENGTH`] characters.
    #[error("a password has at least 8 characters; 15 or more are better")]
    TooShort,
    /// It has more than [`Password::MAX_LENGTH`] characters.
    #[error("a password has at most 128 characters")]
    TooLong,
    /// It holds control characters, which cannot be typed everywhere.
    #[error("a password has no control characters such as tabs and line breaks")]
    Unprintable,
    /// It is among the 10,000 most common, which are tried first.
    #[error("this password is among the most common ones: choose another")]
    TooCommon,
    /// It is hardly more than one of the names that belong to whoever chooses it.
    #[error("this password is hardly more than your own name, address or account: choose another")]
    OwnName,
}

/// What belongs to everyone here.
const OUR_NAME: &str = "Security Pins";

impl NewPassword {
    /// The shortest password that may be chosen, in characters.
    pub const MIN_LENGTH: usize = 8;
    /// A word of a name counts by itself from so many letters on.
    const WORD: usize = 4;

    /// Takes a password that may be chosen by someone to whom these names, addresses and accounts belong.
    ///
    /// # Errors
    /// Says why another has to be chosen.
    pub fn choose(typed: Password, own: &[&str]) -> Result<Self, PasswordProblem> {
        if typed.reveal().chars().count() < Self::MIN_LENGTH {
            return Err(PasswordProblem::TooShort);
        }
        if typed.is_too_long() {
            return Err(PasswordProblem::TooLong);
        }
        if typed.reveal().chars().any(char::is_control) {
            return Err(PasswordProblem::Unprintable);
        }
        let lowered = Zeroizing::new(typed.reveal().to_lowercase());
        if is_common(&lowered) {
            return Err(PasswordProblem::TooCommon);
        }
        let core = core(&lowered);
        let is = |name: &str| {
            let name = name.to_lowercase();
            *lowered == name || (!core.is_empty() && core == self::core(&name))
        };
        if own.iter().chain(&[OUR_NAME]).any(|name| parts(name).any(is)) {
            return Err(PasswordProblem::OwnName);
        }
        Ok(Self(typed))
    }

    /// The password, for the hasher.
    pub fn as_password(&self) -> &Password {
        &self.0
    }
}

/// The name, what stands before the @ of an address, and each longer word.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= NewPassword::WORD;
    let before_at = name.split_once('@').map(|(before, _)| before);
    [name].into_iter().chain(before_at).chain(name.split_whitespace().filter(long))
}

/// What is left without the digits and signs around, and without the signs within.
fn core(lowered: &str) -> Zeroizing<String> {
    let within = lowered.trim_matches(|c: char| !c.is_alphabetic());
    Zeroizing::new(within.chars().filter(|c| c.is_alphanumeric()).collect())
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &[&str] = &["Jo Shorewood", "jo.wood@shared.example", "Acme Web Studio", "24681357", ""];

    fn choose(typed: &str) -> Result<String, PasswordProblem> {
        let chosen = NewPassword::choose(Password::new(typed.to_owned()), OWN)?;
        Ok(chosen.as_password().reveal().to_owned())
    }

    #[test]
    fn a_password_has_8_to_128_characters_and_is_not_trimmed() {
        assert_eq!(choose("é é é ü"), Err(PasswordProblem::TooShort));
        assert_eq!(choose(" é é ü ").as_deref(), Err(&PasswordProblem::TooShort));
        assert_eq!(choose(" é é ü é").as_deref(), Ok(" é é ü é"));
        assert_eq!(choose(" é é ü  ").as_deref(), Ok(" é é ü  "));
        assert_eq!(choose(&"é".repeat(128)), Ok("é".repeat(128)));
        assert_eq!(choose(&"é".repeat(129)), Err(PasswordProblem::TooLong));
    }

    #[test]
    fn there_are_no_rules_of_composition() {
        for fine in [
            "lower case words",
            "48151623421",
            "!?!?!?!?",
            "ｆｕｌｌｗｉｄｔｈ",
            "🐎🔋📎🐎🔋📎🐎🔋",
            "jjjjzzzz",
        ] {
            assert_eq!(choose(fine).as_deref(), Ok(fine));
        }
    }

    #[test]
    fn control_characters_are_refused() {
        for typed in ["horse\0battery", "horse\tbattery", "horse battery\n", "horse\u{85}battery"] {
            assert_eq!(choose(typed), Err(PasswordProblem::Unprintable), "{typed:?}");
        }
    }

    #[test]
    fn the_most_common_are_refused_in_any_case() {
        for typed in ["password", "PassWord1", "1234567890", "QWERTYUIOP"] {
            assert_eq!(choose(typed), Err(PasswordProblem::TooCommon), "{typed:?}");
        }
        assert_eq!(choose("password is not mine").as_deref(), Ok("password is not mine"));
    }

    #[test]
    fn own_names_are_refused_with_digits_and_signs_around() {
        for typed in [
            "Jo Shorewood",
            "JOSHOREWOOD",
            "jo-shorewood!",
            "shorewood",
            "1Shorewood",
            "shorewood2026!",
            "jo.wood@shared.example",
            "jo.wood1",
            "!!!jowood",
            "acme web studio",
            "Acme2026",
            "studio99",
            "24681357",
            "Security Pins",
            "securitypins1",
            "2026security",
        ] {
            assert_eq!(choose(typed), Err(PasswordProblem::OwnName), "{typed:?}");
        }
    }

    #[test]
    fn what_is_more_than_an_own_name_is_taken() {
        for typed in [
            "shorewoods",
            "shore2wood",
            "my shorewood",
            "jo123456",
            "web-2026",
            "wood2026",
            "24681357x9",
            "2468!!!!!",
        ] {
            assert_eq!(choose(typed).as_deref(), Ok(typed));
        }
    }

    #[test]
    fn it_prints_as_nothing() {
        let chosen = NewPassword::choose(Password::new("correct horse".into()), &[]).unwrap();
        assert_eq!(format!("{chosen:?}"), "NewPassword(…)");
    }

    #[test]
    fn each_problem_says_what_to_do() {
        assert!(PasswordProblem::TooShort.to_string().contains("at least 8 characters"));
        assert!(PasswordProblem::TooLong.to_string().contains("at most 128 characters"));
        assert!(PasswordProblem::Unprintable.to_string().contains("no control characters"));
        assert!(PasswordProblem::TooCommon.to_string().ends_with("choose another"));
        assert!(PasswordProblem::OwnName.to_string().ends_with("choose another"));
    }
}
