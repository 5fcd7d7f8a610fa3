//! Lift an account's lock of the day.

use leptos::prelude::*;

use crate::api::ApiError;

/// Lifts the lock of the day of `account`, for this `reason`: a few more tries are allowed.
#[server(endpoint = "lift_daily_lock")]
pub async fn lift_daily_lock(
    #[server(default)] account: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    use domain::permission::Action;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let staff = context::staff(caller.as_ref(), Action::LiftDailyLock)?;
    let account = typed::account(&account).map_err(|_| ApiError::NoSuchAccount)?;
    let reason = typed::reason(&reason)?;
    context::desk().lift_daily_lock(staff, account, &reason).await?;
    Ok(())
}
