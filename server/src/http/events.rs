//! The stream of events that an open page listens to. It tells at which version its account stands, when that is
//! another one, and when the session or the access ended, as its last event; what to show then the page asks for or
//! knows. Between them it says that it is alive.

use std::{convert::Infallible, time::Duration};

use app::api::{ApiError, context::customer};
use axum::{
    Extension,
    extract::{Query, State},
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
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
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until};

use super::{Site, problem};
use crate::events::Listener;

/// How often a page's session and access are looked up, whether or not there was news.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How long a page is not looked up again after it was, however much news there is.
const REST: Duration = Duration::from_millis(50);
/// Proxies cut off connections on which nothing is said, and pages take a silent connection for one that was cut off.
const ALIVE_EVERY: Duration = Duration::from_secs(10);

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

/// What a page may show, and what of it there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Ended(Ended),
    /// With the version number of the page's account, if it has one.
    Stands(Option<i64>),
}

/// A page that is open, and what it was told.
struct Page {
    desk: Desk,
    token: SessionToken,
    account: Option<AccountNumber>,
    listener: Listener,
    /// What was found last.
    found: Look,
    /// The version that the page knows of.
    told: Option<i64>,
    rests_until: Instant,
    looks: Interval,
    signs_of_life: Interval,
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
    // Before the look, so that nothing happens between the two unheard.
    let Some(listener) = site.hub.listen(caller.person.id, account) else {
        return refused(ApiError::Unavailable);
    };
    let found = match look(&site.desk, &token, account).await {
        Ok(Look::Ended(Ended::Session)) => return refused(ApiError::SignedOut),
        Ok(Look::Ended(Ended::Access)) => return refused(ApiError::NotFound),
        Ok(found) => found,
        Err(error) => return refused(error.into()),
    };
    let page = Page {
        desk: site.desk.clone(),
        token,
        account,
        listener,
        found,
        told: None,
        rests_until: Instant::now(),
        looks: every(LOOK_EVERY),
        signs_of_life: every(ALIVE_EVERY),
        is_over: false,
    };
    Sse::new(stream::unfold(page, Page::next)).into_response()
}

impl Page {
    /// Waits for something to say.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        loop {
            if let Some(event) = self.unsaid() {
                return Some((Ok(event), self));
            }
            tokio::select! {
                goes_on = hear(&mut self.listener, self.rests_until) => if !goes_on { return None },
                _ = self.looks.tick() => {}
                _ = self.signs_of_life.tick() => {
                    // A browser passes on no event without data.
                    return Some((Ok(Event::default().event("alive").data("1")), self));
                }
            }
            match look(&self.desk, &self.token, self.account).await {
                Ok(found) => self.found = found,
                // What cannot be known now is asked again: the page's own requests meet the same database.
                Err(error) => tracing::debug!(%error, "an open page could not be looked after"),
            }
            self.rests_until = Instant::now() + REST;
        }
    }

    /// What was found and the page was not told yet.
    fn unsaid(&mut self) -> Option<Event> {
        match self.found {
            Look::Ended(ended) => {
                self.is_over = true;
                Some(Event::default().event("session-ended").data(ended.as_str()))
            }
            Look::Stands(version) if version != self.told => {
                self.told = version;
                version.map(|version| Event::default().event("account-changed").data(version.to_string()))
            }
            Look::Stands(_) => None,
        }
    }
}

/// Ticks for the first time when so much time has passed.
fn every(period: Duration) -> Interval {
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Waits for news. What comes in a burst meanwhile is heard at once.
async fn hear(listener: &mut Listener, not_before: Instant) -> bool {
    sleep_until(not_before).await;
    listener.hear().await
}

/// Whether the session or its person's access to the account has ended, and if not, at which version the account is.
async fn look(desk: &Desk, token: &SessionToken, account: Option<AccountNumber>) -> Result<Look, StoreError> {
    let Some(caller) = desk.who(token, false).await? else {
        return Ok(Look::Ended(Ended::Session));
    };
    let Some(account) = account else { return Ok(Look::Stands(None)) };
    let mut view = desk.store.read().await?;
    if !permission::may(view.role(account, caller.person.id).await?, Action::SeePins) {
        return Ok(Look::Ended(Ended::Access));
    }
    Ok(Look::Stands(view.account_version(account).await?))
}
