//! What the database knows of the keyring's keys.

use domain::{ports::StoreError, time::Timestamp};
use sqlx::{Row as _, SqliteConnection};

use super::{
    error::{one, sorted},
    row::Fields,
};

/// A key that was used with this database.
#[derive(Clone, Debug)]
pub struct KnownKey {
    /// Its number.
    pub id: i64,
    /// What it is recognised by.
    pub check_value: Vec<u8>,
    /// Whether a PIN's code is sealed with it.
    pub in_use: bool,
}

pub(super) async fn known(connection: &mut SqliteConnection) -> Result<Vec<KnownKey>, StoreError> {
    sqlx::query(
        "select k.key_id, k.check_value,
                exists (select 1 from pins p where p.key_id = k.key_id) as in_use
         from vault_keys k order by k.key_id",
    )
    .fetch_all(connection)
    .await
    .map_err(sorted)?
    .iter()
    .map(|row| {
        let key = row.try_get::<i64, _>("key_id").unwrap_or_default().to_string();
        let fields = Fields::of(row, "vault_keys", &key);
        Ok(KnownKey {
            id: fields.get("key_id")?,
            check_value: fields.get("check_value")?,
            in_use: fields.get("in_use")?,
        })
    })
    .collect()
}

pub(super) async fn insert(
    connection: &mut SqliteConnection,
    id: i64,
    check_value: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    let done = sqlx::query("insert into vault_keys (key_id, check_value, created_at) values ($1, $2, $3)")
        .bind(id)
        .bind(check_value)
        .bind(at.as_millis())
        .execute(connection)
        .await
        .map_err(sorted)?;
    one("noting a key", done.rows_affected())
}
