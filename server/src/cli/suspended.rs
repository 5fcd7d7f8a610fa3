//! `desk suspended` and `desk lift`: agents who may verify no more after too many wrong tries.

use std::{
    fmt,
    io::{self, BufWriter},
    str::FromStr,
};

use domain::{
    attempts::Reason,
    desk::{LiftError, Lifter, SuspendedAgent},
    person::Email,
    verification::{Agent, AgentKey},
};
use serde::Serialize;
use thiserror::Error;

use super::{
    Failure,
    office::{Office, moment, say, unless_unread},
    table::{List, Listed},
};

/// What an agent is named by: the address of someone who signs in at the desk, or what their tries are counted under.
#[derive(Clone, Debug)]
pub(super) enum AgentName {
    Email(Email),
    Key(AgentKey),
}

#[derive(Debug, Error)]
#[error("an agent is named by an address such as ada@support.example, or as `desk suspended` shows it")]
pub(super) struct NotAnAgentName;

impl FromStr for AgentName {
    type Err = NotAnAgentName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::Key).or_else(|_| text.parse().map(Self::Email)).map_err(|_| NotAnAgentName)
    }
}

impl fmt::Display for AgentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email(email) => email.fmt(f),
            Self::Key(key) => key.fmt(f),
        }
    }
}

#[derive(Serialize)]
struct Line {
    agent: String,
    name: Option<String>,
    suspended_since: String,
}

impl Listed for Line {
    const HEADER: &'static [&'static str] = &["agent", "name", "suspended since"];

    fn cells(&self) -> Vec<String> {
        vec![self.agent.clone(), self.name.clone().unwrap_or_default(), self.suspended_since.clone()]
    }
}

/// Prints who is suspended.
pub(super) async fn list(office: &Office, as_json: bool) -> Result<(), Failure> {
    let suspended = office.desk.suspended_agents(Lifter::Operator).await?;
    let mut lines = Vec::with_capacity(suspended.len());
    for SuspendedAgent { agent, name, since } in suspended {
        let agent = address_of(office, &agent).await?;
        lines.push(Line { agent, name, suspended_since: moment(since) });
    }
    let mut list = List::new(BufWriter::new(io::stdout()), as_json);
    let printed = list.page(&lines).and_then(|()| list.end("Nobody is suspended."));
    unless_unread(printed.map_err(Failure::from))
}

/// What `desk lift` takes for this agent: the address, where there is one.
async fn address_of(office: &Office, agent: &AgentKey) -> Result<String, Failure> {
    if let Some(Agent::Person(person)) = agent.agent()
        && let Some(record) = office.desk.store.read().await?.person_record(person).await?
    {
        return Ok(record.person.email.to_string());
    }
    Ok(agent.to_string())
}

/// Lifts the suspension of an agent.
pub(super) async fn lift(office: &Office, agent: &AgentName, reason: Option<&Reason>) -> Result<(), Failure> {
    let key = match agent {
        AgentName::Key(key) => key.clone(),
        AgentName::Email(email) => {
            let found = office.desk.store.read().await?.person_at(email).await?;
            let at_desk = found.filter(|record| record.person.desk.is_some());
            at_desk
                .and_then(|record| Agent::Person(record.person.id).key())
                .ok_or_else(|| Failure::NotAtDesk(email.clone()))?
        }
    };
    match office.desk.lift_suspension(Lifter::Operator, &key, reason).await {
        Ok(()) => Ok(say(&format!("{agent} can verify again; older wrong tries do not count any more."))?),
        Err(LiftError::Store(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotSuspended(agent.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_named_by_an_address_or_by_what_is_counted() {
        for name in ["ada@support.example", "person/7", "token/3/Ada Lane"] {
            assert_eq!(name.parse::<AgentName>().unwrap().to_string(), name);
        }
        for name in ["", "ada", "person/x", "token/3/"] {
            assert!(name.parse::<AgentName>().is_err(), "{name:?}");
        }
    }
}
