//! Who is asking: looked up once for every page and form, before either runs.

use std::str::FromStr;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::session::SessionToken;

use super::{Site, problem};

/// What a page asks for by itself, without a person: it does not extend a session (requirement P2).
const BACKGROUND: &str = "/api/show_pins";

/// Puts the caller, if the request comes with a session that holds, where pages and forms find them, and sends
/// pages for people who are not signed in to the sign-in.
pub(super) async fn find_caller(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (is_form, is_sign_in, by_person) = (path.starts_with("/api/"), path == "/login", path != BACKGROUND);

    let cookie = site.cookies.read(request.headers(), site.cookies.session());
    let token = cookie.and_then(|cookie| SessionToken::from_str(&cookie).ok());
    let caller = match &token {
        Some(token) => match site.desk.who(token, by_person).await {
            Ok(caller) => caller,
            // Who it is cannot be known now. That is not the same as nobody.
            Err(error) => return problem::answer(&site.options, request.headers(), error.into()),
        },
        None => None,
    };

    match (&caller, is_form) {
        (None, false) if !is_sign_in => return Redirect::to("/login").into_response(),
        (Some(_), false) if is_sign_in => return Redirect::to("/").into_response(),
        _ => {}
    }
    if let Some(token) = token {
        request.extensions_mut().insert(token);
    }
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}
