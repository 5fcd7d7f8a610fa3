//! Change what is listed of a sub-contact.

use leptos::prelude::*;

use crate::api::ApiError;

/// Changes what is listed of `contact` on `account`: all of it, what is left empty too.
#[server(endpoint = "change_contact")]
pub async fn change_contact(
    #[server(default)] account: String,
    #[server(default)] contact: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] note: String,
) -> Result<(), ApiError> {
    use domain::contact::ContactId;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let id = ContactId(typed::id(&contact)?);
    let contact = typed::contact(&name, &email, &phone, &note)?;
    Ok(context::desk().change_contact(customer, account, id, &contact).await?)
}
