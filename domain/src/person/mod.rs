//! The people who sign in: customers on their accounts, and the support desk's people.

mod common;
mod email;
mod name;
mod new_password;
mod password;
mod role;

pub use email::{Email, NotAnEmail};
pub use name::PersonName;
pub use new_password::{NewPassword, PasswordProblem};
pub use password::{Password, PasswordHash};
pub use role::{DeskRole, Role};

/// Who someone is, in the store and in what it records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub i64);

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub id: PersonId,
    /// What they sign in with.
    pub email: Email,
    /// What they are called on the screen.
    pub name: String,
    /// Their place at the support desk. One sign-in is a customer's or the desk's, never both.
    pub desk: Option<DeskRole>,
}
