//! What a server function and a page find around them: the use cases, and who is asking.

use domain::{
    account::AccountNumber,
    desk::Desk,
    permission::{self, Action},
    session::{Caller, Customer, Origin, SessionToken, Staff},
    token::Token,
};
use http::{HeaderName, HeaderValue, StatusCode, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{ApiError, client::Client, cookie::Cookies};

/// The use cases. The server provides them to pages and server functions alike.
pub fn desk() -> Desk {
    expect_context::<Desk>()
}

/// The request that is being answered.
pub fn request() -> Parts {
    expect_context::<Parts>()
}

/// Who is asking; the server finds out before a page or server function runs.
pub fn caller() -> Option<Caller> {
    request().extensions.get::<Caller>().cloned()
}

/// Where the request comes from.
pub(super) fn origin() -> Origin {
    let client = request().extensions.get::<Client>().cloned();
    client.map_or_else(Origin::default, |client| Origin {
        address: client.address.to_string(),
        browser: client.browser,
    })
}

/// What the browser is known by, if someone signed in in it before.
pub(super) fn browser() -> Option<Token> {
    let cookies = expect_context::<Cookies>();
    cookies.read(&request().headers, cookies.browser())?.parse().ok()
}

/// The token with which the browser waits for a code.
pub(crate) fn waiting_token() -> Option<SessionToken> {
    let cookies = expect_context::<Cookies>();
    cookies.read(&request().headers, cookies.code())?.parse().ok()
}

/// The session token that the browser showed, whether or not a session holds behind it.
pub(super) fn session_token() -> Option<SessionToken> {
    request().extensions.get::<SessionToken>().cloned()
}

/// The caller as someone who acts for accounts.
///
/// # Errors
/// For nobody and for the support desk's people, for whom accounts do not exist.
pub fn customer(caller: Option<&Caller>) -> Result<Customer<'_>, ApiError> {
    caller.ok_or(ApiError::SignedOut)?.customer().ok_or(ApiError::NotFound)
}

/// The caller as someone of the support desk who may do this.
///
/// # Errors
/// For nobody and for everyone else, for whom there is no such page or form.
pub fn staff(caller: Option<&Caller>, action: Action) -> Result<Staff<'_>, ApiError> {
    let caller = caller.ok_or(ApiError::SignedOut)?;
    let may = permission::may_at_desk(caller.person.desk, action);
    caller.staff().filter(|_| may).ok_or(ApiError::NotFound)
}

/// The account that a form names. One that cannot exist is one that is not there.
///
/// # Errors
/// If the form names none, or what no account is called.
pub(super) fn account(field: &str) -> Result<AccountNumber, ApiError> {
    if field.is_empty() {
        return Err(ApiError::BadField);
    }
    field.parse().map_err(|_| ApiError::NotFound)
}

/// Gives the answer the status of this error.
pub fn answer_with_status_of(error: ApiError) {
    if let (Some(options), Ok(status)) =
        (use_context::<ResponseOptions>(), StatusCode::from_u16(error.status()))
    {
        options.set_status(status);
    }
}

/// Adds a header to the answer.
pub(crate) fn answer_with_header(name: HeaderName, value: HeaderValue) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.append_header(name, value);
    }
}
