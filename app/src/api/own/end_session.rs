//! End one of one's sessions.

use leptos::prelude::*;

use crate::api::ApiError;

/// Ends a session of whoever is signed in. One that has ended already stays so.
#[server(endpoint = "end_session")]
pub async fn end_session(#[server(default)] session: String) -> Result<(), ApiError> {
    use crate::api::context;

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let session = session.parse().map_err(|_| ApiError::BadField)?;
    Ok(context::desk().end_session(&caller, session).await?)
}
