//! Give up one's own access.

use leptos::prelude::*;

use crate::api::ApiError;

/// Ends the access of whoever is signed in to `account`, and clears its PINs.
#[server(endpoint = "leave")]
pub async fn leave(#[server(default)] account: String) -> Result<(), ApiError> {
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    Ok(context::desk().leave(customer, account).await?)
}
