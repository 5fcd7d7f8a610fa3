//! The code of a second factor.

use leptos::prelude::*;

use super::ApiError;

/// Signs in whoever gave the right password a moment ago, in this browser, if this is their code. The
/// time zone is the browser's, if it tells.
#[server(endpoint = "enter_code")]
pub async fn enter_code(
    #[server(default)] code: String,
    #[server(default)] time_zone: String,
) -> Result<(), ApiError> {
    use domain::desk::Visit;

    use super::{context, signed_in};

    let waiting = context::waiting_token().ok_or(ApiError::CodeTooLate)?;
    let (previous, browser, origin) = (context::session_token(), context::browser(), context::origin());
    let visit = Visit { previous: previous.as_ref(), browser: browser.as_ref(), origin: &origin };
    let desk = context::desk();
    let done = desk.enter_code(&waiting, &code, &visit).await?;
    signed_in::answer(&desk, &done, &time_zone).await
}
