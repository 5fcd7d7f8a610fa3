//! Choose a password by the link of a mail.

use leptos::prelude::*;

use crate::api::ApiError;

/// Gives whoever the link was sent to another password. The link works once.
#[server(endpoint = "reset_password")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    use domain::person::Password;

    use crate::api::context;

    let password = Password::new(password);
    let link = token.parse().map_err(|_| ApiError::DeadLink)?;
    Ok(context::desk().reset_password(&link, password).await?)
}
