//! Sub-contacts: people on an account's list who never sign in and are given a PIN by those who do.

mod note;
mod phone;

use thiserror::Error;

pub use note::{Note, NoteProblem};
pub use phone::{NotAPhone, Phone};

use crate::person::{Email, PersonName};

/// Which sub-contact, on whatever account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContactId(pub i64);

/// What is known of a sub-contact.
///
/// Only [`Contact::new`] asks for a way to reach them: those that were listed before it did have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What they are called.
    pub name: PersonName,
    /// Where mail reaches them.
    pub email: Option<Email>,
    /// Where calls reach them.
    pub phone: Option<Phone>,
    /// What the account's people want to remember about them.
    pub note: Note,
}

/// The sub-contact cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a sub-contact has an e-mail address or a phone number: give at least one")]
pub struct Unreachable;

impl Contact {
    /// A sub-contact for an account's list.
    ///
    /// # Errors
    /// Where there is neither an e-mail address nor a phone number.
    pub fn new(
        name: PersonName,
        email: Option<Email>,
        phone: Option<Phone>,
        note: Note,
    ) -> Result<Self, Unreachable> {
        if email.is_none() && phone.is_none() {
            return Err(Unreachable);
        }
        Ok(Self { name, email, phone, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_contact_can_be_reached_in_one_way_at_least() {
        let contact = |email: Option<&str>, phone: Option<&str>| {
            let email = email.map(|text| text.parse().unwrap());
            let phone = phone.map(|text| text.parse().unwrap());
            Contact::new("Dana Field".parse().unwrap(), email, phone, Note::default())
        };
        assert_eq!(contact(None, None), Err(Unreachable));
        let by_mail = contact(Some("dana@acme.example"), None).unwrap();
        assert_eq!((by_mail.name.as_str(), by_mail.phone), ("Dana Field", None));
        assert_eq!(by_mail.email.unwrap().as_str(), "dana@acme.example");
        let by_phone = contact(None, Some("+1 555 0100")).unwrap();
        assert_eq!((by_phone.phone.unwrap().as_str(), by_phone.email), ("+1 555 0100", None));
        assert!(contact(Some("dana@acme.example"), Some("+1 555 0100")).is_ok());
    }
}
