//! Generate.

use leptos::prelude::*;

use super::{ApiError, PinsView};

/// Generates a PIN of `kind` (`master` or `one_time`) on `account` in place of the one that the page showed
/// (`shown`: its id, or `none`), and answers with the rows as they are then.
#[server(endpoint = "generate_pin")]
pub async fn generate_pin(
    #[server(default)] account: String,
    #[server(default)] kind: String,
    #[server(default)] shown: String,
) -> Result<PinsView, ApiError> {
    use domain::pin::PinKind;

    use super::{context, present::pins_view};

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let kind: PinKind = kind.parse().map_err(|_| ApiError::BadField)?;
    let shown = shown.parse().map_err(|_| ApiError::BadField)?;
    let desk = context::desk();
    let pins = desk.generate(customer, account, kind, shown).await?;
    let said = format!("New {} generated.", kind.title());
    Ok(PinsView { said, ..pins_view(account, &pins, &desk.policy, customer.time_zone()) })
}
