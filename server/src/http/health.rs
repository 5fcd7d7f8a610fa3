//! For whoever watches over the server: whether it runs, and whether it can do its work.

use axum::{Router, extract::State, http::StatusCode, routing::get};
use domain::desk::Desk;

/// `/healthz`: the process answers. `/readyz`: the database does too.
pub(super) fn router(desk: Desk) -> Router {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready)).with_state(desk)
}

async fn ready(State(desk): State<Desk>) -> (StatusCode, &'static str) {
    let asked = async { desk.store.read().await?.is_empty().await };
    match asked.await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database can't be read\n")
        }
    }
}
