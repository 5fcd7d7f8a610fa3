//! What a person is: on an account, and at the support desk.

use serde::{Deserialize, Serialize};

/// What a person may be on an account. A sub-contact has no sign-in, and so no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The account is theirs.
    Holder,
    /// Works on the account with a sign-in of their own.
    SubAccount,
}

/// What a person is at the support desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskRole {
    /// Verifies PINs.
    Agent,
    /// Verifies PINs and lifts locks.
    Supervisor,
}
