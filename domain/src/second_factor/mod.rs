//! What proves, beside the password, that it is them: the codes of an app, and the recovery codes for the day when
//! the app is gone (requirement P5).

mod recovery;
mod secret;
mod typed;

pub use recovery::{NotARecoveryCode, RecoveryCode};
pub use secret::TotpSecret;
pub use typed::{NotACode, TypedCode};
