//! Second factors, their secrets sealed, and the recovery codes that stand in for them, hashed.

use domain::{
    access::SecondFactor,
    person::PersonId,
    ports::{SealedCode, StoreError},
    time::Timestamp,
};

use super::{
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<SecondFactor>, StoreError> {
    connection
        .optional(
            "select person_id, key_id, sealed, created_at, confirmed_at, last_step from second_factors
             where person_id = $1",
            &[person.0.into()],
        )
        .await?
        .as_ref()
        .map(second_factor_of)
        .transpose()
}

pub(super) async fn after(
    connection: &mut Connection,
    key: Option<i64>,
    after: PersonId,
    at_most: u32,
) -> Result<Vec<SecondFactor>, StoreError> {
    let rows = match key {
        Some(key) => connection
            .all(
                "select person_id, key_id, sealed, created_at, confirmed_at, last_step from second_factors
                     where key_id = $2 and person_id > $1 order by person_id limit $3",
                &[after.0.into(), key.into(), at_most.into()],
            )
            .await?,
        None => connection
            .all(
                "select person_id, key_id, sealed, created_at, confirmed_at, last_step from second_factors
                     where person_id > $1 order by person_id limit $2",
                &[after.0.into(), at_most.into()],
            )
            .await?,
    };
    rows.iter().map(second_factor_of).collect()
}

fn second_factor_of(row: &Row) -> Result<SecondFactor, StoreError> {
    let key = row.key("person_id").to_string();
    let fields = Fields::of(row, "second_factors", &key);
    Ok(SecondFactor {
        person: PersonId(fields.get("person_id")?),
        sealed: SealedCode { key_id: fields.get("key_id")?, bytes: fields.get("sealed")? },
        created_at: fields.time("created_at")?,
        confirmed_at: fields.time_if_any("confirmed_at")?,
        last_step: fields.get("last_step")?,
    })
}

pub(super) async fn keep(connection: &mut Connection, factor: &SecondFactor) -> Result<(), StoreError> {
    connection
        .touch_one(
            "keeping a second factor",
            "insert into second_factors (person_id, key_id, sealed, created_at, confirmed_at, last_step)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (person_id) do update
             set key_id = $2, sealed = $3, created_at = $4, confirmed_at = $5, last_step = $6",
            &[
                factor.person.0.into(),
                factor.sealed.key_id.into(),
                factor.sealed.bytes.as_slice().into(),
                factor.created_at.into(),
                factor.confirmed_at.into(),
                factor.last_step.into(),
            ],
        )
        .await
}

pub(super) async fn reseal(
    connection: &mut Connection,
    person: PersonId,
    created_at: Timestamp,
    sealed: &SealedCode,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "sealing a second factor anew",
            "update second_factors set key_id = $3, sealed = $4 where person_id = $1 and created_at = $2",
            &[person.0.into(), created_at.into(), sealed.key_id.into(), sealed.bytes.as_slice().into()],
        )
        .await
}

pub(super) async fn remove(connection: &mut Connection, person: PersonId) -> Result<(), StoreError> {
    remove_codes(connection, person).await?;
    let sql = "delete from second_factors where person_id = $1";
    connection.execute(sql, &[person.0.into()]).await.map(drop)
}

pub(super) async fn codes(connection: &mut Connection, person: PersonId) -> Result<u32, StoreError> {
    let sql = "select count(*) as codes from recovery_codes where person_id = $1";
    let row = connection.one("counting recovery codes", sql, &[person.0.into()]).await?;
    let key = person.0.to_string();
    Fields::of(&row, "recovery_codes", &key).count("codes")
}

pub(super) async fn keep_codes(
    connection: &mut Connection,
    person: PersonId,
    codes: &[[u8; 32]],
) -> Result<(), StoreError> {
    remove_codes(connection, person).await?;
    for code in codes {
        connection
            .touch_one(
                "adding a recovery code",
                "insert into recovery_codes (person_id, code_hash) values ($1, $2)",
                &[person.0.into(), code.as_slice().into()],
            )
            .await?;
    }
    Ok(())
}

async fn remove_codes(connection: &mut Connection, person: PersonId) -> Result<(), StoreError> {
    let sql = "delete from recovery_codes where person_id = $1";
    connection.execute(sql, &[person.0.into()]).await.map(drop)
}

pub(super) async fn use_code(
    connection: &mut Connection,
    person: PersonId,
    code: &[u8; 32],
) -> Result<bool, StoreError> {
    let sql = "delete from recovery_codes where person_id = $1 and code_hash = $2";
    Ok(connection.execute(sql, &[person.0.into(), code.as_slice().into()]).await? > 0)
}
