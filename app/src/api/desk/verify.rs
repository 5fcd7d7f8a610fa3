//! Verify.

use leptos::prelude::*;

use super::Verdict;
use crate::api::ApiError;

/// Verifies the `pin` that a caller reads out for `account`. They reach the desk by `channel` (`phone` or `chat`) and
/// may say who they are (`contact`); `ticket` is the helpdesk's.
#[server(endpoint = "verify")]
pub async fn verify(
    #[server(default)] account: String,
    #[server(default)] pin: String,
    #[server(default)] channel: String,
    #[server(default)] contact: String,
    #[server(default)] ticket: String,
) -> Result<Verdict, ApiError> {
    use domain::{
        permission::Action,
        verification::{Agent, Outcome, Try},
    };

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let agent = Agent::Person(context::agent(caller.as_ref(), Action::Verify)?);
    let attempt = Try {
        account: typed::account(&account)?,
        code: typed::pin(&pin)?,
        agent,
        channel: typed::channel(&channel)?,
        contact: typed::line(&contact, ApiError::BadCaller)?,
        ticket: typed::line(&ticket, ApiError::BadTicket)?,
        idempotency: None,
    };
    let desk = context::desk();
    let outcome = desk.verify(&attempt).await?;
    let name = match outcome {
        Outcome::Verified { .. } => name_of(&desk, attempt.account).await,
        _ => None,
    };
    Ok(Verdict { outcome, name })
}

/// What the account is called. That this cannot be read takes nothing from a verification that is settled.
#[cfg(feature = "ssr")]
async fn name_of(desk: &domain::desk::Desk, account: domain::account::AccountNumber) -> Option<String> {
    let found = async { desk.store.read().await?.account(account).await }.await;
    found.map_err(ApiError::from).ok().flatten().map(|account| account.name)
}
