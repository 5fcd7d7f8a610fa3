//! How long a One-Time PIN still works.

use leptos::prelude::*;

use super::ticker::Ticker;
use crate::api::ExpiryView;

/// The time left as `23:59:59`, with the moment of expiry for programs.
#[component]
pub(crate) fn PinTimer(expiry: ExpiryView) -> impl IntoView {
    let ticker = expect_context::<Ticker>();
    let left = Memo::new(move |_| seconds_left(expiry.at, ticker.now()));
    view! {
        <span class="pin-timer" role="timer">
            <time datetime=expiry.datetime>{move || clock(left.get())}</time>
        </span>
    }
}

/// Whole seconds until `at`, never below nothing.
pub(crate) fn seconds_left(at: i64, now: i64) -> i64 {
    ((at - now) / 1000).max(0)
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The time left at a glance: `23 h 59 min`.
pub(crate) fn roughly(seconds: i64) -> String {
    match seconds / 60 {
        0 => "less than a minute".to_owned(),
        minutes if minutes < 60 => format!("{minutes} min"),
        minutes => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_counts_hours_beyond_a_day_and_stops_at_nothing() {
        assert_eq!(clock(seconds_left(86_400_000, 1)), "23:59:59");
        assert_eq!(clock(seconds_left(86_400_000, 0)), "24:00:00");
        assert_eq!(clock(seconds_left(61_000, 0)), "00:01:01");
        assert_eq!(clock(seconds_left(0, 5_000)), "00:00:00");
    }

    #[test]
    fn a_glance_needs_no_seconds() {
        assert_eq!(roughly(86_399), "23 h 59 min");
        assert_eq!(roughly(3_599), "59 min");
        assert_eq!(roughly(59), "less than a minute");
    }
}
