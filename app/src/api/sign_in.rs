//! Sign in.

use leptos::prelude::*;

use super::ApiError;

/// Signs someone in: the answer sets the session's cookie.
#[server(endpoint = "sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    use domain::person::Password;
    use http::header::SET_COOKIE;

    use super::{context, cookie::Cookies};

    let password = Password::new(password);
    if email.trim().is_empty() || password.is_empty() {
        return Err(ApiError::IncompleteSignIn);
    }
    let previous = context::session_token();
    let signed_in = context::desk().sign_in(&email, &password, previous.as_ref()).await?;
    let cookies = expect_context::<Cookies>();
    let cookie = cookies.set(cookies.session(), &signed_in.token.reveal()).ok_or(ApiError::Internal)?;
    context::answer_with_header(SET_COOKIE, cookie);
    Ok(())
}
