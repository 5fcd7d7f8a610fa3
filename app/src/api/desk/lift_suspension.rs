//! Lift an agent's suspension.

use leptos::prelude::*;

use crate::api::ApiError;

/// Lifts the suspension of `agent` (what their tries are counted under), for this `reason`.
#[server(endpoint = "lift_suspension")]
pub async fn lift_suspension(
    #[server(default)] agent: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    use domain::{desk::Lifter, permission::Action};

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let staff = context::staff(caller.as_ref(), Action::LiftSuspension)?;
    let agent = agent.parse().map_err(|_| ApiError::BadField)?;
    let reason = typed::reason(&reason)?;
    Ok(context::desk().lift_suspension(Lifter::Staff(staff), &agent, Some(&reason)).await?)
}
