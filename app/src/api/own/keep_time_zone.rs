//! Choose the time zone in which times are told.

use leptos::prelude::*;

use crate::api::ApiError;

/// Keeps in which time zone (an IANA name, or `UTC`) whoever is signed in is told times.
#[server(endpoint = "keep_time_zone")]
pub async fn keep_time_zone(#[server(default)] zone: String) -> Result<(), ApiError> {
    use crate::api::{context, times};

    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    if !times::is_time_zone(&zone) {
        return Err(ApiError::BadTimeZone);
    }
    // UTC too is kept by its name: chosen, it stays, whatever zone a browser is in.
    Ok(context::desk().keep_time_zone(&caller, Some(&zone)).await?)
}
