//! Sub-contacts: the list that an account keeps of people without a sign-in.

use domain::{
    account::AccountNumber,
    contact::{Contact, ContactId},
    person::Email,
    ports::StoreError,
    time::Timestamp,
};

use super::{
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn all(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Vec<(ContactId, Contact)>, StoreError> {
    connection
        .all(
            "select contact_id, name, email, phone, note from sub_contacts
             where account_id = $1 order by lower(name), contact_id",
            &[account.into()],
        )
        .await?
        .iter()
        .map(|row| contact_of(row, account))
        .collect()
}

pub(super) async fn contact(
    connection: &mut Connection,
    account: AccountNumber,
    contact: ContactId,
) -> Result<Option<Contact>, StoreError> {
    connection
        .optional(
            "select contact_id, name, email, phone, note from sub_contacts
             where account_id = $1 and contact_id = $2",
            &[account.into(), contact.0.into()],
        )
        .await?
        .map(|row| contact_of(&row, account).map(|(_, contact)| contact))
        .transpose()
}

fn contact_of(row: &Row, account: AccountNumber) -> Result<(ContactId, Contact), StoreError> {
    let id = row.key("contact_id");
    let key = format!("{account}, contact {id}");
    let fields = Fields::of(row, "sub_contacts", &key);
    let contact = Contact {
        name: fields.read("name", |name: &str| name.parse().ok())?,
        email: fields.read_if_any("email", |email: &str| email.parse().ok())?,
        phone: fields.read_if_any("phone", |phone: &str| phone.parse().ok())?,
        note: fields.read("note", |note: &str| note.parse().ok())?,
    };
    Ok((ContactId(id), contact))
}

/// The account's version grows with each write, so the number of a contact that was removed is not given again, and a
/// page that still shows it changes nobody else.
pub(super) async fn insert(
    connection: &mut Connection,
    account: AccountNumber,
    contact: &Contact,
    at: Timestamp,
) -> Result<ContactId, StoreError> {
    let row = connection
        .one(
            "adding a sub-contact",
            "insert into sub_contacts (account_id, contact_id, name, email, phone, note, created_at)
             select a.account_id,
                    coalesce((select max(c.contact_id) from sub_contacts c
                              where c.account_id = a.account_id and c.contact_id > a.version), a.version) + 1,
                    $2, $3, $4, $5, $6
             from accounts a where a.account_id = $1
             returning contact_id",
            &[
                account.into(),
                contact.name.as_str().into(),
                contact.email.as_ref().map(Email::as_str).into(),
                contact.phone.as_ref().map(|phone| phone.as_str()).into(),
                contact.note.as_str().into(),
                at.into(),
            ],
        )
        .await?;
    Fields::of(&row, "sub_contacts", &account.to_string()).get("contact_id").map(ContactId)
}

pub(super) async fn update(
    connection: &mut Connection,
    account: AccountNumber,
    id: ContactId,
    contact: &Contact,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "changing a sub-contact",
            "update sub_contacts set name = $3, email = $4, phone = $5, note = $6
             where account_id = $1 and contact_id = $2",
            &[
                account.into(),
                id.0.into(),
                contact.name.as_str().into(),
                contact.email.as_ref().map(Email::as_str).into(),
                contact.phone.as_ref().map(|phone| phone.as_str()).into(),
                contact.note.as_str().into(),
            ],
        )
        .await
}

pub(super) async fn remove(
    connection: &mut Connection,
    account: AccountNumber,
    id: ContactId,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "removing a sub-contact",
            "delete from sub_contacts where account_id = $1 and contact_id = $2",
            &[account.into(), id.0.into()],
        )
        .await
}
