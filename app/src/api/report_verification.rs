//! That wasn't me.

use leptos::prelude::*;

use super::{ApiError, PinsView};

/// Says that a verification was none of `account`'s: its PINs are cleared, its verification is locked until a PIN is
/// generated, and its receipts end. Answers with the rows as they are then.
#[server(endpoint = "report_verification")]
pub async fn report_verification(#[server(default)] account: String) -> Result<PinsView, ApiError> {
    use super::{Done, context, present::pins_view};

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let desk = context::desk();
    let pins = desk.report(customer, account).await?;
    let said = Done::Reported.sentence().to_owned();
    Ok(PinsView { said, ..pins_view(account, &pins, &desk.policy, customer.time_zone()) })
}
