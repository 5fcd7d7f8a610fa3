//! Accept an invitation.

use leptos::prelude::*;

use crate::api::ApiError;

/// Gives whoever the link was sent to access to the account. Someone new chooses a name and a password; someone with
/// a sign-in goes on with it, and neither is asked for.
#[server(endpoint = "accept_invitation")]
pub async fn accept_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    use domain::{desk::NewSignIn, person::Password};

    use crate::api::context;

    let password = Password::new(password);
    let link = token.parse().map_err(|_| ApiError::DeadLink)?;
    let new = match name.is_empty() && password.is_empty() {
        true => None,
        false => Some(NewSignIn { name: name.parse().map_err(|_| ApiError::BadName)?, password }),
    };
    context::desk().accept_invitation(&link, new).await?;
    Ok(())
}
