//! Turn the second factor off.

use leptos::prelude::*;

use crate::api::ApiError;

/// Asks for no codes any more, or takes back a secret that no code has proved yet.
#[server(endpoint = "remove_second_factor")]
pub async fn remove_second_factor() -> Result<(), ApiError> {
    use crate::api::context;

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    Ok(context::desk().remove_second_factor(&caller).await?)
}
