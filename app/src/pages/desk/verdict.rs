//! The result of a try: large, in words and with a sign.

use domain::verification::Outcome;
use leptos::prelude::*;

use super::words::{Mark, Told, good_for, grouped, not_for, proof};
use crate::api::{
    Answered,
    times::{datetime, short_moment_with_zone},
};

/// The result, and all that belongs to a verified account.
#[component]
pub(super) fn VerdictCard(
    told: Told,
    /// The try that it came of, if one was made.
    answered: Option<Answered>,
    zone: Option<String>,
) -> impl IntoView {
    let Told { mark, title, why, say } = told;
    let account =
        answered.as_ref().map(|answered| answered.typed.get("account").cloned().unwrap_or_default());
    let facts = answered.map(|answered| view! { <Facts answered zone/> });
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
fn Facts(answered: Answered, zone: Option<String>) -> impl IntoView {
    let Outcome::Verified { kind, receipt, valid_until } = answered.verdict.outcome else {
        return ().into_any();
    };
    let number = answered.typed.get("account").cloned().unwrap_or_default();
    let name = answered.verdict.name.map(|name| view! { <bdi class="verdict-name">{name}</bdi> " " });
    let until = short_moment_with_zone(zone.as_deref(), valid_until);
    view! {
        <dl class="verdict-facts">
            <div>
                <dt>"Account"</dt>
                " "
                <dd>{name} <span class="verdict-number">{number}</span></dd>
            </div>
            " "
            <div>
                <dt>"By"</dt>
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
                    <span class="hint verdict-hint">
                        " For a colleague who takes the call over. Don’t read it to the caller."
                    </span>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

/// The sign, for eyes alone: the words beside it say the same.
fn sign(mark: Mark) -> impl IntoView {
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
