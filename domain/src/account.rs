//! A hosting account: what a PIN belongs to.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::name::{NameProblem, name};

/// The number by which people and helpdesks name an account: 1 to 12 digits, no leading zero.
///
/// It is also the key of everything that is stored for the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNumber(i64);

/// The text is no account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an account number has 1 to 12 digits and does not begin with 0")]
pub struct NotAnAccountNumber;

impl AccountNumber {
    const MAX: i64 = 999_999_999_999;

    /// Stands for no account at all. The store keeps a row under it: for the desk's own history, and for tries on
    /// accounts that do not exist, which then cost what others cost (requirement V3). No text and no number makes
    /// it.
    pub const NOBODY: Self = Self(0);

    /// The number as the store keeps it.
    pub const fn as_i64(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for AccountNumber {
    type Error = NotAnAccountNumber;

    fn try_from(number: i64) -> Result<Self, Self::Error> {
        if (1..=Self::MAX).contains(&number) { Ok(Self(number)) } else { Err(NotAnAccountNumber) }
    }
}

impl FromStr for AccountNumber {
    type Err = NotAnAccountNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `i64::from_str` also takes "+1" and "007"; one account has one spelling.
        if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.starts_with('0') {
            return Err(NotAnAccountNumber);
        }
        text.parse::<i64>().map_err(|_| NotAnAccountNumber)?.try_into()
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an account is called: 1 to 100 characters on one line, in any script, none of them a trick.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountName(String);

impl AccountName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountName {
    type Err = NameProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        name(text).map(Self)
    }
}

impl TryFrom<String> for AccountName {
    type Error = NameProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An account as its people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub number: AccountNumber,
    /// The name that its holder gave it.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_has_one_spelling() {
        for text in ["1", "10001", "999999999999"] {
            let number = text.parse::<AccountNumber>().unwrap();
            assert_eq!((number.to_string().as_str(), number.as_i64().to_string().as_str()), (text, text));
        }
        for text in
            ["", "0", "007", "+1", "-1", " 1", "1 ", "1e3", "１", "1000000000000", "99999999999999999999"]
        {
            assert_eq!(text.parse::<AccountNumber>(), Err(NotAnAccountNumber), "{text:?}");
        }
    }

    #[test]
    fn an_account_is_called_what_fits_on_one_line() {
        let name: AccountName = " Birch & Co 🌳 ".parse().unwrap();
        assert_eq!((name.as_str(), name.to_string().as_str()), ("Birch & Co 🌳", "Birch & Co 🌳"));
        assert_eq!(AccountName::try_from("é".repeat(100)).unwrap().as_str(), "é".repeat(100));
        assert_eq!(AccountName::try_from("é".repeat(101)), Err(NameProblem::TooLong));
        assert_eq!(" ".parse::<AccountName>(), Err(NameProblem::Empty));
        assert_eq!("Birch\n& Co".parse::<AccountName>(), Err(NameProblem::Unprintable));
    }
}
