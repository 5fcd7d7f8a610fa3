//! PINs: their lives in the clear, their codes sealed.

use domain::{
    account::AccountNumber,
    person::PersonId,
    pin::{Act, Actor, End, Pin, PinId, PinKind},
    ports::{SealedCode, SealedPin, StoreError},
    time::Timestamp,
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::{
    error::{one, sorted},
    row::Fields,
};

/// A PIN's number grows with each write to its account, so the latest numbers are the latest PINs.
pub(super) const LATEST_GENERATED: &str =
    "select generated_at from pins where account_id = $1 order by pin_id desc limit $2";

pub(super) async fn latest(
    connection: &mut SqliteConnection,
    account: AccountNumber,
) -> Result<Vec<SealedPin>, StoreError> {
    let mut pins = Vec::with_capacity(PinKind::ALL.len());
    for kind in PinKind::ALL {
        let row = sqlx::query(
            "select p.pin_id, p.kind, p.key_id, p.sealed, p.expires_at,
                    p.generated_at, p.generated_by, g.name as generated_by_name,
                    p.ended_as, p.ended_at, p.ended_by, e.name as ended_by_name
             from pins p
             join people g on g.person_id = p.generated_by
             left join people e on e.person_id = p.ended_by
             where p.account_id = $1 and p.kind = $2
             order by p.pin_id desc limit 1",
        )
        .bind(account.as_i64())
        .bind(kind.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(sorted)?;
        if let Some(row) = row {
            pins.push(sealed_pin_of(&row, account)?);
        }
    }
    Ok(pins)
}

pub(super) async fn latest_generated(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    at_most: u32,
) -> Result<Vec<Timestamp>, StoreError> {
    let moments: Vec<i64> = sqlx::query_scalar(LATEST_GENERATED)
        .bind(account.as_i64())
        .bind(i64::from(at_most))
        .fetch_all(connection)
        .await
        .map_err(sorted)?;
    Ok(moments.into_iter().map(Timestamp::from_millis).collect())
}

fn sealed_pin_of(row: &SqliteRow, account: AccountNumber) -> Result<SealedPin, StoreError> {
    let id = row.try_get::<i64, _>("pin_id").unwrap_or_default();
    let key = format!("{account}, PIN {id}");
    let fields = Fields::of(row, "pins", &key);
    let pin = Pin {
        id: PinId(id),
        kind: fields.read("kind", |kind: &str| kind.parse().ok())?,
        generated: act_of(&fields, "generated_at", "generated_by", "generated_by_name")?,
        expires_at: fields.get::<Option<i64>>("expires_at")?.map(Timestamp::from_millis),
        end: end_of(&fields)?,
    };
    let sealed = Option::zip(fields.get::<Option<i64>>("key_id")?, fields.get::<Option<Vec<u8>>>("sealed")?)
        .map(|(key_id, bytes)| SealedCode { key_id, bytes });
    Ok(SealedPin { pin, sealed })
}

fn act_of(
    fields: &Fields<'_>,
    at: &'static str,
    by: &'static str,
    name: &'static str,
) -> Result<Act, StoreError> {
    Ok(Act {
        at: Timestamp::from_millis(fields.get(at)?),
        by: Actor { id: PersonId(fields.get(by)?), name: fields.get(name)? },
    })
}

fn end_of(fields: &Fields<'_>) -> Result<Option<End>, StoreError> {
    let Some(ended_as) = fields.get::<Option<&str>>("ended_as")? else {
        return Ok(None);
    };
    let act = || act_of(fields, "ended_at", "ended_by", "ended_by_name");
    let at = || fields.get("ended_at").map(Timestamp::from_millis);
    Ok(Some(match ended_as {
        "replaced" => End::Replaced(act()?),
        "cleared" => End::Cleared(act()?),
        "used" => End::Used(at()?),
        "expired" => End::Expired(at()?),
        _ => return Err(fields.damaged("ended_as")),
    }))
}

pub(super) async fn insert(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    pin: &Pin,
    sealed: &SealedCode,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "insert into pins (account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(account.as_i64())
    .bind(pin.id.0)
    .bind(pin.kind.as_str())
    .bind(sealed.key_id)
    .bind(sealed.bytes.as_slice())
    .bind(pin.generated.at.as_millis())
    .bind(pin.generated.by.id.0)
    .bind(pin.expires_at.map(Timestamp::as_millis))
    .execute(connection)
    .await
    .map_err(sorted)?;
    one("adding a PIN", done.rows_affected())
}

/// Notes the end of a PIN that has none noted, and erases its code.
pub(super) async fn end(
    connection: &mut SqliteConnection,
    account: AccountNumber,
    pin: &Pin,
) -> Result<(), StoreError> {
    const WHAT: &str = "ending a PIN";
    let (ended_as, at, by) = match &pin.end {
        Some(End::Replaced(act)) => ("replaced", act.at, Some(act.by.id.0)),
        Some(End::Cleared(act)) => ("cleared", act.at, Some(act.by.id.0)),
        Some(End::Used(at)) => ("used", *at, None),
        Some(End::Expired(at)) => ("expired", *at, None),
        None => return one(WHAT, 0),
    };
    let done = sqlx::query(
        "update pins
         set sealed = null, key_id = null, ended_as = $3, ended_at = $4, ended_by = $5
         where account_id = $1 and pin_id = $2 and ended_as is null",
    )
    .bind(account.as_i64())
    .bind(pin.id.0)
    .bind(ended_as)
    .bind(at.as_millis())
    .bind(by)
    .execute(connection)
    .await
    .map_err(sorted)?;
    one(WHAT, done.rows_affected())
}
