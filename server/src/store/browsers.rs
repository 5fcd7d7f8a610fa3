//! Browsers in which people signed in before.

use domain::{person::PersonId, ports::StoreError, time::Timestamp};

use super::connection::Connection;

pub(super) async fn knows(
    connection: &mut Connection,
    person: PersonId,
    browser: &[u8; 32],
) -> Result<bool, StoreError> {
    let sql = "select used_at from known_browsers where person_id = $1 and browser_hash = $2";
    Ok(connection.optional(sql, &[person.0.into(), browser.as_slice().into()]).await?.is_some())
}

/// Keeps this one, and of the others those that were used last: twenty in all.
pub(super) async fn keep(
    connection: &mut Connection,
    person: PersonId,
    browser: &[u8; 32],
    at: Timestamp,
) -> Result<(), StoreError> {
    let browser = browser.as_slice();
    connection
        .touch_one(
            "keeping a browser",
            "insert into known_browsers (person_id, browser_hash, used_at) values ($1, $2, $3)
             on conflict (person_id, browser_hash) do update set used_at = $3",
            &[person.0.into(), browser.into(), at.into()],
        )
        .await?;
    connection
        .execute(
            "delete from known_browsers
             where person_id = $1 and browser_hash <> $2 and browser_hash not in
                 (select browser_hash from known_browsers where person_id = $1 and browser_hash <> $2
                  order by used_at desc, browser_hash limit 19)",
            &[person.0.into(), browser.into()],
        )
        .await
        .map(drop)
}

pub(super) async fn forget(connection: &mut Connection, person: PersonId) -> Result<(), StoreError> {
    let sql = "delete from known_browsers where person_id = $1";
    connection.execute(sql, &[person.0.into()]).await.map(drop)
}

pub(super) async fn remove_stale(connection: &mut Connection, before: Timestamp) -> Result<(), StoreError> {
    connection.execute("delete from known_browsers where used_at < $1", &[before.into()]).await.map(drop)
}
