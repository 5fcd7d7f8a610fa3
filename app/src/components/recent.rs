//! What happened on the account last.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{act::act, panel::Panel};

/// The region below the panel, with the way to the whole.
#[component]
pub(crate) fn Recent(home: String, zone: String) -> impl IntoView {
    let panel = expect_context::<Panel>();
    let busy = RwSignal::new(false);
    // The one form in there is the server's, as all of the list; its button is told here that it works.
    #[cfg(feature = "hydrate")]
    let button = StoredValue::new_local(None::<web_sys::HtmlElement>);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let busy = busy.get().to_string();
        if let Some(button) = button.get_value() {
            let _ = button.set_attribute("aria-busy", &busy);
            let _ = button.set_attribute("aria-disabled", &busy);
        }
    });
    let report = move |event: SubmitEvent| {
        #[cfg(feature = "hydrate")]
        button.set_value(event.submitter());
        act(event, panel, busy, "report_verification", None, Some(panel.bar));
    };
    view! {
        <section class="recent" aria-label="Recent activity">
            <h2>"Recent activity"</h2>
            // The server's own, escaped by it.
            <div class="activity" inner_html=panel.recent on:submit=report></div>
            <p class="recent-more">
                <a href=home + "/activity">"All activity"</a>
                <span>{zone}</span>
            </p>
        </section>
    }
}
