//! What was tried at the desk: looked for, page by page.

mod list;
mod search;

use domain::{
    desk::{Attack, TryPage},
    permission::Action,
    person::Person,
    session::Caller,
};
use leptos::prelude::*;

use self::{list::Tries, search::Search};
use super::frame::SupervisorsFrame;
use crate::{
    api::{ApiError, AskedTries, context},
    pages::not_found::Problem,
};

/// How much stands on a page.
const A_PAGE: u32 = 25;

/// What stands on the page.
struct Found {
    caller: Caller,
    attack: Option<Attack>,
    people: Vec<Person>,
    /// `None` where what was typed is no account's number, so that nothing was looked for.
    page: Option<TryPage>,
}

/// The page, for supervisors. For everyone else there is none.
#[component]
pub(in crate::pages) fn HistoryPage() -> impl IntoView {
    let asked = AskedTries::in_query(context::request().uri.query());
    Suspend::new(async move {
        match find(&asked).await {
            Ok(found) => view! { <Page found asked/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn find(asked: &AskedTries) -> Result<Found, ApiError> {
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let staff = context::staff(Some(&caller), Action::ReadDeskHistory)?;
    let desk = context::desk();
    let people = desk.desk_people(staff).await?;
    let page = match asked.filter() {
        Ok(filter) => Some(desk.desk_tries(staff, &filter, asked.before, A_PAGE).await?),
        Err(_) => None,
    };
    // A page without the banner is better than none.
    let attack = desk.attack().await.unwrap_or_default();
    Ok(Found { attack, people, page, caller })
}

#[component]
fn Page(found: Found, asked: AskedTries) -> impl IntoView {
    let Found { caller, attack, people, page } = found;
    let zone = caller.time_zone.clone();
    let is_wrong = page.is_none();
    let tries = page.map(|page| view! { <Tries page asked=asked.clone() zone/> });
    view! {
        <SupervisorsFrame caller title="Desk history" attack>
            <Search asked people is_wrong/>
            {tries}
        </SupervisorsFrame>
    }
}
