//! The events. They name people, PINs and receipts by number: names are joined when someone reads, so that a
//! person can be erased without breaking the chain. No event holds a code (requirement K5).

use serde::{Deserialize, Serialize};

use crate::{
    person::{PersonId, Role},
    pin::PinKind,
    verification::{AgentKey, Channel},
};

/// What the operator did with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyChange {
    /// It was added.
    Added,
    /// It seals from now on, and what others had sealed was sealed anew.
    Rotated,
    /// It was dropped.
    Dropped,
}

/// What happened to something that an account lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListChange {
    /// It was added.
    Added,
    /// It was changed.
    Changed,
    /// It was removed.
    Removed,
}

/// What the operator did to someone's sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorChange {
    /// It was made.
    Made,
    /// It was disabled.
    Disabled,
    /// It was enabled again.
    Enabled,
    /// Its second factor was taken off.
    SecondFactorReset,
}

/// Something that happened on an account, or at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A person generated a PIN; one of its kind that was live stopped working by it.
    Generated {
        /// Which kind.
        kind: PinKind,
        /// Which PIN.
        pin: i64,
        /// Who.
        person: i64,
    },
    /// A person cleared a PIN.
    Cleared {
        /// Which kind.
        kind: PinKind,
        /// Which PIN.
        pin: i64,
        /// Who.
        person: i64,
    },
    /// A One-Time PIN's time was over.
    Expired {
        /// Which PIN.
        pin: i64,
    },
    /// A Master PIN met so many wrong tries that it was cleared.
    WornOut {
        /// Which PIN.
        pin: i64,
    },
    /// A caller was verified.
    Verified {
        /// With which kind of PIN.
        kind: PinKind,
        /// With which PIN.
        pin: i64,
        /// Which try.
        attempt: i64,
        /// How the caller reached the desk.
        channel: Channel,
    },
    /// A try was wrong.
    WrongTry {
        /// Which try.
        attempt: i64,
        /// How the caller reached the desk.
        channel: Channel,
        /// It was never settled by whoever counted it, and so counts as wrong.
        interrupted: bool,
    },
    /// A try came with the right PIN, but too late: the PIN had ended meanwhile, or a lock had come.
    TooLate {
        /// Which try.
        attempt: i64,
        /// How the caller reached the desk.
        channel: Channel,
    },
    /// Wrong tries in a row locked the account's verification until a PIN is generated.
    Locked,
    /// Wrong tries within a day locked the account's verification for a while.
    LockedForTheDay {
        /// Until when, in milliseconds since the Unix epoch.
        until: i64,
    },
    /// Wrong tries suspended an agent.
    AgentSuspended {
        /// What the agent's tries are counted under.
        agent: String,
    },
    /// The operator voided a One-Time PIN, since the clock could not be trusted.
    Voided {
        /// Which PIN.
        pin: i64,
    },
    /// The operator accepted the clock as it was.
    ClockAccepted {
        /// How far it stood behind what had been recorded, in milliseconds.
        behind: i64,
    },
    /// The operator changed the keyring.
    Keys {
        /// What was done.
        change: KeyChange,
        /// To which key.
        key: i64,
    },
    /// Someone may act for the account from now on.
    AccessGiven {
        /// Who.
        person: i64,
        /// As what.
        role: Role,
        /// Who invited them; `None` for the operator.
        by: Option<i64>,
    },
    /// Someone's role on the account is another one.
    RoleChanged {
        /// Whose.
        person: i64,
        /// What it is now.
        role: Role,
        /// Who changed it; `None` for the operator.
        by: Option<i64>,
    },
    /// Someone may not act for the account any more.
    AccessEnded {
        /// Who.
        person: i64,
        /// Who ended it, which may be themselves; `None` for the operator.
        by: Option<i64>,
    },
    /// A PIN was cleared, since someone who could read it lost access.
    ClearedWithAccess {
        /// Which kind.
        kind: PinKind,
        /// Which PIN.
        pin: i64,
    },
    /// A person invited someone, or withdrew an invitation.
    Invitation {
        /// What happened to it.
        change: ListChange,
        /// Which invitation.
        invitation: i64,
        /// Who did it.
        person: i64,
    },
    /// A person changed the list of sub-contacts.
    Contact {
        /// What happened to it.
        change: ListChange,
        /// Which sub-contact.
        contact: i64,
        /// Who did it.
        person: i64,
    },
    /// The operator disabled the account.
    AccountDisabled,
    /// The operator enabled the account again.
    AccountEnabled,
    /// The operator changed how someone may sign in.
    SignInChanged {
        /// Whose sign-in.
        person: i64,
        /// How.
        change: OperatorChange,
    },
    /// Someone at the desk opened the receipt of a verification.
    ReceiptOpened {
        /// The try that it was given for.
        attempt: i64,
        /// Who at the desk.
        staff: i64,
    },
    /// A supervisor lifted the lock of the day.
    DailyLockLifted {
        /// Who at the desk.
        staff: i64,
        /// Of which account, in the desk's own history; in the account's it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<i64>,
    },
    /// The suspension of an agent was lifted.
    SuspensionLifted {
        /// What the agent's tries are counted under.
        agent: String,
        /// Who at the desk; `None` for the operator.
        staff: Option<i64>,
    },
    /// Wrong tries on many accounts looked like an attack, and the supervisors were told.
    Alarm {
        /// How many wrong tries.
        wrong: u32,
        /// On how many accounts.
        accounts: u32,
    },
    /// A person said that a verification was none of the account's.
    Reported {
        /// Who.
        person: i64,
    },
}

impl Event {
    /// Whether this PIN of this kind ended by it, also by being replaced.
    pub fn ends(&self, kind: PinKind, pin: i64) -> bool {
        match self {
            Self::Generated { kind: other, pin: newer, .. } => *other == kind && *newer > pin,
            Self::Cleared { pin: ended, .. }
            | Self::Expired { pin: ended }
            | Self::WornOut { pin: ended }
            | Self::Voided { pin: ended }
            | Self::ClearedWithAccess { pin: ended, .. } => *ended == pin,
            Self::Verified { kind: PinKind::OneTime, pin: ended, .. } => *ended == pin,
            _ => false,
        }
    }

    /// The person of the account who did it; `None` for what nobody of the account did.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Generated { person, .. }
            | Self::Cleared { person, .. }
            | Self::Invitation { person, .. }
            | Self::Contact { person, .. }
            | Self::Reported { person } => Some(PersonId(*person)),
            Self::AccessGiven { by: Some(by), .. }
            | Self::RoleChanged { by: Some(by), .. }
            | Self::AccessEnded { by: Some(by), .. } => Some(PersonId(*by)),
            _ => None,
        }
    }

    /// The person of the desk who did it; `None` for what nobody of the desk did.
    pub const fn staff(&self) -> Option<PersonId> {
        match self {
            Self::ReceiptOpened { staff, .. }
            | Self::DailyLockLifted { staff, .. }
            | Self::SuspensionLifted { staff: Some(staff), .. } => Some(PersonId(*staff)),
            _ => None,
        }
    }

    /// The agent that it was done to, where it was done to one.
    pub fn agent(&self) -> Option<AgentKey> {
        match self {
            Self::AgentSuspended { agent } | Self::SuspensionLifted { agent, .. } => agent.parse().ok(),
            _ => None,
        }
    }

    /// The person that it was done to, where it was done to one.
    pub const fn whom(&self) -> Option<PersonId> {
        match self {
            Self::AccessGiven { person, .. }
            | Self::RoleChanged { person, .. }
            | Self::AccessEnded { person, .. } => Some(PersonId(*person)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
