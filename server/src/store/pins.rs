//! PINs: their lives in the clear, their codes sealed.

use domain::{
    account::AccountNumber,
    person::PersonId,
    pin::{Act, Actor, End, Pin, PinId, PinKind},
    ports::{SealedCode, SealedPin, StoreError},
    time::Timestamp,
};

use super::{
    accounts::number_in,
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn latest(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Vec<SealedPin>, StoreError> {
    let mut pins = Vec::with_capacity(PinKind::ALL.len());
    for kind in PinKind::ALL {
        let row = connection
            .optional(
                "select p.account_id, p.pin_id, p.kind, p.key_id, p.sealed, p.expires_at,
                        p.generated_at, p.generated_by, g.name as generated_by_name,
                        p.ended_as, p.ended_at, p.ended_by, e.name as ended_by_name
                 from pins p
                 join people g on g.person_id = p.generated_by
                 left join people e on e.person_id = p.ended_by
                 where p.account_id = $1 and p.kind = $2
                 order by p.pin_id desc limit 1",
                &[account.into(), kind.as_str().into()],
            )
            .await?;
        if let Some(row) = row {
            pins.push(sealed_pin_of(&row, account)?);
        }
    }
    Ok(pins)
}

/// A PIN's number grows with each write to its account, so the latest numbers are the latest PINs.
pub(super) async fn latest_generated(
    connection: &mut Connection,
    account: AccountNumber,
    at_most: u32,
) -> Result<Vec<Timestamp>, StoreError> {
    let key = account.to_string();
    connection
        .all(
            "select generated_at from pins where account_id = $1 order by pin_id desc limit $2",
            &[account.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| Fields::of(row, "pins", &key).time("generated_at"))
        .collect()
}

pub(super) async fn sealed_after(
    connection: &mut Connection,
    key: Option<i64>,
    (account, pin): (AccountNumber, PinId),
    at_most: u32,
) -> Result<Vec<(AccountNumber, SealedPin)>, StoreError> {
    let rows = match key {
        Some(key) => {
            connection
                .all(
                    "select p.account_id, p.pin_id, p.kind, p.key_id, p.sealed, p.expires_at,
                            p.generated_at, p.generated_by, g.name as generated_by_name, p.ended_as
                     from pins p join people g on g.person_id = p.generated_by
                     where p.key_id = $3 and (p.account_id, p.pin_id) > ($1, $2)
                     order by p.account_id, p.pin_id limit $4",
                    &[account.into(), pin.0.into(), key.into(), at_most.into()],
                )
                .await?
        }
        None => {
            connection
                .all(
                    "select p.account_id, p.pin_id, p.kind, p.key_id, p.sealed, p.expires_at,
                            p.generated_at, p.generated_by, g.name as generated_by_name, p.ended_as
                     from pins p join people g on g.person_id = p.generated_by
                     where p.ended_as is null and (p.account_id, p.pin_id) > ($1, $2)
                     order by p.account_id, p.pin_id limit $3",
                    &[account.into(), pin.0.into(), at_most.into()],
                )
                .await?
        }
    };
    rows.iter()
        .map(|row| {
            let account = number_in(row, "pins")?;
            Ok((account, sealed_pin_of(row, account)?))
        })
        .collect()
}

pub(super) async fn accounts_with_expired(
    connection: &mut Connection,
    by: Timestamp,
    at_most: u32,
) -> Result<Vec<AccountNumber>, StoreError> {
    connection
        .all(
            "select account_id from pins
             where ended_as is null and expires_at <= $1
             order by expires_at limit $2",
            &[by.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| number_in(row, "pins"))
        .collect()
}

fn sealed_pin_of(row: &Row, account: AccountNumber) -> Result<SealedPin, StoreError> {
    let id = row.key("pin_id");
    let key = format!("{account}, PIN {id}");
    let fields = Fields::of(row, "pins", &key);
    let pin = Pin {
        id: PinId(id),
        kind: fields.read("kind", |kind: &str| kind.parse().ok())?,
        generated: act_of(&fields, "generated_at", "generated_by", "generated_by_name")?,
        expires_at: fields.time_if_any("expires_at")?,
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
    Ok(Act { at: fields.time(at)?, by: Actor { id: PersonId(fields.get(by)?), name: fields.get(name)? } })
}

fn end_of(fields: &Fields<'_>) -> Result<Option<End>, StoreError> {
    let Some(ended_as) = fields.get::<Option<&str>>("ended_as")? else {
        return Ok(None);
    };
    let act = || act_of(fields, "ended_at", "ended_by", "ended_by_name");
    let at = || fields.time("ended_at");
    Ok(Some(match ended_as {
        "replaced" => End::Replaced(act()?),
        "cleared" => End::Cleared(act()?),
        "worn_out" => End::WornOut(at()?),
        "voided" => End::Voided(at()?),
        "access_ended" => End::AccessEnded(at()?),
        "used" => End::Used(at()?),
        "expired" => End::Expired(at()?),
        _ => return Err(fields.damaged("ended_as")),
    }))
}

pub(super) async fn insert(
    connection: &mut Connection,
    account: AccountNumber,
    pin: &Pin,
    sealed: &SealedCode,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "adding a PIN",
            "insert into pins
                 (account_id, pin_id, kind, key_id, sealed, generated_at, generated_by, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                account.into(),
                pin.id.0.into(),
                pin.kind.as_str().into(),
                sealed.key_id.into(),
                sealed.bytes.as_slice().into(),
                pin.generated.at.into(),
                pin.generated.by.id.0.into(),
                pin.expires_at.into(),
            ],
        )
        .await
}

/// Notes the end of a PIN that has none noted, and erases its code.
pub(super) async fn end(
    connection: &mut Connection,
    account: AccountNumber,
    pin: &Pin,
) -> Result<(), StoreError> {
    const WHAT: &str = "ending a PIN";
    let (ended_as, at, by) = match &pin.end {
        Some(End::Replaced(act)) => ("replaced", act.at, Some(act.by.id.0)),
        Some(End::Cleared(act)) => ("cleared", act.at, Some(act.by.id.0)),
        Some(End::WornOut(at)) => ("worn_out", *at, None),
        Some(End::Voided(at)) => ("voided", *at, None),
        Some(End::AccessEnded(at)) => ("access_ended", *at, None),
        Some(End::Used(at)) => ("used", *at, None),
        Some(End::Expired(at)) => ("expired", *at, None),
        None => return Err(StoreError::Miscounted { what: WHAT, rows: 0 }),
    };
    connection
        .touch_one(
            WHAT,
            "update pins
             set sealed = null, key_id = null, ended_as = $3, ended_at = $4, ended_by = $5
             where account_id = $1 and pin_id = $2 and ended_as is null",
            &[account.into(), pin.id.0.into(), ended_as.into(), at.into(), by.into()],
        )
        .await
}

pub(super) async fn reseal(
    connection: &mut Connection,
    account: AccountNumber,
    pin: PinId,
    sealed: &SealedCode,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "sealing a PIN anew",
            "update pins set key_id = $3, sealed = $4
             where account_id = $1 and pin_id = $2 and ended_as is null",
            &[account.into(), pin.0.into(), sealed.key_id.into(), sealed.bytes.as_slice().into()],
        )
        .await
}

pub(super) async fn count_against(
    connection: &mut Connection,
    account: AccountNumber,
    pin: PinId,
) -> Result<Option<u32>, StoreError> {
    let key = format!("{account}, PIN {pin}");
    connection
        .optional(
            "update pins set wrong_tries = wrong_tries + 1
             where account_id = $1 and pin_id = $2 and ended_as is null
             returning wrong_tries",
            &[account.into(), pin.0.into()],
        )
        .await?
        .map(|row| Fields::of(&row, "pins", &key).read("wrong_tries", |count: i64| count.try_into().ok()))
        .transpose()
}
