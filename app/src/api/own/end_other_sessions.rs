//! End all of one's sessions but this.

use leptos::prelude::*;

use crate::api::ApiError;

/// Ends all sessions of whoever is signed in but the one that they ask through.
#[server(endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    use crate::api::context;

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    Ok(context::desk().end_other_sessions(&caller).await?)
}
