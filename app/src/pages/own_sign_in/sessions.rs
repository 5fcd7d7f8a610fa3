//! Where one is signed in, and the way to end it there.

use domain::session::{Session, SessionKey};
use leptos::prelude::*;

use crate::{
    api::{notice::Notice, times::moment_in},
    components::said::said_of,
};

/// The person's sessions, with a way to end each but this.
#[component]
pub(super) fn SessionsSection(
    sessions: Vec<Session>,
    this: SessionKey,
    zone: Option<String>,
    notice: Option<Notice>,
) -> impl IntoView {
    let has_others = sessions.iter().any(|session| session.key != this);
    let items = sessions
        .into_iter()
        .map(|session| {
            let is_this = session.key == this;
            view! { <Item session is_this zone=zone.clone()/> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="sessions-title">
            <h2 id="sessions-title">"Sessions"</h2>
            {said_of(notice.as_ref(), &["end_session", "end_other_sessions"])}
            <p>"Where you are signed in. End what you don’t know, and then change your password."</p>
            <ul class="sessions">{items}</ul>
            {has_others
                .then(|| {
                    view! {
                        <form class="card-form" method="post" action="/api/end_other_sessions">
                            <button class="button" type="submit">"End all others"</button>
                        </form>
                    }
                })}
        </section>
    }
}

#[component]
fn Item(session: Session, is_this: bool, zone: Option<String>) -> impl IntoView {
    let place = place(&session);
    let since = moment_in(zone.as_deref(), session.created_at);
    let used = moment_in(zone.as_deref(), session.last_seen_at);
    let end = (!is_this).then(|| {
        view! {
            <form method="post" action="/api/end_session">
                <input type="hidden" name="session" value=session.key.handle().to_string()/>
                <button class="button" type="submit">
                    "End"
                    <span class="visually-hidden">" the session of " {place.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="session">
            <div>
                <p>
                    <strong>{place.clone()}</strong>
                    {is_this.then(|| view! { " " <span class="session-this">"this one"</span> })}
                </p>
                <p class="hint">"Since " {since}</p>
                <p class="hint">"Last used " {used}</p>
            </div>
            {end}
        </li>
    }
}

/// The browser and its address, as far as they are known.
fn place(session: &Session) -> String {
    let browser = match session.origin.browser.as_str() {
        "" => "Unknown browser",
        browser => browser,
    };
    match session.origin.address.as_str() {
        "" => browser.to_owned(),
        address => format!("{browser} at {address}"),
    }
}
