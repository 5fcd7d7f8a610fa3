//! What came of a try, in words: for the agent what it means, and what they can say next.

use domain::{
    attempts::Lock,
    pin::PinKind,
    verification::{Assurance, NOT_FOR, Outcome, Purpose},
};

use crate::api::times::short_moment_with_zone;

/// Which sign is drawn beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A tick.
    Right,
    /// A cross.
    Wrong,
    /// An empty place.
    Nothing,
    /// A padlock.
    Locked,
}

impl Mark {
    /// The mark's name for the style sheet.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Nothing => "nothing",
            Self::Locked => "locked",
        }
    }
}

/// An outcome in words.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    /// The sign beside them.
    pub(super) mark: Mark,
    /// What it is, in the words that outsiders rely on.
    pub(super) title: &'static str,
    /// What it means.
    pub(super) why: String,
    /// What the agent can say next.
    pub(super) say: String,
}

impl Told {
    fn new(mark: Mark, title: &'static str, why: impl Into<String>, say: impl Into<String>) -> Self {
        Self { mark, title, why: why.into(), say: say.into() }
    }

    /// The outcome, to someone in this time zone.
    pub(super) fn of(outcome: &Outcome, zone: Option<&str>) -> Self {
        match outcome {
            Outcome::Verified { .. } => Self::new(
                Mark::Right,
                "Account verified",
                "Someone with access to the account gave the caller this PIN. It doesn’t say who the caller is.",
                "Thank you, that’s right. How can I help you with this account?",
            ),
            Outcome::NotVerified { tries_left: 0 } => Self::new(
                Mark::Wrong,
                "Not verified",
                "The PIN is wrong, and no tries are left: this account’s verification is locked now.",
                "That PIN isn’t right, and I can’t take another one now. Please sign in to the control panel: it \
                 says under Security Pins what helps.",
            ),
            Outcome::NotVerified { tries_left } => Self::new(
                Mark::Wrong,
                "Not verified",
                format!(
                    "The PIN is wrong. {} left before this account’s verification locks.",
                    tries(*tries_left)
                ),
                "That PIN isn’t right. Could you read it to me once more, digit by digit?",
            ),
            Outcome::NoLivePin => Self::new(
                Mark::Nothing,
                "No live PIN",
                "There is no PIN that works for this account number. Nothing was counted.",
                "I see no PIN for that account number. Could you check the number, or generate a new PIN in the \
                 control panel and read it to me?",
            ),
            Outcome::Locked(lock) => Self::locked(*lock, zone),
        }
    }

    fn locked(lock: Lock, zone: Option<&str>) -> Self {
        let (why, say) = match lock {
            Lock::WrongTries => (
                "Too many wrong PINs were given in a row. It stays locked until someone with access to the account \
                 generates a PIN. Nothing was compared."
                    .to_owned(),
                "Too many wrong PINs were given, so I can’t take another one yet. Please generate a new PIN in the \
                 control panel and read me that one."
                    .to_owned(),
            ),
            Lock::DailyLimit { until } => {
                let until = short_moment_with_zone(zone, until);
                (
                    format!(
                        "Too many wrong PINs were given within a day. It stays locked until {until}, and a new PIN \
                         doesn’t change that; a supervisor can allow a few tries before. Nothing was compared."
                    ),
                    "Too many wrong PINs were given within a day, so I can’t take another one. If it can’t wait, I \
                     can ask a supervisor."
                        .to_owned(),
                )
            }
            Lock::Reported => (
                "Someone with access to the account said that a verification was none of theirs. It stays locked \
                 until they generate a PIN. Nothing was compared."
                    .to_owned(),
                "I can’t verify anyone for this account yet. Please generate a new PIN in the control panel and read \
                 me that one."
                    .to_owned(),
            ),
        };
        Self::new(Mark::Locked, "Locked", why, say)
    }

    /// The agent is suspended.
    pub(super) fn suspended() -> Self {
        Self::new(
            Mark::Locked,
            "Suspended",
            "You typed too many wrong PINs, and can verify no more until a supervisor or the operator lifts that. \
             Nothing was compared, and nothing counts against the account.",
            "I can’t check your PIN myself at the moment. A colleague will take over.",
        )
    }
}

fn tries(left: u32) -> String {
    if left == 1 { "1 try is".to_owned() } else { format!("{left} tries are") }
}

/// What a PIN of this kind is called where it was right.
pub(super) const fn proof(kind: PinKind) -> &'static str {
    match kind {
        PinKind::Master => "Master PIN, which still works",
        PinKind::OneTime => "One-Time PIN, now used up",
    }
}

/// What a verification that says so much is good for.
pub(super) const fn good_for(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Low => "Information about the account. For changes, ask for a One-Time PIN.",
        Assurance::Medium => "Information about the account, and changes to it.",
    }
}

/// What no PIN is good for.
pub(super) fn not_for() -> [&'static str; 5] {
    NOT_FOR.map(|purpose| match purpose {
        Purpose::CredentialReset => "Resetting a password or a second factor",
        Purpose::OwnerContactChange => "Changing the owner’s email or phone number",
        Purpose::DomainTransferCode => "Giving out a domain’s transfer code",
        Purpose::Cancellation => "Cancelling a service",
        Purpose::Deletion => "Deleting anything",
    })
}

/// A receipt's number as it is read out to a colleague: in two groups.
pub(super) fn grouped(number: &str) -> String {
    let (first, second) = number.split_at_checked(number.len() / 2).unwrap_or((number, ""));
    format!("{first} {second}")
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn until() -> Timestamp {
        Timestamp::from_millis(1_795_515_780_000)
    }

    #[test]
    fn each_outcome_begins_with_the_words_that_outsiders_rely_on() {
        let verified = Outcome::Verified {
            kind: PinKind::Master,
            receipt: "7K3M9Q2F".parse().unwrap(),
            valid_until: until(),
        };
        let title = |outcome| Told::of(&outcome, None).title;
        assert_eq!(title(verified), "Account verified");
        for tries_left in [0, 1, 4] {
            assert_eq!(title(Outcome::NotVerified { tries_left }), "Not verified");
        }
        assert_eq!(title(Outcome::NoLivePin), "No live PIN");
        for lock in [Lock::WrongTries, Lock::DailyLimit { until: until() }, Lock::Reported] {
            assert_eq!(title(Outcome::Locked(lock)), "Locked");
        }
        assert_eq!(Told::suspended().title, "Suspended");
    }

    #[test]
    fn what_is_left_and_until_when_is_told() {
        let why = |outcome| Told::of(&outcome, Some("Europe/Berlin")).why;
        assert!(why(Outcome::NotVerified { tries_left: 4 }).contains("4 tries are left"));
        assert!(why(Outcome::NotVerified { tries_left: 1 }).contains("1 try is left"));
        assert!(why(Outcome::NotVerified { tries_left: 0 }).contains("locked now"));
        assert!(
            why(Outcome::Locked(Lock::DailyLimit { until: until() }))
                .contains("until 24 Nov 2026, 11:23 CET")
        );
        assert!(why(Outcome::Locked(Lock::WrongTries)).contains("generates a PIN"));
    }

    #[test]
    fn a_one_time_pin_is_good_for_more_and_neither_for_the_account_itself() {
        assert!(!good_for(PinKind::Master.assurance()).contains("and changes"));
        assert!(good_for(PinKind::OneTime.assurance()).contains("and changes"));
        assert_eq!(not_for().len(), NOT_FOR.len());
    }

    #[test]
    fn a_receipts_number_stands_in_two_groups() {
        assert_eq!(grouped("7K3M9Q2F"), "7K3M 9Q2F");
    }
}
