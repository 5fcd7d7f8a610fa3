//! What was done, as a sentence for the page that comes next.

use serde::{Deserialize, Serialize};

/// What a form did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// Someone proved once more who they are.
    Confirmed,
    /// A password reset was asked for.
    ResetAsked,
    /// A password was chosen by a link.
    PasswordReset,
    /// A password was changed.
    PasswordChanged,
    /// An invitation was accepted.
    Joined,
    /// A second factor was taken off.
    SecondFactorOff,
    /// A session was ended.
    SessionEnded,
    /// All other sessions were ended.
    OthersEnded,
    /// A time zone was kept.
    TimeZoneKept,
    /// Someone left an account.
    Left,
    /// Someone was invited.
    Invited,
    /// An invitation was withdrawn.
    InvitationWithdrawn,
    /// A role was changed.
    RoleChanged,
    /// Someone's access was ended.
    AccessEnded,
    /// A sub-contact was listed.
    ContactAdded,
    /// A sub-contact was changed.
    ContactChanged,
    /// A sub-contact was removed.
    ContactRemoved,
    /// A verification was reported.
    Reported,
    /// An account's lock of the day was lifted.
    DailyLockLifted,
    /// An agent's suspension was lifted.
    SuspensionLifted,
}

impl Done {
    /// What was done, for the person at the screen.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Confirmed => "Thanks, that’s confirmed. You can make changes now.",
            Self::ResetAsked => {
                "If someone signs in with that email, a mail with a link is on its way. It works for a short time."
            }
            Self::PasswordReset => "Your new password is set. Sign in with it.",
            Self::PasswordChanged => "Your password is changed, and your other sessions have ended.",
            Self::Joined => "You now have access. Sign in to see the account.",
            Self::SecondFactorOff => "Your second factor is off. Only your password is asked for now.",
            Self::SessionEnded => "That session has ended.",
            Self::OthersEnded => "All your other sessions have ended.",
            Self::TimeZoneKept => "Your time zone is saved.",
            Self::Left => "You have left the account, and its PINs were cleared.",
            Self::Invited => "The invitation is on its way by mail.",
            Self::InvitationWithdrawn => "The invitation is withdrawn, and its link no longer works.",
            Self::RoleChanged => "The role is changed.",
            Self::AccessEnded => "Their access has ended, and all PINs of the account were cleared.",
            Self::ContactAdded => "The sub-contact is added.",
            Self::ContactChanged => "The sub-contact is changed.",
            Self::ContactRemoved => "The sub-contact is removed.",
            Self::Reported => {
                "Thanks for telling us. Your PINs are cleared and support verifies nobody for this account until you \
                 generate a new one."
            }
            Self::DailyLockLifted => {
                "The lock is lifted for a few tries. Ask the customer to generate a new One-Time PIN: only that one \
                 works."
            }
            Self::SuspensionLifted => "The suspension is lifted. They can verify again.",
        }
    }
}
