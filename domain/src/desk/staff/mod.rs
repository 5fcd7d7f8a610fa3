//! What the support desk's people do beside verifying.

mod history;
mod lifts;
mod receipts;
mod today;

pub use history::{DeskEvent, DeskTry, TryFilter, TryPage, TryResult};
pub use lifts::{LiftError, Lifter, SuspendedAgent};
pub use receipts::{OpenedReceipt, ReceiptError};
pub use today::{Figures, Tally};

use thiserror::Error;

use super::history::Names;
use crate::{
    permission::{self, Action},
    ports::{Snapshot, StoreError},
    session::Staff,
    verification::{Agent, TokenId},
};

/// Why a page of the desk was not shown.
#[derive(Debug, Error)]
pub enum DeskError {
    /// Whoever asks may not.
    #[error("not someone who may do this at the desk")]
    NotAllowed,
    /// Whoever asks is suspended, and may only look.
    #[error("suspended after wrong tries")]
    Suspended,
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Refuses whoever may not do this at the desk, read where it is done.
async fn allowed(
    view: &mut (impl Snapshot + ?Sized),
    staff: Staff<'_>,
    action: Action,
) -> Result<(), DeskError> {
    let role = view.desk_role(staff.id()).await?;
    if permission::may_at_desk(role, action) { Ok(()) } else { Err(DeskError::NotAllowed) }
}

/// The same, and refuses whoever is suspended: who may not verify passes no caller on and lifts nothing.
async fn may_act(
    view: &mut (impl Snapshot + ?Sized),
    staff: Staff<'_>,
    action: Action,
) -> Result<(), DeskError> {
    allowed(view, staff, action).await?;
    match staff.agent().key() {
        Some(key) if view.agent(&key).await?.suspended_at.is_some() => Err(DeskError::Suspended),
        _ => Ok(()),
    }
}

/// What an agent is called: a person by name, and whom a token names with the token beside it.
async fn agent_name(
    view: &mut (impl Snapshot + ?Sized),
    agent: &Agent,
    names: &mut Names,
) -> Result<Option<String>, StoreError> {
    Ok(match agent {
        Agent::Person(person) => names.of(view, Some(*person)).await?,
        Agent::Token { token: TokenId(token), name: Some(name) } => {
            Some(format!("{name} (API token {token})"))
        }
        Agent::Token { token: TokenId(token), name: None } => Some(format!("API token {token}")),
    })
}
