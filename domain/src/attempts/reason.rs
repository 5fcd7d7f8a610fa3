//! Why someone at the desk lifted a lock or a suspension, for whoever asks later.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::text::{Room, Unfit, fitting};

/// One line of up to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason(String);

/// The text is no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReasonProblem {
    /// It says nothing.
    #[error("a reason says something")]
    Empty,
    /// It has more than [`Reason::MAX_LENGTH`] characters.
    #[error("a reason has at most 200 characters")]
    TooLong,
    /// It holds control characters, or what turns the direction of writing.
    #[error("a reason has no characters that cannot be seen: type it anew instead of pasting it")]
    Unprintable,
}

impl Reason {
    /// The longest reason, in characters.
    pub const MAX_LENGTH: usize = 200;

    /// The reason.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reason {
    type Err = ReasonProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match fitting(text, Room { most: Self::MAX_LENGTH, empty: false, lines: false }) {
            Ok(reason) => Ok(Self(reason)),
            Err(Unfit::Empty) => Err(ReasonProblem::Empty),
            Err(Unfit::TooLong) => Err(ReasonProblem::TooLong),
            Err(Unfit::Unprintable) => Err(ReasonProblem::Unprintable),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_that_says_something() {
        let reason: Reason = "  they called from the number on file ".parse().unwrap();
        assert_eq!(
            (reason.as_str(), reason.to_string().as_str()),
            ("they called from the number on file", "they called from the number on file")
        );
        for text in ["", "   ", "\u{200B}"] {
            assert_eq!(text.parse::<Reason>(), Err(ReasonProblem::Empty), "{text:?}");
        }
        for text in ["a\nb", "a\u{202E}b"] {
            assert_eq!(text.parse::<Reason>(), Err(ReasonProblem::Unprintable), "{text:?}");
        }
        assert!("é".repeat(200).parse::<Reason>().is_ok());
        assert_eq!("é".repeat(201).parse::<Reason>(), Err(ReasonProblem::TooLong));
    }
}
