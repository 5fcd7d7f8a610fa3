//! What went wrong, as a page for people and as JSON for programs.

use std::any::Any;

use app::{api::ApiError, pages::message_page};
use axum::{
    body::Body,
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER},
    },
    response::{Html, IntoResponse, Response},
};
use leptos::{config::LeptosOptions, prelude::FromServerFnError};
use tower_http::catch_panic::CatchPanicLayer;

/// Whether a person's browser asks for a page, rather than a program for an answer.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The answer for someone who asked with these headers.
pub(super) fn answer(options: &LeptosOptions, headers: &HeaderMap, error: ApiError) -> Response {
    if wants_page(headers) { page(options, error) } else { json(error) }
}

/// The error as a page of its own.
pub(super) fn page(options: &LeptosOptions, error: ApiError) -> Response {
    with_status(Html(message_page(options.clone(), error)).into_response(), error)
}

/// The error for a program.
pub(super) fn json(error: ApiError) -> Response {
    with_status(([(CONTENT_TYPE, "application/json")], error.ser()).into_response(), error)
}

fn with_status(mut response: Response, error: ApiError) -> Response {
    *response.status_mut() =
        StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if *response.status_mut() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, 5.into());
    }
    response
}

/// A panic ends the request that it happened in, and nothing else.
pub(super) fn catch_panics(
    options: LeptosOptions,
) -> CatchPanicLayer<impl Fn(Box<dyn Any + Send>) -> Response<Body> + Clone> {
    CatchPanicLayer::custom(move |_: Box<dyn Any + Send>| {
        tracing::error!("a request ended in a panic");
        page(&options, ApiError::Internal)
    })
}
