//! What every answer tells the browser about itself (requirement W1).

use axum::{
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};
use leptos::nonce::use_nonce;
use leptos_axum::ResponseOptions;

use crate::config::PublicUrl;

/// For everything that is no living page: it may look like ours and send a form, and nothing else.
const STILL: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                     base-uri 'none'; frame-ancestors 'none'";

/// What holds for each answer that does not say otherwise.
const ALWAYS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, STILL),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`, which would take the origin off the forms of browsers that send no Sec-Fetch-Site.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (CACHE_CONTROL, "no-store"),
];

/// Adds what the answer does not say itself.
pub(super) async fn add(State(public_url): State<PublicUrl>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if public_url.is_https() {
        headers
            .entry(STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    answer
}

/// Allows the page that is being rendered its own script, by the nonce that leptos gave it, and WebAssembly. Server
/// functions have no nonce, and what they answer is no page.
pub(super) fn allow_the_page_to_live(options: &ResponseOptions) {
    let Some(nonce) = use_nonce() else {
        return;
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; object-src 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        options.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}
