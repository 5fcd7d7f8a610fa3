//! Forms, from a page with its code awake and from one without.
//!
//! Both send the same form to the same server function. The function answers as to a program; where a browser sent
//! the form by itself, this turns the answer into the page to go to. What can be mended is said on the page that
//! the form stood on, everything else on a page of its own.

use std::{future::Future, pin::Pin, sync::Arc};

use app::{
    api::{
        Answered, ApiError,
        forms::{self, Access, Fields, Form, Next as NextPage},
        notice::Notice,
    },
    pages::recovery_codes_page,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE},
    },
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::session::Caller;
use leptos::prelude::FromServerFnError;

use super::{Site, problem};

/// The largest form: the longest address and password that fit, many times over.
const LARGEST_FORM: usize = 16 * 1024;

/// What renders the page that a request asks for.
pub(super) type Pages = Arc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Response> + Send>> + Send + Sync>;

/// Checks a form before its server function sees it, and answers the browser that sent it by itself.
pub(super) async fn answer(
    State((site, pages)): State<(Site, Pages)>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST || !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let body = match read(&parts.headers, body).await {
        Ok(body) => body,
        Err(error) => return problem::answer(&site.options, &parts.headers, error),
    };
    let by_itself = problem::wants_page(&parts.headers);
    if by_itself {
        // Or leptos would answer with a redirect of its own, its error spelled out in the address.
        parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    }
    let name = parts.uri.path().trim_start_matches("/api/").to_owned();
    let answer = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    let fields = Fields::of(serde_urlencoded::from_bytes(&body).unwrap_or_default());
    match (by_itself, forms::form(&name), answer.status().is_success()) {
        (true, Some(form), true) => went_well(&site, &pages, form, &fields, answer).await,
        (true, form, _) => went_wrong(&site, form, &fields, answer).await,
        (false, _, _) => with_notice_of_the_end(&site, &name, answer),
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
async fn went_well(site: &Site, pages: &Pages, form: &Form, fields: &Fields, answer: Response) -> Response {
    let to = match form.next {
        NextPage::Answer => return with_answer(site, pages, form, fields, answer).await,
        NextPage::Page(page) => page(fields),
        NextPage::RecoveryCodes => {
            let (_, body) = answer.into_parts();
            let body = to_bytes(body, LARGEST_FORM).await.unwrap_or_default();
            let codes: Vec<String> = serde_json::from_slice(&body).unwrap_or_default();
            return Html(recovery_codes_page(site.options.clone(), &codes)).into_response();
        }
    };
    let mut page = carry_over(answer, Redirect::to(&to));
    if let Some(done) = form.done {
        leave(site, &Notice { done: Some(done), form: form.name.to_owned(), ..Notice::default() }, &mut page);
    }
    page
}

/// The page that the form stands on, for whoever sent it, with the answer on it. Nothing is looked up for that: what
/// came of a try could get lost with it.
async fn with_answer(site: &Site, pages: &Pages, form: &Form, fields: &Fields, answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, LARGEST_FORM).await.unwrap_or_default();
    let Ok(answer) = serde_json::from_slice(&body) else {
        return problem::page(&site.options, ApiError::Internal);
    };
    let mut page = Request::new(Body::empty());
    if let Some(address) = form.back.and_then(|back| back(fields).parse().ok()) {
        *page.uri_mut() = address;
    }
    if let Some(caller) = head.extensions.get::<Caller>() {
        page.extensions_mut().insert(caller.clone());
    }
    page.extensions_mut().insert(Answered { answer, typed: fields.kept(form) });
    pages(page).await
}

/// The page that says what went wrong.
async fn went_wrong(site: &Site, form: Option<&Form>, fields: &Fields, answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let error = to_bytes(body, LARGEST_FORM).await.map_or(ApiError::Internal, ApiError::de);
    let back = form.and_then(|form| Some((form, form.back?)));
    let (to, notice) = match (error, back) {
        (ApiError::SignedOut, _) => ("/login".to_owned(), Notice::of(error)),
        (error, Some((form, back))) if error.is_said_beside_the_form() => {
            let notice = Notice {
                form: form.name.to_owned(),
                kind: fields.get("kind").parse().ok(),
                typed: fields.kept(form),
                ..Notice::of(error)
            };
            (back(fields), notice)
        }
        _ => return problem::page(&site.options, error),
    };
    let mut page = carry_over(Response::from_parts(head, Body::empty()), Redirect::to(&to));
    leave(site, &notice, &mut page);
    page
}

/// Someone who finds their session over goes to the sign-in, which says why. What a page asks by itself leaves nothing
/// behind: nobody knows where its browser is by then.
fn with_notice_of_the_end(site: &Site, name: &str, mut answer: Response) -> Response {
    let needs_session =
        forms::form(name).is_some_and(|form| form.access != Access::Anyone && form.back.is_some());
    if answer.status() == StatusCode::UNAUTHORIZED && needs_session {
        leave(site, &Notice::of(ApiError::SignedOut), &mut answer);
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
