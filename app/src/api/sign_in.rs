//! Sign in.

use leptos::prelude::*;

use super::ApiError;

/// Signs someone in: the answer sets the session's cookie, or, where a code is due, the cookie that waits for it. The
/// time zone is the browser's, if it tells.
#[server(endpoint = "sign_in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] time_zone: String,
) -> Result<(), ApiError> {
    use domain::{
        desk::{SignIn, SignInTry, Visit},
        person::Password,
    };

    use super::{context, signed_in};

    let password = Password::new(password);
    if email.trim().is_empty() || password.is_empty() {
        return Err(ApiError::IncompleteSignIn);
    }
    let (previous, browser, origin) = (context::session_token(), context::browser(), context::origin());
    let visit = Visit { previous: previous.as_ref(), browser: browser.as_ref(), origin: &origin };
    let desk = context::desk();
    match desk.sign_in(&SignInTry { email: &email, password: &password, visit }).await? {
        SignIn::Done(done) => signed_in::answer(&desk, &done, &time_zone).await,
        SignIn::CodeDue(waiting) => signed_in::answer_waiting(&waiting),
    }
}
