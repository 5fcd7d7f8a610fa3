//! What was typed about people, turned into the types that hold only what fits.

use domain::{
    contact::{Contact, NotAPhone, NoteProblem, Unreachable},
    name::NameProblem,
    person::{NotAnEmail, Role},
};

use crate::api::ApiError;

/// The sub-contact that was typed. An e-mail address or a phone number that shows nothing is none.
pub(super) fn contact(name: &str, email: &str, phone: &str, note: &str) -> Result<Contact, ApiError> {
    let email = some(email).map(str::parse).transpose()?;
    let phone = some(phone).map(str::parse).transpose()?;
    Ok(Contact::new(name.parse()?, email, phone, note.parse()?)?)
}

fn some(typed: &str) -> Option<&str> {
    Some(typed).filter(|typed| !typed.trim().is_empty())
}

/// The role by its name in forms.
pub(super) fn role(field: &str) -> Result<Role, ApiError> {
    match field {
        "holder" => Ok(Role::Holder),
        "sub_account" => Ok(Role::SubAccount),
        _ => Err(ApiError::BadField),
    }
}

/// The number of a person, an invitation or a sub-contact. What is no number is the number of none.
pub(super) fn id(field: &str) -> Result<i64, ApiError> {
    if field.is_empty() {
        return Err(ApiError::BadField);
    }
    field.parse().map_err(|_| ApiError::NotThere)
}

impl From<NameProblem> for ApiError {
    fn from(_: NameProblem) -> Self {
        Self::BadName
    }
}

impl From<NotAnEmail> for ApiError {
    fn from(_: NotAnEmail) -> Self {
        Self::BadEmail
    }
}

impl From<NotAPhone> for ApiError {
    fn from(_: NotAPhone) -> Self {
        Self::BadPhone
    }
}

impl From<NoteProblem> for ApiError {
    fn from(_: NoteProblem) -> Self {
        Self::BadNote
    }
}

impl From<Unreachable> for ApiError {
    fn from(_: Unreachable) -> Self {
        Self::ContactUnreachable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_contact_is_taken_with_what_was_left_empty() {
        let dana = contact(" Dana Field ", " ", "+1 555 0100", "").unwrap();
        assert_eq!((dana.name.as_str(), dana.email, dana.note.as_str()), ("Dana Field", None, ""));
        assert_eq!(dana.phone.unwrap().as_str(), "+1 555 0100");
        assert_eq!(contact("Dana", "dana@acme.example", "", "").unwrap().phone, None);
    }

    #[test]
    fn each_field_that_does_not_fit_is_named() {
        let (name, email, phone, note) = ("Dana", "dana@acme.example", "55501", "Mondays");
        for (typed, code) in [
            (contact("", email, phone, note), ApiError::BadName),
            (contact(name, "dana", phone, note), ApiError::BadEmail),
            (contact(name, email, "call me", note), ApiError::BadPhone),
            (contact(name, email, phone, "Mon\0days"), ApiError::BadNote),
            (contact(name, "", " ", note), ApiError::ContactUnreachable),
        ] {
            assert_eq!(typed, Err(code));
        }
    }

    #[test]
    fn what_is_no_role_is_refused_and_what_is_no_number_is_nobody() {
        assert_eq!((role("holder"), role("sub_account")), (Ok(Role::Holder), Ok(Role::SubAccount)));
        assert_eq!((role(""), role("Holder")), (Err(ApiError::BadField), Err(ApiError::BadField)));
        assert_eq!((id("7"), id(""), id("7x")), (Ok(7), Err(ApiError::BadField), Err(ApiError::NotThere)));
    }
}
