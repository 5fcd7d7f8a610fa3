//! An account's home.

use domain::{desk::Home, pin::PinKind, session::Caller};
use http::request::Parts;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::not_found::Problem;
use crate::{
    api::{
        ApiError, Done, PanelView, PinsView, RowState, context, cookie::Cookies, notice::Notice, pins_view,
        times::zone_name,
    },
    components::{
        PinPanel, WhichPin,
        frame::{Accounts, Place, Section, SiteHeader},
    },
};

/// The page with the Security Pins bar.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let number = use_params_map().read_untracked().get("number").unwrap_or_default();
    Suspend::new(async move {
        match home(&number).await {
            Ok((caller, home)) => view! { <Page caller home/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

/// Everything that the page shows, and the memory of how this person left it.
async fn home(number: &str) -> Result<(Caller, Home), ApiError> {
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let customer = context::customer(Some(&caller))?;
    let account = number.parse().map_err(|_| ApiError::NotFound)?;
    let desk = context::desk();
    let asked = asked_panel(&context::request());
    let mut home = desk.home(customer, account).await?;

    // Where someone was and how they left the bar is a convenience: the page does without, if it must.
    if let Err(error) = desk.opened(customer, account).await {
        tracing::warn!(%error, "the account last opened was not kept");
    }
    if let Some(asked) = asked {
        if asked.by_this_page
            && home.panel != Some(asked.expanded)
            && let Err(error) = desk.keep_panel(customer, account, asked.expanded).await
        {
            tracing::warn!(%error, "the bar's state was not kept");
        }
        home.panel = Some(asked.expanded);
    }
    Ok((caller, home))
}

/// How the bar should stand, as the address asks.
struct AskedPanel {
    expanded: bool,
    /// Whether the person pressed the bar on our own page; a link from elsewhere may ask for a view, but
    /// leaves nothing behind.
    by_this_page: bool,
}

fn asked_panel(request: &Parts) -> Option<AskedPanel> {
    let expanded = request.uri.query()?.split('&').find_map(|pair| match pair {
        "pins=open" => Some(true),
        "pins=closed" => Some(false),
        _ => None,
    })?;
    let by_this_page =
        request.headers.get("sec-fetch-site").is_some_and(|site| site.as_bytes() == b"same-origin");
    Some(AskedPanel { expanded, by_this_page })
}

/// The kinds that the address asks to hide from view, for whoever presses Hide where no script runs.
fn hidden_pins(request: &Parts) -> String {
    let asked =
        request.uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("hide="));
    let kinds = asked.unwrap_or_default().split('+').filter(|kind| kind.parse::<PinKind>().is_ok());
    kinds.collect::<Vec<_>>().join(" ")
}

#[component]
fn Page(caller: Caller, home: Home) -> impl IntoView {
    let Home { account, accounts, pins, panel, situation } = home;
    let policy = context::desk().policy;
    let notice = Notice::take(expect_context::<Cookies>());
    let said =
        notice.as_ref().and_then(|notice| notice.done).map(Done::sentence).unwrap_or_default().to_owned();
    let pins = PinsView { said, ..pins_view(account.number, &pins, &policy, caller.time_zone.as_deref()) };
    // A notice of another form is about another page.
    let of_pins = |notice: &&Notice| {
        ["generate_pin", "clear_pin", "report_verification"].contains(&notice.form.as_str())
    };
    let problem = notice.as_ref().filter(of_pins).and_then(|notice| notice.error);
    let any_live = pins.rows.iter().any(|row| row.state == RowState::Live);
    let panel = PanelView {
        account: account.number.to_string(),
        // Where something went wrong in the panel, it has to be open to be seen.
        expanded: problem.is_some() || panel.unwrap_or(any_live),
        pins,
        problem: problem.map(|error| error.sentence().to_owned()).unwrap_or_default(),
        problem_kind: notice.as_ref().and_then(|notice| notice.kind),
        hidden: hidden_pins(&context::request()),
        zone: format!("Times in {}.", zone_name(caller.time_zone.as_deref())),
    };
    // Its type ends here, or the page's would be too deep for the compiler.
    let pins = view! {
        <PinPanel view=panel>
            <WhichPin situation lifetime=policy.one_time_lifetime/>
        </PinPanel>
    }
    .into_any();
    view! {
        <Title text=account.name.clone()/>
        <SiteHeader caller=Some(caller)/>
        <Accounts accounts current=account.clone() place=Place::At(Section::Pins)/>
        <main id="main">
            <h1>{account.name}</h1>
            <p class="account-line">"Account " {account.number.to_string()}</p>
            {pins}
        </main>
    }
}
