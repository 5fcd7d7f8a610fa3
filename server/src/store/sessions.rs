//! Signed-in browsers.

use domain::{
    person::Person,
    ports::StoreError,
    session::{Session, SessionKey},
    time::Timestamp,
};
use sqlx::{Row as _, SqliteConnection};

use super::{
    error::{one, sorted},
    people::person_of,
    row::Fields,
};

pub(super) async fn session(
    connection: &mut SqliteConnection,
    key: SessionKey,
) -> Result<Option<(Session, Person)>, StoreError> {
    let row = sqlx::query(
        "select s.created_at, s.last_seen_at, p.person_id, p.email, p.name, p.desk_role
         from sessions s join people p on p.person_id = s.person_id
         where s.token_hash = $1",
    )
    .bind(key.0.as_slice())
    .fetch_optional(connection)
    .await
    .map_err(sorted)?;
    row.map(|row| {
        let owner = row.try_get::<i64, _>("person_id").unwrap_or_default().to_string();
        let fields = Fields::of(&row, "sessions", &owner);
        let person = person_of(&fields.joined("people"))?;
        let session = Session {
            key,
            person: person.id,
            created_at: Timestamp::from_millis(fields.get("created_at")?),
            last_seen_at: Timestamp::from_millis(fields.get("last_seen_at")?),
        };
        Ok((session, person))
    })
    .transpose()
}

pub(super) async fn insert(connection: &mut SqliteConnection, session: &Session) -> Result<(), StoreError> {
    let done = sqlx::query(
        "insert into sessions (token_hash, person_id, created_at, last_seen_at) values ($1, $2, $3, $4)",
    )
    .bind(session.key.0.as_slice())
    .bind(session.person.0)
    .bind(session.created_at.as_millis())
    .bind(session.last_seen_at.as_millis())
    .execute(connection)
    .await
    .map_err(sorted)?;
    one("adding a session", done.rows_affected())
}

/// A session that ended meanwhile stays ended, and one that was used later stays used later.
pub(super) async fn touch(
    connection: &mut SqliteConnection,
    key: SessionKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2")
        .bind(key.0.as_slice())
        .bind(at.as_millis())
        .execute(connection)
        .await
        .map_err(sorted)?;
    Ok(())
}

pub(super) async fn end(connection: &mut SqliteConnection, key: SessionKey) -> Result<(), StoreError> {
    sqlx::query("delete from sessions where token_hash = $1")
        .bind(key.0.as_slice())
        .execute(connection)
        .await
        .map_err(sorted)?;
    Ok(())
}

pub(super) async fn remove_stale(
    connection: &mut SqliteConnection,
    created_before: Timestamp,
    last_seen_before: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("delete from sessions where created_at < $1 or last_seen_at < $2")
        .bind(created_before.as_millis())
        .bind(last_seen_before.as_millis())
        .execute(connection)
        .await
        .map_err(sorted)?;
    Ok(())
}
