//! Phone numbers, as people write them.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::text::{Room, fitting};

/// A phone number in its owner's notation: digits, spaces and + ( ) - . /
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// The text is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a phone number has 5 to 30 characters: at least 5 digits, and spaces or + ( ) - . / between them")]
pub struct NotAPhone;

impl Phone {
    /// The longest phone number, in characters.
    pub const MAX_LENGTH: usize = 30;
    /// The fewest digits.
    const MIN_DIGITS: usize = 5;

    /// The number, as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Phone {
    type Err = NotAPhone;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let room = Room { most: Self::MAX_LENGTH, empty: false, lines: false };
        let text = fitting(text, room).map_err(|_| NotAPhone)?;
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let notation = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
        if notation && digits >= Self::MIN_DIGITS { Ok(Self(text)) } else { Err(NotAPhone) }
    }
}

impl TryFrom<String> for Phone {
    type Error = NotAPhone;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_kept_as_its_owner_writes_it() {
        for written in ["55501", "+49 (0)30/123-45.6", "+1 555 0100", &"1".repeat(30)] {
            let phone = Phone::try_from(format!(" {written} ")).unwrap();
            assert_eq!((phone.as_str(), phone.to_string().as_str()), (written, written));
        }
    }

    #[test]
    fn what_nobody_can_dial_is_refused() {
        for text in
            ["", "5550", "5550------", "call me 55501", "55501x", "５５５０１", "555\t01", &"1".repeat(31)]
        {
            assert_eq!(text.parse::<Phone>(), Err(NotAPhone), "{text:?}");
        }
    }
}
