//! Give someone another role.

use leptos::prelude::*;

use crate::api::ApiError;

/// Gives `person` another `role` (`holder` or `sub_account`) on `account`.
#[server(endpoint = "change_role")]
pub async fn change_role(
    #[server(default)] account: String,
    #[server(default)] person: String,
    #[server(default)] role: String,
) -> Result<(), ApiError> {
    use domain::person::PersonId;

    use super::typed;
    use crate::api::context;

    let caller = context::caller();
    let customer = context::customer(caller.as_ref())?;
    let account = context::account(&account)?;
    let (person, role) = (PersonId(typed::id(&person)?), typed::role(&role)?);
    Ok(context::desk().change_role(customer, account, person, role).await?)
}
