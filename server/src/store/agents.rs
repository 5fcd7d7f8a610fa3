//! Whoever types at the desk, the tokens of helpdesks, and the requests that these may send again.

use domain::{
    account::AccountNumber,
    attempts::TokenKind,
    ports::{AgentRecord, Reserved, StoreError},
    time::Timestamp,
    verification::{AgentKey, AttemptId, Idempotency, Sender, Token, TokenId},
};

use super::{
    connection::Connection,
    row::{Fields, Row},
};

pub(super) async fn agent(connection: &mut Connection, agent: &AgentKey) -> Result<AgentRecord, StoreError> {
    let sql = "select suspended_at, lifted_at from agents where agent_key = $1";
    let row = connection.optional(sql, &[agent.as_str().into()]).await?;
    row.map_or_else(|| Ok(AgentRecord::default()), |row| record_of(&row, agent))
}

pub(super) async fn take(
    connection: &mut Connection,
    agent: &AgentKey,
    at: Timestamp,
) -> Result<AgentRecord, StoreError> {
    // An update that changes nothing takes the row all the same.
    let row = connection
        .one(
            "taking an agent",
            "insert into agents (agent_key, created_at) values ($1, $2)
             on conflict (agent_key) do update set created_at = agents.created_at
             returning suspended_at, lifted_at",
            &[agent.as_str().into(), at.into()],
        )
        .await?;
    record_of(&row, agent)
}

fn record_of(row: &Row, agent: &AgentKey) -> Result<AgentRecord, StoreError> {
    let fields = Fields::of(row, "agents", agent.as_str());
    Ok(AgentRecord {
        suspended_at: fields.time_if_any("suspended_at")?,
        lifted_at: fields.time_if_any("lifted_at")?,
    })
}

pub(super) async fn suspend(
    connection: &mut Connection,
    agent: &AgentKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "suspending an agent",
            "update agents set suspended_at = $2 where agent_key = $1",
            &[agent.as_str().into(), at.into()],
        )
        .await
}

pub(super) async fn lift(
    connection: &mut Connection,
    agent: &AgentKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .touch_one(
            "lifting a suspension",
            "update agents set suspended_at = null, lifted_at = $2 where agent_key = $1",
            &[agent.as_str().into(), at.into()],
        )
        .await
}

pub(super) async fn suspended(connection: &mut Connection) -> Result<Vec<(AgentKey, Timestamp)>, StoreError> {
    connection
        .all(
            "select agent_key, suspended_at from agents where suspended_at is not null
             order by suspended_at desc, agent_key",
            &[],
        )
        .await?
        .iter()
        .map(|row| {
            let fields = Fields::of(row, "agents", "suspended");
            let agent = fields.read("agent_key", |key: &str| key.parse().ok())?;
            Ok((agent, fields.time("suspended_at")?))
        })
        .collect()
}

pub(super) async fn token(connection: &mut Connection, token: TokenId) -> Result<Option<Token>, StoreError> {
    let key = token.0.to_string();
    connection
        .optional("select kind from tokens where token_id = $1 and revoked_at is null", &[token.0.into()])
        .await?
        .map(|row| {
            let kind = Fields::of(&row, "tokens", &key).read("kind", |kind: &str| match kind {
                "helpdesk" => Some(TokenKind::Helpdesk),
                "ivr" => Some(TokenKind::Ivr),
                _ => None,
            })?;
            Ok(Token { id: token, kind })
        })
        .transpose()
}

pub(super) async fn insert_token(
    connection: &mut Connection,
    name: &str,
    kind: TokenKind,
    hash: &[u8; 32],
    at: Timestamp,
) -> Result<TokenId, StoreError> {
    let kind = match kind {
        TokenKind::Helpdesk => "helpdesk",
        TokenKind::Ivr => "ivr",
    };
    let row = connection
        .one(
            "adding a token",
            "insert into tokens (name, kind, token_hash, created_at) values ($1, $2, $3, $4) returning token_id",
            &[name.into(), kind.into(), hash.as_slice().into(), at.into()],
        )
        .await?;
    Fields::of(&row, "tokens", name).get("token_id").map(TokenId)
}

/// Whoever comes second waits for the first one's commit, and finds the key taken.
pub(super) async fn reserve(
    connection: &mut Connection,
    sender: Sender,
    request: &Idempotency,
    (account, attempt): (AccountNumber, AttemptId),
    at: Timestamp,
    since: Timestamp,
) -> Result<Reserved, StoreError> {
    let sender = sender.to_string();
    let reserved = connection
        .execute(
            "insert into idempotency_keys (sender, request_key, fingerprint, account_id, attempt_id, at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (sender, request_key) do update
             set fingerprint = $3, account_id = $4, attempt_id = $5, at = $6, answer = null
             where idempotency_keys.at <= $7",
            &[
                sender.as_str().into(),
                request.key.as_str().into(),
                request.fingerprint.as_slice().into(),
                account.into(),
                attempt.0.into(),
                at.into(),
                since.into(),
            ],
        )
        .await?;
    if reserved > 0 {
        return Ok(Reserved::Now);
    }
    let row = connection
        .one(
            "reading a request's key",
            "select fingerprint, answer from idempotency_keys where sender = $1 and request_key = $2",
            &[sender.as_str().into(), request.key.as_str().into()],
        )
        .await?;
    let fields = Fields::of(&row, "idempotency_keys", &sender);
    if fields.bytes32("fingerprint")? != request.fingerprint {
        return Ok(Reserved::ForAnother);
    }
    Ok(fields.get::<Option<String>>("answer")?.map_or(Reserved::InFlight, Reserved::Answered))
}

pub(super) async fn keep_answer(
    connection: &mut Connection,
    (account, attempt): (AccountNumber, AttemptId),
    answer: &str,
) -> Result<(), StoreError> {
    let sql = "update idempotency_keys set answer = $3 where account_id = $1 and attempt_id = $2";
    connection.execute(sql, &[account.into(), attempt.0.into(), answer.into()]).await.map(drop)
}

pub(super) async fn remove_stale_answers(
    connection: &mut Connection,
    before: Timestamp,
) -> Result<(), StoreError> {
    connection.execute("delete from idempotency_keys where at < $1", &[before.into()]).await.map(drop)
}
