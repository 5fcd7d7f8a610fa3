//! The links by which people choose a password: at most one for each.

use domain::{access::Link, person::PersonId, ports::StoreError, time::Timestamp};

use super::{
    connection::Connection,
    invitations::link_of,
    row::{Fields, Row},
};

pub(super) async fn of(connection: &mut Connection, person: PersonId) -> Result<Option<Link>, StoreError> {
    connection
        .optional(
            "select person_id, seed, link_hash, created_at, expires_at from password_links
             where person_id = $1",
            &[person.0.into()],
        )
        .await?
        .map(|row| owned_link_of(&row).map(|(_, link)| link))
        .transpose()
}

pub(super) async fn by_hash(
    connection: &mut Connection,
    hash: &[u8; 32],
) -> Result<Option<(PersonId, Link)>, StoreError> {
    connection
        .optional(
            "select person_id, seed, link_hash, created_at, expires_at from password_links
             where link_hash = $1",
            &[hash.as_slice().into()],
        )
        .await?
        .as_ref()
        .map(owned_link_of)
        .transpose()
}

fn owned_link_of(row: &Row) -> Result<(PersonId, Link), StoreError> {
    let key = row.key("person_id").to_string();
    let fields = Fields::of(row, "password_links", &key);
    Ok((PersonId(fields.get("person_id")?), link_of(&fields)?))
}

pub(super) async fn keep(
    connection: &mut Connection,
    person: PersonId,
    link: &Link,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "keeping a link to a password",
            "insert into password_links (person_id, seed, link_hash, created_at, expires_at)
             values ($1, $2, $3, $4, $5)
             on conflict (person_id) do update
             set seed = $2, link_hash = $3, created_at = $4, expires_at = $5",
            &[
                person.0.into(),
                link.seed.as_slice().into(),
                link.hash.as_slice().into(),
                link.created_at.into(),
                link.expires_at.into(),
            ],
        )
        .await
}

pub(super) async fn remove(connection: &mut Connection, person: PersonId) -> Result<(), StoreError> {
    let sql = "delete from password_links where person_id = $1";
    connection.execute(sql, &[person.0.into()]).await.map(drop)
}

pub(super) async fn remove_expired(connection: &mut Connection, before: Timestamp) -> Result<(), StoreError> {
    connection.execute("delete from password_links where expires_at < $1", &[before.into()]).await.map(drop)
}
