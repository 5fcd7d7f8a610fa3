//! What happened on the account last.

use leptos::prelude::*;

use super::panel::Panel;

/// The region below the panel, with the way to the whole.
#[component]
pub(crate) fn Recent(home: String, zone: String) -> impl IntoView {
    let panel = expect_context::<Panel>();
    view! {
        <section class="recent" aria-label="Recent activity">
            <h2>"Recent activity"</h2>
            // The server's own, escaped by it.
            <div class="activity" inner_html=panel.recent></div>
            <p class="recent-more">
                <a href=home + "/activity">"All activity"</a>
                <span>{zone}</span>
            </p>
        </section>
    }
}
