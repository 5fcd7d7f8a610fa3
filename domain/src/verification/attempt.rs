//! A try: who typed what for which account, and what is kept of it while it is under way.

use std::{fmt, str::FromStr, time::Duration};

use thiserror::Error;

use crate::{
    account::AccountNumber,
    attempts::TokenKind,
    person::PersonId,
    pin::{PinCode, PinId},
    time::Timestamp,
    verification::Channel,
};

/// Which try of its account: the number of the account's write that counted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptId(pub i64);

/// Which API token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub i64);

/// Who types what a caller reads out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agent {
    /// Someone who signed in at the desk.
    Person(PersonId),
    /// A helpdesk or phone system, by its token.
    Token {
        /// Which token.
        token: TokenId,
        /// What the helpdesk calls the person who types, if it says so.
        name: Option<String>,
    },
}

/// What an agent's wrong tries are counted under (requirement V4, d): one signed-in person, or one name that a
/// token gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgentKey(String);

/// The text is nobody's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an agent is known as `person/NUMBER` or `token/NUMBER/NAME`")]
pub struct NotAnAgentKey;

impl AgentKey {
    /// The key as the store keeps it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whose key it is; `None` for a key that was damaged.
    pub fn agent(&self) -> Option<Agent> {
        let (sort, rest) = self.0.split_once('/')?;
        match sort {
            "person" => Some(Agent::Person(PersonId(rest.parse().ok()?))),
            "token" => {
                let (token, name) = rest.split_once('/').filter(|(_, name)| !name.is_empty())?;
                let token = TokenId(token.parse().ok()?);
                Some(Agent::Token { token, name: Some(name.to_owned()) })
            }
            _ => None,
        }
    }
}

impl FromStr for AgentKey {
    type Err = NotAnAgentKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = Self(text.to_owned());
        // A key has one spelling.
        if key.agent().and_then(|agent| agent.key()).as_ref() == Some(&key) {
            Ok(key)
        } else {
            Err(NotAnAgentKey)
        }
    }
}

impl fmt::Display for AgentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Agent {
    /// What this agent's wrong tries are counted under; `None` for a token that names nobody, which has only the
    /// token's own limit.
    pub fn key(&self) -> Option<AgentKey> {
        match self {
            Self::Person(person) => Some(AgentKey(format!("person/{}", person.0))),
            Self::Token { token, name: Some(name) } => Some(AgentKey(format!("token/{}/{name}", token.0))),
            Self::Token { name: None, .. } => None,
        }
    }

    /// Under whom requests that may be sent again are known.
    pub fn sender(&self) -> Sender {
        match self {
            Self::Person(person) => Sender::Person(*person),
            Self::Token { token, .. } => Sender::Token(*token),
        }
    }

    /// The token, if it is one.
    pub fn token(&self) -> Option<TokenId> {
        match self {
            Self::Token { token, .. } => Some(*token),
            Self::Person(_) => None,
        }
    }
}

/// What someone at the desk asks to have verified.
#[derive(Clone, Debug)]
pub struct Try {
    /// The account that the caller named.
    pub account: AccountNumber,
    /// What the caller read out.
    pub code: PinCode,
    /// Who asks.
    pub agent: Agent,
    /// How the caller reaches the desk.
    pub channel: Channel,
    /// Whom the caller says to be.
    pub contact: Option<String>,
    /// The helpdesk's ticket.
    pub ticket: Option<String>,
    /// By which a repeated request is recognised.
    pub idempotency: Option<Idempotency>,
}

/// Who sends a request that may be sent again: a token chooses keys for itself, whatever agents it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sender {
    /// Someone who signed in at the desk; the key is their form's.
    Person(PersonId),
    /// A helpdesk or phone system.
    Token(TokenId),
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => write!(f, "person/{}", person.0),
            Self::Token(token) => write!(f, "token/{}", token.0),
        }
    }
}

/// A request that may be sent again and must not count twice (requirement V8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The key that the client chose, or that the desk's page gave its form.
    pub key: String,
    /// The keyed hash of the request's body, by [`crate::ports::Vault::fingerprint`].
    pub fingerprint: [u8; 32],
}

impl Idempotency {
    /// How long a request's key and its answer are kept.
    pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
}

/// A try as it is kept from its first commit on. It does not hold what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which one.
    pub id: AttemptId,
    /// When it was counted.
    pub at: Timestamp,
    /// Who typed.
    pub agent: Agent,
    /// How the caller reached the desk.
    pub channel: Channel,
    /// Whom the caller said to be.
    pub contact: Option<String>,
    /// The helpdesk's ticket.
    pub ticket: Option<String>,
    /// The account number that was typed, where there is no such account.
    pub unknown_account: Option<AccountNumber>,
    /// The Master PIN that it is compared with.
    pub master: Option<PinId>,
    /// The One-Time PIN that it is compared with.
    pub one_time: Option<PinId>,
}

impl Attempt {
    /// Whether there is anything to compare it with. If not, it counts for nothing.
    pub fn has_candidates(&self) -> bool {
        self.master.is_some() || self.one_time.is_some()
    }
}

/// What a try is settled as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right.
    Right,
    /// Right, but it lost the race: uncounted.
    Void,
    /// Wrong.
    Wrong,
    /// Wrong, because nobody settled it in time.
    Interrupted,
}

/// An API token as far as verifying goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which.
    pub id: TokenId,
    /// What it is for.
    pub kind: TokenKind,
}

#[cfg(test)]
mod tests;
