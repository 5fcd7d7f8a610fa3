//! The supervisors' overview: how the day goes, what has to be looked at, and what only they can lift.

mod by_agent;
mod by_hour;
mod draw;
mod flagged;
mod happened;
mod lift;
mod suspended;
mod total;

use domain::{
    desk::{Attack, DeskEvent, Figures, Lifter, OpenedReceipt, SuspendedAgent},
    permission::Action,
    session::Caller,
    time::Timestamp,
};
use leptos::prelude::*;

use self::{
    by_agent::ByAgent, by_hour::ByHour, draw::Key, flagged::FlaggedReceipts, happened::Happened,
    lift::LiftDailyLock, suspended::SuspendedAgents, total::Total,
};
use super::frame::SupervisorsFrame;
use crate::{
    api::{ApiError, context, cookie::Cookies, notice::Notice, times::hours_of_day_in},
    components::said::said,
    pages::not_found::Problem,
};

/// What stands on the page.
struct Found {
    caller: Caller,
    attack: Option<Attack>,
    /// The first moment of the reader's day.
    from: Timestamp,
    figures: Figures,
    suspended: Vec<SuspendedAgent>,
    flagged: Vec<OpenedReceipt>,
    events: Vec<DeskEvent>,
}

/// The page, for supervisors. For everyone else there is none.
#[component]
pub(in crate::pages) fn SupervisorPage() -> impl IntoView {
    let caller = context::caller();
    let may = context::staff(caller.as_ref(), Action::ReadDeskHistory).map(drop);
    let notice = may.is_ok().then(|| Notice::take(expect_context::<Cookies>())).flatten();
    Suspend::new(async move {
        let found = match (may, caller) {
            (Ok(()), Some(caller)) => find(caller).await,
            (Err(error), _) => Err(error),
            (Ok(()), None) => Err(ApiError::SignedOut),
        };
        match found {
            Ok(found) => view! { <Page found notice/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn find(caller: Caller) -> Result<Found, ApiError> {
    let staff = context::staff(Some(&caller), Action::ReadDeskHistory)?;
    let desk = context::desk();
    let (from, hours) = hours_of_day_in(caller.time_zone.as_deref(), desk.clock.now());
    let figures = desk.figures(staff, from, hours).await?;
    let suspended = desk.suspended_agents(Lifter::Staff(staff)).await?;
    let flagged = desk.reported_receipts(staff).await?;
    let events = desk.desk_events(staff).await?;
    // A page without the banner is better than none.
    let attack = desk.attack().await.unwrap_or_default();
    Ok(Found { attack, from, figures, suspended, flagged, events, caller })
}

#[component]
fn Page(found: Found, notice: Option<Notice>) -> impl IntoView {
    let Found { caller, attack, from, figures, suspended, flagged, events } = found;
    let zone = caller.time_zone.clone();
    let own = caller.staff().and_then(|staff| staff.agent().key());
    let limits = context::desk().policy.limits;
    let is_below = |notice: &&Notice| [lift::FORM, suspended::FORM].contains(&notice.form.as_str());
    let elsewhere = said(notice.as_ref().filter(|notice| !is_below(notice)));
    let charts = (figures.total.tries() > 0).then(|| {
        view! {
            <Key/>
            <ByHour hours=figures.hours from zone=zone.clone()/>
            <ByAgent agents=figures.agents/>
        }
    });
    view! {
        <SupervisorsFrame caller title="Supervisor" attack>
            {elsewhere}
            <section class="supervisor-part" aria-labelledby="today-title">
                <Total total=figures.total from zone=zone.clone()/>
                {charts}
            </section>
            <SuspendedAgents suspended own notice=notice.clone() zone=zone.clone()/>
            <FlaggedReceipts flagged zone=zone.clone()/>
            <LiftDailyLock limits notice/>
            <Happened events zone/>
        </SupervisorsFrame>
    }
}
