//! The result of a try: large, in words and with a sign.

use std::collections::BTreeMap;

use domain::{
    time::Timestamp,
    verification::{Channel, Outcome},
};
use leptos::prelude::*;

use super::{
    Tried,
    receipt::Left,
    words::{Mark, Told, good_for, grouped, not_for, proof},
};
use crate::api::times::{datetime, short_moment_with_zone};

/// The result, and all that belongs to a verified account.
#[component]
pub(super) fn VerdictCard(
    told: Told,
    /// The try that it came of, if one was made.
    tried: Option<Tried>,
    zone: Option<String>,
    /// This moment, from which the receipt's time is counted down.
    now: Timestamp,
) -> impl IntoView {
    let Told { mark, title, why, say } = told;
    let account = tried.as_ref().map(|tried| tried.typed.get("account").cloned().unwrap_or_default());
    let facts = tried.map(|tried| view! { <Facts tried zone now/> });
    let about = match account {
        Some(account) if mark != Mark::Right => {
            view! { <p class="verdict-about">"Account number " {account}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    // Spaces stand between the parts, for whoever reads them as one text.
    view! {
        <div id="verdict" class="verdict" role="status" data-mark=mark.as_str()>
            <h2 class="verdict-title">{sign(mark)} {title}</h2>
            " "
            {about}
            " "
            {facts}
            <p class="verdict-why">{why}</p>
            " "
            <p class="verdict-say">
                <span class="verdict-label">"You can say: "</span>
                "“" {say} "”"
            </p>
        </div>
    }
}

/// What is known of the account now that it is verified; nothing before.
#[component]
fn Facts(tried: Tried, zone: Option<String>, now: Timestamp) -> impl IntoView {
    let Outcome::Verified { kind, receipt, valid_until } = tried.verdict.outcome else {
        return ().into_any();
    };
    let number = tried.typed.get("account").cloned().unwrap_or_default();
    let name = tried.verdict.name.map(|name| view! { <bdi class="verdict-name">{name}</bdi> " " });
    let until = short_moment_with_zone(zone.as_deref(), valid_until);
    view! {
        <dl class="verdict-facts">
            <div>
                <dt>"Account"</dt>
                " "
                <dd>{name} <span class="verdict-number">{number}</span></dd>
            </div>
            " "
            {typed_facts(&tried.typed)}
            <div>
                <dt>"With"</dt>
                " "
                <dd>{proof(kind)}</dd>
            </div>
            " "
            <div>
                <dt>"Good for"</dt>
                " "
                <dd>{good_for(kind.assurance())}</dd>
            </div>
            " "
            <div class="verdict-not-for">
                <dt>"Not for"</dt>
                " "
                <dd>
                    <ul>{not_for().map(|purpose| view! { <li>{purpose}</li> " " }).collect_view()}</ul>
                </dd>
            </div>
            " "
            <div>
                <dt>"Receipt"</dt>
                " "
                <dd>
                    <span class="verdict-receipt">{grouped(&receipt.to_string())}</span>
                    " valid until "
                    <time datetime=datetime(valid_until)>{until}</time>
                    <Left from=now until=valid_until/>
                    <span class="hint verdict-hint">
                        " For a colleague who takes the call over. Don’t read it to the caller."
                    </span>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

/// What the agent typed beside the PIN, which stands on the receipt too.
fn typed_facts(typed: &BTreeMap<String, String>) -> impl IntoView + use<> {
    let channel = match typed.get("channel").map(|channel| channel.parse()) {
        Some(Ok(Channel::Chat)) => "Chat",
        _ => "Phone",
    };
    [
        ("Channel", Some(channel.to_owned())),
        ("Caller named", typed.get("contact").cloned()),
        ("Ticket", typed.get("ticket").cloned()),
    ]
    .map(|(name, value)| {
        value.filter(|value| !value.trim().is_empty()).map(|value| {
            view! {
                <div>
                    <dt>{name}</dt>
                    " "
                    <dd><bdi>{value}</bdi></dd>
                </div>
                " "
            }
        })
    })
    .collect_view()
}

/// The sign, for eyes alone: the words beside it say the same.
pub(super) fn sign(mark: Mark) -> impl IntoView {
    let path = match mark {
        Mark::Right => "M6 12.5l4 4 8-9",
        Mark::Wrong => "M7 7l10 10M17 7L7 17",
        Mark::Nothing => "M7 12h10",
        Mark::Locked => "M8 11V9a4 4 0 0 1 8 0v2M7 11h10v7H7z",
    };
    view! {
        <svg class="verdict-sign" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path/>
        </svg>
    }
}
