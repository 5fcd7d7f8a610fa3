//! Letters: what people are told by mail. The rules say what and to whom; how it is worded and sent is the server's.
//! No letter holds a PIN (requirement K5).

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    history::Notice,
    person::{Email, Role},
    time::Timestamp,
    token::Token,
};

/// Which letter of the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LetterId(pub i64);

/// A letter that is ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Which one.
    pub id: LetterId,
    /// Where it goes.
    pub to: Email,
    /// What its reader is called, where that is known.
    pub name: Option<String>,
    /// The time zone in which its reader is told times (an IANA name); UTC, if `None`.
    pub time_zone: Option<String>,
    /// What it says.
    pub content: Content,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Something happened on an account that the reader holds.
    OnAccount {
        /// The account.
        account: Account,
        /// What.
        notice: Notice,
        /// Whom it is about, by name, where the notice names someone.
        about: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// The reader is invited to act for an account.
    Invitation {
        /// The account.
        account: Account,
        /// Who invites, by name.
        by: String,
        /// As what.
        role: Role,
        /// What the link shows.
        link: Token,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// The reader, or someone who knows the address, asked for a new password.
    PasswordReset {
        /// What the link shows.
        link: Token,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// The operator made a sign-in for the reader, who now chooses a password.
    Welcome {
        /// What the link shows.
        link: Token,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// The reader's own sign-in changed.
    OnSignIn {
        /// How.
        change: SignInChange,
        /// When.
        at: Timestamp,
    },
    /// Wrong tries on many accounts look like an attack; the reader is a supervisor.
    Alarm {
        /// How many.
        wrong: u32,
        /// On how many accounts.
        accounts: u32,
        /// When it was noticed.
        at: Timestamp,
    },
}

/// A letter's content as it is kept: it names what it is about, and is put together when it leaves. A link is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Draft {
    /// Something happened on an account.
    OnAccount {
        /// Which account.
        account: i64,
        /// What.
        notice: Notice,
        /// When.
        at: Timestamp,
    },
    /// An invitation.
    Invitation {
        /// To which account.
        account: i64,
        /// Which invitation.
        invitation: i64,
    },
    /// Someone asked for a new password; whether the address is anyone's is looked up when the letter leaves.
    PasswordReset,
    /// The operator made a sign-in.
    Welcome,
    /// The reader's sign-in changed.
    OnSignIn {
        /// How.
        change: SignInChange,
        /// When.
        at: Timestamp,
    },
    /// Wrong tries on many accounts look like an attack.
    Alarm {
        /// How many.
        wrong: u32,
        /// On how many accounts.
        accounts: u32,
        /// When it was noticed.
        at: Timestamp,
    },
}

impl Draft {
    /// The draft as the store keeps it.
    pub fn to_json(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

/// What changed about someone's sign-in, which they should know of in case it was not them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInChange {
    /// The password is another one.
    Password,
    /// A second factor is asked for from now on.
    SecondFactorOn,
    /// No second factor is asked for any more.
    SecondFactorOff,
    /// Someone signed in with a recovery code.
    RecoveryCodeUsed,
    /// There are new recovery codes, and the former ones are void.
    RecoveryCodesRenewed,
}
