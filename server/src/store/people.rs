//! Who can sign in, and with what.

use domain::{
    person::{DeskRole, Email, PasswordHash, Person, PersonId},
    ports::{Credentials, StoreError},
    time::Timestamp,
};
use sqlx::{Row as _, SqliteConnection};

use super::{
    error::{one, sorted},
    row::Fields,
};

/// The person in a row that has all columns of `people` but the hash.
pub(super) fn person_of(fields: &Fields<'_>) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId(fields.get("person_id")?),
        email: fields.read("email", |email: &str| email.parse().ok())?,
        name: fields.get("name")?,
        desk: fields
            .get::<Option<&str>>("desk_role")?
            .map(|role| read_desk_role(role).ok_or_else(|| fields.damaged("desk_role")))
            .transpose()?,
    })
}

pub(super) async fn credentials(
    connection: &mut SqliteConnection,
    email: &Email,
) -> Result<Option<Credentials>, StoreError> {
    let row =
        sqlx::query("select person_id, email, name, desk_role, password_hash from people where email = $1")
            .bind(email.as_str())
            .fetch_optional(connection)
            .await
            .map_err(sorted)?;
    row.map(|row| {
        let key = row.try_get::<i64, _>("person_id").unwrap_or_default().to_string();
        let fields = Fields::of(&row, "people", &key);
        Ok(Credentials {
            person: person_of(&fields)?,
            password: PasswordHash::new(fields.get("password_hash")?),
        })
    })
    .transpose()
}

pub(super) async fn insert(
    connection: &mut SqliteConnection,
    email: &Email,
    name: &str,
    desk: Option<DeskRole>,
    password: &PasswordHash,
    at: Timestamp,
) -> Result<PersonId, StoreError> {
    sqlx::query_scalar(
        "insert into people (email, name, desk_role, password_hash, created_at)
         values ($1, $2, $3, $4, $5) returning person_id",
    )
    .bind(email.as_str())
    .bind(name)
    .bind(desk.map(write_desk_role))
    .bind(password.as_str())
    .bind(at.as_millis())
    .fetch_one(connection)
    .await
    .map(PersonId)
    .map_err(sorted)
}

pub(super) async fn set_password(
    connection: &mut SqliteConnection,
    person: PersonId,
    password: &PasswordHash,
) -> Result<(), StoreError> {
    let done = sqlx::query("update people set password_hash = $2 where person_id = $1")
        .bind(person.0)
        .bind(password.as_str())
        .execute(connection)
        .await
        .map_err(sorted)?;
    one("setting a password", done.rows_affected())
}

fn read_desk_role(text: &str) -> Option<DeskRole> {
    match text {
        "agent" => Some(DeskRole::Agent),
        "supervisor" => Some(DeskRole::Supervisor),
        _ => None,
    }
}

const fn write_desk_role(role: DeskRole) -> &'static str {
    match role {
        DeskRole::Agent => "agent",
        DeskRole::Supervisor => "supervisor",
    }
}
