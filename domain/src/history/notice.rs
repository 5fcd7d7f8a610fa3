//! What the account's people are told by mail (requirement A2). A notice is kept in the transaction of the act
//! itself and leaves later, at least once. It holds no code.

use serde::{Deserialize, Serialize};

use crate::{person::Role, pin::PinKind};

/// Something to tell the people of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// A PIN was generated.
    Generated {
        /// Which kind.
        kind: PinKind,
    },
    /// A PIN was cleared.
    Cleared {
        /// Which kind.
        kind: PinKind,
    },
    /// Someone was verified with a PIN.
    Used {
        /// Which kind.
        kind: PinKind,
    },
    /// Someone was verified after wrong tries.
    UsedAfterWrongTries {
        /// Which kind.
        kind: PinKind,
    },
    /// Three wrong tries were made in a row.
    WrongTries,
    /// Wrong tries locked the account's verification.
    Locked,
    /// Wrong tries cleared the Master PIN.
    WornOut,
    /// Someone said that a verification was none of the account's: its PINs were cleared and its verification is
    /// locked.
    Reported,
    /// Someone may act for the account from now on.
    AccessGiven {
        /// Who.
        person: i64,
        /// As what.
        role: Role,
    },
    /// Someone's role on the account is another one.
    RoleChanged {
        /// Whose.
        person: i64,
        /// What it is now.
        role: Role,
    },
    /// Someone may not act for the account any more, and all its PINs were cleared.
    AccessEnded {
        /// Who.
        person: i64,
    },
    /// A sub-contact was taken off the account's list.
    ContactRemoved {
        /// Whether the Master PIN was cleared too.
        cleared: bool,
    },
    /// The operator disabled the account, and all its PINs were cleared.
    Disabled,
    /// The account was enabled again.
    Enabled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_kept_by_name_and_read_back() {
        for (notice, kept) in [
            (Notice::Reported, r#"{"notice":"reported"}"#),
            (Notice::WrongTries, r#"{"notice":"wrong_tries"}"#),
            (Notice::Used { kind: PinKind::OneTime }, r#"{"notice":"used","kind":"one_time"}"#),
            (Notice::ContactRemoved { cleared: true }, r#"{"notice":"contact_removed","cleared":true}"#),
        ] {
            assert_eq!(serde_json::to_string(&notice).unwrap(), kept);
            assert_eq!(serde_json::from_str::<Notice>(kept).unwrap(), notice);
        }
    }
}
