//! For whoever watches over the server: whether it runs, and whether it can do its work.

use axum::{Router, extract::State, http::StatusCode, routing::get};
use domain::desk::Desk;

/// `/healthz`: the process answers. `/readyz`: the database does too, and the clock can be trusted.
pub(super) fn router(desk: Desk) -> Router {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready)).with_state(desk)
}

async fn ready(State(desk): State<Desk>) -> (StatusCode, &'static str) {
    match desk.clock_is_trusted().await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the clock stands behind what was recorded\n"),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database can't be read\n")
        }
    }
}
