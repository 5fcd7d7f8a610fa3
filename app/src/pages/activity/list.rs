//! A page of what happened, or what there is to say in its place.

use domain::{account::AccountNumber, desk::Page, history::Subject};
use leptos::prelude::*;

use super::ways::Pages;
use crate::{
    api::{AskedActivity, happening_view, times::zone_name},
    components::happenings::HappeningList,
};

/// What happened, and what leads to more of it.
#[component]
pub(super) fn Content(
    number: AccountNumber,
    page: Page,
    asked: AskedActivity,
    zone: Option<String>,
) -> impl IntoView {
    let zone = zone.as_deref();
    let happenings: Vec<_> = page.happenings.iter().map(|one| happening_view(one, zone)).collect();
    let list = if happenings.is_empty() {
        view! { <p class="activity-empty">{nothing(asked, page.next)}</p> }.into_any()
    } else {
        view! { <HappeningList happenings/> }.into_any()
    };
    let csv = AskedActivity { before: None, ..asked }.to_query();
    view! {
        <p class="activity-zone">
            "Times in " {zone_name(zone).to_owned()} ". "
            <a href="/your-sign-in#time-zone-title">"Change this in Your sign-in"</a>
        </p>
        <section class="activity" aria-label="What happened">
            {list}
        </section>
        <Pages number asked next=page.next/>
        <p class="activity-file">
            <a class="button" href=format!("/accounts/{number}/activity.csv{csv}")>
                "Download as CSV"
            </a>
        </p>
    }
}

/// In place of a page with an entry that cannot be read. Others may well be readable.
#[component]
pub(super) fn Damaged(number: AccountNumber, asked: AskedActivity) -> impl IntoView {
    view! {
        <p class="problem" role="alert">
            "This part of the account’s history can’t be shown, because its record is damaged. Please tell support. \
             The PINs are not affected."
        </p>
        <Pages number asked next=None/>
    }
}

/// What an empty page says.
fn nothing(asked: AskedActivity, next: Option<i64>) -> &'static str {
    if next.is_some() {
        return "Nothing like this is in this part of a long history. Go on with “Older”.";
    }
    if asked.before.is_some() {
        return "There is nothing older.";
    }
    match asked.subject {
        Subject::All => {
            "Nothing has happened yet. When a PIN is generated, cleared or given to support, it is listed here."
        }
        Subject::Pins => "No PIN has been generated yet.",
        Subject::Support => "Nobody has given support a PIN of this account yet.",
        Subject::People => "Nothing about people has happened yet.",
    }
}
