//! Signed-in browsers.

use domain::{
    person::Person,
    ports::StoreError,
    session::{Session, SessionKey},
    time::Timestamp,
};

use super::{connection::Connection, people::person_of, row::Fields};

pub(super) async fn session(
    connection: &mut Connection,
    key: SessionKey,
) -> Result<Option<(Session, Person)>, StoreError> {
    connection
        .optional(
            "select s.created_at, s.last_seen_at, p.person_id, p.email, p.name, p.desk_role
             from sessions s join people p on p.person_id = s.person_id
             where s.token_hash = $1",
            &[key.0.as_slice().into()],
        )
        .await?
        .map(|row| {
            let owner = row.key("person_id").to_string();
            let fields = Fields::of(&row, "sessions", &owner);
            let person = person_of(&fields.joined("people"))?;
            let session = Session {
                key,
                person: person.id,
                created_at: fields.time("created_at")?,
                last_seen_at: fields.time("last_seen_at")?,
            };
            Ok((session, person))
        })
        .transpose()
}

pub(super) async fn insert(connection: &mut Connection, session: &Session) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a session",
            "insert into sessions (token_hash, person_id, created_at, last_seen_at) values ($1, $2, $3, $4)",
            &[
                session.key.0.as_slice().into(),
                session.person.0.into(),
                session.created_at.into(),
                session.last_seen_at.into(),
            ],
        )
        .await
}

/// A session that ended meanwhile stays ended, and one that was used later stays used later.
pub(super) async fn touch(
    connection: &mut Connection,
    key: SessionKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2";
    connection.execute(sql, &[key.0.as_slice().into(), at.into()]).await.map(drop)
}

pub(super) async fn end(connection: &mut Connection, key: SessionKey) -> Result<(), StoreError> {
    let sql = "delete from sessions where token_hash = $1";
    connection.execute(sql, &[key.0.as_slice().into()]).await.map(drop)
}

pub(super) async fn remove_stale(
    connection: &mut Connection,
    created_before: Timestamp,
    last_seen_before: Timestamp,
) -> Result<(), StoreError> {
    // One for each index: asked for both at once, the databases read the whole table.
    connection.execute("delete from sessions where created_at < $1", &[created_before.into()]).await?;
    connection.execute("delete from sessions where last_seen_at < $1", &[last_seen_before.into()]).await?;
    Ok(())
}
