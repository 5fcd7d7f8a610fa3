//! Accounts, who may act for them, and how each left the account's page.

use domain::{
    account::{Account, AccountNumber},
    person::{PersonId, Role},
    ports::StoreError,
    time::Timestamp,
};
use sqlx::{
    SqliteConnection,
    sqlite::{SqliteQueryResult, SqliteRow},
};

use super::{
    error::{one, sorted},
    row::Fields,
};

fn account_of(row: &SqliteRow) -> Result<Account, StoreError> {
    let fields = Fields::of(row, "accounts", "?");
    let number: i64 = fields.get("account_id")?;
    let key = number.to_string();
    let fields = Fields::of(row, "accounts", &key);
    Ok(Account {
        number: fields.read("account_id", |number: i64| number.try_into().ok())?,
        name: fields.get("name")?,
    })
}

pub(super) async fn account(
    connection: &mut SqliteConnection,
    account: AccountNumber,
) -> Result<Option<Account>, StoreError> {
    sqlx::query("select account_id, name from accounts where account_id = $1")
        .bind(account.as_i64())
        .fetch_optional(connection)
        .await
        .map_err(sorted)?
        .as_ref()
        .map(account_of)
        .transpose()
}

pub(super) async fn accounts_of(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Vec<Account>, StoreError> {
    sqlx::query(
        "select a.account_id, a.name
         from memberships m join accounts a on a.account_id = m.account_id
         where m.person_id = $1
         order by lower(a.name), a.account_id",
    )
    .bind(person.0)
    .fetch_all(connection)
    .await
    .map_err(sorted)?
    .iter()
    .map(account_of)
    .collect()
}

pub(super) async fn last_opened(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Option<AccountNumber>, StoreError> {
    let key = format!("person {}", person.0);
    sqlx::query(
        "select account_id from memberships
         where person_id = $1 and opened_at is not null
         order by opened_at desc, account_id limit 1",
    )
    .bind(person.0)
    .fetch_optional(connection)
    .await
    .map_err(sorted)?
    .map(|row| Fields::of(&row, "memberships", &key).read("account_id", |number: i64| number.try_into().ok()))
    .transpose()
}

async fn membership(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    person: PersonId,
) -> Result<Option<SqliteRow>, StoreError> {
    sqlx::query("select role, panel_expanded from memberships where account_id = $1 and person_id = $2")
        .bind(account.as_i64())
        .bind(person.0)
        .fetch_optional(connection)
        .await
        .map_err(sorted)
}

pub(super) async fn role(
    connection: &mut SqliteConnection,
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
    connection: &mut SqliteConnection,
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

pub(super) async fn is_empty(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let used: bool =
        sqlx::query_scalar("select exists (select 1 from accounts) or exists (select 1 from people)")
            .fetch_one(connection)
            .await
            .map_err(sorted)?;
    Ok(!used)
}

pub(super) async fn take(
    connection: &mut SqliteConnection,
    account: AccountNumber,
) -> Result<Option<i64>, StoreError> {
    sqlx::query_scalar("update accounts set version = version + 1 where account_id = $1 returning version")
        .bind(account.as_i64())
        .fetch_optional(connection)
        .await
        .map_err(sorted)
}

pub(super) async fn keep_panel(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    person: PersonId,
    expanded: bool,
) -> Result<(), StoreError> {
    let done =
        sqlx::query("update memberships set panel_expanded = $3 where account_id = $1 and person_id = $2")
            .bind(account.as_i64())
            .bind(person.0)
            .bind(i64::from(expanded))
            .execute(connection)
            .await;
    touched("keeping the bar's state", done)
}

pub(super) async fn keep_opened(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    person: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let done = sqlx::query("update memberships set opened_at = $3 where account_id = $1 and person_id = $2")
        .bind(account.as_i64())
        .bind(person.0)
        .bind(at.as_millis())
        .execute(connection)
        .await;
    touched("noting that an account was opened", done)
}

pub(super) async fn insert(
    connection: &mut SqliteConnection,
    account: &Account,
    at: Timestamp,
) -> Result<(), StoreError> {
    let done = sqlx::query("insert into accounts (account_id, name, created_at) values ($1, $2, $3)")
        .bind(account.number.as_i64())
        .bind(&account.name)
        .bind(at.as_millis())
        .execute(connection)
        .await;
    touched("adding an account", done)
}

pub(super) async fn insert_membership(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    person: PersonId,
    role: Role,
    at: Timestamp,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "insert into memberships (account_id, person_id, role, created_at) values ($1, $2, $3, $4)",
    )
    .bind(account.as_i64())
    .bind(person.0)
    .bind(write_role(role))
    .bind(at.as_millis())
    .execute(connection)
    .await;
    touched("adding a membership", done)
}

pub(super) async fn insert_sub_contact(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    name: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "insert into sub_contacts (account_id, contact_id, name, created_at)
         select $1, coalesce(max(contact_id), 0) + 1, $2, $3 from sub_contacts where account_id = $1",
    )
    .bind(account.as_i64())
    .bind(name)
    .bind(at.as_millis())
    .execute(connection)
    .await;
    touched("adding a sub-contact", done)
}

fn touched(what: &'static str, done: Result<SqliteQueryResult, sqlx::Error>) -> Result<(), StoreError> {
    one(what, done.map_err(sorted)?.rows_affected())
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
