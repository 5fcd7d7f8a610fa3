//! The server as browsers see it: pages, server functions and files, behind the guards.
//!
//! From the outside in, a request passes: request id and log, the answer's headers, the host guard, and, for
//! pages and forms, the guard against other sites, the forms' answers, the client and the session.

mod activity;
mod assets;
mod browser;
mod client;
mod csv_lines;
mod desk_history;
mod events;
mod forms;
mod guards;
mod headers;
mod health;
mod log;
mod problem;
mod session;
mod start;

use std::{future::Future, io, net::SocketAddr, sync::Arc};

use app::{
    api::{ApiError, cookie::Cookies},
    pages::{App, shell},
};
use axum::{
    Router,
    extract::{FromRef, Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::get,
    serve::ListenerExt,
};
use domain::desk::Desk;
use leptos::{
    config::LeptosOptions,
    prelude::{provide_context, use_context},
};
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use crate::{
    config::{Proxies, PublicUrl},
    events::Hub,
};

/// How requests reach the server.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The address that browsers know.
    pub public_url: PublicUrl,
    /// The proxies that are believed about whom they ask for.
    pub proxies: Proxies,
}

/// What every part of the server needs to know.
#[derive(Clone)]
struct Site {
    desk: Desk,
    hub: Arc<Hub>,
    public_url: PublicUrl,
    cookies: Cookies,
    options: LeptosOptions,
}

impl FromRef<Site> for LeptosOptions {
    fn from_ref(site: &Site) -> Self {
        site.options.clone()
    }
}

/// Everything that the server answers.
pub fn router(desk: Desk, hub: Arc<Hub>, reach: Reach) -> Router {
    let Reach { public_url, proxies } = reach;
    let files = assets::Files::embedded();
    let site = Site {
        desk,
        hub,
        cookies: Cookies { secure: public_url.is_https() },
        public_url: public_url.clone(),
        options: files.options(),
    };

    let context = {
        let site = site.clone();
        move || {
            provide_context(site.desk.clone());
            provide_context(site.cookies);
            if let Some(options) = use_context::<ResponseOptions>() {
                headers::allow_the_page_to_live(&options);
            }
        }
    };
    let document = {
        let options = site.options.clone();
        move || shell(options.clone())
    };
    let page = leptos_axum::render_app_async_with_context(context.clone(), document.clone());
    let answers: forms::Pages = Arc::new(page.clone());
    let pages = Router::new()
        .route("/", get(start::start))
        .route("/api/events", get(events::events))
        .route("/accounts/{number}/activity.csv", get(activity::csv))
        .route("/desk/history.csv", get(desk_history::csv))
        .leptos_routes_with_context(&site, generate_route_list(App), context, document)
        .fallback(page)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(site.clone(), session::find_caller))
        .layer(from_fn_with_state(proxies, client::find_client))
        .layer(from_fn_with_state((site.clone(), answers), forms::answer))
        .layer(from_fn_with_state(site.clone(), guards::same_site))
        .layer(CompressionLayer::new())
        .with_state(site.clone());

    let guarded = Router::new()
        .merge(files.router())
        .fallback_service(pages)
        .layer(from_fn_with_state(site.clone(), guards::known_host));

    let answers = Router::new()
        .merge(health::router(site.desk.clone()))
        .fallback_service(guarded)
        .layer(from_fn_with_state(site.options.clone(), guards::in_time))
        .layer(problem::catch_panics(site.options))
        .layer(from_fn_with_state(public_url, headers::add));
    answers.layer(from_fn(log::request))
}

/// Answers on this listener until `stop` is over and the requests under way then are answered.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(
    listener: TcpListener,
    desk: Desk,
    hub: Arc<Hub>,
    reach: Reach,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = listener.tap_io(|stream| {
        // Answers are written whole; waiting for more to send only delays them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let router = router(desk, Arc::clone(&hub), reach).into_make_service_with_connect_info::<SocketAddr>();
    let stop = async move {
        stop.await;
        // Streams have no end of their own, and would be waited for.
        hub.close();
    };
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}

async fn wrong_method(State(options): State<LeptosOptions>, request: Request) -> Response {
    problem::answer(&options, request.headers(), ApiError::WrongMethod)
}
