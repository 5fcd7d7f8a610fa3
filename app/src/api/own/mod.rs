//! What someone changes of their own sign-in.

#[expect(missing_docs, reason = "the macro's fields")]
mod change_password;
#[expect(missing_docs, reason = "the macro's fields")]
mod confirm_second_factor;
mod end_other_sessions;
#[expect(missing_docs, reason = "the macro's fields")]
mod end_session;
#[expect(missing_docs, reason = "the macro's fields")]
mod keep_time_zone;
mod offer_second_factor;
mod remove_second_factor;
mod renew_recovery_codes;

pub use change_password::{ChangePassword, change_password};
pub use confirm_second_factor::{ConfirmSecondFactor, confirm_second_factor};
pub use end_other_sessions::{EndOtherSessions, end_other_sessions};
pub use end_session::{EndSession, end_session};
pub use keep_time_zone::{KeepTimeZone, keep_time_zone};
pub use offer_second_factor::{OfferSecondFactor, offer_second_factor};
pub use remove_second_factor::{RemoveSecondFactor, remove_second_factor};
pub use renew_recovery_codes::{RenewRecoveryCodes, renew_recovery_codes};
