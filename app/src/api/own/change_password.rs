//! Choose another password.

use leptos::prelude::*;

use crate::api::ApiError;

/// Gives whoever is signed in another password. Their other sessions end.
#[server(endpoint = "change_password")]
pub async fn change_password(#[server(default)] password: String) -> Result<(), ApiError> {
    use domain::person::Password;

    use crate::api::context;

    let password = Password::new(password);
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    Ok(context::desk().change_password(&caller, password).await?)
}
