//! Accounts: their rows, taken and kept.

use domain::{
    access::AccountRecord,
    account::{Account, AccountNumber},
    attempts::Ledger,
    history::Head,
    ports::{StoreError, Taken},
    time::Timestamp,
};

use super::{
    connection::Connection,
    row::{Fields, Row},
};

pub(super) fn account_of(row: &Row) -> Result<Account, StoreError> {
    let key = row.key("account_id").to_string();
    let fields = Fields::of(row, "accounts", &key);
    Ok(Account {
        number: fields.read("account_id", |number: i64| number.try_into().ok())?,
        name: fields.get("name")?,
    })
}

pub(super) async fn account(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Option<Account>, StoreError> {
    let sql = "select account_id, name from accounts where account_id = $1";
    connection.optional(sql, &[account.into()]).await?.as_ref().map(account_of).transpose()
}

/// The account in a row that has its columns, as the operator sees it.
pub(super) fn record_of(row: &Row) -> Result<AccountRecord, StoreError> {
    let account = account_of(row)?;
    let key = account.number.to_string();
    let fields = Fields::of(row, "accounts", &key);
    Ok(AccountRecord {
        account,
        disabled_at: fields.time_if_any("disabled_at")?,
        created_at: fields.time("created_at")?,
    })
}

pub(super) async fn record(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Option<AccountRecord>, StoreError> {
    let sql = "select account_id, name, disabled_at, created_at from accounts where account_id = $1";
    connection.optional(sql, &[account.into()]).await?.as_ref().map(record_of).transpose()
}

pub(super) async fn version(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Option<i64>, StoreError> {
    let sql = "select version from accounts where account_id = $1";
    let row = connection.optional(sql, &[account.into()]).await?;
    row.map(|row| Fields::of(&row, "accounts", &account.to_string()).get("version")).transpose()
}

/// The number in the column; nobody's row is among them.
pub(super) fn number_in(row: &Row, table: &'static str) -> Result<AccountNumber, StoreError> {
    match row.key("account_id") {
        0 => Ok(AccountNumber::NOBODY),
        number => number.try_into().map_err(|_| StoreError::Damaged {
            table,
            column: "account_id",
            row: number.to_string(),
        }),
    }
}

pub(super) async fn after(
    connection: &mut Connection,
    account: Option<AccountNumber>,
    at_most: u32,
) -> Result<Vec<AccountNumber>, StoreError> {
    let after = account.map_or(-1, AccountNumber::as_i64);
    connection
        .all(
            "select account_id from accounts where account_id > $1 order by account_id limit $2",
            &[after.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| number_in(row, "accounts"))
        .collect()
}

pub(super) async fn is_empty(connection: &mut Connection) -> Result<bool, StoreError> {
    let row = connection
        .one(
            "looking for anything",
            "select exists (select 1 from accounts where account_id > 0)
                 or exists (select 1 from people) as used",
            &[],
        )
        .await?;
    Ok(!Fields::of(&row, "accounts", "any").get::<bool>("used")?)
}

pub(super) async fn take(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Option<Taken>, StoreError> {
    connection
        .optional(
            "update accounts set version = version + 1 where account_id = $1
             returning account_id, version, wrong_in_a_row, locked_at, reported_at, lifted_at,
                       chain_length, chain_seal",
            &[account.into()],
        )
        .await?
        .as_ref()
        .map(taken_of)
        .transpose()
}

/// What [`take`] would give.
pub(super) async fn look(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Option<Taken>, StoreError> {
    connection
        .optional(
            "select account_id, version, wrong_in_a_row, locked_at, reported_at, lifted_at,
                    chain_length, chain_seal
             from accounts where account_id = $1",
            &[account.into()],
        )
        .await?
        .as_ref()
        .map(taken_of)
        .transpose()
}

/// One statement for accounts that exist and accounts that do not, so that both cost the same (requirement V3).
pub(super) async fn take_or_nobodys(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Taken, StoreError> {
    let row = connection
        .one(
            "taking an account or nobody's",
            "update accounts set version = version + 1
             where account_id = coalesce((select account_id from accounts where account_id = $1), 0)
             returning account_id, version, wrong_in_a_row, locked_at, reported_at, lifted_at,
                       chain_length, chain_seal",
            &[account.into()],
        )
        .await?;
    taken_of(&row)
}

fn taken_of(row: &Row) -> Result<Taken, StoreError> {
    let account = number_in(row, "accounts")?;
    let key = account.to_string();
    let fields = Fields::of(row, "accounts", &key);
    Ok(Taken {
        account,
        write: fields.get("version")?,
        ledger: Ledger {
            in_a_row: fields.read("wrong_in_a_row", |count: i64| count.try_into().ok())?,
            locked_at: fields.time_if_any("locked_at")?,
            reported_at: fields.time_if_any("reported_at")?,
            lifted_at: fields.time_if_any("lifted_at")?,
            ..Ledger::default()
        },
        head: head_of(&fields)?,
    })
}

fn head_of(fields: &Fields<'_>) -> Result<Option<Head>, StoreError> {
    Ok(match fields.get("chain_length")? {
        0 => None,
        length => Some(Head { length, seal: fields.bytes32("chain_seal")? }),
    })
}

pub(super) async fn head(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Option<Head>, StoreError> {
    let sql = "select chain_length, chain_seal from accounts where account_id = $1";
    let Some(row) = connection.optional(sql, &[account.into()]).await? else {
        return Ok(None);
    };
    head_of(&Fields::of(&row, "accounts", &account.to_string()))
}

pub(super) async fn keep(
    connection: &mut Connection,
    account: AccountNumber,
    ledger: &Ledger,
    head: Option<Head>,
) -> Result<(), StoreError> {
    let seal = head.as_ref().map(|head| head.seal.as_slice());
    connection
        .touch_one(
            "keeping an account",
            "update accounts
             set wrong_in_a_row = $2, locked_at = $3, reported_at = $4, lifted_at = $5,
                 chain_length = $6, chain_seal = $7
             where account_id = $1",
            &[
                account.into(),
                ledger.in_a_row.into(),
                ledger.locked_at.into(),
                ledger.reported_at.into(),
                ledger.lifted_at.into(),
                head.map_or(0, |head| head.length).into(),
                seal.into(),
            ],
        )
        .await
}

pub(super) async fn insert(
    connection: &mut Connection,
    account: &Account,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding an account",
            "insert into accounts (account_id, name, created_at) values ($1, $2, $3)",
            &[account.number.into(), account.name.as_str().into(), at.into()],
        )
        .await
}

pub(super) async fn set_disabled(
    connection: &mut Connection,
    account: AccountNumber,
    since: Option<Timestamp>,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "disabling or enabling an account",
            "update accounts set disabled_at = $2 where account_id = $1",
            &[account.into(), since.into()],
        )
        .await
}
