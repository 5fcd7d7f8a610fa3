//! The day in four numbers.

use domain::{desk::Tally, time::Timestamp};
use leptos::prelude::*;

use crate::api::times::day_in;

/// The day's numbers, under the section's heading.
#[component]
pub(super) fn Total(total: Tally, from: Timestamp, zone: Option<String>) -> impl IntoView {
    let figures = [
        ("verified", "Verified", total.verified),
        ("refused", "Refused", total.refused),
        ("no-live-pin", "No live PIN", total.no_live_pin),
        ("locked", "Locked", total.locked),
    ];
    let figures = figures.map(|(mark, title, count)| {
        view! {
            <div class="figure" data-mark=mark>
                <dt>{title}</dt>
                " "
                <dd>{count}</dd>
            </div>
        }
    });
    let nothing = (total.tries() == 0).then(|| view! { <p>"Nobody has tried to verify anyone today."</p> });
    view! {
        <h2 id="today-title">"Today, " {day_in(zone.as_deref(), from)}</h2>
        <dl class="figures">{figures.collect_view()}</dl>
        {nothing}
        <p class="hint">
            "Counted since midnight. A refused try is a wrong PIN, or a right one that came too late; a try that locked \
             its account counts as refused and as locked."
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(total: Tally) -> String {
        let from = Timestamp::from_millis(1_795_478_400_000);
        Owner::new().with(|| view! { <Total total from zone=None/> }.to_html())
    }

    #[test]
    fn each_number_stands_beside_its_word() {
        let html = html(Tally { verified: 31, refused: 7, no_live_pin: 5, locked: 2 });
        for (word, count) in [("Verified", 31), ("Refused", 7), ("No live PIN", 5), ("Locked", 2)] {
            assert!(html.contains(&format!("<dt>{word}</dt> <dd>{count}</dd>")), "{word}: {html}");
        }
        assert!(html.contains("24 November 2026") && !html.contains("Nobody"), "{html}");
    }

    #[test]
    fn a_day_without_tries_says_so() {
        assert!(html(Tally::default()).contains("Nobody has tried to verify anyone today."));
    }
}
