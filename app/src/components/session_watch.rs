//! Saying that a session ended, on a page that is left open. Nothing that was typed there is lost.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::task::spawn_local;
#[cfg(feature = "hydrate")]
use serde::de::IgnoredAny;

use super::ask::Refusal;
#[cfg(feature = "hydrate")]
use super::{
    ask::ask,
    event_stream::{Heard, listen},
};

/// What ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The session: nobody is signed in here any more.
    Session,
    /// The person's access to the account.
    Access,
}

impl Ended {
    /// What ended, if that is why the server refused.
    pub(super) fn by(refusal: &Refusal) -> Option<Self> {
        match refusal.code.as_str() {
            "signed_out" => Some(Self::Session),
            "not_found" => Some(Self::Access),
            _ => None,
        }
    }
}

/// The sentence that says what ended, with the way on.
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
                let answer = ask::<IgnoredAny>("show_pins", &[("account", &name.get_value())]).await;
                // Without an account there is none to lose access to.
                let what = answer.err().and_then(|refusal| Ended::by(&refusal));
                if what == Some(Ended::Session) || what.is_some() && !name.with_value(String::is_empty) {
                    ended.set(what);
                }
            });
        };
        let account = account.as_deref().and_then(|account| account.parse().ok());
        listen(account, ended, move |heard| match heard {
            Heard::Ended(what) => ended.set(Some(what)),
            Heard::Lost | Heard::Cut => look(),
            Heard::Changed(_) => {}
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = account;
    move || ended.get().map(|ended| view! { <EndedMessage ended/> })
}
