//! Open a receipt.

use leptos::prelude::*;

use super::ReceiptView;
use crate::api::ApiError;

/// Opens the `receipt` of that number on `account`. That it was opened stands in the account's history from then on.
#[server(endpoint = "open_receipt")]
pub async fn open_receipt(
    #[server(default)] receipt: String,
    #[server(default)] account: String,
) -> Result<ReceiptView, ApiError> {
    use domain::permission::Action;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let staff = context::staff(caller.as_ref(), Action::OpenReceipt)?;
    let number = typed::receipt(&receipt)?;
    let account = typed::account(&account).map_err(|_| ApiError::BadReceiptAccount)?;
    Ok(context::desk().open_receipt(staff, number, account).await?.into())
}
