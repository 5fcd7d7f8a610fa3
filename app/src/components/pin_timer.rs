//! How long a One-Time PIN still works: as a ring, as a clock and as the moment when it is over.

use domain::pin::PinKind;
use leptos::prelude::*;

use super::panel::Panel;
use crate::api::RowView;

/// The time of the PIN of this kind, while it has one.
#[component]
pub(crate) fn PinTimer(kind: PinKind) -> impl IntoView {
    let panel = expect_context::<Panel>();
    let left = move |row: &RowView| Some((seconds_left(row.expires_at?, panel.ticker.now()), row.lifetime));
    let is_over = Memo::new(move |_| panel.row(kind, left).is_none());
    let clock = Memo::new(move |_| panel.row(kind, left).map(|(left, _)| clock(left)).unwrap_or_default());
    let ring = Memo::new(move |_| {
        let (left, whole) = panel.row(kind, left).unwrap_or_default();
        format!("{} 1000", share(left, whole))
    });
    let expires = Memo::new(move |_| panel.row(kind, |row| row.expires.clone()));
    let until = Memo::new(move |_| panel.row(kind, |row| row.until.clone()));
    view! {
        <div class="pin-expiry" hidden=is_over>
            // An attribute, not a style: the page allows no style but its sheet's.
            <svg class="pin-ring" viewBox="0 0 36 36" aria-hidden="true">
                <circle cx="18" cy="18" r="15"></circle>
                <circle cx="18" cy="18" r="15" pathLength="1000" stroke-dasharray=ring></circle>
            </svg>
            <p class="pin-left">
                "Expires in "
                <span class="pin-timer" role="timer">
                    <time datetime=expires>{clock}</time>
                </span>
            </p>
            <p class="pin-until">{until}</p>
        </div>
    }
}

/// Whole seconds until `at`, never below nothing.
pub(crate) fn seconds_left(at: i64, now: i64) -> i64 {
    ((at - now) / 1000).max(0)
}

/// What is left of a lifetime in milliseconds, in thousandths.
fn share(seconds: i64, lifetime: i64) -> i64 {
    (seconds.saturating_mul(1_000_000) / lifetime.max(1)).min(1000)
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The time left at a glance, such as `23 h`, or `9 h 59 min` where minutes matter.
pub(crate) fn roughly(seconds: i64) -> String {
    match seconds / 60 {
        0 => "less than a minute".to_owned(),
        minutes if minutes < 60 => format!("{minutes} min"),
        minutes if minutes < 600 => format!("{} h {} min", minutes / 60, minutes % 60),
        minutes => format!("{} h", minutes / 60),
    }
}

/// What is worth saying when the time left goes down from so many seconds to so many.
#[cfg(any(test, feature = "hydrate"))]
pub(crate) fn milestone(before: i64, now: i64) -> Option<&'static str> {
    const MILESTONES: [(i64, &str); 3] = [(60, "1 minute"), (600, "10 minutes"), (3600, "1 hour")];
    MILESTONES
        .into_iter()
        .find(|(seconds, _)| now > 0 && now <= *seconds && before > *seconds)
        .map(|(_, said)| said)
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
        assert_eq!(roughly(86_399), "23 h");
        assert_eq!(roughly(35_999), "9 h 59 min");
        assert_eq!(roughly(3_599), "59 min");
        assert_eq!(roughly(59), "less than a minute");
    }

    #[test]
    fn the_ring_shows_what_is_left_of_the_whole() {
        assert_eq!(share(86_400, 86_400_000), 1000);
        assert_eq!(share(43_200, 86_400_000), 500);
        assert_eq!(share(0, 86_400_000), 0);
        assert_eq!(share(90_000, 86_400_000), 1000);
        assert_eq!(share(1, 0), 1000);
    }

    #[test]
    fn time_is_said_once_when_little_of_it_is_left() {
        assert_eq!(milestone(3_601, 3_600), Some("1 hour"));
        assert_eq!(milestone(3_600, 3_599), None);
        assert_eq!(milestone(86_400, 86_399), None);
        assert_eq!(milestone(601, 599), Some("10 minutes"));
        assert_eq!(milestone(5_000, 30), Some("1 minute"), "after sleep, what is true now");
        assert_eq!(milestone(61, 0), None, "that it expired is said by itself");
    }
}
