//! The stream of events that an open page listens to. It tells when the session or the access ended; what to show
//! then the page knows, and asking for anything tells the same.

use std::{convert::Infallible, time::Duration};

use app::api::{ApiError, context::customer};
use axum::{
    Extension,
    extract::{Query, State},
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    account::AccountNumber,
    desk::Desk,
    permission::{self, Action},
    ports::StoreError,
    session::{Caller, SessionToken},
};
use futures_util::stream;
use serde::Deserialize;
use tokio::time::{MissedTickBehavior, interval};

use super::{Site, problem};
use crate::events::Listener;

/// How often a page's session and access are looked up, whether or not there was news.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Proxies cut off connections on which nothing is said.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The account of the page, if it has one.
    account: Option<String>,
}

/// What ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Session,
    Access,
}

impl Ended {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Access => "access",
        }
    }
}

/// A page that is open, and what it may show while it is.
struct Page {
    desk: Desk,
    token: SessionToken,
    account: Option<AccountNumber>,
    listener: Listener,
    is_over: bool,
}

/// Opens the stream for whoever is signed in, about an account that they may see, or about their session alone.
pub(super) async fn events(
    State(site): State<Site>,
    caller: Option<Extension<Caller>>,
    token: Option<Extension<SessionToken>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let refused = |error| problem::answer(&site.options, &headers, error);
    let (Some(Extension(caller)), Some(Extension(token))) = (caller, token) else {
        return refused(ApiError::SignedOut);
    };
    let account = match asked.account.as_deref().map(str::parse).transpose() {
        Ok(account) => account,
        Err(_) => return refused(ApiError::NotFound),
    };
    if account.is_some() && customer(Some(&caller)).is_err() {
        return refused(ApiError::NotFound);
    }
    match ended(&site.desk, &token, account).await {
        Ok(None) => {}
        Ok(Some(Ended::Session)) => return refused(ApiError::SignedOut),
        Ok(Some(Ended::Access)) => return refused(ApiError::NotFound),
        Err(error) => return refused(error.into()),
    }
    let Some(listener) = site.hub.listen(caller.person.id, account) else {
        return refused(ApiError::Unavailable);
    };
    let page = Page { desk: site.desk.clone(), token, account, listener, is_over: false };
    let events = stream::unfold(page, |page| page.next());
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

impl Page {
    /// Waits until the session or the access ends, and says so as the last event.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        let mut ticks = interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                goes_on = self.listener.hear() => if !goes_on { return None },
                _ = ticks.tick() => {}
            }
            match ended(&self.desk, &self.token, self.account).await {
                Ok(None) => {}
                Ok(Some(ended)) => {
                    self.is_over = true;
                    return Some((Ok(Event::default().event("session-ended").data(ended.as_str())), self));
                }
                // What cannot be known now is asked again: the page's own requests meet the same database.
                Err(error) => tracing::debug!(%error, "an open page could not be looked after"),
            }
        }
    }
}

/// Whether the session, or its person's access to the account, has ended.
async fn ended(
    desk: &Desk,
    token: &SessionToken,
    account: Option<AccountNumber>,
) -> Result<Option<Ended>, StoreError> {
    let Some(caller) = desk.who(token, false).await? else {
        return Ok(Some(Ended::Session));
    };
    let Some(account) = account else { return Ok(None) };
    let role = desk.store.read().await?.role(account, caller.person.id).await?;
    Ok((!permission::may(role, Action::SeePins)).then_some(Ended::Access))
}
