//! Who can sign in, and with what.

use domain::{
    access::PersonRecord,
    person::{DeskRole, Email, PasswordHash, Person, PersonId},
    ports::{Credentials, StoreError},
    time::Timestamp,
};

use super::{
    connection::Connection,
    row::{Fields, Row},
};

/// The person in a row that has all columns of `people` but the hash.
pub(super) fn person_of(fields: &Fields<'_>) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId(fields.get("person_id")?),
        email: fields.read("email", |email: &str| email.parse().ok())?,
        name: fields.get("name")?,
        desk: desk_role_of(fields)?,
    })
}

fn desk_role_of(fields: &Fields<'_>) -> Result<Option<DeskRole>, StoreError> {
    fields
        .get::<Option<&str>>("desk_role")?
        .map(|role| read_desk_role(role).ok_or_else(|| fields.damaged("desk_role")))
        .transpose()
}

pub(super) async fn credentials(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<Credentials>, StoreError> {
    connection
        .optional(
            "select person_id, email, name, desk_role, disabled_at, password_hash from people where email = $1",
            &[email.as_str().into()],
        )
        .await?
        .map(|row| {
            let key = row.key("person_id").to_string();
            let fields = Fields::of(&row, "people", &key);
            Ok(Credentials {
                person: person_of(&fields)?,
                password: PasswordHash::new(fields.get("password_hash")?),
                is_disabled: fields.time_if_any("disabled_at")?.is_some(),
            })
        })
        .transpose()
}

fn record_of(row: &Row) -> Result<PersonRecord, StoreError> {
    let key = row.key("person_id").to_string();
    let fields = Fields::of(row, "people", &key);
    Ok(PersonRecord {
        person: person_of(&fields)?,
        disabled_at: fields.time_if_any("disabled_at")?,
        time_zone: fields.get("time_zone")?,
        created_at: fields.time("created_at")?,
    })
}

pub(super) async fn record(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<PersonRecord>, StoreError> {
    connection
        .optional(
            "select person_id, email, name, desk_role, disabled_at, time_zone, created_at from people
             where person_id = $1",
            &[person.0.into()],
        )
        .await?
        .as_ref()
        .map(record_of)
        .transpose()
}

pub(super) async fn at(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<PersonRecord>, StoreError> {
    connection
        .optional(
            "select person_id, email, name, desk_role, disabled_at, time_zone, created_at from people
             where email = $1",
            &[email.as_str().into()],
        )
        .await?
        .as_ref()
        .map(record_of)
        .transpose()
}

pub(super) async fn after(
    connection: &mut Connection,
    after: PersonId,
    at_most: u32,
) -> Result<Vec<PersonRecord>, StoreError> {
    connection
        .all(
            "select person_id, email, name, desk_role, disabled_at, time_zone, created_at from people
             where person_id > $1 order by person_id limit $2",
            &[after.0.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(record_of)
        .collect()
}

/// Those of the support desk who are not disabled, by name.
pub(super) async fn at_desk(connection: &mut Connection) -> Result<Vec<Person>, StoreError> {
    let mut people = connection
        .all(
            "select person_id, email, name, desk_role from people
             where desk_role is not null and disabled_at is null",
            &[],
        )
        .await?
        .iter()
        .map(|row| {
            let key = row.key("person_id").to_string();
            person_of(&Fields::of(row, "people", &key))
        })
        .collect::<Result<Vec<_>, _>>()?;
    // Databases order letters differently.
    people.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(people)
}

pub(super) async fn take(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<PersonRecord>, StoreError> {
    connection
        .optional(
            "update people set version = version + 1 where person_id = $1
             returning person_id, email, name, desk_role, disabled_at, time_zone, created_at",
            &[person.0.into()],
        )
        .await?
        .as_ref()
        .map(record_of)
        .transpose()
}

pub(super) async fn set_disabled(
    connection: &mut Connection,
    person: PersonId,
    since: Option<Timestamp>,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "disabling or enabling a person",
            "update people set disabled_at = $2 where person_id = $1",
            &[person.0.into(), since.into()],
        )
        .await
}

pub(super) async fn set_time_zone(
    connection: &mut Connection,
    person: PersonId,
    zone: Option<&str>,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "keeping a time zone",
            "update people set time_zone = $2 where person_id = $1",
            &[person.0.into(), zone.into()],
        )
        .await
}

pub(super) async fn desk_role(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<DeskRole>, StoreError> {
    let sql = "select desk_role from people where person_id = $1 and disabled_at is null";
    match connection.optional(sql, &[person.0.into()]).await? {
        Some(row) => desk_role_of(&Fields::of(&row, "people", &person.0.to_string())),
        None => Ok(None),
    }
}

pub(super) async fn name(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<String>, StoreError> {
    let sql = "select name from people where person_id = $1";
    let row = connection.optional(sql, &[person.0.into()]).await?;
    row.map(|row| Fields::of(&row, "people", &person.0.to_string()).get("name")).transpose()
}

pub(super) async fn insert(
    connection: &mut Connection,
    email: &Email,
    name: &str,
    desk: Option<DeskRole>,
    password: &PasswordHash,
    at: Timestamp,
) -> Result<PersonId, StoreError> {
    let row = connection
        .one(
            "adding a person",
            "insert into people (email, name, desk_role, password_hash, created_at)
             values ($1, $2, $3, $4, $5) returning person_id",
            &[
                email.as_str().into(),
                name.into(),
                desk.map(write_desk_role).into(),
                password.as_str().into(),
                at.into(),
            ],
        )
        .await?;
    Fields::of(&row, "people", email.as_str()).get("person_id").map(PersonId)
}

pub(super) async fn set_password(
    connection: &mut Connection,
    person: PersonId,
    password: &PasswordHash,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "setting a password",
            "update people set password_hash = $2 where person_id = $1",
            &[person.0.into(), password.as_str().into()],
        )
        .await
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
