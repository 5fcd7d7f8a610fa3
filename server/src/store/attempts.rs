//! Tries: counted, settled, and looked back at.

use domain::{
    account::AccountNumber,
    person::PersonId,
    pin::PinId,
    ports::{StoreError, Tries},
    time::Timestamp,
    verification::{Agent, AgentKey, Attempt, AttemptId, TokenId, Verdict},
};

use super::{
    accounts::number_in,
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn wrong(
    connection: &mut Connection,
    account: AccountNumber,
    at_most: u32,
) -> Result<Vec<Timestamp>, StoreError> {
    let key = account.to_string();
    connection
        .all(
            "select at from attempts where account_id = $1 and state = 'wrong' order by at desc limit $2",
            &[account.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| Fields::of(row, "attempts", &key).time("at"))
        .collect()
}

pub(super) async fn pending(
    connection: &mut Connection,
    account: AccountNumber,
) -> Result<Vec<Attempt>, StoreError> {
    connection
        .all(
            "select attempt_id, at, person_id, token_id, agent_name, channel, contact, ticket,
                    unknown_account, master_id, one_time_id
             from attempts where account_id = $1 and state = 'pending' order by at, attempt_id",
            &[account.into()],
        )
        .await?
        .iter()
        .map(|row| attempt_of(row, account))
        .collect()
}

pub(super) async fn accounts_with_stale(
    connection: &mut Connection,
    before: Timestamp,
    at_most: u32,
) -> Result<Vec<AccountNumber>, StoreError> {
    connection
        .all(
            "select account_id from attempts where state = 'pending' and at <= $1 order by at limit $2",
            &[before.into(), at_most.into()],
        )
        .await?
        .iter()
        .map(|row| number_in(row, "attempts"))
        .collect()
}

pub(super) async fn of_agent(
    connection: &mut Connection,
    agent: &AgentKey,
    after: Timestamp,
) -> Result<Tries, StoreError> {
    let rows = connection
        .all(
            "select account_id, at, state from attempts
             where agent_key = $1 and at > $2 and state in ('wrong', 'pending') order by at desc",
            &[agent.as_str().into(), after.into()],
        )
        .await?;
    let mut tries = Tries::default();
    for row in &rows {
        let account = number_in(row, "attempts")?;
        let fields = Fields::of(row, "attempts", agent.as_str());
        let made = (fields.time("at")?, account);
        match fields.get::<&str>("state")? {
            "wrong" => tries.wrong.push(made),
            _ => tries.pending.push(made),
        }
    }
    Ok(tries)
}

pub(super) async fn by_token(
    connection: &mut Connection,
    token: TokenId,
    after: Timestamp,
) -> Result<(u32, u32), StoreError> {
    let row = connection
        .one(
            "counting a token's tries",
            "select count(case when state = 'wrong' then 1 end) as wrong,
                    count(case when state = 'pending' then 1 end) as pending
             from attempts where token_id = $1 and at > $2 and state in ('wrong', 'pending')",
            &[token.0.into(), after.into()],
        )
        .await?;
    let key = format!("token {}", token.0);
    let fields = Fields::of(&row, "attempts", &key);
    Ok((fields.count("wrong")?, fields.count("pending")?))
}

pub(super) async fn wrong_of_all(
    connection: &mut Connection,
    after: Timestamp,
) -> Result<(u32, u32), StoreError> {
    let row = connection
        .one(
            "counting everyone's tries",
            "select count(*) as wrong, count(distinct account_id) as accounts
             from attempts where state = 'wrong' and at > $1",
            &[after.into()],
        )
        .await?;
    let fields = Fields::of(&row, "attempts", "all");
    Ok((fields.count("wrong")?, fields.count("accounts")?))
}

pub(super) fn attempt_of(row: &Row, account: AccountNumber) -> Result<Attempt, StoreError> {
    let id = row.key("attempt_id");
    let key = format!("{account}, attempt {id}");
    let fields = Fields::of(row, "attempts", &key);
    let agent = match (fields.get::<Option<i64>>("person_id")?, fields.get::<Option<i64>>("token_id")?) {
        (Some(person), None) => Agent::Person(PersonId(person)),
        (None, Some(token)) => Agent::Token { token: TokenId(token), name: fields.get("agent_name")? },
        _ => return Err(fields.damaged("person_id")),
    };
    Ok(Attempt {
        id: AttemptId(id),
        at: fields.time("at")?,
        agent,
        channel: fields.read("channel", |channel: &str| channel.parse().ok())?,
        contact: fields.get("contact")?,
        ticket: fields.get("ticket")?,
        unknown_account: fields
            .get::<Option<i64>>("unknown_account")?
            .map(|number| number.try_into().map_err(|_| fields.damaged("unknown_account")))
            .transpose()?,
        master: fields.get::<Option<i64>>("master_id")?.map(PinId),
        one_time: fields.get::<Option<i64>>("one_time_id")?.map(PinId),
    })
}

pub(super) async fn count_all(
    connection: &mut Connection,
    account: AccountNumber,
    attempts: &[Attempt],
) -> Result<(), StoreError> {
    for attempt in attempts {
        let (person, token, name) = match &attempt.agent {
            Agent::Person(person) => (Some(person.0), None, None),
            Agent::Token { token, name } => (None, Some(token.0), name.as_deref()),
        };
        let key = attempt.agent.key();
        let (state, settled_at) =
            if attempt.has_candidates() { ("pending", None) } else { ("no_live_pin", Some(attempt.at)) };
        connection
            .touch_one(
                "counting a try",
                "insert into attempts
                     (account_id, attempt_id, at, state, settled_at, person_id, token_id, agent_name, agent_key,
                      channel, contact, ticket, unknown_account, master_id, one_time_id)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                &[
                    account.into(),
                    attempt.id.0.into(),
                    attempt.at.into(),
                    state.into(),
                    settled_at.into(),
                    person.into(),
                    token.into(),
                    name.into(),
                    key.as_ref().map(AgentKey::as_str).into(),
                    attempt.channel.as_str().into(),
                    attempt.contact.as_deref().into(),
                    attempt.ticket.as_deref().into(),
                    attempt.unknown_account.map(AccountNumber::as_i64).into(),
                    attempt.master.map(|pin| pin.0).into(),
                    attempt.one_time.map(|pin| pin.0).into(),
                ],
            )
            .await?;
    }
    Ok(())
}

pub(super) async fn settle_all(
    connection: &mut Connection,
    account: AccountNumber,
    settled: &[(AttemptId, Verdict)],
    at: Timestamp,
) -> Result<Vec<AttemptId>, StoreError> {
    let mut done = Vec::with_capacity(settled.len());
    for (attempt, verdict) in settled {
        let (state, interrupted) = match verdict {
            Verdict::Right => ("right", 0),
            Verdict::Void => ("void", 0),
            Verdict::Wrong => ("wrong", 0),
            Verdict::Interrupted => ("wrong", 1),
        };
        let rows = connection
            .execute(
                "update attempts set state = $3, settled_at = $4, interrupted = $5
                 where account_id = $1 and attempt_id = $2 and state = 'pending'",
                &[account.into(), attempt.0.into(), state.into(), at.into(), i64::from(interrupted).into()],
            )
            .await?;
        match rows {
            0 => {}
            1 => done.push(*attempt),
            rows => return Err(StoreError::Miscounted { what: "settling a try", rows }),
        }
    }
    Ok(done)
}
