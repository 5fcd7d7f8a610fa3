//! Ask for a link that lets one choose another password.

use leptos::prelude::*;

use crate::api::ApiError;

/// Has a link sent to this address, if someone signs in with it. The answer is the same either way.
#[server(endpoint = "ask_for_reset")]
pub async fn ask_for_reset(#[server(default)] email: String) -> Result<(), ApiError> {
    use crate::api::context;

    let email = email.parse().map_err(|_| ApiError::BadEmail)?;
    Ok(context::desk().ask_for_reset(&email, &context::origin()).await?)
}
