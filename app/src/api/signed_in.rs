//! The cookies of someone who signs in.

use domain::{desk::SignedIn, policy::Policy, session::SessionToken};
use http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::expect_context;

use super::{ApiError, context::answer_with_header, cookie::Cookies};

/// Sets the session's cookie and the one that the browser is known by.
pub(super) fn answer(done: &SignedIn, policy: &Policy) -> Result<(), ApiError> {
    let cookies = expect_context::<Cookies>();
    set(cookies.set(cookies.session(), &done.token.reveal()))?;
    let seconds = policy.sign_in.known_browser.as_secs();
    set(cookies.keep(cookies.browser(), &done.browser.reveal(), seconds))?;
    set(cookies.expire(cookies.code()))
}

/// Sets the session's cookie anew.
pub(super) fn answer_again(token: &SessionToken) -> Result<(), ApiError> {
    let cookies = expect_context::<Cookies>();
    set(cookies.set(cookies.session(), &token.reveal()))
}

/// Sets the cookie that waits for a code.
pub(super) fn answer_waiting(waiting: &SessionToken) -> Result<(), ApiError> {
    let cookies = expect_context::<Cookies>();
    set(cookies.set(cookies.code(), &waiting.reveal()))
}

fn set(cookie: Option<HeaderValue>) -> Result<(), ApiError> {
    answer_with_header(SET_COOKIE, cookie.ok_or(ApiError::Internal)?);
    Ok(())
}
