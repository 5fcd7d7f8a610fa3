//! An account's people: who signs in, who is invited, and its sub-contacts.

mod contact;
mod contacts;
mod found;
mod invitations;
mod leave;
mod list;
mod members;
mod remove;
mod words;

pub(super) use contact::{ChangeContactPage, RemoveContactPage};
pub(super) use leave::LeavePage;
pub(super) use list::PeoplePage;
pub(super) use remove::RemovePersonPage;
