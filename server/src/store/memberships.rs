//! Who may act for which account, and how each left the account's page.

use domain::{
    access::{AccountRecord, Member},
    account::{Account, AccountNumber},
    person::{PersonId, Role},
    ports::StoreError,
    time::Timestamp,
};

use super::{
    accounts::{account_of, record_of},
    connection::Connection,
    people::person_of,
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
             where m.person_id = $1 and a.disabled_at is null
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
            "select m.account_id
             from memberships m join accounts a on a.account_id = m.account_id
             where m.person_id = $1 and m.opened_at is not null and a.disabled_at is null
             order by m.opened_at desc, m.account_id limit 1",
            &[person.0.into()],
        )
        .await?
        .map(|row| {
            Fields::of(&row, "memberships", &key).read("account_id", |number: i64| number.try_into().ok())
        })
        .transpose()
}

pub(super) async fn members(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Vec<Member>, StoreError> {
    connection
        .all(
            "select p.person_id, p.email, p.name, p.desk_role, p.disabled_at, m.role, m.created_at
             from memberships m join people p on p.person_id = m.person_id
             where m.account_id = $1
             order by lower(p.name), p.person_id",
            &[account.into()],
        )
        .await?
        .iter()
        .map(|row| {
            let key = row.key("person_id");
            let (owner, key) = (key.to_string(), format!("{account}, person {key}"));
            let (people, fields) = (Fields::of(row, "people", &owner), Fields::of(row, "memberships", &key));
            Ok(Member {
                person: person_of(&people)?,
                role: fields.read("role", read_role)?,
                since: fields.time("created_at")?,
                disabled_at: people.time_if_any("disabled_at")?,
            })
        })
        .collect()
}

/// Those on disabled accounts too.
pub(super) async fn of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Vec<(AccountRecord, Role)>, StoreError> {
    connection
        .all(
            "select a.account_id, a.name, a.disabled_at, a.created_at, m.role
             from memberships m join accounts a on a.account_id = m.account_id
             where m.person_id = $1
             order by a.account_id",
            &[person.0.into()],
        )
        .await?
        .iter()
        .map(|row| {
            let record = record_of(row)?;
            let key = format!("{}, person {}", record.account.number, person.0);
            let role = Fields::of(row, "memberships", &key).read("role", read_role)?;
            Ok((record, role))
        })
        .collect()
}

/// Nothing on a disabled account.
async fn membership(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
) -> Result<Option<Row>, StoreError> {
    connection
        .optional(
            "select m.role, m.panel_expanded
             from memberships m join accounts a on a.account_id = m.account_id
             where m.account_id = $1 and m.person_id = $2 and a.disabled_at is null",
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

pub(super) async fn set_role(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
    role: Role,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "changing a role",
            "update memberships set role = $3 where account_id = $1 and person_id = $2",
            &[account.into(), person.0.into(), write_role(role).into()],
        )
        .await
}

pub(super) async fn remove(
    connection: &mut Connection,
    account: AccountNumber,
    person: PersonId,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "removing a membership",
            "delete from memberships where account_id = $1 and person_id = $2",
            &[account.into(), person.0.into()],
        )
        .await
}

pub(super) fn read_role(text: &str) -> Option<Role> {
    match text {
        "holder" => Some(Role::Holder),
        "sub_account" => Some(Role::SubAccount),
        _ => None,
    }
}

pub(super) const fn write_role(role: Role) -> &'static str {
    match role {
        Role::Holder => "holder",
        Role::SubAccount => "sub_account",
    }
}
