//! What the desk learns of a try, which is never a PIN.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ReceiptNumber;
use crate::{attempts::Lock, pin::PinKind, time::Timestamp};

/// How the caller reaches the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By phone.
    Phone,
    /// In live chat.
    Chat,
}

impl Channel {
    /// Both channels.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Chat];

    /// The channel's name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Chat => "chat",
        }
    }
}

/// The text names no channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a channel is `phone` or `chat`")]
pub struct NotAChannel;

impl FromStr for Channel {
    type Err = NotAChannel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text).ok_or(NotAChannel)
    }
}

/// How much a verification says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// Enough to give information: a Master PIN may have been known for long.
    Low,
    /// Enough for changes: a One-Time PIN was generated for this very purpose.
    Medium,
}

/// Something that no PIN is good for, since it would hand over the account itself (requirement V6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Resetting a password or a second factor.
    CredentialReset,
    /// Changing the owner's e-mail address or phone number.
    OwnerContactChange,
    /// Giving out a domain's transfer code.
    DomainTransferCode,
    /// Cancelling a service.
    Cancellation,
    /// Deleting anything.
    Deletion,
}

/// What neither kind of PIN is good for.
pub const NOT_FOR: [Purpose; 5] = [
    Purpose::CredentialReset,
    Purpose::OwnerContactChange,
    Purpose::DomainTransferCode,
    Purpose::Cancellation,
    Purpose::Deletion,
];

/// What came of a try (requirement V3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Outcome {
    /// It was right: the account is verified, not the person.
    Verified {
        /// Which PIN it was.
        kind: PinKind,
        /// The receipt's number.
        receipt: ReceiptNumber,
        /// Until when the receipt is valid.
        valid_until: Timestamp,
    },
    /// It was wrong.
    NotVerified {
        /// How many wrong tries are left before a lock.
        tries_left: u32,
    },
    /// There is no PIN that it could be compared with, or no such account; which of the two is not told.
    NoLivePin,
    /// The account's verification is locked; nothing was compared.
    Locked(Lock),
}

impl PinKind {
    /// How much a verification with this kind of PIN says.
    pub const fn assurance(self) -> Assurance {
        match self {
            Self::Master => Assurance::Low,
            Self::OneTime => Assurance::Medium,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_read_back_by_its_name() {
        for channel in Channel::ALL {
            assert_eq!(channel.as_str().parse(), Ok(channel));
        }
        assert_eq!("fax".parse::<Channel>(), Err(NotAChannel));
    }

    #[test]
    fn an_outcome_survives_being_kept_for_a_repeated_request() {
        let number = "7K3M9Q2F".parse().unwrap();
        let until = Timestamp::from_millis(7);
        for outcome in [
            Outcome::Verified { kind: PinKind::OneTime, receipt: number, valid_until: until },
            Outcome::NotVerified { tries_left: 3 },
            Outcome::NoLivePin,
            Outcome::Locked(Lock::DailyLimit { until }),
            Outcome::Locked(Lock::WrongTries),
        ] {
            let kept = serde_json::to_string(&outcome).unwrap();
            assert_eq!(serde_json::from_str::<Outcome>(&kept).unwrap(), outcome, "{kept}");
        }
    }

    #[test]
    fn a_one_time_pin_says_more_than_a_master_pin() {
        assert_eq!(PinKind::Master.assurance(), Assurance::Low);
        assert_eq!(PinKind::OneTime.assurance(), Assurance::Medium);
    }
}
