//! End someone's access.

use leptos::prelude::*;

use crate::api::ApiError;

/// Ends the access of `person` to `account`, and clears its PINs.
#[server(endpoint = "remove_person")]
pub async fn remove_person(
    #[server(default)] account: String,
    #[server(default)] person: String,
) -> Result<(), ApiError> {
    use domain::person::PersonId;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let person = PersonId(typed::id(&person)?);
    Ok(context::desk().remove_person(customer, account, person).await?)
}
