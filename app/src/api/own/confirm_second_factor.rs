//! Turn the second factor on.

use leptos::prelude::*;

use crate::api::ApiError;

/// Takes a code as proof that the app has the secret, and asks for codes from now on. Answers with recovery codes,
/// which are shown this once.
#[server(endpoint = "confirm_second_factor")]
pub async fn confirm_second_factor(#[server(default)] code: String) -> Result<Vec<String>, ApiError> {
    use crate::api::context;

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let codes = context::desk().confirm_second_factor(&caller, &code).await?;
    Ok(codes.iter().map(|code| code.reveal().to_string()).collect())
}
