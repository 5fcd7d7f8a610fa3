//! Saying that a session ended, on a page that is left open. Nothing that was typed there is lost.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::task::spawn_local;

#[cfg(feature = "hydrate")]
use crate::api::{self, ApiError};

/// What ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The session: nobody is signed in here any more.
    Session,
    /// The person's access to the account.
    Access,
}

/// Whether something ended, and the sentence that says so with the way on.
#[component]
pub(crate) fn EndedMessage(ended: Ended) -> impl IntoView {
    let (sentence, to, way_on) = match ended {
        Ended::Session => ("Your session has ended. ", "/login", "Sign in again"),
        Ended::Access => ("You don’t have access to this account any more. ", "/", "Go to your account"),
    };
    view! {
        <p class="problem ended" role="alert">
            {sentence}
            <a href=to>{way_on}</a>
        </p>
    }
}

/// Listens on a page without PINs, and shows what ended at its top.
#[island]
pub fn SessionWatch(
    /// The account that the page is about, if it is about one.
    account: Option<String>,
) -> impl IntoView {
    let ended = RwSignal::new(None::<Ended>);
    #[cfg(feature = "hydrate")]
    {
        let name = account.clone().unwrap_or_default();
        let name = StoredValue::new(name);
        let look = move || {
            spawn_local(async move {
                match api::show_pins(name.get_value()).await {
                    Err(ApiError::SignedOut) => ended.set(Some(Ended::Session)),
                    // Without an account there is none to lose access to.
                    Err(ApiError::NotFound) if !name.with_value(String::is_empty) => {
                        ended.set(Some(Ended::Access));
                    }
                    _ => {}
                }
            });
        };
        let account = account.as_deref().and_then(|account| account.parse().ok());
        super::event_stream::listen(account, move |what| ended.set(Some(what)), look);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = account;
    move || ended.get().map(|ended| view! { <EndedMessage ended/> })
}
