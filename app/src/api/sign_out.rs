//! Sign out.

use leptos::prelude::*;

use super::ApiError;

/// Ends the session and takes everything of it off the browser.
#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), ApiError> {
    use http::{HeaderName, HeaderValue, header::SET_COOKIE};

    use super::{context, cookie::Cookies};

    if let Some(token) = context::session_token() {
        context::desk().sign_out(&token).await?;
    }
    let cookies = expect_context::<Cookies>();
    if let Some(expired) = cookies.expire(cookies.session()) {
        context::answer_with_header(SET_COOKIE, expired);
    }
    // Not "cookies", which would empty the host's other sites too (requirement K5).
    context::answer_with_header(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static(r#""cache", "storage""#),
    );
    Ok(())
}
