//! Take a sub-contact off the list.

use leptos::prelude::*;

use crate::api::ApiError;

/// Takes `contact` off the list of `account` and, where `clear_master` is `yes`, clears the Master PIN, which they
/// may know. A box that is not ticked is no field.
#[server(endpoint = "remove_contact")]
pub async fn remove_contact(
    #[server(default)] account: String,
    #[server(default)] contact: String,
    #[server(default)] clear_master: String,
) -> Result<(), ApiError> {
    use domain::contact::ContactId;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let contact = ContactId(typed::id(&contact)?);
    let clear_master = match clear_master.as_str() {
        "yes" => true,
        "" => false,
        _ => return Err(ApiError::BadField),
    };
    context::desk().remove_contact(customer, account, contact, clear_master).await?;
    Ok(())
}
