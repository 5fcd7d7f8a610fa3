//! Verify.

use leptos::prelude::*;

use super::Verdict;
use crate::api::ApiError;

/// Verifies the `pin` that a caller reads out for `account`. They reach the desk by `channel` (`phone` or `chat`) and
/// may say who they are (`contact`); `ticket` is the helpdesk's. What is sent again under the same `form_key` is not
/// tried again, and answered as before.
#[server(endpoint = "verify")]
pub async fn verify(
    #[server(default)] account: String,
    #[server(default)] pin: String,
    #[server(default)] channel: String,
    #[server(default)] contact: String,
    #[server(default)] ticket: String,
    #[server(default)] form_key: String,
) -> Result<Verdict, ApiError> {
    use domain::{
        permission::Action,
        verification::{Idempotency, Outcome, Try},
    };

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let staff = context::staff(caller.as_ref(), Action::Verify)?;
    let desk = context::desk();
    let attempt = Try {
        account: typed::account(&account)?,
        code: typed::pin(&pin)?,
        agent: staff.agent(),
        channel: typed::channel(&channel)?,
        contact: typed::line(&contact, ApiError::BadCaller)?,
        ticket: typed::line(&ticket, ApiError::BadTicket)?,
        idempotency: typed::form_key(&form_key)?.map(|key| Idempotency {
            key: key.to_owned(),
            fingerprint: desk.vault.fingerprint(&form(&[&account, &pin, &channel, &contact, &ticket])),
        }),
    };
    let outcome = desk.verify(&attempt).await?;
    // A form that is sent again long after is no verification.
    if matches!(outcome, Outcome::Verified { valid_until, .. } if valid_until <= desk.clock.now()) {
        return Err(ApiError::FormUsed);
    }
    let name = match outcome {
        Outcome::Verified { .. } => name_of(&desk, attempt.account).await,
        _ => None,
    };
    Ok(Verdict { outcome, name })
}

/// What was typed, field by field, so that no two forms are the same bytes.
#[cfg(feature = "ssr")]
fn form(fields: &[&str]) -> Vec<u8> {
    serde_json::to_vec(fields).unwrap_or_default()
}

/// What the account is called. That this cannot be read takes nothing from a verification that is settled.
#[cfg(feature = "ssr")]
async fn name_of(desk: &domain::desk::Desk, account: domain::account::AccountNumber) -> Option<String> {
    let found = async { desk.store.read().await?.account(account).await }.await;
    found.map_err(ApiError::from).ok().flatten().map(|account| account.name)
}
