//! Begin to turn the second factor on.

use leptos::prelude::*;

use crate::api::ApiError;

/// Makes a secret for an authenticator app. No code is asked for until one proves that the app has it.
#[server(endpoint = "offer_second_factor")]
pub async fn offer_second_factor() -> Result<(), ApiError> {
    use crate::api::context;

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    Ok(context::desk().offer_second_factor(&caller).await?)
}
