//! Invite someone by mail.

use leptos::prelude::*;

use crate::api::ApiError;

/// Invites whoever reads mail at `email` to act for `account` as `role` (`holder` or `sub_account`).
#[server(endpoint = "invite")]
pub async fn invite(
    #[server(default)] account: String,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), ApiError> {
    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let (email, role) = (email.parse()?, typed::role(&role)?);
    Ok(context::desk().invite(customer, account, &email, role).await?)
}
