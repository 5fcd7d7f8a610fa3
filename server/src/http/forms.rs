//! Forms, from a page with its code awake and from one without.
//!
//! Both send the same form to the same server function. The function answers as to a program; where a browser sent
//! the form by itself, this turns the answer into the page to go to. What can be mended is said on the page that
//! the form stood on, everything else on a page of its own.

use app::api::{ApiError, notice::Notice};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE},
    },
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{account::AccountNumber, person::Email};
use leptos::prelude::FromServerFnError;
use serde::Deserialize;

use super::{Site, problem};

/// The largest form: the longest address and password that fit, many times over.
const LARGEST_FORM: usize = 16 * 1024;

/// The fields that say where a form came from and goes back to.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    account: String,
    kind: String,
    email: String,
}

/// Checks a form before its server function sees it, and answers the browser that sent it by itself.
pub(super) async fn answer(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let form = match read(&parts.headers, body).await {
        Ok(form) => form,
        Err(error) => return problem::answer(&site.options, &parts.headers, error),
    };
    let by_itself = problem::wants_page(&parts.headers);
    if by_itself {
        // Or leptos would answer with a redirect of its own, its error spelled out in the address.
        parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    }
    let path = parts.uri.path().to_owned();
    let answer = next.run(Request::from_parts(parts, Body::from(form.clone()))).await;
    match (by_itself, answer.status().is_success()) {
        (true, true) => went_well(&path, &form, answer),
        (true, false) => went_wrong(&site, &path, &form, answer).await,
        (false, _) => with_notice_of_the_end(&site, &path, answer),
    }
}

/// The whole form, if it is one.
async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let announced = text(CONTENT_LENGTH).and_then(|length| length.parse().ok()).unwrap_or(0);
    if announced > LARGEST_FORM {
        return Err(ApiError::TooLarge);
    }
    let form = to_bytes(body, LARGEST_FORM).await.map_err(|_| ApiError::TooLarge)?;
    let kind = text(CONTENT_TYPE).and_then(|kind| kind.split(';').next()).unwrap_or_default();
    if !form.is_empty() && !kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(ApiError::NotAForm);
    }
    if serde_urlencoded::from_bytes::<Vec<(String, String)>>(&form).is_err() || !form.is_ascii() {
        return Err(ApiError::BadForm);
    }
    Ok(form)
}

/// The page to see after what was asked for is done.
fn went_well(path: &str, form: &[u8], answer: Response) -> Response {
    let fields = fields(form);
    let to = match path {
        "/api/sign_in" => "/".to_owned(),
        "/api/sign_out" => "/login".to_owned(),
        _ => fields.home(),
    };
    carry_over(answer, Redirect::to(&to))
}

/// The page that says what went wrong.
async fn went_wrong(site: &Site, path: &str, form: &[u8], answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let error = to_bytes(body, LARGEST_FORM).await.map_or(ApiError::Internal, ApiError::de);
    let fields = fields(form);
    let (to, notice) = match (error, path) {
        (ApiError::WrongSignIn | ApiError::IncompleteSignIn, _)
        | (ApiError::Unavailable | ApiError::NotSaved | ApiError::Internal, "/api/sign_in") => {
            let email = fields.email.chars().take(Email::MAX_LENGTH).collect();
            ("/login".to_owned(), Notice { error, kind: None, email: Some(email) })
        }
        (ApiError::SignedOut, _) => ("/login".to_owned(), Notice { error, kind: None, email: None }),
        (
            ApiError::PinChanged
            | ApiError::TooManyGenerates
            | ApiError::Unavailable
            | ApiError::NotSaved
            | ApiError::Internal,
            "/api/generate_pin" | "/api/clear_pin",
        ) => (fields.home(), Notice { error, kind: fields.kind.parse().ok(), email: None }),
        _ => return problem::page(&site.options, error),
    };
    let mut page = carry_over(Response::from_parts(head, Body::empty()), Redirect::to(&to));
    leave(site, &notice, &mut page);
    page
}

/// A page that finds its session over goes to the sign-in by itself, which says why.
fn with_notice_of_the_end(site: &Site, path: &str, mut answer: Response) -> Response {
    if answer.status() == StatusCode::UNAUTHORIZED && path != "/api/sign_in" {
        let notice = Notice { error: ApiError::SignedOut, kind: None, email: None };
        leave(site, &notice, &mut answer);
    }
    answer
}

/// Leaves a notice for the next page.
fn leave(site: &Site, notice: &Notice, answer: &mut Response) {
    if let Some(cookie) = site.cookies.set(site.cookies.notice(), &notice.encode()) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// The redirect with the headers that the server function set, but for what was about its own answer.
fn carry_over(answer: Response, to: Redirect) -> Response {
    let mut redirect = to.into_response();
    for (name, value) in answer.headers() {
        if ![CONTENT_TYPE, CONTENT_LENGTH, RETRY_AFTER].contains(name) {
            redirect.headers_mut().append(name, value.clone());
        }
    }
    redirect
}

fn fields(form: &[u8]) -> Fields {
    serde_urlencoded::from_bytes(form).unwrap_or_default()
}

impl Fields {
    /// The home of the account that the form was about.
    fn home(&self) -> String {
        match self.account.parse::<AccountNumber>() {
            Ok(account) => format!("/accounts/{account}"),
            Err(_) => "/".to_owned(),
        }
    }
}
