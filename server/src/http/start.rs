//! The address without a path: everyone goes where they belong.

use app::api::{ApiError, context::customer};
use axum::{
    Extension,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::session::Caller;

use super::{Site, problem};

/// Customers go to the account that they opened last, the support desk's people to the desk.
pub(super) async fn start(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    let Ok(customer) = customer(Some(&caller)) else {
        return Redirect::to("/desk").into_response();
    };
    match site.desk.start_account(customer).await {
        Ok(Some(account)) => Redirect::to(&format!("/accounts/{account}")).into_response(),
        Ok(None) => problem::answer(&site.options, &headers, ApiError::NotFound),
        Err(error) => problem::answer(&site.options, &headers, error.into()),
    }
}
