//! What events are about, for whoever reads only a part of a history.

use std::{fmt, str::FromStr};

use thiserror::Error;

use super::Event;

/// What someone wants to read about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Everything.
    #[default]
    All,
    /// How PINs came and went.
    Pins,
    /// What was tried at support, and what came of it.
    Support,
    /// The account, its people and its sub-contacts.
    People,
}

/// The text names no subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a subject is `all`, `pins`, `support` or `people`")]
pub struct NotASubject;

impl Subject {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::All, Self::Pins, Self::Support, Self::People];

    /// The subject's name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Pins => "pins",
            Self::Support => "support",
            Self::People => "people",
        }
    }

    /// What an event is about, which is never everything.
    pub const fn of(event: &Event) -> Self {
        match event {
            Event::Generated { .. }
            | Event::Cleared { .. }
            | Event::Expired { .. }
            | Event::WornOut { .. }
            | Event::Voided { .. }
            | Event::ClearedWithAccess { .. } => Self::Pins,
            Event::Verified { .. }
            | Event::WrongTry { .. }
            | Event::TooLate { .. }
            | Event::Locked
            | Event::LockedForTheDay { .. }
            | Event::ReceiptOpened { .. }
            | Event::DailyLockLifted { .. }
            | Event::Reported { .. } => Self::Support,
            Event::AgentSuspended { .. }
            | Event::SuspensionLifted { .. }
            | Event::Alarm { .. }
            | Event::ClockAccepted { .. }
            | Event::Keys { .. }
            | Event::AccessGiven { .. }
            | Event::RoleChanged { .. }
            | Event::AccessEnded { .. }
            | Event::Invitation { .. }
            | Event::Contact { .. }
            | Event::AccountDisabled
            | Event::AccountEnabled
            | Event::SignInChanged { .. } => Self::People,
        }
    }

    /// Whether whoever reads about this reads about that event.
    pub fn includes(self, event: &Event) -> bool {
        self == Self::All || self == Self::of(event)
    }
}

impl FromStr for Subject {
    type Err = NotASubject;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|subject| subject.as_str() == text).ok_or(NotASubject)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::ListChange, pin::PinKind, verification::Channel};

    #[test]
    fn subjects_are_named_and_nothing_else_names_one() {
        for subject in Subject::ALL {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for text in ["", "All", "pin", "support ", "everything"] {
            assert_eq!(text.parse::<Subject>(), Err(NotASubject), "{text:?}");
        }
        assert_eq!(Subject::default(), Subject::All);
    }

    #[test]
    fn each_event_is_about_one_subject_and_everything_includes_it() {
        let (kind, pin, attempt, channel) = (PinKind::Master, 1, 2, Channel::Chat);
        for (event, subject) in [
            (Event::Generated { kind, pin, person: 1 }, Subject::Pins),
            (Event::ClearedWithAccess { kind, pin }, Subject::Pins),
            (Event::WornOut { pin }, Subject::Pins),
            (Event::Verified { kind, pin, attempt, channel }, Subject::Support),
            (Event::TooLate { attempt, channel }, Subject::Support),
            (Event::LockedForTheDay { until: 0 }, Subject::Support),
            (Event::Reported { person: 1 }, Subject::Support),
            (Event::ReceiptOpened { attempt, staff: 1 }, Subject::Support),
            (Event::DailyLockLifted { staff: 1, account: None }, Subject::Support),
            (Event::SuspensionLifted { agent: "person/1".into(), staff: None }, Subject::People),
            (Event::Alarm { wrong: 51, accounts: 31 }, Subject::People),
            (Event::AccessEnded { person: 1, by: None }, Subject::People),
            (Event::Contact { change: ListChange::Added, contact: 1, person: 1 }, Subject::People),
            (Event::AccountDisabled, Subject::People),
        ] {
            let including: Vec<_> = Subject::ALL.into_iter().filter(|asked| asked.includes(&event)).collect();
            assert_eq!(including, [Subject::All, subject], "{event:?}");
        }
    }
}
