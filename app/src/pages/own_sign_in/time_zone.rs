//! Choose the time zone in which times are told.

use leptos::prelude::*;

use crate::{
    api::{
        notice::Notice,
        times::{UTC, time_zones},
    },
    components::said::said_of,
};

/// The zones to choose from, with the chosen one.
#[component]
pub(super) fn TimeZoneSection(chosen: Option<String>, notice: Option<Notice>) -> impl IntoView {
    let chosen = chosen.unwrap_or_else(|| UTC.to_owned());
    let options = time_zones()
        .into_iter()
        .map(|zone| {
            let is_chosen = zone == chosen;
            view! { <option selected=is_chosen>{zone}</option> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="time-zone-title">
            <h2 id="time-zone-title">"Your times"</h2>
            {said_of(notice.as_ref(), &["keep_time_zone"])}
            <form class="card-form" method="post" action="/api/keep_time_zone">
                <div class="field">
                    <label for="zone">"Time zone"</label>
                    <select id="zone" name="zone" aria-describedby="zone-hint">
                        {options}
                    </select>
                    <p class="hint" id="zone-hint">"Times on these pages and in mails to you are told in it."</p>
                </div>
                <button class="button" type="submit">"Save"</button>
            </form>
        </section>
    }
}
