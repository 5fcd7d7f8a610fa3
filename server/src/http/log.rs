//! One line for each request, tied to its answer and to everything logged on the way by an id.

use std::fmt::Write;

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use domain::ports::Entropy;
use tokio::time::Instant;
use tracing::{Instrument, info, info_span};

use crate::world::OsEntropy;

/// The header that gives the id to whoever asked.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Logs the request by method and path. The query is left out: nobody knows what someone puts there.
pub(super) async fn request(request: Request, next: Next) -> Response {
    let id = new_id();
    let span = info_span!("request", id, method = %request.method(), path = request.uri().path());
    async move {
        let begin = Instant::now();
        let mut answer = next.run(request).await;
        let ms = begin.elapsed().as_secs_f64() * 1000.0;
        info!(status = answer.status().as_u16(), ms = (ms * 100.0).round() / 100.0, "answered");
        if let Ok(id) = HeaderValue::from_str(&id) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        answer
    }
    .instrument(span)
    .await
}

/// Sixteen random hexadecimal digits; zeros without randomness, since a request can do without a name.
fn new_id() -> String {
    let mut bytes = [0; 8];
    let _ = OsEntropy.fill(&mut bytes);
    bytes.iter().fold(String::new(), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    })
}
