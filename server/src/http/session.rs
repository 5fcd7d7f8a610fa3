//! Who is asking: looked up once for every page and form, before either runs.

use std::str::FromStr;

use app::api::{
    ApiError,
    forms::{self, Access},
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::session::SessionToken;

use super::{Site, problem};

/// What a page asks for by itself, without a person: it does not extend a session (requirement P2).
const BACKGROUND: [&str; 2] = ["/api/show_pins", "/api/events"];
/// Pages for everyone, signed in or not: what links in mails lead to, and the help.
const FOR_ANYONE: [&str; 4] = ["/forgot-password", "/new-password", "/invitation", "/help"];
/// The page on which someone adds a second factor.
const OWN_SIGN_IN: &str = "/your-sign-in";

/// Puts the caller, if the request comes with a session that holds, where pages and forms find them, and sends
/// pages for people who are not signed in to the sign-in.
pub(super) async fn find_caller(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (is_form, is_sign_in) = (path.starts_with("/api/"), path == "/login");
    let (is_for_anyone, by_person) = (FOR_ANYONE.contains(&path), !BACKGROUND.contains(&path));

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
        (_, false) if is_for_anyone => {}
        (None, false) if !is_sign_in => return Redirect::to("/login").into_response(),
        (Some(_), false) if is_sign_in => return Redirect::to("/").into_response(),
        _ => {}
    }
    if caller.as_ref().is_some_and(|caller| caller.must_add_second_factor) && !may_add_second_factor(path) {
        return match is_form {
            true => problem::json(ApiError::NeedsSecondFactor),
            false => Redirect::to(OWN_SIGN_IN).into_response(),
        };
    }
    if let Some(token) = token {
        request.extensions_mut().insert(token);
    }
    let Some(caller) = caller else {
        return next.run(request).await;
    };
    request.extensions_mut().insert(caller.clone());
    let mut answer = next.run(request).await;
    // For forms whose answer is a page.
    answer.extensions_mut().insert(caller);
    answer
}

/// Whether this is open to someone who must have a second factor and has none: what adds one, and the way out.
fn may_add_second_factor(path: &str) -> bool {
    match path.strip_prefix("/api/") {
        // The page listens whether its session ends.
        Some("events") => true,
        Some(name) => {
            forms::form(name).is_some_and(|form| matches!(form.access, Access::Anyone | Access::SignedIn))
        }
        None => path == OWN_SIGN_IN || FOR_ANYONE.contains(&path),
    }
}
