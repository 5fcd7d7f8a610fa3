//! The two kinds of PIN.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Which of the two PINs of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinKind {
    /// Works until it is replaced or cleared; for accounts whose sub-contacts need one to keep.
    Master,
    /// Works once, and for a limited time.
    OneTime,
}

/// The text names no kind of PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a PIN is `master` or `one_time`")]
pub struct NotAPinKind;

impl PinKind {
    /// Both kinds, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Master, Self::OneTime];

    /// The kind's name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::OneTime => "one_time",
        }
    }

    /// The kind's name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Master => "Master PIN",
            Self::OneTime => "One-Time PIN",
        }
    }
}

impl FromStr for PinKind {
    type Err = NotAPinKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(NotAPinKind)
    }
}

impl fmt::Display for PinKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_a_name_for_people_and_prints_as_the_one_for_programs() {
        assert_eq!(PinKind::ALL.map(PinKind::title), ["Master PIN", "One-Time PIN"]);
        assert_eq!(PinKind::ALL.map(|kind| kind.to_string()), ["master", "one_time"]);
    }

    #[test]
    fn a_kind_is_read_back_from_its_name_and_from_nothing_else() {
        for kind in PinKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        for text in ["", "Master", "one-time", "one_time ", "token"] {
            assert_eq!(text.parse::<PinKind>(), Err(NotAPinKind), "{text:?}");
        }
    }
}
