//! Expand and collapse.

use leptos::prelude::*;

use super::ApiError;

/// Remembers whether the person left the Security Pins bar of `account` expanded.
#[server(endpoint = "keep_panel")]
pub async fn keep_panel(
    #[server(default)] account: String,
    #[server(default)] expanded: bool,
) -> Result<(), ApiError> {
    use super::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    Ok(context::desk().keep_panel(customer, account, expanded).await?)
}
