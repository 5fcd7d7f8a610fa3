//! What happened, and who is to be told: entries and notices are only ever added.

use domain::{
    account::AccountNumber,
    history::{Entry, Notice},
    ports::StoreError,
    time::Timestamp,
    verification::Receipt,
};

use super::{
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn after(
    connection: &mut Connection,
    account: AccountNumber,
    number: i64,
    at_most: u32,
) -> Result<Vec<Entry>, StoreError> {
    connection
        .all(
            "select entry_id, at, event, seal from history
             where account_id = $1 and entry_id > $2 order by entry_id limit $3",
            &[account.into(), number.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| entry_of(row, account))
        .collect()
}

pub(super) async fn before(
    connection: &mut Connection,
    account: AccountNumber,
    number: Option<i64>,
    at_most: u32,
) -> Result<Vec<Entry>, StoreError> {
    connection
        .all(
            "select entry_id, at, event, seal from history
             where account_id = $1 and entry_id < $2 order by entry_id desc limit $3",
            &[account.into(), number.unwrap_or(i64::MAX).into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| entry_of(row, account))
        .collect()
}

pub(super) async fn at(
    connection: &mut Connection,
    account: AccountNumber,
    at: Timestamp,
) -> Result<Option<Entry>, StoreError> {
    connection
        .optional(
            "select entry_id, at, event, seal from history
             where account_id = $1 and at <= $2 order by entry_id desc limit 1",
            &[account.into(), at.into()],
        )
        .await?
        .map(|row| entry_of(&row, account))
        .transpose()
}

fn entry_of(row: &Row, account: AccountNumber) -> Result<Entry, StoreError> {
    let number = row.key("entry_id");
    let key = format!("{account}, entry {number}");
    let fields = Fields::of(row, "history", &key);
    Ok(Entry { number, at: fields.time("at")?, event: fields.get("event")?, seal: fields.bytes32("seal")? })
}

pub(super) async fn insert_all(
    connection: &mut Connection,
    account: AccountNumber,
    entries: &[Entry],
) -> Result<(), StoreError> {
    for entry in entries {
        connection
            .touch_one(
                "adding to the history",
                "insert into history (account_id, entry_id, at, event, seal) values ($1, $2, $3, $4, $5)",
                &[
                    account.into(),
                    entry.number.into(),
                    entry.at.into(),
                    entry.event.as_str().into(),
                    entry.seal.as_slice().into(),
                ],
            )
            .await?;
    }
    Ok(())
}

pub(super) async fn insert_notices(
    connection: &mut Connection,
    account: AccountNumber,
    write: i64,
    at: Timestamp,
    notices: &[Notice],
) -> Result<(), StoreError> {
    for (place, notice) in (1_i64..).zip(notices) {
        let text = serde_json::to_string(notice).map_err(|error| StoreError::Failed(error.into()))?;
        connection
            .touch_one(
                "putting a notice into the outbox",
                "insert into outbox (account_id, write_id, place, at, notice) values ($1, $2, $3, $4, $5)",
                &[account.into(), write.into(), place.into(), at.into(), text.as_str().into()],
            )
            .await?;
    }
    Ok(())
}

pub(super) async fn insert_receipt(
    connection: &mut Connection,
    account: AccountNumber,
    receipt: &Receipt,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a receipt",
            "insert into receipts (account_id, receipt_number, attempt_id, pin_kind, valid_until)
             values ($1, $2, $3, $4, $5)",
            &[
                account.into(),
                receipt.number.to_string().as_str().into(),
                receipt.attempt.0.into(),
                receipt.kind.as_str().into(),
                receipt.valid_until.into(),
            ],
        )
        .await
}
