//! “That wasn’t me”: below what support did lately, for whoever had nothing to do with it.

use domain::account::AccountNumber;
use leptos::prelude::*;

/// The form. It leads to the account's home, which shows what came of it; there, it is taken over with the list.
#[component]
pub(crate) fn Report(account: AccountNumber) -> impl IntoView {
    view! {
        <form class="report" method="post" action="/api/report_verification">
            <input type="hidden" name="account" value=account.to_string()/>
            <p id="report-does">
                "If one of these calls or chats was neither yours nor your people’s, press the button: it clears both "
                "PINs, and support verifies nobody for this account until you generate a new one."
            </p>
            <button class="button" type="submit" aria-describedby="report-does">
                "That wasn’t me"
            </button>
        </form>
    }
}
