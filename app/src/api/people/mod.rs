//! Who may act for an account, and its sub-contacts: what holders change about them, and leaving.

mod add_contact;
mod change_contact;
mod change_role;
mod invite;
mod leave;
mod remove_contact;
mod remove_person;
mod withdraw_invitation;

#[cfg(feature = "ssr")]
mod typed;

pub use add_contact::{AddContact, add_contact};
pub use change_contact::{ChangeContact, change_contact};
pub use change_role::{ChangeRole, change_role};
pub use invite::{Invite, invite};
pub use leave::{Leave, leave};
pub use remove_contact::{RemoveContact, remove_contact};
pub use remove_person::{RemovePerson, remove_person};
pub use withdraw_invitation::{WithdrawInvitation, withdraw_invitation};
