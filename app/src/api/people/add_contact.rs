//! List a sub-contact.

use leptos::prelude::*;

use crate::api::ApiError;

/// Lists a sub-contact on `account`, who can be reached by `email` or `phone`.
#[server(endpoint = "add_contact")]
pub async fn add_contact(
    #[server(default)] account: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] note: String,
) -> Result<(), ApiError> {
    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let contact = typed::contact(&name, &email, &phone, &note)?;
    Ok(context::desk().add_contact(customer, account, &contact).await?)
}
