//! What happened on an account: all of it or a part, page by page.

mod list;
mod ways;

use domain::{desk::Activity, session::Caller};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use self::{
    list::{Content, Damaged},
    ways::Filter,
};
use super::not_found::Problem;
use crate::{
    api::{ApiError, AskedActivity, context},
    components::{
        SessionWatch,
        frame::{Accounts, Place, Section, SiteHeader},
    },
};

/// How much stands on a page.
const A_PAGE: u32 = 25;

/// The page that the address asks for.
#[component]
pub(super) fn ActivityPage() -> impl IntoView {
    let number = use_params_map().read_untracked().get("number").unwrap_or_default();
    let asked = AskedActivity::in_query(context::request().uri.query());
    Suspend::new(async move {
        match find(&number, asked).await {
            Ok((caller, activity)) => view! { <Page caller activity asked/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn find(number: &str, asked: AskedActivity) -> Result<(Caller, Activity), ApiError> {
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let customer = context::customer(Some(&caller))?;
    let account = number.parse().map_err(|_| ApiError::NotFound)?;
    let AskedActivity { subject, before } = asked;
    let activity = context::desk().activity(customer, account, subject, before, A_PAGE).await?;
    if activity.page.is_none() {
        tracing::error!(%account, "the account's history is damaged; `security-pins audit verify` says where");
    }
    Ok((caller, activity))
}

#[component]
fn Page(caller: Caller, activity: Activity, asked: AskedActivity) -> impl IntoView {
    let Activity { account, accounts, page, has_something_to_report } = activity;
    let (number, name) = (account.number, account.name.clone());
    let content = match page {
        Some(page) => {
            let zone = caller.time_zone.clone();
            view! { <Content number page asked zone has_something_to_report/> }.into_any()
        }
        None => view! { <Damaged number asked/> }.into_any(),
    };
    view! {
        <Title text=format!("Activity of {name}")/>
        <SiteHeader caller=Some(caller)/>
        <Accounts accounts current=account place=Place::At(Section::Activity)/>
        <main id="main" class="activity-page">
            <SessionWatch account=Some(number.to_string())/>
            <h1>"Activity"</h1>
            <p class="account-line">
                <bdi>{name}</bdi>
                ", account "
                {number.to_string()}
            </p>
            <Filter number chosen=asked.subject/>
            {content}
        </main>
    }
}
