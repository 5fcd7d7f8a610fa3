//! Signed-in browsers.

use domain::{
    person::{Person, PersonId},
    ports::StoreError,
    session::{Origin, Session, SessionKey},
    time::Timestamp,
};

use super::{connection::Connection, people::person_of, row::Fields};

/// Nothing, where the person is disabled.
pub(super) async fn session(
    connection: &mut Connection,
    key: SessionKey,
) -> Result<Option<(Session, Person)>, StoreError> {
    connection
        .optional(
            "select s.token_hash, s.created_at, s.last_seen_at, s.proved_at, s.awaits_code, s.address, s.browser,
                    p.person_id, p.email, p.name, p.desk_role
             from sessions s join people p on p.person_id = s.person_id
             where s.token_hash = $1 and p.disabled_at is null",
            &[key.0.as_slice().into()],
        )
        .await?
        .map(|row| {
            let owner = row.key("person_id").to_string();
            let fields = Fields::of(&row, "sessions", &owner);
            Ok((session_of(&fields)?, person_of(&fields.joined("people"))?))
        })
        .transpose()
}

pub(super) async fn of(connection: &mut Connection, person: PersonId) -> Result<Vec<Session>, StoreError> {
    let key = person.0.to_string();
    connection
        .all(
            "select token_hash, person_id, created_at, last_seen_at, proved_at, awaits_code, address, browser
             from sessions where person_id = $1 order by last_seen_at desc, token_hash",
            &[person.0.into()],
        )
        .await?
        .iter()
        .map(|row| session_of(&Fields::of(row, "sessions", &key)))
        .collect()
}

fn session_of(fields: &Fields<'_>) -> Result<Session, StoreError> {
    Ok(Session {
        key: SessionKey(fields.bytes32("token_hash")?),
        person: PersonId(fields.get("person_id")?),
        created_at: fields.time("created_at")?,
        last_seen_at: fields.time("last_seen_at")?,
        proved_at: fields.time("proved_at")?,
        awaits_code: fields.flag("awaits_code")?,
        origin: Origin { address: fields.get("address")?, browser: fields.get("browser")? },
    })
}

pub(super) async fn insert(connection: &mut Connection, session: &Session) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a session",
            "insert into sessions
                 (token_hash, person_id, created_at, last_seen_at, proved_at, awaits_code, address, browser)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                session.key.0.as_slice().into(),
                session.person.0.into(),
                session.created_at.into(),
                session.last_seen_at.into(),
                session.proved_at.into(),
                i64::from(session.awaits_code).into(),
                session.origin.address.as_str().into(),
                session.origin.browser.as_str().into(),
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

pub(super) async fn end_of(
    connection: &mut Connection,
    person: PersonId,
    except: Option<SessionKey>,
) -> Result<(), StoreError> {
    // No session is known by no bytes at all.
    let except = except.as_ref().map_or_else(Default::default, |key| key.0.as_slice());
    let sql = "delete from sessions where person_id = $1 and token_hash <> $2";
    connection.execute(sql, &[person.0.into(), except.into()]).await.map(drop)
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
