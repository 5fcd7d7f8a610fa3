//! The daily head: one line for all chains, to be kept outside the database. Whoever sets an account's rows back to
//! an older state leaves chains that hold by themselves; they do not fit a head that was written down before.

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::Head;
use crate::{account::AccountNumber, time::Timestamp};

/// What all chains held at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyHead {
    /// That moment.
    pub at: Timestamp,
    /// A hash over the number, length and head of every chain that had entries then, by number.
    pub digest: [u8; 32],
}

/// The text is no daily head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a head looks like 1800000000000-0123…: a number, a hyphen and 64 hexadecimal digits")]
pub struct NotADailyHead;

impl fmt::Display for DailyHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.at.as_millis())?;
        self.digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for DailyHead {
    type Err = NotADailyHead;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, digits) = text.split_once('-').ok_or(NotADailyHead)?;
        let at = at.parse().map(Timestamp::from_millis).map_err(|_| NotADailyHead)?;
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotADailyHead);
        }
        let mut digest = [0; 32];
        for (place, byte) in digest.iter_mut().enumerate() {
            let pair = digits.get(place * 2..place * 2 + 2).ok_or(NotADailyHead)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotADailyHead)?;
        }
        Ok(Self { at, digest })
    }
}

/// Takes the heads of the chains, by number, and gives the daily head.
#[derive(Clone, Debug, Default)]
pub struct HeadDigest(Sha256);

impl HeadDigest {
    /// Takes the next chain's head as it was at the moment.
    pub fn take(&mut self, account: AccountNumber, head: &Head) {
        self.0.update(account.as_i64().to_be_bytes());
        self.0.update(head.length.to_be_bytes());
        self.0.update(head.seal);
    }

    /// The head of them all.
    pub fn finish(self, at: Timestamp) -> DailyHead {
        DailyHead { at, digest: self.0.finalize().into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(heads: &[(i64, i64)]) -> DailyHead {
        let mut digest = HeadDigest::default();
        for (account, length) in heads {
            let account = AccountNumber::try_from(*account).unwrap();
            digest.take(account, &Head { length: *length, seal: [7; 32] });
        }
        digest.finish(Timestamp::from_millis(1_800_000_000_000))
    }

    #[test]
    fn a_head_survives_being_written_down() {
        let head = of(&[(1, 3), (2, 5)]);
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in [
            "",
            "1",
            "1-",
            "x-00",
            "1-zz",
            &format!("1-{}", "0".repeat(63)),
            &format!("1-{}", "0".repeat(65)),
            &format!("1-{}", "+0".repeat(32)),
            &format!("1-{}", "ä".repeat(32)),
        ] {
            assert_eq!(text.parse::<DailyHead>(), Err(NotADailyHead), "{text}");
        }
    }

    #[test]
    fn every_account_and_every_length_shows_in_the_head() {
        assert_ne!(of(&[(1, 3), (2, 5)]), of(&[(1, 3), (2, 4)]));
        assert_ne!(of(&[(1, 3), (2, 5)]), of(&[(1, 3)]));
        assert_ne!(of(&[(1, 3)]), of(&[(2, 3)]));
    }
}
