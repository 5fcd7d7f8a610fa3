//! What someone who signs in takes along: cookies, and the time zone of their browser.

use domain::{
    desk::{Desk, SignedIn},
    session::SessionToken,
};
use http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::expect_context;

use super::{ApiError, context::answer_with_header, cookie::Cookies, times};

/// Sets the session's cookie and the one that the browser is known by. Someone without a time zone gets the one that
/// their browser names.
pub(super) async fn answer(desk: &Desk, done: &SignedIn, time_zone: &str) -> Result<(), ApiError> {
    // In which zone times are told is a convenience: nobody is kept out for it.
    if let Some(zone) = times::zone_of_browser(time_zone)
        && let Err(error) = desk.offer_time_zone(done.person.id, zone).await
    {
        tracing::warn!(%error, "the browser's time zone was not kept");
    }
    let cookies = expect_context::<Cookies>();
    set(cookies.set(cookies.session(), &done.token.reveal()))?;
    let seconds = desk.policy.sign_in.known_browser.as_secs();
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
