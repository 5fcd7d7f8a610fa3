//! Support has what a caller read out verified. The one use case of two commits (requirement V2): the try is
//! counted before it is compared, so that nothing that stops the server in between is a free guess; and it is
//! settled by what is true when it is settled, so that what ended meanwhile proves nothing.

mod count;
mod settle;
mod wrong;

use thiserror::Error;

use super::Desk;
use crate::{
    attempts::TokenKind,
    permission::{self, Action},
    ports::{EntropyError, Snapshot, StoreError},
    time::Timestamp,
    verification::{Agent, Outcome, Try, compare},
};
use count::Counted;

/// Why there is no verdict. Nothing was compared, but for [`VerifyError::Store`] and [`VerifyError::Entropy`],
/// after which the try counts as wrong unless it is known to be settled otherwise.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// Whoever asks may not.
    #[error("not someone who may verify")]
    NotAllowed,
    /// The agent, or the token, is suspended.
    #[error("suspended after wrong tries")]
    Suspended {
        /// Since when; unknown for a token, which is suspended as long as its window is full.
        since: Option<Timestamp>,
    },
    /// Tries that are not settled yet may use up what is left: ask again in a second. Nothing was counted.
    #[error("other tries are under way")]
    Busy,
    /// The same request is under way.
    #[error("the same request is under way")]
    InFlight,
    /// Another request was sent under this idempotency key.
    #[error("another request was sent under this key")]
    KeyReused,
    /// What was typed has more or fewer digits than a PIN has: it is no try, and was not counted (requirement V1).
    #[error("a PIN has another number of digits")]
    CodeLength,
    /// The clock stands behind what was recorded, so that nothing can be said about time (requirement S4).
    #[error("the clock stands behind what was recorded")]
    ClockBehind,
    /// The operating system gave no randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Verifies what a caller read out.
    ///
    /// # Errors
    /// See [`VerifyError`]. No error ever means that the caller is verified.
    pub async fn verify(&self, attempt: &Try) -> Result<Outcome, VerifyError> {
        match self.count(attempt).await? {
            Counted::Answered(outcome) => Ok(outcome),
            Counted::Pending { account, attempt: pending, candidates } => {
                let found = compare(&attempt.code, &candidates);
                self.settle(account, &pending, found).await
            }
        }
    }

    /// Whether the agent may verify, read where it is done. Gives the kind of a token.
    async fn may_verify(
        &self,
        view: &mut (impl Snapshot + ?Sized),
        agent: &Agent,
    ) -> Result<Option<TokenKind>, VerifyError> {
        match agent {
            Agent::Person(person) => {
                let role = view.desk_role(*person).await?;
                if permission::may_at_desk(role, Action::Verify) {
                    Ok(None)
                } else {
                    Err(VerifyError::NotAllowed)
                }
            }
            Agent::Token { token, .. } => match view.token(*token).await? {
                Some(token) => Ok(Some(token.kind)),
                None => Err(VerifyError::NotAllowed),
            },
        }
    }
}
