//! Look again.

use leptos::prelude::*;

use super::{ApiError, PinsView};

/// The rows of `account` as they are now. A page asks for them by itself, so asking extends no session.
#[server(endpoint = "show_pins")]
pub async fn show_pins(#[server(default)] account: String) -> Result<PinsView, ApiError> {
    use super::{context, present::pins_view};

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let desk = context::desk();
    let pins = desk.pins(customer, account).await?;
    Ok(pins_view(account, &pins, &desk.policy, customer.time_zone()))
}
