//! What the database knows of the keyring's keys.

use domain::{ports::StoreError, time::Timestamp};

use super::{connection::Connection, row::Fields};

/// A key that was used with this database.
#[derive(Clone, Debug)]
pub struct KnownKey {
    /// Its number.
    pub id: i64,
    /// What it is recognised by.
    pub check_value: Vec<u8>,
    /// Whether something is sealed with it.
    pub in_use: bool,
}

pub(super) async fn known(connection: &mut Connection) -> Result<Vec<KnownKey>, StoreError> {
    // Not by `exists`: PostgreSQL expects to come upon such a row soon by reading the table, and reads all of it where
    // there is none.
    connection
        .all(
            "select k.key_id, k.check_value,
                    coalesce((select p.account_id from pins p where p.key_id = k.key_id
                              order by p.account_id, p.pin_id limit 1),
                             (select f.person_id from second_factors f where f.key_id = k.key_id
                              order by f.person_id limit 1)) is not null as in_use
             from vault_keys k order by k.key_id",
            &[],
        )
        .await?
        .iter()
        .map(|row| {
            let key = row.key("key_id").to_string();
            let fields = Fields::of(row, "vault_keys", &key);
            Ok(KnownKey {
                id: fields.get("key_id")?,
                check_value: fields.get("check_value")?,
                in_use: fields.get("in_use")?,
            })
        })
        .collect()
}

/// How many PINs' codes and second factors' secrets are sealed with the key.
pub(super) async fn sealed_by(connection: &mut Connection, id: i64) -> Result<i64, StoreError> {
    let mut sealed = 0;
    for (table, sql) in [
        ("pins", "select count(*) as sealed from pins where key_id = $1"),
        ("second_factors", "select count(*) as sealed from second_factors where key_id = $1"),
    ] {
        let row = connection.one("counting what a key sealed", sql, &[id.into()]).await?;
        sealed += Fields::of(&row, table, &id.to_string()).get::<i64>("sealed")?;
    }
    Ok(sealed)
}

pub(super) async fn insert(
    connection: &mut Connection,
    id: i64,
    check_value: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "noting a key",
            "insert into vault_keys (key_id, check_value, created_at) values ($1, $2, $3)",
            &[id.into(), check_value.into(), at.into()],
        )
        .await
}

/// Fails by a foreign key where something is sealed with it, and what is being sealed with it just now is waited for.
pub(super) async fn forget(connection: &mut Connection, id: i64) -> Result<bool, StoreError> {
    Ok(connection.execute("delete from vault_keys where key_id = $1", &[id.into()]).await? > 0)
}

/// What the key of the history is recognised by, and whether there is a history.
pub(super) async fn history(connection: &mut Connection) -> Result<(Option<Vec<u8>>, bool), StoreError> {
    let known = connection
        .optional("select check_value from history_key where history_key_id = 1", &[])
        .await?
        .map(|row| Fields::of(&row, "history_key", "1").get("check_value"))
        .transpose()?;
    let sql = "select exists (select 1 from history) as written";
    let row = connection.one("looking for a history", sql, &[]).await?;
    Ok((known, Fields::of(&row, "history", "any").get("written")?))
}

pub(super) async fn keep_history(
    connection: &mut Connection,
    check_value: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "noting the history's key",
            "insert into history_key (history_key_id, check_value, created_at) values (1, $1, $2)
             on conflict (history_key_id) do update set check_value = $1, created_at = $2",
            &[check_value.into(), at.into()],
        )
        .await
}
