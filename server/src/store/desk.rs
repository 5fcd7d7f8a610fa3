//! What the support desk looks back at: receipts, tries, and why something was lifted.

use domain::{
    account::AccountNumber,
    attempts::Reason,
    person::PersonId,
    ports::{StoreError, TryPlace},
    time::Timestamp,
    verification::{
        Agent, AttemptId, KeptReceipt, KeptTry, Receipt, ReceiptNumber, TokenId, Tried, TryState, Verdict,
    },
};

use super::{
    accounts::number_in,
    attempts::attempt_of,
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn receipt(
    connection: &mut Connection,
    account: AccountNumber,
    number: ReceiptNumber,
) -> Result<Option<KeptReceipt>, StoreError> {
    connection
        .optional(
            "select r.account_id, r.receipt_number, r.pin_kind, r.valid_until, r.reported_at,
                    a.attempt_id, a.at, a.person_id, a.token_id, a.agent_name, a.channel, a.contact, a.ticket,
                    a.unknown_account, a.master_id, a.one_time_id
             from receipts r join attempts a on a.account_id = r.account_id and a.attempt_id = r.attempt_id
             where r.account_id = $1 and r.receipt_number = $2",
            &[account.into(), number.to_string().as_str().into()],
        )
        .await?
        .map(|row| receipt_of(&row))
        .transpose()
}

pub(super) async fn reported_receipts(
    connection: &mut Connection,
    at_most: u32,
) -> Result<Vec<KeptReceipt>, StoreError> {
    connection
        .all(
            "select r.account_id, r.receipt_number, r.pin_kind, r.valid_until, r.reported_at,
                    a.attempt_id, a.at, a.person_id, a.token_id, a.agent_name, a.channel, a.contact, a.ticket,
                    a.unknown_account, a.master_id, a.one_time_id
             from receipts r join attempts a on a.account_id = r.account_id and a.attempt_id = r.attempt_id
             where r.reported_at is not null order by r.reported_at desc, r.account_id desc, r.attempt_id desc limit $1",
            &[at_most.into()],
        )
        .await?
        .iter()
        .map(receipt_of)
        .collect()
}

fn receipt_of(row: &Row) -> Result<KeptReceipt, StoreError> {
    let account = number_in(row, "receipts")?;
    let key = format!("{account}, try {}", row.key("attempt_id"));
    let fields = Fields::of(row, "receipts", &key);
    let receipt = Receipt {
        number: fields.read("receipt_number", |number: &str| number.parse().ok())?,
        attempt: AttemptId(row.key("attempt_id")),
        kind: fields.read("pin_kind", |kind: &str| kind.parse().ok())?,
        valid_until: fields.time("valid_until")?,
    };
    let reported_at = fields.time_if_any("reported_at")?;
    Ok(KeptReceipt { account, receipt, attempt: attempt_of(row, account)?, reported_at })
}

pub(super) async fn report_receipts(
    connection: &mut Connection,
    account: AccountNumber,
    since: Timestamp,
    at: Timestamp,
) -> Result<u64, StoreError> {
    connection
        .execute(
            "update receipts set reported_at = $3
             where account_id = $1 and reported_at is null
               and attempt_id in (select attempt_id from attempts where account_id = $1 and at > $2)",
            &[account.into(), since.into(), at.into()],
        )
        .await
}

pub(super) async fn tried_since(
    connection: &mut Connection,
    from: Timestamp,
    span: i64,
    spans: u32,
) -> Result<Vec<Tried>, StoreError> {
    let until = from.as_millis().saturating_add(span.saturating_mul(i64::from(spans)));
    connection
        .all(
            "select (at - $1) / $2 as span, person_id, token_id, state, interrupted, count(*) as tries,
                    count(case when locked = 1 then 1 end) as locked
             from attempts where at >= $1 and at < $3 group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5",
            &[from.into(), span.into(), until.into()],
        )
        .await?
        .iter()
        .map(|row| {
            let fields = Fields::of(row, "attempts", "all");
            let agent =
                match (fields.get::<Option<i64>>("person_id")?, fields.get::<Option<i64>>("token_id")?) {
                    (Some(person), _) => Agent::Person(PersonId(person)),
                    (None, Some(token)) => Agent::Token { token: TokenId(token), name: None },
                    (None, None) => return Err(fields.damaged("person_id")),
                };
            Ok(Tried {
                span: fields.count("span")?,
                agent,
                state: state_in(&fields)?,
                tries: fields.count("tries")?,
                locked: fields.count("locked")?,
            })
        })
        .collect()
}

pub(super) async fn tries_before(
    connection: &mut Connection,
    place: Option<TryPlace>,
    at_most: u32,
) -> Result<Vec<KeptTry>, StoreError> {
    let (at, account, attempt) = place_values(place);
    connection
        .all(
            "select account_id, attempt_id, at, state, interrupted, locked, person_id, token_id, agent_name, channel,
                    contact, ticket, unknown_account, master_id, one_time_id
             from attempts where (at, account_id, attempt_id) < ($1, $2, $3)
             order by at desc, account_id desc, attempt_id desc limit $4",
            &[at.into(), account.into(), attempt.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(try_of)
        .collect()
}

/// Also tries from when there was no such account. They stand on nobody's row.
pub(super) async fn tries_on_before(
    connection: &mut Connection,
    number: AccountNumber,
    place: Option<TryPlace>,
    at_most: u32,
) -> Result<Vec<KeptTry>, StoreError> {
    let (at, account, attempt) = place_values(place);
    let mut rows = connection
        .all(
            "select account_id, attempt_id, at, state, interrupted, locked, person_id, token_id, agent_name, channel,
                    contact, ticket, unknown_account, master_id, one_time_id
             from attempts where account_id = $1 and (at, account_id, attempt_id) < ($2, $3, $4)
             order by at desc, attempt_id desc limit $5",
            &[number.into(), at.into(), account.into(), attempt.into(), at_most.into()],
        )
        .await?;
    rows.extend(
        connection
            .all(
                "select account_id, attempt_id, at, state, interrupted, locked, person_id, token_id, agent_name,
                        channel, contact, ticket, unknown_account, master_id, one_time_id
                 from attempts where unknown_account = $1 and (at, account_id, attempt_id) < ($2, $3, $4)
                 order by at desc, attempt_id desc limit $5",
                &[number.into(), at.into(), account.into(), attempt.into(), at_most.into()],
            )
            .await?,
    );
    let mut tries = rows.iter().map(try_of).collect::<Result<Vec<_>, _>>()?;
    tries.sort_by_key(|kept| std::cmp::Reverse((kept.attempt.at, kept.account, kept.attempt.id)));
    tries.truncate(usize::try_from(at_most).unwrap_or(usize::MAX));
    Ok(tries)
}

/// What stands for a place in a statement; behind everything, where there is none.
fn place_values(place: Option<TryPlace>) -> (i64, i64, i64) {
    place.map_or((i64::MAX, i64::MAX, i64::MAX), |(at, account, attempt)| {
        (at.as_millis(), account.as_i64(), attempt.0)
    })
}

fn try_of(row: &Row) -> Result<KeptTry, StoreError> {
    let account = number_in(row, "attempts")?;
    let key = format!("{account}, attempt {}", row.key("attempt_id"));
    let fields = Fields::of(row, "attempts", &key);
    let (state, locked) = (state_in(&fields)?, fields.flag("locked")?);
    Ok(KeptTry { account, attempt: attempt_of(row, account)?, state, locked })
}

fn state_in(fields: &Fields<'_>) -> Result<TryState, StoreError> {
    let interrupted = fields.flag("interrupted")?;
    fields.read("state", |state: &str| match state {
        "pending" => Some(TryState::Pending),
        "no_live_pin" => Some(TryState::NoLivePin),
        "right" => Some(TryState::Settled(Verdict::Right)),
        "void" => Some(TryState::Settled(Verdict::Void)),
        "wrong" if interrupted => Some(TryState::Settled(Verdict::Interrupted)),
        "wrong" => Some(TryState::Settled(Verdict::Wrong)),
        _ => None,
    })
}

pub(super) async fn mark_locking(
    connection: &mut Connection,
    account: AccountNumber,
    attempt: AttemptId,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "marking the try that locked an account",
            "update attempts set locked = 1 where account_id = $1 and attempt_id = $2",
            &[account.into(), attempt.0.into()],
        )
        .await
}

pub(super) async fn reason(
    connection: &mut Connection,
    account: AccountNumber,
    entry: i64,
) -> Result<Option<String>, StoreError> {
    let key = format!("{account}, entry {entry}");
    connection
        .optional(
            "select reason from reasons where account_id = $1 and entry_id = $2",
            &[account.into(), entry.into()],
        )
        .await?
        .map(|row| Fields::of(&row, "reasons", &key).get("reason"))
        .transpose()
}

pub(super) async fn keep_reason(
    connection: &mut Connection,
    account: AccountNumber,
    entry: i64,
    reason: &Reason,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "keeping a reason",
            "insert into reasons (account_id, entry_id, reason) values ($1, $2, $3)",
            &[account.into(), entry.into(), reason.as_str().into()],
        )
        .await
}
