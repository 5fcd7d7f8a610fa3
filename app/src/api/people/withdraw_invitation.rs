//! Withdraw an invitation.

use leptos::prelude::*;

use crate::api::ApiError;

/// Withdraws the `invitation` to act for `account`: its link leads nowhere from now on.
#[server(endpoint = "withdraw_invitation")]
pub async fn withdraw_invitation(
    #[server(default)] account: String,
    #[server(default)] invitation: String,
) -> Result<(), ApiError> {
    use domain::access::InvitationId;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let invitation = InvitationId(typed::id(&invitation)?);
    Ok(context::desk().withdraw_invitation(customer, account, invitation).await?)
}
