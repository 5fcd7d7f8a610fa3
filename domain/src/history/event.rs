//! The events. They name people, PINs and receipts by number: names are joined when someone reads, so that a
//! person can be erased without breaking the chain. No event holds a code (requirement K5).

use serde::{Deserialize, Serialize};

use crate::{pin::PinKind, verification::Channel};

/// Something that happened on an account.
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
    /// Wrong tries locked the account's verification.
    Locked,
    /// A person said that a verification was none of the account's.
    Reported {
        /// Who.
        person: i64,
    },
}
