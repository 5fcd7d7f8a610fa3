//! Get new recovery codes.

use leptos::prelude::*;

use crate::api::ApiError;

/// Answers with new recovery codes, which are shown this once. The former ones no longer work.
#[server(endpoint = "renew_recovery_codes")]
pub async fn renew_recovery_codes() -> Result<Vec<String>, ApiError> {
    use crate::api::context;

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let codes = context::desk().renew_recovery_codes(&caller).await?;
    Ok(codes.iter().map(|code| code.reveal().to_string()).collect())
}
