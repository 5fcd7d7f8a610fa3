//! What someone does by the link of a mail, and how they ask for one.

#[expect(missing_docs, reason = "the macro's fields")]
mod accept_invitation;
#[expect(missing_docs, reason = "the macro's fields")]
mod ask_for_reset;
#[expect(missing_docs, reason = "the macro's fields")]
mod reset_password;

pub use accept_invitation::{AcceptInvitation, accept_invitation};
pub use ask_for_reset::{AskForReset, ask_for_reset};
pub use reset_password::{ResetPassword, reset_password};
