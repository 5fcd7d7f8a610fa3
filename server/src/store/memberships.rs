//! Who may act for which account, and how each left the account's page.

use domain::{
    account::{Account, AccountNumber},
    person::{PersonId, Role},
    ports::StoreError,
    time::Timestamp,
};

use super::{
    accounts::account_of,
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn accounts_of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Vec<Account>, StoreError> {
    connection
        .all(
            "select a.account_id, a.name
             from memberships m join accounts a on a.account_id = m.account_id
             where m.person_id = $1
             order by lower(a.name), a.account_id",
            &[person.0.into()],
        )
        .await?
        .iter()
        .map(account_of)
        .collect()
}

pub(super) async fn last_opened(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<AccountNumber>, StoreError> {
    let key = format!("person {}", person.0);
    connection
        .optional(
            "select account_id from memberships
             where person_id = $1 and opened_at is not null
             order by opened_at desc, account_id limit 1",
            &[person.0.into()],
        )
        .await?
        .map(|row| {
            Fields::of(&row, "memberships", &key).read("account_id", |number: i64| number.try_into().ok())
        })
        .transpose()
}

async fn membership(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
) -> Result<Option<Row>, StoreError> {
    connection
        .optional(
            "select role, panel_expanded from memberships where account_id = $1 and person_id = $2",
            &[account.into(), person.0.into()],
        )
        .await
}

pub(super) async fn role(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
) -> Result<Option<Role>, StoreError> {
    let key = format!("{account}, person {}", person.0);
    membership(connection, account, person)
        .await?
        .map(|row| Fields::of(&row, "memberships", &key).read("role", read_role))
        .transpose()
}

pub(super) async fn panel(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
) -> Result<Option<bool>, StoreError> {
    let key = format!("{account}, person {}", person.0);
    Ok(membership(connection, account, person)
        .await?
        .map(|row| Fields::of(&row, "memberships", &key).get::<Option<i64>>("panel_expanded"))
        .transpose()?
        .flatten()
        .map(|expanded| expanded != 0))
}

pub(super) async fn keep_panel(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
    expanded: bool,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "keeping the bar's state",
            "update memberships set panel_expanded = $3 where account_id = $1 and person_id = $2",
            &[account.into(), person.0.into(), i64::from(expanded).into()],
        )
        .await
}

pub(super) async fn keep_opened(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "noting that an account was opened",
            "update memberships set opened_at = $3 where account_id = $1 and person_id = $2",
            &[account.into(), person.0.into(), at.into()],
        )
        .await
}

pub(super) async fn insert(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
    role: Role,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a membership",
            "insert into memberships (account_id, person_id, role, created_at) values ($1, $2, $3, $4)",
            &[account.into(), person.0.into(), write_role(role).into(), at.into()],
        )
        .await
}

pub(super) async fn insert_sub_contact(
    connection: &mut Connection,
    account: AccountNumber,
    name: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a sub-contact",
            "insert into sub_contacts (account_id, contact_id, name, created_at)
             select $1, coalesce(max(contact_id), 0) + 1, $2, $3 from sub_contacts where account_id = $1",
            &[account.into(), name.into(), at.into()],
        )
        .await
}

fn read_role(text: &str) -> Option<Role> {
    match text {
        "holder" => Some(Role::Holder),
        "sub_account" => Some(Role::SubAccount),
        _ => None,
    }
}

const fn write_role(role: Role) -> &'static str {
    match role {
        Role::Holder => "holder",
        Role::SubAccount => "sub_account",
    }
}
